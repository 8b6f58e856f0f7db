// test: the golden cases in the partners' folders, in.edi against the order, answers and findings expected.
#include <fmt/format.h>

#include <memory>

#include "app/command.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "engine/map_shelf.hpp"
#include "transom/engine.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

struct Options {
  std::string partner;
  bool accept = false;
};

void print_json(const std::vector<GoldenResult>& results) {
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const auto& result : results) {
    json.object();
    json.key("partner")
        .value(result.partner)
        .key("case")
        .value(result.name)
        .key("folder")
        .value(result.folder);
    json.key("passed").flag(result.passed).key("differences").array();
    for (const auto& difference : result.differences) json.value(difference);
    json.end().end();
  }
  json.end();
  print_line(out);
}

void print_text(const std::vector<GoldenResult>& results, bool accept) {
  std::size_t failed = 0, written = 0;
  for (const auto& result : results) {
    failed += !result.passed;
    written += accept && result.passed && !result.differences.empty();
    const auto word = !result.passed ? "FAILED" : result.differences.empty() ? "ok    " : "wrote ";
    print_line(fmt::format("{} {}/{}", word, result.partner, result.name));
    for (const auto& difference : result.differences) print_line(difference);
  }
  if (results.empty()) {
    print_line(
        "no golden cases; a case is a folder mappings/partners/<slug>/tests/<name>/ with case.yaml and "
        "in.edi");
    return;
  }
  if (accept) {
    print_line(fmt::format("{}: {} written anew; look at what changed before you keep it",
                           count_of(results.size(), "case"), written));
    if (failed > 0) print_line(fmt::format("{} failed: only case.yaml or the input mends that", failed));
  } else {
    print_line(fmt::format("{}: {} passed, {} failed", count_of(results.size(), "case"),
                           results.size() - failed, failed));
  }
}

// What most likely is a slip, on standard error: whoever tries a map out wants to know.
void tell_warnings(const std::string& root) {
  const ConfigurationPtr configuration = Configuration::load(root);
  for (const MapWarning& warning : MapShelf(*configuration).warnings())
    fmt::print(stderr, "{}: warning: {}; {}\n", warning.place, warning.problem, warning.advice);
}

int test(const Options& options, const Session& session) {
  const std::string root = require_workspace(session);
  tell_warnings(root);
  const auto results = run_golden(root, options.partner, options.accept);
  if (session.json) {
    print_json(results);
  } else {
    print_text(results, options.accept);
  }
  for (const auto& result : results) {
    if (!result.passed) return exit_status::needs_person;
  }
  return exit_status::fine;
}

}  // namespace

void add_test(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "test", "Run the golden cases of one partner, or of all")
      .argument("PARTNER", options->partner, "A partner's folder name", false)
      .flag("--accept", options->accept, "Rewrite the expected files with what comes out now")
      .footer(
          "Clock and control numbers stand still in a case, so that the same input gives the same bytes.\n"
          "Lines with - were expected, lines with + came. --accept writes files; what case.yaml says is "
          "yours to "
          "change,\nand fails as long as it does not fit.\n\nExit codes: 0 all passed; 1 some failed.\n\n"
          "Examples:\n  transom test\n  transom test acme-stores --accept")
      .runs([options, &session] { return test(*options, session); });
}

}  // namespace transom
