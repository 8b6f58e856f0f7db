// The named hierarchies, and what people write about levels.
//
// A name goes with what BSN05 says; a partner who wants other levels writes them out. Tares are where the
// goods have them under every name: retailers ask for a pallet's label when there is a pallet.
#include "transom/trade_settings.hpp"

#include <algorithm>
#include <span>

namespace transom {
namespace {

struct Named {
  std::string_view name, word, levels;
};
constexpr std::array<Named, 4> named{{
    {"pick-and-pack", "pick_and_pack", "S-O-(T)-P-I"},
    {"standard-pack", "standard_pack", "S-O-(T)-I-P"},
    {"pack-over-orders", "pack_over_orders", "S-(T)-P-O-I"},
    {"no-packs", "no_packs", "S-O-I"},
}};

constexpr std::array<std::string_view, trade_check_count> checks{
    "arithmetic", "order",  "line",  "item",   "unit", "quantity", "price",
    "currency",   "number", "dates", "window", "sscc", "charges",  "taxes"};

// What may lie in what.
bool may_hold(char outer, char inner) {
  switch (outer) {
    case 'S':
      return true;
    case 'O':
      return inner != 'O';
    case 'T':
      return inner == 'O' || inner == 'P' || inner == 'I';
    case 'P':
      return inner == 'O' || inner == 'I';
    case 'I':
      return inner == 'T' || inner == 'P';
    default:
      return false;
  }
}

// "S-O-(T)-P-I": S first, each level once, goods at the end.
std::vector<LevelUse> read_levels(std::string_view text) {
  std::vector<LevelUse> levels;
  if (!text.starts_with("S-")) return {};
  text.remove_prefix(2);
  while (!text.empty()) {
    const auto dash = std::min(text.find('-'), text.size());
    std::string_view one = text.substr(0, dash);
    text.remove_prefix(std::min(dash + 1, text.size()));
    const bool optional = one.size() == 3 && one.front() == '(' && one.back() == ')';
    if (optional) one = one.substr(1, 1);
    if (one.size() != 1 || std::string_view("OTPI").find(one[0]) == std::string_view::npos) return {};
    if (std::any_of(levels.begin(), levels.end(), [&](const LevelUse& l) { return l.level == one[0]; }))
      return {};
    levels.push_back({one[0], optional});
  }
  return levels;
}

bool is_sound(std::span<const LevelUse> levels) {
  const auto item = std::find(levels.begin(), levels.end(), LevelUse{'I', false});
  if (item == levels.end() || levels.back().optional || levels.back().level == 'T') return false;
  // Whatever of the optional ones is missing, each level has to fit into one that may be around it.
  for (std::size_t i = 0; i < levels.size(); ++i) {
    for (std::size_t outer = i; outer-- > 0;) {
      if (!may_hold(levels[outer].level, levels[i].level)) return false;
      if (!levels[outer].optional) break;
    }
  }
  return true;
}

}  // namespace

std::optional<AgreedHierarchy> find_hierarchy(std::string_view text) {
  for (const Named& row : named) {
    if (row.name == text)
      return AgreedHierarchy{std::string(row.name), std::string(row.word), read_levels(row.levels)};
  }
  AgreedHierarchy own{.name = std::string(text), .word = {}, .levels = read_levels(text)};
  if (!is_sound(own.levels)) return std::nullopt;
  std::string without_tares;
  for (const LevelUse& use : own.levels)
    if (use.level != 'T') without_tares += use.level;
  for (const auto& [levels, word] : {std::pair{"OPI", "pick_and_pack"}, std::pair{"OIP", "standard_pack"},
                                     std::pair{"POI", "pack_over_orders"}, std::pair{"OI", "no_packs"}}) {
    if (without_tares == levels) own.word = word;
  }
  return own;
}

std::vector<std::string_view> hierarchy_names() {
  std::vector<std::string_view> names;
  for (const Named& row : named) names.push_back(row.name);
  return names;
}

std::string_view check_name(TradeCheck check) {
  return checks[static_cast<std::size_t>(check)];
}

}  // namespace transom
