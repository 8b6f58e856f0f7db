// Files that are compiled into the program: everything below mappings/ but partners and guide sources.
//
// A single program file can so be deployed; what lies in a workspace takes precedence by the caller's choice.
// A file is named by its path below mappings/: "maps/850-order.yaml". tools/embed.cmake fills the table.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace transom {

struct EmbeddedFile {
  std::string_view name;
  std::string_view bytes;  // lives as long as the process
};

// All of them, in no order.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();
// The bytes of one; data() is null when there is none of that name.
[[nodiscard]] std::string_view embedded_file(std::string_view name);
// The names that start so ("maps/"), sorted.
[[nodiscard]] std::vector<std::string_view> embedded_names(std::string_view prefix);

}  // namespace transom
