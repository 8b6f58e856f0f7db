// The spool: files between a sender's folder and the store, and between the store and a receiver's folder.
//
// It knows no X12. A file in a mailbox is taken by renaming it into our own folder, so that two engines can
// never both have it; a file in a drop is complete under its name or not there, and never overwritten. Many
// files go in one group, because a sync costs more than all the rest.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/bytes.hpp"
#include "transom/failure.hpp"
#include "transom/files.hpp"

namespace transom {

struct MailboxSettings {
  enum class Delivery {
    atomic,   // files are moved or linked in: complete when seen
    growing,  // files are written in place: complete when they stay the same and their end is there
  };
  [[nodiscard]] static std::vector<std::string> usual_ignore();  // temporary names and markers

  std::string name;    // for messages
  std::string folder;  // the sender writes here
  std::string work;    // ours alone, on the same file system; made when missing; holds claim/ and lock
  Delivery delivery = Delivery::atomic;
  std::string marker;  // "{name}.done", "{stem}.ok": ready when that file is there too; empty: no markers
  std::int64_t stable_for_ms = 10'000;
  std::int64_t incomplete_after_ms = 30 * 60'000;
  std::vector<std::string> ignore = usual_ignore();  // * and ?, in any case
  std::string pattern = "*";                         // what does not match is ignored as well
  std::uint64_t largest = UINT64_MAX;                // bytes; a larger file is refused and stays where it is
};

// A file that may be claimed.
struct ReadyFile {
  std::string name;  // the sender's, in the mailbox folder
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t inode = 0;
  bool incomplete = false;  // its end is missing, and it was waited for long enough
};

// A look into a mailbox: everything there is in exactly one of these.
struct Look {
  std::vector<ReadyFile> ready;  // oldest first, then by name
  std::size_t more = 0;          // ready as well, beyond the asked-for number
  std::size_t waiting = 0;       // still growing, marker not there, or end missing
  std::size_t refused = 0;       // could not be claimed lately; tried again after a minute
  std::size_t ignored = 0;       // dot-files, ignore patterns, markers, folders, anything but regular files
  std::int64_t recheck_ms = -1;  // when a waiting file may become ready by waiting alone; -1: unknown
};

// A file that is ours until it is released or given back.
struct Claim {
  std::string id;             // its name in the claim folder: unique, ours, harmless
  std::string original_name;  // the sender's, any bytes: data, never a path
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t inode = 0;
};

// One mailbox, held by one process at a time, and used by one thread; release() may run beside it in another.
class Mailbox {
 public:
  // Does a file that no longer grows end as it should? Called once for each state of a file.
  using IsComplete = std::function<bool(Files::File&)>;

  // Takes the mailbox's lock for as long as the object lives. Fails: busy, naming who holds it;
  // configuration, when the folder is not there or on another file system than `work`.
  Mailbox(Files& files, MailboxSettings settings, Instant now);
  ~Mailbox();
  Mailbox(Mailbox&&) noexcept;

  [[nodiscard]] const MailboxSettings& settings() const;
  [[nodiscard]] const std::string& claim_folder() const;

  // `monotonic_ms` is Clock::monotonic_ms(); `is_complete` is asked for growing mailboxes only.
  [[nodiscard]] Look look(std::int64_t monotonic_ms, std::size_t at_most, const IsComplete& is_complete = {});

  // The first bytes of a file of a look, `most` of them; none of one that cannot be read.
  [[nodiscard]] std::string beginning(const ReadyFile& file, std::size_t most);

  struct Claimed {
    std::vector<Claim> claims;
    std::vector<Failure>
        refused;  // files that could not be taken and stay; markers that could not be removed
  };
  // Takes the files of a look; those that somebody else took meanwhile are left out. Durable when it returns.
  // Fails: what was taken by then is found by leftovers().
  [[nodiscard]] Claimed claim(std::span<const ReadyFile> files, Instant now);

  // What lies in the claim folder without having been handed out by this object, oldest first: from a process
  // that ended, or from a claim() that failed.
  [[nodiscard]] std::vector<Claim> leftovers();
  // The same file under a new id: its own turned out to be an earlier claim's. Fails: disk.
  [[nodiscard]] Claim claim_anew(const Claim& claim, Instant now);
  // What was handed out and not released counts as left over from here on: its handling broke off.
  void let_go() noexcept;
  // The same of this one alone.
  void let_go(const Claim& claim) noexcept;

  [[nodiscard]] Files::File open(const Claim& claim);
  // False when the sender still wrote to it after we looked.
  [[nodiscard]] bool unchanged(const Claim& claim);

  // The end of a claim whose bytes are safe elsewhere. May come back after a power cut: as a leftover.
  void release(std::span<const Claim> claims);
  // Back under the sender's name, where it is left alone for a minute from `monotonic_ms` on; false when that
  // name is taken again: then it counts as left over.
  [[nodiscard]] bool give_back(const Claim& claim, std::int64_t monotonic_ms);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct NewFile;  // src/spool/group.hpp

// A file to be put into a drop.
struct DropItem {
  std::string
      folder;  // slug of a subfolder [a-z0-9][a-z0-9_-]{0,31}, made when missing; empty: the drop itself
  std::string name;        // one harmless component
  std::string_view bytes;  // valid until put() returns
  std::uint32_t mode = 0640;
  OpenBytes open = nullptr;  // gives the bytes in place of `bytes`: what is too long to be held
};

enum class DropOutcome {
  dropped,
  already_there,  // same name, same bytes: an earlier put() that was not noted
  conflict,       // same name, other bytes: left as it is; needs a person
};

// A folder that others take files from: answers for the VAN, orders for the ERP.
class Drop {
 public:
  Drop(Files& files, std::string folder) : files_(&files), folder_(std::move(folder)) {}

  // All of a group, durable when it returns; one outcome for each item. Fails: any part of them may be there,
  // each complete; put the same group again.
  [[nodiscard]] std::vector<DropOutcome> put(std::span<const DropItem> items);
  [[nodiscard]] const std::string& folder() const { return folder_; }

  // Into several drops as one group, which shares its syncs; the outcomes one behind the other.
  struct Part {
    const Drop* drop = nullptr;
    std::span<const DropItem> items;
  };
  [[nodiscard]] static std::vector<DropOutcome> put_together(Files& files, std::span<const Part> parts);

 private:
  void add(const DropItem& item, std::vector<NewFile>& group) const;

  Files* files_;
  std::string folder_;
};

// A file that could not be accepted, and why.
struct QuarantineItem {
  std::string name;             // one harmless component, such as the id of its claim
  Files::File* file = nullptr;  // its bytes are read from here to the end; or, without a file:
  std::string_view bytes;
  std::string reason;  // plain words
};

// Readable copies for people: <name> and <name>.reason.txt. The originals are in the store.
class Quarantine {
 public:
  Quarantine(Files& files, std::string folder) : files_(&files), folder_(std::move(folder)) {}

  // As Drop::put, but what is there already stays as it is. Items are named by their claim, the copies so
  // that a person knows them: 20260302T090000Z-000017-order.json.
  void put(std::span<const QuarantineItem> items);
  // Takes both away again; nothing happens when they are not there.
  void remove(const std::string& name);
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  Files* files_;
  std::string folder_;
};

// Fails (configuration) unless all folders are there and on one file system.
void check_layout(Files& files, std::span<const std::string> folders);

}  // namespace transom
