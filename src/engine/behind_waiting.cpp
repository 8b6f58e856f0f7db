// What waits is asked for anew each time: a notice may have gone, or been held by our own check, by then.
#include "engine/behind_waiting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/trade_sets.hpp"

namespace transom {
namespace {

// Of one order the second waits while the first does.
struct Before {
  OutboundKind first, second;
};
constexpr Before befores[] = {
    {OutboundKind::notice_856, OutboundKind::invoice_810},
    {OutboundKind::order_850, OutboundKind::change_860},
    {OutboundKind::response_855, OutboundKind::change_response_865},
};

// What waits for one partner, found by its own number and by the orders that it is about.
class Waiting {
 public:
  Waiting(Lookups& lookups, std::string_view partner, char usage)
      : lookups_(lookups), all_(lookups.waiting()) {
    std::erase_if(all_,
                  [&](const WaitingRecord& one) { return one.partner != partner || one.usage != usage; });
    for (const WaitingRecord& one : all_) {
      by_number_[key(one.as, one.number)].push_back(&one);
      for (const Before& row : befores)
        if (row.first == one.as)
          for (const std::string& order : orders_of(one)) by_order_[key(one.as, order)].push_back(&one);
    }
  }

  [[nodiscard]] const WaitingRecord* find(BusinessId business) const {
    const auto found = std::find_if(all_.begin(), all_.end(),
                                    [&](const WaitingRecord& one) { return one.business == business; });
    return found == all_.end() ? nullptr : &*found;
  }

  // All that it must not overtake.
  [[nodiscard]] std::vector<const WaitingRecord*> ahead_of(const WaitingRecord& one) const {
    std::vector<const WaitingRecord*> out;
    add_older(out, by_number_, key(one.as, one.number), one.business);
    for (const Before& row : befores) {
      if (row.second != one.as) continue;
      for (const std::string& order : orders_of(one))
        add_older(out, by_order_, key(row.first, order), one.business);
    }
    return out;
  }

 private:
  using Index = std::map<std::string, std::vector<const WaitingRecord*>>;

  static std::string key(OutboundKind as, const std::string& number) {
    return fmt::format("{} {}", static_cast<int>(as), unpadded(number));
  }

  // Ship notices and invoices name theirs; all else goes by the order's number itself.
  [[nodiscard]] std::vector<std::string> orders_of(const WaitingRecord& one) const {
    const bool goods = one.as == OutboundKind::notice_856 || one.as == OutboundKind::invoice_810;
    if (!goods) return {one.number};
    std::vector<std::string> out;
    for (const OrderName& name : lookups_.orders_meant(one.business))
      out.push_back(fmt::format("{}/{}", unpadded(name.number), unpadded(name.release)));
    return out;
  }

  static void add_older(std::vector<const WaitingRecord*>& out, const Index& index, const std::string& key,
                        BusinessId than) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    for (const WaitingRecord* first : found->second)
      if (first->business < than && std::find(out.begin(), out.end(), first) == out.end())
        out.push_back(first);
  }

  Lookups& lookups_;
  std::vector<WaitingRecord> all_;
  Index by_number_, by_order_;
};

bool any_waits(Lookups& lookups, const std::vector<OrderStory::Entry>& entries) {
  return std::any_of(entries.begin(), entries.end(), [&](const OrderStory::Entry& entry) {
    return entry.row.outgoing && lookups.waits(entry.row.id);
  });
}

std::string in_words(const WaitingRecord& first) {
  const auto kind = trade_set(first.as)->document;
  const std::string_view name = kind == DocumentKind::shipment ? "ship notice" : kind_name(kind);
  return fmt::format("{}{}", name, first.number.empty() ? "" : " " + visible(first.number, 40));
}

}  // namespace

bool would_overtake(Lookups& lookups, const BusinessDocument& document, std::span<const OrderStory> stories,
                    const Numbered& under) {
  const bool itself = std::any_of(under.said.begin(), under.said.end(), [&](const BusinessRecord& row) {
    return row.outgoing && lookups.waits(row.id);
  });
  if (itself) return true;
  return std::any_of(stories.begin(), stories.end(), [&](const OrderStory& story) {
    switch (kind_of(document)) {
      case DocumentKind::invoice:
        return any_waits(lookups, story.shipments);
      case DocumentKind::order:
        return any_waits(lookups, story.orders);
      case DocumentKind::order_change:
        return any_waits(lookups, story.orders) || any_waits(lookups, story.changes);
      case DocumentKind::order_response:
        return any_waits(lookups, story.responses);
      case DocumentKind::shipment:
        return false;
    }
    return false;
  });
}

void leave_behind_waiting(Lookups& lookups, WaitingGroup& group) {
  const Waiting waiting(lookups, group.partner, group.usage);
  std::set<BusinessId> goes;  // of this group, before those that come behind
  std::erase_if(group.documents, [&](const WaitingRecord& one) {
    const auto ahead = waiting.ahead_of(one);
    const bool stays = std::any_of(ahead.begin(), ahead.end(), [&](const WaitingRecord* first) {
      return !goes.contains(first->business);
    });
    if (!stays) goes.insert(one.business);
    return stays;
  });
}

std::string waiting_in_words(Lookups& lookups, const BusinessRecord& row) {
  if (row.verdict == Verdict::rejected) return "given up";
  const Waiting waiting(lookups, row.partner, row.usage);
  const WaitingRecord* own = waiting.find(row.id);
  if (own == nullptr) return "waits to be sent";
  std::vector<std::string> names;
  for (const WaitingRecord* first : waiting.ahead_of(*own)) names.push_back(in_words(*first));
  if (names.empty()) return "waits to be sent";
  return fmt::format("waits for {}", fmt::join(names, ", "));
}

}  // namespace transom
