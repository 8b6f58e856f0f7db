// One document from bytes to results, pure: frame, envelope, walk, validate, hold, map.
//
// A Processor keeps its windows and arenas from document to document. It knows the configuration and the maps
// it was made for and nothing else: no file, no store, no clock.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "engine/map_shelf.hpp"
#include "engine/result.hpp"
#include "transom/bytes.hpp"
#include "transom/guide.hpp"
#include "transom/transaction_set.hpp"
#include "transom/workspace.hpp"

namespace transom {

// The reader's limits as a workspace sets them.
[[nodiscard]] ReaderLimits reader_limits(const Limits& limits);

struct ProcessOptions {
  bool map = true;              // make business documents
  bool anyone = false;          // check and acknowledge senders and receivers whom nobody knows
  const Partner* as = nullptr;  // takes every sender for this one
  Instant now;                  // for expressions that ask for today
  MapOptions extras;            // origins and unread elements, for `map`
  std::size_t part = 2U << 20;  // hand over sets when they weigh this much (bytes, roughly)
  GroupReport::Keeps reports = GroupReport::Keeps::list;  // of each group
  bool all_findings = false;                              // of a set, whatever the limit says
};

// Sees each set as it ends, with the segments still in memory; for commands that show or explain.
// `mapped` is that of the set when it was mapped, else of an earlier one.
struct SeenSet {
  const InterchangeResult& interchange;
  const GroupResult& group;
  const SetResult& result;
  const TransactionSet& segments;
  const MapResult& mapped;
};
using SeeSet = std::function<void(const SeenSet&)>;
// Takes the sets out of `result` once they are heavy; nullptr keeps all.
using HandOver = std::function<void(DocumentResult& result)>;

class Processor {
 public:
  Processor(const Configuration& configuration, const MapShelf& maps);
  ~Processor();
  Processor(Processor&&) noexcept;

  [[nodiscard]] DocumentResult run(const ReadBytes& read, const ProcessOptions& options,
                                   const HandOver& hand_over = nullptr, const SeeSet& see = nullptr);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace transom
