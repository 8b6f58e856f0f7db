// What waits is asked for anew each time: a notice may have gone, or been held by our own check, by then.
#include "engine/behind_notice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "order/order_names.hpp"

namespace transom {
namespace {

struct WaitingNotice {
  BusinessId id;
  std::string number;
  std::vector<OrderName> orders;
};

std::vector<WaitingNotice> waiting_notices(Lookups& lookups, std::string_view partner, char usage) {
  std::vector<WaitingNotice> out;
  for (const WaitingRecord& one : lookups.waiting()) {
    if (one.as == OutboundKind::notice_856 && one.partner == partner && one.usage == usage)
      out.push_back({one.business, one.number, lookups.orders_meant(one.business)});
  }
  return out;
}

bool share_order(const std::vector<OrderName>& a, const std::vector<OrderName>& b) {
  return std::any_of(a.begin(), a.end(), [&b](const OrderName& one) {
    return std::any_of(b.begin(), b.end(), [&one](const OrderName& other) { return same_order(one, other); });
  });
}

bool goes_before(const WaitingNotice& notice, BusinessId invoice, const std::vector<OrderName>& orders) {
  return notice.id < invoice && share_order(notice.orders, orders);
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
                         return goes_before(notice, one.business, orders);
                       });
    if (stays) behind.insert(one.number);
    return stays;
  });
}

std::string waiting_in_words(Lookups& lookups, const BusinessRecord& row) {
  std::vector<std::string> numbers;
  if (row.kind == BusinessKind::invoice && lookups.waits(row.id)) {
    const auto orders = lookups.orders_meant(row.id);
    for (const WaitingNotice& notice : waiting_notices(lookups, row.partner, row.usage))
      if (goes_before(notice, row.id, orders)) numbers.push_back(visible(notice.number, 40));
  }
  if (numbers.empty()) return "waits to be sent";
  return fmt::format("waits for ship notice {}", fmt::join(numbers, ", "));
}

}  // namespace transom
