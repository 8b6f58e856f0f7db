// A partner's guide as he writes it, read and held against the standard: mappings/guides/README.md.
//
// Everything is resolved here: paths to uses, elements to their places. What would widen the standard or
// contradict it fails with file:line:column, so that what follows need not doubt.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "transom/guide.hpp"
#include "transom/guide_overlay.hpp"

namespace transom {

// A step of a path: places of one segment in one loop, and which of the segments there.
struct OverlayStep {
  std::vector<std::uint16_t> uses;  // ascending; nearly always one
  std::uint8_t element = 0;         // the one that tells them apart; 0: all are meant
  std::vector<std::string> values;
};

// What stands under one path, and where that leads.
struct OverlayEntry {
  Narrowing said;
  std::vector<OverlayStep> steps;
  std::uint8_t order_element = 0;  // the element that holds the qualifiers of `said.order`
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
