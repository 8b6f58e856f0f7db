// What every store promises of the ledger: a row opens with its cause and closes once, with what ends it;
// what a document staged and gave up has neither opened nor closed anything.
#include <doctest/doctest.h>

#include "contract/store_sample.hpp"
#include "store/names.hpp"

using namespace transom;
using namespace transom::test;

namespace {

ExpectationRecord expectation(const Processed& made, Expected what, int due_minutes) {
  ExpectationRecord row;
  row.attempt = made.attempt;
  row.what = what;
  row.owed_by = OwedBy::us;
  row.order = made.order;
  row.partner = "acme";
  row.number = "4501";
  row.terms = "as agreed";
  row.opened = noon;
  row.due = minutes_later(due_minutes);
  return row;
}

WorkItemRecord item_of(const Processed& made) {
  WorkItemRecord item;
  item.document = made.document;
  item.reason = "overdue";
  item.sentence = "it is late";
  item.next_step = "ask for it";
  item.owner = "orders";
  item.opened = noon;
  return item;
}

void in_unit(Store& store, const std::function<void(Unit&)>& work) {
  auto unit = store.begin();
  work(*unit);
  unit->commit();
}

}  // namespace

TEST_CASE("ledger: an acknowledgment is expected with what asks for it, and ends with the answer") {
  const Folder folder;
  const auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {});
  auto rows = store->expected({});
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].what == Expected::acknowledgment);
  CHECK(rows[0].outbound == made.response);
  CHECK(rows[0].due == minutes_later(60));
  CHECK(store->expected({.before = minutes_later(60)}).empty());
  CHECK(store->expected({.partner = "borealis"}).empty());
  CHECK(store->count_overdue(minutes_later(61)) == 0);  // it never reached the drop
  in_unit(*store, [&](Unit& unit) { unit.mark_dropped({&made.response, 1}, minutes_later(1)); });
  CHECK(store->count_overdue(minutes_later(61)) == 1);

  in_unit(*store, [&](Unit& unit) {
    CHECK(unit.mark_overdue(rows[0].id, item_of(made), minutes_later(61)));
    CHECK_FALSE(unit.mark_overdue(rows[0].id, item_of(made), minutes_later(61)));  // told once
  });
  CHECK(store->outbound(made.response)->state == OutboundState::overdue);
  CHECK(store->open_items("", 10).size() == 1);
  CHECK(store->untold_overdue(minutes_later(90), 10).empty());
  CHECK(told(store->fsck()) == "");

  in_unit(*store,
          [&](Unit& unit) { unit.mark_answered(made.response, true, made.attempt, minutes_later(90)); });
  CHECK(store->outbound(made.response)->state == OutboundState::acknowledged);
  CHECK(store->expected({}).empty());
  CHECK(store->open_items("", 10).empty());
  REQUIRE(store->items(made.document).size() == 1);
  CHECK(store->items(made.document)[0].resolution == "the partner acknowledged it");
  const auto closed = store->expectation(rows[0].id);
  CHECK(closed->state == ExpectationState::met);
  CHECK(closed->closed == minutes_later(90));
  CHECK(closed->closed_under == made.attempt);
  CHECK(closed->closed_by == "engine");
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("ledger: what is owed for an order") {
  const Folder folder;
  const auto store = open_store(folder.file());
  in_unit(*store, [&](Unit& unit) {
    const DocumentId document = unit.receive(transom::test::document("claim-1", "ISA*00*~"), "ISA*00*~");
    Processed made;
    made.document = document;
    made.attempt = begin_attempt(unit, document);
    const Sample s;
    unit.save(set_record(s, made.attempt));
    made.order = unit.save(order_record(s, made.attempt));
    for (const Expected what : {Expected::response_855, Expected::notice_856, Expected::response_855}) {
      unit.expect(expectation(made, what, what == Expected::notice_856 ? 600 : 60));
    }
    unit.save(group_record(made.attempt));
    unit.save(interchange(s, made.attempt));
    OutboundRecord acknowledgment = outbound(s, unit, OutboundKind::ack_997);
    acknowledgment.answers = {group(made.attempt)};
    unit.queue(acknowledgment);
    OutboundRecord response = outbound(s, unit, OutboundKind::response_855);
    response.answers = {set(made.attempt)};
    unit.queue(response);
    unit.finish_attempt(made.attempt, DocumentState::done, "", noon);
  });
  const auto all = store->expected_for("acme", "004501", 'P');
  REQUIRE(all.size() == 2);  // a second row of the same cause is none
  CHECK(all[0].state == ExpectationState::met);
  CHECK(all[0].closed_with.value == 2);
  CHECK(all[1].state == ExpectationState::open);
  CHECK(store->expected_for("acme", "4501", 'T').empty());
  CHECK(store->orders_named("04501", "", 10) == std::vector<OrderNumber>{{"acme", "4501", 'P'}});
  CHECK(store->orders_named("50", "acme", 10).size() == 1);
  CHECK(store->orders_named("50", "borealis", 10).empty());

  CHECK_THROWS_WITH_AS(store->begin()->waive(all[0].id, "pat", "no", noon),
                       "expectation 1: is not open, it is met; `transom due` lists the open ones", Failure);
  CHECK_THROWS_WITH_AS(store->begin()->waive({99}, "pat", "no", noon),
                       "expectation 99: does not exist; `transom due` lists the open ones", Failure);
  in_unit(*store, [&](Unit& unit) { unit.waive(all[1].id, "pat", "it goes by mail", minutes_later(5)); });
  const auto waived = store->expectation(all[1].id);
  CHECK(waived->state == ExpectationState::waived);
  CHECK(waived->closed_by == "pat");
  CHECK(waived->resolution == "it goes by mail");
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("ledger: nothing is expected for an order that was rejected") {
  const Folder folder;
  const auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {.verdict = Verdict::held});
  in_unit(*store, [&](Unit& unit) {
    WorkItemRecord item = item_of(made);
    item.business = made.order;
    unit.open(item);
    unit.expect(expectation(made, Expected::invoice_810, 60));
  });
  in_unit(*store, [&](Unit& unit) {
    unit.decide(made.order, Verdict::rejected, "pat", "no", noon);
    unit.withdraw(made.order, false, "the order was rejected", {}, noon);
  });
  const auto rows = store->expected_for("acme", "4501", 'P');
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].state == ExpectationState::withdrawn);
  CHECK(rows[0].resolution == "the order was rejected");
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("ledger: what was met is open again when it is taken back, and late again when it is late") {
  const Folder folder;
  const auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {});
  in_unit(*store, [&](Unit& unit) {
    for (const Expected what : {Expected::notice_856, Expected::invoice_810})
      unit.expect(expectation(made, what, 60));
  });
  const auto rows = [&] { return store->expected_for("acme", "4501", 'P'); };
  const std::int64_t notice = rows()[0].id.value;
  const auto announce = [&](const char* number, const char* purpose) {
    in_unit(*store, [&](Unit& unit) {
      const DocumentId id = unit.receive(transom::test::document(number, number), number);
      const AttemptId attempt = begin_attempt(unit, id);
      BusinessRecord row;
      row.part = {attempt, 0, 0, 1};
      row.kind = BusinessKind::shipment;
      row.partner = "acme";
      row.number = "SN-1";
      row.purpose = purpose;
      row.json = "{}";
      row.outgoing = true;
      row.orders = {{.number = "4501", .release = ""}};
      OutboundRecord out = outbound({}, unit, OutboundKind::notice_856);
      out.carries = {unit.save(row)};
      unit.queue(out);
      unit.finish_attempt(attempt, DocumentState::done, "", noon);
    });
  };
  announce("cancels", "cancel");
  CHECK(rows()[0].state == ExpectationState::open);  // a cancellation brings nothing
  announce("original", "original");
  CHECK(rows()[0].state == ExpectationState::met);
  in_unit(*store, [&](Unit& unit) {
    unit.reopen(made.order, Expected::notice_856, "the ship notice was cancelled", {}, noon);
    unit.reopen(made.order, Expected::invoice_810, "nobody met it", {}, noon);
    unit.withdraw(made.order, Expected::invoice_810, "the ship notice was cancelled", {}, noon);
  });
  CHECK(rows()[0].id.value == notice);
  CHECK(rows()[0].state == ExpectationState::open);
  CHECK_FALSE(rows()[0].closed);
  CHECK(rows()[1].state == ExpectationState::withdrawn);
  CHECK(store->untold_overdue(minutes_later(61), 10).size() == 1);
  // There is a cause again.
  in_unit(*store, [&](Unit& unit) {
    unit.expect(expectation(made, Expected::invoice_810, 90));
    unit.expect(expectation(made, Expected::notice_856, 90));
  });
  CHECK(rows().size() == 2);
  CHECK(rows()[0].due == minutes_later(60));  // it was open
  CHECK(rows()[1].state == ExpectationState::open);
  CHECK(rows()[1].due == minutes_later(90));
  in_unit(*store, [&](Unit& unit) {
    const auto said = unit.said_under({"acme", BusinessKind::shipment, "SN-1", 'P'}, Instant{0}, {});
    REQUIRE(said.size() == 2);
    CHECK(said[0].purpose == "cancel");
    CHECK(unit.said_under({"acme", BusinessKind::invoice, "SN-1", 'P'}, Instant{0}, {}).empty());
    CHECK(unit.said_under({"acme", BusinessKind::shipment, "SN-1", 'T'}, Instant{0}, {}).empty());
  });
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("ledger: what was withdrawn for one reason is open again, late at once where its time has passed") {
  const Folder folder;
  const auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {});
  in_unit(*store, [&](Unit& unit) {
    for (const Expected what : {Expected::notice_856, Expected::invoice_810})
      unit.expect(expectation(made, what, 60));
  });
  const auto rows = [&] { return store->expected_for("acme", "4501", 'P'); };
  in_unit(*store, [&](Unit& unit) {
    for (const auto& row : store->untold_overdue(minutes_later(61), 10))
      CHECK(unit.mark_overdue(row.id, item_of(made), minutes_later(61)));
    unit.withdraw(made.order, Expected::notice_856, "the order was cancelled", {}, minutes_later(62));
    unit.withdraw(made.order, Expected::invoice_810, "the ship notice was cancelled", {}, minutes_later(62));
  });
  CHECK(store->open_items("", 10).empty());
  in_unit(*store, [&](Unit& unit) {
    for (const Expected what : {Expected::response_855, Expected::notice_856, Expected::invoice_810})
      unit.restore(made.order, what, "the order was cancelled", "it stands", {}, minutes_later(63));
  });
  REQUIRE(rows().size() == 2);
  CHECK(rows()[0].state == ExpectationState::open);
  CHECK_FALSE(rows()[0].closed);
  CHECK(rows()[0].resolution == "");
  CHECK(rows()[0].due == minutes_later(60));
  CHECK(rows()[1].state == ExpectationState::withdrawn);  // for another reason
  CHECK(store->untold_overdue(minutes_later(63), 10).size() == 1);
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("ledger: what we send and what a partner sends ends the rows of the orders it speaks of") {
  const Folder folder;
  const auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {});
  in_unit(*store, [&](Unit& unit) {
    for (const Expected what : {Expected::notice_856, Expected::invoice_810}) {
      unit.expect(expectation(made, what, 60));
    }
    ExpectationRecord theirs = expectation(made, Expected::response_855, 60);
    theirs.owed_by = OwedBy::partner;
    unit.expect(theirs);
  });
  const auto states = [&] {
    std::string out;
    for (const auto& row : store->expected_for("acme", "4501", 'P')) {
      out += std::string(out.empty() ? "" : " ") + std::string(name(row.what)) + ":" +
             std::string(name(row.state));
    }
    return out;
  };
  CHECK(states() == "856:open 810:open 855:open");
  OutboundId sent;
  const auto send = [&](BusinessKind kind, OutboundKind as, const char* number, char usage) {
    in_unit(*store, [&](Unit& unit) {
      const std::string claim = std::string("erp-") + number + usage;
      const DocumentId id = unit.receive(transom::test::document(claim, claim), claim);
      const AttemptId attempt = begin_attempt(unit, id);
      BusinessRecord row;
      row.part = {attempt, 0, 0, 1};
      row.kind = kind;
      row.partner = "acme";
      row.number = number;
      row.usage = usage;
      row.json = "{}";
      row.outgoing = true;
      row.orders = {{.number = "04501", .release = ""}, {.number = "4502", .release = ""}};
      OutboundRecord out = outbound({}, unit, as);
      out.usage = usage;
      out.carries = {unit.save(row)};
      sent = unit.queue(out);
      unit.finish_attempt(attempt, DocumentState::done, "", noon);
    });
  };
  send(BusinessKind::shipment, OutboundKind::notice_856, "SHP-1", 'T');
  CHECK(states() == "856:open 810:open 855:open");  // a test ends nothing of production
  send(BusinessKind::shipment, OutboundKind::notice_856, "SHP-2", 'P');
  CHECK(states() == "856:met 810:open 855:open");
  CHECK(store->expected_for("acme", "4501", 'P')[0].closed_with == sent);
  send(BusinessKind::shipment, OutboundKind::notice_856, "SHP-3", 'P');
  CHECK(store->expected_for("acme", "4501", 'P')[0].closed_with != sent);  // the first one ended it
  send(BusinessKind::invoice, OutboundKind::invoice_810, "INV-1", 'P');
  CHECK(states() == "856:met 810:met 855:open");
  in_unit(*store, [&](Unit& unit) {
    unit.mark_answered(sent, false, {}, minutes_later(5));
    unit.reopen(made.order, Expected::invoice_810, "the partner refused the invoice", {}, minutes_later(5));
  });
  CHECK(states() == "856:met 810:open 855:open");
  in_unit(*store,
          [&](Unit& unit) { unit.queue_again(sent, std::nullopt, "pat", "they lost it", minutes_later(6)); });
  CHECK(states() == "856:met 810:met 855:open");
  CHECK(store->expected_for("acme", "4501", 'P')[1].closed_with == sent);
  CHECK(store->contents_of(sent).at(0).number == "INV-1");
  CHECK(store->contents_of(sent).at(0).order == "04501");

  AttemptId came;
  BusinessId response;
  const auto receive_855 = [&](const char* number, bool interim) {
    in_unit(*store, [&](Unit& unit) {
      const std::string claim = std::string("their-855-") + number;
      const DocumentId id = unit.receive(transom::test::document(claim, claim), claim);
      came = begin_attempt(unit, id);
      BusinessRecord row = order_record({}, came);
      row.kind = BusinessKind::order_response;
      row.file_name.clear();
      row.interim = interim;
      unit.save(set_record({}, came));
      response = unit.save(row);
      unit.save(group_record(came));
      unit.save(interchange({.number = number}, came));
      OutboundRecord acknowledgment = outbound({}, unit, OutboundKind::ack_997);
      acknowledgment.answers = {group(came)};
      unit.queue(acknowledgment);
      unit.finish_attempt(came, DocumentState::done, "", noon);
    });
  };
  receive_855("000000909", true);
  CHECK(states() == "856:met 810:met 855:open");  // that the answer follows is no answer
  CHECK(store->business(response)->interim);
  receive_855("000000910", false);
  CHECK(states() == "856:met 810:met 855:met");
  CHECK_FALSE(store->business(response)->interim);
  CHECK(store->expected_for("acme", "4501", 'P')[2].closed_under == came);
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("ledger: each release of an order is owed its own, and what is for it ends that") {
  struct Row {
    const char* name;
    std::vector<OrderName> orders;
    std::string_view ended;  // releases
  };
  const Row rows[] = {{"one", {{"4501", "2"}}, "2"},
                      {"leading zeros apart", {{"04501", "002"}}, "2"},
                      {"none", {{"4501", ""}}, "none"},
                      {"zero is one", {{"4501", "00"}}, "0"},
                      {"two at once", {{"4501", "1"}, {"4501", "2"}}, "1 2"},
                      {"one that is not there", {{"4501", "3"}}, ""},
                      {"another order", {{"4502", "1"}}, ""}};
  for (const bool ours : {true, false}) {
    for (const Row& row : rows) {
      INFO(std::string(row.name), " ", ours);
      const Folder folder;
      const auto store = open_store(folder.file());
      std::uint64_t number = 900;
      for (const char* release : {"", "0", "1", "2"}) {
        const Processed made = receive_and_process(
            *store, {.claim = std::string("po-") + release, .number = padded(++number), .release = release});
        in_unit(*store, [&](Unit& unit) {
          ExpectationRecord notice = expectation(made, Expected::notice_856, 60);
          notice.release = release;
          notice.owed_by = ours ? OwedBy::us : OwedBy::partner;
          unit.expect(notice);
        });
      }
      in_unit(*store, [&](Unit& unit) {
        const DocumentId id = unit.receive(transom::test::document("notice", "notice"), "notice");
        BusinessRecord notice = order_record({}, begin_attempt(unit, id));
        notice.kind = BusinessKind::shipment;
        notice.part = {notice.part.attempt, 0, 0, 1};
        notice.number = "SN-1";
        notice.file_name.clear();
        notice.outgoing = ours;
        notice.orders = row.orders;
        OutboundRecord out = outbound({}, unit, OutboundKind::notice_856);
        const BusinessId saved = unit.save(notice);
        CHECK(unit.orders_meant(saved) == row.orders);
        if (ours) out.carries = {saved};
        if (ours) unit.queue(out);
        unit.finish_attempt(notice.part.attempt, DocumentState::done, "", noon);
      });
      std::string ended;
      for (const auto& one : store->expected_for("acme", "4501", 'P')) {
        if (one.state == ExpectationState::met)
          ended += (ended.empty() ? "" : " ") + (one.release.empty() ? "none" : one.release);
      }
      CHECK(ended == row.ended);
      if (ours) CHECK(told(store->fsck()) == "");
    }
  }
}

