// What one entry of the terms of payment (ITD) comes to: its discount in money, and until when it holds.
//
//   discount  the stated amount (ITD08), else the percent (ITD03) of what it is taken of, half away from zero
//   days      ITD04 is ITD05 days and ITD06 is ITD07 days behind the day that ITD02 names
//
// Days are counted where the terms mean plain days (no end of a month, no day of the month) from a day that
// the invoice has itself: its own, the order's, that of shipping or delivery. Anything else is left alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "order/disagreement.hpp"
#include "transom/invoice.hpp"

namespace transom {

// What the terms of an invoice, or of a line of it, are worked out from.
struct TermsBase {
  std::vector<Decimal> money;  // a percent is taken of the first; written amounts may fit any of them
  std::optional<Date> invoiced, ordered;
  std::vector<TradeDate> dates;  // the nearest first
};

// Without the money, which the caller knows.
[[nodiscard]] TermsBase terms_base(const Invoice& invoice);

struct TermsSum {
  std::optional<Decimal> discount;            // to the cent; none: nothing is granted, or it is not known
  std::optional<Date> discount_due, net_due;  // as written, else counted; none: neither
};

[[nodiscard]] TermsSum terms_sum(const Terms& terms, const TermsBase& base);

// What the entry says twice and not alike: amount and percent by more than a cent and the tolerance, a day
// and its number of days by more than `days`. `place`: "terms[0]".
[[nodiscard]] Disagreements terms_disagree(const Terms& terms, const TermsBase& base,
                                           const std::string& place, const Tolerance& tolerance,
                                           std::int64_t days);

}  // namespace transom
