// The setting is named as it would be written: with the partner's own file when we know the partner.
//
// Faults that would lose data unseen cannot be relaxed (partner.hpp), and nothing is promised that a setting
// would not keep.
#include "app/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace transom {

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::off:
      return "off";
    case Severity::note:
      return "note";
    case Severity::warn:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

bool has_relaxing_setting(Rule rule) {
  static constexpr Rule without_effect[] = {Rule::filler_skipped, Rule::set_not_supported,
                                            Rule::sender_unknown, Rule::gs_version};
  return can_be_relaxed(rule) &&
         std::find(std::begin(without_effect), std::end(without_effect), rule) == std::end(without_effect);
}

std::string relaxing_setting(Rule rule, const Partner* partner) {
  if (!has_relaxing_setting(rule)) return {};
  const bool known = partner != nullptr && !partner->file.empty();
  return fmt::format("severity: {{{}: warn}} under defaults: in {}", info(rule).name,
                     known ? partner->file : std::string("partner.yaml or transom.yaml"));
}

void append_finding(JsonWriter& json, const Finding& finding) {
  const Place& place = finding.place;
  const auto number = [&json](std::string_view name, std::uint64_t value) {
    if (value != 0) json.key(name).number(static_cast<std::int64_t>(value));
  };
  const auto text = [&json](std::string_view name, std::string_view value) {
    if (!value.empty()) json.key(name).value(value);
  };
  json.object();
  json.key("severity").value(severity_word(finding.severity));
  json.key("rule").value(info(finding.rule).name);
  number("interchange", place.interchange);
  number("group", place.group);
  number("set", place.set);
  number("segment", place.segment);
  text("segment_id", place.segment_id);
  text("loop", place.loop);
  number("element", place.element);
  number("component", place.component);
  number("repetition", place.repetition);
  text("element_number", finding.element_number);
  json.key("offset").number(static_cast<std::int64_t>(place.offset));
  text("value", finding.value);
  text("expected", finding.expected);
  text("source", finding.source);
  json.key("sentence").value(describe(finding));
  if (has_relaxing_setting(finding.rule)) json.key("setting").value(info(finding.rule).name);
  json.end();
}

}  // namespace transom
