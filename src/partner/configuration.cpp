// The configuration as one snapshot, and the watch that replaces it.
//
// A stamp (path, size, times and inode of every YAML and CSV file) is cheap enough to take between documents
// and changes whenever an editor, a copy or a checkout touched something. It is taken before reading, so that
// an edit made meanwhile shows at the next look; a single load compares it afterwards, so as not to take half
// an edit. A file changed within the file system's clock tick could be changed again unseen: while the newest
// change is that young, the stamp counts as changed and the files are read once more. What is the same by
// content is not taken as new, but for figures that were written anew. Refused: inotify here (the watch would
// have to be told of every new folder, and misses network mounts); yielding a half-loaded configuration where
// only one partner is bad (which partner's order waits would depend on the edit).
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/hash.hpp"
#include "transom/workspace.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;

constexpr int attempts = 3;
constexpr std::int64_t tick_ns = 50'000'000;
constexpr std::string_view young = "young\n";

bool is_configuration(const fs::path& file) {
  return file.extension() == ".yaml" || file.extension() == ".csv";
}

// transom.yaml and what lies below the mappings folder, sorted; golden cases (tests/) and hidden folders left
// out.
std::vector<std::string> configuration_files(const std::string& root, const std::string& mappings) {
  std::vector<std::string> files{root + "/transom.yaml"};
  std::error_code error;
  for (auto at =
           fs::recursive_directory_iterator(mappings, fs::directory_options::skip_permission_denied, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (name == "tests" || name.starts_with('.')) at.disable_recursion_pending();
    } else if (!name.starts_with('.') && is_configuration(at->path())) {
      files.push_back(at->path().string());
    }
  }
  std::sort(files.begin() + 1, files.end());
  return files;
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

std::string stamp_of(const std::string& root, const std::string& mappings) {
  std::string stamp;
  std::int64_t newest = 0;
  for (const std::string& file : configuration_files(root, mappings)) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
      stamp += fmt::format("{} {}\n", file, errno);
      continue;
    }
    newest = std::max(newest, nanoseconds(status.st_ctim));
    stamp += fmt::format("{} {} {} {} {}\n", file, status.st_size, nanoseconds(status.st_mtim),
                         nanoseconds(status.st_ctim), status.st_ino);
  }
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  const std::int64_t age = nanoseconds(now) - newest;
  return age >= 0 && age < tick_ns ? std::string(young) + stamp : stamp;
}

// When the figures were written that orders use up, for they count from then.
std::string figures_of(const std::string& root, const std::string& mappings) {
  std::string out;
  for (const std::string& file : configuration_files(root, mappings)) {
    const std::string name = fs::path(file).filename().string();
    struct stat status {};
    if ((name == "stock.csv" || name == "customers.csv") && ::stat(file.c_str(), &status) == 0)
      out += fmt::format("{} {}\n", file, nanoseconds(status.st_mtim));
  }
  return out;
}

// The same files, whether or not one of the two looks came right behind a change.
bool same_files(std::string_view a, std::string_view b) {
  if (a.starts_with(young)) a.remove_prefix(young.size());
  if (b.starts_with(young)) b.remove_prefix(young.size());
  return a == b;
}

std::string hash_of(const std::string& root, const std::string& mappings) {
  Sha256 hash;
  for (const std::string& file : configuration_files(root, mappings)) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    if (!stream)
      throw Failure(FailureKind::configuration, file, "the file cannot be read", "look at its permissions");
    const std::string bytes = std::move(content).str();
    const bool below = file.size() > mappings.size() && file.starts_with(mappings);
    const std::string name = below ? file.substr(mappings.size()) : "transom.yaml";
    hash.update(fmt::format("{} {}\n", name, bytes.size()));
    hash.update(bytes);
  }
  return hash.hex();
}

}  // namespace

ConfigurationPtr Configuration::defaults() {
  auto nobody = std::make_shared<Configuration>();
  nobody->workspace = Workspace::none();
  nobody->directory = Directory::load(nobody->workspace);
  return nobody;
}

ConfigurationPtr Configuration::load(const std::string& root) {
  auto configuration = std::make_shared<Configuration>();
  configuration->workspace = Workspace::load(root);
  const Workspace& workspace = configuration->workspace;
  for (int attempt = 0;; ++attempt) {
    const std::string before = stamp_of(workspace.root, workspace.mappings);
    configuration->directory = Directory::load(workspace);
    configuration->hash = hash_of(workspace.root, workspace.mappings);
    configuration->figures = figures_of(workspace.root, workspace.mappings);
    if (attempt + 1 == attempts || same_files(before, stamp_of(workspace.root, workspace.mappings))) break;
    configuration->workspace = Workspace::load(root);
  }
  return configuration;
}

ConfigurationPtr Configuration::load_readable(const std::string& root, std::vector<Failure>& left_out) {
  auto configuration = std::make_shared<Configuration>();
  configuration->workspace = Workspace::load(root);
  configuration->directory = Directory::load_readable(configuration->workspace, left_out);
  configuration->hash = hash_of(configuration->workspace.root, configuration->workspace.mappings);
  return configuration;
}

ConfigWatch::ConfigWatch(std::string root, Accept accept)
    : root_(std::move(root)), accept_(std::move(accept)) {
  const Workspace workspace = Workspace::load(root_);
  root_ = workspace.root;
  stamp_ = stamp_of(root_, workspace.mappings);
  const ConfigurationPtr first = Configuration::load(root_);
  if (accept_) accept_(first);
  current_ = first;
}

ConfigWatch::~ConfigWatch() = default;

ConfigWatch::Outcome ConfigWatch::reload_if_changed() {
  std::string stamp = stamp_of(root_, current_->workspace.mappings);
  if (stamp == stamp_ && !stamp.starts_with(young)) return {};
  const bool edited = !same_files(stamp, stamp_);
  stamp_ = std::move(stamp);
  Outcome outcome;
  try {
    const ConfigurationPtr next = Configuration::load(root_);
    if (next->hash != current_->hash || next->figures != current_->figures) {
      if (accept_) accept_(next);
      current_ = next;
      outcome.taken = true;
    }
    refused_.reset();
  } catch (const Failure& failure) {
    if (edited || !refused_) outcome.refused = failure;
    refused_ = failure;
  }
  return outcome;
}

}  // namespace transom
