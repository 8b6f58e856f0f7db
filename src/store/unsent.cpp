// Releases and changes are counted: zeros in front say nothing, as in the document's number.
#include "store/unsent.hpp"

#include <fmt/format.h>

#include "base/bare_number.hpp"

namespace transom {

std::string unsent_key(const UnsentName& name) {
  const bool is_change = name.set == "860" || name.set == "865";
  if (is_change && name.change.empty()) return {};
  std::string key =
      fmt::format("{} {} {:d}{:d} {}", name.set, name.usage, name.cancels, name.interim, name.release);
  if (is_change) key += fmt::format(" {}", bare_number(name.change));
  return key;
}

std::string unsent_set(const std::string& key) {
  return key.substr(0, key.find(' '));
}

char unsent_usage(const std::string& key) {
  const auto at = key.find(' ');
  return at == std::string::npos || at + 1 == key.size() ? ' ' : key[at + 1];
}

std::string unsent_release(const std::string& key) {
  constexpr std::size_t before = std::string_view("850 P 00 ").size();
  if (key.size() < before) return {};
  const bool is_change = key.starts_with("860 ") || key.starts_with("865 ");
  return key.substr(before, is_change ? key.rfind(' ') - before : std::string::npos);
}

}  // namespace transom
