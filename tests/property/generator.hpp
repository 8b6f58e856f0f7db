// Random right interchanges with one set, from the guide alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "property/draft.hpp"
#include "property/places.hpp"
#include "property/random.hpp"
#include "property/values.hpp"

namespace transom::property {

struct GuideName {
  std::string version, set;
};
// Every set of every version in the program.
[[nodiscard]] std::vector<GuideName> all_guides();

struct Wishes {
  bool repetitions = false;   // a repetition separator is in force
  std::size_t segments = 60;  // about as many at the most
};

class Generator {
 public:
  explicit Generator(Random& random) : random_(random) {}

  // Nothing where the guide leaves a mandatory segment without a place of its own.
  std::optional<Draft> draft(const GuideName& name, const Wishes& wishes);
  // A right segment for that use or, with Row::no_use, of that name.
  Row segment(const Draft& draft, std::string_view id, std::uint16_t use);

 private:
  void envelope(const GuideName& name, const Wishes& wishes);
  bool fill(std::uint16_t loop, std::uint32_t occurrence);
  bool fill_use(std::uint16_t use, std::uint32_t occurrence);
  bool fill_loop(std::uint16_t trigger, std::size_t at_least);
  bool add(std::uint16_t use, std::uint32_t occurrence);
  std::size_t how_many(std::uint16_t use);
  std::vector<ElementText> fields(std::span<const ElementUse> uses, std::span<const SyntaxNote> notes,
                                  std::string_view id);
  std::vector<bool> presence(std::span<const ElementUse> uses, std::span<const SyntaxNote> notes,
                             bool sparse);
  ElementText field(const ElementUse& use);
  std::vector<std::string> components(const ElementUse& use);
  void settle_hierarchy(Row& row);

  Random& random_;
  Draft* draft_ = nullptr;
  const Guide* guide_ = nullptr;
  std::optional<Values> values_;
  std::optional<Places> places_;
  Wishes wishes_;
  std::uint32_t occurrences_ = 0, levels_ = 0;
  bool in_bounds_ = false;
};

// Whether the notes hold for elements that are present (index n is element n + 1).
[[nodiscard]] bool holds(const SyntaxNote& note, const std::vector<bool>& present);
[[nodiscard]] bool all_hold(std::span<const SyntaxNote> notes, const std::vector<bool>& present);

}  // namespace transom::property
