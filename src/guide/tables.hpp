// Guides in the form that walking and checking use: decoded from the compact form at first use.
//
// VersionTables are shared by the sets of a version, Guide::Tables belong to one set. Texts and code tables
// stay where they are in the compact form, which `owner` keeps alive.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "guide/blob.hpp"
#include "transom/guide.hpp"

namespace transom {

struct OverlayTables;  // guide/overlay.hpp

// What the check of one element's value needs, side by side in memory.
struct ElementCheck {
  const std::uint64_t* codes = nullptr;  // null: every value passes
  std::uint32_t slots = 0;
  std::uint16_t min = 0, max = 0;
  std::uint16_t element = 0;             // index for VersionTables::elements
  std::uint16_t composite = blob::none;  // index for VersionTables::composites
  std::uint16_t repeat = 1;
  ElementType type = ElementType::an;
};

struct NoteCheck {
  std::uint64_t mask = 0;   // bit n: element n is named; for C and L without the first
  std::uint64_t first = 0;  // the bit of the first
  char kind = 'P';
};

// A segment or composite: bit n of a mask is its element n.
struct SegmentCheck {
  std::uint32_t first = 0;    // index for checks and places
  std::uint16_t count = 0;    // elements
  std::uint16_t element = 0;  // of a composite: its own def
  std::uint64_t mandatory = 0;
  // Notes, the frequent ones as masks. P0607 is both 06 needs its right and 07 its left neighbour; C0302 is
  // 03 needs its left one.
  std::uint64_t needs_right = 0, needs_left = 0;
  std::uint64_t any = ~std::uint64_t{0};    // the first R note: one of these
  std::uint64_t rare = 0;                   // none of these present: none of the other notes says anything
  std::uint32_t first_rare = 0, rares = 0;  // index for note_checks: the other notes
  std::uint32_t first_note = 0, notes = 0;  // all of them
  SegmentId id = 0;
  std::string_view name;
};

struct VersionTables {
  VersionTables(blob::View view, const blob::Version& record, std::shared_ptr<const void> owner);

  // The segment of that name, or null.
  [[nodiscard]] const SegmentCheck* find(SegmentId id) const;

  blob::View view;
  std::shared_ptr<const void> owner;
  std::string_view version, confidence;
  std::vector<ElementDef> elements;
  std::vector<std::string_view> code_lists;  // parallel to elements
  std::vector<ElementUse> places;
  std::vector<ElementCheck> checks;  // parallel to places
  std::vector<SyntaxNote> notes;
  std::vector<NoteCheck> note_checks;
  std::vector<SegmentCheck> segments;  // ascending by id
  std::vector<SegmentCheck> composites;
  std::span<const blob::Name> names;  // of codes, ascending
};

// A use as the walk needs it.
struct WalkUse {
  static constexpr std::uint32_t unlimited = 0xffffffff;
  std::uint32_t max = 0;    // of a trigger: of its loop
  std::uint16_t loop = 0;   // the loop it stands in; of a trigger: the one it opens
  std::uint16_t level = 0;  // the loop in which it is counted; of a trigger: the parent
  std::uint16_t end = 0;    // one behind it and, of a trigger, all that its loop holds
  std::uint16_t bound = blob::none;
  std::uint8_t depth = 0;  // of `level`
  bool trigger = false;
  bool mandatory = false;  // of a trigger: its loop is
};
static_assert(sizeof(WalkUse) == 16);

// Where a segment goes from the current use: all that the walk must know while the data is right.
struct Move {
  enum Flag : std::uint8_t {
    repeats = 1,  // its level stands at the target already: it is counted on
    opens = 2,    // a loop
    leaves = 4,   // something mandatory behind
  };
  std::uint32_t max = 0;  // of the target
  std::uint16_t target = blob::none;
  std::uint8_t depth = 0;  // of the target's level
  std::uint8_t flags = 0;
};
static_assert(sizeof(Move) == 8);

struct Guide::Tables {
  Tables(std::shared_ptr<const VersionTables> version, const blob::Set& record);

  static constexpr std::uint16_t none = 0xffff;

  // Segments that more is done about than for the others.
  enum Role : std::uint8_t { envelope = 1, counted_line = 2, hashed = 4, hierarchy = 8, totals = 16 };
  // What a segment id means here: its check in the version and its kind, the column of the transitions.
  struct Kind {
    SegmentId id = 0;
    std::uint16_t segment = none;  // index for VersionTables::segments
    std::uint16_t kind = none;     // none: not in this set
    std::uint8_t role = 0;
  };
  [[nodiscard]] const Kind* find(SegmentId id) const {
    for (std::uint32_t slot = (id * 0x9e3779b1U) >> kind_shift;; slot = (slot + 1) & (kind_slots - 1)) {
      const Kind& kind = kinds[slot];
      if (kind.id == id) return &kind;
      if (kind.id == 0) return nullptr;
    }
  }
  // Where a segment goes from a use: the nearest place; what comes next when that one is full.
  [[nodiscard]] Move first_move(std::uint16_t use, std::uint16_t kind) const {
    return first[use * kind_count + kind];
  }
  [[nodiscard]] std::uint16_t next_target(std::uint16_t target, std::uint16_t kind) const {
    return next[target * kind_count + kind];
  }
  [[nodiscard]] Move move(std::uint16_t from, std::uint16_t target) const;
  // What stays behind unfilled on the way from a use to a target, told in order: visit(use).
  template <typename Visit>
  void left_behind(std::uint16_t from, std::uint16_t target, Visit visit) const;

  std::shared_ptr<const VersionTables> version;
  std::shared_ptr<const OverlayTables> overlay;  // null: the standard as it is
  std::string_view set_id, name, functional_id;
  std::vector<SegmentUse> uses;
  std::vector<LoopUse> loops;
  std::vector<WalkUse> walk;             // parallel to uses
  std::vector<std::uint16_t> loop_ends;  // parallel to loops: one behind the last use within
  std::vector<Kind> kinds;               // open addressing, half empty
  std::uint32_t kind_count = 0, kind_slots = 0, kind_shift = 0;
  std::vector<Move> first;
  std::vector<std::uint16_t> next;
  SegmentId counted = 0, hash_segment = 0;
  std::uint32_t hash_element = 0;

 private:
  void add_uses(const blob::Set& record);
  void add_kinds();
  void add_transitions();
  template <typename Offer>
  void find_targets(std::uint16_t from, std::uint16_t at, std::uint16_t loop, Offer offer) const;
};

template <typename Visit>
void Guide::Tables::left_behind(std::uint16_t from, std::uint16_t target, Visit visit) const {
  // Uses are numbered in the set's order and those of a loop are one run, so that the way is a walk to the
  // right: to the target itself, or, when that starts a loop again, to the end of that loop.
  const WalkUse& goal = walk[target];
  const std::uint16_t stop = target > from ? target : goal.end;
  for (std::uint16_t i = static_cast<std::uint16_t>(from + 1); i < stop;) {
    const WalkUse& use = walk[i];
    const bool around_target = target > i && target < use.end;
    bool due = use.mandatory;
    if (use.bound != none && use.bound > i) due = target > i && target <= use.bound;  // LS, and into its loop
    if (use.bound != none && use.bound < i) due = from >= use.bound;  // LE, and out of its loop
    if (due || around_target) visit(i);
    i = around_target ? static_cast<std::uint16_t>(i + 1) : use.end;
  }
}

}  // namespace transom
