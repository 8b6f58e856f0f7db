// Ids and numbers stand in the rows of interchange and group; the delimiters only in the bytes. A partner
// that is answered "as received" gets them from there days later as well.
#include "engine/stored_envelope.hpp"

#include <algorithm>
#include <string>

#include "x12/interchange_header.hpp"

namespace transom {
namespace {

// At most so many bytes of a document, from an offset on.
std::string bytes_at(Store& store, DocumentId document, std::uint64_t offset, std::size_t count) {
  std::string out;
  std::uint64_t at = 0;
  store.content(document, [&](std::string_view chunk) {
    const std::uint64_t begin = std::min<std::uint64_t>(offset > at ? offset - at : 0, chunk.size());
    out.append(chunk.substr(static_cast<std::size_t>(begin), count - out.size()));
    at += chunk.size();
    return out.size() < count;
  });
  return out;
}

}  // namespace

StoredEnvelope stored_envelope(Store& store, DocumentId document, const BusinessRecord& order) {
  StoredEnvelope out;
  Part before = order.part;
  before.interchange -= before.interchange > 0 ? 1 : 0;
  before.group = before.set = 0;
  for (const auto& row : store.interchanges(order.part.attempt, 1, before)) {
    Interchange& in = out.interchange;
    in.sender_qualifier = row.sender_qualifier;
    in.sender_id = row.sender;
    in.receiver_qualifier = row.receiver_qualifier;
    in.receiver_id = row.receiver;
    in.control_number = row.control_number;
    in.version = row.version;
    InterchangeHeader header;
    header.read(bytes_at(store, document, row.offset, InterchangeHeader::longest));
    in.isa15 = in.usage = order.usage;
    if (header.kind != InterchangeHeader::Kind::readable) continue;
    in.delimiters = header.delimiters;
    if (header.element(15).size() == 1) in.isa15 = header.element(15)[0];
  }
  Part before_group = order.part;
  before_group.group -= before_group.group > 0 ? 1 : 0;
  before_group.set = 0;
  for (const auto& row : store.groups(order.part.attempt, 1, before_group)) {
    out.group.sender = row.sender;
    out.group.receiver = row.receiver;
    out.group.version = row.version;
    out.group.control_number = row.control_number;
  }
  return out;
}

}  // namespace transom
