// What partners say of changes that we sent: which change an answer is about, how far it takes it, and how
// our order stands then.
#include "engine/change_answers.hpp"

#include <doctest/doctest.h>

#include "engine/standing_order.hpp"
#include "unit/engine/some_changes.hpp"

namespace transom {
namespace {

using Taken = ChangeAnswer::Taken;

struct Said {
  const char *line, *change, *status;
};

OrderResponse answer(const char* sequence, const char* kind, const std::vector<Said>& lines) {
  OrderResponse out;
  out.partner = "acme";
  out.order_number = "4711";
  out.answer_to = "order_change";
  out.change_sequence = sequence;
  out.ordered = Date::parse_iso("2026-03-02");
  out.purpose = "original";
  out.kind = kind;
  for (const Said& said : lines) {
    ResponseLine& line = out.lines.emplace_back();
    line.number = said.line;
    line.change = said.change;
    line.answers = {{.status = said.status}};
  }
  return out;
}

TEST_CASE("what an answer says of the change as a whole") {
  struct Row {
    const char* name;
    OrderResponse response;
    const char* want;
  };
  const Row rows[] = {
      {"accepted", answer("1", "accepted", {{"1", "quantity_increase", "accepted"}}), "whole"},
      {"with changes", answer("1", "accepted_with_changes", {{"1", "price_change", "price_changed"}}),
       "whole"},
      {"a line refused",
       answer("1", "accepted_with_changes",
              {{"1", "quantity_increase", "accepted"}, {"4", "add_item", "rejected"}}),
       "in part: 4"},
      {"all lines refused",
       answer("1", "rejected", {{"1", "quantity_increase", "rejected"}, {"4", "add_item", "invalid_item"}}),
       "not at all: 1 4"},
      {"all lines refused, whatever the head says",
       answer("1", "accepted", {{"1", "quantity_increase", "rejected"}}), "not at all: 1"},
      {"without detail", answer("1", "rejected_without_detail", {}), "not at all"},
      {"rejected, but for a line",
       answer("1", "rejected", {{"1", "price_change", "accepted"}, {"2", "price_change", "rejected"}}),
       "in part: 2"},
      {"only the lines that need a word",
       answer("1", "rejected_exceptions_only", {{"1", "quantity_increase", "accepted"}}), "not at all"},
      {"deleted, as we asked", answer("1", "accepted", {{"3", "delete_item", "deleted"}}), "whole"},
      {"deleted, as we did not ask", answer("1", "accepted_with_changes", {{"3", "price_change", "deleted"}}),
       "not at all: 3"},
      {"on hold", answer("1", "acknowledged_held", {}), "nothing yet"},
      {"each line on hold", answer("1", "accepted", {{"1", "quantity_increase", "on_hold"}}), "nothing yet"},
  };
  for (const Row& one : rows) {
    INFO(one.name);
    static constexpr std::string_view words[] = {"whole", "in part", "not at all"};
    const auto said = said_of_change(one.response);
    std::string got = said ? std::string(words[static_cast<std::size_t>(said->taken)]) : "nothing yet";
    if (said && !said->refused.empty()) got += ":";
    if (said)
      for (const std::string& line : said->refused) got += " " + line;
    CHECK(got == one.want);
  }
}

TEST_CASE("a seller's proposal answers no change") {
  OrderResponse response = answer("1", "accepted", {});
  CHECK(answers_change(response));
  response.purpose = "seller_change";
  CHECK_FALSE(answers_change(response));
  response = answer("1", "accepted", {});
  response.answer_to.clear();
  CHECK_FALSE(answers_change(response));
}

BusinessRecord ours(BusinessRecord row) {
  row.outgoing = true;
  return row;
}

// A change of ours, kept with what it makes of the order that stood.
BusinessRecord sent(std::int64_t id, const char* sequence, ChangeLine line, const Order& before) {
  OrderChange change = some_change(sequence);
  change.lines = {std::move(line)};
  BusinessRecord out = ours(row(id, change, Verdict::accepted));
  change.result = change_order(before, change).order;
  out.changed = to_json(change);
  return out;
}

ChangeLine raised(const char* quantity) {
  return changed("quantity_increase", line("1", quantity, "12.50"));
}

TEST_CASE("which of our changes an answer is about") {
  const Order order = some_order();
  std::vector<BusinessRecord> story{ours(row(1, order, Verdict::accepted)), sent(2, "1", raised("30"), order),
                                    sent(3, "2", raised("36"), order),
                                    row(4, some_change("3"), Verdict::accepted)};  // came from the partner
  const auto asked = [&](const char* sequence, std::int64_t before = 0) {
    const BusinessRecord* found =
        change_answered(story, answer(sequence, "accepted", {}), true, BusinessId{before});
    return found == nullptr ? 0 : found->id.value;
  };
  CHECK(asked("1") == 2);
  CHECK(asked("002") == 3);
  CHECK(asked("") == 3);
  CHECK(asked("", 3) == 2);  // the newest when the answer came
  CHECK(asked("3") == 0);
  CHECK(asked("7") == 0);
  story[2].release = "R7";
  OrderResponse other = answer("2", "accepted", {});
  CHECK(change_answered(story, other, true) == &story[2]);  // it names no release
  other.release_number = "R8";
  CHECK(change_answered(story, other, true) == nullptr);
}

TEST_CASE("which change of the partner's an answer of the ERP is about") {
  const Order order = some_order();
  const std::vector<BusinessRecord> story{row(1, order, Verdict::accepted), taken(2, some_change("1")),
                                          row(3, some_change("2"), Verdict::rejected),
                                          sent(4, "3", raised("36"), order)};  // ours
  const auto asked = [&](const char* sequence) {
    const BusinessRecord* found = change_answered(story, answer(sequence, "accepted", {}), false);
    return found == nullptr ? 0 : found->id.value;
  };
  CHECK(asked("1") == 2);
  CHECK(asked("2") == 0);  // nothing of it was taken
  CHECK(asked("") == 0);   // it is about that one
  CHECK(asked("3") == 0);
}

TEST_CASE("a change that our ERP does not take leaves the order as it was") {
  const Order order = some_order();
  const auto lowered = [&] {
    OrderChange change = some_change("1");
    change.result = change_order(order, change).order;
    BusinessRecord out = row(2, change, Verdict::accepted);
    out.changed = to_json(change);
    return out;
  };
  const auto replied = [](std::int64_t id, const char* kind, bool of_erp) {
    BusinessRecord out = row(id, answer("1", kind, {}), Verdict::accepted);
    out.outgoing = true;
    if (of_erp) out.part = {out.part.attempt, 0, 0, 1};
    return out;
  };
  struct Row {
    const char* name;
    BusinessRecord change;
    const char* kind;
    bool of_erp;
    OrderState state;
    const char* first_line;
  };
  const Row rows[] = {
      {"a cancellation", taken(2, some_change("1"), true), "rejected", true, OrderState::stands, "24"},
      {"taken", taken(2, some_change("1"), true), "accepted", true, OrderState::cancelled, ""},
      {"only that the answer follows", taken(2, some_change("1"), true), "acknowledged_held", true,
       OrderState::cancelled, ""},
      {"our own answer: its row says so", taken(2, some_change("1"), true), "rejected", false,
       OrderState::cancelled, ""},
      {"a change", lowered(), "rejected", true, OrderState::stands, "24"},
      {"a change, taken", lowered(), "accepted", true, OrderState::stands, "12"},
  };
  for (const Row& one : rows) {
    INFO(std::string(one.name));
    const StandingOrder standing = standing_order(
        {row(1, order, Verdict::accepted), one.change, replied(3, one.kind, one.of_erp)}, "", false);
    CHECK(standing.state == one.state);
    if (standing.state == OrderState::stands)
      CHECK(standing.order.lines.at(0).quantity->to_plain() == one.first_line);
  }
}

TEST_CASE("of an order as much was shipped as the ship notices that stand say") {
  const auto notice = [](std::int64_t id, const char* number, const char* purpose, const char* quantity,
                         const char* line = "1", const char* unit = "EA") {
    Shipment shipment;
    shipment.partner = "acme";
    shipment.number = number;
    shipment.purpose = purpose;
    shipment.created = Date::parse_iso("2026-03-06");
    shipment.order.number = "4711";
    ShipmentItem& item = shipment.items.emplace_back();
    item.number = line;
    if (item.number.empty()) item.ids = some_order().lines.at(0).ids;
    item.quantity = Decimal::parse(quantity);
    item.unit = unit;
    BusinessRecord out = ours(row(id, shipment, Verdict::accepted));
    out.number = number;
    out.purpose = purpose;
    return out;
  };
  const auto shipped = [](std::vector<BusinessRecord> notices) {
    std::vector<BusinessRecord> story{row(1, some_order(), Verdict::accepted)};
    story.insert(story.end(), notices.begin(), notices.end());
    const Shipped sums = order_to_change(story, "", false).past.shipped;
    if (sums.empty()) return std::string();
    return sums.begin()->second ? sums.begin()->second->to_plain() : "nobody can tell";
  };
  BusinessRecord refused = notice(3, "SN-2", "original", "5");
  refused.verdict = Verdict::rejected;
  CHECK(shipped({notice(2, "SN-1", "original", "4"), notice(3, "SN-2", "original", "5")}) == "9");
  CHECK(shipped({notice(2, "SN-1", "original", "4"), refused}) == "4");
  CHECK(shipped({notice(2, "SN-1", "original", "4"), notice(3, "SN-1", "replace", "6")}) == "6");
  CHECK(shipped({notice(2, "SN-1", "original", "4"), notice(3, "SN-1", "cancel", "4")}) == "");
  CHECK(shipped({notice(2, "SN-1", "original", "4", "")}) == "4");  // by its item
  CHECK(shipped({notice(2, "SN-1", "original", "4", "1", "CA")}) == "nobody can tell");
  Invoice invoice;
  invoice.partner = "acme";
  invoice.number = "INV-1";
  invoice.order_number = "4711";
  invoice.invoiced = Date::parse_iso("2026-03-07");
  InvoiceLine& billed = invoice.lines.emplace_back();
  billed.number = billed.assigned_id = "1";
  billed.quantity = Decimal::parse("7");
  billed.unit = "EA";
  BusinessRecord sent = ours(row(3, invoice, Verdict::accepted));
  sent.number = "INV-1";
  CHECK(shipped({sent}) == "7");
  CHECK(shipped({notice(2, "SN-1", "original", "4"), sent}) == "7");
}

TEST_CASE("our order stands without what the partner did not take") {
  const Order order = some_order();
  const auto first = sent(2, "1", raised("30"), order);
  Order raised_order = order;
  raised_order.lines[0].quantity = Decimal(30, 0);
  const ChangeLine added = changed("add_item", line("4", "18", "9.20"));
  OrderChange both = some_change("1");
  both.lines = {raised("30"), added};
  BusinessRecord two_lines = ours(row(2, both, Verdict::accepted));
  both.result = change_order(order, both).order;
  two_lines.changed = to_json(both);
  const auto refused = [](std::int64_t id, const char* sequence) {
    return row(id, answer(sequence, "rejected_without_detail", {}), Verdict::accepted);
  };
  OrderChange cancels = some_change("1");
  cancels.purpose = "cancel";
  cancels.lines.clear();
  BusinessRecord cancelling = ours(row(2, cancels, Verdict::accepted));
  cancelling.changed = cancelling.json;

  struct Row {
    const char* name;
    std::vector<BusinessRecord> story;
    const char* want;  // the lines that stand, with their quantities
  };
  BusinessRecord held = refused(3, "1"), replaced = refused(3, "1");
  BusinessRecord rejected = first;
  rejected.verdict = Verdict::rejected;
  held.verdict = Verdict::held;
  replaced.verdict = Verdict::replaced;
  const Row rows[] = {
      {"not answered", {first}, "1:30 2:12 3:48"},
      {"refused", {first, refused(3, "1")}, "1:24 2:12 3:48"},
      {"the answer is held", {first, held}, "1:30 2:12 3:48"},
      {"the answer was replaced by a replay", {first, replaced}, "1:30 2:12 3:48"},
      {"refused, and taken after all",
       {first, refused(3, "1"), row(4, answer("1", "accepted", {}), Verdict::accepted)},
       "1:30 2:12 3:48"},
      {"refused in part",
       {two_lines, row(3,
                       answer("1", "accepted_with_changes",
                              {{"1", "quantity_increase", "accepted"}, {"4", "add_item", "rejected"}}),
                       Verdict::accepted)},
       "1:30 2:12 3:48"},
      {"one behind it does not build on what was refused",
       {first, sent(3, "2", changed("add_item", line("4", "18", "9.20")), raised_order), refused(4, "1")},
       "1:24 2:12 3:48 4:18"},
      {"the set of it was refused", {rejected}, "1:24 2:12 3:48"},
      {"one behind it does not build on a set that was refused",
       {rejected, sent(3, "2", changed("add_item", line("4", "18", "9.20")), raised_order)},
       "1:24 2:12 3:48 4:18"},
      {"one behind it that cannot be without it is with the partner as it was sent",
       {sent(2, "1", added, order),
        sent(3, "2", changed("quantity_decrease", line("4", "12", "9.20")),
             change_order(order,
                          [&] {
                            OrderChange change = some_change("1");
                            change.lines = {added};
                            return change;
                          }())
                 .order),
        refused(4, "1")},
       "1:24 2:12 3:48 4:12"},
      {"a cancellation", {cancelling}, "cancelled"},
      {"a cancellation that was refused", {cancelling, refused(3, "1")}, "1:24 2:12 3:48"},
  };
  for (const Row& one : rows) {
    INFO(one.name);
    std::vector<BusinessRecord> story{ours(row(1, order, Verdict::accepted))};
    story.insert(story.end(), one.story.begin(), one.story.end());
    const StandingOrder standing = standing_order(std::move(story), "", true);
    std::string got;
    for (const OrderLine& line : standing.order.lines)
      got += (got.empty() ? "" : " ") + line.number + ":" + line.quantity->to_plain();
    CHECK((standing.state == OrderState::cancelled ? "cancelled" : got) == one.want);
  }
}

TEST_CASE("a change that was refused may be sent again under its number") {
  const Order order = some_order();
  const auto first = sent(2, "2", raised("30"), order);
  const auto problems = [&](std::vector<BusinessRecord> story) {
    story.insert(story.begin(), ours(row(1, order, Verdict::accepted)));
    return history_problems(standing_order(std::move(story), "", true), some_change("2")).size();
  };
  CHECK(problems({first}) == 1);
  CHECK(problems({first, row(3, answer("2", "rejected_without_detail", {}), Verdict::accepted)}) == 0);
}

}  // namespace
}  // namespace transom
