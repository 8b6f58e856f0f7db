// Decisions about lines, the answers that say so, and how a partner's terms bend them.
#include "engine/respond.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "engine/decide_said.hpp"
#include "mapping/line_leave.hpp"
#include "order/answer_check.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

Decimal number(std::string_view text) {
  return *Decimal::parse(text);
}

Order order_of(int lines) {
  Order order;
  order.number = "4711";
  for (int i = 1; i <= lines; ++i) {
    OrderLine& line = order.lines.emplace_back();
    line.number = std::to_string(i);
    line.quantity = Decimal::whole(12);
    line.unit = "EA";
    line.price = number("10.00");
    line.ids = {{"upc", "012345678905"}, {"buyer_part", "77"}};
  }
  return order;
}

Ruling ruling(RuleAction action, std::string line, std::string code, LineChange change = {}) {
  return {.rule = "r", .action = action, .line = std::move(line), .code = std::move(code), .change = change};
}

// What becomes of the line by a word of which the rulings were asked.
LineDecision by_word(const OrderLine& line, std::string_view text, std::vector<Ruling> rulings) {
  const SaidOfLine said = read_said(line, text, std::nullopt);
  const LineLeave word = leave_of(said);
  std::erase_if(rulings, [&](Ruling& one) { return !mapping::leave(one, word, line); });
  const RulingsByLine by_line(rulings);
  return decide_line(line, said, by_line.of(line.number));
}

LineDecision by_word(const OrderLine& line, std::string_view text, const LineChange& suggested) {
  Ruling hold = ruling(RuleAction::hold, line.number, "", suggested);
  hold.sentence = "24 of another";
  return by_word(line, text, {hold});
}

std::string told(const LineDecision& decision) {
  std::string out;
  for (const LinePart& part : decision.parts) {
    out += fmt::format("{} {}", part.status->code, part.quantity->to_plain());
    out += (part.date ? "@" + part.date->iso() : std::string()) + " ";
  }
  return out + "{" + to_text(decision.change) + "}";
}

// "1: IA 12; 2: IB 4 @2026-03-20" and the header's code in front.
std::string told(const OrderResponse& response) {
  std::string out = std::string(kind_of_word(response.kind)->code);
  for (const auto& line : response.lines) {
    out += fmt::format("; {}:", line.number);
    for (const auto& answer : line.answers) {
      out += fmt::format(" {} {}", status_of_word(answer.status)->code,
                         answer.quantity ? answer.quantity->to_plain() : "-");
      for (const auto& date : answer.dates) out += "@" + date.date->iso();
      for (const auto& id : answer.ids) out += "=" + id.value;
    }
  }
  return out;
}

struct Row {
  const char* name;
  std::vector<Ruling> rulings;
  const char *want, *goes_on;  // the ERP's lines: "1: 12 at 10.00"
};

