// hold: orders, and changes of orders, that wait for a person's decision; see them, release them, reject
// them, tell the partner that the answer follows.
//
// One command with five actions, because a desk does them all in a row and they share what they name: the
// order's number here, its lines, its queues. A reason is asked for wherever something is decided.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "app/command.hpp"
#include "app/hold_view.hpp"
#include "app/limit.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "transom/hold.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

struct Options {
  std::string action, id, reason, owner, partner;
  std::vector<std::string> lines, prices, accept;
  std::int64_t limit = 200;
  bool dry_run = false, show = false, no_answer = false;
};

// What holds it now, which may have come up when somebody wanted to release it.
const std::string& why(const HeldOrder& held) {
  return held.holding.empty() ? held.order.reason : held.holding.front().sentence;
}

int list(const Options& options, const Session& session, Store* store) {
  const Instant now = session.clock->now();
  auto held = store != nullptr ? held_orders(*store, options.partner, options.owner, one_more(options.limit))
                               : std::vector<HeldOrder>();
  const bool more = cut_off(held, options.limit);
  if (held.empty()) known_or_empty(session, options.partner);
  if (session.json) {
    std::string out;
    JsonWriter json(out);
    json.array();
    for (const auto& order : held) append_held(json, order);
    json.end();
    print_line(out);
    if (more) log_cut(held.size());
  } else if (held.empty()) {
    const bool all = options.partner.empty() && options.owner.empty();
    print_line(all ? "no order is held" : "no order is held that is of this partner and queue");
  } else {
    Table table({">ID", "FOR", "PARTNER", "ORDER", ">AGE", "WHY"});
    for (const auto& order : held) {
      table.row({std::to_string(order.order.id.value),
                 visible(fmt::format("{}", fmt::join(order.owners, ", ")), 40), order.order.partner,
                 visible(order.order.number, 30) +
                     (order.order.kind == BusinessKind::order_change ? " (change)" : ""),
                 order.since ? age(*order.since, now) : "-", visible(why(order), 90)});
    }
    print(table.text());
    print_line(fmt::format("{}; `transom hold show ID` has every reason",
                           count_or_cut(held.size(), more, "held order")));
  }
  return held.empty() ? exit_status::fine : exit_status::needs_person;
}

int show(const Session& session, Store& store, BusinessId id) {
  const HoldPage page = hold_page(store, id);
  if (session.json) {
    std::string out;
    JsonWriter json(out);
    append_page(json, page);
    print_line(out);
  } else {
    print_page(store, page);
  }
  return exit_status::fine;
}

// What becomes of the line.
std::string in_brackets(const DecisionRecord& row) {
  return row.change.empty() ? std::string() : fmt::format(" [{}]", visible(row.change, 200));
}

void print_report(const HoldReport& report, const Options& options) {
  print_line(fmt::format("{}{}", options.dry_run ? "it would be so: " : "", visible(report.sentence, 500)));
  if (!report.warning.empty()) print_line(fmt::format("  warning: {}", visible(report.warning, 500)));
  for (const auto& row : report.gone) print_line(fmt::format("  no more: {}", visible(row.sentence, 500)));
  for (const auto& row : report.found) {
    print_line(fmt::format("  {}: {} ({}, for {}){}", report.outcome == "held" ? "new" : "new, and accepted",
                           visible(row.sentence, 500), row.rule, visible(row.owner, 40), in_brackets(row)));
  }
  for (const auto& row : report.changed) {
    print_line(
        fmt::format("  new: {} ({}, by itself){}", visible(row.sentence, 500), row.rule, in_brackets(row)));
  }
  if (report.outcome == "held") {
    print_line(fmt::format(
        "  next: `transom hold show {0}`; a second release lets it go, and so does --accept RULE{1}",
        options.id, options.lines.empty() ? "" : "; what is said of lines has to be said again"));
  }
  if (report.outcome == "before" || report.outcome == "held") return;
  print_line(
      fmt::format("  {} {}, {}", options.dry_run ? "it would make" : "made",
                  count_of(report.order.empty() ? 0 : 1, "order"),
                  sent_and_prepared(report.answers.size(), "answer", report.prepared, options.dry_run)));
  if (!options.show) return;
  if (!report.order.empty()) print_line(report.order);
  for (const auto& answer : report.answers) print_visible(answer);
}

