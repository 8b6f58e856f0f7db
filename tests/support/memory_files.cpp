// Snapshots of the whole tree of names stand for the journal: a test holds a handful of files, and "the first
// k changes survived" is then one assignment.
#include "support/memory_files.hpp"

#include <algorithm>
#include <cstring>

#include "transom/failure.hpp"

namespace transom {

void MemoryFiles::restart() {
  open_.clear();
  locks_.clear();
  fail_at_ = die_at_ = -1;
  dead_ = false;
}

void MemoryFiles::power_cut(std::size_t kept) {
  tree_ = versions_[std::min(kept, versions_.size() - 1)];
  for (auto& [path, directory] : tree_) {
    for (auto& [name, node] : directory.names) {
      node->bytes = node->synced;
      node->status.size = node->bytes.size();
    }
  }
  versions_ = {tree_};
  restart();
}

void MemoryFiles::step(std::string_view call, const std::string& path) {
  ++calls_;
  if (calls_ == die_at_) dead_ = true;
  if (dead_) throw ProcessDied();
  if (calls_ == fail_at_) {
    throw Failure(FailureKind::disk, path, std::string(call) + " failed: planned by the test");
  }
}

MemoryFiles::Directory& MemoryFiles::directory_at(const std::string& path) {
  const auto found = tree_.find(path);
  if (found != tree_.end()) return found->second;
  throw Failure(FailureKind::disk, path, "open failed: No such file or directory", "the folder is not there");
}

MemoryFiles::NodePointer MemoryFiles::new_node(FileStatus::Kind kind, std::uint64_t device) {
  auto node = std::make_shared<Node>();
  node->status = {kind, 0, clock_ns_ += 1'000'000, next_inode_++, device};
  return node;
}

int MemoryFiles::opened(Open open) {
  open_.emplace(next_handle_, std::move(open));
  return next_handle_++;
}

void MemoryFiles::add_directory(const std::string& path, std::uint64_t device) {
  tree_[path].device = device;
  versions_ = {tree_};
}

void MemoryFiles::write(const std::string& directory, const std::string& name, std::string bytes) {
  auto& node = directory_at(directory).names[name];
  if (!node) node = new_node(FileStatus::Kind::regular, directory_at(directory).device);
  node->status.mtime_ns = clock_ns_ += 1'000'000;
  node->status.size = bytes.size();
  node->bytes = node->synced = std::move(bytes);
  versions_ = {tree_};
}

void MemoryFiles::add_other(const std::string& directory, const std::string& name) {
  directory_at(directory).names[name] = new_node(FileStatus::Kind::other, 1);
  versions_ = {tree_};
}

void MemoryFiles::take_away(const std::string& directory, const std::string& name) {
  directory_at(directory).names.erase(name);
  versions_ = {tree_};
}

std::optional<std::string> MemoryFiles::bytes(const std::string& directory, const std::string& name) const {
  const auto found = tree_.find(directory);
  if (found == tree_.end()) return std::nullopt;
  const auto node = found->second.names.find(name);
  return node == found->second.names.end() ? std::nullopt : std::optional(node->second->bytes);
}

std::vector<std::string> MemoryFiles::names(const std::string& directory) const {
  std::vector<std::string> out;
  const auto found = tree_.find(directory);
  if (found == tree_.end()) return out;
  for (const auto& [name, node] : found->second.names) out.push_back(name);
  return out;
}

std::vector<FileEntry> MemoryFiles::list(const std::string& directory) {
  step("opendir", directory);
  std::vector<FileEntry> out;
  for (const auto& [name, node] : directory_at(directory).names) out.push_back({name, node->status});
  std::reverse(out.begin(), out.end());  // the system promises no order
  return out;
}

std::optional<FileStatus> MemoryFiles::status(const std::string& directory, std::string_view name) {
  check_name(name);
  step("stat", directory);
  const auto& names = directory_at(directory).names;
  const auto found = names.find(name);
  return found == names.end() ? std::nullopt : std::optional(found->second->status);
}

std::optional<FileStatus> MemoryFiles::directory_status(const std::string& directory) {
  step("stat", directory);
  const auto found = tree_.find(directory);
  if (found == tree_.end()) return std::nullopt;
  return FileStatus{FileStatus::Kind::directory, 0, 0, 0, found->second.device};
}

std::uint64_t MemoryFiles::free_space(const std::string& directory) {
  step("statvfs", directory);
  return free_bytes;
}

std::optional<Files::File> MemoryFiles::open(const std::string& directory, std::string_view name) {
  check_name(name);
  step("open", directory);
  const auto& names = directory_at(directory).names;
  const auto found = names.find(name);
  if (found == names.end()) return std::nullopt;
  if (found->second->status.kind != FileStatus::Kind::regular) {
    throw Failure(FailureKind::disk, directory + "/" + std::string(name), "is not a regular file");
  }
  return File(*this, opened({found->second, 0, {}}));
}

Files::Outcome MemoryFiles::rename(const std::string& from_directory, std::string_view from,
                                   const std::string& to_directory, std::string_view to) {
  const auto outcome = link(from_directory, from, to_directory, to);
  if (outcome != Outcome::done) return outcome;
  auto& names = directory_at(from_directory).names;
  names.erase(names.find(from));
  versions_.back() = tree_;  // one change, not two
  return outcome;
}

Files::Outcome MemoryFiles::link(const std::string& from_directory, std::string_view from,
                                 const std::string& to_directory, std::string_view to) {
  check_name(from);
  check_name(to);
  step("link", from_directory + "/" + std::string(from));
  auto& source = directory_at(from_directory);
  auto& target = directory_at(to_directory);
  if (source.device != target.device) {
    throw Failure(FailureKind::disk, from_directory, "link failed: Invalid cross-device link");
  }
  const auto found = source.names.find(from);
  if (found == source.names.end()) return Outcome::gone;
  if (!target.names.emplace(std::string(to), found->second).second) return Outcome::exists;
  changed();
  return Outcome::done;
}

Files::Outcome MemoryFiles::remove(const std::string& directory, std::string_view name) {
  check_name(name);
  step("unlink", directory + "/" + std::string(name));
  auto& names = directory_at(directory).names;
  const auto found = names.find(name);
  if (found == names.end()) return Outcome::gone;
  names.erase(found);
  changed();
  return Outcome::done;
}

Files::Outcome MemoryFiles::make_directory(const std::string& parent, std::string_view name) {
  check_name(name);
  step("mkdir", parent + "/" + std::string(name));
  const auto device = directory_at(parent).device;
  const auto [at, made] = tree_.emplace(parent + "/" + std::string(name), Directory{device, {}});
  if (!made) return Outcome::exists;
  changed();
  return Outcome::done;
}

Files::StagedFile MemoryFiles::stage(const std::string& directory, std::uint32_t) {
  step("open of a new file", directory);
  return {*this, opened({new_node(FileStatus::Kind::regular, directory_at(directory).device), 0, {}}),
          directory};
}

void MemoryFiles::append(const StagedFile& staged, std::string_view bytes) {
  step("write", staged.directory());
  Node& node = *open_.at(number(staged)).node;
  node.bytes += bytes;
  node.status.size = node.bytes.size();
  node.status.mtime_ns = clock_ns_ += 1'000'000;
}

void MemoryFiles::sync(std::span<StagedFile> staged) {
  if (staged.empty()) return;
  step("syncfs", staged.front().directory());
  for (const auto& file : staged) {
    Node& node = *open_.at(number(file)).node;
    node.synced = node.bytes;
  }
}

Files::Outcome MemoryFiles::publish(StagedFile& staged, std::string_view name) {
  check_name(name);
  step("link of a new file", staged.directory() + "/" + std::string(name));
  auto& names = directory_at(staged.directory()).names;
  if (!names.emplace(std::string(name), open_.at(number(staged)).node).second) return Outcome::exists;
  changed();
  return Outcome::done;
}

void MemoryFiles::sync_directory(const std::string& directory) {
  step("fsync", directory);
  (void)directory_at(directory);
  versions_ = {tree_};
}

Files::LockFile MemoryFiles::lock(const std::string& directory, std::string_view name, Instant) {
  check_name(name);
  const auto path = directory + "/" + std::string(name);
  step("flock", path);
  auto& names = directory_at(directory).names;
  if (names.find(name) == names.end()) {
    names.emplace(std::string(name), new_node(FileStatus::Kind::regular, 1));
    changed();
  }
  if (!locks_.insert(path).second) {
    throw Failure(FailureKind::busy, path, "another engine is at work here: process 1",
                  "stop it first, or let it do the work");
  }
  return {*this, opened({nullptr, 0, path})};
}

std::size_t MemoryFiles::read(int number, std::span<char> space) {
  step("read", "");
  Open& open = open_.at(number);
  const auto& bytes = open.node->bytes;
  const auto size = std::min(space.size(), bytes.size() - std::min(open.offset, bytes.size()));
  if (size > 0) std::memcpy(space.data(), bytes.data() + open.offset, size);
  open.offset += size;
  return size;
}

FileStatus MemoryFiles::status(int number) {
  step("stat", "");
  return open_.at(number).node->status;
}

void MemoryFiles::close(int number) noexcept {
  const auto found = open_.find(number);
  if (found == open_.end()) return;
  locks_.erase(found->second.locked);
  open_.erase(found);
}

}  // namespace transom
