// Read by what the engine reads it by, so that a map or a field that stands in the way is told here too: what
// cannot be read now stands beside what came of each document when it was tried (erp_fates.cpp), which may be
// days ago and by another map. A page for people and JSON for programs say the same.
#include "app/erp_view.hpp"

#include <fmt/format.h>

#include "app/erp_fates.hpp"
#include "app/line_words.hpp"
#include "app/output.hpp"
#include "base/text.hpp"
#include "engine/boxes.hpp"
#include "engine/content_of.hpp"
#include "engine/order_story.hpp"
#include "engine/outgoing_file.hpp"
#include "order/shipment_goods.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

struct Line {
  std::string number, quantity, unit, price, product, said;
};

// In reading order, whatever nests.
class Lines {
 public:
  static std::vector<Line> of(const BusinessDocument& document) {
    Lines lines;
    std::visit([&lines](const auto& one) { lines.take(one); }, document);
    return std::move(lines.out_);
  }

 private:
  template <class L>
  void add(const L& line, std::string said = {}) {
    out_.push_back({visible(line.number, 20), in_words(line.quantity), visible(line.unit, 10),
                    in_words(line.price), visible(in_words(line.ids), 120), std::move(said)});
  }
  void take(const Order& order) {
    for (const auto& line : order.lines) add(line);
  }
  void take(const Invoice& invoice) {
    for (const auto& line : invoice.lines) add(line);
  }
  void take(const OrderChange& change) {
    for (const auto& line : change.lines) add(line, visible(line.change, 30));
  }
  void take(const OrderResponse& response) {
    for (const auto& line : response.lines) {
      std::string said;
      for (const auto& answer : line.answers) {
        said += fmt::format("{}{}", said.empty() ? "" : ", ", visible(answer.status, 30));
        if (answer.quantity) said += " " + answer.quantity->to_plain();
      }
      add(line, std::move(said));
    }
  }
  void take(const Shipment& shipment) { walk(shipment, "", ""); }

  // On a pallet or carton, else on what is around it.
  static std::string sscc_on(const std::vector<Mark>& marks, const std::string& around) {
    std::string own = sscc_of(marks);
    return own.empty() ? around : own;
  }
  template <class Level>
  void walk(const Level& level, const std::string& order, const std::string& sscc) {
    if constexpr (requires { level.orders; }) {
      for (const auto& below : level.orders) walk(below, below.number, sscc);
    }
    if constexpr (requires { level.tares; }) {
      for (const auto& below : level.tares) walk(below, order, sscc_on(below.marks, sscc));
    }
    if constexpr (requires {
                    level.packs;
                    level.packs.front().items;
                  }) {
      for (const auto& below : level.packs) walk(below, order, sscc_on(below.marks, sscc));
    }
    if constexpr (requires { level.items; }) {
      for (const auto& item : level.items) ship(item, order, sscc);
    }
  }
  void ship(const ShipmentItem& item, const std::string& order, const std::string& sscc) {
    std::string said;
    const std::string& of = item.order.number.empty() ? order : item.order.number;
    if (!of.empty()) said = "order " + visible(of, 40);
    if (!sscc.empty()) said += (said.empty() ? "in " : ", in ") + visible(sscc, 30);
    out_.push_back({visible(item.number, 20), in_words(item.quantity), visible(item.unit, 10), "-",
                    visible(in_words(item.ids), 120), std::move(said)});
    for (const auto& pack : item.packs) walk(pack, of, sscc_on(pack.marks, sscc));
    for (const auto& tare : item.tares) walk(tare, of, sscc_on(tare.marks, sscc));
  }

  std::vector<Line> out_;
};

// "order response to order 4501 for acme-stores: accepted with changes"
std::string title(const BusinessDocument& document) {
  const auto* response = std::get_if<OrderResponse>(&document);
  std::string text = fmt::format("{} {}{} for {}", spaced_words(kind_name(kind_of(document))),
                                 response != nullptr ? "to order " : "", visible(number_of(document), 40),
                                 visible(partner_of(document), 40));
  std::string orders;
  for (const auto& order : orders_of(document)) {
    if (order != number_of(document)) orders += (orders.empty() ? "" : ", ") + visible(order, 40);
  }
  if (!orders.empty()) text += ", of order " + orders;
  if (is_test(document)) text += " (TEST)";
  if (response != nullptr && !response->kind.empty())
    text += ": " + spaced_words(visible(response->kind, 40));
  return text;
}

