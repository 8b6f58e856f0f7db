// A change against the history of its order, and what is answered to it: a row for each reason why a change
// waits for a person, and for each way in which its lines may be decided.
#include <doctest/doctest.h>

#include <functional>

#include "engine/change_outcome.hpp"
#include "engine/standing_order.hpp"
#include "unit/engine/some_changes.hpp"

namespace transom {
namespace {

std::string codes(const std::vector<ChangeProblem>& problems) {
  std::string out;
  for (const ChangeProblem& problem : problems)
    out += (out.empty() ? "" : " ") + std::string(problem.obstacle ? "!" : "") + problem.code;
  return out;
}

TEST_CASE("what the history of an order says against a change") {
  const Order order = some_order();
  struct Row {
    const char* name;
    std::vector<BusinessRecord> story;
    OrderChange change;
    const char* want;
    std::int64_t number = 0;
  };
  OrderChange copy = some_change("", nullptr);
  const Row rows[] = {
      {"nothing", {row(1, order, Verdict::accepted)}, some_change(), ""},
      {"no order", {}, some_change(), "!unknown-order"},
      {"the order waits", {row(1, order, Verdict::held)}, some_change(), "!order-held"},
      {"the order was rejected", {row(1, order, Verdict::rejected)}, some_change(), "!order-rejected"},
      {"rejected, and ordered again",
       {row(1, order, Verdict::rejected), row(2, order, Verdict::accepted)},
       some_change(),
       ""},
      {"replaced by a replay, and held",
       {row(1, order, Verdict::replaced), row(2, order, Verdict::held)},
       some_change(),
       "!order-held"},
      {"cancelled",
       {row(1, order, Verdict::accepted), taken(2, some_change("1"), true)},
       some_change(),
       "!order-cancelled"},
      {"the next one", {row(1, order, Verdict::accepted), taken(2, some_change("1"))}, some_change(), ""},
      {"the same number",
       {row(1, order, Verdict::accepted), taken(2, some_change("2"))},
       some_change(),
       "duplicate-change"},
      {"the same number, with a zero in front",
       {row(1, order, Verdict::accepted), taken(2, some_change("02"))},
       some_change(),
       "duplicate-change"},
      {"the next one, the one before with a zero in front",
       {row(1, order, Verdict::accepted), taken(2, some_change("01"))},
       some_change(),
       ""},
      {"the same number, rejected then",
       {row(1, order, Verdict::accepted), row(2, some_change("2"), Verdict::rejected)},
       some_change(),
       ""},
      {"no number, the same content",
       {row(1, order, Verdict::accepted), taken(2, copy)},
       copy,
       "duplicate-change"},
      {"no number, other content",
       {row(1, order, Verdict::accepted), taken(2, copy)},
       some_change("", "2026-03-05"),
       ""},
      {"an earlier one waits",
       {row(1, order, Verdict::accepted), row(2, some_change("1"), Verdict::held)},
       some_change(),
       "change-waits"},
      {"older by its number",
       {row(1, order, Verdict::accepted), taken(2, some_change("10"))},
       some_change("9"),
       "change-older"},
      {"older by its day",
       {row(1, order, Verdict::accepted), taken(2, some_change("", "2026-03-06"))},
       some_change("", "2026-03-05"),
       "change-older"},
      {"came before its order, and was released when that was there",
       {taken(1, some_change("2")), row(2, order, Verdict::accepted)},
       some_change(),
       "duplicate-change"},
      {"of an order that stood before under the same number",
       {row(1, order, Verdict::accepted), taken(2, some_change("2")), row(3, order, Verdict::accepted)},
       some_change(),
       ""},
      {"came before its order, and waits still",
       {row(1, some_change("1"), Verdict::held), row(2, order, Verdict::accepted)},
       some_change(),
       "change-waits"},
      {"a later one was taken while it waited",
       {row(1, order, Verdict::accepted), taken(3, some_change("3"))},
       some_change(),
       "!change-overtaken",
       2},
  };
  for (const Row& one : rows) {
    INFO(one.name);
    const StandingOrder standing = standing_order(one.story, "", false, {one.number});
    CHECK(codes(history_problems(standing, one.change, {one.number})) == one.want);
  }
}

TEST_CASE("an order stands as its last change left it") {
  OrderChange change = some_change("1");
  change.result = some_order();
  change.result.lines.pop_back();
  BusinessRecord kept = row(2, some_change("1"), Verdict::changed);
  kept.changed = to_json(change);
  const StandingOrder standing = standing_order({row(1, some_order(), Verdict::accepted), kept}, "", false);
  CHECK(standing.state == OrderState::stands);
  CHECK(standing.order == change.result);
  CHECK(standing.base.id == BusinessId{1});
  CHECK(standing.changes.size() == 1);
  CHECK(standing_order({row(1, some_order(), Verdict::accepted)}, "7", false).state == OrderState::unknown);
  CHECK(standing_order({row(1, some_order(), Verdict::accepted)}, "", true).state == OrderState::unknown);

  BusinessRecord release = row(1, some_order(), Verdict::accepted);
  release.release = "0007";
  CHECK(standing_order({release}, "7", false).state == OrderState::stands);
}

std::string told(const std::vector<Difference>& differences) {
  std::string out;
  for (const Difference& one : differences) out += (out.empty() ? "" : "; ") + one.text;
  return out;
}

// "1 quantity_decrease accepted 12, 3 delete_item accepted 48"
std::string said(const OrderResponse& response) {
  std::string out = response.kind;
  for (const ResponseLine& one : response.lines) {
    out += ", " + one.number + " " + one.change;
    for (const LineAnswer& answer : one.answers)
      out += " " + answer.status + " " + (answer.quantity ? answer.quantity->to_plain() : "-");
  }
  return out;
}

Ruling ruling(RuleAction action, const char* line, const char* code, LineChange change = {}) {
  return {.rule = "a-rule",
          .action = action,
          .line = line,
          .code = code,
          .change = std::move(change),
          .sentence = "so it is",
          .next = "",
          .owner = "orders"};
}

TEST_CASE("the decided change: the order then, and the answer") {
  struct Row {
    const char* name;
    std::vector<Ruling> rulings;
    std::function<void(OrderChange&)> edit;
    bool declined;
    const char *differences, *response;
  };
  LineChange cheaper, fewer;
  cheaper.price = Decimal::parse("9.00");
  fewer.backorder = Decimal::parse("8");
  const Row rows[] = {
      {"as asked",
       {},
       nullptr,
       false,
       "line 1: quantity 24 -> 12; line 4 added: 18 EA vendor part ITEM-4 at 9.2; line 3 deleted: 48 EA "
       "vendor part "
       "ITEM-3 at 4.95",
       "accepted, 1 quantity_decrease accepted 12, 3 delete_item accepted 48, 4 add_item accepted 18"},
      {"the new line is rejected",
       {ruling(RuleAction::reject, "4", "R2")},
       nullptr,
       false,
       "line 1: quantity 24 -> 12; line 3 deleted: 48 EA vendor part ITEM-3 at 4.95",
       "accepted_with_changes, 1 quantity_decrease accepted 12, 3 delete_item accepted 48, 4 add_item "
       "invalid_item 18"},
      {"a changed line is rejected: it stays as it was",
       {ruling(RuleAction::reject, "1", "IR")},
       nullptr,
       false,
       "line 4 added: 18 EA vendor part ITEM-4 at 9.2; line 3 deleted: 48 EA vendor part ITEM-3 at 4.95",
       "accepted_with_changes, 1 quantity_decrease rejected 12, 3 delete_item accepted 48, 4 add_item "
       "accepted 18"},
      {"a rule changes the price",
       {ruling(RuleAction::change, "4", "IP", cheaper)},
       nullptr,
       false,
       "line 1: quantity 24 -> 12; line 4 added: 18 EA vendor part ITEM-4 at 9; line 3 deleted: 48 EA vendor "
       "part "
       "ITEM-3 at 4.95",
       "accepted_with_changes, 1 quantity_decrease accepted 12, 3 delete_item accepted 48, 4 add_item "
       "price_changed "
       "18"},
      {"a part comes later",
       {ruling(RuleAction::change, "4", "IB", fewer)},
       nullptr,
       false,
       "line 1: quantity 24 -> 12; line 4 added: 18 EA vendor part ITEM-4 at 9.2; line 3 deleted: 48 EA "
       "vendor part "
       "ITEM-3 at 4.95",
       "accepted_with_changes, 1 quantity_decrease accepted 12, 3 delete_item accepted 48, 4 add_item "
       "accepted 10 "
       "backordered 8"},
      {"all of it is refused",
       {},
       nullptr,
       true,
       "",
       "rejected, 1 quantity_decrease rejected 12, 3 delete_item rejected 48, 4 add_item rejected 18"},
      {"its only line is rejected",
       {ruling(RuleAction::reject, "1", "IR")},
       [](OrderChange& change) { change.lines.resize(1); },
       false,
       "",
       "rejected, 1 quantity_decrease rejected 12"},
      {"only the head changes",
       {},
       [](OrderChange& change) {
         change.lines.clear();
         change.contract = "K-9";
       },
       false,
       "contract is K-9, was not given",
       "accepted"},
      {"cancelled",
       {},
       [](OrderChange& change) {
         change.lines.clear();
         change.purpose = "cancel";
       },
       false,
       "the order is cancelled",
       "accepted"},
      {"a ruling on a line that the change does not touch",
       {ruling(RuleAction::reject, "2", "IR")},
       [](OrderChange& change) { change.lines.resize(1); },
       false,
       "line 1: quantity 24 -> 12",
       "accepted, 1 quantity_decrease accepted 12"},
  };
  for (const Row& one : rows) {
    INFO(one.name);
    const Order before = some_order();
    OrderChange change = some_change();
    if (one.edit) one.edit(change);
    const ChangedOrder after = change_order(before, change);
    REQUIRE(after.possible());
    const auto rulings = rulings_of_change(after, one.rulings);
    const ChangeOutcome outcome = decide_change(before, change, after, decide_lines(after.order, rulings),
                                                one.declined, *Date::parse_iso("2026-03-06"), nullptr);
    CHECK(told(outcome.change.differences) == one.differences);
    CHECK(said(outcome.response) == one.response);
    CHECK(outcome.declined == (outcome.response.kind == "rejected"));
    CHECK(outcome.response.answer_to == "order_change");
    CHECK(outcome.response.change_sequence == "2");
    const bool stands = !outcome.declined && change.purpose != "cancel";
    CHECK((outcome.change.result != Order{}) == stands);
    if (stands) CHECK(told(differences(before, outcome.change.result)) == one.differences);
  }
}

TEST_CASE("an answer without lines says so in its header") {
  OrderResponse response;
  response.kind = "accepted";
  response.answer_to = "order_change";
  CHECK(apply_form(response, Send{}).empty());
  CHECK(response.kind == "acknowledged");
  response.kind = "rejected";
  CHECK(apply_form(response, Send{}).empty());
  CHECK(response.kind == "rejected_without_detail");
}

}  // namespace
}  // namespace transom
