// The guides in the program against the tables of facts that they were written from, row by row: nothing is
// missing, nothing is extra, nothing differs but what is listed here with its reason.
//
// The tables live beside this repository (../shared/x12, or TRANSOM_X12_TABLES); without them the test says
// that it was skipped.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "guide/tables.hpp"
#include "support/corpus.hpp"
#include "transom/guide.hpp"

using namespace transom;
namespace fs = std::filesystem;

namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '\t') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

std::vector<Row> read_table(const fs::path& path) {
  std::ifstream in(path);
  std::vector<Row> rows;
  std::string line;
  if (!std::getline(in, line)) return rows;
  const std::vector<std::string> heads = cells_of(line);
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = cells_of(line);
    Row row;
    for (std::size_t i = 0; i < heads.size() && i < cells.size(); ++i) row[heads[i]] = cells[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

fs::path tables_folder() {
  const char* named = std::getenv("TRANSOM_X12_TABLES");
  const fs::path folder =
      named != nullptr ? fs::path(named) : testing::source_folder() / ".." / "shared" / "x12";
  return fs::is_directory(folder) ? folder : fs::path{};
}

// Where a guide differs from the tables on purpose. An entry that no row meets any more fails the test.
struct Exception {
  std::string version, place, why;
};
const Exception exceptions[] = {
    {"003060", "AT", "the source has no numbers for these elements; they are named by their places"},
    {"003060", "DTM05", "the source has no number for it: the century of a six-digit date is element 624"},
    {"003060", "DTM06", "the number was inferred one place too far: 1250 has two or three characters"},
    {"003060", "DTM07", "and 1251 is the element behind it"},
    {"003060", "G6206", "the century, as in DTM"},
    {"003060", "SDQ01", "the source has a composite there; the neighbours have the unit"},
    {"003060", "CSH02", "306 has two lengths in the source: the longer one holds"},
    {"003060", "IT802", "306, as in CSH02"},
    {"004030", "PID04", "751 has two lengths in the source: the longer one holds"},
    {"004030", "C040-02", "127 has two lengths in the source: the longer one holds"},
    {"004030", "C040-04", "127, as in C040-02"},
    {"004030", "C040-06", "127, as in C040-02"},
    {"005010", "725", "public 999s carry a place there: read with leniency"},
    {"005010", "618", "999s carry I5 for segments in error against a guide"},
};

class Comparison {
 public:
  Comparison(fs::path folder, std::string version)
      : folder_(std::move(folder)), version_(std::move(version)), library_(GuideLibrary::built_in()) {
    any_ = library_.find(version_, library_.sets(version_).front()).guide;
    fair_ = any_->confidence() == "fair";
  }

  void run() {
    for (const std::string& set : library_.sets(version_)) compare_set(set);
    compare_segments();
    compare_composites();
    compare_elements();
    compare_notes();
    compare_codes();
    for (const Exception& exception : exceptions) {
      if (exception.version == version_ && !met_.contains(exception.place)) {
        differ("the exception of " + exception.place + " is not needed");
      }
    }
  }

  [[nodiscard]] const std::vector<std::string>& differences() const { return differences_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }

 private:
  void differ(const std::string& text) { differences_.push_back(version_ + ": " + text); }
  void same(const std::string& what, const std::string& guide, const std::string& table) {
    if (guide != table) differ(what + ": the guide says " + guide + ", the table " + table);
  }
  bool excepted(const std::string& place) {
    const bool listed = std::any_of(std::begin(exceptions), std::end(exceptions), [&](const Exception& one) {
      return one.version == version_ && one.place == place;
    });
    if (listed) met_.insert(place);
    return listed;
  }
  std::vector<Row> table(const std::string& name) {
    std::vector<Row> rows = read_table(folder_ / version_ / name);
    rows_ += rows.size();
    return rows;
  }

  static std::string limit(std::uint32_t max) { return max == 0 ? ">1" : std::to_string(max); }

  void compare_set(const std::string& set) {
    const GuidePtr guide = library_.find(version_, set).guide;
    std::vector<std::string> ours, theirs;
    for (std::size_t i = 0; i < guide->uses().size(); ++i) {
      const SegmentUse& use = guide->uses()[i];
      const LoopUse& loop = guide->loops()[use.loop];
      const bool starts = use.loop != 0 && loop.first_use == i;

      std::string line = std::string(1, use.area) + ' ' + to_string(use.id) + ' ' + std::string(loop.path);
      line += starts ? std::string(" loop ") + (loop.mandatory ? 'M' : 'O') + ' ' + limit(loop.max_repeat)
                     : std::string(" ") + (use.mandatory ? 'M' : 'O') + ' ' + limit(use.max_use);
      ours.push_back(line);
    }
    std::string bounded;
    for (Row& row : table("sets/" + set + ".tsv")) {
      std::string line = row["area"].substr(0, 1) + ' ' + row["segment"] + ' ' + row["loop"];
      const bool starts = row["loop_start"] == "Y";
      // A loop between LS and LE is optional, and both must be sent with it; one source of several says M.
      const std::string need = fair_ && starts && row["segment"] == bounded ? "O" : row["req"];
      line += (starts ? " loop " : " ") + need + ' ' + (starts ? row["loop_repeat"] : row["max_use"]);
      bounded = row["segment"] == "LS" ? row["bounds"] : "";
      theirs.push_back(line);
    }
    for (std::size_t i = 0; i < std::max(ours.size(), theirs.size()); ++i) {
      same(set + " row " + std::to_string(i + 1), i < ours.size() ? ours[i] : "nothing",
           i < theirs.size() ? theirs[i] : "nothing");
    }
    for (Row& row : read_table(folder_ / version_ / "sets" / "index.tsv")) {
      if (row["set"] != set) continue;
      same(set + " name", std::string(guide->name()), row["name"]);
      same(set + " GS01", std::string(guide->functional_id()), row["functional_id"]);
    }
  }

  static std::string type_of(const ElementDef& element) {
    switch (element.type) {
      case ElementType::an:
        return "AN";
      case ElementType::id:
        return "ID";
      case ElementType::n:
        return "N" + std::to_string(element.decimals);
      case ElementType::r:
        return "R";
      case ElementType::dt:
        return "DT";
      case ElementType::tm:
        return "TM";
      case ElementType::b:
        return "B";
      case ElementType::composite:
        return "COMP";
    }
    return "";
  }

  void compare_place(const std::string& ref, const ElementUse& use, Row& row, bool repeats) {
    if (excepted(ref) || (ref.starts_with("AT0") && excepted("AT")) || (ref == "AT10" && excepted("AT"))) {
      return;
    }
    const ElementDef& element = any_->element(use.element);
    std::string number = row["element"];
    if (number.ends_with('~')) number.pop_back();
    same(ref, std::string(element.number), number);
    same(ref + " requirement", use.mandatory ? "M" : "O", row["req"] == "M" ? "M" : "O");
    if (repeats) same(ref + " repeats", std::to_string(use.repeat), row["repeat"]);
    if (element.type == ElementType::composite) return;
    compare_value(ref, element, row);
  }

  // The one source of the fair versions writes AN for ID.
  void compare_value(const std::string& what, const ElementDef& element, Row& row) {
    const std::string type = type_of(element);
    if (type != row["type"] && excepted(std::string(element.number))) return;
    if (!(fair_ && type == "ID" && row["type"] == "AN")) same(what + " type", type, row["type"]);
    same(what + " length", std::to_string(element.min) + ".." + std::to_string(element.max),
         row["min"] + ".." + row["max"]);
  }

  void compare_segments() {
    std::map<std::string, std::vector<Row>> segments;
    for (Row& row : table("segments.tsv")) segments[row["segment"]].push_back(row);
    for (const SegmentCheck& segment : any_->tables().version->segments) {
      const std::string id = to_string(segment.id);
      if (!segments.contains(id)) differ("there is no segment " + id + " in the tables");
    }
    for (auto& [id, rows] : segments) {
      const auto places = any_->elements(segment_id(id));
      same(id + " elements", std::to_string(places.size()), std::to_string(rows.size()));
      for (std::size_t i = 0; i < std::min(places.size(), rows.size()); ++i) {
        compare_place(rows[i]["ref"], places[i], rows[i], true);
      }
    }
  }

  void compare_composites() {
    std::map<std::string, std::vector<Row>> composites;
    for (Row& row : table("composites.tsv")) composites[row["composite"]].push_back(row);
    same("composites", std::to_string(any_->tables().version->composites.size()),
         std::to_string(composites.size()));
    for (const SegmentCheck& check : any_->tables().version->composites) {
      const std::string id(any_->element(check.element).number);
      std::vector<Row>& rows = composites[id];
      same(id + " components", std::to_string(check.count), std::to_string(rows.size()));
      for (std::size_t i = 0; i < std::min<std::size_t>(check.count, rows.size()); ++i) {
        compare_place(id + "-" + rows[i]["ref"], any_->tables().version->places[check.first + i], rows[i],
                      false);
      }
    }
  }

  void compare_elements() {
    std::map<std::string, Row> elements;
    for (Row& row : table("elements.tsv")) elements[row["element"]] = row;
    std::size_t simple = 0;
    for (const ElementDef& element : any_->tables().version->elements) {
      if (element.type == ElementType::composite) continue;
      const std::string number(element.number);
      const bool unnumbered = fair_ && (number.starts_with("AT") || number == "624");
      if (unnumbered) continue;
      ++simple;
      if (!elements.contains(number)) {
        differ("there is no element " + number + " in the tables");
        continue;
      }
      Row& row = elements[number];
      if (!fair_) {  // else the rows of the segments say it, and this table repeats a neighbour
        same(number + " name", std::string(element.name), row["name"]);
        compare_value(number, element, row);
      }
    }
    same("elements", std::to_string(simple), std::to_string(elements.size()));
  }

  static std::string text_of(const SyntaxNote& note) {
    std::string text(1, note.kind);
    for (const std::uint8_t element : note.elements) {
      text += (element < 10 ? "0" : "") + std::to_string(element);
    }
    return text;
  }

  void compare_notes() {
    std::map<std::string, std::multiset<std::string>> theirs, ours;
    for (Row& row : table("syntax.tsv")) theirs[row["id"]].insert(row["note"]);
    const VersionTables& tables = *any_->tables().version;
    const auto add = [&](const std::string& id, const SegmentCheck& check) {
      for (std::uint32_t i = 0; i < check.notes; ++i) {
        ours[id].insert(text_of(tables.notes[check.first_note + i]));
      }
    };
    for (const SegmentCheck& segment : tables.segments) {
      const std::string id = to_string(segment.id);
      add(id, segment);
    }
    for (const SegmentCheck& composite : tables.composites) {
      add(std::string(any_->element(composite.element).number), composite);
    }
    for (const auto& [id, notes] : theirs) {
      if (ours[id] != notes) differ("the notes of " + id + " differ");
    }
    for (const auto& [id, notes] : ours) {
      if (!theirs.contains(id)) differ("the tables have no notes of " + id);
    }
  }

  void compare_codes() {
    std::map<std::string, std::multiset<std::string>> theirs;
    for (Row& row : table("codes.tsv")) theirs[row["element"]].insert(row["code"]);
    for (const ElementDef& element : any_->tables().version->elements) {
      std::multiset<std::string> ours;
      std::string code;
      for (const char c : std::string(any_->codes(element)) + ' ') {
        if (c != ' ') {
          code += c;
        } else if (!code.empty()) {
          ours.insert(std::move(code));
          code.clear();
        }
      }
      if (ours != theirs[std::string(element.number)] && !excepted(std::string(element.number))) {
        differ("the codes of " + std::string(element.number) + " differ");
      }
    }
  }

  fs::path folder_;
  std::string version_;
  const GuideLibrary& library_;
  GuidePtr any_;  // of this version: they share segments and elements
  bool fair_ = false;
  std::set<std::string> met_;
  std::vector<std::string> differences_;
  std::size_t rows_ = 0;
};

}  // namespace

TEST_CASE("every guide says what the tables of facts say, row by row") {
  const fs::path folder = tables_folder();
  if (folder.empty()) {
    MESSAGE("SKIPPED: no x12 tables beside the sources and none named by TRANSOM_X12_TABLES");
    return;
  }
  std::size_t rows = 0;
  for (const std::string& version : GuideLibrary::built_in().versions()) {
    Comparison comparison(folder, version);
    comparison.run();
    rows += comparison.rows();
    for (const std::string& difference : comparison.differences()) FAIL_CHECK(difference);
  }
  MESSAGE(rows << " rows compared");
  CHECK(rows > 50'000);
}
