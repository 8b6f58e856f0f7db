// One row a rule: worked out by hand, with the figures that a person would put on paper.
#include "order/invoice_sum.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/fraction.hpp"

using namespace transom;

namespace {

Decimal dec(std::string_view text) {
  return Decimal::parse(text).value();
}

InvoiceLine line(std::string_view quantity, std::string_view unit, std::string_view price,
                 std::string basis = "") {
  InvoiceLine out;
  out.quantity = dec(quantity);
  out.unit = unit;
  out.price = dec(price);
  out.price_basis = std::move(basis);
  return out;
}

Invoice with(InvoiceLine one) {
  Invoice invoice;
  invoice.lines.push_back(std::move(one));
  return invoice;
}

AllowanceCharge charge(std::string kind, std::string_view amount, std::string_view percent,
                       std::string_view rate) {
  AllowanceCharge out;
  out.kind = std::move(kind);
  if (!amount.empty()) out.amount = dec(amount);
  if (!percent.empty()) out.percent = dec(percent);
  if (!rate.empty()) out.rate = dec(rate);
  return out;
}

std::string shown(const std::optional<Decimal>& value) {
  return value ? value->to_plain() : "none";
}

std::string sentences(const Disagreements& list) {
  std::string out;
  for (const Disagreement& one : list)
    out += fmt::format("{}{} -> {}", out.empty() ? "" : "\n", one.sentence, one.next);
  return out;
}

}  // namespace

