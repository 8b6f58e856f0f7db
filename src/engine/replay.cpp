// Replay: a new attempt over the stored bytes with today's mappings.
//
// What already took effect is never made again: an order that stands stays the only one, a group that was
// answered is not answered twice, a set for which the partner was told R comes back only by an override with
// a reason. A dry run does everything in a unit that is then rolled back, so what it reports is what a replay
// would do, numbers included, and nothing of it remains.
#include <fmt/format.h>

#include "base/posix_files.hpp"
#include "engine/boxes.hpp"
#include "engine/content_of.hpp"
#include "engine/dispatch.hpp"
#include "engine/order_story.hpp"
#include "engine/outgoing.hpp"
#include "engine/outgoing_file.hpp"
#include "engine/prior.hpp"
#include "engine/publish.hpp"
#include "engine/reasons.hpp"
#include "engine/record.hpp"
#include "engine/replay.hpp"
#include "transom/engine.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

// The sets as the reading found them, before recording takes them out.
std::vector<ReplayReport::Line> lines_of(const DocumentResult& result) {
  std::vector<ReplayReport::Line> lines;
  for (const auto& in : result.interchanges) {
    for (const auto& group : in.groups) {
      for (const auto& set : group.sets) {
        ReplayReport::Line line{.interchange = in.header.number,
                                .group = group.header.number,
                                .set = set.header.number,
                                .set_id = set.header.id,
                                .control_number = set.header.control_number,
                                .number = set.number};
        if (set.document) line.number = number_of(*set.document);
        lines.push_back(std::move(line));
      }
    }
  }
  return lines;
}

void compare_with_before(ReplayReport& report, const Record& record,
                         const std::map<SetAddress, std::string>& before) {
  for (auto& line : report.lines) {
    const SetAddress address{line.interchange, line.group, line.set};
    if (const auto found = before.find(address); found != before.end()) line.before = found->second;
    if (const auto found = record.settled.find(address); found != record.settled.end()) {
      line.after = found->second.first;
      line.sentence = found->second.second;
    }
  }
}

// Runs a document again inside of one unit and tells what came of it.
class Replay {
 public:
  Replay(Setup& setup, Store& store, Instant now, const ReplayRequest& request)
      : setup_(setup), store_(store), request_(request), now_(now) {}

  ReplayReport run() {
    document_ = document();
    bytes_ = content_of(store_, request_.document);
    const bool outgoing = document_.mailbox == outgoing_box;
    if (!outgoing) read();

    auto unit = store_.begin();
    if (!request_.dry_run) {
      unit->close_items_of(request_.document, request_.who, why(), now_);
    }
    Record record = begin(*unit);
    AnswerBatch batch(*setup_.configuration, setup_.maps.guides(), now_);
    Recorder recorder(*unit, batch, setup_.maps, now_);
    const auto before = record.prior.outcomes;
    if (outgoing) {
      const OutgoingFile file = read_outgoing(setup_, document_.original_name, bytes_, now_);
      list(file);
      record_outgoing({setup_, *unit, batch, recorder, record, now_, corrected()}, file);
    } else {
      recorder.stage(record, result_, result_);
      recorder.seal(record, result_);
    }
    std::size_t faulty = 0;
    const auto queued = queue_answers(*unit, batch, {&record, 1}, now_, &faulty);

    news_ = record.news;
    compare_with_before(report_, record, before);
    for (const auto& made : record.exports) {
      if (!made.labels) report_.orders.push_back(made.json);
    }
    for (const auto& answer : queued) {
      report_.answers.push_back(answer.bytes);
      report_.sent += answer.documents;
    }
    report_.prepared = record.prepared;
    report_.outcome = to_string(record.outcome);
    report_.reason = record.reason;
    report_.work_items = record.opened.size() + faulty;
    if (request_.dry_run) return std::move(report_);  // the unit rolls back

    unit->commit();
    deliver(record, queued);
    return std::move(report_);
  }

  [[nodiscard]] const std::set<NewsOf>& news() const { return news_; }

 private:
  DocumentRecord document() {
    if (auto found = store_.document(request_.document)) return std::move(*found);
    throw Failure(FailureKind::usage, std::to_string(request_.document.value), "no such document",
                  "`transom list` shows what came");
  }

  [[nodiscard]] std::string why() const { return request_.why.empty() ? "replayed" : request_.why; }

  void read() {
    ProcessOptions options;
    options.now = now_;
    result_ = setup_.processor.run(read_from(bytes_), options);
    report_.lines = lines_of(result_);
  }

  void list(const OutgoingFile& file) {
    for (const auto& one : file.documents) {
      report_.lines.push_back({.set = static_cast<std::uint32_t>(report_.lines.size() + 1),
                               .set_id = std::string(set_of(one.document)),
                               .number = number_of(one.document)});
    }
  }

  // What waited until a document of its set and number went out is that document's earlier form.
  std::set<std::uint32_t> corrected() {
    std::set<std::uint32_t> places;
    for (const WorkItemRecord& item : store_.items(request_.document))
      if (item.closed && item.closed_by == "engine" && !item.unsent.empty()) places.insert(item.part.set);
    return places;
  }

  Record begin(Unit& unit) {
    Record record{.document = request_.document,
                  .name = document_.original_name,
                  .received = document_.received,
                  .prior = prior_of(store_, request_.document),
                  .keep_account = true};
    record.prior.override_rejected = request_.override_rejected;
    report_.maps_changed = record.prior.maps_hash != setup_.maps.hash();
    record.attempt = unit.begin_attempt({.document = request_.document,
                                         .maps = setup_.maps.hash(),
                                         .started = now_,
                                         .who = request_.who,
                                         .why = request_.why});
    return record;
  }

  // Files last, as everywhere. The copy in quarantine goes, or tells today's reason.
  void deliver(const Record& record, const std::vector<Queued>& queued) {
    const Workspace& workspace = setup_.configuration->workspace;
    PosixFiles files;
    report_.alarms =
        Dispatch(workspace, files).deliver(store_, queued, record.exports, now_).alarms_or_fail();
    Quarantine quarantine(files, workspace.quarantine);
    quarantine.remove(document_.claim_name);
    if (record.outcome != DocumentState::quarantined) return;
    const QuarantineItem copy{
        .name = document_.claim_name,
        .bytes = bytes_,
        .reason = quarantine_note(document_.id, document_.original_name, record.reason)};
    quarantine.put({&copy, 1});
  }

  Setup& setup_;
  Store& store_;
  const ReplayRequest& request_;
  Instant now_;
  DocumentRecord document_;
  std::string bytes_;
  DocumentResult result_;
  ReplayReport report_;
  std::set<NewsOf> news_;
};

}  // namespace

ReplayReport replay(Setup& setup, Store& store, Instant now, const ReplayRequest& request,
                    std::set<NewsOf>* news) {
  Replay again(setup, store, now, request);
  ReplayReport report = again.run();
  if (news != nullptr) *news = again.news();
  return report;
}

}  // namespace transom
