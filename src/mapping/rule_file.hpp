// Rule files: what may stand in them, and how one is laid over another.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/yaml.hpp"
#include "transom/expression.hpp"

namespace transom::mapping {

// A scalar and where its first character stands.
struct Said {
  std::string text, place;  // "acme/rules.yaml:4:11"
  Origin origin;
  [[noreturn]] void fail(std::string problem, std::string advice = {}) const;
};
using SaidByName = std::vector<std::pair<std::string, Said>>;  // in the order written

struct RuleSpec {
  std::string name;
  Said written;      // its name, where it was said last
  SaidByName parts;  // when, then, effect, owner, say, next, for, needs, about
  SaidByName given, set;
  bool on = false;
  bool asked = false;  // the partner's own file switched it on
  [[nodiscard]] const Said* part(std::string_view key) const;
};

// Whose file it is: decides whether a rule that is written down there is on.
enum class RuleLayer : std::uint8_t { program, workspace, partner };

// Lays a file's rules over those that are there. Fails: configuration.
void read_rules(std::string_view text, const std::string& file, RuleLayer layer,
                std::vector<RuleSpec>& rules);

}  // namespace transom::mapping
