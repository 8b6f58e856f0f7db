// due: what is expected by when, the longest late first; and a person's word that it need not come.
#include <fmt/format.h>

#include <algorithm>
#include <array>
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
  std::string action, id, partner, within, reason;
  std::int64_t limit = 200;
};

// "4h" as milliseconds.
std::int64_t span_of(const std::string& text) {
  const auto term = parse_term(text);
  if (!term || term->unit != TermUnit::elapsed) {
    throw Failure(FailureKind::usage, "--within", fmt::format("'{}' is no time", visible(text, 40)),
                  "write 30m, 4h or 7d");
  }
  return term->amount * 1000;
}

void print_json(const std::vector<DueEntry>& entries, Instant now) {
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const DueEntry& entry : entries) {
    const ExpectationRecord& row = entry.row;
    json.object();
    json.key("expectation").number(row.id.value);
    json.key("expected").value(name(row.what));
    json.key("owed_by").value(name(row.owed_by));
    json.key("partner").value(row.partner);
    if (!row.number.empty()) json.key("number").value(row.number);
    if (!row.release.empty()) json.key("release").value(row.release);
    json.key("test").flag(is_test(row.usage));
    json.key("since").value(row.opened.iso());
    json.key("due").value(row.due.iso());
    json.key("overdue").flag(row.due < now);
    json.key("late_seconds").number((now.ms - row.due.ms) / 1000);
    if (!row.terms.empty()) json.key("terms").value(row.terms);
    if (entry.document) json.key("document").number(entry.document.value);
    if (row.outbound) json.key("outbound").number(row.outbound.value);
    json.key("sentence").value(entry.sentence);
    json.key("next_step").value(entry.next);
    json.end();
  }
  json.end();
  print_line(out);
}

// "4501, release 2".
std::string order_of(const ExpectationRecord& row) {
  if (row.number.empty()) return "-";
  return visible(row.number, 30) + (row.release.empty() ? "" : ", release " + visible(row.release, 30));
}

void print_list(const std::vector<DueEntry>& entries, Instant now) {
  Table table({">ID", "EXPECTED", "FROM", "PARTNER", "ORDER", "SINCE", "DUE", "LATE"});
  for (const DueEntry& entry : entries) {
    const ExpectationRecord& row = entry.row;
    const std::string span = row.due < now ? age(row.due, now) : age(now, row.due);
    const std::string late = row.due < now || span == "just now" ? span : "in " + span;
    table.row({std::to_string(row.id.value), std::string(name(row.what)), std::string(name(row.owed_by)),
               visible(row.partner, 32) + (is_test(row.usage) ? " (test)" : ""), order_of(row),
               due_text(row.opened), due_text(row.due), late});
  }
  // Sentences do not fit columns: each stands below its row.
  const std::string text = table.text();
  std::size_t at = text.find('\n') + 1;
  print(std::string_view(text).substr(0, at));
  for (const DueEntry& entry : entries) {
    const std::size_t end = text.find('\n', at) + 1;
    print(std::string_view(text).substr(at, end - at));
    print_line(fmt::format("      {}", visible(entry.sentence, 500)));
    print_line(fmt::format("      next: {}", visible(entry.next, 500)));
    at = end;
  }
}

// Late ones come first: where the list was cut among them, nobody counted the others.
std::string summed_up(std::size_t late, std::size_t shown, bool more) {
  if (!more) return fmt::format("{} overdue, {} to come", late, shown - late);
  return fmt::format("the first {}, {} overdue; --limit shows more", shown,
                     late == shown ? std::string("all") : std::to_string(late));
}