TEST_CASE("rulings become one answer a line, in parts that add up") {
  using enum RuleAction;
  const Row rows[] = {
      {"nothing", {}, "AD; 1: IA 12; 2: IA 12", ""},
      {"holds and warnings decide nothing",
       {ruling(hold, "1", "IP"), ruling(warn, "2", "IR")},
       "AD; 1: IA 12; 2: IA 12",
       ""},
      {"price",
       {ruling(change, "1", "IP", {.price = number("9.50")})},
       "AC; 1: IP 12; 2: IA 12",
       "1: 12 at 9.50; 2: 12 at 10.00"},
      {"price and item are several changes",
       {ruling(change, "1", "IP", {.price = number("9")}), ruling(change, "1", "IS", {.item = "B2"})},
       "AC; 1: IC 12=B2; 2: IA 12",
       "1: 12 at 9 B2; 2: 12 at 10.00"},
      {"a part comes later",
       {ruling(change, "2", "IB", {.backorder = number("4"), .date = Date{2026, 3, 20}})},
       "AC; 1: IA 12; 2: IA 8 IB 4@2026-03-20",
       "1: 12 at 10.00; 2: 12 at 10.00 (4 later)"},
      {"all of it comes later",
       {ruling(change, "2", "IB", {.backorder = number("12")})},
       "AC; 1: IA 12; 2: IB 12",
       "1: 12 at 10.00; 2: 12 at 10.00 (12 later)"},
      {"what comes now on one day, what comes later on another",
       {ruling(change, "2", "DR", {.date = Date{2026, 3, 18}}),
        ruling(change, "2", "IB", {.backorder = number("4"), .date = Date{2026, 3, 20}})},
       "AC; 1: IA 12; 2: DR 8@2026-03-18 IB 4@2026-03-20",
       "1: 12 at 10.00; 2: 12 at 10.00 (4 later)"},
      {"more than all cannot come later",
       {ruling(change, "2", "IB", {.backorder = number("99")})},
       "AC; 1: IA 12; 2: IB 12",
       "1: 12 at 10.00; 2: 12 at 10.00 (12 later)"},
      {"a lowered quantity",
       {ruling(change, "1", "IQ", {.quantity = number("10")})},
       "AC; 1: IQ 10 ID 2; 2: IA 12",
       "1: 10 at 10.00; 2: 12 at 10.00"},
      {"a raised quantity",
       {ruling(change, "1", "IQ", {.quantity = number("18")})},
       "AC; 1: IQ 18; 2: IA 12",
       "1: 18 at 10.00; 2: 12 at 10.00"},
      {"a rejection wins",
       {ruling(change, "1", "IP", {.price = number("9")}), ruling(reject, "1", "R2")},
       "AC; 1: R2 12; 2: IA 12",
       "2: 12 at 10.00"},
      {"the stronger rejection",
       {ruling(reject, "1", "IR"), ruling(reject, "1", "R1")},
       "AC; 1: R1 12; 2: IA 12",
       "2: 12 at 10.00"},
      {"the whole order", {ruling(reject, "", "IR")}, "RD; 1: IR 12; 2: IR 12", "none"},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const Order order = order_of(2);
    const auto decisions = decide_lines(order, row.rulings);
    const OrderResponse response = respond(order, decisions, {2026, 3, 2});
    CHECK(told(response) == row.want);
    CHECK(check_answers(order, response).empty());
    const auto changed = changed_order(order, decisions, nullptr);
    std::string goes_on;
    if (changed) {
      for (const auto& line : changed->lines) {
        goes_on += fmt::format("{}{}: {} at {}", goes_on.empty() ? "" : "; ", line.number,
                               line.quantity->to_plain(), line.price->to_string());
        if (line.ids.back().kind == "vendor_part") goes_on += " " + line.ids.back().value;
        if (!line.quantities.empty())
          goes_on += fmt::format(" ({} later)", line.quantities[0].quantity->to_plain());
      }
      if (goes_on.empty()) goes_on = "none";
    }
    CHECK(goes_on == row.goes_on);
    CHECK(all_rejected(decisions) == (goes_on == "none"));
  }
}

TEST_CASE("which code counts on a line that breaks several rules, whatever their order in the file") {
  using enum RuleAction;
  struct Several {
    const char* name;
    std::vector<Ruling> rulings;
    std::vector<std::string> first;
    const char* want;
  };
  const LineChange dearer{.price = number("9")}, fewer{.quantity = number("10")};
  const Several rows[] = {
      {"no contract and an unknown unit",
       {ruling(reject, "1", "R1"), ruling(reject, "1", "R3")},
       {},
       "R3 12"},
      {"an unknown item before all", {ruling(reject, "1", "R3"), ruling(reject, "1", "R2")}, {}, "R2 12"},
      {"the partner's own", {ruling(reject, "1", "R3"), ruling(reject, "1", "R1")}, {"R1"}, "R1 12"},
      {"the first of his", {ruling(reject, "1", "R3"), ruling(reject, "1", "R1")}, {"R3", "R1"}, "R3 12"},
      {"of all lines and of one", {ruling(reject, "", "IR"), ruling(reject, "1", "R1")}, {"IR"}, "IR 12"},
      {"changes", {ruling(change, "1", "IP", dearer), ruling(change, "1", "IQ", fewer)}, {}, "IC 10 ID 2"},
      {"changes, one of them first",
       {ruling(change, "1", "IP", dearer), ruling(change, "1", "IQ", fewer)},
       {"IQ"},
       "IQ 10 ID 2"},
      {"no code goes before a rejection",
       {ruling(change, "1", "IP", dearer), ruling(reject, "1", "IR")},
       {"IP"},
       "IR 12"},
  };
  for (Several row : rows) {
    INFO(std::string(row.name));
    const Order order = order_of(1);
    const std::string want = fmt::format("1: {}", row.want);
    for (int turn = 0; turn < 2; ++turn) {
      const std::string got = told(respond(order, decide_lines(order, row.rulings, row.first), {2026, 3, 2}));
      CHECK(got.substr(4) == want);
      std::reverse(row.rulings.begin(), row.rulings.end());
    }
    for (Ruling& one : row.rulings) one.action = hold;
    const bool rejects = std::string(row.want).starts_with("R");
    if (rejects)
      CHECK(reject_lines(order, row.rulings, row.first)[0].parts[0].status->code ==
            std::string(row.want).substr(0, 2));
  }
}

