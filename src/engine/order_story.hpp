// What the store knows of one order: the business documents that speak of it, in both directions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "order/order_names.hpp"
#include "transom/document.hpp"
#include "transom/unit.hpp"

namespace transom {

struct OrderStory {
  struct Entry {
    BusinessRecord row;         // row.outgoing: it goes to the partner; row.verdict; row.changed
    BusinessDocument document;  // as the partner wrote it, or as the partner gets it
  };
  std::string number, release;  // of the order, as it is named; release empty: none is
  // Oldest first; rejected, duplicate and replaced ones are left out, and what the partner refused of ours.
  std::vector<Entry> orders, responses, shipments, invoices, changes;
  // The order with its decisions and changes, the partner's and ours to the partner; nullopt: it does not
  // stand.
  std::optional<Order> theirs, ours;
  // The documents that cancelled them; nobody: nothing did.
  DocumentId theirs_cancelled, ours_cancelled;
  // Of the orders of that number, each once, the oldest first; of one without a release it is empty.
  std::vector<std::string> their_releases, our_releases;
};

// Of the orders that a document speaks of: what we send speaks of the partner's.
[[nodiscard]] inline const std::vector<std::string>& releases_meant(const OrderStory& story, bool outgoing) {
  return outgoing ? story.their_releases : story.our_releases;
}

// The release that is meant by what a document names; nullopt: it names one that is not known, or none where
// there are several. An order without a release is meant by its number, whatever release is named with it.
[[nodiscard]] std::optional<std::string> release_meant(std::span<const std::string> known,
                                                       const std::string& named);

// The order that a document in hand is for, as it is named itself; as the document names it where nobody can
// say which release is meant. `outgoing`: the document goes out, and speaks of the partner's order.
[[nodiscard]] OrderName order_meant(const OrderStory& story, bool outgoing);
[[nodiscard]] std::vector<OrderName> orders_meant(std::span<const OrderStory> stories, bool outgoing);
// Whether a ship notice or an invoice that is kept is for this order.
[[nodiscard]] bool is_for(Lookups& lookups, const BusinessRecord& row, const OrderName& order);

// As Lookups::about_order gives it; what the partner refused of ours is rejected.
[[nodiscard]] std::vector<BusinessRecord> story_of_order(Lookups& lookups, std::string_view partner,
                                                         std::string_view number, char usage, AttemptId own);

// `own`: the attempt that asks sees what it saved itself.
[[nodiscard]] OrderStory order_story(Lookups& lookups, const std::string& partner, const OrderName& name,
                                     char usage, AttemptId own);
// Of each order that the document speaks of.
[[nodiscard]] std::vector<OrderStory> order_stories(Lookups& lookups, const std::string& partner,
                                                    const BusinessDocument& document, char usage,
                                                    AttemptId own);

// The numbers of the orders that a document speaks of, each once, in the order in which they stand in it.
[[nodiscard]] std::vector<std::string> orders_of(const BusinessDocument& document);
// What people call the document by: a response goes by the number of its order.
[[nodiscard]] std::string number_of(const BusinessDocument& document);
[[nodiscard]] std::string release_of(const BusinessDocument& document);
// An order response that only says that the answer follows (line_status.hpp).
[[nodiscard]] bool is_interim(const BusinessDocument& document);

}  // namespace transom
