// Checks that cost little and change nothing. What the loader and the store refuse by themselves is caught
// here and told as one line, so that a person sees all that is wrong at once and not one thing a run.
#include "app/doctor.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <boost/version.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>

#include "app/command.hpp"
#include "app/output.hpp"
#include "base/posix_files.hpp"
#include "engine/map_shelf.hpp"
#include "store/connection.hpp"
#include "transom/acknowledgment.hpp"
#include "transom/guide.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;
using enum Diagnosis::Level;

void say(Diagnoses& out, Diagnosis::Level level, std::string topic, std::string text,
         std::string advice = {}) {
  out.push_back({level, std::move(topic), std::move(text), std::move(advice)});
}

// A Failure becomes a line instead of ending the command.
bool attempt(Diagnoses& out, const std::string& topic, const std::function<void()>& look) {
  try {
    look();
    return true;
  } catch (const Failure& failure) {
    const std::string place = failure.place().empty() ? "" : failure.place() + ": ";
    const bool settings = exit_code(failure.kind()) == exit_status::usage;
    say(out, settings ? wrong : fail, topic, place + failure.problem(), failure.advice());
    return false;
  }
}

// File systems whose rename, link or sync do not hold across machines or power cuts.
std::string_view weak_file_system(long type) {
  switch (static_cast<unsigned long>(type)) {
    case 0x6969:
      return "NFS";
    case 0xFF534D42:
    case 0xFE534D42:
    case 0x517B:
      return "SMB";
    case 0x65735546:
      return "FUSE";
    case 0x01021994:
      return "memory (tmpfs): a power cut empties it";
    default:
      return {};
  }
}

struct FolderLook {
  std::string name, path;
  bool must = true;  // the engine makes the others by itself
};

std::vector<FolderLook> folders_of(const Workspace& workspace) {
  std::vector<FolderLook> folders;
  for (const auto& mailbox : workspace.mailboxes)
    folders.push_back({"mailbox " + mailbox.name, mailbox.folder});
  folders.push_back({"drop", workspace.drop});
  folders.push_back({"orders", workspace.orders});
  folders.push_back({"outgoing", workspace.outgoing});
  folders.push_back({"quarantine", workspace.quarantine});
  folders.push_back({"claim", workspace.claim, false});
  folders.push_back({"store", fs::path(workspace.store).parent_path().string(), false});
  return folders;
}

void look_at_folder(Diagnoses& out, const FolderLook& folder) {
  if (!fs::is_directory(folder.path)) {
    if (folder.must) say(out, wrong, folder.name, folder.path + " is not there", "mkdir -p " + folder.path);
    return;
  }
  if (::access(folder.path.c_str(), R_OK | W_OK | X_OK) != 0) {
    say(out, fail, folder.name, fmt::format("{}: {}", folder.path, std::strerror(errno)),
        fmt::format("let user {} read and write it", ::geteuid()));
    return;
  }
  struct statfs status {};
  if (::statfs(folder.path.c_str(), &status) != 0) return;
  if (const auto weak = weak_file_system(status.f_type); !weak.empty()) {
    say(out, warn, folder.name, fmt::format("{} lies on {}", folder.path, weak),
        "use a local disk where files must survive");
    return;
  }
  const auto free_mb =
      static_cast<std::uint64_t>(status.f_bavail) * static_cast<std::uint64_t>(status.f_bsize) / 1'000'000;
  const bool odd_blocks = status.f_bsize != 4096;
  say(out, free_mb < 1000 || odd_blocks ? warn : ok, folder.name,
      fmt::format("{}, {} MB free{}", folder.path, with_commas(free_mb),
                  odd_blocks ? fmt::format(", blocks of {} bytes", status.f_bsize) : ""),
      free_mb < 1000 ? "make room: the engine stops when the disk is full"
      : odd_blocks   ? "blocks of 4096 bytes are what was tested"
                     : "");
}

