// The order of steps is the guarantee: bytes safe before the name exists, name safe before anybody is told.
// Syncing is what costs, so a group shares it; but each staged file is an open one, so a group goes in parts.
#include "spool/group.hpp"

#include <algorithm>
#include <set>

#include "base/failpoint.hpp"

namespace transom {
namespace {

constexpr std::size_t most_open = 384;  // a group of 256 documents with its answers
constexpr std::size_t copy_bytes = 256 * 1024;

void fill(Files::StagedFile& staged, const NewFile& file) {
  if (!file.open) return staged.append(file.bytes);
  std::string buffer(copy_bytes, '\0');
  const ReadBytes read = file.open();
  while (const auto size = read(buffer)) staged.append(std::string_view(buffer).substr(0, size));
}

}  // namespace

std::vector<Files::Outcome> write_group(Files& files, std::span<const NewFile> group) {
  std::vector<Files::Outcome> outcomes;
  std::set<std::string, std::less<>> directories;
  while (!group.empty()) {
    const auto part = group.first(std::min(group.size(), most_open));
    group = group.subspan(part.size());
    std::vector<Files::StagedFile> staged;
    staged.reserve(part.size());
    for (const auto& file : part) {
      staged.push_back(files.stage(file.directory, file.mode));
      fill(staged.back(), file);
      directories.insert(file.directory);
    }
    files.sync(staged);
    failpoint("after_drop_sync");
    for (std::size_t i = 0; i < part.size(); ++i) {
      outcomes.push_back(files.publish(staged[i], part[i].name));
      failpoint("after_drop_link");
    }
  }
  for (const auto& directory : directories) files.sync_directory(directory);
  failpoint("after_drop_directory_sync");
  return outcomes;
}

}  // namespace transom
