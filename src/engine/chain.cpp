// The chain is put together from what the store has anyway: business documents by the order they speak of,
// the interchanges that carry or answer them, and what partners say of those. Nothing is kept for it, so it
// cannot be out of step. Of an interchange with many sets only what is said of the order's own set is told;
// which set that is, the bytes that went out know.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/behind_waiting.hpp"
#include "engine/change_answers.hpp"
#include "engine/order_story.hpp"
#include "engine/publish.hpp"
#include "engine/read_stored.hpp"
#include "engine/reconciliation.hpp"
#include "engine/sent_interchange.hpp"
#include "engine/trade_sets.hpp"
#include "order/order_names.hpp"
#include "outbound/received_ack.hpp"
#include "store/names.hpp"
#include "store/schema.hpp"
#include "store/unsent.hpp"
#include "transom/hold.hpp"
#include "transom/ledger.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

using Way = ChainEvent::Way;

DocumentId document_of(const Part& part) {
  return {part.attempt.value / attempts_per_document};
}

std::string codes_of(std::string_view notes) {
  return notes.empty() || notes == "000" ? std::string() : fmt::format(" (code {})", notes);
}

std::string state_words(OutboundState state) {
  switch (state) {
    case OutboundState::queued:
      return "waits for the drop";
    case OutboundState::dropped:
      return "sent";
    default:
      return std::string(name(state));
  }
}

constexpr std::string_view interim_words = "interim: the answer follows";

// An answer to a change is another set than one to an order.
std::string_view set_of(const BusinessRecord& row) {
  const auto document = stored_document(row.json);
  return document ? set_of(*document) : name(row.kind);
}

class ChainBuilder {
 public:
  ChainBuilder(Store& store, Chain& chain) : store_(store), chain_(chain) {}

  void build() {
    for (const std::string& number : chain_.spellings) {
      const auto rows = story_of_order(store_, chain_.order.partner, number, chain_.order.usage, {});
      answers_ = answers_to_changes(rows);
      for (const BusinessRecord& row : rows) {
        if (seen_.insert(row.id.value).second) add(row);
      }
    }
    add_items();
    add_expected();
    name_acknowledged();
    std::stable_sort(chain_.events.begin(), chain_.events.end(),
                     [](const ChainEvent& a, const ChainEvent& b) { return a.at < b.at; });
  }

 private:
  void add(const BusinessRecord& row) {
    if (row.outgoing) {
      add_outgoing(row);
      return;
    }
    told_.emplace(source_of(row.part), row.part.attempt);
    if (row.verdict == Verdict::held) held_.insert(document_of(row.part));
    ChainEvent& event = came(row.part);
    event.state = refuses(row) ? "refuses the order" : name(row.verdict);
    if (has_own_number(row.kind)) event.number = row.number;
    event.note = row.interim ? std::string(interim_words) : row.reason;
    put_before(event.note, answered(row));
    put_before(event.note, words_on(row));
    for (const OutboundRecord& answer : store_.answers_to(row.part)) {
      if (answer.kind <= OutboundKind::ack_999) add_acknowledgment(answer, row.part);
    }
    add_decisions(row.id);
  }

  static void put_before(std::string& note, const std::string& words) {
    if (!words.empty()) note = fmt::format("{}{}{}", words, note.empty() ? "" : "; ", note);
  }

  // "cancel; release 2": what it does, unless it is a first word, and which release it is for.
  std::string words_on(const BusinessRecord& row) {
    std::string words = release_words(row);
    if (row.purpose != "original") put_before(words, row.purpose);
    return words;
  }

  std::string release_words(const BusinessRecord& row) {
    std::vector<std::string> releases;
    if (!has_own_number(row.kind)) {
      releases.push_back(row.release);
    } else {
      for (OrderName& name : store_.orders_meant(row.id)) {
        if (same_number(name.number, chain_.order.number)) releases.push_back(std::move(name.release));
      }
    }
    std::erase(releases, std::string());
    return releases.empty() ? std::string() : releases_in_words(releases);
  }

  // An answer that came: taken down as it is, and none of the order is.
  static bool refuses(const BusinessRecord& row) {
    if (row.kind != BusinessKind::order_response || !is_taken(row.verdict)) return false;
    const auto response = stored_as<OrderResponse>(row.json);
    return response && refuses_order(*response);
  }

