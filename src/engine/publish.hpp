// Publishing: what goes out gets its numbers and final bytes and is queued, in the commit that makes an
// attempt true.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "transom/unit.hpp"

namespace transom {

// Under which it is told that separators in the data became blanks.
inline constexpr std::string_view replaced_rule = "separators-replaced";

// A file for the VAN: queued by the commit, written afterwards.
struct Queued {
  OutboundId id;
  std::size_t documents = 0;  // business documents in it; 0: an acknowledgment
  char usage = 'P';
  std::string folder, file_name;
  std::string bytes;  // empty: they are read from the store
  Warned warned;      // where separators in its data became blanks
};

struct Queueing {
  AttemptId staged = {};        // the open attempt with which they become visible; nobody: at once
  std::size_t most = SIZE_MAX;  // bytes of an answer that is held; a longer one goes through in pieces
  OutboundId reissue_of = {};   // whose documents go out once more
};

// `records`: the documents that are answered. Takes numbers from the unit, queues every interchange that our
// own validator finds clean. A faulty one is never sent: its number is recorded as a gap, its documents wait
// for a person, and a work item tells what is wrong with our map.
[[nodiscard]] std::vector<Queued> queue_answers(Unit& unit, AnswerBatch& batch,
                                                std::span<const Record> records, Instant now,
                                                std::size_t* work_items, const Queueing& how = {});

// The folder below the drop directory: the partner's slug, nothing from data.
[[nodiscard]] std::string drop_folder(const Partner& partner);

}  // namespace transom
