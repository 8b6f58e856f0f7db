// Does a document fit what is known of its orders? One pure function for both sides of the trade.
//
// A supplier asks it before an 855, 856 or 810 leaves; a buyer asks it of those that come. Every line is one
// of the order, in its unit or one with an exact factor; invoiced <= shipped <= accepted <= ordered, several
// shipments and invoices added up; prices as ordered or as answered; charges, taxes and allowances as
// ordered; the currency; numbers once; shipped before invoiced.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "order/disagreement.hpp"
#include "order/order_book.hpp"

namespace transom {

struct MatchAgainst {
  std::span<const OrderHistory> orders;  // each that the document speaks of
  UnitFactors factors;                   // none: units have to be equal
  bool notices = true;                   // shipments are announced: what is invoiced is held against them
  std::string used_before;               // "document 12": its number was used there; empty: it is new
  InvoiceSettings invoicing = {};        // how invoices are added up
};

// What does not fit, in the order of the document; checks that are off are left out, whether the others hold
// or warn is the caller's. An order is not compared with anything.
[[nodiscard]] Disagreements match(const BusinessDocument& document, const MatchAgainst& against,
                                  const MatchSettings& settings);
// Invoices that the later word of a ship notice leaves without their goods: a correction that ships less, or
// its cancellation. Both may be right, and a credit follow: it is to be told, and holds nothing.
[[nodiscard]] Disagreements taken_back(const Shipment& shipment, const MatchAgainst& against,
                                       const MatchSettings& settings);

}  // namespace transom
