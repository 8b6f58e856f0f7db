// From the lines of an overlay to its tables.
//
// Several lines may speak of one segment: N1 of all, N1[ST] of some. A scope is therefore a set of lines'
// prefixes that the way so far fits, and scopes are found as one makes a deterministic automaton of another:
// from the outermost, each case of each trigger leads to the set of prefixes that fit on. There are few,
// since people write few. Where two lines speak of one element the more exact one wins.
//
// The narrowed guide copies the tables of its version (some 150 KB, once a configuration) and puts narrowed
// segments behind them: all indexes of the standard stay what they are. Refused: narrowing the walk itself; a
// third REF[DP] where two may stand must not wander off to another place.
#include "guide/overlay.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include "transom/guide_overlay.hpp"

namespace transom {
namespace {

constexpr std::uint16_t none = OverlayTables::none;

// A prefix of an entry's path that the way so far fits: the entry, and how many steps of it are done.
struct Prefix {
  std::uint16_t entry, done;
  friend auto operator<=>(const Prefix&, const Prefix&) = default;
};
using Prefixes = std::vector<Prefix>;

class SegmentNarrower {
 public:
  SegmentNarrower(VersionTables& version, OverlayTables& overlay) : version_(version), overlay_(overlay) {
    overlay_.first_place = static_cast<std::uint32_t>(version.places.size());
  }

  // Puts a copy of the segment, narrowed by the clauses in order, behind the version's.
  SegmentCheck narrow(const SegmentCheck& standard, const std::vector<const ElementClause*>& clauses) {
    SegmentCheck check = copy(standard);
    for (const ElementClause* clause : clauses) {
      const std::uint32_t place = check.first + clause->element - 1U;
      if (clause->component == 0) {
        apply(*clause, place, check.mandatory, clause->element);
      } else {
        SegmentCheck& composite = own_composite(place);
        apply(*clause, composite.first + clause->component - 1U, composite.mandatory, clause->component);
      }
    }
    return check;
  }

 private:
  SegmentCheck copy(const SegmentCheck& standard) {
    SegmentCheck check = standard;
    check.first = static_cast<std::uint32_t>(version_.places.size());
    for (std::uint32_t i = standard.first; i < standard.first + standard.count; ++i) {
      const ElementUse use = version_.places[i];
      const ElementCheck element = version_.checks[i];
      version_.places.push_back(use);
      version_.checks.push_back(element);
      overlay_.places.push_back({i});
    }
    return check;
  }

  // The composite of a place, copied when it is still the standard's.
  SegmentCheck& own_composite(std::uint32_t place) {
    restore(place);
    const std::uint16_t index = version_.checks[place].composite;
    if (version_.composites[index].first >= overlay_.first_place) return version_.composites[index];
    const SegmentCheck composite = copy(version_.composites[index]);
    version_.composites.push_back(composite);
    const auto own = static_cast<std::uint16_t>(version_.composites.size() - 1);
    version_.checks[place].composite = version_.places[place].composite = own;
    return version_.composites.back();
  }

  // A more exact line uses what another one does not.
  void restore(std::uint32_t place) {
    OverlayTables::Place& own = overlay_.places[place - overlay_.first_place];
    if (own.not_used) version_.checks[place] = version_.checks[own.standard];
    own.not_used = false;
  }

  void apply(const ElementClause& clause, std::uint32_t place, std::uint64_t& mandatory,
             std::uint32_t number) {
    OverlayTables::Place& own = overlay_.places[place - overlay_.first_place];
    ElementCheck& check = version_.checks[place];
    restore(place);
    own.clause = clause.clause;
    own.not_used = clause.not_used;
    if (clause.not_used) {
      // Of this type no value is right beyond doubt, so that a value here gets the exact look.
      check.type = ElementType::b;
      check.codes = nullptr;
      check.composite = blob::none;
      mandatory &= ~(std::uint64_t{1} << number);
      return;
    }
    if (clause.mandatory) mandatory |= std::uint64_t{1} << number;
    if (clause.repeat != 0) version_.places[place].repeat = check.repeat = clause.repeat;
    if (clause.max == 0 && clause.codes.empty()) return;
    ElementDef def = version_.elements[check.element];
    std::string_view list = version_.code_lists[check.element];
    if (clause.max != 0) {
      def.min = check.min = clause.min;
      def.max = check.max = clause.max;
    }
    if (!clause.codes.empty()) {
      def.has_codes = true;
      list = add_codes(clause.codes, check);
    }
    check.element = version_.places[place].element = static_cast<std::uint16_t>(version_.elements.size());
    version_.elements.push_back(def);
    version_.code_lists.push_back(list);
  }

