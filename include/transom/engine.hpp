// The engine: mailboxes in, orders and answers out. Passes over the mailboxes, replays, golden cases.
//
// One Engine holds the workspace's locks while it lives; a second one fails as busy. Reading commands
// (list, show, failed) and replays work beside it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "transom/date.hpp"
#include "transom/failure.hpp"
#include "transom/records.hpp"

namespace transom {

// What one pass came to. It balances: seen == accepted + quarantined + duplicate + waiting.
struct PassSummary {
  std::uint64_t seen = 0;      // files in the mailboxes and files an earlier run left claimed
  std::uint64_t accepted = 0;  // at least one interchange took effect
  std::uint64_t quarantined = 0;
  std::uint64_t duplicate = 0;
  std::uint64_t waiting = 0;  // still growing, or left for the next pass because we were stopped
  std::uint64_t ignored = 0;  // by rule (temporary names, markers); not seen
  std::uint64_t orders = 0, changes = 0, held = 0, rejected_sets = 0, answers = 0;
  std::uint64_t sent = 0;             // business documents put into interchanges
  std::uint64_t prepared = 0;         // business documents that wait for their batch, in all
  std::uint64_t taken_after_all = 0;  // documents that had waited for what came since
  std::uint64_t work_items = 0;       // opened by this pass
  std::uint64_t open_items = 0;       // open in all, after it
  std::uint64_t overdue = 0;          // expected and late, in all, after it
  std::vector<std::string> alarms;    // a bad edit of a YAML file, a file that is too large
  std::vector<Failure> failures;  // of our world: a file that cannot be read, a folder that cannot be written
  bool broke_off = false;         // a mailbox, or the pass, ended with the last of them
  bool counted = true;            // false: the store could not be asked for prepared, open_items and overdue
  // Adds it, once however often it is met.
  void fail(const Failure& failure);
  // That of the first failure; else 1 when something of this pass needs a person, else 0.
  [[nodiscard]] int exit_code() const;
  // "4 files seen = 2 accepted + 1 quarantined + 1 duplicate + 0 waiting; 3 orders, 1 held, ..."
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string json() const;
};

// What was done since the engine began; beside it, a long file in hand.
struct Progress {
  std::uint64_t files = 0, bytes = 0;
  std::string_view doing, file;  // "preserving", "reading"; empty: no long file is in hand
  unsigned percent = 0;
};

// What the engine tells while it works; all calls from the engine's thread.
struct EngineEvents {
  using Tell = std::function<void(std::string_view event,
                                  const std::vector<std::pair<std::string_view, std::string>>& fields)>;
  Tell log;
  Tell warn;  // what holds nothing and a person may want to know
  std::function<void(const Progress&)> progress;
  std::function<bool()> stop;  // true: finish the documents in hand and return
};

struct ReplayRequest {
  DocumentId document;
  std::string who, why;
  bool dry_run = false;
  bool override_rejected = false;  // also sets for which the partner was told R; needs a reason
};

// What a replay did, or would do: one line for each set that is not simply as before.
struct ReplayReport {
  struct Line {
    std::uint32_t interchange = 0, group = 0, set = 0;
    std::string set_id, control_number, number;  // number: the purchase order's
    std::string before, after;                   // "held", "taken", "already effective", "rejected"
    std::string sentence;                        // why
  };
  std::vector<Line> lines;
  std::vector<std::string> orders;   // canonical JSON of the orders it makes
  std::vector<std::string> answers;  // X12 text of what it sends
  std::size_t sent = 0;              // business documents in them
  std::size_t prepared = 0;          // documents that it leaves to wait for their batch
  std::string outcome;               // document state: done, quarantined, duplicate
  std::string reason;
  bool maps_changed = false;                // other mappings than the attempt before
  std::size_t work_items = 0;               // that it opens: somebody has to look again
  std::vector<std::string> alarms;          // files that could not be delivered under their names
  std::vector<DocumentId> taken_after_all;  // that had waited for what it took
};

class Engine {
 public:
  // Takes the locks, opens the store, loads the configuration. Fails: busy, configuration, disk, database.
  Engine(const std::string& root, const Clock& clock, EngineEvents events = {});
  ~Engine();
  Engine(Engine&&) noexcept;

  // One pass over all mailboxes and what the ERP leaves to be sent, after what was left of earlier ones. What
  // failed of our world stands in the summary, beside what was done all the same: a file that cannot be read
  // holds up no other, a mailbox no other mailbox; behind a failure of the store nothing more is done.
  [[nodiscard]] PassSummary run_once();
  // Folders to watch and seconds until the next look; for the service that waits between passes.
  [[nodiscard]] std::vector<std::string> watched_folders() const;
  [[nodiscard]] std::int64_t poll_seconds() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Works beside a running engine: it takes only the store's write lock.
[[nodiscard]] ReplayReport replay(const std::string& root, const Clock& clock, const ReplayRequest& request);

// What came of settling a document by hand.
struct Settled {
  std::size_t closed = 0;         // work items
  std::vector<std::string> held;  // orders of it that `hold` has to decide; their items stay open
  // Documents of the ERP that waited behind what was given up and say nothing without it: given up as well.
  std::vector<DocumentId> given_up;
};
struct ToSettle {
  DocumentId document;
  std::string number;  // of the business document that alone is settled; empty: whatever waits
  bool all = false;    // also where several documents of a file of the ERP wait
};
// Closes what waits because of the document: a person settled it elsewhere (the partner sent it again, a call
// was made); what a supplier sent and matching held is given up. Nothing is made or sent. Works beside a
// running engine. Fails: usage, when there is no such document, or several wait and nobody says which;
// database.
[[nodiscard]] Settled settle(const std::string& root, const Clock& clock, const ToSettle& what,
                             std::string_view who, std::string_view why);

// One golden case: a folder with case.yaml and in.edi below a partner's tests/.
struct GoldenResult {
  std::string partner, name, folder;
  bool passed = false;
  std::vector<std::string> differences;  // readable, each begins with the file that differs
};
// All cases of one partner, or of all when `partner` is empty. `accept` rewrites the expected files;
// differences then name those.
[[nodiscard]] std::vector<GoldenResult> run_golden(const std::string& root, std::string_view partner,
                                                   bool accept);

}  // namespace transom
