// What `doctor` looks at: one diagnosis a line, each with what to do about it.
#pragma once

#include <string>
#include <vector>

#include "transom/date.hpp"
#include "transom/workspace.hpp"

namespace transom {

class MapShelf;

struct Diagnosis {
  // `wrong`: settings that a person mends, for which a run would end as well; `fail`: the machine's fault.
  enum class Level { ok, warn, wrong, fail };
  Level level = Level::ok;
  std::string topic, text, advice;
};
using Diagnoses = std::vector<Diagnosis>;

// The program itself: versions and guides.
void look_at_program(Diagnoses& out);
// Loads everything a run would load; nullptr when the settings cannot be read.
[[nodiscard]] ConfigurationPtr look_at_configuration(Diagnoses& out, const std::string& root);
// Files in partners' folders that are of no effect.
void look_at_partners(Diagnoses& out, const Configuration& configuration);
// Currencies and qualifiers that the standards do not have.
void look_at_codes(Diagnoses& out, const Configuration& configuration);
// Rows of reference data that speak of items, units, kinds and partners that there are not.
void look_at_reference(Diagnoses& out, const Configuration& configuration);
// Codes that rules answer and the partner does not take.
void look_at_answers(Diagnoses& out, const Partner& partner, const MapShelf& maps);
// Folders: there, ours to use, on file systems that keep what they promise.
void look_at_folders(Diagnoses& out, const Workspace& workspace);
// Files in the mailboxes, and what is claimed of them, that cannot be read.
void look_at_files(Diagnoses& out, const Workspace& workspace);
// Folders of partners and kinds of documents that are there and cannot be written.
void look_at_subfolders(Diagnoses& out, const Configuration& configuration);
// The store: settings, damage, what waits in it. Is an engine at work?
void look_at_store(Diagnoses& out, const Workspace& workspace);
// What is expected and late.
void look_at_ledger(Diagnoses& out, const Workspace& workspace, Instant now);
void look_at_engine(Diagnoses& out, const Workspace& workspace, Instant now);
void look_at_clock(Diagnoses& out, Instant now);

}  // namespace transom
