// Once more, in two ways. Resend writes what was written: the partner sees the number that he knows, and may
// discard it. Reissue makes the interchange anew, so that the partner takes it as one that never came.
//
// Both are a person's word and stand in the audit with the reason. What went out before stays as it is.
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "base/failpoint.hpp"
#include "base/posix_files.hpp"
#include "base/text.hpp"
#include "engine/carried_document.hpp"
#include "engine/dispatch.hpp"
#include "engine/ledger.hpp"
#include "engine/numbered.hpp"
#include "engine/order_story.hpp"
#include "engine/publish.hpp"
#include "engine/read_stored.hpp"
#include "engine/reconciliation.hpp"
#include "engine/sent_interchange.hpp"
#include "engine/setup.hpp"
#include "engine/standing_order.hpp"
#include "engine/trade_sets.hpp"
#include "store/names.hpp"
#include "transom/sending.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

std::string called(const OutboundRecord& row) {
  return fmt::format("{} {} to {}", name(row.kind), row.control_number, row.partner);
}

class Again {
 public:
  Again(const std::string& root, const Clock& clock, const AgainRequest& request)
      : setup_(Configuration::load(root)),
        request_(request),
        now_(clock.now()),
        store_(open_store(setup_.configuration->workspace.store, {.create = false})) {
    auto found = store_->outbound(request.outbound);
    if (!found) {
      throw Failure(FailureKind::usage, std::to_string(request.outbound.value),
                    "no interchange of ours has this number",
                    "`transom list --sent` shows them in the first column");
    }
    row_ = std::move(*found);
    row_.bytes = sent_text(*store_, row_.id);
  }

  AgainReport resend() {
    if (row_.state == OutboundState::queued || row_.state == OutboundState::cancelled) {
      throw Failure(FailureKind::usage, called(row_), fmt::format("is {}", name(row_.state)),
                    row_.state == OutboundState::queued ? "`transom run --once` delivers it"
                                                        : "`transom reissue` makes a new one");
    }
    auto unit = store_->begin();
    if (const auto newer = made_anew(*unit)) {
      throw Failure(FailureKind::usage, called(row_),
                    fmt::format("its documents went out anew, as {} ({})", called(*newer), newer->id.value),
                    newer->state == OutboundState::queued
                        ? "`transom run --once` delivers that one"
                        : fmt::format("`transom resend {}` where that one got lost", newer->id.value));
    }
    for (const BusinessId business : store_->carried_by(row_.id))
      if (const auto newer = overtaken(business)) refuse_overtaken(*newer);
    queued_ = {{row_.id, 1, row_.usage, row_.folder, row_.file_name, row_.bytes}};
    if (request_.dry_run) return report(row_);  // the unit rolls back
    unit->queue_again(row_.id, due(), request_.who, request_.why, now_);
    expect_by_fate(*unit, partner(), row_, {}, now_);
    commit(std::move(unit));
    return deliver(report(row_));
  }

  AgainReport reissue() {
    auto carried = refused_of(store_->carried_by(row_.id));
    if (carried.empty()) refuse_without_documents();
    auto unit = store_->begin();
    refuse_second(*unit);
    refuse_unasked();
    const BusinessId first = carried.front();
    std::erase_if(carried, [this](BusinessId business) { return overtaken(business).has_value(); });
    if (carried.empty()) refuse_overtaken(*overtaken(first));
    AnswerBatch batch(*setup_.configuration, setup_.maps.guides(), now_);
    std::deque<CarriedDocument> documents;
    for (const BusinessId business : carried) {
      auto& document =
          documents.emplace_back(carried_document(*store_, setup_, business, answered_by(business), now_));
      if (document.problem) {
        throw Failure(FailureKind::usage, called(row_),
                      fmt::format("cannot be made anew: {}", document.problem->sentence),
                      document.problem->next);
      }
      std::move(document).add_to(batch);
    }
    const Record record{.document = documents.front().of};
    std::size_t faulty = 0;
    queued_ = queue_answers(*unit, batch, {&record, 1}, now_, &faulty, {.reissue_of = row_.id});
    if (faulty > 0 || queued_.empty()) {
      throw Failure(FailureKind::usage, called(row_), "our own check refuses what it becomes today",
                    "mend the partner's outward map");
    }
    for (const Queued& one : queued_) expect_by_fate(*unit, partner(), row_of(one), {}, now_);
    unit->note(documents.front().of, request_.who, "reissued",
               fmt::format("outbound {} for {}: {}", queued_.front().id.value, row_.id.value, request_.why),
               now_);
    const OutboundRecord made = row_of(queued_.front());
    if (request_.dry_run) return report(made);  // the unit rolls back
    commit(std::move(unit));
    return deliver(report(made));
  }

 private:
  [[noreturn]] void refuse_without_documents() const {
    const bool answer = trade_set(row_.kind) == nullptr;
    throw Failure(
        FailureKind::usage, called(row_),
        answer ? "is an acknowledgment: it is made once" : "carries no business document that is kept",
        answer ? "`transom resend` sends the same bytes once more"
               : "it went out by an older transom: `transom resend` sends it once more");
  }

  // The row as it will be of what takes this one's place.
  [[nodiscard]] OutboundRecord row_of(const Queued& made) const {
    OutboundRecord row = row_;
    row.id = made.id;
    row.file_name = made.file_name;
    row.bytes = made.bytes;
    row.control_number = control_number_of(row.bytes);
    return row;
  }

  // What the partner refused; where he took some sets of the interchange, he has those.
  [[nodiscard]] std::vector<BusinessId> refused_of(const std::vector<BusinessId>& carried) const {
    if (row_.state != OutboundState::refused) return carried;
    const std::vector<BusinessId> refused = refused_in(*store_, row_.id, {});
    return refused.empty() ? carried : refused;
  }

