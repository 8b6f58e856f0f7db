#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/embedded.hpp"
#include "guide/compile.hpp"
#include "guide/tables.hpp"
#include "support/corpus.hpp"
#include "transom/failure.hpp"
#include "transom/guide.hpp"

using namespace transom;

namespace {

GuidePtr guide(std::string_view version, std::string_view set) {
  return GuideLibrary::built_in().find(version, set).guide;
}

// The elements of a segment as "353M 92M 324M 328".
std::string elements_of(const Guide& guide, std::string_view segment) {
  std::string text;
  for (const ElementUse& use : guide.elements(segment_id(segment))) {
    if (!text.empty()) text += ' ';
    text += std::string(guide.element(use.element).number) + (use.mandatory ? "M" : "");
  }
  return text;
}

std::string notes_of(const Guide& guide, std::string_view segment) {
  std::string text;
  for (const SyntaxNote& note : guide.notes(segment_id(segment))) {
    if (!text.empty()) text += ' ';
    text += note.kind;
    for (const std::uint8_t element : note.elements) text += std::to_string(element) + ",";
  }
  return text;
}

class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("guides-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_ / "004010");
    write(
        "004010/elements.yaml",
        "1: {name: One, type: AN, length: 1..5}\n2:\n  name: Two\n  type: ID\n  length: 2\n  codes: AA BB\n");
    write("004010/segments.yaml",
          "ST: {name: Start, elements: [1 M]}\nSE: {name: End, elements: [1 M]}\n"
          "AA: {name: A, elements: [1 M, 2], notes: [P0102]}\n");
    write("004010/850.yaml",
          "set: 850\nname: Small\nfunctional id: PO\nheading:\n  - ST M\n  - AA loop 2: []\n  - SE M\n");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  void write(const std::string& name, const std::string& text) { std::ofstream(path_ / name) << text; }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("the guides in the program are those of the folder, byte for byte") {
  const std::string compiled =
      compile_guides(read_guides((testing::source_folder() / "mappings/guides").string()));
  CHECK(compiled == embedded_file("guides.bin"));
}

TEST_CASE("a guide tells what the standard's table says") {
  const GuidePtr order = guide("004010", "850");
  REQUIRE(order);
  CHECK(order->name() == "Purchase Order");
  CHECK(order->functional_id() == "PO");
  CHECK(order->version() == "004010");
  CHECK(elements_of(*order, "BEG") == "353M 92M 324M 328 373M 367 587 1019 1166 1232 786 640");
  CHECK(elements_of(*order, "N1") == "98M 93 66 67 706 98");
  CHECK(notes_of(*order, "N1") == "R2,3, P3,4,");
  CHECK(order->uses().size() == 196);
  CHECK(order->uses().front().id == segment_id("ST"));
  CHECK(order->uses().back().id == segment_id("SE"));
  const auto schedule = order->find_loop("PO1/SCH");
  REQUIRE(schedule);
  CHECK(order->loops()[*schedule].max_repeat == 200);
  CHECK(order->loops()[order->loops()[*schedule].parent].path == "PO1");
  CHECK(order->find_loop("") == 0);
  CHECK_FALSE(order->find_loop("PO1/NONE"));
  const auto dates = order->find_use(*order->find_loop("PO1"), "DTM");
  REQUIRE(dates);
  CHECK(order->uses()[*dates].max_use == 10);
  CHECK(order->uses()[*dates].area == 'd');
  CHECK(order->knows_segment(segment_id("HL")));
  CHECK_FALSE(order->knows_segment(segment_id("XYZ")));
  CHECK(order->segment_name(segment_id("PO1")) == "Baseline Item Data");
}

TEST_CASE("codes, composites and implied decimals") {
  const GuidePtr order = guide("004010", "850");
  REQUIRE(order);
  const auto sac = order->elements(segment_id("SAC"));
  CHECK(order->element(sac[4].element).decimals == 2);
  const ElementDef& party = order->element(order->elements(segment_id("N1"))[0].element);
  CHECK(order->has_code(party, "ST"));
  CHECK_FALSE(order->has_code(party, "S"));
  CHECK_FALSE(order->has_code(party, "ST BY"));
  CHECK(order->code_name("98", "ST") == "ship to");
  CHECK(order->code_name("98", "??").empty());
  const auto ref = order->elements(segment_id("REF"));
  REQUIRE(ref.size() == 4);
  CHECK(order->components(ref[3]).size() == 6);
  CHECK(order->element(ref[3].element).type == ElementType::composite);
  // Currency has an external list.
  const ElementDef& currency = order->element(order->elements(segment_id("CUR"))[1].element);
  CHECK_FALSE(currency.has_codes);
  CHECK(order->has_code(currency, "QQQ"));
}

TEST_CASE("every guide in the program loads") {
  const GuideLibrary& library = GuideLibrary::built_in();
  for (const std::string& version : library.versions()) {
    for (const std::string& set : library.sets(version)) {
      INFO(version << " " << set);
      const GuidePtr found = guide(version, set);
      REQUIRE(found);
      CHECK(found->set_id() == set);
      CHECK(found->uses().back().id == segment_id("SE"));
    }
  }
  CHECK(library.sets("004010").size() == 14);
}

TEST_CASE("a version finds its guide, or the nearest lower one between two known") {
  struct Row {
    std::string version;
    std::string set;
    bool known, substitute;
    std::string found;
  };
  const Row rows[] = {
      {"004010", "850", true, false, "004010"},
      {"004010VICS", "850", true, false, "004010"},
      {"004030", "850", true, true, "004010"},
      {"005010X231A1", "999", true, false, "005010"},
      {"003060", "850", false, false, ""},
      {"008010", "850", false, false, ""},
      {"004010", "998", true, false, ""},
      {"00401", "850", false, false, ""},
      {"", "850", false, false, ""},
      {"4010VICS", "850", false, false, ""},
  };
  for (const Row& row : rows) {
    INFO(row.version << " " << row.set);
    const GuideLibrary::Match match = GuideLibrary::built_in().find(row.version, row.set);
    CHECK(match.version_known == row.known);
    CHECK(match.substitute == row.substitute);
    CHECK((match.guide ? match.guide->version() : "") == row.found);
  }
}

TEST_CASE("what is unknown warns under a substitute") {
  const Severities before;
  const Severities after = for_substitute(before);
  CHECK(before[Rule::element_code] == Severity::error);
  CHECK(after[Rule::element_code] == Severity::warn);
  CHECK(after[Rule::element_missing] == Severity::error);
}

TEST_CASE("a folder of one's own is read at run time") {
  const Folder folder;
  const GuideLibrary library = GuideLibrary::load(folder.path());
  const GuidePtr small = library.find("004010", "850").guide;
  REQUIRE(small);
  CHECK(small->uses().size() == 3);
  CHECK(small->loops().size() == 2);
}

TEST_CASE("a wrong guide says where and what") {
  struct Row {
    std::string file;
    std::string text;
    std::string want;
  };
  const Row rows[] = {
      {"004010/elements.yaml", "1: {name: One, type: AX, length: 2}\n", "elements.yaml:1:"},
      {"004010/elements.yaml", "1: {name: One, type: AN, length: 5..2}\n", "'5..2' is no length"},
      {"004010/elements.yaml", "1: {name: One, type: ID, length: 2, codes: AA B}\n", "code B does not fit"},
      {"004010/elements.yaml", "1: {name: One, type: ID, length: 2, codes: AA AA}\n", "stands here twice"},
      {"004010/elements.yaml", "1: {name: One, typ: ID, length: 2}\n", "typ"},
      {"004010/segments.yaml", "ST: {name: S, elements: [9 M]}\n", "element 9 is not in elements.yaml"},
      {"004010/segments.yaml", "ST: {name: S, elements: [1 K]}\n", "'K' is not understood"},
      {"004010/segments.yaml", "ST: {name: S, elements: [1], notes: [P0102]}\n",
       "an element that is not there"},
      {"004010/segments.yaml", "ST: {name: S, elements: [1], notes: [Q01]}\n", "'Q01' is no syntax note"},
      {"004010/850.yaml", "set: 850\nname: S\nfunctional id: PO\nheading: [ST M, ZZ, SE M]\n",
       "segment ZZ is not in segments.yaml"},
      {"004010/850.yaml", "set: 850\nname: S\nfunctional id: PO\nheading: [ST M, AA x, SE M]\n",
       "'x' is not understood"},
      {"004010/850.yaml", "set: 850\nname: S\nfunctional id: PO\nheading: [ST M, AA: [AA], SE M]\n",
       "the word loop"},
      {"004010/850.yaml", "set: 850\nname: S\nfunctional id: PO\nheading: [AA]\n", "begins with ST"},
      {"004010/850.yaml", "set: 855\nname: S\nfunctional id: PO\nheading: [ST M, SE M]\n",
       "name it 855.yaml"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    Folder folder;
    folder.write(row.file, row.text);
    try {
      (void)GuideLibrary::load(folder.path());
      FAIL("no failure");
    } catch (const Failure& failure) {
      CHECK(failure.kind() == FailureKind::configuration);
      CHECK(std::string(failure.what()).find(row.want) != std::string::npos);
      CHECK(failure.place().find(".yaml:") != std::string::npos);
    }
  }
  CHECK_THROWS_AS((void)GuideLibrary::load("/no/such/folder"), Failure);
}
