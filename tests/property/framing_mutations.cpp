// One error in the bytes around and between segments, or one that a limit makes.
#include <algorithm>
#include <cstddef>
#include <vector>

#include "guide/tables.hpp"
#include "property/mutation.hpp"

namespace transom::property {
namespace {

bool ends_lines(const Draft& draft) {
  return draft.delimiters.terminator == '\n' || draft.delimiters.terminator == '\r';
}

bool no_interchange(Spoiling& s, Rule rule) {
  static const std::vector<std::string> texts{"", "Good morning\n", "UNA:+.? 'UNB+UNOA:1'", "GS*PO*A*B~",
                                              "NISA*00*"};
  s.bytes = s.random.one_of(texts);
  s.expect({.rule = rule});
  return true;
}

bool filler(Spoiling& s, Rule rule) {
  const std::string text = s.random.percent(50) ? "-- VAN REPORT --\n" : "x\n";
  if (s.random.percent(50)) {
    s.draft.rows.front().before = text;
  } else {
    s.draft.rows.back().end = s.draft.delimiters.terminator + s.draft.delimiters.suffix + "\n" + text;
  }
  s.expect({.rule = rule, .elsewhere = true});
  return true;
}

bool isa_length(Spoiling& s, Rule rule) {
  Row& isa = s.draft.rows.front();
  const std::size_t n = s.random.percent(50) ? 6 : 8;
  if (s.random.percent(60)) {
    std::string& id = value(isa, n);
    if (id.back() != ' ') return false;
    id.erase(id.find(' '));
  } else {
    value(isa, n) += "  ";
  }
  s.expect({.rule = rule, .row = isa.key, .position = ~0U});
  return true;
}

// Cut behind both ids, so that there is somebody to tell.
bool isa_unreadable(Spoiling& s, Rule rule) {
  s.draft.rows.front().fields.resize(s.random.between(8, 13));
  s.expect({.rule = rule, .row = s.draft.rows.front().key, .position = ~0U});
  return true;
}

bool delimiters(Spoiling& s, Rule rule) {
  for (const Row& row : s.draft.rows) {
    for (const ElementText& field : row.fields) {
      if (field[0].size() > 1) return false;
    }
  }
  value(s.draft.rows.front(), 16) = s.random.one_of("AZ09 ") + std::string();
  s.expect({.rule = rule, .row = s.draft.rows.front().key, .position = ~0U});
  return true;
}

bool repetition_separator(Spoiling& s, Rule rule) {
  Row& isa = s.draft.rows.front();
  value(isa, 11) = s.random.percent(50) ? s.draft.delimiters.component : '\t';
  value(isa, 12) = "00501";
  s.expect({.rule = rule, .row = isa.key, .position = ~0U});
  return true;
}

// Between GE and IEA, so that no set or group is cut.
bool too_long(Spoiling& s, Rule rule) {
  Row& row = s.draft.insert(s.draft.index("IEA"), Row{.id = "REF"});
  row.text = std::string(70'000 + s.random.below(1000), 'A');
  s.expect({.rule = rule, .row = row.key, .position = ~0U, .elsewhere = true});
  return true;
}

bool empty_segment(Spoiling& s, Rule rule) {
  const std::vector<std::size_t> rows = s.body();
  if (ends_lines(s.draft) || rows.empty()) return false;
  Row& row = s.draft.rows[rows.front()];
  row.end = std::string(2, s.draft.delimiters.terminator) + s.draft.delimiters.suffix;
  const Row& next = s.draft.rows[rows.front() + 1];
  s.expect({.rule = rule, .row = next.key, .elsewhere = true});
  return true;
}

bool unterminated(Spoiling& s, Rule rule) {
  s.draft.rows.back().end = "";
  s.expect({.rule = rule, .row = s.draft.rows.back().key, .position = ~0U});
  return true;
}

bool line_break(Spoiling& s, Rule rule) {
  const std::vector<std::size_t> rows = s.body();
  if (ends_lines(s.draft) || rows.empty()) return false;
  Row& row = s.draft.rows[rows.front()];
  std::string text = s.draft.text(row);
  if (text.size() < 5) return false;
  text.insert(s.random.between(1, text.size() - 2), s.random.percent(50) ? "\n" : "\r\n");
  row.text = text;
  s.expect({.rule = rule, .row = row.key});
  return true;
}

bool blanks(Spoiling& s, Rule rule) {
  const std::vector<std::size_t> rows = s.body();
  if (rows.empty()) return false;
  Row& row = s.draft.rows[rows.front()];
  const std::string blank = s.random.percent(70) ? std::string(s.random.between(1, 5), ' ') : "\t";
  if (s.random.percent(50)) {
    row.before = blank;
  } else {
    row.end = blank + s.draft.delimiters.terminator + s.draft.delimiters.suffix;
  }
  s.expect({.rule = rule, .row = row.key, .elsewhere = true});
  return true;
}

// No guide in the program has a BIN, so that its id is told as well: two errors of one segment.
bool binary_length(Spoiling& s, Rule rule) {
  const std::vector<std::size_t> rows = s.body();
  if (rows.empty() || s.guide().tables().version->find(segment_id("BIN")) != nullptr) return false;
  const std::size_t at = rows.front();
  Row row{.id = "BIN"};
  row.fields = {simple(s.random.percent(50) ? "9X" : "2"), simple("DATA")};
  const std::uint32_t key = s.draft.insert(at + 1, std::move(row)).key;
  s.expect({.rule = rule, .row = key});
  s.expect({.rule = Rule::segment_unknown, .row = key, .loop = s.loop_path(s.behind(at).loop())});
  count(s.draft);
  return true;
}

bool too_large(Spoiling& s, Rule rule) {
  std::size_t bytes = 0;
  for (std::size_t at = s.draft.index("ST"); at <= s.draft.index("SE"); ++at) {
    bytes += s.draft.text(s.draft.rows[at]).size();
    if (bytes <= 300) continue;
    s.expect({.rule = rule, .row = s.draft.rows[at].key, .id = "-"});
    return true;
  }
  return false;
}

bool interchanges(Spoiling& s, Rule rule) {
  s.bytes = s.draft.bytes() + s.draft.bytes();
  s.expect({.rule = rule});
  return true;
}

// Where the limit allows one.
bool groups(Spoiling& s, Rule rule) {
  value(s.draft.row("IEA"), 1) = "2";
  auto& rows = s.draft.rows;
  const auto position = static_cast<std::uint32_t>(rows.size());
  const auto group = rows.begin() + static_cast<std::ptrdiff_t>(s.draft.index("GS"));
  const std::vector<Row> again(group, rows.end() - 1);
  rows.insert(rows.end() - 1, again.begin(), again.end());
  s.expect({.rule = rule, .row = s.draft.row("GS").key, .position = position, .elsewhere = true});
  return true;
}

using enum Severity;
constexpr Mutation table[] = {
    {"no-interchange", Rule::no_interchange, error, {}, no_interchange},
    {"filler-skipped", Rule::filler_skipped, warn, {}, filler},
    {"isa-length", Rule::isa_length, warn, {}, isa_length},
    {"isa-unreadable", Rule::isa_unreadable, error, {"", "", "", "", "022"}, isa_unreadable},
    {"delimiters-invalid", Rule::delimiters_invalid, error, {"", "", "", "", "027"}, delimiters},
    {"repetition-separator-invalid",
     Rule::repetition_separator_invalid,
     warn,
     {"", "", "", "", "032"},
     repetition_separator},
    {"segment-too-long", Rule::segment_too_long, error, {"", "", "", "", "022"}, too_long},
    {"segment-empty", Rule::segment_empty, warn, {}, empty_segment},
    {"segment-unterminated", Rule::segment_unterminated, warn, {}, unterminated},
    {"line-break-in-segment", Rule::line_break_in_segment, warn, {}, line_break},
    {"blanks-around-segment", Rule::blanks_around_segment, warn, {}, blanks},
    {"binary-length-invalid", Rule::binary_length_invalid, error, {"8", "6", "5"}, binary_length},
    {"set-too-large", Rule::set_too_large, error, {"", "", "5"}, too_large, false, {.set = 300}},
    {"too-many-interchanges",
     Rule::too_many_interchanges,
     error,
     {},
     interchanges,
     false,
     {.interchanges = 1}},
    {"too-many-groups", Rule::too_many_groups, error, {"", "", "", "", "024"}, groups, false, {.groups = 0}},
};

}  // namespace

std::span<const Mutation> framing_mutations() {
  return table;
}

}  // namespace transom::property
