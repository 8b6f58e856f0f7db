// A partner's words on what we sent: read, and reconciled with interchanges that stand in a store.
//
// Whatever is said, nothing of it is answered, only what we sent is ever recorded, no rejection passes
// silently, and the same said again changes nothing.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "engine/answers.hpp"
#include "engine/process.hpp"
#include "engine/reconcile.hpp"
#include "fuzz/targets.hpp"
#include "support/temp_folder.hpp"
#include "transom/store.hpp"

namespace transom::fuzz {
namespace {

constexpr std::string_view isa =
    "ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    "
    "*260302*0900*U*00401*000000500*0*P*>~";

// A group of ours: sets 0001, 0002, ... of the body.
std::string group(int number, std::string_view functional, std::string_view set, std::string_view body,
                  int sets) {
  std::string text = fmt::format("GS*{}*WIDGETWORKS*ACMEEDI*20260302*0900*{}*X*004010~", functional, number);
  for (int n = 1; n <= sets; ++n) text += fmt::format("ST*{0}*{1:04}~{2}SE*3*{1:04}~", set, n, body);
  return text + fmt::format("GE*{}*{}~", sets, number);
}

// What was sent: two interchanges, the first with two groups of several sets; the group numbers of the first
// come again in the second, as when counters begin anew.
class World {
 public:
  World() {
    folder_.folder("inbox");
    folder_.write("transom.yaml",
                  "name: Widget Works\nidentity:\n  - {qualifier: ZZ, id: WIDGETWORKS, group: WIDGETWORKS}\n"
                  "mailboxes: {van: {folder: inbox}}\n");
    folder_.write("mappings/partners/acme/partner.yaml",
                  "partner: acme\nname: Acme Stores\nidentity:\n  - {qualifier: \"01\", id: \"123456789\", "
                  "group: ACMEEDI}\n");
    configuration_.workspace = Workspace::load(folder_.path());
    configuration_.directory = Directory::load(configuration_.workspace);
    maps_.emplace(configuration_);
    processor_.emplace(configuration_, *maps_);
    store_ = open_store(folder_.at("fuzz.db"));
    fill();
  }

  DocumentResult read(std::string_view bytes) {
    return processor_->run(read_from(bytes), {.map = false, .now = {}, .extras = {}});
  }

  // No acknowledgment of an acknowledgment, and no TA1 unless it is asked for.
  void demand_silence(const DocumentResult& document) {
    AnswerBatch batch(configuration_, maps_->guides(), {});
    for (const InterchangeResult& in : document.interchanges) {
      if (in.partner == nullptr) continue;
      for (const GroupResult& group : in.groups) {
        const bool only = std::all_of(group.sets.begin(), group.sets.end(),
                                      [](const SetResult& set) { return set.acknowledgment != nullptr; });
        if (only && !group.sets.empty()) batch.add_ack(*in.partner, in.header, group, {});
      }
    }
    demand(batch.empty(), "an acknowledgment of acknowledgments");
  }

  // Twice in one unit that is never committed, so that each input meets the same store.
  void reconcile_all(const DocumentResult& document) {
    const std::unique_ptr<Unit> unit = store_->begin();
    const std::vector<Reason> first = say(*unit, document, attempts_[0]);
    const std::vector<OutboundRecord> then = sent(*unit);
    bool rejections = false;
    for (const OutboundRecord& row : then) {
      const std::vector<AckRecord> said = unit->acknowledgments(row.id, attempts_[0]);
      rejections = demand_ours(row, said) || rejections;
    }
    demand(!rejections || !first.empty(), "a rejection that nobody is told of");
    unit->finish_attempt(attempts_[0], DocumentState::done, {}, {});
    const std::vector<Reason> second = say(*unit, document, attempts_[1]);
    for (const Reason& reason : second) {
      demand(reason.code != "refused-by-partner", "the same rejection is news when it is said again");
    }
    const std::vector<OutboundRecord> now = sent(*unit);
    for (std::size_t i = 0; i < then.size(); ++i) {
      demand(then[i].state == now[i].state, "the same said again changed a state");
    }
  }