int list(const Options& options, const Session& session) {
  (void)require_workspace(session);
  const auto configuration = configuration_to_look(session);
  if (!options.partner.empty()) (void)partner_named(*configuration, options.partner);
  const auto store = open_for_reading(configuration->workspace);
  const Instant now = session.clock->now();
  DueFilter filter{.partner = options.partner, .limit = one_more(options.limit)};
  filter.before = now;
  if (!options.within.empty()) filter.before = Instant{now.ms + span_of(options.within)};
  std::vector<DueEntry> entries;
  if (store) {
    for (const auto& row : store->expected(filter)) {
      entries.push_back(explain_due(*store, row, configuration->directory.find_slug(row.partner), now));
    }
  }
  const bool more = cut_off(entries, options.limit);
  const auto late = static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [&](const DueEntry& e) { return e.row.due < now; }));
  if (session.json) {
    print_json(entries, now);
    if (more) log_cut(entries.size());
  } else if (entries.empty()) {
    print_line(options.within.empty() ? "nothing is overdue; `transom due --within 7d` shows what comes up"
                                      : fmt::format("nothing is due within {}", visible(options.within, 20)));
  } else {
    print_list(entries, now);
    print_line(summed_up(late, entries.size(), more));
  }
  return late > 0 ? exit_status::needs_person : exit_status::fine;
}

ExpectationId read_id(const std::string& text) {
  const bool digits =
      !text.empty() && text.size() < 18 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!digits) {
    throw Failure(
        FailureKind::usage, "due waive",
        text.empty() ? std::string("which one?") : fmt::format("'{}' is no number", visible(text, 40)),
        "`transom due --within 7d` shows the numbers");
  }
  return {std::stoll(text)};
}

int waive(const Options& options, const Session& session) {
  const ExpectationId id = read_id(options.id);
  if (options.reason.empty()) {
    throw Failure(FailureKind::usage, "due waive", "giving something up needs a reason",
                  "add --reason TEXT; it is kept");
  }
  const ExpectationRecord row =
      waive(require_workspace(session), *session.clock, id, person(), options.reason);
  if (session.json) {
    std::string out;
    JsonWriter json(out);
    json.object().key("expectation").number(id.value).key("state").value("waived");
    json.key("expected")
        .value(name(row.what))
        .key("partner")
        .value(row.partner)
        .key("number")
        .value(row.number);
    if (!row.release.empty()) json.key("release").value(row.release);
    json.end();
    print_line(out);
  } else {
    print_line(fmt::format("the {} {} {}{} is not expected any more", name(row.what),
                           row.owed_by == OwedBy::us ? "to" : "from", row.partner,
                           row.number.empty() ? "" : fmt::format(" for order {}", order_of(row))));
  }
  return exit_status::fine;
}

int due(const Options& options, const Session& session) {
  static constexpr std::array<std::string_view, 2> actions{"list", "waive"};
  if (options.action.empty() || options.action == "list") return list(options, session);
  if (options.action == "waive") return waive(options, session);
  throw Failure(FailureKind::usage, "due", fmt::format("there is no '{}'", visible(options.action, 40)),
                suggestion(options.action, actions));
}

}  // namespace

void add_due(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "due", "List what is expected by when, or give something up: list, waive")
      .argument("ACTION", options->action, "list (when left out) or waive", false)
      .argument("ID", options->id, "waive: number of the row, as `due` lists it", false)
      .option("--partner", options->partner, "SLUG", "Only what is expected of or for this partner")
      .option("--within", options->within, "TIME", "Also what is due within this time: 30m, 4h, 7d")
      .option("--reason", options->reason, "TEXT", "waive: why it need not come; kept")
      .option("--limit", options->limit, "N", "At most so many (200)")
      .footer(
          "Expected are the acknowledgment of what we sent (`within` of an agreement), and the 855, 856 and "
          "810\nfor an order (`expect`); what is late becomes work with the next pass, once.\n\n"
          "Exit codes: 0 nothing is overdue; 1 something is.\n\nExamples:\n  transom due\n"
          "  transom due --within 4h --partner acme-stores\n"
          "  transom due waive 12 --reason 'agreed by phone: they take the invoice on paper'\n"
          "  cron:  0 * * * *  transom -C /srv/edi due || transom -C /srv/edi due | mail -s overdue edi-desk")
      .runs([options, &session] { return due(*options, session); });
}

}  // namespace transom
