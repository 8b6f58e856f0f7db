// Serials come from one counter for each prefix and extension digit, like control numbers: drawn in the
// commit that uses them. When it has come round, or the ERP draws from the same range, those that are in use
// are passed over.
#include "engine/sscc_ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/reconciliation.hpp"
#include "order/order_book.hpp"
#include "order/sscc.hpp"

namespace transom {
namespace {

// Beyond so many in use one after the other the range is as good as used up.
constexpr int most_tries = 10'000;

// The pallet is still there, and may go out under another notice: the one that used it was cancelled, or the
// partner refused it and does not have it.
bool fell_away(Unit& unit, const SsccRecord& use, const SsccUser& user) {
  auto said = unit.said_under(
      {.partner = use.partner, .kind = BusinessKind::shipment, .number = use.shipment, .usage = user.usage},
      Instant{0}, user.own);
  std::erase_if(said, [](const BusinessRecord& row) { return !row.outgoing; });
  if (said.empty()) return false;
  reject_refused(unit, said, user.own);
  const auto last = std::find_if(said.rbegin(), said.rend(),
                                 [](const BusinessRecord& row) { return is_taken(row.verdict); });
  return last == said.rend() || is_cancelled(last->purpose);
}

std::optional<SsccRecord> used_lately(Unit& unit, const std::string& sscc, const SsccSettings& settings,
                                      const SsccUser& user) {
  auto use = unit.find_sscc(sscc, user.usage);
  if (!use || (use->partner == user.partner && use->shipment == user.shipment)) return std::nullopt;
  if (use->at.ms + settings.reuse_after * 1000 <= user.now.ms) return std::nullopt;
  return use;
}

}  // namespace

Disagreements give_labels(Unit& unit, Shipment& shipment, const SsccSettings& settings,
                          const SsccUser& user) {
  Disagreements wrong;
  for (const std::string& sscc : ssccs_of(shipment)) {
    const auto use = used_lately(unit, sscc, settings, user);
    if (!use || fell_away(unit, *use, user)) continue;
    wrong.push_back(
        {TradeCheck::sscc, "",
         fmt::format("SSCC {} was used on {} by ship notice {} to {}; it is free again after {} days", sscc,
                     use->at.iso().substr(0, 10), use->shipment, use->partner, settings.reuse_after / 86400),
         "give the carton a label of its own in the ERP and leave the shipment again"});
  }
  const CounterRange range{.scope = fmt::format("sscc:{}:{}", settings.extension, settings.company_prefix),
                           .first = 1,
                           .last = sscc_count(settings) - 1};
  const auto next = [&]() -> std::string {
    for (int tries = 0; tries < most_tries; ++tries) {
      std::string sscc = make_sscc(settings, unit.take_control_number(range).number);
      if (!used_lately(unit, sscc, settings, user)) return sscc;
    }
    return {};
  };
  for (Disagreement& one : give_ssccs(shipment, settings, next)) wrong.push_back(std::move(one));
  return wrong;
}

void enter_labels(Unit& unit, const Shipment& shipment, const SsccUser& user) {
  for (const std::string& sscc : ssccs_of(shipment)) {
    unit.save(SsccRecord{.sscc = sscc,
                         .usage = user.usage,
                         .partner = user.partner,
                         .shipment = user.shipment,
                         .at = user.now});
  }
}

}  // namespace transom
