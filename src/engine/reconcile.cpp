// A partner answers by numbers: AK1 names GS01 and GS06 of a group of ours, AK2 its sets, TA1 an ISA13. The
// store proposes interchanges that may bear the number, their bytes decide, and of several (counters begin
// anew, partners have divisions) the newest that went to whoever answers now.
//
// What is said is kept row by row, each with its document, and the state of the interchange follows from the
// rows. Decided here, where partners differ:
//  - AK1 with AK9 alone speaks of every set of the group; sets that an AK2 names have their own AK5, and the
//    others share the AK9. Under P those others count as accepted when AK904 agrees, else nobody knows.
//  - a rejected group or interchange takes its sets with it, whatever their AK5 says.
//  - E is an acceptance: the errors are kept and shown, and make no work.
//  - the first word on a set stands. A later one that says otherwise is a work item, not a change of state.
//  - a TA1 that accepts says nothing about sets; it closes only what nothing else will answer.
//  - what came before the interchange was sent again speaks of the first sending. It is kept and counts no
//    more, also when its document is replayed afterwards.
// Refused: a column for the state of each set. It would say no more than the rows, and could contradict them.
#include "engine/reconcile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "engine/reasons.hpp"
#include "engine/sent_interchange.hpp"
#include "outbound/ack_words.hpp"
#include "store/schema.hpp"

