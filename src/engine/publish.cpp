// Step 11. Numbers are taken here and nowhere else, so that a number and the bytes that bear it are one
// commit.
#include "engine/publish.hpp"

#include <fmt/format.h>

namespace transom {
namespace {

CounterRange counter_range(const std::string& counter, const NumberRange& range) {
  return {.scope = counter, .first = range.first, .last = range.last, .rollover = true};
}

void hold_faulty(Unit& unit, const Answer& answer, Instant now) {
  unit.record_gap(answer.counter, {answer.control_number, 0}, "our own validator refused what was made", now);
  const Part part = answer.answers.empty() ? Part{} : answer.answers.front();
  unit.open({.document = {},
             .part = part,
             .reason = "answer-faulty",
             .sentence = fmt::format("the answer to {} with number {} was not sent: {}", answer.partner->slug,
                                     answer.control_number, describe(answer.faults.front())),
             .owner = "mapping",
             .next_step = "mend the partner's outward map, then replay",
             .partner = answer.partner->slug,
             .opened = now});
}

}  // namespace

std::string drop_folder(const Partner& partner) {
  return partner.slug;
}

std::vector<Queued> queue_answers(Unit& unit, AnswerBatch& batch, Instant now, std::size_t* work_items,
                                  AttemptId staged) {
  static const CounterRange files{.scope = "files"};
  std::vector<Queued> queued;
  const auto take = [&unit](const std::string& counter, const NumberRange& range) {
    return unit.take_control_number(counter_range(counter, range)).number;
  };
  for (auto& answer : batch.finish(take)) {
    if (!answer.faults.empty()) {
      hold_faulty(unit, answer, now);
      ++*work_items;
      continue;
    }
    OutboundRecord row{.attempt = staged,
                       .kind = answer.kind,
                       .partner = answer.partner->slug,
                       .folder = drop_folder(*answer.partner),
                       .file_name = file_name(answer, now, unit.take_control_number(files).number),
                       .scope = answer.counter,
                       .control_number = fmt::format("{:09}", answer.control_number),
                       .group_number = answer.group_number,
                       .usage = answer.usage,
                       .bytes = answer.text,
                       .queued = now,
                       .answers = std::move(answer.answers)};
    const bool awaits_ack = answer.kind == OutboundKind::response_855;
    const auto* agreement = awaits_ack ? answer.partner->send("855") : nullptr;
    if (agreement != nullptr && agreement->send && agreement->send->within > 0) {
      row.answer_due = Instant{now.ms + agreement->send->within * 1000};
    }
    const OutboundId id = unit.queue(row);
    queued.push_back({id, awaits_ack, answer.usage, std::move(row.folder), std::move(row.file_name),
                      std::move(answer.text)});
  }
  return queued;
}

}  // namespace transom
