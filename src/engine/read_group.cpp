// One document after the other: what a group gains, it gains where the disk is waited for.
#include "engine/read_group.hpp"

#include "base/failpoint.hpp"

namespace transom {
namespace {

ReadDocument read_one(Setup& setup, const InHand& document, Instant now) {
  ReadDocument read;
  if (document.outgoing) return read;
  ProcessOptions options;
  options.now = now;
  try {
    read.result = setup.processor.run(read_from(document.bytes), options);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::internal) throw;
    read.broke = Reason{"internal-error", failure.what(),
                        "report it with the file; nothing of it took effect", "support"};
  }
  return read;
}

}  // namespace

ReadGroup read_group(SetupPtr setup, std::vector<InHand> documents, Instant now) {
  ReadGroup group{.setup = std::move(setup), .now = now, .documents = std::move(documents), .reads = {}};
  group.reads.reserve(group.documents.size());
  for (const auto& document : group.documents) group.reads.push_back(read_one(*group.setup, document, now));
  failpoint("processed");
  return group;
}

}  // namespace transom
