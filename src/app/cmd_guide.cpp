// guide: what the standard says about a set, for people who write or argue about files.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.hpp"
#include "app/guide_view.hpp"
#include "app/output.hpp"
#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

struct Options {
  std::string set, version = "004010", segment;
};

std::string suggest(std::string_view word, const std::vector<std::string>& known) {
  return suggestion(word, std::vector<std::string_view>(known.begin(), known.end()));
}

// Fails: usage, with what there is.
GuideLibrary::Match find_guide(const Options& options) {
  const GuideLibrary& library = GuideLibrary::built_in();
  const GuideLibrary::Match match = library.find(options.version, options.set);
  if (!match.version_known) {
    throw Failure(FailureKind::usage, "--version",
                  fmt::format("there is no guide for version {}", visible(options.version, 20)),
                  suggest(options.version, library.versions()));
  }
  if (!match.guide) {
    const std::string release = options.version.substr(0, 6);
    const std::vector<std::string> versions = library.versions();
    const auto above = std::upper_bound(versions.begin(), versions.end(), release);
    throw Failure(FailureKind::usage, visible(options.set, 20),
                  fmt::format("there is no guide for this set in version {}", visible(options.version, 20)),
                  suggest(options.set, library.sets(*std::prev(above))));
  }
  return match;
}

SegmentId find_segment(const Options& options, const Guide& guide) {
  if (options.segment.empty()) return 0;
  const SegmentId wanted = segment_id(to_upper(options.segment));
  std::vector<std::string> known;
  for (const SegmentId segment : segments_of({.guide = &guide})) {
    if (segment == wanted) return wanted;
    known.push_back(to_string(segment));
  }
  throw Failure(FailureKind::usage, "--segment",
                fmt::format("set {} has no segment {}{}", guide.set_id(), visible(options.segment, 20),
                            guide.knows_segment(wanted) ? "; other sets have" : ""),
                suggest(options.segment, known));
}

int show_guide(const Options& options, const Session& session) {
  const GuideLibrary::Match match = find_guide(options);
  const GuideView view{.guide = match.guide.get(), .only = find_segment(options, *match.guide)};
  if (session.json) {
    print_line(guide_json(view));
    return exit_status::fine;
  }
  if (match.substitute) {
    print_line(
        fmt::format("There is no guide for {} in {}; {} stands in, and what {} may have added only warns.",
                    options.set, options.version, match.guide->version(), options.version));
  }
  print(guide_page(view));
  return exit_status::fine;
}

}  // namespace

void add_guide(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "guide", "Print the guide of a set: loops, segments, elements, codes, notes")
      .argument("SET", options->set, "Such as 850")
      .option("--version", options->version, "GS08",
              "Such as 005010 or 004010VICS; 004010 when nothing is said")
      .option("--segment", options->segment, "ID", "This segment alone, with every code of its elements")
      .footer(
          "REQ is M for mandatory and O for optional; MAX is how often in a row, >1 without limit. Codes "
          "are\n"
          "shown with our own words where we have some; long lists are folded.\n\n"
          "Examples:\n  transom guide 850\n  transom guide 856 --version 005010\n"
          "  transom guide 850 --segment BEG\n  transom guide 810 --format json")
      .runs([options, &session] { return show_guide(*options, session); });
}

}  // namespace transom
