// Findings in order with a cap, and how they read to a person.
//
// A finding's text goes to terminals, logs and web pages, and its value is a partner's bytes: describe()
// therefore writes every byte outside printable ASCII as \xHH. The console escapes for HTML on top of that.
// Refused: keeping the sentence in the finding. It would be the same words a million times.
#include "transom/finding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace transom {
namespace {

void append_quoted(std::string& out, std::string_view bytes) {
  out += '\'';
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "\\x{:02X}", byte);
    }
  }
  out += '\'';
}

bool replace_blank(std::string& text, std::string_view blank, std::string_view with) {
  const std::size_t at = text.find(blank);
  if (at == std::string::npos) return false;
  text.replace(at, blank.size(), with);
  return true;
}

bool is_control_segment(std::string_view id) {
  return id == "ISA" || id == "IEA" || id == "GS" || id == "GE" || id == "TA1";
}

}  // namespace

std::string describe(const Place& place) {
  if (place.segment_id.empty() && place.segment == 0) return fmt::format("byte {}", place.offset);
  std::string out = place.segment_id.empty() ? "segment" : place.segment_id;
  if (place.element != 0) fmt::format_to(std::back_inserter(out), "{:02}", place.element);
  if (place.component != 0) fmt::format_to(std::back_inserter(out), "-{}", place.component);
  if (place.repetition > 1) fmt::format_to(std::back_inserter(out), " repetition {}", place.repetition);
  const bool in_set = place.set != 0;
  if (place.segment == 0 || (!in_set && is_control_segment(place.segment_id))) return out;
  fmt::format_to(std::back_inserter(out), " (segment {}{}{}{})", place.segment,
                 in_set ? "" : " of the interchange", place.loop.empty() ? "" : ", loop ", place.loop);
  return out;
}

// A trailer outside of sets has no number of its own to be found by.
static std::string where(const Finding& finding) {
  const bool missing = finding.rule == Rule::ge_missing || finding.rule == Rule::interchange_truncated;
  if (!missing) return describe(finding.place);
  return fmt::format("{} (at byte {})", finding.place.segment_id, finding.place.offset);
}

std::string describe(const Finding& finding) {
  std::string sentence(info(finding.rule).sentence);
  // The number first: a partner's value may hold the text of a blank itself.
  if (finding.element_number.empty()) {
    replace_blank(sentence, "element {number} ", "an element ") ||
        replace_blank(sentence, "element {number}", "element") || replace_blank(sentence, "{number}", "");
  } else {
    replace_blank(sentence, "{number}", finding.element_number);
  }
  std::string value;
  append_quoted(value, finding.value);
  replace_blank(sentence, "{value}", value);
  std::string out = where(finding) + ": " + sentence;
  if (!finding.expected.empty()) out += "; expected " + finding.expected;
  if (!finding.source.empty()) out += " (" + finding.source + ")";
  return out;
}

void Findings::add(Finding finding) {
  if (finding.severity == Severity::off) return;
  errors_ += finding.severity == Severity::error;
  warnings_ += finding.severity == Severity::warn;
  if (items_.size() >= cap_) {
    ++dropped_;
    return;
  }
  if (finding.value.size() > 99) finding.value.resize(99);
  items_.push_back(std::move(finding));
}

void Findings::clear() {
  items_.clear();
  dropped_ = errors_ = warnings_ = 0;
}

void Findings::take(Findings&& other) {
  const std::size_t fits = std::min(other.items_.size(), cap_ - std::min(cap_, items_.size()));
  std::move(other.items_.begin(), other.items_.begin() + static_cast<std::ptrdiff_t>(fits),
            std::back_inserter(items_));
  dropped_ += other.dropped_ + (other.items_.size() - fits);
  errors_ += other.errors_;
  warnings_ += other.warnings_;
  other.clear();
}

std::vector<Finding> Findings::extract(const std::function<bool(const Finding&)>& wanted) {
  std::vector<Finding> out;
  const auto rest =
      std::stable_partition(items_.begin(), items_.end(), [&](const Finding& f) { return !wanted(f); });
  std::move(rest, items_.end(), std::back_inserter(out));
  items_.erase(rest, items_.end());
  for (const auto& finding : out) {
    errors_ -= finding.severity == Severity::error;
    warnings_ -= finding.severity == Severity::warn;
  }
  return out;
}

}  // namespace transom