namespace transom {
namespace {

enum class Said : std::uint8_t { nothing, accepted, rejected };

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

struct Match {
  OutboundRecord row;
  SentInterchange sent;
  OpenBytes bytes;        // it was read from
  std::size_t group = 0;  // the one spoken of
};

bool is_stale(const Match& match, const Spoken& spoken) {
  return match.row.resent && spoken.received < *match.row.resent;
}

char usage_of(char usage) {
  return usage == 'P' ? 'P' : 'T';
}

// The interchange of ours for which `fits` gives a place in it; one that went to the sender goes first.
template <class Fits>
std::optional<Match> find_match(Unit& unit, const InterchangeResult& in, SentNumber of,
                                std::string_view written, Fits fits) {
  std::optional<Match> best;
  const auto number = number_of(written);
  if (!number) return best;
  for (auto& row : unit.find_sent(in.partner->slug, of, *number)) {
    if (row.usage != usage_of(in.header.usage)) continue;
    SentInterchange sent = read_sent(sent_bytes(unit, row.id));
    const std::optional<std::size_t> group = fits(sent);
    if (!group) continue;
    const bool went_there = sent.header.receiver_id == in.header.sender_id &&
                            sent.header.receiver_qualifier == in.header.sender_qualifier;
    OpenBytes bytes = [&unit, id = row.id] { return sent_bytes(unit, id); };
    if (!best || went_there) best = Match{std::move(row), std::move(sent), std::move(bytes), *group};
    if (went_there) break;
  }
  return best;
}

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

bool same_source(const Part& a, const Part& b) {
  return a.attempt.value / attempts_per_document == b.attempt.value / attempts_per_document &&
         a.interchange == b.interchange && a.group == b.group && a.set == b.set;
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

std::string name_of(const OutboundRecord& row) {
  return fmt::format("our interchange {} ({})", row.control_number, row.file_name);
}

std::string name_of(const SentSet& set) {
  const std::string number = set.number.empty() ? "" : fmt::format(" for {}", visible(set.number, 40));
  return fmt::format("{} {}{}", set.id, set.control_number, number);
}

std::string behind_colon(const std::string& text) {
  return text.empty() ? text : ": " + text;
}

Reason reason_unmatched(const Partner& partner, std::string sentence) {
  return {"ack-unmatched", std::move(sentence),
          fmt::format("compare with `transom list --sent --partner {}`, and ask the partner what it answers",
                      partner.slug),
          "partner"};
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

Reason reason_unclear(std::string sentence) {
  return {"ack-unclear", std::move(sentence), "ask the partner which sets it has, and which it accepted",
          "partner"};
}

Reason reason_contradicts(const OutboundRecord& row, const SentSet& set, Said before) {
  return {"ack-contradicts",
          fmt::format("set {} of {} was {} by an earlier acknowledgment, and this one says the opposite",
                      name_of(set), name_of(row), before == Said::accepted ? "accepted" : "rejected"),
          "ask the partner which of the two counts; until then the first stands", "partner"};
}

// Why a set of ours fell, and whether it was named by itself; else it fell with its group or interchange.
struct Objection {
  std::string sentence;
  bool own = false;
};

// One acknowledgment against one interchange of ours.
class Reconciliation {
 public:
  Reconciliation(Unit& unit, const Match& match, const Part& part, OutboundKind kind)
      : unit_(unit), match_(match), part_(part), kind_(kind) {
    for (AckRecord& row : unit.acknowledgments(match.row.id, part.attempt)) {
      const bool same = same_source(row.part, part);
      repeated_ = repeated_ || same;
      if (!same) before_.push_back(std::move(row));
    }
  }

  void say(std::string group_number, std::string set_number, char code, std::string notes) {
    now_.push_back({.part = part_,
                    .outbound = match_.row.id,
                    .kind = kind_,
                    .group_number = std::move(group_number),
                    .set_number = std::move(set_number),
                    .code = code,
                    .notes = std::move(notes)});
  }

  // `why` gives the Objection to a set. Each set that was refused by itself is a reason about its own order;
  // those that fell together are one. A replay tells nothing twice: its items lie with the orders.
  template <class Why>
  void settle(const Spoken& spoken, std::vector<Reason>& reasons, Why why) {
    for (const AckRecord& row : now_) unit_.save(row);
    if (is_stale(match_, spoken)) return;
    bool all_accepted = true, any_rejected = false;
    std::size_t sets = 0, together = 0, contradicted = 0;
    std::optional<Reason> refused, contradicts;
    for (const SentGroup& group : match_.sent.groups) {
      for (const SentSet& set : group.sets) {
        ++sets;
        const Said before = first_said(before_, group, set), said = said_of(now_, group, set);
        if (before == Said::nothing && said == Said::rejected) {
          const Objection objection = why(group, set);
          if (objection.own && !repeated_) reasons.push_back(refusal_of(set, objection));
          if (!objection.own && ++together == 1) refused = refusal_of(set, objection);
        } else if (before != Said::nothing && said != Said::nothing && before != said) {
          if (++contradicted == 1) {
            contradicts = reason_contradicts(match_.row, set, before);
            contradicts->number = order_of(set).order;
          }
        }
        const Said stands = before != Said::nothing ? before : said;
        all_accepted = all_accepted && stands == Said::accepted;
        any_rejected = any_rejected || stands == Said::rejected;
      }
    }
    if (refused && together > 1) refused->business = {};
    if (!repeated_) add(reasons, std::move(refused), together);
    add(reasons, std::move(contradicts), contradicted);
    if (any_rejected || (sets > 0 && all_accepted)) {
      unit_.mark_answered(match_.row.id, !any_rejected, part_.attempt, spoken.now);
    }
  }

 private:
  static void add(std::vector<Reason>& reasons, std::optional<Reason> reason, std::size_t sets) {
    if (!reason) return;
    if (sets > 1) reason->sentence += fmt::format(", and {} more sets", sets - 1);
    reasons.push_back(std::move(*reason));
  }

  // The reason belongs to the document that is refused, not to the one that says so.
  Reason refusal_of(const SentSet& set, const Objection& objection) {
    const SentContent content = order_of(set);
    Reason reason = reason_refused(match_.row, objection.sentence);
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

  // What the set speaks of; where its number is nobody's, the document at the interchange's beginning.
  SentContent order_of(const SentSet& set) {
    if (!contents_) contents_ = unit_.contents_of(match_.row.id);
    for (const SentContent& content : *contents_) {
      if (!content.number.empty() && same_number(content.number, set.number)) return content;
    }
    return {contents_->empty() ? DocumentId() : contents_->front().document, {}, {}, {}};
  }

  Unit& unit_;
  const Match& match_;
  Part part_;
  OutboundKind kind_;
  bool repeated_ = false;  // an earlier attempt over this acknowledgment said it all
  std::vector<AckRecord> before_, now_;
  std::optional<std::vector<SentContent>> contents_;
};

// Sets of the group that the acknowledgment names, and those it leaves to the AK9.
struct Coverage {
  std::vector<const SentSet*> named, others;
  std::size_t accepted = 0;  // of the named ones
};

Coverage coverage_of(const ReceivedAck& ack, const SentGroup& group) {
  Coverage coverage;
  for (const SentSet& set : group.sets) {
    const auto named = std::find_if(ack.sets.begin(), ack.sets.end(), [&](const ReceivedSetAck& one) {
      return same_number(one.control_number, set.control_number);
    });
    (named == ack.sets.end() ? coverage.others : coverage.named).push_back(&set);
    coverage.accepted += named != ack.sets.end() && is_acceptance(named->code);
  }
  return coverage;
}

const ReceivedSetAck* find_set(const ReceivedAck& ack, const SentSet& set) {
  for (const ReceivedSetAck& one : ack.sets) {
    if (same_number(one.control_number, set.control_number)) return &one;
  }
  return nullptr;
}

// "; we sent ACK*ZZ*12*EA".
std::string what_was_sent(const Match& match, const SentGroup& group, const SentSet& set,
                          const ReceivedFault& fault) {
  const auto position = number_of(fault.position);
  const std::string text = position ? sent_segment(match.bytes(), group, set, *position) : std::string();
  return text.starts_with(fault.segment) ? fmt::format("; we sent {}", visible(text, 120)) : std::string();
}

Objection objection(const InterchangeResult& in, const Match& match, const ReceivedAck& ack,
                    const SentGroup& group, const SentSet& set) {
  std::string sentence =
      fmt::format("{} rejected set {} of {}", in.partner->slug, name_of(set), name_of(match.row));
  const ReceivedSetAck* own = find_set(ack, set);
  if (own == nullptr || is_acceptance(own->code)) {
    return {sentence + behind_colon(codes_in_words(AckLevel::group, ack.notes))};
  }
  if (own->faults.empty()) {
    return {sentence + behind_colon(codes_in_words(AckLevel::set, own->notes)), true};
  }
  const ReceivedFault& first = own->faults.front();
  sentence += ": " + fault_in_words(first) + what_was_sent(match, group, set, first);
  const std::size_t more = own->faults.size() + own->more_faults;
  if (more > 1) sentence += fmt::format(" (and {} more)", more - 1);
  return {std::move(sentence), true};
}

// What the partner counted, against what was sent.
void compare_counts(const InterchangeResult& in, const Match& match, const ReceivedAck& ack,
                    const Coverage& coverage, Reconciliation& reconciliation, std::vector<Reason>& reasons) {
  const SentGroup& group = match.sent.groups[match.group];
  const auto received = number_of(ack.received), accepted = number_of(ack.accepted);
  if (is_acceptance(ack.code) && received && *received < group.sets.size()) {
    reasons.push_back(reason_unclear(fmt::format("{} received {} of the {} sets in {}", in.partner->slug,
                                                 *received, group.sets.size(), name_of(match.row))));
  }
  if (ack.code != 'P' || coverage.others.empty()) return;
  if (accepted && *accepted == coverage.accepted + coverage.others.size()) {
    for (const SentSet* set : coverage.others) {
      reconciliation.say(group.control_number, set->control_number, 'A', {});
    }
  } else {
    reasons.push_back(reason_unclear(
        fmt::format("{} accepted {} of the {} sets in {} and does not say which", in.partner->slug,
                    accepted ? std::to_string(*accepted) : "some", group.sets.size(), name_of(match.row))));
  }
}

}  // namespace

bool was_refused(Unit& unit, OutboundId outbound, std::string_view number) {
  const std::vector<AckRecord> said = unit.acknowledgments(outbound, {});
  if (said.empty()) return false;
  const SentInterchange sent = read_sent(sent_bytes(unit, outbound));
  for (const SentGroup& group : sent.groups) {
    for (const SentSet& set : group.sets) {
      if (same_number(set.number, number) && first_said(said, group, set) == Said::rejected) return true;
    }
  }
  return false;
}

std::vector<Reason> reconcile(Unit& unit, const InterchangeResult& in, const ReceivedAck& ack,
                              const Spoken& spoken) {
  const auto fits = [&ack](const SentInterchange& sent) -> std::optional<std::size_t> {
    for (std::size_t g = 0; g < sent.groups.size(); ++g) {
      const SentGroup& group = sent.groups[g];
      const bool same =
          group.functional_id == ack.functional_id && same_number(group.control_number, ack.group_number);
      if (same) return g;
    }
    return std::nullopt;
  };
  const auto match = find_match(unit, in, SentNumber::group, ack.group_number, fits);
  if (!match) {
    return {reason_unmatched(
        *in.partner,
        fmt::format("the {} answers group {} {}, and no such group was sent to {}", ack.set_id,
                    visible(ack.functional_id, 5), visible(ack.group_number, 20), in.partner->slug))};
  }
  std::vector<Reason> reasons;
  const SentGroup& group = match->sent.groups[match->group];
  Reconciliation reconciliation(unit, *match, spoken.part,
                                ack.set_id == "999" ? OutboundKind::ack_999 : OutboundKind::ack_997);
  // Without a code nothing is said, whatever a relaxed rule let through.
  if (ack.code != '\0') {
    reconciliation.say(group.control_number, {}, ack.code, ack.notes);
  } else {
    reasons.push_back(reason_unclear(fmt::format("the {} of group {} {} has no AK9 with a code", ack.set_id,
                                                 group.functional_id, group.control_number)));
  }
  for (const ReceivedSetAck& one : ack.sets) {
    const auto sent = std::find_if(group.sets.begin(), group.sets.end(), [&](const SentSet& set) {
      return same_number(set.control_number, one.control_number);
    });
    if (sent == group.sets.end()) {
      reasons.push_back(reason_unmatched(
          *in.partner, fmt::format("the {} answers set {} {}, and there is none in group {} {} of {}",
                                   ack.set_id, visible(one.set_id, 5), visible(one.control_number, 20),
                                   group.functional_id, group.control_number, name_of(match->row))));
      continue;
    }
    if (one.code == '\0') {
      reasons.push_back(reason_unclear(fmt::format("the {} names set {} of {} and has no code for it",
                                                   ack.set_id, name_of(*sent), name_of(match->row))));
      continue;
    }
    reconciliation.say(group.control_number, sent->control_number, one.code, one.notes);
  }
  compare_counts(in, *match, ack, coverage_of(ack, group), reconciliation, reasons);
  reconciliation.settle(spoken, reasons, [&](const SentGroup& of, const SentSet& set) {
    return objection(in, *match, ack, of, set);
  });
  return reasons;
}

std::vector<Reason> reconcile_ta1s(Unit& unit, const InterchangeResult& in, const Spoken& spoken) {
  std::vector<Reason> reasons;
  for (const ReceivedTa1& ta1 : in.ta1s) {
    const auto fits = [&ta1](const SentInterchange& sent) -> std::optional<std::size_t> {
      if (!same_number(sent.header.control_number, ta1.control_number)) return std::nullopt;
      return 0;
    };
    const auto match = find_match(unit, in, SentNumber::interchange, ta1.control_number, fits);
    if (!match) {
      reasons.push_back(reason_unmatched(
          *in.partner, fmt::format("the TA1 answers interchange {}, and none of that number was sent to {}",
                                   visible(ta1.control_number, 20), in.partner->slug)));
      continue;
    }
    if (ta1.code == '\0') {
      reasons.push_back(reason_unclear(fmt::format("the TA1 of {} has no code", name_of(match->row))));
      continue;
    }
    Reconciliation reconciliation(unit, *match, spoken.part, OutboundKind::ta1);
    reconciliation.say({}, {}, ta1.code, ta1.note);
    reconciliation.settle(spoken, reasons, [&](const SentGroup&, const SentSet& set) {
      return Objection{fmt::format(
          "{} rejected {} as a whole{}; set {} fell with it", in.partner->slug, name_of(match->row),
          behind_colon(codes_in_words(AckLevel::interchange, ta1.note)), name_of(set))};
    });
    const bool nothing_else_comes = match->row.kind <= OutboundKind::ack_999;
    if (nothing_else_comes && !is_stale(*match, spoken)) {
      unit.mark_answered(match->row.id, is_acceptance(ta1.code), spoken.part.attempt, spoken.now);
    }
  }
  if (in.header.ta1s > in.ta1s.size()) {
    reasons.push_back(reason_unclear(
        fmt::format("only the first {} of {} TA1s were read", in.ta1s.size(), in.header.ta1s)));
  }
  return reasons;
}

}  // namespace transom
