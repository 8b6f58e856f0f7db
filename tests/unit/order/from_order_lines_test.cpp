// The number that the buyer gave a line, and his codes, are in what we answer, wherever the line can be told.
#include "order/from_order_lines.hpp"

#include <doctest/doctest.h>

using namespace transom;

namespace {

// Line a1 is item A, line 2 is B (the buyer gave it no number), lines c3 and c4 are both C.
Order order() {
  Order out;
  out.number = "PO1";
  const auto line = [&](std::string number, std::string assigned, std::string upc) {
    OrderLine& one = out.lines.emplace_back();
    one.number = std::move(number);
    one.assigned_id = std::move(assigned);
    one.ids = {{"upc", std::move(upc)}};
  };
  line("a1", "a1", "A");
  line("2", "", "B");
  line("c3", "c3", "C");
  line("c4", "c4", "C");
  return out;
}

void take(BusinessDocument& document, const Order& order, std::span<const std::string> kinds = {}) {
  const Order* states[] = {&order};
  take_from_order_lines(document, states, {.kinds = kinds});
}

struct Row {
  const char *name, *number, *upc, *own, *want;
};
constexpr Row rows[] = {
    {"by its number", "a1", "", "", "a1"},
    {"by number and item", "c4", "C", "", "c4"},
    {"by an item that stands in one line", "1", "A", "", "a1"},
    {"the item counts where it is another line's than the number's", "c3", "A", "", "a1"},
    {"a number that it has stays", "a1", "A", "own", "own"},
    {"the buyer gave none", "2", "B", "", ""},
    {"an item of two lines tells nothing", "7", "C", "", ""},
    {"nothing that the order has", "7", "Z", "", ""},
};

template <class Document>
std::string taken(Document document, const Row& row) {
  document.order_number = "PO1";
  auto& line = document.lines.emplace_back();
  line.number = row.number;
  line.assigned_id = row.own;
  if (*row.upc != '\0') line.ids = {{"upc", row.upc}};
  BusinessDocument any = std::move(document);
  take(any, order());
  return std::get<Document>(any).lines.front().assigned_id;
}

}  // namespace

TEST_CASE("line ids: a response and an invoice call a line as its buyer did") {
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    CHECK(taken(OrderResponse(), row) == row.want);
    CHECK(taken(Invoice(), row) == row.want);
  }
  Invoice other;
  other.order_number = "PO2";
  other.lines.emplace_back().number = "a1";
  BusinessDocument any = other;
  take(any, order());
  CHECK(std::get<Invoice>(any).lines.front().assigned_id.empty());
}

TEST_CASE("line ids: an item of a shipment, on whatever level") {
  const auto item = [](std::string number, std::string upc) {
    ShipmentItem out;
    out.number = std::move(number);
    out.ids = {{"upc", std::move(upc)}};
    return out;
  };
  Shipment shipment;
  ShipmentOrder& first = shipment.orders.emplace_back();
  first.number = "PO1";
  first.packs.emplace_back().items = {item("", "A"), item("", "B"), item("own", "A"), item("7", "B"),
                                      item("2", "B")};
  shipment.orders.emplace_back().number = "PO2";
  shipment.orders.back().items = {item("", "A")};
  BusinessDocument any = shipment;
  take(any, order());
  const auto& orders = std::get<Shipment>(any).orders;
  const auto& items = orders[0].packs[0].items;
  CHECK(items[0].number == "a1");
  CHECK(items[1].number.empty());
  CHECK(items[2].number == "a1");  // no line of the order has the number that it was given
  CHECK(items[3].number.empty());
  CHECK(items[4].number == "2");
  CHECK(orders[1].items[0].number.empty());
}

