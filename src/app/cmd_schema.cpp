// schema: the JSON Schema of a business document, as published.
#include <memory>

#include "app/command.hpp"
#include "app/output.hpp"
#include "transom/json.hpp"

namespace transom {

void add_schema(CLI::App& app, Session& session) {
  struct Options {
    std::string kind;
  };
  auto options = std::make_shared<Options>();
  std::vector<std::string> names;
  for (const auto kind : document_kinds) names.emplace_back(kind_name(kind));
  Command(app, session, "schema", "Print the JSON Schema of a business document")
      .choice("DOCUMENT", options->kind, names, "Which one; order when nothing is said")
      .footer("Examples:\n  transom schema order > order.schema.json\n  transom schema shipment")
      .runs([options] {
        print(json_schema(document_kind(options->kind).value_or(DocumentKind::order)));
        return exit_status::fine;
      });
}

}  // namespace transom
