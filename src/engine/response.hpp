// An order response to send: mapped already, waiting for its envelope and its numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/map_shelf.hpp"
#include "transom/document.hpp"
#include "transom/envelope.hpp"
#include "transom/mapping.hpp"
#include "transom/writer.hpp"

namespace transom {

struct Response {
  const Agreement* agreement = nullptr;  // send
  const OutboundMap* map = nullptr;
  BusinessDocument document;  // an order response
  MapContext context;
  SegmentWriter body;                // the set between ST and SE, with the delimiters that were expected
  std::vector<MapProblem> problems;  // why it cannot be sent; empty is good

  // The body with the delimiters of `out`: mapped anew only if those are others than expected.
  void write(SegmentWriter& out) const;
};

// `delimiters`: those that its interchange will most likely have.
[[nodiscard]] Response make_response(const Agreement& agreement, const OutboundMap& map,
                                     BusinessDocument document, const MapContext& context,
                                     const Delimiters& delimiters);

// The response that accepts an order as ordered, where the agreement with this partner says so and a map can
// make it; nullopt for other agreements. `in` is the interchange that the order came in.
[[nodiscard]] std::optional<Response> as_ordered(const MapShelf& maps, const Partner& partner,
                                                 const Interchange& in, const Order& order, Instant now);

}  // namespace transom
