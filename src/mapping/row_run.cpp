// Rows that agree in the columns of `by` are one document or one entry of a list, wherever in the file they
// stand. A value above the rows is said by each of them: rows may leave it out, but must not contradict each
// other, for then nobody knows which of them is meant.
//
// As in maps of sets, an entry into which nothing came from the file is taken away again.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "mapping/evaluator.hpp"
#include "mapping/row_plan.hpp"
#include "mapping/set_value.hpp"
#include "transom/failure.hpp"

namespace transom::mapping {
namespace {

constexpr std::size_t most_row_problems = 20;

struct Row {
  std::vector<std::string> cells;        // by column of the map
  std::vector<CsvReader::Place> places;  // of each
};
using Rows = std::vector<const Row*>;

// In the order of their first rows.
std::vector<Rows> groups_of(const Rows& rows, const std::vector<std::size_t>& by) {
  std::vector<Rows> groups;
  std::map<std::vector<std::string_view>, std::size_t> known;
  for (const Row* row : rows) {
    std::vector<std::string_view> key;
    for (const std::size_t column : by) key.emplace_back(row->cells[column]);
    const auto [at, fresh] = known.try_emplace(std::move(key), groups.size());
    if (fresh) groups.emplace_back();
    groups[at->second].push_back(row);
  }
  return groups;
}

class RowRun final : ProblemSink {
 public:
  RowRun(const RowMap::Plan& plan, const std::string& file, const MapContext& context)
      : plan_(plan), file_(file), eval_(plan.program, context, scratch_, *this) {}

  RowDocument document(const Rows& rows) {
    RowDocument out{.document = empty_document(plan_.document), .problems = {}};
    problems_ = &out.problems;
    record(plan_.statements, record_of(out.document), rows);
    for (const auto& missing :
         missing_fields(shape_of(plan_.document), record_of(out.document), most_row_problems)) {
      if (out.problems.size() < most_row_problems)
        out.problems.push_back(
            fmt::format("{}: {} is needed, and the rows of this document give none that can be used",
                        place(*rows.front(), 0), missing));
    }
    return out;
  }

 private:
  [[nodiscard]] std::string place(const Row& row, std::size_t column) const {
    return fmt::format("{}:{}:{}", file_, row.places[column].line, row.places[column].column);
  }

  void problem(const Value& found, std::string sentence, std::string next) override {
    complain(sentence + (next.empty() ? "" : "; " + next), to_text(found));
  }

  void complain(const std::string& sentence, const std::string& found) {
    if (problems_->size() >= most_row_problems) return;
    problems_->push_back(fmt::format("{}: {}{}", place(*row_, column_),
                                     found.empty() ? "" : fmt::format("'{}' ", visible(found, 60)),
                                     sentence));
  }

  void stand_on(const Row& row) {
    row_ = &row;
    eval_.records.assign(1, row.cells.data());
  }

  void record(const std::vector<RowStatement>& statements, void* out, const Rows& rows) {
    for (const RowStatement& statement : statements) {
      if (!statement.sources.empty()) {
        for (const RowSource& source : statement.sources) list(statement, source, out, rows);
      } else if (statement.node == no_node) {
        const std::uint32_t before = eval_.touched;
        record(statement.inside, statement.field->at(out), rows);
        if (eval_.touched == before) statement.field->clear(out);
      } else {
        assign(statement, out, rows);
      }
    }
  }

  // Of all rows in hand; those that are silent agree.
  void assign(const RowStatement& statement, void* out, const Rows& rows) {
    column_ = statement.column;
    std::optional<std::string> said;
    const Row* by = nullptr;
    for (const Row* row : rows) {
      stand_on(*row);
      const Value value = eval_.value(statement.node);
      if (value.absent()) continue;
      const std::string text = to_text(value);
      if (!said) {
        if (!set_value(*statement.field, value, out)) complain("is not a whole number", text);
        said = text;
        by = row;
      } else if (*said != text) {
        complain(fmt::format("contradicts {}, which says '{}' of the same {}", place(*by, column_),
                             visible(*said, 60), statement.field->name),
                 text);
        return;
      }
    }
  }

