// Reading map files layer by layer.
//
// The lowest layer is read first, then each file is laid over what it extends. Tables come from `use:` files,
// then from the file itself, row by row. A chain is at most eight files long, which also ends circles.
#include "mapping/map_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace transom::mapping {
namespace {

constexpr int longest_chain = 8;

class MapReader {
 public:
  explicit MapReader(int depth) : depth_(depth) {}

  MapSpec read(const MapSource& source) {
    const YamlNode& root = source.file->yaml();
    file_ = source.file;
    if (!root.is_map()) root.fail("is no map", "expected keys such as map:, from:, fields:");
    MapSpec out = below(root, source);
    out.name = source.file->name();
    out.layers.insert(out.layers.begin(), out.name);
    direction(root, out);
    if (out.direction == Direction::inward) {
      root.allow_only(
          {"map", "from", "version", "extends", "use", "parts", "fields", "ignore", "tables", "remove"});
    } else {
      root.allow_only({"set", "from", "version", "extends", "use", "parts", "heading", "detail", "summary",
                       "tables", "remove"});
    }
    head(root, out);
    if (const YamlNode* use = root.find("use")) use_files(*use, source, out);
    if (const YamlNode* own = root.find("tables")) {
      look_at_words(*own, out);
      tables(*own, out.tables);
    }
    if (const YamlNode* own = root.find("parts")) parts(*own, out.parts);
    body(root, out);
    if (const YamlNode* gone = root.find("remove")) remove(*gone, out);
    return out;
  }

  void tables(const YamlNode& node, CodeTables& out) const {
    for (const auto& [name, rows] : node.entries()) {
      auto table = std::make_shared<CodeTable>(name.text(), std::vector<std::string>{"code", "word"},
                                               Written(name, file_));
      std::vector<CodeTable::Row> written;
      for (const auto& [code, word] : rows.entries()) table_row(code, word, *table, written);
      table->lay(std::move(written));
      lay_table(table, out[name.text()]);
    }
  }

  void parts(const YamlNode& node, Parts& out) const {
    for (const auto& [name, part] : node.entries()) {
      if (!part.is_map()) part.fail("a part must be a map of fields");
      lay_part(std::make_shared<const Spec>(Spec::from(part, file_)), out[name.text()]);
    }
  }

  void pieces(Pieces& out) const {
    const YamlNode& root = file_->yaml();
    root.allow_only({"tables", "parts"});
    if (const YamlNode* rows = root.find("tables")) tables(*rows, out.tables);
    if (const YamlNode* parts_node = root.find("parts")) parts(*parts_node, out.parts);
  }

  explicit MapReader(SourcePtr file) : depth_(0), file_(std::move(file)) {}

 private:
  MapSpec below(const YamlNode& root, const MapSource& source) const {
    const YamlNode* extends = root.find("extends");
    if (extends == nullptr) return {};
    if (depth_ >= longest_chain)
      extends->fail("more than 8 maps extend each other", "is one of them its own base?");
    const auto found = source.refer(extends->text());
    if (!found) {
      extends->fail(fmt::format("there is no map '{}'", visible(extends->text(), 60)),
                    "expected a house map such as maps/850-order, or a file beside this one");
    }
    return MapReader(depth_ + 1).read(*found);
  }

  static void direction(const YamlNode& root, MapSpec& out) {
    const bool inward = root.find("map") != nullptr, outward = root.find("set") != nullptr;
    if (inward && outward)
      root.find("set")->fail("a map has map: or set:, not both", "map: reads sets, set: writes them");
    if (out.layers.size() > 1) {
      const Direction given = outward ? Direction::outward : Direction::inward;
      if ((inward || outward) && given != out.direction)
        root.fail("reads sets, but extends a map that writes them, or the other way round");
      return;
    }
    if (!inward && !outward)
      root.fail("is no map: it has neither map: nor set: nor extends:",
                "write extends: maps/850-order, or map: order");
    out.direction = outward ? Direction::outward : Direction::inward;
  }

  void head(const YamlNode& root, MapSpec& out) const {
    const bool inward = out.direction == Direction::inward;
    if (const YamlNode* node = root.find(inward ? "map" : "from")) out.document = Written(*node, file_);
    if (const YamlNode* node = root.find(inward ? "from" : "set")) out.set = Written(*node, file_);
    if (const YamlNode* node = root.find("version")) out.version = Written(*node, file_);
    if (out.document.text.empty() || out.set.text.empty()) {
      root.fail(fmt::format("key '{}' is missing", "from"),
                inward ? "the set that is read" : "the document that is written");
    }
  }

  // A word that the table below does not have is one that the ERP has to know. One that is nearly a word of
  // it was most likely meant to be that word.
  void look_at_words(const YamlNode& node, MapSpec& out) const {
    for (const auto& [name, rows] : node.entries()) {
      const auto below = out.tables.find(name.text());
      if (below == out.tables.end() || below->second == nullptr) continue;
      std::vector<std::string_view> words;
      for (const auto& row : below->second->rows()) words.push_back(row[1]);
      for (const auto& [code, word] : rows.entries()) {
        if (code.text() == "else" || std::find(words.begin(), words.end(), word.text()) != words.end())
          continue;
        const std::string_view near = did_you_mean(word.text(), words);
        if (near.empty()) continue;
        out.warnings.push_back(
            {Written(word, file_).place(),
             fmt::format("'{}' is no word of the house's table {}", visible(word.text(), 40), name.text()),
             fmt::format("did you mean '{}'?", near)});
      }
    }
  }

