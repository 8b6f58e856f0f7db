// The machine's own file system behind the interface of base/files.hpp.
#pragma once

#include "transom/files.hpp"

namespace transom {

// The machine's own file system; for any number of threads.
class PosixFiles final : public Files {
 public:
  // Without nameless files (O_TMPFILE) it works as on network file systems, which have none.
  explicit PosixFiles(bool nameless_files = true) : nameless_files_(nameless_files) {}

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
  void discard(const StagedFile& staged) noexcept override;
  void close(int number) noexcept override;

 private:
  bool nameless_files_;
};

// Asks the file system to lay the folders that will be made in `directory` far apart (ext4's hint for the top
// of a hierarchy; others ignore it). A folder where files are taken away all the time then does not slow down
// the making of files in its neighbours: several times, on an ext4 without a journal. Never fails.
void spread_folders_of(const std::string& directory) noexcept;

}  // namespace transom
