#include "engine/judge.hpp"

#include <doctest/doctest.h>

namespace transom {
namespace {

Decimal money(std::string_view text) {
  return *Decimal::parse(text);
}

OrderLine line(std::string number, std::string_view quantity, std::string_view price,
               std::string basis = {}) {
  OrderLine out;
  out.number = std::move(number);
  out.quantity = money(quantity);
  out.unit = "EA";
  out.price = money(price);
  out.price_basis = std::move(basis);
  return out;
}

Order order_of(std::vector<OrderLine> lines) {
  Order order;
  order.number = "PO1";
  order.purpose = "original";
  order.lines = std::move(lines);
  return order;
}

std::vector<std::string> codes(const Order& order) {
  std::vector<Reason> reasons;
  judge(BusinessDocument(order), reasons);
  std::vector<std::string> out;
  for (const auto& reason : reasons) {
    CHECK_FALSE(reason.sentence.empty());
    CHECK_FALSE(reason.next.empty());
    CHECK_FALSE(reason.owner.empty());
    out.push_back(reason.code);
  }
  return out;
}

using Codes = std::vector<std::string>;

TEST_CASE("an order that adds up is taken") {
  Order order = order_of({line("1", "12", "19.95"), line("2", "3", "0.333")});
  order.totals.line_count = 2;
  order.totals.amount = money("240.40");  // 239.40 + 0.999
  CHECK(codes(order) == Codes{});
}

TEST_CASE("a total that no reading explains holds the order") {
  Order order = order_of({line("1", "12", "19.95")});
  order.totals.amount = money("293.40");
  CHECK(codes(order) == Codes{"bad-arithmetic"});
}

TEST_CASE("a total with charges, allowances and taxes is as good as one without") {
  Order order = order_of({line("1", "10", "10")});
  AllowanceCharge freight;
  freight.kind = "charge";
  freight.amount = money("7.50");
  AllowanceCharge discount;
  discount.kind = "allowance";
  discount.amount = money("2.50");
  order.allowances_charges = {freight, discount};
  for (const auto* total : {"100.00", "105.00"}) {
    INFO(total);
    order.totals.amount = money(total);
    CHECK(codes(order) == Codes{});
  }
  order.totals.amount = money("110.00");
  CHECK(codes(order) == Codes{"bad-arithmetic"});
}

TEST_CASE("a price per hundred is not a price each") {
  Order order = order_of({line("1", "200", "50.00", "per_hundred")});
  order.totals.amount = money("100.00");
  CHECK(codes(order) == Codes{});
  order.totals.amount = money("10000.00");
  CHECK(codes(order) == Codes{"bad-arithmetic"});
}

TEST_CASE("a line without a price leaves the total unjudged") {
  Order order = order_of({line("1", "1", "5")});
  order.lines[0].price.reset();
  order.totals.amount = money("999");
  CHECK(codes(order) == Codes{});
}

TEST_CASE("lines that cannot be meant hold the order") {
  struct Row {
    const char* name;
    Order order;
    Codes want;
  };
  Order short_count = order_of({line("1", "1", "1")});
  short_count.totals.line_count = 2;
  const Row rows[] = {
      {"no lines", order_of({}), {"no-lines"}},
      {"zero", order_of({line("1", "0", "1")}), {"quantity"}},
      {"negative quantity", order_of({line("1", "-1", "1")}), {"quantity"}},
      {"negative price", order_of({line("1", "1", "-1")}), {"price"}},
      {"fewer lines than said", short_count, {"line-count"}},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(codes(row.order) == row.want);
  }
}

TEST_CASE("the purpose decides what becomes of an order") {
  struct Row {
    const char* purpose;
    Intent want;
  };
  const Row rows[] = {
      {"original", Intent::take},  {"", Intent::take},         {"confirmation", Intent::note},
      {"duplicate", Intent::note}, {"change", Intent::change}, {"cancel", Intent::change},
      {"replace", Intent::change}, {"draft", Intent::hold},    {"something new", Intent::hold}};
  for (const auto& row : rows) {
    INFO(row.purpose);
    Order order = order_of({line("1", "1", "1")});
    order.purpose = row.purpose;
    CHECK(intent_of(order) == row.want);
    CHECK(codes(order) == (row.want == Intent::hold ? Codes{"order-purpose"} : Codes{}));
  }
}

}  // namespace
}  // namespace transom
