// The page that a specialist opens first. What needs him stands above what is merely known.
//
// Long documents are shown in part: the lists stop at `most` rows and say so, for people and programs alike.
#include "app/history_view.hpp"

#include <fmt/format.h>

#include "app/output.hpp"
#include "base/text.hpp"
#include "engine/behind_waiting.hpp"
#include "engine/order_story.hpp"
#include "engine/standing_order.hpp"
#include "outbound/received_ack.hpp"
#include "store/names.hpp"
#include "store/schema.hpp"
#include "store/unsent.hpp"
#include "transom/hold.hpp"
#include "transom/json_writer.hpp"
#include "transom/rules.hpp"

namespace transom {
namespace {

std::string shown(std::string_view text, std::size_t limit = 200) {
  return visible(text, limit);
}

// Only for a store that exists: `show` asked it for the id a moment ago.
DocumentRecord required(Store& store, DocumentId id) {
  if (auto document = store.document(id)) return *document;
  throw Failure(FailureKind::usage, std::to_string(id.value), "no document has this number",
                "`transom list` shows them");
}

void print_head(const DocumentRecord& document) {
  print_line(fmt::format("Document {}: {}", document.id.value, shown(document.original_name)));
  print_line(fmt::format("  received   {} from mailbox {}, {}, SHA-256 {}", when(document.received),
                         shown(document.mailbox), count_of(document.size, "byte"),
                         document.hash.substr(0, 16)));
  print_line(fmt::format("  state      {}{}", name(document.state),
                         document.reason.empty() ? "" : ": " + shown(document.reason, 500)));
}

// The set that the item's part of the file is; empty: it is no single set.
std::string set_of(Store& store, const Part& part) {
  if (part.set == 0) return {};
  const auto rows = store.sets(part.attempt, 1, {part.attempt, part.interchange, part.group, part.set - 1});
  return rows.empty() || rows.front().part != part ? std::string() : rows.front().id;
}

// Whose number it is: a ship notice and an invoice have one of their own, all others go by their order's.
std::string_view bearer_of_number(Store& store, const WorkItemRecord& item) {
  if (const auto held = item.business ? store.business(item.business) : std::nullopt) {
    const bool own = has_own_number(held->kind) && held->number == item.number;
    return !own ? "order" : held->kind == BusinessKind::shipment ? "ship notice" : "invoice";
  }
  const std::string set = item.unsent.empty() ? set_of(store, item.part) : unsent_set(item.unsent);
  return set == "856" ? "ship notice" : set == "810" ? "invoice" : "order";
}

void print_items(Store& store, const std::vector<WorkItemRecord>& items, Instant now) {
  for (const auto& item : items) {
    const std::string number =
        item.number.empty() ? "" : fmt::format(", {} {}", bearer_of_number(store, item), shown(item.number));
    if (item.closed) {
      print_line(fmt::format("  settled    {} by {}: {}; it was: {}", when(*item.closed),
                             shown(item.closed_by), shown(item.resolution), shown(item.sentence, 500)));
      continue;
    }
    print_line(fmt::format("  WAITS      {}{}: {}", item.reason, number, shown(item.sentence, 500)));
    for (const auto& line : item.more) print_line(fmt::format("             and: {}", shown(line, 500)));
    print_line(fmt::format("             for {}, open since {} ({})", shown(item.owner), when(item.opened),
                           age(item.opened, now)));
    print_line(fmt::format("             next step: {}", shown(item.next_step, 500)));
  }
}

void print_interchanges(Store& store, AttemptId attempt, std::size_t most) {
  const auto interchanges = store.interchanges(attempt, most);
  const auto groups = store.groups(attempt, most);
  const auto sets = store.sets(attempt, most);
  auto set = sets.begin();  // in the order of the file, as the groups are
  for (const auto& in : interchanges) {
    print_line(fmt::format("  interchange {} from {}:{} {}: {}{}", shown(in.control_number),
                           shown(in.sender_qualifier), shown(in.sender),
                           in.partner.empty() ? "(nobody we know)" : "(" + in.partner + ")", name(in.outcome),
                           in.reason.empty() ? "" : ": " + shown(in.reason, 300)));
    if (in.outcome >= InterchangeOutcome::rejected) continue;  // nothing in it came to anything
    for (const auto& group : groups) {
      if (group.part.interchange != in.part.interchange) continue;
      print_line(fmt::format("    group {} {} {}: {} of {} accepted", shown(group.functional_id),
                             shown(group.control_number), shown(group.version), group.accepted,
                             count_of(group.received, "set")));
      const auto place = [](const Part& part) { return std::pair(part.interchange, part.group); };
      for (; set != sets.end() && place(set->part) <= place(group.part); ++set) {
        if (place(set->part) != place(group.part)) continue;
        print_line(fmt::format("      set {} {}: {}, {}, {}", shown(set->id), shown(set->control_number),
                               name(set->outcome), count_of(set->errors, "error"),
                               count_of(set->warnings, "warning")));
      }
    }
  }
  if (sets.size() < most) return;
  print_line(fmt::format("      ... the first {}; `--limit N` lists more", count_of(most, "set")));
}

std::int64_t document_of(const AckRecord& said) {
  return said.part.attempt.value / attempts_per_document;
}

// "set 0002 rejected (code 5)": what a partner says, and of what.
std::string what_is_said(const AckRecord& said) {
  std::string of =
      said.set_number.empty() ? "group " + shown(said.group_number) : "set " + shown(said.set_number);
  if (said.group_number.empty()) of = "the interchange as such";
  return fmt::format(
      "{} {}{}", of, acceptance_words(said.code),
      said.notes.empty() || said.notes == "000" ? "" : fmt::format(" (code {})", shown(said.notes, 40)));
}

// What a change did to its order, or would do; of an order, the changes that it had since.
void print_changes(Store& store, const BusinessRecord& made) {
  if (made.kind == BusinessKind::order_change && !made.outgoing) {
    for (const auto& difference : order_in_question(store, made.id).differences)
      print_line("             " + shown(difference.text, 300));
  }
  if (made.kind != BusinessKind::order || made.outgoing) return;
  const StandingOrder standing = standing_order(
      story_of_order(store, made.partner, made.number, made.usage, {}), made.release, made.outgoing);
  if (standing.base.id != made.id) return;
  for (const auto& change : standing.changes) {
    print_line(fmt::format("             change in document {}: {}", document_of(change.row).value,
                           name(change.row.verdict)));
    if (change.row.verdict == Verdict::rejected) continue;
    for (const auto& difference : order_in_question(store, change.row.id).differences)
      print_line("               " + shown(difference.text, 300));
  }
}

// "accepted"; of what goes out, whether it did.
std::string what_became_of(Store& store, const BusinessRecord& made) {
  if (!made.outgoing) return std::string(name(made.verdict));
  return store.carriers_of(made.id).empty() ? waiting_in_words(store, made) : "sent";
}

// What was told of a document and held nothing; what was decided about orders `hold` shows.
std::vector<DecisionRecord> notes_on(Store& store, const BusinessRecord& made) {
  std::vector<DecisionRecord> notes = store.decisions_on(made.id);
  if (made.kind == BusinessKind::order || made.kind == BusinessKind::order_change) {
    std::erase_if(notes,
                  [](const DecisionRecord& note) { return note.action != to_string(RuleAction::warn); });
  }
  return notes;
}

void print_notes(Store& store, const BusinessRecord& made) {
  for (const DecisionRecord& note : notes_on(store, made))
    print_line(fmt::format("  NOTED      {}: {}", shown(note.rule), shown(note.sentence, 500)));
}

void print_results(Store& store, const Workspace& workspace, DocumentId id, AttemptId attempt,
                   std::size_t most) {
  for (const auto& made : store.business(attempt, most)) {
    print_line(fmt::format(
        "  {:<10} {}: {}{}{}", name(made.kind), shown(made.number), what_became_of(store, made),
        made.reason.empty() ? "" : ": " + shown(made.reason, 300),
        made.file_name.empty()
            ? ""
            : fmt::format(" -> {}{}", made.file_name, made.exported ? "" : " (not written yet)")));
    print_changes(store, made);
    print_notes(store, made);
  }
  for (const auto& out : store.outbounds(id)) {
    print_line(fmt::format("  answer     {} {} to {}: {} -> {}/{}/{}", name(out.kind),
                           shown(out.control_number), out.partner, name(out.state), workspace.drop,
                           out.folder, out.file_name));
    for (const auto& said : store.acknowledgments(out.id, {})) {
      print_line(fmt::format("             document {} says: {}", document_of(said), what_is_said(said)));
    }
  }
}

// What an acknowledgment answers, and how.
void print_acknowledged(Store& store, DocumentId id) {
  for (const auto& said : store.acknowledged_by(id)) {
    const auto out = store.outbound(said.outbound);
    if (!out) continue;
    print_line(fmt::format("  answers    our {} {} to {} (now {}, {}): {}", name(out->kind),
                           shown(out->control_number), out->partner, name(out->state), out->file_name,
                           what_is_said(said)));
  }
}

void print_attempts(const std::vector<AttemptRecord>& attempts) {
  for (const auto& attempt : attempts) {
    print_line(fmt::format("  attempt {}  {} by {}{}: {}{}", attempt.number, when(attempt.started),
                           shown(attempt.who), attempt.why.empty() ? "" : " (" + shown(attempt.why) + ")",
                           name(attempt.outcome),
                           attempt.reason.empty() ? "" : ": " + shown(attempt.reason, 300)));
  }
}

class HistoryJson {
 public:
  HistoryJson(JsonWriter& json, Store& store, std::size_t most) : json_(json), store_(store), most_(most) {}

