// A small world for tests of the store: folders that go away, one ordinary file and what comes of it.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "base/hash.hpp"
#include "transom/failure.hpp"
#include "transom/store.hpp"

namespace transom::test {

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "transom-store-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path file(const std::string& name = "store.db") const {
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

constexpr Instant noon{1'772'452'800'000};  // 2026-03-02T12:00:00Z
inline Instant minutes_later(int minutes) {
  return {noon.ms + minutes * 60'000LL};
}

inline DocumentRecord document(const std::string& claim, const std::string& bytes) {
  DocumentRecord d;
  d.mailbox = "van";
  d.original_name = "po-" + claim + ".edi";
  d.claim_name = claim;
  d.size = bytes.size();
  d.hash = sha256_hex(bytes);
  d.received = noon;
  return d;
}

// One interchange with one group and one 850, whose numbers all come from `number`.
struct Sample {
  std::string claim = "claim-1", number = "000000905", partner = "acme", order = "4501", bytes = "ISA*00*~";
  char usage = 'P';
  Verdict verdict = Verdict::accepted;
  SetOutcome outcome = SetOutcome::accepted;
  std::string release = {};
};

inline Part whole(AttemptId attempt) {
  return {attempt, 1, 0, 0};
}
inline Part group(AttemptId attempt) {
  return {attempt, 1, 1, 0};
}
inline Part set(AttemptId attempt) {
  return {attempt, 1, 1, 1};
}

inline AttemptId begin_attempt(Unit& unit, DocumentId document) {
  AttemptRecord attempt;
  attempt.document = document;
  attempt.maps = sha256_hex("maps");
  attempt.started = noon;
  attempt.who = "engine";
  return unit.begin_attempt(attempt);
}

inline InterchangeRecord interchange(const Sample& s, AttemptId attempt) {
  InterchangeRecord i;
  i.part = whole(attempt);
  i.partner = s.partner;
  i.sender_qualifier = "01";
  i.sender = "5551234";
  i.receiver_qualifier = "ZZ";
  i.receiver = "US";
  i.control_number = s.number;
  i.usage = s.usage;
  i.version = "00401";
  i.date = "260302";
  i.time = "1200";
  i.end = s.bytes.size();
  i.hash = sha256_hex(s.bytes);
  i.effective = true;
  return i;
}

inline GroupRecord group_record(AttemptId attempt) {
  GroupRecord g;
  g.part = group(attempt);
  g.functional_id = "PO";
  g.sender = "5551234";
  g.receiver = "US";
  g.control_number = "77";
  g.version = "004010";
  g.included = "1";
  g.received = g.accepted = 1;
  g.acknowledged = 'A';
  g.answer = AnswerDecision::ack_997;
  return g;
}

inline SetRecord set_record(const Sample& s, AttemptId attempt) {
  SetRecord record;
  record.part = set(attempt);
  record.id = "850";
  record.control_number = "0001";
  record.end = s.bytes.size();
  record.segments = 9;
  record.hash = sha256_hex("set of " + s.bytes);
  record.outcome = s.outcome;
  record.acknowledged = 'A';
  return record;
}

inline BusinessRecord order_record(const Sample& s, AttemptId attempt) {
  BusinessRecord b;
  b.part = set(attempt);
  b.partner = s.partner;
  b.number = s.order;
  b.release = s.release;
  b.purpose = "original";
  b.usage = s.usage;
  b.json = "{\"number\":\"" + s.order + "\"}";
  b.verdict = s.verdict;
  b.file_name = s.order + "-" + s.claim + ".json";
  return b;
}

inline CounterRange isa_range() {
  return {"isa:US:5551234:P"};
}

inline std::string padded(std::uint64_t number) {
  std::string text = std::to_string(number);
  return std::string(9 - text.size(), '0') + text;
}

inline OutboundRecord outbound(const Sample& s, Unit& unit, OutboundKind kind) {
  const ControlNumber number = unit.take_control_number(isa_range());
  OutboundRecord o;
  o.kind = kind;
  o.partner = s.partner;
  o.folder = s.partner;
  o.file_name = "out-" + padded(number.number) + ".edi";
  o.scope = isa_range().scope;
  o.cycle = number.cycle;
  o.control_number = padded(number.number);
  o.usage = s.usage;
  o.bytes = "ISA*00*" + o.control_number + "~";
  o.queued = noon;
  return o;
}

// Everything that a run over one file saves, up to the end of the attempt.
struct Processed {
  DocumentId document;
  AttemptId attempt;
  BusinessId order;
  OutboundId acknowledgment, response;
};

inline Processed process(Unit& unit, const Sample& s, DocumentId document) {
  Processed made;
  made.document = document;
  made.attempt = begin_attempt(unit, document);
  unit.save(set_record(s, made.attempt));
  made.order = unit.save(order_record(s, made.attempt));
  unit.save(group_record(made.attempt));
  unit.save(interchange(s, made.attempt));
  OutboundRecord acknowledgment = outbound(s, unit, OutboundKind::ack_997);
  acknowledgment.answers = {group(made.attempt)};
  made.acknowledgment = unit.queue(acknowledgment);
  OutboundRecord response = outbound(s, unit, OutboundKind::response_855);
  response.group_number = "9" + s.number;
  response.answer_due = minutes_later(60);
  response.answers = {set(made.attempt)};
  made.response = unit.queue(response);
  unit.finish_attempt(made.attempt, DocumentState::done, "", minutes_later(1));
  return made;
}

inline Processed receive_and_process(Store& store, const Sample& s) {
  auto unit = store.begin();
  const DocumentId id = unit->receive(document(s.claim, s.bytes), s.bytes);
  unit->commit();
  unit = store.begin();
  const Processed made = process(*unit, s, id);
  unit->commit();
  return made;
}

inline std::string bytes_of(Store& store, DocumentId id) {
  std::string all;
  store.content(id, [&all](std::string_view chunk) {
    all += chunk;
    return true;
  });
  return all;
}

inline std::string read_all(Lookups& store, OutboundId id) {
  std::string all;
  for (std::uint32_t n = 0;; ++n) {
    const std::string chunk = store.outbound_chunk(id, n);
    if (chunk.empty()) return all;
    all += chunk;
  }
}

inline std::string told(const std::vector<Violation>& violations) {
  std::string all;
  for (const Violation& violation : violations) all += violation.rule + ": " + violation.sentence + "\n";
  return all;
}

}  // namespace transom::test
