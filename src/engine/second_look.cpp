// The order of business for each set: is its interchange good, did an earlier attempt settle it, did the same
// order come before; then what it is about is looked up. All of it under the store's write lock: what it is
// about may have come in the same commit.
#include "engine/second_look.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "engine/change_answers.hpp"
#include "engine/interchange_numbers.hpp"
#include "engine/judge.hpp"
#include "engine/map_set.hpp"
#include "engine/order_match.hpp"
#include "engine/order_story.hpp"
#include "engine/promises.hpp"
#include "engine/reasons.hpp"
#include "engine/record.hpp"
#include "engine/sent_interchange.hpp"
#include "engine/standing_order.hpp"
#include "engine/take_change.hpp"
#include "transom/line_status.hpp"
#include "x12/control_numbers.hpp"

namespace transom {

// Those before it in its own file are asked for first: the store learns of them when the document is sealed.
std::optional<Reason> SecondLook::refusal(std::size_t index, const InterchangeResult& in,
                                          const InterchangeNumbers& in_file) {
  if (in.refused || in.partner == nullptr) return in.refused;
  const Policy& policy = in.partner->policy;
  const bool may_differ = policy.duplicate_interchange != DuplicateInterchange::quarantine;
  const auto refused = [&](const std::string& where, bool same) -> std::optional<Reason> {
    if (!same && may_differ) return std::nullopt;
    return reason_duplicate_interchange(in.header, where, same);
  };
  if (const auto earlier = in_file.earlier(in)) {
    auto reason = refused(fmt::format("as interchange {} of this file", earlier->index + 1), earlier->same);
    if (reason) return reason;
  }
  const InterchangeKey key{in.partner->slug, in.header.sender_id, in.header.receiver_id,
                           in.header.control_number, in.header.usage};
  const auto match = unit_.find_interchange(key, Instant{now_.ms - policy.look_back * 1000}, record_.attempt);
  const bool other = match && (match->document != record_.document || match->part.interchange != index + 1);
  if (!other) return std::nullopt;
  return refused(fmt::format("in document {}", match->document.value), match->hash == in.content_hash);
}

void SecondLook::take(const SetInPlace& at) {
  SetResult& set = at.set;
  if (is_void(at)) {
    set.fate = SetFate::void_;
    set.reasons.clear();
  } else if (stands(at)) {
    set.fate = SetFate::noted;
    set.reasons.clear();
  } else if (was_rejected(at)) {
    set.fate = SetFate::rejected;
    set.reasons = {
        {"answered-rejected", "the partner was told that this set is rejected and will send it again",
         "replay with --override and --reason only if the partner agreed not to send it again", "partner"}};
  } else {
    check(at);
  }
}

bool SecondLook::is_void(const SetInPlace& at) const {
  return record_.refused[at.part.interchange - 1] || at.group_void;
}

bool SecondLook::stands(const SetInPlace& at) const {
  return record_.prior.standing.contains(at.address());
}

bool SecondLook::was_rejected(const SetInPlace& at) const {
  const auto told = record_.prior.acknowledged.find(at.address());
  return told != record_.prior.acknowledged.end() && told->second == 'R' &&
         !record_.prior.override_rejected && at.set.fate != SetFate::rejected &&
         at.set.fate != SetFate::no_agreement;
}

// I-3, for partners whose interchanges may come again under their numbers: the very set is known all the
// same.
bool SecondLook::made_before(const SetInPlace& at) {
  if (at.in.partner->policy.duplicate_interchange != DuplicateInterchange::accept) return false;
  const auto earlier = unit_.find_order_of_set(
      {at.in.partner->slug, at.in.header.control_number, at.group.header.control_number,
       at.set.header.control_number, at.set.content_hash},
      record_.attempt);
  return earlier && earlier->document != record_.document;
}

// Whether the very set may stand at another place of its file as well: in another group of the same numbers,
// or in its own, where an ST02 that comes again is no error or is no longer seen. Asked first, for a file may
// hold thousands of one order's number.
bool SecondLook::may_stand_twice(const SetInPlace& at) const {
  if (record_.alike.contains({at.part.interchange, at.part.group})) return true;
  const Policy& policy = at.set.agreement != nullptr ? at.set.agreement->policy : at.in.partner->policy;
  return policy.severities[Rule::st_control_number_repeated] != Severity::error ||
         at.in.groups.at(at.part.group - 1).sets_seen > ControlNumbers::capacity;
}

// I-3 within one file: the very set stands at another place of it. What has its content has its ST02 and the
// number of its order; the rows of this file's interchanges are not there yet.
bool SecondLook::made_in_file(const SetInPlace& at, const OrderKey& key) {
  if (!may_stand_twice(at)) return false;
  const auto copies = unit_.find_copies(key, at.set.content_hash, record_.document);
  return std::any_of(copies.begin(), copies.end(), [&](const OrderMatch& other) {
    const Part& part = other.part;
    if (SetAddress{part.interchange, part.group, part.set} == at.address()) return false;
    const InterchangeResult& in = at.whole.interchanges.at(part.interchange - 1);
    return same_number(in.header.control_number, at.in.header.control_number) &&
           same_number(in.groups.at(part.group - 1).header.control_number, at.group.header.control_number);
  });
}

void SecondLook::check(const SetInPlace& at) {
  SetResult& set = at.set;
  if (set.fate != SetFate::taken && set.fate != SetFate::held && set.fate != SetFate::declined) return;
  const bool change = holds_change(set);
  turn_into_change(set);
  if (change) return check_change(at);
  const bool order = set.document && std::holds_alternative<Order>(*set.document);
  order ? check_order(at) : check_against_ours(at);
}

// `also_expected`: what was expected because of it falls away with it.
void SecondLook::replace_waiting(const SetInPlace& at, bool also_expected) {
  const auto waiting = record_.prior.held.find(at.address());
  if (waiting == record_.prior.held.end()) return;
  unit_.decide(waiting->second, Verdict::replaced, "engine", "replaced by a replay", now_);
  if (also_expected) unit_.withdraw(waiting->second, false, "replaced by a replay", record_.attempt, now_);
}

void SecondLook::check_order(const SetInPlace& at) {
  SetResult& set = at.set;
  replace_waiting(at, true);
  const auto& order = std::get<Order>(*set.document);
  if (set.fate == SetFate::taken && intent_of(order) == Intent::note) {
    set.fate = SetFate::noted;
    return;
  }
  const OrderKey key{at.in.partner->slug, order.number, order.release_number, order.purpose,
                     at.in.header.usage};
  if (made_in_file(at, key) || made_before(at)) {
    set.fate = SetFate::noted;
    set.reasons.clear();
    return;
  }
  judge_by_earlier(at);
  if (set.agreement->policy.duplicate_order != DuplicateOrder::hold) return;
  const auto earlier = unit_.find_order(key, record_.attempt);
  if (earlier) judge_repeat(at, std::to_string(earlier->document.value));
}

// What earlier orders use up of stock and credit only the store knows; those before it in its own file and in
// its own commit are among them.
void SecondLook::judge_by_earlier(const SetInPlace& at) {
  SetResult& set = at.set;
  const OrderRules* rules = set.agreement != nullptr ? maps_.rules(*set.agreement) : nullptr;
  if (rules == nullptr || !rules->asks_earlier()) return;
  if (intent_of(std::get<Order>(*set.document)) != Intent::take) return;
  const Partner& partner = *at.in.partner;
  const Earlier earlier =
      earlier_orders(unit_, *rules->reference(), {partner.slug, at.in.header.usage, record_.attempt, {}});
  judge_again(set, earlier, maps_, partner, at.in.header, now_);
}

// The rules about orders that came before were asked when the order was judged; now they count. Where nobody
// says anything about rules, the house rule holds the order. A rejection is answered, unless something else
// holds the order.
void SecondLook::judge_repeat(const SetInPlace& at, const std::string& earlier) {
  SetResult& set = at.set;
  const auto& order = std::get<Order>(*set.document);
  const bool asked = intent_of(order) == Intent::take && maps_.has_rules(*set.agreement);
  if (!asked) set.reasons.push_back(reason_duplicate_order(order, earlier));
  bool rejects = false;
  for (Ruling& ruling : set.if_repeated) {
    ruling.sentence += where_it_came(order, earlier);
    if (ruling.action == RuleAction::hold) set.reasons.push_back(reason_ruling(ruling));
    rejects = rejects || ruling.action == RuleAction::reject;
    set.rulings.push_back(std::move(ruling));
  }
  if (!set.reasons.empty()) {
    set.fate = SetFate::held;
  } else if (rejects) {
    decide_order(set, maps_, *at.in.partner, at.in.header, now_);
  }
}

void SecondLook::check_change(const SetInPlace& at) {
  replace_waiting(at, true);
  const auto& change = std::get<OrderChange>(*at.set.document);
  const Partner& partner = *at.in.partner;
  const auto story = story_of_order(unit_, partner.slug, change.number, at.in.header.usage, record_.attempt);
  const StandingOrder standing = order_to_change(story, change.release_number, false);
  const OrderRules* rules = rules_for_change(maps_, partner, at.set.agreement);
  Earlier earlier;
  const bool asks = rules != nullptr && rules->asks_earlier();
  if (asks)
    earlier = earlier_orders(unit_, *rules->reference(),
                             {partner.slug, at.in.header.usage, record_.attempt, standing.base.id});
  take_change(at.set, {maps_, partner, at.in.header, now_, asks ? &earlier : nullptr}, standing);
}

// A person who has looked at both may insist.
void SecondLook::check_against_ours(const SetInPlace& at) {
  SetResult& set = at.set;
  if (!set.document || set.agreement == nullptr || at.in.partner == nullptr) return;
  replace_waiting(at, false);
  if (set.fate != SetFate::taken) return;
  const Partner& partner = *at.in.partner;
  const bool insists = record_.prior.override_rejected;
  const char usage = at.in.header.usage;
  if (!insists) {
    hold_against_ours(unit_, partner, usage, record_.attempt, now_, set);
  } else if (answers_ours(partner)) {
    set.orders =
        orders_meant(order_stories(unit_, partner.slug, *set.document, usage, record_.attempt), false);
  }
  const auto* response = std::get_if<OrderResponse>(&*set.document);
  if (set.fate == SetFate::taken && response != nullptr && answers_ours(partner) && refuses_order(*response))
    set.reasons.push_back(reason_order_refused(partner, *response));
  const bool of_change = response != nullptr && answers_change(*response) && partner.send("860") != nullptr;
  if (set.fate == SetFate::taken && of_change)
    match_change_answer(unit_, partner, at.in.header.usage, record_.attempt, insists, set);
}

}  // namespace transom