 private:
  void fill() {
    const std::string response = "BAK*00*AD*PO-1*20260302~", notice = "BSN*00*1*20260302*0900~";
    const std::string groups[] = {group(1, "PR", "855", response, 3) + group(2, "SH", "856", notice, 1),
                                  group(1, "PR", "855", response, 1)};
    const std::unique_ptr<Unit> unit = store_->begin();
    for (int n = 1; n <= 2; ++n) {
      const std::string control = fmt::format("{:09}", n);
      OutboundRecord row;
      row.kind = OutboundKind::response_855;
      row.partner = row.folder = "acme";
      row.file_name = fmt::format("out-{}.edi", n);
      row.scope = "isa";
      row.control_number = fmt::format("{:09}", unit->take_control_number({"isa"}).number);
      row.group_number = "1";
      row.bytes =
          "ISA*00*          *00*          *ZZ*WIDGETWORKS    *01*123456789      *260302*0900*U*00401*" +
          control + "*0*P*>~" + groups[n - 1] + fmt::format("IEA*{}*{}~", n == 1 ? 2 : 1, control);
      sent_.push_back(unit->queue(row));
      const DocumentId document = unit->receive({.mailbox = "van",
                                                 .original_name = control,
                                                 .claim_name = control,
                                                 .size = control.size(),
                                                 .hash = sha256_hex(control)},
                                                control);
      AttemptRecord attempt;
      attempt.document = document;
      attempt.maps = sha256_hex("maps");
      attempt.who = "engine";
      attempts_.push_back(unit->begin_attempt(attempt));
    }
    unit->mark_dropped(sent_, {});
    unit->commit();
  }

  static std::vector<Reason> say(Unit& unit, const DocumentResult& document, AttemptId attempt) {
    std::vector<Reason> reasons;
    Part part{attempt, 0, 0, 0};
    for (const InterchangeResult& in : document.interchanges) {
      part = {attempt, part.interchange + 1, 0, 0};
      if (in.partner == nullptr) continue;
      for (const GroupResult& group : in.groups) {
        part = {attempt, part.interchange, part.group + 1, 0};
        for (const SetResult& set : group.sets) {
          ++part.set;
          if (set.acknowledgment == nullptr) continue;
          append(reasons, reconcile(unit, in, *set.acknowledgment, {part, {}, {}}));
        }
      }
      append(reasons, reconcile_ta1s(unit, in, {{attempt, part.interchange, 0, 0}, {}, {}}));
    }
    return reasons;
  }

  static void append(std::vector<Reason>& reasons, std::vector<Reason> more) {
    for (Reason& reason : more) {
      demand(!reason.code.empty() && reason.sentence.size() > 20 && !reason.next.empty() &&
                 !reason.owner.empty(),
             "work without a reason or a next step");
      reasons.push_back(std::move(reason));
    }
  }

  std::vector<OutboundRecord> sent(Unit& unit) {
    std::vector<OutboundRecord> rows;
    for (std::uint64_t number = 1; number <= 2; ++number) {
      for (OutboundRecord& row : unit.find_sent("acme", SentNumber::interchange, number)) {
        row.bytes = unit.outbound_chunk(row.id, 0);
        rows.push_back(std::move(row));
      }
    }
    demand(rows.size() == sent_.size(), "what was sent is gone");
    return rows;
  }

  // Rows name groups and sets as we wrote them. Whether one of them rejects.
  static bool demand_ours(const OutboundRecord& row, const std::vector<AckRecord>& said) {
    bool accepts = false, rejects = false;
    for (const AckRecord& one : said) {
      demand(one.group_number.empty() || one.group_number == "1" || one.group_number == "2",
             "no group of ours");
      demand(one.set_number.empty() || row.bytes.find('*' + one.set_number + '~') != std::string::npos,
             "no set of ours");
      (is_acceptance(one.code) ? accepts : rejects) = true;
    }
    demand(row.state != OutboundState::acknowledged || accepts, "acknowledged, and nobody said so");
    demand(row.state != OutboundState::refused || rejects, "refused, and nobody said so");
    return rejects;
  }

  TempFolder folder_;
  Configuration configuration_;
  std::optional<MapShelf> maps_;
  std::optional<Processor> processor_;
  std::unique_ptr<Store> store_;
  std::vector<OutboundId> sent_;
  std::vector<AttemptId> attempts_;
};

// The first byte says what the rest is: the inside of one 997, of one 999, TA1s, or a whole file.
std::string document_of(std::string_view bytes) {
  const unsigned char choice = take_byte(bytes) & 3U;
  if (choice == 3) return std::string(bytes);
  if (choice == 2) return fmt::format("{}{}IEA*0*000000500~", isa, bytes);
  return fmt::format(
      "{}GS*FA*ACMEEDI*WIDGETWORKS*20260302*0900*77*X*{}~ST*{}*0001~{}SE*{}*0001~GE*1*77~IEA*1*000000500~",
      isa, choice == 0 ? "004010" : "005010", choice == 0 ? 997 : 999, bytes,
      std::count(bytes.begin(), bytes.end(), '~') + 2);
}

}  // namespace

void ack_in(std::string_view bytes) {
  static auto* const world = new World;
  const std::string text = document_of(bytes);
  const DocumentResult document = world->read(text);
  demand(document.account.total() == text.size(), "bytes that nobody accounts for");
  world->demand_silence(document);
  world->reconcile_all(document);
}

}  // namespace transom::fuzz