TEST_CASE("a code alone takes what a hold suggests, and nothing that belongs to something else") {
  struct Row {
    const char *text, *suggested, *want;
  };
  const Row rows[] = {
      {"IQ", "quantity=18", "IQ 18 {quantity=18}"},
      {"IQ", "quantity=6", "IQ 6 ID 6 {quantity=6}"},
      {"IQ:10", "quantity=6", "IQ 10 ID 2 {quantity=10}"},
      {"IC", "quantity=18", "IC 18 {quantity=18}"},
      {"IC", "price=9.50 quantity=6", "IC 6 ID 6 {price=9.50 quantity=6}"},
      {"IC", "price=9.50", "IC 12 {price=9.50}"},
      {"IP", "price=9.50 quantity=6",
       "the suggested price belongs to the unit or quantity that is suggested with it"},
      {"IP", "price=9.50 quantity=24 unit=EA2",
       "the suggested price belongs to the unit or quantity that is suggested with it"},
      {"IQ", "quantity=24 unit=EA2", "IQ cannot take what is suggested (24 of another)"},
      {"IB", "backorder=5 date=2026-03-20", "IA 7 IB 5@2026-03-20 {backorder=5 date=2026-03-20}"},
      {"IB:4", "backorder=5", "the parts come to 4, ordered are 12"},
      {"IB", "backorder=12", "IB 12 {backorder=12}"},
      {"IB", "", "IB 12 {backorder=12}"},
      {"IB", "backorder=5 quantity=18",
       "what comes later was counted in the quantity or unit that is suggested with it"},
      {"IQ", "quantity=0", "IQ cannot take what is suggested (24 of another)"},
      {"IC", "quantity=18 backorder=5 date=2026-03-20",
       "IC 13 IB 5@2026-03-20 {quantity=18 backorder=5 date=2026-03-20}"},
      {"IC", "backorder=5", "IA 7 IB 5 {backorder=5}"},
      {"IC", "price=10.00", "IC says that something is changed, and no rule suggests what"},
      {"IA", "price=9.50 quantity=6", "IA 12 {}"},
      {"IR", "price=9.50 quantity=6", "IR 12 {}"},
      {"IB@2026-03-21", "backorder=5 date=2026-03-20", "IA 7 IB 5@2026-03-21 {backorder=5 date=2026-03-20}"},
      {"IC@2026-03-19", "quantity=18 backorder=5 date=2026-03-20",
       "IC 13@2026-03-19 IB 5@2026-03-20 {quantity=18 backorder=5 date=2026-03-20}"},
      {"DR", "date=2026-03-20", "DR 12@2026-03-20 {date=2026-03-20}"},
      {"DR@2026-03-21", "date=2026-03-20", "DR 12@2026-03-21 {}"},
      {"DR", "", "DR says that it comes on another day, and names none"},
  };
  const Order order = order_of(1);
  for (const Row& row : rows) {
    INFO(fmt::format("{} of {}", row.text, row.suggested));
    std::string got;
    try {
      got = told(by_word(order.lines[0], row.text, *parse_change(row.suggested)));
    } catch (const Failure& failure) {
      got = failure.problem();
    }
    CHECK(got == row.want);
  }
}

