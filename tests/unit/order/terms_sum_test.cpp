// Terms of payment, an entry a row: what its discount comes to, until when it holds, and what is said of an
// entry that contradicts itself. All figures were worked out by hand.
#include "order/terms_sum.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "order/invoice_sum.hpp"

using namespace transom;

namespace {

Decimal dec(std::string_view text) {
  return Decimal::parse(text).value();
}

std::optional<Date> day(std::string_view iso) {
  return iso.empty() ? std::nullopt : Date::parse_iso(iso);
}

std::string shown(const std::optional<Decimal>& value) {
  return value ? value->to_plain() : "none";
}
std::string shown(const std::optional<Date>& value) {
  return value ? value->iso() : "none";
}

// "2/10 net 30": percent or amount, and days; whatever is empty is left out.
Terms terms(std::string_view percent, std::string_view amount, std::optional<Integer> days = {},
            std::optional<Integer> net = {}) {
  Terms out{.kind = "basic", .basis = "invoice_date"};
  if (!percent.empty()) out.discount_percent = dec(percent);
  if (!amount.empty()) out.discount_amount = dec(amount);
  out.discount_days = days;
  out.net_days = net;
  return out;
}

TradeDate dated(std::string kind, std::string_view iso) {
  TradeDate out;
  out.kind = std::move(kind);
  out.date = day(iso);
  return out;
}

// Of a Friday in front of a leap day; ordered, shipped and to arrive on days of their own.
TermsBase base_of(std::string_view money) {
  return {.money = {dec(money)},
          .invoiced = day("2028-02-25"),
          .ordered = day("2028-01-31"),
          .dates = {dated("shipped", "2028-02-24"), dated("estimated_delivery", "2028-03-02")}};
}

std::string sentences(const Disagreements& list) {
  std::string out;
  for (const Disagreement& one : list) out += fmt::format("{}{}", out.empty() ? "" : "\n", one.sentence);
  return out;
}

// An invoice of one line over that amount.
Invoice invoice_of(std::string_view amount, std::vector<Terms> list) {
  Invoice invoice;
  invoice.invoiced = day("2028-02-25");
  invoice.terms = std::move(list);
  InvoiceLine& line = invoice.lines.emplace_back();
  line.quantity = dec("1");
  line.unit = "EA";
  line.price = dec(amount);
  return invoice;
}

}  // namespace

