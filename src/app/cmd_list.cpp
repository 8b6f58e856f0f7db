// list: the documents that came, or with --sent the interchanges that went out; newest first.
#include <fmt/format.h>

#include <memory>

#include "app/command.hpp"
#include "app/limit.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "store/names.hpp"
#include "transom/json_writer.hpp"
#include "transom/usage.hpp"

namespace transom {
namespace {

struct Options {
  std::string state, partner, since;
  std::int64_t limit = 50;
  bool sent = false;
};

constexpr DocumentState document_states[] = {DocumentState::received, DocumentState::done,
                                             DocumentState::quarantined, DocumentState::duplicate,
                                             DocumentState::discarded};
constexpr OutboundState sent_states[] = {OutboundState::queued,       OutboundState::dropped,
                                         OutboundState::acknowledged, OutboundState::refused,
                                         OutboundState::overdue,      OutboundState::cancelled};

// The state of that name; none for an empty text. Fails: usage, naming those there are.
template <class State, std::size_t n>
std::optional<State> state_of(const std::string& text, const State (&states)[n]) {
  if (text.empty()) return std::nullopt;
  std::string all;
  for (const State state : states) {
    if (name(state) == text) return state;
    all += (all.empty() ? "" : ", ") + std::string(name(state));
  }
  throw Failure(FailureKind::usage, "--state", fmt::format("'{}' is no state", visible(text, 40)),
                "one of " + all);
}

std::optional<Instant> since_of(const std::string& text, Instant now) {
  if (text.empty()) return std::nullopt;
  if (const auto day = Date::parse_iso(text)) return Instant{day->days() * 86'400'000};
  if (const auto at = Instant::parse_iso(text)) return at;
  std::int64_t amount = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9' || amount > 100'000) amount = -1;
    if (amount < 0) break;
    amount = amount * 10 + (text[i] - '0');
  }
  const std::int64_t unit = text.ends_with('d') ? 86'400'000 : text.ends_with('h') ? 3'600'000 : 0;
  if (amount > 0 && unit > 0) return Instant{now.ms - amount * unit};
  throw Failure(FailureKind::usage, "--since", fmt::format("'{}' is no time", visible(text, 40)),
                "write 2026-03-02, 2026-03-02T09:00:00Z, 24h or 7d");
}

void print_json(const std::vector<DocumentRecord>& documents) {
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const auto& document : documents) {
    json.object();
    json.key("document").number(document.id.value);
    json.key("received").value(document.received.iso());
    json.key("mailbox").value(document.mailbox);
    json.key("name").value(document.original_name);
    json.key("size").number(static_cast<std::int64_t>(document.size));
    json.key("sha256").value(document.hash);
    json.key("state").value(name(document.state));
    if (!document.reason.empty()) json.key("reason").value(document.reason);
    json.end();
  }
  json.end();
  print_line(out);
}

void print_table(const std::vector<DocumentRecord>& documents) {
  Table table({">ID", "RECEIVED", "STATE", ">BYTES", "FILE", "REASON"});
  for (const auto& document : documents) {
    table.row({std::to_string(document.id.value), when(document.received), std::string(name(document.state)),
               with_commas(document.size), visible(document.original_name, 40),
               visible(document.reason, 90)});
  }
  print(table.text());
}

void print_json(const std::vector<OutboundRecord>& sent, const std::vector<WaitingRecord>& waiting) {
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const auto& one : sent) {
    json.object();
    json.key("outbound").number(one.id.value);
    json.key("kind").value(name(one.kind));
    json.key("partner").value(one.partner);
    json.key("usage").value(usage_word(one.usage));
    json.key("control_number").value(one.control_number);
    if (!one.group_number.empty()) json.key("group_number").value(one.group_number);
    json.key("queued").value(one.queued.iso());
    json.key("state").value(name(one.state));
    if (one.changed) json.key("changed").value(one.changed->iso());
    json.key("file").value(one.folder + "/" + one.file_name);
    json.end();
  }
  for (const auto& one : waiting) {
    json.object();
    json.key("business").number(one.business.value);
    json.key("kind").value(name(one.as));
    json.key("partner").value(one.partner);
    json.key("usage").value(usage_word(one.usage));
    json.key("number").value(one.number);
    json.key("prepared").value(one.prepared.iso());
    json.key("state").value(one.held ? "held" : "waiting");
    json.end();
  }
  json.end();
  print_line(out);
}

