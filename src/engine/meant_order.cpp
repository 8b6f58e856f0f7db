// Of several releases a ship notice or an invoice names its own; where it names none, it is for the one that
// it fits, if that is only one, and says so from then on. Order numbers that differ in leading zeros alone
// are one number to whoever keeps them as figures: tried one by one, for a store of exact names finds each at
// once.
#include "engine/meant_order.hpp"

#include <algorithm>

#include "base/bare_number.hpp"

namespace transom {
namespace {

// The order of which the document does not say which release it is for; nullptr: none, or not just one.
const OrderStory* unclear_release(const MatchCase& one) {
  const OrderStory* out = nullptr;
  for (const OrderStory& story : one.stories) {
    const auto& known = releases_meant(story, one.outgoing);
    if (!story.release.empty() || known.empty() || release_meant(known, story.release)) continue;
    if (out != nullptr) return nullptr;
    out = &story;
  }
  return out;
}

// The order of ours that the supplier may mean whose system drops leading zeros, or writes them: the number
// as we write it; empty: none.
std::string written_otherwise(Lookups& lookups, const std::string& partner, const std::string& number,
                              char usage, AttemptId own) {
  constexpr std::size_t longest = 22;  // element 324
  const std::string bare(unpadded(number));
  if (bare.empty()) return {};
  for (std::string known = bare; known.size() <= longest; known.insert(0, 1, '0')) {
    if (known == number) continue;
    const auto rows = lookups.about_order(partner, known, usage, own);
    if (std::any_of(rows.begin(), rows.end(), [](const BusinessRecord& row) {
          return row.outgoing && row.kind == BusinessKind::order && is_taken(row.verdict);
        }))
      return known;
  }
  return {};
}

}  // namespace

std::optional<BusinessDocument> with_release(Lookups& lookups, const MatchCase& one, char usage,
                                             AttemptId own) {
  const DocumentKind kind = kind_of(one.document);
  if (kind != DocumentKind::shipment && kind != DocumentKind::invoice) return std::nullopt;
  const OrderStory* order = unclear_release(one);
  if (order == nullptr) return std::nullopt;
  std::optional<BusinessDocument> out;
  for (const std::string& release : releases_meant(*order, one.outgoing)) {
    BusinessDocument named = one.document;
    name_release(named, order->number, release);
    const auto stories = order_stories(lookups, one.partner.slug, named, usage, own);
    const MatchCase as_named{.document = named,
                             .stories = stories,
                             .partner = one.partner,
                             .trade = one.trade,
                             .outgoing = one.outgoing,
                             .reference = one.reference,
                             .used_before = {},
                             .asked = one.asked,
                             .decided = one.decided};
    std::vector<DecisionRecord> warnings;
    if (!holding(against_orders(as_named), one.trade.match, kind, warnings).empty()) continue;
    if (out) return std::nullopt;
    out = std::move(named);
  }
  return out;
}

bool name_orders_as_ours(Lookups& lookups, const Partner& partner, const std::vector<OrderStory>& stories,
                         char usage, AttemptId own, BusinessDocument& document) {
  bool named = false;
  for (const OrderStory& story : stories) {
    if (!story.our_releases.empty()) continue;
    const std::string known = written_otherwise(lookups, partner.slug, story.number, usage, own);
    if (known.empty()) continue;
    name_order(document, story.number, known);
    named = true;
  }
  return named;
}

}  // namespace transom
