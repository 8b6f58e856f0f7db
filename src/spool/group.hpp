// A group of new files: all written, one sync, all linked, one sync of each directory.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/bytes.hpp"
#include "transom/files.hpp"

namespace transom {

struct NewFile {
  std::string directory;
  std::string name;
  std::string_view bytes;
  OpenBytes open = nullptr;  // gives the bytes in place of `bytes`
  std::uint32_t mode = 0640;
};

// One outcome for each: done or exists. Durable when it returns; so is what exists.
[[nodiscard]] std::vector<Files::Outcome> write_group(Files& files, std::span<const NewFile> group);

}  // namespace transom
