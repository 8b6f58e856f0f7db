// show: a file, or a document of the store, in plain language.
//
// A name that is a file is a file; anything else is looked for in the store by number or hash.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "app/command.hpp"
#include "app/document_view.hpp"
#include "app/history_view.hpp"
#include "app/input.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"

namespace transom {
namespace {

struct Options {
  std::string what;
  bool raw = false, brief = false, problems = false, history = false;
};

ViewDetail detail_of(const Options& options) {
  if (options.problems) return ViewDetail::problems;
  return options.brief ? ViewDetail::brief : ViewDetail::full;
}

int show_file(const Options& options, const Session& session) {
  Input input(options.what);
  const ConfigurationPtr configuration = configuration_for(session);
  DocumentView view(*configuration, detail_of(options));
  std::string chunk(64U << 10, '\0');
  while (const std::size_t n = input.read(chunk)) {
    const std::string_view bytes = std::string_view(chunk).substr(0, n);
    if (options.raw) {
      print(bytes);
    } else {
      view.feed(bytes);
    }
  }
  if (!options.raw) view.finish();
  return exit_status::fine;
}

int show_document(const Options& options, const Session& session) {
  const ConfigurationPtr configuration = configuration_for(session);
  const auto store = open_for_reading(configuration->workspace);
  const DocumentId id = document_named(store.get(), options.what);
  if (options.raw) {
    store->content(id, [](std::string_view bytes) {
      print(bytes);
      return true;
    });
    return exit_status::fine;
  }
  if (session.json) {
    print_line(history_json(*store, id));
    return exit_status::fine;
  }
  print_history(*store, configuration->workspace, id, session.clock->now());
  if (options.history) return exit_status::fine;
  print_line("");
  DocumentView view(*configuration, detail_of(options));
  store->content(id, [&view](std::string_view bytes) {
    view.feed(bytes);
    return true;
  });
  view.finish();
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
      .flag("--history", options->history, "Only what the store knows, not the segments")
      .flag("--raw", options->raw, "The original bytes, nothing else")
      .footer(
          "Segments are numbered as the partner counts them: ST is 1. Lines with >>> are findings.\n\n"
          "Examples:\n  transom show order.edi --brief\n  transom show 17 --problems\n"
          "  transom show 17 --raw > original.edi")
      .runs([options, &session] { return show(*options, session); });
}

}  // namespace transom
