// A mailbox: look, claim, release.
//
// The claim is a rename into our own folder, then one sync of each of the two folders for the whole group. It
// is the only moment that decides whose the file is: whoever comes second finds it gone and goes on. From
// then on the claim's own name says what it was called, so a restart needs nothing else to go on with it.
//
// Refused: lock files beside each mailed file (senders and other readers do not know them), and copying
// instead of renaming (two owners of one file; a folder without the right to rename is a later transport).
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "base/failpoint.hpp"
#include "base/text.hpp"
#include "spool/claim_name.hpp"
#include "spool/readiness.hpp"
#include "transom/spool.hpp"

namespace transom {

using Outcome = Files::Outcome;

constexpr std::int64_t refused_for_ms = 60'000;

struct Mailbox::Impl {
  Files& files;
  MailboxSettings settings;
  std::string claims;
  Files::LockFile lock;
  Readiness readiness;
  std::mutex held_mutex;
  std::set<std::string, std::less<>> held;                   // ids handed out
  std::map<std::string, std::int64_t, std::less<>> refused;  // name -> monotonic ms of the refusal
  std::int64_t last_look_ms = 0, last_second = -1;
  unsigned number = 0;

  Impl(Files& the_files, MailboxSettings the_settings)
      : files(the_files),
        settings(std::move(the_settings)),
        claims(settings.work + "/claim"),
        readiness(settings) {}

  void hold(const std::string& id) {
    const std::lock_guard turn(held_mutex);
    held.insert(id);
  }
  void forget(const std::string& id) {
    const std::lock_guard turn(held_mutex);
    held.erase(id);
  }
  bool holds(const std::string& id) {
    const std::lock_guard turn(held_mutex);
    return held.contains(id);
  }
  unsigned next_number(Instant now);
  std::optional<Claim> take(const ReadyFile& file, Instant now);
  void write_sidecar(const std::string& name, const std::string& original);
  std::string whole_name(const std::string& id);
};

Mailbox::Mailbox(Files& files, MailboxSettings settings, Instant now)
    : impl_(std::make_unique<Impl>(files, std::move(settings))) {
  if (!files.directory_status(impl_->settings.folder)) {
    throw Failure(FailureKind::configuration, impl_->settings.folder,
                  "the folder of mailbox '" + impl_->settings.name + "' is not there",
                  "make it, or mend the mailbox's folder in the configuration");
  }
  ensure_directory(files, impl_->claims);
  const std::string folders[] = {impl_->settings.folder, impl_->claims};
  check_layout(files, folders);
  impl_->lock = files.lock(impl_->settings.work, "lock", now);
}

Mailbox::~Mailbox() = default;
Mailbox::Mailbox(Mailbox&&) noexcept = default;

const MailboxSettings& Mailbox::settings() const {
  return impl_->settings;
}
const std::string& Mailbox::claim_folder() const {
  return impl_->claims;
}

Look Mailbox::look(std::int64_t monotonic_ms, std::size_t at_most, const IsComplete& is_complete) {
  Impl& self = *impl_;
  self.last_look_ms = monotonic_ms;
  const auto ask = [&](const std::string& name) {
    try {
      auto file = self.files.open(self.settings.folder, name);
      return file && is_complete(*file);
    } catch (const Failure& failure) {
      if (failure.kind() != FailureKind::disk) throw;
      return true;  // who takes it tells that it cannot be read; the others must not wait for that
    }
  };
  auto entries = self.files.list(self.settings.folder);
  Look look = self.readiness.judge(std::move(entries), monotonic_ms, is_complete ? ask : Readiness::Ask());
  std::erase_if(self.refused, [&](const auto& one) { return monotonic_ms - one.second >= refused_for_ms; });
  look.refused =
      std::erase_if(look.ready, [&](const ReadyFile& file) { return self.refused.contains(file.name); });
  if (look.ready.size() > at_most) {
    look.more = look.ready.size() - at_most;
    look.ready.resize(at_most);
  }
  return look;
}

std::string Mailbox::beginning(const ReadyFile& file, std::size_t most) {
  std::string bytes(most, '\0');
  std::size_t read = 0;
  try {
    if (auto opened = impl_->files.open(impl_->settings.folder, file.name)) read = opened->read(bytes);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::disk) throw;  // who takes it tells that it cannot be read
  }
  bytes.resize(read);
  return bytes;
}

void Mailbox::Impl::write_sidecar(const std::string& name, const std::string& original) {
  std::vector<Files::StagedFile> staged;
  staged.push_back(files.stage(claims, 0640));
  staged.back().append(original);
  files.sync(staged);
  (void)files.publish(staged.back(), name);
}

// Numbers begin each second at its microsecond, so that a process started within the second in which another
// ended does not use its names again: nobody claims a million files a second.
unsigned Mailbox::Impl::next_number(Instant now) {
  const std::int64_t second = now.ms / 1000;
  if (second != last_second) number = static_cast<unsigned>(now.ms % 1000 * 1000);
  last_second = second;
  return ++number;
}

// nullopt when the file is no longer there.
std::optional<Claim> Mailbox::Impl::take(const ReadyFile& file, Instant now) {
  if (file.size > settings.largest) {
    throw Failure(FailureKind::configuration, settings.folder + "/" + visible(file.name, 80),
                  fmt::format("has {} bytes, the limit is {}; it stays there", file.size, settings.largest),
                  "raise `limits: {file: ...}` in transom.yaml, or take it away");
  }
  for (;;) {
    const auto [id, sidecar] = claim_name(now, next_number(now), file.name);
    if (!sidecar.empty()) write_sidecar(sidecar, file.name);
    const auto outcome = files.rename(settings.folder, file.name, claims, id);
    if (outcome == Outcome::exists) continue;  // left over from this very second; the next number is free
    if (outcome == Outcome::gone) {
      if (!sidecar.empty()) (void)files.remove(claims, sidecar);
      return std::nullopt;
    }
    return Claim{id, file.name, file.size, file.mtime_ns, file.inode};
  }
}