TEST_CASE("ledger: what is sent again is expected again") {
  const Folder folder;
  const auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {});
  in_unit(*store, [&](Unit& unit) { unit.mark_dropped({&made.response, 1}, noon); });
  const auto first = store->expected({}).at(0);
  in_unit(*store, [&](Unit& unit) { unit.mark_overdue(first.id, item_of(made), minutes_later(61)); });
  in_unit(*store, [&](Unit& unit) {
    unit.queue_again(made.response, minutes_later(200), "pat", "they lost it", minutes_later(100));
  });
  CHECK(store->open_items("", 10).empty());
  CHECK(store->expectation(first.id)->state == ExpectationState::withdrawn);
  const auto again = store->expected({});
  REQUIRE(again.size() == 1);
  CHECK(again[0].due == minutes_later(200));
  CHECK(again[0].opened == minutes_later(100));
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("ledger: an attempt given up has opened and closed nothing") {
  const Folder folder;
  auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {});
  in_unit(*store, [&](Unit& unit) { unit.expect(expectation(made, Expected::notice_856, 60)); });
  const auto before = store->expected({});
  REQUIRE(before.size() == 2);
  AttemptId staged;
  in_unit(*store, [&](Unit& unit) {
    const DocumentId document = unit.receive(transom::test::document("claim-2", "acks"), "acks");
    staged = begin_attempt(unit, document);
    Processed other = made;
    other.attempt = staged;
    other.order = unit.save(order_record({.order = "4502"}, staged));
    unit.expect(expectation(other, Expected::response_855, 30));
    unit.mark_answered(made.response, true, staged, noon);
  });
  CHECK(store->expected({}).size() == 1);  // the acknowledgment is here, though not all of its document
  store.reset();
  store = open_store(folder.file());
  CHECK(store->discard_open_attempts(noon) == 1);
  const auto after = store->expected({});
  REQUIRE(after.size() == 2);
  CHECK(after[0].id == before[0].id);
  CHECK_FALSE(after[0].closed);
  CHECK(store->expectation({3}) == std::nullopt);
}