TEST_CASE("a word on a line keeps what rules do with it by themselves") {
  using enum RuleAction;
  const auto does = [](const char* change, const char* code = "") {
    return ruling(RuleAction::change, "1", code, *parse_change(change));
  };
  const auto holds = [](const char* change) { return ruling(hold, "1", "", *parse_change(change)); };
  const Ruling later = does("backorder=4 date=2026-03-20", "IB"), dearer = does("price=9.50", "IP");
  const Ruling more = does("quantity=18", "IQ"), other = does("item=B2", "IS"),
               next_day = does("date=2026-03-25", "DR");
  struct Row {
    const char* text;
    std::vector<Ruling> rulings;
    const char* want;
  };
  const Row rows[] = {
      {"IP", {later, holds("price=9.50")}, "IP 8 IB 4@2026-03-20 {price=9.50 backorder=4 date=2026-03-20}"},
      {"IS", {later, holds("item=B2")}, "IS 8 IB 4@2026-03-20 {backorder=4 item=B2 date=2026-03-20}"},
      {"DR@2026-03-27", {later}, "DR 8@2026-03-27 IB 4@2026-03-20 {backorder=4 date=2026-03-20}"},
      {"DR@2026-03-27", {dearer, more}, "IC 18@2026-03-27 {price=9.50 quantity=18}"},
      {"DR@2026-03-27", {other}, "IC 12@2026-03-27 {item=B2}"},
      {"IB@2026-03-27", {later, dearer}, "IP 8 IB 4@2026-03-27 {price=9.50 backorder=4 date=2026-03-20}"},
      {"IP", {next_day, holds("price=9.50")}, "IC 12@2026-03-25 {price=9.50 date=2026-03-25}"},
      {"IC", {later, more}, "IC 14 IB 4@2026-03-20 {quantity=18 backorder=4 date=2026-03-20}"},
      {"IA", {later, dearer, more, other}, "IA 12 {}"},
      {"R4", {later, dearer}, "R4 12 {}"},
      {"DR:8@2026-03-27,IB:4", {dearer, later}, "IC 8@2026-03-27 IB 4 {price=9.50}"},
      {"IQ:10", {other}, "IC 10 ID 2 {quantity=10 item=B2}"},
      {"IA:8,IR:4", {dearer, more}, "IA 8 IR 4 {}"},
      {"IA:8,IB:4", {dearer}, "a rule changes its price, and IA says that it comes as it was ordered"},
      {"IA:8,IB:4", {other}, "a rule changes its item, and IA says that it comes as it was ordered"},
      {"IQ:8", {does("unit=CA quantity=2")}, "is answered in CA, which a rule makes of it, as a whole"},
      {"IQ:8",
       {does("price=8.00 quantity=24")},
       "a rule gives it the price of 24, and another quantity is named"},
      {"IQ:10", {later}, "IQ 6 IB 4@2026-03-20 ID 2 {quantity=10 backorder=4 date=2026-03-20}"},
      {"IQ:18", {more, dearer}, "IC 18 {price=9.50 quantity=18}"},
      {"IP:12", {later}, "nobody knows the changed price"},
  };
  const Order order = order_of(1);
  for (const Row& row : rows) {
    INFO(std::string(row.text));
    std::string got, kept;
    try {
      const LineDecision decision = by_word(order.lines[0], row.text, row.rulings);
      kept = told(decision_kept(order.lines[0], text_of(order.lines[0], decision), decision.change));
      got = told(decision);
    } catch (const Failure& failure) {
      got = kept = failure.problem();
    }
    CHECK(got == row.want);
    CHECK(kept == got);
  }
}

TEST_CASE("a line without a quantity is answered as a whole") {
  OrderLine line = order_of(1).lines[0];
  line.quantity.reset();
  const auto code = [&](const char* text, std::vector<Ruling> rulings = {}) {
    const LineDecision decision = by_word(line, text, std::move(rulings));
    return std::string(decision.parts.at(0).status->code) + (decision.parts[0].date ? "@" : "");
  };
  CHECK(code("IB@2026-03-20") == "IB@");
  CHECK(code("DR@2026-03-20") == "DR@");
  CHECK(code("IB", {ruling(RuleAction::change, "1", "IP", {.price = number("9.50")})}) == "IB");
  CHECK_THROWS_AS((void)code("IB:4"), Failure);
}

