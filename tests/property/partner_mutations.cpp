// A right set that breaks one line of the partner's own guide, or comes from a partner with whom another set
// was agreed: the draft stays as it is, the receiver asks for more.
//
// Lines are made from the draft: a place that has come once is not used, or may hold other codes only, or
// fewer characters; one that came twice may come once; one that did not come must.
#include <fmt/format.h>

#include <algorithm>

#include "guide/tables.hpp"
#include "property/mutation.hpp"

namespace transom::property {
namespace {

// "PO1/N1/N4": the place as the partner writes it; nothing where a name means several places, or an
// acknowledgment is read, whose guides nobody narrows.
std::string path_of(const Spoiling& s, const Places& places, std::uint16_t use) {
  const auto uses = s.guide().uses();
  const std::uint16_t home = places.home(use);
  const auto& beside = places.children(home);
  const bool alone = std::count_if(beside.begin(), beside.end(),
                                   [&](std::uint16_t other) { return uses[other].id == uses[use].id; }) == 1;
  if (!alone || s.guide().tables().walk[use].bound != Guide::Tables::none) return "";
  const std::string id = to_string(uses[use].id);
  if (home == 0) return id;
  const std::string around = path_of(s, places, s.guide().loops()[home].first_use);
  return around.empty() ? "" : around + "/" + id;
}

bool can_be_narrowed(const Spoiling& s) {
  return s.guide().set_id() != "997" && s.guide().set_id() != "999";
}

std::size_t times(const Spoiling& s, std::uint16_t use) {
  return static_cast<std::size_t>(std::count_if(s.draft.rows.begin(), s.draft.rows.end(),
                                                [&](const Row& row) { return row.use == use; }));
}

// The partner is known from here on, with this line in his guide.
void ask(Spoiling& s, const std::string& path, const std::string& line) {
  s.partner = Partnership{std::string(s.guide().set_id()), fmt::format("\"{}\": {}", path, line)};
}

// Rows that have come once, with the path of their place.
template <typename Visit>
bool each_single(Spoiling& s, Visit visit) {
  if (!can_be_narrowed(s)) return false;
  for (const std::size_t at : s.body()) {
    const Row& row = s.draft.rows[at];
    const Places places = s.behind(at);
    const std::string path = path_of(s, places, row.use);
    if (!path.empty() && times(s, row.use) == 1 && visit(row, places, path)) return true;
  }
  return false;
}

bool segment_not_used(Spoiling& s, Rule rule) {
  return each_single(s, [&](const Row& row, const Places& places, const std::string& path) {
    if (places.mandatory(row.use)) return false;
    ask(s, path, "not used");
    s.expect({.rule = rule, .row = row.key, .loop = s.loop_path(places.home(row.use))});
    return true;
  });
}

// Of several in one place those that the first element tells apart.
bool qualified_not_used(Spoiling& s, Rule rule) {
  if (!can_be_narrowed(s)) return false;
  for (const std::size_t at : s.body()) {
    const Row& row = s.draft.rows[at];
    const Places places = s.behind(at);
    const std::string path = path_of(s, places, row.use);
    const auto uses = s.guide().elements(segment_id(row.id));
    const bool coded =
        !uses.empty() && uses[0].composite == 0xffff && s.guide().element(uses[0].element).has_codes;
    if (path.empty() || !coded || row.fields.empty() || places.mandatory(row.use)) continue;
    const std::string qualifier = row.fields[0][0][0];
    const auto same = std::count_if(s.draft.rows.begin(), s.draft.rows.end(), [&](const Row& other) {
      return other.use == row.use && !other.fields.empty() && other.fields[0][0][0] == qualifier;
    });
    if (same != 1 || qualifier.empty() || times(s, row.use) < 2) continue;
    ask(s, fmt::format("{}[{}]", path, qualifier), "not used");
    s.expect({.rule = rule, .row = row.key, .loop = s.loop_path(places.home(row.use))});
    return true;
  }
  return false;
}

// A simple value of a segment that has come once; `visit` gives what the partner asks of it, "" when nothing.
template <typename Visit>
bool narrow_element(Spoiling& s, Rule rule, Visit visit) {
  return each_single(s, [&](const Row& row, const Places&, const std::string& path) {
    const auto uses = s.guide().elements(segment_id(row.id));
    if (row.id == "HL" || row.id == "CTT") return false;
    for (std::size_t e = 0; e < std::min(row.fields.size(), uses.size()); ++e) {
      const bool simple = uses[e].composite == 0xffff && row.fields[e].size() == 1;
      if (!simple || row.fields[e][0][0].empty()) continue;
      const std::string asked = visit(uses[e], s.guide().element(uses[e].element), row.fields[e][0][0]);
      if (asked.empty()) continue;
      ask(s, path, fmt::format("{{{}{:02}: {}}}", row.id, e + 1, asked));
      s.expect({.rule = rule,
                .row = row.key,
                .element = static_cast<std::uint16_t>(e + 1),
                .loop = s.loop_of(row)});
      return true;
    }
    return false;
  });
}

bool element_not_used(Spoiling& s, Rule rule) {
  return narrow_element(s, rule, [](const ElementUse& use, const ElementDef&, const std::string&) {
    return use.mandatory ? "" : "not used";
  });
}

bool other_codes(Spoiling& s, Rule rule) {
  Values values(s.random, s.guide(), s.draft.delimiters);
  return narrow_element(s, rule, [&](const ElementUse&, const ElementDef& element, const std::string& value) {
    if (!element.has_codes) return std::string();
    for (int attempt = 0; attempt < 10; ++attempt) {
      const std::string other = values.right(element);
      if (other != value && other.size() <= 8) return "codes " + other;
    }
    return std::string();
  });
}

bool fewer_characters(Spoiling& s, Rule rule) {
  return narrow_element(s, rule, [](const ElementUse&, const ElementDef& element, const std::string& value) {
    const bool text = element.type == ElementType::an && value.size() > element.min && value.size() > 1;
    return text ? fmt::format("{}..{}", std::max<std::size_t>(element.min, 1), value.size() - 1)
                : std::string();
  });
}

bool more_characters(Spoiling& s, Rule rule) {
  return narrow_element(s, rule, [](const ElementUse&, const ElementDef& element, const std::string& value) {
    const bool text = element.type == ElementType::an && value.size() < element.max;
    return text ? fmt::format("{}..{}", value.size() + 1, element.max) : std::string();
  });
}

// Places of the set's own level, where one occurrence of what is around is all of the set.
std::vector<std::uint16_t> level(Spoiling& s, const Places& places, bool loops) {
  std::vector<std::uint16_t> found;
  if (!can_be_narrowed(s)) return found;
  for (const std::uint16_t use : places.children(0)) {
    if (use != 0 && places.opens(use) == loops && !path_of(s, places, use).empty()) found.push_back(use);
  }
  s.random.shuffle(found);
  return found;
}

// Told at what stands behind the place, which may be the SE.
bool demanded(Spoiling& s, Rule rule) {
  const Places places = s.behind(s.draft.index("ST"));
  const std::uint16_t se = s.draft.row("SE").use;
  for (const std::uint16_t use : level(s, places, rule == Rule::loop_missing)) {
    if (use == se || places.mandatory(use) || times(s, use) != 0) continue;
    const auto end = s.guide().tables().walk[use].end;
    const auto behind = std::find_if(s.draft.rows.begin(), s.draft.rows.end(), [&](const Row& row) {
      return row.use != Row::no_use && row.use >= end;
    });
    ask(s, path_of(s, places, use), "M");
    s.expect({.rule = rule, .row = behind->key, .id = to_string(s.guide().uses()[use].id)});
    return true;
  }
  return false;
}

// The first that is too many is told.
bool once(Spoiling& s, Rule rule) {
  const Places places = s.behind(s.draft.index("ST"));
  for (const std::uint16_t use : level(s, places, rule == Rule::loop_over_limit)) {
    if (times(s, use) < 2) continue;
    auto row = s.draft.rows.begin();
    for (std::size_t n = 0; n < 2; ++row) n += row->use == use ? 1 : 0;
    ask(s, path_of(s, places, use), "1");
    s.expect({.rule = rule, .row = std::prev(row)->key});
    return true;
  }
  return false;
}

bool not_agreed(Spoiling& s, Rule rule) {
  if (!can_be_narrowed(s)) return false;
  s.partner = Partnership{s.guide().set_id() == "850" ? "856" : "850", ""};
  s.expect({.rule = rule, .row = s.draft.row("ST").key, .element = 1});
  return true;
}

using enum Severity;
constexpr Mutation table[] = {
    {"set-no-agreement", Rule::set_no_agreement, error, {"", "", "1"}, not_agreed},
    {"partner: segment-not-used",
     Rule::segment_not_used,
     error,
     {"2", "", "5"},
     segment_not_used,
     false,
     {},
     {"I4", "", "I5"}},
    {"partner: segment-not-used, of several",
     Rule::segment_not_used,
     error,
     {"2", "", "5"},
     qualified_not_used,
     false,
     {},
     {"I4", "", "I5"}},
    {"partner: element-not-used",
     Rule::element_not_used,
     error,
     {"8", "10", "5"},
     element_not_used,
     false,
     {},
     {"8", "I10", "I5"}},
    {"partner: element-code",
     Rule::element_code,
     error,
     {"8", "7", "5"},
     other_codes,
     false,
     {},
     {"8", "I6", "I5"}},
    {"partner: element-too-long",
     Rule::element_too_long,
     error,
     {"8", "5", "5"},
     fewer_characters,
     false,
     {},
     {"8", "5", "I5"}},
    {"partner: element-too-short",
     Rule::element_too_short,
     error,
     {"8", "4", "5"},
     more_characters,
     false,
     {},
     {"8", "4", "I5"}},
    {"partner: segment-missing",
     Rule::segment_missing,
     error,
     {"3", "", "5"},
     demanded,
     false,
     {},
     {"3", "", "I5"}},
    {"partner: loop-missing",
     Rule::loop_missing,
     error,
     {"3", "", "5"},
     demanded,
     false,
     {},
     {"3", "", "I5"}},
    {"partner: segment-over-limit",
     Rule::segment_over_limit,
     error,
     {"5", "", "5"},
     once,
     false,
     {},
     {"5", "", "I5"}},
    {"partner: loop-over-limit",
     Rule::loop_over_limit,
     error,
     {"4", "", "5"},
     once,
     false,
     {},
     {"4", "", "I5"}},
};

}  // namespace

std::span<const Mutation> partner_mutations() {
  return table;
}

}  // namespace transom::property
