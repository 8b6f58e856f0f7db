// Decisions as an order response, as the partner can read it; and the order as it goes on.
//
// First the whole answer is made in the standard's terms, where it can be checked (each line once, quantities
// that add up); only then it is bent to what the partner takes. A code that a partner does not take is
// replaced by the partner's own fallback, else by the table's, until one is taken; where none is, the answer
// is not made.
#include "engine/respond.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "mapping/substitute.hpp"

namespace transom {
namespace {

constexpr const char* promised = "promised_ship";

// What the partner would rather read, by what the lines come to.
struct Preference {
  std::string_view kind;
  ResponseDetail detail;
  std::string_view code;
};
constexpr Preference preferences[] = {
    {"accepted", ResponseDetail::exceptions, "AK"},
    {"accepted", ResponseDetail::none, "AK"},
    {"accepted_with_changes", ResponseDetail::exceptions, "AE"},
    {"rejected", ResponseDetail::exceptions, "RF"},
    {"rejected", ResponseDetail::none, "RJ"},
};

// `own`: the code that the partner's table has for it; empty: none.
const ResponseKind* taken_kind(std::string_view rolled, std::string_view own, const Send& send,
                               ResponseDetail detail) {
  if (!own.empty()) return kind_of_code(own);
  const ResponseKind* kind = kind_of_word(rolled);
  for (const Preference& p : preferences) {
    if (p.kind == rolled && p.detail == detail) kind = kind_of_code(p.code);
  }
  if (rolled == "rejected" && send.reject_without_detail) kind = kind_of_code("RJ");
  for (int steps = 0; kind != nullptr && steps < 4; ++steps) {
    const bool taken =
        send.kinds.empty() || std::find(send.kinds.begin(), send.kinds.end(), kind->code) != send.kinds.end();
    if (taken) return kind;
    kind = kind_of_code(kind->fallback);
  }
  return nullptr;
}

bool plainly_accepted(const ResponseLine& line) {
  return std::all_of(line.answers.begin(), line.answers.end(), [](const LineAnswer& answer) {
    const LineStatus* status = status_of_word(answer.status);
    return status != nullptr && status->fate == Fate::accepted;
  });
}

// "8 accepted, 4 later" as one answer that counts the 4. Where the 8 come otherwise than they were ordered,
// both are said: one code has no room for two.
void count_backorders(ResponseLine& line) {
  if (line.answers.size() != 2) return;
  const auto fate_of = [](const LineAnswer& answer) {
    const LineStatus* status = status_of_word(answer.status);
    return status != nullptr ? status->fate : Fate::changed;
  };
  auto later = std::find_if(line.answers.begin(), line.answers.end(),
                            [&](const LineAnswer& answer) { return fate_of(answer) == Fate::deferred; });
  if (later == line.answers.end()) return;
  const LineAnswer& now = line.answers[later == line.answers.begin() ? 1 : 0];
  if (fate_of(now) != Fate::accepted) return;
  LineAnswer only = *later;
  only.status = status_of_code("BP")->word;
  line.answers = {std::move(only)};
}

// Element 347 has ten digits, and needs not be there.
bool fits_hash_total(const Decimal& sum) {
  const std::string text = sum.to_plain();
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) <= 10;
}

void count_lines(OrderResponse& response) {
  response.totals = {};
  if (response.lines.empty()) return;
  std::optional<Decimal> sum = Decimal();
  for (const ResponseLine& line : response.lines) {
    if (line.quantity && sum) sum = add(*sum, *line.quantity);
  }
  response.totals.line_count = static_cast<Integer>(response.lines.size());
  if (sum && fits_hash_total(*sum)) response.totals.quantity_hash = sum;
}

void take_codes(OrderResponse& response, const Send& send, std::vector<MapProblem>& wrong) {
  for (ResponseLine& line : response.lines) {
    if (send.ack_quantity == AckQuantity::backordered) count_backorders(line);
    for (LineAnswer& answer : line.answers) {
      const LineStatus* said = status_of_word(answer.status);
      if (said == nullptr) continue;  // a word of the map's own
      const LineStatus* taken = taken_status(said, send);
      if (taken != nullptr) {
        answer.status = taken->word;
      } else {
        wrong.push_back(
            {.sentence = fmt::format("line {}: the partner takes neither {} nor anything that stands in",
                                     line.number, said->code),
             .next = "add it to `lines` in partner.yaml, or a `fallback` for it"});
      }
    }
  }
}

// Of another unit the buyer's code says nothing.
template <class Line>
void change_unit(Line& line, const std::string& unit) {
  if (unit.empty() || unit == line.unit) return;
  line.unit = unit;
  line.unit_code.clear();
}

// All of it on one day, or for one store, goes with the line; how the parts of several change, nobody has
// said.
void respread(OrderLine& line, const Decimal& ordered, const Decimal& stays) {
  const auto follow = [&](std::optional<Decimal>& quantity) {
    if (quantity == ordered) quantity = stays;
  };
  if (line.schedules.size() == 1) follow(line.schedules[0].quantity);
  if (line.distribution.size() == 1 && line.distribution[0].stores.size() == 1)
    follow(line.distribution[0].stores[0].quantity);
}

void change_line(OrderLine& line, const LineDecision& decision, const ReferenceData* reference) {
  const LineChange& change = decision.change;
  if (change.price) line.price = change.price;
  change_unit(line, change.unit);
  if (!change.item.empty()) mapping::substitute(line, change.item, reference);
  if (!line.quantity) return;
  Decimal stays, later;
  for (const LinePart& part : decision.parts) {
    if (part.status->fate == Fate::rejected || !part.quantity) continue;
    stays = add(stays, *part.quantity).value_or(stays);
    if (part.status->fate == Fate::deferred) later = add(later, *part.quantity).value_or(later);
  }
  if (stays != *line.quantity) {
    respread(line, *line.quantity, stays);
    line.quantity = stays;
  }
  if (!later.is_zero()) line.quantities.push_back({"backordered", later, line.unit});
}

void promise(std::vector<TradeDate>& dates, const std::optional<Date>& day) {
  if (!day) return;
  std::erase_if(dates, [](const TradeDate& date) { return date.kind == promised; });
  dates.push_back({.kind = promised, .date = day});
}

// The parts one after the other, each in what the buyer scheduled for it; where he scheduled nothing, or
// another quantity than he ordered, the parts by themselves.
std::vector<Schedule> scheduled_anew(const OrderLine& line, const std::vector<const LinePart*>& parts) {
  std::vector<Schedule> out;
  auto asked = line.schedules.begin();
  Decimal free = asked != line.schedules.end() ? asked->quantity.value_or(Decimal()) : Decimal();
  for (const LinePart* part : parts) {
    Decimal left = part->quantity.value_or(Decimal());
    while (left > Decimal()) {
      while (asked != line.schedules.end() && free.is_zero()) {
        if (++asked != line.schedules.end()) free = asked->quantity.value_or(Decimal());
      }
      const bool within = asked != line.schedules.end();
      Schedule& one = within ? out.emplace_back(*asked) : out.emplace_back();
      const Decimal taken = within ? std::min(left, free) : left;
      one.quantity = taken;
      one.unit = line.unit;
      promise(one.dates, part->date);
      left = rest_of(left, taken);
      if (within) free = rest_of(free, taken);
    }
  }
  return out;
}

// The days that were promised, for the ERP plans by them: of the whole line one of its dates; where parts
// come on days of their own, a schedule of them, beside the days that the buyer asked for.
void promise_days(OrderLine& line, const LineDecision& decision) {
  std::vector<const LinePart*> parts;
  for (const LinePart& part : decision.parts)
    if (part.status->fate != Fate::rejected) parts.push_back(&part);
  const auto dated = [](const LinePart* part) { return part->date.has_value(); };
  if (std::none_of(parts.begin(), parts.end(), dated)) return;
  if (parts.size() == 1) {
    promise(line.dates, parts.front()->date);
    return;
  }
  line.schedules = scheduled_anew(line, parts);
}

// What the sender added up is not what it comes to then; days and items leave it as it is.
bool totals_change(const LineDecision& decision) {
  const LineChange& change = decision.change;
  const bool some_rejected =
      std::any_of(decision.parts.begin(), decision.parts.end(),
                  [](const LinePart& part) { return part.status->fate == Fate::rejected; });
  return some_rejected || change.price || change.quantity || !change.unit.empty();
}

}  // namespace

