// A person's decision about a held order, or a held change of one.
//
// Everything is worked out under the store's write lock and made true by one commit: the decision rows, the
// order's file for the ERP, the 855 with its numbers, the closed work item, the audit. `decide` refuses an
// order that is not held, so of two people (or of a person and a replay) one comes first and the other is
// told. After the commit the files are delivered; a crash before that leaves them pending for the next run,
// or for the same command given again.
//
// The order is the one that was held, not one mapped anew: whoever decides has seen it. What a map could not
// read is therefore no decision of this kind: the map is mended and the document replayed. A change is laid
// over the order as it stands at the moment of the release; whoever decides sees the same with `hold show`.
//
// The last queue's release asks the rules again (recheck.cpp), with today's figures: what nobody has seen
// stops it, is kept with the order and opens a work item in place of the old one. The release that follows
// lets go what it has shown. Refused: asking at the release of every queue. What the first is shown would be
// old again when the last one decides.
#include "transom/hold.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/failpoint.hpp"
#include "base/posix_files.hpp"
#include "base/text.hpp"
#include "engine/change_outcome.hpp"
#include "engine/dispatch.hpp"
#include "engine/erp_response.hpp"
#include "engine/given_answers.hpp"
#include "engine/held_outcome.hpp"
#include "engine/hold_rules.hpp"
#include "engine/order_file.hpp"
#include "engine/order_in_hand.hpp"
#include "engine/publish.hpp"
#include "engine/recheck.hpp"
#include "engine/respond.hpp"

namespace transom {
namespace {

class Decision {
 public:
  Decision(const std::string& root, const Clock& clock, const HoldRequest& request)
      : request_(request),
        now_(clock.now()),
        configuration_(Configuration::load(root)),
        maps_(*configuration_),
        store_(open_store(configuration_->workspace.store, {.create = false})) {}

  HoldReport run() {
    held_ = order_in_question(*store_, request_.order);
    if (held_.order.verdict != Verdict::held) {
      report_ = decided_before(held_, request_.reject);
      if (!request_.dry_run) deliver();
      return report_;
    }
    auto unit = store_->begin();
    held_.decisions = unit->decisions_on(request_.order);
    held_.owners = holding_queues(held_.decisions);
    if (!request_.reject && !lift(*unit)) {
      if (!request_.dry_run) unit->commit();
      return report_;
    }
    read_order(*unit);
    request_.reject ? reject(*unit) : release(*unit);
    if (report_.outcome != "held") close_items(*unit);
    if (request_.dry_run) return report_;  // the unit rolls back
    failpoint("before_hold_commit");
    unit->commit();
    failpoint("after_hold_commit");
    unit.reset();
    deliver();
    return report_;
  }

 private:
  // Takes the holds of the queues away that the request speaks for; false: others hold it still.
  bool lift(Unit& unit) {
    std::vector<std::string> mine = held_.owners;
    if (!request_.owner.empty()) {
      if (std::find(mine.begin(), mine.end(), request_.owner) == mine.end()) {
        throw Failure(FailureKind::usage, order_name(held_.order),
                      fmt::format("queue {} does not hold it", visible(request_.owner, 40)),
                      fmt::format("it waits for {}", fmt::join(held_.owners, ", ")));
      }
      mine = {request_.owner};
    }
    for (const auto& decision : held_.decisions) {
      if (decision.action == "hold" && decision.rule == "map") {
        throw Failure(FailureKind::usage, order_name(held_.order),
                      fmt::format("cannot be released: {}", decision.sentence),
                      "mend the map or its table and replay the document, or reject the order");
      }
    }
    for (const auto& queue : mine) {
      unit.save(person("lift", {}, {}, queue));
      std::erase(held_.owners, queue);
    }
    report_.owners = held_.owners;
    if (held_.owners.empty()) return true;
    if (!request_.lines.empty() || !request_.prices.empty() || !request_.accept.empty()) {
      throw Failure(FailureKind::usage, order_name(held_.order),
                    fmt::format("lines are decided, and rules accepted, with the last release; it still "
                                "waits for {}",
                                fmt::join(held_.owners, ", ")));
    }
    report_.outcome = "lifted";
    report_.sentence = fmt::format("{}: {} holds it no more; it still waits for {}", order_name(held_.order),
                                   request_.owner, fmt::join(held_.owners, ", "));
    return false;
  }

