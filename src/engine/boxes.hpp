// The mailboxes of a workspace as the engine holds them: those of transom.yaml, and where the ERP leaves what
// is to be sent.
#pragma once

#include <string>
#include <vector>

#include "transom/spool.hpp"
#include "transom/workspace.hpp"

namespace transom {

struct Box {
  Mailbox mailbox;
  bool outgoing = false;  // the ERP leaves documents to send like a VAN leaves files
  [[nodiscard]] const std::string& name() const { return mailbox.settings().name; }
};

// The name of the mailbox that the ERP's documents come by; no other may have it.
inline constexpr std::string_view outgoing_box = "outgoing";

// Takes the locks of all. Fails: as Mailbox does.
[[nodiscard]] std::vector<Box> open_boxes(Files& files, const Workspace& workspace, Instant now);

// Mailboxes, folders and store are taken at the engine's start; false: an edit of them waits for the next
// one.
[[nodiscard]] bool same_places(const Workspace& a, const Workspace& b);

}  // namespace transom
