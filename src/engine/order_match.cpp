// The pure comparison stands in order/match.hpp; here its documents are found and its words put into work
// items.
//
// An order that is held or was refused is no measure for anything. Of several that stand under one number the
// latest counts: the one that the partner meant last.
#include "engine/order_match.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "order/make_ready.hpp"
#include "order/match.hpp"

namespace transom {
namespace {

template <class Document>
std::vector<const Document*> documents(const std::vector<OrderStory::Entry>& entries, bool outgoing) {
  std::vector<const Document*> out;
  for (const OrderStory::Entry& entry : entries) {
    const auto* document = std::get_if<Document>(&entry.document);
    if (document != nullptr && entry.row.outgoing == outgoing && entry.row.verdict != Verdict::held)
      out.push_back(document);
  }
  return out;
}

// An answer speaks of the order as it was written, lines that were rejected by rules among them; what ships
// or is invoiced speaks of the order as it stands.
OrderHistory history_of(const OrderStory& story, bool outgoing, bool as_written) {
  OrderHistory history{.number = story.number,
                       .order = nullptr,
                       .responses = documents<OrderResponse>(story.responses, outgoing),
                       .shipments = documents<Shipment>(story.shipments, outgoing),
                       .invoices = documents<Invoice>(story.invoices, outgoing)};
  const auto orders = documents<Order>(story.orders, !outgoing);
  const auto& standing = outgoing ? story.theirs : story.ours;
  if (as_written && !orders.empty()) history.order = orders.back();
  if (!as_written && standing) history.order = &*standing;
  return history;
}

// By the item's own unit, in which the table counts all others.
Fraction factor(const ReferenceData& reference, const std::vector<Id>& ids, std::string_view from,
                std::string_view to) {
  for (const Id& id : ids) {
    const ItemRow* item = reference.item_by_id(id.kind, id.value);
    if (item == nullptr) continue;
    const auto in_own = [&](std::string_view unit) {
      if (unit == item->unit) return Fraction(1, 1);
      const auto known = reference.unit(*item, unit);
      return known ? Fraction(known->count, known->of) : Fraction::unknown();
    };
    return in_own(from) / in_own(to);
  }
  return Fraction::unknown();
}

// Where a ship notice or an invoice of the same number came in before; empty: nowhere, or it says that it
// replaces it.
std::string came_before(const BusinessDocument& document, std::span<const OrderStory> stories) {
  const std::string number = number_of(document);
  const std::string purpose = std::visit([](const auto& one) { return one.purpose; }, document);
  const DocumentKind kind = kind_of(document);
  const bool numbered = kind == DocumentKind::shipment || kind == DocumentKind::invoice;
  if (!numbered || (!purpose.empty() && purpose != "original")) return {};
  for (const OrderStory& story : stories) {
    for (const auto& entry : kind == DocumentKind::shipment ? story.shipments : story.invoices) {
      if (!entry.row.outgoing && entry.row.verdict != Verdict::held && entry.row.number == number)
        return fmt::format("an earlier interchange (for order {})", story.number);
    }
  }
  return {};
}

std::string_view owner_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::shipment:
      return "shipping";
    case DocumentKind::invoice:
      return "invoices";
    default:
      return "orders";
  }
}

}  // namespace

bool answers_ours(const Partner& partner) {
  return partner.send("850") != nullptr;
}

Disagreements against_orders(const MatchCase& one) {
  std::vector<OrderHistory> histories;
  const auto* response = std::get_if<OrderResponse>(&one.document);
  if (response != nullptr && !response->answer_to.empty())
    return {};                                              // of a change: compared where it is taken
  if (one.outgoing && is_interim(one.document)) return {};  // its order was found, and may be held
  for (const OrderStory& story : one.stories)
    histories.push_back(history_of(story, one.outgoing, response != nullptr));
  MatchAgainst against{.orders = histories, .factors = {}, .notices = true, .used_before = one.used_before};
  against.notices = one.outgoing
                        ? one.partner.send("856") != nullptr
                        : std::any_of(one.partner.receives.begin(), one.partner.receives.end(),
                                      [](const Agreement& agreement) { return agreement.set == "856"; });
  if (one.reference != nullptr) {
    against.factors = [&reference = *one.reference](const std::vector<Id>& ids, std::string_view from,
                                                    std::string_view to) {
      return factor(reference, ids, from, to);
    };
  }
  return match(one.document, against, one.settings);
}

std::vector<Reason> holding(const Disagreements& wrong, const MatchSettings& settings, DocumentKind kind,
                            std::vector<DecisionRecord>& warnings) {
  std::vector<Reason> holds;
  for (const Disagreement& one : wrong) {
    const std::string code = one.check ? fmt::format("match-{}", check_name(*one.check)) : "not-ready";
    const CheckEffect effect = one.check ? settings.effect(*one.check) : CheckEffect::hold;
    if (effect == CheckEffect::hold) {
      holds.push_back({code, one.sentence, one.next, std::string(owner_of(kind))});
    } else if (effect == CheckEffect::warn) {
      warnings.push_back({.who = "engine",
                          .action = "warn",
                          .rule = code,
                          .line = one.place,
                          .owner = std::string(owner_of(kind)),
                          .sentence = one.sentence,
                          .next = one.next});
    }
  }
  return holds;
}

void hold_against_ours(Lookups& lookups, const Partner& partner, char usage, AttemptId own, SetResult& set) {
  if (!answers_ours(partner)) return;
  const TradeSettings& trade = set.agreement->policy.trade;
  std::vector<OrderStory> stories;
  for (const auto& number : orders_of(*set.document))
    stories.push_back(order_story(lookups, partner.slug, number, usage, own));
  Disagreements wrong = disagrees_with_itself(*set.document, trade);
  for (auto& one : against_orders({.document = *set.document,
                   .stories = stories,
                   .partner = partner,
                   .settings = trade.match,
                   .outgoing = false,
                   .reference = set.reference,
                   .used_before = came_before(*set.document, stories)})) {
    wrong.push_back(std::move(one));
  }
  set.reasons = holding(wrong, trade.match, kind_of(*set.document), set.notes);
  for (Reason& reason : set.reasons) {
    reason.next =
        "ask the partner; `match:` and `tolerance:` in partner.yaml let it pass, and so does a replay with "
        "--override and --reason";
  }
  if (!set.reasons.empty()) set.fate = SetFate::held;
}

}  // namespace transom
