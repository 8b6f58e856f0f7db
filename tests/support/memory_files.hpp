// A file system in memory for fault tests: its clock ticks with every change, any call can be made to fail,
// the process can die at any call, and a power cut forgets what was not synced.
//
// A power cut is as hard as the standard allows: bytes that were not synced are gone (the file is empty); a
// name, or its end, is there for certain only after a sync of its very directory; of the other changes of
// names some first part is there. A rename whose two directories were not both synced can lose the file.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "transom/files.hpp"

namespace transom {

// Thrown out of a call by the death of the process; no Failure, so that nothing catches it on the way.
struct ProcessDied {};

class MemoryFiles final : public Files {
 public:
  // The n-th call from now (1-based) fails, once.
  void fail_call(int n) { fail_at_ = calls_ + n; }
  // The process dies instead of doing the n-th call from now; every later call dies as well.
  void die_at_call(int n) { die_at_ = calls_ + n; }
  [[nodiscard]] int calls() const { return calls_; }

  // A new process: nothing open, nothing locked, no faults planned. All that was done is still there.
  void restart();
  // restart() after the power was gone: of the changes that no sync has covered the first `kept` remain.
  void power_cut(std::size_t kept = 0);
  [[nodiscard]] std::size_t unsynced_changes() const { return pending_.size(); }

  // The hands of others: durable at once, never failing, not counted.
  void add_directory(const std::string& path, std::uint64_t device = 1);
  void write(const std::string& directory, const std::string& name, std::string bytes);
  void add_other(const std::string& directory, const std::string& name);  // a FIFO, a symbolic link
  void take_away(const std::string& directory, const std::string& name);
  [[nodiscard]] std::optional<std::string> bytes(const std::string& directory, const std::string& name) const;
  [[nodiscard]] std::vector<std::string> names(const std::string& directory) const;  // sorted
  std::uint64_t free_bytes = 1ULL << 40;

  std::vector<FileEntry> list(const std::string& directory) override;
  std::optional<FileStatus> status(const std::string& directory, std::string_view name) override;
  std::optional<FileStatus> directory_status(const std::string& directory) override;
  std::uint64_t free_space(const std::string& directory) override;
  std::optional<File> open(const std::string& directory, std::string_view name) override;
  Outcome rename(const std::string& from_directory, std::string_view from, const std::string& to_directory,
                 std::string_view to) override;
  Outcome link(const std::string& from_directory, std::string_view from, const std::string& to_directory,
               std::string_view to) override;
  Outcome remove(const std::string& directory, std::string_view name) override;
  void remove_all(const std::string& directory, std::span<const std::string> names) override;
  Outcome make_directory(const std::string& parent, std::string_view name) override;
  StagedFile stage(const std::string& directory, std::uint32_t mode) override;
  void sync(std::span<StagedFile> staged) override;
  Outcome publish(StagedFile& staged, std::string_view name) override;
  void sync_directory(const std::string& directory) override;
  LockFile lock(const std::string& directory, std::string_view name, Instant now) override;

 protected:
  std::size_t read(int number, std::span<char> space) override;
  FileStatus status(int number) override;
  void append(const StagedFile& staged, std::string_view bytes) override;
  void discard(const StagedFile&) noexcept override {}
  void close(int number) noexcept override;

 private:
  struct Node {
    FileStatus status;
    std::string bytes, synced;
  };
  using NodePointer = std::shared_ptr<Node>;
  using Names = std::map<std::string, NodePointer, std::less<>>;
  struct Directory {
    std::uint64_t device = 1;
    Names names;
  };
  using Tree = std::map<std::string, Directory, std::less<>>;
  // A name in a directory, set to a file or taken away; or a directory made in another.
  struct Change {
    std::string directory, name;
    NodePointer node;
    std::string made;
  };
  struct Open {
    NodePointer node;
    std::size_t offset = 0;
    std::string locked;
  };

  void step(std::string_view call, const std::string& path);
  Directory& directory_at(const std::string& path);
  void change(std::vector<Change> changes);
  void make_durable(const Change& change);
  NodePointer new_node(FileStatus::Kind kind, std::uint64_t device);
  int opened(Open open);

  Tree tree_, durable_;
  std::set<std::string> durable_directories_;  // others vanish with what is in them
  std::vector<std::vector<Change>> pending_;   // each is one change, of a rename two names
  std::map<int, Open> open_;
  std::set<std::string> locks_;
  int calls_ = 0, fail_at_ = -1, die_at_ = -1, next_handle_ = 1;
  bool dead_ = false;
  std::int64_t clock_ns_ = 1'000'000'000'000'000'000;
  std::uint64_t next_inode_ = 1;
};

}  // namespace transom