// Price and unit where a decision changes them, with another unit the quantity in it.
static void say_change(ResponseLine& line, const LineChange& change) {
  const bool other_unit = !change.unit.empty() && change.unit != line.unit;
  if (change.price) line.price = change.price;
  if (other_unit && change.quantity && line.quantity) line.quantity = change.quantity;
  change_unit(line, change.unit);
}

// What becomes of one part, with another item where `change` names one.
static void add_answer(ResponseLine& line, const LinePart& part, const LineChange& change) {
  LineAnswer& answer = line.answers.emplace_back();
  answer.status = part.status->word;
  answer.quantity = part.quantity;
  if (part.quantity) {
    answer.unit = line.unit;
    answer.unit_code = line.unit_code;
  }
  if (part.date) answer.dates.push_back({.kind = promised, .date = part.date});
  if (!change.item.empty() && part.status->fate != Fate::rejected)
    answer.ids.push_back({"vendor_part", change.item});
}

OrderResponse respond(const Order& order, std::span<const LineDecision> decisions, Date answered) {
  OrderResponse out = respond_as_ordered(order, answered);
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const LineDecision& decision = decisions[i];
    ResponseLine& line = out.lines[i];
    say_change(line, decision.change);
    if (decision.change.quantity && line.quantity && *decision.change.quantity > *line.quantity)
      line.quantity = decision.change.quantity;
    line.answers.clear();
    for (const LinePart& part : decision.parts) add_answer(line, part, decision.change);
  }
  out.kind = roll_up(out);
  count_lines(out);
  return out;
}