  void add(DocumentId id) {
    const DocumentRecord document = required(store_, id);
    json_.object();
    json_.key("document").number(id.value);
    text("name", document.original_name);
    text("mailbox", document.mailbox);
    number("size", document.size);
    text("sha256", document.hash);
    text("received", document.received.iso());
    text("state", name(document.state));
    text("reason", document.reason);
    const auto attempts = store_.attempts(id);
    add_items(store_.items(id));
    add_attempts(attempts);
    if (!attempts.empty()) add_results(attempts.back().id);
    add_answers(id);
  }

 private:
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) json_.key(key).value(value);
  }
  void number(std::string_view key, std::uint64_t value) {
    json_.key(key).number(static_cast<std::int64_t>(value));
  }

  void add_items(const std::vector<WorkItemRecord>& items) {
    json_.key("work_items").array();
    for (const auto& item : items) {
      json_.object();
      json_.key("id").number(item.id.value);
      text("reason", item.reason);
      text("sentence", item.sentence);
      if (!item.more.empty()) add_more(item);
      text("owner", item.owner);
      text("next_step", item.next_step);
      text("partner", item.partner);
      text("number", item.number);
      text("opened", item.opened.iso());
      if (item.closed) text("closed", item.closed->iso());
      text("closed_by", item.closed_by);
      text("resolution", item.resolution);
      json_.end();
    }
    json_.end();
  }

