// The page whoever decides works from, so that he need not open the document beside it: the lines as they
// were ordered, each with what the rules said of it, the order that came before under the same number and in
// what it differs.
//
// A next step is shown as long as its queue holds the order: what was to be done before a decision would
// mislead after it.
#include "app/hold_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/line_words.hpp"
#include "app/output.hpp"
#include "base/text.hpp"
#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"
#include "order/order_book.hpp"
#include "store/names.hpp"

namespace transom {
namespace {

bool is_change(const HeldOrder& held) {
  return held.order.kind == BusinessKind::order_change;
}

bool still_holds(const HeldOrder& held, const DecisionRecord& decision) {
  return std::any_of(held.holding.begin(), held.holding.end(),
                     [&](const DecisionRecord& row) { return row.number == decision.number; });
}

std::vector<std::string> next_steps(const HeldOrder& held) {
  std::vector<std::string> steps;
  for (const auto& decision : held.decisions) {
    const bool told = std::find(steps.begin(), steps.end(), decision.next) != steps.end();
    if (still_holds(held, decision) && !decision.next.empty() && !told) steps.push_back(decision.next);
  }
  return steps;
}

struct Asked {
  OrderLine line;
  std::string change;  // of a change of an order: what is to become of the line
};

// What the stored document asks for; nothing where it cannot be read, of which `fsck` tells.
std::vector<Asked> lines_of(const BusinessRecord& row) {
  std::vector<Asked> out;
  if (auto order = stored_as<Order>(row.json)) {
    for (auto& line : order->lines) out.push_back({std::move(line), {}});
  } else if (auto change = stored_as<OrderChange>(row.json)) {
    for (auto& line : change->lines) out.push_back({line, line.change});
  }
  return out;
}

std::string said(const DecisionRecord& decision) {
  const bool both = !decision.sentence.empty() && !decision.why.empty();
  std::string out = decision.sentence + (both ? "; " : "") + decision.why;
  if (!decision.change.empty()) out += fmt::format(" [{}]", decision.change);
  return visible(out, 200);
}

std::string act(const DecisionRecord& decision) {
  const std::string words = action_words(decision);
  return decision.rule.empty() ? words : fmt::format("{} {}", words, decision.rule);
}

// "hold price-over-contract; answer IP": the sentences stand below, where the whole history does.
std::string said_of_line(const HeldOrder& held, const std::string& number) {
  std::vector<std::string> out;
  for (const auto& decision : held.decisions) {
    if (decision.line != number) continue;
    std::string words = act(decision);
    if (!decision.code.empty()) words += fmt::format(" ({})", visible(decision.code, 30));
    if (std::find(out.begin(), out.end(), words) == out.end()) out.push_back(std::move(words));
  }
  return fmt::format("{}", fmt::join(out, "; "));
}

void print_lines(const HeldOrder& held) {
  const auto lines = lines_of(held.order);
  if (lines.empty()) return;
  std::vector<std::string> headings{">LINE", ">QUANTITY", "UNIT", ">PRICE", "PRODUCT", "SAID OF IT"};
  if (is_change(held)) headings.insert(headings.begin() + 1, "ASKED FOR");
  Table table(std::move(headings));
  for (const auto& [line, change] : lines) {
    std::vector<std::string> cells{visible(line.number, 20),         in_words(line.quantity),
                                   visible(line.unit, 10),           in_words(line.price),
                                   visible(in_words(line.ids), 120), said_of_line(held, line.number)};
    if (is_change(held)) cells.insert(cells.begin() + 1, visible(change, 30));
    table.row(std::move(cells));
  }
  print(table.text("  "));
}

void print_head(Store& store, const HeldOrder& held) {
  print_line(fmt::format("{}order {} of {}: {}", is_change(held) ? "change of " : "",
                         visible(held.order.number, 40), held.order.partner,
                         held.order.verdict == Verdict::held
                             ? fmt::format("held for {}", fmt::join(held.owners, ", "))
                         : held.order.verdict == Verdict::rejected ? std::string("rejected")
                                                                   : std::string("not held")));
  const auto document = store.document(held.document);
  if (!document) return;
  print_line(fmt::format("  came in document {} ({}) on {}; `transom show {}` has it", held.document.value,
                         visible(document->original_name, 80), when(document->received),
                         held.document.value));
}

// In what the later of the two differs from the earlier: the first differences; none where one of them cannot
// be read.
std::optional<std::vector<std::string>> differences_of(const BusinessRecord& one, const BusinessRecord& two) {
  constexpr std::size_t most = 20;
  const BusinessRecord& before = one.id < two.id ? one : two;
  const BusinessRecord& after = one.id < two.id ? two : one;
  const auto first = stored_as<Order>(as_it_counts(before)), second = stored_as<Order>(as_it_counts(after));
  if (!first || !second) return std::nullopt;
  std::vector<std::string> out;
  const auto all = differences(*first, *second);
  for (std::size_t i = 0; i < std::min(all.size(), most); ++i) out.push_back(visible(all[i].text, 300));
  if (all.size() > most) {
    out.push_back(fmt::format("and {} more: compare `transom show {}` with `transom show {}`",
                              all.size() - most, document_of(before).value, document_of(after).value));
  }
  return out;
}

void print_same_number(const HoldPage& page) {
  for (const auto& other : page.same_number) {
    print_line(fmt::format("  {} under this number: order {} in document {}, {}",
                           other.id < page.held.order.id ? "came before" : "came later", other.id.value,
                           document_of(other).value, name(other.verdict)));
    const auto texts = differences_of(other, page.held.order);
    if (texts && texts->empty()) print_line("    both ask for the same");
    for (const auto& text : texts.value_or(std::vector<std::string>())) print_line("    " + text);
  }
}

void print_changes(const HoldPage& page) {
  for (const auto& change : page.changes) {
    print_line(fmt::format("  {} waits behind it: document {}, `transom hold show {}`",
                           is_cancelled(change.purpose) ? "its cancellation" : "a change of it",
                           document_of(change).value, change.id.value));
  }
}

void print_decisions(const HeldOrder& held) {
  Table table({"WHEN", "WHO", "WHAT", "LINE", "CODE", "FOR", "WHY"});
  for (const auto& decision : held.decisions) {
    table.row({when(decision.at), visible(decision.who, 20), act(decision), visible(decision.line, 10),
               visible(decision.code, 30), visible(decision.owner, 20), said(decision)});
  }
  print(table.text("  "));
  for (const auto& step : next_steps(held)) print_line(fmt::format("  next: {}", visible(step, 300)));
}

void append_decision(JsonWriter& json, const DecisionRecord& decision, bool holds) {
  json.object();
  json.key("at").value(decision.at.iso()).key("who").value(decision.who);
  json.key("action").value(decision.action);
  const std::pair<std::string_view, const std::string&> texts[] = {
      {"rule", decision.rule},     {"line", decision.line},   {"code", decision.code},
      {"change", decision.change}, {"owner", decision.owner}, {"sentence", decision.sentence}};
  for (const auto& [key, text] : texts) {
    if (!text.empty()) json.key(key).value(text);
  }
  if (holds && !decision.next.empty()) json.key("next_step").value(decision.next);
  if (decision.figure) json.key("figure").value(decision.figure->to_plain());
  if (!decision.reference.empty()) json.key("reference").value(decision.reference);
  if (!decision.why.empty()) json.key("why").value(decision.why);
  json.end();
}

void append_line(JsonWriter& json, const HeldOrder& held, const Asked& asked) {
  const auto& [line, change] = asked;
  json.object();
  json.key("number").value(line.number);
  if (!change.empty()) json.key("change").value(change);
  json.key("ids").array();
  for (const auto& id : line.ids) json.object().key("kind").value(id.kind).key("value").value(id.value).end();
  json.end();
  if (line.quantity) json.key("quantity").value(line.quantity->to_plain());
  if (!line.unit.empty()) json.key("unit").value(line.unit);
  if (line.price) json.key("price").value(line.price->to_plain());
  json.key("said").array();
  for (const auto& decision : held.decisions) {
    if (decision.line == line.number) append_decision(json, decision, still_holds(held, decision));
  }
  json.end().end();
}

void append_other(JsonWriter& json, const HoldPage& page, const BusinessRecord& other) {
  json.object();
  json.key("id").number(other.id.value).key("document").number(document_of(other).value);
  json.key("verdict").value(name(other.verdict));
  if (const auto texts = differences_of(other, page.held.order)) {
    json.key("differences").array();
    for (const auto& text : *texts) json.value(text);
    json.end();
  }
  json.end();
}

void append_reference(JsonWriter& json, const ReferenceRecord& reference) {
  json.key("reference").object();
  json.key("version").value(reference.hash).key("imported").value(reference.imported.iso());
  json.key("tables").array();
  for (const auto& table : reference.tables) {
    json.object();
    json.key("name").value(table.name).key("hash").value(table.hash);
    json.key("rows").number(static_cast<std::int64_t>(table.rows)).end();
  }
  json.end().end();
}

// What a row and a page both have; the object stays open.
void append_common(JsonWriter& json, const HeldOrder& held) {
  json.object();
  json.key("id").number(held.order.id.value);
  if (held.document) json.key("document").number(held.document.value);
  json.key("partner").value(held.order.partner).key("number").value(held.order.number);
  json.key("held").flag(held.order.verdict == Verdict::held);
  json.key("verdict").value(name(held.order.verdict));
  if (held.since) json.key("since").value(held.since->iso());
  json.key("owners").array();
  for (const auto& owner : held.owners) json.value(owner);
  json.end();
  json.key("decisions").array();
  for (const auto& decision : held.decisions) append_decision(json, decision, still_holds(held, decision));
  json.end();
  if (!is_change(held)) return;
  json.key("differences").array();
  for (const auto& difference : held.differences) json.value(difference.text);
  json.end();
}

}  // namespace

HoldPage hold_page(Store& store, BusinessId id) {
  HoldPage page{.held = order_in_question(store, id)};
  const BusinessRecord& row = page.held.order;
  ContentHash newest = row.reference;
  for (const auto& decision : page.held.decisions)
    if (!decision.reference.empty()) newest = decision.reference;
  if (!newest.empty()) page.reference = store.reference(newest);
  page.same_number = same_number(store, row);
  page.changes = waiting_changes(store, row);
  if (row.verdict == Verdict::held) page.warning = rejection_warning(store, row);
  return page;
}

void print_page(Store& store, const HoldPage& page) {
  const HeldOrder& held = page.held;
  print_head(store, held);
  for (const auto& difference : held.differences) print_line("  " + visible(difference.text, 300));
  print_lines(held);
  print_same_number(page);
  print_changes(page);
  if (!page.warning.empty()) print_line(fmt::format("  warning: {}", visible(page.warning, 500)));
  print_decisions(held);
  if (!page.reference) return;
  print_line(fmt::format("  judged by reference data of {}:", when(page.reference->imported)));
  for (const auto& table_of : page.reference->tables) {
    print_line(fmt::format("    {} {} ({})", table_of.name, table_of.hash.substr(0, 12),
                           count_of(table_of.rows, "row")));
  }
}

void append_decisions(JsonWriter& json, std::string_view key, const std::vector<DecisionRecord>& rows) {
  json.key(key).array();
  for (const auto& row : rows) append_decision(json, row, row.action == "hold");
  json.end();
}

void append_held(JsonWriter& json, const HeldOrder& held) {
  append_common(json, held);
  json.end();
}

void append_page(JsonWriter& json, const HoldPage& page) {
  append_common(json, page.held);
  json.key("lines").array();
  for (const auto& asked : lines_of(page.held.order)) append_line(json, page.held, asked);
  json.end();
  json.key("same_number").array();
  for (const auto& other : page.same_number) append_other(json, page, other);
  json.end();
  json.key("changes").array();
  for (const auto& change : page.changes) append_other(json, page, change);
  json.end();
  if (!page.warning.empty()) json.key("warning").value(page.warning);
  json.key("next_steps").array();
  for (const auto& step : next_steps(page.held)) json.value(step);
  json.end();
  if (page.reference) append_reference(json, *page.reference);
  json.end();
}

}  // namespace transom
