// The pure comparison stands in order/match.hpp; here its documents are found and its words put into work
// items.
//
// An order that is held or was refused is no measure for anything. Of several that stand under one number and
// release the latest counts: the one that the partner meant last.
#include "engine/order_match.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engine/earlier_answers.hpp"
#include "engine/meant_order.hpp"
#include "engine/numbered.hpp"
#include "engine/read_stored.hpp"
#include "engine/received_ssccs.hpp"
#include "engine/standing_order.hpp"
#include "order/answer_changes.hpp"
#include "order/make_ready.hpp"
#include "order/match.hpp"
#include "order/received_lines.hpp"

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

// The order that an answer speaks of: the one that is known, else the latest of its release.
const Order* order_answered(const MatchCase& one, const OrderStory& story, const OrderResponse& response) {
  if (one.asked != nullptr) return one.asked;
  const Order* found = nullptr;
  bool same_release = false;
  for (const OrderStory::Entry& entry : story.orders) {
    const auto* order = std::get_if<Order>(&entry.document);
    if (order == nullptr || entry.row.outgoing == one.outgoing || entry.row.verdict == Verdict::held)
      continue;
    const bool same = entry.row.release == response.release_number;
    if (same || !same_release) found = order;
    same_release = same_release || same;
  }
  return found;
}

// The newest order that was taken: what was answered before it was said of another, which it took the place
// of.
BusinessId stands_since(const OrderStory& story, bool outgoing, const OrderHistory& history) {
  BusinessId out;
  for (const OrderStory::Entry& entry : story.orders) {
    const BusinessRecord& row = entry.row;
    if (row.outgoing == outgoing && is_taken(row.verdict) && same_release(row.release, history.release))
      out = row.id;
  }
  return out;
}

// What was answered to the order as it stands, and to the changes of it.
void take_answers_of(OrderHistory& history, const OrderStory& story, bool outgoing) {
  const BusinessId since = stands_since(story, !outgoing, history);
  std::vector<KeptAnswer> answers;
  for (const OrderStory::Entry& entry : story.responses) {
    const auto* said = std::get_if<OrderResponse>(&entry.document);
    if (said == nullptr || entry.row.outgoing != outgoing || entry.row.verdict == Verdict::held) continue;
    if (entry.row.id > since && history.is_meant(said->release_number)) answers.push_back({&entry.row, said});
  }
  // A change that came when no order stood waited for this one; else it is of the order that stood.
  const auto of_another = [&](const BusinessRecord& change) {
    return change.id < since &&
           std::any_of(story.orders.begin(), story.orders.end(), [&](const OrderStory::Entry& entry) {
             const BusinessRecord& row = entry.row;
             return row.outgoing != outgoing && is_taken(row.verdict) && row.id < change.id &&
                    same_release(row.release, history.release);
           });
  };
  std::vector<BusinessRecord> changes;
  for (const auto& [row, document] : story.changes)
    if (row.outgoing != outgoing && history.is_meant(row.release) && !of_another(row)) changes.push_back(row);
  take_answers(history, answers, changes, outgoing);
}