  // What the ERP left or we answered, and the interchanges that carried it.
  void add_outgoing(const BusinessRecord& row) {
    const std::vector<OutboundId> carriers = store_.carriers_of(row.id);
    if (is_left_by_erp(row.part)) left_.insert({document_of(row.part), row.part.set});
    if (row.part.interchange == 0 || carriers.empty()) {
      ChainEvent& event = came(row.part);
      event.way = Way::here;
      event.what = set_of(row);
      event.state = row.part.interchange == 0 ? "left by the ERP" : "made";
      if (carriers.empty()) event.state += ", " + waiting_in_words(store_, row);
      if (has_own_number(row.kind)) event.number = row.number;
      put_before(event.note, words_on(row));
    }
    for (const OutboundId id : carriers) {
      if (const auto sent = store_.outbound(id)) add_sent(*sent, row);
    }
  }

  // What was said of a change, by the partner or by the ERP.
  [[nodiscard]] std::string answered(const BusinessRecord& row) const {
    const auto said = answers_.find(row.id);
    if (said == answers_.end()) return {};
    static constexpr std::string_view words[] = {"taken", "taken in part", "not taken"};
    const bool otherwise = said->second.taken == ChangeAnswer::Taken::whole && !said->second.as_asked;
    return fmt::format("{}{}, as document {} says", words[static_cast<std::size_t>(said->second.taken)],
                       otherwise ? " with changes" : "", said->second.document.value);
  }

  // The event of a set that came.
  ChainEvent& came(const Part& part) {
    ChainEvent& event = chain_.events.emplace_back();
    event.document = document_of(part);
    if (const auto document = store_.document(event.document)) {
      event.at = document->received;
      event.file = document->original_name;
    }
    name_envelope(part, event);
    return event;
  }

  void name_envelope(const Part& part, ChainEvent& event) {
    const auto before = [](std::uint32_t number) { return number > 0 ? number - 1 : 0; };
    for (const auto& in : store_.interchanges(part.attempt, 1, {part.attempt, before(part.interchange)})) {
      event.interchange = in.control_number;
    }
    for (const auto& group :
         store_.groups(part.attempt, 1, {part.attempt, part.interchange, before(part.group)})) {
      event.group = group.control_number;
    }
    for (const auto& set :
         store_.sets(part.attempt, 1, {part.attempt, part.interchange, part.group, before(part.set)})) {
      event.what = set.id;
      event.set = set.control_number;
    }
  }

  // Our 997, 999 or TA1 for a set that came.
  void add_acknowledgment(const OutboundRecord& answer, const Part& of) {
    ChainEvent event = out(answer);
    for (const auto& set : store_.sets(of.attempt, 1, {of.attempt, of.interchange, of.group, of.set - 1})) {
      if (answer.kind != OutboundKind::ta1) event.state = acceptance_words(set.acknowledged);
      event.of = set.id;
    }
    if (answer.kind != OutboundKind::ta1) event.note = state_words(answer.state);
    event.document = document_of(of);
    chain_.events.push_back(std::move(event));
  }

  // Which of them is for what is only asked where there are several.
  void name_acknowledged() {
    std::map<std::string, int> times;
    for (const ChainEvent& event : chain_.events) times[event.what] += event.of.empty() ? 0 : 1;
    for (ChainEvent& event : chain_.events) {
      if (event.of.empty() || times[event.what] < 2) continue;
      event.note += fmt::format("{}for the {} in document {}", event.note.empty() ? "" : ", ", event.of,
                                event.document.value);
    }
  }

  static ChainEvent out(const OutboundRecord& sent) {
    return {.at = sent.queued,
            .way = Way::out,
            .what = std::string(name(sent.kind)),
            .state = state_words(sent.state),
            .file = sent.file_name,
            .interchange = sent.control_number,
            .group = sent.group_number,
            .outbound = sent.id};
  }

  void add_sent(const OutboundRecord& sent, const BusinessRecord& row) {
    if (!sent_.insert({sent.id, row.id}).second) return;
    ChainEvent event = out(sent);
    event.state = state_words(state_of(store_, sent, row.id));
    event.note = row.interim ? std::string(interim_words) : answered(row);
    for (const DecisionRecord& decision : store_.decisions_on(row.id))
      if (decision.rule == replaced_rule && event.note.empty()) event.note = decision.sentence;
    put_before(event.note, words_on(row));
    if (has_own_number(row.kind)) event.number = row.number;
    const SentInterchange read = read_sent(sent_bytes(store_, sent.id));
    if (const auto own = set_carrying(read, store_.carried_by(sent.id), row)) {
      event.group = own->group->control_number;
      event.set = own->set->control_number;
    }
    if (!sent.answers.empty()) event.document = document_of(sent.answers.front());
    chain_.events.push_back(event);
    add_said(sent, event);
  }