  void add_more(const WorkItemRecord& item) {
    json_.key("more").array();
    for (const auto& line : item.more) json_.value(line);
    json_.end();
  }

  void add_attempts(const std::vector<AttemptRecord>& attempts) {
    json_.key("attempts").array();
    for (const auto& attempt : attempts) {
      json_.object();
      number("number", attempt.number);
      text("started", attempt.started.iso());
      text("who", attempt.who);
      text("why", attempt.why);
      text("maps", attempt.maps);
      text("outcome", name(attempt.outcome));
      text("reason", attempt.reason);
      json_.end();
    }
    json_.end();
  }

  void add_results(AttemptId attempt) {
    json_.key("sets").array();
    for (const auto& set : store_.sets(attempt, most_)) {
      json_.object();
      number("interchange", set.part.interchange);
      number("group", set.part.group);
      number("set", set.part.set);
      text("id", set.id);
      text("control_number", set.control_number);
      text("outcome", name(set.outcome));
      number("errors", set.errors);
      number("warnings", set.warnings);
      json_.end();
    }
    json_.end();
    json_.key("business").array();
    for (const auto& made : store_.business(attempt, most_)) {
      json_.object();
      text("kind", name(made.kind));
      text("number", made.number);
      text("partner", made.partner);
      text("verdict", what_became_of(store_, made));
      text("reason", made.reason);
      text("file", made.file_name);
      if (made.kind == BusinessKind::order_change && !made.outgoing) add_differences(made.id);
      json_.key("notes").array();
      for (const DecisionRecord& note : notes_on(store_, made)) json_.value(note.sentence);
      json_.end();
      json_.end();
    }
    json_.end();
  }

  void add_differences(BusinessId change) {
    json_.key("differences").array();
    for (const auto& difference : order_in_question(store_, change).differences) json_.value(difference.text);
    json_.end();
  }

  void add_answers(DocumentId id) {
    json_.key("answers").array();
    for (const auto& out : store_.outbounds(id)) {
      json_.object();
      text("kind", name(out.kind));
      text("control_number", out.control_number);
      text("partner", out.partner);
      text("state", name(out.state));
      text("file", out.folder + "/" + out.file_name);
      json_.key("said").array();
      for (const auto& said : store_.acknowledgments(out.id, {})) add_said(said);
      json_.end();
      json_.end();
    }
    json_.end();
    json_.key("acknowledges").array();
    for (const auto& said : store_.acknowledged_by(id)) add_said(said);
    json_.end();
  }

  void add_said(const AckRecord& said) {
    json_.object();
    json_.key("document").number(document_of(said));
    json_.key("outbound").number(said.outbound.value);
    text("by", name(said.kind));
    text("group", said.group_number);
    text("set", said.set_number);
    json_.key("code").value(std::string_view(&said.code, 1));
    text("notes", said.notes);
    json_.end();
  }

  JsonWriter& json_;
  Store& store_;
  std::size_t most_;
};

}  // namespace

void print_history(Store& store, const Workspace& workspace, DocumentId id, Instant now, std::size_t most) {
  print_head(required(store, id));
  print_items(store, store.items(id), now);
  const auto attempts = store.attempts(id);
  if (!attempts.empty()) {
    print_interchanges(store, attempts.back().id, most);
    print_results(store, workspace, id, attempts.back().id, most);
    print_acknowledged(store, id);
  }
  print_attempts(attempts);
}

void append_history(JsonWriter& json, Store& store, DocumentId id, std::size_t most) {
  HistoryJson(json, store, most).add(id);
}

}  // namespace transom
