// A business document that may go: kept, then sent with this commit, or left to wait for its batch.
#pragma once

#include "engine/answers.hpp"
#include "transom/unit.hpp"

namespace transom {

struct Outgoing {
  const Partner& partner;
  const Interchange* in = nullptr;  // that it answers, where it is known; see AnswerBatch::add_document
  const Group* group = nullptr;
  BusinessRecord row;   // as it is kept
  Prepared prepared;    // without problems
  bool behind = false;  // it stays behind something that waits
  Part answers;  // of an order response: the order's set; an interim one answers none, whatever it says
};
struct Sent {
  BusinessId business;
  bool goes = false;  // with the batch; else it waits, as its agreement wants it
};
// `show`: it is put into the batch in either case, for a unit that will be rolled back.
Sent send_or_wait(Unit& unit, AnswerBatch& batch, Outgoing document, Instant now, bool show = false);

// The row of an answer that we made to a set.
[[nodiscard]] BusinessRecord answer_row(const Partner& partner, char usage, const BusinessDocument& answer,
                                        const Part& answers);

}  // namespace transom
