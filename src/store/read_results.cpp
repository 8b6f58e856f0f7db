// Pending work is found through partial indices that hold nothing else; everything else by its document.
#include "store/read_results.hpp"

#include "store/read_rows.hpp"
#include "store/schema.hpp"

namespace transom {

static std::string business_query(const char* rest) {
  return std::string("SELECT ") + business_columns +
         " FROM business b JOIN business_json j ON j.id = b.id JOIN attempts a ON a.id = b.attempt"
         " LEFT JOIN business_changed c ON c.id = b.id"
         " WHERE a.finished IS NOT NULL AND " +
         rest;
}

static std::string outbound_query(const char* rest) {
  return std::string("SELECT ") + outbound_columns +
         " FROM outbounds o LEFT JOIN attempts a ON a.id = o.attempt"
         " WHERE (o.attempt IS NULL OR a.finished IS NOT NULL) AND " +
         rest;
}

static std::string item_query(const char* rest) {
  return std::string("SELECT ") + item_columns +
         " FROM work_items w LEFT JOIN attempts a ON a.id = w.attempt"
         " WHERE (w.attempt IS NULL OR a.finished IS NOT NULL) AND " +
         rest;
}

ResultReader::ResultReader(Connection& db)
    : business_of_(db, business_query("b.attempt = ?1 AND b.id > ?2 ORDER BY b.id LIMIT ?3")),
      business_(db, business_query("b.id = ?1")),
      exports_(db, business_query("b.pending = 1 AND b.id > ?1 ORDER BY b.id LIMIT ?2")),
      held_(db, business_query("b.verdict = 'held' AND (?1 = '' OR b.partner = ?1) ORDER BY b.id LIMIT ?2")),
      version_(db, "SELECT partner, imported FROM reference_versions WHERE hash = ?"),
      tables_(db,
              "SELECT name, own, rows, hash FROM reference_tables WHERE version = ? ORDER BY name, own DESC"),
      outbounds_of_(
          db, outbound_query("o.id IN (SELECT outbound FROM answers WHERE attempt > ?1 AND attempt < ?2"
                             "  UNION SELECT n.outbound FROM business b JOIN carried n ON n.business = b.id"
                             "  WHERE b.attempt > ?1 AND b.attempt < ?2) ORDER BY o.id")),
      outbound_(db, outbound_query("o.id = ?1")),
      sent_(db, outbound_query("(?1 = '' OR o.state = ?1) AND (?2 = '' OR o.partner = ?2) AND o.queued >= ?3"
                               " ORDER BY o.id DESC LIMIT ?4")),
      acknowledged_(db, std::string("SELECT ") + ack_columns +
                            " FROM acknowledgments k JOIN attempts a ON a.id = k.attempt"
                            " WHERE k.document = ?1 AND a.finished IS NOT NULL"
                            " ORDER BY k.interchange, k.grp, k.st, k.outbound, k.group_number, k.set_number"),
      said_of_(db, std::string("SELECT ") + ack_columns +
                       " FROM acknowledgments k JOIN attempts a ON a.id = k.attempt"
                       " WHERE k.outbound = ?1 AND a.finished IS NOT NULL"
                       " ORDER BY k.attempt, k.interchange, k.grp, k.st, k.group_number, k.set_number"),
      answers_(
          db,
          "SELECT n.attempt, n.interchange, n.grp, n.st FROM outbounds o JOIN answers n ON n.outbound = o.id"
          " AND n.attempt BETWEEN o.answers_from AND o.answers_to WHERE o.id = ?"
          " ORDER BY n.attempt, n.interchange, n.grp, n.st"),
      queued_(db, outbound_query("o.state = 'queued' AND o.id > ?1 ORDER BY o.id LIMIT ?2")),
      answers_to_(db,
                  outbound_query("o.id IN (SELECT outbound FROM answers WHERE attempt = ?1"
                                 " AND interchange = ?2 AND (grp = 0 OR grp = ?3) AND (st = 0 OR st = ?4))"
                                 " ORDER BY o.id")),
      items_about_(db,
                   item_query("w.id IN (SELECT id FROM work_items WHERE partner = ?1"
                              "  AND ltrim(number, '0') = ltrim(?2, '0') UNION SELECT item FROM item_orders"
                              "  WHERE partner = ?1 AND ltrim(number, '0') = ltrim(?2, '0'))"
                              " ORDER BY w.id")),
      orders_of_item_(db, "SELECT number, release FROM item_orders WHERE item = ? ORDER BY number, release"),
      open_items_(db, item_query("w.closed IS NULL AND (?1 = '' OR w.partner = ?1) ORDER BY w.id LIMIT ?2")),
      items_(db, item_query("w.document = ?1 ORDER BY w.id")),
      untold_items_(db, item_query("w.told IS NULL ORDER BY w.id LIMIT ?1")) {}

std::vector<BusinessRecord> ResultReader::business(AttemptId attempt, std::size_t limit, BusinessId after) {
  return collect(business_of_(attempt, after.value, limit), read_business);
}

std::optional<BusinessRecord> ResultReader::business(BusinessId id) {
  return first(business_(id), read_business);
}

std::vector<BusinessRecord> ResultReader::pending_exports(std::size_t limit, BusinessId after) {
  static constexpr std::size_t page_bytes = 4 << 20;
  std::vector<BusinessRecord> all;
  std::size_t bytes = 0;
  for (auto row = exports_(after.value, limit); bytes < page_bytes && row.next();) {
    const auto& read = all.emplace_back(read_business(row));
    bytes += read.json.size() + read.changed.size();
  }
  return all;
}

std::vector<BusinessRecord> ResultReader::held(std::string_view partner, std::size_t limit) {
  return collect(held_(partner, limit), read_business);
}

std::optional<ReferenceRecord> ResultReader::reference(const ContentHash& hash) {
  auto row = version_(hash);
  if (!row.next()) return std::nullopt;
  ReferenceRecord found{.hash = hash, .partner = read_text(row, 0), .imported = {row.integer(1)}};
  for (auto table = tables_(hash); table.next();) {
    found.tables.push_back({.name = read_text(table, 0),
                            .hash = read_text(table, 3),
                            .own = table.integer(1) != 0,
                            .rows = static_cast<std::uint64_t>(table.integer(2))});
  }
  return found;
}

std::vector<OutboundRecord> ResultReader::outbounds(DocumentId document) {
  const std::int64_t first = document.value * attempts_per_document;
  return collect(outbounds_of_(first, first + attempts_per_document), read_outbound);
}

std::optional<OutboundRecord> ResultReader::outbound(OutboundId id) {
  std::optional<OutboundRecord> found = first(outbound_(id), read_outbound);
  if (!found) return found;
  for (auto row = answers_(id); row.next();) found->answers.push_back(read_part(row, 0));
  return found;
}

std::vector<OutboundRecord> ResultReader::sent(const SentFilter& filter) {
  const std::string_view state = filter.state ? name(*filter.state) : std::string_view();
  return collect(sent_(state, filter.partner, filter.since.value_or(Instant{INT64_MIN}), filter.limit),
                 read_outbound);
}

std::vector<AckRecord> ResultReader::all_acknowledgments(OutboundId outbound) {
  return collect(said_of_(outbound), read_ack);
}

std::vector<AckRecord> ResultReader::acknowledged_by(DocumentId document) {
  return collect(acknowledged_(document), read_ack);
}

std::vector<OutboundRecord> ResultReader::pending_outbounds(std::size_t limit, OutboundId after) {
  return collect(queued_(after.value, limit), read_outbound);
}

std::vector<OutboundRecord> ResultReader::answers_to(const Part& set) {
  return collect(answers_to_(set.attempt, set.interchange, set.group, set.set), read_outbound);
}

std::vector<WorkItemRecord> ResultReader::items_about(std::string_view partner, std::string_view number) {
  std::vector<WorkItemRecord> items = collect(items_about_(partner, number), read_item);
  for (WorkItemRecord& item : items) {
    if (item.unsent.empty()) continue;
    for (auto row = orders_of_item_(item.id); row.next();)
      item.orders.push_back({read_text(row, 0), read_text(row, 1)});
  }
  return items;
}

std::vector<WorkItemRecord> ResultReader::open_items(std::string_view partner, std::size_t limit) {
  return collect(open_items_(partner, limit), read_item);
}

std::vector<WorkItemRecord> ResultReader::items(DocumentId document) {
  return collect(items_(document), read_item);
}

std::vector<WorkItemRecord> ResultReader::untold_items(std::size_t limit) {
  return collect(untold_items_(limit), read_item);
}

}  // namespace transom