TEST_CASE("a word that was kept with its change alone is the decision that it was") {
  const auto kept = [](const char* text, const char* change) {
    return told(decision_kept(order_of(1).lines[0], text, *parse_change(change)));
  };
  CHECK(kept("IC", "quantity=18 backorder=5 date=2026-03-20") ==
        "IC 13 IB 5@2026-03-20 {quantity=18 backorder=5 date=2026-03-20}");
  CHECK(kept("IQ", "quantity=10") == "IQ 10 ID 2 {quantity=10}");
  CHECK(kept("IQ:10", "quantity=10") == "IQ 10 ID 2 {quantity=10}");
  CHECK(kept("DR", "date=2026-03-20") == "DR 12@2026-03-20 {date=2026-03-20}");
  CHECK(kept("IB", "backorder=5") == "IA 7 IB 5 {backorder=5}");
  CHECK(kept("IA,IB:4", "") == "IA 8 IB 4 {}");
}

TEST_CASE("what a person says of a line") {
  struct Said {
    const char *text, *want;
  };
  const LineChange price{.price = number("9.50"), .item = {}};
  const LineChange both{.price = number("9.50"), .item = "B2"};
  const auto of_both = {"IA", "ir", "IS", "IC", "IP ", "IB ", "IQ:9"};
  const Said rows[] = {
      {"IA", "IA 12"},
      {"ir", "IR 12"},
      {"IP", "IP 12 price=9.50"},
      {"IS", "IS 12 item=B2"},
      {"IC", "IC 12 price=9.50 item=B2"},
      {"IP ", "IC 12 price=9.50 item=B2"},
      {"IB ", "--line 1: a rule puts B2 in the place of its item, and IB names neither; say IS, IC or IP"},
      {"IQ:9", "--line 1: a rule puts B2 in the place of its item, and IQ names neither"},
      {"IA:8,IB:4@2026-03-20", "IA 8 IB 4@2026-03-20"},
      {"IA,IB:4", "IA 8 IB 4"},
      {"IA:8,IR", "IA 8 IR 4"},
      {"IQ:10", "IQ 10 ID 2 quantity=10"},
      {"IQ:18", "IQ 18 quantity=18"},
      {"IA:8,IB:3",
       "--line 1: the parts come to 11, ordered are 12; a changed quantity is said with IQ:QUANTITY"},
      {"IA:12,IB",
       "--line 1: the parts come to 12, ordered are 12; a changed quantity is said with IQ:QUANTITY"},
      {"IA,IB", "--line 1: two parts without a quantity; say how many of each"},
      {"IX", "--line 1: 'IX' is no line code"},
      {"IB:4@soon", "--line 1: 'soon' is no date; write it as IB:4@2026-03-20"},
      {"IB:none", "--line 1: 'none' is no quantity"},
      {"IB:-1", "--line 1: '-1' is no quantity"},
  };
  const Order order = order_of(1);
  for (const Said& row : rows) {
    INFO(std::string(row.text));
    std::string got;
    try {
      const bool item =
          std::find(of_both.begin(), of_both.end(), std::string_view(row.text)) != of_both.end();
      const LineDecision decision = by_word(order.lines[0], row.text, item ? both : price);
      for (const auto& part : decision.parts) {
        got += fmt::format("{}{} {}", got.empty() ? "" : " ", part.status->code, part.quantity->to_plain());
        if (part.date) got += "@" + part.date->iso();
      }
      if (!decision.change.empty()) got += " " + to_text(decision.change);
    } catch (const Failure& failure) {
      got = failure.place() + ": " + failure.problem();
      if (!failure.advice().empty()) got += "; " + failure.advice();
    }
    CHECK(got.substr(0, std::string(row.want).size()) == row.want);
  }
}

