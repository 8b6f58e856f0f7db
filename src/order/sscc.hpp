// Serial shipping container codes: eighteen digits that name one carton or pallet in the world (GS1).
//
// Extension digit, company prefix (7 to 10 digits), serial (what is left of 17), check digit. In print and in
// a MAN segment the application identifier 00 stands before them; here it does not.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "order/disagreement.hpp"
#include "transom/shipment.hpp"

namespace transom {

// Of the digits before it: weights 3 and 1 from the right, up to the next ten. Unit: digits alone.
[[nodiscard]] char gs1_check_digit(std::string_view digits);
[[nodiscard]] bool is_sscc(std::string_view digits);
// How many there are under this prefix and extension digit: serials from 0.
[[nodiscard]] std::uint64_t sscc_count(const SsccSettings& settings);
// Unit: settings have a prefix, serial < sscc_count(settings).
[[nodiscard]] std::string make_sscc(const SsccSettings& settings, std::uint64_t serial);

// The next one that is free; empty: there is none.
using NextSscc = std::function<std::string()>;
// Gives one to each pack and tare that has none, where the settings say so, in the order of the document, and
// takes the 00 off those that came with it. What is wrong: no more serials.
[[nodiscard]] Disagreements give_ssccs(Shipment& shipment, const SsccSettings& settings,
                                       const NextSscc& next);
// Length, digits and check digit of all that are there.
[[nodiscard]] Disagreements check_ssccs(const Shipment& shipment);
// One SSCC on two cartons or pallets of a shipment that came. A carton or pallet is named in as many places
// as its goods are: under each order, or each item, that it holds something of.
[[nodiscard]] Disagreements check_shared(const Shipment& shipment);
// All, each once, in the order of the document.
[[nodiscard]] std::vector<std::string> ssccs_of(const Shipment& shipment);
// "A, B and 7 more": the first ten.
[[nodiscard]] std::string list_ssccs(const std::vector<std::string>& ssccs);

}  // namespace transom
