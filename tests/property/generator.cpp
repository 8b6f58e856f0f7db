// Walks the guide's loops from left to right and throws dice at each use. Before a segment is added, the
// second opinion (places.hpp) is asked where a reader would put it: one that a reader must take for another
// use is left out, since no reader can know better. HL numbers, CTT totals and the bounds of LS and LE are
// made to fit; everything else is random within its definition.
#include "property/generator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "guide/tables.hpp"
#include "transom/date.hpp"
#include "x12/envelope_text.hpp"

namespace transom::property {
namespace {

Delimiters random_delimiters(Random& random, bool repetitions) {
  Delimiters d;
  const auto other = [&](std::string_view choices) {
    for (;;) {
      const char c = random.one_of(choices);
      if (c != d.element && c != d.terminator && c != d.component && c != d.repetition) return c;
    }
  };
  d.element = d.component = d.terminator = d.repetition = '\0';
  d.element = other("**||^\x1d+!&");
  d.terminator = other("~~~'\n\r\x1c!$\x15");
  d.component = other("::>>\\<\x1f&;");
  if (repetitions) d.repetition = other("^`@\x1e%");
  const bool breaks = d.terminator == '\n' || d.terminator == '\r';
  if (!breaks && random.percent(60)) d.suffix = random.percent(50) ? "\n" : "\r\n";
  return d;
}

std::string padded(std::string text, std::size_t size) {
  text.resize(size, ' ');
  return text;
}

Row row_of(std::string id, const std::vector<std::string>& values) {
  Row row{.id = std::move(id)};
  for (const std::string& value : values) row.fields.push_back(simple(value));
  return row;
}

}  // namespace

std::vector<GuideName> all_guides() {
  std::vector<GuideName> names;
  const GuideLibrary& library = GuideLibrary::built_in();
  for (const std::string& version : library.versions()) {
    for (const std::string& set : library.sets(version)) names.push_back({version, set});
  }
  return names;
}

bool holds(const SyntaxNote& note, const std::vector<bool>& present) {
  const auto here = [&](std::uint8_t n) { return n <= present.size() && present[n - 1U]; };
  const auto all = std::count_if(note.elements.begin(), note.elements.end(), here);
  const auto size = static_cast<std::ptrdiff_t>(note.elements.size());
  const bool first = here(note.elements.front());
  switch (note.kind) {
    case 'P':
      return all == 0 || all == size;
    case 'R':
      return all > 0;
    case 'E':
      return all < 2;
    case 'C':
      return !first || all == size;
    default:
      return !first || all > 1;
  }
}

bool all_hold(std::span<const SyntaxNote> notes, const std::vector<bool>& present) {
  return std::all_of(notes.begin(), notes.end(),
                     [&](const SyntaxNote& note) { return holds(note, present); });
}

std::optional<Draft> Generator::draft(const GuideName& name, const Wishes& wishes) {
  Draft draft;
  draft.guide = GuideLibrary::built_in().find(name.version, name.set).guide;
  draft.delimiters = random_delimiters(random_, wishes.repetitions);
  draft_ = &draft;
  guide_ = draft.guide.get();
  wishes_ = wishes;
  values_.emplace(random_, *guide_, draft.delimiters);
  places_.emplace(*guide_);
  occurrences_ = levels_ = 0;
  in_bounds_ = false;
  envelope(name, wishes);
  if (!fill(0, 0)) return std::nullopt;
  const std::string number = value(draft.row("ST"), 2);
  draft.insert(draft.rows.size(), row_of("SE", {"", number})).use =
      static_cast<std::uint16_t>(guide_->uses().size() - 1);
  draft.insert(draft.rows.size(), row_of("GE", {"1", value(draft.row("GS"), 6)}));
  draft.insert(draft.rows.size(), row_of("IEA", {"1", value(draft.row("ISA"), 13)}));
  count(draft);
  return draft;
}

void Generator::envelope(const GuideName& name, const Wishes& wishes) {
  static const std::vector<std::string> qualifiers{"01", "12", "14", "ZZ", "08"};
  const Delimiters& d = draft_->delimiters;
  const std::string day = Date::from_days(static_cast<std::int64_t>(14610 + random_.below(9000))).x12();
  const std::string time = fmt::format("{:02}{:02}", random_.below(24), random_.below(60));
  const auto id = [&] { return padded("ID" + values_->digits(random_.between(1, 13)), 15); };
  std::string version = name.version.substr(0, 5);
  if (wishes.repetitions) version = std::max<std::string>(version, random_.percent(50) ? "00501" : "00402");
  const std::string standard(1, wishes.repetitions ? d.repetition : 'U');
  const std::string number = fmt::format("{:09}", random_.between(1, 999999999));
  const std::string group = values_->digits(random_.between(1, 9));
  const bool late = name.version >= "004010";
  draft_->insert(0, row_of("ISA", {"00", padded("", 10), "00", padded("", 10), random_.one_of(qualifiers),
                                   id(), random_.one_of(qualifiers), id(), day.substr(2), time, standard,
                                   version, number, "0", "P", std::string(1, d.component)}));
  const std::string functional(guide_->functional_id());
  draft_->insert(1, row_of("GS", {functional, "SENDER" + values_->digits(3), "RECEIVER",
                                  late ? day : day.substr(2), time, group, "X", name.version}));
  draft_->insert(2, row_of("ST", {name.set, fmt::format("{:04}", random_.between(1, 99999))})).use = 0;
}

// Whether to send an optional segment, and how many.
std::size_t Generator::how_many(std::uint16_t use) {
  const std::uint32_t limit = places_->limit(use);
  const std::size_t most = limit == 0 ? 3 : std::min<std::size_t>(limit, 3);
  const bool full = draft_->rows.size() > wishes_.segments;
  const std::size_t least = places_->mandatory(use) ? 1 : 0;
  if (full) return least;
  if (least == 0 && !random_.percent(30)) return 0;
  std::size_t n = 1;
  while (n < most && random_.percent(30)) ++n;
  return n;
}

bool Generator::fill(std::uint16_t loop, std::uint32_t occurrence) {
  const auto& walk = guide_->tables().walk;
  const std::vector<std::uint16_t> children = places_->children(loop);
  for (const std::uint16_t use : children) {
    const std::string id = to_string(guide_->uses()[use].id);
    if (loop == 0 && (id == "ST" || id == "SE")) continue;
    const bool bound = walk[use].bound != Guide::Tables::none;
    if (bound && walk[use].bound > use) {  // an LS: only with its loop
      in_bounds_ = draft_->rows.size() < wishes_.segments && random_.percent(50) && add(use, occurrence);
    } else if (bound) {
      if (in_bounds_ && !add(use, occurrence)) return false;
      in_bounds_ = false;
    } else if (places_->opens(use)) {
      const bool bounded =
          use > 0 && walk[use - 1U].bound != Guide::Tables::none && walk[use - 1U].bound > use;
      if (bounded && !in_bounds_) continue;
      const bool outer = std::exchange(in_bounds_, false);
      if (!fill_loop(use, bounded ? 1 : 0)) return false;
      in_bounds_ = outer;
    } else if (!fill_use(use, occurrence)) {
      return false;
    }
  }
  return true;
}

bool Generator::fill_use(std::uint16_t use, std::uint32_t occurrence) {
  const std::size_t wanted = how_many(use);
  std::size_t made = 0;
  while (made < wanted && add(use, occurrence)) ++made;
  return made > 0 || !places_->mandatory(use);
}

bool Generator::fill_loop(std::uint16_t trigger, std::size_t at_least) {
  const std::size_t wanted = std::max(how_many(trigger), at_least);
  std::size_t made = 0;
  for (; made < wanted; ++made) {
    const std::uint32_t mine = ++occurrences_;
    if (!add(trigger, mine)) break;
    if (!fill(guide_->uses()[trigger].loop, mine)) return false;
  }
  return made > 0 || (!places_->mandatory(trigger) && at_least == 0);
}

bool Generator::add(std::uint16_t use, std::uint32_t occurrence) {
  const SegmentId id = guide_->uses()[use].id;
  if (places_->nearest(id) != use) return false;
  places_->enter(use);
  Row row = segment(*draft_, to_string(id), use);
  row.loop = occurrence;
  draft_->insert(draft_->rows.size(), std::move(row));
  return true;
}

Row Generator::segment(const Draft& draft, std::string_view id, std::uint16_t use) {
  guide_ = draft.guide.get();
  values_.emplace(random_, *guide_, draft.delimiters);
  Row row{.id = std::string(id), .use = use};
  const SegmentId packed = segment_id(id);
  row.fields = fields(guide_->elements(packed), guide_->notes(packed), id);
  const Guide::Tables& tables = guide_->tables();
  if (packed == tables.hash_segment && tables.hash_segment != 0 && row.fields.size() >= tables.hash_element &&
      !value(row, tables.hash_element).empty()) {
    value(row, tables.hash_element) = values_->digits(random_.between(1, 4));
  }
  if (id == "HL") settle_hierarchy(row);
  if (id == "CTT" && tables.hash_segment != 0 && random_.percent(50)) value(row, 2) = "0";
  if ((id == "LS" || id == "LE") && use != Row::no_use) {
    const std::uint16_t bound = tables.walk[use].bound;
    value(row, 1) = to_string(guide_->uses()[std::min(use, bound) + 1U].id);
  }
  return row;
}

void Generator::settle_hierarchy(Row& row) {
  ++levels_;
  value(row, 1) = std::to_string(levels_);
  value(row, 2) = levels_ > 1 ? std::to_string(random_.between(1, levels_ - 1)) : "";
  while (!row.fields.empty() && row.fields.back() == simple("")) row.fields.pop_back();
}

std::vector<bool> Generator::presence(std::span<const ElementUse> uses, std::span<const SyntaxNote> notes,
                                      bool sparse) {
  std::vector<bool> present(uses.size());
  for (int attempt = 0; attempt < 400; ++attempt) {
    const unsigned chance = attempt < 20 ? (sparse ? 25 : 60) : static_cast<unsigned>(random_.below(80));
    for (std::size_t i = 0; i < uses.size(); ++i) present[i] = uses[i].mandatory || random_.percent(chance);
    // A broken note is mended by sending or leaving out one of its elements, until all hold.
    for (int step = 0; step < 40; ++step) {
      const auto broken = std::find_if(notes.begin(), notes.end(),
                                       [&](const SyntaxNote& note) { return !holds(note, present); });
      if (broken == notes.end()) return present;
      const std::size_t element = random_.one_of(broken->elements) - 1U;
      if (element < present.size() && !uses[element].mandatory) present[element] = !present[element];
    }
  }
  return {};
}

std::vector<ElementText> Generator::fields(std::span<const ElementUse> uses,
                                           std::span<const SyntaxNote> notes, std::string_view id) {
  const std::vector<bool> present = presence(uses, notes, id != "HL");
  std::vector<ElementText> out;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    out.push_back(i < present.size() && present[i] ? field(uses[i]) : simple(""));
  }
  while (!out.empty() && out.back() == simple("")) out.pop_back();
  return out;
}

ElementText Generator::field(const ElementUse& use) {
  const auto one = [&]() -> std::vector<std::string> {
    if (use.composite != 0xffff) return components(use);
    return {values_->right(guide_->element(use.element))};
  };
  ElementText out{one()};
  if (!wishes_.repetitions) return out;
  while (out.size() < use.repeat && random_.percent(40)) out.push_back(one());
  return out;
}

std::vector<std::string> Generator::components(const ElementUse& use) {
  const auto uses = guide_->components(use);
  const auto& def = guide_->tables().version->composites[use.composite];
  const std::span<const SyntaxNote> notes(guide_->tables().version->notes.data() + def.first_note, def.notes);
  std::vector<bool> present = presence(uses, notes, true);
  present.resize(uses.size());
  if (std::find(present.begin(), present.end(), true) == present.end()) present[0] = true;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    out.push_back(present[i] ? values_->right(guide_->element(uses[i].element)) : "");
  }
  while (out.size() > 1 && out.back().empty()) out.pop_back();
  return out;
}

}  // namespace transom::property
