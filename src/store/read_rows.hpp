// The columns of the records that several reads give, and how a row becomes one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/statement.hpp"

namespace transom {

// "SELECT " + columns + " FROM documents d ..."; the readers take their columns from 0 on.
extern const char* const document_columns;  // d: documents
DocumentRecord read_document(const Statement::Row& row);

extern const char* const outbound_columns;  // o: outbounds
OutboundRecord read_outbound(const Statement::Row& row);

extern const char* const ack_columns;  // k: acknowledgments
AckRecord read_ack(const Statement::Row& row);

extern const char* const business_columns;  // b: business, j: business_json, c: business_changed
BusinessRecord read_business(const Statement::Row& row);

extern const char* const decision_columns;  // x: decisions
DecisionRecord read_decision(const Statement::Row& row);

extern const char* const item_columns;  // w: work_items
WorkItemRecord read_item(const Statement::Row& row);

// Four columns: attempt, interchange, group, set.
Part read_part(const Statement::Row& row, int column);
// "", "A": a code that stands in one column.
char read_code(const Statement::Row& row, int column);
std::optional<Instant> read_instant(const Statement::Row& row, int column);
inline std::string read_text(const Statement::Row& row, int column) {
  return std::string(row.text(column));
}

// All rows of a query as records.
template <class Record>
std::vector<Record> collect(Statement::Row row, Record (*read)(const Statement::Row&)) {
  std::vector<Record> all;
  while (row.next()) all.push_back(read(row));
  return all;
}
template <class Record>
std::optional<Record> first(Statement::Row row, Record (*read)(const Statement::Row&)) {
  if (!row.next()) return std::nullopt;
  return read(row);
}

}  // namespace transom
