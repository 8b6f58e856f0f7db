// `--line` and `--price` of a hold's decision: each names a line once, and says something that can be meant.
//
// Whatever is not understood ends the command before anything is decided, with the words to write instead:
// the answer goes to the buyer, and what was sent is not taken back. A price without an answer, or with a
// code that stands for no price, and more than was ordered are slips of the hand far more often than they are
// meant; a rule that proposes a quantity is the proof that it is.
#include "engine/given_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "engine/decide_said.hpp"
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

// What a slip of the hand would say: a price that no code stands for, more than was ordered. A rule that
// proposes more (full cartons, say) shows that it is meant, up to what it proposes.
void check_plausible(const OrderLine& line, const SaidOfLine& said, const RulingsByLine& suggested) {
  const auto changes_price = [](const LinePart& part) {
    return part.status->code == "IP" || part.status->code == "IC";
  };
  if (said.price && std::none_of(said.parts.begin(), said.parts.end(), changes_price)) {
    throw Failure(FailureKind::usage, "--price",
                  fmt::format("line {} gets a price, but its code is not IP", visible(line.number, 20)),
                  "answer it with IP, or leave the price out");
  }
  if (!said.quantity || *said.quantity <= *line.quantity) return;
  Decimal most = *line.quantity;
  for (const Ruling* ruling : suggested.of(line.number))
    most = std::max(most, ruling->change.quantity.value_or(most));
  if (*said.quantity <= most) return;
  throw Failure(
      FailureKind::usage, fmt::format("--line {}", visible(line.number, 20)),
      fmt::format("{} is more than the {} ordered", said.quantity->to_plain(), line.quantity->to_plain()),
      fmt::format("accept at most {}; for more the buyer changes his order", most.to_plain()));
}

}  // namespace

GivenAnswers::GivenAnswers(const HoldRequest& request, const Order& order,
                           const std::vector<Ruling>& suggested,
                           std::function<bool(const std::string& line)> touched)
    : request_(request), order_(order), touched_(std::move(touched)) {
  read(suggested);
}

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

void GivenAnswers::read(const std::vector<Ruling>& suggested) {
  const RulingsByLine by_line(suggested);
  std::map<std::string, Decimal> prices = prices_given();
  std::set<std::string> answered;
  for (const auto& text : request_.lines) {
    const auto [number, said] = split(text, "--line");
    const std::size_t at = line_named(number, "--line");
    if (!answered.insert(number).second) throw said_twice("--line", number);
    std::optional<Decimal> price;
    if (const auto found = prices.find(number); found != prices.end()) price = found->second;
    prices.erase(number);
    answers_.push_back({at, read_said(order_.lines[at], said, price)});
    check_plausible(order_.lines[at], answers_.back().said, by_line);
  }
  if (prices.empty()) return;
  throw Failure(FailureKind::usage, "--price",
                fmt::format("line {} gets a price but no answer", visible(prices.begin()->first, 20)),
                fmt::format("add --line {}=IP", prices.begin()->first));
}

OrderAsAnswered GivenAnswers::as_answered() const {
  OrderAsAnswered out{order_, {}};
  std::set<std::size_t> rejected;
  for (const Answer& answer : answers_) {
    OrderLine& line = out.order.lines[answer.line];
    const auto& parts = answer.said.parts;
    out.leaves[line.number] = leave_of(answer.said);
    if (LineDecision{parts, {}}.rejected()) rejected.insert(answer.line);
    if (answer.said.price) line.price = answer.said.price;
    if (answer.said.quantity) line.quantity = answer.said.quantity;
  }
  for (auto at = rejected.rbegin(); at != rejected.rend(); ++at)
    out.order.lines.erase(out.order.lines.begin() + static_cast<std::ptrdiff_t>(*at));
  return out;
}

std::vector<GivenAnswer> GivenAnswers::lay_over(std::vector<LineDecision>& decisions,
                                                const std::vector<Ruling>& in_force, Precedence first) const {
  const RulingsByLine by_line(in_force);
  std::vector<GivenAnswer> given;
  for (const Answer& answer : answers_) {
    const OrderLine& line = order_.lines[answer.line];
    LineDecision& decision = decisions[answer.line];
    decision = decide_line(line, answer.said, by_line.of(line.number), first);
    given.push_back({line.number, text_of(line, decision), decision.change});
  }
  return given;
}

}  // namespace transom
