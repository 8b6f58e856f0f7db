// The order's share is always worked out anew from the order as it stands, and only the difference to what
// was entered for it becomes a row: so a release, a change, a cancellation and an answer are one case. Rows
// are never taken back; what is cancelled behind an import is a row below zero, and rightly so, since the
// import still counts it.
//
// What counts is what we took, and then what the ERP answers of it (answered_goods.cpp), from the commit on
// that makes either true, whether the answer goes at once or waits for its batch. An answer that only says
// that another follows changes nothing, nor does what a partner says of it: our answer may be refused for a
// slip in it, and the goods are promised, or not, as before.
//
// A change is judged without the order's own share, whenever that was entered: figures of before do not know
// it, figures of since have it taken off already, and either way the order may use it again.
#include "engine/promises.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <optional>

#include "engine/answered_goods.hpp"
#include "engine/order_match.hpp"
#include "engine/standing_order.hpp"
#include "mapping/facts.hpp"

namespace transom {
namespace {

using Shares = std::map<std::string, Decimal>;

std::string of_stock(std::string_view partner, const StockRow& stock, std::string_view item) {
  return fmt::format("stock/{}/{}", stock.own ? partner : std::string_view(), item);
}
std::string of_credit(std::string_view partner) {
  return fmt::format("credit/{}", partner);
}

void add_to(Decimal& sum, const std::optional<Decimal>& more) {
  if (more) sum = add(sum, *more).value_or(sum);
}

// What was entered for the order, summed at the first question.
class OwnShares {
 public:
  OwnShares(Lookups& lookups, const PromiseView& view) : lookups_(lookups), view_(view) {}

  Decimal of(const std::string& what) {
    if (!view_.order) return {};
    if (!shares_) {
      shares_.emplace();
      for (const PromiseRecord& row : lookups_.promised_to(view_.order, view_.own))
        add_to((*shares_)[row.of], row.quantity);
    }
    const auto found = shares_->find(what);
    return found == shares_->end() ? Decimal() : found->second;
  }

 private:
  Lookups& lookups_;
  PromiseView view_;
  std::optional<Shares> shares_;
};

// Lines in place of the order's own: as they were answered.
Shares shares_of(const Order& order, std::span<const OrderLine> lines, const Partner& partner,
                 const ReferenceData& reference, Date today) {
  Shares out;
  const mapping::OrderFacts facts = mapping::facts_of(order, reference);
  for (const OrderLine& line : lines) {
    if (*facts.customer.known) add_to(out[of_credit(partner.slug)], line_amount(line));
    const mapping::LineFacts known =
        mapping::facts_of(order, line, facts, reference, today, partner.currency);
    const StockRow* stock = reference.stock(known.item.number);
    if (stock != nullptr) add_to(out[of_stock(partner.slug, *stock, known.item.number)], known.own.quantity);
  }
  return out;
}

void save(Unit& unit, const PromiseEntry& entry, BusinessId order, const Shares& shares) {
  for (const auto& [of, quantity] : shares) {
    if (quantity.is_zero()) continue;
    unit.save(PromiseRecord{.attempt = entry.attempt,
                            .order = order,
                            .of = of,
                            .usage = entry.usage,
                            .quantity = quantity,
                            .at = entry.at});
  }
}

// Of several orders that stand under one number and release each is answered by itself: the newest first that
// has no answer yet, as outgoing_checks.cpp has it. `order`: nobody, the newest.
void leave_others_out(std::vector<BusinessRecord>& story, std::string_view release, BusinessId order) {
  std::vector<BusinessId> orders, answered;
  for (const BusinessRecord& row : story) {
    const bool takes = row.kind == BusinessKind::order && !row.outgoing && is_taken(row.verdict);
    if (takes && row.release == release) orders.push_back(row.id);
  }
  if (orders.size() < 2) return;
  if (!order) order = orders.back();
  std::erase_if(story, [&](const BusinessRecord& row) {
    if (row.kind == BusinessKind::order) return row.id != order;
    if (row.kind != BusinessKind::order_response || row.interim || row.answers_change) return false;
    const auto open = std::find_if(orders.rbegin(), orders.rend(), [&](BusinessId id) {
      return id < row.id && std::find(answered.begin(), answered.end(), id) == answered.end();
    });
    const BusinessId meant = open != orders.rend() ? *open : orders.back();
    answered.push_back(meant);
    return meant != order;
  });
}

}  // namespace

Earlier earlier_orders(Lookups& lookups, const ReferenceData& reference, const PromiseView& view) {
  const auto own = std::make_shared<OwnShares>(lookups, view);
  const auto before = [&lookups, view, own](const std::string& of, Instant as_of) {
    const Decimal all = lookups.promised(of, view.usage, as_of, view.own);
    return subtract(all, own->of(of)).value_or(all);
  };
  return {.stock =
              [&reference, view, before](const std::string& item) {
                const StockRow* stock = reference.stock(item);
                if (stock == nullptr) return Decimal();
                return before(of_stock(view.partner, *stock, item), stock->as_of);
              },
          .credit =
              [&reference, view, before] {
                const CustomerRow* customer = reference.customer();
                if (customer == nullptr) return Decimal();
                return before(of_credit(view.partner), customer->as_of);
              }};
}

void promise_order(Unit& unit, const MapShelf& maps, const PromiseEntry& entry, BusinessId id,
                   const Order& order) {
  if (!maps.asks_earlier()) return;
  save(unit, entry, id,
       shares_of(order, order.lines, entry.partner, *maps.reference(entry.partner), entry.at.date()));
}

void correct_promises(Unit& unit, const MapShelf& maps, const PromiseEntry& entry, BusinessId order) {
  if (!maps.asks_earlier()) return;
  const Partner& partner = entry.partner;
  auto story = unit.about_order(partner.slug, entry.number, entry.usage, entry.attempt);
  leave_others_out(story, entry.release, order);
  const std::vector<BusinessRecord> answers = answers_of_erp(story, entry.release);
  std::erase_if(story, [](const BusinessRecord& row) {
    return row.kind != BusinessKind::order && row.kind != BusinessKind::order_change;
  });
  const StandingOrder standing = standing_order(std::move(story), entry.release, false);
  if (!standing.base.id) return;
  Shares shares;
  if (standing.state == OrderState::stands || standing.state == OrderState::cancelled) {
    const ReferencePtr reference = maps.reference(partner);
    const auto goods = answered_goods(standing, answers, unit_factors(reference));
    shares = shares_of(standing.order, goods, partner, *reference, entry.at.date());
  }
  for (const PromiseRecord& row : unit.promised_to(standing.base.id, entry.attempt)) {
    Decimal& left = shares[row.of];
    left = subtract(left, row.quantity).value_or(left);
  }
  save(unit, entry, standing.base.id, shares);
}

}  // namespace transom