Mailbox::Claimed Mailbox::claim(std::span<const ReadyFile> files, Instant now) {
  Claimed result;
  for (const auto& file : files) {
    try {
      auto claim = impl_->take(file, now);
      if (claim) result.claims.push_back(std::move(*claim));
    } catch (const Failure& failure) {
      impl_->refused[file.name] = impl_->last_look_ms;
      result.refused.push_back(failure);
    }
    failpoint("after_claim_rename");
  }
  if (result.claims.empty()) return result;
  impl_->files.sync_directory(impl_->claims);
  impl_->files.sync_directory(impl_->settings.folder);
  failpoint("after_claim_sync");
  for (const auto& claim : result.claims) {
    impl_->hold(claim.id);
    try {
      const auto marker = marker_of(impl_->settings, claim.original_name);
      if (!marker.empty()) (void)impl_->files.remove(impl_->settings.folder, marker);
    } catch (const Failure& failure) {
      result.refused.push_back(failure);  // the file is ours all the same; an old marker is doubtful later
    }
  }
  return result;
}

std::string Mailbox::Impl::whole_name(const std::string& id) {
  const auto sidecar = sidecar_of(id);
  auto file = sidecar.empty() ? std::nullopt : files.open(claims, sidecar);
  if (!file) return original_name(id);
  std::string name(256, '\0');
  name.resize(file->read(name));
  return name;
}

std::vector<Claim> Mailbox::leftovers() {
  auto entries = impl_->files.list(impl_->claims);
  std::sort(entries.begin(), entries.end(),
            [](const FileEntry& a, const FileEntry& b) { return a.name < b.name; });
  std::set<std::string, std::less<>> ids;
  std::vector<Claim> found;
  for (const auto& [name, status] : entries) {
    const bool ours = status.kind == FileStatus::Kind::regular && !name.starts_with('.');
    if (!ours || !owner_of_sidecar(name).empty()) continue;
    ids.insert(name);
    if (impl_->holds(name)) continue;
    found.push_back({name, impl_->whole_name(name), status.size, status.mtime_ns, status.inode});
  }
  for (const auto& [name, status] : entries) {
    const auto owner = owner_of_sidecar(name);
    if (!owner.empty() && !ids.contains(owner)) (void)impl_->files.remove(impl_->claims, name);
  }
  for (const auto& claim : found) impl_->hold(claim.id);
  return found;
}

Claim Mailbox::claim_anew(const Claim& claim, Instant now) {
  const ReadyFile file{claim.original_name, claim.size, claim.mtime_ns, claim.inode};
  for (;;) {
    const auto [id, sidecar] = claim_name(now, impl_->next_number(now), file.name);
    if (!sidecar.empty()) impl_->write_sidecar(sidecar, file.name);
    const auto outcome = impl_->files.rename(impl_->claims, claim.id, impl_->claims, id);
    if (outcome == Outcome::exists) continue;
    if (outcome == Outcome::gone) {
      throw Failure(FailureKind::disk, impl_->claims + "/" + claim.id, "the claimed file is gone",
                    "leave the claim folder to transom while it runs");
    }
    impl_->files.sync_directory(impl_->claims);
    impl_->forget(claim.id);
    impl_->hold(id);
    return {id, file.name, file.size, file.mtime_ns, file.inode};
  }
}

void Mailbox::let_go() noexcept {
  const std::lock_guard turn(impl_->held_mutex);
  impl_->held.clear();
}

void Mailbox::let_go(const Claim& claim) noexcept {
  impl_->forget(claim.id);
}

Files::File Mailbox::open(const Claim& claim) {
  auto file = impl_->files.open(impl_->claims, claim.id);
  if (file) return std::move(*file);
  throw Failure(FailureKind::disk, impl_->claims + "/" + claim.id, "the claimed file is gone",
                "leave the claim folder to transom while it runs");
}

bool Mailbox::unchanged(const Claim& claim) {
  const auto status = impl_->files.status(impl_->claims, claim.id);
  return status && status->size == claim.size && status->mtime_ns == claim.mtime_ns &&
         status->inode == claim.inode;
}

void Mailbox::release(std::span<const Claim> claims) {
  std::vector<std::string> names, sidecars;
  for (const auto& claim : claims) {
    names.push_back(claim.id);
    auto sidecar = sidecar_of(claim.id);
    if (!sidecar.empty()) sidecars.push_back(std::move(sidecar));
  }
  impl_->files.remove_all(impl_->claims, names);
  failpoint("after_unclaim");
  impl_->files.remove_all(impl_->claims, sidecars);
  for (const auto& name : names) impl_->forget(name);
}

bool Mailbox::give_back(const Claim& claim, std::int64_t monotonic_ms) {
  const auto outcome =
      impl_->files.rename(impl_->claims, claim.id, impl_->settings.folder, claim.original_name);
  if (outcome == Outcome::exists) {
    impl_->forget(claim.id);
    return false;
  }
  impl_->refused[claim.original_name] = monotonic_ms;  // not again at once: its sender needs time
  impl_->files.sync_directory(impl_->settings.folder);
  impl_->files.sync_directory(impl_->claims);
  const auto sidecar = sidecar_of(claim.id);
  if (!sidecar.empty()) (void)impl_->files.remove(impl_->claims, sidecar);
  impl_->forget(claim.id);
  return true;
}

}  // namespace transom