TEST_CASE("ledger: what a document given up had answered is as it was before") {
  struct Row {
    const char* name;
    bool dropped, overdue;
    OutboundState want;
  };
  const Row rows[] = {{"not dropped yet", false, false, OutboundState::queued},
                      {"dropped", true, false, OutboundState::dropped},
                      {"overdue", true, true, OutboundState::dropped}};
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const Folder folder;
    auto store = open_store(folder.file());
    const Processed made = receive_and_process(*store, {});
    in_unit(*store, [&](Unit& unit) {
      const ExpectationId id = store->expected({}).at(0).id;
      if (row.dropped) unit.mark_dropped({&made.response, 1}, minutes_later(2));
      if (row.overdue) CHECK(unit.mark_overdue(id, item_of(made), minutes_later(61)));
    });
    in_unit(*store, [&](Unit& unit) {
      const DocumentId document = unit.receive(transom::test::document("claim-2", "acks"), "acks");
      unit.mark_answered(made.response, false, begin_attempt(unit, document), minutes_later(70));
    });
    CHECK(store->outbound(made.response)->state == OutboundState::refused);
    store.reset();
    store = open_store(folder.file());
    CHECK(store->discard_open_attempts(noon) == 1);
    CHECK(store->outbound(made.response)->state == row.want);
    if (row.dropped && !row.overdue) CHECK(store->outbound(made.response)->changed == minutes_later(2));
    CHECK(store->untold_overdue(minutes_later(71), 10).size() == (row.dropped ? 1 : 0));
    CHECK(told(store->fsck()) == "");
    // Sent once more it is nobody's answer that is given up.
    in_unit(*store, [&](Unit& unit) {
      const DocumentId document = unit.receive(transom::test::document("claim-3", "more"), "more");
      unit.mark_answered(made.response, true, begin_attempt(unit, document), minutes_later(80));
      unit.queue_again(made.response, std::nullopt, "pat", "they lost it", minutes_later(81));
    });
    CHECK(store->discard_open_attempts(noon) == 1);
    CHECK(store->outbound(made.response)->state == OutboundState::queued);
    CHECK(told(store->fsck()) == "");
  }
}

