// `--line` and `--price` of a hold's decision: each names a line once, and says something that can be meant.
//
// Whatever is not understood ends the command before anything is decided, with the words to write instead:
// the answer goes to the buyer, and what was sent is not taken back. A price without an answer, or with a
// code that stands for no price, and more than was ordered are slips of the hand far more often than they are
// meant; a rule that proposes a quantity is the proof that it is.
#include "engine/given_answers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

// "2=IR" as line and the rest.
std::pair<std::string, std::string> split(const std::string& text, std::string_view option) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    throw Failure(FailureKind::usage, std::string(option),
                  fmt::format("'{}' says nothing", visible(text, 60)),
                  option == "--line" ? "write it as 2=IR" : "write it as 2=18.50");
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

Failure said_twice(std::string_view option, const std::string& line) {
  return {FailureKind::usage, std::string(option), fmt::format("line {} is named twice", visible(line, 20)),
          "say once what is to become of it"};
}

// A code that says that something changed, and nothing does.
void check_says_what(const OrderLine& line, const LineDecision& decision) {
  if (decision.parts.size() > 1) return;
  const std::string_view code = decision.parts.front().status->code;
  const bool nothing = (code == "IC" && decision.change.empty()) ||
                       (code == "IQ" && line.quantity && !decision.change.quantity);
  if (!nothing) return;
  throw Failure(FailureKind::usage, fmt::format("--line {}", visible(line.number, 20)),
                fmt::format("{} says that something is changed, and no rule suggests what", code),
                "say what: IP with --price, IQ:QUANTITY, IB:QUANTITY@DATE; or IA, as it was ordered");
}

// A price that was worked out for the unit or quantity that a rule gives the line, and IP takes neither.
void check_price_fits(const OrderLine& line, const std::string& said, const std::vector<Ruling>& rulings) {
  const bool recounted = std::any_of(rulings.begin(), rulings.end(), [&](const Ruling& ruling) {
    const bool changes = ruling.action == RuleAction::change && ruling.line == line.number;
    return changes && (changes_unit(line, ruling.change) || ruling.change.quantity);
  });
  if (!recounted || to_upper(said).find("IP") == std::string::npos) return;
  throw Failure(
      FailureKind::usage, fmt::format("--line {}", visible(line.number, 20)),
      "the suggested price belongs to the unit or quantity that a rule gives the line",
      fmt::format("say IC, which takes all that is suggested, or IP with --price {}=PRICE", line.number));
}

// What a slip of the hand would say: a price that no code stands for, more than was ordered. A rule that
// proposes more (full cartons, say) shows that it is meant, up to what it proposes.
void check_plausible(const OrderLine& line, const LineDecision& decision, const LineChange& suggested,
                     bool priced) {
  const auto changes_price = [](const LinePart& part) {
    return part.status->code == "IP" || part.status->code == "IC";
  };
  if (priced && std::none_of(decision.parts.begin(), decision.parts.end(), changes_price)) {
    throw Failure(FailureKind::usage, "--price",
                  fmt::format("line {} gets a price, but its code is not IP", visible(line.number, 20)),
                  "answer it with IP, or leave the price out");
  }
  check_says_what(line, decision);
  if (!decision.change.quantity || !line.quantity || !decision.change.unit.empty()) return;
  const Decimal most = std::max(*line.quantity, suggested.quantity.value_or(*line.quantity));
  if (*decision.change.quantity <= most) return;
  throw Failure(FailureKind::usage, fmt::format("--line {}", visible(line.number, 20)),
                fmt::format("{} is more than the {} ordered", decision.change.quantity->to_plain(),
                            line.quantity->to_plain()),
                fmt::format("accept at most {}; for more the buyer changes his order", most.to_plain()));
}

}  // namespace

GivenAnswers::GivenAnswers(const HoldRequest& request, const Order& order, const std::vector<Ruling>& rulings,
                           std::function<bool(const std::string& line)> touched)
    : request_(request), order_(order), rulings_(rulings), touched_(std::move(touched)) {}