// JSON needs no map, and is shown whatever is the matter with the maps.
OutgoingFile read_file(const ConfigurationPtr& configuration, std::string_view name, std::string_view bytes,
                       Instant now) {
  if (!is_rows(configuration->workspace, name)) return read_outgoing_json(bytes);
  try {
    return read_outgoing(Setup(configuration), name, bytes, now);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::configuration) throw;
    OutgoingFile unread;
    unread.problem = Reason{"configuration", failure.what(), "mend it, then look again", "mapping"};
    return unread;
  }
}

void print_lines(const BusinessDocument& document) {
  const auto lines = Lines::of(document);
  if (lines.empty()) return;
  Table table({">LINE", ">QUANTITY", "UNIT", ">PRICE", "PRODUCT", ""});
  for (const auto& line : lines)
    table.row({line.number, line.quantity, line.unit, line.price, line.product, line.said});
  print(table.text("    "));
}

void print_problem(const Reason& reason) {
  print_line(fmt::format("  >>> {}", visible(reason.sentence, 1000)));
  for (const auto& more : reason.more) print_line(fmt::format("  >>> {}", visible(more, 1000)));
  print_line(fmt::format("      next step: {}", visible(reason.next, 500)));
}

void append_problem(JsonWriter& json, const Reason& reason) {
  json.object().key("reason").value(reason.code).key("sentence").value(reason.sentence);
  if (!reason.more.empty()) {
    json.key("more").array();
    for (const auto& more : reason.more) json.value(more);
    json.end();
  }
  json.key("next_step").value(reason.next).end();
}

void print_file(const OutgoingFile& file, ViewDetail detail, const ErpFates* fates) {
  if (file.problem) print_problem(*file.problem);
  std::uint32_t position = 0;
  for (const auto& [document, problem] : file.documents) {
    ++position;
    if (detail == ViewDetail::problems && !problem) continue;
    print_line(fmt::format("  {}. {}", position, title(document)));
    if (fates != nullptr) print_line("     " + visible(fates->of(position), 1000));
    if (problem) print_problem(*problem);
    if (detail == ViewDetail::full) print_lines(document);
  }
  if (file.documents.empty() && !file.problem) print_line("  there is no document in it");
}

}  // namespace

bool is_erp_file(std::string_view name, std::string_view first_bytes) {
  if (first_bytes.starts_with("\xEF\xBB\xBF")) first_bytes.remove_prefix(3);
  const auto first = first_bytes.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (first_bytes[first] == '{' || first_bytes[first] == '['))
    return true;
  return to_lower(name).ends_with(".csv");
}

bool is_erp_document(const DocumentRecord& document) {
  return document.mailbox == outgoing_box;
}

void print_erp_file(const ConfigurationPtr& configuration, std::string_view name, std::string_view bytes,
                    ViewDetail detail, Instant now) {
  print_line(fmt::format("{}: a file of the ERP", visible(name, 80)));
  print_file(read_file(configuration, name, bytes, now), detail, nullptr);
}

void print_erp_document(Store& store, const ConfigurationPtr& configuration, const DocumentRecord& document,
                        ViewDetail detail, Instant now) {
  const ErpFates fates(store, document);
  print_file(read_file(configuration, document.original_name, content_of(store, document.id), now), detail,
             &fates);
}

void append_erp_document(JsonWriter& json, Store& store, const ConfigurationPtr& configuration,
                         const DocumentRecord& document, Instant now) {
  const ErpFates fates(store, document);
  const OutgoingFile file =
      read_file(configuration, document.original_name, content_of(store, document.id), now);
  if (file.problem) append_problem(json.key("problem"), *file.problem);
  std::uint32_t position = 0;
  json.key("documents").array();
  for (const auto& [content, problem] : file.documents) {
    json.object().key("position").number(++position);
    json.key("came_to").value(fates.of(position));
    if (problem) append_problem(json.key("problem"), *problem);
    json.key("content");
    write_json(json, content);
    json.end();
  }
  json.end();
}

}  // namespace transom
