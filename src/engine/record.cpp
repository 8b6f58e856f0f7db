// Steps 9 and 10 of the way of a line. The order of business for each set: is its interchange good, did an
// earlier attempt settle it, did the same order come before; then it is saved with its findings, its document
// and, where somebody has to look, one work item that names the next step.
//
// A set has one work item however many reasons it has: the specialist opens a set, not a reason.
#include "engine/record.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engine/judge.hpp"
#include "engine/ledger.hpp"
#include "engine/order_file.hpp"
#include "engine/order_match.hpp"
#include "engine/order_story.hpp"
#include "engine/reasons.hpp"
#include "engine/reconcile.hpp"
#include "engine/send_or_wait.hpp"
#include "engine/standing_order.hpp"
#include "engine/take_change.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

// A file of a million bad sets is one problem for a person, not a million.
constexpr std::size_t most_items = 200;

std::string slug_of(const InterchangeResult& in) {
  return in.partner != nullptr ? in.partner->slug : std::string();
}

SetOutcome stored_outcome(const SetResult& set) {
  switch (set.fate) {
    case SetFate::held:
      return SetOutcome::held;
    case SetFate::rejected:
    case SetFate::void_:
      return SetOutcome::rejected;
    case SetFate::not_supported:
      return SetOutcome::not_supported;
    case SetFate::no_agreement:
      return SetOutcome::no_agreement;
    case SetFate::taken:
    case SetFate::declined:
    case SetFate::noted:
      break;
  }
  return set.outcome == Outcome::accepted ? SetOutcome::accepted : SetOutcome::accepted_with_errors;
}

char acknowledged_as(Outcome outcome) {
  return outcome == Outcome::accepted ? 'A' : outcome == Outcome::rejected ? 'R' : 'E';
}

FindingRecord stored(const Finding& finding) {
  return {.rule = std::string(info(finding.rule).name),
          .severity = finding.severity,
          .place = finding.place,
          .value = finding.value,
          .expected = finding.expected,
          .sentence = describe(finding),
          .element_number = finding.element_number};
}

}  // namespace

struct Recorder::Where {
  const InterchangeResult& in;
  const GroupResult& group;
  Part part;
  bool group_void;
  [[nodiscard]] SetAddress address() const { return {part.interchange, part.group, part.set}; }
};

void Recorder::stage(Record& record, DocumentResult& part, const DocumentResult& whole) {
  record.refused.resize(whole.interchanges.size());
  for (std::size_t i = 0; i < part.interchanges.size(); ++i) {
    const auto& in = part.interchanges[i];
    if (in.groups.empty()) continue;
    const InterchangeResult& known = whole.interchanges[i];
    decide_interchange(record, i, known);
    for (std::size_t g = 0; g < in.groups.size(); ++g) {
      auto& group = part.interchanges[i].groups[g];
      for (auto& set : group.sets) {
        const Where where{known, group,
                          Part{record.attempt, static_cast<std::uint32_t>(i + 1),
                               static_cast<std::uint32_t>(g + 1), set.header.number},
                          known.groups[g].report.rejected_whole()};
        save_set(record, where, set);
      }
      group.sets.clear();
    }
  }
}

// Did the same interchange come before? Asked once for each.
void Recorder::decide_interchange(Record& record, std::size_t index, const InterchangeResult& in) {
  record.refused.resize(std::max(record.refused.size(), index + 1));
  auto& refused = record.refused[index];
  if (refused) return;
  refused = in.refused;
  if (refused || in.partner == nullptr) return;
  const Policy& policy = in.partner->policy;
  const InterchangeKey key{in.partner->slug, in.header.sender_id, in.header.receiver_id,
                           in.header.control_number, in.header.usage};
  const auto match = unit_.find_interchange(key, Instant{now_.ms - policy.look_back * 1000}, record.attempt);
  const bool other = match && (match->document != record.document || match->part.interchange != index + 1);
  if (!other) return;
  const bool same = match->hash == in.content_hash;
  if (same || policy.duplicate_interchange == DuplicateInterchange::quarantine) {
    refused = reason_duplicate_interchange(in.header, std::to_string(match->document.value), same);
  }
}

