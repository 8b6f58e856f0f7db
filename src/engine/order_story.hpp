// What the store knows of one order: the business documents that speak of it, in both directions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "transom/document.hpp"
#include "transom/unit.hpp"

namespace transom {

struct OrderStory {
  struct Entry {
    BusinessRecord row;         // row.outgoing: it goes to the partner; row.verdict; row.changed
    BusinessDocument document;  // as the partner wrote it, or as the partner gets it
  };
  std::string number;  // of the order
  // Oldest first; rejected, duplicate and replaced ones are left out.
  std::vector<Entry> orders, responses, shipments, invoices, changes;
  // The order with its decisions and changes, the partner's and ours to the partner; nullopt: it does not
  // stand.
  std::optional<Order> theirs, ours;
};

// `own`: the attempt that asks sees what it saved itself.
[[nodiscard]] OrderStory order_story(Lookups& lookups, const std::string& partner, const std::string& number,
                                     char usage, AttemptId own);

// The numbers of the orders that a document speaks of, each once, in the order in which they stand in it.
[[nodiscard]] std::vector<std::string> orders_of(const BusinessDocument& document);
// What people call the document by: a response goes by the number of its order.
[[nodiscard]] std::string number_of(const BusinessDocument& document);
[[nodiscard]] std::string release_of(const BusinessDocument& document);
// An order response that only says that the answer follows (line_status.hpp).
[[nodiscard]] bool is_interim(const BusinessDocument& document);

}  // namespace transom