TEST_CASE("invoice: what a line comes to by its price basis") {
  struct {
    const char* name;
    std::string quantity, unit, price, basis, want;
  } rows[] = {
      {"no basis is per one", "12", "EA", "19.95", "", "239.4"},
      {"per hundred", "250", "EA", "8.30", "per_hundred", "20.75"},
      {"per thousand", "1500", "EA", "4.005", "per_thousand", "6.0075"},
      {"a contract's price per hundred", "50", "EA", "3", "contract_per_hundred", "1.5"},
      {"a dozenth has no end", "5", "EA", "1.00", "per_dozen", "0.416667"},
      {"dozens are priced per dozen", "5", "DZ", "1.00", "per_dozen", "5"},
      {"pounds are priced per pound", "12.5", "LB", "2.40", "per_pound", "30"},
      {"cases are not", "12", "CA", "2.40", "per_pound", "?"},
      {"per hundred feet", "250", "FT", "8", "per_hundred_feet", "20"},
      {"no charge", "12", "EA", "5", "no_charge", "0"},
      {"not known", "12", "EA", "5", "to_be_negotiated", "?"},
      {"seventeen digits by fifteen", "999999999999999", "EA", "99999999999999.999", "",
       "99999999999999899000000000000.001"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(extension(dec(row.quantity), row.unit, dec(row.price), row.basis).to_string() == row.want);
  }
}

TEST_CASE("invoice: allowances and charges, by the order in which they count") {
  struct {
    const char* name;
    AllowanceCharge one;
    std::string want;  // of 10 EA at 10.00
  } rows[] = {
      {"a charge adds", charge("charge", "5.00", "", ""), "105"},
      {"an allowance takes", charge("allowance", "5.00", "", ""), "95"},
      {"the amount goes before percent and rate", charge("charge", "5.00", "50", "9"), "105"},
      {"percent of the gross amount", charge("allowance", "", "2.5", ""), "97.5"},
      {"a rate per unit of the line", charge("charge", "", "", "0.125"), "101.25"},
      {"half a cent goes up", charge("charge", "", "", "0.0005"), "100.01"},
      {"a promotion is told, not owed", charge("promotion", "5.00", "", ""), "100"},
      {"what is neither is not owed", charge("no_allowance_or_charge", "5.00", "", ""), "100"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    Invoice invoice = with(line("10", "EA", "10.00"));
    invoice.lines[0].allowances_charges.push_back(row.one);
    const InvoiceSum sum = add_up(invoice, {});
    CHECK(sentences(sum.wrong) == "");
    CHECK(shown(invoice.totals.amount) == row.want);
  }
}

TEST_CASE("invoice: what is settled elsewhere does not enter the total") {
  struct {
    std::string method, want;
  } rows[] = {{"", "95"},
              {"off_invoice", "95"},
              {"02", "95"},
              {"bill_back", "100"},
              {"01", "100"},
              {"vendor_check", "100"},
              {"paid_by_vendor", "100"},
              {"credit_account", "100"},
              {"information_only", "100"},
              {"paid_by_customer", "95"},
              {"optional", "100"},
              {"collect", "100"}};
  for (const auto& row : rows) {
    INFO(row.method);
    Invoice invoice = with(line("10", "EA", "10.00"));
    invoice.allowances_charges.push_back(charge("allowance", "5.00", "", ""));
    invoice.allowances_charges[0].method = row.method;
    CHECK(sentences(add_up(invoice, {}).wrong) == "");
    CHECK(shown(invoice.totals.amount) == row.want);
  }
  SUBCASE("one that nobody knows holds the invoice, until the agreement says it") {
    Invoice invoice = with(line("10", "EA", "10.00"));
    invoice.allowances_charges.push_back(charge("charge", "5.00", "", ""));
    invoice.allowances_charges[0].method = "prepaid";
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "allowances_charges[0]: whether 'prepaid' enters the total is not known here -> say it in "
          "partner.yaml: "
          "invoice: {in-total: [prepaid]} or beside-total: [prepaid]");
    CHECK_FALSE(invoice.totals.amount);
    InvoiceSettings settings;
    settings.in_total = {"PP", "prepaid"};
    CHECK(add_up(invoice, settings).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "105");
  }
}

TEST_CASE("invoice: percents of percents, quantities of their own, ranges") {
  Invoice invoice = with(line("10", "EA", "10.00"));
  auto& list = invoice.lines[0].allowances_charges;
  SUBCASE("net is what those before it left") {
    list = {charge("allowance", "", "10", ""), charge("allowance", "", "10", "")};
    list[1].percent_basis = "net";
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "81");
    CHECK(shown(list[1].amount) == "9");
    CHECK(list[0].percent_basis == "gross");
  }
  SUBCASE("of the list price") {
    list = {charge("allowance", "", "10", "")};
    list[0].percent_basis = "item_list_cost";
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "lines[0].allowances_charges[0]: what its 10 % is taken of ('item_list_cost') is not known here -> "
          "say its `amount`, or in `percent_basis` gross or net, or on a line item_list_cost with a list "
          "price");
    invoice.totals = {};
    Price list_price;
    list_price.kind = "list";
    list_price.price = dec("12.00");
    invoice.lines[0].prices.push_back(list_price);
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "88");
  }
  SUBCASE("a rate of its own quantity") {
    list = {charge("charge", "", "", "1.50")};
    list[0].quantity = dec("3");
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "104.5");
  }
  SUBCASE("a rate per another unit") {
    list = {charge("charge", "", "", "1.50")};
    list[0].unit = "CA";
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "lines[0].allowances_charges[0]: its rate is per CA, and the quantity in that unit is not known -> "
          "say its "
          "`quantity`, or its `amount`");
  }
  SUBCASE("only within its range of quantities") {
    list = {charge("allowance", "", "", "1.00")};
    list[0].quantity = dec("1");
    list[0].quantity_to = dec("10");
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "90");
    invoice = with(line("11", "EA", "10.00"));
    invoice.lines[0].allowances_charges = {charge("allowance", "", "", "1.00")};
    invoice.lines[0].allowances_charges[0].quantity = dec("1");
    invoice.lines[0].allowances_charges[0].quantity_to = dec("10");
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "110");
  }
  SUBCASE("nothing to work with, and too much") {
    list = {charge("charge", "", "", ""), charge("charge", "", "5", "5")};
    const Disagreements wrong = add_up(invoice, {}).wrong;
    REQUIRE(wrong.size() == 2);
    CHECK(wrong[0].sentence == "lines[0].allowances_charges[0]: it has neither amount, percent nor rate");
    CHECK(wrong[1].sentence ==
          "lines[0].allowances_charges[1]: it has a rate and a percent, and no amount; only one of them can "
          "count");
  }
}

