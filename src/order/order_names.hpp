// The orders that a business document speaks of, by number and release.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/document.hpp"
#include "transom/order_name.hpp"

namespace transom {

// Each once, in the order in which they stand in it.
[[nodiscard]] std::vector<OrderName> names_of(const BusinessDocument& document);
// A document that answers the order, ships or invoices it names this release wherever it names the order and
// no release, or the same one otherwise written (3 for 0003).
void name_release(BusinessDocument& document, std::string_view number, const std::string& release);
// Wherever the document names the first order it names the second.
void name_order(BusinessDocument& document, const std::string& from, const std::string& to);
// Leading zeros apart: who counts releases may write 1 or 001.
[[nodiscard]] bool same_release(std::string_view a, std::string_view b);
[[nodiscard]] bool same_order(const OrderName& a, const OrderName& b);
// Whether that is the order's name; one that names no release may be any of that number.
[[nodiscard]] bool is_order(std::string_view number, std::string_view release, const Order& order);
// "order 4501", "release 2 of order 4501".
[[nodiscard]] std::string in_words(const Order& order);
// "releases 1, 2 and 5"; the order without a release is one of them where it is one.
[[nodiscard]] std::string releases_in_words(std::span<const std::string> releases);

}  // namespace transom
