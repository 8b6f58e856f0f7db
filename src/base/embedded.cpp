// Looks files up in the table that tools/embed.cmake wrote. Linear, because there are a few dozen and each is
// asked for once; a map would cost more at start-up than it ever saves.
#include "base/embedded.hpp"

#include <algorithm>

namespace transom {

std::string_view embedded_file(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == name) return file.bytes;
  }
  return {};
}

std::vector<std::string_view> embedded_names(std::string_view prefix) {
  std::vector<std::string_view> names;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name.starts_with(prefix)) names.push_back(file.name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace transom
