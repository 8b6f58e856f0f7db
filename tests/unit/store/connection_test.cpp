// The settings that keep the store safe, and what a person is told when the disk is not.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>

#include "contract/store_sample.hpp"
#include "store/exact_sum.hpp"
#include "store/statement.hpp"

using namespace transom;
using namespace transom::test;

TEST_CASE("every connection is set up as the store needs it") {
  Folder folder;
  open_store(folder.file());
  struct Row {
    std::string sql, want;
  };
  const Row rows[] = {
      {"PRAGMA journal_mode", "wal"},     {"PRAGMA synchronous", "2"},
      {"PRAGMA wal_autocheckpoint", "0"}, {"PRAGMA foreign_keys", "1"},
      {"PRAGMA trusted_schema", "0"},     {"PRAGMA cell_size_check", "1"},
      {"PRAGMA busy_timeout", "5000"},    {"PRAGMA mmap_size", "0"},
      {"PRAGMA page_size", "8192"},       {"PRAGMA application_id", "1414680147"},
  };
  for (const auto mode : {Connection::Mode::read, Connection::Mode::write}) {
    Connection db(folder.file(), mode);
    for (const Row& row : rows) {
      INFO(row.sql);
      CHECK(db.pragma(row.sql) == row.want);
    }
    CHECK_THROWS_AS(db.execute("SELECT \"no such column\""), Failure);  // no strings in double quotes
    CHECK_THROWS_AS(db.execute("PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = ''"), Failure);
  }
  Connection reader(folder.file(), Connection::Mode::read);
  CHECK_THROWS_WITH_AS(reader.execute("DELETE FROM documents"), doctest::Contains("readonly database"),
                       Failure);
}

TEST_CASE("all tables are strict") {
  Folder folder;
  open_store(folder.file());
  Connection db(folder.file(), Connection::Mode::read);
  CHECK(db.pragma("SELECT group_concat(name) FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
                  " AND name NOT LIKE 'sqlite_%'") == "");
}

