// Each record's column list stands here once, beside the function that reads it; reads add their own FROM and
// WHERE. A column taken out of its order would give wrong data silently, so nothing else counts columns of
// these.
#include "store/read_rows.hpp"

namespace transom {

const char* const document_columns =
    "d.id, d.mailbox, d.original_name, d.claim_name, d.size, d.hash, d.received, d.state, d.reason, "
    "d.attempts";

DocumentRecord read_document(const Statement::Row& row) {
  DocumentRecord d;
  d.id = {row.integer(0)};
  d.mailbox = row.text(1);
  d.original_name = row.text(2);
  d.claim_name = row.text(3);
  d.size = static_cast<std::uint64_t>(row.integer(4));
  d.hash = row.text(5);
  d.received = {row.integer(6)};
  d.state = named<DocumentState>(row.text(7));
  d.reason = row.text(8);
  d.attempts = static_cast<std::uint32_t>(row.integer(9));
  return d;
}

const char* const outbound_columns =
    "o.id, o.attempt, o.kind, o.partner, o.folder, o.file_name, o.scope, o.cycle, o.control_number, "
    "o.group_number,"
    " o.usage, o.queued, o.answer_due, o.state, o.changed, o.reissue_of, o.resent";

OutboundRecord read_outbound(const Statement::Row& row) {
  OutboundRecord o;
  o.id = {row.integer(0)};
  o.attempt = {row.integer(1)};
  o.kind = named<OutboundKind>(row.text(2));
  o.partner = row.text(3);
  o.folder = row.text(4);
  o.file_name = row.text(5);
  o.scope = row.text(6);
  o.cycle = static_cast<std::uint32_t>(row.integer(7));
  o.control_number = row.text(8);
  o.group_number = row.text(9);
  o.usage = read_code(row, 10);
  o.queued = {row.integer(11)};
  o.answer_due = read_instant(row, 12);
  o.state = named<OutboundState>(row.text(13));
  o.changed = read_instant(row, 14);
  o.reissue_of = {row.integer(15)};
  o.resent = read_instant(row, 16);
  return o;
}

const char* const ack_columns =
    "k.attempt, k.interchange, k.grp, k.st, k.outbound, k.kind, k.group_number, k.set_number, k.code, "
    "k.notes";

AckRecord read_ack(const Statement::Row& row) {
  return {.part = read_part(row, 0),
          .outbound = {row.integer(4)},
          .kind = named<OutboundKind>(row.text(5)),
          .group_number = read_text(row, 6),
          .set_number = read_text(row, 7),
          .code = read_code(row, 8),
          .notes = read_text(row, 9)};
}

const char* const business_columns =
    "b.id, b.attempt, b.interchange, b.grp, b.st, b.kind, b.partner, b.number, b.release, b.purpose, b.usage,"
    " b.verdict, b.reason, b.file_name, b.exported, b.again, b.reference, j.json, c.json, b.outgoing,"
    " b.interim";

BusinessRecord read_business(const Statement::Row& row) {
  BusinessRecord b;
  b.id = {row.integer(0)};
  b.part = read_part(row, 1);
  b.kind = named<BusinessKind>(row.text(5));
  b.partner = row.text(6);
  b.number = row.text(7);
  b.release = row.text(8);
  b.purpose = row.text(9);
  b.usage = read_code(row, 10);
  b.verdict = named<Verdict>(row.text(11));
  b.reason = row.text(12);
  b.file_name = row.text(13);
  b.exported = read_instant(row, 14);
  b.again = row.text(15);
  b.reference = row.text(16);
  b.json = row.text(17);
  b.changed = row.text(18);
  b.outgoing = row.integer(19) != 0;
  b.interim = row.integer(20) != 0;
  return b;
}

const char* const decision_columns =
    "x.business, x.number, x.at, x.who, x.action, x.rule, x.line, x.code, x.change, x.owner, x.sentence,"
    " x.next, x.why, x.figure, x.reference";

DecisionRecord read_decision(const Statement::Row& row) {
  DecisionRecord d;
  d.business = {row.integer(0)};
  d.number = static_cast<std::uint32_t>(row.integer(1));
  d.at = {row.integer(2)};
  d.who = row.text(3);
  d.action = row.text(4);
  d.rule = row.text(5);
  d.line = row.text(6);
  d.code = row.text(7);
  d.change = row.text(8);
  d.owner = row.text(9);
  d.sentence = row.text(10);
  d.next = row.text(11);
  d.why = row.text(12);
  if (!row.null(13)) d.figure = Decimal::parse(row.text(13));
  d.reference = row.text(14);
  return d;
}

const char* const item_columns =
    "w.id, w.document, w.attempt, w.interchange, w.grp, w.st, w.business, w.reason, w.sentence, w.owner,"
    " w.next_step, w.partner, w.number, w.opened, w.closed, w.closed_by, w.resolution,"
    " w.outbound, w.unsent";

namespace {

// As ItemWriter puts them together.
void read_sentences(std::string_view said, WorkItemRecord& item) {
  std::size_t end = said.find('\n');
  item.sentence = said.substr(0, end);
  while (end != std::string_view::npos) {
    said.remove_prefix(end + 1);
    end = said.find('\n');
    item.more.emplace_back(said.substr(0, end));
  }
}

}  // namespace

WorkItemRecord read_item(const Statement::Row& row) {
  WorkItemRecord w;
  w.id = {row.integer(0)};
  w.document = {row.integer(1)};
  w.part = read_part(row, 2);
  w.business = {row.integer(6)};
  w.reason = row.text(7);
  read_sentences(row.text(8), w);
  w.owner = row.text(9);
  w.next_step = row.text(10);
  w.partner = row.text(11);
  w.number = row.text(12);
  w.opened = {row.integer(13)};
  w.closed = read_instant(row, 14);
  w.closed_by = row.text(15);
  w.resolution = row.text(16);
  w.outbound = {row.integer(17)};
  w.unsent = read_text(row, 18);
  return w;
}

Part read_part(const Statement::Row& row, int column) {
  return {{row.integer(column)},
          static_cast<std::uint32_t>(row.integer(column + 1)),
          static_cast<std::uint32_t>(row.integer(column + 2)),
          static_cast<std::uint32_t>(row.integer(column + 3))};
}

char read_code(const Statement::Row& row, int column) {
  const std::string_view text = row.text(column);
  return text.empty() ? ' ' : text.front();
}

std::optional<Instant> read_instant(const Statement::Row& row, int column) {
  if (row.null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}

}  // namespace transom
