// A file given by hand becomes a document like one that the ERP left: preserved, attempted, and replayed
// later if need be. There is no claim, so its name in the store is drawn from a counter.
#include <fmt/format.h>

#include "base/failpoint.hpp"
#include "base/hash.hpp"
#include "base/posix_files.hpp"
#include "engine/boxes.hpp"
#include "engine/dispatch.hpp"
#include "engine/flush.hpp"
#include "engine/order_story.hpp"
#include "engine/outgoing.hpp"
#include "engine/outgoing_file.hpp"
#include "engine/prior.hpp"
#include "engine/publish.hpp"
#include "engine/setup.hpp"
#include "transom/sending.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

class Sending {
 public:
  Sending(const std::string& root, const Clock& clock, const SendRequest& request)
      : setup_(Configuration::load(root)),
        request_(request),
        now_(clock.now()),
        store_(open_store(setup_.configuration->workspace.store)) {}

  SendReport run() {
    const OutgoingFile file = read_outgoing(setup_, request_.name, request_.bytes, now_);
    list(file);
    auto unit = store_->begin();
    claim_name_ = fmt::format("send-{}", unit->take_control_number({.scope = "sends"}).number);
    const DocumentId id = unit->receive({.mailbox = std::string(outgoing_box),
                                         .original_name = request_.name,
                                         .claim_name = claim_name_,
                                         .size = request_.bytes.size(),
                                         .hash = sha256_hex(request_.bytes),
                                         .received = now_},
                                        request_.bytes);
    Record record{.document = id, .name = request_.name, .keep_account = true};
    record.attempt = unit->begin_attempt({.document = id,
                                          .maps = setup_.maps.hash(),
                                          .started = now_,
                                          .who = request_.who,
                                          .why = "sent by hand"});
    AnswerBatch batch(*setup_.configuration, setup_.maps.guides(), now_);
    Recorder recorder(*unit, batch, setup_.maps, now_);
    record_outgoing({setup_, *unit, batch, recorder, record, now_, {}, request_.dry_run}, file);
    std::size_t faulty = 0;
    const auto queued = queue_answers(*unit, batch, {&record, 1}, now_, &faulty);
    tell(record, queued, faulty);
    if (request_.dry_run) return std::move(report_);  // the unit rolls back
    report_.document = id;
    failpoint("before_send_commit");
    unit->commit();
    failpoint("after_send_commit");
    unit.reset();
    deliver(record, queued);
    return std::move(report_);
  }

 private:
  void list(const OutgoingFile& file) {
    for (const auto& one : file.documents) {
      report_.lines.push_back({.set_id = std::string(set_of(one.document)),
                               .partner = partner_of(one.document),
                               .number = number_of(one.document)});
    }
  }

  void tell(const Record& record, const std::vector<Queued>& queued, std::size_t faulty) {
    for (std::size_t i = 0; i < report_.lines.size(); ++i) {
      const auto found = record.settled.find({0, 0, static_cast<std::uint32_t>(i + 1)});
      if (found == record.settled.end()) continue;
      report_.lines[i].fate = found->second.first;
      report_.lines[i].sentence = found->second.second;
    }
    for (const auto& one : queued) report_.interchanges.push_back(one.bytes);
    report_.outcome = to_string(record.outcome);
    report_.reason = record.reason;
    if (report_.lines.empty() && !record.opened.empty()) report_.more = record.opened.front().more;
    report_.work_items = record.opened.size() + faulty;
  }

  void deliver(const Record& record, const std::vector<Queued>& queued) {
    const Workspace& workspace = setup_.configuration->workspace;
    PosixFiles files;
    Dispatch dispatch(workspace, files);
    report_.alarms = dispatch.deliver(*store_, queued, record.exports, now_).alarms_or_fail();
    if (record.outcome == DocumentState::quarantined) {
      const QuarantineItem copy{.name = claim_name_, .bytes = request_.bytes, .reason = record.reason};
      Quarantine(files, workspace.quarantine).put({&copy, 1});
    }
    const Flushed flushed = flush_waiting(*store_, setup_, {}, now_);  // a batch may be full now
    for (const auto& one : flushed.queued) report_.interchanges.push_back(one.bytes);
    report_.work_items += flushed.work_items;
    for (auto& alarm : dispatch.deliver(*store_, flushed.queued, {}, now_).alarms_or_fail())
      report_.alarms.push_back(std::move(alarm));
  }

  Setup setup_;
  const SendRequest& request_;
  Instant now_;
  std::unique_ptr<Store> store_;
  std::string claim_name_;
  SendReport report_;
};

}  // namespace

SendReport send_file(const std::string& root, const Clock& clock, const SendRequest& request) {
  return Sending(root, clock, request).run();
}

FlushReport flush(const std::string& root, const Clock& clock, const std::string& partner) {
  const Setup setup(Configuration::load(root));
  const Workspace& workspace = setup.configuration->workspace;
  const Instant now = clock.now();
  if (!partner.empty() && setup.configuration->directory.find_slug(partner) == nullptr) {
    throw Failure(FailureKind::usage, "--flush", fmt::format("no partner is called '{}'", partner),
                  "name the partner's folder");
  }
  const auto store = open_store(workspace.store);
  FlushReport report;
  const Flushed done = flush_waiting(*store, setup, {.all = true, .partner = partner}, now);
  report.documents = done.sent;
  report.work_items = done.work_items;
  for (const auto& one : done.queued) report.interchanges.push_back(one.bytes);
  PosixFiles files;
  report.alarms = Dispatch(workspace, files).deliver(*store, done.queued, {}, now).alarms_or_fail();
  for (const auto& one : store->waiting()) report.left += partner.empty() || one.partner == partner;
  return report;
}

}  // namespace transom
