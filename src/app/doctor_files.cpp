// What rights stop one by one: a file that waits in a mailbox and cannot be read, a folder behind the drop or
// beside the orders that cannot be written. The engine goes on without them and tells it with each pass; here
// they are all named at once.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>

#include "app/doctor.hpp"
#include "app/output.hpp"
#include "base/posix_files.hpp"
#include "base/text.hpp"
#include "engine/boxes.hpp"
#include "engine/dispatch.hpp"
#include "spool/readiness.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_named = 20;  // of one folder

void fail(Diagnoses& out, const std::string& topic, std::string text, std::string_view right) {
  out.push_back(
      {Diagnosis::Level::fail, topic, std::move(text), fmt::format("let user {} {} it", ::geteuid(), right)});
}

using Matters = std::function<bool(const std::string& name)>;

// Files in the folder that matter and that we may not read, with the system's words.
std::vector<std::string> unreadable_in(const std::string& folder, const Matters& matters) {
  std::vector<std::string> found;
  if (::access(folder.c_str(), R_OK | X_OK) != 0) return found;  // told of the folder itself
  PosixFiles files;
  for (const FileEntry& entry : files.list(folder)) {
    const bool ours = entry.status.kind == FileStatus::Kind::regular && !entry.name.starts_with('.');
    if (!ours || !matters(entry.name) || ::access((folder + "/" + entry.name).c_str(), R_OK) == 0) continue;
    const int error = errno;
    found.push_back(fmt::format("{}/{}: {}", folder, visible(entry.name, 80), std::strerror(error)));
  }
  std::sort(found.begin(), found.end());
  return found;
}

void name_all(Diagnoses& out, const std::string& topic, const std::vector<std::string>& found) {
  for (std::size_t i = 0; i < std::min(found.size(), most_named); ++i) fail(out, topic, found[i], "read");
  if (found.size() > most_named)
    fail(out, topic, fmt::format("{} more like these", found.size() - most_named), "read");
}

void look_at_files_of(Diagnoses& out, const Workspace& workspace, const MailboxEntry& entry) {
  const std::string topic = entry.name == outgoing_box ? entry.name : "mailbox " + entry.name;
  std::vector<std::string> ignored = MailboxSettings::usual_ignore();
  ignored.insert(ignored.end(), entry.ignore.begin(), entry.ignore.end());
  const auto taken = [&](const std::string& name) {
    return wildcard_matches(entry.pattern, name) &&
           std::none_of(ignored.begin(), ignored.end(),
                        [&](const std::string& pattern) { return wildcard_matches(pattern, name); });
  };
  name_all(out, topic, unreadable_in(entry.folder, taken));
  name_all(out, topic,
           unreadable_in(fmt::format("{}/{}/claim", workspace.claim, entry.name),
                         [](const std::string&) { return true; }));
}

}  // namespace

void look_at_files(Diagnoses& out, const Workspace& workspace) {
  for (const auto& entry : workspace.mailboxes) look_at_files_of(out, workspace, entry);
  MailboxEntry outgoing;
  outgoing.name = outgoing_box;
  outgoing.folder = workspace.outgoing;
  look_at_files_of(out, workspace, outgoing);
}

// Those that are not there yet are made when something goes into them.
void look_at_subfolders(Diagnoses& out, const Configuration& configuration) {
  const Workspace& workspace = configuration.workspace;
  const auto look = [&](const std::string& topic, const std::string& folder) {
    if (!fs::exists(folder) || ::access(folder.c_str(), R_OK | W_OK | X_OK) == 0) return;
    fail(out, topic, fmt::format("{}: {}", folder, std::strerror(errno)), "read and write");
  };
  const auto look_at_both = [&](const std::string& topic, const std::string& folder) {
    if (folder != workspace.orders && folder != workspace.drop) look(topic, folder);
    look(topic, test_folder(folder));
  };
  for (const auto& partner : configuration.directory.partners()) {
    look("drop", workspace.drop + "/" + partner->slug);
    look("drop", test_folder(workspace.drop) + "/" + partner->slug);
  }
  look_at_both("drop", workspace.drop);
  for (const BusinessKind kind : {BusinessKind::order, BusinessKind::order_response, BusinessKind::shipment,
                                  BusinessKind::invoice, BusinessKind::order_change}) {
    look_at_both("orders", erp_folder(workspace.orders, kind));
  }
  look_at_both("orders", labels_folder(workspace.orders));
}

}  // namespace transom
