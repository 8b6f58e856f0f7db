// Paths are taken apart step by step from the outermost loop; a loop counts where its first segment stands,
// as in the maps. Codes and qualifiers are held against the standard's lists, and are at most eight
// characters, since that is what the tables compare at once.
#include "guide/overlay_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "guide/source_parts.hpp"

namespace transom {

OverlayNames::OverlayNames(const Guide& guide)
    : guide_(guide), what_(fmt::format("the {} of {}", guide.set_id(), guide.version())) {}

std::vector<OverlayStep> OverlayNames::steps_of(const YamlNode& key) const {
  std::vector<OverlayStep> steps;
  std::uint16_t loop = 0;
  for (std::string_view rest = key.text();;) {
    const std::size_t slash = rest.find('/');
    const std::string_view word = rest.substr(0, slash);
    steps.push_back(step_of(key, word, loop));
    if (slash == std::string_view::npos) return steps;
    rest.remove_prefix(slash + 1);
    const std::uint16_t trigger = steps.back().uses.front();
    const SegmentUse& use = guide_.uses()[trigger];
    if (guide_.loops()[use.loop].first_use != trigger || use.loop == loop) {
      key.fail(fmt::format("{} opens no loop in {}, so nothing stands in it", word, what_));
    }
    loop = use.loop;
  }
}

OverlayStep OverlayNames::step_of(const YamlNode& key, std::string_view word, std::uint16_t loop) const {
  OverlayStep step;
  const std::size_t bracket = word.find('[');
  const std::string id(word.substr(0, bracket));
  step.uses = uses_of(id, loop);
  if (step.uses.empty()) fail_unknown(key, id, loop);
  if (bracket == std::string_view::npos) return step;
  if (!word.ends_with(']'))
    key.fail(fmt::format("'{}' is not understood", word), "write N1[ST] or N1[ST|SF]");
  std::string_view values = word.substr(bracket + 1, word.size() - bracket - 2);
  step.element = 1;
  if (const std::size_t equal = values.find('='); equal != std::string_view::npos) {
    step.element = element_of(key, id, values.substr(0, equal)).first;
    values.remove_prefix(equal + 1);
  }
  for (std::size_t from = 0; from <= values.size();) {
    const std::size_t end = std::min(values.find('|', from), values.size());
    step.values.emplace_back(values.substr(from, end - from));
    from = end + 1;
  }
  for (const std::string& value : step.values) check_code(key, id, step.element, value);
  return step;
}

// The uses of a segment directly in a loop; a loop counts where its first segment stands.
std::vector<std::uint16_t> OverlayNames::uses_of(std::string_view id, std::uint16_t loop) const {
  std::vector<std::uint16_t> places;
  for (std::size_t i = 0; i < guide_.uses().size(); ++i) {
    const SegmentUse& use = guide_.uses()[i];
    const bool opens = use.loop != 0 && guide_.loops()[use.loop].first_use == i;
    const std::uint16_t level = opens ? guide_.loops()[use.loop].parent : use.loop;
    if (level == loop && use.id == segment_id(id)) places.push_back(static_cast<std::uint16_t>(i));
  }
  return places;
}

void OverlayNames::fail_unknown(const YamlNode& key, const std::string& id, std::uint16_t loop) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < guide_.uses().size(); ++i) {
    const std::string name = to_string(guide_.uses()[i].id);
    if (uses_of(name, loop).empty() || std::find(names.begin(), names.end(), name) != names.end()) continue;
    names.push_back(name);
  }
  std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view meant = did_you_mean(id, views);
  const std::string where =
      loop == 0 ? what_ : fmt::format("loop {} in {}", guide_.loops()[loop].path, what_);
  key.fail(fmt::format("there is no segment {} in {}; {}", visible(id, 20), where, only_narrows),
           meant.empty() ? "" : fmt::format("did you mean {}?", meant));
}

// "BEG03", "REF04-1": element and component; fails where there is none.
std::pair<std::uint8_t, std::uint8_t> OverlayNames::element_of(const YamlNode& node, std::string_view id,
                                                               std::string_view ref) const {
  const std::size_t dash = ref.find('-');
  const std::string_view number = ref.substr(0, dash).substr(std::min(id.size(), ref.size()));
  std::uint32_t element = 0, component = 0;
  const auto elements = guide_.elements(segment_id(id));
  const bool form = ref.starts_with(id) && number.size() == 2 &&
                    parse_number(number.substr(number[0] == '0' ? 1 : 0), 99, element) &&
                    (dash == std::string_view::npos || parse_number(ref.substr(dash + 1), 99, component));
  if (!form) {
    node.fail(fmt::format("'{}' is no element of {}", visible(ref, 20), id),
              fmt::format("write {}01, or {}01-1 for a component; use, order, comment and severity are the "
                          "other keys",
                          id, id));
  }
  const bool there = element <= elements.size() &&
                     (component == 0 || component <= guide_.components(elements[element - 1]).size());
  if (!there) node.fail(fmt::format("there is no {} in {}; {}", ref, what_, only_narrows));
  return {static_cast<std::uint8_t>(element), static_cast<std::uint8_t>(component)};
}

const ElementUse& OverlayNames::place_of(std::string_view id, std::uint8_t element,
                                         std::uint8_t component) const {
  const ElementUse& whole = guide_.elements(segment_id(id))[element - 1U];
  return component == 0 ? whole : guide_.components(whole)[component - 1U];
}

void OverlayNames::check_code(const YamlNode& node, std::string_view id, std::uint8_t element,
                              const std::string& value) const {
  const ElementDef& def = guide_.element(place_of(id, element, 0).element);
  check_code(node, def, value);
}

void OverlayNames::check_code(const YamlNode& node, const ElementDef& def, const std::string& code) const {
  if (code.empty() || code.size() > 8 || code.size() < def.min || code.size() > def.max) {
    node.fail(fmt::format("code '{}' does not fit element {}: {}..{} characters, at most 8",
                          visible(code, 20), def.number, def.min, def.max));
  }
  if (def.has_codes && !guide_.has_code(def, code)) {
    node.fail(fmt::format("code {} is not in the standard's list of element {}; {}", visible(code, 20),
                          def.number, only_narrows));
  }
}

}  // namespace transom
