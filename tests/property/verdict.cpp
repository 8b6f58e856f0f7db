// The answers are worked out from the mutations' own codes and the forms of the 997, not from the writer.
#include "property/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace transom::property {
namespace {

// Set rows are counted from their ST, others from the ISA.
struct Position {
  std::size_t st = 0;  // 0: outside of sets
  std::uint32_t segment = 0;
};

Position position_of(const Draft& draft, std::size_t at) {
  if (at >= draft.rows.size()) return {};
  for (std::size_t i = at;; --i) {
    const std::string& id = draft.rows[i].id;
    if (id == "ST") return {i, static_cast<std::uint32_t>(at - i + 1)};
    if (i == 0 || (id == "SE" && i != at) || id == "GE" || id == "IEA" || id == "GS") break;
  }
  return {0, static_cast<std::uint32_t>(at + 1)};
}

std::uint32_t segment_of(const Spoiling& s, const Expected& expected) {
  if (expected.position == ~0U) return 0;
  if (expected.position != 0) return expected.position;
  return position_of(s.draft, s.draft.index(expected.row)).segment;
}

std::string id_of(const Spoiling& s, const Expected& expected) {
  if (expected.id == "-") return "";
  if (!expected.id.empty()) return expected.id;
  const std::size_t at = s.draft.index(expected.row);
  const bool framing = expected.position == ~0U && info(expected.rule).level != Level::group;
  return at == s.draft.rows.size() || framing ? "" : s.draft.rows[at].id;
}

std::string line(Rule rule, std::string_view id, std::uint32_t element, std::uint32_t component,
                 std::uint32_t repetition, std::uint32_t segment, std::string_view loop) {
  std::string out = fmt::format("{} {}", info(rule).name, id);
  if (element != 0) out += fmt::format("{:02}", element);
  if (component != 0) out += fmt::format("-{}", component);
  if (repetition != 0) out += fmt::format(" r{}", repetition);
  return out + fmt::format(" @{} in '{}'", segment, loop);
}

struct Told {
  const Expected* expected;
  Severity severity;
  Codes codes;
};

bool is_noted(const Told& told) {
  const bool has_code = !told.codes.ak304.empty() || !told.codes.ak502.empty();
  return told.severity == Severity::error || (told.severity == Severity::warn && has_code);
}

std::string answer_id(std::string_view id) {
  std::string out;
  for (const char c : id) {
    const bool name = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (name && out.size() < 3) out += c;
  }
  if (out.empty()) out = "??";
  out.resize(std::max<std::size_t>(out.size(), 2), ' ');
  return out;
}

// AK3, AK4 and AK5 of one set.
char answer_set(const Spoiling& s, const std::vector<Told>& told, bool late,
                std::vector<std::string>& lines) {
  std::vector<std::string> codes;
  bool rejected = false, noted = false;
  std::string last;
  for (const Told& one : told) {
    if (!is_noted(one)) continue;
    noted = true;
    rejected = rejected || one.severity == Severity::error;
    // Element 718 of 005010 has a code of its own for a set in a wrong group.
    const bool in_wrong_group = late && one.expected->rule == Rule::gs_set_mismatch;
    codes.emplace_back(in_wrong_group ? "18" : one.codes.ak502);
    if (one.codes.ak304.empty()) continue;
    const std::string head = fmt::format("AK3 {} {} {}", answer_id(id_of(s, *one.expected)),
                                         segment_of(s, *one.expected), one.codes.ak304);
    if (head != last || one.codes.ak304 != "8") lines.push_back(head);
    last = head;
    if (one.codes.ak403.empty() || one.expected->element == 0) continue;
    std::string place = std::to_string(one.expected->element);
    const bool repeats = late && one.expected->repetition > 1;
    if (one.expected->component != 0) place += fmt::format("-{}", one.expected->component);
    if (repeats)
      place += fmt::format("{}-{}", one.expected->component == 0 ? "-" : "", one.expected->repetition);
    const bool newer = one.codes.ak403 == "12" || one.codes.ak403 == "13";
    lines.push_back(fmt::format("AK4 {} {}", place, newer && !late ? "3" : one.codes.ak403));
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  std::erase(codes, "");
  const char outcome = rejected ? 'R' : noted ? 'E' : 'A';
  lines.push_back(fmt::format("AK5 {}{}{}", outcome, codes.empty() ? "" : " ", fmt::join(codes, " ")));
  return outcome;
}

bool rejects_group(const Told& told) {
  const Rule rule = told.expected->rule;
  return rule == Rule::ge_missing || rule == Rule::gs_functional_id || rule == Rule::gs_version ||
         rule == Rule::gs_control_number_invalid;
}

std::string answer_interchange(const std::vector<Told>& told) {
  for (const Severity severity : {Severity::error, Severity::warn}) {
    for (const Told& one : told) {
      if (one.severity != severity || info(one.expected->rule).level != Level::interchange) continue;
      if (!one.codes.ta105.empty()) {
        return fmt::format("TA1 {} {}", severity == Severity::error ? 'R' : 'E', one.codes.ta105);
      }
    }
  }
  return "TA1 A 000";
}

void answer_group(const Spoiling& s, const std::vector<Told>& told, bool late,
                  std::vector<std::string>& lines) {
  std::map<std::size_t, std::vector<Told>> sets;
  for (std::size_t i = 0; i < s.draft.rows.size(); ++i) {
    if (s.draft.rows[i].id == "ST") sets[i];
  }
  std::string codes;
  bool whole = false, faulty = false;
  for (const Told& one : told) {
    const Level level = info(one.expected->rule).level;
    if (level == Level::group) {
      whole = whole || rejects_group(one);
      faulty = faulty || one.severity == Severity::error;  // whether there is a code for it or not
      if (!one.codes.ak905.empty()) codes += fmt::format(" {}", one.codes.ak905);
    }
    const std::size_t at = s.draft.index(one.expected->row);
    const std::size_t st =
        one.expected->rule == Rule::se_missing ? s.draft.index("ST") : position_of(s.draft, at).st;
    if (level >= Level::set && st != 0) sets[st].push_back(one);
  }
  std::size_t rejected = 0, noted = 0;
  if (!whole) {
    for (const auto& [st, findings] : sets) {
      const char outcome = answer_set(s, findings, late, lines);
      rejected += outcome == 'R';
      noted += outcome == 'E';
    }
  }
  const char outcome = whole || rejected == sets.size()        ? 'R'
                       : rejected > 0                          ? 'P'
                       : noted > 0 || faulty || !codes.empty() ? 'E'
                                                               : 'A';
  lines.push_back(fmt::format("AK9 {}{}", outcome, codes));
}

}  // namespace

std::string line_of(const Finding& finding) {
  const Place& at = finding.place;
  return line(finding.rule, at.segment_id, at.element, at.component, at.repetition, at.segment, at.loop);
}

std::vector<std::string> wanted_findings(const Spoiling& s) {
  std::vector<const Expected*> order;
  for (const Expected& expected : s.expected) order.push_back(&expected);
  std::stable_sort(order.begin(), order.end(),
                   [&](const auto* a, const auto* b) { return segment_of(s, *a) < segment_of(s, *b); });
  std::vector<std::string> lines;
  for (const Expected* e : order) {
    lines.push_back(
        line(e->rule, id_of(s, *e), e->element, e->component, e->repetition, segment_of(s, *e), e->loop));
  }
  return lines;
}

namespace {

// Known by ST01; in a group FA also where that names nothing.
bool only_acknowledgments(const Draft& draft) {
  bool all = true;
  std::string group;
  for (Row row : draft.rows) {
    if (row.id == "GS") group = value(row, 1);
    if (row.id != "ST") continue;
    const std::string id = value(row, 1);
    const bool names_a_set =
        id.size() == 3 && std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c); });
    all = all && (id == "997" || id == "999" || (group == "FA" && !names_a_set));
  }
  return all;
}

}  // namespace