// I-3, for partners whose interchanges may come again under their numbers: the very set is known all the
// same.
bool Recorder::made_before(const Record& record, const Where& where, const SetResult& set) {
  if (where.in.partner->policy.duplicate_interchange != DuplicateInterchange::accept) return false;
  const auto earlier = unit_.find_order_of_set(
      {where.in.partner->slug, where.in.header.control_number, where.group.header.control_number,
       set.header.control_number, set.content_hash},
      record.attempt);
  return earlier && earlier->document != record.document;
}

void Recorder::check_against_store(Record& record, const Where& where, SetResult& set) {
  if (set.fate != SetFate::taken && set.fate != SetFate::held && set.fate != SetFate::declined) return;
  const bool change = holds_change(set);
  turn_into_change(set);
  const bool order = set.document && std::holds_alternative<Order>(*set.document);
  if (!change && !order) return check_against_ours(record, where, set);
  if (const auto waiting = record.prior.held.find(where.address()); waiting != record.prior.held.end()) {
    unit_.decide(waiting->second, Verdict::replaced, "engine", "replaced by a replay", now_);
    unit_.withdraw(waiting->second, false, "replaced by a replay", now_);
  }
  change ? check_change(record, where, set) : check_order(record, where, set);
}

void Recorder::check_order(Record& record, const Where& where, SetResult& set) {
  const auto& order = std::get<Order>(*set.document);
  if (set.fate == SetFate::taken && intent_of(order) == Intent::note) {
    set.fate = SetFate::noted;
    return;
  }
  if (made_before(record, where, set)) {
    set.fate = SetFate::noted;
    set.reasons.clear();
    return;
  }
  if (set.agreement->policy.duplicate_order != DuplicateOrder::hold) return;
  const OrderKey key{where.in.partner->slug, order.number, order.release_number, order.purpose,
                     where.in.header.usage};
  const auto earlier = unit_.find_orders(key, record.attempt);
  if (earlier.empty()) return;
  set.fate = SetFate::held;
  set.reasons.push_back(reason_duplicate_order(order, std::to_string(earlier.front().document.value)));
}

// How the order stands is known here and nowhere before: it may have come in this very commit.
void Recorder::check_change(Record& record, const Where& where, SetResult& set) {
  const auto& change = std::get<OrderChange>(*set.document);
  const Partner& partner = *where.in.partner;
  auto story = unit_.about_order(partner.slug, change.number, where.in.header.usage, record.attempt);
  take_change(set, {maps_, partner, where.in.header, now_},
              standing_order(std::move(story), change.release_number, false));
}

// A person who has looked at both may insist.
void Recorder::check_against_ours(Record& record, const Where& where, SetResult& set) {
  if (!set.document || set.agreement == nullptr || where.in.partner == nullptr) return;
  if (const auto waiting = record.prior.held.find(where.address()); waiting != record.prior.held.end()) {
    unit_.decide(waiting->second, Verdict::replaced, "engine", "replaced by a replay", now_);
  }
  if (set.fate != SetFate::taken || record.prior.override_rejected) return;
  hold_against_ours(unit_, *where.in.partner, where.in.header.usage, record.attempt, set);
}

