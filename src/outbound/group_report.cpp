// GroupReport: what a group came to, kept small enough for a million sets.
//
// Sets are kept in one string, a dozen bytes each (outcome, id, number), because the acknowledgment lists
// them in order and may only be written when the group is over: its form depends on the whole. Findings are
// kept for sets that have some, up to the cap; behind it sets are still judged and counted, and lose only
// their detail. Of a document without end not even a dozen bytes can be kept: then the list is somebody
// else's (the rows of the store), and the report adds to each set the findings that it has kept.
//
// Decided here, where receivers differ: a group whose own head cannot be trusted (functional id, version,
// number) or whose GE never came is rejected with all its sets. Nothing of it has an effect, so that the
// sender may send it again as it is. Wrong GE01 and GE02 are told (AK905), but good sets stand. Refused: a
// vector of SetHeader (140 bytes a set), and writing AK2..AK5 while sets pass (partial reports escape).
#include <algorithm>
#include <charconv>

#include "outbound/codes.hpp"
#include "transom/acknowledgment.hpp"
#include "transom/failure.hpp"
#include "x12/envelope_text.hpp"

namespace transom {
namespace {

constexpr std::size_t most_noted = 20000;  // sets with findings of their own; 32 bytes each

bool rejects_group(const Finding& finding) {
  if (finding.severity != Severity::error) return false;
  switch (finding.rule) {
    case Rule::ge_missing:
    case Rule::gs_functional_id:
    case Rule::gs_version:
    case Rule::gs_control_number_invalid:
      return true;
    default:
      return false;
  }
}

// Data may hold a NUL, which ends a text in sets_.
void append(std::string& out, std::string_view text) {
  out += text.substr(0, text.find('\0'));
  out += '\0';
}

std::string_view next(std::string_view& rest) {
  const std::size_t end = rest.find('\0');
  const std::string_view text = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return text;
}

}  // namespace

void GroupReport::begin(const Group& group) {
  group_ = group;
  findings_.clear();
  sets_.clear();
  noted_.clear();
  set_findings_.clear();
  received_ = accepted_ = with_errors_ = acknowledgments_ = 0;
}

void GroupReport::add(const SetHeader& set, Outcome outcome, const Findings& findings) {
  if (!findings.empty() && keeps_ != Keeps::counts) note(findings);
  if (keeps_ == Keeps::list) {
    sets_ += static_cast<char>(outcome);
    append(sets_, set.id);
    append(sets_, set.control_number);
    append(sets_, set.implementation);
  }
  ++received_;
  accepted_ += outcome != Outcome::rejected;
  with_errors_ += outcome == Outcome::accepted_with_errors;
  acknowledgments_ += is_acknowledgment(set.id) || (group_.functional_id == "FA" && !is_set_id(set.id));
}

// What of it is beyond the cap is counted for the set; when there are too many sets, for the last of them.
void GroupReport::note(const Findings& findings) {
  const std::size_t room = cap_ - std::min(cap_, set_findings_.size());
  const std::size_t kept = std::min(room, findings.items().size());
  const std::uint64_t dropped = findings.dropped() + findings.items().size() - kept;
  if (noted_.size() >= most_noted && kept == 0) {
    noted_.back().dropped += dropped;
    return;
  }
  const auto first = findings.items().begin();
  noted_.push_back({received_, static_cast<std::uint32_t>(set_findings_.size()),
                    static_cast<std::uint32_t>(kept), dropped});
  set_findings_.insert(set_findings_.end(), first, first + static_cast<std::ptrdiff_t>(kept));
}

void GroupReport::finish(const Group& group, std::span<const Finding> findings) {
  group_ = group;
  for (const Finding& finding : findings) {
    const bool of_group = info(finding.rule).level == Level::group || finding.rule == Rule::findings_capped;
    if (of_group) findings_.push_back(finding);
  }
}

std::uint64_t GroupReport::included() const {
  std::uint64_t count = 0;
  const char* const end = group_.included.data() + group_.included.size();
  const auto [stop, error] = std::from_chars(group_.included.data(), end, count);
  return error == std::errc() && stop == end && count <= 999999 ? count : received_;
}

bool GroupReport::rejected_whole() const {
  return std::any_of(findings_.begin(), findings_.end(), rejects_group);
}

std::uint64_t GroupReport::accepted() const {
  return rejected_whole() ? 0 : accepted_;
}

char GroupReport::code(const AckPolicy& policy) const {
  if (rejected_whole()) return 'R';
  if (received_ == 0) return included() == 0 && findings_.empty() ? 'A' : 'R';
  if (accepted_ == 0) return 'R';
  if (accepted_ < received_) return policy.partial;
  const bool noted = std::any_of(findings_.begin(), findings_.end(),
                                 [&](const Finding& finding) { return noted_in_group(finding, policy); });
  return noted || with_errors_ > 0 ? 'E' : 'A';
}

void GroupReport::each_bare_set(const std::function<void(const Set&)>& visit) const {
  if (keeps_ != Keeps::list) {
    bug_check(give_ != nullptr, "the sets of a group are asked for where nobody keeps them");
    return give_(visit);
  }
  std::string_view rest = sets_;
  while (!rest.empty()) {
    Set set;
    set.outcome = static_cast<Outcome>(rest.front());
    rest.remove_prefix(1);
    set.id = next(rest);
    set.control_number = next(rest);
    set.implementation = next(rest);
    visit(set);
  }
}

void GroupReport::each_set(const std::function<void(const Set&)>& visit) const {
  auto noted = noted_.begin();
  std::uint64_t number = 0;
  each_bare_set([&](const Set& bare) {
    Set set = bare;
    if (noted != noted_.end() && noted->number == number) {
      set.findings = std::span(set_findings_).subspan(noted->first, noted->count);
      set.dropped = noted->dropped;
      ++noted;
    }
    ++number;
    visit(set);
  });
  bug_check(number == received_, "a group's list has not as many sets as came");
}

}  // namespace transom
