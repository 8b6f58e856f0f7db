// The order of the trade, of documents and of the beginnings of files.
#include "engine/trade_turn.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace transom;

namespace {

std::string beginning(std::string_view set, std::string_view head) {
  return fmt::format(
      "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260302*0900*U*00401*000000001*0*"
      "P*>~GS*PO*A*B*20260302*0900*1*X*004010~ST*{}*0001~{}~",
      set, head);
}

std::string told(const TradeTurn& turn) {
  return fmt::format("{}.{}", turn.set, turn.purpose);
}

}  // namespace

TEST_CASE("first turn: what a file begins with") {
  struct {
    const char* name;
    std::string bytes;
    const char* want;
  } rows[] = {
      {"an order", beginning("850", "BEG*00*SA*1**20260302"), "1.0"},
      {"its replacement", beginning("850", "BEG*05*SA*1**20260302"), "1.1"},
      {"its cancellation", beginning("850", "BEG*01*SA*1**20260302"), "1.2"},
      {"a change", beginning("860", "BCH*04*SA*1***20260302"), "2.1"},
      {"an answer", beginning("855", "BAK*00*AD*1*20260302"), "3.0"},
      {"a notice", beginning("856", "BSN*00*1*20260302*0900"), "4.0"},
      {"an invoice", beginning("810", "BIG*20260302*1*20260302*1"), "5.0"},
      {"a credit", beginning("810", "BIG*20260302*1*20260302*1***CR"), "5.1"},
      {"an invoice that is cancelled", beginning("810", "BIG*20260302*1*20260302*1***DI*01"), "5.2"},
      {"an acknowledgment", beginning("997", "AK1*PO*1"), "0.0"},
      {"cut behind ST", beginning("856", "BSN*0").substr(0, 170), "4.0"},
      {"nothing", "", "0.0"},
      {"no X12", "hello", "0.0"},
      {"a file of the ERP", R"([ {"schema": 1, "document" : "shipment", "number": "1"} ])", "4.0"},
      {"one of no known kind", R"({"document": "letter"})", "0.0"},
      {"one that is cut", R"({"document": "ship)", "0.0"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(told(first_turn(row.bytes)) == row.want);
  }
}

TEST_CASE("trade turn: documents that come together") {
  Order order, replaced;
  replaced.purpose = "replace";
  OrderChange first, second, cancel;
  first.sequence = "2";
  second.sequence = "10";
  cancel.purpose = "cancel";
  Shipment notice;
  Invoice invoice, credit;
  credit.type = "credit";
  const std::vector<BusinessDocument> in_turn{order,           replaced, first,   second, cancel,
                                              OrderResponse{}, notice,   invoice, credit};
  CHECK(std::is_sorted(in_turn.begin(), in_turn.end(),
                       [](const auto& a, const auto& b) { return trade_turn(a) < trade_turn(b); }));
  for (std::size_t i = 1; i < in_turn.size(); ++i) {
    INFO(i);
    CHECK(trade_turn(in_turn[i - 1]) < trade_turn(in_turn[i]));
  }
}
