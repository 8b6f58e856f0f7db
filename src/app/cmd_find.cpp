// find: which document was that? By any part of a PO number, control number, file name, sender or partner.
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
#include "transom/usage.hpp"

namespace transom {
namespace {

struct Options {
  std::string text;
  std::int64_t limit = 50;
};

void print_json(Store& store, const std::vector<Hit>& hits) {
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const auto& hit : hits) {
    const auto document = store.document(hit.document);
    json.object();
    json.key("document").number(hit.document.value);
    json.key("found_by").value(hit.what);
    json.key("value").value(hit.value);
    if (hit.state) json.key("sent").value(name(*hit.state));
    if (hit.usage != ' ') json.key("usage").value(usage_word(hit.usage));
    if (document) {
      json.key("name").value(document->original_name);
      json.key("received").value(document->received.iso());
      json.key("state").value(name(document->state));
    }
    json.end();
  }
  json.end();
  print_line(out);
}

// One row a document, however many of its names bear the text.
void print_table(Store& store, const std::vector<Hit>& hits) {
  Table table({">ID", "VALUE", "FOUND BY", "RECEIVED", "STATE", "FILE"});
  std::vector<DocumentId> shown;
  for (const auto& hit : hits) {
    if (std::find(shown.begin(), shown.end(), hit.document) != shown.end()) continue;
    shown.push_back(hit.document);
    const auto document = store.document(hit.document);
    if (!document) continue;
    std::string found_by;
    for (const auto& other : hits) {
      if (other.document != hit.document) continue;
      found_by += (found_by.empty() ? "" : ", ") + other.what;
      if (other.state || is_test(other.usage)) {
        found_by +=
            fmt::format(" ({}{}{})", other.state ? name(*other.state) : std::string_view(),
                        other.state && is_test(other.usage) ? ", " : "", is_test(other.usage) ? "test" : "");
      }
    }
    table.row({std::to_string(hit.document.value), visible(hit.value, 40), found_by, when(document->received),
               std::string(name(document->state)), visible(document->original_name, 40)});
  }
  print(table.text());
}

int find(const Options& options, const Session& session) {
  const Workspace workspace = Workspace::load(require_workspace(session));
  const auto store = open_for_reading(workspace);
  auto hits = store ? store->find(options.text, one_more(options.limit)) : std::vector<Hit>();
  const bool more = cut_off(hits, options.limit);
  if (hits.empty() && !session.json) {
    print_line(fmt::format("nothing bears '{}'", visible(options.text, 80)));
  } else if (session.json) {
    if (store) {
      print_json(*store, hits);
      if (more) log_cut(hits.size());
    } else {
      print_line("[]");
    }
  } else {
    print_table(*store, hits);
    if (more) print_line(fmt::format("... the first {} that bear it; --limit shows more", hits.size()));
  }
  return hits.empty() ? exit_status::needs_person : exit_status::fine;
}

}  // namespace

void add_find(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "find", "Find documents by purchase order, control number, file name or sender")
      .argument("TEXT", options->text, "Any part of it; leading zeros do not matter")
      .option("--limit", options->limit, "N", "At most so many (50)")
      .footer(
          "Exit codes: 0 found; 1 nothing found.\n\nExamples:\n  transom find 4501003877\n  transom find 101")
      .runs([options, &session] { return find(*options, session); });
}

}  // namespace transom
