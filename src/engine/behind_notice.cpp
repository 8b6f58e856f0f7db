// What waits is asked for anew each time: a notice may have gone, or been held by our own check, by then.
#include "engine/behind_notice.hpp"

#include <algorithm>
#include <set>

#include "order/order_names.hpp"

namespace transom {
namespace {

struct WaitingNotice {
  std::string number;
  std::vector<OrderName> orders;
};

std::vector<WaitingNotice> waiting_notices(Lookups& lookups, std::string_view partner, char usage) {
  std::vector<WaitingNotice> out;
  for (const WaitingRecord& one : lookups.waiting()) {
    if (one.as == OutboundKind::notice_856 && one.partner == partner && one.usage == usage)
      out.push_back({one.number, lookups.orders_meant(one.business)});
  }
  return out;
}

bool share_order(const std::vector<OrderName>& a, const std::vector<OrderName>& b) {
  return std::any_of(a.begin(), a.end(), [&b](const OrderName& one) {
    return std::any_of(b.begin(), b.end(), [&one](const OrderName& other) { return same_order(one, other); });
  });
}

}  // namespace

bool would_overtake(Lookups& lookups, const BusinessDocument& document, std::span<const OrderStory> stories,
                    const Numbered& under) {
  if (!std::holds_alternative<Invoice>(document)) return false;
  const bool itself = std::any_of(under.said.begin(), under.said.end(), [&](const BusinessRecord& row) {
    return row.outgoing && lookups.waits(row.id);
  });
  return itself || std::any_of(stories.begin(), stories.end(), [&](const OrderStory& story) {
           return std::any_of(story.shipments.begin(), story.shipments.end(), [&](const auto& notice) {
             return notice.row.outgoing && lookups.waits(notice.row.id);
           });
         });
}

void leave_behind_notices(Lookups& lookups, WaitingGroup& group) {
  if (group.as != OutboundKind::invoice_810) return;
  const auto notices = waiting_notices(lookups, group.partner, group.usage);
  if (notices.empty()) return;
  std::set<std::string> behind;  // a correction does not overtake what it corrects
  std::erase_if(group.documents, [&](const WaitingRecord& one) {
    const auto orders = lookups.orders_meant(one.business);
    const bool stays = behind.contains(one.number) ||
                       std::any_of(notices.begin(), notices.end(), [&](const WaitingNotice& notice) {
                         return share_order(notice.orders, orders);
                       });
    if (stays) behind.insert(one.number);
    return stays;
  });
}

std::vector<std::string> notices_before(Lookups& lookups, const BusinessRecord& invoice) {
  std::vector<std::string> out;
  if (invoice.kind != BusinessKind::invoice || !lookups.waits(invoice.id)) return out;
  const auto orders = lookups.orders_meant(invoice.id);
  for (const WaitingNotice& notice : waiting_notices(lookups, invoice.partner, invoice.usage))
    if (share_order(notice.orders, orders)) out.push_back(notice.number);
  return out;
}

}  // namespace transom