TEST_CASE("ledger: an attempt given up has taken nothing away and brought nothing back") {
  struct Row {
    const char* name;
    std::function<void(Unit&, const Processed&, AttemptId)> work;
  };
  const auto expect = [](Unit& unit, const Processed& made, AttemptId staged, Expected what) {
    ExpectationRecord row = expectation(made, what, 90);
    row.attempt = staged;
    row.terms = "anew";
    unit.expect(row);
  };
  const auto meet = [](Unit& unit, AttemptId attempt) {
    BusinessRecord notice = order_record({}, attempt);
    notice.kind = BusinessKind::shipment;
    notice.number = "SN-9";
    notice.file_name.clear();
    notice.orders = {{.number = "4501", .release = ""}};
    unit.save(notice);
  };
  using enum Expected;
  const Row rows[] = {
      {"withdraw all",
       [](Unit& unit, const Processed& made, AttemptId staged) {
         unit.withdraw(made.order, false, "it was cancelled", staged, minutes_later(62));
       }},
      {"withdraw one",
       [](Unit& unit, const Processed& made, AttemptId staged) {
         unit.withdraw(made.order, response_855, "it was cancelled", staged, minutes_later(62));
       }},
      {"reopen",
       [](Unit& unit, const Processed& made, AttemptId staged) {
         unit.reopen(made.order, notice_856, "it was taken back", staged, minutes_later(62));
       }},
      {"restore",
       [](Unit& unit, const Processed& made, AttemptId staged) {
         unit.restore(made.order, invoice_810, "it fell away", "it stands", staged, minutes_later(62));
       }},
      {"there is a cause again",
       [&](Unit& unit, const Processed& made, AttemptId staged) { expect(unit, made, staged, invoice_810); }},
      {"reopen, and meet it again",
       [&](Unit& unit, const Processed& made, AttemptId staged) {
         unit.reopen(made.order, notice_856, "it was taken back", staged, minutes_later(62));
         meet(unit, staged);
         unit.reopen(made.order, notice_856, "it was taken back", staged, minutes_later(63));
       }},
      {"restore, withdraw, and a cause again",
       [&](Unit& unit, const Processed& made, AttemptId staged) {
         unit.restore(made.order, invoice_810, "it fell away", "it stands", staged, minutes_later(62));
         unit.withdraw(made.order, false, "it was cancelled", staged, minutes_later(63));
         expect(unit, made, staged, invoice_810);
         expect(unit, made, staged, response_855);
       }},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const Folder folder;
    auto store = open_store(folder.file());
    const Processed made = receive_and_process(*store, {});
    in_unit(*store, [&](Unit& unit) {
      for (const Expected what : {response_855, notice_856, invoice_810}) {
        ExpectationRecord one = expectation(made, what, 60);
        one.owed_by = OwedBy::partner;
        unit.expect(one);
      }
      const DocumentId came = unit.receive(transom::test::document("their-856", "856"), "856");
      const AttemptId attempt = begin_attempt(unit, came);
      unit.save(set_record({}, attempt));
      meet(unit, attempt);
      unit.save(group_record(attempt));
      unit.save(interchange({.number = "000000911"}, attempt));
      OutboundRecord acknowledgment = outbound({}, unit, OutboundKind::ack_997);
      acknowledgment.answers = {group(attempt)};
      unit.queue(acknowledgment);
      unit.finish_attempt(attempt, DocumentState::done, "", noon);
      unit.withdraw(made.order, invoice_810, "it fell away", {}, noon);
    });
    const auto states = [&] {
      std::string out;
      for (const auto& one : store->expected_for("acme", "4501", 'P')) {
        out += std::string(name(one.what)) + " " + std::string(name(one.state)) + " " + one.terms + " due " +
               one.due.iso() + " by " + one.closed_by + " " + one.resolution + " under " +
               std::to_string(one.closed_under.value) + "\n";
      }
      return out;
    };
    const std::string before = states();
    AttemptId staged;
    in_unit(*store, [&](Unit& unit) {
      const DocumentId document = unit.receive(transom::test::document("claim-2", "large"), "large");
      staged = begin_attempt(unit, document);
      row.work(unit, made, staged);
    });
    CHECK(states() != before);
    store.reset();
    store = open_store(folder.file());
    CHECK(store->discard_open_attempts(noon) == 1);
    CHECK(states() == before);
    CHECK(told(store->fsck()) == "");
  }
}

TEST_CASE("ledger: what a document given up had ended is told once more when it is late") {
  const Folder folder;
  auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {});
  in_unit(*store, [&](Unit& unit) { unit.expect(expectation(made, Expected::notice_856, 60)); });
  const auto late = [&] { return store->untold_overdue(minutes_later(61), 10); };
  REQUIRE(late().size() == 1);
  const ExpectationId notice = late()[0].id;
  in_unit(*store, [&](Unit& unit) { unit.mark_overdue(notice, item_of(made), minutes_later(61)); });
  CHECK(late().empty());
  in_unit(*store, [&](Unit& unit) {
    const DocumentId document = unit.receive(transom::test::document("claim-2", "large"), "large");
    unit.withdraw(made.order, false, "it was cancelled", begin_attempt(unit, document), minutes_later(62));
  });
  CHECK(store->open_items("", 10).empty());
  store.reset();
  store = open_store(folder.file());
  CHECK(store->discard_open_attempts(noon) == 1);
  CHECK(store->expectation(notice)->state == ExpectationState::open);
  CHECK(late().size() == 1);
}