int decide(const Options& options, const Session& session, const std::string& root, BusinessId id) {
  if (options.reason.empty() && !options.dry_run) {
    throw Failure(FailureKind::usage, "--reason", fmt::format("`hold {}` needs a reason", options.action),
                  "add --reason TEXT; it is kept with the decision");
  }
  if (options.no_answer && options.action != "reject") {
    throw Failure(FailureKind::usage, "--no-answer", fmt::format("`hold {}` answers", options.action),
                  "it is for `hold reject`");
  }
  const HoldRequest request{.order = id,
                            .reject = options.action == "reject",
                            .no_answer = options.no_answer,
                            .who = person(),
                            .why = options.reason,
                            .owner = options.owner,
                            .lines = options.lines,
                            .prices = options.prices,
                            .accept = options.accept,
                            .dry_run = options.dry_run};
  const HoldReport report = options.action == "acknowledge" ? acknowledge_held(root, *session.clock, request)
                                                            : decide_held(root, *session.clock, request);
  if (session.json) {
    std::string out;
    JsonWriter json(out);
    json.object();
    json.key("outcome").value(report.outcome).key("sentence").value(report.sentence);
    json.key("dry_run").flag(options.dry_run);
    if (!report.warning.empty()) json.key("warning").value(report.warning);
    if (!report.order.empty()) json.key("order").raw(report.order);
    json.key("answers").array();
    for (const auto& answer : report.answers) json.value(answer);
    json.end().key("prepared").number(static_cast<std::int64_t>(report.prepared));
    json.key("owners").array();
    for (const auto& owner : report.owners) json.value(owner);
    json.end();
    append_decisions(json, "found", report.found);
    append_decisions(json, "gone", report.gone);
    append_decisions(json, "changed", report.changed);
    json.end();
    print_line(out);
  } else {
    print_report(report, options);
  }
  const bool waits =
      report.outcome == "lifted" || report.outcome == "held" || report.outcome == "acknowledged";
  return waits ? exit_status::needs_person : exit_status::fine;
}

BusinessId read_id(const std::string& text) {
  const bool digits =
      !text.empty() && text.size() < 18 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!digits) {
    throw Failure(
        FailureKind::usage, "hold",
        text.empty() ? std::string("which order?") : fmt::format("'{}' is no number", visible(text, 40)),
        "`transom hold list` shows the numbers");
  }
  return {std::stoll(text)};
}

int hold(const Options& options, const Session& session) {
  static constexpr std::array<std::string_view, 5> actions{"list", "show", "release", "reject",
                                                           "acknowledge"};
  if (std::find(actions.begin(), actions.end(), options.action) == actions.end()) {
    throw Failure(FailureKind::usage, "hold", fmt::format("there is no '{}'", visible(options.action, 40)),
                  suggestion(options.action, actions));
  }
  const std::string root = require_workspace(session);
  const auto store = open_for_reading(Workspace::load(root));
  if (options.action == "list") return list(options, session, store.get());
  const BusinessId id = read_id(options.id);
  if (store == nullptr)
    throw Failure(FailureKind::usage, options.id, "no such order", "nothing was ever received");
  if (options.action == "show") return show(session, *store, id);
  return decide(options, session, root, id);
}

}  // namespace

void add_hold(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "hold", "Orders that wait for a decision: list, show, release, reject, acknowledge")
      .argument("ACTION", options->action, "list, show, release, reject or acknowledge")
      .argument("ID", options->id,
                "Number of the order, as `hold list` shows it (`failed` numbers documents)", false)
      .option("--reason", options->reason, "TEXT", "Why; kept with the decision, and needed for one")
      .option("--owner", options->owner, "QUEUE", "List: only this queue's; release: only this queue's holds")
      .option("--partner", options->partner, "SLUG", "List: only this partner's")
      .option("--line", options->lines, "N=CODE", "Answer to a line: 2=IR, 3=IP, 1=IA:8,IB:4@2026-03-20")
      .option("--price", options->prices, "N=PRICE", "The price that IP stands for")
      .option("--accept", options->accept, "RULE",
              "Release what this rule finds, also where nobody has seen it yet")
      .option("--limit", options->limit, "N", "List: at most so many (200)")
      .flag("--no-answer", options->no_answer, "Reject without an 855, where an order of its number stands")
      .flag("--dry-run", options->dry_run, "Only tell what would happen")
      .flag("--show", options->show, "Also print the order and the answer it makes")
      .footer(
          "A release makes the order for the ERP and its 855 in one step, once; a rejection makes the 855 "
          "that\n"
          "rejects. With `answer: await` it makes the order only: the ERP answers, by a file in outgoing/.\n"
          "An order that several queues hold goes out when the last of them releases it. So does a "
          "change\n"
          "of an order (860), laid over the order as it stands then; it is answered by an 865.\n"
          "The last release asks the rules again, by today's stock, credit, prices and items. What they find "
          "and\n"
          "nobody has seen (another rule, another line, a worse figure, another price where --line takes "
          "the\n"
          "rule's) stops it: it is told and kept, and the next release lets it go, or --accept RULE the "
          "first.\n"
          "What rules change by themselves stops nothing, and is told. The answer says what the rules say "
          "then.\n"
          "Acknowledge sends an interim 855 (AH, no lines, no reason) and leaves the order held: its answer "
          "is\n"
          "still expected, and follows with the release or the rejection.\n\n"
          "Exit codes: 0 done, or nothing waits; 1 something still waits, or came up at the release.\n\n"
          "Examples:\n  transom hold list --owner pricing\n  transom hold show 12\n"
          "  transom hold release 12 --reason 'price agreed by phone'\n"
          "  transom hold release 12 --line 2=IP --reason 'contract price stands'\n"
          "  transom hold reject 12 --reason 'customer blocked'\n"
          "  transom hold acknowledge 12 --reason 'credit needs two days, they ask for word'")
      .runs([options, &session] { return hold(*options, session); });
}

}  // namespace transom
