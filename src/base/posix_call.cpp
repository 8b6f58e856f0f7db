// System calls and the one form of their refusal. The advice is about what a person can change from outside;
// where there is nothing of that kind, the system's own words stand alone.
#include "base/posix_call.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {

static std::string_view advice_for(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "free space there";
    case EACCES:
    case EPERM:
      return "give the user that transom runs as the right to do it";
    case EXDEV:
      return "both folders must be on one file system";
    case ENOENT:
    case ENOTDIR:
      return "the folder is not there";
    case EROFS:
      return "the file system is read-only";
    case EMFILE:
    case ENFILE:
      return "raise the limit of open files";
    default:
      return "";
  }
}

Descriptor::~Descriptor() {
  const int error = errno;  // a caller may be on its way to report it
  if (fd_ >= 0) ::close(fd_);
  errno = error;
}

std::string path_of(const std::string& directory, std::string_view name) {
  std::string path;
  path.reserve(directory.size() + 1 + name.size());
  path.append(directory).append(1, '/').append(name);
  return path;
}

Descriptor open_descriptor(const std::string& path, int flags, unsigned mode) {
  int fd = -1;
  do {
    fd = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return Descriptor(fd);
}

static bool is_of_folder(int error) {
  return error == EACCES || error == EPERM || error == ENOENT || error == ENOTDIR || error == EEXIST ||
         error == ELOOP;
}

void fail_call(const std::string& path, std::string_view call) {
  const int error = errno;
  const std::string problem =
      fmt::format("{} failed: {}", visible(call), std::generic_category().message(error));
  const std::string advice(advice_for(error));
  if (is_of_folder(error)) throw FolderFailure(FailureKind::disk, visible(path), problem, advice);
  throw Failure(FailureKind::disk, visible(path), problem, advice);
}

}  // namespace transom
