// Written from the trade's rules as they stand in words, not from the code that is tested: where the two
// differ, one of them has read the rules wrong.
#include "property/exact_invoice.hpp"

#include <fmt/format.h>

#include <chrono>
#include <map>

namespace transom::property {
namespace {

using boost::multiprecision::cpp_int;

Exact exact(const Decimal& value) {
  cpp_int units(value.to_string().find('-') == 0 ? -1 : 1);
  std::string digits;
  for (const char c : value.to_string())
    if (c >= '0' && c <= '9') digits += c;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  units *= cpp_int(digits);
  cpp_int down = 1;
  for (int i = 0; i < value.scale(); ++i) down *= 10;
  return Exact(units, down);
}

// Half away from zero.
cpp_int cents(const Exact& money) {
  const Exact doubled = money * 200;
  const cpp_int top = numerator(doubled), bottom = denominator(doubled);
  const cpp_int size = top < 0 ? cpp_int(-top) : top;
  const cpp_int rounded = (size / bottom + 1) / 2;
  return top < 0 ? cpp_int(-rounded) : rounded;
}
Exact to_cents(const Exact& money) {
  return Exact(cents(money), 100);
}

const std::map<std::string, int>& pieces() {
  static const std::map<std::string, int> table{{"", 1},
                                                {"per_each", 1},
                                                {"per_ten", 10},
                                                {"per_dozen", 12},
                                                {"per_hundred", 100},
                                                {"per_thousand", 1000},
                                                {"contract_per_hundred", 100},
                                                {"catalog", 1}};
  return table;
}

bool paid_here(const AllowanceCharge& one) {
  for (const char* method : {"", "off_invoice", "paid_by_customer", "add_to_invoice"})
    if (one.method == method) return true;
  return false;
}

Exact unsigned_amount(const AllowanceCharge& one, const Exact& gross, const Exact& net,
                      const Exact& quantity) {
  if (one.amount) return exact(*one.amount);
  if (one.rate) return to_cents(exact(*one.rate) * (one.quantity ? exact(*one.quantity) : quantity));
  return to_cents((one.percent_basis == "net" ? net : gross) * exact(*one.percent) / 100);
}

struct Sums {
  Exact net, taxes, charges, allowances;
};

void taxes_of(const std::vector<Tax>& taxes, const Exact& base, int sign, Exact& sum) {
  for (const Tax& tax : taxes) {
    if (tax.relationship == "included") continue;
    if (tax.amount) {
      sum += sign * exact(*tax.amount);
    } else if (tax.percent && tax.exempt.empty()) {
      sum += sign * to_cents((tax.basis ? exact(*tax.basis) : base) * exact(*tax.percent) / 100);
    }
  }
}

// What the list adds to `net`, which it moves along.
void settle(const std::vector<AllowanceCharge>& list, const Exact& gross, const Exact& quantity, Sums& sums) {
  for (const AllowanceCharge& one : list) {
    if (!paid_here(one)) continue;
    const Exact amount = unsigned_amount(one, gross, sums.net, quantity);
    const int sign = one.kind == "charge" ? 1 : -1;
    sums.net += sign * amount;
    (sign > 0 ? sums.charges : sums.allowances) += amount;
    taxes_of(one.taxes, amount, sign, sums.taxes);
  }
}

Decimal decimal(Random& random, std::size_t below, int scale) {
  return {static_cast<int128>(random.below(below)), scale};
}

std::vector<Tax> some_taxes(Random& random) {
  std::vector<Tax> taxes;
  while (random.percent(15)) {
    Tax& tax = taxes.emplace_back();
    tax.kind = "state_sales";
    if (random.percent(40)) tax.amount = decimal(random, 100000, 2);
    const bool both = tax.amount && random.percent(20);
    if (!tax.amount || both) tax.percent = decimal(random, 25000, 3);
    if (both || (!tax.amount && random.percent(30))) tax.basis = decimal(random, 10000000, 2);
    if (both) tax.amount = Decimal::parse(money(cents(exact(*tax.basis) * exact(*tax.percent) / 100)));
    if (random.percent(10)) tax.relationship = "included";
    if (!tax.amount && random.percent(10)) tax.exempt = "exempt";
  }
  return taxes;
}

std::vector<AllowanceCharge> some_charges(Random& random, bool has_quantity) {
  static const std::vector<std::string> methods{"",
                                                "off_invoice",
                                                "paid_by_customer",
                                                "bill_back",
                                                "information_only",
                                                "add_to_invoice",
                                                "credit_account"};
  std::vector<AllowanceCharge> list;
  while (random.percent(30)) {
    AllowanceCharge& one = list.emplace_back();
    one.kind = random.percent(50) ? "allowance" : "charge";
    one.code = "C310";
    one.method = random.one_of(methods);
    const std::size_t form = random.below(4);
    if (form == 0 || random.percent(10)) one.amount = decimal(random, 1000000, 2);
    if (form == 1) {
      one.percent = decimal(random, 30000, 3);
      one.percent_basis = random.percent(50) ? "net" : random.percent(50) ? "gross" : "";
    }
    if (form >= 2) {
      one.rate = decimal(random, 100000, 4);
      if (!has_quantity || random.percent(40)) one.quantity = decimal(random, 100000, 2);
    }
    one.taxes = some_taxes(random);
  }
  return list;
}

Terms some_terms(Random& random) {
  Terms terms{.kind = random.percent(80) ? "basic" : "end_of_month",
              .basis = random.percent(80) ? "invoice_date" : "receipt_of_goods"};
  const std::size_t form = random.below(4);
  if (form == 0) terms.discount_amount = decimal(random, 10000, 2);
  if (form > 1) terms.discount_percent = decimal(random, 10000, 3);
  if (form > 0 && random.percent(80)) terms.discount_days = static_cast<Integer>(random.below(100));
  if (random.percent(70)) terms.net_days = static_cast<Integer>(random.below(1000));
  return terms;
}

// The calendar of the standard library.
std::string counted(const Terms& terms, const Date& from, std::optional<Integer> days) {
  if (!days || terms.kind != "basic" || terms.basis != "invoice_date") return {};
  using namespace std::chrono;
  const sys_days first = year(from.year) / month(static_cast<unsigned>(from.month)) /
                         std::chrono::day(static_cast<unsigned>(from.day));
  const year_month_day last = first + std::chrono::days(*days);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(last.year()), static_cast<unsigned>(last.month()),
                     static_cast<unsigned>(last.day()));
}

}  // namespace

