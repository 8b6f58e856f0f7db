// Stores of every earlier schema come forward with their data; others are refused in plain words.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "contract/store_sample.hpp"
#include "order/order_names.hpp"
#include "order/sscc.hpp"
#include "store/schema.hpp"
#include "store/statement.hpp"
#include "transom/json.hpp"
#include "unit/order/random_document.hpp"

using namespace transom;
using namespace transom::test;

static std::string problem(const std::function<void()>& work) {
  try {
    work();
  } catch (const Failure& failure) {
    return failure.problem() + "; " + failure.advice();
  }
  return "";
}

static constexpr int promises_since = 16;

// An 855 that no 997 answered yet; since step 7 the ledger knows what is awaited.
static std::string awaiting(int version) {
  return fmt::format(
      "INSERT INTO outbounds (id, attempt, kind, partner, folder, file_name, scope, cycle, control_number,"
      " group_number, usage, hash, queued{}, answers_from, answers_to, state) VALUES (1, NULL, '855', 'acme',"
      " 'acme', '855.edi', '', 0, '000000001', '1', 'P', '{}', 9{}, 4097, 4097, 'dropped');",
      version < 7 ? ", answer_due, awaits" : "", sha256_hex("ISA"), version < 7 ? ", 60, 1" : "");
}

// A store as an earlier program left it: one finished document with one order, its 855 that no 997 answered
// yet, and one work item. Only columns of the first schema are named, so the rows fit all.
static void make_earlier(const std::filesystem::path& path, int version) {
  Connection db(path, Connection::Mode::create);
  CHECK_FALSE(schema_is_current(db, path));
  migrate(db, path, version);
  REQUIRE(db.pragma("PRAGMA user_version") == std::to_string(version));
  db.execute("INSERT INTO documents VALUES (1, 'van', 'po.edi', 'claim-1', 1, '" + sha256_hex("x") +
             "', 7, 'done', '', 1);"
             "INSERT INTO content VALUES (1048576, CAST('x' AS BLOB));"
             "INSERT INTO attempts VALUES (4097, 1, 1, 'maps', 7, 8, 'engine', '', 'done', '');"
             "INSERT INTO business (id, attempt, interchange, grp, st, kind, partner, number, release, "
             "purpose, usage,"
             " hash, verdict, reason, file_name, pending, exported) VALUES (1, 4097, 0, 0, 0, 'order', "
             "'acme', '4501', '', 'original', 'P', '" +
             sha256_hex("{}") +
             "', 'accepted', '', '4501.json', 1, NULL);"
             "INSERT INTO business_json VALUES (1, '{}');"
             "INSERT INTO business (id, attempt, interchange, grp, st, kind, partner, number, release, "
             "purpose, usage,"
             " hash, verdict, reason, file_name, pending, exported) VALUES (2, 4097, 0, 0, 0, 'order', "
             "'acme', '4502', '', 'original', 'P', '" +
             sha256_hex("{}") +
             "', 'rejected', 'replaced by a replay', '', 0, NULL);"
             "INSERT INTO business_json VALUES (2, '{}');"
             // What the ERP answered, and an invoice that came: both speak of order 4501.
             "INSERT INTO business (id, attempt, interchange, grp, st, kind, partner, number, release, "
             "purpose, usage,"
             " hash, verdict, reason, file_name, pending, exported) VALUES (3, 4097, 0, 0, 0, "
             "'order-response', 'acme', '4501', '', 'original', 'P', '" +
             sha256_hex("{}") +
             "', 'accepted', '', '', 0, NULL);"
             "INSERT INTO business_json VALUES (3, '{}');"
             "INSERT INTO business (id, attempt, interchange, grp, st, kind, partner, number, release, "
             "purpose, usage,"
             " hash, verdict, reason, file_name, pending, exported) VALUES (4, 4097, 1, 1, 1, 'invoice', "
             "'acme', 'INV-1', '', 'original', 'I', '" +  // ISA15 as written; since step 13 it is production
             sha256_hex("{\"order_number\":\"4501\"}") +
             "', 'accepted', '', '', 0, NULL);"
             "INSERT INTO business_json VALUES (4, '{\"order_number\":\"4501\"}');"
             "UPDATE documents SET mailbox = 'responses';" +
             awaiting(version) +
             "INSERT INTO answers VALUES (4097, 0, 0, 0, 1);"
             "INSERT INTO work_items (id, document, attempt, interchange, grp, st, reason, sentence, owner, "
             "next_step,"
             " partner, number, opened) VALUES (1, 1, 4097, 1, 1, 1, 'map', 'say', 'orders', 'do', 'acme', "
             "'4501', 7)");
  // Since step 5 it is kept what partners say; since step 12 a refusal knows what was refused.
  if (version >= 5 && version < 12) {
    db.execute(
        "INSERT INTO acknowledgments VALUES (1, 1, 4097, 1, 1, 1, '997', '1', '', 'R', '5');"
        "INSERT INTO work_items (id, document, attempt, interchange, grp, st, reason, sentence, owner, "
        "next_step, partner, number, opened) VALUES (2, 1, 4097, 0, 0, 0, 'refused-by-partner', 'say', "
        "'mapping', 'do', 'borealis', '4501', 7)");
  }
  // Since step 10 an outbound's bytes may be many rows.
  if (version >= 4) {
    db.execute(
        "INSERT INTO decisions (business, number, at, who, action, rule, line, code, change, owner, "
        "sentence, "
        "next, why) VALUES (1, 1, 7, 'engine', 'hold', 'credit-limit', '', '', '', 'credit', 'say', 'do', "
        "'')");
  }
  if (version >= promises_since) {
    db.execute(
        "INSERT INTO promises (attempt, business, of, usage, at, quantity) VALUES"
        " (4097, 1, 'stock//A1', 'P', 7, '1.5'), (4097, 1, 'stock//A1', 'P', 7, '2'),"
        " (4097, 1, 'stock//A1', 'P', 9, '-0.5')");
  }
  if (version >= 21)
    db.execute(
        "INSERT INTO promise_sums VALUES ('stock//A1', 'P', 0, 7, '3.5'), ('stock//A1', 'P', 0, 9, '-0.5')");
  db.execute(version < 10 ? "INSERT INTO outbound_bytes VALUES (1, CAST('ISA' AS BLOB))"
                          : "INSERT INTO outbound_content VALUES (1048576, CAST('ISA' AS BLOB))");
}

