// One document after the other: what a group gains, it gains where the disk is waited for.
#include "engine/read_group.hpp"

#include "base/failpoint.hpp"
#include "engine/fault.hpp"

namespace transom {

ReadDocument read_document(Processor& processor, const InHand& document, Instant now) {
  ReadDocument read;
  if (document.outgoing) return read;
  ProcessOptions options;
  options.now = now;
  try {
    read.result = processor.run(read_from(document.bytes), options);
  } catch (const std::exception& thrown) {
    read.broke = fault_of_document(thrown);
    if (!read.broke) throw;
  }
  return read;
}

ReadGroup read_group(SetupPtr setup, std::vector<InHand> documents, Instant now) {
  ReadGroup group{.setup = std::move(setup), .now = now, .documents = std::move(documents), .reads = {}};
  group.reads.reserve(group.documents.size());
  for (const auto& document : group.documents)
    group.reads.push_back(read_document(group.setup->processor, document, now));
  failpoint("processed");
  return group;
}

}  // namespace transom
