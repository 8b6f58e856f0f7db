// In which order documents that come together are judged, whatever the times and names of their files.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include "transom/document.hpp"

namespace transom {

// Orders, then changes, then what answers either, goods, invoices: each is held against those before. Of one
// kind what stands by itself goes before what replaces it and before what cancels it, a debit before a
// credit, and changes go as their sender counts them. Acknowledgments, which answer none of these, come
// first.
struct TradeTurn {
  std::uint8_t set = 0;        // turn_of() its set
  std::uint8_t purpose = 0;    // 0: by itself; 1: replaces, corrects, credits; 2: cancels
  std::uint32_t sequence = 0;  // of a change
  friend std::strong_ordering operator<=>(const TradeTurn&, const TradeTurn&) = default;
};

[[nodiscard]] TradeTurn trade_turn(const BusinessDocument& document);
// By the first transaction set, or the first document of the ERP, in the beginning of a file: enough to sort
// files by, before any of them is read. What it cannot tell has the first turn.
[[nodiscard]] TradeTurn first_turn(std::string_view beginning);
// How much of a file is its beginning: an envelope, and the segment behind ST. Bytes.
inline constexpr std::size_t beginning_bytes = 2048;

}  // namespace transom
