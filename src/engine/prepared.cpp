// An answer is mapped where its order is read, beside the publishing of other groups: all that is left for
// the commit is to put bytes behind each other. Only when the data holds a delimiter is it mapped again, with
// others.
#include "engine/prepared.hpp"

#include "mapping/substitute.hpp"
#include "order/answer_check.hpp"
#include "transom/order.hpp"
#include "transom/outbound.hpp"

namespace transom {

void Prepared::write(SegmentWriter& out) const {
  const bool as_expected = out.delimiters() == body.delimiters() && body.replacements() == 0;
  if (as_expected) {
    out.append(body);
  } else {
    (void)map->run(document, context, out);
  }
}

Prepared prepare(const Agreement& agreement, const OutboundMap& map, BusinessDocument document,
                 const MapContext& context, const Delimiters& delimiters) {
  Prepared made{.agreement = &agreement,
                .map = &map,
                .document = std::move(document),
                .context = context,
                .body = SegmentWriter(delimiters),
                .problems = {}};
  made.problems = map.run(made.document, context, made.body);
  return made;
}

const Agreement* answering(const MapShelf& maps, const Partner& partner, std::string_view set, bool ours) {
  const Agreement* agreement = partner.send(set);
  if (agreement == nullptr || !agreement->send || maps.outbound(*agreement) == nullptr) return nullptr;
  return ours || agreement->send->answer == AnswerMode::as_ordered ? agreement : nullptr;
}

Prepared prepare_answer(const MapShelf& maps, const Agreement& agreement, const Interchange& in,
                        OrderResponse answer, std::vector<std::string> wrong, Instant now) {
  const std::vector<MapProblem> misfits = apply_form(answer, *agreement.send);
  Prepared made = prepare(agreement, *maps.outbound(agreement), std::move(answer),
                          maps.context(*agreement.partner, in.usage, now),
                          reply_delimiters(agreement.policy.delimiters, in.delimiters).own);
  made.problems.insert(made.problems.begin(), misfits.begin(), misfits.end());
  for (auto& problem : wrong)
    made.problems.insert(made.problems.begin(), MapProblem{.field = "lines", .sentence = problem});
  return made;
}

std::optional<Prepared> answer_order(const MapShelf& maps, const AnswerTo& to, Instant now) {
  const Agreement* agreement = answering(maps, to.partner, "855", to.ours);
  if (agreement == nullptr) return std::nullopt;
  OrderResponse answer = respond(to.order, to.decisions, now.date());
  mapping::name_substitutes(answer, to.order, maps.reference(to.partner).get());
  std::vector<std::string> wrong = check_answers(to.order, answer);
  return prepare_answer(maps, *agreement, to.in, std::move(answer), std::move(wrong), now);
}

Prepared refuse_whole(const MapShelf& maps, const Prepared& refusal, const Interchange& in, Instant now) {
  OrderResponse answer = std::get<OrderResponse>(refusal.document);
  answer.kind = "rejected";
  answer.lines.clear();
  return prepare_answer(maps, *refusal.agreement, in, std::move(answer), {}, now);
}

}  // namespace transom
