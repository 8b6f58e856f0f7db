// Maps: compiled YAML that turns a set into a business document and a business document into a set.
//
// A map is compiled once, against the guide of the set and the shape of the document, and is immutable: it
// may be shared between threads. Whatever is wrong in a map is a Failure(configuration) at load with
// file:line:column; whatever is wrong in the data is a MapProblem, a value. mappings/README.md is the
// language.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/date.hpp"
#include "transom/document.hpp"
#include "transom/finding.hpp"
#include "transom/guide.hpp"
#include "transom/transaction_set.hpp"
#include "transom/writer.hpp"

namespace transom {

// What expressions see beside the data: partner.*, us.*, today, now, test. The views outlive the run.
struct MapContext {
  struct Name {
    std::string_view slug, name, currency, qualifier, id;
  };
  Name partner, us;
  Instant now;
  bool test = false;  // ISA15 is T
};

// Why a document is held (inward) or must not be sent (outward).
struct MapProblem {
  std::string field;  // of the document: "lines[2].price_basis"
  Place place;  // inward: where the value stands; outward: segment_id and element that were to be written
  std::string value;     // as found, at most 99 bytes
  std::string sentence;  // "code is not in table price_basis"
  std::string next;      // "add it to table price_basis (maps/tables.yaml:31)", or empty
};
// "PO105 (segment 9) 'QQ' for lines[2].price_basis: code is not in table price_basis; add it to ..."
[[nodiscard]] std::string describe(const MapProblem& problem);
[[nodiscard]] std::vector<std::string> described(std::span<const MapProblem> problems);

// Where a field of the document came from.
struct FieldOrigin {
  std::string field;  // "lines[2].quantity"
  Place place;
};
// An element that arrived and that nothing in the map ever read.
struct Unread {
  Place place;
  std::string value;
};

// One effective line of a map and the file:line that wrote it.
struct MapLine {
  std::string path;   // "lines.quantity", "PO1/ACK/ACK05"
  std::string text;   // "PO102"
  std::string place;  // "maps/850-order.yaml:31"
};

// What a map may say, and most likely says by a slip: a qualifier that the standard's list does not have, a
// word that is nearly one of the house's.
struct MapWarning {
  std::string place;  // "acme/850.yaml:31:14"
  std::string problem, advice;
};

struct MapOptions {
  bool origins = false;
  bool unread = false;
};

struct MapResult {
  BusinessDocument document;
  std::vector<MapProblem> problems;  // empty: the document may be taken; at most 100
  std::vector<FieldOrigin> origins;  // when asked for, in the order of mapping
  std::vector<Unread> unread;        // when asked for, in the order of the set; `ignore:` left out
  [[nodiscard]] bool ok() const { return problems.empty(); }
};

// Set -> document.
class InboundMap {
 public:
  struct Plan;
  explicit InboundMap(std::shared_ptr<const Plan> plan);
  ~InboundMap();

  [[nodiscard]] DocumentKind document() const;
  [[nodiscard]] std::string_view set_id() const;
  [[nodiscard]] std::string_view name() const;  // "acme/850-order.yaml", "maps/850-order.yaml"
  [[nodiscard]] std::string_view hash() const;  // SHA-256 in hex over the effective map and its tables
  [[nodiscard]] std::vector<MapLine> explain() const;
  [[nodiscard]] std::vector<MapWarning> warnings() const;

  // `set` was filled under the guide that the map was compiled for; `at` is the place of its ST. Replaces
  // what `result` holds. Never throws on data; safe from several threads at once.
  void run(const TransactionSet& set, const Place& at, const MapContext& context, MapResult& result,
           MapOptions options = {}) const;

 private:
  std::shared_ptr<const Plan> plan_;
};

// Document -> set.
class OutboundMap {
 public:
  struct Plan;
  explicit OutboundMap(std::shared_ptr<const Plan> plan);
  ~OutboundMap();

  [[nodiscard]] DocumentKind document() const;
  [[nodiscard]] std::string_view set_id() const;
  [[nodiscard]] std::string_view version() const;
  [[nodiscard]] std::string_view functional_id() const;
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::string_view hash() const;
  [[nodiscard]] std::vector<MapLine> explain() const;
  [[nodiscard]] std::vector<MapWarning> warnings() const;

  // Writes the segments between ST and SE. The same document and context give the same segments. What cannot
  // be written (too long, digits lost, a mandatory element without a value) is a problem, and left out.
  // Precondition: kind_of(document) is this->document().
  [[nodiscard]] std::vector<MapProblem> run(const BusinessDocument& document, const MapContext& context,
                                            SegmentWriter& out) const;

 private:
  std::shared_ptr<const Plan> plan_;
};

using InboundMapPtr = std::shared_ptr<const InboundMap>;
using OutboundMapPtr = std::shared_ptr<const OutboundMap>;
using TablePaths = std::map<std::string, std::string>;  // name -> path of a CSV file, as Partner::tables

// All house maps that can be had: those in the program, and over them those of a workspace's mappings folder.
class MapLibrary {
 public:
  static const MapLibrary& built_in();
  // Reads <folder>/maps/*.yaml over the built-in ones, whole or not at all; a folder that is absent or has
  // none is fine. Fails: configuration.
  static MapLibrary load(const std::string& mappings_folder);

  // `file`: the partner's own map (an absolute path), or empty for the house map of the guide's set. `tables`
  // are the partner's reference tables. Fails: configuration, with file:line:column and a suggestion; also
  // when there is no house map for the set.
  [[nodiscard]] InboundMapPtr inbound(const GuidePtr& guide, const std::string& file = {},
                                      const TablePaths& tables = {}) const;
  [[nodiscard]] OutboundMapPtr outbound(const GuidePtr& guide, DocumentKind from,
                                        const std::string& file = {}, const TablePaths& tables = {}) const;
  // Whether there is a house map: set -> some document, and document -> set.
  [[nodiscard]] bool maps_in(std::string_view set_id) const;
  [[nodiscard]] bool maps_out(DocumentKind from, std::string_view set_id) const;
  // Whether the house map is sure to compile without a try: one of the program's own, with none of a
  // workspace's beside it, and for a version that the program's maps are written for.
  [[nodiscard]] std::optional<DocumentKind> sure_in(const GuidePtr& guide) const;  // what the map makes
  [[nodiscard]] bool sure_out(const GuidePtr& guide, DocumentKind from) const;

  MapLibrary();
  ~MapLibrary();
  MapLibrary(MapLibrary&&) noexcept;
  MapLibrary& operator=(MapLibrary&&) noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace transom
