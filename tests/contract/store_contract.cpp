// The contract of Store and Unit, run over every implementation; a new backend adds its type to the list.
#include <doctest/doctest.h>

#include "store_sample.hpp"

using namespace transom;
using namespace transom::test;

struct Sqlite {
  Folder folder;
  std::unique_ptr<Store> open() { return open_store(folder.file()); }
};

TEST_CASE_TEMPLATE("store contract: a document keeps its bytes", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const std::string bytes("ISA*00*\0\xff~", 10);
  auto unit = store->begin();
  const DocumentId id = unit->receive(document("claim-1", bytes), bytes);
  CHECK_FALSE(store->document(id));  // not before the commit
  unit->commit();

  REQUIRE(store->document(id));
  CHECK(store->document(id)->state == DocumentState::received);
  CHECK(store->document(id)->original_name == "po-claim-1.edi");
  CHECK(bytes_of(*store, id) == bytes);
  CHECK(store->unfinished().size() == 1);
  CHECK(store->find_claim("claim-1")->id == id);
  CHECK_FALSE(store->find_claim("claim-2"));
  CHECK(store->resolve(std::to_string(id.value), 5) == std::vector{id});
  CHECK(store->resolve(sha256_hex(bytes).substr(0, 8), 5) == std::vector{id});
  CHECK(store->resolve(sha256_hex(bytes).substr(0, 5), 5).empty());
  CHECK(store->resolve("4711", 5).empty());
  CHECK(told(store->fsck()) == "");
}

TEST_CASE_TEMPLATE("store contract: a large document comes in over several units", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const std::string first(1'500'000, 'a'), second(700'000, 'b');
  auto unit = store->begin();
  const DocumentId id = unit->begin_receiving(document("big", ""));
  unit->append_content(id, first);
  unit->commit();
  CHECK_FALSE(store->document(id));
  CHECK(store->documents({}).empty());
  CHECK_FALSE(store->find_claim("big"));
  unit = store->begin();
  unit->append_content(id, second);
  unit->end_receiving(id, sha256_hex(first + second));
  unit->commit();
  REQUIRE(store->document(id));
  CHECK(store->document(id)->size == first.size() + second.size());
  CHECK(bytes_of(*store, id) == first + second);

  std::size_t chunks = 0;
  store->content(id, [&chunks](std::string_view) { return ++chunks < 1; });
  CHECK(chunks == 1);  // the sink stops it
  CHECK(told(store->fsck()) == "");
}

TEST_CASE_TEMPLATE("store contract: what is saved is read back", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  auto unit = store->begin();
  const Sample s;
  const DocumentId id = unit->receive(document(s.claim, s.bytes), s.bytes);
  AttemptRecord attempt;
  attempt.document = id;
  attempt.maps = "m";
  attempt.started = noon;
  attempt.who = "pat";
  attempt.why = "table mended";
  const AttemptId made = unit->begin_attempt(attempt);
  FindingRecord finding;
  finding.rule = "element-code";
  finding.severity = Severity::warn;
  finding.place = {120, 1, 1, 1, 4, "PO1", "PO1", 3, 2, 1};
  finding.value = "XX";
  finding.expected = "one of EA, CA";
  finding.sentence = "PO103: XX is no unit";
  finding.element_number = "355";
  unit->save(made, finding);
  unit->save(set_record(s, made));
  unit->save(group_record(made));
  unit->save(interchange(s, made));
  const BusinessId order = unit->save(order_record(s, made));
  OutboundRecord acknowledgment = outbound(s, *unit, OutboundKind::ack_997);
  acknowledgment.answers = {group(made)};
  const OutboundId sent = unit->queue(acknowledgment);
  unit->finish_attempt(made, DocumentState::done, "", minutes_later(1));
  unit->commit();

  const auto attempts = store->attempts(id);
  REQUIRE(attempts.size() == 1);
  CHECK(attempts[0].id == made);
  CHECK(attempts[0].number == 1);
  CHECK(attempts[0].who == "pat");
  CHECK(attempts[0].why == "table mended");
  CHECK(attempts[0].finished == minutes_later(1));
  CHECK(attempts[0].outcome == DocumentState::done);
  const auto interchanges = store->interchanges(made, 10);
  REQUIRE(interchanges.size() == 1);
  CHECK(interchanges[0].part == whole(made));
  CHECK(interchanges[0].sender == "5551234");
  CHECK(interchanges[0].control_number == "000000905");
  CHECK(interchanges[0].usage == 'P');
  CHECK(interchanges[0].effective);
  const auto groups = store->groups(made, 10);
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].functional_id == "PO");
  CHECK(groups[0].acknowledged == 'A');
  CHECK(groups[0].answer == AnswerDecision::ack_997);
  const auto sets = store->sets(made, 10);
  REQUIRE(sets.size() == 1);
  CHECK(sets[0].part == set(made));
  CHECK(sets[0].segments == 9);
  CHECK(sets[0].outcome == SetOutcome::accepted);
  CHECK(store->sets(made, 10, set(made)).empty());  // the next page
  const auto findings = store->findings(made, 10);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule == "element-code");
  CHECK(findings[0].severity == Severity::warn);
  CHECK(findings[0].place.offset == 120);
  CHECK(findings[0].place.loop == "PO1");
  CHECK(findings[0].place.component == 1);
  CHECK(findings[0].sentence == "PO103: XX is no unit");
  REQUIRE(store->business(order));
  CHECK(store->business(order)->json == "{\"number\":\"4501\"}");
  CHECK(store->business(made, 10).size() == 1);
  CHECK(store->business(made, 10, order).empty());
  REQUIRE(store->outbounds(id).size() == 1);
  REQUIRE(store->outbound(sent));
  CHECK(store->outbound(sent)->answers == std::vector{group(made)});
  CHECK(store->outbound_chunk(sent, 0) == acknowledgment.bytes);
  CHECK(store->outbound_chunk(sent, 1) == "");
  CHECK(store->document(id)->state == DocumentState::done);
  CHECK(store->document(id)->attempts == 1);
  CHECK(told(store->fsck()) == "");
}

