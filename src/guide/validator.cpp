// SetValidator: one segment goes in, is placed by the walk, held where wanted, and checked.
//
// Structure first, then elements, so that findings come in the order in which a person reads. ST and SE are
// only walked: their elements belong to the envelope, which knows the group. Nothing here allocates for a
// right segment, and memory does not grow with the set.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "guide/hierarchy.hpp"
#include "guide/overlay_walk.hpp"
#include "guide/reporter.hpp"
#include "guide/segment_checker.hpp"
#include "guide/totals.hpp"
#include "guide/walker.hpp"
#include "transom/guide.hpp"
#include "transom/transaction_set.hpp"

namespace transom {
namespace {

bool says_wrong(std::uint64_t wrong, unsigned element) {
  return (wrong >> element & 1U) != 0;
}

bool is_segment_id(std::string_view id) {
  const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  return (id.size() == 2 || id.size() == 3) && std::all_of(id.begin(), id.end(), fits);
}

}  // namespace

struct SetValidator::Impl {
  const Guide::Tables* tables = nullptr;
  TransactionSet* hold = nullptr;
  Reporter reporter;
  Walker walker;
  OverlayWalk overlay;  // idle under a standard guide
  SegmentChecker checker;
  Hierarchy hierarchy;
  RunningTotals totals;
  std::uint32_t taken = 0;
  bool ended = false;  // the SE has come
  bool told_size = false;

