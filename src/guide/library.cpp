// Guides by version and set. Tables are decoded at the first question for them and then kept: a command that
// checks 850s never pays for the other sets. A version between two known ones, or a known one that has not
// the set, is served by the nearest lower one that has it; below the lowest and above the highest nothing
// stands in, because nothing is known to be near.
#include <algorithm>
#include <map>
#include <mutex>

#include "base/embedded.hpp"
#include "guide/compile.hpp"
#include "guide/tables.hpp"
#include "transom/failure.hpp"
#include "transom/guide.hpp"

namespace transom {

struct GuideLibrary::Impl {
  std::shared_ptr<const void> owner;  // of the bytes; null when they are part of the program
  blob::View view;
  std::mutex mutex;
  std::map<const blob::Version*, std::shared_ptr<const VersionTables>> versions;
  std::map<const blob::Set*, GuidePtr> guides;

  [[nodiscard]] std::span<const blob::Version> all_versions() const {
    return view.list<blob::Version>(view.header().versions);
  }

  GuidePtr guide(const blob::Version& version, const blob::Set& set) {
    const std::lock_guard lock(mutex);
    GuidePtr& guide = guides[&set];
    if (guide) return guide;
    std::shared_ptr<const VersionTables>& tables = versions[&version];
    if (!tables) tables = std::make_shared<VersionTables>(view, version, owner);
    guide = std::make_shared<Guide>(std::make_shared<Guide::Tables>(tables, set));
    return guide;
  }
};

GuideLibrary::GuideLibrary() : impl_(std::make_unique<Impl>()) {}
GuideLibrary::~GuideLibrary() = default;
GuideLibrary::GuideLibrary(GuideLibrary&&) noexcept = default;

const GuideLibrary& GuideLibrary::built_in() {
  static const GuideLibrary library = [] {
    GuideLibrary made;
    made.impl_->view = blob::View(embedded_file("guides.bin"));
    bug_check(made.impl_->view.valid(), "the program carries no guides");
    return made;
  }();
  return library;
}

GuideLibrary GuideLibrary::load(const std::string& folder) {
  GuideLibrary library;
  const auto bytes = std::make_shared<const std::string>(compile_guides(read_guides(folder)));
  library.impl_->owner = bytes;
  library.impl_->view = blob::View(*bytes);
  return library;
}

GuideLibrary::Match GuideLibrary::find(std::string_view version, std::string_view set_id) const {
  Match match;
  const std::string_view release = version.substr(0, 6);
  if (release.size() < 6 || release.find_first_not_of("0123456789") != std::string_view::npos) return match;
  const auto known = impl_->all_versions();
  const auto above = std::find_if(known.begin(), known.end(), [&](const blob::Version& one) {
    return impl_->view.text(one.version) > release;
  });
  if (above == known.begin()) return match;
  const bool exact = impl_->view.text(std::prev(above)->version) == release;
  match.version_known = exact || above != known.end();
  if (!match.version_known) return match;
  for (auto at = above; at != known.begin() && !match.guide;) {
    --at;
    for (const blob::Set& set : impl_->view.list<blob::Set>(at->sets)) {
      if (impl_->view.text(set.id) != set_id) continue;
      match.guide = impl_->guide(*at, set);
      match.substitute = match.guide->version() != release;
    }
  }
  return match;
}

std::vector<std::string> GuideLibrary::versions() const {
  std::vector<std::string> names;
  for (const blob::Version& version : impl_->all_versions()) {
    names.emplace_back(impl_->view.text(version.version));
  }
  return names;
}

std::vector<std::string> GuideLibrary::sets(std::string_view version) const {
  std::vector<std::string> names;
  for (const blob::Version& known : impl_->all_versions()) {
    if (impl_->view.text(known.version) != version) continue;
    for (const blob::Set& set : impl_->view.list<blob::Set>(known.sets)) {
      names.emplace_back(impl_->view.text(set.id));
    }
  }
  return names;
}

Severities for_substitute(Severities severities) {
  for (const Rule rule :
       {Rule::element_code, Rule::element_too_long, Rule::too_many_elements, Rule::too_many_components,
        Rule::too_many_repetitions, Rule::segment_unknown, Rule::segment_not_in_set, Rule::segment_unexpected,
        Rule::segment_over_limit, Rule::loop_over_limit}) {
    if (severities[rule] == Severity::error) severities.set(rule, Severity::warn);
  }
  return severities;
}

}  // namespace transom
