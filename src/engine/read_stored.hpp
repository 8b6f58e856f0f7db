// A business document as the store keeps it.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "transom/failure.hpp"
#include "transom/json.hpp"
#include "transom/records.hpp"

namespace transom {

// nullopt: it is no such document, or cannot be read any more; `fsck` tells of that.
template <class Document>
[[nodiscard]] std::optional<Document> stored_as(const std::string& json) {
  JsonDocuments read = read_json(json);
  if (!read.ok() || read.documents.size() != 1 || !std::holds_alternative<Document>(read.documents[0]))
    return std::nullopt;
  return std::get<Document>(std::move(read.documents[0]));
}

// The JSON that counts: as decisions, changes or what we completed made it, else as it came.
[[nodiscard]] inline const std::string& as_it_counts(const BusinessRecord& row) {
  return row.changed.empty() ? row.json : row.changed;
}

// `json`: the row's own, or what became of it. Fails: database, when that is no such document.
template <class Document>
[[nodiscard]] Document read_stored(const BusinessRecord& row, const std::string& json) {
  auto read = stored_as<Document>(json);
  if (read) return *std::move(read);
  throw Failure(FailureKind::database, fmt::format("business document {}", row.id.value),
                "its JSON in the store cannot be read", "run transom fsck");
}

}  // namespace transom