  void take(const Segment& segment);
  void report_structure(const Segment& segment);
  void report_fault(const Walker::Fault& fault, std::string_view id);
  // After a fault lines or levels may be missing: what they would have counted is not told again.
  void doubt_totals(const Walker::Fault& fault);
  void report_size();
  // `wrong`: elements that a finding was made about already; what they say is not judged again.
  void check_role(const Segment& segment, std::uint8_t role, std::uint64_t wrong);
  void check_hierarchy(const Segment& segment, std::uint64_t wrong);
  void check_totals(const Segment& segment, std::uint64_t wrong);
  [[nodiscard]] std::string expected_here() const;
};

SetValidator::SetValidator() : impl_(std::make_unique<Impl>()) {}
SetValidator::~SetValidator() = default;
SetValidator::SetValidator(SetValidator&&) noexcept = default;

void SetValidator::begin(const Guide& guide, const Severities& severities, const Delimiters& delimiters,
                         Findings& findings, TransactionSet* hold) {
  impl_->tables = &guide.tables();
  impl_->hold = hold;
  if (hold != nullptr) hold->clear(&guide, delimiters);
  impl_->reporter.begin(guide, severities, findings);
  impl_->walker.begin(guide.tables(), hold);
  impl_->checker.begin(*guide.tables().version, guide.tables().overlay.get(), delimiters, impl_->reporter);
  if (guide.tables().overlay != nullptr) impl_->overlay.begin(guide.tables(), impl_->reporter);
  impl_->hierarchy.clear();
  impl_->totals.clear();
  impl_->taken = 0;
  impl_->ended = impl_->told_size = false;
}

void SetValidator::start_at(const Place& at) {
  impl_->reporter.start_at(at);
}

void SetValidator::take(const Segment& segment) {
  impl_->take(segment);
}

void SetValidator::finish() {
  impl_->walker.finish();
  // What would have come behind a break nobody knows: the missing SE is the one finding, the envelope's.
  if (!impl_->ended && impl_->reporter.wants(Rule::se_missing)) return;
  impl_->reporter.past_end();
  for (const Walker::Fault& fault : impl_->walker.faults()) impl_->report_fault(fault, "the end");
  if (impl_->tables->overlay != nullptr) impl_->overlay.finish();
}

void SetValidator::Impl::take(const Segment& segment) {
  const SegmentId id = segment.packed_id();
  const Guide::Tables::Kind* kind = tables->find(id);
  reporter.at(segment, taken++);
  ended = id == segment_id("SE");
  const std::uint16_t use = walker.take(kind == nullptr ? Guide::Tables::none : kind->kind);
  if (!walker.faults().empty()) [[unlikely]]
    report_structure(segment);
  if (hold != nullptr && !hold->append(segment, use, walker.row())) [[unlikely]]
    report_size();
  // What has no place here has one finding already; its elements would only add noise.
  if (use == Guide::Tables::none) return;
  const SegmentCheck* def = &tables->version->segments[kind->segment];
  if (tables->overlay != nullptr) def = overlay.take(segment, use, walker, *def);
  if ((kind->role & Guide::Tables::envelope) != 0) return;
  std::uint64_t wrong = 0;
  if (def != nullptr && !checker.is_surely_right(segment, *def)) [[unlikely]] {
    reporter.in_loop(walker.loop());
    wrong = checker.check_exactly(segment, *def);
  }
  if (kind->role != 0) check_role(segment, kind->role, wrong);
}

void SetValidator::Impl::report_structure(const Segment& segment) {
  // An empty set is one finding, the envelope's; to list all that it lacks would only add noise.
  if (taken == 2 && segment.is("SE") && reporter.wants(Rule::set_empty)) return;
  for (const Walker::Fault& fault : walker.faults()) {
    report_fault(fault, segment.id());
    doubt_totals(fault);
  }
}

void SetValidator::Impl::doubt_totals(const Walker::Fault& fault) {
  const bool stray = fault.use == Walker::none;  // it may be anything misspelt
  // What stands where only another line could have it may be that line's, its first segment missing.
  const bool absent = fault.rule == Rule::loop_missing || fault.rule == Rule::segment_missing;
  const bool confused = stray || (!absent && tables->walk[fault.use].level != 0);
  const auto lacks = [&](SegmentId id) {
    if (id == 0 || !absent) return false;
    const auto begin = tables->uses.begin() + fault.use;
    const auto end =
        fault.rule == Rule::loop_missing ? tables->uses.begin() + tables->walk[fault.use].end : begin + 1;
    return std::any_of(begin, end, [&](const SegmentUse& use) { return use.id == id; });
  };
  if (confused || lacks(segment_id("HL"))) hierarchy.doubt();
  if (confused || lacks(tables->hash_segment)) totals.doubt();
  if (fault.rule == Rule::loop_missing && lacks(tables->counted)) {
    totals.doubt_lines();
  } else if (confused || lacks(tables->counted)) {
    totals.doubt_line();
  }
}

void SetValidator::Impl::report_fault(const Walker::Fault& fault, std::string_view id) {
  const std::string_view here = tables->loops[walker.loop()].path;
  if (fault.use == Walker::none) {
    const bool known = tables->version->find(segment_id(id)) != nullptr;
    const Rule unknown = is_segment_id(id) ? Rule::segment_unknown : Rule::segment_id_invalid;
    const Rule rule = fault.rule == Rule::segment_not_in_set && !known ? unknown : fault.rule;
    const bool misplaced = rule == Rule::segment_unexpected;
    reporter.add_segment(rule, id, here, id, misplaced ? expected_here() : std::string());
    return;
  }
  const WalkUse& use = tables->walk[fault.use];
  const std::string_view loop = tables->loops[use.level].path;
  const std::string use_id = to_string(tables->uses[fault.use].id);
  switch (fault.rule) {
    case Rule::segment_missing:
    case Rule::loop_missing:
      reporter.add_segment(fault.rule, use_id, loop, {}, fmt::format("{} before {}", use_id, id));
      return;
    case Rule::segment_out_of_order:
      reporter.add_segment(fault.rule, id, loop, id,
                           fmt::format("{} before {}", id, to_string(fault.before)));
      return;
    default:
      reporter.add_segment(fault.rule, id, loop, id, fmt::format("at most {}", use.max));
      return;
  }
}

// The segments that may stand here, the nearest first.
std::string SetValidator::Impl::expected_here() const {
  constexpr std::size_t told = 8;
  std::vector<std::uint16_t> targets;
  for (std::uint16_t kind = 0; kind < tables->kind_count; ++kind) {
    const std::uint16_t target = tables->first_move(walker.cursor(), kind).target;
    if (target != Guide::Tables::none) targets.push_back(target);
  }
  std::sort(targets.begin(), targets.end());
  std::string list;
  for (std::size_t i = 0; i < std::min(told, targets.size()); ++i) {
    list += (i == 0 ? "one of " : ", ") + to_string(tables->uses[targets[i]].id);
  }
  return targets.size() > told ? list + ", ..." : list;
}

void SetValidator::Impl::report_size() {
  if (told_size) return;
  told_size = true;
  reporter.add_segment(Rule::set_too_large, {}, {}, {}, fmt::format("at most {} bytes", hold->limit()));
}

void SetValidator::Impl::check_role(const Segment& segment, std::uint8_t role, std::uint64_t wrong) {
  reporter.in_loop(walker.loop());
  if ((role & Guide::Tables::counted_line) != 0) totals.add_line();
  if ((role & Guide::Tables::hashed) != 0) {
    totals.add_value(segment.element(tables->hash_element));
    if (says_wrong(wrong, tables->hash_element)) totals.doubt();
  }
  if ((role & Guide::Tables::hierarchy) != 0) check_hierarchy(segment, wrong);
  if ((role & Guide::Tables::totals) != 0) check_totals(segment, wrong);
}

void SetValidator::Impl::check_hierarchy(const Segment& segment, std::uint64_t wrong) {
  const std::string_view number = trim_right(segment.element(1));
  const std::string_view parent = trim_right(segment.element(2));
  if (number.empty() || says_wrong(wrong, 1)) {
    hierarchy.add_unread();
  } else if (!hierarchy.add(number)) {
    reporter.add(Rule::hl_number, {1, 0, 0, number, "628"}, fmt::format("{}", hierarchy.expected()));
    if (hierarchy.left_out() == 1 && tables->counted == segment_id("HL")) totals.doubt_line();
  }
  if (!parent.empty() && !says_wrong(wrong, 2) && !hierarchy.has_parent(parent)) {
    reporter.add(Rule::hl_parent, {2, 0, 0, parent, "734"}, "the HL01 of an earlier HL");
  }
}

void SetValidator::Impl::check_totals(const Segment& segment, std::uint64_t wrong) {
  if (tables->counted != 0 && !says_wrong(wrong, 1) && !totals.count_fits(segment.element(1))) {
    reporter.add(Rule::ctt_count, {1, 0, 0, segment.element(1), "354"},
                 fmt::format("{}, the number of {} segments", totals.lines(), to_string(tables->counted)));
  }
  if (tables->hash_segment != 0 && !says_wrong(wrong, 2) && !totals.hash_fits(segment.element(2))) {
    reporter.add(Rule::ctt_hash, {2, 0, 0, segment.element(2), "347"},
                 fmt::format("{}, the sum of {}{:02}", totals.sum(), to_string(tables->hash_segment),
                             tables->hash_element));
  }
}

}  // namespace transom