// An answer speaks of the order as it was written, lines that were rejected by rules among them; what ships
// or is invoiced speaks of the order as it stands.
OrderHistory history_of(const MatchCase& one, const OrderStory& story) {
  const auto& known = releases_meant(story, one.outgoing);
  const auto meant = release_meant(known, story.release);
  OrderHistory history{.number = story.number,
                       .order = nullptr,
                       .responses = {},
                       .shipments = documents<Shipment>(story.shipments, one.outgoing),
                       .invoices = documents<Invoice>(story.invoices, one.outgoing),
                       .named = story.release,
                       .release = meant.value_or(story.release),
                       .others = known,
                       .first = !meant || *meant == known.front()};
  if (meant) std::erase(history.others, *meant);
  take_answers_of(history, story, one.outgoing);
  const auto& standing = one.outgoing ? story.theirs : story.ours;
  const DocumentId cancelled = one.outgoing ? story.theirs_cancelled : story.ours_cancelled;
  if (cancelled) history.cancelled = fmt::format("document {}", cancelled.value);
  if (const auto* response = std::get_if<OrderResponse>(&one.document)) {
    history.order = order_answered(one, story, *response);
    history.decided = one.decided;
  } else if (standing) {
    history.order = &*standing;
  }
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

// Where a ship notice or an invoice of the same number came in before and stands; empty: nowhere, or it says
// that it replaces it.
std::string came_before(const BusinessDocument& document, const Numbered& under) {
  const std::string& purpose = purpose_of(document);
  const auto standing = under.since_cancelled();
  if (standing.empty() || (!purpose.empty() && purpose != "original")) return {};
  return fmt::format("document {}", document_of(*standing.back()).value);
}

// A cancellation of what does not stand.
std::optional<Disagreement> cancels_nothing(const BusinessDocument& document, const Numbered& under) {
  if (!is_cancelled(purpose_of(document)) || under.standing() != nullptr) return std::nullopt;
  const DocumentKind kind = kind_of(document);
  if (kind != DocumentKind::shipment && kind != DocumentKind::invoice) return std::nullopt;
  const std::string name = fmt::format("{} {}", kind == DocumentKind::shipment ? "ship notice" : "invoice",
                                       visible(number_of(document), 40));
  return Disagreement{TradeCheck::number, "number",
                      under.said.empty()
                          ? fmt::format("{} is cancelled, and never came", name)
                          : fmt::format("{} is cancelled, and was cancelled before, in document {}", name,
                                        document_of(under.said.back()).value),
                      "compare its number with `transom find`"};
}

// Labels that another ship notice of the partner has.
Disagreements labels_used_before(Lookups& lookups, const BusinessDocument& document,
                                 const TradeSettings& trade, const SsccUser& user) {
  const auto* shipment = std::get_if<Shipment>(&document);
  if (shipment == nullptr || trade.match.effect(TradeCheck::sscc) == CheckEffect::off) return {};
  return check_used_before(lookups, *shipment, user, trade.sscc.reuse_after);
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

UnitFactors unit_factors(ReferencePtr reference) {
  if (reference == nullptr) return {};
  return
      [reference = std::move(reference)](const std::vector<Id>& ids, std::string_view from,
                                         std::string_view to) { return factor(*reference, ids, from, to); };
}

static MatchAgainst match_against(const MatchCase& one, const std::vector<OrderHistory>& histories) {
  const auto receives_notices = [](const Agreement& agreement) { return agreement.set == "856"; };
  return {.orders = histories,
          .factors = unit_factors(one.reference),
          .notices = one.outgoing ? one.partner.send("856") != nullptr
                                  : std::any_of(one.partner.receives.begin(), one.partner.receives.end(),
                                                receives_notices),
          .used_before = one.used_before,
          .invoicing = one.trade.invoice};
}

static std::vector<OrderHistory> histories_of(const MatchCase& one) {
  std::vector<OrderHistory> histories;
  for (const OrderStory& story : one.stories) histories.push_back(history_of(one, story));
  return histories;
}

Disagreements against_orders(const MatchCase& one) {
  const auto* response = std::get_if<OrderResponse>(&one.document);
  if (response != nullptr && !response->answer_to.empty())
    return {};                                              // of a change: compared where it is taken
  if (one.outgoing && is_interim(one.document)) return {};  // its order was found, and may be held
  const std::vector<OrderHistory> histories = histories_of(one);
  return match(one.document, match_against(one, histories), one.trade.match);
}

static DecisionRecord warning(const Disagreement& one, std::string code, DocumentKind kind) {
  return {.who = "engine",
          .action = "warn",
          .rule = std::move(code),
          .line = one.place,
          .owner = std::string(owner_of(kind)),
          .sentence = one.sentence,
          .next = one.next};
}

void tell_taken_back(Lookups& lookups, MatchCase one, const Numbered& under, char usage, AttemptId own,
                     std::vector<DecisionRecord>& warnings) {
  const auto* shipment = std::get_if<Shipment>(&one.document);
  if (shipment == nullptr || under.standing() == nullptr) return;
  std::vector<OrderStory> stood;
  if (is_cancelled(shipment->purpose)) {
    for (const OrderName& name : orders_cancelled(lookups, under, one.document))
      stood.push_back(order_story(lookups, one.partner.slug, name, usage, own));
    one.stories = stood;
  }
  const std::vector<OrderHistory> histories = histories_of(one);
  for (const Disagreement& back : taken_back(*shipment, match_against(one, histories), one.trade.match))
    warnings.push_back(warning(back, "match-quantity", DocumentKind::shipment));
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
      warnings.push_back(warning(one, code, kind));
    }
  }
  return holds;
}

