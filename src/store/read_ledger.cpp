// Open rows lie in a partial index by their due time, so what is overdue is read from its beginning and a
// store with years of closed rows answers as fast as an empty one. What a large document is about to close
// counts as closed from its first part on: it is here, and if its attempt is given up the rows are open
// again.
#include "store/read_ledger.hpp"

#include <fmt/format.h>

#include "store/read_rows.hpp"

namespace transom {

static std::string query(const char* rest) {
  return std::string(
             "SELECT e.id, e.attempt, e.what, e.owed_by, e.business, e.outbound, e.partner, e.number,"
             " e.release, e.usage, e.terms, e.opened, e.due, e.state, e.item, e.closed, e.closed_under,"
             " e.closed_with, e.closed_by, e.resolution FROM expectations e"
             " LEFT JOIN attempts a ON a.id = e.attempt WHERE (e.attempt IS NULL OR a.finished IS NOT NULL)"
             " AND ") +
         rest;
}

// An interchange that never reached the drop cannot be overdue at the partner's.
static constexpr const char* reached_the_drop =
    "NOT EXISTS (SELECT 1 FROM outbounds o WHERE o.id = e.outbound AND o.state = 'queued')";

static ExpectationRecord read_expectation(const Statement::Row& row) {
  ExpectationRecord e;
  e.id = {row.integer(0)};
  e.attempt = {row.integer(1)};
  e.what = named<Expected>(row.text(2));
  e.owed_by = named<OwedBy>(row.text(3));
  e.order = {row.integer(4)};
  e.outbound = {row.integer(5)};
  e.partner = row.text(6);
  e.number = row.text(7);
  e.release = row.text(8);
  e.usage = read_code(row, 9);
  e.terms = row.text(10);
  e.opened = {row.integer(11)};
  e.due = {row.integer(12)};
  e.state = named<ExpectationState>(row.text(13));
  e.item = {row.integer(14)};
  e.closed = read_instant(row, 15);
  e.closed_under = {row.integer(16)};
  e.closed_with = {row.integer(17)};
  e.closed_by = row.text(18);
  e.resolution = row.text(19);
  return e;
}

// Numbers of orders, of what speaks of orders, and of sets from which none could be made.
static std::string numbers_query(const char* condition) {
  const auto where = [condition](const char* column) {
    return fmt::format("{0} <> '' AND {1}", column, fmt::format(fmt::runtime(condition), column));
  };
  return fmt::format(
      "SELECT partner, number, usage FROM (SELECT b.partner, b.number, b.usage FROM business b"
      " JOIN attempts a ON a.id = b.attempt WHERE a.finished IS NOT NULL"
      " AND b.kind NOT IN ('shipment','invoice') AND {0}"
      " UNION SELECT b.partner, n.number, b.usage FROM business_orders n JOIN business b ON b.id = n.business"
      " JOIN attempts a ON a.id = b.attempt WHERE a.finished IS NOT NULL AND {2}"
      " UNION SELECT w.partner, w.number, i.usage FROM work_items w JOIN attempts a ON a.id = w.attempt"
      " JOIN interchanges i ON i.attempt = w.attempt AND i.interchange = w.interchange"
      " WHERE a.finished IS NOT NULL AND {1}"
      " UNION SELECT w.partner, n.number, substr(w.unsent, 5, 1) FROM work_items w"
      " JOIN attempts a ON a.id = w.attempt JOIN (SELECT item, number FROM item_orders UNION ALL"
      "  SELECT id, number FROM work_items WHERE substr(unsent, 1, 3) NOT IN ('856', '810')) n ON n.item = "
      "w.id"
      " WHERE a.finished IS NOT NULL AND w.unsent <> '' AND {2}) WHERE ?2 = '' OR partner = ?2"
      " ORDER BY partner, usage, number LIMIT ?3",
      where("b.number"), where("w.number"), where("n.number"));
}

LedgerReader::LedgerReader(Connection& db)
    : expected_(db, query("e.state = 'open' AND e.due < ?1 AND (?2 = '' OR e.partner = ?2)"
                          " ORDER BY e.due, e.id LIMIT ?3")),
      untold_(db, query((std::string("e.state = 'open' AND e.due < ?1 AND e.item IS NULL AND ") +
                         reached_the_drop + " ORDER BY e.due, e.id LIMIT ?2")
                            .c_str())),
      of_order_(db, query("e.partner = ?1 AND ltrim(e.number, '0') = ltrim(?2, '0') AND e.usage = ?3"
                          " ORDER BY e.id")),
      of_sent_(db, query("e.outbound = ?1 ORDER BY e.id")),
      one_(db, query("e.id = ?1")),
      count_(db, std::string("SELECT count(*) FROM expectations e LEFT JOIN attempts a ON a.id = e.attempt"
                             " WHERE (e.attempt IS NULL OR a.finished IS NOT NULL) AND e.state = 'open'"
                             " AND e.due < ?1 AND ") +
                     reached_the_drop),
      named_(db, numbers_query("ltrim({0}, '0') = ltrim(?1, '0')")),
      named_in_part_(db, numbers_query("instr(lower({0}), lower(?1)) > 0")) {}

std::vector<ExpectationRecord> LedgerReader::expected(const DueFilter& filter) {
  return collect(expected_(filter.before.value_or(Instant{INT64_MAX}), filter.partner, filter.limit),
                 read_expectation);
}

std::vector<ExpectationRecord> LedgerReader::untold_overdue(Instant now, std::size_t limit) {
  return collect(untold_(now, limit), read_expectation);
}

std::vector<ExpectationRecord> LedgerReader::expected_for(std::string_view partner, std::string_view number,
                                                          char usage) {
  return collect(of_order_(partner, number, usage), read_expectation);
}

std::vector<ExpectationRecord> LedgerReader::expected_for(OutboundId sent) {
  return collect(of_sent_(sent), read_expectation);
}

std::optional<ExpectationRecord> LedgerReader::expectation(ExpectationId id) {
  return first(one_(id), read_expectation);
}

std::vector<OrderNumber> LedgerReader::orders_named(std::string_view text, std::string_view partner,
                                                    std::size_t limit) {
  const auto read = [&](Statement& statement) {
    std::vector<OrderNumber> found;
    for (auto row = statement(text, partner, limit); row.next();) {
      found.push_back({read_text(row, 0), read_text(row, 1), read_code(row, 2)});
    }
    return found;
  };
  if (text.empty()) return {};
  std::vector<OrderNumber> found = read(named_);
  return found.empty() ? read(named_in_part_) : found;
}

std::uint64_t LedgerReader::count_overdue(Instant now) {
  auto row = count_(now);
  row.next();
  return static_cast<std::uint64_t>(row.integer(0));
}

}  // namespace transom
