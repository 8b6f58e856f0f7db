// An interchange whose number came before leaves nothing, in one file as in two, small or in parts.
#include "engine/interchange_numbers.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>

#include "support/corpus.hpp"
#include "transom/engine.hpp"
#include "transom/store.hpp"
#include "unit/engine/small_workspace.hpp"

namespace transom {
namespace {

// An interchange of one order. `content` other than 12: the same order with another quantity.
std::string one(int number, int content = 12, std::string_view usage = "P") {
  std::string text = order_850(number);
  text.replace(text.find("*12*EA"), 6, fmt::format("*{}*EA", content));
  text.replace(text.find("*P*>"), 2, fmt::format("*{}", usage));
  return text;
}

// So many orders of some 1000 bytes each, in one interchange.
std::string many(int number, int sets, int content = 12) {
  std::string text = one(number), note;
  text.resize(text.find("ST*"));
  for (int n = 0; n < 4; ++n) note += "MSG*" + std::string(230, 'x') + "~";
  for (int n = 1; n <= sets; ++n) {
    text += fmt::format(
        "ST*850*{0:05}~BEG*00*SA*PO-{0}**20260302~N9*L1*1~{2}PO1*1*{1}*EA*3.50**VN*AB1~CTT*1~"
        "SE*10*{0:05}~",
        n, content, note);
  }
  return text + fmt::format("GE*{}*{}~IEA*1*{:09}~", sets, number, number);
}

// An interchange of two orders; one that comes with another content of the second holds the first again.
std::string two_sets(int number, int first, int second) {
  std::string text = one(number, first), more = one(number + 1000, second);
  const std::size_t ge = text.find("GE*");
  more.resize(more.find("GE*"));
  more.erase(0, more.find("ST*"));
  for (auto at = more.find("*0001~"); at != std::string::npos; at = more.find("*0001~"))
    more.replace(at, 6, "*0002~");
  text.insert(ge, more);
  return text.replace(text.find("GE*1"), 4, "GE*2");
}

// An interchange whose one group stands in it twice.
std::string twice_in_one(int number) {
  std::string text = one(number);
  const std::size_t gs = text.find("GS*"), iea = text.find("IEA*");
  text.insert(iea, text.substr(gs, iea - gs));
  return text.replace(text.find("IEA*1"), 5, "IEA*2");
}

// An interchange whose one set stands in its group twice.
std::string twice_in_group(int number) {
  std::string text = one(number);
  const std::size_t st = text.find("ST*"), ge = text.find("GE*");
  text.insert(ge, text.substr(st, ge - st));
  return text.replace(text.find("GE*1"), 4, "GE*2");
}

struct Came {
  PassSummary summary;
  std::string outcomes;  // of the interchanges, as the TA1 has it
  std::size_t orders = 0, violations = 0;
};

std::string ta1s_in(const SmallWorkspace& place) {
  std::string codes;
  for (const auto& entry : fs::recursive_directory_iterator(place.folder.at("outbox"))) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("ta1-")) continue;
    const std::string text = testing::file_content(entry.path());
    for (auto at = text.find("TA1*"); at != std::string::npos; at = text.find("TA1*", at + 1))
      codes += text.substr(at + 26, 5) + " ";
  }
  return codes;
}

Came run(const std::string& file, std::string_view duplicates) {
  const SmallWorkspace place;
  std::ofstream(place.folder.at("mappings/partners/acme/partner.yaml"), std::ios::app)
      << "defaults:\n  acknowledge: {technical: always}\n  duplicates: " << duplicates << "\n";
  place.folder.write("inbox/file.edi", file);
  SystemClock clock;
  Engine engine(place.folder.path(), clock);
  Came came{engine.run_once(), ta1s_in(place), place.count("orders"), 0};
  came.violations = open_store(place.folder.at("store/transom.db"), {.create = false})->fsck().size();
  return came;
}

constexpr std::string_view by_default = "{interchange: quarantine, order: hold}";

