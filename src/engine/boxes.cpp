// What transom.yaml says about mailboxes, in the spool's words.
#include "engine/boxes.hpp"

#include <filesystem>
#include <tuple>

namespace transom {
namespace {

MailboxSettings settings_of(const MailboxEntry& entry, const Workspace& workspace) {
  MailboxSettings settings;
  settings.name = entry.name;
  settings.folder = entry.folder;
  settings.work = workspace.claim + "/" + entry.name;
  settings.delivery = entry.delivery == Delivery::growing ? MailboxSettings::Delivery::growing
                                                          : MailboxSettings::Delivery::atomic;
  settings.marker = entry.marker;
  settings.pattern = entry.pattern;
  settings.largest = workspace.limits.file;
  settings.stable_for_ms = entry.stable_for * 1000;
  settings.incomplete_after_ms = entry.incomplete_after * 1000;
  settings.ignore.insert(settings.ignore.end(), entry.ignore.begin(), entry.ignore.end());
  return settings;
}

MailboxEntry outgoing_entry(const Workspace& workspace) {
  MailboxEntry entry;
  entry.name = outgoing_box;
  entry.folder = workspace.outgoing;
  return entry;
}

// The folder had another name once; what a crash left claimed under it is not to be forgotten.
void move_old_claims(const Workspace& workspace) {
  const std::string& claim = workspace.claim;
  for (const auto& entry : workspace.mailboxes) {
    if (entry.name == "responses") return;
  }
  std::error_code none;
  const std::filesystem::path now = std::filesystem::path(claim) / std::string(outgoing_box);
  const std::filesystem::path before = std::filesystem::path(claim) / "responses";
  if (std::filesystem::exists(now, none) || !std::filesystem::is_directory(before, none)) return;
  std::filesystem::rename(before, now, none);
}

}  // namespace

// Made by a slip of a pen, they would be filled, and nobody would look there.
static void check_delivery_folders(Files& files, const Workspace& workspace) {
  for (const std::string& folder : {workspace.drop, workspace.orders}) {
    if (files.directory_status(folder)) continue;
    throw Failure(FailureKind::configuration, folder, "the folder is not there",
                  "make it, or mend its name in " + workspace.file);
  }
}

std::vector<Box> open_boxes(Files& files, const Workspace& workspace, Instant now) {
  check_delivery_folders(files, workspace);
  move_old_claims(workspace);
  std::vector<Box> boxes;
  for (const auto& entry : workspace.mailboxes) {
    boxes.push_back({Mailbox(files, settings_of(entry, workspace), now), false});
  }
  boxes.push_back({Mailbox(files, settings_of(outgoing_entry(workspace), workspace), now), true});
  return boxes;
}

bool same_places(const Workspace& a, const Workspace& b) {
  const auto places = [](const Workspace& w) {
    return std::tie(w.mailboxes, w.claim, w.quarantine, w.drop, w.orders, w.outgoing, w.store, w.mappings,
                    w.limits.file);
  };
  return places(a) == places(b);
}

}  // namespace transom
