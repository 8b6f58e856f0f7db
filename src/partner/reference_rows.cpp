// The seven tables' columns stand here as data; reading is the same for all.
//
// A column that nobody knows is refused with what was probably meant: a misspelled `form` in place of `from`
// would make an old price hold for ever. Numbers are decimals with a point, dates are 2026-03-02; what a
// spreadsheet made of them otherwise (1.234,50, 3/2/26) is told and not guessed. Of two rows that answer one
// question neither can be meant more than the other, so both are told; also where they are equal, since a
// file in which a row was pasted twice is one that nobody has looked at.
#include "partner/reference_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>

#include "base/bare_number.hpp"
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

// Of prices that hold at once the one that began last counts, so only two that began together contradict.
constexpr std::string_view price_key[] = {"item", "unit", "currency", "from", "from_quantity", "promotion"};
constexpr std::string_view item_key[] = {"item"};
constexpr std::string_view id_key[] = {"kind", "id"};
constexpr std::string_view unit_key[] = {"item", "unit"};
constexpr std::string_view ship_to_key[] = {"id", "kind"};
constexpr std::string_view customer_key[] = {"partner"};

struct Form {
  std::string_view name;
  std::span<const Column> columns;
  std::span<const std::string_view> key;  // what tells its rows apart
  bool codes;                             // the first column does by itself: maps may use it as a table
};
constexpr Form forms[] = {
    {"contract_prices", price_columns, price_key, false},
    {"items", item_columns, item_key, true},
    {"item_ids", id_columns, id_key, false},
    {"item_units", unit_columns, unit_key, false},
    {"ship_tos", ship_to_columns, ship_to_key, true},
    {"customers", customer_columns, customer_key, true},
    {"stock", stock_columns, item_key, true},
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

// The rows of one table that were taken, by what tells them apart.
class TakenRows {
 public:
  explicit TakenRows(std::span<const std::string_view> key) : key_(key) {}

  void add(const Cells& row) {
    std::string key;
    for (const std::string_view column : key_) key.append(1, '\x1f').append(as_looked_up(row, column));
    const auto [first, added] = lines_.try_emplace(std::move(key), row.line());
    if (!added) fail(row, first->second);
  }

 private:
  // Look-ups see no leading zeros of an id, and no difference between "0" and a quantity that is not there.
  static std::string as_looked_up(const Cells& row, std::string_view column) {
    if (column == "id") return std::string(unpadded(row.text(column)));
    if (column != "from_quantity") return row.text(column);
    return row.number(column).value_or(Decimal()).normalized().to_plain();
  }

  [[noreturn]] void fail(const Cells& row, std::size_t first) const {
    std::string named;
    for (const std::string_view column : key_) {
      if (row.text(column).empty()) continue;
      named += fmt::format("{}{} {}", named.empty() ? "" : ", ", column, visible(row.text(column), 40));
    }
    row.fail(key_.front(),
             fmt::format("{} is there twice, the first time in line {}",
                         named.empty() ? "a row for everybody" : named, first),
             key_.data() == price_key ? "keep one of the rows; prices that follow each other differ in `from`"
                                      : "keep one of the rows");
  }

  std::span<const std::string_view> key_;
  std::unordered_map<std::string, std::size_t> lines_;
};

// The rows whose cell `partner` is this one; in a file that has no such column it is empty.
std::uint64_t read_rows_of(std::string_view partner, const Form& form, std::string_view text,
                           const std::string& file, const std::function<void(const Cells&)>& take) {
  CsvReader reader(text, file);
  const CsvReader::Row header = read_csv_header(reader, file);
  const auto places = places_of(form.columns, header, reader, form.name);
  Cells cells(reader, form.columns, places);
  TakenRows known(form.key);
  std::uint64_t rows = 0, taken = 0;
  while (reader.more()) {
    auto row = read_csv_row(reader, header.size());
    if (++rows > max_rows) reader.fail_cell(0, "more than 1000000 rows");
    cells.take(std::move(row));
    if (cells.text("partner") != partner) continue;
    known.add(cells);
    take(cells);
    ++taken;
  }
  return taken;
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
  const std::uint64_t named = partner.empty() ? 0 : read_rows_of(partner, form_of(table), text, file, take);
  return named + read_rows_of({}, form_of(table), text, file, take);
}

}  // namespace transom
