// Charges, allowances and taxes of an invoice against those of its order.
#include "order/billed_extras.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <deque>

#include "order/match.hpp"

using namespace transom;

namespace {

Decimal dec(std::string_view text) {
  return Decimal::parse(text).value();
}

// "charge D240 45.00", "allowance C310 5%", "charge D500" (a figure that nobody gave), "charge D500 0.10/EA",
// "charge D500 0.50*100" (for so many, whatever is delivered), "charge D240 45.00 collect" (settled
// elsewhere).
AllowanceCharge extra(std::string_view text) {
  AllowanceCharge out;
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  out.kind = words.at(0);
  out.code = words.at(1);
  if (words.size() > 3) out.method = words[3];
  if (words.size() < 3) return out;
  std::string& figure = words[2];
  if (figure.ends_with('%')) {
    out.percent = dec(figure.substr(0, figure.size() - 1));
  } else if (const auto slash = figure.find('/'); slash != std::string::npos) {
    out.rate = dec(figure.substr(0, slash));
    out.unit = figure.substr(slash + 1);
  } else if (const auto times = figure.find('*'); times != std::string::npos) {
    out.rate = dec(figure.substr(0, times));
    out.quantity = dec(figure.substr(times + 1));
    out.unit = "EA";
  } else {
    out.amount = dec(figure);
  }
  return out;
}
using Extras = std::vector<std::string_view>;
std::vector<AllowanceCharge> extras(const Extras& list) {
  std::vector<AllowanceCharge> out;
  for (const std::string_view one : list) out.push_back(extra(one));
  return out;
}

// PO1: 100 EA at 2.00, then 10 EA at 5.00.
Order order(const Extras& header, const Extras& first_line = {}) {
  Order out;
  out.number = "PO1";
  out.allowances_charges = extras(header);
  for (const auto& [quantity, price] : {std::pair{"100", "2.00"}, std::pair{"10", "5.00"}}) {
    OrderLine& line = out.lines.emplace_back();
    line.number = std::to_string(out.lines.size());
    line.quantity = dec(quantity);
    line.unit = "EA";
    line.price = dec(price);
  }
  out.lines[0].allowances_charges = extras(first_line);
  return out;
}

// So much of the first line, and all of the second where `both`.
Invoice invoice(std::string number, std::string_view quantity, bool both, const Extras& header,
                const Extras& first_line = {}) {
  Invoice out;
  out.number = std::move(number);
  out.order_number = "PO1";
  out.allowances_charges = extras(header);
  const auto line = [&](std::string_view of, std::string_view price) {
    InvoiceLine& one = out.lines.emplace_back();
    one.number = one.assigned_id = std::to_string(out.lines.size());
    one.quantity = dec(of);
    one.unit = "EA";
    one.price = dec(price);
  };
  line(quantity, "2.00");
  if (both) line("10", "5.00");
  out.lines[0].allowances_charges = extras(first_line);
  return out;
}

std::string told(const Order& ordered, const Invoice& billed, const std::deque<Invoice>& before = {},
                 std::string_view amount = "0", std::string_view percent = "0") {
  OrderHistory history{.number = "PO1", .order = &ordered, .responses = {}, .shipments = {}, .invoices = {}};
  for (const Invoice& one : before) history.invoices.push_back(&one);
  MatchSettings settings;
  settings.charges = {.amount = dec(amount), .percent = dec(percent)};
  std::string out;
  for (const Disagreement& one :
       match(billed, {.orders = std::span(&history, 1), .factors = {}, .notices = false, .used_before = {}},
             settings)) {
    CHECK_FALSE(one.next.empty());
    out += fmt::format("{}[{}] {}", out.empty() ? "" : "\n", check_name(*one.check), one.sentence);
  }
  return out;
}

Tax tax(std::string_view amount, std::string_view percent = "") {
  Tax out;
  out.kind = "state_sales";
  if (!amount.empty()) out.amount = dec(amount);
  if (!percent.empty()) out.percent = dec(percent);
  return out;
}

}  // namespace

