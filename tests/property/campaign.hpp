// How many cases a property test makes, and from which seed: printed, and set from outside to play one again.
//
//   TRANSOM_SEED=17                 another seed for everything
//   TRANSOM_CASES=200               in per cent of the usual number of cases (under sanitizers: 10)
//   TRANSOM_REPLAY=element-code:42  the case with that name and number only
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace transom::property {

class Campaign {
 public:
  explicit Campaign(std::string name);

  // Of `usual`, what this build and the surroundings ask for.
  [[nodiscard]] std::size_t cases(std::size_t usual) const;
  // For the n-th case.
  [[nodiscard]] std::uint64_t seed(std::size_t n) const;
  // Whether the n-th case is wanted; all are but for a replay.
  [[nodiscard]] bool wants(std::size_t n) const;
  [[nodiscard]] bool replays() const;
  // "TRANSOM_SEED=1 TRANSOM_REPLAY=valid:42 ./transom_tests -tc='property*'"
  [[nodiscard]] std::string replay(std::size_t n) const;
  [[nodiscard]] std::string title() const;
  // So many were made; the sum of all campaigns is the last line of the test runner, "property: 12704 cases".
  static void made(std::size_t cases);

 private:
  std::string name_;
};

// Bytes for a terminal: a line a segment is the caller's affair; what is not printable is \xHH.
[[nodiscard]] std::string visible_text(std::string_view bytes);

}  // namespace transom::property
