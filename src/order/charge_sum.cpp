// How an allowance or charge is settled decides whether the buyer pays it with this invoice: what the vendor
// sends a check for, credits later or bills back is told here and paid elsewhere.
#include "order/charge_sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "order/invoice_sum.hpp"
#include "order/money.hpp"
#include "transom/order.hpp"

namespace transom {
namespace {

struct Method {
  std::string_view word, code;
  bool enters;
};
// 331. What is not listed nobody but the partner can tell.
constexpr std::array<Method, 14> methods{{
    {"off_invoice", "02", true},
    {"paid_by_customer", "06", true},
    {"off_gross_quantity", "08", true},
    {"add_to_invoice", "CA", true},
    {"bill_back", "01", false},
    {"vendor_check", "03", false},
    {"credit_account", "04", false},
    {"paid_by_vendor", "05", false},
    {"optional", "07", false},
    {"issued_by_vendor", "09", false},
    {"provide_amount", "13", false},
    {"information_only", "15", false},
    {"collect", "CC", false},
    {"18", "18", false},
}};

// A price for a measure, and the unit in which a quantity has that measure.
struct Measure {
  std::string_view ending, unit;
  std::int64_t units;
};
constexpr std::array<Measure, 14> measures{{
    {"per_dozen", "DZ", 1},
    {"per_hundred", "HU", 1},
    {"per_thousand", "TH", 1},
    {"per_pound", "LB", 1},
    {"per_ounce", "OZ", 1},
    {"per_ton", "TN", 1},
    {"per_gram", "GR", 1},
    {"per_kilogram", "KG", 1},
    {"per_liter", "LT", 1},
    {"per_foot", "FT", 1},
    {"per_foot", "LF", 1},
    {"per_hundred_feet", "FT", 100},
    {"per_thousand_feet", "FT", 1000},
    {"per_yard", "YD", 1},
}};

ChargeShare cannot(std::string problem, std::string next) {
  return {.enters = true, .amount = {}, .problem = std::move(problem), .next = std::move(next)};
}

bool listed(const std::vector<std::string>& list, std::string_view method) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& one) {
    const auto row = std::find_if(methods.begin(), methods.end(),
                                  [&](const Method& m) { return m.word == one || m.code == one; });
    return one == method || (row != methods.end() && (row->word == method || row->code == method));
  });
}

// rate * quantity, of its own quantity or of the base's where that is in the same unit.
Fraction by_rate(const AllowanceCharge& charge, const ChargeBase& base) {
  const bool range = charge.quantity && charge.quantity_to;
  if (charge.quantity && !range) return Fraction(*charge.rate) * Fraction(*charge.quantity);
  if (!base.quantity || base.unit == "?") return Fraction::unknown();
  if (!charge.unit.empty() && charge.unit != base.unit) return Fraction::unknown();
  return Fraction(*charge.rate) * Fraction(*base.quantity);
}

bool by_rate_known(const AllowanceCharge& charge, const ChargeBase& base) {
  AllowanceCharge one = charge;
  one.rate = Decimal::whole(0);
  return by_rate(one, base).is_known();
}

// Of which amount the percent is taken; unknown where the code alone does not say.
Fraction percent_base(const AllowanceCharge& charge, const ChargeBase& base) {
  const std::string_view of = charge.percent_basis;
  if (of.empty() || of == "gross" || of == "base_price" || of == "6") return base.gross;
  if (of == "net" || of == "item_net_cost" || of == "7") return base.net;
  if (of == "item_list_cost" && base.list_price && base.quantity)
    return Fraction(*base.list_price) * Fraction(*base.quantity);
  return Fraction::unknown();
}

// A range of quantities for which alone it is given.
bool outside_range(const AllowanceCharge& charge, const ChargeBase& base) {
  if (!charge.quantity || !charge.quantity_to || !base.quantity) return false;
  return *base.quantity < *charge.quantity || *base.quantity > *charge.quantity_to;
}

ChargeShare computed(const AllowanceCharge& charge, const ChargeBase& base) {
  if (charge.rate && charge.percent) {
    return cannot("it has a rate and a percent, and no amount; only one of them can count",
                  "say the `amount`, or one of `rate` and `percent`");
  }
  if (!charge.rate && !charge.percent) {
    return cannot("it has neither amount, percent nor rate", "say its `amount`");
  }
  if (outside_range(charge, base)) return {.enters = true, .amount = {}, .problem = {}, .next = {}};
  const Fraction money = charge.rate
                             ? by_rate(charge, base)
                             : percent_base(charge, base) * Fraction(*charge.percent) * Fraction(1, 100);
  const auto amount = money.rounded(cents);
  if (amount) return {.enters = true, .amount = *amount, .problem = {}, .next = {}};
  if (charge.rate ? by_rate_known(charge, base) : percent_base(charge, base).is_known()) {
    return cannot("it has more digits than can be worked out exactly", "check its figures");
  }
  if (charge.rate) {
    return cannot(fmt::format("its rate is per {}, and the quantity in that unit is not known",
                              charge.unit.empty() ? "unit" : charge.unit),
                  "say its `quantity`, or its `amount`");
  }
  return cannot(fmt::format("what its {} % is taken of ('{}') is not known here", charge.percent->to_plain(),
                            charge.percent_basis),
                "say its `amount`, or in `percent_basis` gross or net, or on a line item_list_cost with a "
                "list price");
}

}  // namespace

