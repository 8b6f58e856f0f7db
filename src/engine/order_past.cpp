// What a change has to know of an order beside how it stands. Counted by the order's book, which says the
// same of what is accepted, shipped and invoiced to every other check.
#include <algorithm>
#include <deque>

#include "engine/earlier_answers.hpp"
#include "engine/numbered.hpp"
#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"
#include "order/change_lines.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"

namespace transom {
namespace {

// Each once, in the order in which they came.
std::vector<std::string> releases_in(const std::vector<BusinessRecord>& story, bool outgoing) {
  std::vector<std::string> out;
  for (const BusinessRecord& row : story) {
    if (row.kind != BusinessKind::order || is_cancelled(row.purpose) || row.outgoing != outgoing) continue;
    if (std::find(out.begin(), out.end(), row.release) == out.end()) out.push_back(row.release);
  }
  return out;
}

class Past {
 public:
  Past(const std::vector<BusinessRecord>& story, const StandingOrder& standing, bool outgoing)
      : story_(story), standing_(standing), outgoing_(outgoing) {
    const BusinessRecord& base = standing.base;
    history_.number = base.number;
    history_.order = &standing.order;
    history_.named = history_.release = base.release;
    history_.others = releases_in(story, outgoing);
    history_.first = history_.others.empty() || same_release(history_.others.front(), base.release);
    std::erase_if(history_.others, [&](const std::string& one) { return same_release(one, base.release); });
  }

  OrderPast run() {
    take_answers_so_far();
    take_goods();
    const UnitFactors none;
    OrderBook book(history_, none, {}, {});
    OrderPast out;
    for (const BookLine& line : book.lines()) {
      Fraction gone = sum_of(line.shipped);
      const Fraction invoiced = sum_of(line.invoiced);
      if (!invoiced.is_known() || invoiced > gone) gone = invoiced;
      if (!gone.is_zero()) out.shipped[line.line->number] = gone.exact();
      const auto accepted = line.accepted.exact();
      if (accepted && accepted != line.line->quantity) out.accepted[line.line->number] = *accepted;
      if (LineAnswered said = answered(line); said.price || !said.ids.empty())
        out.answered[line.line->number] = std::move(said);
    }
    out.named = named();
    return out;
  }

 private:
  // By the last answer.
  static LineAnswered answered(const BookLine& line) {
    LineAnswered out;
    const BookPrice* price = line.prices.empty() ? nullptr : &line.prices.back();
    if (price != nullptr && price->answered && price->unit == line.line->unit &&
        price->price != line.line->price)
      out.price = price->price;
    if (!line.ids.empty() && !share_item(line.ids.back(), line.line->ids)) out.ids = line.ids.back();
    return out;
  }

  void take_answers_so_far() {
    std::vector<KeptAnswer> answers;
    std::vector<BusinessRecord> changes;
    for (const BusinessRecord& row : story_) {
      if (!is_taken(row.verdict) || !history_.is_meant(row.release)) continue;
      if (row.kind == BusinessKind::order_change && row.outgoing == outgoing_) changes.push_back(row);
      if (row.kind != BusinessKind::order_response || row.outgoing == outgoing_ || row.id < standing_.base.id)
        continue;
      responses_.push_back(read_stored<OrderResponse>(row, as_it_counts(row)));
      answers.push_back({&row, &responses_.back()});
    }
    take_answers(history_, answers, changes, !outgoing_);
  }

  void take_goods() {
    for (const BusinessRecord* row : standing_among(story_, BusinessKind::shipment, !outgoing_))
      history_.shipments.push_back(&shipments_.emplace_back(read_stored<Shipment>(*row, as_it_counts(*row))));
    for (const BusinessRecord* row : standing_among(story_, BusinessKind::invoice, !outgoing_))
      history_.invoices.push_back(&invoices_.emplace_back(read_stored<Invoice>(*row, as_it_counts(*row))));
  }

  // The items as the buyer named them last, where the line has not all of their numbers.
  [[nodiscard]] NamedItems named() const {
    NamedItems out;
    for (const OrderLine& line : read_stored<Order>(standing_.base, standing_.base.json).lines)
      out[line.number] = line.ids;
    for (const StandingOrder::Change& one : standing_.changes)
      if (is_taken(one.row.verdict)) name(out, one);
    std::erase_if(out, [&](const auto& item) {
      const OrderLine* line = line_of(standing_.order, item.first);
      return line == nullptr || std::all_of(item.second.begin(), item.second.end(), [&](const Id& id) {
               return std::find(line->ids.begin(), line->ids.end(), id) != line->ids.end();
             });
    });
    return out;
  }

  // A change that names another item than was named so far is about that one from then on.
  static void name(NamedItems& items, const StandingOrder::Change& one) {
    const bool kept = one.row.kind == BusinessKind::order_change;
    const Order result = kept ? read_stored<OrderChange>(one.row, as_it_counts(one.row)).result : Order{};
    for (const ChangeLine& line : one.change.lines) {
      const OrderLine* of = find_line(result, line, items).line;
      if (of == nullptr || line.ids.empty()) continue;
      auto& known = items[of->number];
      if (contradicting(known, line) != nullptr || line.change.starts_with("replace_item")) known.clear();
      for (const Id& id : line.ids)
        if (std::find(known.begin(), known.end(), id) == known.end()) known.push_back(id);
    }
  }

  static const OrderLine* line_of(const Order& order, const std::string& number) {
    const auto found = std::find_if(order.lines.begin(), order.lines.end(),
                                    [&](const OrderLine& line) { return line.number == number; });
    return found == order.lines.end() ? nullptr : &*found;
  }

  const std::vector<BusinessRecord>& story_;
  const StandingOrder& standing_;
  bool outgoing_;
  OrderHistory history_;
  std::deque<OrderResponse> responses_;
  std::deque<Shipment> shipments_;
  std::deque<Invoice> invoices_;
};

}  // namespace

StandingOrder order_to_change(const std::vector<BusinessRecord>& story, std::string_view release,
                              bool outgoing, BusinessId but) {
  StandingOrder out = standing_order(story, release, outgoing, but);
  if (out.state == OrderState::stands) out.past = Past(story, out, outgoing).run();
  return out;
}

}  // namespace transom
