// Step 10 of the way of a line: each set is saved as the second look (second_look.cpp) lets it stand, with
// its findings, its document and, where somebody has to look, one work item that names the next step.
//
// A set has one work item however many reasons it has: the specialist opens a set, not a reason.
#include "engine/record.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/interchange_numbers.hpp"
#include "engine/judge.hpp"
#include "engine/ledger.hpp"
#include "engine/order_file.hpp"
#include "engine/order_story.hpp"
#include "engine/owed_answer.hpp"
#include "engine/promises.hpp"
#include "engine/reasons.hpp"
#include "engine/reconcile.hpp"
#include "engine/record_rows.hpp"
#include "engine/second_look.hpp"
#include "engine/send_or_wait.hpp"
#include "engine/take_change.hpp"
#include "order/order_book.hpp"
#include "transom/json.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

// By a fault of its own, or without any of the sets that it announces: what its AK9 will reject whatever else
// is agreed.
bool fell(const GroupReport& group) {
  return group.rejected_whole() || (group.received() == 0 && group.code(AckPolicy{}) == 'R');
}

// Nothing in it was to be taken and nothing is missing: no groups, or groups that hold no set and announce
// none.
bool is_rightly_empty(const InterchangeResult& in) {
  return std::all_of(in.groups.begin(), in.groups.end(), [](const GroupResult& group) {
    return group.report.received() == 0 && !fell(group.report);
  });
}

bool kept(const SetResult& set) {
  return set.fate == SetFate::taken || set.fate == SetFate::held || set.fate == SetFate::declined;
}

}  // namespace

void Recorder::stage(Record& record, DocumentResult& part, const DocumentResult& whole) {
  decide_interchanges(record, whole);
  for (std::size_t i = 0; i < part.interchanges.size(); ++i) {
    const auto& in = part.interchanges[i];
    if (in.groups.empty()) continue;
    const InterchangeResult& known = whole.interchanges[i];
    for (std::size_t g = 0; g < in.groups.size(); ++g) {
      auto& group = part.interchanges[i].groups[g];
      for (auto& set : group.sets) {
        save_set(record, {whole, known, group,
                          Part{record.attempt, static_cast<std::uint32_t>(i + 1),
                               static_cast<std::uint32_t>(g + 1), set.header.number},
                          known.groups[g].report.rejected_whole(), set});
      }
      group.drop_sets();
    }
  }
}

// All of them before any set of the document is saved, however many parts it comes in: what a TA1 will refuse
// must have left nothing by then, and each is held against those before it in the same file as well.
void Recorder::decide_interchanges(Record& record, const DocumentResult& whole) {
  if (record.refused.size() == whole.interchanges.size()) return;
  record.alike = groups_alike(whole);
  SecondLook look(unit_, maps_, record, now_);
  InterchangeNumbers in_file;
  for (std::size_t i = 0; i < whole.interchanges.size(); ++i) {
    record.refused.push_back(look.refusal(i, whole.interchanges[i], in_file));
    if (!record.refused.back()) in_file.add(i, whole.interchanges[i]);
  }
}

void Recorder::save_set(Record& record, const SetInPlace& at) {
  SecondLook look(unit_, maps_, record, now_);
  SetResult& set = at.set;
  look.take(at);
  const bool noted = set.fate == SetFate::noted;
  const bool stood = noted && look.stands(at);
  if (set.acknowledgment && noted && !stood) {
    set.reasons = reconcile(unit_, at.in, *set.acknowledgment, {at.part, record.received, now_});
  }
  unit_.save(set_row(at));
  for (const auto& finding : set.findings.items()) unit_.save(record.attempt, finding_row(finding));
  const bool not_agreed = set.fate == SetFate::no_agreement && set.outcome == Outcome::rejected;
  record.warnings += set.findings.warnings();
  if (set.fate == SetFate::rejected || not_agreed) ++record.rejected_sets;
  if (kept(set) || noted) ++record.kept_sets;
  std::string why = set.reasons.empty() ? std::string() : in_full(as_one(set.reasons));
  if (stood) why = answer_late(record, at);
  account(record, at.address(), stood ? "already effective" : to_string(set.fate), std::move(why));
  const BusinessId id = kept(set) && set.document ? save_business(record, at) : BusinessId{};
  if (set.fate == SetFate::held) ++record.held;
  open_items(record, at, set.document ? number_of(*set.document) : set.number, id);
}

