// Overlays: what a partner's guide asks beyond the standard, compiled into the tables of the standard guide.
//
// An overlay only narrows: must use, not used, fewer codes, lengths, repeats; by qualifier where the standard
// has one place for many (REF[DP], N1[ST]). The narrowed guide has the loops and uses of the standard, in the
// same numbers, so that maps know no difference. mappings/guides/README.md has the language.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "transom/finding.hpp"
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

// Who says what a finding or a page repeats.
struct OverlayClause {
  std::string place;                 // "acme-stores/guide-850.yaml:14"
  std::string comment;               // its author's, "the department that buys"; may be empty
  std::string source;                // both, as a finding tells them
  std::optional<Severity> severity;  // where the line has one of its own
};

// What a line says of one element or component.
struct ElementClause {
  std::uint8_t element = 0, component = 0;  // component 0: the element itself
  bool mandatory = false, not_used = false;
  std::uint16_t min = 0, max = 0;  // characters; 0: as in the standard
  std::uint16_t repeat = 0;        // 0: as in the standard
  std::vector<std::string> codes;  // none: as in the standard
  std::uint16_t clause = 0;        // index for overlay_clauses()
};

// What the partner says of what stands at one path: only what differs from the standard.
struct Narrowing {
  std::string path;       // as written, "N1[ST]/N4"
  std::string name;       // its last step
  std::uint16_t use = 0;  // index for Guide::uses(): the first place that is meant
  bool required = false, not_used = false;
  std::uint32_t max = 0;           // 0: as in the standard
  std::vector<std::string> order;  // of qualifiers
  std::vector<ElementClause> elements;
  std::uint16_t clause = 0;  // index for overlay_clauses()
};

// What the partner calls his guide; empty for a standard guide, as the lists are.
[[nodiscard]] std::string_view overlay_name(const Guide& guide);
[[nodiscard]] std::span<const OverlayLine> overlay_lines(const Guide& guide);  // in the order written
[[nodiscard]] std::span<const Narrowing> narrowings(const Guide& guide);       // likewise
[[nodiscard]] std::span<const OverlayClause> overlay_clauses(const Guide& guide);

}  // namespace transom