const LineStatus* taken_status(const LineStatus* status, const Send& send) {
  for (int steps = 0; status != nullptr && steps < 8; ++steps) {
    const bool taken = send.lines.empty() ||
                       std::find(send.lines.begin(), send.lines.end(), status->code) != send.lines.end();
    if (taken) return status;
    const auto own = send.fallback.find(std::string(status->code));
    status = status_of_code(own != send.fallback.end() ? std::string_view(own->second) : status->fallback);
  }
  return nullptr;
}

std::vector<MapProblem> apply_form(OrderResponse& response, const Send& send) {
  std::vector<MapProblem> wrong;
  const bool bare = response.lines.empty();  // of a change of an order's head, or of a cancellation
  // Said of the whole: no line says so, or whatever its lines say.
  const bool said = (bare && response.kind == "rejected") || response.kind == "acknowledged_held";
  const std::string_view rolled = said ? kind_of_word(response.kind)->word : roll_up(response);
  const auto own =
      said || bare ? send.roll_up.end() : send.roll_up.find(std::string(lines_come_to(response).word));
  const ResponseKind* kind = taken_kind(rolled, own == send.roll_up.end() ? std::string_view() : own->second,
                                        send, bare ? ResponseDetail::none : send.detail);
  if (kind == nullptr) {
    return {{.sentence = fmt::format("the partner takes no header code that says '{}'", rolled),
             .next = "add one to `kinds` in partner.yaml"}};
  }
  response.kind = kind->word;
  if (kind->code == "AK" || kind->code == "RJ") response.lines.clear();
  if (kind->code == "AE" || kind->code == "RF") std::erase_if(response.lines, plainly_accepted);
  take_codes(response, send, wrong);
  count_lines(response);
  return wrong;
}

std::optional<Order> changed_order(const Order& order, std::span<const LineDecision> decisions,
                                   const ReferenceData* reference) {
  if (std::all_of(decisions.begin(), decisions.end(), [](const LineDecision& d) { return d.as_ordered(); }))
    return std::nullopt;
  Order out = order;
  out.lines.clear();
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (decisions[i].rejected()) continue;
    change_line(out.lines.emplace_back(order.lines[i]), decisions[i], reference);
    promise_days(out.lines.back(), decisions[i]);
  }
  if (std::any_of(decisions.begin(), decisions.end(), totals_change)) out.totals = {};
  return out;
}

}  // namespace transom