  struct OwnSet {
    const SentGroup* group;
    const SentSet* set;
  };
  // The n-th set carries the n-th document; where older programs did not keep that, by its number.
  static std::optional<OwnSet> set_carrying(const SentInterchange& read,
                                            const std::vector<BusinessId>& carried,
                                            const BusinessRecord& row) {
    std::vector<OwnSet> sets;
    for (const SentGroup& group : read.groups) {
      for (const SentSet& set : group.sets) sets.push_back({&group, &set});
    }
    const auto place = std::find(carried.begin(), carried.end(), row.id);
    if (carried.size() == sets.size() && place != carried.end())
      return sets[static_cast<std::size_t>(place - carried.begin())];
    const auto own = std::find_if(sets.begin(), sets.end(), [&](const OwnSet& one) {
      return same_number(one.set->number, row.number);
    });
    return own == sets.end() ? std::nullopt : std::optional(*own);
  }

  // What the partner says of our set: the last word of each of his documents, also of those from before it
  // was sent again.
  void add_said(const OutboundRecord& sent, const ChainEvent& of) {
    const std::vector<AckRecord> rows = store_.all_acknowledgments(sent.id);
    const std::vector<AckRecord> in_force = store_.acknowledgments(sent.id, {});
    for (std::size_t i = 0; i < rows.size();) {
      const Part& source = rows[i].part;
      const AckRecord* about = nullptr;
      for (; i < rows.size() && rows[i].part == source; ++i) {
        const AckRecord& row = rows[i];
        const bool other_group = !row.group_number.empty() && !same_number(row.group_number, of.group);
        const bool other_set = !row.set_number.empty() && !same_number(row.set_number, of.set);
        if (other_group || other_set) continue;
        if (about == nullptr || !row.set_number.empty()) about = &row;
      }
      if (about == nullptr) continue;
      ChainEvent& event = came(source);
      event.what = name(about->kind);
      event.state = std::string(acceptance_words(about->code)) + codes_of(about->notes);
      const bool stands = std::find(in_force.begin(), in_force.end(), *about) != in_force.end();
      event.note = fmt::format("{}of our {} {}{}", stands ? "" : "before it was sent again, ", of.what,
                               of.number.empty() ? "" : of.number + ", ", of.interchange);
    }
  }

  void add_decisions(BusinessId order) {
    for (const DecisionRecord& decision : store_.decisions_on(order)) {
      if (decision.who == "engine") continue;
      ChainEvent event{
          .at = decision.at, .way = Way::here, .what = "decision", .state = action_words(decision)};
      for (const std::string& part : {decision.line.empty() ? "" : "line " + decision.line, decision.code,
                                      decision.change, fmt::format("by {}: {}", decision.who, decision.why)})
        if (!part.empty()) event.note += (event.note.empty() ? "" : " ") + part;
      chain_.events.push_back(std::move(event));
    }
  }

  // Work, and the sets and documents of the ERP from which nothing could be made: they are known by their
  // work items alone, of which the last tells how it stands.
  void add_items() {
    const std::size_t first = chain_.events.size();
    for (const std::string& number : chain_.spellings) {
      const auto items = store_.items_about(chain_.order.partner, number);
      for (auto item = items.rbegin(); item != items.rend(); ++item) {
        if (!items_.insert(item->id.value).second || !same_usage(*item)) continue;
        if (is_left_by_erp(item->part)) {
          add_unsent(*item);
        } else if (item->part.set > 0 && !is_told(item->part)) {
          told_[source_of(item->part)] = {};
          add_fallen(*item);
        }
        if (!item->closed) chain_.waiting.push_back(*item);
      }
    }
    std::reverse(chain_.events.begin() + static_cast<std::ptrdiff_t>(first), chain_.events.end());
    add_held();
    std::sort(chain_.waiting.begin(), chain_.waiting.end(),
              [](const WorkItemRecord& a, const WorkItemRecord& b) { return a.id < b.id; });
  }

  // What is held of a supplier's ship notices and invoices: the items go by their own numbers.
  void add_held() {
    for (const DocumentId document : held_)
      for (const WorkItemRecord& item : store_.items(document))
        if (!item.closed && seen_.contains(item.business.value) && items_.insert(item.id.value).second)
          chain_.waiting.push_back(item);
  }

  // A set of a document, whichever attempt read it.
  static Part source_of(Part part) {
    part.attempt = {document_of(part).value};
    return part;
  }

