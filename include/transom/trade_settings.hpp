// What is agreed with a partner about shipments, invoices and how they fit the orders: plain values.
//
// Written under `defaults` or in a set's lines of partner.yaml (mappings/partners/README.md), worked by in
// order/.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/decimal.hpp"

namespace transom {

enum class Rounding : std::uint8_t {
  line,   // each line's amount to the cent, then the sum
  total,  // the sum alone
};
enum class HeaderTaxes : std::uint8_t {
  added,     // to those of the lines
  repeated,  // of a kind that lines have too: their sum, not one more
};
enum class DiscountBase : std::uint8_t {
  total,  // all that is owed
  goods,  // lines with their allowances, and those of the whole; no charges, no taxes
};

// How an invoice is added up.
struct InvoiceSettings {
  Rounding rounding = Rounding::line;
  HeaderTaxes header_taxes = HeaderTaxes::added;
  DiscountBase discount_base = DiscountBase::total;
  // Methods (SAC12, our words or codes) that enter the total or do not, where the house's table says
  // otherwise or nothing.
  std::vector<std::string> in_total, beside_total;
};

// The levels of a ship notice, from the outside in: 'O' order, 'T' tare, 'P' pack, 'I' item. Under 'S',
// always.
struct LevelUse {
  char level = 'I';
  bool optional = false;  // where the goods have one
  friend bool operator==(const LevelUse&, const LevelUse&) = default;
};
struct AgreedHierarchy {
  std::string name;              // "pick-and-pack", "S-O-T-P-I"; empty: as the ERP gives it
  std::string word;              // `hierarchy` of the shipment (BSN05); empty: the ERP's
  std::vector<LevelUse> levels;  // ends with I or P
};
// "pick-and-pack", or levels as in "S-O-(T)-P-I", where one in parentheses may be missing. nullopt: no such.
[[nodiscard]] std::optional<AgreedHierarchy> find_hierarchy(std::string_view text);
[[nodiscard]] std::vector<std::string_view> hierarchy_names();

enum class SsccUse : std::uint8_t { none, packs, tares, both };

// Serial shipping container codes that transom gives to packs and tares that have none.
struct SsccSettings {
  std::string company_prefix;  // 7 to 10 digits by GS1; empty: none are given
  char extension = '0';
  SsccUse give = SsccUse::both;
  std::int64_t reuse_after = 365 * 86400;  // seconds
};

// What is compared between documents, and between a document and its own figures.
enum class TradeCheck : std::uint8_t {
  arithmetic,  // totals and amounts of an invoice
  order,       // the order is known and stands
  line,        // every line is one of the order
  item,        // item numbers
  unit,        // units, by exact factors
  quantity,    // invoiced <= shipped <= accepted <= ordered
  price,       // as ordered or as answered
  currency,
  number,   // numbers of ship notices and invoices come once
  dates,    // shipped before invoiced
  window,   // shipped when the order wants it
  sscc,     // labels: right, once, and not used lately
  charges,  // of an invoice: no more than the order has, and its allowances
  taxes,    // of an invoice: no more than the order has
};
inline constexpr std::size_t trade_check_count = 14;
[[nodiscard]] std::string_view check_name(TradeCheck check);

enum class CheckEffect : std::uint8_t { off, warn, hold };

// How far a figure may be off: by so much, or by so many percent of what it is held against; the wider
// counts.
struct Tolerance {
  Decimal amount, percent;
};

struct MatchSettings {
  std::array<CheckEffect, trade_check_count> effects;
  Tolerance quantity, price, total;
  Tolerance charges;  // what charges and taxes may be beside the order, of the goods invoiced
  std::int64_t days = 0;

  MatchSettings() {
    effects.fill(CheckEffect::hold);
    effects[static_cast<std::size_t>(TradeCheck::window)] = CheckEffect::warn;
  }
  [[nodiscard]] CheckEffect effect(TradeCheck check) const {
    return effects[static_cast<std::size_t>(check)];
  }
};

// All of it.
struct TradeSettings {
  InvoiceSettings invoice;
  AgreedHierarchy hierarchy;
  SsccSettings sscc;
  std::vector<std::string> item_ids;  // kinds of item numbers that come first in a line, in this order
  bool labels = false;                // label data is written beside the ERP's folders
  MatchSettings match;
};

}  // namespace transom
