// Segments with something odd about them: blanks and breaks around, breaks inside, binary data, too long,
// empty.
//
// Real files are wrapped at 80 columns in the middle of an id, indented, padded with blanks before the
// terminator, glued together without the last terminator. All of that is mended here and told in a finding,
// so that guide, map and acknowledgment never see it. A mended segment is a copy with marks of its own; one
// that only has blanks at its ends is still a view. An ISA that hides behind a segment without terminator
// ("IEA*1*000000001" LF "ISA*...") starts its interchange: two files joined by a VAN must not swallow each
// other.
#include <algorithm>

#include "x12/characters.hpp"
#include "x12/reader_impl.hpp"

namespace transom {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

// Where the segment's text begins, at most at `stop`. Says nothing yet: the segment may turn out to be no
// segment.
std::uint32_t SegmentReader::Impl::skip_blanks(std::uint32_t stop) {
  std::uint32_t at = begin;
  for (std::size_t i = 0; i < tail.size() && at < stop && window[at] == tail[i]; ++i) ++at;
  blanks_before = false;
  for (; at < stop; ++at) {
    const char c = window[at];
    if (stop - at >= 3 && std::string_view(window + at, 3) == byte_order_mark) {
      at += 2;
      blanks_before = true;
    } else if (is_blank(c)) {
      blanks_before |= !is_break(c);
    } else {
      break;
    }
  }
  return at;
}

void SegmentReader::Impl::tell_blanks_before(std::uint32_t from) {
  if (!blanks_before || told_blanks) return;
  told_blanks = true;
  report(Rule::blanks_around_segment, begin, {window + begin, from - begin},
         "the segment id behind the terminator");
}

// The next terminator is known. Yields the segment that it ends, mended.
SegmentReader::Impl::Step SegmentReader::Impl::take_odd(std::uint32_t from) {
  const std::uint32_t stop = marks[*end];
  if (stop - begin > longest) return give_up_segment();
  if (from == stop) {
    if (origin + begin != empty_end) report(Rule::segment_empty, from, {}, "a segment id");
    begin = stop + 1;
    empty_end = origin + begin;
    first = *end + 1;
    ++end;
    return {};
  }
  tell_blanks_before(from);
  std::uint32_t last = stop;
  bool breaks = false;
  bool blanks = false;
  while (is_blank(window[last - 1])) {
    --last;
    (is_break(window[last]) ? breaks : blanks) = true;
  }
  if (blanks && !told_blanks) {
    told_blanks = true;
    report(Rule::blanks_around_segment, last, {window + last, stop - last},
           "the terminator behind the last element");
  }
  breaks = break_is_odd && (breaks || std::any_of(window + from, window + last, is_break));
  const std::string_view id(window + from, std::min(marks[first], last) - from);
  if (breaks || id.size() - 2 > 1 || id == "IEA") {
    std::uint32_t hidden = 0;
    const Found found = find_hidden_header(from, stop, hidden);
    if (found == Found::need_bytes) return ask();
    if (found == Found::yes) {
      report(Rule::segment_unterminated, from, {window + from, std::min(hidden - from, 40U)},
             "a segment terminator");
      return take_mended(from, hidden, hidden);
    }
  }
  if (breaks && !told_breaks) {
    told_breaks = true;
    report(Rule::line_break_in_segment, from, {window + from, std::min(stop - from, 40U)},
           "segments without line breaks");
  }
  if (breaks) return take_mended(from, last, stop + 1);
  take_in_place(from, last);
  return Status::segment;
}

// As take_plain(), for a segment with blanks at its ends.
void SegmentReader::Impl::take_in_place(std::uint32_t from, std::uint32_t last) {
  std::uint32_t* own = index.marks + first;
  const std::uint32_t elements = *end - first;
  const std::uint32_t stop = own[elements];
  own[elements] = last;
  segment = Segment(window, from, own, elements, is_plain(from, last), origin + from);
  begin = stop + 1;
  first = *end + 1;
  ++end;
  mind_element_limit();
  if (segment.is("IEA")) leave(ReaderMode::trailer);
}

// Yields window[from, to) without its breaks and blank ends, from a copy; the next segment begins at
// `next_begin`.
SegmentReader::Impl::Step SegmentReader::Impl::take_mended(std::uint32_t from, std::uint32_t to,
                                                           std::uint32_t next_begin) {
  mended.clear();
  mended_marks.clear();
  for (std::uint32_t at = from; at < to; ++at) {
    const char c = window[at];
    if (is_break(c)) continue;
    if (c == separators.element) mended_marks.push_back(static_cast<std::uint32_t>(mended.size()));
    mended += c;
  }
  while (!mended.empty() && is_blank(mended.back())) mended.pop_back();
  mended_marks.push_back(static_cast<std::uint32_t>(mended.size()));
  const bool plain = std::none_of(mended.begin(), mended.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c != separators.element &&
           (byte < 0x20 || byte >= 0x7f || c == separators.component || c == separators.repetition);
  });
  segment = Segment(mended.data(), 0, mended_marks.data(),
                    static_cast<std::uint32_t>(mended_marks.size() - 1), plain, origin + from);
  begin = next_begin;
  if (end != last_end && marks[*end] + 1 == next_begin) {
    first = *end + 1;
    ++end;
  } else {
    restart_index(next_begin);
  }
  mind_element_limit();
  if (segment.is("IEA")) leave(ReaderMode::trailer);
  return Status::segment;
}

