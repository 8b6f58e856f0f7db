// A guide as `transom guide` shows it: a page for people, or one JSON object for programs.
#pragma once

#include <string>

#include "transom/guide.hpp"

namespace transom {

struct GuideView {
  const Guide* guide = nullptr;
  SegmentId only = 0;   // show this segment alone, with every code; 0: the whole set, long lists folded
  std::string partner;  // his folder name, when it is shown what was agreed with him; else empty
  std::string agreed;   // "received in 004010, answered within ...": which of his agreements
};

// The structure with loops indented, then the elements of each segment.
[[nodiscard]] std::string guide_page(const GuideView& view);
[[nodiscard]] std::string guide_json(const GuideView& view);

// A syntax note in words: "if 03 then 04". Shared by both.
[[nodiscard]] std::string note_words(const SyntaxNote& note);
// As the standard writes it: "C0304".
[[nodiscard]] std::string note_text(const SyntaxNote& note);
// The segments that the guide uses, each once, in the order in which they come.
[[nodiscard]] std::vector<SegmentId> segments_of(const GuideView& view);
// The codes of an element, in the order of its list; none for external lists.
[[nodiscard]] std::vector<std::string_view> codes_of(const Guide& guide, const ElementDef& element);

}  // namespace transom
