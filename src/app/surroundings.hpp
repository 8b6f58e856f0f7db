// Where a command works: the workspace it stands in, its configuration, its store.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/command.hpp"
#include "transom/store.hpp"
#include "transom/workspace.hpp"

namespace transom {

// The folder of transom.yaml by -C or upwards from the current folder; nullopt where there is none.
// Fails: usage, when -C names a folder without one.
[[nodiscard]] std::optional<std::string> find_workspace(const Session& session);
// Fails: usage, with the next step.
[[nodiscard]] std::string require_workspace(const Session& session);

// The workspace's configuration, or outside of one the program's own defaults, which know nobody.
[[nodiscard]] ConfigurationPtr configuration_for(const Session& session);

// The same for commands that only look: what cannot be read of the partners (an edit that is half done) is
// told in the log and left out. Fails: configuration, of transom.yaml itself.
[[nodiscard]] ConfigurationPtr configuration_to_look(const Session& session);

// The store of the workspace for reading; nullptr when nothing was ever received. Fails: database.
[[nodiscard]] std::unique_ptr<Store> open_for_reading(const Workspace& workspace);

// The document that a person names: its number, or the first digits of its content's hash.
// Fails: usage, when it is nobody or not only one.
[[nodiscard]] DocumentId document_named(Store& store, const std::string& text);
// As document_named, and fails as usage with the next step where there is no store yet.
[[nodiscard]] DocumentId document_named(Store* store, const std::string& text);

// The partner of that folder name. Fails: usage, with what was probably meant.
[[nodiscard]] const Partner& partner_named(const Configuration& configuration, const std::string& slug);

// For a list that came out empty: fails as partner_named where it is so because nobody has that name. What is
// kept of a partner who was removed since is listed by the name that he had. Empty slug: nobody is meant.
void known_or_empty(const Session& session, const std::string& slug);

// Who sits here: the login name, for records of what a person did.
[[nodiscard]] std::string person();

}  // namespace transom