void SegmentReader::Impl::mind_element_limit() {
  if (segment.size() <= most_elements) return;
  report(Rule::too_many_elements, severities[Rule::too_many_elements], segment.offset(), segment.id(),
         "at most " + std::to_string(most_elements) + " elements (a limit of the reader)");
  segment = Segment(segment.base(), segment.begin(), segment.marks(), most_elements, segment.plain(),
                    segment.offset());
}

// No terminator within the limit: what follows is skipped up to the next ISA.
SegmentReader::Impl::Step SegmentReader::Impl::give_up_segment() {
  report(Rule::segment_too_long, begin, {window + begin, 40},
         "at most " + std::to_string(longest) + " bytes");
  settle(settled_account.segments, begin);
  damaged = true;
  filler = {};
  filler.offset = origin + begin;
  leave(ReaderMode::between);
  return {};
}

// An ISA within a segment's bytes, behind a break or some other byte that is no letter or digit; behind an
// IEA even without such a byte.
SegmentReader::Impl::Found SegmentReader::Impl::find_hidden_header(std::uint32_t from, std::uint32_t stop,
                                                                   std::uint32_t& at) {
  const bool behind_trailer = std::string_view(window + from, stop - from).starts_with("IEA");
  for (at = from + 1; at + 4 <= stop; ++at) {
    if (window[at] != 'I' || (is_letter_or_digit(window[at - 1]) && !behind_trailer)) continue;
    if (header_start(at) != Found::yes) continue;
    if (!enough(at, InterchangeHeader::longest)) return Found::need_bytes;
    header_text.read({window + at, filled - at});
    if (header_text.kind != InterchangeHeader::Kind::none) return Found::yes;
  }
  return Found::no;
}

// Reads up to the data of the BIN or BDS at `from`; its marks go to mended_marks.
SegmentReader::Impl::BinaryHead SegmentReader::Impl::read_binary_head(std::uint32_t from) {
  BinaryHead head;
  if (from + 3 >= filled || window[from + 3] != separators.element) return head;
  head.elements = window[from + 1] == 'I' ? 1 : 2;
  mended_marks.assign(1, from + 3);
  std::uint32_t scan = from + 3;
  while (mended_marks.size() <= head.elements && scan < from + 63) {
    ++scan;
    if (scan >= filled || window[scan] == separators.terminator) return head;
    if (window[scan] == separators.element) mended_marks.push_back(scan);
  }
  head.found = true;
  const std::uint32_t value = mended_marks[std::min(head.elements, mended_marks.size()) - 1] + 1;
  if (value < scan) head.digits = {window + value, scan - value};  // else the last separator is where we stop
  head.readable = mended_marks.size() > head.elements && head.digits.size() <= 15 && all_digits(head.digits);
  if (!head.readable) return head;
  for (const char c : head.digits) head.length = head.length * 10 + static_cast<std::uint64_t>(c - '0');
  head.data = scan + 1;
  return head;
}

// A segment with raw bytes: BIN*length*data, BDS*filter*length*data. Takes it, or lets it be read as any
// other.
SegmentReader::Impl::Step SegmentReader::Impl::take_binary(std::uint32_t from) {
  const std::string_view id(window + from, std::min(filled - from, 3U));
  if ((id != "BIN" && id != "BDS") || origin + from == binary_refused) return {};
  if (!enough(from, 64)) return ask();
  const BinaryHead head = read_binary_head(from);
  if (!head.found) return {};
  const auto refuse = [&](std::string expected) {
    report(Rule::binary_length_invalid, from, head.digits, std::move(expected));
    binary_refused = origin + from;
    return Step{};
  };
  if (!head.readable) return refuse("digits");

  const bool held = head.length <= longest && head.data + head.length - from <= longest;
  if (held) {
    if (!enough(head.data, head.length + 1)) return ask();
    const auto data_end = head.data + static_cast<std::uint32_t>(head.length);
    if (data_end > filled) return refuse("binary data of that length");
    if (data_end < filled && window[data_end] != separators.terminator) {
      return refuse("a terminator behind the binary data");
    }
    if (data_end == filled) report(Rule::segment_unterminated, from, id, "a segment terminator");
    mended_marks.push_back(data_end);
    tell_blanks_before(from);
    begin = std::min(data_end + 1, filled);
    skip_index_to(begin);
  } else {
    tell_blanks_before(from);
    begin = head.data;
    binary_left = head.length;
    restart_index(head.data);
    mode = ReaderMode::binary;
  }
  segment = Segment(window, from, mended_marks.data(), static_cast<std::uint32_t>(mended_marks.size() - 1),
                    false, origin + from);
  return Status::segment;
}

}  // namespace transom