TEST_CASE("a partner's terms: codes, header, detail, what ACK02 counts") {
  struct Form {
    const char* name;
    Send send;
    const char* want;
  };
  using enum RuleAction;
  const std::vector<Ruling> mixed{ruling(change, "1", "IP", {.price = number("9")}),
                                  ruling(change, "2", "IB", {.backorder = number("4")}),
                                  ruling(reject, "3", "R2")};
  const Form forms[] = {
      {"all", {}, "AC; 1: IP 12; 2: IA 8 IB 4; 3: R2 12; 4: IA 12"},
      {"own fallback",
       {.lines = {"IA", "IB", "IC", "IR"}, .fallback = {{"IP", "IC"}}},
       "AC; 1: IC 12; 2: IA 8 IB 4; 3: IR 12; 4: IA 12"},
      {"the table's fallback",
       {.lines = {"IA", "IB", "IC", "IR"}},
       "AC; 1: IC 12; 2: IA 8 IB 4; 3: IR 12; 4: IA 12"},
      {"exceptions", {.detail = ResponseDetail::exceptions}, "AE; 1: IP 12; 2: IA 8 IB 4; 3: R2 12"},
      {"exceptions that must not be called so",
       {.kinds = {"AC", "AD", "RD"}, .detail = ResponseDetail::exceptions},
       "AC; 1: IP 12; 2: IA 8 IB 4; 3: R2 12; 4: IA 12"},
      {"what is missing",
       {.ack_quantity = AckQuantity::backordered},
       "AC; 1: IP 12; 2: BP 4; 3: R2 12; 4: IA 12"},
  };
  for (const Form& form : forms) {
    INFO(std::string(form.name));
    const Order order = order_of(4);
    OrderResponse response = respond(order, decide_lines(order, mixed), {2026, 3, 2});
    CHECK(apply_form(response, form.send).empty());
    CHECK(told(response) == form.want);
    CHECK(response.totals.line_count == static_cast<Integer>(response.lines.size()));
  }
  SUBCASE("what is missing, beside a rest that comes otherwise than it was ordered") {
    const Order order = order_of(2);
    const Ruling rulings[] = {ruling(change, "1", "IB", {.backorder = number("4")}),
                              ruling(change, "1", "IP", {.price = number("1.00")}),
                              ruling(change, "2", "IB", {.quantity = number("8"), .backorder = number("4")})};
    OrderResponse response = respond(order, decide_lines(order, rulings), {2026, 3, 2});
    CHECK(apply_form(response, {.ack_quantity = AckQuantity::backordered}).empty());
    CHECK(told(response) == "AC; 1: IP 8 IB 4; 2: IA 4 IB 4 ID 4");
  }
  const Order order = order_of(1);
  const auto form_of = [&](const std::vector<Ruling>& rulings, const Send& send) {
    OrderResponse response = respond(order, decide_lines(order, rulings), {2026, 3, 2});
    const auto wrong = apply_form(response, send);
    return wrong.empty() ? told(response) : describe(wrong.front());
  };
  CHECK(form_of({}, {.detail = ResponseDetail::none}) == "AK");
  CHECK(form_of({ruling(reject, "", "IR")}, {.reject_without_detail = true}) == "RJ");
  CHECK(form_of({ruling(reject, "", "IR")}, {.kinds = {"RD"}, .reject_without_detail = true}) ==
        "RD; 1: IR 12");
  CHECK(
      form_of({ruling(change, "1", "IB", {.backorder = number("12")})}, {.lines = {"IA", "IR"}}) ==
      "line 1: the partner takes neither IB nor anything that stands in; add it to `lines` in partner.yaml, "
      "or a `fallback` for it");
  CHECK(
      form_of({ruling(change, "1", "IB", {.backorder = number("12")})}, {.lines = {"IA", "IC", "IR"}}) ==
      "line 1: the partner takes neither IB nor anything that stands in; add it to `lines` in partner.yaml, "
      "or a `fallback` for it");
  CHECK(form_of({ruling(change, "1", "IB", {.backorder = number("12")})}, {.lines = {"IA", "BP", "IC"}}) ==
        "AC; 1: BP 12");
  CHECK(form_of({ruling(reject, "", "IR")}, {.kinds = {"AD"}}) ==
        "the partner takes no header code that says 'rejected'; add one to `kinds` in partner.yaml");
}

