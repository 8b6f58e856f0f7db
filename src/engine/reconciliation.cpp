// The words on a set, in the order in which they came: the first stands, a later one that says otherwise is a
// work item and no change of state. The state of an interchange follows from the words on all of its sets,
// and an order that is refused is found by what the set was about.
//
// A word is a row: of a set (AK5), of a group (AK9), of the whole interchange (TA1). A group or interchange
// that is rejected takes its sets with it, whatever their AK5 says; a P speaks of no set at all. Refused: a
// column for the state of each set. It would say no more than the rows, and could contradict them.
#include "engine/reconciliation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/ledger.hpp"
#include "outbound/received_ack.hpp"
#include "store/schema.hpp"

namespace transom {
namespace {

enum class Said : std::uint8_t { nothing, accepted, rejected };

// What the rows of one acknowledgment say of a set.
Said said_of(std::span<const AckRecord> rows, const SentGroup& group, const SentSet& set) {
  Said result = Said::nothing;
  for (const AckRecord& row : rows) {
    const bool whole = row.group_number.empty();
    if (!whole && !same_number(row.group_number, group.control_number)) continue;
    if (!row.set_number.empty() && !same_number(row.set_number, set.control_number)) continue;
    if (!is_acceptance(row.code)) return Said::rejected;
    const bool speaks = !whole && (!row.set_number.empty() || row.code != 'P');
    if (speaks) result = Said::accepted;
  }
  return result;
}

// The first word on the set in what was said before; rows of one source stand together.
Said first_said(std::span<const AckRecord> before, const SentGroup& group, const SentSet& set) {
  for (std::size_t i = 0; i < before.size();) {
    std::size_t end = i + 1;
    while (end < before.size() && same_source(before[i].part, before[end].part)) ++end;
    const Said said = said_of(before.subspan(i, end - i), group, set);
    if (said != Said::nothing) return said;
    i = end;
  }
  return Said::nothing;
}

// By its number; where that is nobody's, the document at the interchange's beginning.
SentContent content_named(const std::vector<SentContent>& contents, std::string_view number) {
  for (const SentContent& content : contents) {
    if (!content.number.empty() && same_number(content.number, number)) return content;
  }
  return {contents.empty() ? DocumentId() : contents.front().document, {}, {}, {}};
}

// What each set is about, in the order of the sets: the n-th carries the n-th document. Several may be of one
// order, and an 855, 860 or 865 knows nothing but the order's number; so it is asked only where older
// programs did not keep what each set carries.
std::vector<SentContent> contents_by_set(Lookups& lookups, OutboundId outbound, const SentInterchange& sent) {
  std::vector<SentContent> contents = lookups.contents_of(outbound);  // what it carries stands first
  std::size_t sets = 0, carried = 0;
  for (const SentGroup& group : sent.groups) sets += group.sets.size();
  for (const SentContent& content : contents) carried += content.business ? 1 : 0;
  if (sets == carried) return contents;
  std::vector<SentContent> named;
  for (const SentGroup& group : sent.groups) {
    for (const SentSet& set : group.sets) named.push_back(content_named(contents, set.number));
  }
  return named;
}

// How it goes out again. An acknowledgment of ours is made once.
std::string way_again(const OutboundRecord& row) {
  if (row.kind <= OutboundKind::ack_999) return "mend the map, then send it again";
  return fmt::format(
      "mend the outward map, then `transom reissue {} --reason TEXT`, or mend the data and send the "
      "corrected document, which closes this",
      row.id.value);
}

Reason reason_refused(const OutboundRecord& row, std::string sentence) {
  return {"refused-by-partner", std::move(sentence),
          fmt::format("`transom find {}` shows what it belongs to; {}", row.file_name, way_again(row)),
          "mapping"};
}

Reason reason_contradicts(const OutboundRecord& row, const SentSet& set, Said before) {
  return {"ack-contradicts",
          fmt::format("set {} of {} was {} by an earlier acknowledgment, and this one says the opposite",
                      name_of(set), name_of(row), before == Said::accepted ? "accepted" : "rejected"),
          "ask the partner which of the two counts; until then the first stands", "partner"};
}

// "set 810 0002 for INV-2, of order PO-1".
std::string set_in_words(const SentSet& set, const SentContent& content) {
  const bool told = content.order.empty() || same_number(content.order, set.number);
  return fmt::format("set {}{}", name_of(set),
                     told ? std::string() : fmt::format(", of order {}", visible(content.order, 40)));
}

}  // namespace

bool same_source(const Part& a, const Part& b) {
  return a.attempt.value / attempts_per_document == b.attempt.value / attempts_per_document &&
         a.interchange == b.interchange && a.group == b.group && a.set == b.set;
}

bool is_stale(const Match& match, const Spoken& spoken) {
  return match.row.resent && spoken.received < *match.row.resent;
}

Reconciliation::Reconciliation(Unit& unit, const Partner& partner, const Match& match, const Part& part,
                               OutboundKind kind)
    : unit_(unit), partner_(partner), match_(match), part_(part), kind_(kind) {
  for (AckRecord& row : unit.acknowledgments(match.row.id, part.attempt)) {
    const bool same = same_source(row.part, part);
    repeated_ = repeated_ || same;
    if (!same) before_.push_back(std::move(row));
  }
}

void Reconciliation::say(std::string group_number, std::string set_number, char code, std::string notes) {
  // One word a set: where an acknowledgment names it twice, the refusal stands, as it does in the state.
  for (AckRecord& row : now_) {
    if (row.group_number != group_number || row.set_number != set_number) continue;
    if (is_acceptance(row.code) && !is_acceptance(code)) {
      row.code = code;
      row.notes = std::move(notes);
    }
    return;
  }
  now_.push_back({.part = part_,
                  .outbound = match_.row.id,
                  .kind = kind_,
                  .group_number = std::move(group_number),
                  .set_number = std::move(set_number),
                  .code = code,
                  .notes = std::move(notes)});
}

void Reconciliation::settle(const Spoken& spoken, std::vector<Reason>& reasons, const Why& why) {
  for (const AckRecord& row : now_) unit_.save(row);
  if (is_stale(match_, spoken)) return;
  bool all_accepted = true, any_rejected = false;
  std::size_t sets = 0, contradicted = 0;
  std::optional<Reason> refused, contradicts;
  for (const SentGroup& group : match_.sent.groups) {
    for (const SentSet& set : group.sets) {
      const Said before = first_said(before_, group, set), said = said_of(now_, group, set);
      if (before == Said::nothing && said == Said::rejected) {
        const Objection objection = why(group, set);
        if (objection.own && !repeated_) reasons.push_back(refusal_of(sets, objection));
        if (!objection.own && refused) {
          refused->more.push_back(set_in_words(set, content_of(sets)));
        } else if (!objection.own) {
          refused = refusal_of(sets, objection);
        }
      } else if (before != Said::nothing && said != Said::nothing && before != said) {
        if (++contradicted == 1) {
          contradicts = reason_contradicts(match_.row, set, before);
          contradicts->number = content_of(sets).order;
        }
      }
      const Said stands = before != Said::nothing ? before : said;
      all_accepted = all_accepted && stands == Said::accepted;
      any_rejected = any_rejected || stands == Said::rejected;
      ++sets;
    }
  }
  if (refused && !refused->more.empty()) refused->business = {};
  if (refused && !repeated_) reasons.push_back(std::move(*refused));
  if (contradicted > 1) contradicts->sentence += fmt::format(", and {} more sets", contradicted - 1);
  if (contradicts) reasons.push_back(std::move(*contradicts));
  if (any_rejected || (sets > 0 && all_accepted)) {
    unit_.mark_answered(match_.row.id, !any_rejected, part_.attempt, spoken.now);
  }
  if (any_rejected) expect_by_fate(unit_, &partner_, match_.row, part_.attempt, spoken.now);
}

// The reason belongs to the document that is refused, not to the one that says so.
Reason Reconciliation::refusal_of(std::size_t set, const Objection& objection) {
  const SentContent& content = content_of(set);
  Reason reason = reason_refused(match_.row, objection.sentence);
  reason.more = objection.more;
  reason.document = content.document;
  reason.business = content.business;
  reason.outbound = match_.row.id;
  reason.number = content.order;
  if (!content.order.empty()) {
    reason.next = fmt::format("`transom chain {} --partner {}` shows what it belongs to; {}",
                              visible(content.order, 40), match_.row.partner, way_again(match_.row));
  }
  return reason;
}

const SentContent& Reconciliation::content_of(std::size_t set) {
  if (!contents_) contents_ = contents_by_set(unit_, match_.row.id, match_.sent);
  return contents_->at(set);
}

// What was said of each business document in it, by the words that count.
static std::vector<std::pair<BusinessId, Said>> said_in(Lookups& lookups, OutboundId outbound,
                                                        std::span<const AckRecord> said) {
  const SentInterchange sent = read_sent(sent_bytes(lookups, outbound));
  const auto contents = contents_by_set(lookups, outbound, sent);
  std::vector<std::pair<BusinessId, Said>> out;
  std::size_t n = 0;
  for (const SentGroup& group : sent.groups)
    for (const SentSet& set : group.sets)
      out.emplace_back(contents[n++].business, first_said(said, group, set));
  return out;
}

std::vector<BusinessId> refused_in(Lookups& lookups, OutboundId outbound, AttemptId own) {
  const std::vector<AckRecord> said = lookups.acknowledgments(outbound, own);
  if (std::all_of(said.begin(), said.end(), [](const AckRecord& row) { return is_acceptance(row.code); }))
    return {};
  std::vector<BusinessId> refused;
  for (const auto& [business, word] : said_in(lookups, outbound, said))
    if (business && word == Said::rejected) refused.push_back(business);
  return refused;
}

OutboundState state_of(Lookups& lookups, const OutboundRecord& sent, BusinessId business) {
  if (sent.state != OutboundState::refused) return sent.state;
  for (const auto& [carried, word] : said_in(lookups, sent.id, lookups.acknowledgments(sent.id, {}))) {
    if (carried != business) continue;
    return word == Said::rejected   ? OutboundState::refused
           : word == Said::accepted ? OutboundState::acknowledged
                                    : OutboundState::dropped;
  }
  return sent.state;
}

bool is_refused(Lookups& lookups, BusinessId business, AttemptId own) {
  const std::vector<OutboundId> carriers = lookups.carriers_of(business);
  if (carriers.empty()) return false;
  const std::vector<BusinessId> refused = refused_in(lookups, carriers.back(), own);
  return std::find(refused.begin(), refused.end(), business) != refused.end();
}

void reject_refused(Lookups& lookups, std::vector<BusinessRecord>& rows, AttemptId own) {
  for (BusinessRecord& row : rows) {
    const bool stood = row.outgoing && is_taken(row.verdict);
    if (stood && is_refused(lookups, row.id, own)) row.verdict = Verdict::rejected;
  }
}

}  // namespace transom