// The command is run without a shell: what cannot be found now will not be found when an item waits.
void look_at_notify(Diagnoses& out, const Workspace& workspace) {
  if (workspace.notify.empty()) return;
  const std::string& program = workspace.notify.front();
  const bool by_path = program.find('/') == std::string::npos;
  if (by_path || ::access(program.c_str(), X_OK) == 0) {
    say(out, ok, "notify", program);
  } else {
    say(out, wrong, "notify", fmt::format("{}: {}", program, std::strerror(errno)),
        fmt::format("let user {} run it, or mend `notify:` in {}", ::geteuid(), workspace.file));
  }
}

// Whoever else owns the store made it by running a command as another user.
void look_at_owner(Diagnoses& out, const Workspace& workspace) {
  for (const std::string& file : {workspace.store, workspace.store + "-wal", workspace.store + "-shm"}) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0 || status.st_uid == ::geteuid()) continue;
    say(out, ::access(file.c_str(), R_OK | W_OK) == 0 ? warn : fail, "store",
        fmt::format("{} belongs to user {}, this is user {}", file, status.st_uid, ::geteuid()),
        "run every command as the engine's user, or the engine cannot write what another one made");
  }
}

// What is received and goes nowhere.
void look_at_maps(Diagnoses& out, const Partner& partner, const MapShelf& maps) {
  for (const Agreement& agreement : partner.receives) {
    const bool work =
        !agreement.receive->kept && !is_acknowledgment(agreement.set) && maps.inbound(agreement) == nullptr;
    if (!work) continue;
    say(out, warn, "partners",
        fmt::format("{}: no map makes anything of the {} it sends; each that comes is a work item",
                    partner.slug, agreement.set),
        fmt::format("name one by `map:` in {}, or say `map: none`", partner.file));
  }
}

}  // namespace

void look_at_program(Diagnoses& out) {
  say(out, ok, "transom",
      fmt::format("{}, with Boost {}.{}, fmt {}.{}.{}, OpenSSL {}", TRANSOM_VERSION, BOOST_VERSION / 100'000,
                  BOOST_VERSION / 100 % 1000, FMT_VERSION / 10'000, FMT_VERSION / 100 % 100,
                  FMT_VERSION % 100, OpenSSL_version(OPENSSL_VERSION_STRING)));
  const auto& guides = GuideLibrary::built_in();
  for (const auto& version : guides.versions()) {
    std::string sets;
    for (const auto& set : guides.sets(version)) sets += set + " ";
    const auto any = guides.find(version, guides.sets(version).front()).guide;
    say(out, ok, "guides " + version, fmt::format("{}(confidence: {})", sets, any->confidence()));
  }
}

ConfigurationPtr look_at_configuration(Diagnoses& out, const std::string& root) {
  ConfigurationPtr configuration;
  attempt(out, "settings", [&] {
    configuration = Configuration::load(root);
    const Workspace& space = configuration->workspace;
    std::string ids;
    for (const auto& id : space.identity) ids += fmt::format(" {}:{}", id.qualifier, id.id);
    say(out, ok, "settings", fmt::format("{}: we are {},{}", space.file, space.name, ids));
  });
  if (!configuration) return nullptr;
  attempt(out, "maps", [&] {
    const MapShelf maps(*configuration);
    const auto partners = configuration->directory.partners();
    say(out, partners.empty() ? warn : ok, "partners",
        fmt::format("{}, all maps compile (hash {})", count_of(partners.size(), "partner"),
                    maps.hash().substr(0, 12)),
        partners.empty() ? "add a folder below " + configuration->workspace.partners_folder : "");
    for (const auto& partner : partners) {
      look_at_maps(out, *partner, maps);
      look_at_answers(out, *partner, maps);
    }
    for (const MapWarning& warning : maps.warnings())
      say(out, warn, "maps", warning.place + ": " + warning.problem, warning.advice);
  });
  return configuration;
}

