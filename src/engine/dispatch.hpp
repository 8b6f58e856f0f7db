// Dispatch: what a commit made true reaches the VAN's drop directory and the ERP's folder.
//
// Everything is written beside first, synced together, then linked into place; the store learns last. A crash
// anywhere leaves rows that are still pending, and delivering them again writes the same bytes under the same
// names. Test data (ISA15 = T) has folders of its own and never touches a production one (invariant I-23).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/publish.hpp"
#include "engine/record.hpp"
#include "transom/failure.hpp"
#include "transom/files.hpp"
#include "transom/spool.hpp"
#include "transom/store.hpp"
#include "transom/workspace.hpp"

namespace transom {

// What stays pending of a delivery.
struct Undelivered {
  std::vector<std::string> alarms;  // names that are taken by other bytes
  std::vector<Failure> failures;    // partners' folders that do not let us in; all others got theirs
  void add(Undelivered more);
  // For a command, which ends in one way: the alarms. Fails with the first of the failures.
  [[nodiscard]] std::vector<std::string> alarms_or_fail() &&;
};

class Dispatch {
 public:
  Dispatch(const Workspace& workspace, Files& files);

  // Writes, then marks as dropped and exported in one commit. Fails: disk (of one partner's folder
  // it is told), database.
  Undelivered deliver(Store& store, const std::vector<Queued>& outbounds, const std::vector<Export>& exports,
                      Instant now);
  // What an earlier run, or the staging of a large document, left pending.
  Undelivered deliver_pending(Store& store, Instant now);

 private:
  void mark(Store& store, const std::vector<Queued>& outbounds, const std::vector<Export>& exports,
            const std::set<std::string>& left_behind, Instant now);

  struct ErpFolder {
    BusinessKind kind;
    char usage;
    bool labels;  // of shipments that go out
    Drop drop;
  };
  Files& files_;
  Drop drop_, test_drop_;
  std::vector<ErpFolder> erp_;
};

// Where documents of a kind go: orders where the workspace says, the others beside it, each kind in a folder
// of its name: "orders" -> "shipments", "invoices", "order_responses".
[[nodiscard]] std::string erp_folder(const std::string& orders, BusinessKind kind);
[[nodiscard]] std::string labels_folder(const std::string& orders);
// Where test data goes: "drop" -> "drop-test", beside the production folder.
[[nodiscard]] std::string test_folder(const std::string& folder);

}  // namespace transom