  DecisionRecord person(std::string action, std::string line, std::string code,
                        std::string owner = {}) const {
    return {.business = request_.order,
            .at = now_,
            .who = request_.who,
            .action = std::move(action),
            .line = std::move(line),
            .code = std::move(code),
            .owner = std::move(owner),
            .why = request_.why};
  }

  void read_order(Unit& unit) {
    hand_ = order_in_hand(unit, held_.order);
    partner_ = configuration_->directory.find_slug(held_.order.partner);
    if (partner_ == nullptr) {
      throw Failure(FailureKind::usage, order_name(held_.order), "no partner of this name is left",
                    "bring its folder back under mappings/partners");
    }
    suggested_ = in_force_ = rulings_of(held_.decisions);
    if (request_.reject) return;
    for (const ChangeProblem& problem : hand_.problems) {
      if (!problem.obstacle) continue;
      throw Failure(FailureKind::usage, order_name(held_.order),
                    fmt::format("cannot be released: {}", problem.sentence), problem.next);
    }
  }

  [[nodiscard]] GivenAnswers answers() const {
    const auto touched = [this](const std::string& line) {
      return !hand_.change || touches(hand_.changed, line);
    };
    return {request_, hand_.order, suggested_, touched};
  }

  void answer_lines(Unit& unit, std::vector<LineDecision>& decisions) {
    for (auto& given : answers().lay_over(decisions, in_force_, precedence())) {
      DecisionRecord row = person("answer", given.line, given.decided);
      row.change = to_text(given.change);
      unit.save(row);
    }
  }

  [[nodiscard]] Precedence precedence() const {
    return precedence_of(*partner_, hand_.change ? "865" : "855");
  }

  HeldDesk desk() {
    if (!envelope_) envelope_ = stored_envelope(*store_, held_.document, held_.order);
    return {*configuration_, maps_, *store_, held_, hand_, *partner_, *envelope_, now_};
  }

  // What of it nobody has seen, but for what the request takes all the same.
  std::vector<Ruling> judge_again(Unit& unit) {
    const ReleaseCase one{.unit = unit,
                          .maps = maps_,
                          .partner = *partner_,
                          .agreement = desk().agreement(),
                          .row = held_.order,
                          .document = hand_.document,
                          .changed = hand_.change ? &hand_.changed : nullptr,
                          .base = hand_.standing.base.id,
                          .problems = hand_.problems,
                          .now = now_};
    const auto answered = [this](const std::vector<Ruling>& suggested) {
      suggested_ = suggested;
      return answers().as_answered();
    };
    const bool says = !request_.lines.empty();
    Recheck now = recheck(one, held_.decisions, hand_.order, says ? AnsweredOrder(answered) : nullptr);
    check_accepted(request_.accept, now, one, held_.decisions);
    report_.found = save(unit, now, one);
    report_.gone = std::move(now.gone);
    report_.gone.insert(report_.gone.end(), now.ended.begin(), now.ended.end());
    report_.changed = std::move(now.changed);
    suggested_ = std::move(now.suggested);
    in_force_ = std::move(now.in_force);
    std::erase_if(now.found, [this](const Ruling& found) {
      return std::find(request_.accept.begin(), request_.accept.end(), found.rule) != request_.accept.end();
    });
    return now.found;
  }

  // Somebody has to look first: what it was held for is released, what is new holds it.
  void stop(Unit& unit, const std::vector<Ruling>& found) {
    report_.outcome = "held";
    report_.owners = holding_queues(unit.decisions_on(request_.order));
    report_.sentence =
        fmt::format("{} is not released: something came up that nobody has seen", order_name(held_.order));
    close_items(unit);
    unit.open(item_of(found, held_.order, now_));
  }

