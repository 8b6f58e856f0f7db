// Business documents as JSON: what goes to the ERP and comes from it.
//
// Canonical form: "document" and "schema" first, then the fields in the order of the shape; absent ones left
// out; decimals as strings, digit for digit as held ("19.950"), so that no program in between rounds them;
// dates as "2026-03-02", times as "17:05"; UTF-8, in which only quotes, backslashes and controls are escaped.
// Equal documents with equal digits give equal bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "transom/document.hpp"
#include "transom/json_writer.hpp"

namespace transom {

inline constexpr int json_schema_version = 1;

// Writes one document where a value is due: for arrays of documents, or a document within other JSON.
void write_json(JsonWriter& writer, const BusinessDocument& document);
void write_json(JsonWriter& writer, const Order& order);
void write_json(JsonWriter& writer, const OrderResponse& response);

// Appends one document; no newline at the end.
void append_json(std::string& out, const BusinessDocument& document, JsonStyle style = JsonStyle::compact);
void append_json(std::string& out, const Order& order, JsonStyle style = JsonStyle::compact);
[[nodiscard]] std::string to_json(const BusinessDocument& document, JsonStyle style = JsonStyle::compact);

struct JsonProblem {
  std::string path;  // "lines[2].quantity", "[1].number" in an array of documents, "line 3, column 7", or ""
  std::string message;       // "found the number 12.5; expected a decimal in quotes, such as \"12.50\""
  std::size_t document = 0;  // of which it is, counted from 1; 0: of the text as a whole
  [[nodiscard]] std::string text() const;  // "path: message"
};

struct JsonDocuments {
  std::vector<BusinessDocument> documents;  // each as far as it could be read
  std::vector<JsonProblem> problems;        // in the order of the text, at most 100
  bool cut = false;                         // there are more, of any of the documents
  [[nodiscard]] bool ok() const { return problems.empty(); }
};

struct JsonLimits {
  std::size_t bytes = 64U << 20;     // of the text
  std::size_t depth = 32;            // of objects and lists in one another
  std::size_t records = 512U << 20;  // memory for the records of lists: "[{},{},{}" is short and they are not
};

// One document or an array of them, in UTF-8. Strict: unknown or repeated keys, null, wrong kinds and missing
// required fields are problems, each with its path; the rest of the text is read all the same. "document" and
// "schema" may stand anywhere in their object, for not every writer keeps an order. Never throws on data.
[[nodiscard]] JsonDocuments read_json(std::string_view text, const JsonLimits& limits = {});

// JSON Schema 2020-12 of one kind of document, made from its shape; ends with a newline.
[[nodiscard]] std::string json_schema(DocumentKind kind);

}  // namespace transom