  static void lay_table(const CodeTablePtr& over, CodeTablePtr& below) {
    if (!below || below == over) {
      below = over;
      return;
    }
    auto both = std::make_shared<CodeTable>(*below);
    both->lay(*over);
    below = std::move(both);
  }

  static void lay_part(const std::shared_ptr<const Spec>& over, std::shared_ptr<const Spec>& below) {
    if (!below || below == over) {
      below = over;
      return;
    }
    auto both = std::make_shared<Spec>(*below);
    overlay(*both, *over);
    below = std::move(both);
  }

  void use_files(const YamlNode& node, const MapSource& source, MapSpec& out) const {
    const auto use = [&](const YamlNode& name) {
      const auto found = source.refer(name.text());
      if (!found)
        name.fail(fmt::format("there is no file '{}'", visible(name.text(), 60)),
                  "expected tables or parts, such as maps/tables");
      const Pieces& used = source.pieces(found->file);
      for (const auto& [table_name, table] : used.tables) lay_table(table, out.tables[table_name]);
      for (const auto& [part_name, part] : used.parts) lay_part(part, out.parts[part_name]);
    };
    if (node.is_sequence()) {
      for (const YamlNode& item : node.items()) use(item);
    } else {
      use(node);
    }
  }

  static void table_row(const YamlNode& code, const YamlNode& word, CodeTable& table,
                        std::vector<CodeTable::Row>& rows) {
    if (code.text() != "else" || code.quoted()) {
      rows.push_back({code.text(), word.text()});
      return;
    }
    if (word.quoted()) return table.set_otherwise(Otherwise::value, word.text());
    const std::string& what = word.text();
    if (what == "keep") return table.set_otherwise(Otherwise::keep);
    if (what == "none") return table.set_otherwise(Otherwise::none);
    if (what == "problem") return table.set_otherwise(Otherwise::problem);
    word.fail(fmt::format("'{}' is not known here", visible(what, 40)),
              "expected problem, keep, none, or a word in quotes");
  }

  void body(const YamlNode& root, MapSpec& out) const {
    if (const YamlNode* fields = root.find("fields")) {
      (void)fields->entries();
      Spec over = Spec::from(*fields, file_);
      if (out.fields.kind == Spec::Kind::empty) {
        out.fields.kind = Spec::Kind::map;
        out.fields.line = over.line;
      }
      overlay(out.fields, std::move(over));
    }
    if (const YamlNode* ignore = root.find("ignore")) {
      for (const YamlNode& path : ignore->items()) out.ignore.emplace_back(path, file_);
    }
    const std::pair<const char*, Spec*> areas[] = {
        {"heading", &out.heading}, {"detail", &out.detail}, {"summary", &out.summary}};
    for (const auto& [name, list] : areas) {
      if (const YamlNode* node = root.find(name)) overlay_segments(*list, Spec::from(*node, file_));
    }
  }

  void remove(const YamlNode& node, MapSpec& out) const {
    for (const YamlNode& item : node.items()) {
      // What stands in a part can go only when the part is in its place.
      const Written path(item, file_);
      if (!take_away(path, out)) out.remove.push_back(path);
    }
  }

  static bool take_away(const Written& path, MapSpec& out) {
    if (out.direction == Direction::inward) return remove_field(out.fields, path);
    return remove_segment(out.heading, path) || remove_segment(out.detail, path) ||
           remove_segment(out.summary, path);
  }

 public:
  static void finish(MapSpec& out) {
    expand_parts(out.fields, out.parts);
    for (Spec* list : {&out.heading, &out.detail, &out.summary}) expand_segments(*list, out.parts);
    for (const Written& path : out.remove) {
      if (take_away(path, out)) continue;
      if (out.direction == Direction::inward) nothing_to_remove(out.fields, path);
      path.fail(fmt::format("there is no {} to remove", visible(path.text, 60)),
                "expected one such as N1/PER or REF[DP]");
    }
  }

 private:
  int depth_;
  SourcePtr file_;
};

}  // namespace

MapSpec read_map(const MapSource& source) {
  MapSpec out = MapReader(0).read(source);
  MapReader::finish(out);
  return out;
}

Pieces read_pieces(const SourcePtr& file) {
  Pieces out;
  MapReader(file).pieces(out);
  return out;
}

std::vector<MapLine> MapSpec::explain() const {
  std::vector<MapLine> out;
  mapping::explain(fields, "", out);
  explain_segments(heading, "", out);
  explain_segments(detail, "", out);
  explain_segments(summary, "", out);
  for (const Written& path : ignore) out.push_back({"ignore", path.text, path.line_place()});
  for (const auto& [table_name, table] : tables) {
    out.push_back({"table " + table_name, fmt::format("{} codes", table->rows().size()),
                   table->written().line_place()});
  }
  return out;
}

std::string MapSpec::hash() const {
  Sha256 sum;
  const auto put = [&](std::string_view text) {
    sum.update(fmt::format("{}:", text.size()));
    sum.update(text);
  };
  put(document.text);
  put(set.text);
  for (const MapLine& line : explain()) {
    put(line.path);
    put(line.text);
  }
  for (const auto& [table_name, table] : tables) {
    put(table_name);
    put(fmt::format("{} {}", static_cast<int>(table->otherwise()), table->other_value()));
    for (const auto& row : table->rows()) {
      for (const std::string& cell : row) put(cell);
    }
  }
  return sum.hex();
}

}  // namespace transom::mapping
