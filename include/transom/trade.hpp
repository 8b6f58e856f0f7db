// The small records that every business document is made of: ids, references, dates, prices, terms, freight.
//
// One rule throughout: what the trade qualifies by a code is a list whose entries have a `kind` (parties a
// `role`), never a row of separate members. So a date is dates[ship_no_later], a product id is
// ids[buyer_part], and a kind nobody thought of has a place as well. Kinds are our words where we know one
// (words.hpp lists them, the JSON Schema shows them), the partner's code as sent where we do not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/date.hpp"
#include "transom/decimal.hpp"
#include "transom/shape.hpp"

namespace transom {

using Integer = std::int64_t;

struct Id {
  std::string kind, value;
  static const Shape& shape();
  friend bool operator==(const Id&, const Id&) = default;
};

struct TradeDate {
  std::string kind;
  std::optional<Date> date;
  std::optional<Time> time;
  std::string zone;                   // "UT", "ET", "-05": as sent
  std::optional<Date> until;          // last day, when a range was sent
  std::string period_format, period;  // another form of time (a week, a month), as sent
  static const Shape& shape();
  friend bool operator==(const TradeDate&, const TradeDate&) = default;
};

struct Reference {
  std::string kind, value, description;
  std::optional<Date> date;
  std::optional<Time> time;
  std::string zone;
  std::vector<Id> details;  // further numbers that belong to this one
  static const Shape& shape();
  friend bool operator==(const Reference&, const Reference&) = default;
};

struct Note {
  std::string kind, reference, text;
  static const Shape& shape();
  friend bool operator==(const Note&, const Note&) = default;
};

struct Amount {
  std::string kind;
  std::optional<Decimal> amount;
  std::string direction;  // credit, debit
  static const Shape& shape();
  friend bool operator==(const Amount&, const Amount&) = default;
};

struct Quantity {
  std::string kind;
  std::optional<Decimal> quantity;
  std::string unit;
  static const Shape& shape();
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

// Size, colour, plain text: one way of describing an item or its packaging.
struct Description {
  std::string kind;  // size, color, product, ...; empty for plain text
  std::string form;  // free, coded, both
  std::string agency, code, text, position, language;
  static const Shape& shape();
  friend bool operator==(const Description&, const Description&) = default;
};

struct Measurement {
  std::string kind;    // length, gross_weight, ...
  std::string aspect;  // what is measured: product, package, ...
  std::optional<Decimal> value;
  std::string unit;
  std::optional<Decimal> minimum, maximum;
  std::string significance, attribute, position;
  static const Shape& shape();
  friend bool operator==(const Measurement&, const Measurement&) = default;
};

// A price beside the line's own: another class of trade, a retail price, a quantity break.
struct Price {
  std::string kind, class_of_trade;
  std::optional<Decimal> price;
  std::string basis;
  std::optional<Decimal> quantity_from, quantity_to;
  std::string unit;
  std::string multiplier_kind;
  std::optional<Decimal> multiplier, amount;
  std::optional<Integer> units_per_price;  // "3 for 10.00"
  std::string condition, currency;
  static const Shape& shape();
  friend bool operator==(const Price&, const Price&) = default;
};

struct Tax {
  std::string kind, tax_id;
  std::optional<Decimal> amount, percent, basis;
  Id jurisdiction;
  std::string exempt, relationship, line_number;
  std::vector<Id> locations;
  static const Shape& shape();
  friend bool operator==(const Tax&, const Tax&) = default;
};

struct AllowanceCharge {
  std::string kind;  // allowance, charge, ...
  std::string code, agency, agency_code;
  std::optional<Decimal> amount, percent;
  std::string percent_basis;
  std::optional<Decimal> rate;
  std::string unit;
  std::optional<Decimal> quantity, quantity_to;
  std::string method;  // off_invoice, bill_back, ...
  std::string reference, option, description, language, currency;
  std::vector<Tax> taxes;  // on this charge alone
  static const Shape& shape();
  friend bool operator==(const AllowanceCharge&, const AllowanceCharge&) = default;
};

struct Extra {
  std::string name, value;
  static const Shape& shape();
  friend bool operator==(const Extra&, const Extra&) = default;
};

// The first entry of this kind, or nullptr.
template <class T>
const T* find_kind(const std::vector<T>& list, std::string_view kind) {
  for (const T& entry : list)
    if (entry.kind == kind) return &entry;
  return nullptr;
}

}  // namespace transom

// Compiled once, in order/document_vectors.cpp, not again in each of the hundred files that copy documents.
extern template class std::vector<transom::Id>;
extern template class std::vector<transom::TradeDate>;
extern template class std::vector<transom::Reference>;
extern template class std::vector<transom::Note>;
extern template class std::vector<transom::Amount>;
extern template class std::vector<transom::Quantity>;
extern template class std::vector<transom::Description>;
extern template class std::vector<transom::Measurement>;
extern template class std::vector<transom::Price>;
extern template class std::vector<transom::Tax>;
extern template class std::vector<transom::AllowanceCharge>;
extern template class std::vector<transom::Extra>;