static void bring_forward(int version) {
  Folder folder;
  make_earlier(folder.file(), version);

  CHECK(problem([&] { open_store(folder.file(), {.read_only = true}); }) ==
        "was written by an older transom; start `transom run` once: it brings the store forward");
  auto store = open_store(folder.file());
  CHECK(told(store->fsck()) == "");
  CHECK(bytes_of(*store, {1}) == "x");
  CHECK(read_all(*store, OutboundId{1}) == "ISA");
  REQUIRE(store->business(BusinessId{1}));
  CHECK(store->business(BusinessId{1})->number == "4501");
  CHECK(store->business(BusinessId{1})->again == "");
  CHECK_FALSE(store->business(BusinessId{3})->interim);  // since step 11; before, any 855 was an answer
  REQUIRE(store->open_items("acme", 10).size() == 1);
  CHECK_FALSE(store->open_items("acme", 10)[0].outbound);
  for (const auto& refusal : store->open_items("borealis", 10)) CHECK(refusal.outbound == OutboundId{1});
  // Nobody is called for what was known before items had this mark.
  CHECK(store->untold_items(10).empty() == (version < 3));
  CHECK(store->business(BusinessId{1})->changed == "");
  // Step 7 put what was awaited into the ledger.
  const auto expected = store->expected({});
  REQUIRE(expected.size() == (version < 7 ? 1 : 0));
  if (version < 7) {
    CHECK(expected[0].outbound == OutboundId{1});
    CHECK(expected[0].partner == "acme");
    CHECK(expected[0].number == "4502");
    CHECK(expected[0].due.ms == 60);
    CHECK(expected[0].opened.ms == 9);
  }
  CHECK(store->business(BusinessId{1})->verdict == Verdict::accepted);
  // Step 4 gave orders that a replay made anew a word of their own.
  CHECK(store->business(BusinessId{2})->verdict == (version < 4 ? Verdict::replaced : Verdict::rejected));
  // Step 6 knows what goes out, and of which orders documents speak.
  if (version < 6) {
    CHECK(store->document(DocumentId{1})->mailbox == "outgoing");
    CHECK(store->business(BusinessId{3})->outgoing);
  }
  CHECK_FALSE(store->business(BusinessId{1})->outgoing);
  CHECK(store->about_order("acme", "4501", 'P', {}).size() == (version < 6 ? 3 : 2));
  CHECK(store->waiting().empty());
  // Step 21 adds up what was promised, commit by commit.
  const bool promised = version >= promises_since;
  CHECK(store->promised("stock//A1", 'P', {7}, {}).to_plain() == (promised ? "3" : "0"));
  CHECK(store->promised("stock//A1", 'P', {8}, {}).to_plain() == (promised ? "-0.5" : "0"));
  // Step 20 keeps how bad it is, and by what a release was judged.
  for (const auto& decision : store->decisions_on(BusinessId{1})) {
    CHECK_FALSE(decision.figure);
    CHECK(decision.reference == "");
  }
  receive_and_process(*store, {.claim = "claim-2"});
  CHECK(store->documents({}).size() == 2);
  CHECK(told(store->fsck()) == "");

  store.reset();
  CHECK(Connection(folder.file(), Connection::Mode::read).pragma("PRAGMA user_version") ==
        std::to_string(schema_version()));
  CHECK(open_store(folder.file(), {.read_only = true})->documents({}).size() == 2);
}

