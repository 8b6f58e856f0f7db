// Feeds segments written as text to a SetValidator and tells what came of it, short enough for a table.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "transom/guide.hpp"
#include "transom/transaction_set.hpp"

namespace transom::test {

struct CheckOptions {
  std::string version = "004010", set = "850";
  char repetition = '\0';
  GuidePtr guide = nullptr;  // in place of that of version and set
  bool notes = false;        // keep the rules that only note or warn
};

// Each text lies in a buffer of its own, so that a read beyond a segment is an error under ASan.
inline void feed(SetValidator& validator, std::string_view text, const Delimiters& delimiters,
                 std::uint64_t& offset) {
  const std::unique_ptr<char[]> bytes(new char[text.size()]);
  std::copy(text.begin(), text.end(), bytes.get());
  std::vector<std::uint32_t> marks;
  bool plain = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (text[i] == delimiters.element) marks.push_back(static_cast<std::uint32_t>(i));
    plain = plain && byte >= 0x20 && byte < 0x7f && text[i] != delimiters.component &&
            (delimiters.repetition == '\0' || text[i] != delimiters.repetition);
  }
  marks.push_back(static_cast<std::uint32_t>(text.size()));
  const auto elements = static_cast<std::uint32_t>(marks.size() - 1);
  validator.take(Segment(bytes.get(), 0, marks.data(), elements, plain, offset));
  offset += text.size() + 1;
}

// The set's segments, each closed by ~; line breaks and indentation between them do not count.
inline std::vector<std::string_view> segments_of(std::string_view text) {
  std::vector<std::string_view> segments;
  while (true) {
    const std::size_t start = text.find_first_not_of(" \n");
    if (start == std::string_view::npos) return segments;
    const std::size_t end = text.find('~', start);
    segments.push_back(text.substr(start, end - start));
    text = text.substr(end + 1);
  }
}

inline Findings check_set(std::string_view text, const CheckOptions& options = {},
                          TransactionSet* hold = nullptr) {
  const GuidePtr guide = options.guide != nullptr
                             ? options.guide
                             : GuideLibrary::built_in().find(options.version, options.set).guide;
  Findings findings;
  Severities severities;
  if (!options.notes) {
    for (const RuleInfo& rule : all_rules()) {
      if (rule.severity != Severity::error) severities.set(rule.rule, Severity::off);
    }
  }
  Delimiters delimiters;
  delimiters.repetition = options.repetition;
  SetValidator validator;
  validator.begin(*guide, severities, delimiters, findings, hold);
  std::uint64_t offset = 0;
  for (const std::string_view segment : segments_of(text)) feed(validator, segment, delimiters, offset);
  validator.finish();
  return findings;
}

// "segment-missing BEG@2, element-code N101-1@4"
inline std::string tell(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings.items()) {
    const Place& place = finding.place;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", info(finding.rule).name, place.segment_id);
    if (place.element != 0) text += fmt::format("{:02}", place.element);
    if (place.component != 0) text += fmt::format("-{}", place.component);
    if (place.repetition != 0) text += fmt::format(" r{}", place.repetition);
    text += fmt::format("@{}", place.segment);
  }
  return text;
}

}  // namespace transom::test
