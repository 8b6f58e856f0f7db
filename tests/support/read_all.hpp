// Feeding a reader in pieces and writing down what came out, for tests that compare.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "transom/reader.hpp"

namespace transom::testing {

// The segments, findings and account of one reading, as text. `chunk` bytes are fed at a time; after `first`
// bytes when that is not zero.
struct Reading {
  std::string segments;  // a line each: offset..end id|element|...
  std::string findings;  // a line each: rule @offset
  SegmentReader::Account account;
  std::uint64_t bytes = 0;
  [[nodiscard]] std::string text() const { return segments + "--\n" + findings; }
};

Reading read_all(std::string_view input, std::size_t chunk = 0, std::size_t first = 0,
                 const ReaderLimits& limits = {});
// The same through a reader that was used before.
Reading read_all(SegmentReader& reader, Findings& findings, std::string_view input, std::size_t chunk = 0,
                 std::size_t first = 0);

// The events of an EnvelopeReader, a line each with its place; findings stand where they came.
std::string read_events(std::string_view input, std::size_t chunk = 0, std::size_t first = 0,
                        const ReaderLimits& limits = {});

std::string findings_text(const Findings& findings);

}  // namespace transom::testing