  void release(Unit& unit) {
    const std::vector<Ruling> found = judge_again(unit);
    std::vector<LineDecision> decisions = decide_lines(hand_.order, in_force_, precedence());
    if (!found.empty()) {
      (void)answers().lay_over(decisions, in_force_, precedence());  // a slip is told before anything is kept
      return stop(unit, found);
    }
    report_.warning = release_warning(*store_, held_.order);
    unit.save(person("release", {}, {}));
    answer_lines(unit, decisions);
    HeldOutcome decided = held_outcome(desk(), decisions, false);
    if (!decided.declined) {
      const std::string file = erp_file_name(*partner_, held_.order.number, held_.document, held_.order.part);
      unit.prepare(request_.order, file, decided.json);
      report_.order = decided.json.empty() ? held_.order.json : decided.json;
      exports_.push_back({request_.order, held_.order.kind, held_.order.usage, file, report_.order});
    }
    finish(unit, std::move(decided));
    report_.outcome = report_.order.empty() ? "rejected" : "released";
    report_.sentence = fmt::format("{} is {}", order_name(held_.order), report_.outcome);
  }

  void reject(Unit& unit) {
    if (request_.no_answer && hand_.change) {
      throw Failure(FailureKind::usage, "--no-answer", "a change is answered",
                    "reject it without the option");
    }
    if (!request_.accept.empty())
      throw Failure(FailureKind::usage, "--accept", "a rejection takes nothing that rules find",
                    "reject it without the option, or release it");
    unit.save(refusal());
    std::vector<LineDecision> decisions = reject_lines(hand_.order, in_force_, precedence());
    answer_lines(unit, decisions);
    if (!hand_.order.lines.empty() && !all_rejected(decisions)) {
      throw Failure(FailureKind::usage, order_name(held_.order), "a rejection accepts no line",
                    "release it, and reject single lines with --line N=IR");
    }
    HeldOutcome decided = held_outcome(desk(), decisions, true);
    if (request_.no_answer) decided.response.reset();
    if (decided.response) report_.warning = rejection_warning(*store_, held_.order);
    const std::string obstacle =
        decided.response ? leave_lines_out(desk(), *decided.response) : std::string();
    finish(unit, std::move(decided));
    report_.outcome = "rejected";
    report_.sentence = fmt::format("{} is rejected{}", order_name(held_.order),
                                   request_.no_answer ? ", and the partner is told nothing" : "");
    if (request_.no_answer)
      unit.note(held_.document, request_.who, "rejected without an answer", request_.why, now_);
    if (obstacle.empty()) return;
    report_.sentence += fmt::format("; the answer lists no lines: {}", obstacle);
    unit.note(held_.document, request_.who, "rejected without lines", obstacle, now_);
  }

  [[nodiscard]] DecisionRecord refusal() const {
    DecisionRecord out = person("refuse", {}, {});
    if (request_.no_answer) out.sentence = "without an answer: the partner is told nothing";
    return out;
  }

  void finish(Unit& unit, HeldOutcome decided) {
    const bool answered = decided.response.has_value();
    queued_ = enter(unit, desk(), request_, std::move(decided));
    report_.prepared = answered && queued_.empty() ? 1 : 0;
    for (const auto& answer : queued_) report_.answers.push_back(answer.bytes);
  }

  void close_items(Unit& unit) {
    for (const auto& item : store_->items(held_.document)) {
      if (item.business != request_.order || item.closed) continue;
      unit.close(item.id, request_.who, fmt::format("{}: {}", report_.outcome, request_.why), now_);
    }
  }

  void deliver() {
    PosixFiles files;
    Dispatch dispatch(configuration_->workspace, files);
    const bool nothing = queued_.empty() && exports_.empty();
    Undelivered left = nothing ? dispatch.deliver_pending(*store_, now_)
                               : dispatch.deliver(*store_, queued_, exports_, now_);
    for (const auto& conflict : std::move(left).alarms_or_fail()) report_.sentence += "; " + conflict;
  }

  const HoldRequest& request_;
  Instant now_;
  ConfigurationPtr configuration_;
  MapShelf maps_;
  std::unique_ptr<Store> store_;
  HeldOrder held_;
  OrderInHand hand_;
  std::optional<StoredEnvelope> envelope_;
  const Partner* partner_ = nullptr;
  std::vector<Ruling> in_force_;   // what is decided by
  std::vector<Ruling> suggested_;  // what a person's answer to a line may stand for
  std::vector<Queued> queued_;
  std::vector<Export> exports_;
  HoldReport report_;
};

}  // namespace

HoldReport decide_held(const std::string& root, const Clock& clock, const HoldRequest& request) {
  return Decision(root, clock, request).run();
}

}  // namespace transom