  std::string_view add_codes(const std::vector<std::string>& codes, ElementCheck& check) {
    std::string& list = overlay_.code_lists.emplace_back();
    check.slots = std::bit_ceil(static_cast<std::uint32_t>(codes.size()) * 2);
    std::vector<std::uint64_t>& keys = overlay_.code_keys.emplace_back(check.slots);
    for (const std::string& code : codes) {
      list += (list.empty() ? "" : " ") + code;
      const std::uint64_t key = blob::code_key(code);
      std::uint32_t slot = blob::code_slot(key, check.slots);
      while (keys[slot] != 0) slot = (slot + 1) & (check.slots - 1);
      keys[slot] = key;
    }
    check.codes = keys.data();
    return list;
  }

  VersionTables& version_;
  OverlayTables& overlay_;
};

class OverlayCompiler {
 public:
  OverlayCompiler(OverlaySource source, const Guide::Tables& tables, VersionTables& version)
      : source_(std::move(source)), tables_(tables), version_(version), narrower_(version, overlay_) {}

  OverlayTables compile() {
    overlay_.name = std::move(source_.name);
    overlay_.clauses = std::move(source_.clauses);
    overlay_.lines = std::move(source_.lines);
    for (const OverlayEntry& entry : source_.entries) overlay_.narrowings.push_back(entry.said);
    add_limits();
    Prefixes all;
    for (std::uint16_t i = 0; i < source_.entries.size(); ++i) all.push_back({i, 0});
    scope_of(all);
    overlay_.silent = scope_of({});
    for (std::size_t i = 0; i < prefixes_.size(); ++i) fill_scope(static_cast<std::uint16_t>(i));
    return std::move(overlay_);
  }

 private:
  void add_limits() {
    for (const OverlayEntry& entry : source_.entries) {
      const bool limits = entry.said.required || entry.said.max != 0;
      limit_of_.push_back(limits ? static_cast<std::uint16_t>(overlay_.limits.size()) : none);
      if (!limits) continue;
      OverlayTables::Limit limit{.name = entry.said.name, .clause = entry.said.clause};
      limit.last_use = entry.steps.back().uses.back();
      if (entry.said.max != 0) limit.max = entry.said.max;
      limit.required = entry.said.required;
      overlay_.limits.push_back(std::move(limit));
    }
  }

  std::uint16_t scope_of(const Prefixes& prefixes) {
    for (std::size_t i = 0; i < prefixes_.size(); ++i) {
      if (prefixes_[i] == prefixes) return static_cast<std::uint16_t>(i);
    }
    prefixes_.push_back(prefixes);
    overlay_.scopes.emplace_back();
    return static_cast<std::uint16_t>(prefixes_.size() - 1);
  }

  [[nodiscard]] const OverlayStep& step(Prefix prefix) const {
    return source_.entries[prefix.entry].steps[prefix.done];
  }
  [[nodiscard]] bool is_last(Prefix prefix) const {
    return prefix.done + 1U == source_.entries[prefix.entry].steps.size();
  }

  void fill_scope(std::uint16_t scope) {
    const Prefixes prefixes = prefixes_[scope];
    std::vector<std::uint16_t> spots(tables_.uses.size(), none);
    std::map<std::vector<std::uint16_t>, std::uint16_t> made;
    for (const Prefix prefix : prefixes) {
      const std::vector<std::uint16_t>& uses = step(prefix).uses;
      const auto [found, added] = made.try_emplace(uses, none);
      if (added) found->second = add_spot(uses, prefixes);
      for (const std::uint16_t use : uses) spots[use] = found->second;
    }
    std::vector<std::uint16_t> required;
    for (const Prefix prefix : prefixes) {
      const std::uint16_t limit = is_last(prefix) ? limit_of_[prefix.entry] : none;
      if (limit != none && overlay_.limits[limit].required) required.push_back(limit);
    }
    std::stable_sort(required.begin(), required.end(), [&](std::uint16_t a, std::uint16_t b) {
      return tables_.walk[overlay_.limits[a].last_use].end < tables_.walk[overlay_.limits[b].last_use].end;
    });
    overlay_.scopes[scope].spots = std::move(spots);
    overlay_.scopes[scope].required = std::move(required);
  }

