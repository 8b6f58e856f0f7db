// One pass over the mailboxes: claim, preserve, process, publish, drop, unclaim, in groups of files.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/posix_files.hpp"
#include "engine/deliver.hpp"
#include "engine/map_shelf.hpp"
#include "engine/process.hpp"
#include "engine/record.hpp"
#include "transom/engine.hpp"
#include "transom/spool.hpp"
#include "transom/store.hpp"

namespace transom {

// A configuration with everything made from it; replaced as a whole between groups of documents.
struct Setup {
  explicit Setup(ConfigurationPtr from)
      : configuration(std::move(from)), maps(*configuration), processor(*configuration, maps) {}
  ConfigurationPtr configuration;
  MapShelf maps;
  Processor processor;
};

// A document in hand: claimed and preserved, its bytes in memory when it is small.
struct InHand {
  DocumentId id;
  std::string name;            // the sender's
  std::string claim;           // its claim, for the quarantine copy
  std::string bytes;           // of a small one
  std::uint64_t size = 0;
  bool large = false;          // its bytes are read from the store
};

// Takes documents from "received" to their end and delivers what they came to.
class Publisher {
 public:
  Publisher(Store& store, const Workspace& workspace, Files& files, const Clock& clock, EngineEvents& events)
      : store_(store), delivery_(workspace, files), quarantine_(files, workspace.quarantine), clock_(clock),
        events_(events), orders_as_(workspace.orders_as) {}

  // Small documents together in one commit; `group` may be of any size.
  void publish(Setup& setup, const std::vector<InHand>& group, PassSummary& summary);
  // One document that is staged in parts under its open attempt and made true by one small commit.
  void publish_large(Setup& setup, const InHand& document, PassSummary& summary);
  Delivery& delivery() { return delivery_; }

 private:
  void tell(const Record& record, PassSummary& summary);
  void keep_copies(const std::vector<InHand>& group, const std::vector<Record>& records);
  void name_batch(std::vector<Record>& records, Instant now);
  void respond_to_pending(Setup& setup, Record& record, PassSummary& summary);

  Store& store_;
  Delivery delivery_;
  Quarantine quarantine_;
  const Clock& clock_;
  EngineEvents& events_;
  OrdersAs orders_as_;
};

}  // namespace transom
