// The way of a document that goes out: read, find partner and agreement, see what went out before, the checks
// of its kind, the checks against what the store knows of its orders, map, try it alone, save, send or wait.
// The first step that objects ends it, and nothing of it is kept but the work item: what is mended is
// replayed, or left once more.
//
// A document is tried in an interchange of its own before it joins others, so that one that our validator
// refuses never takes its neighbours with it.
#include "engine/outgoing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.hpp"
#include "engine/behind_waiting.hpp"
#include "engine/ledger.hpp"
#include "engine/meant_order.hpp"
#include "engine/numbered.hpp"
#include "engine/order_match.hpp"
#include "engine/outgoing_case.hpp"
#include "engine/outgoing_file.hpp"
#include "engine/promises.hpp"
#include "engine/read_stored.hpp"
#include "engine/reasons.hpp"
#include "engine/send_or_wait.hpp"
#include "engine/sscc_ledger.hpp"
#include "engine/trade_sets.hpp"
#include "order/from_order_lines.hpp"
#include "order/from_orders.hpp"
#include "order/labels.hpp"
#include "order/make_ready.hpp"
#include "order/order_book.hpp"
#include "transom/json.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

// What a document came to.
struct Came {
  std::string_view fate;  // "sent", "prepared", "already effective", "corrected since", "duplicate",
                          // "not sent"
  std::optional<Reason> reason;
};

class OutgoingIntake {
 public:
  explicit OutgoingIntake(const OutgoingWork& work) : work_(work) {}

  Came take(const BusinessDocument& given, std::uint32_t position) {
    const std::string_view set = set_of(given);
    const Partner* partner = directory().find_slug(partner_of(given));
    if (partner == nullptr) return unknown_partner(partner_of(given));
    if (is_effective(*partner, given, position)) return {"already effective", std::nullopt};
    const Agreement* agreement = partner->send(set);
    const OutboundMap* map = agreement != nullptr ? work_.setup.maps.outbound(*agreement) : nullptr;
    if (map == nullptr) {
      return stop("no-agreement",
                  fmt::format("nothing was agreed with {} about sending {}", partner->slug, set),
                  fmt::format("add it under `send:` in {}, then replay", partner->file));
    }
    OutgoingCase one = case_of(*partner, *agreement, given);
    Checked checked = check_outgoing(one);
    if (checked.duplicate) return {"duplicate", std::nullopt};
    if (checked.reason) return {"not sent", std::move(checked.reason)};
    std::vector<DecisionRecord> notes;
    if (auto reason = not_fitting(one, notes)) return {"not sent", std::move(reason)};
    return send(one, *map, position, notes);
  }

 private:
  [[nodiscard]] const Directory& directory() const { return work_.setup.configuration->directory; }

  [[nodiscard]] Came unknown_partner(const std::string& slug) const {
    std::vector<std::string_view> known;
    for (const auto& partner : directory().partners()) known.push_back(partner->slug);
    const std::string_view near = did_you_mean(slug, known);
    return stop(
        "unknown-partner",
        slug.empty() ? std::string("it names no partner")
                     : fmt::format("no partner is called '{}'", visible(slug, 40)),
        fmt::format("{}; left again, it goes, and `transom settle` closes this",
                    near.empty()
                        ? std::string("write the partner's folder name into `partner`")
                        : fmt::format("did you mean '{}'? `partner` is the partner's folder name", near)));
  }

  // It went out in an earlier attempt of this very file.
  [[nodiscard]] bool is_effective(const Partner& partner, const BusinessDocument& given,
                                  std::uint32_t position) const {
    const auto before =
        sent_before(work_.unit, given, partner.policy, usage_of(given), work_.record.attempt, work_.now);
    return before && before->match.document == work_.record.document &&
           (before->same || before->match.part.set == position);
  }

