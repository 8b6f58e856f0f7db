// Mutations: ways to spoil a right draft by one known error, and what has to come of it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "property/draft.hpp"
#include "property/generator.hpp"
#include "property/places.hpp"
#include "property/random.hpp"
#include "property/receiver.hpp"

namespace transom::property {

// The codes that travel for an error: stated here once more, on purpose, from the code lists of X12.
struct Codes {
  std::string_view ak304 = {}, ak403 = {}, ak502 = {}, ak905 = {}, ta105 = {};
};

// A finding that has to come. The place is named by the key of a row, since positions move.
struct Expected {
  Rule rule = Rule::count_;
  std::uint32_t row = 0;  // the row at hand; 0: no place in a set or interchange is looked at
  std::string id = {};    // of the segment that is told; empty: the row's own
  std::uint16_t element = 0, component = 0, repetition = 0;
  std::string loop = {};       // its path
  std::uint32_t position = 0;  // where the row does not tell it
  bool elsewhere = false;      // the offset is not that of the row
};

struct Mutation;

// A draft on its way to be spoilt.
class Spoiling {
 public:
  Spoiling(Draft& right, Generator& maker, Random& choices)
      : draft(right), generator(maker), random(choices) {}

  Draft& draft;
  Generator& generator;
  Random& random;
  std::vector<Expected> expected = {};
  std::set<std::uint32_t> taken = {};       // rows that another error has to do with
  std::optional<std::string> bytes = {};    // where the draft alone cannot say it
  std::optional<Partnership> partner = {};  // that the receiver has with the sender; nobody is known else

  [[nodiscard]] const Guide& guide() const { return *draft.guide; }
  [[nodiscard]] bool free(std::size_t at) const { return !taken.contains(draft.rows[at].key); }
  // Rows of the set's body, in random order, none of them taken.
  [[nodiscard]] std::vector<std::size_t> body();
  // Where the walk is behind rows[at].
  [[nodiscard]] Places behind(std::size_t at) const;
  // Whether the row stands where the walk would put it next.
  [[nodiscard]] bool fits(const Places& places, std::size_t at) const;
  // Path of the loop in which the row stands.
  [[nodiscard]] std::string loop_of(const Row& row) const;
  [[nodiscard]] std::string loop_path(std::uint16_t loop) const {
    return std::string(guide().loops()[loop].path);
  }
  // Keeps other errors away from the row and its neighbours.
  void take(std::size_t at);
  // Takes rows out of the set and counts its segments again.
  void erase(std::size_t from, std::size_t to);
  // Behind the last row of the loop occurrence that begins at `at`.
  [[nodiscard]] std::size_t end_of_loop(std::size_t at) const;
  void expect(Expected finding) { expected.push_back(std::move(finding)); }
};

struct Mutation {
  std::string_view name;
  Rule rule;
  Severity severity;
  Codes codes;
  bool (*spoil)(Spoiling& s, Rule rule);  // false: this draft gives no occasion
  bool repetitions = false;               // wants a repetition separator
  Manner manner = {};                     // of the receiver
  Codes as_999 = {};                      // where a 999 has others
};

[[nodiscard]] std::span<const Mutation> element_mutations();
[[nodiscard]] std::span<const Mutation> structure_mutations();
[[nodiscard]] std::span<const Mutation> level_mutations();
[[nodiscard]] std::span<const Mutation> partner_mutations();
[[nodiscard]] std::span<const Mutation> envelope_mutations();
[[nodiscard]] std::span<const Mutation> framing_mutations();

// Rules that no data alone can break here, each with the reason and where it is tested.
struct Elsewhere {
  Rule rule;
  std::string_view reason;
};
[[nodiscard]] std::span<const Elsewhere> tested_elsewhere();

}  // namespace transom::property
