// The tables of the shapes: that they say what the structs are, and that nothing in them is X12.
#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "transom/document.hpp"

namespace transom {
namespace {

bool is_snake(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' && name.back() != '_' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

void each_shape(const std::function<void(const Shape&)>& visit) {
  std::set<const Shape*> seen;
  std::function<void(const Shape&)> walk = [&](const Shape& shape) {
    if (!seen.insert(&shape).second) return;
    visit(shape);
    for (const Field& field : shape.fields())
      if (field.of != nullptr) walk(*field.of);
  };
  for (const DocumentKind kind : document_kinds) walk(shape_of(kind));
}

TEST_CASE("every shape: names, descriptions and words are fit to be published") {
  std::set<std::string_view> shapes;
  each_shape([&](const Shape& shape) {
    INFO(shape.name());
    CHECK(is_snake(shape.name()));
    CHECK(shapes.insert(shape.name()).second);
    CHECK(shape.fields().size() <= 128);  // the reader's bit set
    std::set<std::string_view> names;
    for (const Field& field : shape.fields()) {
      INFO(field.name);
      CHECK(is_snake(field.name));
      CHECK(names.insert(field.name).second);
      CHECK(field.about.size() > 4);
      CHECK((field.about.ends_with('.') && !field.about.ends_with("..")) == !field.about.ends_with("..."));
      std::set<std::string_view> words;
      for (const std::string_view word : field.words) {
        INFO(word);
        CHECK(is_snake(word));
        CHECK(words.insert(word).second);
      }
      CHECK((field.of != nullptr) == (field.kind == FieldKind::record || field.kind == FieldKind::records));
      CHECK((field.list != nullptr) == (field.kind == FieldKind::texts || field.kind == FieldKind::records));
      CHECK(shape.find(field.name) == &field);
    }
    CHECK(shape.find("no_such_field") == nullptr);
    CHECK(shape.names().size() == shape.fields().size());
  });
  CHECK(shapes.size() > 25);
}

// A member without a row in the table would be lost in JSON. Padding is never as wide as a member.
TEST_CASE("every shape: the fields cover the struct") {
  each_shape([](const Shape& shape) {
    INFO(shape.name());
    // In the order of the struct, but that what extends another is named before it and lies behind it.
    std::vector<Field> fields(shape.fields().begin(), shape.fields().end());
    const auto first = std::min_element(fields.begin(), fields.end(),
                                        [](const Field& a, const Field& b) { return a.offset < b.offset; });
    std::rotate(fields.begin(), first, fields.end());
    std::size_t end = 0;
    for (const Field& field : fields) {
      INFO(field.name);
      CHECK(field.offset >= end);
      CHECK(field.offset - end < 16);
      end = field.offset + field.size;
    }
  });
}

TEST_CASE("a field reaches its member, and knows whether it is there") {
  Order order;
  const Shape& shape = Order::shape();
  for (const Field& field : shape.fields()) CHECK_FALSE(field.present(&order));
  CHECK(shape.empty(&order));

  shape.find("number")->text(&order) = "4711";
  CHECK(order.number == "4711");
  shape.find("ordered")->get<std::optional<Date>>(&order) = Date{2026, 3, 2};
  CHECK(order.ordered == Date{2026, 3, 2});
  const Field* lines = shape.find("lines");
  lines->append(&order);
  auto* line = static_cast<OrderLine*>(lines->append(&order));
  line->number = "2";
  CHECK(order.lines.size() == 2);
  CHECK(static_cast<const OrderLine*>(lines->items(&order)[1])->number == "2");
  CHECK(lines->of == &OrderLine::shape());

  const Field* exchange = shape.find("exchange");
  CHECK_FALSE(exchange->present(&order));
  order.exchange.market = "NYC";
  CHECK(exchange->present(&order));
  exchange->clear(&order);
  CHECK(order.exchange == Exchange());

  for (const Field& field : shape.fields()) field.clear(&order);
  CHECK(order == Order());
}

TEST_CASE("the key of a shape is what its entries are asked for by") {
  CHECK(TradeDate::shape().key()->name == "kind");
  CHECK(Party::shape().key()->name == "role");
  CHECK(Extra::shape().key()->name == "name");
  CHECK(LineAnswer::shape().key()->name == "status");
  CHECK(Order::shape().key() == nullptr);
  CHECK(Address::shape().key() == nullptr);
}

TEST_CASE("missing_fields names each required field that is absent, by its path") {
  Order order;
  order.number = "1";
  order.type = "stand_alone";
  order.lines.resize(2);
  order.lines[0].number = "1";
  order.lines[1].parties.resize(1);
  order.parties.resize(1);
  order.parties[0].role = "ship_to";
  order.parties[0].id.kind = "duns";
  CHECK(missing_fields(Order::shape(), &order) ==
        std::vector<std::string>{"purpose", "ordered", "parties[0].id.value", "lines[1].number",
                                 "lines[1].parties[0].role"});
  CHECK(missing_fields(Order::shape(), &order, 2).size() == 2);
  order.lines.clear();
  CHECK(missing_fields(Order::shape(), &order).back() == "lines");
}

TEST_CASE("documents are found by the name of their kind") {
  CHECK(document_kind("order") == DocumentKind::order);
  CHECK(document_kind("order_response") == DocumentKind::order_response);
  CHECK(document_kind("Order") == std::nullopt);
  for (const DocumentKind kind : document_kinds) {
    CHECK(document_kind(kind_name(kind)) == kind);
    CHECK(kind_of(empty_document(kind)) == kind);
  }
}

TEST_CASE("text is UTF-8: other bytes are taken as Latin-1, the whole value") {
  const struct {
    std::string name;
    std::string_view bytes;
    std::string_view want;
  } rows[] = {
      {"ASCII", "ACME STORES", "ACME STORES"},
      {"empty", "", ""},
      {"UTF-8 stays", "Caf\xc3\xa9", "Caf\xc3\xa9"},
      {"Latin-1", "Caf\xe9 M\xfcnchen", "Caf\xc3\xa9 M\xc3\xbcnchen"},
      {"half UTF-8 is Latin-1 as a whole", "\xc3\xa9\xff", "\xc3\x83\xc2\xa9\xc3\xbf"},
      {"cut UTF-8", "x\xc3", "x\xc3\x83"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    std::string text = "old";
    assign_text(text, row.bytes);
    CHECK(text == row.want);
  }
}

}  // namespace
}  // namespace transom
