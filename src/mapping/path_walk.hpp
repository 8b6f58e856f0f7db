// Going down a compiled path, match by match. Templates, so that the visitor is inlined: this is the hot
// loop.
#pragma once

#include <algorithm>

#include "mapping/evaluator.hpp"

namespace transom::mapping {

inline SetCursor start_of(const SetView& view, const SetPath& path, SetCursor at) {
  if (path.from_top) return {};
  for (int i = 0; i < path.up; ++i) {
    if (at.row != SetView::none) {
      at.row = SetView::none;
    } else {
      at.loop = view.parent(at.loop);
    }
  }
  return at;
}

// Calls visit(SetCursor) until it returns false; then returns false.
template <class Visit>
bool walk(Evaluator& run, const SetView& view, const SetPath& path, SetCursor at, Visit& visit,
          std::size_t step = 0) {
  if (step == path.steps.size()) return visit(at);
  const SetStep& down = path.steps[step];
  std::uint32_t n = 0;
  if (down.to_loop) {
    for (auto l = view.first(at.loop, down.slot); l != SetView::none; l = view.next_loop(l)) {
      if (!down.tests.empty() && !run.passes(down, view.set().loops()[l].first)) continue;
      if (down.nth != 0 && ++n != down.nth) continue;
      if (!walk(run, view, path, {l, SetView::none}, visit, step + 1)) return false;
    }
    return true;
  }
  for (auto r = view.first(at.loop, down.slot); r != SetView::none; r = view.next_row(r)) {
    if (!down.tests.empty() && !run.passes(down, r)) continue;
    if (down.nth != 0 && ++n != down.nth) continue;
    if (!walk(run, view, path, {at.loop, r}, visit, step + 1)) return false;
  }
  return true;
}

inline bool passes(const DocumentStep& step, const void* record) {
  return std::all_of(step.tests.begin(), step.tests.end(), [&](const DocumentStep::Test& test) {
    const std::string& have = test.field->text(record);
    return std::find(test.values.begin(), test.values.end(), have) != test.values.end();
  });
}

// Null: a record beside the document that is not there.
inline const void* start_of(const DocumentPath& path, const std::vector<const void*>& records,
                            Records beside = {}) {
  if (path.beside >= 0) {
    const auto at = static_cast<std::size_t>(path.beside);
    return at < beside.size() ? beside[at] : nullptr;
  }
  return path.from_top ? records.front() : records[records.size() - 1 - static_cast<std::size_t>(path.up)];
}

// Calls visit(field, record that has it) for a leaf, visit(nullptr, record) for records, until it returns
// false.
template <class Visit>
bool walk(const DocumentPath& path, const void* record, Visit& visit, std::size_t step = 0) {
  if (record == nullptr) return true;
  if (step == path.steps.size()) return visit(nullptr, record);
  const DocumentStep& down = path.steps[step];
  const Field& field = *down.field;
  if (field.kind == FieldKind::record) return walk(path, field.at(record), visit, step + 1);
  if (field.kind != FieldKind::records) return visit(&field, record);
  const Items items = field.items(record);
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < items.count; ++i) {
    if (!passes(down, items[i])) continue;
    if (down.nth != 0 && ++n != down.nth) continue;
    if (!walk(path, items[i], visit, step + 1)) return false;
  }
  return true;
}

// What a field that is no record holds; the n-th of a list of texts.
[[nodiscard]] Value field_value(const Field& field, const void* record, std::size_t n = 0);

}  // namespace transom::mapping
