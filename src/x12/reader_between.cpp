// Outside of interchanges: skipping filler, finding headers, starting an interchange.
//
// Between two interchanges stand blank lines, NULs, ^Z, a byte order mark, now and then a line of a VAN or
// the remains of something damaged. A run of such bytes is one finding with its offset, size and first bytes,
// so nothing gets lost without a word: a note when it is only blank, a warning when not, an error when it is
// more than a line or two. An ISA counts only where no letter or digit stands before it (NARCISA is a person)
// and where a header can be made out.
#include <algorithm>
#include <cstring>

#include "x12/characters.hpp"
#include "x12/reader_impl.hpp"

namespace transom {

// Whether "ISA" and a separator stand at `at`; line breaks between them do not matter.
SegmentReader::Impl::Found SegmentReader::Impl::header_start(std::uint32_t at) const {
  const bool breaks_matter = mode == ReaderMode::inside && !break_is_odd;
  std::size_t matched = 0;
  const std::uint32_t stop =
      at + std::min(filled - at, static_cast<std::uint32_t>(InterchangeHeader::longest));
  const bool all_seen = stop < filled || finished || stop - at == InterchangeHeader::longest;
  for (; at < stop && matched < 4; ++at) {
    const char c = window[at];
    if (matched != 0 && is_break(c) && !breaks_matter) continue;
    if (matched == 3 ? !can_separate(c) : c != "ISA"[matched]) return Found::no;
    ++matched;
  }
  if (matched == 4) return Found::yes;
  return all_seen ? Found::no : Found::need_bytes;
}

SegmentReader::Impl::Step SegmentReader::Impl::step_between() {
  for (std::uint32_t at = begin;; ++at) {
    const void* found = at < filled ? std::memchr(window + at, 'I', filled - at) : nullptr;
    at = found == nullptr ? filled : static_cast<std::uint32_t>(static_cast<const char*>(found) - window);
    const char before = at > begin ? window[at - 1] : filler.last;
    const Found header_here = at == filled || is_letter_or_digit(before) ? Found::no : header_start(at);
    const bool undecided = header_here == Found::need_bytes ||
                           (header_here == Found::yes && !enough(at, InterchangeHeader::longest));
    if (undecided || at == filled) {
      skip_filler(at);
      return finished ? end_of_input() : ask();
    }
    if (header_here == Found::no) continue;
    header_text.read({window + at, filled - at});
    if (header_text.kind == InterchangeHeader::Kind::none) continue;
    skip_filler(at);
    end_filler();
    return start_interchange(at);
  }
}

void SegmentReader::Impl::skip_filler(std::uint32_t to) {
  if (filler.bytes == 0) filler.offset = origin + begin;
  for (std::uint32_t at = begin; at < to && filler.blank; ++at) {
    const char c = window[at];
    filler.blank = is_blank(c) || c == '\xEF' || c == '\xBB' || c == '\xBF';
  }
  if (to > begin) filler.last = window[to - 1];
  const std::size_t sample =
      std::min<std::size_t>(to - begin, 40 - std::min<std::size_t>(40, filler.sample.size()));
  filler.sample.append(window + begin, sample);
  filler.bytes += to - begin;
  begin = to;
}

void SegmentReader::Impl::end_filler() {
  settle(filler.blank && !damaged ? settled_account.filler : settled_account.reported, begin);
  if (filler.bytes != 0 && !damaged) {
    const Severity by_policy = severities[Rule::filler_skipped];
    Severity severity = by_policy;
    if (filler.blank) severity = std::min(by_policy, Severity::note);
    if (!filler.blank && filler.bytes > limits.filler && by_policy != Severity::off)
      severity = Severity::error;
    report(Rule::filler_skipped, severity, filler.offset, filler.sample,
           "an interchange header (" + std::to_string(filler.bytes) + " bytes were skipped)");
  }
  filler = {};
}

SegmentReader::Impl::Step SegmentReader::Impl::end_of_input() {
  if (interchanges == 0) {
    settle(filler.blank ? settled_account.filler : settled_account.reported, filled);
    report(Rule::no_interchange, severities[Rule::no_interchange], 0, filler.sample, "ISA");
    filler = {};
  } else {
    end_filler();
  }
  mode = ReaderMode::done;
  return Status::end;
}

// header_text holds the header at `at`; everything before is settled.
SegmentReader::Impl::Step SegmentReader::Impl::start_interchange(std::uint32_t at) {
  begin = at;
  filler = {};
  if (interchanges == limits.interchanges) {
    report(Rule::too_many_interchanges, at, {}, "at most " + std::to_string(limits.interchanges));
    leave(ReaderMode::drained);
    return {};
  }
  ++interchanges;
  damaged = told_breaks = told_blanks = false;
  leave(ReaderMode::between);
  const InterchangeHeader& isa = header_text;
  header = origin + at;
  delimiters = isa.delimiters;
  segment = Segment(isa.text.data(), 0, isa.marks.data(), isa.elements, false, header);
  if (of_isa) severities = of_isa(segment);
  if (isa.kind == InterchangeHeader::Kind::unreadable) {
    report(Rule::isa_unreadable, at, isa.trouble, "ISA, sixteen elements, two separators");
    damaged = true;
    begin = at + 3;
    return Status::segment;
  }
  report_header(isa, at);
  begin = at + static_cast<std::uint32_t>(isa.length);
  take_separators();
  mode = ReaderMode::inside;
  return Status::segment;
}

// What is odd about a header that can be read.
void SegmentReader::Impl::report_header(const InterchangeHeader& isa, std::uint32_t at) {
  if (!isa.exact_length) report(Rule::isa_length, at, std::to_string(isa.length), "106 bytes");
  if (isa.wrapped) {
    told_breaks = true;
    report(Rule::line_break_in_segment, at, "ISA", "segments without line breaks");
  }
  if (!isa.bad_separator.empty()) {
    report(Rule::delimiters_invalid, at, isa.bad_separator,
           "a component separator that is no letter, digit, blank or other separator");
  }
  if (!isa.bad_repetition.empty()) {
    report(Rule::repetition_separator_invalid, at, isa.bad_repetition, "a byte that separates nothing else");
  }
}

// Where the separators are others than before, what lies behind the header is indexed anew.
void SegmentReader::Impl::take_separators() {
  const Delimiters& d = delimiters;
  const SeparatorBytes before = separators;
  separators = {d.element, d.terminator, d.component != '\0' ? d.component : d.element,
                d.repetition != '\0' ? d.repetition : d.element};
  break_is_odd = !(d.terminator == '\r' || d.terminator == '\n');
  tail = d.suffix.substr(0, d.suffix.find_first_of("\r\n"));
  if (separators == before) {
    skip_index_to(begin);
  } else {
    restart_index(begin);
  }
}

}  // namespace transom