TEST_CASE("the partner's table says the header code by what the lines come to") {
  using enum RuleAction;
  const std::vector<Ruling> priced{ruling(change, "1", "IP", {.price = number("9")})};
  const std::vector<Ruling> later{ruling(change, "1", "IB", {.backorder = number("4")})};
  const std::vector<Ruling> none{ruling(reject, "", "IR")};
  const std::vector<Ruling> some{ruling(reject, "1", "R2")};
  struct Row {
    const char* word;
    const char* code;
    const std::vector<Ruling>* rulings;
    const char* with;
    const char* without;
  };
  const std::vector<Ruling> nothing;
  const Row rows[] = {
      {"all_accepted", "AT", &nothing, "AT", "AD"}, {"some_changed", "AE", &priced, "AE", "AC"},
      {"some_later", "AE", &later, "AE", "AC"},     {"some_rejected", "AE", &some, "AE", "AC"},
      {"all_rejected", "RF", &none, "RF", "RD"},
  };
  const Order order = order_of(2);
  const auto header = [&](const std::vector<Ruling>& rulings, const Send& send) {
    OrderResponse response = respond(order, decide_lines(order, rulings), {2026, 3, 2});
    CHECK(apply_form(response, send).empty());
    return std::string(kind_of_word(response.kind)->code);
  };
  for (const Row& row : rows) {
    INFO(std::string(row.word));
    Send send;
    send.roll_up[row.word] = row.code;
    CHECK(header(*row.rulings, send) == row.with);
    CHECK(header(*row.rulings, {}) == row.without);
    for (const Row& other : rows)
      if (other.rulings != row.rulings) CHECK(header(*other.rulings, send) == other.without);
  }
}

TEST_CASE("a whole that is on hold stays so, whatever its lines say, where the partner takes AH") {
  using enum RuleAction;
  const Order order = order_of(2);
  const auto on_hold = [&](bool bare, const Send& send) {
    OrderResponse response = respond(order, decide_lines(order, {}), {2026, 3, 2});
    response.kind = "acknowledged_held";
    if (bare) response.lines.clear();
    const auto wrong = apply_form(response, send);
    return wrong.empty() ? told(response) : describe(wrong.front());
  };
  CHECK(on_hold(true, {}) == "AH");
  CHECK(on_hold(false, {}) == "AH; 1: IA 12; 2: IA 12");
  CHECK(on_hold(true, {.detail = ResponseDetail::none}) == "AH");
  for (const bool bare : {true, false}) {
    CHECK(
        on_hold(bare, {.kinds = {"AC", "AD", "AT", "RD"}}) ==
        "the partner takes no header code that says 'acknowledged_held'; add one to `kinds` in partner.yaml");
  }
}

// Whatever rules say, every line is answered once and the parts add up.
TEST_CASE("random rulings keep the invariants") {
  std::mt19937 random(855);
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 2000; ++round) {
    const int lines = 1 + pick(4);
    const Order order = order_of(lines);
    std::vector<Ruling> rulings;
    for (int i = pick(6); i > 0; --i) {
      Ruling& made = rulings.emplace_back();
      made.action = static_cast<RuleAction>(pick(4));
      made.line = pick(8) == 0 ? "" : std::to_string(1 + pick(lines));
      made.code = std::string(line_statuses()[static_cast<std::size_t>(pick(26))].code);
      if (pick(2) == 0) made.change.price = Decimal::whole(pick(20));
      if (pick(3) == 0) made.change.quantity = Decimal::whole(pick(20));
      if (pick(3) == 0) made.change.backorder = Decimal::whole(pick(20));
    }
    const auto decisions = decide_lines(order, rulings);
    const OrderResponse response = respond(order, decisions, {2026, 3, 2});
    INFO(told(response));
    const auto wrong = check_answers(order, response);
    CHECK_MESSAGE(wrong.empty(), (wrong.empty() ? std::string() : wrong.front()));
    const auto changed = changed_order(order, decisions, nullptr);
    if (changed) CHECK(changed->lines.empty() == all_rejected(decisions));
  }
}

TEST_CASE("another unit takes its quantity and its price with it") {
  Order order = order_of(1);
  order.lines[0].quantity = number("24");
  order.lines[0].unit = "EA";
  order.lines[0].unit_code = "PC";
  LineChange cases;
  cases.unit = "CA";
  cases.quantity = number("2");
  cases.price = number("120.00");
  const std::vector<Ruling> by_rule{ruling(RuleAction::change, "1", "IC", cases)};
  std::vector<LineDecision> decisions = decide_lines(order, by_rule);
  for (const bool by_person : {false, true}) {
    INFO(by_person);
    if (by_person) decisions = {by_word(order.lines[0], "IC", cases)};
    const OrderResponse response = respond(order, decisions, {2026, 3, 2});
    const ResponseLine& line = response.lines.at(0);
    CHECK(told(response) == "AC; 1: IC 2");
    CHECK(line.quantity == number("2"));
    CHECK(line.unit == "CA");
    CHECK(line.unit_code.empty());
    CHECK(line.price == number("120.00"));
    CHECK(line.answers.at(0).unit == "CA");
    const auto changed = changed_order(order, decisions, nullptr);
    REQUIRE(changed);
    CHECK(changed->lines.at(0).quantity == number("2"));
    CHECK(changed->lines.at(0).unit == "CA");
  }
  CHECK_THROWS_AS((void)by_word(order.lines[0], "IC:20,IB:4", cases), Failure);
}