TEST_CASE("line ids: a buyer finds his own item numbers, those that were agreed") {
  Order ordered = order();
  ordered.lines[0].ids = {{"upc", "A"}, {"buyer_part", "B-A"}, {"color", "red"}};
  const std::vector<std::string> kinds{"buyer_part", "upc"};
  struct {
    const char* name;
    std::string number;
    std::vector<Id> ids, want;
  } all[] = {
      {"the one that is missing", "a1", {{"upc", "A"}}, {{"upc", "A"}, {"buyer_part", "B-A"}}},
      {"by the item alone", "", {{"upc", "A"}}, {{"upc", "A"}, {"buyer_part", "B-A"}}},
      {"all, where it has none", "a1", {}, {{"buyer_part", "B-A"}, {"upc", "A"}}},
      {"what it has stays",
       "a1",
       {{"buyer_part", "B-9"}, {"upc", "A"}},
       {{"buyer_part", "B-9"}, {"upc", "A"}}},
      {"another item in its place", "a1", {{"upc", "Z"}}, {{"upc", "Z"}}},
      {"an item of which nothing says which it is", "a1", {{"vendor_part", "V"}}, {{"vendor_part", "V"}}},
  };
  for (const auto& row : all) {
    INFO(std::string(row.name));
    Shipment shipment;
    shipment.orders.emplace_back().number = "PO1";
    ShipmentItem& item = shipment.orders[0].packs.emplace_back().items.emplace_back();
    item.number = row.number;
    item.ids = row.ids;
    BusinessDocument sent = shipment;
    take(sent, ordered, kinds);
    CHECK(std::get<Shipment>(sent).orders[0].packs[0].items[0].ids == row.want);
    Invoice invoice;
    invoice.order_number = "PO1";
    InvoiceLine& line = invoice.lines.emplace_back();
    line.number = row.number;
    line.ids = row.ids;
    sent = invoice;
    take(sent, ordered, kinds);
    CHECK(std::get<Invoice>(sent).lines[0].ids == row.want);
  }
}

TEST_CASE("line ids: the buyer's own code of a unit, where it is the unit that he ordered by") {
  Order ordered = order();
  ordered.lines[0].unit = "CA";
  ordered.lines[0].unit_code = "CT";
  struct {
    const char *name, *unit, *own, *want;
  } all[] = {
      {"the unit of the order", "CA", "", "CT"},
      {"another unit", "EA", "", ""},
      {"another unit with the code of the first", "EA", "CT", ""},
      {"another code for the unit", "CA", "CS", "CT"},
  };
  const auto put = [](auto& counted, const auto& row) {
    counted.unit = row.unit;
    counted.unit_code = row.own;
  };
  for (const auto& row : all) {
    INFO(std::string(row.name));
    OrderResponse response;
    response.order_number = "PO1";
    put(response.lines.emplace_back(), row);
    response.lines[0].number = "a1";
    put(response.lines[0].answers.emplace_back(), row);
    BusinessDocument any = response;
    take(any, ordered);
    CHECK(std::get<OrderResponse>(any).lines[0].unit_code == row.want);
    CHECK(std::get<OrderResponse>(any).lines[0].answers[0].unit_code == row.want);

    Invoice invoice;
    invoice.order_number = "PO1";
    put(invoice.lines.emplace_back(), row);
    invoice.lines[0].number = "a1";
    any = invoice;
    take(any, ordered);
    CHECK(std::get<Invoice>(any).lines[0].unit_code == row.want);

    Shipment shipment;
    shipment.orders.emplace_back().number = "PO1";
    ShipmentItem& item = shipment.orders[0].items.emplace_back();
    put(item, row);
    item.number = "a1";
    put(item.packs.emplace_back(), row);
    any = shipment;
    take(any, ordered);
    const ShipmentItem& taken = std::get<Shipment>(any).orders[0].items[0];
    CHECK(taken.unit_code == row.want);
    CHECK(taken.packs[0].unit_code == row.want);
  }
}

TEST_CASE("line ids: a code of a unit for which no line of the orders vouches goes") {
  Order ordered = order();
  ordered.lines[0].unit = "CA";
  ordered.lines[0].unit_code = "CT";
  const Order* known[] = {&ordered};
  struct {
    const char *name, *unit, *own, *want;
    std::span<const Order* const> orders;
  } all[] = {
      {"nothing is known", "EA", "CT", "", {}},
      {"not even of that unit", "CA", "CT", "", {}},
      {"the code of another unit", "EA", "CT", "", known},
      {"another code", "CA", "CS", "", known},
      {"the code that the order has for it", "CA", "CT", "CT", known},
  };
  const auto put = [](auto& counted, const auto& row) {
    counted.unit = row.unit;
    counted.unit_code = row.own;
  };
  for (const auto& row : all) {
    INFO(std::string(row.name));
    OrderResponse response;
    put(response.lines.emplace_back(), row);
    put(response.lines[0].answers.emplace_back(), row);
    BusinessDocument any = response;
    keep_known_unit_codes(any, row.orders);
    CHECK(std::get<OrderResponse>(any).lines[0].unit_code == row.want);
    CHECK(std::get<OrderResponse>(any).lines[0].answers[0].unit_code == row.want);

    Invoice invoice;
    put(invoice.lines.emplace_back(), row);
    any = invoice;
    keep_known_unit_codes(any, row.orders);
    CHECK(std::get<Invoice>(any).lines[0].unit_code == row.want);

    Shipment shipment;
    ShipmentItem& item = shipment.orders.emplace_back().tares.emplace_back().items.emplace_back();
    put(item, row);
    put(item.packs.emplace_back(), row);
    any = shipment;
    keep_known_unit_codes(any, row.orders);
    const ShipmentItem& left = std::get<Shipment>(any).orders[0].tares[0].items[0];
    CHECK(left.unit_code == row.want);
    CHECK(left.packs[0].unit_code == row.want);
  }
  Order ours;
  put(ours.lines.emplace_back(), all[0]);
  BusinessDocument any = ours;
  keep_known_unit_codes(any, {});
  CHECK(std::get<Order>(any).lines[0].unit_code == "CT");
}

