#include "engine/answer_held.hpp"

#include <fmt/format.h>

#include "engine/order_in_hand.hpp"
#include "engine/send_or_wait.hpp"

namespace transom {

std::vector<Queued> answer_held(Unit& unit, AnswerBatch& batch, const HeldAnswer& answer, Prepared response) {
  const BusinessRecord& order = answer.held.order;
  const std::string set = response.agreement->set;
  if (!response.problems.empty()) {
    throw Failure(FailureKind::usage, order_name(order),
                  fmt::format("its {} cannot be made: {}", set, response.problems.front().sentence),
                  response.problems.front().next);
  }
  const BusinessRecord row = answer_row(answer.partner, order.usage, response.document, order.part);
  (void)send_or_wait(unit, batch,
                     {.partner = answer.partner,
                      .in = &answer.from.interchange,
                      .group = &answer.from.group,
                      .row = row,
                      .prepared = std::move(response),
                      .answers = order.part},
                     answer.now);
  std::size_t faulty = 0;
  const Record record{.document = answer.held.document};
  auto queued = queue_answers(unit, batch, {&record, 1}, answer.now, &faulty);
  if (faulty > 0) {
    throw Failure(FailureKind::configuration, answer.partner.file,
                  fmt::format("our own validator refuses the {} that the map makes of the answer", set),
                  "mend the partner's outward map; `transom make` shows what it writes");
  }
  return queued;
}

}  // namespace transom
