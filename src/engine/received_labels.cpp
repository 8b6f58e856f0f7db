// A notice that was held and taken by a person counts from then on: its labels were entered when it came.
#include "engine/received_labels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"
#include "order/order_book.hpp"
#include "order/sscc.hpp"

namespace transom {
namespace {

// Whether this is the last word under its number.
bool stands(Lookups& lookups, const BusinessRecord& row, const ReceivedNotice& notice) {
  auto said = lookups.said_under(
      {.partner = row.partner, .kind = BusinessKind::shipment, .number = row.number, .usage = row.usage},
      Instant{0}, notice.own);
  std::erase_if(said, [](const BusinessRecord& one) { return one.outgoing || !is_taken(one.verdict); });
  return !said.empty() && said.back().id == row.id && !is_cancelled(row.purpose);
}

}  // namespace

std::optional<Disagreement> labels_used(Lookups& lookups, const ReceivedNotice& notice,
                                        std::int64_t reuse_after) {
  const Instant since{notice.now.ms - reuse_after * 1000};
  std::string first;
  std::size_t more = 0;
  for (const std::string& sscc : ssccs_of(notice.shipment)) {
    const auto rows = lookups.notices_with(sscc, notice.partner, notice.usage, since, notice.own);
    const auto used = std::find_if(rows.begin(), rows.end(), [&](const BusinessRecord& row) {
      return row.number != notice.shipment.number && stands(lookups, row, notice);
    });
    if (used == rows.end()) continue;
    if (!first.empty()) {
      ++more;
      continue;
    }
    first = fmt::format("SSCC {} was on ship notice {} (document {})", sscc, visible(used->number, 40),
                        document_of(*used).value);
  }
  if (first.empty()) return std::nullopt;
  if (more > 0) first += fmt::format(", and {} more were on others", more);
  return Disagreement{TradeCheck::sscc, "",
                      fmt::format("ship notice {}: {}", visible(notice.shipment.number, 40), first),
                      "ask the partner which of the two is right"};
}

}  // namespace transom