TEST_CASE("a hash total that has no room in its element is left out") {
  for (const auto& [quantity, said] : {std::pair{"9999999999", true}, {"10000000000", false}}) {
    Order order = order_of(1);
    order.lines[0].quantity = number(quantity);
    const OrderResponse response = respond(order, decide_lines(order, {}), {2026, 3, 2});
    CHECK(response.totals.line_count == 1);
    CHECK(response.totals.quantity_hash.has_value() == said);
  }
}

TEST_CASE("the days that are promised reach the order, and totals go that are true no more") {
  Order order = order_of(2);
  order.totals.line_count = 2;
  order.totals.amount = number("240.00");
  order.lines[0].schedules.push_back({.quantity = number("12"), .unit = "EA"});
  struct Promise {
    const char *name, *said;
    const char *dates, *schedules;
    bool totals;
  };
  const Promise rows[] = {
      {"all on another day", "DR@2026-03-20", "2026-03-20", "12", true},
      {"a part later", "IA:8,IB:4@2026-03-25", "", "8 4@2026-03-25", true},
      {"a part later, nobody knows when", "IA:8,IB:4", "", "12", true},
      {"a part on its day, a part not at all", "DR:8@2026-03-20,IR:4", "2026-03-20", "8", false},
      {"another price", "IP", "", "12", false},
  };
  for (const Promise& row : rows) {
    INFO(std::string(row.name));
    std::vector<LineDecision> decisions = decide_lines(order, {});
    decisions[0] = by_word(order.lines[0], row.said, LineChange{.price = number("11.00")});
    const auto changed = changed_order(order, decisions, nullptr);
    REQUIRE(changed.has_value());
    const OrderLine& line = changed->lines[0];
    std::string dates, schedules;
    for (const auto& date : line.dates) dates += date.kind == "promised_ship" ? date.date->iso() : "?";
    for (const auto& one : line.schedules) {
      schedules += (schedules.empty() ? "" : " ") + one.quantity->to_plain();
      for (const auto& date : one.dates) schedules += "@" + date.date->iso();
    }
    CHECK(dates == row.dates);
    CHECK(schedules == row.schedules);
    CHECK(changed->totals.amount.has_value() == row.totals);
    CHECK(changed->totals.line_count.has_value() == row.totals);
  }
  SUBCASE("the days that the buyer asked for stay with what comes then") {
    OrderLine& line = order.lines[0];
    line.schedules.clear();
    for (const auto& [quantity, day] : {std::pair{"5", 10}, {"7", 20}}) {
      Schedule& one = line.schedules.emplace_back();
      one.quantity = number(quantity);
      one.dates.push_back({.kind = "requested_delivery", .date = Date{2026, 3, day}});
    }
    std::vector<LineDecision> decisions = decide_lines(order, {});
    decisions[0] = by_word(line, "IA:8,IB:4@2026-03-25", LineChange{});
    const auto changed = changed_order(order, decisions, nullptr);
    REQUIRE(changed.has_value());
    std::string told;
    for (const Schedule& one : changed->lines[0].schedules) {
      told += " " + one.quantity->to_plain();
      for (const TradeDate& date : one.dates) told += "@" + date.date->iso();
    }
    CHECK(told == " 5@2026-03-10 3@2026-03-20 4@2026-03-20@2026-03-25");
  }
  CHECK_THROWS_WITH_AS((void)by_word(order.lines[0], "DR", LineChange{}),
                       doctest::Contains("DR says that it comes on another day, and names none"), Failure);
  LineChange next_week;
  next_week.date = Date{2026, 3, 20};
  const Ruling late = ruling(RuleAction::change, "1", "DR", next_week);
  CHECK(told(respond(order, decide_lines(order, {{late}}), {2026, 3, 2})) ==
        "AC; 1: DR 12@2026-03-20; 2: IA 12");
}

}  // namespace
}  // namespace transom
