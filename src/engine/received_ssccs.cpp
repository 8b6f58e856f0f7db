// A label counts for the word that stands under its notice's number: what was cancelled, or corrected to be
// without it, has it no more, and what is held or was rejected never had. So nothing is entered or taken back
// when a notice is released or cancelled.
//
// They are apart from those that we give (sscc_ledger.hpp): a supplier who ships to us what we labelled is
// right, and so are we with a number that he used.
#include "engine/received_ssccs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "order/order_book.hpp"
#include "order/sscc.hpp"

namespace transom {
namespace {

class EarlierLabels {
 public:
  EarlierLabels(Lookups& lookups, const SsccUser& user, std::int64_t reuse_after)
      : lookups_(lookups), user_(user), since_{user.now.ms - reuse_after * 1000 + 1} {}

  void look(const std::string& sscc) {
    for (SsccMatch& match : lookups_.notices_with({user_.partner, sscc, user_.usage}, since_, user_.own)) {
      if (match.notice == user_.shipment || standing(match.notice) != match.business) continue;
      const BusinessId id = match.business;
      found_.try_emplace(id, Notice{std::move(match), {}}).first->second.ssccs.push_back(sscc);
      return;
    }
  }

  // A sentence for each of the notices, and one for all that are too many.
  [[nodiscard]] Disagreements told() const {
    constexpr std::size_t most = 5;
    Disagreements wrong;
    std::vector<std::string> rest;
    for (const auto& [id, notice] : found_) {
      if (wrong.size() < most) {
        wrong.push_back(said(notice.ssccs,
                             fmt::format("ship notice {} (document {}, {})", visible(notice.by.notice, 40),
                                         notice.by.document.value, notice.by.received.iso().substr(0, 10))));
      } else {
        rest.insert(rest.end(), notice.ssccs.begin(), notice.ssccs.end());
      }
    }
    if (!rest.empty())
      wrong.push_back(said(rest, fmt::format("{} other ship notices", found_.size() - most)));
    return wrong;
  }

 private:
  struct Notice {
    SsccMatch by;
    std::vector<std::string> ssccs;
  };

  // The word that stands under the number; nobody: none does. Asked once a number, for a notice that comes
  // twice has all its labels in common with itself.
  BusinessId standing(const std::string& number) {
    const auto [known, first] = standing_.try_emplace(number);
    if (!first) return known->second;
    const auto said = lookups_.said_under(
        {.partner = user_.partner, .kind = BusinessKind::shipment, .number = number, .usage = user_.usage},
        since_, user_.own);
    const auto last = std::find_if(said.rbegin(), said.rend(), [](const BusinessRecord& row) {
      return !row.outgoing && is_taken(row.verdict);
    });
    if (last != said.rend() && !is_cancelled(last->purpose)) known->second = last->id;
    return known->second;
  }

  [[nodiscard]] Disagreement said(const std::vector<std::string>& ssccs, const std::string& where) const {
    const bool one = ssccs.size() == 1;
    return {TradeCheck::sscc, "",
            fmt::format("SSCC{} {} {} on ship notice {} and {} on {}", one ? "" : "s", list_ssccs(ssccs),
                        one ? "is" : "are", visible(user_.shipment, 40), one ? "was" : "were", where),
            "ask the partner what has the label, and have the rest labelled anew before it is scanned"};
  }

  Lookups& lookups_;
  const SsccUser& user_;
  Instant since_;
  std::map<std::string, BusinessId> standing_;
  std::map<BusinessId, Notice> found_;  // in the order in which they came
};

}  // namespace

Disagreements check_used_before(Lookups& lookups, const Shipment& shipment, const SsccUser& user,
                                std::int64_t reuse_after) {
  if (is_cancelled(shipment.purpose)) return {};
  EarlierLabels earlier(lookups, user, reuse_after);
  for (const std::string& sscc : ssccs_of(shipment)) earlier.look(sscc);
  return earlier.told();
}

}  // namespace transom
