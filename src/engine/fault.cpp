// A bug that one document brings out is that document's trouble, and so is a setting that only it needs. A
// disk that is full is everybody's: nothing is quarantined for it. What was thrown may hold anything, a line
// break among it, and a sentence is one line of a log and of a work item.
#include "engine/fault.hpp"

#include <fmt/format.h>

#include <new>

#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {

std::optional<Reason> fault_of_document(const std::exception& thrown) {
  const auto* failure = dynamic_cast<const Failure*>(&thrown);
  if (failure == nullptr) {
    if (dynamic_cast<const std::bad_alloc*>(&thrown) != nullptr) return std::nullopt;
  } else if (failure->kind() == FailureKind::configuration) {
    const std::string mend = failure->advice().empty() ? "mend the setting" : failure->advice();
    return Reason{"setting-fails", visible(failure->what()), mend + ", then replay", "mapping"};
  } else if (failure->kind() != FailureKind::internal && failure->kind() != FailureKind::usage) {
    return std::nullopt;
  }
  return Reason{
      "internal-error", visible(thrown.what()),
      "report it with the file, and replay it with a program that is mended; nothing of it took effect",
      "support"};
}

}  // namespace transom
