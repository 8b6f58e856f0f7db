// The part of the file interface that is the same for every implementation: handles that close themselves and
// the check of names.
#include "base/files.hpp"

#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {

Files::Handle& Files::Handle::operator=(Handle&& other) noexcept {
  if (this == &other) return *this;
  if (files_ != nullptr) files_->close(number_);
  files_ = std::exchange(other.files_, nullptr);
  number_ = other.number_;
  return *this;
}

Files::Handle::~Handle() {
  if (files_ != nullptr) files_->close(number_);
}

Files::StagedFile::~StagedFile() {
  if (files_ != nullptr && !temporary_.empty()) files_->discard(*this);
}

void Files::check_name(std::string_view name) {
  const bool harmless = !name.empty() && name.size() <= 255 && name.front() != '.' &&
                        name.find('/') == std::string_view::npos && name.find('\0') == std::string_view::npos;
  if (!harmless) bug_check(false, "'" + visible(name, 100) + "' was used as a file name");
}

}  // namespace transom