std::string money(const cpp_int& cents) {
  const cpp_int size = cents < 0 ? cpp_int(-cents) : cents;
  std::string digits = size.str();
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  digits.insert(digits.size() - 2, 1, '.');
  return (cents < 0 ? "-" : "") + digits;
}

InvoiceSettings random_settings(Random& random) {
  InvoiceSettings settings;
  settings.rounding = random.percent(50) ? Rounding::line : Rounding::total;
  settings.header_taxes = random.percent(80) ? HeaderTaxes::added : HeaderTaxes::repeated;
  settings.discount_base = random.percent(50) ? DiscountBase::total : DiscountBase::goods;
  return settings;
}

Invoice random_invoice(Random& random) {
  static const std::vector<std::string> bases = [] {
    std::vector<std::string> words;
    for (const auto& [word, count] : pieces()) words.push_back(word);
    return words;
  }();
  Invoice invoice;
  invoice.number = "INV-1";
  for (std::size_t n = random.between(1, 8); n > 0; --n) {
    InvoiceLine& line = invoice.lines.emplace_back();
    line.number = std::to_string(invoice.lines.size());
    // Fifteen digits of money are what an 810 can carry; here are some more, but not twenty-six.
    const std::size_t large = random.below(20);
    line.quantity = decimal(random, large == 0 ? 999999999999U : 100000, static_cast<int>(random.below(4)));
    if (random.percent(10)) line.quantity = Decimal(-line.quantity->units(), line.quantity->scale());
    line.unit = "EA";
    line.price = decimal(random, large == 1 ? 99999999999999U : 1000000, static_cast<int>(random.below(7)));
    line.price_basis = random.one_of(bases);
    line.allowances_charges = some_charges(random, true);
    line.taxes = some_taxes(random);
  }
  invoice.allowances_charges = some_charges(random, true);
  invoice.taxes = some_taxes(random);
  invoice.invoiced = Date::from_days(static_cast<std::int64_t>(random.between(10'000, 40'000)));
  while (random.percent(50)) invoice.terms.push_back(some_terms(random));
  return invoice;
}

ExactTotals exact_totals(const Invoice& invoice, const InvoiceSettings& settings) {
  Exact all_gross, all_net, taxes, line_charges, quantity;
  bool line_taxes = false;
  for (const InvoiceLine& line : invoice.lines) {
    Exact gross = exact(*line.quantity) * exact(*line.price) / pieces().at(line.price_basis);
    if (settings.rounding == Rounding::line) gross = to_cents(gross);
    Sums sums{.net = gross, .taxes = {}, .charges = {}, .allowances = {}};
    settle(line.allowances_charges, gross, exact(*line.quantity), sums);
    taxes_of(line.taxes, sums.net, 1, sums.taxes);
    for (const Tax& tax : line.taxes)
      line_taxes = line_taxes || (tax.relationship != "included" && (tax.amount || tax.exempt.empty()));
    for (const AllowanceCharge& one : line.allowances_charges)
      for (const Tax& tax : one.taxes)
        line_taxes = line_taxes ||
                     (paid_here(one) && tax.relationship != "included" && (tax.amount || tax.exempt.empty()));
    all_gross += gross;
    all_net += sums.net;
    taxes += sums.taxes;
    line_charges += sums.charges;
    quantity += exact(*line.quantity);
  }
  Sums whole{.net = all_net, .taxes = {}, .charges = {}, .allowances = {}};
  settle(invoice.allowances_charges, all_gross, quantity, whole);
  for (const AllowanceCharge& one : invoice.allowances_charges)
    for (const Tax& tax : one.taxes)
      line_taxes = line_taxes ||
                   (paid_here(one) && tax.relationship != "included" && (tax.amount || tax.exempt.empty()));
  if (settings.header_taxes == HeaderTaxes::added || !line_taxes)
    taxes_of(invoice.taxes, whole.net, 1, whole.taxes);

  ExactTotals totals;
  totals.amount = cents(whole.net + whole.taxes + taxes);
  totals.discountable = settings.discount_base == DiscountBase::total
                            ? totals.amount
                            : cents(all_net - whole.allowances - line_charges);
  for (const Terms& terms : invoice.terms) {
    auto& discount = totals.discounts.emplace_back();
    if (terms.discount_amount) {
      discount = cents(exact(*terms.discount_amount));
    } else if (terms.discount_percent) {
      discount = cents(Exact(totals.discountable, 100) * exact(*terms.discount_percent) / 100);
    }
    if (!totals.discount) totals.discount = discount;
    totals.discount_due.push_back(counted(terms, *invoice.invoiced, terms.discount_days));
    totals.net_due.push_back(counted(terms, *invoice.invoiced, terms.net_days));
  }
  if (totals.discount) totals.after_discount = totals.amount - *totals.discount;
  return totals;
}

}  // namespace transom::property