void print_table(const std::vector<OutboundRecord>& sent) {
  Table table(
      {">ID", "QUEUED", "KIND", "PARTNER", "USAGE", "INTERCHANGE", ">GROUP", "STATE", "SINCE", "FILE"});
  for (const auto& one : sent) {
    table.row({std::to_string(one.id.value), when(one.queued), std::string(name(one.kind)),
               visible(one.partner, 32), std::string(usage_word(one.usage)), one.control_number,
               one.group_number.empty() ? "-" : one.group_number, std::string(name(one.state)),
               one.changed ? when(*one.changed) : "-", one.file_name});
  }
  print(table.text());
}

// What is prepared and waits for its batch; it has no numbers yet.
std::vector<WaitingRecord> waiting_for(Store& store, const std::string& partner) {
  std::vector<WaitingRecord> waiting = store.waiting();
  std::erase_if(waiting,
                [&](const WaitingRecord& one) { return !partner.empty() && one.partner != partner; });
  return waiting;
}

void print_waiting(const std::vector<WaitingRecord>& waiting) {
  if (waiting.empty()) return;
  Table table({"PREPARED", "KIND", "PARTNER", "USAGE", "NUMBER", ">BYTES", "STATE"});
  for (const auto& one : waiting) {
    table.row({when(one.prepared), std::string(name(one.as)), visible(one.partner, 32),
               std::string(usage_word(one.usage)), visible(one.number, 30), with_commas(one.size),
               one.held ? "held" : "waiting"});
  }
  print(table.text());
}

int list_sent(const Options& options, const Session& session) {
  const Workspace workspace = Workspace::load(require_workspace(session));
  const auto store = open_for_reading(workspace);
  const SentFilter filter{.state = state_of(options.state, sent_states),
                          .partner = options.partner,
                          .since = since_of(options.since, session.clock->now()),
                          .limit = one_more(options.limit)};
  auto sent = store ? store->sent(filter) : std::vector<OutboundRecord>();
  // They have no state of their own yet, so a list of one state leaves them out.
  const auto waiting =
      store && !filter.state ? waiting_for(*store, options.partner) : std::vector<WaitingRecord>();
  if (sent.empty() && waiting.empty()) known_or_empty(session, options.partner);
  const bool more = cut_off(sent, options.limit);
  if (session.json) {
    print_json(sent, waiting);
    if (more) log_cut(sent.size(), "newest");
    return exit_status::fine;
  }
  print_waiting(waiting);
  if (sent.empty() && waiting.empty()) {
    print_line("nothing was sent");
  } else if (!sent.empty()) {
    print_table(sent);
    if (more) print_line(fmt::format("... the newest {}; --limit shows more", sent.size()));
  }
  return exit_status::fine;
}

int list(const Options& options, const Session& session) {
  if (options.sent) return list_sent(options, session);
  const Workspace workspace = Workspace::load(require_workspace(session));
  DocumentFilter filter;
  filter.state = state_of(options.state, document_states);
  filter.partner = options.partner;
  filter.since = since_of(options.since, session.clock->now());
  filter.limit = one_more(options.limit);
  const auto store = open_for_reading(workspace);
  auto documents = store ? store->documents(filter) : std::vector<DocumentRecord>();
  if (documents.empty()) known_or_empty(session, options.partner);
  const bool more = cut_off(documents, options.limit);
  if (session.json) {
    print_json(documents);
    if (more) log_cut(documents.size(), "newest");
  } else if (documents.empty()) {
    print_line("no documents");
  } else {
    print_table(documents);
    if (more) print_line(fmt::format("... the newest {}; --limit shows more", documents.size()));
  }
  return exit_status::fine;
}

}  // namespace

void add_list(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "list", "List received documents, or what was sent, newest first")
      .flag("--sent", options->sent, "The interchanges we sent, and what became of them")
      .option("--state", options->state, "STATE", "Only those in this state")
      .option("--partner", options->partner, "SLUG", "Only those of this partner")
      .option("--since", options->since, "TIME", "Only those received since: 2026-03-02, 24h, 7d")
      .option("--limit", options->limit, "N", "At most so many (50)")
      .footer(
          "States: received, done, quarantined, duplicate, discarded; with --sent: queued, dropped,\n"
          "acknowledged, refused, overdue, cancelled.\n\n"
          "Examples:\n  transom list --state quarantined\n  transom list --partner acme-stores --since 7d\n"
          "  transom list --sent --state refused")
      .runs([options, &session] { return list(*options, session); });
}

}  // namespace transom
