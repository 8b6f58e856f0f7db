// An answer is mapped where its order is read, beside the publishing of other groups: all that is left for
// the commit is to put bytes behind each other. Only when the data holds a delimiter is it mapped again, with
// others.
#include "engine/prepared.hpp"

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

std::optional<Prepared> answer_order(const MapShelf& maps, const AnswerTo& to, Instant now) {
  const Agreement* agreement = to.partner.send("855");
  if (agreement == nullptr || !agreement->send) return std::nullopt;
  const OutboundMap* map = maps.outbound(*agreement);
  const bool wanted = to.ours || agreement->send->answer == AnswerMode::as_ordered;
  if (!wanted || map == nullptr) return std::nullopt;
  OrderResponse answer = respond(to.order, to.decisions, now.date());
  std::vector<std::string> wrong = check_answers(to.order, answer);
  for (auto& problem : apply_form(answer, *agreement->send)) wrong.push_back(std::move(problem));
  Prepared made = prepare(*agreement, *map, std::move(answer), maps.context(to.partner, to.in.usage, now),
                          reply_delimiters(agreement->policy.delimiters, to.in.delimiters).own);
  for (auto& problem : wrong)
    made.problems.insert(made.problems.begin(), MapProblem{.field = "lines", .sentence = problem});
  return made;
}

}  // namespace transom
