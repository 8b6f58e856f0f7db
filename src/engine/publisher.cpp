// Steps 3 to 12 for documents that are already safe in the store.
//
// A group of small documents: read and judge them all without the store, then one unit in which each is
// recorded in the order of arrival (a later one sees what an earlier one made, so duplicates within a group
// are found), the answers are numbered, and one commit makes all of it true. Only then files are written.
// A large document is read twice: first for its verdicts alone, so that nothing is ever staged for an
// interchange that will turn out to be cut off, then again to stage its sets in parts under the open attempt.
#include "engine/publisher.hpp"

#include <fmt/format.h>

#include "base/failpoint.hpp"
#include "engine/notify.hpp"
#include "engine/prior.hpp"
#include "engine/reasons.hpp"
#include "engine/responses.hpp"

namespace transom {
namespace {

// What came of reading one document, held until the commit.
struct Read {
  DocumentResult result;
  std::optional<Reason> broke;  // a bug ended the attempt
};

Read read_one(Setup& setup, const InHand& document, Instant now) {
  Read read;
  if (document.is_response) return read;
  ProcessOptions options;
  options.now = now;
  try {
    read.result = setup.processor.run(read_from(document.bytes), options);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::internal) throw;
    read.broke = Reason{"internal-error", failure.what(),
                        "report it with the file; nothing of it took effect", "support"};
  }
  return read;
}

std::string orders_file_of(const Workspace& workspace, DocumentId first, std::size_t part, Instant now) {
  if (workspace.orders_as == OrdersAs::one_file_each) return {};
  return fmt::format("orders-{}-{}-{}.json", now.date().x12(), first.value, part);
}

// The store gives chunks by pushing, the reader takes them by pulling: a second reading position is a second
// call, so chunks are asked for one window at a time.
class StoredBytes {
 public:
  StoredBytes(Store& store, DocumentId id) : store_(store), id_(id) {}
  std::size_t operator()(std::span<char> space) {
    if (at_ == chunk_.size() && !next()) return 0;
    const std::size_t n = std::min(space.size(), chunk_.size() - at_);
    std::copy_n(chunk_.data() + at_, n, space.data());
    at_ += n;
    return n;
  }

 private:
  bool next() {
    chunk_ = store_.chunk(id_, index_++);
    at_ = 0;
    return !chunk_.empty();
  }
  Store& store_;
  DocumentId id_;
  std::string chunk_;
  std::size_t at_ = 0;
  std::uint32_t index_ = 0;
};

}  // namespace

Record Publisher::begin(Unit& unit, const Setup& setup, const InHand& document, Instant now) {
  Record record{.document = document.id, .name = document.original_name};
  record.attempt = unit.begin_attempt(
      {.document = document.id, .maps = setup.maps.hash(), .started = now, .who = "engine", .why = {}});
  return record;
}

void Publisher::publish(Setup& setup, std::span<const InHand> group, PassSummary& summary) {
  if (group.empty()) return;
  const Instant now = clock_.now();
  std::vector<Read> reads;
  reads.reserve(group.size());
  for (const auto& document : group) reads.push_back(read_one(setup, document, now));
  failpoint("processed");

  const Workspace& workspace = setup.configuration->workspace;
  std::vector<Record> records;
  records.reserve(group.size());
  std::size_t faulty = 0;
  auto unit = store_.begin();
  AnswerBatch batch(*setup.configuration, now);
  const std::string orders_file = orders_file_of(workspace, group.front().id, 0, now);
  Recorder recorder(setup.maps, *unit, batch, now, orders_file);
  for (std::size_t i = 0; i < group.size(); ++i) {
    Record& record = records.emplace_back(begin(*unit, setup, group[i], now));
    if (group[i].is_response) {
      record_responses(setup, *unit, batch, recorder, record, group[i].bytes, now);
    } else if (reads[i].broke) {
      recorder.fail(record, *reads[i].broke);
    } else {
      recorder.stage(record, reads[i].result, reads[i].result);
      recorder.seal(record, reads[i].result);
    }
  }
  const auto queued = queue_answers(*unit, batch, records, now, &faulty);
  failpoint("before_commit");
  unit->commit();
  failpoint("after_commit");

  std::vector<Export> exports;
  for (auto& record : records) {
    for (auto& made : record.exports) exports.push_back(std::move(made));
  }
  for (auto& conflict : dispatch_.deliver(store_, queued, exports, now))
    summary.alarms.push_back(std::move(conflict));
  keep_copies(group, records);
  for (const auto& answer : queued) ++(answer.is_response ? summary.responses : summary.answers);
  summary.work_items += faulty;
  tell(records, workspace, summary);
}

