// Commands that only look at a file work anywhere; those that look into the store need a workspace and say
// so.
//
// Reading commands never create anything: a workspace whose engine has not run yet has no store, and that is
// an empty list, not a failure.
#include "app/surroundings.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "app/log.hpp"
#include "base/text.hpp"

namespace transom {

namespace fs = std::filesystem;

std::optional<std::string> find_workspace(const Session& session) {
  if (session.workspace.empty()) return Workspace::find(fs::current_path().string());
  if (!fs::exists(fs::path(session.workspace) / "transom.yaml")) {
    throw Failure(FailureKind::usage, session.workspace,
                  "this is no workspace; there is no transom.yaml in it",
                  fmt::format("make one with `transom init {}`", session.workspace));
  }
  return fs::absolute(session.workspace).lexically_normal().string();
}

std::string require_workspace(const Session& session) {
  if (auto root = find_workspace(session)) return *root;
  throw Failure(FailureKind::usage, fs::current_path().string(), "there is no transom.yaml here or above",
                "go to your workspace or name it with -C DIR; make one with `transom init DIR`");
}

ConfigurationPtr configuration_for(const Session& session) {
  if (const auto root = find_workspace(session)) return Configuration::load(*root);
  return Configuration::defaults();
}

ConfigurationPtr configuration_to_look(const Session& session) {
  const auto root = find_workspace(session);
  if (!root) return Configuration::defaults();
  std::vector<Failure> left_out;
  auto configuration = Configuration::load_readable(*root, left_out);
  for (const Failure& failure : left_out)
    log_warning(fmt::format("{}; shown without these settings", failure.what()));
  return configuration;
}

std::unique_ptr<Store> open_for_reading(const Workspace& workspace) {
  if (!fs::exists(workspace.store)) return nullptr;
  return open_store(workspace.store, {.create = false, .read_only = true});
}

DocumentId document_named(Store& store, const std::string& text) {
  const auto ids = store.resolve(text, 2);
  if (ids.size() == 1) return ids.front();
  const bool no_number = text.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos;
  if (ids.empty() && no_number) {
    throw Failure(
        FailureKind::usage, visible(text, 80), "this is neither a file here nor a document's number or hash",
        "`transom list` shows the numbers, `transom find` looks for purchase orders and file names");
  }
  if (ids.empty()) {
    throw Failure(FailureKind::usage, visible(text, 80), "no document has this number",
                  "`transom list` shows them, `transom find` looks for purchase orders and file names");
  }
  throw Failure(FailureKind::usage, visible(text, 80), "more than one document begins like this",
                "give more digits or the document's number");
}

DocumentId document_named(Store* store, const std::string& text) {
  if (store != nullptr) return document_named(*store, text);
  throw Failure(FailureKind::usage, visible(text, 80),
                "nothing was received yet, so no document has this number",
                "put files into the mailbox and start `transom run --once`");
}

const Partner& partner_named(const Configuration& configuration, const std::string& slug) {
  if (const Partner* partner = configuration.directory.find_slug(slug)) return *partner;
  std::vector<std::string_view> known;
  for (const auto& one : configuration.directory.partners()) known.push_back(one->slug);
  throw Failure(
      FailureKind::usage, visible(slug, 60), "there is no such partner",
      known.empty() ? "no partner is known here; are you in your workspace?" : suggestion(slug, known));
}

void known_or_empty(const Session& session, const std::string& slug) {
  if (!slug.empty()) (void)partner_named(*configuration_to_look(session), slug);
}

std::string person() {
  for (const char* name : {"SUDO_USER", "USER", "LOGNAME"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  const passwd* entry = ::getpwuid(::geteuid());
  return entry != nullptr ? entry->pw_name : fmt::format("uid {}", ::geteuid());
}

}  // namespace transom
