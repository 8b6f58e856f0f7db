// Files: the few things that the spool and the engine do to a disk, behind one interface.
//
// A place is a directory (configured, trusted) and a name in it. Names come from senders, so a name is one
// component: no slash, no NUL, no dot in front; symbolic links are not followed and nothing but a regular
// file is ever opened. What is written is complete under its name or not there at all, and nothing is
// overwritten. A call that the system refuses is a Failure(disk) with path, call and reason; what can happen
// in ordinary life (gone, name taken) is a value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "transom/date.hpp"

namespace transom {

struct FileStatus {
  enum class Kind { regular, directory, other };
  Kind kind = Kind::regular;
  std::uint64_t size = 0;     // bytes
  std::int64_t mtime_ns = 0;  // since 1970
  std::uint64_t inode = 0;
  std::uint64_t device = 0;
  friend bool operator==(const FileStatus&, const FileStatus&) = default;
};

struct FileEntry {
  std::string name;
  FileStatus status;
};

class Files {
 public:
  virtual ~Files() = default;

  // Something open; closed when it goes. The Files outlive it.
  class Handle {
   public:
    Handle() = default;
    Handle(Files& files, int number) : files_(&files), number_(number) {}
    Handle(Handle&& other) noexcept : files_(std::exchange(other.files_, nullptr)), number_(other.number_) {}
    Handle& operator=(Handle&& other) noexcept;
    ~Handle();

   protected:
    Files* files_ = nullptr;
    int number_ = -1;
    friend class Files;
  };

  // A regular file open for reading, from its start.
  class File : public Handle {
   public:
    using Handle::Handle;
    // Fills `space` as far as the file reaches; fewer bytes than asked for mean its end.
    [[nodiscard]] std::size_t read(std::span<char> space) { return files_->read(number_, space); }
    [[nodiscard]] FileStatus status() const { return files_->status(number_); }
  };

  // Bytes written where nobody sees them; gone with the object unless published.
  class StagedFile : public Handle {
   public:
    // `temporary` is the name it has where the file system knows no nameless files, else empty.
    StagedFile(Files& files, int number, std::string directory, std::string temporary = {})
        : Handle(files, number), directory_(std::move(directory)), temporary_(std::move(temporary)) {}
    StagedFile(StagedFile&&) noexcept = default;
    StagedFile& operator=(StagedFile&&) = delete;
    ~StagedFile();
    [[nodiscard]] const std::string& directory() const { return directory_; }
    void append(std::string_view bytes) { files_->append(*this, bytes); }

   private:
    std::string directory_, temporary_;
    friend class Files;
  };

  // An exclusive lock; the system takes it away when the process dies, however it dies.
  class LockFile : public Handle {
   public:
    using Handle::Handle;
  };

  enum class Outcome {
    done,
    gone,    // the source is not there (any more)
    exists,  // the name is taken; nothing was changed
  };

  // Everything in `directory` but "." and "..", in no order. What vanishes meanwhile is left out.
  [[nodiscard]] virtual std::vector<FileEntry> list(const std::string& directory) = 0;
  // nullopt when nothing has that name. Symbolic links are not followed: they are Kind::other.
  [[nodiscard]] virtual std::optional<FileStatus> status(const std::string& directory,
                                                         std::string_view name) = 0;
  // Of a configured directory itself (links followed); nullopt when it is not there or is no directory.
  [[nodiscard]] virtual std::optional<FileStatus> directory_status(const std::string& directory) = 0;
  [[nodiscard]] virtual std::uint64_t free_space(const std::string& directory) = 0;  // bytes

  // nullopt when nothing has that name. Fails on what is no regular file; never waits for a FIFO's writer.
  [[nodiscard]] virtual std::optional<File> open(const std::string& directory, std::string_view name) = 0;

  [[nodiscard]] virtual Outcome rename(const std::string& from_directory, std::string_view from,
                                       const std::string& to_directory, std::string_view to) = 0;
  // A second name for the same file.
  [[nodiscard]] virtual Outcome link(const std::string& from_directory, std::string_view from,
                                     const std::string& to_directory, std::string_view to) = 0;
  [[nodiscard]] virtual Outcome remove(const std::string& directory, std::string_view name) = 0;
  // Many at once, in any order; those already gone do not matter.
  virtual void remove_all(const std::string& directory, std::span<const std::string> names) = 0;
  // exists when it is already there. Parents are not made.
  [[nodiscard]] virtual Outcome make_directory(const std::string& parent, std::string_view name) = 0;

  // Write many: stage each, sync all at once, publish each, sync each directory once.
  [[nodiscard]] virtual StagedFile stage(const std::string& directory, std::uint32_t mode) = 0;
  virtual void sync(std::span<StagedFile> staged) = 0;  // their bytes survive a power cut from here on
  [[nodiscard]] virtual Outcome publish(StagedFile& staged, std::string_view name) = 0;
  virtual void sync_directory(const std::string& directory) = 0;

  // Fails (busy) when somebody else holds it, and says who. The text inside the file is for people only.
  [[nodiscard]] virtual LockFile lock(const std::string& directory, std::string_view name, Instant now) = 0;

 protected:
  virtual std::size_t read(int number, std::span<char> space) = 0;
  [[nodiscard]] virtual FileStatus status(int number) = 0;
  virtual void append(const StagedFile& staged, std::string_view bytes) = 0;
  virtual void discard(const StagedFile& staged) noexcept = 0;  // takes its temporary name away
  virtual void close(int number) noexcept = 0;

  static int number(const Handle& handle) { return handle.number_; }
  static std::string& temporary(StagedFile& staged) { return staged.temporary_; }
  static const std::string& temporary(const StagedFile& staged) { return staged.temporary_; }
  // Ends as a bug when `name` is not one harmless component: names are made or listed by us, never typed.
  static void check_name(std::string_view name);
};

// Makes `path` and what is missing above it, durably.
void ensure_directory(Files& files, const std::string& path);

}  // namespace transom
