// guide: what the standard says about a set, for people who write or argue about files.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/guide_view.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "engine/guide_shelf.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

constexpr std::string_view usual_version = "004010";

struct Options {
  std::string set, version, segment, partner;
};

// The guide that is shown, and in whose name.
struct Found {
  GuidePtr guide;
  bool substitute = false;  // for the version that was named
  std::string version;      // that was named, or agreed
  std::string partner, agreed;
};

std::string suggest(std::string_view word, const std::vector<std::string>& known) {
  return suggestion(word, std::vector<std::string_view>(known.begin(), known.end()));
}

// The version that is meant when nobody names one: the usual one, or the lowest that has the set (999:
// 005010).
std::string version_for(const std::string& set) {
  const GuideLibrary& library = GuideLibrary::built_in();
  std::vector<std::string> versions{std::string(usual_version)};
  for (std::string& version : library.versions()) versions.push_back(std::move(version));
  for (const std::string& version : versions) {
    const std::vector<std::string> sets = library.sets(version);
    if (std::find(sets.begin(), sets.end(), set) != sets.end()) return version;
  }
  return versions.front();
}

// Fails: usage, with what there is.
Found find_standard(const std::string& set, const std::string& version) {
  const GuideLibrary& library = GuideLibrary::built_in();
  const GuideLibrary::Match match = library.find(version, set);
  if (!match.version_known) {
    throw Failure(FailureKind::usage, "--version",
                  fmt::format("there is no guide for version {}", visible(version, 20)),
                  suggest(version, library.versions()));
  }
  if (!match.guide) {
    const std::string other = version_for(set);
    const std::vector<std::string> versions = library.versions();
    const auto above = std::upper_bound(versions.begin(), versions.end(), version.substr(0, 6));
    throw Failure(FailureKind::usage, visible(set, 20),
                  fmt::format("there is no guide for this set in version {}", visible(version, 20)),
                  library.find(other, set).guide != nullptr
                      ? fmt::format("version {} has one: `transom guide {} --version {}`", other, set, other)
                      : suggest(set, library.sets(*std::prev(above))));
  }
  return {match.guide, match.substitute, version, {}, {}};
}

const std::string& version_of(const Agreement& agreement) {
  return agreement.receive ? agreement.receive->version : agreement.send->version;
}

std::string agreed_words(const Agreement& agreement) {
  return fmt::format("{} in {}", agreement.receive ? "received" : "sent", version_of(agreement));
}

// What was agreed with the partner about the set, in the version where one is named.
std::vector<const Agreement*> agreements_of(const Partner& partner, const Options& options) {
  std::vector<const Agreement*> found;
  for (const auto* list : {&partner.receives, &partner.sends}) {
    for (const Agreement& agreement : *list) {
      const bool meant = options.version.empty() || options.version.starts_with(version_of(agreement));
      if (agreement.set == options.set && meant) {
        found.push_back(&agreement);
      }
    }
  }
  return found;
}

// The guide by which the partner's sets are checked, ours to him included. Where several are agreed, that of
// the first, what is received before what is sent; the others are named.
// Fails: usage, when nothing was agreed; configuration, with the line of a guide that is wrong.
Found find_agreed(const Options& options, const Session& session) {
  const ConfigurationPtr configuration = configuration_for(session);
  const Partner& partner = partner_named(*configuration, options.partner);
  const std::vector<const Agreement*> agreements = agreements_of(partner, options);
  if (agreements.empty()) {
    throw Failure(
        FailureKind::usage, visible(options.set, 20),
        fmt::format("nothing was agreed with {} about this set{}", partner.slug,
                    options.version.empty() ? "" : " in version " + visible(options.version, 20)),
        fmt::format("agreements stand in {}; without --partner the standard's guide is shown", partner.file));
  }
  const Agreement& agreement = *agreements.front();
  Found found = find_standard(agreement.set, version_of(agreement));
  found.guide = GuideShelf(*configuration).of(&agreement, found.guide);
  found.partner = partner.slug;
  found.agreed = agreed_words(agreement);
  for (const Agreement* other : std::span(agreements).subspan(1)) {
    found.agreed += fmt::format("; {} as well", agreed_words(*other));
  }
  return found;
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
  const std::string version = options.version.empty() ? version_for(options.set) : options.version;
  const Found found =
      options.partner.empty() ? find_standard(options.set, version) : find_agreed(options, session);
  const GuideView view{.guide = found.guide.get(),
                       .only = find_segment(options, *found.guide),
                       .partner = found.partner,
                       .agreed = found.agreed};
  if (session.json) {
    print_line(guide_json(view));
    return exit_status::fine;
  }
  if (found.substitute) {
    print_line(fmt::format(
        "There is no guide for {} in {}; {} stands in, and what the higher may have added only warns.",
        options.set, found.version, found.guide->version()));
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
              "Such as 005010 or 004010VICS; 004010 when nothing is said, or the lowest that has the set")
      .option("--partner", options->partner, "SLUG",
              "As agreed with this partner: his version, and what his own guide asks beyond the standard")
      .option("--segment", options->segment, "ID", "This segment alone, with every code of its elements")
      .footer(
          "REQ is M for mandatory and O for optional; MAX is how often in a row, >1 without limit. Codes "
          "are\n"
          "shown with our own words where we have some; long lists are folded.\n\n"
          "Examples:\n  transom guide 850\n  transom guide 856 --version 005010\n"
          "  transom guide 850 --segment BEG\n  transom guide 810 --format json\n"
          "  transom guide 850 --partner acme-stores --segment N1")
      .runs([options, &session] { return show_guide(*options, session); });
}

}  // namespace transom
