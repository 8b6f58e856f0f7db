// Maps from CSV: rows that the ERP writes become business documents.
//
// The same language as in the maps of sets, over columns instead of segments; mappings/README.md tells it. A
// map is compiled once and checked against the document's shape; whatever is wrong in it is a
// Failure(configuration) with file:line:column, whatever is wrong in a row is a problem, a value.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "transom/document.hpp"
#include "transom/mapping.hpp"

namespace transom {

// A document that rows came to.
struct RowDocument {
  BusinessDocument document;
  std::vector<std::string>
      problems;  // "ship.csv:12:5: '12x' is no number"; empty: it may be taken. At most 20
};

struct RowResult {
  std::vector<RowDocument> documents;  // in the order in which their first rows stand
  std::string problem;                 // of the file as a whole, with its place: no documents then
};

class RowMap {
 public:
  struct Plan;
  explicit RowMap(std::shared_ptr<const Plan> plan);
  ~RowMap();
  // Fails: configuration.
  static std::shared_ptr<const RowMap> load(const std::string& path);

  [[nodiscard]] DocumentKind document() const;
  [[nodiscard]] std::string_view hash() const;  // SHA-256 in hex over the map and its tables
  // `file`: what problems call it. Never throws on data; safe from several threads at once.
  [[nodiscard]] RowResult run(std::string_view csv, const std::string& file, const MapContext& context) const;

 private:
  std::shared_ptr<const Plan> plan_;
};
using RowMapPtr = std::shared_ptr<const RowMap>;

}  // namespace transom
