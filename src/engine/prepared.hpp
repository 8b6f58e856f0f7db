// A business document to send: mapped already, waiting for its envelope and its numbers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/map_shelf.hpp"
#include "engine/respond.hpp"
#include "transom/document.hpp"
#include "transom/envelope.hpp"
#include "transom/mapping.hpp"
#include "transom/writer.hpp"

namespace transom {

struct Prepared {
  const Agreement* agreement = nullptr;  // send
  const OutboundMap* map = nullptr;
  BusinessDocument document;
  MapContext context;
  SegmentWriter body;                // the set between ST and SE, with the delimiters that were expected
  std::vector<MapProblem> problems;  // why it cannot be sent; empty is good

  // The body with the delimiters of `out`: mapped anew only if those are others than expected.
  void write(SegmentWriter& out) const;
};

// `delimiters`: those that its interchange will most likely have.
[[nodiscard]] Prepared prepare(const Agreement& agreement, const OutboundMap& map, BusinessDocument document,
                               const MapContext& context, const Delimiters& delimiters);

// The agreement by which we answer this partner with the set, where there is one for us to make and a map can
// make it; nullptr: nobody makes one here. `ours`: it is ours to say, also where the ERP answers.
[[nodiscard]] const Agreement* answering(const MapShelf& maps, const Partner& partner, std::string_view set,
                                         bool ours);
// The answer in the partner's terms, mapped. `wrong` is what is wrong with it already, a sentence each.
[[nodiscard]] Prepared prepare_answer(const MapShelf& maps, const Agreement& agreement, const Interchange& in,
                                      OrderResponse answer, std::vector<std::string> wrong, Instant now);

// What the answer to an order depends on.
struct AnswerTo {
  const Partner& partner;
  const Interchange& in;  // that the order came in
  const Order& order;
  std::span<const LineDecision> decisions;  // a line each; empty: all as ordered
  bool ours = false;                        // it is ours to say, also where the ERP answers what it gets
};
// The response to an order, where the agreement with its partner has one for us to make and a map can make
// it; nullopt for others. It is checked: every line once, quantities that add up, codes that the partner
// takes.
[[nodiscard]] std::optional<Prepared> answer_order(const MapShelf& maps, const AnswerTo& to, Instant now);
// A refusal once more, of the order (or its change) as a whole: no lines, RJ where the partner takes it. For
// what cannot be said line by line.
[[nodiscard]] Prepared refuse_whole(const MapShelf& maps, const Prepared& refusal, const Interchange& in,
                                    Instant now);

}  // namespace transom
