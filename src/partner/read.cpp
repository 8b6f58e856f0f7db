// Values that people write: sizes, durations, trading ids, versions.
//
// Each reader checks as strictly as the standard does (an ISA id has at most 15 characters, a GS02 two to
// fifteen), because a typing error here turns every file of a partner away. Complaints carry the mark of the
// value itself. Refused: regular expressions; the messages could only say "does not match".
#include "partner/read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace transom {
namespace {

bool is_upper_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};
constexpr std::array<Unit, 4> sizes{{{"GiB", 1ULL << 30}, {"MiB", 1ULL << 20}, {"KiB", 1ULL << 10}, {"", 1}}};
constexpr std::array<Unit, 4> durations{{{"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}}};

std::string show(std::uint64_t value, const std::array<Unit, 4>& units) {
  for (const Unit& unit : units) {
    if (value != 0 && value % unit.factor == 0) return fmt::format("{}{}", value / unit.factor, unit.name);
  }
  return fmt::format("{}{}", value, units.back().name);
}

std::string read_id(const YamlNode& node, std::size_t min, std::size_t max, std::string_view what) {
  const std::string& text = node.text();
  if (text.size() < min || text.size() > max || !is_printable(text) || trim(text) != text) {
    node.fail(fmt::format("'{}' cannot be {}; expected {} to {} characters without blanks around them",
                          visible(text, 40), what, min, max));
  }
  return text;
}

}  // namespace

void allow_keys(const YamlNode& node, std::span<const std::string_view> keys) {
  for (const auto& [key, value] : node.entries()) {
    if (std::find(keys.begin(), keys.end(), key.text()) == keys.end()) {
      key.fail(fmt::format("unknown key '{}'", visible(key.text(), 60)), suggestion(key.text(), keys));
    }
  }
}

std::uint64_t read_size(const YamlNode& node, std::uint64_t min, std::uint64_t max) {
  const std::string& text = node.text();
  std::uint64_t value = 0;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && i < 15; ++i) {
    value = value * 10 + static_cast<std::uint64_t>(text[i] - '0');
  }
  const auto unit =
      std::find_if(sizes.begin(), sizes.end(), [&](const Unit& u) { return u.name == text.substr(i); });
  if (i == 0 || unit == sizes.end()) {
    node.fail(fmt::format("'{}' is no size; expected bytes, or 64KiB, 16MiB, 4GiB", visible(text, 40)));
  }
  if (value > max / unit->factor || value * unit->factor < min) {
    node.fail(fmt::format("{} is out of range; expected {} to {}", text, show_size(min), show_size(max)));
  }
  return value * unit->factor;
}

std::string show_size(std::uint64_t bytes) {
  return show(bytes, sizes);
}

std::string show_seconds(std::int64_t seconds) {
  return show(static_cast<std::uint64_t>(seconds), durations);
}

TradingId read_trading_id(const YamlNode& node) {
  node.allow_only({"qualifier", "id", "group", "usage", "division"});
  TradingId id;
  const YamlNode& qualifier = node.required("qualifier");
  id.qualifier = qualifier.text();
  if (id.qualifier.size() != 2 || !std::all_of(id.qualifier.begin(), id.qualifier.end(), is_upper_or_digit)) {
    qualifier.fail(fmt::format("'{}' is no id qualifier; expected two letters or digits such as 01, 12 or ZZ",
                               visible(id.qualifier, 40)));
  }
  id.id = read_id(node.required("id"), 1, 15, "an interchange id");
  if (const YamlNode* group = node.find("group")) id.group = read_id(*group, 2, 15, "a group id");
  if (const YamlNode* usage = node.find("usage")) {
    id.usage = std::array{'P', 'T', '\0'}[usage->as_word({"production", "test", "both"})];
  }
  if (const YamlNode* division = node.find("division")) id.division = division->text();
  return id;
}

std::vector<TradingId> read_identity(const YamlNode& node) {
  std::vector<TradingId> ids;
  for (const YamlNode& item : node.items()) {
    TradingId id = read_trading_id(item);
    for (const TradingId& other : ids) {
      if (overlap(id, other) && id.group == other.group) {
        item.fail(fmt::format("{} is listed twice", describe(id)));
      }
    }
    ids.push_back(std::move(id));
  }
  if (ids.empty()) node.fail("the list is empty; expected at least one {qualifier, id, group}");
  return ids;
}

std::string describe(const TradingId& id) {
  return fmt::format("{}/{}{}", id.qualifier, id.id,
                     id.usage == 'P'   ? " (production)"
                     : id.usage == 'T' ? " (test)"
                                       : "");
}

bool overlap(const TradingId& a, const TradingId& b) {
  return a.qualifier == b.qualifier && a.id == b.id &&
         (a.usage == b.usage || a.usage == '\0' || b.usage == '\0');
}

std::string read_version(const YamlNode& node) {
  const std::string& text = node.text();
  const bool good =
      text.size() >= 6 && text.size() <= 12 &&
      std::all_of(text.begin(), text.begin() + 6, [](char c) { return c >= '0' && c <= '9'; }) &&
      std::all_of(text.begin() + 6, text.end(), is_upper_or_digit);
  if (!good) {
    node.fail(fmt::format("'{}' is no version; expected six digits such as \"004010\"", visible(text, 40)));
  }
  return text;
}

std::string read_set_id(const YamlNode& node) {
  const std::string& text = node.text();
  if (text.size() != 3 || !std::all_of(text.begin(), text.end(), is_upper_or_digit)) {
    node.fail(
        fmt::format("'{}' is no transaction set; expected three digits such as \"850\"", visible(text, 40)));
  }
  return text;
}

}  // namespace transom