TEST_CASE_TEMPLATE("store contract: a unit that is not committed leaves nothing", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Sample s;
  const Processed first = receive_and_process(*store, s);
  try {
    auto unit = store->begin();
    const DocumentId id = unit->receive(document("claim-2", s.bytes), s.bytes);
    process(*unit, {.claim = "claim-2", .number = "000000906"}, id);
    throw std::runtime_error("somebody pulled the plug");
  } catch (const std::runtime_error&) {
  }
  CHECK(store->documents({}).size() == 1);
  CHECK(store->pending_outbounds(10).size() == 2);
  CHECK(store->find("906", 10).empty());
  auto unit = store->begin();
  CHECK(unit->take_control_number(isa_range()).number == 3);  // the numbers came back as well
  CHECK(told(store->fsck()) == "");

  SUBCASE("a verb that failed cannot be committed over") {
    CHECK_THROWS_AS(unit->save(set_record(s, first.attempt)), Failure);
    CHECK_THROWS_WITH_AS(unit->commit(),
                         "bug: a unit is committed that failed or has ended; please report it", Failure);
  }
  SUBCASE("a unit that has ended is not used again") {
    unit->commit();
    CHECK_THROWS_AS(unit->take_control_number(isa_range()), Failure);
  }
}

TEST_CASE_TEMPLATE("store contract: nobody sees what is staged under an open attempt", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Sample s;
  auto unit = store->begin();
  const DocumentId id = unit->receive(document(s.claim, s.bytes), s.bytes);
  const AttemptId attempt = begin_attempt(*unit, id);
  unit->save(set_record(s, attempt));
  unit->save(group_record(attempt));
  unit->save(interchange(s, attempt));
  const BusinessId order = unit->save(order_record(s, attempt));
  OutboundRecord staged = outbound(s, *unit, OutboundKind::ack_997);
  staged.attempt = attempt;
  staged.group_number = "1";
  staged.answer_due = noon;
  staged.answers = {group(attempt)};
  const OutboundId sent = unit->queue(staged);
  WorkItemRecord item;
  item.document = id;
  item.part = set(attempt);
  item.reason = "UNMAPPED";
  item.opened = noon;
  unit->open(item);
  unit->commit();

  const InterchangeKey key{"acme", "5551234", "US", "905", 'P'};
  const auto invisible = [&] {
    CHECK(store->attempts(id).empty());
    CHECK(store->interchanges(attempt, 10).empty());
    CHECK(store->groups(attempt, 10).empty());
    CHECK(store->sets(attempt, 10).empty());
    CHECK(store->business(attempt, 10).empty());
    CHECK_FALSE(store->business(order));
    CHECK(store->outbounds(id).empty());
    CHECK_FALSE(store->outbound(sent));
    CHECK(store->pending_outbounds(10).empty());
    CHECK(store->pending_exports(10).empty());
    CHECK(store->open_items("", 10).empty());
    CHECK(store->items(id).empty());
    CHECK_FALSE(store->find_interchange(key, {}, {}));
    CHECK(store->find_orders({"acme", "4501", "", "original"}, {}).empty());
    CHECK_FALSE(store->find_order_of_set({"acme", "905", "77", "0001", set_record(s, attempt).hash}, {}));
    CHECK(store->find_sent("acme", SentNumber::group, 1).empty());
    CHECK(store->find_sent("acme", SentNumber::interchange, 1).empty());
    CHECK(store->sent({}).empty());
    CHECK(store->effects(id).orders.empty());
    CHECK(store->effects(id).answers.empty());
    CHECK(store->find("4501", 10).empty());
    CHECK(store->counts({}).queued_outbounds == 0);
    CHECK(store->counts({}).pending_exports == 0);
    CHECK(store->counts({}).open_items == 0);
    CHECK(told(store->fsck()) == "");
  };
  invisible();

  SUBCASE("until it is finished") {
    unit = store->begin();
    CHECK(unit->find_interchange(key, {}, attempt));  // its own attempt sees it
    CHECK_FALSE(unit->find_interchange(key, {}, {}));
    CHECK(unit->find_orders({"acme", "4501", "", "original"}, attempt).size() == 1);
    unit->finish_attempt(attempt, DocumentState::done, "", minutes_later(1));
    CHECK(unit->find_interchange(key, {}, {}));
    unit->commit();
    CHECK(store->business(order));
    CHECK(store->pending_outbounds(10).size() == 1);
    CHECK(store->pending_exports(10).size() == 1);
    CHECK(store->open_items("", 10).size() == 1);
    CHECK(store->find_interchange(key, {}, {}));
    CHECK(told(store->fsck()) == "");
  }
  SUBCASE("and never when it is given up") {
    CHECK(store->discard_open_attempts(minutes_later(2)) == 1);
    CHECK(store->discard_open_attempts(minutes_later(2)) == 0);
    invisible();
    unit = store->begin();
    const AttemptId second = begin_attempt(*unit, id);
    CHECK(second != attempt);  // its number is not used again
    CHECK(unit->take_control_number(isa_range()).number == 2);
  }
  SUBCASE("which goes in portions") {
    int portions = 1;
    for (bool gone = false; !gone; ++portions) {
      unit = store->begin();
      gone = unit->discard_attempt(attempt, "test", 1);
      unit->commit();
      invisible();
    }
    CHECK(portions > 5);
  }
}

