// What came of each document of a file of the ERP, the last one of a long file as well.
#include "app/erp_fates.hpp"

#include <doctest/doctest.h>

#include "contract/store_sample.hpp"

using namespace transom;
using namespace transom::test;

TEST_CASE("what came of a document is told by its place, however many the file has") {
  constexpr std::uint32_t made = 10'050;
  const Folder folder;
  const auto store = open_store(folder.file());
  const Sample s;
  auto unit = store->begin();
  const DocumentId id = unit->receive(document(s.claim, s.bytes), s.bytes);
  const AttemptId attempt = begin_attempt(*unit, id);
  for (std::uint32_t position = 1; position <= made; ++position) {
    BusinessRecord row = order_record(s, attempt);
    row.part = {attempt, 0, 0, position};
    row.outgoing = true;
    row.file_name.clear();
    unit->save(row);
  }
  WorkItemRecord item;
  item.document = id;
  item.part = {attempt, 0, 0, made + 1};
  item.sentence = "its order is unknown";
  item.opened = noon;
  unit->open(item);
  unit->finish_attempt(attempt, DocumentState::done, "", noon);
  unit->commit();

  const ErpFates fates(*store, *store->document(id));
  CHECK(fates.of(1) == "waits to be sent");
  CHECK(fates.of(10'000) == "waits to be sent");
  CHECK(fates.of(10'001) == "waits to be sent");
  CHECK(fates.of(made) == "waits to be sent");
  CHECK(fates.of(made + 1) == "NOT SENT: its order is unknown");
  CHECK(fates.of(made + 2) == "nothing came of it");
}
