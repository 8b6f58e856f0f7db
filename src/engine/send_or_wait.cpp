// What waits has no envelope and no number yet; flush.cpp gives it both when its time has come.
//
// An interim 855 is kept and sent as any other, and answers no set: the ledger's row stays open, and the
// answer that follows is the first. Every way out of a response leads through here.
#include "engine/send_or_wait.hpp"

#include "engine/ledger.hpp"
#include "engine/order_story.hpp"
#include "engine/trade_sets.hpp"
#include "transom/json.hpp"
#include "transom/line_status.hpp"

namespace transom {

// Nothing follows an order that we refuse.
static void tell_refusal(Unit& unit, const Outgoing& document, Instant now) {
  const auto* response = std::get_if<OrderResponse>(&document.prepared.document);
  if (response == nullptr || !refuses_order(*response)) return;
  const std::span<const Part> answered{&document.answers, document.answers.attempt ? 1U : 0U};
  expect_no_goods(unit, document.partner, {response->order_number, response->release_number},
                  document.row.usage, OwedBy::us, answered, document.row.part.attempt, now);
}

Sent send_or_wait(Unit& unit, AnswerBatch& batch, Outgoing document, Instant now, bool show) {
  const char usage = document.row.usage;
  document.row.interim = is_interim(document.prepared.document);
  if (document.row.interim) document.answers = {};
  const BusinessId id = unit.save(document.row);
  tell_refusal(unit, document, now);
  const bool waits = document.behind || document.prepared.agreement->send->batch.waits();
  if (waits && !show) {
    unit.wait({.business = id,
               .prepared = now,
               .size = document.prepared.body.text().size(),
               .as = trade_set(document.prepared.document).outbound,
               .answers = document.answers});
    return {id, false};
  }
  batch.add_document(document.partner, document.in, document.group, usage, std::move(document.prepared), id,
                     document.answers);
  return {id, !waits};
}

BusinessRecord answer_row(const Partner& partner, char usage, const BusinessDocument& answer,
                          const Part& answers) {
  return {.part = answers,
          .kind = BusinessKind::order_response,
          .partner = partner.slug,
          .number = number_of(answer),
          .release = release_of(answer),
          .purpose = purpose_of(answer),
          .usage = usage,
          .json = to_json(answer),
          .outgoing = true};
}

}  // namespace transom