std::size_t GivenAnswers::line_named(const std::string& number, std::string_view option) const {
  const auto found = std::find_if(order_.lines.begin(), order_.lines.end(),
                                  [&](const OrderLine& line) { return line.number == number; });
  if (found == order_.lines.end()) {
    std::vector<std::string_view> numbers;
    for (const auto& line : order_.lines) numbers.push_back(line.number);
    throw Failure(FailureKind::usage, std::string(option),
                  fmt::format("the order has no line {}", visible(number, 20)), suggestion(number, numbers));
  }
  const auto again = [&](const OrderLine& line) { return line.number == number; };
  if (std::count_if(order_.lines.begin(), order_.lines.end(), again) > 1) {
    throw Failure(FailureKind::usage, std::string(option),
                  fmt::format("the order has two lines numbered {}: which one is meant cannot be said",
                              visible(number, 20)),
                  "decide it as a whole, without this line, or have the buyer number them apart");
  }
  if (touched_ && !touched_(number)) {
    throw Failure(FailureKind::usage, std::string(option),
                  fmt::format("the change says nothing about line {}", visible(number, 20)));
  }
  return static_cast<std::size_t>(found - order_.lines.begin());
}

LineChange GivenAnswers::suggested_for(const std::string& line) const {
  LineChange out;
  for (const auto& ruling : rulings_) {
    if (ruling.line != line) continue;
    if (ruling.change.price) out.price = ruling.change.price;
    if (ruling.change.quantity) out.quantity = ruling.change.quantity;
    if (!ruling.change.item.empty()) out.item = ruling.change.item;
    if (!ruling.change.unit.empty()) out.unit = ruling.change.unit;
    if (ruling.change.backorder) out.backorder = ruling.change.backorder;
    if (ruling.change.date) out.date = ruling.change.date;
  }
  return out;
}

std::map<std::string, Decimal> GivenAnswers::prices_given() const {
  std::map<std::string, Decimal> prices;
  for (const auto& text : request_.prices) {
    const auto [line, value] = split(text, "--price");
    const auto price = Decimal::parse(value);
    if (!price || price->is_negative())
      throw Failure(FailureKind::usage, "--price", fmt::format("'{}' is no price", visible(value, 40)));
    (void)line_named(line, "--price");
    if (!prices.emplace(line, *price).second) throw said_twice("--price", line);
  }
  return prices;
}

std::vector<GivenAnswer> GivenAnswers::lay_over(std::vector<LineDecision>& decisions) const {
  std::map<std::string, Decimal> prices = prices_given();
  std::set<std::string> answered;
  std::vector<GivenAnswer> given;
  for (const auto& text : request_.lines) {
    const auto [number, said] = split(text, "--line");
    const std::size_t at = line_named(number, "--line");
    if (!answered.insert(number).second) throw said_twice("--line", number);
    std::optional<Decimal> price;
    if (const auto found = prices.find(number); found != prices.end()) price = found->second;
    prices.erase(number);
    const LineChange suggested = suggested_for(number);
    if (!price) check_price_fits(order_.lines[at], said, rulings_);
    decisions[at] = decide_line(order_.lines[at], said, suggested, price);
    check_plausible(order_.lines[at], decisions[at], suggested, price.has_value());
    const LineChange& change = decisions[at].change;
    given.push_back({number, said, change, change});
    if (price) given.back().taken.price.reset();
    if (said.find(':') != std::string::npos) given.back().taken.quantity.reset();
    if (said.find('@') != std::string::npos) given.back().taken.date.reset();
  }
  if (prices.empty()) return given;
  throw Failure(FailureKind::usage, "--price",
                fmt::format("line {} gets a price but no answer", visible(prices.begin()->first, 20)),
                fmt::format("add --line {}=IP", prices.begin()->first));
}

}  // namespace transom
