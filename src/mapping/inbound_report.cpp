// What a run tells beside the document: problems, origins, and what was never read.
#include <fmt/format.h>

#include "base/text.hpp"
#include "mapping/inbound_run.hpp"
#include "mapping/limits.hpp"
#include "mapping/path_walk.hpp"

namespace transom::mapping {

Place InboundRun::place(const From& from) const {
  Place out = at_;
  if (from.row == From::nowhere || from.row >= set_.rows().size()) return out;
  const auto& row = set_.rows()[from.row];
  const Segment segment = set_.segment(from.row);
  out.offset = row.offset;
  out.segment = from.row + 1;
  out.segment_id = std::string(segment.id());
  out.loop = row.use == TransactionSet::no_use
                 ? std::string()
                 : std::string(plan_.guide->loops()[set_.loops()[row.loop].loop].path);
  out.element = from.element;
  out.component = from.component;
  out.repetition = 0;
  return out;
}

std::string InboundRun::field_path(const Field* last) const {
  std::string out;
  const auto add = [&](const Field* field, std::uint32_t index) {
    if (!out.empty()) out += '.';
    out += field->name;
    if (index != no_index) out += fmt::format("[{}]", index);
  };
  for (const Level& level : levels_) add(level.field, level.index);
  if (last != nullptr) add(last, no_index);
  return out;
}

void InboundRun::problem(const Value& found, std::string sentence, std::string next) {
  if (result_.problems.size() >= most_problems) return;
  const std::string value = to_text(found).substr(0, longest_value);
  Place where = place(found.from);
  // One wrong element that several expressions read is one problem.
  for (const MapProblem& old : result_.problems) {
    if (old.sentence == sentence && old.value == value && old.place.segment == where.segment &&
        old.place.element == where.element && where.element != 0) {
      return;
    }
  }
  result_.problems.push_back(
      {field_path(current_), std::move(where), value, std::move(sentence), std::move(next)});
}

void InboundRun::note_level(const SetCursor& there) {
  if (read_levels_.empty()) return;
  for (auto l = there.loop; l != SetView::none && read_levels_[l] == 0; l = scratch_.view.parent(l)) {
    read_levels_[l] = 1;
  }
}

// What a level holds is goods: one that no line of the map leads to holds the document, where any other
// segment that is not read only shows in the coverage. Of levels in each other the outermost is told.
void InboundRun::report_unread_levels() {
  for (const std::uint32_t index : plan_.ignore) {
    const SetPath& path = plan_.program.set_paths[index];
    auto visit = [&](SetCursor there) {
      note_level(there);
      return true;
    };
    walk(eval_, scratch_.view, path, SetCursor{}, visit);
  }
  const auto& loops = set_.loops();
  current_ = nullptr;
  for (std::uint32_t l = 1; l < loops.size(); ++l) {
    if (loops[l].loop != plan_.layout->levels() || read_levels_[l] != 0) continue;
    const std::uint32_t around = scratch_.view.parent(l);
    if (around != 0 && read_levels_[around] == 0) continue;
    if (around == 0 && loops[l].end - loops[l].first == 1)
      continue;  // a bare top says nothing and has nothing
    const From from{loops[l].first, 3, 0};
    const std::string_view code = set_.segment(loops[l].first).element(3);
    problem(Value(code).at(from), "is a level that no line of the map reads",
            fmt::format("lead an each: to HL[{}] where it lies, or name it under ignore:", visible(code, 2)));
  }
}

void InboundRun::mark_ignored() {
  const auto mark_row = [&](std::uint32_t row) {
    const auto& r = set_.rows()[row];
    for (std::uint32_t n = 1; n <= r.elements; ++n) scratch_.read[r.marks + n] = 1;
  };
  for (const std::uint32_t index : plan_.ignore) {
    const SetPath& path = plan_.program.set_paths[index];
    auto visit = [&](SetCursor there) {
      if (path.element.element != 0) {
        const auto& row = set_.rows()[there.row];
        if (path.element.element <= row.elements) scratch_.read[row.marks + path.element.element] = 1;
      } else if (there.row != SetView::none) {
        mark_row(there.row);
      } else {
        const auto& loop = set_.loops()[there.loop];
        for (std::uint32_t row = loop.first; row < loop.end; ++row) mark_row(row);
      }
      return true;
    };
    walk(eval_, scratch_.view, path, SetCursor{}, visit);
  }
}

void InboundRun::collect_unread() {
  mark_ignored();
  const auto& rows = set_.rows();
  const auto& loops = set_.loops();
  // Numbers and parents of levels were read to lay them into each other.
  for (std::uint32_t l = 1; l < loops.size() && plan_.layout->levels() != 0; ++l) {
    if (loops[l].loop != plan_.layout->levels()) continue;
    const auto& row = rows[loops[l].first];
    for (const std::uint32_t n : {1U, 2U, 4U})
      if (n <= row.elements) scratch_.read[row.marks + n] = 1;
  }
  for (std::uint32_t r = 0; r < rows.size(); ++r) {
    const Segment segment = set_.segment(r);
    if (segment.is("ST") || segment.is("SE")) continue;
    for (std::uint32_t n = 1; n <= rows[r].elements; ++n) {
      const std::string_view value = segment.element(n);
      if (value.empty() || scratch_.read[rows[r].marks + n] != 0) continue;
      result_.unread.push_back({place({r, static_cast<std::uint16_t>(n), 0}), visible(value, longest_value)});
    }
  }
}

}  // namespace transom::mapping
