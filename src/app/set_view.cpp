// The view follows the set's rows: a row knows its use and loop, so nothing is walked twice.
//
// The raw segment stands first and unaltered but for control bytes: what the specialist reads to the partner
// on the telephone must be what the partner sent. The findings of a missing segment stand above the segment
// that came in its stead.
#include "app/set_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/finding_text.hpp"
#include "app/output.hpp"
#include "base/text.hpp"
#include "transom/decimal.hpp"

namespace transom {
namespace {

constexpr std::size_t value_limit = 400;

std::string plain_value(const ElementDef& element, std::string_view value) {
  switch (element.type) {
    case ElementType::dt:
      if (const auto date = Date::parse_x12(value)) return date->iso();
      break;
    case ElementType::tm:
      if (const auto time = Time::parse_x12(value)) return time->iso();
      break;
    case ElementType::n:
      if (element.decimals == 0) break;
      if (const auto number = Decimal::parse_implied(value, element.decimals)) return number->to_string();
      break;
    default:
      break;
  }
  return {};
}

// One line for each element that has a value: "     03  Purchase Order Number  4501003877".
class Elements {
 public:
  Elements(const Guide& guide, const Segment& segment, const Delimiters& delimiters)
      : guide_(guide), delimiters_(delimiters) {
    const auto uses = guide.elements(segment.packed_id());
    for (std::uint32_t n = 1; n <= segment.size(); ++n) {
      const auto value = segment.element(n);
      if (value.empty()) continue;
      if (n > uses.size()) {
        rows_.push_back({fmt::format("{:02}", n), "(no such element)", visible(value, value_limit)});
      } else {
        add(fmt::format("{:02}", n), uses[n - 1], value);
      }
    }
  }

  [[nodiscard]] std::string text(std::string_view indent) const {
    std::size_t names = 0;
    for (const auto& row : rows_) names = std::max(names, row.name.size());
    std::string out;
    for (const auto& row : rows_) {
      out += fmt::format("{}{:<4}  {:<{}}  {}\n", indent, row.ref, row.name, names, row.value);
    }
    return out;
  }

 private:
  struct Row {
    std::string ref, name, value;
  };

  void add(const std::string& ref, const ElementUse& use, std::string_view value) {
    const ElementDef& def = guide_.element(use.element);
    const bool is_composite = use.composite != 0xffff;
    if (!is_composite) {
      rows_.push_back({ref, std::string(def.name), readable(guide_, def, value)});
      return;
    }
    const auto parts = guide_.components(use);
    const std::uint32_t count = count_parts(value, delimiters_.component);
    for (std::uint32_t c = 1; c <= count; ++c) {
      const auto component = part(value, delimiters_.component, c);
      if (component.empty()) continue;
      const std::string place = fmt::format("{}-{}", ref, c);
      if (c > parts.size()) {
        rows_.push_back({place, "(no such component)", visible(component, value_limit)});
      } else {
        add(place, parts[c - 1], component);
      }
    }
  }

  const Guide& guide_;
  const Delimiters& delimiters_;
  std::vector<Row> rows_;
};

std::size_t depth_of(const TransactionSet& set, std::uint32_t loop) {
  std::size_t depth = 0;
  for (; loop != TransactionSet::none && loop != 0; loop = set.loops()[loop].parent) ++depth;
  return depth;
}

}  // namespace

std::string readable(const Guide& guide, const ElementDef& element, std::string_view value) {
  std::string shown = visible(value, value_limit);
  std::string meaning = plain_value(element, value);
  if (meaning.empty()) meaning = guide.code_name(element.number, value);
  if (!meaning.empty() && meaning != shown) shown += " = " + meaning;
  return shown;
}

std::string finding_line(const Finding& finding) {
  return fmt::format("{}: {}", severity_word(finding.severity), describe(finding));
}

void print_set(const TransactionSet& set, std::span<const Finding> findings, ViewDetail detail) {
  std::multimap<std::uint32_t, const Finding*> by_segment;
  for (const auto& finding : findings) by_segment.emplace(finding.place.segment, &finding);
  const auto print_findings = [&by_segment](auto from, auto to, std::string_view indent) {
    for (auto at = from; at != to; ++at)
      print_line(fmt::format("{}>>> {}", indent, finding_line(*at->second)));
    by_segment.erase(from, to);
  };
  const Guide* guide = set.guide();
  for (std::uint32_t row = 0; row < set.rows().size(); ++row) {
    const auto [from, to] = by_segment.equal_range(row + 1);
    if (detail == ViewDetail::problems && from == to) continue;
    const Segment segment = set.segment(row);
    const std::string indent(2 * depth_of(set, set.rows()[row].loop), ' ');
    const auto name = guide != nullptr ? guide->segment_name(segment.packed_id()) : std::string_view();
    print_line(fmt::format("{:>6}  {}{}{}", row + 1, indent, visible(segment.text()),
                           name.empty() ? "" : fmt::format("   [{}]", name)));
    if (guide != nullptr && detail != ViewDetail::brief) {
      print(Elements(*guide, segment, set.delimiters()).text(fmt::format("{:>10}{}", "", indent)));
    }
    print_findings(from, to, fmt::format("{:>8}{}", "", indent));
  }
  if (set.overflowed()) print_line("        ... the set is larger than the limit; the rest is not shown");
  print_findings(by_segment.begin(), by_segment.end(), "        ");
}

}  // namespace transom
