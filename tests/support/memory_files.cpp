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
  for (std::size_t i = 0; i < std::min(kept, pending_.size()); ++i) {
    for (const auto& one : pending_[i]) make_durable(one);
  }
  pending_.clear();
  std::erase_if(durable_, [&](const auto& one) { return !durable_directories_.contains(one.first); });
  for (auto& [path, directory] : durable_) {
    for (auto& [name, node] : directory.names) {
      node->bytes = node->synced;
      node->status.size = node->bytes.size();
    }
  }
  tree_ = durable_;
  restart();
}

void MemoryFiles::make_durable(const Change& change) {
  if (!change.made.empty()) {
    durable_directories_.insert(change.made);
    durable_[change.made].device = tree_.at(change.made).device;
  } else if (change.node) {
    durable_[change.directory].names[change.name] = change.node;
  } else {
    durable_[change.directory].names.erase(change.name);
  }
}

void MemoryFiles::change(std::vector<Change> changes) {
  for (const auto& [directory, name, node, made] : changes) {
    if (!made.empty()) {
      tree_[made].device = directory_at(directory).device;
    } else if (node) {
      directory_at(directory).names[name] = node;
    } else {
      directory_at(directory).names.erase(name);
    }
  }
  pending_.push_back(std::move(changes));
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
  tree_[path].device = durable_[path].device = device;
  durable_directories_.insert(path);
}

void MemoryFiles::write(const std::string& directory, const std::string& name, std::string bytes) {
  auto& node = directory_at(directory).names[name];
  if (!node) node = new_node(FileStatus::Kind::regular, directory_at(directory).device);
  node->status.mtime_ns = clock_ns_ += 1'000'000;
  node->status.size = bytes.size();
  node->bytes = node->synced = std::move(bytes);
  durable_[directory].names[name] = node;
}

void MemoryFiles::add_other(const std::string& directory, const std::string& name) {
  durable_[directory].names[name] = directory_at(directory).names[name] =
      new_node(FileStatus::Kind::other, 1);
}

void MemoryFiles::take_away(const std::string& directory, const std::string& name) {
  directory_at(directory).names.erase(name);
  durable_[directory].names.erase(name);
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
  directory_at(from_directory).names.erase(std::string(from));
  pending_.back().push_back({from_directory, std::string(from), nullptr, {}});
  return outcome;
}

Files::Outcome MemoryFiles::link(const std::string& from_directory, std::string_view from,
                                 const std::string& to_directory, std::string_view to) {
  check_name(from);
  check_name(to);
  step("link", from_directory + "/" + std::string(from));
  const auto& source = directory_at(from_directory);
  const auto& target = directory_at(to_directory);
  if (source.device != target.device) {
    throw Failure(FailureKind::disk, from_directory, "link failed: Invalid cross-device link");
  }
  const auto found = source.names.find(from);
  if (found == source.names.end()) return Outcome::gone;
  if (target.names.contains(to)) return Outcome::exists;
  change({{to_directory, std::string(to), found->second, {}}});
  return Outcome::done;
}

Files::Outcome MemoryFiles::remove(const std::string& directory, std::string_view name) {
  check_name(name);
  step("unlink", directory + "/" + std::string(name));
  if (!directory_at(directory).names.contains(name)) return Outcome::gone;
  change({{directory, std::string(name), nullptr, {}}});
  return Outcome::done;
}

void MemoryFiles::remove_all(const std::string& directory, std::span<const std::string> names) {
  for (const auto& name : names) (void)remove(directory, name);
}

Files::Outcome MemoryFiles::make_directory(const std::string& parent, std::string_view name) {
  check_name(name);
  step("mkdir", parent + "/" + std::string(name));
  const auto path = parent + "/" + std::string(name);
  if (tree_.contains(path)) return Outcome::exists;
  change({{parent, std::string(name), nullptr, path}});
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
  if (directory_at(staged.directory()).names.contains(name)) return Outcome::exists;
  change({{staged.directory(), std::string(name), open_.at(number(staged)).node, {}}});
  return Outcome::done;
}

void MemoryFiles::sync_directory(const std::string& directory) {
  step("fsync", directory);
  (void)directory_at(directory);
  for (auto& changes : pending_) {
    for (const auto& one : changes) {
      if (one.directory == directory) make_durable(one);
    }
    std::erase_if(changes, [&](const Change& one) { return one.directory == directory; });
  }
  std::erase_if(pending_, [](const auto& changes) { return changes.empty(); });
}

Files::LockFile MemoryFiles::lock(const std::string& directory, std::string_view name, Instant) {
  check_name(name);
  const auto path = directory + "/" + std::string(name);
  step("flock", path);
  if (!directory_at(directory).names.contains(name)) {
    change({{directory, std::string(name), new_node(FileStatus::Kind::regular, 1), {}}});
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