TEST_CASE("what is refused for its number leaves nothing of itself") {
  constexpr std::string_view accept = "{interchange: accept, order: accept}";
  constexpr std::string_view st_warns =
      "{interchange: quarantine, order: accept}\n  severity: {st-control-number-repeated: warn}";
  constexpr std::string_view st_is_off =
      "{interchange: quarantine, order: accept}\n  severity: {st-control-number-repeated: off}";
  struct Row {
    const char* name;
    std::string file;
    std::string_view duplicates;
    std::size_t orders, held, items;
    std::string ta1s;
  };
  const Row rows[] = {
      {"a copy", one(3) + one(3), by_default, 1, 0, 0, "A*000 R*025 "},
      {"other content", one(3) + one(3, 13), by_default, 1, 0, 1, "A*000 R*025 "},
      {"a copy behind other content", one(3) + one(3, 13) + one(3), by_default, 1, 0, 1,
       "A*000 R*025 R*025 "},
      {"copies of what is refused", one(3) + one(3, 13) + one(3, 13), by_default, 1, 0, 2,
       "A*000 R*025 R*025 "},
      {"other numbers between them", one(3) + one(4) + one(3), by_default, 2, 0, 0, "A*000 A*000 R*025 "},
      {"test data has numbers of its own", one(3) + one(3, 12, "T"), by_default, 1, 0, 0, "A*000 "},
      {"numbers that may come again", one(3) + one(3, 13), accept, 2, 0, 0, "A*000 A*000 "},
      {"the very set beside another one", two_sets(3, 12, 13) + two_sets(3, 12, 14), accept, 3, 0, 0,
       "A*000 A*000 "},
      {"the very set in two groups of one number", twice_in_one(3), accept, 1, 0, 0, "A*000 "},
      {"and where nothing may come again", twice_in_one(3), by_default, 1, 0, 0, "A*000 "},
      {"the very set in one group", twice_in_group(3), by_default, 1, 0, 1, "A*000 "},
      {"where that is no error", twice_in_group(3), st_warns, 1, 0, 0, "A*000 "},
      {"nor looked at", twice_in_group(3), st_is_off, 1, 0, 0, "A*000 "},
      {"and a copy of the first of them", one(3) + one(3, 13) + one(3), accept, 2, 0, 0,
       "A*000 A*000 R*025 "},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const Came came = run(row.file, row.duplicates);
    CHECK(came.orders == row.orders);
    CHECK(came.summary.orders >= row.orders);  // the test order lies elsewhere
    CHECK(came.summary.held == row.held);
    CHECK(came.summary.work_items == row.items);
    CHECK(came.outcomes == row.ta1s);
    CHECK(came.violations == 0);
  }
}

TEST_CASE("a file that comes in parts is held against itself as a small one is") {
  constexpr int sets = 700;  // twice that is well beyond the MiB from which on files are staged in parts
  struct Row {
    const char* name;
    int content;
    std::size_t items;
  };
  for (const Row& row : {Row{"a copy", 12, 0}, Row{"other content", 13, 1}}) {
    INFO(row.name);
    const Came came = run(many(3, sets) + many(3, sets, row.content), by_default);
    CHECK(came.summary.orders == sets);
    CHECK(came.orders == sets);
    CHECK(came.summary.held == 0);
    CHECK(came.summary.work_items == row.items);
    CHECK(came.outcomes == "A*000 R*025 ");
    CHECK(came.violations == 0);
  }
}

TEST_CASE("numbers of a file: leading zeros apart, a copy before other content") {
  const Partner acme, other;
  const auto in = [](const Partner* partner, const char* number, const char* content) {
    InterchangeResult result;
    result.partner = partner;
    result.header.control_number = number;
    result.content_hash = content;
    return result;
  };
  const InterchangeResult first = in(&acme, "000000003", "x"), second = in(&acme, "3", "y");
  InterchangeNumbers numbers;
  CHECK_FALSE(numbers.earlier(first));
  numbers.add(0, first);
  numbers.add(4, second);
  struct Row {
    InterchangeResult in;
    int index;  // -1: none
    bool same;
  };
  const Row rows[] = {{in(&acme, "03", "x"), 0, true},         {in(&acme, "3", "y"), 4, true},
                      {in(&acme, "000000003", "z"), 4, false}, {in(&acme, "000000030", "x"), -1, false},
                      {in(&other, "3", "x"), -1, false},       {in(nullptr, "3", "x"), -1, false}};
  for (const Row& row : rows) {
    INFO(row.in.header.control_number << " " << row.in.content_hash);
    const auto earlier = numbers.earlier(row.in);
    REQUIRE(earlier.has_value() == (row.index >= 0));
    if (!earlier) continue;
    CHECK(earlier->index == static_cast<std::size_t>(row.index));
    CHECK(earlier->same == row.same);
  }
}

}  // namespace
}  // namespace transom