  [[nodiscard]] OutgoingCase case_of(const Partner& partner, const Agreement& agreement,
                                     const BusinessDocument& given) const {
    const char usage = usage_of(given);
    const AttemptId attempt = work_.record.attempt;
    return {.unit = work_.unit,
            .batch = work_.batch,
            .attempt = attempt,
            .now = work_.now,
            .partner = partner,
            .agreement = agreement,
            .usage = usage,
            .given = given,
            .document = given,
            .stories = order_stories(work_.unit, partner.slug, given, usage, attempt),
            .under = numbered(work_.unit, partner, given, usage, true, attempt, work_.now),
            .answers = {},
            .reference = work_.setup.maps.reference(partner),
            .factors = unit_factors(work_.setup.maps.reference(partner))};
  }

  static char usage_of(const BusinessDocument& given) { return is_test(given) ? 'T' : 'P'; }

  static Came stop(std::string code, std::string sentence, std::string next) {
    return {"not sent", not_sendable(std::move(code), std::move(sentence), std::move(next)).reason};
  }

  static std::vector<const Order*> their_orders(const OutgoingCase& one) {
    std::vector<const Order*> orders;
    for (const OrderStory& story : one.stories)
      if (story.theirs) orders.push_back(&*story.theirs);
    return orders;
  }

  // As they came and as they stand.
  static std::vector<const Order*> orders_told(const OutgoingCase& one) {
    std::vector<const Order*> orders = their_orders(one);
    for (const OrderStory& story : one.stories)
      for (const OrderStory::Entry& entry : story.orders)
        if (const auto* order = std::get_if<Order>(&entry.document); order != nullptr && !entry.row.outgoing)
          orders.push_back(order);
    return orders;
  }

  // Partners look for it in BAK04 and BIG03, and an ERP may not know it; PRF04: take_from_orders().
  static void take_order_day(OutgoingCase& one) {
    auto* response = std::get_if<OrderResponse>(&one.document);
    auto* invoice = std::get_if<Invoice>(&one.document);
    if (response == nullptr && invoice == nullptr) return;
    std::optional<Date>& day = response != nullptr ? response->ordered : invoice->ordered;
    const std::string& number = response != nullptr ? response->order_number : invoice->order_number;
    const std::string& release = response != nullptr ? response->release_number : invoice->release_number;
    for (const Order* order : orders_told(one))
      if (!day && is_order(number, release, *order)) day = order->ordered;
  }

  // Lines for which the ERP answered that another item comes; by rules it is in the order as it stands.
  static std::vector<ReplacedLine> lines_replaced(const OrderStory& story) {
    std::vector<ReplacedLine> out;
    for (const OrderStory::Entry& entry : story.responses) {
      const auto* said = entry.row.outgoing ? std::get_if<OrderResponse>(&entry.document) : nullptr;
      if (said == nullptr) continue;
      for (const ResponseLine& line : said->lines) replace(out, story, line);
    }
    return out;
  }

  static void replace(std::vector<ReplacedLine>& out, const OrderStory& story, const ResponseLine& line) {
    ReplacedLine replaced{line.number, {}};
    std::size_t others = 0, parts = 0;
    for (const LineAnswer& one : line.answers) {
      const LineStatus* status = status_of_word(one.status);
      if (status != nullptr && status->fate == Fate::rejected) continue;
      ++parts;
      if (!is_another(story, line, one)) continue;
      if (++others == 1) replaced.ids = one.ids;
      if (replaced.ids != one.ids) parts += 2;  // several: nobody can tell which
    }
    if (others == 0) return;
    if (others != parts) replaced.ids.clear();
    std::erase_if(out, [&](const ReplacedLine& known) { return known.number == line.number; });
    out.push_back(std::move(replaced));
  }

  static bool is_another(const OrderStory& story, const ResponseLine& line, const LineAnswer& answer) {
    if (answer.ids.empty() || !story.theirs) return false;
    const auto& lines = story.theirs->lines;
    return std::none_of(lines.begin(), lines.end(), [&](const OrderLine& now) {
      return now.number == line.number && share_item(now.ids, answer.ids);
    });
  }

