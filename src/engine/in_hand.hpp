// A document in hand: claimed and preserved.
#pragma once

#include <string>

#include "transom/records.hpp"
#include "transom/spool.hpp"

namespace transom {

struct InHand {
  DocumentId id;
  std::string original_name;  // the sender's
  Claim claim;
  Instant received;
  std::string bytes;      // of a small one
  std::size_t sets = 0;   // ST in them, as far as they are counted: more than small_sets is large
  bool large = false;     // its bytes are read from the store
  bool outgoing = false;  // of the ERP, to be sent: JSON or CSV, no X12
};

}  // namespace transom
