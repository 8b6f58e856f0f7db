// A business document of the ERP while it is decided whether it goes out; and the checks of its kind.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/answers.hpp"
#include "engine/asked_order.hpp"
#include "engine/numbered.hpp"
#include "engine/order_match.hpp"
#include "engine/order_story.hpp"
#include "engine/result.hpp"
#include "transom/reference.hpp"
#include "transom/unit.hpp"

namespace transom {

struct OutgoingCase {
  Unit& unit;
  const AnswerBatch& batch;  // what goes out in the same commit
  AttemptId attempt;
  Instant now;
  const Partner& partner;
  const Agreement& agreement;  // send
  char usage = 'P';
  const BusinessDocument& given;         // as the ERP wrote it
  BusinessDocument document;             // as it goes out: a check may complete it
  std::vector<OrderStory> stories;       // one for each order that it speaks of
  Numbered under;                        // what went out under its number before
  std::optional<OrderMatch> answers;     // of an order response: the order that it answers
  std::optional<AskedOrder> asked = {};  // that order, as the partner asks for it by now
  ReferencePtr reference = {};           // of the partner's items
  UnitFactors factors = {};              // between their units
};

// What is known of a number that went out before under the same key.
struct SentBefore {
  bool same = false;  // the same content
  OutgoingMatch match;
  OutgoingMatch last;  // that went, of any content
};
[[nodiscard]] std::optional<SentBefore> sent_before(Unit& unit, const BusinessDocument& document,
                                                    const Policy& policy, char usage, AttemptId own,
                                                    Instant now);

// The very same went out before.
[[nodiscard]] bool said_before(const OutgoingCase& one);

struct Checked {
  bool duplicate = false;        // it went out before as it is: nothing is to be done
  std::optional<Reason> reason;  // why it must not go
  [[nodiscard]] bool good() const { return !duplicate && !reason; }
};
// The set at `part` has an answer of that kind to what the response in hand answers: one that went out, or
// waits, or goes in the same commit. One that the partner refused is none.
[[nodiscard]] bool answered(const OutgoingCase& one, OutboundKind kind, const Part& part);
// A document that stops here, for the clerks of the orders.
[[nodiscard]] Checked not_sendable(std::string code, std::string sentence, std::string next);

// The response in hand in full and in the partner's terms, as an answer to these lines. To an interim one
// nothing is added, for it decides nothing: lines it may leave out, and where it has some they are those.
// What is wrong then, one sentence each.
[[nodiscard]] std::vector<std::string> complete_answer(OutgoingCase& one, const Order& asked,
                                                       std::span<const LineDecision> decisions);

// The checks of one kind, the store's word included. What they find out (the order that is answered, lines
// that we decided) they put into the case.
[[nodiscard]] Checked check_outgoing(OutgoingCase& one);
// Of an answer to an order; of a change of an order that we sent; of our answer to a change that came, or a
// change that we propose.
[[nodiscard]] Checked check_order_response(OutgoingCase& one);
[[nodiscard]] Checked check_outgoing_change(OutgoingCase& one);
[[nodiscard]] Checked check_change_response(OutgoingCase& one);

}  // namespace transom
