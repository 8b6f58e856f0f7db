// Looking up what belongs to an order, and the little arithmetic that rules should not have to write.
//
// Quantities and prices in other units are worked out exactly, as fractions, and divided once at the end; a
// quantity that does not come out even stays absent, so that no rule rounds one by accident. What is not
// known is absent, never zero.
#include "mapping/facts.hpp"

#include <algorithm>
#include <utility>

namespace transom::mapping {
namespace {

constexpr int price_digits = 6;

// a * count / of; nullopt when it cannot be exact.
std::optional<Decimal> exact(Decimal a, int128 count, int128 of) {
  const auto above = multiply(a, Decimal(count, 0));
  if (!above) return std::nullopt;
  const auto share = divide(*above, Decimal(of, 0), 18);
  if (!share) return std::nullopt;
  const Decimal even = share->normalized();
  const auto back = multiply(even, Decimal(of, 0));
  return back && *back == *above ? std::optional(even) : std::nullopt;
}

// The same, rounded half away from zero when it is not exact.
std::optional<Decimal> nearly(Decimal a, int128 count, int128 of) {
  if (const auto even = exact(a, count, of)) return even;
  const auto above = multiply(a, Decimal(count, 0));
  return above ? divide(*above, Decimal(of, 0), price_digits) : std::nullopt;
}

int128 power_of_ten(int n) {
  int128 out = 1;
  for (; n > 0; --n) out *= 10;
  return out;
}

bool is_whole(Decimal number) {
  return number.normalized().scale() == 0;
}

Decimal floor_of(Decimal number) {
  const Decimal near = number.rounded(0);
  return near > number ? *subtract(near, Decimal::whole(1)) : near;
}

const ItemRow* find_item(const OrderLine& line, const ReferenceData& reference, ItemFacts& facts) {
  for (const Id& id : line.ids) {
    if (facts.asked.empty()) facts.asked = id.value;
    if (const ItemRow* item = reference.item_by_id(id.kind, id.value)) return item;
  }
  return nullptr;
}

void tell(const ItemRow& item, ItemFacts& facts) {
  facts.number = item.item;
  facts.description = item.description;
  facts.status = item.status;
  facts.substitute = item.substitute;
  facts.unit = item.unit;
  facts.pack = item.pack;
  facts.minimum = item.minimum;
  facts.fractions = item.fractions;
  facts.hazardous = item.hazardous;
  facts.export_controlled = item.export_controlled;
  facts.un_number = item.un_number;
  facts.shipping_name = item.shipping_name;
  facts.hazard_class = item.hazard_class;
  facts.packing_group = item.packing_group;
  facts.eccn = item.eccn;
}

void tell_packs(Decimal base, Decimal pack, UnitFactor factor, PackFacts& facts) {
  facts.known = true;
  const auto packs = divide(base, pack, 18);
  if (!packs) return;
  const Decimal below = floor_of(*packs);
  const auto down = multiply(below, pack), up = add(*multiply(below, pack), pack);
  facts.whole = down && *down == base;
  if (down) facts.down = exact(*down, factor.of, factor.count);
  if (up) facts.up = *facts.whole ? facts.down : exact(*up, factor.of, factor.count);
}

// Whole ones in the line's unit: half a case is not available.
void tell_stock(const StockRow& stock, Decimal promised, const OrderLine& line, UnitFactor factor,
                StockFacts& facts) {
  facts.known = true;
  facts.next = stock.next;
  facts.promised = nearly(promised, factor.of, factor.count);
  const auto left = subtract(stock.available, promised);
  const auto available = nearly(std::max(left.value_or(Decimal()), Decimal()), factor.of, factor.count);
  if (!available || !line.quantity) return;
  facts.available = floor_of(*available);
  const auto missing = subtract(*line.quantity, *facts.available);
  facts.missing = missing && *missing > Decimal() ? missing : std::optional(Decimal());
}

std::string currency_of(const Order& order, const OrderLine& line, std::string_view partners) {
  if (!line.currency.empty()) return line.currency;
  return order.currency.empty() ? std::string(partners) : order.currency;
}

// The table's price for one of its own units, made one for the line's unit and basis.
std::optional<Decimal> in_lines_terms(const ContractPrice& listed, UnitFactor listed_unit,
                                      const OrderLine& line, UnitFactor unit) {
  const auto listed_for = units_priced(listed.basis), for_units = units_priced(line.price_basis);
  if (!listed_for || !for_units) return std::nullopt;
  const int128 count = for_units->units() * unit.count * listed_unit.of;
  const int128 of = listed_for->units() * unit.of * listed_unit.count;
  const auto price = nearly(listed.price, count, of);
  // Money keeps its digits: 240.00, not 240.
  const int lost = price ? listed.price.scale() - price->scale() : 0;
  return lost > 0 ? multiply(*price, Decimal(power_of_ten(lost), lost)) : price;
}

bool reaches(const ContractPrice& listed, UnitFactor listed_unit, const OwnFacts& own) {
  if (!listed.from_quantity) return true;
  const auto from = exact(*listed.from_quantity, listed_unit.count, listed_unit.of);
  return own.quantity && from && *own.quantity >= *from;
}

// The best price that holds for the quantity. A case may have a price of its own beside the piece: of those
// that are equally near, one in the line's unit goes before one in the item's own, and that before any other,
// which have to be converted.
const ContractPrice* best_price(const ItemRow& item, const std::string& unit, const OwnFacts& own,
                                const ReferenceData& reference,
                                const std::vector<const ContractPrice*>& prices) {
  const auto named = [&item](const std::string& of) -> const std::string& {
    return of.empty() ? item.unit : of;
  };
  const auto rank = [&](const ContractPrice& price) {
    return named(price.unit) == named(unit) ? 2 : named(price.unit) == item.unit ? 1 : 0;
  };
  const ContractPrice* best = nullptr;
  for (const ContractPrice* listed : prices) {
    const auto listed_unit = reference.unit(item, listed->unit);
    if (!listed_unit || !reaches(*listed, *listed_unit, own)) continue;
    const bool as_near =
        best == nullptr || (best->own == listed->own && best->promotion.empty() == listed->promotion.empty());
    if (!as_near) break;
    if (best == nullptr || rank(*listed) > rank(*best)) best = listed;
  }
  return best;
}

void tell_contract(const ItemRow& item, const OrderLine& line, const OwnFacts& own, UnitFactor unit,
                   const ReferenceData& reference, Date day, const std::string& currency,
                   ContractFacts& facts) {
  const ContractPrice* listed =
      best_price(item, line.unit, own, reference, reference.prices(item.item, day, currency));
  if (listed == nullptr) return;
  facts.known = true;
  facts.price = in_lines_terms(*listed, *reference.unit(item, listed->unit), line, unit);
  facts.listed = listed->price;
  facts.unit = listed->unit;
  facts.basis = listed->basis;
  facts.currency = listed->currency;
  facts.from_quantity = listed->from_quantity;
  facts.promotion = listed->promotion;
  facts.number = listed->contract;
  facts.from = listed->from;
  facts.until = listed->until;
}

ShipToFacts ship_to_of(const std::vector<Party>& parties, const ReferenceData& reference) {
  ShipToFacts facts{.given = false, .known = false};
  const Party* party = find_role(parties, "ship_to");
  if (party == nullptr) return facts;
  facts.given = true;
  facts.id = party->id.value;
  facts.name = party->name;
  facts.country = party->address.country;
  const ShipToRow* place = reference.ship_to(party->id.kind, party->id.value);
  if (place == nullptr || party->id.value.empty()) return facts;
  facts.known = true;
  facts.city = place->city;
  facts.state = place->state;
  if (facts.country.empty()) facts.country = place->country;
  facts.status = place->status;
  if (place->transit_days) facts.transit_days = Decimal::whole(*place->transit_days);
  return facts;
}

std::optional<Date> date_of(const std::vector<TradeDate>& dates, std::string_view kind,
                            std::int64_t less = 0) {
  const TradeDate* found = find_kind(dates, kind);
  if (found == nullptr || !found->date) return std::nullopt;
  return Date::from_days(found->date->days() - less);
}

void later(std::optional<Date>& a, std::optional<Date> b) {
  if (b && (!a || *a < *b)) a = b;
}
void earlier(std::optional<Date>& a, std::optional<Date> b) {
  if (b && (!a || *b < *a)) a = b;
}

WindowFacts window_of(const std::vector<TradeDate>& dates, const ShipToFacts& to) {
  const auto road = to.transit_days ? static_cast<std::int64_t>(to.transit_days->units()) : 0;
  WindowFacts facts;
  for (const std::string_view kind : {"ship_not_before", "requested_ship"})
    later(facts.earliest, date_of(dates, kind));
  for (const std::string_view kind : {"deliver_not_before"})
    later(facts.earliest, date_of(dates, kind, road));
  for (const std::string_view kind : {"ship_no_later", "cancel_after"})
    earlier(facts.latest, date_of(dates, kind));
  for (const std::string_view kind :
       {"deliver_no_later", "requested_delivery", "must_arrive_by", "cancel_if_not_delivered_by"})
    earlier(facts.latest, date_of(dates, kind, road));
  earlier(facts.cancel, date_of(dates, "cancel_after"));
  earlier(facts.cancel, date_of(dates, "cancel_if_not_delivered_by", road));
  facts.given = facts.earliest || facts.latest;
  return facts;
}

bool is_empty(const WindowFacts& window) {
  return window.earliest && window.latest && *window.latest < *window.earliest;
}

// Of two windows of one line the one that leaves less room: one without any day, else the one that ends
// first.
WindowFacts tighter(WindowFacts a, WindowFacts b) {
  if (!*a.given || !*b.given) return *a.given ? a : b;
  const bool sooner = b.latest && (!a.latest || *b.latest < *a.latest);
  const bool takes_b = !is_empty(a) && (is_empty(b) || sooner);
  if (takes_b) std::swap(a, b);
  earlier(a.cancel, b.cancel);
  return a;
}

// Of a line that has days of its own, or parts of it with days of theirs; of any other the order's.
WindowFacts window_of(const OrderLine& line, const ShipToFacts& to, const WindowFacts& of_order) {
  WindowFacts own = window_of(line.dates, to);
  for (const Schedule& part : line.schedules) own = tighter(own, window_of(part.dates, to));
  own.own = *own.given;
  return *own.given || !line.dates.empty() ? own : of_order;
}

}  // namespace

OrderFacts facts_of(const Order& order, const ReferenceData& reference, Decimal promised) {
  OrderFacts facts;
  std::optional<Decimal> sum = Decimal();
  for (const OrderLine& line : order.lines) {
    const auto amount = line_amount(line);
    sum = sum && amount ? add(*sum, *amount) : std::nullopt;
  }
  facts.sums.lines = sum;
  facts.ship_to = ship_to_of(order.parties, reference);
  facts.window = window_of(order.dates, facts.ship_to);
  const CustomerRow* customer = reference.customer();
  facts.customer.known = customer != nullptr;
  if (customer == nullptr) return facts;
  CustomerFacts& told = facts.customer;
  told.blocked = customer->blocked;
  told.currency = customer->currency;
  told.freight = customer->freight;
  if (customer->net_days) told.net_days = Decimal::whole(*customer->net_days);
  if (customer->overdue_days) told.overdue_days = Decimal::whole(*customer->overdue_days);
  told.discount_percent = customer->discount_percent;
  told.credit_limit = customer->credit_limit;
  told.open_balance = customer->open_balance;
  told.promised = promised;
  const auto owed = add(customer->open_balance.value_or(Decimal()), promised);
  if (sum && owed) told.exposure = add(*owed, *sum);
  return facts;
}

LineFacts facts_of(const Order& order, const OrderLine& line, const OrderFacts& of_order,
                   const ReferenceData& reference, Date today, std::string_view currency,
                   const PromisedOf& promised) {
  LineFacts facts;
  facts.ship_to = line.parties.empty() ? of_order.ship_to : ship_to_of(line.parties, reference);
  if (!*facts.ship_to.given) facts.ship_to = of_order.ship_to;
  facts.window = window_of(line, facts.ship_to, of_order.window);
  const ItemRow* item = find_item(line, reference, facts.item);
  facts.item.known = item != nullptr;
  if (item == nullptr) return facts;
  tell(*item, facts.item);
  facts.contract.known = facts.pack.known = facts.stock.known = false;
  const auto factor = reference.unit(*item, line.unit);
  facts.own.known = factor.has_value();
  if (!factor || !line.quantity) return facts;
  facts.own.quantity = exact(*line.quantity, factor->count, factor->of);
  facts.own.whole = facts.own.quantity && is_whole(*facts.own.quantity);
  if (item->pack && facts.own.quantity) tell_packs(*facts.own.quantity, *item->pack, *factor, facts.pack);
  if (const StockRow* stock = reference.stock(item->item))
    tell_stock(*stock, promised ? promised(item->item) : Decimal(), line, *factor, facts.stock);
  tell_contract(*item, line, facts.own, *factor, reference, order.ordered.value_or(today),
                currency_of(order, line, currency), facts.contract);
  return facts;
}

}  // namespace transom::mapping
