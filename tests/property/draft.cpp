// Rows to bytes the plain way: what SegmentWriter makes of the same rows is held against it.
#include "property/draft.hpp"

#include <utility>

#include "guide/tables.hpp"
#include "transom/decimal.hpp"

namespace transom::property {

std::size_t Draft::index(std::uint32_t key) const {
  std::size_t at = 0;
  while (at < rows.size() && rows[at].key != key) ++at;
  return at;
}

std::size_t Draft::index(std::string_view id) const {
  std::size_t at = 0;
  while (at < rows.size() && rows[at].id != id) ++at;
  return at;
}

Row& Draft::insert(std::size_t at, Row row) {
  row.key = next_key++;
  return *rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), std::move(row));
}

std::string Draft::text(const Row& row) const {
  if (row.text) return *row.text;
  std::string out = row.id;
  for (const ElementText& field : row.fields) {
    out += delimiters.element;
    for (std::size_t r = 0; r < field.size(); ++r) {
      if (r != 0) out += delimiters.repetition;
      for (std::size_t c = 0; c < field[r].size(); ++c) {
        if (c != 0) out += delimiters.component;
        out += field[r][c];
      }
    }
  }
  return out;
}

std::string Draft::bytes() const {
  std::string out;
  for (const Row& row : rows) {
    out += row.before;
    out += text(row);
    out += row.end ? *row.end : delimiters.terminator + delimiters.suffix;
  }
  return out;
}

std::uint64_t Draft::offset(std::uint32_t key) const {
  std::uint64_t at = 0;
  for (const Row& row : rows) {
    at += row.before.size();
    if (row.key == key) return at;
    at += text(row).size() + (row.end ? row.end->size() : 1 + delimiters.suffix.size());
  }
  return at;
}

ElementText simple(std::string_view value) {
  return {{std::string(value)}};
}

std::string& value(Row& row, std::size_t n) {
  while (row.fields.size() < n) row.fields.push_back(simple(""));
  return row.fields[n - 1][0][0];
}

void count(Draft& draft) {
  const Guide::Tables& tables = draft.guide->tables();
  std::uint64_t lines = 0;
  Decimal sum;
  for (Row& row : draft.rows) {
    const SegmentId id = segment_id(row.id);
    lines += id == tables.counted && tables.counted != 0;
    if (id == tables.hash_segment && tables.hash_segment != 0 && row.fields.size() >= tables.hash_element) {
      const auto number = Decimal::parse(value(row, tables.hash_element));
      if (number) sum = add(sum, *number).value_or(sum);
    }
    if (row.id != "CTT") continue;
    if (tables.counted != 0) value(row, 1) = std::to_string(lines);
    if (tables.hash_segment != 0 && row.fields.size() > 1 && !value(row, 2).empty()) {
      value(row, 2) = sum.to_plain();
    }
  }
  count_segments(draft);
}

void count_segments(Draft& draft) {
  const std::size_t st = draft.index("ST"), se = draft.index("SE");
  if (st < draft.rows.size() && se < draft.rows.size()) {
    value(draft.rows[se], 1) = std::to_string(se - st + 1);
  }
}

}  // namespace transom::property
