// Step 11. Numbers are taken here and nowhere else, so that a number and the bytes that bear it are one
// commit.
#include "engine/publish.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/ledger.hpp"
#include "engine/trade_sets.hpp"
#include "partner/read.hpp"
#include "store/names.hpp"

namespace transom {
namespace {

CounterRange counter_range(const std::string& counter, const NumberRange& range) {
  return {.scope = counter, .first = range.first, .last = range.last, .rollover = true};
}

// The document whose attempt a part belongs to; what the ERP leaves answers a part of another document or of
// none, then it is the one in hand.
const Record& record_of(const std::vector<Part>& parts, std::span<const Record> records) {
  const auto found = std::find_if(records.begin(), records.end(), [&](const Record& record) {
    return !parts.empty() && record.attempt == parts.front().attempt;
  });
  return found == records.end() ? records.front() : *found;
}

void hold_faulty(Unit& unit, const Answer& answer, std::span<const Record> records, Instant now) {
  for (std::size_t i = 0; i < answer.carries.size(); ++i) {
    const bool each = answer.answers.size() == answer.carries.size();
    unit.wait({.business = answer.carries[i],
               .prepared = now,
               .size = answer.text.size() / answer.carries.size(),
               .held = true,
               .as = answer.kind,
               .answers = each ? answer.answers[i] : Part{}});
  }
  unit.record_gap(answer.counter, {answer.control_number, 0}, "our own validator refused what was made", now);
  unit.open(
      {.document = record_of(answer.answers, records).document,
       .part = {},  // the attempts are finished by now
       .reason = "answer-faulty",
       .sentence = fmt::format("the {} to {} with number {} was not sent: {}", name(answer.kind),
                               answer.partner->slug, answer.control_number, describe(answer.faults.front())),
       .owner = "mapping",
       .next_step = answer.carries.empty() ? "mend the partner's outward map, then replay"
                                           : "mend the partner's outward map, then `transom send --flush`",
       .partner = answer.partner->slug,
       .opened = now});
}

// It is made once more while it is stored, so the store must get what our own reader saw.
OutboundId queue_long(Unit& unit, const OutboundRecord& row, const Answer& answer) {
  std::string hash;
  const OutboundId id = unit.queue(row, hashed(answer.give, hash));
  bug_check(hash == answer.hash, "an answer was stored otherwise than it was checked");
  return id;
}

// Takes what the answer holds. `seq`: for its file's name.
OutboundRecord outbound_row(Answer& answer, std::uint64_t seq, Instant now, const Queueing& how) {
  std::erase_if(answer.answers, [](const Part& part) { return !part.attempt; });
  return {.attempt = how.staged,
          .kind = answer.kind,
          .partner = answer.partner->slug,
          .folder = drop_folder(*answer.partner),
          .file_name = file_name(answer, now, seq),
          .scope = answer.counter,
          .control_number = fmt::format("{:09}", answer.control_number),
          .group_number = answer.group_number,
          .usage = answer.usage,
          .bytes = std::move(answer.text),
          .queued = now,
          .answers = std::move(answer.answers),
          .carries = std::move(answer.carries),
          .reissue_of = how.reissue_of};
}

// What is expected of the partner once it is sent: an acknowledgment of its groups, a TA1, as was agreed.
void set_terms(OutboundRecord& row, const Partner& partner) {
  const TradeSet* set = trade_set(row.kind);
  const Agreement* agreement = set != nullptr ? partner.send(set->set) : nullptr;
  if (agreement == nullptr || !agreement->send) return;
  if (agreement->send->within > 0) {
    row.answer_due = Instant{row.queued.ms + agreement->send->within * 1000};
    row.answer_terms = fmt::format("{} from sending", show_seconds(agreement->send->within));
  }
  if (agreement->send->request_ta1 > 0) {
    row.ta1_due = Instant{row.queued.ms + agreement->send->request_ta1 * 1000};
    row.ta1_terms = fmt::format("{} from sending", show_seconds(agreement->send->request_ta1));
  }
}

// The partner agreed to it (`on-conflict: replace`), and what he reads is not what was meant: it is told with
// the documents and in the document's history.
Warned tell_replaced(Unit& unit, std::uint32_t replacements, const OutboundRecord& row,
                     std::span<const Record> records, Instant now) {
  Warned warned{.document = record_of(row.answers, records).document};
  if (replacements == 0) return warned;
  const std::string sentence = fmt::format(
      "{} separator{} in the data of our {} {} became {}, as `delimiters: on-conflict: replace` wants it",
      replacements, replacements == 1 ? "" : "s", name(row.kind), row.control_number,
      replacements == 1 ? "a blank" : "blanks");
  DecisionRecord note{.at = now,
                      .who = "engine",
                      .action = "warn",
                      .rule = std::string(replaced_rule),
                      .owner = "mapping",
                      .sentence = sentence,
                      .next = "take other separators, `on-conflict: pick`, or mend the data"};
  for (const BusinessId business : row.carries) {
    note.business = business;
    unit.save(note);
  }
  unit.note(warned.document, "engine", "separators replaced", sentence, now);
  warned.add(note, row.file_name);
  return warned;
}

}  // namespace

std::string drop_folder(const Partner& partner) {
  return partner.slug;
}

std::vector<Queued> queue_answers(Unit& unit, AnswerBatch& batch, std::span<const Record> records,
                                  Instant now, std::size_t* work_items, const Queueing& how) {
  static const CounterRange files{.scope = "files"};
  std::vector<Queued> queued;
  const auto take = [&unit](const std::string& counter, const NumberRange& range) {
    return unit.take_control_number(counter_range(counter, range)).number;
  };
  for (auto& answer : batch.finish(take, how.most)) {
    if (!answer.faults.empty()) {
      if (!how.reissue_of) hold_faulty(unit, answer, records, now);
      ++*work_items;
      continue;
    }
    const auto seq = unit.take_control_number(files).number;
    OutboundRecord row = outbound_row(answer, seq, now, how);
    set_terms(row, *answer.partner);
    const OutboundId id = answer.give ? queue_long(unit, row, answer) : unit.queue(row);
    expect_after(unit, *answer.partner, id, row);
    Warned warned = tell_replaced(unit, answer.replacements, row, records, now);
    queued.push_back({id, row.carries.size(), answer.usage, std::move(row.folder), std::move(row.file_name),
                      std::move(row.bytes), std::move(warned)});
  }
  return queued;
}

}  // namespace transom
