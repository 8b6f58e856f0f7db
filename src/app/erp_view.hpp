// A file of the ERP, JSON or CSV, in plain language: which documents are in it, and what came of each.
#pragma once

#include <string>
#include <string_view>

#include "app/document_view.hpp"
#include "transom/json_writer.hpp"
#include "transom/store.hpp"

namespace transom {

// Is this such a file? By its first bytes (JSON), or by its name (CSV).
[[nodiscard]] bool is_erp_file(std::string_view name, std::string_view first_bytes);
// A stored document that the ERP left.
[[nodiscard]] bool is_erp_document(const DocumentRecord& document);

// `now`: for maps of CSV that ask for the day. Fails: configuration, when a map that is needed cannot be
// read.
void print_erp_file(const ConfigurationPtr& configuration, std::string_view name, std::string_view bytes,
                    ViewDetail detail, Instant now);
// The same, and of each document what came of it.
void print_erp_document(Store& store, const ConfigurationPtr& configuration, const DocumentRecord& document,
                        ViewDetail detail, Instant now);
// Its keys "problem", where there is one, and "documents", for `show --format json`; into the object that is
// open.
void append_erp_document(JsonWriter& json, Store& store, const ConfigurationPtr& configuration,
                         const DocumentRecord& document, Instant now);

}  // namespace transom