// The set's document with all that hangs on it.
BusinessId Recorder::save_business(Record& record, const SetInPlace& at) {
  SetResult& set = at.set;
  const bool order = std::holds_alternative<Order>(*set.document);
  const bool judged = order || holds_change(set);  // by rules, and answered
  const bool work = !set.reasons.empty();          // and told as that
  const std::string number = number_of(*set.document);
  std::string file = order && !orders_file_.empty()
                         ? orders_file_
                         : erp_file_name(*at.in.partner, number, record.document, at.part);
  BusinessRecord row = business_row(at, std::move(file));
  keep_reference(set, row.partner);
  const BusinessId id = unit_.save(row);
  if (judged) {
    for (const DecisionRecord& note : decision_rows(set, id, now_)) save_note(record, note, number, work);
  }
  if (judged && set.fate == SetFate::taken) {
    const PromiseEntry entry{*at.in.partner, row.number, row.release, row.usage, record.attempt, now_};
    const BusinessDocument& taken = set.changed ? *set.changed : *set.document;
    order ? promise_order(unit_, maps_, entry, id, std::get<Order>(taken))
          : correct_promises(unit_, maps_, entry);
  }
  expect_what_follows(record, at, id, row);
  if (set.fate == SetFate::taken) {
    if (!has_own_number(row.kind)) record.news.insert(news_of(row.partner, row.number));
    for (const OrderName& name : row.orders) record.news.insert(news_of(row.partner, name.number));
  }
  for (DecisionRecord& note : set.notes) {
    note.business = id;
    note.at = now_;
    save_note(record, note, number, work);
  }
  if (set.fate == SetFate::taken && record.keep_exports) {
    record.exports.push_back(
        {id, row.kind, row.usage, row.file_name, std::move(row.changed.empty() ? row.json : row.changed)});
  }
  if (set.fate == SetFate::taken && judged) ++(order ? record.orders : record.changes);
  row.id = id;
  if (set.fate != SetFate::held && judged) answer_set(record, at, row);
  return id;
}

void Recorder::save_note(Record& record, const DecisionRecord& note, const std::string& number, bool work) {
  unit_.save(note);
  if (!work && note.action == to_string(RuleAction::warn)) record.warned.add(note, number);
}

// Reasons of an acknowledgment are each about a document of their own; of any other set they are one item.
void Recorder::open_items(Record& record, const SetInPlace& at, const std::string& number,
                          BusinessId business) {
  const SetResult& set = at.set;
  if (set.reasons.empty()) return;
  const std::string slug = slug_of(at.in);
  if (set.acknowledgment) {
    for (const Reason& one : set.reasons) open_item(record, at.part, one, slug, number, business);
    return;
  }
  open_item(record, at.part, as_one(set.reasons), slug, number, business);
}

// Of an order: what was agreed. It owes an answer even when it is held; an order that a rule declined is owed
// none but the one that goes out now. One that cancels an order ends what was expected for it. Of a ship
// notice that came: the invoices that count from it.
void Recorder::expect_what_follows(Record& record, const SetInPlace& at, BusinessId id,
                                   const BusinessRecord& row) {
  const SetResult& set = at.set;
  const Partner& partner = *at.in.partner;
  const char usage = at.in.header.usage;
  if (const auto* order = std::get_if<Order>(&*set.document)) {
    const bool answered = set.fate != SetFate::declined || set.response;
    if (intent_of(*order) != Intent::take || !answered) return;
    expect_answers(unit_, {id, record.attempt, *order, partner, usage, record.received},
                   set.agreement->receive->expect, set.agreement->policy.calendar,
                   set.fate != SetFate::taken);
  } else if (const auto* change = std::get_if<OrderChange>(&*set.document)) {
    const bool cancels = set.fate == SetFate::taken && is_cancelled(change->purpose);
    if (cancels)
      expect_nothing(unit_, partner.slug, {change->number, change->release_number}, usage, OwedBy::us,
                     record.attempt, now_);
  } else if (set.fate == SetFate::taken) {
    expect_after_answer(record, at, row);
  }
}

// Of what a supplier says: nothing follows what he refuses until he accepts it after all or does not take our
// cancellation, and what he cancels did not come.
void Recorder::expect_after_answer(Record& record, const SetInPlace& at, const BusinessRecord& row) {
  const BusinessDocument& document = *at.set.document;
  const Partner& partner = *at.in.partner;
  if (const auto* response = std::get_if<OrderResponse>(&document)) {
    const OrderName order{row.number, row.release};
    if (refuses_order(*response)) {
      expect_no_goods(unit_, partner, order, row.usage, OwedBy::partner, {}, record.attempt, now_);
    } else if (!response->answer_to.empty()) {
      expect_by_change(unit_, partner, *response, row.usage, OwedBy::partner, record.attempt, now_);
    } else if (!is_interim(*response)) {
      expect_still(unit_, partner.slug, order, row.usage, OwedBy::partner, record.attempt, now_);
    }
  } else if (is_cancelled(row.purpose)) {
    expect_again(unit_, partner, row.kind, row.orders, row.usage, OwedBy::partner, record.attempt, now_);
  } else if (row.kind == BusinessKind::shipment) {
    expect_invoices(unit_, partner, row.orders, row.usage, OwedBy::partner, record.attempt, record.received);
  }
}

