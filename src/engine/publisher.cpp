// Steps 10 to 12 for documents that are already safe in the store.
//
// A group of small documents, read and judged without the store: one unit in which each is recorded, in the
// group's order (a later one sees what an earlier one made, so duplicates within a group are found), the
// answers are numbered, and one commit makes all of it true. Only then files are written. One document that
// throws takes nobody with it: the group is done again, a document a commit, and that one is quarantined.
// A large document is read twice: first for its verdicts alone, so that nothing is ever staged for an
// interchange that will turn out to be cut off, then again to stage its sets in parts under the open attempt.
#include "engine/publisher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/failpoint.hpp"
#include "engine/fault.hpp"
#include "engine/flush.hpp"
#include "engine/outgoing.hpp"
#include "engine/prior.hpp"
#include "engine/reasons.hpp"

namespace transom {
namespace {

constexpr std::size_t held_answer_bytes = 256 << 10;

std::string orders_file_of(const Workspace& workspace, DocumentId first, std::size_t part, Instant now) {
  if (workspace.orders_as == OrdersAs::one_file_each) return {};
  return fmt::format("orders-{}-{}-{}.json", now.date().x12(), first.value, part);
}

// `tell`: how many bytes have been read.
ReadBytes stored_bytes(Store& store, DocumentId id, std::function<void(std::uint64_t)> tell) {
  return read_chunks([&store, id, tell = std::move(tell), read = std::uint64_t{0}](std::uint32_t n) mutable {
    std::string chunk = store.chunk(id, n);
    read += chunk.size();
    if (tell) tell(read);
    return chunk;
  });
}

// The acknowledgment lists the sets of a large document from the rows that they were saved in.
void list_from_rows(Unit& unit, AttemptId attempt, DocumentResult& whole) {
  for (std::uint32_t i = 0; i < whole.interchanges.size(); ++i) {
    auto& groups = whole.interchanges[i].groups;
    for (std::uint32_t g = 0; g < groups.size(); ++g) {
      const Part part{attempt, i + 1, g + 1, 0};
      groups[g].report.sets_from([&unit, part](const std::function<void(const GroupReport::Set&)>& visit) {
        unit.each_set(part, [&visit](const SetRecord& set) {
          const Outcome outcome = set.acknowledged == 'R'   ? Outcome::rejected
                                  : set.acknowledged == 'E' ? Outcome::accepted_with_errors
                                                            : Outcome::accepted;
          visit({set.id, set.control_number, set.implementation, outcome, {}, 0});
        });
      });
    }
  }
}

// Of one document's answers as one.
void note_replaced(const Warned& told, Published& done) {
  const auto known = std::find_if(done.replaced.begin(), done.replaced.end(),
                                  [&told](const Warned& one) { return one.document == told.document; });
  if (known == done.replaced.end()) {
    done.replaced.push_back(told);
  } else {
    known->count += told.count;
  }
}

void count_sent(const std::vector<Queued>& queued, Published& done) {
  for (const auto& one : queued) {
    done.sent += one.documents;
    if (one.documents == 0) ++done.acknowledgments;
    if (one.warned.count > 0) note_replaced(one.warned, done);
  }
}

template <class T>
void append(std::vector<T>& to, std::vector<T>& more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

void add(Published& done, Published more) {
  append(done.records, more.records);
  append(done.queued, more.queued);
  append(done.exports, more.exports);
  append(done.replaced, more.replaced);
  done.acknowledgments += more.acknowledgments;
  done.sent += more.sent;
  done.faulty += more.faulty;
}

}  // namespace

Record Publisher::begin(Unit& unit, const Setup& setup, const InHand& document, Instant now) {
  Record record{.document = document.id, .name = document.original_name, .received = document.received};
  record.attempt = unit.begin_attempt(
      {.document = document.id, .maps = setup.maps.hash(), .started = now, .who = "engine", .why = {}});
  return record;
}

Published Publisher::publish(ReadGroup& group) {
  try {
    return publish_together(group, 0, group.documents.size());
  } catch (const std::exception& thrown) {
    if (!fault_of_document(thrown)) throw;
  }
  return publish_apart(group);
}

Published Publisher::publish_together(ReadGroup& group, std::size_t first, std::size_t count) {
  Published done;
  if (count == 0) return done;
  Setup& setup = *group.setup;
  const Instant now = group.now;
  done.records.reserve(count);
  auto unit = store_.begin();
  done.spent = std::make_unique<AnswerBatch>(*setup.configuration, setup.maps.guides(), now);
  AnswerBatch& batch = *done.spent;
  const std::string orders_file =
      orders_file_of(setup.configuration->workspace, group.documents[first].id, 0, now);
  Recorder recorder(*unit, batch, setup.maps, now, orders_file);
  for (std::size_t i = first; i < first + count; ++i) {
    const InHand& document = group.documents[i];
    ReadDocument& read = group.reads[i];
    Record& record = done.records.emplace_back(begin(*unit, setup, document, now));
    if (read.broke) {
      recorder.fail(record, *read.broke);
    } else if (document.outgoing) {
      record_outgoing({setup, *unit, batch, recorder, record, now}, read.outgoing);
    } else {
      recorder.stage(record, read.result, read.result);
      recorder.seal(record, read.result);
    }
    failpoint("recorded");
  }
  done.queued = queue_answers(*unit, batch, done.records, now, &done.faulty);
  failpoint("before_commit");
  unit->commit();
  failpoint("after_commit");

  for (auto& record : done.records) append(done.exports, record.exports);
  count_sent(done.queued, done);
  return done;
}

// What was read is used up by then, and read again: by a processor of its own, for the group's is at work for
// the group behind. A later document still sees what an earlier one made.
Published Publisher::publish_apart(ReadGroup& group) {
  Processor processor(*group.setup->configuration, group.setup->maps);
  Published done;
  for (std::size_t i = 0; i < group.documents.size(); ++i) {
    const InHand& document = group.documents[i];
    try {
      group.reads[i] = read_document(*group.setup, processor, document, group.now);
      add(done, publish_together(group, i, 1));
    } catch (const std::exception& thrown) {
      const auto fault = fault_of_document(thrown);
      if (!fault) throw;
      done.records.push_back(give_up(*group.setup, document, *fault, group.now));
    }
  }
  return done;
}

Record Publisher::give_up(const Setup& setup, const InHand& document, const Reason& fault, Instant now) {
  auto unit = store_.begin();
  AnswerBatch nothing(*setup.configuration, setup.maps.guides(), now);
  Record record = begin(*unit, setup, document, now);
  Recorder(*unit, nothing, setup.maps, now).fail(record, fault);
  unit->commit();
  return record;
}

void Publisher::deliver(Store& store, const ReadGroup& group, Published& done) {
  done.left = dispatch_.deliver(store, done.queued, done.exports, group.now);
  keep_copies(group.documents, done.records);
  done.queued.clear();
  done.exports.clear();
}

Published Publisher::publish_large(Setup& setup, const InHand& document,
                                   const std::function<void(std::uint64_t)>& tell) {
  Published done;
  done.records.resize(1);
  Record& record = done.records.front();
  try {
    publish_in_parts(setup, document, tell, done);
  } catch (const std::exception& thrown) {
    const auto fault = fault_of_document(thrown);
    if (!fault) throw;
    if (record.attempt) unstage(record.attempt, fault->sentence);
    record = give_up(setup, document, *fault, clock_.now());
    done.acknowledgments = done.sent = done.faulty = 0;
    done.replaced.clear();
  }
  return done;
}

Undelivered Publisher::deliver_large(const InHand& document, const Record& record, const OpenClaim& open) {
  Undelivered left = deliver_pending();
  if (record.outcome == DocumentState::quarantined) copy_to_quarantine(document, record.reason, open);
  return left;
}

void Publisher::unstage(AttemptId attempt, std::string_view why) {
  constexpr std::size_t rows_a_unit = 20'000;
  for (bool gone = false; !gone;) {
    auto unit = store_.begin();
    gone = unit->discard_attempt(attempt, why, rows_a_unit);
    unit->commit();
  }
}

void Publisher::publish_in_parts(Setup& setup, const InHand& document,
                                 const std::function<void(std::uint64_t)>& tell, Published& done) {
  const Instant now = clock_.now();
  const Workspace& workspace = setup.configuration->workspace;
  ProcessOptions options;
  options.now = now;
  options.map = false;
  options.reports = GroupReport::Keeps::noted;
  DocumentResult whole = setup.processor.run(stored_bytes(store_, document.id, tell), options,
                                             [](DocumentResult& part) { part.drop_sets(); });
  whole.drop_sets();

  Record& record = done.records.front();
  std::size_t parts = 0;
  {
    auto unit = store_.begin();
    record = begin(*unit, setup, document, now);
    unit->commit();
  }
  record.keep_exports = false;
  const auto stage_part = [&](DocumentResult& part) {
    auto unit = store_.begin();
    AnswerBatch batch(*setup.configuration, setup.maps.guides(), now);
    Recorder recorder(*unit, batch, setup.maps, now, orders_file_of(workspace, document.id, parts++, now));
    recorder.stage(record, part, whole);
    const Queueing staged{.staged = record.attempt};
    count_sent(queue_answers(*unit, batch, done.records, now, &done.faulty, staged), done);
    unit->commit();
    failpoint("part_staged");
  };
  options.map = true;
  options.reports = GroupReport::Keeps::counts;
  std::function<void(std::uint64_t)> again;
  if (tell) again = [&](std::uint64_t bytes) { tell(document.claim.size + bytes); };
  DocumentResult rest = setup.processor.run(stored_bytes(store_, document.id, again), options, stage_part);
  stage_part(rest);
  seal(setup, whole, now, done);
}

void Publisher::seal(Setup& setup, DocumentResult& whole, Instant now, Published& done) {
  Record& record = done.records.front();
  auto unit = store_.begin();
  AnswerBatch batch(*setup.configuration, setup.maps.guides(), now);
  Recorder recorder(*unit, batch, setup.maps, now);
  list_from_rows(*unit, record.attempt, whole);
  recorder.seal(record, whole);
  const Queueing in_pieces{.most = held_answer_bytes};
  count_sent(queue_answers(*unit, batch, done.records, now, &done.faulty, in_pieces), done);
  failpoint("before_commit");
  unit->commit();
  failpoint("after_commit");
}

Published Publisher::send_due(const Setup& setup) {
  Flushed flushed = flush_waiting(store_, setup, {}, clock_.now());
  Published done;
  count_sent(flushed.queued, done);
  done.faulty = flushed.work_items;
  done.next_batch = flushed.next;
  done.queued = std::move(flushed.queued);
  return done;
}

Undelivered Publisher::deliver_due(const Published& sent) {
  return dispatch_.deliver(store_, sent.queued, {}, clock_.now());
}

Undelivered Publisher::deliver_pending() {
  return dispatch_.deliver_pending(store_, clock_.now());
}

void Publisher::copy_to_quarantine(const InHand& document, const std::string& reason, const OpenClaim& open) {
  QuarantineItem item{.name = document.claim.id,
                      .bytes = document.bytes,
                      .reason = quarantine_note(document.id, document.original_name, reason)};
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
    items.push_back({.name = group[i].claim.id,
                     .bytes = group[i].bytes,
                     .reason = quarantine_note(group[i].id, group[i].original_name, records[i].reason)});
  }
  if (!items.empty()) quarantine_.put(items);
}

}  // namespace transom
