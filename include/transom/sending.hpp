// Sending by hand: files put through the ERP's path at once, what waits flushed, what went out sent once
// more.
//
// All of it works beside a running engine: it takes only the store's write lock. A dry run does everything in
// a unit that is rolled back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "transom/date.hpp"
#include "transom/records.hpp"

namespace transom {

struct SendRequest {
  std::string name;   // of the file, as its map is chosen by
  std::string bytes;  // JSON, or CSV where a map takes it
  std::string who;
  bool dry_run = false;
};

struct SendReport {
  struct Line {
    std::string set_id, partner, number;
    std::string fate;      // "sent", "prepared", "duplicate", "not sent"
    std::string sentence;  // why
  };
  DocumentId document;  // that the file became; nobody in a dry run
  std::vector<Line> lines;
  std::string outcome, reason;    // of the document: "done", "quarantined", "duplicate"
  std::vector<std::string> more;  // what else is wrong with the file as a whole
  std::vector<std::string>
      interchanges;                 // X12 text of what goes out; a dry run has what would wait in it as well
  std::size_t work_items = 0;       // that it opens
  std::vector<std::string> alarms;  // files that could not be delivered under their names
};
// A file as if the ERP had left it. Fails: configuration, disk, database.
[[nodiscard]] SendReport send_file(const std::string& root, const Clock& clock, const SendRequest& request);

struct FlushReport {
  std::size_t documents = 0;  // that went out, or would
  std::size_t left = 0;       // that still wait
  std::vector<std::string> interchanges;
  std::size_t work_items = 0;
  std::vector<std::string> alarms;
};
// Everything that waits for this partner goes out, or for anybody (`partner` empty). Fails: usage, when there
// is no such partner.
[[nodiscard]] FlushReport flush(const std::string& root, const Clock& clock, const std::string& partner);

struct AgainRequest {
  OutboundId outbound;
  std::string who, why;
  bool dry_run = false;
};
struct AgainReport {
  OutboundId outbound;  // that goes out
  std::string partner, kind, control_number, file_name;
  std::string bytes;
  std::vector<std::string> alarms;
};
// The same bytes under the same name and numbers: for a file that got lost on its way. What was said of it
// before counts no more. Fails: usage, when there is no such interchange, it is still on its way, or its
// documents were made anew since.
[[nodiscard]] AgainReport resend(const std::string& root, const Clock& clock, const AgainRequest& request);
// Its business documents in a new interchange with new numbers, by today's maps: for what the partner
// refused, in all or in one of its sets. Each is made anew once; then it is the new one's turn. Fails: usage,
// when it was, when he did not refuse it, when it carries no business document that is kept, or one cannot go
// today (with the reason).
[[nodiscard]] AgainReport reissue(const std::string& root, const Clock& clock, const AgainRequest& request);

}  // namespace transom
