// The seven tables' columns stand here as data; reading is the same for all.
//
// A column that nobody knows is refused with what was probably meant: a misspelled `form` in place of `from`
// would make an old price hold for ever. Numbers are decimals with a point, dates are 2026-03-02; what a
// spreadsheet made of them otherwise (1.234,50, 3/2/26) is told and not guessed.
#include "partner/reference_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "base/text.hpp"

namespace transom {
namespace {

constexpr std::uint64_t max_rows = 1'000'000;

constexpr Column price_columns[] = {{"item", true}, {"unit", true}, {"price", true}, {"basis", false},
                                    {"currency"},   {"from"},       {"until"},       {"from_quantity"},
                                    {"promotion"},  {"contract"},   {"partner"}};
constexpr Column item_columns[] = {
    {"item", true},    {"description"},  {"status"},        {"substitute"},        {"unit", true},
    {"pack"},          {"minimum"},      {"fractions"},     {"hazardous"},         {"un_number"},
    {"shipping_name"}, {"hazard_class"}, {"packing_group"}, {"export_controlled"}, {"eccn"}};
constexpr Column id_columns[] = {{"kind", true}, {"id", true}, {"item", true}, {"partner"}};
constexpr Column unit_columns[] = {{"item"}, {"unit", true}, {"factor", true}};
constexpr Column ship_to_columns[] = {{"id", true}, {"kind"},    {"name"},   {"city"},         {"state"},
                                      {"postal"},   {"country"}, {"status"}, {"transit_days"}, {"partner"}};
constexpr Column customer_columns[] = {{"partner"},      {"currency"},         {"freight"},
                                       {"net_days"},     {"discount_percent"}, {"credit_limit"},
                                       {"open_balance"}, {"overdue_days"},     {"blocked"}};
constexpr Column stock_columns[] = {{"item", true}, {"available", true}, {"next"}};

struct Form {
  std::string_view name;
  std::span<const Column> columns;
  bool codes;  // no code comes twice: maps may use it as a table
};
constexpr Form forms[] = {
    {"contract_prices", price_columns, false},
    {"items", item_columns, true},
    {"item_ids", id_columns, false},
    {"item_units", unit_columns, false},
    {"ship_tos", ship_to_columns, true},
    {"customers", customer_columns, true},
    {"stock", stock_columns, true},
};

const Form& form_of(ReferenceTable table) {
  return forms[static_cast<std::size_t>(table)];
}

// Where each column stands in the file.
std::vector<int> places_of(std::span<const Column> columns, const CsvReader::Row& header,
                           const CsvReader& reader, std::string_view table) {
  std::vector<int> places(columns.size(), -1);
  std::vector<std::string_view> names;
  for (const Column& column : columns) names.push_back(column.name);
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto known = std::find(names.begin(), names.end(), header[i]);
    if (known == names.end()) {
      reader.fail_cell(i, fmt::format("{} has no column '{}'", table, visible(header[i], 60)),
                       suggestion(header[i], names));
    }
    places[static_cast<std::size_t>(known - names.begin())] = static_cast<int>(i);
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].must && places[c] < 0)
      reader.fail_cell(0, fmt::format("{} needs a column '{}'", table, columns[c].name));
  }
  return places;
}

}  // namespace

std::string_view name_of(ReferenceTable table) {
  return form_of(table).name;
}

std::optional<ReferenceTable> reference_table(std::string_view name) {
  for (std::size_t i = 0; i < std::size(forms); ++i) {
    if (forms[i].name == name) return static_cast<ReferenceTable>(i);
  }
  return std::nullopt;
}

bool is_code_table(std::string_view name) {
  const auto table = reference_table(name);
  return !table || form_of(*table).codes;
}

std::span<const Column> columns_of(ReferenceTable table) {
  return form_of(table).columns;
}

int Cells::place(std::string_view column) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].name == column) return places_[i];
  }
  return -1;
}