void Recorder::save_set(Record& record, const Where& where, SetResult& set) {
  const auto told = record.prior.acknowledged.find(where.address());
  const bool standing = record.prior.standing.contains(where.address());
  if (record.refused[where.part.interchange - 1] || where.group_void) {
    set.fate = SetFate::void_;
    set.reasons.clear();
  } else if (standing) {
    set.fate = SetFate::noted;
    set.reasons.clear();
  } else if (told != record.prior.acknowledged.end() && told->second == 'R' &&
             !record.prior.override_rejected && set.fate != SetFate::rejected) {
    set.fate = SetFate::rejected;
    set.reasons = {
        {"answered-rejected", "the partner was told that this set is rejected and will send it again",
         "replay with --override and --reason only if the partner agreed not to send it again", "partner"}};
  } else {
    check_against_store(record, where, set);
    if (set.acknowledgment && set.fate == SetFate::noted) {
      set.reasons = reconcile(unit_, where.in, *set.acknowledgment, where.part, now_);
    }
  }
  SetRecord row{.part = where.part,
                .id = set.header.id,
                .control_number = set.header.control_number,
                .offset = set.header.offset,
                .end = set.header.end,
                .segments = set.header.segments,
                .implementation = set.header.implementation,
                .hash = set.content_hash,
                .outcome = stored_outcome(set),
                .acknowledged = set.acknowledgment ? ' '
                                : where.group_void ? 'R'
                                                   : acknowledged_as(set.outcome)};
  row.errors = static_cast<std::uint32_t>(set.findings.errors());
  row.warnings = static_cast<std::uint32_t>(set.findings.warnings());
  unit_.save(row);
  for (const auto& finding : set.findings.items()) unit_.save(record.attempt, stored(finding));
  if (set.fate == SetFate::rejected) ++record.rejected_sets;
  if (set.fate == SetFate::taken || set.fate == SetFate::held || set.fate == SetFate::noted ||
      set.fate == SetFate::declined)
    ++record.kept_sets;
  const bool stands = standing && set.fate == SetFate::noted;
  account(record, where.address(), stands ? "already effective" : to_string(set.fate),
          set.reasons.empty() ? std::string() : set.reasons.front().sentence);
  save_business(record, where, set);
}

void Recorder::save_business(Record& record, const Where& where, SetResult& set) {
  const auto* order = set.document ? std::get_if<Order>(&*set.document) : nullptr;
  const bool judged = order != nullptr || holds_change(set);  // by rules, and answered
  const std::string number = set.document ? number_of(*set.document) : set.number;
  const std::string slug = slug_of(where.in);
  BusinessId id;
  const bool kept = set.fate == SetFate::taken || set.fate == SetFate::held || set.fate == SetFate::declined;
  if (kept && set.document) {
    BusinessRecord row{.part = where.part,
                       .partner = slug,
                       .number = number,
                       .usage = where.in.header.usage,
                       .json = to_json(*set.document)};
    row.kind = static_cast<BusinessKind>(kind_of(*set.document));
    row.purpose = std::visit([](const auto& one) { return one.purpose; }, *set.document);
    row.release = release_of(*set.document);
    row.orders = orders_of(*set.document);
    if (row.kind != BusinessKind::shipment && row.kind != BusinessKind::invoice) {
      row.orders.clear();  // its own number says it
    }
    row.verdict = set.fate == SetFate::held       ? Verdict::held
                  : set.fate == SetFate::declined ? Verdict::rejected
                  : set.altered                   ? Verdict::changed
                                                  : Verdict::accepted;
    if (!set.reasons.empty()) row.reason = set.reasons.front().sentence;
    if (set.fate == SetFate::taken) {
      row.file_name = order == nullptr || orders_file_.empty()
                          ? erp_file_name(*where.in.partner, number, record.document, where.part)
                          : orders_file_;
      if (set.changed) row.changed = to_json(*set.changed);
    }
    keep_reference(set, slug);
    if (set.reference != nullptr) row.reference = set.reference->hash();
    id = unit_.save(row);
    if (judged) save_decisions(set, id);
    expect_what_follows(record, where, set, id, row.orders);
    for (DecisionRecord& note : set.notes) {
      note.business = id;
      note.at = now_;
      unit_.save(note);
    }
    if (set.fate == SetFate::taken) {
      if (record.keep_exports) {
        record.exports.push_back({id, row.kind, row.usage, row.file_name,
                                  std::move(row.changed.empty() ? row.json : row.changed)});
      }
      if (judged) ++(order != nullptr ? record.orders : record.changes);
    }
    if (set.fate != SetFate::held && judged) answer_set(record, where, set, number);
  }
  if (set.fate == SetFate::held) ++record.held;
  open_items(record, where, set, number, id);
}

