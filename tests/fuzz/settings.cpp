// What people write: YAML, maps, partners, guides, expressions; and the ERP's JSON. Each is taken, or refused
// with a Failure that names a place; nothing else may happen.
#include <string>

#include "base/yaml.hpp"
#include "fuzz/targets.hpp"
#include "guide/compile.hpp"
#include "support/temp_folder.hpp"
#include "transom/expression.hpp"
#include "transom/failure.hpp"
#include "transom/json.hpp"
#include "transom/mapping.hpp"
#include "transom/workspace.hpp"

namespace transom::fuzz {
namespace {

// Takes what `work` refuses in the way that it may; a refusal without a word is none.
template <typename Work>
bool taken(Work work) {
  try {
    work();
    return true;
  } catch (const Failure& failure) {
    demand(std::string_view(failure.what()).size() > 10, "a refusal without words");
    return false;
  }
}

void visit(const YamlNode& node, int depth) {
  demand(depth <= 40, "deeper than the limit");
  if (node.is_scalar()) taken([&] { static_cast<void>(node.as_int(-5, 5)); });
  if (node.is_sequence()) {
    for (const YamlNode& item : node.items()) visit(item, depth + 1);
  }
  if (node.is_map()) {
    for (const auto& [key, value] : node.entries()) {
      demand(node.find(key.text()) == &value, "a key that is not found");
      visit(value, depth + 1);
    }
  }
}

const TempFolder& folder() {
  static const TempFolder made;
  return made;
}

Order sample() {
  Order order;
  order.number = "4711";
  order.currency = "USD";
  order.ordered = Date{2026, 3, 2};
  for (const char* quantity : {"12", "0.5", "-3"}) {
    OrderLine& line = order.lines.emplace_back();
    line.number = quantity;
    line.quantity = Decimal::parse(quantity);
    line.price = Decimal::parse("19.95");
    line.unit = "EA";
  }
  return order;
}

}  // namespace

void yaml(std::string_view bytes) {
  taken([&] { visit(load_yaml(bytes, "fuzz.yaml"), 0); });
}

// A partner's own map over the house's, compiled against guide and document.
void maps(std::string_view bytes) {
  const bool inward = (take_byte(bytes) & 1U) == 0;
  const std::string file = folder().write("maps/fuzz.yaml", bytes);
  taken([&] {
    const GuideLibrary& guides = GuideLibrary::built_in();
    const MapLibrary& library = MapLibrary::built_in();
    if (inward) {
      static_cast<void>(library.inbound(guides.find("004010", "850").guide, file));
    } else {
      static_cast<void>(
          library.outbound(guides.find("004010", "855").guide, DocumentKind::order_response, file));
    }
  });
}

void partners(std::string_view bytes) {
  static const std::string root = [] {
    folder().write("workspace/transom.yaml",
                   "name: Us\nidentity: [{qualifier: ZZ, id: US}]\nmailboxes: []\n");
    return folder().at("workspace");
  }();
  const bool partner = (take_byte(bytes) & 1U) == 0;
  folder().write("workspace/mappings/partners/fuzz/partner.yaml", partner ? bytes : "");
  Workspace workspace = Workspace::none();
  workspace.root = root;
  workspace.mappings = root + "/mappings";
  workspace.partners_folder = root + "/mappings/partners";
  if (!partner) {
    folder().write("other/transom.yaml", bytes);
    taken([&] { static_cast<void>(Workspace::load(folder().at("other"))); });
    return;
  }
  taken([&] { static_cast<void>(Directory::load(workspace)); });
}

// elements.yaml, segments.yaml and a set, each ended by a line of %%.
void guides(std::string_view bytes) {
  const auto next = [&] {
    const std::size_t end = bytes.find("\n%%\n");
    const std::string_view text = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 4);
    return text;
  };
  folder().write("guides/004010/elements.yaml", next());
  folder().write("guides/004010/segments.yaml", next());
  folder().write("guides/004010/850.yaml", next());
  taken([&] {
    const GuideLibrary library = GuideLibrary::load(folder().at("guides"));
    const GuidePtr guide = library.find("004010", "850").guide;
    demand(guide == nullptr || !guide->uses().empty(), "a guide without uses");
  });
}

void expressions(std::string_view bytes) {
  static const Order order = sample();
  const Shape* const shapes[] = {&Order::shape(), &OrderLine::shape()};
  const void* const records[] = {&order, order.lines.data()};
  MapContext context;
  context.now = Instant{1'772'442'000'000};
  taken([&] {
    const Expression expression = compile_expression(bytes, {"fuzz.yaml", 1, 1}, shapes);
    const std::string once = expression.text(records, context);
    demand(once == expression.text(records, context), "another value the second time");
  });
}

void json(std::string_view bytes) {
  const JsonDocuments read = read_json(bytes, {.bytes = 1U << 20U, .depth = 32, .records = 8U << 20U});
  for (const JsonProblem& problem : read.problems) demand(!problem.text().empty(), "a problem without words");
  if (!read.ok()) return;
  for (const BusinessDocument& document : read.documents) {
    const std::string text = to_json(document);
    const JsonDocuments again = read_json(text);
    demand(again.ok() && again.documents.size() == 1, "what we write cannot be read");
    demand(to_json(again.documents.front()) == text, "another document when written and read");
  }
}

}  // namespace transom::fuzz
