// The tables of terms.hpp: payment, freight, routing, packing, conditions.
#include "order/words.hpp"
#include "transom/terms.hpp"

namespace transom {

using enum Need;

const Shape& Terms::shape() {
  static const Shape table(
      "terms",
      {
          field("kind", &Terms::kind, may, "Which terms of payment.", words::terms_kind),
          field("basis", &Terms::basis, may, "Date that days are counted from.", words::terms_basis),
          field("discount_percent", &Terms::discount_percent, may, "Discount in percent."),
          field("discount_amount", &Terms::discount_amount, may, "Discount in money."),
          field("discount_date", &Terms::discount_date, may, "Last day of the discount."),
          field("discount_days", &Terms::discount_days, may, "Days of the discount."),
          field("net_date", &Terms::net_date, may, "Day by which all is due."),
          field("net_days", &Terms::net_days, may, "Days until all is due."),
          field("deferred_date", &Terms::deferred_date, may, "Day of a deferred payment."),
          field("deferred_amount", &Terms::deferred_amount, may, "Money of a deferred payment."),
          field("deferred_percent", &Terms::deferred_percent, may, "Part of the invoice due then, percent."),
          field("day_of_month", &Terms::day_of_month, may, "Day of the month when payment is due."),
          field("payment_method", &Terms::payment_method, may, "How it is paid, as sent."),
          field("percent", &Terms::percent, may, "A further percent that the terms name."),
          field("description", &Terms::description, may, "In words."),
      });
  return table;
}

const Shape& Freight::shape() {
  using F = Freight;
  static const Shape table(
      "freight",
      {
          field("payment", &F::payment, must, "Who pays the carrier.", words::freight_payment),
          field("location_kind", &F::location_kind, may, "What the location is.", words::location_kind),
          field("location", &F::location, may, "Where the obligation to pay changes."),
          field("terms_kind", &F::terms_kind, may, "Whose delivery terms."),
          field("terms", &F::terms, may, "Delivery terms, such as an Incoterm."),
          field("title_location_kind", &F::title_location_kind, may, "What the title location is.",
                words::location_kind),
          field("title_location", &F::title_location, may, "Where title to the goods passes."),
          field("risk", &F::risk, may, "Who bears the risk of loss."),
          field("risk_description", &F::risk_description, may, "The same in words."),
      });
  return table;
}

const Shape& Routing::shape() {
  using R = Routing;
  static const Shape table(
      "routing",
      {
          field("sequence", &R::sequence, may, "Which leg it is.", words::routing_sequence),
          field("carrier", &R::carrier, may, "The carrier's code.", words::party_id_kind),
          field("mode", &R::mode, may, "Means of transport.", words::mode),
          field("routing", &R::routing, may, "Carrier or instruction in words."),
          field("status", &R::status, may, "State of the shipment or order, as sent."),
          field("location", &R::location, may, "Place that the leg leads to.", words::location_kind),
          field("transit_direction", &R::transit_direction, may, "Direction of transit, as sent."),
          field("transit_unit", &R::transit_unit, may, "Unit of transit_time, as sent."),
          field("transit_time", &R::transit_time, may, "How long it takes."),
          field("service_levels", &R::service_levels, may, "Services ordered from the carrier, as sent."),
          field("country", &R::country, may, "Country code."),
      });
  return table;
}

const Shape& Lading::shape() {
  using L = Lading;
  static const Shape table(
      "lading", {
                    field("packaging", &L::packaging, may, "Kind of package, as sent."),
                    field("count", &L::count, may, "Number of packages."),
                    field("commodity", &L::commodity, may, "Commodity code."),
                    field("description", &L::description, may, "What is loaded, in words."),
                    field("weight_kind", &L::weight_kind, may, "Which weight.", words::weight_kind),
                    field("weight", &L::weight, may, "Weight."),
                    field("weight_unit", &L::weight_unit, may, "Unit of the weight."),
                    field("volume", &L::volume, may, "Volume."),
                    field("volume_unit", &L::volume_unit, may, "Unit of the volume."),
                });
  return table;
}

const Shape& Handling::shape() {
  using H = Handling;
  static const Shape table(
      "handling",
      {
          field("code", &H::code, may, "Special handling, as sent."),
          field("hazard_class_kind", &H::hazard_class_kind, may, "Whose classes of dangerous goods."),
          field("hazard_class", &H::hazard_class, may, "Class of dangerous goods."),
          field("description", &H::description, may, "In words."),
          field("safety_sheet", &H::safety_sheet, may, "Whether a safety data sheet is wanted."),
      });
  return table;
}

const Shape& Mark::shape() {
  static const Shape table("mark", {
                                       field("kind", &Mark::kind, must, "Which mark.", words::mark_kind),
                                       field("value", &Mark::value, must, "What stands on the package."),
                                       field("value_to", &Mark::value_to, may, "Last one of a range."),
                                   });
  return table;
}

const Shape& Pack::shape() {
  using P = Pack;
  static const Shape table(
      "pack", {
                  field("pack", &P::pack, may, "Inner packs in the outer one; units when there are none."),
                  field("inner_pack", &P::inner_pack, may, "Units in an inner pack."),
                  field("size", &P::size, may, "Size of one unit."),
                  field("size_unit", &P::size_unit, may, "Unit of the size."),
                  field("packaging", &P::packaging, may, "Kind of package, as sent."),
                  field("weight_kind", &P::weight_kind, may, "Which weight.", words::weight_kind),
                  field("gross_weight", &P::gross_weight, may, "Weight of one pack."),
                  field("weight_unit", &P::weight_unit, may, "Unit of the weight."),
                  field("gross_volume", &P::gross_volume, may, "Volume of one pack."),
                  field("volume_unit", &P::volume_unit, may, "Unit of the volume."),
                  field("length", &P::length, may, "Length."),
                  field("width", &P::width, may, "Width."),
                  field("height", &P::height, may, "Height."),
                  field("dimension_unit", &P::dimension_unit, may, "Unit of length, width and height."),
                  field("count", &P::count, may, "Number of such packs."),
              });
  return table;
}

const Shape& SalesCondition::shape() {
  using S = SalesCondition;
  static const Shape table(
      "sales_condition",
      {
          field("kind", &S::kind, may, "What the buyer requires.", words::sales_condition),
          field("action", &S::action, may, "What to do when it cannot be met, as sent."),
          field("amount", &S::amount, may, "Money limit."),
          field("account", &S::account, may, "Account to charge."),
          field("date", &S::date, may, "Day that it holds until."),
          field("agency", &S::agency, may, "Whose list service_code is from."),
          field("service_code", &S::service_code, may, "Special service, as sent."),
          field("substitution", &S::substitution, may, "Whether another item may come, as sent."),
          field("percent", &S::percent, may, "A percent that the condition names."),
          field("percent_kind", &S::percent_kind, may, "What that percent is of, as sent."),
      });
  return table;
}

const Shape& LeadTime::shape() {
  static const Shape table("lead_time",
                           {
                               field("kind", &LeadTime::kind, must, "From what to what, as sent."),
                               field("quantity", &LeadTime::quantity, may, "How many units of time."),
                               field("unit", &LeadTime::unit, may, "Unit of time, as sent."),
                               field("date", &LeadTime::date, may, "Day that it is counted from."),
                           });
  return table;
}

}  // namespace transom
