// The tables of the small records of trade.hpp, and of parties. What is written here is what the JSON Schema
// and the reference of the mapping language say about a field.
#include "order/words.hpp"
#include "transom/party.hpp"
#include "transom/trade.hpp"

namespace transom {

using enum Need;

const Shape& Id::shape() {
  static const Shape table("id", {
                                     field("kind", &Id::kind, may, "Which numbering the value belongs to."),
                                     field("value", &Id::value, must, "The number or code itself."),
                                 });
  return table;
}

const Shape& TradeDate::shape() {
  static const Shape table(
      "date", {
                  field("kind", &TradeDate::kind, must, "What the date is for.", words::date_kind),
                  field("date", &TradeDate::date, may, "The day; of a range, the first."),
                  field("time", &TradeDate::time, may, "Time of day."),
                  field("zone", &TradeDate::zone, may, "Time zone, as sent."),
                  field("until", &TradeDate::until, may, "Last day of a range."),
                  field("period_format", &TradeDate::period_format, may, "How period is written, as sent."),
                  field("period", &TradeDate::period, may, "A week, month or other period, as sent."),
              });
  return table;
}

const Shape& Reference::shape() {
  static const Shape table(
      "reference",
      {
          field("kind", &Reference::kind, must, "What the number identifies.", words::reference_kind),
          field("value", &Reference::value, may, "The number itself."),
          field("description", &Reference::description, may, "What the sender says about it."),
          field("date", &Reference::date, may, "Date of what is referred to."),
          field("time", &Reference::time, may, "Time of what is referred to."),
          field("zone", &Reference::zone, may, "Time zone, as sent."),
          field("details", &Reference::details, may, "Further numbers that belong to it."),
      });
  return table;
}

const Shape& Note::shape() {
  static const Shape table(
      "note", {
                  field("kind", &Note::kind, may, "Whom or what the note is for.", words::note_kind),
                  field("reference", &Note::reference, may, "Number or heading that the sender gave it."),
                  field("text", &Note::text, may, "The text, line after line."),
              });
  return table;
}

const Shape& Amount::shape() {
  static const Shape table(
      "amount", {
                    field("kind", &Amount::kind, must, "What the amount is.", words::amount_kind),
                    field("amount", &Amount::amount, must, "Money, in the document's currency."),
                    field("direction", &Amount::direction, may, "Credit or debit.", words::direction),
                });
  return table;
}

const Shape& Quantity::shape() {
  static const Shape table("quantity",
                           {
                               field("kind", &Quantity::kind, must, "What is counted.", words::quantity_kind),
                               field("quantity", &Quantity::quantity, may, "How many."),
                               field("unit", &Quantity::unit, may, "Unit of measure."),
                           });
  return table;
}

const Shape& Description::shape() {
  static const Shape table(
      "description",
      {
          field("kind", &Description::kind, may, "What is described; absent for plain text.",
                words::description_kind),
          field("form", &Description::form, may, "Free text, coded, or both.", words::description_form),
          field("agency", &Description::agency, may, "Whose code list it is."),
          field("code", &Description::code, may, "The code in that list."),
          field("text", &Description::text, may, "The words."),
          field("position", &Description::position, may, "Surface, layer or place it applies to."),
          field("language", &Description::language, may, "Language of the text."),
      });
  return table;
}

const Shape& Measurement::shape() {
  static const Shape table(
      "measurement",
      {
          field("kind", &Measurement::kind, may, "What is measured.", words::measurement_kind),
          field("aspect", &Measurement::aspect, may, "Of what: the product, the package, the order."),
          field("value", &Measurement::value, may, "The measure."),
          field("unit", &Measurement::unit, may, "Unit of measure."),
          field("minimum", &Measurement::minimum, may, "Lower end of a range."),
          field("maximum", &Measurement::maximum, may, "Upper end of a range."),
          field("significance", &Measurement::significance, may, "Exact, approximate, at least ..."),
          field("attribute", &Measurement::attribute, may, "A coded measure, where it is no number."),
          field("position", &Measurement::position, may, "Surface, layer or place it applies to."),
      });
  return table;
}

const Shape& Price::shape() {
  static const Shape table(
      "price",
      {
          field("kind", &Price::kind, may, "Which price it is.", words::price_kind),
          field("class_of_trade", &Price::class_of_trade, may, "Class of trade that it holds for."),
          field("price", &Price::price, may, "The price, for as many units as basis says."),
          field("basis", &Price::basis, may, "What the price is for.", words::price_basis),
          field("quantity_from", &Price::quantity_from, may, "From this quantity on."),
          field("quantity_to", &Price::quantity_to, may, "Up to this quantity."),
          field("unit", &Price::unit, may, "Unit of those quantities."),
          field("multiplier_kind", &Price::multiplier_kind, may, "What the multiplier makes of the price."),
          field("multiplier", &Price::multiplier, may, "Factor on the price."),
          field("amount", &Price::amount, may, "Amount that the price leads to."),
          field("units_per_price", &Price::units_per_price, may, "Units sold together at the price."),
          field("condition", &Price::condition, may, "Condition under which it holds."),
          field("currency", &Price::currency, may, "Currency, where not the document's."),
      });
  return table;
}

const Shape& AllowanceCharge::shape() {
  using A = AllowanceCharge;
  static const Shape table(
      "allowance_charge",
      {
          field("kind", &A::kind, must, "Allowance or charge.", words::allowance_charge),
          field("code", &A::code, may, "What it is for, as sent."),
          field("agency", &A::agency, may, "Whose list agency_code is from."),
          field("agency_code", &A::agency_code, may, "What it is for, in the agency's list."),
          field("amount", &A::amount, may, "Total money; goes before percent and rate."),
          field("percent", &A::percent, may, "Percent of what percent_basis says."),
          field("percent_basis", &A::percent_basis, may, "What the percent is taken of.",
                words::percent_basis),
          field("rate", &A::rate, may, "Money for each unit."),
          field("unit", &A::unit, may, "Unit of rate and quantity."),
          field("quantity", &A::quantity, may, "Quantity it applies to, or the first of a range."),
          field("quantity_to", &A::quantity_to, may, "Last quantity of a range."),
          field("method", &A::method, may, "How it is settled.", words::method),
          field("reference", &A::reference, may, "Number of the agreement behind it."),
          field("option", &A::option, may, "Option chosen in that agreement."),
          field("description", &A::description, may, "In words."),
          field("language", &A::language, may, "Language of the description."),
          field("currency", &A::currency, may, "Currency, where not the document's."),
          field("taxes", &A::taxes, may, "Taxes on it alone.", words::tax_kind),
      });
  return table;
}

const Shape& Tax::shape() {
  static const Shape table(
      "tax", {
                 field("kind", &Tax::kind, may, "Which tax.", words::tax_kind),
                 field("tax_id", &Tax::tax_id, may, "Tax number of the payer."),
                 field("amount", &Tax::amount, may, "Money."),
                 field("percent", &Tax::percent, may, "Rate in percent."),
                 field("basis", &Tax::basis, may, "Money that the percent is taken of."),
                 field("jurisdiction", &Tax::jurisdiction, may, "Who levies it."),
                 field("exempt", &Tax::exempt, may, "Whether and why it is not levied.", words::tax_exempt),
                 field("relationship", &Tax::relationship, may, "Whether it is added or included.",
                       words::relationship),
                 field("line_number", &Tax::line_number, may, "Line that it belongs to."),
                 field("locations", &Tax::locations, may, "Places whose taxes the tax number covers.",
                       words::location_kind),
             });
  return table;
}

const Shape& Extra::shape() {
  static const Shape table("extra", {
                                        field("name", &Extra::name, must, "Named by the map's author."),
                                        field("value", &Extra::value, must, "As sent."),
                                    });
  return table;
}

const Shape& Address::shape() {
  static const Shape table("address", {
                                          field("lines", &Address::lines, may, "Street and further lines."),
                                          field("city", &Address::city, may, "City."),
                                          field("state", &Address::state, may, "State or province code."),
                                          field("postal", &Address::postal, may, "Postal code."),
                                          field("country", &Address::country, may, "Country code."),
                                          field("location", &Address::location, may,
                                                "A place within it, or a coded place.", words::location_kind),
                                      });
  return table;
}

const Shape& Contact::shape() {
  static const Shape table(
      "contact", {
                     field("role", &Contact::role, may, "What to contact them for.", words::contact_role),
                     field("name", &Contact::name, may, "Person or department."),
                     field("numbers", &Contact::numbers, may, "How to reach them.", words::number_kind),
                     field("reference", &Contact::reference, may, "What to name when asking."),
                 });
  return table;
}

const Shape& Party::shape() {
  static const Shape table(
      "party", {
                   field("role", &Party::role, must, "Part it plays.", words::party_role),
                   field("name", &Party::name, may, "Name."),
                   field("more_names", &Party::more_names, may, "Further lines of the name."),
                   field("id", &Party::id, may, "Its number.", words::party_id_kind),
                   field("relationship", &Party::relationship, may, "How it stands to the others."),
                   field("address", &Party::address, may, "Address."),
                   field("contacts", &Party::contacts, may, "Whom to reach there."),
                   field("references", &Party::references, may, "Numbers that belong to it."),
                   field("quantities", &Party::quantities, may, "On a line: how many are for it."),
                   field("dates", &Party::dates, may, "On a line: when it gets them."),
               });
  return table;
}

const Party* find_role(const std::vector<Party>& parties, std::string_view role) {
  for (const Party& party : parties)
    if (party.role == role) return &party;
  return nullptr;
}

}  // namespace transom
