// A guide on a screen or on paper. The structure comes first, because that is what people argue about; each
// segment's elements follow once, however often the set uses it.
//
// With a partner the standard's columns stay what they are, and what he asks stands beside them: under its
// path, since one segment may be asked for in several ways (REF[DP], REF[IA], PO1/N1 and N1[ST]).
//
// Long code lists are folded: those whose meaning we can say come first, the rest is counted. One segment
// alone is shown in full. Refused: the whole standard's list for each element (98 alone has 1,300 codes).
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/guide_asks.hpp"
#include "app/guide_view.hpp"
#include "app/output.hpp"

namespace transom {
namespace {

constexpr std::size_t page_width = 100;
constexpr std::size_t codes_shown = 12;  // of a folded list

std::string two_digits(std::size_t number) {
  return fmt::format("{:02}", number);
}

std::string limit_words(std::uint32_t max) {
  return max == 0 ? ">1" : std::to_string(max);
}

std::string type_words(const ElementDef& element) {
  constexpr std::string_view names[] = {"AN", "ID", "N", "R", "DT", "TM", "B", ""};
  std::string text(names[static_cast<std::size_t>(element.type)]);
  if (element.type == ElementType::composite) return "";
  if (element.type == ElementType::n) text += std::to_string(element.decimals);
  text += element.min == element.max ? fmt::format(" {}", element.min)
                                     : fmt::format(" {}..{}", element.min, element.max);
  if (element.decimals != 0) text += fmt::format(", {} implied decimals", element.decimals);
  return text;
}

std::string confidence_words(std::string_view confidence) {
  if (confidence == "fair") return "fair: one source, nothing confirms it";
  return confidence.empty() ? "not stated" : std::string(confidence);
}

// Appends words one after the other, each line at most as wide as the page and indented alike.
void wrap(std::string& out, const std::string& indent, const std::vector<std::string>& words) {
  std::string line = indent;
  for (const std::string& word : words) {
    if (line.size() > indent.size() && line.size() + 1 + word.size() > page_width) {
      out += line + '\n';
      line = indent;
    }
    if (line.size() > indent.size()) line += ' ';
    line += word;
  }
  if (line.size() > indent.size()) out += line + '\n';
}

class Page {
 public:
  explicit Page(const GuideView& view)
      : view_(view), guide_(*view.guide), asks_(!narrowings(*view.guide).empty()) {}

  std::string text() {
    out_ = fmt::format("{} {}, version {}, functional group {}\nconfidence: {}\n", guide_.set_id(),
                       guide_.name(), guide_.version(), guide_.functional_id(),
                       confidence_words(guide_.confidence()));
    if (!view_.partner.empty()) add_partner();
    if (view_.only == 0) add_structure();
    for (const SegmentId segment : segments_of(view_)) add_segment(segment);
    return std::move(out_);
  }

 private:
  void add_partner() {
    out_ += fmt::format("{}: {}\n", view_.partner, view_.agreed);
    out_ += overlay_name(guide_).empty() ? fmt::format("{} asks nothing beyond the standard\n", view_.partner)
                                         : fmt::format("narrowed by: {}\n", overlay_name(guide_));
  }

  void add_structure() {
    char area = '\0';
    Table table(asks_ ? std::vector<std::string>{"SEGMENT", "NAME", "REQ", ">MAX", view_.partner}
                      : std::vector<std::string>{"SEGMENT", "NAME", "REQ", ">MAX"});
    for (std::size_t i = 0; i < guide_.uses().size(); ++i) {
      const SegmentUse& use = guide_.uses()[i];
      if (use.area != area) {
        area = use.area;
        table.row({area_words(area)});
      }
      const LoopUse& loop = guide_.loops()[use.loop];
      const std::size_t depth = depth_of(use.loop);
      const bool opens = use.loop != 0 && loop.first_use == i;
      if (opens) {
        table.row({std::string(depth * 2, ' ') + "loop " + std::string(loop.id), "",
                   loop.mandatory ? "M" : "O", limit_words(loop.max_repeat)});
      }
      table.row({std::string(depth * 2 + 2, ' ') + to_string(use.id),
                 std::string(guide_.segment_name(use.id)), use.mandatory ? "M" : "O",
                 limit_words(use.max_use)});
      add_asks(table, i, depth);
    }
    out_ += '\n';
    out_ += table.text();
  }

