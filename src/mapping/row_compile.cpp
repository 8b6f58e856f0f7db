// A row is a record of texts whose shape is made from `columns:`, so that paths, types and "did you mean" are
// those of every other record.
//
// Columns are named in the map, apart from what the file calls them: headers of spreadsheets hold blanks and
// change, and an expression that speaks of one is checked when the map is loaded, without a file at hand.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "mapping/compiler.hpp"
#include "mapping/map_plan.hpp"
#include "mapping/row_plan.hpp"
#include "mapping/spec.hpp"

namespace transom::mapping {
namespace {

bool source_key(std::string_view key) {
  return key == "each" || key == "by" || key == "when" || key == "take";
}

bool is_column_name(std::string_view text) {
  const auto small = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return !text.empty() && small(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return small(c) || (c >= '0' && c <= '9'); });
}

class RowCompiler {
 public:
  RowCompiler(RowMap::Plan& plan, SourcePtr file) : plan_(plan), file_(std::move(file)) {}

  void read(const YamlNode& root) {
    root.allow_only({"csv", "columns", "ignore", "tables", "by", "fields"});
    const YamlNode& kind = root.required("csv");
    const auto document = document_kind(kind.text());
    if (!document) {
      std::vector<std::string_view> names;
      for (const DocumentKind known : document_kinds) names.push_back(kind_name(known));
      kind.fail(fmt::format("there is no document '{}'", visible(kind.text(), 40)),
                suggestion(kind.text(), names));
    }
    plan_.document = *document;
    read_columns(root.required("columns"));
    if (const YamlNode* ignore = root.find("ignore")) {
      for (const YamlNode& one : ignore->items()) plan_.ignored.push_back(one.text());
    }
    if (const YamlNode* tables = root.find("tables")) read_tables(*tables);
    plan_.by = columns_of(Spec::from(root.required("by"), file_));
    plan_.statements = record(Spec::from(root.required("fields"), file_), shape_of(plan_.document), "");
  }

 private:
  void read_columns(const YamlNode& node) {
    for (const auto& [name, header] : node.entries()) {
      if (!is_column_name(name.text())) {
        name.fail(fmt::format("'{}' cannot name a column; expected small letters, digits and _",
                              visible(name.text(), 40)));
      }
      if (std::find(plan_.headers.begin(), plan_.headers.end(), header.text()) != plan_.headers.end())
        header.fail(fmt::format("column '{}' has a name already", visible(header.text(), 40)));
      plan_.columns.push_back(name.text());
      plan_.headers.push_back(header.text());
    }
    std::vector<Field> fields;
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
      fields.push_back({.name = plan_.columns[i],
                        .kind = FieldKind::text,
                        .about = plan_.headers[i],
                        .offset = i * sizeof(std::string),
                        .size = sizeof(std::string)});
    }
    if (fields.empty()) node.fail("there are no columns; expected name: header");
    plan_.row = std::make_unique<Shape>("the row", std::move(fields));
  }

  // {units: {CS: CA}}, or {units: units.csv} beside the map.
  void read_tables(const YamlNode& node) {
    for (const auto& [name, rows] : node.entries()) {
      if (rows.is_scalar()) {
        const auto path = std::filesystem::path(plan_.name).parent_path() / rows.text();
        plan_.tables[name.text()] = read_csv_table_file(name.text(), path.string());
        continue;
      }
      auto table = std::make_shared<CodeTable>(name.text(), std::vector<std::string>{"code", "value"},
                                               Written(name.line(), name.column(), file_));
      for (const auto& [code, value] : rows.entries()) (void)table->add({code.text(), value.text()});
      plan_.tables[name.text()] = std::move(table);
    }
  }

  std::size_t column_named(const Spec& spec) {
    const auto found = std::find(plan_.columns.begin(), plan_.columns.end(), spec.text());
    if (found != plan_.columns.end()) return static_cast<std::size_t>(found - plan_.columns.begin());
    spec.fail(fmt::format("there is no column '{}'", visible(spec.text(), 40)),
              suggestion(spec.text(), plan_.row->names()));
  }

  std::vector<std::size_t> columns_of(const Spec& spec) {
    if (spec.is_text()) return {column_named(spec)};
    if (!spec.is_list() || spec.items.empty()) spec.fail("expected a column, or a list of columns");
    std::vector<std::size_t> out;
    for (const Spec& item : spec.items) {
      if (!item.is_text()) item.fail("expected a column");
      out.push_back(column_named(item));
    }
    return out;
  }

