// A business document as the store keeps it.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <type_traits>
#include <utility>

#include "transom/failure.hpp"
#include "transom/json.hpp"
#include "transom/records.hpp"

namespace transom {

// nullopt: it cannot be read any more; `fsck` tells of that.
[[nodiscard]] inline std::optional<BusinessDocument> stored_document(const std::string& json) {
  JsonDocuments read = read_json(json);
  if (!read.ok() || read.documents.size() != 1) return std::nullopt;
  return std::move(read.documents.front());
}
// nullopt: nor where it is another document.
template <class Document>
[[nodiscard]] std::optional<Document> stored_as(const std::string& json) {
  auto document = stored_document(json);
  if (!document || !std::holds_alternative<Document>(*document)) return std::nullopt;
  return std::get<Document>(*std::move(document));
}

// The JSON that counts: as decisions, changes or what we completed made it, else as it came.
[[nodiscard]] inline const std::string& as_it_counts(const BusinessRecord& row) {
  return row.changed.empty() ? row.json : row.changed;
}

// `json`: the row's own, or what became of it. A BusinessDocument is one of any kind. Fails: database, when
// that is no such document.
template <class Document>
[[nodiscard]] Document read_stored(const BusinessRecord& row, const std::string& json) {
  if constexpr (std::is_same_v<Document, BusinessDocument>) {
    if (auto read = stored_document(json)) return *std::move(read);
  } else {
    if (auto read = stored_as<Document>(json)) return *std::move(read);
  }
  throw Failure(FailureKind::database, fmt::format("business document {}", row.id.value),
                "its JSON in the store cannot be read", "run transom fsck");
}

}  // namespace transom
