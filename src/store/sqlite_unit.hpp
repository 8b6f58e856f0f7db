// The unit over SQLite: the writers of one connection, and the transaction around them.
#pragma once

#include <memory>

#include "store/audit.hpp"
#include "store/decisions.hpp"
#include "store/write_attempts.hpp"
#include "store/write_business.hpp"
#include "store/write_documents.hpp"
#include "store/write_items.hpp"
#include "store/write_judgements.hpp"
#include "store/write_ledger.hpp"
#include "store/write_lock.hpp"
#include "store/write_outbounds.hpp"
#include "store/write_parts.hpp"

namespace transom {

// What stays between units: the connection, its lock, and every prepared statement.
struct WriteSide {
  WriteSide(const std::filesystem::path& path, const std::filesystem::path& lock_path, Connection::Mode mode);

  WriteLock lock;
  Connection db;
  Audit audit;
  DocumentWriter documents;
  AttemptWriter attempts;
  PartWriter parts;
  ItemWriter items;
  LedgerWriter ledger;
  BusinessWriter business;
  NumberWriter numbers;
  OutboundWriter outbounds;
  JudgementWriter judgements;
  Decisions decisions;

  // Moves the log into the file once it has grown by `log_bytes` since it was last tried. Under the lock.
  void tend_log(std::int64_t log_bytes);
  std::int64_t tended_at = 0;  // bytes of log then
};

class SqliteUnit final : public WithDecisions<Unit> {
 public:
  // The lock is held by the caller and passes to the unit.
  SqliteUnit(WriteSide& side, std::int64_t log_bytes);
  ~SqliteUnit() override;

  void commit() override;

  DocumentId receive(const DocumentRecord& document, std::string_view bytes) override;
  DocumentId begin_receiving(const DocumentRecord& document) override;
  void append_content(DocumentId document, std::string_view chunk) override;
  void end_receiving(DocumentId document, const ContentHash& hash) override;
  void discard_document(DocumentId document, std::string_view why) override;
  AttemptId begin_attempt(const AttemptRecord& attempt) override;
  void save(const InterchangeRecord& interchange) override;
  void save(const GroupRecord& group) override;
  void save(const SetRecord& set) override;
  void save(AttemptId attempt, const FindingRecord& finding) override;
  void each_set(const Part& group, const std::function<void(const SetRecord&)>& see) override;
  BusinessId save(const BusinessRecord& business) override;
  void save(const DecisionRecord& decision) override;
  void save(const ReferenceRecord& reference) override;
  void save(const SsccRecord& use) override;
  void save(const PromiseRecord& promise) override;
  void prepare(BusinessId document, std::string_view file_name, std::string_view changed) override;
  WorkItemId open(const WorkItemRecord& item) override;
  ControlNumber take_control_number(const CounterRange& range) override;
  void record_gap(std::string_view scope, ControlNumber number, std::string_view cause, Instant at) override;
  OutboundId queue(const OutboundRecord& outbound, const GiveBytes& give) override;
  void wait(const WaitingRecord& waiting) override;
  void give_up_waiting(BusinessId business, std::string_view who, std::string_view why, Instant at) override;
  void save(const AckRecord& acknowledgment) override;
  void finish_attempt(AttemptId attempt, DocumentState outcome, std::string_view reason, Instant at) override;
  bool discard_attempt(AttemptId attempt, std::string_view why, std::size_t rows) override;
  void mark_dropped(std::span<const OutboundId> outbounds, Instant at) override;
  void mark_exported(std::span<const BusinessId> documents, Instant at) override;
  void mark_answered(OutboundId outbound, bool accepted, AttemptId under, Instant at) override;
  void mark_arrived(OutboundId outbound, bool accepted, AttemptId under, Instant at) override;
  void cancel(OutboundId outbound, std::string_view who, std::string_view why, Instant at) override;
  void queue_again(OutboundId outbound, std::optional<Instant> due, std::string_view who,
                   std::string_view why, Instant at) override;
  void decide(BusinessId document, Verdict verdict, std::string_view who, std::string_view why,
              Instant at) override;
  void close(WorkItemId item, std::string_view who, std::string_view resolution, Instant at) override;
  std::size_t close_items_of(DocumentId document, std::string_view who, std::string_view resolution,
                             Instant at) override;
  void mark_told(std::span<const WorkItemId> items, Instant at) override;
  void expect(const ExpectationRecord& expectation) override;
  void withdraw(BusinessId order, bool but_answer, std::string_view why, AttemptId under,
                Instant at) override;
  void withdraw(BusinessId order, Expected what, std::string_view why, AttemptId under, Instant at) override;
  void reopen(BusinessId order, Expected what, std::string_view why, AttemptId under, Instant at) override;
  void restore(BusinessId order, Expected what, std::string_view withdrawn_for, std::string_view why,
               AttemptId under, Instant at) override;
  void waive(ExpectationId expectation, std::string_view who, std::string_view why, Instant at) override;
  std::optional<WorkItemId> mark_overdue(ExpectationId expectation, const WorkItemRecord& item,
                                         Instant at) override;
  void note(DocumentId document, std::string_view who, std::string_view action, std::string_view why,
            Instant at) override;

 private:
  // A verb that failed half way must not be committed by somebody who caught its failure.
  template <class Verb>
  auto keep(Verb verb) -> decltype(verb(std::declval<WriteSide&>()));
  void end();

  WriteSide* side_;
  std::int64_t log_bytes_;
  enum class State : std::uint8_t { open, broken, ended } state_ = State::open;
};

}  // namespace transom