  // Of the lines that speak of these uses: which values they name, and one case for each.
  std::uint16_t add_spot(const std::vector<std::uint16_t>& uses, const Prefixes& prefixes) {
    OverlayTables::Spot spot;
    Prefixes here;
    for (const Prefix prefix : prefixes) {
      if (step(prefix).uses == uses) here.push_back(prefix);
    }
    // All before some, so that the more exact line has the last word.
    std::stable_sort(here.begin(), here.end(),
                     [&](Prefix a, Prefix b) { return step(a).values.empty() && !step(b).values.empty(); });
    std::vector<std::string> values;
    for (const Prefix prefix : here) {
      if (step(prefix).element != 0) spot.element = step(prefix).element;
      for (const std::string& value : step(prefix).values) {
        if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
      }
      const OverlayEntry& entry = source_.entries[prefix.entry];
      if (!is_last(prefix) || entry.said.order.empty()) continue;
      spot.order_element = entry.order_element;
      spot.order_clause = entry.said.clause;
      spot.order = overlay_.orders++;
      spot.names = entry.said.order;
      for (const std::string& code : entry.said.order) spot.order_keys.push_back(blob::code_key(code));
    }
    for (const std::string& value : values) {
      spot.keys.push_back(blob::code_key(value));
      spot.cases.push_back(add_case(uses.front(), here, value));
    }
    spot.cases.push_back(add_case(uses.front(), here, {}));
    overlay_.spots.push_back(std::move(spot));
    return static_cast<std::uint16_t>(overlay_.spots.size() - 1);
  }

  std::uint16_t add_case(std::uint16_t use, const Prefixes& here, const std::string& value) {
    OverlayTables::Case made;
    std::vector<const ElementClause*> clauses;
    Prefixes inside;
    made.limits = static_cast<std::uint16_t>(overlay_.limit_lists.size());
    for (const Prefix prefix : here) {
      const std::vector<std::string>& values = step(prefix).values;
      const bool meant = values.empty() ||
                         (!value.empty() && std::find(values.begin(), values.end(), value) != values.end());
      if (!meant) continue;
      if (!is_last(prefix)) {
        inside.push_back({prefix.entry, static_cast<std::uint16_t>(prefix.done + 1)});
        continue;
      }
      const OverlayEntry& entry = source_.entries[prefix.entry];
      if (entry.said.not_used) made.not_used = entry.said.clause;
      if (!entry.said.not_used && !values.empty()) made.not_used = none;
      for (const ElementClause& clause : entry.said.elements) clauses.push_back(&clause);
      if (limit_of_[prefix.entry] != none) overlay_.limit_lists.push_back(limit_of_[prefix.entry]);
    }
    made.limit_count = static_cast<std::uint16_t>(overlay_.limit_lists.size() - made.limits);
    std::sort(inside.begin(), inside.end());
    made.inside = scope_of(inside);
    if (!clauses.empty()) {
      made.check = static_cast<std::uint16_t>(overlay_.checks.size());
      overlay_.checks.push_back(narrower_.narrow(*version_.find(tables_.uses[use].id), clauses));
    }
    overlay_.cases.push_back(made);
    return static_cast<std::uint16_t>(overlay_.cases.size() - 1);
  }

  OverlaySource source_;
  const Guide::Tables& tables_;
  VersionTables& version_;
  OverlayTables overlay_;
  SegmentNarrower narrower_;
  std::vector<std::uint16_t> limit_of_;  // by entry
  std::vector<Prefixes> prefixes_;       // by scope
};

}  // namespace

GuidePtr narrow(const GuidePtr& standard, const std::string& file) {
  OverlaySource source = read_overlay(*standard, file);
  const auto version = std::make_shared<VersionTables>(*standard->tables().version);
  const auto tables = std::make_shared<Guide::Tables>(standard->tables());
  tables->overlay =
      std::make_shared<const OverlayTables>(OverlayCompiler(std::move(source), *tables, *version).compile());
  tables->version = version;
  return std::make_shared<Guide>(tables);
}

std::string_view overlay_name(const Guide& guide) {
  const auto& overlay = guide.tables().overlay;
  return overlay == nullptr ? std::string_view() : overlay->name;
}

std::span<const OverlayLine> overlay_lines(const Guide& guide) {
  const auto& overlay = guide.tables().overlay;
  return overlay == nullptr ? std::span<const OverlayLine>() : overlay->lines;
}

std::span<const Narrowing> narrowings(const Guide& guide) {
  const auto& overlay = guide.tables().overlay;
  return overlay == nullptr ? std::span<const Narrowing>() : overlay->narrowings;
}

std::span<const OverlayClause> overlay_clauses(const Guide& guide) {
  const auto& overlay = guide.tables().overlay;
  return overlay == nullptr ? std::span<const OverlayClause>() : overlay->clauses;
}

}  // namespace transom
