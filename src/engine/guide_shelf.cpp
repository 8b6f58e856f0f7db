// Like maps, guides are compiled when a configuration is taken: a wrong line is its author's alarm, and no
// document ever waits for it.
#include "engine/guide_shelf.hpp"

#include <fmt/format.h>

#include "transom/guide_overlay.hpp"

namespace transom {

GuideShelf::GuideShelf(const Configuration& configuration) {
  for (const auto& partner : configuration.directory.partners()) {
    for (const Agreement& agreement : partner->receives) {
      add(agreement, agreement.receive->version, agreement.receive->guide);
    }
    for (const Agreement& agreement : partner->sends) {
      add(agreement, agreement.send->version, agreement.send->guide);
    }
  }
}

void GuideShelf::add(const Agreement& agreement, const std::string& version, const std::string& file) {
  if (file.empty()) return;
  const GuidePtr standard = GuideLibrary::built_in().find(version, agreement.set).guide;
  if (standard == nullptr) {
    throw Failure(
        FailureKind::configuration, file,
        fmt::format("there is no standard guide for set {} in version {} to narrow", agreement.set, version),
        "`transom doctor` lists the guides there are");
  }
  own_.emplace(&agreement, Own{standard, narrow(standard, file)});
}

GuidePtr GuideShelf::of(const Agreement* agreement, const GuidePtr& standard) const {
  const auto found = own_.find(agreement);
  return found == own_.end() || found->second.standard != standard ? standard : found->second.narrowed;
}

const Guide* GuideShelf::own(const Agreement& agreement) const {
  const auto found = own_.find(&agreement);
  return found == own_.end() ? nullptr : found->second.narrowed.get();
}

}  // namespace transom
