// What a partner's guide asks beyond the standard, in words for the page of a guide.
#pragma once

#include <string>

#include "transom/guide_overlay.hpp"

namespace transom {

// Of a segment or loop: "must come, once; not used; in the order BY ST VN (the comment)"; empty where the
// line speaks of elements alone.
[[nodiscard]] std::string asks_words(const Guide& guide, const Narrowing& narrowing);
// Of an element: "must be there, 3 characters, codes: DP department, IA internal vendor number".
[[nodiscard]] std::string asks_words(const Guide& guide, const Narrowing& narrowing,
                                     const ElementClause& clause);
// "REF02", "REF04-1".
[[nodiscard]] std::string element_name(const Guide& guide, const Narrowing& narrowing,
                                       const ElementClause& clause);

}  // namespace transom