// Reasons of an acknowledgment are each about a document of their own; of any other set they are one item.
void Recorder::open_items(Record& record, const Where& where, const SetResult& set, const std::string& number,
                          BusinessId business) {
  if (set.reasons.empty()) return;
  const std::string slug = slug_of(where.in);
  if (set.acknowledgment) {
    for (const Reason& one : set.reasons) open_item(record, where.part, one, slug, number, business);
    return;
  }
  Reason reason = set.reasons.front();
  if (set.reasons.size() > 1) reason.sentence += fmt::format(" (and {} more)", set.reasons.size() - 1);
  open_item(record, where.part, reason, slug, number, business);
}

// Of an order: what was agreed. It owes an answer even when it is held; an order that a rule declined is owed
// none but the one that goes out now. One that cancels an order ends what was expected for it. Of a ship
// notice that came: the invoices that count from it.
void Recorder::expect_what_follows(Record& record, const Where& where, const SetResult& set, BusinessId id,
                                   const std::vector<std::string>& orders) {
  const Partner& partner = *where.in.partner;
  const char usage = where.in.header.usage;
  if (const auto* order = std::get_if<Order>(&*set.document)) {
    const bool answered = set.fate != SetFate::declined || set.response;
    if (intent_of(*order) != Intent::take || !answered) return;
    expect_answers(unit_, {id, record.attempt, *order, partner, usage, record.received},
                   set.agreement->receive->expect, set.agreement->policy.calendar,
                   set.fate != SetFate::taken);
  } else if (const auto* change = std::get_if<OrderChange>(&*set.document)) {
    const bool cancels = set.fate == SetFate::taken && change->purpose == "cancel";
    if (cancels) expect_nothing(unit_, partner, change->number, usage, OwedBy::us, now_);
  } else if (std::holds_alternative<Shipment>(*set.document)) {
    expect_invoices(unit_, partner, orders, usage, OwedBy::partner, record.attempt, record.received);
  }
}

// Each ruling, and each reason that is no rule's: why the order waits, or what was done about it.
void Recorder::save_decisions(const SetResult& set, BusinessId order) {
  DecisionRecord row{.business = order, .at = now_, .who = "engine"};
  for (const Ruling& ruling : set.rulings) {
    row.action = to_string(ruling.action);
    row.rule = ruling.rule;
    row.line = ruling.line;
    row.code = ruling.code;
    row.change = to_text(ruling.change);
    row.owner = ruling.owner;
    row.sentence = ruling.sentence;
    row.next = ruling.next;
    unit_.save(row);
  }
  for (const Reason& reason : set.reasons) {
    const bool of_rule = std::any_of(set.rulings.begin(), set.rulings.end(),
                                     [&](const Ruling& ruling) { return ruling.rule == reason.code; });
    if (of_rule) continue;
    unit_.save(DecisionRecord{.business = order,
                              .at = now_,
                              .who = "engine",
                              .action = "hold",
                              .rule = reason.code,
                              .owner = reason.owner,
                              .sentence = reason.sentence,
                              .next = reason.next});
  }
}

// The version of the reference data is kept with the first decision that was made by it.
void Recorder::keep_reference(const SetResult& set, const std::string& partner) {
  if (set.reference == nullptr || set.reference->hash() == known_reference_) return;
  known_reference_ = set.reference->hash();
  if (unit_.knows_reference(known_reference_)) return;
  ReferenceRecord version{.hash = known_reference_, .partner = partner, .imported = now_};
  for (const auto& source : set.reference->sources())
    version.tables.push_back({source.name, source.hash, source.own, source.rows, source.bytes});
  unit_.save(version);
}