TEST_CASE("invoice: an amount below zero says the other kind") {
  struct {
    const char* name;
    AllowanceCharge one;
    const char *quantity, *type, *want;
  } rows[] = {
      {"allowance", charge("allowance", "-5.00", "", ""), "10", "",
       "an allowance of -5.00 would raise the invoice -> write 5.00, or a charge"},
      {"charge", charge("charge", "-5.00", "", ""), "10", "",
       "a charge of -5.00 would lower the invoice -> write 5.00, or an allowance"},
      {"percent", charge("allowance", "", "-2.5", ""), "10", "",
       "an allowance of -2.5 would raise the invoice -> write 2.5, or a charge"},
      {"rate", charge("charge", "", "", "-0.1"), "10", "",
       "a charge of -0.1 would lower the invoice -> write 0.1, or an allowance"},
      {"a credit in plain figures", charge("allowance", "-5.00", "", ""), "10", "credit",
       "an allowance of -5.00 would raise the invoice -> write 5.00, or a charge"},
      {"a credit with its signs turned", charge("allowance", "-5.00", "", ""), "-10", "credit", ""},
      {"a credit of freight alone", charge("charge", "-5.00", "", ""), "0", "credit", ""},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    Invoice invoice = with(line(row.quantity, "EA", "10.00"));
    invoice.type = row.type;
    invoice.allowances_charges = {row.one};
    const std::string want = row.want;
    CHECK(sentences(add_up(invoice, {}).wrong) == (want.empty() ? want : "allowances_charges[0]: " + want));
  }
}

TEST_CASE("invoice: one without anything to pay for waits, freight alone does not") {
  Invoice invoice;
  CHECK(sentences(add_up(invoice, {}).wrong) ==
        "the invoice has no lines and no charges, so there is nothing to pay -> leave it with its lines; one "
        "that is taken back says `purpose: cancel`");
  invoice.purpose = "cancel";
  CHECK(add_up(invoice, {}).wrong.empty());
  invoice = {};
  invoice.allowances_charges = {charge("charge", "12.00", "", "")};
  CHECK(add_up(invoice, {}).wrong.empty());
  CHECK(shown(invoice.totals.amount) == "12");
}

TEST_CASE("invoice: only a credit comes to less than nothing") {
  Invoice invoice = with(line("-2", "EA", "10.00"));
  for (const char* type : {"", "debit"}) {
    invoice.type = type;
    Invoice given = invoice;
    CHECK(sentences(add_up(given, {}).wrong) ==
          "what is invoiced comes to -20.00, but the invoice is no credit -> mend the figures, or say "
          "`type: credit` of what gives money back");
  }
  invoice.type = "credit";
  CHECK(add_up(invoice, {}).wrong.empty());
}

TEST_CASE("invoice: rounding by line or at the end") {
  Invoice invoice;
  for (int i = 0; i < 3; ++i) invoice.lines.push_back(line("1", "EA", "0.335"));
  CHECK(add_up(invoice, {}).wrong.empty());
  CHECK(shown(invoice.totals.amount) == "1.02");
  InvoiceSettings at_end;
  at_end.rounding = Rounding::total;
  SUBCASE("the same lines in their sum") {
    invoice.totals = {};
    CHECK(add_up(invoice, at_end).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "1.01");
  }
  SUBCASE("the sentence knows which rounding would fit") {
    CHECK(sentences(add_up(invoice, at_end).wrong) ==
          "totals.amount says 1.02, but what is invoiced comes to 1.01, 0.01 less: lines 1.01 -> rounded by "
          "line it fits: set "
          "`invoice: "
          "{rounding: line}`, or mend the figures");
  }
  SUBCASE("thirds are kept whole until the end") {
    invoice = {};
    for (int i = 0; i < 12; ++i) invoice.lines.push_back(line("1", "EA", "0.10", "per_dozen"));
    CHECK(add_up(invoice, at_end).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "0.1");
    invoice.totals = {};
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "0.12");
  }
  SUBCASE("a credit rounds like a debit") {
    invoice = with(line("-1", "EA", "0.335"));
    invoice.type = "credit";
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "-0.34");
  }
}