// The version of the reference data is kept with the first decision that was made by it.
void Recorder::keep_reference(const SetResult& set, const std::string& partner) {
  if (set.reference == nullptr || set.reference->hash() == known_reference_) return;
  known_reference_ = set.reference->hash();
  if (!unit_.knows_reference(known_reference_)) unit_.save(reference_row(*set.reference, partner, now_));
}

// `of`, an order or a change, is taken or declined, so it is neither held nor a duplicate. Gives why there is
// no answer where one was to be; else nothing.
std::string Recorder::answer_set(Record& record, const SetInPlace& at, const BusinessRecord& of) {
  auto& response = at.set.response;
  if (!response) return {};
  if (!response->problems.empty()) {
    const Reason reason = reason_unanswered(of, response->agreement->set, response->problems);
    open_item(record, at.part, reason, slug_of(at.in), of.number, of.id);
    unit_.save(said_of_answer(of.id, unanswered_action, reason.sentence, now_));
    return in_full(reason);
  }
  BusinessRecord row = answer_row(*at.in.partner, at.in.header.usage, response->document, of.part);
  const Sent sent = send_or_wait(unit_, answers_,
                                 {.partner = *at.in.partner,
                                  .in = &at.in.header,
                                  .group = &at.group.header,
                                  .row = std::move(row),
                                  .prepared = std::move(*response),
                                  .answers = of.part},
                                 now_);
  if (!sent.goes) ++record.prepared;
  return {};
}

// The set took effect in an earlier attempt, which could not make its answer. Gives what became of that now.
// That it was made is kept, for an interim answer is of no set and leaves no other trace.
std::string Recorder::answer_late(Record& record, const SetInPlace& at) {
  const auto owed = record.prior.unanswered.find(at.address());
  if (owed == record.prior.unanswered.end()) return {};
  const BusinessRecord& of = owed->second;
  auto answer = owed_answer(unit_, {maps_, *at.in.partner, at.in.header, of, record.attempt, now_});
  if (!answer) return {};
  std::string made = fmt::format("its {} could not be made before, and is now", answer->agreement->set);
  at.set.response = std::make_unique<Prepared>(*std::move(answer));
  if (std::string why = answer_set(record, at, of); !why.empty()) return why;
  unit_.save(said_of_answer(of.id, answered_action, made, now_));
  return made;
}

void Recorder::seal(Record& record, DocumentResult& whole) {
  decide_interchanges(record, whole);
  for (const auto& finding : whole.findings.items()) unit_.save(record.attempt, finding_row(finding));
  for (std::size_t i = 0; i < whole.interchanges.size(); ++i) {
    seal_interchange(record, i, whole.interchanges[i]);
  }
  settle_document(record, whole);
  tell_left_out(record);
  unit_.finish_attempt(record.attempt, record.outcome, record.reason, now_);
}

void Recorder::seal_interchange(Record& record, std::size_t index, InterchangeResult& in) {
  const auto number = static_cast<std::uint32_t>(index + 1);
  const Part part{record.attempt, number, 0, 0};
  const auto& refused = record.refused[index];
  if (refused && refused->code == "duplicate") in.verdict = {'R', "025"};
  if (refused && refused->code == "conflict") in.verdict = {'R', "025"};
  if (refused && refused->code == "not-for-us") in.verdict = {'R', "009"};
  for (const auto& finding : in.findings) unit_.save(record.attempt, finding_row(finding));

  InterchangeRecord row = interchange_row(in, part, refused);
  if (refused && refused->code != "duplicate") open_item(record, part, *refused, row.partner, {});
  if (!refused) {
    for (const Reason& reason : reconcile_ta1s(unit_, in, {part, record.received, now_}))
      open_item(record, part, reason, row.partner, {});
  }
  if (record.prior.answered.contains({number, 0, 0})) {
    row.answer = AnswerDecision::answered_before;
  } else if (in.partner != nullptr && answers_.add_ta1(*in.partner, in, part)) {
    row.answer = AnswerDecision::ta1;
  }
  for (std::size_t g = 0; g < in.groups.size(); ++g) {
    Part of_group = part;
    of_group.group = static_cast<std::uint32_t>(g + 1);
    seal_group(record, in, in.groups[g], of_group);
  }
  unit_.save(row);
}

void Recorder::seal_group(Record& record, InterchangeResult& in, const GroupResult& group, const Part& part) {
  GroupRecord row = group_row(group, part);
  for (const auto& finding : group.report.findings()) unit_.save(record.attempt, finding_row(finding));
  const bool effective = !record.refused[part.interchange - 1];
  if (fell(group.report) && effective) {
    open_item(record, part, reason_group_rejected(group.report), slug_of(in), {});
  } else if (const auto lost = reason_between_sets(group.report); lost && effective) {
    open_item(record, part, *lost, slug_of(in), {});
  }
  if (effective && in.partner != nullptr) {
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
    any_good = any_good || (!refused && is_rightly_empty(whole.interchanges[i]));
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
