// Guides: the definition of one transaction set in one version, and the validator that walks it.
//
// Def and use are two things: a SegmentDef says what a segment is, a SegmentUse how this set uses it (loop,
// position, requirement, repeat). Guides are written as YAML under mappings/guides, compiled into flat
// tables, and those are compiled into the program. A guide is immutable and may be shared between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/finding.hpp"
#include "transom/segment.hpp"

namespace transom {

class TransactionSet;

enum class ElementType : std::uint8_t { an, id, n, r, dt, tm, b, composite };

struct ElementDef {
  std::string_view number;  // "353", "I06"; a composite's is "C040"
  std::string_view name;
  ElementType type = ElementType::an;
  std::uint8_t decimals = 0;       // of type n: N2 has 2
  std::uint16_t min = 0, max = 0;  // characters; sign and point do not count
  bool has_codes = false;          // false: external list, every value passes
};

// An element's place in a segment or composite.
struct ElementUse {
  std::uint16_t element = 0;  // index for Guide::element(); for composites the composite's own def
  bool mandatory = false;
  std::uint16_t repeat = 1;          // how often it may repeat
  std::uint16_t composite = 0xffff;  // index for Guide::components(), 0xffff for simple elements
};

// One syntax note, as P0304: kind and element numbers.
struct SyntaxNote {
  char kind = 'P';  // P R E C L
  std::vector<std::uint8_t> elements;
};

struct SegmentUse {
  SegmentId id = 0;
  std::uint16_t loop = 0;  // index for Guide::loop(); 0 is the set itself
  bool mandatory = false;
  std::uint32_t max_use = 1;  // 0 is unlimited
  char area = 'h';            // heading, detail, summary
};

struct LoopUse {
  std::string_view id;    // "SCH"; the set itself: ""
  std::string_view path;  // "PO1/SCH"
  std::uint16_t parent = 0;
  std::uint16_t first_use = 0;  // the trigger
  bool mandatory = false;
  std::uint32_t max_repeat = 1;  // 0 is unlimited
};

// Immutable after construction. Indexes are dense; 0 is the set's own level for loops.
class Guide {
 public:
  [[nodiscard]] std::string_view set_id() const;   // "850"
  [[nodiscard]] std::string_view version() const;  // "004010"
  // How sure the facts are: "high", "good", or "fair" (one source; nothing confirms it). "": nobody said.
  [[nodiscard]] std::string_view confidence() const;
  [[nodiscard]] std::string_view name() const;           // "Purchase Order"
  [[nodiscard]] std::string_view functional_id() const;  // "PO"

  [[nodiscard]] std::span<const SegmentUse> uses() const;  // in the set's order, ST first
  [[nodiscard]] std::span<const LoopUse> loops() const;
  // Index of the loop with this path, e.g. "PO1/SCH"; "" is 0.
  [[nodiscard]] std::optional<std::uint16_t> find_loop(std::string_view path) const;
  // The first use of the segment directly in that loop.
  [[nodiscard]] std::optional<std::uint16_t> find_use(std::uint16_t loop, std::string_view segment) const;

  [[nodiscard]] bool knows_segment(SegmentId id) const;  // anywhere in the version
  [[nodiscard]] std::string_view segment_name(SegmentId id) const;
  [[nodiscard]] std::span<const ElementUse> elements(SegmentId id) const;  // element n is [n-1]
  [[nodiscard]] std::span<const ElementUse> components(const ElementUse& composite) const;
  [[nodiscard]] const ElementDef& element(std::uint16_t index) const;
  [[nodiscard]] std::span<const SyntaxNote> notes(SegmentId id) const;
  [[nodiscard]] std::span<const SyntaxNote> notes(const ElementUse& composite) const;
  [[nodiscard]] bool has_code(const ElementDef& element, std::string_view code) const;
  // All codes in the order of the list, separated by blanks; empty for external lists.
  [[nodiscard]] std::string_view codes(const ElementDef& element) const;
  // In our own short words; empty where we have none.
  [[nodiscard]] std::string_view code_name(std::string_view element_number, std::string_view code) const;

  struct Tables;
  explicit Guide(std::shared_ptr<const Tables> tables);
  ~Guide();
  [[nodiscard]] const Tables& tables() const { return *tables_; }

 private:
  std::shared_ptr<const Tables> tables_;
};

using GuidePtr = std::shared_ptr<const Guide>;

// Guides by version and set: those in the program, or read from a folder laid out like mappings/guides.
class GuideLibrary {
 public:
  // The guides compiled into the program; each is decoded at its first use (well under a millisecond).
  static const GuideLibrary& built_in();
  // Fails: configuration, with file:line:column.
  static GuideLibrary load(const std::string& folder);

  struct Match {
    GuidePtr guide;           // null: the set or version is not supported
    bool substitute = false;  // another version stands in
    bool version_known = false;
  };
  // `version` is GS08 as written, with its suffix ("004010VICS"). Where it has no guide for the set, the
  // nearest lower version that has one stands in, unless `version` is above all that are known.
  [[nodiscard]] Match find(std::string_view version, std::string_view set_id) const;
  [[nodiscard]] std::vector<std::string> versions() const;
  [[nodiscard]] std::vector<std::string> sets(std::string_view version) const;

  GuideLibrary();
  ~GuideLibrary();
  GuideLibrary(GuideLibrary&&) noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Under a guide of a lower version (Match::substitute) what the higher one may have added warns where it
// would reject: codes, elements, repetitions, segments, longer values and higher limits.
[[nodiscard]] Severities for_substitute(Severities severities);

// Walks one set after the other, segment by segment, and makes the findings of the standard.
// Give it every segment of a set, ST and SE included. It never throws on data and does not need the set in
// memory; what it is given to hold on to it fills with segments that know their use and loop. Elements of ST
// and SE, and a set with nothing between them, are for EnvelopeReader to judge.
class SetValidator {
 public:
  SetValidator();
  ~SetValidator();
  SetValidator(SetValidator&&) noexcept;

  // Starts a set. `hold` may be null. All references outlive finish().
  void begin(const Guide& guide, const Severities& severities, const Delimiters& delimiters,
             Findings& findings, TransactionSet* hold);
  // `at` is the place of the set's ST; the validator counts segments from there.
  void start_at(const Place& at);
  void take(const Segment& segment);
  // After the SE: reports what is still missing. Where the set broke off nothing is: that it lacks its SE is
  // EnvelopeReader's finding.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace transom
