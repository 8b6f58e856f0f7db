// show: a file, or a document of the store, in plain language.
//
// A name that is a file is a file; anything else is looked for in the store by number or hash.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "app/command.hpp"
#include "app/document_view.hpp"
#include "app/erp_view.hpp"
#include "app/history_view.hpp"
#include "app/input.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"

namespace transom {
namespace {

struct Options {
  std::string what;
  bool raw = false, brief = false, problems = false, history = false, all = false;
  std::int64_t limit = 200;
};

ViewDetail detail_of(const Options& options) {
  if (options.problems) return ViewDetail::problems;
  return options.brief ? ViewDetail::brief : ViewDetail::full;
}

// As large as what `outgoing/` takes.
constexpr std::uint64_t largest_erp_file = 64ULL << 20;

int show_raw(Input& input) {
  std::string chunk(64U << 10, '\0');
  while (const std::size_t n = input.read(chunk)) print(std::string_view(chunk).substr(0, n));
  return exit_status::fine;
}

int show_file(const Options& options, const Session& session) {
  Input input(options.what);
  if (options.raw) return show_raw(input);
  const ConfigurationPtr configuration = configuration_to_look(session);
  std::string chunk(64U << 10, '\0');
  std::size_t n = input.read(chunk);
  const std::string_view first = std::string_view(chunk).substr(0, n);
  if (is_erp_file(input.name(), first)) {
    const std::string bytes = std::string(first) + input.read_all(largest_erp_file);
    print_erp_file(configuration, std::filesystem::path(options.what).filename().string(), bytes,
                   detail_of(options), session.clock->now());
    return exit_status::fine;
  }
  DocumentView view(*configuration, detail_of(options), options.all);
  for (; n > 0; n = input.read(chunk)) view.feed(std::string_view(chunk).substr(0, n));
  view.finish();
  return exit_status::fine;
}

void print_stored_json(const Options& options, Store& store, const ConfigurationPtr& configuration,
                       const DocumentRecord& document, Instant now) {
  std::string out;
  JsonWriter json(out);
  append_history(json, store, document.id, static_cast<std::size_t>(options.limit));
  if (is_erp_document(document)) append_erp_document(json, store, configuration, document, now);
  json.end();
  print_line(out);
}

void print_stored(const Options& options, Store& store, const ConfigurationPtr& configuration,
                  const DocumentRecord& document, Instant now) {
  print_history(store, configuration->workspace, document.id, now, static_cast<std::size_t>(options.limit));
  if (options.history) return;
  print_line("");
  if (is_erp_document(document)) {
    return print_erp_document(store, configuration, document, detail_of(options), now);
  }
  DocumentView view(*configuration, detail_of(options), options.all);
  store.content(document.id, [&view](std::string_view bytes) {
    view.feed(bytes);
    return true;
  });
  view.finish();
}

int show_document(const Options& options, const Session& session) {
  const ConfigurationPtr configuration = configuration_to_look(session);
  const auto store = open_for_reading(configuration->workspace);
  const DocumentId id = document_named(store.get(), options.what);
  if (options.raw) {
    store->content(id, [](std::string_view bytes) {
      print(bytes);
      return true;
    });
    return exit_status::fine;
  }
  const DocumentRecord document = *store->document(id);
  if (session.json) {
    print_stored_json(options, *store, configuration, document, session.clock->now());
  } else {
    print_stored(options, *store, configuration, document, session.clock->now());
  }
  return exit_status::fine;
}

int show(const Options& options, const Session& session) {
  const bool is_file = options.what == "-" || std::filesystem::exists(options.what);
  if (is_file && session.json) {
    throw Failure(FailureKind::usage, "--format json", "a file is shown for people only",
                  "`transom check FILE --format json` has its findings, `transom map FILE` what it says");
  }
  if (is_file) return show_file(options, session);
  if (!find_workspace(session)) {
    throw Failure(FailureKind::usage, options.what,
                  "there is no such file, and no workspace to look for a document in");
  }
  return show_document(options, session);
}

}  // namespace

void add_show(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "show", "Show a file or a received document in plain language")
      .argument("FILE|ID", options->what, "A file, - for standard input, or a document's number or hash")
      .flag("--brief", options->brief, "One line a segment")
      .flag("--problems", options->problems, "Only the segments that have findings")
      .flag("--all", options->all, "Every finding of a set, also beyond `limits: {findings: N}`")
      .flag("--history", options->history, "Only what the store knows, not the segments")
      .option("--limit", options->limit, "N", "Of its sets and documents list at most so many (200)")
      .flag("--raw", options->raw, "The original bytes, nothing else")
      .footer(
          "Segments are numbered as the partner counts them: ST is 1. Lines with >>> are findings.\n"
          "A JSON or CSV file of the ERP is shown by its documents, their lines, and what came of each.\n\n"
          "Examples:\n  transom show order.edi --brief\n  transom show 17 --problems\n  transom show 17 "
          "--history --limit 5000\n"
          "  transom show 17 --raw > original.edi")
      .runs([options, &session] { return show(*options, session); });
}

}  // namespace transom