  // Something was made of it by then, so that the item is about that; or a later one tells how it stands.
  [[nodiscard]] bool is_told(const Part& part) const {
    const auto found = told_.find(source_of(part));
    return found != told_.end() && found->second <= part.attempt;
  }

  // Of a file of the ERP, which has no interchanges.
  static bool is_left_by_erp(const Part& part) { return part.interchange == 0 && part.set > 0; }

  // What the ERP left and could not go. What went out of the same place of its file since is told of there.
  void add_unsent(const WorkItemRecord& item) {
    if (!left_.insert({item.document, item.part.set}).second) return;
    ChainEvent& event = came(item.part);
    event.way = Way::here;
    event.document = item.document;
    event.what = unsent_set(item.unsent);
    event.state = item.closed ? "left by the ERP, did not go" : "left by the ERP, held";
    if (!same_number(item.number, chain_.order.number)) event.number = item.number;
    event.note = item.closed ? item.resolution : item.reason;
    std::vector<std::string> releases;
    for (const OrderName& order : item.orders)
      if (same_number(order.number, chain_.order.number)) releases.push_back(order.release);
    std::erase(releases, std::string());
    if (!releases.empty()) put_before(event.note, releases_in_words(releases));
  }

  // An item is of the usage of its interchange, or of the document of the ERP; any other belongs where its
  // document is told of.
  bool same_usage(const WorkItemRecord& item) {
    if (!item.unsent.empty()) return unsent_usage(item.unsent) == chain_.order.usage;
    if (is_left_by_erp(item.part)) return true;  // a change without a number: better told twice than never
    if (item.part.interchange == 0) {
      return std::any_of(chain_.events.begin(), chain_.events.end(),
                         [&](const ChainEvent& event) { return event.document == item.document; });
    }
    const auto in = store_.interchanges(item.part.attempt, 1, {item.part.attempt, item.part.interchange - 1});
    return in.empty() || in.front().usage == chain_.order.usage;
  }

  void add_fallen(const WorkItemRecord& item) {
    ChainEvent& event = came(item.part);
    for (const auto& set :
         store_.sets(item.part.attempt, 1,
                     {item.part.attempt, item.part.interchange, item.part.group, item.part.set - 1})) {
      event.state = name(set.outcome);
    }
    event.note = item.sentence;
    for (const OutboundRecord& answer : store_.answers_to(item.part)) {
      if (answer.kind <= OutboundKind::ack_999) add_acknowledgment(answer, item.part);
    }
  }

  void add_expected() {
    auto rows = store_.expected_for(chain_.order.partner, chain_.order.number, chain_.order.usage);
    std::set<ExpectationId> known;
    for (const ExpectationRecord& row : rows) known.insert(row.id);
    for (const auto& [sent, business] : sent_)  // an interchange is named after its first order
      for (auto& row : store_.expected_for(sent))
        if (known.insert(row.id).second) rows.push_back(std::move(row));
    for (auto& row : rows) {
      const bool late = row.closed && *row.closed > row.due;
      if (row.state == ExpectationState::open) {
        chain_.open.push_back(std::move(row));
      } else if (late || row.state != ExpectationState::met) {
        chain_.ended.push_back(std::move(row));
      }
    }
    std::sort(chain_.open.begin(), chain_.open.end(),
              [](const ExpectationRecord& a, const ExpectationRecord& b) { return a.due < b.due; });
  }

  Store& store_;
  Chain& chain_;
  std::set<std::int64_t> seen_, items_;
  std::set<std::pair<OutboundId, BusinessId>> sent_;
  std::set<DocumentId> held_;
  std::set<std::pair<DocumentId, std::uint32_t>> left_;  // by the ERP: file and place in it
  std::map<Part, AttemptId> told_;  // the first attempt that made something of it; none: what fell
  std::map<BusinessId, ChangeAnswer> answers_;
};

}  // namespace

std::vector<Chain> chains_of(Store& store, std::string_view number, std::string_view partner,
                             std::size_t limit) {
  std::vector<Chain> chains;
  for (const OrderNumber& found : store.orders_named(number, partner, limit)) {
    const auto same = std::find_if(chains.begin(), chains.end(), [&](const Chain& chain) {
      return chain.order.partner == found.partner && chain.order.usage == found.usage &&
             same_number(chain.order.number, found.number);
    });
    if (same == chains.end()) {
      chains.push_back({.order = found, .spellings = {found.number}});
    } else {
      same->spellings.push_back(found.number);
    }
  }
  for (Chain& chain : chains) ChainBuilder(store, chain).build();
  return chains;
}

}  // namespace transom