void Publisher::publish_large(Setup& setup, const InHand& document, PassSummary& summary,
                              const OpenClaim& open) {
  const Instant now = clock_.now();
  const Workspace& workspace = setup.configuration->workspace;
  ProcessOptions options;
  options.now = now;
  options.map = false;
  const auto forget_sets = [](DocumentResult& result) {
    for (auto& in : result.interchanges) {
      for (auto& group : in.groups) group.sets.clear();
    }
  };
  DocumentResult whole = setup.processor.run(StoredBytes(store_, document.id), options, forget_sets);
  forget_sets(whole);

  std::size_t faulty = 0, parts = 0;
  std::vector<Record> records(1);
  Record& record = records.front();
  {
    auto unit = store_.begin();
    record = begin(*unit, setup, document, now);
    unit->commit();
  }
  record.keep_exports = false;
  const auto stage_part = [&](DocumentResult& part) {
    auto unit = store_.begin();
    AnswerBatch batch(*setup.configuration, now);
    Recorder recorder(setup.maps, *unit, batch, now, orders_file_of(workspace, document.id, parts++, now));
    recorder.stage(record, part, whole);
    summary.responses += queue_answers(*unit, batch, records, now, &faulty, record.attempt).size();
    unit->commit();
    failpoint("part_staged");
  };
  options.map = true;
  DocumentResult rest = setup.processor.run(StoredBytes(store_, document.id), options, stage_part);
  stage_part(rest);
  {
    auto unit = store_.begin();
    AnswerBatch batch(*setup.configuration, now);
    Recorder recorder(setup.maps, *unit, batch, now);
    recorder.seal(record, whole);
    summary.answers += queue_answers(*unit, batch, records, now, &faulty).size();
    failpoint("before_commit");
    unit->commit();
    failpoint("after_commit");
  }
  deliver_pending(summary);
  if (record.outcome == DocumentState::quarantined) copy_to_quarantine(document, record.reason, open);
  summary.work_items += faulty;
  tell(records, workspace, summary);
}

void Publisher::deliver_pending(PassSummary& summary) {
  for (auto& conflict : dispatch_.deliver_pending(store_, clock_.now()))
    summary.alarms.push_back(std::move(conflict));
}

void Publisher::copy_to_quarantine(const InHand& document, const std::string& reason, const OpenClaim& open) {
  QuarantineItem item{.name = document.claim.id, .bytes = document.bytes, .reason = reason};
  if (!document.large) {
    quarantine_.put({&item, 1});
    return;
  }
  Files::File file = open(document.claim);
  item.file = &file;
  quarantine_.put({&item, 1});
}

void Publisher::keep_copies(std::span<const InHand> group, const std::vector<Record>& records) {
  std::vector<QuarantineItem> items;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (records[i].outcome != DocumentState::quarantined) continue;
    items.push_back({.name = group[i].claim.id, .bytes = group[i].bytes, .reason = records[i].reason});
  }
  if (!items.empty()) quarantine_.put(items);
}

void Publisher::tell(const std::vector<Record>& records, const Workspace& workspace, PassSummary& summary) {
  for (const auto& record : records) {
    ++(record.outcome == DocumentState::done          ? summary.accepted
       : record.outcome == DocumentState::quarantined ? summary.quarantined
                                                      : summary.duplicate);
    summary.orders += record.orders;
    summary.held += record.held;
    summary.rejected_sets += record.rejected_sets;
    summary.work_items += record.opened.size() + record.items_left_out;
    if (events_.log) {
      events_.log("document", {{"id", std::to_string(record.document.value)},
                               {"file", record.name},
                               {"outcome", std::string(to_string(record.outcome))},
                               {"orders", std::to_string(record.orders)},
                               {"reason", record.reason}});
    }
    for (const auto& reason : record.opened) notify(workspace.notify, record.document, reason);
  }
}

}  // namespace transom