void Cells::take(CsvReader::Row row) {
  row_ = std::move(row);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].must && row_[static_cast<std::size_t>(places_[i])].empty())
      fail(columns_[i].name, fmt::format("{} is empty", columns_[i].name));
  }
}

void Cells::fail(std::string_view column, std::string problem, std::string advice) const {
  reader_.fail_cell(static_cast<std::size_t>(std::max(0, place(column))), std::move(problem),
                    std::move(advice));
}

const std::string& Cells::text(std::string_view column) const {
  static const std::string nothing;
  const int at = place(column);
  return at < 0 ? nothing : row_[static_cast<std::size_t>(at)];
}

std::optional<Decimal> Cells::number(std::string_view column) const {
  const std::string& cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto number = Decimal::parse(cell);
  if (!number || number->is_negative())
    fail(column, fmt::format("'{}' is no {}", visible(cell, 40), column), "expected a number such as 12.50");
  return number;
}

std::optional<std::int64_t> Cells::days(std::string_view column) const {
  const auto value = number(column);
  if (!value) return std::nullopt;
  const Decimal whole = value->normalized();
  if (whole.scale() != 0 || whole.units() > 36500)
    fail(column, fmt::format("'{}' is no number of days", visible(text(column), 40)));
  return static_cast<std::int64_t>(whole.units());
}

std::optional<Date> Cells::date(std::string_view column) const {
  const std::string& cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto date = Date::parse_iso(cell);
  if (!date)
    fail(column, fmt::format("'{}' is no date", visible(cell, 40)), "expected a date such as 2026-03-02");
  return date;
}

bool Cells::flag(std::string_view column) const {
  return word(column, {"no", "yes"}) == "yes";
}

std::string Cells::word(std::string_view column, std::initializer_list<std::string_view> words) const {
  const std::string cell = to_lower(text(column));
  if (cell.empty()) return std::string(*words.begin());
  if (std::find(words.begin(), words.end(), cell) != words.end()) return cell;
  fail(column, fmt::format("'{}' is no {}", visible(cell, 40), column),
       suggestion(cell, std::span(words.begin(), words.size())));
}

UnitFactor Cells::factor(std::string_view column) const {
  const std::string& cell = text(column);
  const auto slash = cell.find('/');
  const auto above = Decimal::parse(trim(std::string_view(cell).substr(0, slash)));
  const auto below = slash == std::string::npos
                         ? std::optional(Decimal::whole(1))
                         : Decimal::parse(trim(std::string_view(cell).substr(slash + 1)));
  constexpr int128 most = 1'000'000'000'000;
  if (above && below && above->units() > 0 && below->units() > 0) {
    int128 count = above->units(), of = below->units();
    for (int i = 0; i < below->scale() && count < most; ++i) count *= 10;
    for (int i = 0; i < above->scale() && of < most; ++i) of *= 10;
    if (count < most && of < most) {
      const auto n = static_cast<std::int64_t>(count), d = static_cast<std::int64_t>(of);
      const std::int64_t common = std::gcd(n, d);
      return {n / common, d / common};
    }
  }
  fail(column, fmt::format("'{}' is no {}", visible(cell, 40), column),
       "expected a number such as 12, or a fraction such as 1/12");
}

std::uint64_t read_rows(ReferenceTable table, std::string_view text, const std::string& file,
                        std::string_view partner, const std::function<void(const Cells&)>& take) {
  CsvReader reader(text, file);
  const CsvReader::Row header = read_csv_header(reader, file);
  const auto columns = columns_of(table);
  const auto places = places_of(columns, header, reader, name_of(table));
  Cells cells(reader, columns, places);
  std::uint64_t rows = 0, taken = 0;
  while (reader.more()) {
    auto row = read_csv_row(reader, header.size());
    if (++rows > max_rows) reader.fail_cell(0, "more than 1000000 rows");
    cells.take(std::move(row));
    const std::string& of = cells.text("partner");
    if (!of.empty() && of != partner) continue;
    take(cells);
    ++taken;
  }
  return taken;
}

}  // namespace transom