  // The interchange that has the documents of this one since they were made anew.
  [[nodiscard]] std::optional<OutboundRecord> made_anew(Unit& unit) const {
    for (const BusinessId carried : store_->carried_by(row_.id)) {
      for (const OutboundId id : unit.carriers_of(carried)) {
        auto other = store_->outbound(id);
        if (other && other->reissue_of == row_.id && other->state != OutboundState::cancelled) return other;
      }
    }
    return std::nullopt;
  }
  // The partner would have an earlier word behind a later one, or two documents of one number.
  [[nodiscard]] std::optional<Overtaken> overtaken(BusinessId business) const {
    const auto document = store_->business(business);
    return document ? overtaken_by(*store_, *document) : std::nullopt;
  }
  [[noreturn]] void refuse_overtaken(const Overtaken& overtaken) const {
    throw Failure(FailureKind::usage, called(row_), overtaken.in_words(name(row_.kind)),
                  overtaken.waits
                      ? fmt::format("`transom send --flush {}` sends that one", row_.partner)
                      : "where that one got lost, `transom resend` with its number in `transom list --sent`");
  }

  // Whoever does not know whether it was done (the command was killed, two people had the thought) gives it
  // again, and the partner would take the documents twice, since the numbers differ.
  void refuse_second(Unit& unit) const {
    const auto other = made_anew(unit);
    if (!other) return;
    throw Failure(FailureKind::usage, called(row_),
                  fmt::format("was made anew before, as {} ({})", called(*other), other->id.value),
                  other->state == OutboundState::queued
                      ? "`transom run --once` delivers that one"
                      : fmt::format("`transom reissue {0}` where that one was refused too, `transom resend "
                                    "{0}` where it got lost",
                                    other->id.value));
  }
  // For the same reason only what the partner refused, all or a set of it, is made anew: whatever else he has
  // or may have. What was cancelled never reached him.
  void refuse_unasked() const {
    if (row_.state == OutboundState::refused || row_.state == OutboundState::cancelled) return;
    if (row_.state == OutboundState::queued) {
      throw Failure(FailureKind::usage, called(row_), "is queued: the partner has not got it yet",
                    "`transom run --once` delivers it");
    }
    const bool taken = row_.state == OutboundState::acknowledged;
    const std::string once_more = fmt::format("`transom resend {}` where it got lost", row_.id.value);
    throw Failure(FailureKind::usage, called(row_),
                  fmt::format("is {}: {}; he would take its documents twice", name(row_.state),
                              taken ? "the partner accepted it" : "nothing says that the partner refused it"),
                  taken ? once_more + "; what is wrong in it is corrected by a document of its own"
                        : once_more + "; `reissue` once a 997, 999 or TA1 of his refuses it");
  }
  // ISA13 stands at a fixed place.
  static std::string control_number_of(const std::string& bytes) {
    return bytes.size() > 99 ? bytes.substr(90, 9) : std::string();
  }

  // The set that a response answers: those of the old interchange stand in the order of its documents.
  [[nodiscard]] Part answered_by(BusinessId business) const {
    if (row_.kind != OutboundKind::response_855 && row_.kind != OutboundKind::change_response_865) return {};
    const auto document = store_->business(business);
    if (document && document->interim) return {};
    if (document && document->part.interchange > 0) return document->part;  // ours: kept with the set
    if (row_.answers.size() == 1) return row_.answers.front();
    // The row names the release as the ERP did, what went out as the buyer does.
    const std::string release = release_of(read_stored<BusinessDocument>(*document, as_it_counts(*document)));
    for (const std::string_view purpose : {"original", "", "release"}) {
      for (const auto& order :
           store_->find_orders({row_.partner, document->number, release, purpose, row_.usage}, {})) {
        if (std::find(row_.answers.begin(), row_.answers.end(), order.part) != row_.answers.end())
          return order.part;
      }
    }
    return {};
  }

  [[nodiscard]] const Partner* partner() const {
    return setup_.configuration->directory.find_slug(row_.partner);
  }

  [[nodiscard]] std::optional<Instant> due() const {
    const TradeSet* set = trade_set(row_.kind);
    const Agreement* agreement = set != nullptr && partner() != nullptr ? partner()->send(set->set) : nullptr;
    if (agreement == nullptr || agreement->send->within <= 0) return std::nullopt;
    return Instant{now_.ms + agreement->send->within * 1000};
  }

  static void commit(std::unique_ptr<Unit> unit) {
    failpoint("before_again_commit");
    unit->commit();
    failpoint("after_again_commit");
  }

  AgainReport report(const OutboundRecord& row) const {
    return {.outbound = row.id,
            .partner = row.partner,
            .kind = std::string(name(row.kind)),
            .control_number = row.control_number,
            .file_name = row.file_name,
            .bytes = row.bytes,
            .alarms = {}};
  }

  AgainReport deliver(AgainReport report) {
    PosixFiles files;
    report.alarms =
        Dispatch(setup_.configuration->workspace, files).deliver(*store_, queued_, {}, now_).alarms_or_fail();
    return report;
  }

  Setup setup_;
  const AgainRequest& request_;
  Instant now_;
  std::unique_ptr<Store> store_;
  OutboundRecord row_;
  std::vector<Queued> queued_;
};

}  // namespace

AgainReport resend(const std::string& root, const Clock& clock, const AgainRequest& request) {
  return Again(root, clock, request).resend();
}

AgainReport reissue(const std::string& root, const Clock& clock, const AgainRequest& request) {
  return Again(root, clock, request).reissue();
}

}  // namespace transom
