// A chain: each row's hash covers the row before it, so that a changed, removed or inserted row breaks every
// later one; the head row tells when rows are missing at the end. It proves nothing against somebody who
// recomputes all of it, which only a copy of the head kept elsewhere would; it does show every accident.
//
// A person's act is a row of its own. What the engine does to a batch of files is a row for each kind of act,
// with a line for each file: hashing and inserting a row for each would cost more than the act itself.
//
// Lengths go into the hash before the texts, so that no two different rows give the same bytes.
#include "store/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace transom {

std::string audit_hash(Sha256& sha, std::string_view before, std::int64_t at, std::string_view who,
                       std::string_view action, std::int64_t document, std::string_view detail) {
  fmt::memory_buffer row;
  fmt::format_to(std::back_inserter(row), "{}|{}|{}|{}:{}|{}:{}|{}:{}", before, at, document, who.size(), who,
                 action.size(), action, detail.size(), detail);
  sha.update({row.data(), row.size()});
  return sha.hex();
}

Audit::Audit(Connection& db)
    : insert_(db, "INSERT INTO audit (id, at, who, action, document, detail, hash) VALUES (?,?,?,?,?,?,?)"),
      read_head_(db, "SELECT rows, hash FROM audit_head"),
      write_head_(db, "UPDATE audit_head SET rows = ?, hash = ?") {}

void Audit::begin() {
  auto head = read_head_();
  if (!head.next()) {
    throw Failure(FailureKind::database, "store", "the audit trail has lost its head", "run transom fsck");
  }
  rows_ = rows_before_ = head.integer(0);
  head_ = head.text(1);
  now_ = {};
  gathered_.clear();
}

void Audit::add(Instant at, std::string_view who, std::string_view action, DocumentId document,
                std::string_view detail) {
  now_ = std::max(now_, at);
  head_ = audit_hash(sha_, head_, at.ms, who, action, document.value, detail);
  insert_(++rows_, at, who, action, document, detail, head_).run();
}

void Audit::add(std::string_view who, std::string_view action, DocumentId document, std::string_view detail) {
  add(now_, who, action, document, detail);
}

void Audit::gather(Instant at, std::string_view action, std::string_view line) {
  static constexpr std::size_t row_bytes = 64 << 10;
  auto found =
      std::find_if(gathered_.begin(), gathered_.end(), [&](const Gathered& g) { return g.action == action; });
  if (found == gathered_.end()) found = gathered_.insert(found, {std::string(action), {}, {}});
  found->lines.append(line).push_back('\n');
  found->at = std::max(found->at, at);
  now_ = std::max(now_, at);
  if (found->lines.size() < row_bytes) return;
  add(found->at, "engine", action, {}, found->lines);
  found->lines.clear();
}

void Audit::finish() {
  for (const Gathered& g : gathered_) {
    if (!g.lines.empty()) add(g.at, "engine", g.action, {}, g.lines);
  }
  if (rows_ != rows_before_) write_head_(rows_, head_).run();
}

}  // namespace transom
