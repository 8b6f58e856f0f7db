// An outbound is queued with its final bytes and number in the commit that makes its reason true. From there
// its state only moves along these arrows, one verb each:
//
//   queued -> dropped -> acknowledged | refused        mark_dropped, mark_answered
//             dropped -> overdue -> acknowledged...    LedgerWriter::mark_overdue, mark_answered
//             overdue -> dropped                       LedgerWriter::waive: nobody waits any more
//   queued -> cancelled                                cancel
//   dropped, acknowledged, refused, overdue -> queued  queue_again, on a person's word
//   acknowledged, refused -> as before                 the attempt over the answer is given up
//   (write_attempts.cpp)
//
// Marking twice is no mistake (a crash between the drop and its mark makes the next run do both again).
#include "store/write_outbounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "store/chunks.hpp"
#include "store/read_rows.hpp"
#include "store/schema.hpp"
#include "store/write_business.hpp"

namespace transom {

OutboundWriter::OutboundWriter(Connection& db, Audit& audit, NumberWriter& numbers, LedgerWriter& ledger,
                               ItemWriter& items)
    : db_(&db),
      audit_(&audit),
      numbers_(&numbers),
      ledger_(&ledger),
      items_(&items),
      insert_(
          db,
          "INSERT INTO outbounds (attempt, kind, partner, folder, file_name, scope, cycle, control_number,"
          " group_number, usage, hash, queued, answer_due, answers_from, answers_to, reissue_of, "
          "state)"
          " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'queued')"),
      insert_chunk_(db, "INSERT INTO outbound_content (id, bytes) VALUES (?,?)"),
      set_hash_(db, "UPDATE outbounds SET hash = ? WHERE id = ?"),
      insert_answer_(db, "INSERT INTO answers (attempt, interchange, grp, st, outbound) VALUES (?,?,?,?,?)"),
      carry_(db, "INSERT INTO carried (outbound, position, business) VALUES (?,?,?)"),
      wait_no_more_(db, "DELETE FROM waiting WHERE business = ?"),
      acknowledge_(db,
                   "INSERT OR IGNORE INTO acknowledgments (outbound, document, attempt, interchange, grp, st,"
                   " kind, group_number, set_number, code, notes) VALUES (?,?,?,?,?,?,?,?,?,?,?)"),
      drop_(db, "UPDATE outbounds SET state = 'dropped', changed = ? WHERE id = ? AND state = 'queued'"),
      answer_(
          db,
          "UPDATE outbounds SET was = json_object('state', state, 'changed', changed), answered_under = ?4,"
          " state = ?1, changed = ?2 WHERE id = ?3"
          " AND (state = 'queued' OR state = 'dropped' OR state = 'overdue')"),
      cancel_(db, "UPDATE outbounds SET state = 'cancelled', changed = ? WHERE id = ? AND state = 'queued'"),
      again_(db,
             "UPDATE outbounds SET state = 'queued', changed = ?1, resent = ?1, answer_due = ?2,"
             " answered_under = NULL, was = NULL"
             " WHERE id = ?3 AND state NOT IN ('queued','cancelled')"),
      state_(db, "SELECT state FROM outbounds WHERE id = ?"),
      gap_(db,
           "INSERT OR IGNORE INTO number_gaps (scope, cycle, first, last, cause, at) SELECT scope, cycle,"
           " CAST(control_number AS INTEGER), CAST(control_number AS INTEGER), ?2, ?3 FROM outbounds"
           " WHERE id = ?1 AND scope <> ''"),
      carried_(db, "SELECT kind, number, release, purpose FROM business WHERE id = ?"),
      carries_(db,
               "SELECT c.business, o.partner, o.usage, o.kind FROM carried c"
               " JOIN outbounds o ON o.id = c.outbound WHERE o.id = ? ORDER BY c.position"),
      answers_of_(
          db,
          "SELECT n.attempt, n.interchange, n.grp, n.st FROM outbounds o JOIN answers n"
          " ON n.attempt BETWEEN o.answers_from AND o.answers_to AND n.outbound = o.id WHERE o.id = ?"),
      orders_of_(db,
                 "SELECT number, release FROM business_orders WHERE business = ? ORDER BY number, release") {}

void OutboundWriter::append(OutboundId id, std::int64_t& position, std::string_view bytes) {
  do {
    bug_check(position < chunks_per_outbound, "an outbound has too many chunks");
    insert_chunk_(id.value * chunks_per_outbound + position++, Blob{bytes.substr(0, chunk_bytes)}).run();
    bytes.remove_prefix(std::min(bytes.size(), chunk_bytes));
  } while (!bytes.empty());
}

OutboundId OutboundWriter::queue(const OutboundRecord& o, const GiveBytes& give) {
  std::string hash;
  if (!give) {
    sha_.update(o.bytes);
    hash = sha_.hex();
  }
  const OutboundId id = insert_row(o, hash);
  std::int64_t chunks = 0;
  if (give) {
    sha_.reset();
    give([&](std::string_view piece) {
      sha_.update(piece);
      append(id, chunks, piece);
    });
    hash = sha_.hex();
    set_hash_(hash, id).run();
  } else {
    append(id, chunks, o.bytes);
  }
  insert_contents(id, o);
  tell_ledger(id, o);
  close_refusals(o);
  audit_->gather(o.queued, "queued",
                 fmt::format("outbound {} {} {}/{} number {} sha256 {}", id.value, name(o.kind), o.folder,
                             o.file_name, o.control_number, hash));
  return id;
}

OutboundId OutboundWriter::insert_row(const OutboundRecord& o, const std::string& hash) {
  const auto [from, to] = std::minmax_element(o.answers.begin(), o.answers.end());
  const bool answers = !o.answers.empty();
  std::uint32_t cycle = 0;
  if (!o.scope.empty()) {
    std::uint64_t number = 0;
    std::from_chars(o.control_number.data(), o.control_number.data() + o.control_number.size(), number);
    cycle = numbers_->cycle_of(o.scope, number);
  }
  insert_(o.attempt, o.kind, o.partner, o.folder, o.file_name, o.scope, cycle, o.control_number,
          o.group_number, o.usage, hash, o.queued, o.answer_due, answers ? from->attempt : AttemptId(),
          answers ? to->attempt : AttemptId(), o.reissue_of)
      .run();
  return {db_->last_row()};
}

// What it answers and what it carries.
void OutboundWriter::insert_contents(OutboundId id, const OutboundRecord& o) {
  for (const Part& part : o.answers) {
    insert_answer_(part.attempt, part.interchange, part.group, part.set, id).run();
  }
  std::int64_t position = 0;
  for (const BusinessId business : o.carries) {
    carry_(id, ++position, business).run();
    wait_no_more_(business).run();
  }
}

// An 855 answers sets that the store knows; the others speak of orders by name.
std::vector<OrderName> OutboundWriter::fulfil(OutboundId id, const OutboundRecord& o, BusinessId business) {
  auto row = carried_(business);
  if (!row.next()) return {};
  const auto kind = named<BusinessKind>(row.text(0));
  std::vector<OrderName> orders{{std::string(row.text(1)), std::string(row.text(2))}};
  if (has_own_number(kind)) {
    orders.clear();
    for (auto order = orders_of_(business); order.next();)
      orders.push_back({std::string(order.text(0)), std::string(order.text(1))});
  }
  const auto what = answer_of(kind);
  if (what && kind != BusinessKind::order_response && !ends_nothing(kind, row.text(3))) {
    const Answered answered{.what = *what,
                            .partner = o.partner,
                            .usage = o.usage,
                            .under = o.attempt,
                            .with = id,
                            .at = o.queued};
    for (const OrderName& order : orders) ledger_->meet(answered, order);
  }
  return orders;
}

void OutboundWriter::fulfil_again(OutboundId id, Instant at) {
  std::vector<BusinessId> carried;
  OutboundRecord sent;
  sent.queued = at;
  for (auto row = carries_(id); row.next();) {
    carried.push_back({row.integer(0)});
    sent.partner = row.text(1);
    sent.usage = read_code(row, 2);
    sent.kind = named<OutboundKind>(row.text(3));
  }
  for (auto row = answers_of_(id); row.next();) sent.answers.push_back(read_part(row, 0));
  meet_answered(id, sent);
  for (const BusinessId business : carried) fulfil(id, sent, business);
}

void OutboundWriter::meet_answered(OutboundId id, const OutboundRecord& o) {
  if (o.kind != OutboundKind::response_855) return;
  const Answered answered{
      .partner = o.partner, .usage = o.usage, .under = o.attempt, .with = id, .at = o.queued};
  for (const Part& part : o.answers) ledger_->meet(answered, part);
}

void OutboundWriter::tell_ledger(OutboundId id, const OutboundRecord& o) {
  ExpectationRecord acknowledgment{
      .attempt = o.attempt, .outbound = id, .partner = o.partner, .usage = o.usage, .opened = o.queued};
  meet_answered(id, o);
  for (const BusinessId business : o.carries) {
    const std::vector<OrderName> orders = fulfil(id, o, business);
    if (!acknowledgment.number.empty() || orders.empty()) continue;
    acknowledgment.number = orders.front().number;
    acknowledgment.release = orders.front().release;
  }
  if (o.reissue_of) ledger_->withdraw(o.reissue_of, "sent anew in another interchange", o.queued);
  if (o.answer_due) {
    acknowledgment.due = *o.answer_due;
    acknowledgment.terms = o.answer_terms;
    ledger_->open(acknowledgment);
  }
  if (!o.ta1_due) return;
  acknowledgment.what = Expected::ta1;
  acknowledgment.due = *o.ta1_due;
  acknowledgment.terms = o.ta1_terms;
  ledger_->open(acknowledgment);
}

// What is staged with a large document ends nothing: it may be given up.
void OutboundWriter::close_refusals(const OutboundRecord& o) {
  if (o.attempt) return;
  const std::string in = fmt::format("interchange {} ({})", o.control_number, o.file_name);
  if (o.reissue_of) items_->close_refusals(o.reissue_of, "engine", "sent anew in " + in, o.queued);
  for (const BusinessId business : o.carries) {
    const std::string another = fmt::format("another {} went out in {}", name(o.kind), in);
    items_->close_refusals(business, o.kind, another, o.queued);
    items_->close_unsent(business, o.kind, another, o.queued);
  }
}

void OutboundWriter::save(const AckRecord& a) {
  const std::int64_t document = a.part.attempt.value / attempts_per_document;
  acknowledge_(a.outbound, document, a.part.attempt, a.part.interchange, a.part.group, a.part.set, a.kind,
               a.group_number, a.set_number, std::string_view(&a.code, 1), a.notes)
      .run();
}

void OutboundWriter::mark_dropped(std::span<const OutboundId> outbounds, Instant at) {
  std::vector<std::int64_t> changed;
  for (const OutboundId id : outbounds) {
    if (drop_(at, id).run() == 1) changed.push_back(id.value);
  }
  if (!changed.empty()) audit_->add(at, "engine", "dropped", {}, id_ranges(changed));
}

void OutboundWriter::mark_answered(OutboundId outbound, bool accepted, AttemptId under, Instant at) {
  const OutboundState state = accepted ? OutboundState::acknowledged : OutboundState::refused;
  ledger_->meet_acknowledgment(outbound, accepted, under, at);
  if (answer_(state, at, outbound, under).run() == 1) {
    audit_->add(at, "engine", name(state), {}, fmt::format("outbound {}", outbound.value));
  }
}

void OutboundWriter::mark_arrived(OutboundId outbound, bool accepted, AttemptId under, Instant at) {
  ledger_->meet_ta1(outbound, accepted, under, at);
}

void OutboundWriter::queue_again(OutboundId outbound, std::optional<Instant> due, std::string_view who,
                                 std::string_view why, Instant at) {
  if (again_(at, due, outbound).run() != 1) {
    auto now = state_(outbound);
    const std::string state = now.next() ? fmt::format("is {}", now.text(0)) : "does not exist";
    throw Failure(FailureKind::usage, fmt::format("outbound {}", outbound.value), state,
                  "`transom list --sent` shows what went out");
  }
  ledger_->expect_again(outbound, due, at);
  fulfil_again(outbound, at);
  items_->close_refusals(outbound, who, fmt::format("sent again: {}", why), at);
  audit_->add(at, who, "sent again", {}, fmt::format("outbound {} {}", outbound.value, why));
}

void OutboundWriter::cancel(OutboundId outbound, std::string_view who, std::string_view why, Instant at) {
  if (cancel_(at, outbound).run() != 1) {
    auto now = state_(outbound);
    const std::string state =
        now.next() ? fmt::format("cannot be cancelled, it is {}", now.text(0)) : "does not exist";
    throw Failure(FailureKind::usage, fmt::format("outbound {}", outbound.value), state,
                  "only what is still queued can be cancelled");
  }
  gap_(outbound, fmt::format("cancelled: {}", why), at).run();
  ledger_->withdraw(outbound, fmt::format("cancelled: {}", why), at);
  audit_->add(at, who, "cancelled", {}, fmt::format("outbound {} {}", outbound.value, why));
}

}  // namespace transom