std::optional<bool> enters_total(std::string_view method, const InvoiceSettings& settings) {
  if (method.empty()) return true;
  if (listed(settings.in_total, method)) return true;
  if (listed(settings.beside_total, method)) return false;
  for (const Method& row : methods)
    if (row.word == method || row.code == method) return row.enters;
  return std::nullopt;
}

ChargeShare charge_share(const AllowanceCharge& charge, const ChargeBase& base,
                         const InvoiceSettings& settings) {
  if (charge.kind != "allowance" && charge.kind != "charge") return {};
  const auto enters = enters_total(charge.method, settings);
  if (!enters) {
    return cannot(fmt::format("whether '{}' enters the total is not known here", charge.method),
                  fmt::format("say it in partner.yaml: invoice: {{in-total: [{0}]}} or beside-total: [{0}]",
                              charge.method));
  }
  if (!*enters) return {};
  if (charge.amount) return {.enters = true, .amount = *charge.amount, .problem = {}, .next = {}};
  return computed(charge, base);
}

SignProblem sign_problem(const AllowanceCharge& charge, const ChargeBase& base, bool credit) {
  const auto& said = charge.amount ? charge.amount : charge.rate ? charge.rate : charge.percent;
  if (!said || !said->is_negative()) return {};
  const bool taken_back =
      base.gross.is_negative() || base.net.is_negative() || (base.quantity && base.quantity->is_negative());
  if (taken_back || (credit && base.gross.is_zero())) return {};
  const bool lowers = charge.kind == "allowance";
  const auto shown = [&](Decimal value) { return charge.amount ? money(value) : value.to_plain(); };
  return {fmt::format("{} of {} would {} the invoice", lowers ? "an allowance" : "a charge", shown(*said),
                      lowers ? "raise" : "lower"),
          fmt::format("write {}, or {}", shown(Decimal(-said->units(), said->scale())),
                      lowers ? "a charge" : "an allowance")};
}

bool tax_enters(const Tax& tax) {
  const std::string_view how = tax.relationship;
  if (how == "included" || how == "information" || how == "delete") return false;
  if (tax.amount) return true;
  return tax.percent && (tax.exempt.empty() || tax.exempt == "not_exempt");
}

Fraction tax_amount(const Tax& tax, const Fraction& base) {
  if (!tax.percent) return Fraction::unknown();
  return (tax.basis ? Fraction(*tax.basis) : base) * Fraction(*tax.percent) * Fraction(1, 100);
}

// Some write the percent as the standard's dictionary has it, 0.07 for 7 %; below one it may be either.
static bool is_of(const Tax& tax, const Fraction& base, const Tolerance& tolerance, Decimal slack) {
  const Fraction computed = tax_amount(tax, base);
  for (const Fraction& one : {computed, computed * Fraction(100, 1)}) {
    const auto amount = one.rounded(cents);
    if (!amount || fits(*tax.amount, *amount, tolerance, slack)) return true;
    if (absolute(Fraction(*tax.percent)) >= Fraction(1, 1)) break;
  }
  return false;
}

// Less where only a part is taxed, and not of the other sign. Of a part it may be 0.07 for 7 % up to a
// quarter of one: no tax is higher, and half a percent must not pass as a part of fifty.
static bool is_of_part(const Tax& tax, const Fraction& base) {
  const bool as_fraction = absolute(Fraction(*tax.percent)) <= Fraction(1, 4);
  const auto most = (tax_amount(tax, base) * Fraction(as_fraction ? 100 : 1, 1)).rounded(cents);
  return most && most->is_negative() == tax.amount->is_negative() &&
         absolute(Fraction(*tax.amount)) <= absolute(Fraction(*most));
}

bool tax_agrees(const Tax& tax, std::span<const Fraction> bases, bool header, const Tolerance& tolerance,
                Decimal slack) {
  if (!tax.amount || !tax.percent || (!tax.exempt.empty() && tax.exempt != "not_exempt")) return true;
  if (tax.basis) return is_of(tax, *tax.basis, tolerance, slack);
  if (header && tax.amount->is_zero()) return true;
  return std::any_of(bases.begin(), bases.end(), [&](const Fraction& base) {
    return is_of(tax, base, tolerance, slack) || (header && is_of_part(tax, base));
  });
}

Fraction extension(const std::optional<Decimal>& quantity, std::string_view unit,
                   const std::optional<Decimal>& price, std::string_view basis) {
  if (basis == "no_charge") return {};
  if (!quantity || !price) return Fraction::unknown();
  const Fraction money = Fraction(*quantity) * Fraction(*price);
  for (const Measure& measure : measures) {
    if (basis.ends_with(measure.ending) && unit == measure.unit) return money * Fraction(1, measure.units);
  }
  const auto units = units_priced(basis);
  return units ? money / Fraction(*units) : Fraction::unknown();
}

}  // namespace transom
