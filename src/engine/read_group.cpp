// One document after the other: what a group gains, it gains where the disk is waited for.
//
// A VAN's files have no order that could be trusted: their times are those of a download, and what a partner
// wrote within one tick of the clock goes by name, the 856 before the 865 that allows it. So the trade's own
// order counts among those that are read together.
#include "engine/read_group.hpp"

#include <algorithm>
#include <numeric>

#include "base/failpoint.hpp"
#include "engine/fault.hpp"
#include "engine/trade_sets.hpp"

namespace transom {
namespace {

// That of the last of its sets: all that it is held against has come by then.
std::uint8_t last_turn(const ReadDocument& read) {
  std::uint8_t turn = 0;
  for (const auto& in : read.result.interchanges)
    for (const auto& group : in.groups)
      for (const auto& set : group.sets) turn = std::max(turn, turn_of(set.header.id));
  for (const auto& one : read.outgoing.documents) turn = std::max(turn, turn_of(set_of(one.document)));
  return turn;
}

void put_in_order(ReadGroup& group) {
  std::vector<std::uint8_t> turns;
  for (const ReadDocument& read : group.reads) turns.push_back(last_turn(read));
  if (std::is_sorted(turns.begin(), turns.end())) return;
  std::vector<std::size_t> order(turns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&turns](std::size_t a, std::size_t b) { return turns[a] < turns[b]; });
  std::vector<InHand> documents;
  std::vector<ReadDocument> reads;
  for (const std::size_t at : order) {
    documents.push_back(std::move(group.documents[at]));
    reads.push_back(std::move(group.reads[at]));
  }
  group.documents = std::move(documents);
  group.reads = std::move(reads);
}

}  // namespace

ReadDocument read_document(const Setup& setup, Processor& processor, const InHand& document, Instant now) {
  ReadDocument read;
  ProcessOptions options;
  options.now = now;
  try {
    if (document.outgoing) {
      read.outgoing = read_outgoing(setup, document.original_name, document.bytes, now);
    } else {
      read.result = processor.run(read_from(document.bytes), options);
    }
  } catch (const std::exception& thrown) {
    read.broke = fault_of_document(thrown);
    if (!read.broke) throw;
  }
  return read;
}

ReadGroup read_group(SetupPtr setup, std::vector<InHand> documents, Instant now) {
  ReadGroup group{.setup = std::move(setup), .now = now, .documents = std::move(documents), .reads = {}};
  group.reads.reserve(group.documents.size());
  for (const auto& document : group.documents)
    group.reads.push_back(read_document(*group.setup, group.setup->processor, document, now));
  put_in_order(group);
  failpoint("processed");
  return group;
}

}  // namespace transom