TEST_CASE("invoice: taxes") {
  Invoice invoice = with(line("10", "EA", "10.00"));
  Tax tax;
  tax.kind = "state_sales";
  tax.percent = dec("8.25");
  SUBCASE("a percent of what is invoiced, charges included") {
    invoice.allowances_charges = {charge("charge", "20.00", "", "")};
    invoice.taxes = {tax};
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.taxes[0].amount) == "9.9");
    CHECK(shown(invoice.totals.amount) == "129.9");
  }
  SUBCASE("of its own basis") {
    tax.basis = dec("50.00");
    invoice.taxes = {tax};
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "104.13");
  }
  SUBCASE("amount, percent and basis that do not fit") {
    tax.basis = dec("100.00");
    tax.amount = dec("82.50");
    invoice.taxes = {tax};
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "taxes[0] says 82.50, but 8.25 % of 100.00 is 8.25 -> mend amount, percent or basis in the ERP and "
          "leave the "
          "invoice again");
  }
  SUBCASE("without a basis the amount is the percent of what some law takes it of") {
    invoice.lines[0].allowances_charges = {charge("allowance", "10.00", "", "")};
    invoice.allowances_charges = {charge("charge", "20.00", "", "")};
    const char* const rights[] = {"9.08", "7.43", "8.25", "9.07"};  // of 110, of 90, of 100; a cent off
    for (const char* right : rights) {
      INFO(std::string(right));
      tax.amount = dec(right);
      Invoice one = invoice;
      one.taxes = {tax};
      CHECK(sentences(add_up(one, {}).wrong) == "");
    }
    tax.amount = dec("82.50");
    invoice.taxes = {tax};
    CHECK(
        sentences(add_up(invoice, {}).wrong) ==
        "taxes[0] says 82.50, but 8.25 % of 110.00 is 9.08 -> mend amount or percent in the ERP, or say the "
        "tax's `basis` where it is of another amount");
  }
  SUBCASE("a tax of a line, of another tax, without lines that are exempt, and 0.0825 for 8.25 %") {
    tax.amount = dec("8.25");
    invoice.lines[0].taxes = {tax};
    CHECK(add_up(invoice, {}).wrong.empty());
    invoice.lines[0].taxes[0].amount = dec("9.25");
    invoice.totals = {};
    CHECK(sentences(add_up(invoice, {}).wrong).find("lines[0].taxes[0] says 9.25, but 8.25 % of 100.00") ==
          0);
    invoice.lines[0].taxes = {};
    Tax second = tax;
    second.percent = dec("10");
    second.amount = dec("10.83");
    invoice.taxes = {tax, second};
    invoice.totals = {};
    CHECK(add_up(invoice, {}).wrong.empty());
    invoice.taxes = {tax};
    invoice.taxes[0].percent = dec("0.0825");
    invoice.totals = {};
    CHECK(add_up(invoice, {}).wrong.empty());
    invoice.lines.push_back(line("1", "EA", "50.00"));
    Tax none;
    none.kind = "state_sales";
    none.exempt = "exempt";
    invoice.lines[1].taxes = {none};
    invoice.totals = {};
    CHECK(add_up(invoice, {}).wrong.empty());
  }
  SUBCASE("of a part: at the head less, never more, and a line is no part") {
    struct Row {
      const char *percent, *amount;
      bool header, right;
    };
    const Row rows[] = {
        {"0.5", "0.50", true, true},  {"0.5", "0.30", true, true},   {"0.5", "50.00", true, true},
        {"0.5", "5.00", true, false}, {"0.5", "49.00", true, false}, {"7", "6.00", true, true},
        {"7", "7.05", true, false},   {"7", "-1.00", true, false},   {"7", "0.70", false, false},
        {"7", "7.00", false, true},   {"0.07", "7.00", false, true}, {"7", "0.00", true, true},
        {"0.07", "3.00", true, true}, {"0.07", "7.20", true, false}, {"0.07", "3.00", false, false},
        {"7", "0.00", false, false},
    };
    for (const Row& row : rows) {
      const std::string what =
          fmt::format("{} % {} {}", row.percent, row.amount, row.header ? "head" : "line");
      INFO(what);
      tax.percent = dec(row.percent);
      tax.amount = dec(row.amount);
      Invoice one = invoice;
      (row.header ? one.taxes : one.lines[0].taxes) = {tax};
      CHECK(add_up(one, {}).wrong.empty() == row.right);
    }
  }
  SUBCASE("of what is sold, beside what comes back untaxed") {
    invoice.lines.push_back(line("-4", "EA", "10.00"));
    tax.amount = dec("8.25");  // of 100.00, not of 60.00
    invoice.taxes = {tax};
    CHECK(sentences(add_up(invoice, {}).wrong) == "");
    invoice.taxes[0].amount = dec("8.35");
    invoice.totals = {};
    CHECK(!add_up(invoice, {}).wrong.empty());
  }
  SUBCASE("included, exempt and on a charge") {
    tax.relationship = "included";
    invoice.lines[0].taxes = {tax};
    tax.relationship.clear();
    tax.exempt = "exempt";
    invoice.taxes = {tax};
    tax.exempt.clear();
    invoice.allowances_charges = {charge("charge", "20.00", "", "")};
    invoice.allowances_charges[0].taxes = {tax};
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "121.65");
  }
  SUBCASE("those of the header may repeat those of the lines") {
    invoice.lines[0].taxes = {tax};
    tax.percent.reset();
    tax.amount = dec("8.25");
    invoice.taxes = {tax};
    InvoiceSettings settings;
    settings.header_taxes = HeaderTaxes::repeated;
    CHECK(add_up(invoice, settings).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "108.25");
    invoice.totals = {};
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "116.5");
  }
}

