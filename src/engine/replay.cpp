// Replay: a new attempt over the stored bytes with today's mappings.
//
// What already took effect is never made again: an order that stands stays the only one, a group that was
// answered is not answered twice, a set for which the partner was told R comes back only by an override with
// a reason. A dry run does everything in a unit that is then rolled back, so what it reports is what a replay
// would do, numbers included, and nothing of it remains.
#include <fmt/format.h>

#include "base/posix_files.hpp"
#include "engine/dispatch.hpp"
#include "engine/prior.hpp"
#include "engine/process.hpp"
#include "engine/publish.hpp"
#include "engine/record.hpp"
#include "transom/engine.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

std::string content_of(Store& store, DocumentId id) {
  std::string bytes;
  store.content(id, [&](std::string_view chunk) {
    bytes.append(chunk);
    return true;
  });
  return bytes;
}

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
                                .control_number = set.header.control_number};
        if (set.document) {
          if (const auto* order = std::get_if<Order>(&*set.document)) line.number = order->number;
        }
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

}  // namespace

ReplayReport replay(const std::string& root, const Clock& clock, const ReplayRequest& request) {
  const ConfigurationPtr configuration = Configuration::load(root);
  const MapShelf maps(*configuration);
  const auto store = open_store(configuration->workspace.store, {.create = false});
  const auto document = store->document(request.document);
  if (!document) {
    throw Failure(FailureKind::usage, std::to_string(request.document.value), "no such document",
                  "`transom list` shows what came");
  }
  const Instant now = clock.now();
  const std::string bytes = content_of(*store, request.document);
  Processor processor(*configuration, maps);
  ProcessOptions options;
  options.now = now;
  DocumentResult result = processor.run(read_from(bytes), options);

  ReplayReport report;
  report.lines = lines_of(result);
  Prior prior = prior_of(*store, request.document);
  prior.override_rejected = request.override_rejected;
  report.maps_changed = prior.maps_hash != maps.hash();
  const auto before = prior.outcomes;

  auto unit = store->begin();
  if (!request.dry_run) {
    unit->close_items_of(request.document, request.who, request.why.empty() ? "replayed" : request.why, now);
  }
  Record record{.document = request.document,
                .name = document->original_name,
                .prior = std::move(prior),
                .keep_account = true};
  record.attempt = unit->begin_attempt({.document = request.document,
                                        .maps = maps.hash(),
                                        .started = now,
                                        .who = request.who,
                                        .why = request.why});
  AnswerBatch batch(*configuration, now);
  Recorder recorder(*unit, batch, now);
  recorder.stage(record, result, result);
  recorder.seal(record, result);
  std::size_t faulty = 0;
  auto queued = queue_answers(*unit, batch, {&record, 1}, now, &faulty);

  compare_with_before(report, record, before);
  for (const auto& made : record.exports) report.orders.push_back(made.json);
  for (const auto& answer : queued) report.answers.push_back(answer.bytes);
  report.outcome = to_string(record.outcome);
  report.reason = record.reason;
  if (request.dry_run) return report;  // the unit rolls back

  unit->commit();
  PosixFiles files;
  Dispatch dispatch(configuration->workspace, files);
  dispatch.deliver(*store, queued, record.exports, now);
  return report;
}

}  // namespace transom
