// The functional acknowledgment: 997 (AK3, AK4, AK5) and 999 (IK3, IK4, IK5), one writer for both.
//
// Whatever came, what goes out is valid: repeated values are cut and cleaned here, and positions and counts
// are held to their lengths. Choices where the standard leaves room:
//  - AK304 is one element, so a segment with two faults of its own gets two AK3; all faults of its elements
//  stand
//    under one AK3 with code 8. Segments come in the order of their position, faults in the order in which
//    they were found.
//  - AK302 of a missing segment is the position of the segment found in its stead, AK301 its own name.
//  - AK303 is the innermost loop, by the name of its first segment.
//  - an ST01 that is no code goes back as the set that fits the group's GS01, and where none is known the set
//    is only counted: AK201 has to be a code, and the partner finds his set by AK202.
//  - AK404 is left out where there is no value, or none is left of it after cleaning.
//  - a rejected set always says why: AK502 is 5 where its faults have no code of their own.
//  - a group rejected as such lists no sets: AK1 and AK9 alone.
//  - GS06 and ST02 are repeated as they were written, since some senders match them as text.
//  - CTX of a 999 names the element that makes another one required or forbidden. Refused: the business
//    context (CTX01 with an order number), whose names each implementation guide defines for itself.
// The repetition in the position exists from 005010 on; codes that differ by version are in dialect.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "outbound/codes.hpp"
#include "outbound/dialect.hpp"
#include "transom/acknowledgment.hpp"
#include "transom/guide.hpp"
#include "x12/characters.hpp"
#include "x12/envelope_text.hpp"