  // What the partner asks of this place, a row a path.
  void add_asks(Table& table, std::size_t use, std::size_t depth) {
    for (const Narrowing& narrowing : narrowings(guide_)) {
      if (narrowing.use != use) continue;
      const std::string words = asks_words(guide_, narrowing);
      if (words.empty()) continue;
      table.row({std::string(depth * 2 + 4, ' ') + narrowing.path, "", "", "", words});
    }
  }

  static std::string area_words(char area) {
    return area == 'h' ? "heading" : area == 'd' ? "detail" : "summary";
  }

  [[nodiscard]] std::size_t depth_of(std::uint16_t loop) const {
    std::size_t depth = 0;
    for (; loop != 0; loop = guide_.loops()[loop].parent) ++depth;
    return depth;
  }

  void add_segment(SegmentId segment) {
    out_ += fmt::format("\n{}  {}\n", to_string(segment), guide_.segment_name(segment));
    if (view_.only != 0) add_places(segment);
    const auto elements = guide_.elements(segment);
    for (std::size_t i = 0; i < elements.size(); ++i) add_element(elements[i], two_digits(i + 1), "  ");
    add_notes(guide_.notes(segment), "  ");
    add_asks(segment);
  }

  // What the partner asks of the segment's elements, path by path; of the segment alone when that is shown.
  void add_asks(SegmentId segment) {
    std::string rows;
    for (const Narrowing& narrowing : narrowings(guide_)) {
      if (guide_.uses()[narrowing.use].id != segment) continue;
      const std::string words = asks_words(guide_, narrowing);
      const bool shown = !narrowing.elements.empty() || (view_.only != 0 && !words.empty());
      if (!shown) continue;
      rows += fmt::format("    {}{}{}\n", narrowing.path, words.empty() ? "" : ": ", words);
      for (const ElementClause& clause : narrowing.elements) {
        rows += fmt::format("      {}  {}\n", element_name(guide_, narrowing, clause),
                            asks_words(guide_, narrowing, clause));
      }
    }
    if (!rows.empty()) out_ += fmt::format("  {} asks:\n{}", view_.partner, rows);
  }

  // Where the set uses the one segment that is shown.
  void add_places(SegmentId segment) {
    for (const SegmentUse& use : guide_.uses()) {
      if (use.id != segment) continue;
      const std::string_view path = guide_.loops()[use.loop].path;
      out_ += fmt::format("  in the {}{}: {}, {}\n", area_words(use.area),
                          path.empty() ? "" : fmt::format(", loop {}", path),
                          use.mandatory ? "mandatory" : "optional",
                          use.max_use == 0   ? "any number"
                          : use.max_use == 1 ? "once"
                                             : fmt::format("up to {}", use.max_use));
    }
  }

  void add_element(const ElementUse& use, const std::string& position, const std::string& indent) {
    const ElementDef& element = guide_.element(use.element);
    std::string line = fmt::format("{}{:<5} {:<5} {}  {}", indent, position, element.number,
                                   use.mandatory ? 'M' : 'O', element.name);
    const std::string type = type_words(element);
    if (!type.empty()) line += fmt::format(" ({})", type);
    if (use.repeat != 1) line += fmt::format(", up to {} times", use.repeat);
    out_ += line + '\n';
    add_codes(element, indent + "                ");
    const auto parts = guide_.components(use);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      add_element(parts[i], fmt::format("{}-{:02}", position, i + 1), indent + "  ");
    }
    add_notes(guide_.notes(use), indent + "  ");
  }

