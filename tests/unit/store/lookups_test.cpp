// What is asked of every set stays as cheap however many orders of one number there are: each answer is worth
// a few steps of the database, not a walk through them all under the write lock.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include "contract/store_sample.hpp"
#include "store/decisions.hpp"

using namespace transom;
using namespace transom::test;

namespace {

// So many orders of one number, all of one file.
void fill(Store& store, std::uint32_t orders) {
  const Sample s;
  auto unit = store.begin();
  const AttemptId attempt = begin_attempt(*unit, unit->receive(document(s.claim, s.bytes), s.bytes));
  for (std::uint32_t n = 1; n <= orders; ++n) {
    SetRecord row = set_record(s, attempt);
    BusinessRecord order = order_record(s, attempt);
    row.part.set = order.part.set = n;
    order.file_name += std::to_string(n);
    unit->save(row);
    unit->save(order);
  }
  unit->save(group_record(attempt));
  unit->save(interchange(s, attempt));
  unit->finish_attempt(attempt, DocumentState::done, "", noon);
  unit->commit();
}

// The steps that SQLite took for all statements of the connection.
int steps(const Connection& db) {
  int all = 0;
  for (auto* one = sqlite3_next_stmt(db.raw(), nullptr); one != nullptr;
       one = sqlite3_next_stmt(db.raw(), one))
    all += sqlite3_stmt_status(one, SQLITE_STMTSTATUS_VM_STEP, 0);
  return all;
}

int steps_to_find_one_of(std::uint32_t orders) {
  const Folder folder;
  fill(*open_store(folder.file()), orders);
  Connection db(folder.file(), Connection::Mode::read);
  Decisions decisions(db);
  REQUIRE(decisions.find_order({"acme", "4501", "", "original"}, {}));
  return steps(db);
}

}  // namespace

TEST_CASE("whether an order came before is asked of one row, however many came") {
  const int few = steps_to_find_one_of(3);
  CHECK(few > 0);
  CHECK(steps_to_find_one_of(300) == few);
}
