// The envelope that a stored order came in, as far as an answer needs it.
#pragma once

#include "transom/envelope.hpp"
#include "transom/store.hpp"

namespace transom {

struct StoredEnvelope {
  Interchange interchange;  // ids, usage, ISA15, version, control number, delimiters
  Group group;              // sender, receiver, version
};
// `order` was made of a set of this document.
[[nodiscard]] StoredEnvelope stored_envelope(Store& store, DocumentId document, const BusinessRecord& order);

}  // namespace transom
