// What was seen stands in the rows of decisions: a finding is known when a row of its rule and line is as
// bad. A rule says by its figure how bad it is, so that a balance that fell since then is no news; where it
// names none, what it says counts, word for word. What was told to be gone and comes back is new.
//
// A code alone takes what a rule suggests. What it takes has to have been there to be seen: a figure that
// became better holds nobody up by itself, and goes out to the buyer all the same.
//
// All is looked up by rule and line: a release goes through thousands of lines under the store's write lock.
#include "engine/news.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "engine/decide_lines.hpp"

namespace transom {
namespace {

using Spot = std::pair<std::string_view, std::string_view>;  // rule and line

template <class Row>
Spot spot_of(const Row& row) {
  return {row.rule, row.line};
}

template <class Row>
class BySpot {
 public:
  explicit BySpot(std::span<const Row> rows) {
    for (const Row& row : rows) rows_[spot_of(row)].push_back(&row);
  }
  [[nodiscard]] std::span<const Row* const> at(Spot spot) const {
    const auto found = rows_.find(spot);
    return found == rows_.end() ? std::span<const Row* const>() : std::span<const Row* const>(found->second);
  }

 private:
  std::map<Spot, std::vector<const Row*>> rows_;
};

bool as_bad(const DecisionRecord& row, const Ruling& ruling) {
  if (ruling.if_repeated || row.sentence == ruling.sentence) return true;
  return row.figure && ruling.figure && *row.figure >= *ruling.figure;
}

// `rows`: of its rule and line.
bool is_known(const Ruling& ruling, std::span<const DecisionRecord* const> rows) {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if ((*row)->action == "gone") return false;
    const bool told = (*row)->action == "hold" || (*row)->action == "reject";
    if (told && as_bad(**row, ruling)) return true;
  }
  return false;
}

bool waits_for_somebody(const Ruling& ruling) {
  return ruling.action == RuleAction::hold || ruling.action == RuleAction::reject;
}

// What a map could not read, and what was not agreed, is not asked again here.
bool asked_again(const DecisionRecord& row) {
  return row.action == "hold" && row.rule != "map" && row.rule != "change-not-agreed";
}

// Whether this change gives what another takes.
bool gives(const LineChange& change, const LineChange& taken) {
  return (!taken.price || change.price == taken.price) && (taken.item.empty() || change.item == taken.item) &&
         (taken.unit.empty() || change.unit == taken.unit) &&
         (!taken.quantity || change.quantity == taken.quantity) &&
         (!taken.backorder || change.backorder == taken.backorder) &&
         (!taken.date || change.date == taken.date);
}

// Each may come from a rule of its own; the quantity belongs to its unit.
std::vector<LineChange> figures_of(const LineChange& taken) {
  std::vector<LineChange> out;
  if (taken.price) out.push_back({.price = taken.price});
  if (!taken.item.empty()) out.push_back({.item = taken.item});
  if (!taken.unit.empty() || taken.quantity) out.push_back({.quantity = taken.quantity, .unit = taken.unit});
  if (taken.backorder || taken.date) out.push_back({.backorder = taken.backorder, .date = taken.date});
  return out;
}

bool has_shown(std::span<const DecisionRecord* const> rows, const LineChange& figure) {
  if (rows.empty() || rows.back()->action == "gone") return false;
  return gives(parse_change(rows.back()->change).value_or(LineChange{}), figure);
}

// Whether one of the rules whose suggestions are taken on the line has shown the figure before.
bool was_shown(std::span<const Ruling* const> on_line, const LineChange& figure,
               const BySpot<DecisionRecord>& rows) {
  return std::any_of(on_line.begin(), on_line.end(), [&](const Ruling* one) {
    return one->taken && gives(one->change, figure) && has_shown(rows.at(spot_of(*one)), figure);
  });
}

}  // namespace

std::vector<Ruling> taken_unseen(std::span<const Ruling> in_force,
                                 std::span<const DecisionRecord> decisions) {
  const BySpot<DecisionRecord> rows(decisions);
  const RulingsByLine by_line(in_force);
  std::vector<Ruling> out;
  for (const Ruling& ruling : in_force) {
    if (!ruling.taken) continue;
    const auto figures = figures_of(ruling.change);
    const bool shown = std::all_of(figures.begin(), figures.end(), [&](const LineChange& figure) {
      return was_shown(by_line.of(ruling.line), figure, rows);
    });
    if (!shown) out.push_back(ruling);
  }
  return out;
}

std::vector<Ruling> changed_anew(std::span<const Ruling> now, std::span<const Ruling> before) {
  const BySpot<Ruling> told(before);
  std::vector<Ruling> out;
  for (const Ruling& ruling : now) {
    if (ruling.action != RuleAction::change || ruling.taken) continue;
    const auto rows = told.at(spot_of(ruling));
    const bool same = std::any_of(rows.begin(), rows.end(), [&](const Ruling* row) {
      return row->action == RuleAction::change && row->code == ruling.code && row->change == ruling.change;
    });
    if (!same) out.push_back(ruling);
  }
  return out;
}

std::vector<Ruling> changed_no_more(std::span<const Ruling> now, std::span<const Ruling> before,
                                    const LineLeaves& leaves) {
  const BySpot<Ruling> said(now);
  std::vector<Ruling> out;
  for (const Ruling& one : before) {
    const auto word = leaves.find(one.line);
    const bool his_own = word != leaves.end() && !(word->second.kept == all_figures);
    if (one.action == RuleAction::change && !his_own && said.at(spot_of(one)).empty()) out.push_back(one);
  }
  return out;
}

std::vector<Ruling> not_seen(std::span<const Ruling> now, std::span<const DecisionRecord> decisions) {
  const BySpot<DecisionRecord> rows(decisions);
  std::vector<Ruling> out;
  for (const Ruling& ruling : now)
    if (waits_for_somebody(ruling) && !is_known(ruling, rows.at(spot_of(ruling)))) out.push_back(ruling);
  return out;
}

std::vector<Ruling> without(std::span<const Ruling> all, std::span<const Ruling> these) {
  const BySpot<Ruling> known(these);
  std::vector<Ruling> out;
  for (const Ruling& ruling : all)
    if (known.at(spot_of(ruling)).empty()) out.push_back(ruling);
  return out;
}

std::vector<DecisionRecord> no_more(std::span<const DecisionRecord> decisions, std::span<const Ruling> now) {
  const BySpot<Ruling> said(now);
  std::map<Spot, const DecisionRecord*> last;  // nullptr: it is gone
  for (const DecisionRecord& row : decisions) {
    if (row.action == "gone") last[spot_of(row)] = nullptr;
    if (asked_again(row)) last[spot_of(row)] = &row;
  }
  std::vector<DecisionRecord> out;
  for (const DecisionRecord& row : decisions) {
    const auto found = last.find(spot_of(row));
    if (found == last.end() || found->second != &row) continue;
    const auto rulings = said.at(spot_of(row));
    const bool holds = std::any_of(rulings.begin(), rulings.end(), [](const Ruling* ruling) {
      return waits_for_somebody(*ruling) || ruling->taken;
    });
    if (!holds) out.push_back(row);
  }
  return out;
}

}  // namespace transom