// The order, or its change, is taken or declined, so it is neither held nor a duplicate.
void Recorder::answer_set(Record& record, const Where& where, SetResult& set, const std::string& number) {
  if (!set.response) return;
  if (!set.response->problems.empty()) {
    Reason reason = reason_map(set.response->problems.front());
    reason.sentence = fmt::format("the order is taken, its {} could not be made: {}",
                                  set.response->agreement->set, reason.sentence);
    open_item(record, where.part, reason, slug_of(where.in), number);
    return;
  }
  BusinessRecord row =
      answer_row(*where.in.partner, where.in.header.usage, set.response->document, where.part);
  (void)send_or_wait(unit_, answers_,
                     {.partner = *where.in.partner,
                      .in = &where.in.header,
                      .group = &where.group.header,
                      .row = std::move(row),
                      .prepared = std::move(*set.response),
                      .answers = where.part},
                     now_);
}

void Recorder::seal(Record& record, DocumentResult& whole) {
  record.refused.resize(whole.interchanges.size());
  for (const auto& finding : whole.findings.items()) unit_.save(record.attempt, stored(finding));
  for (std::size_t i = 0; i < whole.interchanges.size(); ++i) {
    decide_interchange(record, i, whole.interchanges[i]);
    seal_interchange(record, i, whole.interchanges[i]);
  }
  settle_document(record, whole);
  unit_.finish_attempt(record.attempt, record.outcome, record.reason, now_);
}

void Recorder::seal_interchange(Record& record, std::size_t index, InterchangeResult& in) {
  const auto number = static_cast<std::uint32_t>(index + 1);
  const Part part{record.attempt, number, 0, 0};
  const auto& refused = record.refused[index];
  if (refused && refused->code == "duplicate") in.verdict = {'R', "025"};
  if (refused && refused->code == "conflict") in.verdict = {'R', "025"};
  if (refused && refused->code == "not-for-us") in.verdict = {'R', "009"};
  for (const auto& finding : in.findings) unit_.save(record.attempt, stored(finding));

  InterchangeRecord row{.part = part,
                        .partner = slug_of(in),
                        .sender_qualifier = in.header.sender_qualifier,
                        .sender = in.header.sender_id,
                        .receiver_qualifier = in.header.receiver_qualifier,
                        .receiver = in.header.receiver_id,
                        .control_number = in.header.control_number,
                        .usage = in.header.usage,
                        .version = in.header.version,
                        .date = in.header.date,
                        .time = in.header.time,
                        .offset = in.header.offset,
                        .end = in.header.end,
                        .hash = in.content_hash};
  row.effective = !refused;
  if (refused) {
    row.reason = refused->sentence;
    row.outcome = refused->code == "duplicate"  ? InterchangeOutcome::duplicate
                  : refused->code == "conflict" ? InterchangeOutcome::conflict
                                                : InterchangeOutcome::rejected;
    if (refused->code != "duplicate") open_item(record, part, *refused, row.partner, {});
  } else if (in.verdict.code == 'E') {
    row.outcome = InterchangeOutcome::accepted_with_errors;
  }
  if (!refused) {
    for (const Reason& reason : reconcile_ta1s(unit_, in, part, now_)) {
      open_item(record, part, reason, row.partner, {});
    }
  }
  const bool answered = record.prior.answered.contains({number, 0, 0});
  if (answered) {
    row.answer = AnswerDecision::answered_before;
  } else if (in.partner != nullptr && answers_.add_ta1(*in.partner, in, part)) {
    row.answer = AnswerDecision::ta1;
  }
  for (std::size_t g = 0; g < in.groups.size(); ++g) {
    Part of_group = part;
    of_group.group = static_cast<std::uint32_t>(g + 1);
    if (!refused && row.outcome == InterchangeOutcome::accepted && in.groups[g].report.rejected() > 0) {
      row.outcome = InterchangeOutcome::partially_accepted;
    }
    seal_group(record, in, in.groups[g], of_group);
  }
  unit_.save(row);
}

