// A sentence a line and kind of change, with both figures. Days are compared with the last one that the order
// gives, of shipping or of delivery as the answer speaks of either: of its line, else of the whole.
//
// Refused: holding the answer. It says what the supplier will do, and whoever plans by it needs it today.
#include "order/answer_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "order/answer_check.hpp"
#include "order/invoice_sum.hpp"
#include "order/money.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

constexpr std::array<std::string_view, 3> latest_shipping{"ship_no_later", "cancel_after", "requested_ship"};
constexpr std::array<std::string_view, 4> latest_delivery{"deliver_no_later", "must_arrive_by", "required_by",
                                                          "requested_delivery"};
constexpr std::array<std::string_view, 3> promised_shipping{"promised_ship", "scheduled_ship",
                                                            "current_schedule_ship"};
constexpr std::array<std::string_view, 4> promised_delivery{
    "promised_delivery", "scheduled_delivery", "current_schedule_delivery", "estimated_delivery"};

bool among(std::span<const std::string_view> kinds, const std::string& kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::optional<Date> first_of(const std::vector<TradeDate>& dates, std::span<const std::string_view> kinds) {
  for (const std::string_view kind : kinds) {
    for (const TradeDate& date : dates)
      if (date.kind == kind && date.date) return date.date;
  }
  return std::nullopt;
}

// How many of a line come when.
struct Parts {
  Fraction comes, later, never, unsaid;
  std::optional<Date> day;  // of those that come later
  bool said = false;        // BP alone: some come and some later, and nobody says how many
};

class Changes {
 public:
  Changes(const Order& order, const OrderResponse& response, const MatchSettings& settings,
          const UnitFactors& factors)
      : response_(response),
        settings_(settings),
        history_{order.number, &order, {}, {}, {}},
        book_(history_, factors, {}, {}) {}

  Disagreements run() {
    for (const ResponseLine& said : response_.lines) {
      const BookLine* line = book_.find(said.number, said.ids, true).line;
      if (line == nullptr) continue;
      answered_.insert(line);
      place_ = fmt::format("line {}", line->line->number);
      name_ = fmt::format("line {} of order {}", visible(line->line->number, 20),
                          visible(book_.order().number, 40));
      if (said.answers.empty()) continue;
      judge_quantity(*line, said);
      judge_price(*line, said);
      judge_item(*line, said);
      judge_days(*line, said);
    }
    judge_missing();
    return std::move(out_);
  }

 private:
  void say(TradeCheck check, std::string sentence) {
    if (settings_.effect(check) == CheckEffect::off) return;
    out_.push_back({check, place_, std::move(sentence),
                    fmt::format("take it (`transom settle` with the reason), or change or cancel the order; "
                                "`match:` and `tolerance:` under the {} in partner.yaml say what need not be "
                                "looked at",
                                response_.answer_to.empty() ? "855" : "865")});
  }

  [[nodiscard]] Parts parts_of(const BookLine& line, const ResponseLine& said) const {
    Parts out;
    for (const LineAnswer& answer : said.answers) {
      const LineStatus* status = status_of_word(answer.status);
      const Fate fate = status != nullptr ? status->fate : Fate::changed;
      const auto& quantity = answer.quantity ? answer.quantity : line.line->quantity;
      if (!quantity) continue;
      const std::string& unit = answer.unit.empty() ? said.unit : answer.unit;
      const Fraction count = book_.in_order_unit(line, *quantity, answer.quantity ? unit : line.line->unit);
      if (status != nullptr && status->code == "BP") out.said = true;
      Fraction& of = fate == Fate::deferred   ? out.later
                     : fate == Fate::rejected ? out.never
                     : fate == Fate::held     ? out.unsaid
                                              : out.comes;
      of += count;
      if (fate != Fate::deferred) continue;
      for (const TradeDate& date : answer.dates)
        if (date.date) out.day = date.date;
    }
    return out;
  }

  void judge_quantity(const BookLine& line, const ResponseLine& said) {
    if (!line.line->quantity) return;
    const Fraction ordered = *line.line->quantity;
    const Parts parts = parts_of(line, said);
    const std::string of = fmt::format("of {} {}", ordered.to_string(), line.line->unit);
    const std::string day = parts.day ? fmt::format(" ({})", parts.day->iso()) : std::string();
    if (parts.said && said.answers.size() == 1)
      return say(TradeCheck::quantity, fmt::format("{}: a part {} comes later{}", name_, of, day));
    if (!parts.comes.is_known() || absolute(ordered - parts.comes) <= room(settings_.quantity, ordered))
      return;
    std::string rest;
    const auto tell = [&](const Fraction& count, std::string_view what, const std::string& behind) {
      if (!count.is_zero() && count.is_known())
        rest += fmt::format(", {} {}{}", count.to_string(), what, behind);
    };
    tell(parts.later, "later", day);
    tell(parts.never, "not at all", {});
    tell(parts.unsaid, "nobody knows when", {});
    say(TradeCheck::quantity, fmt::format("{}: {} {} come{}", name_, parts.comes.to_string(), of, rest));
  }

  // A price that an answer speaks of; of one that none does the match is told.
  void judge_price(const BookLine& line, const ResponseLine& said) {
    const auto has = [&](std::string_view code) {
      return std::any_of(said.answers.begin(), said.answers.end(), [&](const LineAnswer& answer) {
        const LineStatus* status = status_of_word(answer.status);
        return status != nullptr && status->code == code;
      });
    };
    if (has("IE")) say(TradeCheck::price, fmt::format("{}: its price is not said yet", name_));
    if (has("IP") && !names_other_price(*line.line, said))
      return say(TradeCheck::price, fmt::format("{}: it says that the price changed, and names {}", name_,
                                                said.price ? "the one ordered" : "none"));
    if (!said.price || !line.line->price) return;
    const std::string& unit = said.unit.empty() ? line.line->unit : said.unit;
    const std::string& basis = said.price_basis.empty() ? line.line->price_basis : said.price_basis;
    if (*said.price == *line.line->price && unit == line.line->unit && basis == line.line->price_basis)
      return;
    const Decimal one = Decimal::whole(1);
    const Fraction theirs = extension(one, unit, said.price, basis) / book_.in_order_unit(line, one, unit);
    const Fraction ours = extension(one, line.line->unit, line.line->price, line.line->price_basis);
    if (absolute(theirs - ours) <= room(settings_.price, ours)) return;
    say(TradeCheck::price, fmt::format("{}: the price is {}, but {} was ordered", name_,
                                       said.price->to_plain(), line.line->price->to_plain()));
  }

  void judge_item(const BookLine& line, const ResponseLine& said) {
    for (const LineAnswer& answer : said.answers) {
      const LineStatus* status = status_of_word(answer.status);
      if (status != nullptr && status->code == "IS" && !names_other_item(*line.line, said, answer))
        return say(TradeCheck::item, fmt::format("{}: another item comes, and nobody says which", name_));
      if (answer.ids.empty() || share_item(answer.ids, line.line->ids)) continue;
      return say(TradeCheck::item,
                 fmt::format("{}: another item comes, {} {}", name_, answer.ids.front().kind,
                             visible(answer.ids.front().value, 40)));
    }
  }

  void judge_days(const BookLine& line, const ResponseLine& said) {
    judge_days(line, said.dates);
    for (const LineAnswer& answer : said.answers) {
      const LineStatus* status = status_of_word(answer.status);
      if (status == nullptr || status->fate != Fate::rejected) judge_days(line, answer.dates);
    }
  }

  void judge_days(const BookLine& line, const std::vector<TradeDate>& dates) {
    for (const TradeDate& date : dates) {
      if (!date.date) continue;
      if (among(promised_shipping, date.kind)) judge_day(line, *date.date, latest_shipping, "ships");
      if (among(promised_delivery, date.kind)) judge_day(line, *date.date, latest_delivery, "arrives");
    }
  }

  void judge_day(const BookLine& line, const Date& day, std::span<const std::string_view> kinds,
                 std::string_view verb) {
    auto wanted = first_of(line.line->dates, kinds);
    if (!wanted) wanted = first_of(book_.order().dates, kinds);
    if (!wanted || day.days() - settings_.days <= wanted->days()) return;
    say(TradeCheck::dates,
        fmt::format("{}: it {} on {}, but is wanted by {}", name_, verb, day.iso(), wanted->iso()));
  }

  // An answer that lists only exceptions, or no lines, says of the others that they are as ordered.
  void judge_missing() {
    const ResponseKind* kind = kind_of_word(response_.kind);
    const bool exceptions = kind != nullptr && (kind->code == "AE" || kind->code == "RF");
    if (response_.lines.empty() || exceptions) return;
    for (const BookLine& line : book_.lines()) {
      if (answered_.contains(&line)) continue;
      place_ = fmt::format("line {}", line.line->number);
      say(TradeCheck::line, fmt::format("line {} of order {} is not answered", visible(line.line->number, 20),
                                        visible(book_.order().number, 40)));
    }
  }

  const OrderResponse& response_;
  const MatchSettings& settings_;
  OrderHistory history_;
  OrderBook book_;
  std::set<const BookLine*> answered_;
  std::string place_, name_;
  Disagreements out_;
};

}  // namespace

Disagreements answer_changes(const Order& order, const OrderResponse& response, const MatchSettings& settings,
                             const UnitFactors& factors) {
  if (is_interim(response) || refuses_order(response)) return {};
  return Changes(order, response, settings, factors).run();
}

}  // namespace transom