namespace transom {
namespace {

constexpr std::size_t element_faults_a_segment = 99;  // AK4 repeats that often
constexpr std::size_t codes_a_set = 5;                // AK502..06, AK905..09

// A value that is repeated: no delimiter of ours, printable ASCII only, at most `length`, no blanks at its
// end.
std::string cleaned(std::string_view value, const Delimiters& delimiters, std::size_t length) {
  std::string out;
  for (const char c : value) {
    if (c < ' ' || c > '~' || c == delimiters.element || c == delimiters.component ||
        c == delimiters.terminator || c == delimiters.repetition) {
      continue;
    }
    if (out.size() == length) break;
    out += c;
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

// A name that is repeated: letters and digits only, `length` of them at most, filled up in front to
// `minimum`.
std::string name(std::string_view value, std::size_t minimum, std::size_t length, char fill) {
  std::string out;
  for (const char c : value) {
    if (is_letter_or_digit(c) && out.size() < length) out += c;
  }
  if (out.size() < minimum) out.insert(0, minimum - out.size(), fill);
  return out;
}

std::string number(std::string_view value, std::size_t length) {
  std::string out;
  for (const char c : value) {
    if (is_digit(c) && out.size() < length) out += c;
  }
  return out.empty() ? "0" : out;
}

std::string count(std::uint64_t value, std::uint64_t most = 999999) {
  return fmt::format("{}", std::min(value, most));
}

// What GS01 says where it is a code, since AK101 has to be one; else what its first set says it should be.
std::string functional_id(const GroupReport& report) {
  const std::string id = name(report.group().functional_id, 2, 2, 'X');
  if (is_known_functional_id(id)) return id;
  std::string_view fitting;
  report.each_set([&](const GroupReport::Set& set) {
    if (fitting.empty()) fitting = functional_id_of(set.id);
  });
  return std::string(fitting.empty() ? "PO" : fitting);
}

// What ST01 says where it is a code in the acknowledgment's own version; else the set that belongs in the
// group. Empty where there is none.
std::string set_id(const GroupReport::Set& set, const GroupReport& report, const Guide* guide) {
  const std::string id = name(set.id, 0, 3, '0');
  if (guide == nullptr) return id.size() == 3 ? id : std::string();
  const ElementDef& element = guide->element(guide->elements(segment_id("AK2")).front().element);
  if (id.size() == 3 && guide->has_code(element, id)) return id;
  return std::string(set_id_of(functional_id(report)));
}

std::string_view innermost(std::string_view loop) {
  return loop.substr(loop.rfind('/') + 1);  // npos + 1 is 0
}

// Adds a code once, as long as there is room.
void add_code(std::vector<std::string_view>& codes, std::string_view code) {
  if (code.empty() || codes.size() == codes_a_set) return;
  if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
}

class AckWriter {
 public:
  // `guide`: the acknowledgment's own; null where nobody has one.
  AckWriter(const AckPolicy& policy, Dialect dialect, const Guide* guide, SegmentWriter& out)
      : policy_(policy), dialect_(dialect), guide_(guide), out_(out) {}

  void write(const GroupReport& report) {
    const Group& group = report.group();
    out_.begin("AK1").add(functional_id(report)).add(number(group.control_number, 9));
    if (dialect_.late) out_.add(name(group.version, 1, 12, '0'));
    out_.end();
    if (!report.rejected_whole()) {
      report.each_set([&](const GroupReport::Set& set) { write_set(set, set_id(set, report, guide_)); });
    }
    write_group_end(report);
  }

  [[nodiscard]] std::uint64_t left_out() const { return left_out_; }

 private:
  void write_set(const GroupReport::Set& set, const std::string& id) {
    if (set.outcome == Outcome::accepted && !policy_.list_accepted) return;
    if (is_acknowledgment(id) || id.empty()) return;
    out_.begin("AK2").add(id).add(name(set.control_number, 4, 9, '0'));
    if (dialect_.late) out_.add(cleaned(set.implementation, out_.delimiters(), 35));
    out_.end();
    std::vector<std::string_view> codes;
    if (set.outcome != Outcome::accepted) {
      write_segments(set.findings);
      left_out_ += set.dropped;
      collect_codes(set, id == set.id, codes);
    }
    out_.begin(dialect_.set_end()).add(outcome_code(set.outcome));
    for (const std::string_view code : codes) out_.add(code);
    out_.end();
  }

  // `named`: its ST01 is a code. One that is none is missing or invalid (6), not a set without a guide (1).
  void collect_codes(const GroupReport::Set& set, bool named, std::vector<std::string_view>& codes) const {
    for (const Finding& finding : set.findings) {
      if (!noted_in_set(finding, policy_)) continue;
      const bool no_identifier = finding.rule == Rule::set_not_supported && !named;
      add_code(codes, no_identifier ? "6" : dialect_.set_code(finding));
    }
    if (codes.empty()) codes.push_back("5");
    std::sort(codes.begin(), codes.end(), [](std::string_view a, std::string_view b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
  }

  // One AK3 for each segment and code, with its AK4s below code 8.
  void write_segments(std::span<const Finding> findings) {
    std::vector<const Finding*> order;
    for (const Finding& finding : findings) {
      const bool has_code = !dialect_.segment_code(finding).empty();
      if (has_code && noted_in_set(finding, policy_)) order.push_back(&finding);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const Finding* a, const Finding* b) { return a->place.segment < b->place.segment; });
    std::vector<bool> done(order.size());
    std::uint32_t written = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (done[i]) continue;
      const bool room = written < policy_.detail;
      if (room) write_segment(*order[i]);
      ++written;
      std::size_t elements = 0;
      for (std::size_t j = i; j < order.size() && order[j]->place.segment == order[i]->place.segment; ++j) {
        if (done[j] || !same_segment_fault(*order[i], *order[j])) continue;
        done[j] = true;
        const bool fits = !names_element(*order[j]) || elements++ < element_faults_a_segment;
        if (!room || !fits) {
          ++left_out_;
        } else if (names_element(*order[j])) {
          write_element(*order[j]);
        }
      }
    }
  }

  [[nodiscard]] bool names_element(const Finding& finding) const {
    return finding.place.element != 0 && !dialect_.element_code(finding).empty();
  }

  [[nodiscard]] bool same_segment_fault(const Finding& a, const Finding& b) const {
    return a.place.segment_id == b.place.segment_id && dialect_.segment_code(a) == dialect_.segment_code(b);
  }

  // Id, position and loop of a segment, as AK3, IK3 and CTX name it.
  void add_segment(const Place& place) {
    // An id is padded to its minimum behind, as element type ID is; AK301 may not be left out.
    std::string id = name(place.segment_id, 0, 3, ' ');
    if (id.empty()) id = "??";
    id.resize(std::max<std::size_t>(id.size(), 2), ' ');
    out_.add(id)
        .add(count(std::max<std::uint32_t>(place.segment, 1), dialect_.last_position()))
        .add(cleaned(innermost(place.loop), out_.delimiters(), dialect_.loop_length()));
  }

  void write_segment(const Finding& finding) {
    out_.begin(dialect_.segment());
    add_segment(finding.place);
    out_.add(dialect_.segment_code(finding)).end();
  }

  [[nodiscard]] std::vector<std::string> position_of(const Place& place) const {
    std::vector<std::string> position{count(place.element, 99)};
    const bool repeats = dialect_.late && place.repetition > 1;
    if (place.component != 0 || repeats) {
      position.push_back(place.component != 0 ? count(place.component, 99) : "");
    }
    if (repeats) position.push_back(count(place.repetition, 9999));
    return position;
  }

  void write_element(const Finding& finding) {
    out_.begin(dialect_.element())
        .add_composite(position_of(finding.place))
        .add(simple(finding.element_number) ? finding.element_number : "")
        .add(dialect_.element_code(finding))
        .add(cleaned(finding.value, out_.delimiters(), 99))
        .end();
    if (dialect_.implementation && finding.trigger != 0) write_trigger(finding);
  }

  // The element whose presence asks for the one that is missing, or forbids the one that is there.
  void write_trigger(const Finding& finding) {
    Place place = finding.place;
    (place.component != 0 ? place.component : place.element) = finding.trigger;
    out_.begin("CTX").add("SITUATIONAL TRIGGER");
    add_segment(place);
    out_.add_composite(position_of(place));
    if (simple(finding.trigger_number)) out_.add(finding.trigger_number);
    out_.end();
  }

  // Whether the number is one that element 725 can hold; those of composites are not.
  static bool simple(std::string_view element_number) {
    return !element_number.empty() && element_number.size() <= 4 &&
           std::all_of(element_number.begin(), element_number.end(), is_digit);
  }

  static std::string_view outcome_code(Outcome outcome) {
    if (outcome == Outcome::accepted) return "A";
    return outcome == Outcome::accepted_with_errors ? "E" : "R";
  }

  void write_group_end(const GroupReport& report) {
    std::vector<std::string_view> codes;
    for (const Finding& finding : report.findings()) {
      if (noted_in_group(finding, policy_)) add_code(codes, info(finding.rule).ak905);
    }
    std::sort(codes.begin(), codes.end());
    const char code = report.code(policy_);
    out_.begin("AK9")
        .add({&code, 1})
        .add(count(report.included()))
        .add(count(report.received()))
        .add(count(report.accepted()));
    for (const std::string_view fault : codes) out_.add(fault);
    out_.end();
  }

  const AckPolicy& policy_;
  Dialect dialect_;
  const Guide* guide_;
  SegmentWriter& out_;
  std::uint64_t left_out_ = 0;
};

}  // namespace

AckForm ack_form(const Group& group, const AckPolicy& policy) {
  const bool implementation = policy.functional == FunctionalAck::ack_999;
  AckForm form{implementation ? "999" : "997", policy.version};
  if (!form.version.empty()) return form;
  // The suffix of an industry (004010VICS) is kept, that of an implementation guide (005010X222A1) names
  // another set.
  const std::string& from = group.version;
  const bool known = from.size() >= 6 && from.size() <= 12 &&
                     std::all_of(from.begin(), from.end(), is_letter_or_digit) &&
                     std::all_of(from.begin(), from.begin() + 6, is_digit);
  form.version = !known ? "004010" : from.size() > 6 && from[6] == 'X' ? from.substr(0, 6) : from;
  if (implementation && form.version < "005010") form.version = "005010";
  return form;
}

std::uint64_t write_functional_ack(const GroupReport& report, const AckPolicy& policy, SegmentWriter& out) {
  const AckForm form = ack_form(report.group(), policy);
  const GuidePtr guide = GuideLibrary::built_in().find(form.version, form.set_id).guide;
  AckWriter writer(policy, {form.set_id == "999", form.version >= "005010"}, guide.get(), out);
  writer.write(report);
  return writer.left_out();
}

}  // namespace transom