TEST_CASE("invoice: discount for early payment") {
  Invoice invoice = with(line("10", "EA", "10.00"));
  invoice.allowances_charges = {charge("charge", "20.00", "", "")};
  Terms terms;
  terms.discount_percent = dec("2");
  invoice.terms = {terms};
  SUBCASE("of all that is owed") {
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "120");
    CHECK(shown(invoice.totals.discountable) == "none");
    CHECK(shown(invoice.totals.discount) == "2.4");
    CHECK(shown(invoice.totals.after_discount) == "117.6");
  }
  SUBCASE("of the goods alone") {
    InvoiceSettings settings;
    settings.discount_base = DiscountBase::goods;
    CHECK(add_up(invoice, settings).wrong.empty());
    CHECK(shown(invoice.totals.discountable) == "100");
    CHECK(shown(invoice.totals.discount) == "2");
    CHECK(shown(invoice.totals.after_discount) == "118");
  }
  SUBCASE("of what the ERP says, which cannot be more than is owed") {
    invoice.totals.discountable = dec("110.00");
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.discount) == "2.2");
    invoice.totals = {};
    invoice.totals.discountable = dec("130.00");
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "totals.discountable says 130.00, which is more than the 120.00 that is owed -> mend it in the ERP "
          "and "
          "leave the "
          "invoice again");
  }
  SUBCASE("what is left has to fit") {
    invoice.totals.after_discount = dec("117.00");
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "totals.after_discount says 117.00, but the amount less the discount comes to 117.60 -> mend the "
          "figures in the "
          "ERP and leave the invoice again, or leave this one out of it");
  }
  SUBCASE("two discounts in one line of terms") {
    invoice.terms[0].discount_amount = dec("5.00");
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "terms[0] says a discount of 5.00, but 2 % of 120.00 is 2.40 -> mend the terms in the ERP and "
          "leave the "
          "invoice again");
  }
}

