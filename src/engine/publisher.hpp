// The publisher: documents that are preserved become true, a group in one commit; then they are delivered.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/dispatch.hpp"
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

// A document in hand: claimed and preserved.
struct InHand {
  DocumentId id;
  std::string original_name;  // the sender's
  Claim claim;
  std::string bytes;         // of a small one
  bool large = false;        // its bytes are read from the store
  bool is_response = false;  // the ERP's order responses: JSON, no X12
};

class Publisher {
 public:
  // Opens a claim's file; for the readable copies in quarantine.
  using OpenClaim = std::function<Files::File(const Claim&)>;

  Publisher(Store& store, const Workspace& workspace, Files& files, const Clock& clock, EngineEvents& events)
      : store_(store),
        dispatch_(workspace, files),
        quarantine_(files, workspace.quarantine),
        clock_(clock),
        events_(events) {}

  // Small documents together in one commit.
  void publish(Setup& setup, std::span<const InHand> group, PassSummary& summary);
  // One document that is staged in parts under its open attempt and made true by one small commit.
  void publish_large(Setup& setup, const InHand& document, PassSummary& summary, const OpenClaim& open);
  // Delivers what an earlier run left pending.
  void deliver_pending(PassSummary& summary);
  void copy_to_quarantine(const InHand& document, const std::string& reason, const OpenClaim& open);

 private:
  Record begin(Unit& unit, const Setup& setup, const InHand& document, Instant now);
  void record_result(Setup& setup, Unit& unit, AnswerBatch& batch, Record& record, DocumentResult& result,
                     Instant now, const std::string& orders_file);
  void tell(const std::vector<Record>& records, const Workspace& workspace, PassSummary& summary);
  void keep_copies(std::span<const InHand> group, const std::vector<Record>& records);

  Store& store_;
  Dispatch dispatch_;
  Quarantine quarantine_;
  const Clock& clock_;
  EngineEvents& events_;
};

}  // namespace transom