std::vector<std::string> wanted_answers(const Spoiling& s, std::span<const Mutation* const> mutations,
                                        const Manner& manner) {
  std::vector<Told> told;
  for (const Expected& expected : s.expected) {
    Told one{&expected, Severity::error, {}};
    for (const Mutation* mutation : mutations) {
      if (mutation->rule != expected.rule) continue;
      const bool other = manner.functional == FunctionalAck::ack_999 && !mutation->as_999.ak304.empty();
      one = {&expected, mutation->severity, other ? mutation->as_999 : mutation->codes};
    }
    if (expected.rule == Rule::segment_unknown) one.codes = {"1", "", "5"};
    told.push_back(one);
  }
  std::stable_sort(told.begin(), told.end(), [&](const Told& a, const Told& b) {
    return segment_of(s, *a.expected) < segment_of(s, *b.expected);
  });
  std::vector<std::string> lines;
  if (s.expected.front().rule == Rule::no_interchange) return lines;  // nobody to answer
  Row isa = s.draft.rows[s.draft.index("ISA")], gs = s.draft.rows[s.draft.index("GS")];
  // Nobody acknowledges acknowledgments unasked; where nothing could be read, nobody knows that they are.
  const bool unread = s.expected.front().rule == Rule::isa_unreadable;
  const bool acknowledgments = only_acknowledgments(s.draft) && !unread;
  if (value(isa, 14) != "1" && acknowledgments) return lines;
  lines.push_back(answer_interchange(told));
  if (lines.front().starts_with("TA1 R")) return lines;
  const bool late = manner.functional == FunctionalAck::ack_999 || value(gs, 8) >= "005010";
  answer_group(s, told, late, lines);
  return lines;
}

bool right_offset(const Spoiling& s, const Expected& expected, const Finding& finding) {
  if (expected.elsewhere || expected.row == 0 || s.bytes) return true;
  return finding.place.offset == s.draft.offset(expected.row);
}

}  // namespace transom::property
