// The ledger. A row is opened by its cause and closed by what ends it; every arrow is one statement whose
// WHERE asks for the state it leaves, so that a second arrival of the same answer, a crash and a run once
// more change nothing.
//
//   open -> met        meet: our 855, 856 or 810 is queued, the partner's is taken, an acknowledgment is read
//   open -> waived     waive: on a person's word
//   open -> withdrawn  withdraw: the order was rejected or replaced, the interchange cancelled or sent again
//   met -> open        reopen: what met it was cancelled, or refused by the partner
//   withdrawn -> open  restore: the order stands all the same
//   withdrawn -> open  open: there is a cause again (a ship notice in place of a cancelled one)
//
// A row that a large document closes in parts bears that document's attempt: if it is given up, the row is
// open again. One that it opens again keeps with the attempt what it was before, and is that again
// (write_attempts.cpp). "Overdue" is no state of a row: the clock knows it. What is kept is the
// work item that told of it, so that it is told once. Refused: one row a shipment. Whether everything came
// that was ordered is what the cross checks ask; the ledger asks whether anything came.
#include "store/write_ledger.hpp"

#include <fmt/format.h>

#include "order/order_book.hpp"
#include "transom/failure.hpp"

namespace transom {

std::optional<Expected> answer_of(BusinessKind kind) {
  switch (kind) {
    case BusinessKind::order_response:
      return Expected::response_855;
    case BusinessKind::shipment:
      return Expected::notice_856;
    case BusinessKind::invoice:
      return Expected::invoice_810;
    default:
      return std::nullopt;
  }
}

bool ends_nothing(BusinessKind kind, std::string_view purpose) {
  return is_cancelled(purpose) && has_own_number(kind);
}

static constexpr std::string_view engine = "engine", nothing;

static std::string closing(const char* state, const char* where) {
  return fmt::format(
      "UPDATE expectations SET state = '{}', closed = ?1, closed_under = ?2, closed_with = ?3, closed_by = "
      "?4,"
      " resolution = ?5 WHERE state = 'open' AND {} RETURNING id, what, number, item, outbound",
      state, where);
}

// What every way back to open sets; `under`: the attempt that does it. Of what it did before in the same
// attempt the row knows already what it was.
static std::string open_again(std::string_view under) {
  return fmt::format(
      "was = CASE WHEN reopened_under IS {0} THEN was ELSE json_object('attempt', attempt, 'terms', terms,"
      " 'opened', opened, 'due', due, 'state', state, 'item', item, 'closed', closed,"
      " 'closed_under', closed_under, 'closed_with', closed_with, 'closed_by', closed_by,"
      " 'resolution', resolution) END, reopened_under = {0}, state = 'open', item = NULL, closed = NULL,"
      " closed_under = NULL, closed_with = NULL, closed_by = '', resolution = ''",
      under);
}

// Its time stays the one that it had: what is late by then is told at once.
static std::string opening(const char* state, const char* where) {
  return fmt::format("UPDATE expectations SET {} WHERE state = '{}' AND {} RETURNING id", open_again("?1"),
                     state, where);
}

LedgerWriter::LedgerWriter(Connection& db, Audit& audit, ItemWriter& items)
    : audit_(&audit),
      items_(&items),
      open_(db,
            "INSERT INTO expectations (attempt, what, owed_by, business, outbound, partner, number, release,"
            " usage, terms, opened, due) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
            " ON CONFLICT (business, what) WHERE business IS NOT NULL DO UPDATE SET " +
                open_again("excluded.attempt") +
                ", attempt = excluded.attempt, terms = excluded.terms, opened = excluded.opened,"
                " due = excluded.due WHERE state = 'withdrawn' ON CONFLICT DO NOTHING RETURNING id"),
      meet_part_(db, closing("met",
                             "what = ?6 AND owed_by = ?7 AND business IN (SELECT id FROM business"
                             " WHERE attempt = ?8 AND interchange = ?9 AND grp = ?10 AND st = ?11)")),
      meet_named_(db, closing("met",
                              "what = ?6 AND owed_by = ?7 AND partner = ?8 AND usage = ?9"
                              " AND ltrim(number, '0') = ltrim(?10, '0')"
                              " AND (release = '') = (?11 = '') AND ltrim(release, '0') = ltrim(?11, '0')"
                              " AND business IS NOT NULL")),
      meet_outbound_(db, closing("met", "outbound = ?6 AND what = ?7")),
      withdraw_order_(db, closing("withdrawn", "business = ?6 AND (?7 = 0 OR what <> '855')")),
      withdraw_one_(db, closing("withdrawn", "business = ?6 AND what = ?7")),
      reopen_(db, opening("met", "business = ?2 AND what = ?3")),
      restore_(db, opening("withdrawn", "business = ?2 AND what = ?3 AND resolution = ?4")),
      withdraw_outbound_(db, closing("withdrawn", "outbound = ?6")),
      again_(
          db,
          "INSERT INTO expectations (what, owed_by, outbound, partner, number, release, usage, terms, opened,"
          " due) SELECT '997', 'partner', o.id, o.partner, coalesce(e.number, ''), coalesce(e.release, ''),"
          " o.usage, coalesce(e.terms, ''), ?2, ?3 FROM outbounds o LEFT JOIN expectations e ON e.id ="
          " (SELECT max(id) FROM expectations WHERE outbound = ?1 AND what = '997') WHERE o.id = ?1"),
      ta1_again_(db,
                 "INSERT INTO expectations (what, owed_by, outbound, partner, number, release, usage, terms,"
                 " opened, due) SELECT what, owed_by, outbound, partner, number, release, usage, terms, ?2,"
                 " ?2 + due - opened FROM expectations WHERE id ="
                 " (SELECT max(id) FROM expectations WHERE outbound = ?1 AND what = 'TA1')"),
      waive_(db, closing("waived", "id = ?6")),
      relieve_(db, "UPDATE outbounds SET state = 'dropped' WHERE id = ? AND state = 'overdue'"),
      untold_(db, "SELECT 1 FROM expectations WHERE id = ? AND state = 'open' AND item IS NULL"),
      overdue_(db,
               "UPDATE expectations SET item = ? WHERE id = ?"
               " RETURNING CASE WHEN what = '997' THEN outbound END"),
      overdue_outbound_(
          db, "UPDATE outbounds SET state = 'overdue', changed = ? WHERE id = ? AND state = 'dropped'"),
      state_(db, "SELECT state FROM expectations WHERE id = ?") {}

void LedgerWriter::open(const ExpectationRecord& e) {
  auto row = open_(e.attempt, e.what, e.owed_by, e.order, e.outbound, e.partner, e.number, e.release, e.usage,
                   e.terms, e.opened, e.due);
  if (!row.next()) return;
  audit_->gather("expected", fmt::format("expectation {} {} of {} {} by {}", row.integer(0), name(e.what),
                                         e.partner, e.number, e.due.iso()));
}

void LedgerWriter::told(Statement::Row rows, std::string_view who, std::string_view resolution, Instant at) {
  while (rows.next()) {
    audit_->gather(at, "expectation closed",
                   fmt::format("{} {} {}: {}", rows.integer(0), rows.text(1), rows.text(2), resolution));
    if (!rows.null(3)) items_->close_if_open({rows.integer(3)}, who, resolution, at);
  }
}

void LedgerWriter::meet(const Answered& a, const Part& order) {
  told(meet_part_(a.at, a.under, a.with, engine, nothing, a.what, a.owed_by, order.attempt, order.interchange,
                  order.group, order.set),
       "engine", fmt::format("the {} came", name(a.what)), a.at);
}

void LedgerWriter::meet(const Answered& a, const OrderName& order) {
  told(meet_named_(a.at, a.under, a.with, engine, nothing, a.what, a.owed_by, a.partner, a.usage,
                   order.number, order.release),
       "engine", fmt::format("the {} came", name(a.what)), a.at);
}

void LedgerWriter::meet_acknowledgment(OutboundId outbound, bool accepted, AttemptId under, Instant at) {
  const std::string_view said = accepted ? "the partner acknowledged it" : "the partner refused it";
  told(meet_outbound_(at, under, OutboundId(), engine, said, outbound, Expected::acknowledgment), "engine",
       said, at);
}

void LedgerWriter::meet_ta1(OutboundId outbound, bool accepted, AttemptId under, Instant at) {
  const std::string_view said = accepted ? "the TA1 accepts it" : "the TA1 refuses it";
  told(meet_outbound_(at, under, OutboundId(), engine, said, outbound, Expected::ta1), "engine", said, at);
}

void LedgerWriter::withdraw(BusinessId order, bool but_answer, std::string_view why, AttemptId under,
                            Instant at) {
  told(withdraw_order_(at, under, OutboundId(), engine, why, order, but_answer), engine, why, at);
}

void LedgerWriter::withdraw(BusinessId order, Expected what, std::string_view why, AttemptId under,
                            Instant at) {
  told(withdraw_one_(at, under, OutboundId(), engine, why, order, what), engine, why, at);
}

void LedgerWriter::reopen(BusinessId order, Expected what, std::string_view why, AttemptId under,
                          Instant at) {
  told_again(reopen_(under, order, what), what, why, at);
}

void LedgerWriter::restore(BusinessId order, Expected what, std::string_view withdrawn_for,
                           std::string_view why, AttemptId under, Instant at) {
  told_again(restore_(under, order, what, withdrawn_for), what, why, at);
}

void LedgerWriter::told_again(Statement::Row rows, Expected what, std::string_view why, Instant at) {
  while (rows.next()) {
    audit_->gather(at, "expected again",
                   fmt::format("expectation {} {}: {}", rows.integer(0), name(what), why));
  }
}

void LedgerWriter::withdraw(OutboundId outbound, std::string_view why, Instant at) {
  told(withdraw_outbound_(at, AttemptId(), OutboundId(), engine, why, outbound), engine, why, at);
  relieve_(outbound).run();
}

void LedgerWriter::expect_again(OutboundId outbound, std::optional<Instant> due, Instant at) {
  withdraw(outbound, "sent again", at);
  if (due) again_(outbound, at, *due).run();
  ta1_again_(outbound, at).run();
}

void LedgerWriter::waive(ExpectationId id, std::string_view who, std::string_view why, Instant at) {
  OutboundId outbound;
  {
    auto row = waive_(at, AttemptId(), OutboundId(), who, why, id);
    if (!row.next()) {
      auto now = state_(id);
      throw Failure(FailureKind::usage, fmt::format("expectation {}", id.value),
                    now.next() ? fmt::format("is not open, it is {}", now.text(0)) : "does not exist",
                    "`transom due` lists the open ones");
    }
    if (row.text(1) == name(Expected::acknowledgment)) outbound = {row.integer(4)};
    if (!row.null(3)) items_->close_if_open({row.integer(3)}, who, why, at);
    row.run();
  }
  if (outbound) relieve_(outbound).run();
  audit_->add(at, who, "expectation waived", {}, fmt::format("{} {}", id.value, why));
}

std::optional<WorkItemId> LedgerWriter::mark_overdue(ExpectationId id, const WorkItemRecord& item,
                                                     Instant at) {
  if (!untold_(id).next()) return std::nullopt;
  const WorkItemId told = items_->open(item);
  auto row = overdue_(told, id);
  row.next();
  const OutboundId outbound{row.integer(0)};
  row.run();
  if (outbound && overdue_outbound_(at, outbound).run() == 1) {
    audit_->add(at, "engine", "overdue", {}, fmt::format("outbound {}", outbound.value));
  }
  return told;
}

}  // namespace transom
