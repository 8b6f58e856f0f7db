// A response is mapped where its order is read, beside the publishing of other groups: all that is left for
// the commit is to put bytes behind each other. Only when the data holds a delimiter is it mapped again, with
// others.
#include "engine/response.hpp"

#include "transom/order.hpp"
#include "transom/outbound.hpp"

namespace transom {

void Response::write(SegmentWriter& out) const {
  const bool as_expected = out.delimiters() == body.delimiters() && body.replacements() == 0;
  if (as_expected) {
    out.append(body);
  } else {
    (void)map->run(document, context, out);
  }
}

Response make_response(const Agreement& agreement, const OutboundMap& map, BusinessDocument document,
                       const MapContext& context, const Delimiters& delimiters) {
  Response response{.agreement = &agreement,
                    .map = &map,
                    .document = std::move(document),
                    .context = context,
                    .body = SegmentWriter(delimiters),
                    .problems = {}};
  response.problems = map.run(response.document, context, response.body);
  return response;
}

std::optional<Response> as_ordered(const MapShelf& maps, const Partner& partner, const Interchange& in,
                                   const Order& order, Instant now) {
  const Agreement* agreement = partner.send("855");
  if (agreement == nullptr || !agreement->send) return std::nullopt;
  const OutboundMap* map = maps.outbound(*agreement);
  if (agreement->send->answer != AnswerMode::as_ordered || map == nullptr) return std::nullopt;
  return make_response(*agreement, *map, respond_as_ordered(order, now.date()),
                       maps.context(partner, in.usage, now),
                       reply_delimiters(partner.policy.delimiters, in.delimiters).own);
}

}  // namespace transom