TEST_CASE("line ids: an order that was changed, as it stands and as it came") {
  Order came = order(), stands = order();
  came.lines[0].ids = {{"vendor_part", "V-A"}, {"buyer_part", "B-A"}};
  came.lines[1].ids = {{"vendor_part", "V-B"}, {"buyer_part", "B-B"}};
  stands.lines[0].ids = {{"vendor_part", "V-A"}, {"buyer_part", "B-9"}};
  stands.lines.erase(stands.lines.begin() + 1);
  stands.lines[1].ids = {{"vendor_part", "V-C"}};
  came.lines[2].ids = {{"vendor_part", "V-C"}, {"buyer_part", "B-C"}};
  OrderLine& twice = stands.lines.emplace_back();
  twice.number = "5";
  twice.ids = {{"vendor_part", "V-C"}};
  const Order* states[] = {&stands, &came};
  const std::vector<std::string> kinds{"buyer_part"};
  struct {
    const char *name, *number, *vendor, *want;
  } all[] = {
      {"the number that the change put in", "a1", "V-A", "B-9"},
      {"by the item alone", "", "V-A", "B-9"},
      {"a line that is gone", "2", "V-B", "B-B"},
      {"a line that is gone, by its item", "", "V-B", "B-B"},
      {"a number that the change took out", "c3", "V-C", "-"},
      {"an item that stands in two lines now", "", "V-C", "-"},
  };
  for (const auto& row : all) {
    INFO(std::string(row.name));
    Invoice invoice;
    invoice.order_number = "PO1";
    InvoiceLine& line = invoice.lines.emplace_back();
    line.number = row.number;
    line.ids = {{"vendor_part", row.vendor}};
    BusinessDocument sent = invoice;
    take_from_order_lines(sent, states, {.kinds = kinds});
    const Id* own = find_kind(std::get<Invoice>(sent).lines[0].ids, "buyer_part");
    CHECK((own != nullptr ? own->value : "-") == row.want);
  }
}

TEST_CASE("a line that names no item is the order's, unless another item was answered") {
  const ReplacedLine replaced[] = {{"c3", {}}, {"2", {{"upc", "N"}, {"color", "BLUE"}}}};
  Order ordered = order();
  ordered.lines[0].ids.push_back({"color", "RED"});
  struct {
    const char *name, *number;
    std::vector<Id> own;
    std::string want;
  } all[] = {
      {"all that name the item", "a1", {}, "upc A"},
      {"what it names stays as it is", "a1", {{"upc", "A"}}, "upc A"},
      {"another item", "a1", {{"upc", "Z"}}, "upc Z"},
      {"a line for which another one was answered", "c3", {}, ""},
      {"one of which it is known which", "2", {}, "upc N"},
      {"no line of the order", "z", {}, ""},
  };
  for (const auto& row : all) {
    INFO(row.name);
    Invoice invoice;
    invoice.order_number = "PO1";
    InvoiceLine& line = invoice.lines.emplace_back();
    line.number = row.number;
    line.ids = row.own;
    BusinessDocument sent = invoice;
    const Order* states[] = {&ordered};
    take_from_order_lines(sent, states, {.of_unnamed = true, .replaced = replaced});
    std::string got;
    for (const Id& id : std::get<Invoice>(sent).lines[0].ids)
      got += (got.empty() ? "" : ", ") + id.kind + " " + id.value;
    CHECK(got == row.want);
  }
}