TEST_CASE("billed extras: charges beside the order") {
  struct {
    const char* name;
    Extras ordered, ordered_line, billed, billed_line;
    std::string want;
  } rows[] = {
      {"none on either side", {}, {}, {}, {}, ""},
      {"as ordered", {"charge D240 45.00"}, {}, {"charge D240 45.00"}, {}, ""},
      {"less than was ordered", {"charge D240 45.00"}, {}, {"charge D240 44.00"}, {}, ""},
      {"more than was ordered",
       {"charge D240 45.00"},
       {},
       {"charge D240 45.01"},
       {},
       "[charges] invoice I-1: charge D240 comes to 45.01, but order PO1 has 45.00"},
      {"one that nobody ordered",
       {"charge D240 45.00"},
       {},
       {"charge D500 5.00"},
       {},
       "[charges] invoice I-1: charge D500 comes to 5.00, but order PO1 has none"},
      {"of a line, and ordered at the head", {"charge D500 5.00"}, {}, {}, {"charge D500 5.00"}, ""},
      {"head and line come to more",
       {"charge D500 5.00"},
       {},
       {"charge D500 3.00"},
       {"charge D500 3.00"},
       "[charges] invoice I-1: charge D500 comes to 6.00, but order PO1 has 5.00"},
      {"the order leaves it to the invoice", {"charge D500"}, {}, {"charge D500 500.00"}, {}, ""},
      {"a percent of what is invoiced", {"charge D500 2%"}, {}, {"charge D500 5.00"}, {}, ""},
      {"more than the percent",
       {"charge D500 2%"},
       {},
       {"charge D500 5.10"},
       {},
       "[charges] invoice I-1: charge D500 comes to 5.10, but order PO1 has 5.00"},
      {"a rate of a line's quantity", {}, {"charge D500 0.10/EA"}, {}, {"charge D500 10.00"}, ""},
      {"more than the rate",
       {},
       {"charge D500 0.10/EA"},
       {},
       {"charge D500 0.20/EA"},
       "[charges] invoice I-1: charge D500 comes to 20.00, but order PO1 has 10.00"},
      {"settled elsewhere", {}, {}, {"charge D240 45.00 collect"}, {}, ""},
      {"ordered as settled elsewhere",
       {"charge D240 45.00 collect"},
       {},
       {"charge D240 45.00"},
       {},
       "[charges] invoice I-1: charge D240 comes to 45.00, but order PO1 has none"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(told(order(row.ordered, row.ordered_line),
               invoice("I-1", "100", true, row.billed, row.billed_line)) == row.want);
  }
  SUBCASE("what invoices before had counts, with its latest word; a credit gives it back") {
    const Order ordered = order({"charge D240 45.00"});
    std::deque<Invoice> before{invoice("I-0", "50", false, {"charge D240 40.00"})};
    CHECK(told(ordered, invoice("I-1", "50", true, {"charge D240 5.00"}), before).empty());
    CHECK(told(ordered, invoice("I-1", "50", true, {"charge D240 45.00"}), before) ==
          "[charges] invoice I-1: charge D240 comes to 85.00, 40 before (invoice I-0), but order PO1 has "
          "45.00");
    before.push_back(invoice("I-0", "50", false, {}));
    before.back().purpose = "replace";
    CHECK(told(ordered, invoice("I-1", "50", true, {"charge D240 45.00"}), before).empty());
    before = {invoice("I-0", "50", false, {"charge D240 40.00"}),
              invoice("C-0", "0", false, {"charge D240 40.00"})};
    before.back().type = "credit";
    CHECK(told(ordered, invoice("I-1", "50", true, {"charge D240 45.00"}), before).empty());
  }
  SUBCASE("freight by the order's freight terms") {
    Order ordered = order({});
    ordered.freight.emplace_back().payment = "prepaid_and_charge";
    CHECK(told(ordered, invoice("I-1", "100", true, {"charge D240 45.00"})).empty());
    CHECK_FALSE(told(ordered, invoice("I-1", "100", true, {"charge D500 45.00"})).empty());
    ordered.freight[0].payment = "collect";
    CHECK_FALSE(told(ordered, invoice("I-1", "100", true, {"charge D240 45.00"})).empty());
  }
  SUBCASE("so much in all is let pass, or so many percent of the goods") {
    const Invoice billed = invoice("I-1", "100", true, {"charge D240 3.00", "charge D500 2.00"});
    CHECK(told(order({}), billed, {}, "5.00").empty());
    CHECK_FALSE(told(order({}), billed, {}, "4.99").empty());
    CHECK(told(order({}), billed, {}, "0", "2").empty());
    CHECK_FALSE(told(order({}), billed, {}, "0", "1.99").empty());
  }
  SUBCASE("a credit is not asked") {
    Invoice credit = invoice("I-1", "100", true, {"charge D500 5.00"});
    credit.type = "credit";
    CHECK(told(order({}), credit, {invoice("I-0", "100", true, {})}).empty());
  }
}

TEST_CASE("billed extras: allowances that the order grants") {
  struct {
    const char* name;
    Extras ordered, ordered_line, billed, billed_line;
    std::string want;
  } rows[] = {
      {"a percent that is taken off", {"allowance C310 10%"}, {}, {"allowance C310 10%"}, {}, ""},
      {"one that is not",
       {"allowance C310 10%"},
       {},
       {},
       {},
       "[charges] invoice I-1: allowance C310 comes to 0.00, but order PO1 grants 15.00"},
      {"less than the percent",
       {"allowance C310 10%"},
       {},
       {"allowance C310 14.00"},
       {},
       "[charges] invoice I-1: allowance C310 comes to 14.00, but order PO1 grants 15.00"},
      {"more than was asked for", {"allowance C310 10%"}, {}, {"allowance C310 20.00"}, {}, ""},
      {"of a line", {}, {"allowance C310 10%"}, {}, {"allowance C310 10.00"}, ""},
      {"of a line, and not taken off",
       {},
       {"allowance C310 10%"},
       {},
       {},
       "[charges] invoice I-1: allowance C310 comes to 0.00, but order PO1 grants 10.00"},
      {"an amount, which the last invoice may bring", {"allowance C310 8.00"}, {}, {}, {}, ""},
      {"a percent beside its amount for the whole order",
       {"allowance C310 10%"},
       {},
       {"allowance C310 15.00"},
       {},
       ""},
      {"billed back, not on the invoice", {"allowance C310 10% bill_back"}, {}, {}, {}, ""},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(told(order(row.ordered, row.ordered_line),
               invoice("I-1", "50", true, row.billed, row.billed_line)) == row.want);
  }
  SUBCASE("the invoice that completes the order has the rest of an amount") {
    const Order ordered = order({"allowance C310 8.00"});
    const std::deque<Invoice> before{invoice("I-0", "50", false, {"allowance C310 3.00"})};
    CHECK(told(ordered, invoice("I-1", "50", true, {"allowance C310 5.00"}), before).empty());
    CHECK(told(ordered, invoice("I-1", "50", true, {}), before) ==
          "[charges] invoice I-1: allowance C310 comes to 3.00, 3 before (invoice I-0), but order PO1 grants "
          "8.00");
    CHECK(told(ordered, invoice("I-1", "49", true, {}), before).empty());
  }
}

TEST_CASE("billed extras: what is not invoiced yet asks for nothing and grants nothing") {
  Order ordered = order({}, {"allowance C310 0.10/EA", "charge D270 0.10/EA"});
  ordered.lines[1].allowances_charges = ordered.lines[0].allowances_charges;
  const auto first_alone = [](const Extras& header) { return invoice("I-1", "100", false, header); };
  CHECK(told(ordered, first_alone({"allowance C310 10.00", "charge D270 10.00"})).empty());
  CHECK(told(ordered, first_alone({"allowance C310 10.00", "charge D270 11.00"})) ==
        "[charges] invoice I-1: charge D270 comes to 11.00, but order PO1 has 10.00");
  CHECK(told(ordered, first_alone({})) ==
        "[charges] invoice I-1: allowance C310 comes to 0.00, but order PO1 grants 10.00");
}

TEST_CASE("billed extras: a rate for a quantity of its own is one amount for the order") {
  const Order charged = order({"charge D270 0.50*100"});
  const std::deque<Invoice> before{invoice("I-0", "50", false, {"charge D270 50.00"})};
  CHECK(told(charged, invoice("I-1", "50", false, {"charge D270 50.00"})).empty());
  CHECK(
      told(charged, invoice("I-1", "50", false, {"charge D270 50.00"}), before) ==
      "[charges] invoice I-1: charge D270 comes to 100.00, 50 before (invoice I-0), but order PO1 has 50.00");
  CHECK(told(order({"allowance C310 0.50*100"}), invoice("I-1", "50", false, {"allowance C310 25.00"}))
            .empty());
}

TEST_CASE("billed extras: allowances one behind the other") {
  Order ordered = order({"allowance C310 10%", "allowance F050 5%"});
  ordered.allowances_charges[1].percent_basis = "net";
  CHECK(told(ordered, invoice("I-1", "50", true, {"allowance C310 15.00", "allowance F050 6.75"})).empty());
  CHECK_FALSE(
      told(ordered, invoice("I-1", "50", true, {"allowance C310 15.00", "allowance F050 5.00"})).empty());
  SUBCASE("an amount and a percent under one code: what was taken before counts") {
    const Order both = order({"allowance C310 20.00", "allowance C310 5%"});
    const std::deque<Invoice> before{invoice("I-0", "50", false, {"allowance C310 25.00"})};
    CHECK(told(both, invoice("I-1", "50", true, {"allowance C310 7.50"}), before).empty());
    CHECK_FALSE(told(both, invoice("I-1", "50", true, {"allowance C310 2.00"}), before).empty());
  }
}

TEST_CASE("billed extras: taxes beside the order") {
  Order ordered = order({});
  Invoice billed = invoice("I-1", "100", true, {});
  billed.taxes = {tax("17.50", "7")};
  CHECK(told(ordered, billed) == "[taxes] invoice I-1: taxes come to 17.50, but order PO1 names none");
  CHECK(told(ordered, billed, {}, "17.50").empty());
  struct {
    const char* name;
    Tax of;
    bool fits;
  } rows[] = {
      {"the percent", tax("", "7"), true},
      {"the percent as a part of one", tax("", "0.07"), true},
      {"a lower percent", tax("", "6"), false},
      {"an amount", tax("17.50"), true},
      {"a smaller amount", tax("17.00"), false},
      {"its kind alone", tax(""), true},
      {"less than one percent", tax("", "0.75"), false},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    ordered.taxes = {row.of};
    CHECK(told(ordered, billed).empty() == row.fits);
  }
  SUBCASE("who is exempt pays none") {
    ordered.taxes = {tax("")};
    ordered.taxes[0].exempt = "exempt";
    CHECK(told(ordered, billed) == "[taxes] invoice I-1: taxes come to 17.50, but order PO1 has 0.00");
  }
  SUBCASE("of a line") {
    ordered.taxes.clear();
    ordered.lines[1].taxes = {tax("", "7")};
    billed.taxes.clear();
    billed.lines[1].taxes = {tax("3.50", "7")};
    CHECK(told(ordered, billed).empty());
    billed.lines[0].taxes = {tax("14.00", "7")};
    CHECK_FALSE(told(ordered, billed).empty());
  }
  SUBCASE("of every line, and of the charges once") {
    ordered = order({"charge D240 100.00"});
    for (OrderLine& line : ordered.lines) line.taxes = {tax("", "7")};
    billed = invoice("I-1", "100", true, {"charge D240 100.00"});
    billed.taxes = {tax("24.50", "7")};
    CHECK(told(ordered, billed).empty());
    billed.taxes = {tax("31.50", "7")};
    CHECK(told(ordered, billed) == "[taxes] invoice I-1: taxes come to 31.50, but order PO1 has 24.50");
  }
}

TEST_CASE("billed extras: figures that were of the quantity ordered then") {
  SUBCASE("a line's rate is one of what is invoiced, its amount of what was accepted") {
    Order raised = order({}, {"charge G740 0.20*100"});
    raised.lines[0].quantity = dec("150");  // by a change, which says nothing of the charge
    const auto all = [](const Extras& line) { return invoice("I-1", "150", true, {}, line); };
    CHECK(told(raised, all({"charge G740 30.00"})).empty());
    CHECK_FALSE(told(raised, all({"charge G740 31.00"})).empty());
    const Order lowered = order({}, {"allowance C310 0.20*100"});
    CHECK(told(lowered, invoice("I-1", "60", false, {}, {"allowance C310 12.00"})).empty());
    CHECK_FALSE(told(lowered, invoice("I-1", "60", false, {}, {"allowance C310 11.00"})).empty());
  }
  SUBCASE("a line's rate in a unit of its own is an amount") {
    Order pallets = order({}, {"charge H000 5.00*2"});
    pallets.lines[0].allowances_charges[0].unit = "PL";
    const auto billed = [](const Extras& line) { return invoice("I-1", "100", true, {}, line); };
    CHECK(told(pallets, billed({"charge H000 10.00"})).empty());
    CHECK_FALSE(told(pallets, billed({"charge H000 60.00"})).empty());
  }
  SUBCASE("a tax's percent goes before its amount") {
    Order ordered = order({"charge D240 50.00"});
    ordered.taxes = {tax("17.50", "7")};
    Invoice billed = invoice("I-1", "100", true, {"charge D240 50.00"});
    billed.taxes = {tax("21.00", "7")};
    CHECK(told(ordered, billed).empty());
  }
  SUBCASE("two taxes on a line are two on its freight") {
    Order ordered = order({"charge D240 100.00"});
    for (OrderLine& line : ordered.lines) line.taxes = {tax("", "5"), tax("", "7")};
    Invoice billed = invoice("I-1", "100", true, {"charge D240 100.00"});
    billed.taxes = {tax("17.50", "5"), tax("24.50", "7")};
    CHECK(told(ordered, billed).empty());
  }
}

TEST_CASE("billed extras: a higher percent is no smaller for what is not taxed") {
  Order ordered = order({"charge D240 50.00"});
  ordered.taxes = {tax("", "7")};
  Invoice billed = invoice("I-1", "100", true, {"charge D240 50.00"});
  billed.taxes = {tax("20.00", "8")};  // 21.00 would be 7 % of all
  CHECK(told(ordered, billed) == "[taxes] invoice I-1: taxes are 8 %, but order PO1 has 7 %");
  billed.taxes = {tax("17.50", "7"), tax("2.50", "1")};
  CHECK(told(ordered, billed) == "[taxes] invoice I-1: taxes are 8 %, but order PO1 has 7 %");
  billed.taxes = {tax("17.50", "7")};
  CHECK(told(ordered, billed).empty());
}

TEST_CASE("billed extras: a method that nobody knows leaves a figure as it is") {
  const Order ordered = order({"charge D240 50.00 PP"});
  CHECK(told(ordered, invoice("I-1", "100", true, {"charge D240 50.00"})).empty());
  CHECK_FALSE(told(ordered, invoice("I-1", "100", true, {"charge D240 50.01"})).empty());
  CHECK(told(order({"allowance C310 50.00 PP"}), invoice("I-1", "100", true, {})).empty());
}

TEST_CASE("billed extras: parts that are charged beside their line") {
  const auto part = [](std::string_view price, const Extras& with = {}) {
    SubLine out;
    out.relationship = "add";
    out.quantity = dec("1");
    out.unit = "EA";
    out.price = dec(price);
    out.allowances_charges = extras(with);
    return out;
  };
  Order ordered = order({});
  Invoice billed = invoice("I-1", "100", true, {});
  billed.lines[0].sub_lines = {part("5000.00")};
  CHECK(
      told(ordered, billed) ==
      "[charges] invoice I-1: what is charged beside the lines (their parts) comes to 5000.00, but order PO1 "
      "has none");
  ordered.lines[0].sub_lines = {part("5.00", {"charge G740 15.00"})};
  billed.lines[0].sub_lines = {part("5.00", {"charge G740 15.00"})};
  CHECK(told(ordered, billed).empty());
  billed.lines[0].sub_lines = {part("5.00", {"charge G740 15.01"})};
  CHECK_FALSE(told(ordered, billed).empty());
}

TEST_CASE("an invoice's amount without a price is held against the ordered one") {
  const Order ordered = order({});
  const auto unpriced = [](std::string_view quantity, std::string_view amount) {
    Invoice out = invoice("I-1", "100", false, {});
    out.lines[0].price.reset();
    out.lines[0].quantity.reset();
    if (!quantity.empty()) out.lines[0].quantity = dec(quantity);
    out.lines[0].amounts = {{.kind = "line_total", .amount = dec(amount)}};
    return out;
  };
  CHECK(told(ordered, unpriced("", "200.00")).empty());
  CHECK(
      told(ordered, unpriced("", "50000.00")) ==
      "[price] invoice I-1: line 1 of order PO1 comes to 50000.00 without a price, but 100 EA at the ordered "
      "price come to 200.00");
  CHECK(told(ordered, unpriced("50", "100.00")).empty());
  CHECK_FALSE(told(ordered, unpriced("50", "101.00")).empty());
  const std::deque<Invoice> before{invoice("I-0", "60", false, {})};
  CHECK(told(ordered, unpriced("", "80.00"), before).empty());
  CHECK_FALSE(told(ordered, unpriced("", "200.00"), before).empty());
}