  void list(const RowStatement& statement, const RowSource& source, void* out, const Rows& rows) {
    const std::uint32_t position = eval_.position;
    eval_.position = 0;
    if (source.each) {
      for (const Row* row : rows) entry(statement, source, out, {row});
    } else if (!source.by.empty()) {
      for (const Rows& group : groups_of(rows, source.by)) entry(statement, source, out, group);
    } else {
      entry(statement, source, out, rows);
    }
    eval_.position = position;
  }

  void entry(const RowStatement& statement, const RowSource& source, void* out, const Rows& rows) {
    stand_on(*rows.front());
    if (source.when != no_node && !eval_.holds(source.when)) return;
    ++eval_.position;
    const Field& field = *statement.field;
    if (field.kind == FieldKind::texts) {
      for (const std::uint32_t node : source.take) {
        const Value value = eval_.value(node);
        if (!value.absent()) static_cast<std::string*>(field.append(out))->assign(value.text);
      }
      return;
    }
    const std::uint32_t before = eval_.touched;
    record(source.fields, field.append(out), rows);
    if (eval_.touched != before) return;
    field.drop_last(out);
    --eval_.position;
  }

  const RowMap::Plan& plan_;
  const std::string& file_;
  Scratch scratch_;
  Evaluator eval_;
  const Row* row_ = nullptr;
  std::size_t column_ = 0;
  std::vector<std::string>* problems_ = nullptr;
};

// Which cell of the file each column of the map is. Fails: configuration, for the file's header.
std::vector<std::size_t> find_columns(const RowMap::Plan& plan, const CsvReader& reader,
                                      const CsvReader::Row& header) {
  std::vector<std::size_t> out;
  for (const auto& wanted : plan.headers) {
    const auto found = std::find(header.begin(), header.end(), wanted);
    if (found == header.end()) {
      const std::vector<std::string_view> names(header.begin(), header.end());
      reader.fail_cell(0, fmt::format("there is no column '{}'", visible(wanted, 40)),
                       suggestion(wanted, names));
    }
    out.push_back(static_cast<std::size_t>(found - header.begin()));
  }
  for (std::size_t cell = 0; cell < header.size(); ++cell) {
    const auto names = [&](const std::vector<std::string>& list) {
      return std::find(list.begin(), list.end(), header[cell]) != list.end();
    };
    if (names(plan.headers) || names(plan.ignored)) continue;
    reader.fail_cell(cell, fmt::format("nothing reads column '{}'", visible(header[cell], 40)),
                     "name it under columns: or ignore: in the map");
  }
  return out;
}

std::vector<Row> read_rows(const RowMap::Plan& plan, std::string_view csv, const std::string& file) {
  CsvReader reader(csv, file);
  const auto header = read_csv_header(reader, file);
  const auto cells = find_columns(plan, reader, header);
  std::vector<Row> rows;
  while (reader.more()) {
    auto row = read_csv_row(reader, header.size());
    Row& out = rows.emplace_back();
    for (const std::size_t cell : cells) {
      out.cells.push_back(std::move(row[cell]));
      out.places.push_back(reader.place(cell));
    }
  }
  if (rows.empty()) reader.fail_cell(0, "there is a header and no row");
  return rows;
}

}  // namespace
}  // namespace transom::mapping

namespace transom {

RowMap::RowMap(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
RowMap::~RowMap() = default;

RowMapPtr RowMap::load(const std::string& path) {
  return std::make_shared<const RowMap>(mapping::compile_row_map(path));
}

DocumentKind RowMap::document() const {
  return plan_->document;
}

std::string_view RowMap::hash() const {
  return plan_->hash;
}

RowResult RowMap::run(std::string_view csv, const std::string& file, const MapContext& context) const {
  RowResult out;
  try {
    const auto rows = mapping::read_rows(*plan_, csv, file);
    mapping::Rows all;
    for (const auto& row : rows) all.push_back(&row);
    mapping::RowRun run(*plan_, file, context);
    for (const auto& group : mapping::groups_of(all, plan_->by)) out.documents.push_back(run.document(group));
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::configuration) throw;
    out.documents.clear();
    out.problem = failure.what();
  }
  return out;
}

}  // namespace transom
