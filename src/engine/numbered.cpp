// Read from the rows each time, as the book of an order is: a state of its own would be a second truth.
//
// A cancellation ends what stands under its number, and the number is free again: the same goods may be
// announced once more under it. What the partner refused he does not have; it is passed over, so that the
// word before it stands.
#include "engine/numbered.hpp"

#include <algorithm>

#include "engine/order_story.hpp"
#include "engine/read_stored.hpp"
#include "engine/reconciliation.hpp"
#include "order/order_book.hpp"

namespace transom {
const BusinessRecord* Numbered::standing() const {
  return said.empty() || is_cancelled(said.back().purpose) ? nullptr : &said.back();
}

const BusinessRecord* Numbered::contents() const {
  const auto last = std::find_if(said.rbegin(), said.rend(),
                                 [](const BusinessRecord& row) { return !is_cancelled(row.purpose); });
  return last == said.rend() ? nullptr : &*last;
}

std::vector<const BusinessRecord*> Numbered::since_cancelled() const {
  std::vector<const BusinessRecord*> out;
  for (const BusinessRecord& row : said) {
    if (is_cancelled(row.purpose)) {
      out.clear();
    } else {
      out.push_back(&row);
    }
  }
  return out;
}

Numbered numbered(Lookups& lookups, const Partner& partner, const BusinessDocument& document, char usage,
                  bool outgoing, AttemptId own, Instant now) {
  const auto kind = static_cast<BusinessKind>(kind_of(document));
  if (kind != BusinessKind::shipment && kind != BusinessKind::invoice) return {};
  const std::string number = number_of(document);
  const Instant since{now.ms - partner.policy.look_back * 1000};
  Numbered out{lookups.said_under({partner.slug, kind, number, usage}, since, own)};
  std::erase_if(out.said, [&](const BusinessRecord& row) { return row.outgoing != outgoing; });
  reject_refused(lookups, out.said);
  std::erase_if(out.said, [](const BusinessRecord& row) { return !is_taken(row.verdict); });
  return out;
}

std::vector<std::string> orders_in(const BusinessRecord& row) {
  return row.kind == BusinessKind::shipment ? orders_of(read_stored<Shipment>(row, row.json))
                                            : orders_of(read_stored<Invoice>(row, row.json));
}

std::vector<std::string> orders_cancelled(const Numbered& under, const BusinessDocument& cancellation) {
  std::vector<std::string> named = orders_of(cancellation);
  const BusinessRecord* last = under.contents();
  return named.empty() && last != nullptr ? orders_in(*last) : named;
}

std::vector<const BusinessRecord*> standing_among(const std::vector<BusinessRecord>& story, BusinessKind kind,
                                                  bool outgoing) {
  std::vector<const BusinessRecord*> out;
  for (const BusinessRecord& row : story) {
    if (row.kind != kind || row.outgoing != outgoing || !is_taken(row.verdict)) continue;
    std::erase_if(out, [&](const BusinessRecord* known) { return known->number == row.number; });
    if (!is_cancelled(row.purpose)) out.push_back(&row);
  }
  return out;
}

}  // namespace transom