void look_at_folders(Diagnoses& out, const Workspace& workspace) {
  look_at_notify(out, workspace);
  for (const auto& folder : folders_of(workspace)) look_at_folder(out, folder);
  PosixFiles files;
  const auto claim = files.directory_status(workspace.claim);
  for (const auto& mailbox : workspace.mailboxes) {
    const auto status = files.directory_status(mailbox.folder);
    if (!claim || !status || claim->device == status->device) continue;
    say(out, wrong, "mailbox " + mailbox.name,
        mailbox.folder + " is on another file system than " + workspace.claim,
        "set `folders: {claim: ...}` to a folder beside the mailbox: files are taken by rename");
  }
}

void look_at_store(Diagnoses& out, const Workspace& workspace) {
  if (!fs::exists(workspace.store)) {
    say(out, ok, "store", workspace.store + " is made by the first run");
    return;
  }
  look_at_owner(out, workspace);
  attempt(out, "store", [&] {
    Connection connection(workspace.store, Connection::Mode::read);
    const std::string damage = connection.pragma("PRAGMA quick_check(1)");
    const std::string journal = connection.pragma("PRAGMA journal_mode");
    const std::string text =
        fmt::format("{}, SQLite {}, journal {}, schema {}, {} MB", workspace.store,
                    connection.pragma("SELECT sqlite_version()"), journal,
                    connection.pragma("PRAGMA user_version"), fs::file_size(workspace.store) / 1'000'000);
    if (damage != "ok") {
      say(out, fail, "store", text + ": " + damage, "stop the engine and restore the last backup");
    } else if (journal != "wal") {
      say(out, fail, "store", text, "somebody changed the journal mode; start `transom run --once`");
    } else {
      say(out, ok, "store", text);
    }
  });
  attempt(out, "work", [&] {
    const auto store = open_store(workspace.store, {.create = false, .read_only = true});
    const Counts counts = store->counts(std::nullopt);
    say(out, counts.open_items > 0 ? warn : ok, "work",
        fmt::format("{} taken, {} quarantined, {} duplicate; {} open, {} to be dropped", counts.done,
                    counts.quarantined, counts.duplicate, count_of(counts.open_items, "item"),
                    count_of(counts.queued_outbounds, "answer")),
        counts.open_items > 0 ? "`transom failed` lists them" : "");
    if (const auto waiting = store->waiting(); !waiting.empty()) {
      say(out, ok, "batches",
          fmt::format("{} wait to be sent, the oldest since {}", count_of(waiting.size(), "document"),
                      waiting.front().prepared.iso()),
          "`transom list --sent` lists them, `transom send --flush` sends them");
    }
  });
}

void look_at_ledger(Diagnoses& out, const Workspace& workspace, Instant now) {
  if (!fs::exists(workspace.store)) return;
  attempt(out, "due", [&] {
    const auto store = open_store(workspace.store, {.create = false, .read_only = true});
    const std::uint64_t overdue = store->count_overdue(now);
    say(out, overdue > 0 ? warn : ok, "due", fmt::format("{} overdue", overdue),
        overdue > 0 ? "`transom due` lists them" : "");
  });
}

void look_at_engine(Diagnoses& out, const Workspace& workspace, Instant now) {
  PosixFiles files;
  for (const auto& mailbox : workspace.mailboxes) {
    const std::string folder = workspace.claim + "/" + mailbox.name;
    try {
      if (!fs::exists(folder + "/lock")) continue;
      const auto lock = files.lock(folder, "lock", now);
    } catch (const Failure& failure) {
      say(out, ok, "engine", failure.kind() == FailureKind::busy ? failure.problem() : failure.what());
      return;
    }
  }
  say(out, ok, "engine", "none is at work here now");
}

void look_at_clock(Diagnoses& out, Instant now) {
  struct timex state {};
  const bool in_step = ::adjtimex(&state) != TIME_ERROR;
  say(out, in_step ? ok : warn, "clock", when(now) + (in_step ? "" : ", not in step with a time server"),
      in_step ? "" : "dates of acknowledgments come from this clock: see timedatectl");
}

}  // namespace transom
