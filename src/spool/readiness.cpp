// Readiness by rule. A file moved in is ready when seen. A file written in place is ready when it was the
// same (size, time, inode) at two looks a while apart on the clock that never jumps, and its end is there; a
// missing end is waited for, but not for ever. A silent sender defeats every interval, so this is the
// fallback.
//
// A marker older than its file is doubtful: it may be left over from an earlier file of that name whose claim
// was interrupted. It counts once the file has not changed for as long as a growing one would have to wait.
#include "spool/readiness.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace transom {
namespace {

std::string with_name(std::string pattern, std::string_view word, std::string_view name) {
  const auto at = pattern.find(word);
  return at == std::string::npos ? pattern : pattern.replace(at, word.size(), name);
}

std::string_view stem_of(std::string_view name) {
  return name.substr(0, name.rfind('.'));
}

}  // namespace

bool wildcard_matches(std::string_view pattern, std::string_view name) {
  const std::string wanted = to_lower(pattern), given = to_lower(name);
  std::size_t p = 0, n = 0, star = std::string::npos, resume = 0;
  while (n < given.size()) {
    if (p < wanted.size() && wanted[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < wanted.size() && (wanted[p] == '?' || wanted[p] == given[n])) {
      ++p;
      ++n;
    } else if (star != std::string::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  return wanted.find_first_not_of('*', p) == std::string::npos;
}

std::string marker_of(const MailboxSettings& settings, std::string_view name) {
  if (settings.marker.empty()) return {};
  return with_name(with_name(settings.marker, "{name}", name), "{stem}", stem_of(name));
}

std::vector<std::string> MailboxSettings::usual_ignore() {
  return {"*.tmp",        "*.part", "*.partial", "*.filepart", "*.writing", "*.inprogress",
          "*.incomplete", "~*",     "*.done",    "*.ok",       "*.ctl"};
}

Readiness::Readiness(const MailboxSettings& settings) : settings_(settings) {
  const auto markers = marker_of(settings, "*");
  if (!markers.empty()) settings_.ignore.push_back(markers);
}

bool Readiness::ignored(std::string_view name) const {
  const auto matches = [&](const std::string& pattern) { return wildcard_matches(pattern, name); };
  return name.starts_with('.') || !wildcard_matches(settings_.pattern, name) ||
         std::any_of(settings_.ignore.begin(), settings_.ignore.end(), matches);
}

Readiness::Verdict Readiness::judge_one(const FileEntry& entry, const FileStatus* marker, std::int64_t now_ms,
                                        const Ask& ask, Look& look) {
  const bool growing = settings_.delivery == MailboxSettings::Delivery::growing;
  const bool doubtful = marker != nullptr && marker->mtime_ns < entry.status.mtime_ns;
  if (!settings_.marker.empty() && marker == nullptr) return Verdict::waiting;
  if (!growing && !doubtful) return Verdict::ready;

  Seen& seen = seen_[entry.name];
  if (seen.since_ms == 0 || seen.status != entry.status) seen = {entry.status, now_ms};
  seen.in_this_look = true;
  const auto wait_until = [&](std::int64_t due_ms) {
    const auto rest = std::max<std::int64_t>(due_ms - now_ms, 1);
    look.recheck_ms = look.recheck_ms < 0 ? rest : std::min(look.recheck_ms, rest);
    return Verdict::waiting;
  };
  if (now_ms - seen.since_ms < settings_.stable_for_ms) {
    return wait_until(seen.since_ms + settings_.stable_for_ms);
  }
  if (!growing) return Verdict::ready;
  if (seen.end == Seen::End::unknown) {
    seen.end = !ask || ask(entry.name) ? Seen::End::there : Seen::End::missing;
  }
  if (seen.end == Seen::End::there) return Verdict::ready;
  if (now_ms - seen.since_ms >= settings_.incomplete_after_ms) return Verdict::incomplete;
  return wait_until(seen.since_ms + settings_.incomplete_after_ms);
}

Look Readiness::judge(std::vector<FileEntry> entries, std::int64_t monotonic_ms, const Ask& ask) {
  std::sort(entries.begin(), entries.end(),
            [](const FileEntry& a, const FileEntry& b) { return a.name < b.name; });
  const auto find = [&](const std::string& name) -> const FileStatus* {
    const auto at = std::lower_bound(entries.begin(), entries.end(), name,
                                     [](const FileEntry& a, const std::string& b) { return a.name < b; });
    return at != entries.end() && at->name == name ? &at->status : nullptr;
  };
  for (auto& [name, seen] : seen_) seen.in_this_look = false;
  Look look;
  for (const auto& entry : entries) {
    if (entry.status.kind != FileStatus::Kind::regular || ignored(entry.name)) {
      ++look.ignored;
      continue;
    }
    const auto* marker = settings_.marker.empty() ? nullptr : find(marker_of(settings_, entry.name));
    const auto verdict = judge_one(entry, marker, monotonic_ms, ask, look);
    if (verdict == Verdict::waiting) {
      ++look.waiting;
    } else {
      const auto& status = entry.status;
      look.ready.push_back(
          {entry.name, status.size, status.mtime_ns, status.inode, verdict == Verdict::incomplete});
    }
  }
  std::erase_if(seen_, [](const auto& one) { return !one.second.in_this_look; });
  std::stable_sort(look.ready.begin(), look.ready.end(),
                   [](const ReadyFile& a, const ReadyFile& b) { return a.mtime_ns < b.mtime_ns; });
  return look;
}

}  // namespace transom
