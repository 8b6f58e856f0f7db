// What the ERP leaves to be sent: order responses, shipments, invoices, orders of our own.
#pragma once

#include <cstdint>
#include <set>

#include "engine/outgoing_file.hpp"
#include "engine/publisher.hpp"

namespace transom {

// Everything that an attempt over a file of the ERP works with.
struct OutgoingWork {
  const Setup& setup;
  Unit& unit;
  AnswerBatch& batch;
  Recorder& recorder;
  Record& record;
  Instant now;
  std::set<std::uint32_t> corrected = {};  // a replay: places of documents whose corrected form went out
  bool show_waiting = false;  // a dry run: what would wait is put into the batch all the same, to be seen
};

// Each business document in the file stands by itself: it is checked, mapped and put into the batch, or,
// where its agreement gathers documents, prepared to wait; or it is a work item with its reason. The file is
// done when one of them took effect, a duplicate when all went out before, else quarantined. What this file
// or another one sent before is never sent again: a partner knows a document by its kind, number and purpose.
void record_outgoing(const OutgoingWork& work, const OutgoingFile& file);

}  // namespace transom
