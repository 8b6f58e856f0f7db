// Serials come from one counter for each prefix and extension digit, like control numbers: drawn in the
// commit that uses them. When it has come round, or the ERP draws from the same range, those that are in use
// are passed over, whoever uses them: a new one is for a carton that has no label yet.
//
// A carton that had a label keeps it, also where the partner refused the notice: it was glued on before he
// said so. It cannot where another ship notice that stands has the number meanwhile, and not where nothing in
// the new notice is like what it was on. A number is then rather lost than on two cartons.
#include "engine/sscc_ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <span>

#include "engine/reconciliation.hpp"
#include "order/keep_labels.hpp"
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
  if (!use || use->at.ms + settings.reuse_after * 1000 <= user.now.ms) return std::nullopt;
  return use;
}

// The other ship notice that has it and stands.
std::optional<SsccRecord> used_elsewhere(Unit& unit, const std::string& sscc, const SsccSettings& settings,
                                         const SsccUser& user) {
  auto use = used_lately(unit, sscc, settings, user);
  if (!use || (use->partner == user.partner && use->shipment == user.shipment)) return std::nullopt;
  if (fell_away(unit, *use, user)) return std::nullopt;
  return use;
}

bool is_among(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

DecisionRecord change_of_labels(std::string sentence) {
  return {.who = "engine",
          .action = "warn",
          .rule = "labels-changed",
          .owner = "shipping",
          .sentence = std::move(sentence),
          .next =
              "take the old labels off and put the new ones on before the goods leave, or name the "
              "SSCCs in the ERP and leave the shipment once more, with `purpose` replace"};
}

class Giving {
 public:
  Giving(Unit& unit, Shipment& shipment, const SsccSettings& settings, const SsccUser& user)
      : unit_(unit), shipment_(shipment), settings_(settings), user_(user) {}

  void keep(std::span<const Shipment> before) {
    for (const Shipment& one : before) {
      keep_labels(shipment_, one, [&](const std::string& sscc) {
        if (lost_.contains(sscc)) return false;
        const auto use = used_elsewhere(unit_, sscc, settings_, user_);
        if (use) lost_.emplace(sscc, *use);
        return !use;
      });
    }
  }

  [[nodiscard]] Disagreements used_twice() {
    Disagreements wrong;
    for (const std::string& sscc : ssccs_of(shipment_)) {
      const auto use = used_elsewhere(unit_, sscc, settings_, user_);
      if (!use) continue;
      wrong.push_back(
          {TradeCheck::sscc, "",
           fmt::format("SSCC {} was used on {} by ship notice {} to {}; it is free again after {} days", sscc,
                       use->at.iso().substr(0, 10), use->shipment, use->partner,
                       settings_.reuse_after / 86400),
           "give the carton a label of its own in the ERP and leave the shipment again"});
    }
    return wrong;
  }

  // New ones for what is left, and which old ones nothing has any more.
  [[nodiscard]] Disagreements draw(std::span<const Shipment> before, std::vector<DecisionRecord>& told) {
    const std::vector<std::string> there = ssccs_of(shipment_);
    const CounterRange range{
        .scope = fmt::format("sscc:{}:{}", settings_.extension, settings_.company_prefix),
        .first = 1,
        .last = sscc_count(settings_) - 1};
    Disagreements wrong = give_ssccs(shipment_, settings_, [&]() -> std::string {
      for (int tries = 0; tries < most_tries; ++tries) {
        std::string sscc = make_sscc(settings_, unit_.take_control_number(range).number);
        if (!is_among(there, sscc) && !used_lately(unit_, sscc, settings_, user_)) return sscc;
      }
      return {};
    });
    const std::vector<std::string> now = ssccs_of(shipment_);
    std::vector<std::string> fresh;
    std::copy_if(now.begin(), now.end(), std::back_inserter(fresh),
                 [&](const std::string& sscc) { return !is_among(there, sscc); });
    tell_lost(fresh, told);
    tell_given_up(before, now, fresh, told);
    return wrong;
  }

 private:
  void tell_lost(const std::vector<std::string>& fresh, std::vector<DecisionRecord>& told) const {
    for (const auto& [sscc, use] : lost_) {
      told.push_back(change_of_labels(
          fmt::format("SSCC {} was on a carton or pallet of ship notice {} and is on ship notice {} to {} "
                      "since {}: here it cannot be kept{}",
                      sscc, user_.shipment, use.shipment, use.partner, use.at.iso().substr(0, 10),
                      fresh.empty() ? std::string() : "; new is " + list_ssccs(fresh))));
    }
  }

  void tell_given_up(std::span<const Shipment> before, const std::vector<std::string>& now,
                     const std::vector<std::string>& fresh, std::vector<DecisionRecord>& told) const {
    std::vector<std::string> gone;
    for (const Shipment& one : before)
      for (std::string& sscc : ssccs_of(one))
        if (!is_among(now, sscc) && !lost_.contains(sscc) && !is_among(gone, sscc))
          gone.push_back(std::move(sscc));
    if (fresh.empty() || gone.empty()) return;
    told.push_back(change_of_labels(
        fmt::format("nothing in ship notice {} is like what had SSCC {} when it went out before; new is {}",
                    user_.shipment, list_ssccs(gone), list_ssccs(fresh))));
  }

  Unit& unit_;
  Shipment& shipment_;
  const SsccSettings& settings_;
  const SsccUser& user_;
  std::map<std::string, SsccRecord> lost_;  // what something else has, and where
};

}  // namespace

Disagreements give_labels(Unit& unit, Shipment& shipment, std::span<const Shipment> before,
                          const SsccSettings& settings, const SsccUser& user,
                          std::vector<DecisionRecord>& told) {
  Giving giving(unit, shipment, settings, user);
  giving.keep(before);
  Disagreements wrong = giving.used_twice();
  for (Disagreement& one : giving.draw(before, told)) wrong.push_back(std::move(one));
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