  // The same elements stand in many segments: their lists are written once.
  void add_codes(const ElementDef& element, const std::string& indent) {
    if (!element.has_codes) return;
    const auto [known, added] = code_words_.try_emplace(element.number);
    CodeWords& list = known->second;
    if (added) {
      for (const std::string_view code : codes_of(guide_, element)) {
        const std::string_view name = guide_.code_name(element.number, code);
        if (name.empty()) {
          list.bare.emplace_back(code);
        } else {
          list.named.push_back(fmt::format("{} {};", code, name));
        }
      }
      if (view_.only == 0) fold(list);
      if (list.bare.empty()) list.named.back().pop_back();
    }
    wrap(out_, indent, list.named);
    wrap(out_, indent, list.bare);
  }

  struct CodeWords {
    std::vector<std::string> named, bare;  // with our words, and codes alone
  };

  // Keeps the first of both and says how many there are besides.
  static void fold(CodeWords& list) {
    const std::size_t all = list.named.size() + list.bare.size();
    if (all <= codes_shown) return;
    list.named.resize(std::min(list.named.size(), codes_shown));
    list.bare.resize(std::min(list.bare.size(), codes_shown - list.named.size()));
    list.bare.push_back(fmt::format("and {} more", all - list.named.size() - list.bare.size()));
  }

  void add_notes(std::span<const SyntaxNote> notes, const std::string& indent) {
    for (const SyntaxNote& note : notes) {
      out_ += fmt::format("{}{} ({})\n", indent, note_words(note), note_text(note));
    }
  }

  const GuideView& view_;
  const Guide& guide_;
  const bool asks_;  // the partner has a guide of his own
  std::string out_;
  std::map<std::string_view, CodeWords> code_words_;  // by element
};

// "03", "03 and 04", "03, 04 or 05"
std::string listed(std::span<const std::uint8_t> elements, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (i > 0) text += i + 1 == elements.size() ? fmt::format(" {} ", last) : ", ";
    text += two_digits(elements[i]);
  }
  return text;
}

}  // namespace

std::string note_words(const SyntaxNote& note) {
  const std::span<const std::uint8_t> all(note.elements);
  const std::span<const std::uint8_t> others = all.subspan(1);
  switch (note.kind) {
    case 'P':
      return fmt::format("{}: all of them or none", listed(all, "and"));
    case 'R':
      return fmt::format("at least one of {}", listed(all, "and"));
    case 'E':
      return fmt::format("not more than one of {}", listed(all, "and"));
    case 'C':
      return fmt::format("if {} then {}", two_digits(all[0]), listed(others, "and"));
    default:
      return others.size() == 1
                 ? fmt::format("if {} then {}", two_digits(all[0]), listed(others, "and"))
                 : fmt::format("if {} then at least one of {}", two_digits(all[0]), listed(others, "and"));
  }
}

std::string note_text(const SyntaxNote& note) {
  std::string text(1, note.kind);
  for (const std::uint8_t element : note.elements) text += two_digits(element);
  return text;
}

std::vector<SegmentId> segments_of(const GuideView& view) {
  if (view.only != 0) return {view.only};
  std::vector<SegmentId> segments;
  for (const SegmentUse& use : view.guide->uses()) {
    if (std::find(segments.begin(), segments.end(), use.id) == segments.end()) segments.push_back(use.id);
  }
  return segments;
}

std::vector<std::string_view> codes_of(const Guide& guide, const ElementDef& element) {
  std::vector<std::string_view> codes;
  std::string_view rest = guide.codes(element);
  while (!rest.empty()) {
    codes.push_back(rest.substr(0, rest.find(' ')));
    rest.remove_prefix(std::min(rest.size(), codes.back().size() + 1));
  }
  return codes;
}

std::string guide_page(const GuideView& view) {
  return Page(view).text();
}

}  // namespace transom
