// Which files of a mailbox are ready: decided from what was seen, by rule, without touching a disk.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "transom/spool.hpp"

namespace transom {

// * any bytes, ? one byte, ASCII letters in any case.
[[nodiscard]] bool wildcard_matches(std::string_view pattern, std::string_view name);

// The name of the marker of `name` by the pattern of its mailbox; empty when it has none.
[[nodiscard]] std::string marker_of(const MailboxSettings& settings, std::string_view name);

// Remembers what it saw of files that may still grow.
class Readiness {
 public:
  // True when the file that no longer grows is complete. Only asked for growing mailboxes.
  using Ask = std::function<bool(const std::string& name)>;

  explicit Readiness(const MailboxSettings& settings);

  // All ready files are in `ready`; nothing is left to `more` or `refused`.
  [[nodiscard]] Look judge(std::vector<FileEntry> entries, std::int64_t monotonic_ms, const Ask& ask);

 private:
  struct Seen {
    FileStatus status;
    std::int64_t since_ms = 0;  // monotonic: when it was first seen just so
    enum class End { unknown, missing, there } end = End::unknown;
    bool in_this_look = false;
  };
  enum class Verdict { ready, incomplete, waiting };

  [[nodiscard]] bool ignored(std::string_view name) const;
  Verdict judge_one(const FileEntry& entry, const FileStatus* marker, std::int64_t now_ms, const Ask& ask,
                    Look& look);

  MailboxSettings settings_;
  std::map<std::string, Seen, std::less<>> seen_;
};

}  // namespace transom
