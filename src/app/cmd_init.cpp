// init: a new workspace, ready for `transom run --once`.
//
// Nothing is ever overwritten: a file that is there stays as its people wrote it.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "app/command.hpp"
#include "app/output.hpp"
#include "base/embedded.hpp"
#include "base/posix_files.hpp"
#include "transom/workspace.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder;
  bool force = false, samples = false;
};

// False when it was there already.
bool write_new(const fs::path& path, std::string_view text) {
  if (fs::exists(path)) return false;
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file)
    throw Failure(FailureKind::disk, path.string(), "cannot be written", "is the disk full, or read-only?");
  return true;
}

void check_target(const fs::path& root, bool force) {
  if (fs::exists(root) && !fs::is_directory(root)) {
    throw Failure(FailureKind::usage, root.string(), "is a file; expected a folder, or a name that is free");
  }
  const bool strange = fs::exists(root) && !fs::is_empty(root) && !fs::exists(root / "transom.yaml");
  if (strange && !force) {
    throw Failure(FailureKind::usage, root.string(), "is not empty and no workspace",
                  "choose another folder, or add --force to make it one (nothing is overwritten)");
  }
}

std::size_t write_samples(const fs::path& root) {
  std::size_t written = 0;
  for (const auto name : embedded_names("partners/")) {
    written += write_new(root / "mappings" / name, embedded_file(name));
  }
  return written;
}

int init(const Options& options, const Session& session) {
  const fs::path root = fs::absolute(options.folder).lexically_normal();
  check_target(root, options.force);
  fs::create_directories(root);
  spread_folders_of(root.string());  // a busy mailbox and the orders folder then do not share a disk region
  std::size_t written = 0;
  for (const auto& [path, text] : starter_files()) {
    if (path.ends_with('/')) {
      fs::create_directories(root / path);
    } else {
      written += write_new(root / path, text);
    }
  }
  if (options.samples) written += write_samples(root);
  if (session.json) return exit_status::fine;
  print_line(fmt::format(
      "{}: {}", root.string(),
      written == 0 ? std::string("everything was there already") : count_of(written, "file") + " written"));
  print_line("Next:");
  print_line(fmt::format("  cd {}", root.string()));
  print_line("  edit transom.yaml                  who you are, where the mailbox and the drop lie");
  print_line("  edit mappings/partners/...         a folder for each partner");
  print_line("  transom doctor                     is everything in order?");
  print_line("  transom run --once                 take what lies in the mailbox");
  return exit_status::fine;
}

}  // namespace

void add_init(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "init", "Make a workspace: settings, folders, an example partner")
      .argument("DIR", options->folder, "The folder to make")
      .flag("--sample-partners", options->samples, "Also write the three partners of the samples")
      .flag("--force", options->force, "Also in a folder that has other files; nothing is overwritten")
      .footer("Example:\n  transom init /srv/edi")
      .runs([options, &session] { return init(*options, session); });
}

}  // namespace transom