TEST_CASE_TEMPLATE("store contract: what is too long to be held goes in and out in pieces", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Sample s;
  std::string all;
  for (int i = 0; i < 5; ++i) all += std::string(300'000, static_cast<char>('a' + i));
  const GiveBytes give = [&](const TakeBytes& take) {
    for (std::string_view rest = all; !rest.empty(); rest.remove_prefix(300'000))
      take(rest.substr(0, 300'000));
  };
  auto unit = store->begin();
  const DocumentId id = unit->receive(document(s.claim, s.bytes), s.bytes);
  const AttemptId attempt = begin_attempt(*unit, id);
  SetRecord rows = set_record(s, attempt);
  for (std::uint32_t n = 1; n <= 3; ++n) {
    rows.part.set = n;
    rows.control_number = "000" + std::to_string(n);
    rows.implementation = "005010X220";
    rows.acknowledged = n == 2 ? 'R' : 'A';
    unit->save(rows);
  }
  OutboundRecord staged = outbound(s, *unit, OutboundKind::ack_997);
  staged.attempt = attempt;
  staged.answers = {group(attempt)};
  const std::string short_one = std::exchange(staged.bytes, {});
  std::string seen;
  const OutboundId sent = unit->queue(staged, [&](const TakeBytes& take) {
    // The pieces may be made of what the unit has saved.
    unit->each_set(group(attempt), [&](const SetRecord& set) {
      seen += set.id + set.control_number + set.implementation + set.acknowledged + " ";
    });
    give(take);
  });
  CHECK(seen == "8500001005010X220A 8500002005010X220R 8500003005010X220A ");
  CHECK(read_all(*unit, sent) == all);
  unit->commit();

  SUBCASE("and is seen when its attempt is finished") {
    unit = store->begin();
    unit->save(group_record(attempt));
    unit->save(interchange(s, attempt));
    unit->finish_attempt(attempt, DocumentState::done, "", minutes_later(1));
    unit->commit();
    CHECK(store->sets(attempt, 10)[1].implementation == "005010X220");
    CHECK(read_all(*store, sent) == all);
    CHECK(store->outbound_chunk(sent, 1U << 20).empty());
    REQUIRE(store->pending_outbounds(10).size() == 1);
    CHECK(store->pending_outbounds(10)[0].bytes.empty());
  }
  SUBCASE("and goes when its attempt is given up") {
    CHECK(store->discard_open_attempts(minutes_later(1)) == 1);
    CHECK(read_all(*store, sent).empty());
    CHECK(told(store->fsck()) == "");
  }
}

TEST_CASE_TEMPLATE("store contract: receipts that a crash left open are given up", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  auto unit = store->begin();
  const DocumentId id = unit->begin_receiving(document("big", ""));
  unit->append_content(id, std::string(100'000, 'a'));
  unit->commit();
  CHECK(store->discard_open_attempts(minutes_later(1)) == 1);
  REQUIRE(store->document(id));
  CHECK(store->document(id)->state == DocumentState::discarded);
  CHECK(bytes_of(*store, id) == "");
  CHECK(told(store->fsck()) == "");
  unit = store->begin();
  CHECK(unit->receive(document("big", "x"), "x") != id);  // the claim comes again
  unit->commit();
  CHECK(store->find_claim("big"));
}

TEST_CASE_TEMPLATE("store contract: duplicates are found", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Sample s;
  const Processed made = receive_and_process(*store, s);
  const std::string set_hash = set_record(s, made.attempt).hash;

  struct Row {
    const char* name;
    InterchangeKey key;
    Instant since;
    bool found;
  };
  const Row rows[] = {
      {"same", {"acme", "5551234", "US", "000000905", 'P'}, {}, true},
      {"without zeros", {"acme", "5551234", "US", "905", 'P'}, {}, true},
      {"within the look-back", {"acme", "5551234", "US", "905", 'P'}, noon, true},
      {"before the look-back", {"acme", "5551234", "US", "905", 'P'}, minutes_later(1), false},
      {"test", {"acme", "5551234", "US", "905", 'T'}, {}, false},
      {"another partner", {"best", "5551234", "US", "905", 'P'}, {}, false},
      {"another sender", {"acme", "5559999", "US", "905", 'P'}, {}, false},
      {"another receiver", {"acme", "5551234", "THEM", "905", 'P'}, {}, false},
      {"another number", {"acme", "5551234", "US", "9050", 'P'}, {}, false},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const auto match = store->find_interchange(row.key, row.since, {});
    REQUIRE(match.has_value() == row.found);
    if (!match) continue;
    CHECK(match->document == made.document);
    CHECK(match->part == whole(made.attempt));
    CHECK(match->hash == sha256_hex(s.bytes));
    CHECK(match->received == noon);
  }

  const auto orders = store->find_orders({"acme", "4501", "", "original"}, {});
  REQUIRE(orders.size() == 1);
  CHECK(orders[0].business == made.order);
  CHECK(orders[0].document == made.document);
  CHECK(orders[0].set_hash == set_hash);
  CHECK(store->find_order({"acme", "4501", "", "original"}, {})->business == made.order);
  CHECK_FALSE(store->find_order({"acme", "4501", "", "change"}, {}));
  CHECK(store->find_orders({"acme", "4501", "1", "original"}, {}).empty());
  CHECK(store->find_orders({"acme", "4501", "", "change"}, {}).empty());
  CHECK(store->find_orders({"acme", "04501", "", "original"}, {})
            .empty());  // zeros in a PO number mean something
  CHECK(store->find_orders({"best", "4501", "", "original"}, {}).empty());

  CHECK(store->find_order_of_set({"acme", "905", "77", "0001", set_hash}, {})->business == made.order);
  CHECK_FALSE(store->find_order_of_set({"acme", "905", "78", "0001", set_hash}, {}));
  CHECK_FALSE(store->find_order_of_set({"acme", "905", "77", "0002", set_hash}, {}));
  CHECK_FALSE(store->find_order_of_set({"acme", "905", "77", "0001", sha256_hex("other")}, {}));
}

TEST_CASE_TEMPLATE("store contract: copies are of one document, one order's number and one content", Backend,
                   Sqlite) {
  Backend backend;
  auto store = backend.open();
  Sample other;
  other.claim = "claim-2";
  const Processed first = receive_and_process(*store, other);
  const Sample s;
  const OrderKey key{"acme", "4501", "", "original"};
  const std::string content = set_record(s, {}).hash;
  auto unit = store->begin();
  const DocumentId id = unit->receive(document(s.claim, s.bytes), s.bytes);
  const AttemptId attempt = begin_attempt(*unit, id);
  std::vector<BusinessId> saved;
  for (std::uint32_t n = 1; n <= 3; ++n) {  // the second is another set
    SetRecord row = set_record(s, attempt);
    BusinessRecord order = order_record(s, attempt);
    row.part.set = order.part.set = n;
    order.file_name += std::to_string(n);
    if (n == 2) row.hash = sha256_hex("another");
    unit->save(row);
    saved.push_back(unit->save(order));
  }
  // The document's own attempt is open: its copies are seen, newest first, and nobody else's.
  auto copies = unit->find_copies(key, content, id);
  REQUIRE(copies.size() == 2);
  CHECK(copies[0].business == saved[2]);
  CHECK(copies[1].business == saved[0]);
  CHECK(copies[1].part == set(attempt));
  CHECK(unit->find_copies({"acme", "4502", "", "original"}, content, id).empty());
  CHECK(unit->find_copies(key, content, first.document).size() == 1);
  // The newest of all: this attempt's for itself, the finished one's for everybody else.
  CHECK(unit->find_order(key, attempt)->business == saved[2]);
  CHECK(unit->find_order(key, {})->business == first.order);
}

TEST_CASE_TEMPLATE("store contract: what had no effect makes no duplicate", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  auto unit = store->begin();
  const DocumentId id = unit->receive(document("claim-1", "x"), "x");
  const AttemptId attempt = begin_attempt(*unit, id);
  InterchangeRecord rejected = interchange({}, attempt);
  rejected.outcome = InterchangeOutcome::rejected;
  rejected.effective = false;
  unit->save(rejected);
  BusinessRecord order = order_record({}, attempt);
  order.verdict = Verdict::duplicate;
  unit->save(order);
  unit->finish_attempt(attempt, DocumentState::quarantined, "IEA is missing", noon);
  unit->commit();
  CHECK_FALSE(store->find_interchange({"acme", "5551234", "US", "905", 'P'}, {}, {}));
  CHECK(store->find_orders({"acme", "4501", "", "original"}, {}).empty());
  CHECK_FALSE(store->find_order({"acme", "4501", "", "original"}, {}));
  CHECK(store->pending_exports(10).empty());
  CHECK(store->document(id)->state == DocumentState::quarantined);
  CHECK(store->document(id)->reason == "IEA is missing");
}

TEST_CASE_TEMPLATE("store contract: a replay is told what took effect", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Processed made = receive_and_process(*store, {});
  const Effects effects = store->effects(made.document);
  REQUIRE(effects.orders.size() == 1);
  CHECK(effects.orders[0].part == set(made.attempt));
  CHECK(effects.orders[0].business == made.order);
  REQUIRE(effects.answers.size() == 2);
  CHECK(effects.answers[0].part == group(made.attempt));
  CHECK(effects.answers[0].kind == OutboundKind::ack_997);
  CHECK(effects.answers[0].outbound == made.acknowledgment);
  CHECK(effects.answers[1].part == set(made.attempt));
  CHECK(effects.answers[1].kind == OutboundKind::response_855);

  auto unit = store->begin();
  const AttemptId second = begin_attempt(*unit, made.document);
  CHECK(unit->effects(made.document).orders.size() == 1);
  GroupRecord group = group_record(second);
  group.answer = AnswerDecision::answered_before;
  unit->save(set_record({}, second));
  unit->save(group);
  unit->save(interchange({}, second));
  unit->finish_attempt(second, DocumentState::done, "", minutes_later(9));
  unit->commit();
  CHECK(store->attempts(made.document).size() == 2);
  CHECK(store->attempts(made.document)[1].number == 2);
  CHECK(store->document(made.document)->attempts == 2);
  CHECK(store->outbounds(made.document).size() == 2);
  CHECK(told(store->fsck()) == "");
}

TEST_CASE_TEMPLATE("store contract: control numbers", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const auto take = [&store](const CounterRange& range, int times) {
    auto unit = store->begin();
    std::string taken;
    for (int i = 0; i < times; ++i) {
      const ControlNumber number = unit->take_control_number(range);
      taken += std::to_string(number.cycle) + ":" + std::to_string(number.number) + " ";
    }
    unit->commit();
    return taken;
  };
  CHECK(take({"a"}, 3) == "1:1 1:2 1:3 ");
  CHECK(take({"a"}, 1) == "1:4 ");
  CHECK(take({"b", 100, 102}, 2) == "1:100 1:101 ");
  CHECK(take({"b", 100, 102}, 3) == "1:102 2:100 2:101 ");
  CHECK(take({"a", 50}, 2) == "1:50 1:51 ");  // the range begins later now: the gap is recorded
  CHECK(take({"a", 1, 20}, 1) == "2:1 ");     // the range was cut below what was drawn
  CHECK(take({"c", 8, 9, false}, 2) == "1:8 1:9 ");
  CHECK_THROWS_WITH_AS(
      take({"c", 8, 9, false}, 1),
      "c: its control numbers are used up, 9 was the last; agree a new range with the partner, or "
      "allow rollover",
      Failure);
}

TEST_CASE_TEMPLATE("store contract: numbers that come round again are told apart", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const CounterRange small{"isa:small", 1, 2};
  for (const char* file : {"a", "b", "c"}) {
    auto unit = store->begin();
    OutboundRecord o;
    o.partner = o.folder = "acme";
    o.file_name = file;
    o.scope = small.scope;
    o.control_number = padded(unit->take_control_number(small).number);
    o.queued = noon;
    unit->queue(o);
    unit->commit();
  }
  const auto queued = store->pending_outbounds(10);
  REQUIRE(queued.size() == 3);
  CHECK(queued[1].cycle == 1);
  CHECK(queued[2].control_number == "000000001");
  CHECK(queued[2].cycle == 2);
  CHECK(told(store->fsck()) == "");
}

static WorkItemRecord overdue_item(const Processed& made) {
  WorkItemRecord item;
  item.document = made.document;
  item.reason = "overdue";
  item.sentence = "it is late";
  item.next_step = "ask for it";
  item.owner = "partner";
  item.opened = noon;
  return item;
}

TEST_CASE_TEMPLATE("store contract: states move along their arrows", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Processed made = receive_and_process(*store, {});
  const auto state = [&](OutboundId id) { return store->outbound(id)->state; };
  const auto in_unit = [&](const auto& verb) {
    auto unit = store->begin();
    verb(*unit);
    unit->commit();
  };
  CHECK(store->pending_outbounds(1).size() == 1);
  CHECK(store->pending_outbounds(10, made.acknowledgment).size() == 1);
  const OutboundId both[] = {made.acknowledgment, made.response};
  in_unit([&](Unit& unit) { unit.mark_dropped(both, minutes_later(2)); });
  in_unit([&](Unit& unit) { unit.mark_dropped(both, minutes_later(3)); });
  CHECK(state(made.acknowledgment) == OutboundState::dropped);
  CHECK(store->outbound(made.acknowledgment)->changed == minutes_later(2));  // the first time counts
  CHECK(store->pending_outbounds(10).empty());

  CHECK(store->untold_overdue(minutes_later(60), 10).empty());
  const auto late = store->untold_overdue(minutes_later(61), 10);
  REQUIRE(late.size() == 1);
  CHECK(late[0].outbound == made.response);
  in_unit([&](Unit& unit) { unit.mark_overdue(late[0].id, overdue_item(made), minutes_later(61)); });
  CHECK(state(made.response) == OutboundState::overdue);
  REQUIRE(store->find_sent("acme", SentNumber::group, 9000000905).size() == 1);
  CHECK(store->find_sent("acme", SentNumber::group, 9000000905)[0].id == made.response);
  in_unit([&](Unit& unit) { unit.mark_answered(made.response, false, made.attempt, minutes_later(70)); });
  CHECK(state(made.response) == OutboundState::refused);
  in_unit([&](Unit& unit) { unit.mark_answered(made.response, true, made.attempt, minutes_later(71)); });
  CHECK(state(made.response) == OutboundState::refused);
  CHECK(store->count_overdue(minutes_later(600)) == 0);

  CHECK_THROWS_WITH_AS(
      store->begin()->cancel(made.response, "pat", "wrong price", noon),
      "outbound 2: cannot be cancelled, it is refused; only what is still queued can be cancelled", Failure);
  CHECK(told(store->fsck()) == "");
}

TEST_CASE_TEMPLATE("store contract: a queued outbound can be cancelled", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Processed made = receive_and_process(*store, {});
  auto unit = store->begin();
  unit->cancel(made.response, "pat", "wrong price", noon);
  unit->commit();
  CHECK(store->outbound(made.response)->state == OutboundState::cancelled);
  CHECK(store->pending_outbounds(10).size() == 1);
  CHECK(store->effects(made.document).answers.size() == 1);  // it may be answered anew
  CHECK(told(store->fsck()) == "");
}

TEST_CASE_TEMPLATE("store contract: exports and decisions", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Processed good = receive_and_process(*store, {});
  auto unit = store->begin();
  const Sample held{.claim = "claim-2", .number = "000000906", .verdict = Verdict::held};
  const DocumentId id = unit->receive(document(held.claim, held.bytes), held.bytes);
  const Processed kept = process(*unit, held, id);
  WorkItemRecord item;
  item.document = id;
  item.business = kept.order;
  item.reason = "DUP_CONFLICT";
  item.sentence = "4501 came before with other content";
  item.next_step = "ask the partner";
  item.partner = "acme";
  item.number = "4501";
  item.opened = noon;
  const WorkItemId opened = unit->open(item);
  unit->commit();
  CHECK(told(store->fsck()) == "");

  REQUIRE(store->pending_exports(10).size() == 1);
  CHECK(store->pending_exports(10)[0].id == good.order);
  unit = store->begin();
  const BusinessId both[] = {good.order, kept.order};
  unit->mark_exported(both, minutes_later(1));  // a held one is not exported
  unit->commit();
  CHECK(store->pending_exports(10).empty());
  CHECK(store->business(good.order)->exported == minutes_later(1));
  CHECK_FALSE(store->business(kept.order)->exported);

  REQUIRE(store->open_items("acme", 10).size() == 1);
  CHECK(store->open_items("acme", 10)[0].id == opened);
  store->verify();
  REQUIRE(store->untold_items(10).size() == 1);
  CHECK(store->untold_items(10)[0].id == opened);
  unit = store->begin();
  unit->mark_told({&opened, 1}, noon);
  unit->commit();
  CHECK(store->untold_items(10).empty());
  CHECK(store->open_items("acme", 10)[0].next_step == "ask the partner");
  CHECK(store->open_items("best", 10).empty());
  CHECK(store->counts({}).open_items == 1);
  unit = store->begin();
  unit->decide(kept.order, Verdict::accepted, "pat", "the partner confirmed", minutes_later(2));
  unit->close(opened, "pat", "released", minutes_later(2));
  unit->commit();
  REQUIRE(store->pending_exports(10).size() == 1);
  CHECK(store->pending_exports(10)[0].id == kept.order);
  CHECK(store->open_items("", 10).empty());
  REQUIRE(store->items(id).size() == 1);
  CHECK(store->items(id)[0].closed_by == "pat");
  CHECK(store->items(id)[0].resolution == "released");

  CHECK_THROWS_WITH_AS(store->begin()->decide(kept.order, Verdict::rejected, "pat", "", noon),
                       "business document 2: is not held, it is accepted; look at it with transom show",
                       Failure);
  CHECK_THROWS_WITH_AS(store->begin()->close(opened, "pat", "", noon),
                       "work item 1: is not open; transom failed lists the open ones", Failure);
  CHECK(told(store->fsck()) == "");
}

TEST_CASE_TEMPLATE("store contract: held orders, what was decided about them, and by which reference data",
                   Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  auto unit = store->begin();
  const DocumentId id = unit->receive(document("claim-1", "x"), "x");
  const AttemptId attempt = begin_attempt(*unit, id);
  BusinessRecord held = order_record({}, attempt);
  held.verdict = Verdict::held;
  held.file_name.clear();
  held.reference = sha256_hex("version");
  CHECK_FALSE(unit->knows_reference(held.reference));
  ReferenceRecord version{.hash = held.reference, .partner = "acme", .imported = noon};
  version.tables.push_back({.name = "items", .hash = sha256_hex("a,b"), .rows = 3, .bytes = "a,b"});
  unit->save(version);
  unit->save(version);
  CHECK(unit->knows_reference(held.reference));
  const BusinessId order = unit->save(held);
  DecisionRecord rule{.business = order, .at = noon, .who = "engine", .action = "hold"};
  rule.rule = "price-over-contract";
  rule.line = "1";
  rule.code = "IP";
  rule.change = "price=9.50";
  rule.owner = "pricing";
  rule.sentence = "too dear";
  rule.next = "call";
  rule.figure = Decimal::parse("0.50");
  rule.reference = held.reference;
  unit->save(rule);
  CHECK(store->held("", 10).empty());  // its attempt is open
  unit->finish_attempt(attempt, DocumentState::done, "", noon);
  unit->commit();

  REQUIRE(store->held("acme", 10).size() == 1);
  CHECK(store->held("acme", 10)[0].id == order);
  CHECK(store->held("best", 10).empty());
  REQUIRE(store->reference(held.reference));
  CHECK(store->reference(held.reference)->tables[0].rows == 3);
  CHECK_FALSE(store->reference(sha256_hex("other")));
  CHECK(store->pending_exports(10).empty());

  unit = store->begin();
  unit->save(DecisionRecord{
      .business = order, .at = minutes_later(1), .who = "pat", .action = "release", .why = "agreed"});
  unit->prepare(order, "4501.json", "{\"changed\":1}");
  unit->decide(order, Verdict::changed, "pat", "agreed", minutes_later(1));
  unit->commit();
  CHECK(store->held("", 10).empty());
  REQUIRE(store->pending_exports(10).size() == 1);
  CHECK(store->pending_exports(10)[0].file_name == "4501.json");
  CHECK(store->pending_exports(10)[0].changed == "{\"changed\":1}");
  CHECK(store->pending_exports(10)[0].json == held.json);
  const auto decisions = store->decisions_on(order);
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[0].number == 1);
  CHECK(decisions[0].rule == "price-over-contract");
  CHECK(decisions[0].change == "price=9.50");
  CHECK(decisions[0].figure == Decimal::parse("0.50"));
  CHECK(decisions[0].reference == held.reference);
  CHECK_FALSE(decisions[1].figure);
  CHECK(decisions[1].reference == "");
  CHECK(decisions[1].who == "pat");
  CHECK(decisions[1].why == "agreed");
  CHECK_THROWS_WITH_AS(store->begin()->prepare(order, "x", ""),
                       "business document 1: is not held, it is changed; look at it with transom show",
                       Failure);
  CHECK(told(store->fsck()) == "");
}

TEST_CASE_TEMPLATE("store contract: a work item may come after its attempt", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  auto unit = store->begin();
  const DocumentId id = unit->receive(document("claim-1", "x"), "x");
  const Processed made = process(*unit, {}, id);
  WorkItemRecord item;
  item.part = set(made.attempt);
  item.reason = "answer-faulty";
  item.opened = noon;
  unit->open(item);
  unit->commit();
  REQUIRE(store->items(id).size() == 1);
  CHECK(store->items(id)[0].document == id);
  CHECK(store->items(id)[0].part == set(made.attempt));
  unit = store->begin();
  CHECK(unit->close_items_of(id, "pat", "mended", noon) == 1);
  CHECK(unit->close_items_of(id, "pat", "mended", noon) == 0);
}

TEST_CASE_TEMPLATE("store contract: what could not go ends when its corrected form goes", Backend, Sqlite) {
  struct Row {
    const char* name;
    std::string unsent, partner, number;
    bool ends = false;
    bool behind = false;  // left behind the one that goes, in the same file
    BusinessKind kind = BusinessKind::invoice;
    OutboundKind as = OutboundKind::invoice_810;
    const char *purpose = "original", *json = "{}";
  };
  const auto change = [](Row row, const char* sequence) {
    row.kind = BusinessKind::order_change;
    row.as = OutboundKind::change_860;
    row.purpose = "change";
    row.json = sequence;
    return row;
  };
  const auto answer = [](Row row, const char* purpose) {
    row.kind = BusinessKind::order_response;
    row.as = OutboundKind::change_response_865;
    row.purpose = purpose;
    row.json = R"({"change_sequence":"2"})";
    return row;
  };
  const Row rows[] = {
      {"the same", "810 P 00 ", "acme", "INV-7", true},
      {"leading zeros apart", "810 P 00 ", "acme", "00INV-7", true},
      {"another set", "856 P 00 ", "acme", "INV-7"},
      {"test data", "810 T 00 ", "acme", "INV-7"},
      {"a cancellation", "810 P 10 ", "acme", "INV-7"},
      {"of a release", "810 P 00 3", "acme", "INV-7"},
      {"of another partner", "810 P 00 ", "best", "INV-7"},
      {"another number", "810 P 00 ", "acme", "INV-8"},
      {"what nothing ends", "", "acme", "INV-7"},
      {"one that came too late", "810 P 00 ", "acme", "INV-7", false, true},
      change({"a change of that number", "860 P 00  2", "acme", "INV-7", true}, R"({"sequence":"02"})"),
      change({"another change of the order", "860 P 00  1", "acme", "INV-7"}, R"({"sequence":"2"})"),
      change({"a change without a number", "860 P 00  2", "acme", "INV-7"}, "{}"),
      answer({"an answer to a change", "865 P 00  2", "acme", "INV-7", true}, "original"),
      answer({"an answer to another", "865 P 00  3", "acme", "INV-7"}, "original"),
      answer({"what a vendor wants is no answer", "865 P 00  2", "acme", "INV-7"}, "seller_change"),
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Backend backend;
    auto store = backend.open();
    auto unit = store->begin();
    AttemptId attempts[2];
    DocumentId documents[2];
    for (int i = 0; i < 2; ++i) {
      const std::string bytes(1, static_cast<char>('x' + i));
      documents[i] = unit->receive(document("claim-" + bytes, bytes), bytes);
      attempts[i] = begin_attempt(*unit, documents[i]);
    }
    unit->open({.part = {attempts[row.behind], 0, 0, row.behind ? 2U : 1U},
                .reason = "match-arithmetic",
                .partner = row.partner,
                .number = row.number,
                .unsent = row.unsent,
                .opened = noon});
    BusinessRecord goes = order_record({.order = "INV-7"}, attempts[1]);
    goes.part = {attempts[1], 0, 0, 1};
    goes.kind = row.kind;
    goes.purpose = row.purpose;
    goes.json = row.json;
    goes.outgoing = true;
    OutboundRecord carrier = outbound({}, *unit, row.as);
    carrier.carries = {unit->save(goes)};
    for (const AttemptId attempt : attempts) unit->finish_attempt(attempt, DocumentState::done, "", noon);
    unit->queue(carrier);
    unit->commit();
    const auto items = store->items(documents[row.behind]);
    REQUIRE(items.size() == 1);
    CHECK(items[0].closed.has_value() == row.ends);
    CHECK(items[0].unsent == row.unsent);
    CHECK((items[0].resolution.find("went out in interchange") != std::string::npos) == row.ends);
  }
}

TEST_CASE_TEMPLATE("store contract: lists and counts", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Processed first = receive_and_process(*store, {});
  const Processed second =
      receive_and_process(*store, {.claim = "claim-2", .number = "17", .partner = "best"});
  auto unit = store->begin();
  DocumentRecord late = document("claim-3", "x");
  late.received = minutes_later(30);
  const DocumentId third = unit->receive(late, "x");
  unit->commit();

  const auto ids = [&store](const DocumentFilter& filter) {
    std::vector<std::int64_t> all;
    for (const DocumentRecord& d : store->documents(filter)) all.push_back(d.id.value);
    return all;
  };
  using Ids = std::vector<std::int64_t>;
  const auto [a, b, c] = std::tuple(first.document.value, second.document.value, third.value);
  CHECK(ids({}) == Ids{c, b, a});
  CHECK(ids({.state = DocumentState::received}) == Ids{c});
  CHECK(ids({.partner = "best"}) == Ids{b});
  CHECK(ids({.since = minutes_later(1)}) == Ids{c});
  CHECK(ids({.limit = 2}) == Ids{c, b});
  CHECK(ids({.before = second.document}) == Ids{a});
  CHECK(store->counts({}).received == 1);
  CHECK(store->counts({}).done == 2);
  CHECK(store->counts({}).queued_outbounds == 4);
  CHECK(store->counts({}).pending_exports == 2);
  CHECK(store->counts(minutes_later(1)).done == 0);
  CHECK(store->counts(minutes_later(1)).received == 1);
}

TEST_CASE_TEMPLATE("store contract: find by what people know", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Processed made = receive_and_process(*store, {.order = "PO-0012345"});
  receive_and_process(*store, {.claim = "claim-2", .number = "000012345", .partner = "best", .order = "X"});

  struct Row {
    std::string text;
    std::string hits;  // what:document, in order
  };
  const Row rows[] = {
      {"PO-0012345", "purchase order:1"},
      {"po-00123", "purchase order:1"},
      {"905", "interchange control number:1 our group control number:1"},
      {"0905", "interchange control number:1 our group control number:1"},
      {"12345", "interchange control number:2 purchase order:1 our group control number:2"},
      {"0077", "group control number:2 group control number:1"},
      {"0001",
       "set control number:2 set control number:1 our control number:1 interchange control number:2"
       " our group control number:2 our file name:1"},
      {"po-claim-2.edi", "file name:2"},
      {"5551234", "sender:2 sender:1"},
      {"BEST", "partner:2"},
      {"000000003", "our control number:2 our file name:2"},
      {"100%_", ""},
      {"nothing", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    std::string got;
    for (const Hit& hit : store->find(row.text, 50)) {
      got += (got.empty() ? "" : " ") + hit.what + ":" + std::to_string(hit.document.value);
    }
    CHECK(got == row.hits);
  }
  CHECK(store->find("5551234", 1).size() == 1);
  CHECK(store->find("PO-0012345", 5)[0].value == "PO-0012345");
  CHECK(store->find("PO-0012345", 5)[0].document == made.document);
}

TEST_CASE_TEMPLATE("store contract: promises add up from a moment on, and count with their attempt", Backend,
                   Sqlite) {
  Backend backend;
  auto store = backend.open();
  const Sample s;
  auto unit = store->begin();
  const DocumentId id = unit->receive(document(s.claim, s.bytes), s.bytes);
  const AttemptId attempt = begin_attempt(*unit, id);
  const BusinessId order{41}, other{42};
  const auto promise = [&](BusinessId of, const char* quantity, int minute, char usage = 'P') {
    unit->save(PromiseRecord{.attempt = attempt,
                             .order = of,
                             .of = "stock//A1",
                             .usage = usage,
                             .quantity = *Decimal::parse(quantity),
                             .at = minutes_later(minute)});
  };
  promise(order, "12.5", 1);
  promise(other, "3", 2);
  promise(order, "-2.75", 3);
  promise(order, "0.25", 3);
  promise(other, "100", 3, 'T');
  const auto sum = [&](Lookups& lookups, int minute, AttemptId own, char usage = 'P') {
    return lookups.promised("stock//A1", usage, minutes_later(minute), own).to_plain();
  };
  CHECK(sum(*unit, 0, attempt) == "13");
  CHECK(sum(*unit, 2, attempt) == "0.5");
  CHECK(sum(*unit, 4, attempt) == "0");
  CHECK(sum(*unit, 0, attempt, 'T') == "100");
  CHECK(sum(*unit, 0, {}) == "0");
  REQUIRE(unit->promised_to(order, attempt).size() == 3);
  CHECK(unit->promised_to(order, attempt)[1].of == "stock//A1");
  CHECK(unit->promised_to(order, attempt)[1].quantity == *Decimal::parse("-2.75"));
  CHECK(unit->promised_to(order, {}).empty());
  CHECK(unit->promised("stock//A2", 'P', {}, attempt).is_zero());
  SUBCASE("that is finished") {
    unit->finish_attempt(attempt, DocumentState::done, "", minutes_later(4));
    unit->commit();
    CHECK(sum(*store, 0, {}) == "13");
    CHECK(sum(*store, 3, {}) == "-2.5");
    // What comes behind it is added at once: a release, under the attempt of its order.
    unit = store->begin();
    promise(order, "7", 3);
    promise(order, "1", 5);
    CHECK(sum(*unit, 3, {}) == "5.5");
    unit->commit();
    CHECK(sum(*store, 0, {}) == "21");
    CHECK(sum(*store, 0, attempt) == "21");
    const auto wrong = store->fsck();
    CHECK(std::none_of(wrong.begin(), wrong.end(),
                       [](const Violation& one) { return one.rule == "promise-sums"; }));
  }
  SUBCASE("that is given up") {
    unit->commit();
    CHECK(store->discard_open_attempts(minutes_later(5)) == 1);
    CHECK(sum(*store, 0, attempt) == "0");
    CHECK(told(store->fsck()) == "");
  }
}

TEST_CASE_TEMPLATE("store contract: labels that came are known with their ship notice", Backend, Sqlite) {
  Backend backend;
  auto store = backend.open();
  const std::string sscc = "376104250021234569";
  const auto found = [&](Lookups& lookups, char usage, int since, AttemptId own) {
    std::string out;
    for (const SsccMatch& one : lookups.notices_with({"acme", sscc, usage}, minutes_later(since), own)) {
      CHECK(one.received == noon);
      out += fmt::format("{} in document {} ", one.notice, one.document.value);
    }
    return out;
  };
  auto unit = store->begin();
  const DocumentId id = unit->receive(document("claim-1", "x"), "x");
  const AttemptId attempt = begin_attempt(*unit, id);
  for (const Verdict verdict : {Verdict::accepted, Verdict::held, Verdict::rejected}) {
    BusinessRecord row = order_record({.order = "SHP-1", .verdict = verdict}, attempt);
    row.kind = BusinessKind::shipment;
    row.ssccs = {sscc, "376104250021234576", sscc};
    unit->save(row);
  }
  CHECK(found(*unit, 'P', 0, attempt) == "SHP-1 in document 1 ");
  CHECK(found(*unit, 'P', 0, {}).empty());
  unit->commit();
  CHECK(found(*store, 'P', 0, {}).empty());
  SUBCASE("that is taken") {
    unit = store->begin();
    unit->finish_attempt(attempt, DocumentState::done, "", minutes_later(1));
    unit->commit();
    CHECK(found(*store, 'P', 0, {}) == "SHP-1 in document 1 ");
    CHECK(found(*store, 'P', 1, {}).empty());
    CHECK(found(*store, 'T', 0, {}).empty());
  }
  SUBCASE("that is given up") {
    CHECK(store->discard_open_attempts(minutes_later(2)) == 1);
    CHECK(found(*store, 'P', 0, attempt).empty());
  }
}

TEST_CASE_TEMPLATE("store contract: labels that went out are remembered, test and production apart", Backend,
                   Sqlite) {
  Backend backend;
  auto store = backend.open();
  const std::string sscc = "376104250021234569";
  const auto last = [&](Lookups& lookups, char usage) {
    const auto use = lookups.find_sscc(sscc, usage);
    return use ? use->partner + " " + use->shipment + " " + use->at.iso() : std::string("nobody");
  };
  {
    auto unit = store->begin();
    unit->save(SsccRecord{.sscc = sscc, .partner = "acme", .shipment = "SHP-1", .at = minutes_later(0)});
    CHECK(last(*unit, 'P') == "acme SHP-1 " + minutes_later(0).iso());
    unit->commit();
  }
  {
    auto unit = store->begin();  // rolls back
    unit->save(SsccRecord{.sscc = sscc, .partner = "best", .shipment = "SHP-2", .at = minutes_later(1)});
  }
  CHECK(last(*store, 'P') == "acme SHP-1 " + minutes_later(0).iso());
  CHECK(last(*store, 'T') == "nobody");
  auto unit = store->begin();
  unit->save(
      SsccRecord{.sscc = sscc, .usage = 'T', .partner = "best", .shipment = "T-1", .at = minutes_later(2)});
  unit->save(SsccRecord{.sscc = sscc, .partner = "acme", .shipment = "SHP-9", .at = minutes_later(3)});
  unit->save(SsccRecord{.sscc = sscc, .partner = "acme", .shipment = "SHP-9", .at = minutes_later(3)});
  unit->commit();
  CHECK(last(*store, 'P') == "acme SHP-9 " + minutes_later(3).iso());
  CHECK(last(*store, 'T') == "best T-1 " + minutes_later(2).iso());
}
