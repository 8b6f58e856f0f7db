// Which waiting documents go out now, and which of them together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/partner.hpp"
#include "transom/records.hpp"

namespace transom {

// What shares interchanges: one partner, one set, production or test.
struct WaitingGroup {
  std::string partner;
  OutboundKind as = OutboundKind::invoice_810;
  char usage = 'P';
  std::vector<WaitingRecord> documents;  // oldest first
};
// In the order of the trade: notices before invoices.
[[nodiscard]] std::vector<WaitingGroup> groups_of(std::vector<WaitingRecord> waiting);

// An interchange each, oldest first. A batch is full when it has `count` documents or the next one would not
// fit into `size`; full ones go. What is left goes when the oldest of it has waited for `every`, or when a
// time of `at` lies between its preparation and now. `all`: everything goes, whatever is set. A setting that
// was taken away holds nothing back.
[[nodiscard]] std::vector<std::span<const WaitingRecord>> due_batches(std::span<const WaitingRecord> waiting,
                                                                      const Batch& batch, Instant now,
                                                                      bool all);

// When the clock alone makes those go that due_batches() leaves at `now`: later than that. nullopt: nothing
// is left, or no time was agreed.
[[nodiscard]] std::optional<Instant> next_time(std::span<const WaitingRecord> left, const Batch& batch,
                                               Instant now);

}  // namespace transom
