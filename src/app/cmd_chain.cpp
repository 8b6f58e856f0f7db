// chain: the whole story of a purchase order, in the order of time, on one screen.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.hpp"
#include "app/limit.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "store/names.hpp"
#include "transom/json_writer.hpp"
#include "transom/ledger.hpp"
#include "transom/usage.hpp"

namespace transom {
namespace {

struct Options {
  std::string number, partner;
  std::int64_t limit = 20;
};

constexpr std::string_view arrows[] = {"<-", "->", "  "};
constexpr std::string_view ways[] = {"in", "out", "here"};

// "ISA 000000101, GS 101, ST 0001", as far as known.
std::string envelope_of(const ChainEvent& event) {
  std::string out;
  for (const auto& [segment, number] :
       {std::pair{"ISA", &event.interchange}, {"GS", &event.group}, {"ST", &event.set}}) {
    if (!number->empty())
      out += fmt::format("{}{} {}", out.empty() ? "" : " ", segment, visible(*number, 14));
  }
  return out;
}

// "3 h", "a moment".
std::string span(Instant from, Instant to) {
  const std::string text = age(from, to);
  return text == "just now" ? "a moment" : text;
}

// "810", "810 of release 2".
std::string what_of(const ExpectationRecord& row) {
  const std::string set(name(row.what));
  return row.release.empty() ? set : fmt::format("{} of release {}", set, visible(row.release, 30));
}

std::string expected_text(const ExpectationRecord& row, Instant now) {
  const std::string side = row.owed_by == OwedBy::us ? "from us" : "from " + row.partner;
  const std::string when = row.due < now ? fmt::format("late by {}", span(row.due, now))
                                         : fmt::format("in {}", span(now, row.due));
  return fmt::format("{} {} by {} ({}){}; number {} of `transom due`", what_of(row), side, due_text(row.due),
                     when, row.terms.empty() ? "" : ": " + visible(row.terms, 80), row.id.value);
}

std::string ended_text(const ExpectationRecord& row) {
  const std::string by = fmt::format("{} by {}", what_of(row), due_text(row.due));
  if (row.state == ExpectationState::met) {
    return fmt::format("{}: came {}, {} late", by, due_text(*row.closed), span(row.due, *row.closed));
  }
  return fmt::format("{}: {} {} by {}: {}", by, name(row.state), due_text(*row.closed),
                     visible(row.closed_by, 40), visible(row.resolution, 200));
}

void print_events(const std::vector<ChainEvent>& events) {
  Table table({"WHEN", "", "SET", "STATE", "CONTROL NUMBERS", "FILE", ">ID"});
  std::string day;
  for (const ChainEvent& event : events) {
    const std::string at = due_text(event.at);
    const bool same_moment = at == day;
    day = at;
    const std::string what =
        event.number.empty() ? event.what : fmt::format("{} {}", event.what, visible(event.number, 30));
    std::string state = visible(event.state, 60);
    if (!event.note.empty()) state += ": " + visible(event.note, 70);
    table.row({same_moment ? "" : at, std::string(arrows[static_cast<std::size_t>(event.way)]), what, state,
               envelope_of(event), visible(event.file, 60),
               event.way == ChainEvent::Way::in ? std::to_string(event.document.value) : ""});
  }
  print(table.text("  "));
}

void print_text(const Chain& chain, const Configuration& configuration, Instant now) {
  const Partner* partner = configuration.directory.find_slug(chain.order.partner);
  const auto late = std::count_if(chain.open.begin(), chain.open.end(),
                                  [&](const ExpectationRecord& row) { return row.due < now; });
  print_line(fmt::format("order {}, {}{}, {}", visible(chain.order.number, 40), chain.order.partner,
                         partner != nullptr ? fmt::format(" ({})", visible(partner->name, 40)) : "",
                         is_test(chain.order.usage) ? "TEST" : "production"));
  print_events(chain.events);
  for (const ExpectationRecord& row : chain.open) print_line("  expected: " + expected_text(row, now));
  for (const ExpectationRecord& row : chain.ended) print_line("  " + ended_text(row));
  for (const WorkItemRecord& item : chain.waiting) {
    print_line(fmt::format("  WAITS {}: {}", item.reason, visible(item.sentence, 500)));
    print_line(fmt::format("        next: {}", visible(item.next_step, 500)));
  }
  if (chain.open.empty() && chain.waiting.empty()) print_line("  nothing is expected, nothing waits");
  if (late > 0) print_line(fmt::format("  {} of what is expected is late", late));
}

void append_event(JsonWriter& json, const ChainEvent& event) {
  const auto text = [&json](std::string_view key, const std::string& value) {
    if (!value.empty()) json.key(key).value(value);
  };
  json.object();
  json.key("at").value(event.at.iso());
  json.key("way").value(ways[static_cast<std::size_t>(event.way)]);
  text("what", event.what);
  text("number", event.number);
  text("state", event.state);
  text("note", event.note);
  text("file", event.file);
  text("interchange", event.interchange);
  text("group", event.group);
  text("set", event.set);
  if (event.document) json.key("document").number(event.document.value);
  if (event.outbound) json.key("outbound").number(event.outbound.value);
  json.end();
}

void append_expected(JsonWriter& json, const ExpectationRecord& row, Instant now) {
  json.object();
  json.key("expectation").number(row.id.value);
  json.key("expected").value(name(row.what));
  json.key("owed_by").value(name(row.owed_by));
  if (!row.release.empty()) json.key("release").value(row.release);
  json.key("since").value(row.opened.iso());
  json.key("due").value(row.due.iso());
  json.key("state").value(name(row.state));
  json.key("overdue").flag(row.state == ExpectationState::open && row.due < now);
  if (!row.terms.empty()) json.key("terms").value(row.terms);
  if (row.closed) {
    json.key("closed").value(row.closed->iso());
    json.key("closed_by").value(row.closed_by);
    if (!row.resolution.empty()) json.key("resolution").value(row.resolution);
  }
  json.end();
}

void append(JsonWriter& json, const Chain& chain, Instant now) {
  json.object();
  json.key("partner").value(chain.order.partner);
  json.key("number").value(chain.order.number);
  json.key("test").flag(is_test(chain.order.usage));
  json.key("events").array();
  for (const ChainEvent& event : chain.events) append_event(json, event);
  json.end();
  json.key("expected").array();
  for (const auto* rows : {&chain.open, &chain.ended}) {
    for (const ExpectationRecord& row : *rows) append_expected(json, row, now);
  }
  json.end();
  json.key("waiting").array();
  for (const WorkItemRecord& item : chain.waiting) {
    json.object();
    json.key("document").number(item.document.value);
    json.key("reason").value(item.reason);
    json.key("sentence").value(item.sentence);
    json.key("next_step").value(item.next_step);
    json.key("opened").value(item.opened.iso());
    json.end();
  }
  json.end();
  json.end();
}

int chain(const Options& options, const Session& session) {
  (void)require_workspace(session);
  const auto configuration = configuration_to_look(session);
  if (!options.partner.empty()) (void)partner_named(*configuration, options.partner);
  const auto store = open_for_reading(configuration->workspace);
  const Instant now = session.clock->now();
  const auto chains =
      store ? chains_of(*store, options.number, options.partner, static_cast<std::size_t>(options.limit))
            : std::vector<Chain>();
  // Numbers are cut, and two of them may be one order.
  const bool more =
      store && store->orders_named(options.number, options.partner, one_more(options.limit)).size() >
                   static_cast<std::size_t>(options.limit);
  if (session.json) {
    std::string out;
    JsonWriter json(out);
    json.array();
    for (const Chain& one : chains) append(json, one, now);
    json.end();
    print_line(out);
    if (more) log_cut(static_cast<std::size_t>(options.limit));
  } else if (chains.empty()) {
    print_line(fmt::format("no order bears '{}'; `transom find` looks for files and control numbers too",
                           visible(options.number, 80)));
  } else {
    for (const Chain& one : chains) {
      if (&one != &chains.front()) print_line("");
      print_text(one, *configuration, now);
    }
    if (more) print_line(fmt::format("\n... the first {} of that number; --limit shows more", options.limit));
  }
  return chains.empty() ? exit_status::needs_person : exit_status::fine;
}

}  // namespace

void add_chain(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "chain",
          "Show a purchase order's whole story: 850, 855, 856, 810 and what answers them")
      .argument("PO", options->number, "Its number; leading zeros do not matter, a part will do")
      .option("--partner", options->partner, "SLUG", "Only this partner's")
      .option("--limit", options->limit, "N", "At most so many numbers (20)")
      .footer(
          "One block a partner, and one for test data: <- came in, -> went out. IDs are those of `transom "
          "show`.\n\nExit codes: 0 found; 1 no such order.\n\n"
          "Examples:\n  transom chain 4501003877\n  transom chain 3877 --partner acme-stores --format json")
      .runs([options, &session] { return chain(*options, session); });
}

}  // namespace transom
