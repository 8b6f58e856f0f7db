// The tables of facts.hpp, as they stand in the reference of rules.
#include "mapping/facts.hpp"

namespace transom::mapping {

using enum Need;

const Shape& ItemFacts::shape() {
  using F = ItemFacts;
  static const Shape table(
      "item", {
                  field("known", &F::known, may, "It is in our items."),
                  field("asked", &F::asked, may, "The number by which it was ordered."),
                  field("number", &F::number, may, "Our number."),
                  field("description", &F::description, may, "What it is."),
                  field("status", &F::status, may, "active, discontinued, blocked"),
                  field("substitute", &F::substitute, may, "The item that stands in."),
                  field("unit", &F::unit, may, "Its own unit."),
                  field("pack", &F::pack, may, "It is sold in multiples of so many."),
                  field("minimum", &F::minimum, may, "It is not sold in less."),
                  field("fractions", &F::fractions, may, "Parts of its unit may be sold."),
                  field("hazardous", &F::hazardous, may, "Dangerous goods."),
                  field("export_controlled", &F::export_controlled, may, "Under export control."),
                  field("un_number", &F::un_number, may, "Of dangerous goods."),
                  field("shipping_name", &F::shipping_name, may, "Proper name of dangerous goods."),
                  field("hazard_class", &F::hazard_class, may, "Class of dangerous goods."),
                  field("packing_group", &F::packing_group, may, "Packing group of dangerous goods."),
                  field("eccn", &F::eccn, may, "Export control classification."),
              });
  return table;
}

const Shape& OwnFacts::shape() {
  using F = OwnFacts;
  static const Shape table("own", {
                                      field("known", &F::known, may, "The unit is known for the item."),
                                      field("whole", &F::whole, may, "No part of the item's unit."),
                                      field("quantity", &F::quantity, may, "In the item's unit."),
                                  });
  return table;
}

const Shape& PackFacts::shape() {
  using F = PackFacts;
  static const Shape table("pack", {
                                       field("known", &F::known, may, "The item has a pack."),
                                       field("whole", &F::whole, may, "Whole packs were ordered."),
                                       field("up", &F::up, may, "The next quantity of whole packs."),
                                       field("down", &F::down, may, "The one before."),
                                   });
  return table;
}

const Shape& ContractFacts::shape() {
  using F = ContractFacts;
  static const Shape table(
      "contract", {
                      field("known", &F::known, may, "There is a price for it."),
                      field("price", &F::price, may, "In the unit and basis of the line."),
                      field("listed", &F::listed, may, "As it stands in the table."),
                      field("unit", &F::unit, may, "Of the table's price."),
                      field("basis", &F::basis, may, "Of the table's price."),
                      field("currency", &F::currency, may, "Of the table's price."),
                      field("from_quantity", &F::from_quantity, may, "The quantity break that was reached."),
                      field("promotion", &F::promotion, may, "Name of the promotion."),
                      field("number", &F::number, may, "Number of the contract."),
                      field("from", &F::from, may, "First day."),
                      field("until", &F::until, may, "Last day."),
                  });
  return table;
}

const Shape& StockFacts::shape() {
  using F = StockFacts;
  static const Shape table("stock", {
                                        field("known", &F::known, may, "There is a stock figure."),
                                        field("available", &F::available, may, "In the line's unit."),
                                        field("missing", &F::missing, may, "Ordered but not available."),
                                        field("promised", &F::promised, may, "To orders and lines before."),
                                        field("next", &F::next, may, "Day when more comes."),
                                    });
  return table;
}

const Shape& ShipToFacts::shape() {
  using F = ShipToFacts;
  static const Shape table("ship_to",
                           {
                               field("given", &F::given, may, "The order says where to."),
                               field("known", &F::known, may, "It is in our ship-tos."),
                               field("id", &F::id, may, "As ordered."),
                               field("name", &F::name, may, "As ordered."),
                               field("city", &F::city, may, "Of our ship-to."),
                               field("state", &F::state, may, "Of our ship-to."),
                               field("country", &F::country, may, "As ordered, else of our ship-to."),
                               field("status", &F::status, may, "open, closed"),
                               field("transit_days", &F::transit_days, may, "Days on the road."),
                           });
  return table;
}

const Shape& CustomerFacts::shape() {
  using F = CustomerFacts;
  static const Shape table("customer",
                           {
                               field("known", &F::known, may, "There is a row for it."),
                               field("blocked", &F::blocked, may, "Nothing is delivered."),
                               field("currency", &F::currency, may, "Agreed currency."),
                               field("freight", &F::freight, may, "Agreed freight terms."),
                               field("net_days", &F::net_days, may, "Agreed days until payment."),
                               field("discount_percent", &F::discount_percent, may, "Agreed discount."),
                               field("credit_limit", &F::credit_limit, may, "Credit in all."),
                               field("open_balance", &F::open_balance, may, "Owed now."),
                               field("overdue_days", &F::overdue_days, may, "Days since the oldest was due."),
                               field("promised", &F::promised, may, "To orders since the balance was told."),
                               field("exposure", &F::exposure, may, "Open, promised, and this order."),
                           });
  return table;
}

const Shape& WindowFacts::shape() {
  using F = WindowFacts;
  static const Shape table("window", {
                                         field("given", &F::given, may, "There is any date."),
                                         field("own", &F::own, may, "Of the line itself."),
                                         field("earliest", &F::earliest, may, "First day to ship."),
                                         field("latest", &F::latest, may, "Last day to ship."),
                                         field("cancel", &F::cancel, may, "Not wanted after this day."),
                                     });
  return table;
}

const Shape& SumFacts::shape() {
  static const Shape table("sums", {field("lines", &SumFacts::lines, may, "Of quantity times price.")});
  return table;
}

std::span<const Beside> fact_names(bool of_lines) {
  static const Beside names[fact_count] = {
      {"customer", &CustomerFacts::shape()}, {"sums", &SumFacts::shape()},
      {"ship_to", &ShipToFacts::shape()},    {"window", &WindowFacts::shape()},
      {"item", &ItemFacts::shape()},         {"own", &OwnFacts::shape()},
      {"pack", &PackFacts::shape()},         {"contract", &ContractFacts::shape()},
      {"stock", &StockFacts::shape()}};
  constexpr std::size_t of_order = 4;
  return std::span(names).first(of_lines ? fact_count : of_order);
}

std::array<const void*, fact_count> records_of(const OrderFacts& order, const LineFacts* line) {
  if (line == nullptr) return {&order.customer, &order.sums, &order.ship_to, &order.window};
  return {&order.customer, &order.sums, &line->ship_to,  &line->window, &line->item,
          &line->own,      &line->pack, &line->contract, &line->stock};
}

}  // namespace transom::mapping
