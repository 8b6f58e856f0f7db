// failed: what waits for a person, oldest first, each with its reason and next step.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "app/command.hpp"
#include "app/limit.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "engine/numbered.hpp"
#include "store/names.hpp"
#include "transom/hold.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

struct Options {
  std::string partner;
  std::int64_t limit = 200;
};

// A work item, and who ends it where a business document is held; `anew`: what was refused can be made anew;
// `for_map`: a map could not read it, and no release can mend that; `since`: what went out in the place
// of what was refused, or waits to.
struct Waiting {
  WorkItemRecord item;
  bool for_hold = false, for_replay = false, anew = false, for_map = false;
  std::string since = {};
  bool since_waits = false;
};

bool held_by_map(Store& store, BusinessId order) {
  const auto decisions = store.decisions_on(order);
  return std::any_of(decisions.begin(), decisions.end(),
                     [](const DecisionRecord& d) { return d.action == "hold" && d.rule == "map"; });
}

std::vector<Waiting> waiting_items(Store& store, const Options& options) {
  std::vector<Waiting> out;
  for (auto& item : store.open_items(options.partner, one_more(options.limit))) {
    const auto business = item.business ? store.business(item.business) : std::nullopt;
    const bool held = business && business->verdict == Verdict::held;
    const bool for_hold = held && hold_decides(*business);
    const auto refused = item.outbound ? store.outbound(item.outbound) : std::nullopt;
    const bool anew = refused && refused->kind > OutboundKind::ack_999;
    const bool for_map = for_hold && held_by_map(store, item.business);
    const auto other = anew && business ? overtaken_by(store, *business) : std::nullopt;
    std::string since = other ? other->in_words(name(refused->kind)) : std::string();
    out.push_back({std::move(item), for_hold, held && !for_hold, anew, for_map, std::move(since),
                   other && other->waits});
  }
  return out;
}

void print_json(const std::vector<Waiting>& items, Instant now) {
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const auto& one : items) {
    const WorkItemRecord& item = one.item;
    json.object();
    json.key("document").number(item.document.value);
    if (one.for_hold) json.key("held_order").number(item.business.value);
    if (item.outbound) json.key("refused_outbound").number(item.outbound.value);
    if (!one.since.empty()) json.key("overtaken").value(one.since);
    json.key("reason").value(item.reason);
    json.key("sentence").value(item.sentence);
    if (!item.more.empty()) {
      json.key("more").array();
      for (const auto& line : item.more) json.value(line);
      json.end();
    }
    json.key("next_step").value(item.next_step);
    json.key("owner").value(item.owner);
    if (!item.partner.empty()) json.key("partner").value(item.partner);
    if (!item.number.empty()) json.key("number").value(item.number);
    json.key("opened").value(item.opened.iso());
    json.key("age_seconds").number((now.ms - item.opened.ms) / 1000);
    json.end();
  }
  json.end();
  print_line(out);
}

// What ends the hold, or the refusal: the words of a command each.
std::string way_out(const Waiting& one) {
  if (one.since_waits) return fmt::format("      refused: {}, which ends this", one.since);
  if (!one.since.empty()) {
    return fmt::format(
        "      refused: {}; what takes its place ends this, or `transom settle {} --reason TEXT` where that "
        "one is right",
        one.since, one.item.document.value);
  }
  if (one.anew) {
    return fmt::format(
        "      refused: a corrected document ends this, or `transom reissue {} --reason TEXT` once the map "
        "is "
        "mended",
        one.item.outbound.value);
  }
  if (one.for_map) {
    return fmt::format(
        "      held: mend the map or its table, then `transom replay {} --reason TEXT`; "
        "or `transom hold reject {} --reason TEXT`",
        one.item.document.value, one.item.business.value);
  }
  if (one.for_hold) {
    return fmt::format(
        "      held: `transom hold show {0}`, then `transom hold release {0} --reason TEXT` "
        "or `transom hold reject {0} --reason TEXT`",
        one.item.business.value);
  }
  return fmt::format(
      "      held: `transom replay {0} --override --reason TEXT` takes it, "
      "`transom settle {0} --reason TEXT` gives it up",
      one.item.document.value);
}

// What a map could not read is often the same in many orders, and mended once: the advice is given once.
void print_advice(const Waiting& one, std::set<std::string>& given) {
  if (one.for_map && !given.insert(one.item.partner + "/" + one.item.next_step).second) {
    print_line(fmt::format("      next: as above; then `transom replay {}`, or `transom hold reject {}`",
                           one.item.document.value, one.item.business.value));
    return;
  }
  // What was overtaken is not made anew.
  if (one.since.empty()) print_line(fmt::format("      next: {}", visible(one.item.next_step, 500)));
  if (one.for_hold || one.for_replay || one.anew) print_line(way_out(one));
}

void print_list(const std::vector<Waiting>& items, Instant now) {
  Table table({">ID", "REASON", "PARTNER", "NUMBER", ">AGE", "FOR"});
  for (const auto& one : items) {
    const WorkItemRecord& item = one.item;
    table.row({std::to_string(item.document.value), item.reason,
               item.partner.empty() ? "-" : visible(item.partner, 32),
               item.number.empty() ? "-" : visible(item.number, 30), age(item.opened, now),
               visible(item.owner, 20)});
  }
  std::set<std::string> given;
  // Sentences do not fit columns: each stands below its row.
  const std::string text = table.text();
  std::size_t at = text.find('\n') + 1;
  print(std::string_view(text).substr(0, at));
  for (const auto& one : items) {
    const WorkItemRecord& item = one.item;
    const std::size_t end = text.find('\n', at) + 1;
    print(std::string_view(text).substr(at, end - at));
    print_line(fmt::format("      {}", visible(item.sentence, 500)));
    print_advice(one, given);
    at = end;
  }
}

int failed(const Options& options, const Session& session) {
  const Workspace workspace = Workspace::load(require_workspace(session));
  const auto store = open_for_reading(workspace);
  const Instant now = session.clock->now();
  auto items = store ? waiting_items(*store, options) : std::vector<Waiting>();
  if (items.empty()) known_or_empty(session, options.partner);
  const bool more = cut_off(items, options.limit);
  if (session.json) {
    print_json(items, now);
    if (more) log_cut(items.size());
  } else if (items.empty()) {
    print_line(options.partner.empty()
                   ? "nothing waits for a person"
                   : fmt::format("nothing of {} waits for a person", visible(options.partner, 32)));
  } else {
    print_list(items, now);
    print_line(
        fmt::format("{}; `transom show ID` has the whole story, `transom replay ID` runs it again, "
                    "`transom settle ID` closes it",
                    count_or_cut(items.size(), more, "open item")));
  }
  return items.empty() ? exit_status::fine : exit_status::needs_person;
}

}  // namespace

void add_failed(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "failed", "List what waits for a person, oldest first, with the next step")
      .option("--partner", options->partner, "SLUG", "Only this partner's")
      .option("--limit", options->limit, "N", "At most so many (200)")
      .footer(
          "The numbers are those of documents; an order that is held has one of its own in `transom hold "
          "list`.\n"
          "What a partner refused goes from here by itself when it was sent again: a corrected document "
          "under\n"
          "the same number, `resend` or `reissue`. So does what the ERP left and could not be sent, when "
          "its\n"
          "corrected form goes out.\n\n"
          "Exit codes: 0 nothing waits; 1 something does.\n\nExamples:\n  transom failed\n"
          "  transom failed --partner acme-stores --format json")
      .runs([options, &session] { return failed(*options, session); });
}

}  // namespace transom
