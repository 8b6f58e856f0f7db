#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

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
  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }
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

TEST_CASE("our words for codes name codes that there are, and the important ones have words") {
  std::map<std::string, std::set<std::string>> listed, named;  // element -> codes
  for (const std::string& version : GuideLibrary::built_in().versions()) {
    const GuidePtr any = guide(version, "850");
    for (const ElementDef& element : any->tables().version->elements) {
      std::istringstream codes{std::string(any->codes(element))};
      for (std::string code; codes >> code;) listed[std::string(element.number)].insert(code);
    }
  }
  const GuidePtr any = guide("005010", "850");
  const blob::View& view = any->tables().version->view;
  for (const blob::Name& name : any->tables().version->names) {
    const std::string element(view.text(name.element)), code(view.text(name.code));
    named[element].insert(code);
    CHECK_MESSAGE((!listed.contains(element) || listed[element].contains(code)), element << " " << code);
    CHECK_MESSAGE(!view.text(name.words).empty(), element << " " << code);
  }
  for (const std::string element : {"720", "723", "715", "717", "349", "736", "248"}) {
    CHECK_MESSAGE(named[element] == listed[element], element);
  }
  const std::pair<std::string, std::size_t> floors[] = {
      {"98", 80},  {"374", 120}, {"128", 120}, {"355", 180}, {"235", 110}, {"1300", 80}, {"353", 40},
      {"92", 50},  {"668", 24},  {"587", 13},  {"716", 15},  {"718", 18},  {"618", 18},  {"620", 12},
      {"621", 17}, {"I18", 32},  {"336", 24},  {"146", 25},  {"91", 50},   {"735", 25},  {"670", 26},
  };
  for (const auto& floor : floors) CHECK_MESSAGE(named[floor.first].size() >= floor.second, floor.first);
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

TEST_CASE("a guide tells how sure its facts are, and has no codes where nobody knows them") {
  CHECK(guide("004010", "850")->confidence() == "high");
  CHECK(guide("005010", "850")->confidence() == "good");
  for (const std::string version : {"003060", "004030"}) {
    const GuidePtr order = guide(version, "850");
    REQUIRE(order);
    CHECK(order->confidence() == "fair");
    const ElementDef& purpose = order->element(order->elements(segment_id("BEG"))[0].element);
    CHECK(purpose.number == "353");
    CHECK_FALSE(purpose.has_codes);
    CHECK(order->has_code(purpose, "XX"));
  }
  CHECK(guide("003060", "850")->notes(segment_id("N1")).empty());
  CHECK(notes_of(*guide("004030", "850"), "N1") == "R2,3, P3,4,");
  const auto date = guide("003060", "850")->elements(segment_id("BEG"))[4];
  CHECK(guide("003060", "850")->element(date.element).max == 6);
}

TEST_CASE("a version finds its guide, or the nearest lower one that has the set") {
  struct Row {
    std::string version;
    std::string set;
    bool known, substitute;
    std::string found;
  };
  const Row rows[] = {
      {"004010", "850", true, false, "004010"},
      {"004010VICS", "850", true, false, "004010"},
      {"004020", "850", true, true, "004010"},
      {"004030VICS", "850", true, false, "004030"},
      {"004060VICS", "850", true, true, "004030"},
      {"004030", "940", true, true, "004010"},
      {"004060", "940", true, true, "004010"},
      {"005010X231A1", "999", true, false, "005010"},
      {"004010", "999", true, false, ""},
      {"003060", "850", true, false, "003060"},
      {"003070", "850", true, true, "003060"},
      {"003060", "940", true, false, ""},
      {"003050", "850", false, false, ""},
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
  Severities before;
  before.set(Rule::segment_unknown, Severity::off);
  const Severities after = for_substitute(before);
  for (const Rule rule : {Rule::element_code, Rule::element_too_long, Rule::too_many_elements,
                          Rule::too_many_components, Rule::too_many_repetitions, Rule::segment_not_in_set,
                          Rule::segment_unexpected, Rule::segment_over_limit, Rule::loop_over_limit}) {
    INFO(static_cast<int>(rule));
    CHECK(before[rule] == Severity::error);
    CHECK(after[rule] == Severity::warn);
  }
  CHECK(after[Rule::segment_unknown] == Severity::off);
  for (const Rule rule : {Rule::element_missing, Rule::segment_missing, Rule::element_condition}) {
    CHECK(after[rule] == Severity::error);
  }
}

TEST_CASE("a folder of one's own is read at run time") {
  const Folder folder;
  const GuideLibrary library = GuideLibrary::load(folder.path());
  const GuidePtr small = library.find("004010", "850").guide;
  REQUIRE(small);
  CHECK(small->uses().size() == 3);
  CHECK(small->loops().size() == 2);
}

TEST_CASE("a version says only what differs from another") {
  Folder folder;
  folder.write("004010/segments.yaml",
               "ST: {name: Start, elements: [1 M]}\nSE: {name: End, elements: [1 M]}\n"
               "AA: {name: A, elements: [1 M, 2], notes: [P0102]}\nBB: {name: B, elements: [1, 2, 1]}\n"
               "CC: {name: C, elements: [3]}\n");
  folder.write("004010/elements.yaml",
               "1: {name: One, type: AN, length: 1..5}\n2: {name: Two, type: ID, length: 2, codes: AA BB}\n"
               "3: {name: Three, type: N2, length: 4}\n");
  folder.write("004010/850.yaml",
               "set: 850\nname: Small\nfunctional id: PO\nheading:\n  - ST M\n  - AA loop 2: [BB, AA, BB 3]\n"
               "  - CC\n  - BB\n  - SE M\n");
  folder.write("003010/version.yaml", "extends: \"004010\"\nconfidence: fair\nunknown: [codes, notes]\n");
  folder.write("005010/version.yaml", "extends: \"004010\"\nsets: [\"850\"]\n");
  folder.write("005010/elements.yaml", "1: {length: 1..9}\n2: {codes: +CC -AA}\n");
  folder.write("005010/segments.yaml",
               "without: CC\nAA: {AA02: 1 M, AA03: 2, notes: [-P0102, +R0203]}\nBB: {BB02: none}\n");
  folder.write("005010/850.yaml",
               "set: 850\nname: Other\nchanges:\n  heading:\n    - instead of AA: AA loop >1\n"
               "    - without AA/BB\n    - instead of AA/BB: BB 4\n    - after AA/AA: [BB 7, AA 2]\n"
               "    - before AA#2: {AA loop 8: []}\n"
               "    - instead of CC: {BB loop 9: [AA]}\n");
  // "before AA#2" has no second AA at the top.
  CHECK_THROWS_AS((void)GuideLibrary::load(folder.path()), Failure);
  folder.write("005010/850.yaml",
               "set: 850\nname: Other\nchanges:\n  heading:\n    - instead of AA: AA loop >1\n"
               "    - without AA/BB\n    - instead of AA/BB: BB 4\n    - after AA/AA: [BB 7, AA 2]\n"
               "    - before AA/AA#2: AA 8\n    - instead of CC: {BB loop 9: [AA]}\n");
  const GuideLibrary library = GuideLibrary::load(folder.path());
  CHECK(library.versions() == std::vector<std::string>{"003010", "004010", "005010"});

  const auto uses_of = [](const Guide& guide) {
    std::string text;
    for (const SegmentUse& use : guide.uses()) {
      text += to_string(use.id) + (use.loop == 0 ? "" : "'") + std::to_string(use.max_use) + ' ';
    }
    return text;
  };
  const GuidePtr below = library.find("004010", "850").guide;
  const GuidePtr above = library.find("005010", "850").guide;
  REQUIRE(below);
  REQUIRE(above);
  CHECK(uses_of(*below) == "ST1 AA'1 BB'1 AA'1 BB'3 CC1 BB1 SE1 ");
  CHECK(uses_of(*above) == "ST1 AA'1 AA'1 BB'7 AA'8 AA'2 BB'4 BB'1 AA'1 BB1 SE1 ");
  CHECK(above->loops()[1].max_repeat == 0);
  CHECK(above->name() == "Other");
  CHECK(above->functional_id() == "PO");
  CHECK(elements_of(*above, "AA") == "1M 1M 2");
  CHECK(notes_of(*above, "AA") == "R2,3,");
  CHECK(elements_of(*above, "BB") == "1");
  CHECK_FALSE(above->knows_segment(segment_id("CC")));
  CHECK(above->tables().version->elements.size() == 2);  // nothing uses 3 any more
  const ElementDef& two = above->element(above->elements(segment_id("AA"))[2].element);
  CHECK(above->codes(two) == "BB CC");
  CHECK(above->element(above->elements(segment_id("AA"))[0].element).max == 9);

  const GuidePtr fair = library.find("003010", "850").guide;
  REQUIRE(fair);
  CHECK(uses_of(*fair) == uses_of(*below));
  CHECK(notes_of(*fair, "AA").empty());
  CHECK(fair->codes(fair->element(fair->elements(segment_id("AA"))[1].element)).empty());
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
      {"005010/version.yaml", "extends: \"004011\"\n", "there is no version 004011 here"},
      {"005010/version.yaml", "extends: \"005010\"\n", "builds on this one"},
      {"005010/version.yaml", "extend: \"004010\"\n", "did you mean 'extends'?"},
      {"005010/version.yaml", "extends: \"004010\"\nconfidence: faire\n", "did you mean 'fair'?"},
      {"005010/version.yaml", "extends: \"004010\"\nsets: [\"810\"]\n", "set 850 is not among the sets"},
      {"005010/elements.yaml", "2: {codes: +CC DD}\n", "changes in part"},
      {"005010/elements.yaml", "2: {codes: +AA}\n", "code AA is in the list of the version below already"},
      {"005010/elements.yaml", "2: {codes: -CC}\n", "code CC is not in the list of the version below"},
      {"005010/elements.yaml", "2: {length: 3}\n", "code AA does not fit the length of element 2"},
      {"005010/elements.yaml", "7: {length: 3}\n", "name"},
      {"005010/segments.yaml", "AA: {AA04: 1}\n", "AA has 2 elements here"},
      {"005010/segments.yaml", "AA: {AA02: none}\n", "take it away with notes: [-P0102]"},
      {"005010/segments.yaml", "AA: {AB02: 1}\n", "unknown key 'AB02'"},
      {"005010/segments.yaml", "AA: {notes: [+P0102]}\n", "the version below has this note already"},
      {"005010/segments.yaml", "AA: {notes: [-R0102]}\n", "the version below has no such note"},
      {"005010/segments.yaml", "without: AB\n", "the version below has no segment AB"},
      {"005010/850.yaml", "set: 850\nchanges: {heading: [without AB]}\n", "did you mean 'AA'?"},
      {"005010/850.yaml", "set: 850\nchanges: {heading: [drop AA]}\n", "this is no change of a set"},
      {"005010/850.yaml", "set: 850\nchanges: {heading: [behind AA: AA]}\n", "this is no change of a set"},
      {"005010/850.yaml", "set: 850\nchanges: {heading: [without AA#x]}\n", "'AA#x' is no place"},
      {"005010/850.yaml", "set: 850\nchanges: {headings: [without AA]}\n", "did you mean 'heading'?"},
      {"005010/850.yaml", "set: 850\nchanges: {heading: [without SE]}\n", "begins with ST and ends with SE"},
      {"005010/851.yaml", "set: 851\nchanges: {heading: []}\n", "there is no set 851 below"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    Folder folder;
    if (row.file.starts_with("005010")) {
      folder.write("005010/version.yaml", "extends: \"004010\"\n");
      folder.write("005010/850.yaml", "set: 850\nchanges: {}\n");
    }
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
  Folder folder;
  folder.write("005010/version.yaml", "extends: \"004010\"\n");
  folder.write("005010/segments.yaml", "without: AA\n");
  CHECK_THROWS_WITH_AS((void)GuideLibrary::load(folder.path()),
                       doctest::Contains("set 850 uses AA, which this version is without"), Failure);
}
