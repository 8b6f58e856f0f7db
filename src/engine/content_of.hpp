// A stored document's bytes as one text: of what the ERP left and of what is replayed, which is held whole.
#pragma once

#include <string>

#include "transom/store.hpp"

namespace transom {

[[nodiscard]] inline std::string content_of(Store& store, DocumentId id) {
  std::string bytes;
  store.content(id, [&bytes](std::string_view chunk) {
    bytes += chunk;
    return true;
  });
  return bytes;
}

}  // namespace transom