TEST_CASE("a store of every earlier schema is brought forward with its data") {
  for (int version = 1; version < schema_version(); ++version) {
    INFO(version);
    bring_forward(version);
  }
}

TEST_CASE("orders that shipments and invoices of before speak of are known afterwards, at every level") {
  Folder folder;
  RandomDocuments random(4711);
  std::map<std::int64_t, std::set<std::pair<std::string, std::string>>> want;
  {
    Connection db(folder.file(), Connection::Mode::create);
    CHECK_FALSE(schema_is_current(db, folder.file()));
    migrate(db, folder.file(), 5);
    db.execute("INSERT INTO documents VALUES (1, 'van', 'asn.edi', 'claim-1', 1, '" + sha256_hex("x") +
               "', 7, 'done', '', 1);"
               "INSERT INTO attempts VALUES (4097, 1, 1, 'maps', 7, 8, 'engine', '', 'done', '')");
    Statement insert(
        db,
        "INSERT INTO business (id, attempt, interchange, grp, st, kind, partner, number, release,"
        " purpose, usage, hash, verdict, reason, file_name, pending, exported)"
        " VALUES (?, 4097, 1, 1, ?, ?, 'acme', 'N', '', '', 'P', '', 'accepted', '', '', 0, NULL)");
    Statement insert_json(db, "INSERT INTO business_json (id, json) VALUES (?, ?)");
    for (std::int64_t id = 1; want.size() < 200; ++id) {
      const BusinessDocument document = random.next();
      const DocumentKind kind = kind_of(document);
      if (kind != DocumentKind::shipment && kind != DocumentKind::invoice) continue;
      insert(id, id,
             kind == DocumentKind::shipment ? std::string_view("shipment") : std::string_view("invoice"))
          .run();
      insert_json(id, to_json(document)).run();
      want[id];
      for (const OrderName& name : names_of(document)) want[id].emplace(name.number, name.release);
    }
  }
  (void)open_store(folder.file());
  Connection db(folder.file(), Connection::Mode::read);
  Statement links(db, "SELECT number, release FROM business_orders WHERE business = ?");
  std::size_t several = 0;
  for (const auto& entry : want) {
    const auto& id = entry.first;
    const auto& orders = entry.second;
    INFO(id);
    std::set<std::pair<std::string, std::string>> found;
    for (auto row = links(id); row.next();) found.emplace(row.text(0), row.text(1));
    CHECK(found == orders);
    several += orders.size() > 1 ? 1 : 0;
  }
  CHECK(several > 5);
}