  std::vector<RowStatement> record(const Spec& spec, const Shape& shape, const std::string& path) {
    if (!spec.is_map())
      spec.fail(fmt::format("{} is made of fields", path.empty() ? "the document" : path),
                "write them as {field: column, ...}, or indented below");
    std::vector<RowStatement> out;
    for (const auto& [key, value] : spec.entries) {
      if (source_key(key.text)) continue;
      out.push_back(
          statement(known_field(shape, key), value, path.empty() ? key.text : path + "." + key.text));
    }
    require_sources(spec, shape, path);
    return out;
  }

  RowStatement statement(const Field& field, const Spec& spec, const std::string& path) {
    RowStatement out;
    out.field = &field;
    if (field.kind == FieldKind::record) {
      out.inside = record(spec, *field.of, path);
    } else if (field.kind == FieldKind::records || field.kind == FieldKind::texts) {
      const bool several = spec.is_list() && !spec.items.empty() && spec.items[0].is_map();
      if (several) {
        for (const Spec& item : spec.items) out.sources.push_back(source(field, item, path));
      } else {
        out.sources.push_back(source(field, spec, path));
      }
    } else {
      if (!spec.is_text())
        spec.fail(fmt::format("{} is {}; expected one expression", path, kind_name(field.kind)));
      out.node = value(spec.line, type_of(field.kind), &out.column);
    }
    return out;
  }

  RowSource source(const Field& field, const Spec& spec, const std::string& path) {
    RowSource out;
    const bool texts = field.kind == FieldKind::texts;
    if (!spec.is_map()) {
      if (!texts)
        spec.fail(fmt::format("{} is a list", path),
                  "write {each: row, field: column, ...}, or by: a column");
      take(spec, out);
      return out;
    }
    if (const Spec* each = spec.find("each")) {
      if (!each->is_text() || each->text() != "row") each->fail("expected each: row");
      out.each = true;
    }
    if (const Spec* by = spec.find("by")) {
      if (out.each) by->fail("stands beside each: row", "take one of them");
      out.by = columns_of(*by);
    }
    if (const Spec* when = spec.find("when")) out.when = value(when->line, Type::flag, nullptr);
    if (!texts) {
      out.fields = record(spec, *field.of, path);
      return out;
    }
    const Spec* given = spec.find("take");
    if (given == nullptr) spec.fail(fmt::format("{} takes nothing", path), "add take: with what to take");
    take(*given, out);
    return out;
  }

  void take(const Spec& spec, RowSource& out) {
    if (spec.is_text()) out.take.push_back(value(spec.line, Type::text, nullptr));
    for (const Spec& item : spec.items) {
      if (!item.is_text()) item.fail("expected an expression");
      out.take.push_back(value(item.line, Type::text, nullptr));
    }
    if (out.take.empty()) spec.fail("takes nothing", "expected an expression or a list of them");
  }

  std::uint32_t value(const Line& line, Type wanted, std::size_t* column) {
    DocumentBinder binder(plan_.program, plan_.tables, {plan_.row.get()}, false);
    Compiler compiler(plan_.program, binder, plan_.tables, false);
    const std::size_t before = plan_.program.document_paths.size();
    const std::uint32_t node = compiler.value(line, wanted);
    if (column != nullptr && plan_.program.document_paths.size() > before) {
      const auto& steps = plan_.program.document_paths[before].steps;
      if (!steps.empty()) *column = steps.front().field->offset / sizeof(std::string);
    }
    return node;
  }

  RowMap::Plan& plan_;
  SourcePtr file_;
};

}  // namespace

std::shared_ptr<const RowMap::Plan> compile_row_map(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(FailureKind::configuration, path, "cannot be read");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  auto plan = std::make_shared<RowMap::Plan>();
  plan->name = path;
  const auto file = std::make_shared<const SourceFile>(path, std::move(text));
  RowCompiler(*plan, file).read(file->yaml());
  Sha256 hash;
  hash.update(file->text());
  for (const auto& [name, table] : plan->tables) {
    hash.update(name);
    for (const auto& row : table->rows()) {
      for (const auto& cell : row) hash.update(cell + "\n");
    }
  }
  plan->hash = hash.hex();
  return plan;
}

}  // namespace transom::mapping
