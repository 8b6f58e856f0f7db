// The ledger and a model of it, walked side by side through events in any order: whatever comes, the rows
// that it is about move, and no others. Orders have one number in two releases and without any; some events
// belong to a large document that is given up in the end, and have never happened then.
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <random>

#include "contract/store_sample.hpp"
#include "order/order_names.hpp"
#include "store/names.hpp"

using namespace transom;
using namespace transom::test;

namespace {

using State = ExpectationState;

// What a row has to be, told by another hand.
struct Meant {
  ExpectationId id;
  Expected what = Expected::acknowledgment;
  OrderName order;
  BusinessId business;
  OutboundId outbound;
  State state = State::open;
};

class Walk {
 public:
  explicit Walk(Store& store) : store_(store) {
    for (int n = 0; n < 12; ++n) add_order(n);
  }

  void step(int n) {
    now_ = minutes_later(n);
    if (random_() % 8 == 0) {
      give_up_a_document();
    } else {
      const auto unit = store_.begin();
      happen(*unit, {});
      unit->commit();
    }
    for (const Meant& row : rows_) {
      const auto kept = store_.expectation(row.id);
      REQUIRE(kept);
      INFO("step ", n, " row ", row.id.value, " ", std::string(name(row.what)));
      CHECK(name(kept->state) == name(row.state));
      CHECK(kept->closed.has_value() == (row.state != State::open));
    }
    for (const auto& sent : sent_as_) {
      INFO("step ", n, " outbound ", sent.first.value);
      CHECK(name(store_.outbound(sent.first)->state) == name(sent.second));
    }
  }

  // How many moves each state saw.
  std::map<State, int> moves;

 private:
  using Is = std::function<bool(const Meant&)>;

  void add_order(int n) {
    const Sample s{.claim = "claim-" + std::to_string(n),
                   .number = padded(100 + static_cast<std::uint64_t>(n)),
                   .order = "45" + std::to_string(n / 3),
                   .release = n % 3 == 0 ? "" : std::to_string(n % 3)};
    const Processed made = receive_and_process(store_, s);
    orders_.push_back(made);
    const OrderName order{s.order, s.release};
    names_.push_back(order);
    const auto unit = store_.begin();
    for (const Expected what : {Expected::response_855, Expected::notice_856, Expected::invoice_810}) {
      unit->expect({.attempt = made.attempt,
                    .what = what,
                    .owed_by = OwedBy::us,
                    .order = made.order,
                    .partner = "acme",
                    .number = s.order,
                    .release = s.release,
                    .terms = "as agreed",
                    .opened = noon,
                    .due = minutes_later(static_cast<int>(random_() % 100))});
    }
    unit->mark_dropped({&made.response, 1}, noon);
    sent_as_[made.response] = OutboundState::dropped;
    unit->commit();
    for (const auto& row : store_.expected_for("acme", s.order, 'P')) {
      if (row.order == made.order) rows_.push_back({row.id, row.what, order, made.order, {}});
    }
    for (const auto& row : store_.expected({})) {
      if (row.outbound == made.response) rows_.push_back({row.id, row.what, {}, {}, made.response});
    }
  }

  // One thing that may happen. `under`: a large document's attempt.
  void happen(Unit& unit, AttemptId under) {
    const std::size_t n = random_() % orders_.size();
    const Processed& made = orders_[n];
    const auto one = static_cast<Expected>(1 + random_() % 3);
    const auto is_one = [&](const Meant& row) { return row.business == made.order && row.what == one; };
    switch (random_() % 7) {
      case 0:
        return answer(unit, made.response, random_() % 2 == 0, under ? under : made.attempt);
      case 1:
        unit.withdraw(made.order, false, reason, under, now_);
        return move(State::open, State::withdrawn,
                    [&](const Meant& row) { return row.business == made.order; });
      case 2:
        unit.restore(made.order, one, reason, "it stands", under, now_);
        return move(State::withdrawn, State::open, is_one);
      case 3:
        unit.reopen(made.order, one, "it was cancelled", under, now_);
        return move(State::met, State::open, is_one);
      case 4:
        return under ? void() : wait_in_vain(unit);
      default:
        return send(unit, names_[n], one == Expected::response_855 ? Expected::invoice_810 : one, under);
    }
  }