TEST_CASE("what named no release before step 18 is for the one that is there, if it is only one") {
  Folder folder;
  {
    Connection db(folder.file(), Connection::Mode::create);
    CHECK_FALSE(schema_is_current(db, folder.file()));
    migrate(db, folder.file(), 17);
    db.execute("INSERT INTO documents VALUES (1, 'van', 'po.edi', 'claim-1', 1, '" + sha256_hex("x") +
               "', 7, 'done', '', 1);"
               "INSERT INTO content VALUES (1048576, CAST('x' AS BLOB));"
               "INSERT INTO attempts VALUES (4097, 1, 1, 'maps', 7, 8, 'engine', '', 'done', '');");
    Statement insert(
        db,
        "INSERT INTO business (id, attempt, interchange, grp, st, kind, partner, number, release,"
        " purpose, usage, hash, verdict, reason, file_name, pending, exported, outgoing)"
        " VALUES (?1, 4097, 0, 0, ?1, ?2, 'acme', ?3, ?4, '', 'P', ?5, ?6, '', '', 0, NULL, ?7)");
    Statement insert_json(db, "INSERT INTO business_json (id, json) VALUES (?, ?)");
    Statement insert_changed(db, "INSERT INTO business_changed (id, json) VALUES (?, ?)");
    Statement insert_order(db,
                           "INSERT INTO business_orders (partner, number, business) VALUES ('acme', ?, ?)");
    std::int64_t id = 0;
    const auto add = [&](std::string_view kind, std::string_view number, std::string_view release,
                         std::string_view json, bool outgoing, std::string_view verdict = "accepted") {
      insert(++id, kind, number, release, sha256_hex(json), verdict, outgoing).run();
      insert_json(id, json).run();
      return id;
    };
    add("order", "A", "", R"({"type":"blanket_estimated"})", false);  // 1
    add("order", "A", "7", "{}", false);
    add("order", "A", "8", "{}", false, "rejected");
    add("order", "B", "1", "{}", false);  // 4
    add("order", "B", "2", "{}", false);
    add("order", "C", "5", "{}", true);                           // ours
    add("order-response", "C", "", "{}", false);                  // 7: to it
    for (const std::string_view number : {"A", "B", "C", "D"}) {  // 8 to 11: ship notices of ours
      insert_order(
          number, add("shipment", "SN", "", fmt::format(R"({{"orders":[{{"number":"{}"}}]}})", number), true))
          .run();
    }
    // 12: the release that was found is with what went out.
    insert_order(std::string_view("B"), add("invoice", "INV", "", R"({"order_number":"B"})", true)).run();
    insert_changed(id, std::string_view(R"({"order_number":"B","release_number":"2"})")).run();
    // 13: a cancellation that names nothing
    insert_order(std::string_view("A"), add("shipment", "SN", "", "{}", true)).run();
  }
  const auto store = open_store(folder.file());
  CHECK(told(store->fsck()) == "");
  std::string found;
  for (std::int64_t id = 8; id <= 13; ++id) {
    for (const OrderName& name : store->orders_meant({id})) found += name.number + "/" + name.release + " ";
  }
  CHECK(found == "A/7 B/ C/ D/ B/2 A/7 ");
  CHECK(store->business(BusinessId{7})->release == "5");
}

// Each second mark, wherever it is, is an SSCC; some are written as in a MAN segment.
template <class Level>
static void label(Level& level, int& count) {
  for (Mark& mark : level.marks) {
    if (++count % 2 == 0) mark.kind = "sscc";
    if (count % 3 == 0) mark.value = fmt::format("00{:018}", count);
  }
  if constexpr (requires { level.orders; })
    for (auto& one : level.orders) label(one, count);
  if constexpr (requires { level.tares; })
    for (auto& one : level.tares) label(one, count);
  if constexpr (requires { level.packs; })
    for (auto& one : level.packs) label(one, count);
  if constexpr (requires { level.items; })
    for (auto& one : level.items) label(one, count);
}

