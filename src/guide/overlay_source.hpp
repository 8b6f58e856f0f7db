// A partner's guide as he writes it, read and held against the standard: mappings/guides/README.md.
//
// Everything is resolved here: paths to uses, elements to their places. What would widen the standard or
// contradict it fails with file:line:column, so that what follows need not doubt.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "transom/guide.hpp"
#include "transom/guide_overlay.hpp"

namespace transom {

// What a finding says of the line it comes from.
struct OverlayClause {
  std::string source;                // "acme-stores/guide-850.yaml:14: the department"
  std::optional<Severity> severity;  // where the line has one of its own
};

// What a line says of one element or component.
struct ElementClause {
  std::uint8_t element = 0, component = 0;  // component 0: the element itself
  bool mandatory = false, not_used = false;
  std::uint16_t min = 0, max = 0;  // 0: as in the standard
  std::uint16_t repeat = 0;        // 0: as in the standard
  std::vector<std::string> codes;  // none: as in the standard
  std::uint16_t clause = 0;        // index for OverlaySource::clauses
};

// A step of a path: places of one segment in one loop, and which of the segments there.
struct OverlayStep {
  std::vector<std::uint16_t> uses;  // ascending; nearly always one
  std::uint8_t element = 0;         // the one that tells them apart; 0: all are meant
  std::vector<std::string> values;
};

// What stands under one path.
struct OverlayEntry {
  std::string name;  // its last step, "N1[ST]"
  std::vector<OverlayStep> steps;
  bool required = false, not_used = false;
  std::uint32_t max = 0;           // 0: as in the standard
  std::vector<std::string> order;  // of qualifiers
  std::uint8_t order_element = 0;  // the element that holds them
  std::vector<ElementClause> elements;
  std::uint16_t clause = 0;
};

struct OverlaySource {
  std::string name;
  std::vector<OverlayClause> clauses;
  std::vector<OverlayEntry> entries;
  std::vector<OverlayLine> lines;
};

// Fails: configuration.
[[nodiscard]] OverlaySource read_overlay(const Guide& standard, const std::string& file);

}  // namespace transom