  void answer(Unit& unit, OutboundId outbound, bool accepted, AttemptId under) {
    unit.mark_answered(outbound, accepted, under, now_);
    OutboundState& state = sent_as_[outbound];
    if (state == OutboundState::dropped || state == OutboundState::overdue)
      state = accepted ? OutboundState::acknowledged : OutboundState::refused;
    move(State::open, State::met, [&](const Meant& row) { return row.outbound == outbound; });
  }

  // Somebody is told, or gives up.
  void wait_in_vain(Unit& unit) {
    for (const auto& row : store_.untold_overdue(now_, 2)) {
      WorkItemRecord item;
      item.document = orders_.front().document;
      item.reason = "overdue";
      item.opened = now_;
      CHECK(unit.mark_overdue(row.id, item, now_));
      if (row.outbound) sent_as_[row.outbound] = OutboundState::overdue;
    }
    const auto open = store_.expected({.limit = 3});
    if (open.empty() || random_() % 3 != 0) return;
    unit.waive(open.back().id, "pat", "no need", now_);
    const auto of = sent_as_.find(open.back().outbound);
    if (of != sent_as_.end() && of->second == OutboundState::overdue) of->second = OutboundState::dropped;
    move(State::open, State::waived, [&](const Meant& row) { return row.id == open.back().id; });
  }

  // A ship notice or an invoice for one release; leading zeros apart.
  void send(Unit& unit, const OrderName& order, Expected what, AttemptId under) {
    const std::string number = "N-" + std::to_string(++sent_);
    AttemptId attempt = under;
    if (!under) attempt = begin_attempt(unit, unit.receive(document(number, number), number));
    BusinessRecord row;
    row.part = {attempt, 0, 0, sent_};
    row.kind = what == Expected::notice_856 ? BusinessKind::shipment : BusinessKind::invoice;
    row.partner = "acme";
    row.number = number;
    row.json = "{}";
    row.outgoing = true;
    row.orders = {
        {.number = "0" + order.number, .release = order.release.empty() ? "" : "0" + order.release}};
    OutboundRecord out = outbound(
        {}, unit, what == Expected::notice_856 ? OutboundKind::notice_856 : OutboundKind::invoice_810);
    out.attempt = under;
    out.carries = {unit.save(row)};
    unit.queue(out);
    if (!under) unit.finish_attempt(attempt, DocumentState::done, "", now_);
    move(State::open, State::met,
         [&](const Meant& one) { return one.business && one.what == what && same_order(one.order, order); });
  }

  void give_up_a_document() {
    const auto before = std::pair(rows_, sent_as_);
    AttemptId staged;
    for (std::uint64_t parts = 1 + random_() % 4; parts > 0; --parts) {
      const auto unit = store_.begin();
      if (!staged) {
        const std::string claim = "large-" + std::to_string(++given_up_);
        staged = begin_attempt(*unit, unit->receive(document(claim, claim), claim));
      }
      happen(*unit, staged);
      unit->commit();
    }
    for (bool gone = false; !gone;) {
      const auto unit = store_.begin();
      gone = unit->discard_attempt(staged, "it broke off", 1 + random_() % 3);
      unit->commit();
    }
    for (auto& [outbound, state] : sent_as_) {
      const OutboundState was = before.second.at(outbound);
      const bool untold = state != was && was == OutboundState::overdue;
      state = untold ? OutboundState::dropped : was;
    }
    rows_ = before.first;
  }

  void move(State from, State to, const Is& meant) {
    for (Meant& row : rows_) {
      if (row.state != from || !meant(row)) continue;
      row.state = to;
      ++moves[to];
    }
  }

  static constexpr const char* reason = "it fell away";
  Store& store_;
  std::mt19937_64 random_{7};
  Instant now_ = noon;
  std::vector<Processed> orders_;
  std::vector<OrderName> names_;
  std::vector<Meant> rows_;
  std::map<OutboundId, OutboundState> sent_as_;
  std::uint32_t sent_ = 0;
  int given_up_ = 0;
};

}  // namespace

TEST_CASE("ledger: whatever happens in whatever order, the rows that it is about move, and no others") {
  const Folder folder;
  const auto store = open_store(folder.file());
  Walk walk(*store);
  for (int n = 0; n < 400; ++n) walk.step(n);
  for (const State state : {State::open, State::met, State::waived, State::withdrawn})
    CHECK(walk.moves[state] > 10);
  // Of the work items that told of rows, those of ended rows are closed and no others.
  std::size_t still_late = 0;
  for (const auto& row : store->expected({})) still_late += row.item ? 1 : 0;
  CHECK(store->open_items("", 1000).size() == still_late);
  CHECK(told(store->fsck()) == "");
}