namespace {

// A supplier's answer may cross a change of ours: it is held against the order as it went out, or as it
// stands where that has less against it. nullptr: as it went out.
const Order* order_answered_now(MatchCase one) {
  const auto* response = std::get_if<OrderResponse>(&one.document);
  if (response == nullptr || !response->answer_to.empty() || one.stories.empty()) return nullptr;
  const OrderStory& story = one.stories.front();
  const auto objections = [&](const Order* asked) {
    one.asked = asked;
    const Order* order = order_answered(one, story, *response);
    if (order == nullptr) return std::size_t(0);
    return against_orders(one).size() +
           answer_changes(*order, *response, one.trade.match, unit_factors(one.reference)).size();
  };
  const Order* now = story.ours ? &*story.ours : nullptr;
  return now != nullptr && objections(now) < objections(nullptr) ? now : nullptr;
}

void tell_changes(const MatchCase& one, const OrderStory& story, SetResult& set) {
  const auto& response = std::get<OrderResponse>(one.document);
  const Order* order = response.answer_to.empty() ? order_answered(one, story, response) : nullptr;
  if (order != nullptr) tell_answer_changes(*order, response, one.trade.match, set);
}

}  // namespace

void tell_answer_changes(const Order& asked, const OrderResponse& response, const MatchSettings& settings,
                         SetResult& set) {
  const Disagreements changes = answer_changes(asked, response, settings, unit_factors(set.reference));
  for (Reason& reason : holding(changes, settings, DocumentKind::order_response, set.notes)) {
    set.notes.push_back({.who = "engine",
                         .action = "warn",
                         .rule = reason.code,
                         .owner = reason.owner,
                         .sentence = reason.sentence,
                         .next = reason.next});
    reason.code = "answer-changes";
    set.reasons.push_back(std::move(reason));
  }
}

void hold_against_ours(Lookups& lookups, const Partner& partner, char usage, AttemptId own, Instant now,
                       SetResult& set) {
  // Labels, too, are looked at only here: who sends us goods that we did not order, as a warehouse or a
  // carrier does, may rightly announce one pallet on each of its ways.
  if (!answers_ours(partner)) return;
  const TradeSettings& trade = set.agreement->policy.trade;
  const Numbered under = numbered(lookups, partner, *set.document, usage, false, own, now);
  BusinessDocument meant = *set.document;
  std::vector<OrderStory> stories = order_stories(lookups, partner.slug, meant, usage, own);
  const Order* asked = nullptr;
  const auto against = [&]() -> MatchCase {
    return {.document = meant,
            .stories = stories,
            .partner = partner,
            .trade = trade,
            .outgoing = false,
            .reference = set.reference,
            .used_before = came_before(*set.document, under),
            .asked = asked,
            .decided = nullptr};
  };
  if (name_orders_as_ours(lookups, partner, stories, usage, own, meant)) {
    set.changed = std::make_unique<BusinessDocument>(meant);
    stories = order_stories(lookups, partner.slug, meant, usage, own);
  }
  if (auto named = with_release(lookups, against(), usage, own)) {
    meant = *std::move(named);
    set.changed = std::make_unique<BusinessDocument>(meant);
    stories = order_stories(lookups, partner.slug, meant, usage, own);
  }
  set.orders = is_cancelled(purpose_of(*set.document)) ? orders_cancelled(lookups, under, *set.document)
                                                       : orders_meant(stories, false);
  asked = order_answered_now(against());
  if (!is_cancelled(purpose_of(meant)) &&
      number_received_lines(meant, histories_of(against()), unit_factors(set.reference)))
    set.changed = std::make_unique<BusinessDocument>(meant);
  const MatchCase one = against();
  Disagreements wrong = disagrees_with_itself(*set.document, trade);
  if (auto nothing = cancels_nothing(*set.document, under)) wrong.push_back(*std::move(nothing));
  for (auto& disagreement : labels_used_before(lookups, *set.document, trade,
                                               {partner.slug, number_of(*set.document), usage, now, own}))
    wrong.push_back(std::move(disagreement));
  for (auto& disagreement : against_orders(one)) wrong.push_back(std::move(disagreement));
  set.reasons = holding(wrong, trade.match, kind_of(*set.document), set.notes);
  for (Reason& reason : set.reasons) {
    const std::string_view code = reason.code;
    reason.next = fmt::format(
        "ask the partner; `match: {{{}: warn}}` or `tolerance:` of the {} in partner.yaml let it pass, and "
        "so "
        "does a replay with --override and --reason",
        code.substr(code.find('-') + 1), set.header.id);
  }
  tell_taken_back(lookups, one, under, usage, own, set.notes);
  if (!set.reasons.empty()) {
    set.fate = SetFate::held;
  } else if (std::holds_alternative<OrderResponse>(*set.document) && !stories.empty()) {
    tell_changes(one, stories.front(), set);
  }
}

}  // namespace transom