TEST_CASE("a full disk loses the unit and nothing else") {
  Folder folder;
  auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {});
  Connection db(folder.file(), Connection::Mode::write);
  db.execute("PRAGMA max_page_count=1");  // SQLite goes no lower than what is there
  Statement insert(db, "INSERT INTO content (id, bytes) VALUES (?, ?)");
  try {
    insert(77 * 1048576, Blob{std::string(100'000, 'x')}).run();
    FAIL("it fitted");
  } catch (const Failure& failure) {
    CHECK(failure.kind() == FailureKind::database);
    CHECK(failure.problem() == "cannot use the store: database or disk is full (13)");
    CHECK(failure.advice() == "make room on this disk and run again; what was not committed is done anew");
  }
  CHECK(db.trusted());
  CHECK(store->document(made.document));
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("a damaged file is found and not written any more") {
  Folder folder;
  {
    auto store = open_store(folder.file());
    for (int i = 0; i < 50; ++i) {
      receive_and_process(*store, {.claim = "claim-" + std::to_string(i),
                                   .number = std::to_string(i + 1),
                                   .bytes = std::string(3000, static_cast<char>('a' + i % 20))});
    }
  }
  std::fstream file(folder.file(), std::ios::in | std::ios::out | std::ios::binary);
  for (int page = 2; page < 20; ++page) {
    file.seekp(page * 8192);
    file << std::string(600, '\xff');
  }
  file.close();
  bool told_so = false;
  try {
    auto store = open_store(folder.file());
    receive_and_process(*store, {.claim = "one more", .number = "99"});
    told_so = !store->fsck().empty();
  } catch (const Failure& failure) {
    CHECK(failure.advice().find("restore the newest backup") != std::string::npos);
    told_so = true;
  }
  CHECK(told_so);
}

TEST_CASE("a word that this program does not know is a failure, not a guess") {
  CHECK(named<OutboundState>("dropped") == OutboundState::dropped);
  CHECK_THROWS_WITH_AS(
      (void)named<OutboundState>("flown"),
      "store: holds the unknown word \"flown\"; a newer transom wrote it, or the file is damaged: "
      "run transom fsck",
      Failure);
}

TEST_CASE("a statement binds every kind of value") {
  Folder folder;
  Connection db(folder.file(), Connection::Mode::create);
  Statement echo(db, "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?");
  const std::string text("a\0b", 3);
  auto row = echo(std::string_view(), text, Blob{}, 'A', ' ', DocumentId{}, DocumentId{7},
                  std::optional<Instant>(), Verdict::held);
  REQUIRE(row.next());
  CHECK_FALSE(row.null(0));
  CHECK(row.text(0) == "");
  CHECK(row.text(1) == text);
  CHECK_FALSE(row.null(2));
  CHECK(row.text(3) == "A");
  CHECK(row.text(4) == "");
  CHECK(row.null(5));
  CHECK(row.integer(6) == 7);
  CHECK(row.null(7));
  CHECK(row.text(8) == "held");
  CHECK_FALSE(row.next());
  Statement wrong(db, "SELECT * FROM nowhere");
  CHECK_THROWS_WITH_AS((void)wrong(), doctest::Contains("no such table: nowhere"), Failure);
}

TEST_CASE("decimals are added to the last digit, however long the sum is") {
  Folder folder;
  Connection db(folder.file(), Connection::Mode::create);
  const auto answer = [&](const std::string& sql) {
    Statement query(db, sql);
    auto row = query();
    return row.next() ? std::string(row.text(0)) : std::string("nothing");
  };
  CHECK(answer("SELECT exact_add('0.1', '0.2')") == "0.3");
  CHECK(answer("SELECT exact_sum(column1) FROM (VALUES ('12.5'), ('3'), ('-2.5'))") == "13");
  CHECK(answer("SELECT exact_sum(column1) FROM (VALUES ('1')) WHERE column1 = '2'") == "0");
  CHECK_THROWS_WITH_AS((void)answer("SELECT exact_sum(column1) FROM (VALUES ('1'), ('one'))"),
                       doctest::Contains("no decimal"), Failure);
  CHECK_THROWS_WITH_AS((void)answer("SELECT exact_add('1', NULL)"), doctest::Contains("no decimal"), Failure);
  for (const char* wrong : {"", "-", ".", "1.2.3", "+1", "1e3", " 1"}) {
    INFO(wrong);
    CHECK_THROWS_AS((void)answer(fmt::format("SELECT exact_add('1', '{}')", wrong)), Failure);
  }
  // More digits than a Decimal has, in any order, and back again.
  const std::string most(36, '9');
  const std::string sum = most + ".000000000000000001";
  CHECK(answer("SELECT exact_add('" + most + "', '0.000000000000000001')") == sum);
  CHECK(answer("SELECT exact_add('0.000000000000000001', '" + most + "')") == sum);
  CHECK(answer("SELECT exact_add('" + sum + "', '-" + most + "')") == "0.000000000000000001");
  CHECK(answer("SELECT exact_add('-" + sum + "', '" + most + "')") == "-0.000000000000000001");
  CHECK(answer("SELECT exact_add('" + most + "', '1')") == "1" + std::string(36, '0'));
  CHECK(answer("SELECT exact_add('1" + std::string(36, '0') + "', '-0.5')") == most + ".5");
  CHECK(answer("SELECT exact_add('-1" + std::string(36, '0') + "', '0.5')") == "-" + most + ".5");
  CHECK(answer("SELECT exact_add('-0.5', '-0.5')") == "-1");
}

TEST_CASE("a sum longer than a decimal is read as no less than it is") {
  const auto read = [](const std::string& sum) {
    const auto value = fitting(sum);
    return value ? value->to_string() : std::string("none");
  };
  const std::string nines(36, '9');
  CHECK(read("12.5") == "12.5");
  CHECK(read(std::string(32, '9') + ".12345") == std::string(32, '9') + ".1235");
  CHECK(read("-" + std::string(32, '9') + ".12345") == "-" + std::string(32, '9') + ".1234");
  CHECK(read(std::string(36, '1') + ".5") == std::string(35, '1') + "2");
  CHECK(read("1" + nines) == nines);
  CHECK(read("-1" + nines + ".5") == "-" + nines);
  CHECK(read("one") == "none");
  CHECK(read(nines + "one") == "none");
}