  // An answer speaks of the order as it is asked for by now, or as it came, rejected lines too, then of the
  // lines that changes added; goods are of the order as it stands, then of what is gone from it.
  static void take_from_lines_of(OutgoingCase& one, const OrderStory& story) {
    const auto meant = release_meant(story.their_releases, story.release);
    const Order* came = nullptr;
    for (const OrderStory::Entry& entry : story.orders) {
      const auto* order = std::get_if<Order>(&entry.document);
      if (entry.row.outgoing || order == nullptr) continue;
      if (meant && order->release_number != *meant) continue;
      came = order;
      if (one.answers && one.answers->business == entry.row.id) break;
    }
    std::vector<const Order*> states;
    if (story.theirs) states.push_back(&*story.theirs);
    const bool is_answer = std::holds_alternative<OrderResponse>(one.document);
    if (came != nullptr) states.insert(is_answer ? states.begin() : states.end(), came);
    if (one.asked) states.insert(states.begin(), &one.asked->order);
    const auto& kinds = one.agreement.policy.trade.item_ids;
    const auto replaced = lines_replaced(story);
    take_from_order_lines(one.document, states,
                          {.kinds = kinds, .of_unnamed = kinds.empty(), .replaced = replaced});
  }

  [[nodiscard]] MatchCase match_of(const OutgoingCase& one) const {
    return {.document = one.document,
            .stories = one.stories,
            .partner = one.partner,
            .trade = one.agreement.policy.trade,
            .reference = work_.setup.maps.reference(one.partner),
            .used_before = {},
            .asked = one.asked ? &one.asked->order : nullptr,
            .decided = one.asked ? &one.asked->decided : nullptr};
  }

  // As the buyer wrote it: his program may know 0003 and no 3.
  static void write_releases(OutgoingCase& one) {
    bool other = false;
    for (const OrderStory& story : one.stories) {
      const std::string release = order_meant(story, true).release;
      if (story.release.empty() || release == story.release) continue;
      name_release(one.document, story.number, release);
      other = true;
    }
    if (other) one.stories = order_stories(one.unit, one.partner.slug, one.document, one.usage, one.attempt);
  }

  // The release, the numbers that the buyer gave his lines, the form that was agreed, then what the store
  // knows of its orders, then its labels: serials are drawn for what has nothing against it.
  std::optional<Reason> not_fitting(OutgoingCase& one, std::vector<DecisionRecord>& notes) {
    const TradeSettings& trade = one.agreement.policy.trade;
    if (auto named = with_release(one.unit, match_of(one), one.usage, one.attempt)) {
      one.document = *std::move(named);
      one.stories = order_stories(one.unit, one.partner.slug, one.document, one.usage, one.attempt);
    }
    write_releases(one);
    keep_known_unit_codes(one.document, orders_told(one));
    take_order_day(one);
    for (const OrderStory& story : one.stories) take_from_lines_of(one, story);
    Disagreements wrong = make_ready(one.document, trade);
    std::vector<Reason> holds = holding(wrong, trade.match, kind_of(one.document), notes);
    if (!holds.empty()) return as_one(std::move(holds));
    wrong = against_orders(match_of(one));
    auto* shipment = std::get_if<Shipment>(&one.document);
    if (shipment != nullptr && !is_cancelled(shipment->purpose) &&
        !take_from_orders(*shipment, their_orders(one)))
      notes.push_back(without_ship_to(*shipment));
    std::vector<DecisionRecord> told_below;
    if (shipment != nullptr && holding(wrong, trade.match, DocumentKind::shipment, told_below).empty()) {
      SsccSettings settings = trade.sscc;
      if (is_cancelled(shipment->purpose)) settings.give = SsccUse::none;
      for (auto& label :
           give_labels(one.unit, *shipment, labelled_before(one), settings, user_of(one, *shipment), notes))
        wrong.push_back(std::move(label));
    }
    holds = holding(wrong, trade.match, kind_of(one.document), notes);
    tell_taken_back(one.unit, match_of(one), one.under, one.usage, one.attempt, notes);
    return holds.empty() ? std::nullopt : std::optional(as_one(std::move(holds)));
  }