TEST_CASE("terms: the discount in money") {
  struct {
    const char* name;
    Terms terms;
    std::string base, want;
  } rows[] = {
      {"two percent", terms("2", ""), "1132.00", "22.64"},
      {"a part of a cent is rounded", terms("2", ""), "742.26", "14.85"},
      {"half a cent goes up", terms("2.5", ""), "33.00", "0.83"},
      {"of a credit it goes down", terms("2.5", ""), "-33.00", "-0.83"},
      {"a percent with three places", terms("0.125", ""), "333.33", "0.42"},
      {"a thousandth of a percent of a large amount", terms("0.001", ""), "9999999999999.99", "100000000"},
      {"nothing for nothing", terms("2", ""), "0", "0"},
      {"no percent is no discount of nothing", terms("0", ""), "100.00", "0"},
      {"an amount is what it is", terms("", "15.00"), "1132.00", "15"},
      {"the amount counts before the percent", terms("2", "22.65"), "1132.00", "22.65"},
      {"net terms grant none", terms("", "", {}, 30), "1132.00", "none"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(shown(terms_sum(row.terms, base_of(row.base)).discount) == row.want);
  }
}

TEST_CASE("terms: until when they hold") {
  struct {
    const char* name;
    std::string kind, basis;
    std::optional<Integer> days, net;
    std::string due, net_due;
  } rows[] = {
      {"from the invoice, over a leap day", "basic", "invoice_date", 10, 30, "2028-03-06", "2028-03-26"},
      {"the day itself", "basic", "invoice_date", 0, 0, "2028-02-25", "2028-02-25"},
      {"over the end of a year", "basic", "invoice_date", 310, 365, "2028-12-31", "2029-02-24"},
      {"from the order", "basic", "order_date", 30, {}, "2028-03-01", "none"},
      {"from the day of shipping", "basic", "ship_date", 10, 30, "2028-03-05", "2028-03-25"},
      {"from the expected arrival", "basic", "anticipated_delivery", 10, 30, "2028-03-12", "2028-04-01"},
      {"from an arrival that nobody told", "basic", "delivery_date", 10, 30, "none", "none"},
      {"from when the goods are in", "basic", "receipt_of_goods", 10, 30, "none", "none"},
      {"from no day that is named", "basic", "", 10, 30, "none", "none"},
      {"no discount, only a net day",
       "discount_not_applicable",
       "invoice_date",
       {},
       21,
       "none",
       "2028-03-17"},
      {"the end of a month is another count", "end_of_month", "invoice_date", 10, 30, "none", "none"},
      {"more days than a person lives", "basic", "invoice_date", 36'501, -1, "none", "none"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    Terms one = terms("2", "", row.days, row.net);
    one.kind = row.kind;
    one.basis = row.basis;
    const TermsSum sum = terms_sum(one, base_of("100.00"));
    CHECK(shown(sum.discount_due) == row.due);
    CHECK(shown(sum.net_due) == row.net_due);
    one.day_of_month = 15;
    CHECK(shown(terms_sum(one, base_of("100.00")).net_due) == "none");
    one.discount_date = day("2028-05-01");
    CHECK(shown(terms_sum(one, base_of("100.00")).discount_due) == "2028-05-01");
  }
}

TEST_CASE("terms: what an entry says twice agrees, to a cent and to the day") {
  Terms one = terms("2", "22.64", 10, 30);
  one.discount_date = day("2028-03-06");
  one.net_date = day("2028-03-26");
  const TermsBase base = base_of("1132.00");
  struct {
    const char* name;
    std::string amount, due, net_due;
    Tolerance tolerance;
    std::int64_t days;
    std::string want;
  } rows[] = {
      {"it does", "22.64", "2028-03-06", "2028-03-26", {}, 0, ""},
      {"a cent more", "22.65", "2028-03-06", "2028-03-26", {}, 0, ""},
      {"a cent less", "22.63", "2028-03-06", "2028-03-26", {}, 0, ""},
      {"two cents",
       "22.66",
       "2028-03-06",
       "2028-03-26",
       {},
       0,
       "terms[1] says a discount of 22.66, but 2 % of 1132.00 is 22.64"},
      {"less than a cent more than a cent",
       "22.651",
       "",
       "",
       {},
       0,
       "terms[1] says a discount of 22.651, but 2 % of 1132.00 is 22.64"},
      {"as much as the partner takes", "22.66", "", "", {.amount = dec("0.02"), .percent = {}}, 0, ""},
      {"the point at the wrong place",
       "2264",
       "",
       "",
       {},
       0,
       "terms[1] says a discount of 2264.00, but 2 % of 1132.00 is 22.64"},
      {"a day later",
       "22.64",
       "2028-03-07",
       "2028-03-26",
       {},
       0,
       "terms[1].discount_date says 2028-03-07, but 10 days from 2028-02-25 (invoice_date) end on "
       "2028-03-06"},
      {"a day earlier",
       "22.64",
       "",
       "2028-03-25",
       {},
       0,
       "terms[1].net_date says 2028-03-25, but 30 days from 2028-02-25 (invoice_date) end on 2028-03-26"},
      {"moved behind a Sunday, as agreed", "22.64", "2028-03-06", "2028-03-27", {}, 1, ""},
      {"all of it",
       "1",
       "2029-01-01",
       "2029-01-01",
       {},
       1,
       "terms[1] says a discount of 1.00, but 2 % of 1132.00 is 22.64\n"
       "terms[1].discount_date says 2029-01-01, but 10 days from 2028-02-25 (invoice_date) end on "
       "2028-03-06\n"
       "terms[1].net_date says 2029-01-01, but 30 days from 2028-02-25 (invoice_date) end on 2028-03-26"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    one.discount_amount = dec(row.amount);
    one.discount_date = day(row.due);
    one.net_date = day(row.net_due);
    const Disagreements wrong = terms_disagree(one, base, "terms[1]", row.tolerance, row.days);
    CHECK(sentences(wrong) == row.want);
    for (const Disagreement& told : wrong) CHECK(told.check == TradeCheck::arithmetic);
  }
  CHECK(terms_disagree(one, base, "terms[1]", {}, 0).back().next ==
        "mend the terms in the ERP and leave the invoice again, or allow it by `tolerance: {days: 281}`");
}

TEST_CASE("invoice: every entry of the terms is worked out, not the first alone") {
  // 2 % for ten days, 1 % for twenty, nothing behind.
  Invoice invoice =
      invoice_of("1132.00", {terms("2", "", 10, 30), terms("1", "", 20, 30), terms("", "", {}, 30)});
  SUBCASE("the totals have the first") {
    const InvoiceSum sum = add_up(invoice, {});
    CHECK(sentences(sum.wrong) == "");
    REQUIRE(sum.terms.size() == 3);
    CHECK(shown(sum.terms[0].discount) == "22.64");
    CHECK(shown(sum.terms[1].discount) == "11.32");
    CHECK(shown(sum.terms[2].discount) == "none");
    CHECK(shown(sum.terms[1].discount_due) == "2028-03-16");
    CHECK(shown(sum.terms[2].net_due) == "2028-03-26");
    CHECK(shown(invoice.totals.discount) == "22.64");
    CHECK(shown(invoice.totals.after_discount) == "1109.36");
    CHECK_FALSE(invoice.terms[0].discount_amount);
    CHECK_FALSE(invoice.terms[0].discount_date);
  }
  SUBCASE("the totals may have the other") {
    invoice.totals.discount = dec("11.32");
    const InvoiceSum sum = add_up(invoice, {});
    CHECK(sentences(sum.wrong) == "");
    CHECK(shown(sum.discount) == "11.32");
    CHECK(shown(invoice.totals.after_discount) == "1120.68");
  }
  SUBCASE("and none that neither grants") {
    invoice.totals.discount = dec("16.98");
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "totals.discount says 16.98, but the discount of the terms comes to 22.64 or 11.32");
  }
  SUBCASE("the second is held against itself too") {
    invoice.terms[1].discount_amount = dec("11.34");
    invoice.terms[2].net_date = day("2028-03-31");
    const Disagreements wrong = add_up(invoice, {}, {}, 4).wrong;
    CHECK(sentences(wrong) ==
          "terms[1] says a discount of 11.34, but 1 % of 1132.00 is 11.32\n"
          "terms[2].net_date says 2028-03-31, but 30 days from 2028-02-25 (invoice_date) end on 2028-03-26");
    CHECK(add_up(invoice, {}, {.amount = dec("0.02"), .percent = {}}, 5).wrong.empty());
  }
  SUBCASE("of what may be discounted") {
    invoice.totals.discountable = dec("1000.00");
    CHECK(sentences(add_up(invoice, {}).wrong) == "");
    CHECK(shown(invoice.totals.discount) == "20");
    invoice.terms[1].discount_amount = dec("11.32");
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "terms[1] says a discount of 11.32, but 1 % of 1000.00 is 10.00");
  }
}

TEST_CASE("invoice: terms of a line speak of the line") {
  Invoice invoice = invoice_of("1132.00", {});
  AllowanceCharge& allowance = invoice.lines[0].allowances_charges.emplace_back();
  allowance.kind = "allowance";
  allowance.amount = dec("132.00");
  Terms one = terms("2", "20.00", 10, 30);
  one.basis = "ship_date";
  one.discount_date = day("2028-03-04");
  invoice.lines[0].terms = {one};
  invoice.lines[0].dates = {dated("shipped", "2028-02-23")};
  invoice.dates = {dated("shipped", "2028-02-24")};
  CHECK(sentences(add_up(invoice, {}).wrong) == "");
  CHECK(shown(invoice.totals.discount) == "none");           // it is not the invoice's
  invoice.lines[0].terms[0].discount_amount = dec("22.64");  // of the gross amount
  CHECK(sentences(add_up(invoice, {}).wrong) == "");
  invoice.lines[0].terms[0].discount_amount = dec("21.00");
  invoice.lines[0].terms[0].discount_date = day("2028-03-05");
  CHECK(sentences(add_up(invoice, {}).wrong) ==
        "lines[0].terms[0] says a discount of 21.00, but 2 % of 1000.00 is 20.00\n"
        "lines[0].terms[0].discount_date says 2028-03-05, but 10 days from 2028-02-23 (ship_date) end on "
        "2028-03-04");
}
