// The part of the file interface that is the same for every implementation: handles that close themselves and
// the check of names.
#include "transom/files.hpp"

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

void ensure_directory(Files& files, const std::string& path) {
  if (path.empty() || files.directory_status(path)) return;
  const auto slash = path.rfind('/');
  const auto parent = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  const auto name = slash == std::string::npos ? path : path.substr(slash + 1);
  if (name.empty()) return ensure_directory(files, parent);  // "a/b/"
  ensure_directory(files, parent);
  if (files.make_directory(parent, name) == Files::Outcome::done) files.sync_directory(parent);
}

}  // namespace transom