  static DecisionRecord without_ship_to(const Shipment& shipment) {
    DecisionRecord note;
    note.who = "engine";
    note.action = "warn";
    note.rule = "no-ship-to";
    note.owner = "shipping";
    note.sentence = fmt::format(
        "ship notice {} names no ship-to, and the order sends its lines to stores or places of their own",
        visible(shipment.number, 40));
    note.next = "let the ERP name it (`parties`, role ship_to), where the partner asks for one";
    return note;
  }

  // The pallets of a correction, and of what was cancelled or refused and comes once more, have their labels
  // on.
  static std::vector<Shipment> labelled_before(const OutgoingCase& one) {
    std::vector<Shipment> before;
    for (const BusinessRecord* row : one.under.labelled())
      before.push_back(read_stored<Shipment>(*row, as_it_counts(*row)));
    return before;
  }

  static SsccUser user_of(const OutgoingCase& one, const Shipment& shipment) {
    return {.partner = one.partner.slug,
            .shipment = shipment.number,
            .usage = one.usage,
            .now = one.now,
            .own = one.attempt};
  }

  // What it answers is promised as it is answered.
  void promise_as_answered(const OutgoingCase& one) {
    const auto* response = std::get_if<OrderResponse>(&one.document);
    if (response == nullptr || is_interim(*response) || !one.answers) return;
    const bool of_order = response->answer_to.empty();
    correct_promises(
        work_.unit, work_.setup.maps,
        {one.partner, response->order_number, response->release_number, one.usage, one.attempt, work_.now},
        of_order ? one.answers->business : BusinessId());
  }

  // An order that we refused before (the partner did not take that answer) is one after all; so is one whose
  // cancellation we do not take.
  void expect_by_answer(const OutgoingCase& one) {
    const auto* response = std::get_if<OrderResponse>(&one.document);
    if (response == nullptr || is_interim(*response)) return;
    const OrderName order{response->order_number, response->release_number};
    if (!response->answer_to.empty()) {
      expect_by_change(work_.unit, one.partner, *response, one.usage, OwedBy::us, one.attempt, work_.now);
    } else if (!refuses_order(*response)) {
      expect_still(work_.unit, one.partner.slug, order, one.usage, OwedBy::us, one.attempt, work_.now);
    }
  }

  Came send(OutgoingCase& one, const OutboundMap& map, std::uint32_t position,
            std::vector<DecisionRecord>& notes) {
    const Policy& policy = one.agreement.policy;
    Prepared prepared =
        prepare(one.agreement, map, one.document, work_.setup.maps.context(one.partner, one.usage, work_.now),
                policy.delimiters.own);
    if (!prepared.problems.empty()) {
      std::vector<Reason> reasons;
      for (const auto& problem : prepared.problems) reasons.push_back(reason_map(problem));
      return {"not sent", as_one(std::move(reasons))};
    }
    const auto wrong = try_alone(*work_.setup.configuration, work_.setup.maps.guides(), one.partner,
                                 one.usage, prepared, work_.now);
    if (!wrong.empty()) {
      Reason reason{"not-valid",
                    fmt::format("our own check refuses the {} that the map makes: {}", one.agreement.set,
                                wrong.front()),
                    "mend the document or the partner's map, then replay", "mapping"};
      reason.more.assign(wrong.begin() + 1, wrong.end());
      return {"not sent", std::move(reason)};
    }
    const Part answered = one.answers ? one.answers->part : Part{};
    BusinessRecord row = row_of(one, position);
    std::string labels = label_data(one, row, position);
    const Sent sent =
        send_or_wait(work_.unit, work_.batch,
                     {.partner = one.partner,
                      .row = row,
                      .prepared = std::move(prepared),
                      .behind = would_overtake(work_.unit, one.document, one.stories, one.under),
                      .answers = answered},
                     work_.now, work_.show_waiting);
    expect_by_answer(one);
    promise_as_answered(one);
    for (DecisionRecord& note : notes) {
      note.business = sent.business;
      note.at = work_.now;
      work_.recorder.save_note(work_.record, note, row.number);
    }
    if (!labels.empty()) {
      work_.record.exports.push_back(
          {sent.business, row.kind, row.usage, row.file_name, std::move(labels), true});
    }
    for (const OrderName& name : names_of(one.document))
      work_.record.news.insert(news_of(one.partner.slug, name.number));
    if (!sent.goes) ++work_.record.prepared;
    return {sent.goes ? "sent" : "prepared", std::nullopt};
  }

