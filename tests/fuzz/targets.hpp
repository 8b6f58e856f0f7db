// Fuzz targets: what any bytes at all may be fed to, and what has to hold whatever they are.
//
// A target throws when something does not hold; libFuzzer (tests/fuzz/driver.cpp) and the replay of kept
// inputs (tests/fuzz/replay_test.cpp) both take that for a failure.
#pragma once

#include <span>
#include <stdexcept>
#include <string_view>

namespace transom::fuzz {

struct Target {
  std::string_view name;  // also the folder of its corpus and of its crash files
  void (*run)(std::string_view bytes);
};
[[nodiscard]] std::span<const Target> targets();

inline void demand(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

// The bytes in front of the first one are the choice, the rest is the input.
[[nodiscard]] inline unsigned char take_byte(std::string_view& bytes) {
  if (bytes.empty()) return 0;
  const auto byte = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  return byte;
}

void reader(std::string_view bytes);
void envelopes(std::string_view bytes);
void walk(std::string_view bytes);
void ack_out(std::string_view bytes);
void ack_in(std::string_view bytes);
void yaml(std::string_view bytes);
void maps(std::string_view bytes);
void partners(std::string_view bytes);
void guides(std::string_view bytes);
void expressions(std::string_view bytes);
void json(std::string_view bytes);

}  // namespace transom::fuzz
