// A word on a change is either about all of it (BCA02) or line by line, and a line that is refused stays in
// the order as it was. Refused: a verdict in the row of the change. It would have to be taken back when the
// answer is replayed, and an answer that is staged in parts would be true before its commit.
#include "engine/change_answers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/earlier_answers.hpp"
#include "engine/order_match.hpp"
#include "engine/order_story.hpp"
#include "engine/read_stored.hpp"
#include "engine/sent_interchange.hpp"
#include "engine/standing_order.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"
#include "transom/change_order.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

using Taken = ChangeAnswer::Taken;

bool is_change(const BusinessRecord& row, bool ours) {
  return row.kind == BusinessKind::order_change && row.outgoing == ours;
}

// "Deleted" is what a partner may say of a line that we asked to delete.
bool is_deleted_as_asked(const ResponseLine& line, const LineStatus* status) {
  const ChangeCode* change = change_code(line.change);
  const bool less = change != nullptr && (change->act == ChangeAct::remove || change->direction < 0);
  return less && status != nullptr && status->code == "ID";
}

// Nothing of the line is done.
bool refuses(const ResponseLine& line) {
  return !line.answers.empty() &&
         std::all_of(line.answers.begin(), line.answers.end(), [&](const LineAnswer& answer) {
           const LineStatus* status = status_of_word(answer.status);
           return status != nullptr && status->fate == Fate::rejected && !is_deleted_as_asked(line, status);
         });
}

bool plainly_accepted(const ResponseLine& line) {
  return std::all_of(line.answers.begin(), line.answers.end(), [&](const LineAnswer& answer) {
    const LineStatus* status = status_of_word(answer.status);
    return is_deleted_as_asked(line, status) || (status != nullptr && status->fate == Fate::accepted);
  });
}

std::string change_name(const OrderChange& change) {
  return change.sequence.empty() ? "our change" : "our change " + visible(change.sequence, 20);
}

// Changes that were sent behind that one, and stand.
std::vector<std::string> built_on(std::span<const BusinessRecord> story, const BusinessRecord& change) {
  const auto answers = answers_to_changes(story);
  std::vector<std::string> out;
  for (const BusinessRecord& row : story) {
    const auto answer = answers.find(row.id);
    const bool refused = answer != answers.end() && answer->second.taken == Taken::not_at_all;
    const bool stands = is_change(row, true) && is_taken(row.verdict) && !refused;
    if (!stands || row.id <= change.id || row.release != change.release) continue;
    out.push_back(change_name(read_stored<OrderChange>(row, row.json)));
  }
  return out;
}

Reason refused_change(const Partner& partner, const BusinessRecord& row, const ChangeAnswer& answer,
                      const std::vector<std::string>& later) {
  const std::string change = change_name(read_stored<OrderChange>(row, row.json));
  const std::string order = visible(row.number, 40);
  Reason reason{
      .code = "change-refused",
      .sentence = {},
      .next = fmt::format("look at `transom chain {}`, then leave what still has to be changed as a "
                          "new change, or agree with the partner",
                          order),
      .owner = "orders",
      .number = row.number,
      .document = document_of(row)};
  if (answer.taken == Taken::not_at_all) {
    reason.sentence = fmt::format("{} does not take {} of order {}: the order stands as it was before{}",
                                  partner.slug, change, order,
                                  is_cancelled(row.purpose) ? ", and what it is owed is expected again" : "");
  } else {
    reason.sentence = fmt::format(
        "{} takes {} of order {}, but not line {}: there the order stands as it was before", partner.slug,
        change, order, visible(fmt::format("{}", fmt::join(answer.refused, ", ")), 60));
  }
  if (!later.empty())
    reason.sentence += fmt::format("; built on it, and sent since: {}", fmt::join(later, ", "));
  return reason;
}

// Lines that we asked to delete, and those that the answer refuses, are told by themselves or not at all.
void tell_taken_otherwise(const OrderChange& change, OrderResponse response, SetResult& set) {
  Order asked = change.result;
  const std::vector<TakenLine> taken = lines_taken(change, response);
  std::erase_if(asked.lines, [&](const OrderLine& line) {
    return std::none_of(taken.begin(), taken.end(),
                        [&](const TakenLine& one) { return one.number == line.number; });
  });
  std::erase_if(response.lines, [&](ResponseLine& line) {
    const OrderLine* of = line_answered(asked, line);
    if (of != nullptr) line.number = of->number;
    return of == nullptr;
  });
  tell_answer_changes(asked, response, set.agreement->policy.trade.match, set);
}