void Recorder::seal_group(Record& record, InterchangeResult& in, const GroupResult& group, const Part& part) {
  GroupRecord row{.part = part,
                  .functional_id = group.header.functional_id,
                  .sender = group.header.sender,
                  .receiver = group.header.receiver,
                  .control_number = group.header.control_number,
                  .version = group.header.version,
                  .included = group.header.included};
  row.received = static_cast<std::uint32_t>(group.report.received());
  row.accepted = static_cast<std::uint32_t>(group.report.accepted());
  for (const auto& finding : group.report.findings()) unit_.save(record.attempt, stored(finding));
  if (group.report.rejected_whole() && !record.refused[part.interchange - 1]) {
    open_item(record, part, reason_group_rejected(group.report), slug_of(in), {});
  }
  if (!record.refused[part.interchange - 1] && in.partner != nullptr) {
    if (record.prior.answered.contains({part.interchange, part.group, 0})) {
      row.answer = AnswerDecision::answered_before;
    } else if (answers_.add_ack(*in.partner, in.header, group, part)) {
      const bool is_999 = ack_form(group.header, in.partner->policy.acknowledge).set_id == "999";
      row.answer = is_999 ? AnswerDecision::ack_999 : AnswerDecision::ack_997;
      row.acknowledged = group.report.code(in.partner->policy.acknowledge);
    }
  }
  unit_.save(row);
}

void Recorder::account(Record& record, const SetAddress& set, std::string_view fate, std::string sentence) {
  if (record.keep_account) record.settled[set] = {std::string(fate), std::move(sentence)};
}

void Recorder::open_item(Record& record, const Part& part, const Reason& reason, std::string partner,
                         std::string number, BusinessId business) {
  if (record.opened.size() >= most_items) {
    ++record.items_left_out;
    return;
  }
  const bool elsewhere = reason.document && reason.document != record.document;
  unit_.open({.document = elsewhere ? reason.document : record.document,
              .part = elsewhere ? Part{record.attempt} : part,
              .business = business,
              .reason = reason.code,
              .sentence = reason.sentence,
              .owner = reason.owner,
              .next_step = reason.next,
              .partner = std::move(partner),
              .number = reason.number.empty() ? std::move(number) : reason.number,
              .opened = now_});
  record.opened.push_back(reason);
}

void Recorder::fail(Record& record, const Reason& reason) {
  open_item(record, Part{record.attempt}, reason, {}, {});
  record.outcome = DocumentState::quarantined;
  record.reason = reason.sentence;
  unit_.finish_attempt(record.attempt, record.outcome, record.reason, now_);
}

// I-2: either something of it took effect, or it is quarantined with a reason and had none.
void Recorder::settle_document(Record& record, const DocumentResult& whole) {
  bool all_duplicate = !whole.interchanges.empty(), any_good = false;
  const Reason* first = nullptr;
  for (std::size_t i = 0; i < whole.interchanges.size(); ++i) {
    const auto& refused = record.refused[i];
    all_duplicate = all_duplicate && refused && refused->code == "duplicate";
    if (refused && (first == nullptr || first->code == "duplicate")) first = &*refused;
    any_good = any_good || (!refused && whole.interchanges[i].groups.empty());
  }
  any_good = any_good || record.kept_sets > 0;
  if (all_duplicate) {
    record.outcome = DocumentState::duplicate;
    record.reason = first->sentence;
  } else if (!any_good) {
    record.outcome = DocumentState::quarantined;
    if (whole.interchanges.empty()) {
      const Reason reason = reason_no_interchange(whole);
      open_item(record, Part{record.attempt}, reason, {}, {});
      record.reason = reason.sentence;
    } else if (first != nullptr) {
      record.reason = first->sentence;
    } else if (!record.opened.empty()) {
      record.reason = record.opened.front().sentence;
    } else {
      record.reason = "nothing in it could be taken";
    }
  }
}

}  // namespace transom
