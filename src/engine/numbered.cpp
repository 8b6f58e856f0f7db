// Read from the rows each time, as the book of an order is: a state of its own would be a second truth.
//
// A cancellation ends what stands under its number, and the number is free again: the same goods may be
// announced once more under it. What the partner refused he does not have; it is passed over, so that the
// word before it stands.
#include "engine/numbered.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "engine/order_story.hpp"
#include "engine/outgoing_file.hpp"
#include "engine/read_stored.hpp"
#include "engine/reconciliation.hpp"
#include "engine/standing_order.hpp"
#include "engine/trade_sets.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"

namespace transom {
const BusinessRecord* Numbered::standing() const {
  return said.empty() || is_cancelled(said.back().purpose) ? nullptr : &said.back();
}

const BusinessRecord* Numbered::contents() const {
  const auto last = std::find_if(said.rbegin(), said.rend(),
                                 [](const BusinessRecord& row) { return !is_cancelled(row.purpose); });
  return last == said.rend() ? nullptr : &*last;
}

std::vector<const BusinessRecord*> Numbered::labelled() const {
  const BusinessRecord* last = contents();
  std::vector<const BusinessRecord*> out;
  for (auto row = refused.rbegin(); row != refused.rend() && (last == nullptr || row->id > last->id); ++row)
    if (!is_cancelled(row->purpose)) out.push_back(&*row);
  if (last != nullptr) out.push_back(last);
  return out;
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
  const auto kind = business_kind(document);
  if (!has_own_number(kind)) return {};
  const std::string number = number_of(document);
  const Instant since{now.ms - partner.policy.look_back * 1000};
  Numbered out;
  for (BusinessRecord& row : lookups.said_under({partner.slug, kind, number, usage}, since, own)) {
    if (row.outgoing != outgoing || !is_taken(row.verdict)) continue;
    const bool lost = outgoing && is_refused(lookups, row.id, own);
    (lost ? out.refused : out.said).push_back(std::move(row));
  }
  return out;
}

std::string Overtaken::in_words(std::string_view set) const {
  return fmt::format("another {} for {} {} (document {})", set, visible(by.number, 40),
                     waits ? "waits to go out" : "went out since", document_of(by).value);
}

namespace {

// When a document went to the partner last; what waits goes behind all that went. Of one moment the younger
// row is the later word.
struct Departure {
  Instant at;
  BusinessId row;
  bool waits = false;
  friend bool operator<(const Departure& a, const Departure& b) {
    return std::tie(a.waits, a.at.ms, a.row) < std::tie(b.waits, b.at.ms, b.row);
  }
};

Departure departure_of(Store& store, BusinessId business) {
  const std::vector<OutboundId> carriers = store.carriers_of(business);
  const auto sent = carriers.empty() ? std::nullopt : store.outbound(carriers.back());
  if (!sent) return {.at = {}, .row = business, .waits = true};
  return {.at = sent->resent.value_or(sent->queued), .row = business};
}

}  // namespace

std::optional<Overtaken> overtaken_by(Store& store, const BusinessRecord& row) {
  const auto key = [](const BusinessRecord& of) {
    const auto document = stored_document(of.json);
    return document ? known_again_by(*document) : std::string();
  };
  const std::string own = has_own_number(row.kind) ? std::string() : key(row);
  Departure latest = departure_of(store, row.id);
  std::optional<Overtaken> last;
  for (BusinessRecord& other : store.said_under({row.partner, row.kind, row.number, row.usage}, {}, {})) {
    if (!other.outgoing || other.id == row.id || !is_taken(other.verdict)) continue;
    const Departure went = departure_of(store, other.id);
    if (!(latest < went) || is_refused(store, other.id, {})) continue;
    if (!has_own_number(row.kind) && (own.empty() || key(other) != own)) continue;
    latest = went;
    last = Overtaken{std::move(other), went.waits};
  }
  return last;
}

std::vector<OrderName> orders_cancelled(Lookups& lookups, const Numbered& under,
                                        const BusinessDocument& cancellation) {
  std::vector<OrderName> out;
  if (const BusinessRecord* last = under.contents()) out = lookups.orders_meant(last->id);
  const std::size_t known = out.size();
  for (OrderName& name : names_of(cancellation)) {
    const bool meant = std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(known),
                                   [&](const OrderName& one) { return one.number == name.number; });
    if (!meant) out.push_back(std::move(name));
  }
  return out;
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