TEST_CASE("labels on cartons and pallets that came before step 23 are known afterwards") {
  Folder folder;
  RandomDocuments random(4711);
  std::map<std::int64_t, std::vector<std::string>> want;
  int marks = 0;
  {
    Connection db(folder.file(), Connection::Mode::create);
    CHECK_FALSE(schema_is_current(db, folder.file()));
    migrate(db, folder.file(), 22);
    db.execute("INSERT INTO documents VALUES (1, 'van', 'asn.edi', 'claim-1', 1, '" + sha256_hex("x") +
               "', 7, 'done', '', 1);"
               "INSERT INTO attempts VALUES (4097, 1, 1, 'maps', 7, 8, 'engine', '', 'done', '')");
    Statement insert(
        db,
        "INSERT INTO business (id, attempt, interchange, grp, st, kind, partner, number, release,"
        " purpose, usage, hash, verdict, reason, file_name, pending, exported, outgoing)"
        " VALUES (?1, 4097, 1, 1, ?1, 'shipment', 'acme', 'N', '', '', 'P', '', 'accepted', '', '', 0, NULL, "
        "?2)");
    Statement insert_json(db, "INSERT INTO business_json (id, json) VALUES (?, ?)");
    for (std::int64_t id = 1; want.size() < 100; ++id) {
      BusinessDocument document = random.next();
      auto* shipment = std::get_if<Shipment>(&document);
      if (shipment == nullptr) continue;
      label(*shipment, marks);
      insert(id, id % 5 == 0).run();
      insert_json(id, to_json(document)).run();
      want[id] = id % 5 == 0 ? std::vector<std::string>() : ssccs_of(*shipment);
      std::sort(want[id].begin(), want[id].end());
    }
  }
  (void)open_store(folder.file());
  Connection db(folder.file(), Connection::Mode::read);
  Statement labels(db, "SELECT sscc FROM received_ssccs WHERE business = ? ORDER BY sscc");
  std::size_t some = 0;
  for (const auto& entry : want) {
    INFO(entry.first);
    std::vector<std::string> found;
    for (auto row = labels(entry.first); row.next();) found.emplace_back(row.text(0));
    CHECK(found == entry.second);
    some += found.empty() ? 0 : 1;
  }
  CHECK(some > 5);
}

TEST_CASE("a step that fails leaves the store as it was") {
  Folder folder;
  make_earlier(folder.file(), 1);
  {
    Connection db(folder.file(), Connection::Mode::write);
    db.execute("ALTER TABLE business ADD COLUMN again TEXT NOT NULL DEFAULT ''");  // step 2 stumbles over it
  }
  const std::string told = problem([&] { open_store(folder.file()); });
  CHECK(told.find("cannot bring the store to schema 2 (orders made once more on a person's word): ") == 0);
  CHECK(Connection(folder.file(), Connection::Mode::read).pragma("PRAGMA user_version") == "1");
}

TEST_CASE("files that are no store of ours are refused") {
  Folder folder;
  struct Row {
    const char* name;
    std::function<void(const std::filesystem::path&)> make;
    StoreOptions options;
    std::string want;
  };
  const auto with = [](const char* sql) {
    return
        [sql](const std::filesystem::path& path) { Connection(path, Connection::Mode::create).execute(sql); };
  };
  const Row rows[] = {
      {"newer",
       [](const auto& path) {
         open_store(path);
         Connection(path, Connection::Mode::write).execute("PRAGMA user_version=99");
       },
       {},
       "was written by a newer transom (schema 99, this program knows " + std::to_string(schema_version()) +
           "); run the newer program, or restore the backup made before the upgrade"},
      {"another program's",
       with("CREATE TABLE t (a)"),
       {},
       "is a database, but not a transom store; name another file in transom.yaml under store"},
      {"another program's, marked",
       with("PRAGMA application_id=7; CREATE TABLE t (a)"),
       {},
       "is a database, but not a transom store; name another file in transom.yaml under store"},
      {"no database",
       [](const auto& path) { std::ofstream(path) << std::string(5000, 'x'); },
       {},
       "cannot use the store: file is not a database (26); stop using it, keep the file, and restore the "
       "newest "
       "backup; the originals in it can be replayed"},
      {"none to read",
       [](const auto&) {},
       {.read_only = true},
       "there is no store here; transom init makes a workspace, transom run its store"},
      {"none to write",
       [](const auto&) {},
       {.create = false},
       "there is no store here; transom init makes a workspace, transom run its store"},
      {"a folder",
       [](const auto& path) { std::filesystem::create_directory(path); },
       {},
       "cannot open the store: unable to open database file (14); check that the folder exists and that this "
       "user "
       "may write the file and the folder"},
      {"in no folder",
       [](const auto& path) { std::filesystem::remove_all(path.parent_path()); },
       {},
       "cannot open the lock file: No such file or directory; check that the folder exists and that this "
       "user may "
       "write into it"},
  };
  for (const Row& row : rows) {
    const std::string name = row.name;
    INFO(name);
    Folder own;
    row.make(own.file());
    CHECK(problem([&] { open_store(own.file(), row.options); }) == row.want);
  }
}
