// What has been true before, so that nothing becomes true twice.
//
// All of them look through attempts.finished: what is staged under an open attempt counts for that attempt
// alone. Control numbers are compared without leading zeros ("000000905" came padded, "905" did not, they are
// the same number); the index holds them in that form. A set is found by its interchange's number first,
// which is nearly always the end of the search: no index over hundred million set hashes is paid for on every
// insert.
#include "store/decisions.hpp"

#include <fmt/format.h>

#include "store/exact_sum.hpp"
#include "store/read_rows.hpp"
#include "store/schema.hpp"

namespace transom {

// An interchange has few groups (one for each version of the acknowledgments in it), so the GS06 looked for
// is at most a few above the one of the row.
static std::string sent_query(std::string_view column, std::string_view fits) {
  return fmt::format(
      "SELECT {} FROM outbounds o LEFT JOIN attempts a ON a.id = o.attempt"
      " WHERE o.partner = ?1 AND CAST({} AS INTEGER) {} AND o.state <> 'cancelled'"
      " AND (o.attempt IS NULL OR a.finished IS NOT NULL) ORDER BY o.id DESC LIMIT 64",
      outbound_columns, column, fits);
}

static std::string orders_query(std::string_view which) {
  return fmt::format(
      "SELECT b.id, a.document, b.attempt, b.interchange, b.grp, b.st, b.verdict, coalesce(s.hash, ''),"
      " d.received FROM business b JOIN attempts a ON a.id = b.attempt JOIN documents d ON d.id = a.document"
      " LEFT JOIN sets s ON s.attempt = b.attempt AND s.interchange = b.interchange AND s.grp = b.grp"
      " AND s.st = b.st WHERE b.number = ?1 AND b.partner = ?2 AND b.release = ?3 AND b.purpose = ?4"
      " AND b.usage = ?5 AND b.kind = 'order' AND b.outgoing = 0"
      " AND b.verdict NOT IN ('rejected','duplicate','replaced'){}",
      which);
}

Decisions::Decisions(Connection& db)
    : known_(db,
             "SELECT 1 FROM interchanges WHERE ltrim(control_number, '0') = ltrim(?1, '0') AND partner = ?2"),
      interchange_(
          db,
          "SELECT i.attempt, i.interchange, 0, 0, i.hash, d.received, d.id FROM interchanges i"
          " JOIN attempts a ON a.id = i.attempt JOIN documents d ON d.id = a.document"
          " WHERE ltrim(i.control_number, '0') = ltrim(?1, '0') AND i.partner = ?2 AND i.sender = ?3"
          " AND i.receiver = ?4 AND i.usage = ?5 AND i.effective AND d.received >= ?6"
          " AND (a.finished IS NOT NULL OR a.id = ?7) ORDER BY i.attempt DESC, i.interchange DESC LIMIT 1"),
      orders_(db, orders_query(" AND (a.finished IS NOT NULL OR a.id = ?6) ORDER BY b.id DESC")),
      order_(db, orders_query(" AND (a.finished IS NOT NULL OR a.id = ?6) ORDER BY b.id DESC LIMIT 1")),
      copies_(db, orders_query(" AND b.attempt >= ?6 AND b.attempt < ?7 AND s.hash = ?8 ORDER BY b.id DESC")),
      order_of_set_(
          db,
          "SELECT b.id, a.document, b.attempt, b.interchange, b.grp, b.st, b.verdict, s.hash, d.received"
          " FROM interchanges i JOIN attempts a ON a.id = i.attempt JOIN documents d ON d.id = a.document"
          " JOIN groups g ON g.attempt = i.attempt AND g.interchange = i.interchange"
          " JOIN sets s ON s.attempt = g.attempt AND s.interchange = g.interchange AND s.grp = g.grp"
          " JOIN business b ON b.attempt = s.attempt AND b.interchange = s.interchange AND b.grp = s.grp"
          " AND b.st = s.st WHERE ltrim(i.control_number, '0') = ltrim(?1, '0') AND i.partner = ?2"
          " AND ltrim(g.control_number, '0') = ltrim(?3, '0') AND s.control_number = ?4 AND s.hash = ?5"
          " AND b.kind = 'order' AND b.verdict NOT IN ('rejected','duplicate','replaced')"
          " AND (a.finished IS NOT NULL OR a.id = ?6) ORDER BY b.id DESC LIMIT 1"),
      made_(db,
            "SELECT b.attempt, b.interchange, b.grp, b.st, b.id, b.verdict FROM attempts a"
            " JOIN business b ON b.attempt = a.id WHERE a.id > ?1 AND a.id < ?2 AND a.finished IS NOT NULL"
            " AND b.outgoing = 0"
            " ORDER BY b.interchange, b.grp, b.st, b.attempt"),
      answered_(db,
                "SELECT n.attempt, n.interchange, n.grp, n.st, o.id, o.kind FROM attempts a"
                " JOIN answers n ON n.attempt = a.id JOIN outbounds o ON o.id = n.outbound"
                " LEFT JOIN attempts p ON p.id = o.attempt"
                " WHERE a.id > ?1 AND a.id < ?2 AND a.finished IS NOT NULL AND o.state <> 'cancelled'"
                " AND (o.attempt IS NULL OR p.finished IS NOT NULL)"
                " UNION ALL SELECT w.attempt, w.interchange, w.grp, w.st, 0, w.kind FROM waiting w"
                " JOIN business b ON b.id = w.business JOIN attempts a ON a.id = b.attempt"
                " WHERE w.attempt > ?1 AND w.attempt < ?2"
                " ORDER BY 2, 3, 4, 1"),
      outgoing_(db,
                "SELECT b.id, a.document, b.attempt, b.interchange, b.grp, b.st, b.hash FROM business b"
                " JOIN attempts a ON a.id = b.attempt JOIN documents d ON d.id = a.document"
                " WHERE b.number = ?1 AND b.partner = ?2 AND b.kind = ?3 AND b.release = ?4"
                " AND b.purpose = ?5 AND b.usage = ?6 AND b.outgoing = 1 AND b.verdict <> 'rejected'"
                " AND d.received >= ?7"
                " AND (a.finished IS NOT NULL OR a.id = ?8) ORDER BY b.id DESC"),
      about_(db, std::string("SELECT ") + business_columns +
                     " FROM business b JOIN business_json j ON j.id = b.id"
                     " JOIN attempts a ON a.id = b.attempt LEFT JOIN business_changed c ON c.id = b.id"
                     " WHERE b.usage = ?3 AND (a.finished IS NOT NULL OR a.id = ?4) AND b.id IN"
                     " (SELECT id FROM business WHERE partner = ?1 AND number = ?2"
                     "   AND kind NOT IN ('shipment','invoice')"
                     "  UNION SELECT business FROM business_orders WHERE partner = ?1 AND number = ?2)"
                     " ORDER BY b.id"),
      meant_(db, "SELECT number, release FROM business_orders WHERE business = ? ORDER BY number, release"),
      under_(db, std::string("SELECT ") + business_columns +
                     " FROM business b JOIN business_json j ON j.id = b.id"
                     " JOIN attempts a ON a.id = b.attempt JOIN documents d ON d.id = a.document"
                     " LEFT JOIN business_changed c ON c.id = b.id WHERE b.partner = ?1 AND b.number = ?2"
                     " AND b.kind = ?3 AND b.usage = ?4 AND d.received >= ?5"
                     " AND NOT (b.outgoing = 1 AND b.verdict = 'rejected')"  // given up: it never went
                     " AND (a.finished IS NOT NULL OR a.id = ?6) ORDER BY b.id"),
      waiting_(db,
               "SELECT w.business, w.prepared, w.size, w.attempt, w.interchange, w.grp, w.st, w.kind,"
               " b.partner, b.number, b.usage, w.held FROM waiting w JOIN business b ON b.id = w.business"
               " JOIN attempts a ON a.id = b.attempt WHERE a.finished IS NOT NULL ORDER BY w.business"),
      waits_(db, "SELECT 1 FROM waiting WHERE business = ?"),
      carried_(db, "SELECT business FROM carried WHERE outbound = ? ORDER BY position"),
      carriers_(db,
                "SELECT o.id FROM carried c JOIN outbounds o ON o.id = c.outbound"
                " LEFT JOIN attempts a ON a.id = o.attempt WHERE c.business = ?"
                " AND (o.attempt IS NULL OR a.finished IS NOT NULL) ORDER BY o.id"),
      claim_(db, std::string("SELECT ") + document_columns +
                     " FROM documents d WHERE d.claim_name = ? AND d.state <> 'receiving'"),
      sent_group_(db, sent_query("o.group_number", "BETWEEN ?2 - 8 AND ?2 AND o.group_number <> ''")),
      sent_interchange_(db, sent_query("o.control_number", "= ?2")),
      contents_(
          db,
          "SELECT b.attempt / 4096, b.number, CASE WHEN b.kind IN ('shipment','invoice') THEN coalesce("
          "(SELECT min(n.number) FROM business_orders n WHERE n.business = b.id), '') ELSE b.number END, 0,"
          " c.position, b.id FROM carried c JOIN business b ON b.id = c.business WHERE c.outbound = ?1"
          " UNION ALL SELECT n.attempt / 4096, '', '', 1, n.attempt, NULL FROM outbounds o JOIN answers n ON "
          "n.attempt"
          " BETWEEN o.answers_from AND o.answers_to AND n.outbound = o.id WHERE o.id = ?1 ORDER BY 4, 5"),
      carried_documents_(
          db, std::string("SELECT ") + business_columns +
                  " FROM carried x JOIN business b ON b.id = x.business"
                  " JOIN business_json j ON j.id = b.id LEFT JOIN business_changed c ON c.id = b.id"
                  " WHERE x.outbound = ? ORDER BY x.position"),
      outbound_chunk_(db, "SELECT bytes FROM outbound_content WHERE id = ?"),
      acknowledgments_(db,
                       std::string("SELECT ") + ack_columns +
                           " FROM acknowledgments k JOIN attempts a ON a.id = k.attempt"
                           " JOIN outbounds o ON o.id = k.outbound JOIN documents d ON d.id = k.document"
                           " WHERE k.outbound = ?1 AND (a.finished IS NOT NULL OR a.id = ?2)"
                           " AND (o.resent IS NULL OR d.received >= o.resent)"
                           " ORDER BY k.attempt, k.interchange, k.grp, k.st, k.group_number, k.set_number"),
      decided_(db, std::string("SELECT ") + decision_columns +
                       " FROM decisions x WHERE x.business = ? ORDER BY x.number"),
      reference_(db, "SELECT 1 FROM reference_versions WHERE hash = ?"),
      promised_(
          db,
          "SELECT exact_sum(quantity) FROM promise_sums WHERE of = ?1 AND usage = ?2 AND attempt IN (0, ?4)"
          " AND at >= ?3"),
      promised_to_(
          db,
          "SELECT p.attempt, p.of, p.usage, p.quantity, p.at FROM promises p JOIN attempts a ON a.id ="
          " p.attempt WHERE p.business = ?1 AND (a.finished IS NOT NULL OR a.id = ?2) ORDER BY p.id"),
      sscc_(db,
            "SELECT partner, shipment, at FROM sscc_uses WHERE sscc = ? AND usage = ?"
            " ORDER BY at DESC, shipment DESC LIMIT 1"),
      // By the label first: a partner has many notices, and a label one.
      notices_(db,
               "SELECT b.id, a.document, b.number, d.received FROM received_ssccs s"
               " CROSS JOIN business b ON b.id = s.business CROSS JOIN attempts a ON a.id = b.attempt"
               " CROSS JOIN documents d ON d.id = a.document WHERE s.sscc = ?1 AND b.partner = ?2"
               " AND b.usage = ?3 AND b.verdict IN ('accepted','changed') AND d.received >= ?4"
               " AND (a.finished IS NOT NULL OR a.id = ?5) ORDER BY s.business") {}

bool Decisions::known(std::string_view control_number, std::string_view partner) {
  return known_(control_number, partner).next();
}

std::optional<InterchangeMatch> Decisions::find_interchange(const InterchangeKey& key, Instant since,
                                                            AttemptId own) {
  if (!known(key.control_number, key.partner)) return std::nullopt;
  auto row = interchange_(key.control_number, key.partner, key.sender, key.receiver, key.usage, since, own);
  if (!row.next()) return std::nullopt;
  return InterchangeMatch{read_part(row, 0), {row.integer(6)}, read_text(row, 4), {row.integer(5)}};
}

static OrderMatch read_match(const Statement::Row& row) {
  return {{row.integer(0)},  {row.integer(1)}, read_part(row, 2), named<Verdict>(row.text(6)),
          read_text(row, 7), {row.integer(8)}};
}

std::vector<OrderMatch> Decisions::find_orders(const OrderKey& key, AttemptId own) {
  return collect(orders_(key.number, key.partner, key.release, key.purpose, key.usage, own), read_match);
}

std::optional<OrderMatch> Decisions::find_order(const OrderKey& key, AttemptId own) {
  return first(order_(key.number, key.partner, key.release, key.purpose, key.usage, own), read_match);
}

std::vector<OrderMatch> Decisions::find_copies(const OrderKey& key, const ContentHash& set_hash,
                                               DocumentId document) {
  const std::int64_t first_attempt = document.value * attempts_per_document;
  return collect(copies_(key.number, key.partner, key.release, key.purpose, key.usage, first_attempt,
                         first_attempt + attempts_per_document, set_hash),
                 read_match);
}

std::optional<OrderMatch> Decisions::find_order_of_set(const SetKey& key, AttemptId own) {
  if (!known(key.interchange_number, key.partner)) return std::nullopt;
  return first(
      order_of_set_(key.interchange_number, key.partner, key.group_number, key.set_number, key.hash, own),
      read_match);
}

Effects Decisions::effects(DocumentId document) {
  const std::int64_t first_attempt = document.value * attempts_per_document;
  const std::int64_t end = first_attempt + attempts_per_document;
  Effects effects;
  for (auto row = made_(first_attempt, end); row.next();) {
    effects.orders.push_back({read_part(row, 0), {row.integer(4)}, named<Verdict>(row.text(5))});
  }
  for (auto row = answered_(first_attempt, end); row.next();) {
    effects.answers.push_back({read_part(row, 0), {row.integer(4)}, named<OutboundKind>(row.text(5))});
  }
  return effects;
}

static OutgoingMatch read_outgoing(const Statement::Row& row) {
  return {{row.integer(0)}, {row.integer(1)}, read_part(row, 2), read_text(row, 6)};
}

static WaitingRecord read_waiting(const Statement::Row& row) {
  return {.business = {row.integer(0)},
          .prepared = {row.integer(1)},
          .size = static_cast<std::uint64_t>(row.integer(2)),
          .held = row.integer(11) != 0,
          .as = named<OutboundKind>(row.text(7)),
          .answers = read_part(row, 3),
          .partner = read_text(row, 8),
          .number = read_text(row, 9),
          .usage = read_code(row, 10)};
}

std::vector<OutgoingMatch> Decisions::find_outgoing(const OutgoingKey& key, Instant since, AttemptId own) {
  return collect(
      outgoing_(key.number, key.partner, key.kind, key.release, key.purpose, key.usage, since, own),
      read_outgoing);
}

std::vector<BusinessRecord> Decisions::about_order(std::string_view partner, std::string_view number,
                                                   char usage, AttemptId own) {
  return collect(about_(partner, number, usage, own), read_business);
}

static OrderName read_order_name(const Statement::Row& row) {
  return {read_text(row, 0), read_text(row, 1)};
}

std::vector<OrderName> Decisions::orders_meant(BusinessId business) {
  return collect(meant_(business), read_order_name);
}

std::vector<BusinessRecord> Decisions::said_under(const NumberKey& key, Instant since, AttemptId own) {
  return collect(under_(key.partner, key.number, key.kind, key.usage, since, own), read_business);
}

std::vector<WaitingRecord> Decisions::waiting() {
  return collect(waiting_(), read_waiting);
}

bool Decisions::waits(BusinessId business) {
  return waits_(business).next();
}

std::vector<BusinessId> Decisions::carried_by(OutboundId outbound) {
  std::vector<BusinessId> all;
  for (auto row = carried_(outbound); row.next();) all.push_back({row.integer(0)});
  return all;
}

std::vector<OutboundId> Decisions::carriers_of(BusinessId business) {
  std::vector<OutboundId> all;
  for (auto row = carriers_(business); row.next();) all.push_back({row.integer(0)});
  return all;
}

std::vector<DecisionRecord> Decisions::decisions_on(BusinessId document) {
  return collect(decided_(document), read_decision);
}

bool Decisions::knows_reference(const ContentHash& hash) {
  return reference_(hash).next();
}

static Decimal read_quantity(std::string_view text) {
  return fitting(text).value_or(Decimal());
}

Decimal Decisions::promised(std::string_view of, char usage, Instant since, AttemptId own) {
  auto row = promised_(of, usage, since, own);
  return row.next() ? read_quantity(row.text(0)) : Decimal();
}

std::vector<PromiseRecord> Decisions::promised_to(BusinessId order, AttemptId own) {
  std::vector<PromiseRecord> all;
  for (auto row = promised_to_(order, own); row.next();) {
    all.push_back({.attempt = {row.integer(0)},
                   .order = order,
                   .of = read_text(row, 1),
                   .usage = read_code(row, 2),
                   .quantity = read_quantity(row.text(3)),
                   .at = {row.integer(4)}});
  }
  return all;
}

std::optional<SsccRecord> Decisions::find_sscc(std::string_view sscc, char usage) {
  auto row = sscc_(sscc, usage);
  if (!row.next()) return std::nullopt;
  return SsccRecord{.sscc = std::string(sscc),
                    .usage = usage,
                    .partner = read_text(row, 0),
                    .shipment = read_text(row, 1),
                    .at = {row.integer(2)}};
}

static SsccMatch read_sscc_match(const Statement::Row& row) {
  return {{row.integer(0)}, {row.integer(1)}, read_text(row, 2), {row.integer(3)}};
}

std::vector<SsccMatch> Decisions::notices_with(const SsccKey& key, Instant since, AttemptId own) {
  return collect(notices_(key.sscc, key.partner, key.usage, since, own), read_sscc_match);
}

std::optional<DocumentRecord> Decisions::find_claim(std::string_view claim_name) {
  return first(claim_(claim_name), read_document);
}

std::vector<OutboundRecord> Decisions::find_sent(std::string_view partner, SentNumber of,
                                                 std::uint64_t number) {
  Statement& query = of == SentNumber::group ? sent_group_ : sent_interchange_;
  return collect(query(partner, static_cast<std::int64_t>(number)), read_outbound);
}

std::vector<BusinessRecord> Decisions::carried_documents(OutboundId outbound) {
  return collect(carried_documents_(outbound), read_business);
}

std::vector<SentContent> Decisions::contents_of(OutboundId outbound) {
  std::vector<SentContent> contents;
  for (auto row = contents_(outbound); row.next();) {
    contents.push_back({{row.integer(0)}, read_text(row, 1), read_text(row, 2), {row.integer(5)}});
  }
  return contents;
}

std::string Decisions::outbound_chunk(OutboundId outbound, std::uint32_t n) {
  if (n >= chunks_per_outbound) return {};
  auto row = outbound_chunk_(outbound.value * chunks_per_outbound + n);
  return row.next() ? read_text(row, 0) : std::string();
}

std::vector<AckRecord> Decisions::acknowledgments(OutboundId outbound, AttemptId own) {
  return collect(acknowledgments_(outbound, own), read_ack);
}

}  // namespace transom
