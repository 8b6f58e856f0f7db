// The drop and the quarantine: two folders of which others read, written by groups.
//
// A name that is taken already is compared, not overwritten. The same bytes are an earlier put that was not
// noted before a crash; other bytes are left alone and reported, because the receiver may have read them. One
// such conflict holds up nothing else of the group.
#include <algorithm>

#include "base/text.hpp"
#include "spool/claim_name.hpp"
#include "spool/group.hpp"
#include "transom/spool.hpp"

namespace transom {
namespace {

using Outcome = Files::Outcome;

bool is_slug(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= 32 && fits(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return fits(c) || c == '-' || c == '_'; });
}

// As much as fits, or to the end.
std::size_t fill(const ReadBytes& read, std::span<char> space) {
  std::size_t filled = 0;
  while (filled < space.size()) {
    const std::size_t n = read(space.subspan(filled));
    if (n == 0) break;
    filled += n;
  }
  return filled;
}

// nullopt when nothing has that name (any more).
std::optional<bool> holds_exactly(Files& files, const NewFile& wanted) {
  auto file = files.open(wanted.directory, wanted.name);
  if (!file) return std::nullopt;
  const ReadBytes read = wanted.open ? wanted.open() : read_from(wanted.bytes);
  std::string there(64 * 1024, '\0'), ours(64 * 1024, '\0');
  for (;;) {
    const std::size_t size = file->read(there), same = fill(read, ours);
    if (size != same || there.compare(0, size, ours, 0, same) != 0) return false;
    if (size == 0) return true;
  }
}

// Read once: a copy in quarantine is never compared.
OpenBytes open_file(Files::File& file) {
  return [&file] { return [&file](std::span<char> space) { return file.read(space); }; };
}

DropOutcome settle(Files& files, const NewFile& file, Outcome outcome) {
  constexpr int attempts = 3;
  for (int attempt = 0; outcome != Outcome::done && attempt < attempts; ++attempt) {
    const auto same = holds_exactly(files, file);
    if (same) return *same ? DropOutcome::already_there : DropOutcome::conflict;
    // The receiver took what was there between our link and our look; the name is free again.
    outcome = write_group(files, std::span(&file, 1)).front();
  }
  return outcome == Outcome::done ? DropOutcome::dropped : DropOutcome::conflict;
}

}  // namespace

std::vector<DropOutcome> Drop::put(std::span<const DropItem> items) {
  const Part part{this, items};
  return put_together(*files_, {&part, 1});
}

void Drop::add(const DropItem& item, std::vector<NewFile>& group) const {
  auto directory = folder_;
  if (!item.folder.empty()) {
    bug_check(is_slug(item.folder), "'" + visible(item.folder, 60) + "' was used as a drop subfolder");
    directory += "/" + item.folder;
  }
  if (group.empty() || group.back().directory != directory) ensure_directory(*files_, directory);
  group.push_back({std::move(directory), item.name, item.bytes, item.open, item.mode});
}

std::vector<DropOutcome> Drop::put_together(Files& files, std::span<const Part> parts) {
  std::vector<NewFile> group;
  for (const Part& part : parts) {
    for (const auto& item : part.items) part.drop->add(item, group);
  }
  const auto written = write_group(files, group);
  std::vector<DropOutcome> outcomes;
  outcomes.reserve(group.size());
  for (std::size_t i = 0; i < group.size(); ++i) outcomes.push_back(settle(files, group[i], written[i]));
  return outcomes;
}

void Quarantine::put(std::span<const QuarantineItem> items) {
  ensure_directory(*files_, folder_);
  std::vector<NewFile> group;
  group.reserve(2 * items.size());
  for (const auto& item : items) {
    const std::string name = readable_name(item.name);
    group.push_back({folder_, name, item.bytes, item.file == nullptr ? OpenBytes() : open_file(*item.file)});
    group.push_back({folder_, name + ".reason.txt", item.reason});
  }
  (void)write_group(*files_, group);
}

void Quarantine::remove(const std::string& name) {
  for (const std::string& copy : {readable_name(name), name}) {  // as they were called once
    (void)files_->remove(folder_, copy);
    (void)files_->remove(folder_, copy + ".reason.txt");
  }
}

void check_layout(Files& files, std::span<const std::string> folders) {
  std::optional<std::uint64_t> device;
  for (const auto& folder : folders) {
    const auto status = files.directory_status(folder);
    if (!status) {
      throw Failure(FailureKind::configuration, folder, "the folder is not there",
                    "make it, or mend the configuration");
    }
    if (device && status->device != *device) {
      throw Failure(FailureKind::configuration, folder, "is on another file system than " + folders.front(),
                    "files are moved between the two by renaming; put them on one");
    }
    device = status->device;
  }
}

}  // namespace transom