TEST_CASE("invoice: what is written twice agrees, or the invoice says where it does not") {
  Invoice invoice = with(line("10", "EA", "10.00"));
  SUBCASE("tolerance") {
    invoice.totals.amount = dec("100.02");
    CHECK(add_up(invoice, {}).wrong.size() == 1);
    CHECK(add_up(invoice, {}, {.amount = dec("0.02"), .percent = {}}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "100.02");
    CHECK(add_up(invoice, {}, {.amount = {}, .percent = dec("0.01")}).wrong.size() == 1);
    CHECK(add_up(invoice, {}, {.amount = {}, .percent = dec("0.02")}).wrong.empty());
  }
  SUBCASE("lines and their hash") {
    invoice.lines.push_back(line("12.5", "EA", "1.00"));
    invoice.totals.line_count = 3;
    invoice.totals.quantity_hash = dec("23");
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "totals.line_count says 3, but there are 2 lines -> mend it in the ERP, or leave it out\n"
          "totals.quantity_hash says 23, but the quantities add up to 22.5 -> mend it in the ERP, or leave "
          "it out");
    invoice.totals.line_count = 2;
    for (const char* right : {"22.5", "135"}) {
      invoice.totals.quantity_hash = dec(right);
      CHECK(add_up(invoice, {}).wrong.empty());
    }
  }
  SUBCASE("amounts beside the totals") {
    Amount amount;
    amount.kind = "line_total";
    amount.amount = dec("90.00");
    invoice.lines[0].amounts = {amount};
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "lines[0].amounts[line_total] says 90.00, but quantity, price, allowances and charges come to "
          "100.00 -> "
          "mend the "
          "line in the ERP and leave the invoice again");
    invoice.totals = {};
    invoice.lines[0].allowances_charges = {charge("allowance", "10.00", "", "")};
    CHECK(add_up(invoice, {}).wrong.empty());
    amount.kind = "total";
    invoice.amounts = {amount};
    CHECK(add_up(invoice, {}).wrong.empty());
    invoice.amounts[0].amount = dec("91.00");
    CHECK(add_up(invoice, {}).wrong.size() == 1);
  }
  SUBCASE("a line whose amount cannot be known") {
    invoice.lines[0].unit = "CA";
    invoice.lines[0].price_basis = "per_pound";
    CHECK(sentences(add_up(invoice, {}).wrong) ==
          "lines[0] is in CA and priced per_pound, so its amount is not known -> give quantity and price in "
          "one unit, "
          "or the amount as amounts[line_total]");
    Amount amount;
    amount.kind = "line_total";
    amount.amount = dec("87.31");
    invoice.lines[0].amounts = {amount};
    invoice.totals = {};
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "87.31");
  }
  SUBCASE("a part that is charged beside its line") {
    SubLine part;
    part.relationship = "add";
    part.quantity = dec("2");
    part.price = dec("3.00");
    SubLine inside = part;
    inside.relationship = "included";
    invoice.lines[0].sub_lines = {part, inside};
    CHECK(add_up(invoice, {}).wrong.empty());
    CHECK(shown(invoice.totals.amount) == "106");
  }
  SUBCASE("more digits than can be added exactly are told, not cut") {
    invoice.lines[0].quantity = Decimal(static_cast<int128>(1) << 126, 0);
    CHECK(sentences(add_up(invoice, {}).wrong)
              .find("lines[0] has more digits than can be multiplied exactly") == 0);
  }
}

TEST_CASE("invoice: a total that differs says by how much, what there is, and which part would explain it") {
  Invoice invoice = with(line("10", "EA", "10.00"));
  invoice.lines.push_back(line("1", "EA", "7.50"));
  invoice.allowances_charges = {charge("charge", "25.00", "", ""), charge("allowance", "", "2", "")};
  Tax tax;
  tax.kind = "sales";
  tax.percent = dec("10");
  invoice.taxes = {tax};
  const std::string parts = ": lines 107.50, charges 25.00, allowances -2.15, taxes 13.04";
  const struct {
    const char *written, *want;
  } rows[] = {
      {"140.00", "3.39 more"}, {"145.00", "1.61 less"},  {"130.35", "13.04 more"}, {"118.39", "25.00 more"},
      {"93.39", "50.00 more"}, {"168.39", "25.00 less"}, {"145.54", "2.15 less"},  {"135.89", "7.50 more"},
  };
  const char* causes[] = {"",
                          "",
                          "; without taxes[0] (13.04) it fits",
                          "; without allowances_charges[0] (25.00) it fits",
                          "; with allowances_charges[0] (25.00) counted the other way it fits",
                          "; with allowances_charges[0] (25.00) counted twice it fits",
                          "; without allowances_charges[1] (-2.15) it fits",
                          "; without lines[1] (7.50) it fits"};
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    INFO(std::string(rows[i].written));
    Invoice one = invoice;
    one.totals.amount = dec(rows[i].written);
    const auto wrong = add_up(one, {}).wrong;
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].sentence ==
          fmt::format("totals.amount says {}, but what is invoiced comes to 143.39, {}{}{}", rows[i].written,
                      rows[i].want, parts, causes[i]));
  }
  SUBCASE("a difference of less than a cent is told with all its digits") {
    invoice = with(line("1", "EA", "0.17"));
    invoice.totals.amount = dec("0.1665");
    const auto wrong = add_up(invoice, {}).wrong;
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].sentence ==
          "totals.amount says 0.1665, but what is invoiced comes to 0.17, 0.0035 more: lines 0.17");
  }
  SUBCASE("several parts that would explain it explain nothing") {
    invoice.allowances_charges = {charge("charge", "5.00", "", ""), charge("charge", "5.00", "", "")};
    invoice.taxes.clear();
    invoice.totals.amount = dec("112.50");
    const auto wrong = add_up(invoice, {}).wrong;
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].sentence ==
          "totals.amount says 112.50, but what is invoiced comes to 117.50, 5.00 more: lines 107.50, charges "
          "10.00");
  }
}
