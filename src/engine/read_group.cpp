// One document after the other: what a group gains, it gains where the disk is waited for.
#include "engine/read_group.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>

#include "base/failpoint.hpp"
#include "engine/fault.hpp"
#include "engine/trade_sets.hpp"
#include "engine/trade_turn.hpp"

namespace transom {
namespace {

// Of all its sets, acknowledgments apart, the last; nullopt: they are of several kinds, and no one place is
// right for all. Orders and changes go with the changes: an order is seldom waited for by more than those.
std::optional<TradeTurn> turn_of_all(const ReadDocument& read) {
  TradeTurn turn;
  bool several = false;
  const auto see = [&](const TradeTurn& one) {
    const bool other = turn.set > 0 && one.set > 0 && one.set != turn.set;
    several = several || (other && std::max(one.set, turn.set) > turn_of("860"));
    turn = std::max(turn, one);
  };
  for (const auto& in : read.result.interchanges)
    for (const auto& group : in.groups)
      for (const auto& set : group.sets)
        see(set.document ? trade_turn(*set.document) : TradeTurn{turn_of(set.header.id)});
  // What the ERP wrote first it means first: a number that it cancels and uses anew.
  for (const auto& one : read.outgoing.documents) see({turn_of(set_of(one.document))});
  return several ? std::nullopt : std::optional(turn);
}

// A file of several kinds stays where it came, and those before it before it.
std::vector<std::size_t> in_order(const std::vector<std::optional<TradeTurn>>& turns) {
  std::vector<std::size_t> order(turns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  auto from = order.begin();
  while (from != order.end()) {
    const auto to = std::find_if(from, order.end(), [&](std::size_t at) { return !turns[at]; });
    std::stable_sort(from, to, [&](std::size_t a, std::size_t b) { return *turns[a] < *turns[b]; });
    from = to == order.end() ? to : std::next(to);
  }
  return order;
}

void put_in_order(ReadGroup& group) {
  std::vector<std::optional<TradeTurn>> turns;
  for (const ReadDocument& read : group.reads) turns.push_back(turn_of_all(read));
  const auto order = in_order(turns);
  if (std::is_sorted(order.begin(), order.end())) return;
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
