// A partner answers by numbers: AK1 names GS01 and GS06 of a group of ours, AK2 its sets, TA1 an ISA13.
//
// What is said is kept row by row, each with its document, and the state of the interchange follows from the
// rows (reconciliation.cpp). Decided here, where partners differ:
//  - AK1 with AK9 alone speaks of every set of the group; sets that an AK2 names have their own AK5, and the
//    others share the AK9, if its counts are those of what we sent. Under P those others count as accepted
//    when an AK5 refuses a set and AK904 agrees. What cannot be so is not believed: nothing is closed, a
//    person asks.
//  - a rejected group or interchange takes its sets with it, whatever their AK5 says.
//  - E is an acceptance: the errors are kept and shown, and make no work.
//  - beside an AK5 that refuses, AK904 of an A or E is not looked at: some partners count there what came.
//  - a TA1 that accepts says nothing about sets; it closes only what nothing else will answer.
//  - what came before the interchange was sent again speaks of the first sending. It is kept and counts no
//    more, also when its document is replayed afterwards.
#include "engine/reconcile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/reasons.hpp"
#include "engine/sent_match.hpp"
#include "outbound/ack_words.hpp"

namespace transom {
namespace {

std::string behind_colon(const std::string& text) {
  return text.empty() ? text : ": " + text;
}

Reason reason_unmatched(const Partner& partner, std::string sentence) {
  return {"ack-unmatched", std::move(sentence),
          fmt::format("compare with `transom list --sent --partner {}`, and ask the partner what it answers",
                      partner.slug),
          "partner"};
}

Reason reason_unclear(std::string sentence) {
  return {"ack-unclear", std::move(sentence), "ask the partner which sets it has, and which it accepted",
          "partner"};
}

// Sets of the group that the acknowledgment names, and those it leaves to the AK9.
struct Coverage {
  std::vector<const SentSet*> others;
  std::size_t accepted = 0, refused = 0;  // of the named ones
};

// Named twice, the refusal counts.
const ReceivedSetAck* find_set(const ReceivedAck& ack, const SentSet& set) {
  const ReceivedSetAck* found = nullptr;
  for (const ReceivedSetAck& one : ack.sets) {
    if (!same_number(one.control_number, set.control_number)) continue;
    if (one.code != '\0' && !is_acceptance(one.code)) return &one;
    if (found == nullptr) found = &one;
  }
  return found;
}

Coverage coverage_of(const ReceivedAck& ack, const SentGroup& group) {
  Coverage coverage;
  for (const SentSet& set : group.sets) {
    const ReceivedSetAck* own = find_set(ack, set);
    if (own == nullptr) {
      coverage.others.push_back(&set);
    } else if (own->code != '\0') {
      ++(is_acceptance(own->code) ? coverage.accepted : coverage.refused);
    }
  }
  return coverage;
}

// "; we sent ACK*ZZ*12*EA".
std::string what_was_sent(const Match& match, const SentGroup& group, const SentSet& set,
                          const ReceivedFault& fault) {
  const auto position = number_in(fault.position);
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
  std::vector<std::string> faults;
  for (const ReceivedFault& fault : own->faults)
    faults.push_back(fault_in_words(fault) + what_was_sent(match, group, set, fault));
  sentence += ": " + faults.front();
  faults.erase(faults.begin());
  if (own->more_faults > 0)
    faults.push_back(fmt::format("{} more, which the {} itself lists", own->more_faults, ack.set_id));
  return {std::move(sentence), true, std::move(faults)};
}

// Why the AK9 cannot be believed: its counts are not those of what we sent, or something was refused and
// nobody says what. None where each set has an AK5 that explains it, and where the group was rejected as a
// whole.
std::optional<std::string> doubt_about(const InterchangeResult& in, const Match& match,
                                       const ReceivedAck& ack, const Coverage& coverage) {
  const bool partial = ack.code == 'P';
  if (!is_acceptance(ack.code)) return std::nullopt;
  if (coverage.others.empty() && (!partial || coverage.refused > 0)) return std::nullopt;
  const std::size_t sent = match.sent.groups[match.group].sets.size();
  const std::string &who = in.partner->slug, what = name_of(match.row);
  const auto received = number_in(ack.received), accepted = number_in(ack.accepted);
  if (received && *received != sent) {
    return fmt::format("{} received {} of the {} sets in {}", who, *received, sent, what);
  }
  const bool agrees = accepted ? *accepted == coverage.accepted + coverage.others.size() : !partial;
  if (coverage.refused > 0 ? !partial || agrees : !partial && agrees) return std::nullopt;
  if (partial && agrees) {
    return fmt::format("{} accepted {} in part and names no set that it refused", who, what);
  }
  return fmt::format("{} accepted {} of the {} sets in {} and does not say which", who,
                     accepted ? std::to_string(*accepted) : "some", sent, what);
}

// One acknowledgment and the group of ours that it answers.
struct Answered {
  const InterchangeResult& in;
  const Match& match;
  const ReceivedAck& ack;