Disagreement never_sent(const OrderResponse& response) {
  const std::string& sequence = response.change_sequence;
  return {.check = TradeCheck::order,
          .place = "change_sequence",
          .sentence = fmt::format("it answers {} of order {}, and we sent none",
                                  sequence.empty() ? "a change" : "change " + visible(sequence, 20),
                                  visible(response.order_number, 40)),
          .next =
              "ask the partner what it answers; `match:` in partner.yaml lets it pass, and so does a "
              "replay with --override and --reason"};
}

}  // namespace

bool answers_change(const OrderResponse& response) {
  return response.answer_to == "order_change" &&
         (response.purpose.empty() || response.purpose == "original" || response.purpose == "response");
}

std::optional<ChangeAnswer> said_of_change(const OrderResponse& response) {
  if (is_interim(response)) return std::nullopt;
  ChangeAnswer out;
  for (const ResponseLine& line : response.lines) {
    if (refuses(line)) {
      out.refused.push_back(line.number.empty() ? line.assigned_id : line.number);
    } else if (!plainly_accepted(line)) {
      out.as_asked = false;
    }
  }
  const ResponseKind* kind = kind_of_word(response.kind);
  const bool rejects = kind != nullptr && (kind->code == "RD" || kind->code == "RJ" || kind->code == "RF");
  if (out.refused.size() == response.lines.size() && (rejects || !response.lines.empty())) {
    out.taken = Taken::not_at_all;
  } else if (rejects && kind->code == "RF") {
    out.taken = Taken::not_at_all;  // the lines are only those that need a word
  } else if (!out.refused.empty()) {
    out.taken = Taken::in_part;
  }
  return out;
}

// A change of ours that he refused the partner does not have; one of his that we declined is there all the
// same.
const BusinessRecord* change_answered(std::span<const BusinessRecord> story, const OrderResponse& response,
                                      bool ours, BusinessId before) {
  const auto found = std::find_if(story.rbegin(), story.rend(), [&](const BusinessRecord& row) {
    const bool there = is_change(row, ours) &&
                       (ours ? is_taken(row.verdict)
                             : row.verdict != Verdict::duplicate && row.verdict != Verdict::replaced);
    const bool sent_before = !before || row.id < before;
    const bool meant = response.release_number.empty() || row.release.empty() ||
                       same_release(row.release, response.release_number);
    if (!there || !sent_before || !meant) return false;
    return response.change_sequence.empty() ||
           same_number(read_stored<OrderChange>(row, row.json).sequence, response.change_sequence);
  });
  return found == story.rend() || !is_taken(found->verdict) ? nullptr : &*found;
}

std::map<BusinessId, ChangeAnswer> answers_to_changes(std::span<const BusinessRecord> story) {
  std::map<BusinessId, ChangeAnswer> out;
  if (std::none_of(story.begin(), story.end(),
                   [](const BusinessRecord& row) { return row.kind == BusinessKind::order_change; }))
    return out;
  for (const BusinessRecord& row : story) {
    const bool of_us = row.outgoing && row.part.interchange > 0;  // not of the ERP
    if (row.kind != BusinessKind::order_response || of_us || !is_taken(row.verdict)) continue;
    const auto response = stored_as<OrderResponse>(row.json);
    if (!response || !answers_change(*response)) continue;
    auto said = said_of_change(*response);
    const BusinessRecord* change = said ? change_answered(story, *response, !row.outgoing, row.id) : nullptr;
    if (change == nullptr) continue;
    said->response = row.id;
    said->document = document_of(row);
    out[change->id] = std::move(*said);
  }
  return out;
}

void match_change_answer(Lookups& lookups, const Partner& partner, char usage, AttemptId own, bool insist,
                         SetResult& set) {
  const auto& response = std::get<OrderResponse>(*set.document);
  const auto story = story_of_order(lookups, partner.slug, response.order_number, usage, own);
  const BusinessRecord* change = change_answered(story, response, true);
  if (change == nullptr) {
    if (insist) return;
    set.reasons = holding({never_sent(response)}, set.agreement->policy.trade.match,
                          DocumentKind::order_response, set.notes);
    if (!set.reasons.empty()) set.fate = SetFate::held;
    return;
  }
  const auto answer = said_of_change(response);
  if (!answer) return;
  if (answer->taken != Taken::whole)
    set.reasons.push_back(refused_change(partner, *change, *answer, built_on(story, *change)));
  tell_taken_otherwise(read_stored<OrderChange>(*change, as_it_counts(*change)), response, set);
}

}  // namespace transom
