// Overlays: what a partner's guide asks beyond the standard, compiled into the tables of the standard guide.
//
// An overlay only narrows: must use, not used, fewer codes, lengths, repeats; by qualifier where the standard
// has one place for many (REF[DP], N1[ST]). The narrowed guide has the loops and uses of the standard, in the
// same numbers, so that maps know no difference. mappings/guides/README.md has the language.
#pragma once

#include <span>
#include <string>

#include "transom/guide.hpp"

namespace transom {

// The standard guide with the file's lines over it. Fails: configuration, with file:line:column, where a line
// would widen the standard, contradicts it, or names what is not there.
[[nodiscard]] GuidePtr narrow(const GuidePtr& standard, const std::string& file);

// One line of an overlay, for people.
struct OverlayLine {
  std::string path;   // "N1[ST]/N4", "BEG/BEG03"
  std::string text;   // as written, with its comment
  std::string place;  // file:line:column
};
// What the partner calls his guide; empty for a standard guide.
[[nodiscard]] std::string_view overlay_name(const Guide& guide);
// In the order written; empty for a standard guide.
[[nodiscard]] std::span<const OverlayLine> overlay_lines(const Guide& guide);

}  // namespace transom