  [[nodiscard]] const SentGroup& group() const { return match.sent.groups[match.group]; }
};

// What its AK9 says of the group, and of sets that share it. Without a code nothing is said, whatever a
// relaxed rule let through; nor by an A or E that is not believed. False: not even an acceptance by name is.
bool say_of_group(const Answered& answered, Reconciliation& reconciliation, std::vector<Reason>& reasons) {
  const ReceivedAck& ack = answered.ack;
  const SentGroup& group = answered.group();
  if (ack.code == '\0') {
    reasons.push_back(reason_unclear(fmt::format("the {} of group {} {} has no AK9 with a code", ack.set_id,
                                                 group.functional_id, group.control_number)));
    return true;
  }
  const Coverage coverage = coverage_of(ack, group);
  const auto doubt = doubt_about(answered.in, answered.match, ack, coverage);
  if (doubt) reasons.push_back(reason_unclear(*doubt));
  if (!doubt || ack.code == 'P') reconciliation.say(group.control_number, {}, ack.code, ack.notes);
  if (!doubt && ack.code == 'P') {
    for (const SentSet* set : coverage.others) {
      reconciliation.say(group.control_number, set->control_number, 'A', {});
    }
  }
  return !doubt || ack.code != 'P' || coverage.refused > 0;
}

// What its AK2 and AK5 say of sets.
void say_of_sets(const Answered& answered, bool acceptances_count, Reconciliation& reconciliation,
                 std::vector<Reason>& reasons) {
  const ReceivedAck& ack = answered.ack;
  const SentGroup& group = answered.group();
  const std::string what = name_of(answered.match.row);
  for (const ReceivedSetAck& one : ack.sets) {
    const auto sent = std::find_if(group.sets.begin(), group.sets.end(), [&](const SentSet& set) {
      return same_number(set.control_number, one.control_number);
    });
    if (sent == group.sets.end()) {
      reasons.push_back(
          reason_unmatched(*answered.in.partner,
                           fmt::format("the {} answers set {} {}, and there is none in group {} {} of {}",
                                       ack.set_id, visible(one.set_id, 5), visible(one.control_number, 20),
                                       group.functional_id, group.control_number, what)));
    } else if (one.code == '\0') {
      reasons.push_back(reason_unclear(
          fmt::format("the {} names set {} of {} and has no code for it", ack.set_id, name_of(*sent), what)));
    } else if (acceptances_count || !is_acceptance(one.code)) {
      reconciliation.say(group.control_number, sent->control_number, one.code, one.notes);
    }
  }
}

// The place of the group that the acknowledgment answers.
std::optional<std::size_t> answered_group(const ReceivedAck& ack, const SentInterchange& sent) {
  for (std::size_t g = 0; g < sent.groups.size(); ++g) {
    const SentGroup& group = sent.groups[g];
    if (group.functional_id == ack.functional_id && same_number(group.control_number, ack.group_number)) {
      return g;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Reason> reconcile(Unit& unit, const InterchangeResult& in, const ReceivedAck& ack,
                              const Spoken& spoken) {
  const auto match = find_match(unit, in, SentNumber::group, ack.group_number,
                                [&ack](const SentInterchange& sent) { return answered_group(ack, sent); });
  if (!match) {
    return {reason_unmatched(
        *in.partner,
        fmt::format("the {} answers group {} {}, and no such group was sent to {}", ack.set_id,
                    visible(ack.functional_id, 5), visible(ack.group_number, 20), in.partner->slug))};
  }
  std::vector<Reason> reasons;
  const Answered answered{in, *match, ack};
  Reconciliation reconciliation(unit, *in.partner, *match, spoken.part,
                                ack.set_id == "999" ? OutboundKind::ack_999 : OutboundKind::ack_997);
  const bool acceptances_count = say_of_group(answered, reconciliation, reasons);
  say_of_sets(answered, acceptances_count, reconciliation, reasons);
  reconciliation.settle(spoken, reasons, [&](const SentGroup& of, const SentSet& set) {
    return objection(in, *match, ack, of, set);
  });
  return reasons;
}

// The one word on an interchange as a whole, and on whatever is in it.
static void take_ta1(Unit& unit, const InterchangeResult& in, const ReceivedTa1& ta1, const Match& match,
                     const Spoken& spoken, std::vector<Reason>& reasons) {
  Reconciliation reconciliation(unit, *in.partner, match, spoken.part, OutboundKind::ta1);
  reconciliation.say({}, {}, ta1.code, ta1.note);
  reconciliation.settle(spoken, reasons, [&](const SentGroup&, const SentSet& set) {
    return Objection{
        fmt::format("{} rejected {} as a whole{}; set {} fell with it", in.partner->slug, name_of(match.row),
                    behind_colon(codes_in_words(AckLevel::interchange, ta1.note)), name_of(set))};
  });
  if (is_stale(match, spoken)) return;
  unit.mark_arrived(match.row.id, is_acceptance(ta1.code), spoken.part.attempt, spoken.now);
  const bool nothing_else_comes = match.row.kind <= OutboundKind::ack_999;
  if (nothing_else_comes)
    unit.mark_answered(match.row.id, is_acceptance(ta1.code), spoken.part.attempt, spoken.now);
}

std::vector<Reason> reconcile_ta1s(Unit& unit, const InterchangeResult& in, const Spoken& spoken) {
  std::vector<Reason> reasons;
  std::map<std::int64_t, char> heard;  // of an interchange of ours the first TA1 counts
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
    const auto [said, first] = heard.try_emplace(match->row.id.value, ta1.code);
    if (!first) {
      if (is_acceptance(said->second) != is_acceptance(ta1.code))
        reasons.push_back(reason_unclear(
            fmt::format("two TA1s of one interchange say different things of {}", name_of(match->row))));
      continue;
    }
    take_ta1(unit, in, ta1, *match, spoken, reasons);
  }
  if (in.header.ta1s > in.ta1s.size()) {
    reasons.push_back(reason_unclear(
        fmt::format("only the first {} of {} TA1s were read", in.ta1s.size(), in.header.ta1s)));
  }
  return reasons;
}

}  // namespace transom