  // What goes on the labels of a shipment, with its file's name in the row; and their SSCCs are used from now
  // on.
  std::string label_data(const OutgoingCase& one, BusinessRecord& row, std::uint32_t position) const {
    const auto* shipment = std::get_if<Shipment>(&one.document);
    if (shipment == nullptr || is_cancelled(shipment->purpose)) return {};
    enter_labels(one.unit, *shipment, user_of(one, *shipment));
    if (!one.agreement.policy.trade.labels) return {};
    std::string data = labels_csv(*shipment);
    if (!data.empty()) {
      row.file_name = fmt::format("{}-{}-{}.{}.csv", one.partner.slug, percent_name(row.number, 60),
                                  work_.record.document.value, position);
    }
    return data;
  }

  [[nodiscard]] BusinessRecord row_of(const OutgoingCase& one, std::uint32_t position) const {
    BusinessRecord row{.part = Part{work_.record.attempt, 0, 0, position},
                       .kind = business_kind(one.given),
                       .partner = one.partner.slug,
                       .number = number_of(one.given),
                       .release = release_of(one.given),
                       .purpose = purpose_of(one.given),
                       .usage = one.usage,
                       .json = to_json(one.given),
                       .outgoing = true,
                       .orders = {}};
    std::string changed = to_json(one.document);
    if (changed != row.json) row.changed = std::move(changed);
    if (has_own_number(row.kind))
      row.orders = orders_meant(one.stories, true);  // of the others their own number says it
    return row;
  }

  const OutgoingWork& work_;
};

// The places of its documents, from 1, in the order of the trade: each is held against those before it,
// wherever the ERP wrote it.
std::vector<std::uint32_t> in_turn(const OutgoingFile& file) {
  std::vector<std::uint32_t> places(file.documents.size());
  std::iota(places.begin(), places.end(), 1U);
  const auto turn = [&](std::uint32_t place) { return turn_of(set_of(file.documents[place - 1].document)); };
  std::stable_sort(places.begin(), places.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return turn(a) < turn(b); });
  return places;
}

}  // namespace

void record_outgoing(const OutgoingWork& work, const OutgoingFile& file) {
  Record& record = work.record;
  OutgoingIntake intake(work);
  if (file.problem) work.recorder.open_item(record, Part{record.attempt}, *file.problem, {}, {});
  std::size_t duplicates = 0;
  for (const std::uint32_t position : in_turn(file)) {
    const auto& [document, unreadable] = file.documents[position - 1];
    const Part part{record.attempt, 0, 0, position};
    Came came = work.corrected.contains(position) ? Came{"corrected since", std::nullopt}
                : unreadable                      ? Came{"not sent", unreadable}
                                                  : intake.take(document, position);
    Recorder::account(record, {0, 0, position}, came.fate,
                      came.reason ? in_full(*came.reason) : std::string());
    if (came.reason) {
      came.reason->unsent = known_again_by(document);
      if (has_own_number(business_kind(document))) came.reason->orders = names_of(document);
      work.recorder.open_item(record, part, *came.reason, partner_of(document), number_of(document));
    } else if (came.fate == "duplicate") {
      ++duplicates;
    } else {
      ++record.kept_sets;
    }
  }
  const bool empty = file.documents.empty() && !file.problem;  // an ERP that has nothing to say may say so
  record.outcome = record.kept_sets > 0 || empty                           ? DocumentState::done
                   : duplicates > 0 && duplicates == file.documents.size() ? DocumentState::duplicate
                                                                           : DocumentState::quarantined;
  if (record.outcome == DocumentState::duplicate) record.reason = "everything in it was sent before";
  if (empty) record.reason = "there is no document in it";
  if (record.outcome == DocumentState::quarantined && !record.opened.empty())
    record.reason = record.opened.front().sentence;
  work.recorder.tell_left_out(record);
  work.unit.finish_attempt(record.attempt, record.outcome, record.reason, work.now);
}

}  // namespace transom
