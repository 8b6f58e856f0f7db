// What lies in a file of the ERP, before anything is asked of it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/result.hpp"
#include "engine/setup.hpp"

namespace transom {

struct OutgoingFile {
  struct One {
    BusinessDocument document;
    std::optional<Reason> problem;  // its rows or fields cannot be read: it does not go
  };
  std::vector<One> documents;
  std::optional<Reason> problem;  // of the file as a whole: nothing of it goes
};
// By what the store knows that a document that goes is the corrected form of this one, beside partner and
// number: WorkItemRecord::unsent. Empty: by nothing, and a person has to say that it is settled. Of an
// order's changes one that has no number is like any other, and so is what a vendor proposes.
[[nodiscard]] std::string known_again_by(const BusinessDocument& document);

// As far as it can be read: a document whose fields are wrong stands by itself, one that could be anything
// takes the file with it. CSV is what a map of the workspace takes by the file's name, else what ends so.
[[nodiscard]] OutgoingFile read_outgoing(const Setup& setup, std::string_view file_name,
                                         std::string_view bytes, Instant now);
// A file that a map of the workspace takes by its name, or whose name says that it needs one; any other is
// JSON.
[[nodiscard]] bool is_rows(const Workspace& workspace, std::string_view file_name);
[[nodiscard]] OutgoingFile read_outgoing_json(std::string_view bytes);

}  // namespace transom
