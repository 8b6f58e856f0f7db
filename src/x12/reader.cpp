// SegmentReader: the public class and its state machine.
//
// Almost every segment is taken by Cursor::take_plain() in the header: two loads give its end and its marks,
// one test of the special bits tells that nothing is odd about it. What it refuses comes here. Each step
// either yields a segment, asks for bytes, or changes the state and goes round; a step that asks leaves the
// state as it was, so it is simply taken again when more has come. Decisions look at a fixed number of bytes
// ahead, or at the end of the input, never at "what happens to be there": the same file gives the same
// segments and findings however it is cut.
//
// BIN and BDS: data longer than the segment limit is passed over by count (mode `binary`), so that a picture
// of a gigabyte costs no memory. Refused: exceptions, callbacks (a pull can stop), and a reader that knows
// ISA..IEA counts; that is the EnvelopeReader's work.
#include "transom/reader.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

#include "x12/characters.hpp"
#include "x12/reader_impl.hpp"

namespace transom {

bool SegmentReader::Cursor::has_break(std::uint32_t from, std::uint32_t to) const {
  for (std::uint32_t word = from / 64; word <= (to - 1) / 64; ++word) {
    for (std::uint64_t bits = special[word]; bits != 0; bits &= bits - 1) {
      const std::uint32_t at = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
      if (at >= from && at < to && is_break(window[at])) return true;
    }
  }
  return false;
}

SegmentReader::SegmentReader(Findings& findings, const Severities& severities, ReaderLimits limits)
    : impl_(std::make_unique<Impl>(findings, severities, limits)), cursor_(impl_.get()) {}
SegmentReader::~SegmentReader() = default;
SegmentReader::SegmentReader(SegmentReader&&) noexcept = default;
SegmentReader& SegmentReader::operator=(SegmentReader&&) noexcept = default;

void SegmentReader::reset() {
  impl_->reset();
}

void SegmentReader::use(const Severities& severities) {
  impl_->severities = severities;
}

void SegmentReader::ask(OfIsa severities_from_isa) {
  impl_->of_isa = std::move(severities_from_isa);
}

void SegmentReader::report_to(Findings& findings) {
  impl_->findings = &findings;
}

Findings& SegmentReader::findings() const {
  return *impl_->findings;
}

std::span<char> SegmentReader::space() {
  return {impl_->room + impl_->filled, std::size_t{impl_->capacity} - impl_->filled};
}

void SegmentReader::commit(std::size_t bytes) {
  if (!impl_->finished) impl_->filled += static_cast<std::uint32_t>(std::min(bytes, space().size()));
}

std::size_t SegmentReader::feed(std::string_view bytes) {
  if (impl_->finished) return 0;
  const std::span<char> room = space();
  const std::size_t size = std::min(bytes.size(), room.size());
  if (size != 0) std::memcpy(room.data(), bytes.data(), size);
  commit(size);
  return size;
}

void SegmentReader::finish() {
  impl_->finished = true;
}

SegmentReader::Status SegmentReader::next_odd() {
  const Status status = impl_->next();
  assert(status != Status::end || account().total() == bytes_read());  // in every test that reads
  return status;
}

const Delimiters& SegmentReader::delimiters() const {
  return impl_->delimiters;
}

std::uint32_t SegmentReader::interchange() const {
  return impl_->interchanges;
}

std::uint64_t SegmentReader::end_offset() const {
  return impl_->origin + std::min(impl_->begin, impl_->filled);
}

std::uint64_t SegmentReader::bytes_read() const {
  return impl_->origin + impl_->filled;
}

SegmentReader::Account SegmentReader::account() const {
  Account account = impl_->settled_account;
  const bool in_segments = impl_->mode != ReaderMode::between && impl_->mode != ReaderMode::drained;
  if (in_segments) account.segments += std::max(end_offset(), impl_->settled) - impl_->settled;
  return account;
}

void SegmentReader::Impl::reset() {
  filled = 0;
  origin = 0;
  begin = 0;
  separators = {};
  restart_index(0);
  mode = ReaderMode::between;
  finished = damaged = told_breaks = told_blanks = false;
  break_is_odd = false;
  interchanges = 0;
  binary_left = 0;
  binary_refused = header = ~std::uint64_t{0};
  delimiters = {};
  empty_end = 0;
  tail.clear();
  segment = Segment{};
  settled_account = {};
  settled = 0;
  filler = {};
}

SegmentReader::Status SegmentReader::Impl::next() {
  for (;;) {
    Step step;
    switch (mode) {
      case ReaderMode::between:
        step = step_between();
        break;
      case ReaderMode::inside:
        step = take_plain() ? Step(Status::segment) : step_inside();
        break;
      case ReaderMode::trailer:
        step = step_trailer();
        break;
      case ReaderMode::binary:
        step = step_binary();
        break;
      case ReaderMode::drained:
        step = step_drained();
        break;
      case ReaderMode::done:
        return Status::end;
    }
    if (step) return *step;
  }
}

// At a segment that is odd, or not all there.
SegmentReader::Impl::Step SegmentReader::Impl::step_inside() {
  if (end == last_end && index_more()) return {};
  if (begin >= filled && finished) {
    settle(settled_account.segments, filled);
    leave(ReaderMode::done);
    return {};
  }
  const bool whole = end != last_end;
  const std::uint32_t from = skip_blanks(whole ? marks[*end] : filled);
  if (from - begin > longest) return give_up_segment();  // before anything that might stand behind the blanks
  const Found header_here = header_start(from);
  if (header_here == Found::need_bytes) return ask();
  if (header_here == Found::yes) {
    if (!enough(from, InterchangeHeader::longest)) return ask();
    header_text.read({window + from, filled - from});
    if (header_text.kind != InterchangeHeader::Kind::none) {
      tell_blanks_before(from);
      settle(settled_account.segments, from);
      return start_interchange(from);
    }
  }
  if (const Step step = take_binary(from); step || mode != ReaderMode::inside) return step;
  if (whole) return take_odd(from);
  if (filled - begin > longest) return give_up_segment();
  if (!finished) return ask();
  if (from == filled) {
    begin = filled;
    return {};
  }
  report(Rule::segment_unterminated, from, {window + from, std::min(filled - from, 40U)},
         "a segment terminator");
  add_virtual_end();
  return {};
}

// Behind an IEA: the rest of its terminator, blanks and one line break belong to it; more is filler.
SegmentReader::Impl::Step SegmentReader::Impl::step_trailer() {
  if (!enough(begin, 80)) return ask();
  std::uint32_t at = std::min(begin, filled);
  const auto peek = [&] { return at < filled ? window[at] : '\0'; };
  for (const char c : tail) at += peek() == c && at < filled;
  while ((peek() == ' ' || peek() == '\t') && at < begin + 78) ++at;
  if (is_break(peek())) {
    const char other = peek() == '\r' ? '\n' : '\r';
    ++at;
    if (peek() == other) ++at;
  }
  begin = at;
  settle(settled_account.segments, at);
  mode = ReaderMode::between;
  damaged = false;
  return {};
}

SegmentReader::Impl::Step SegmentReader::Impl::step_binary() {
  const auto take = static_cast<std::uint32_t>(std::min<std::uint64_t>(binary_left, filled - begin));
  begin += take;
  binary_left -= take;
  if (begin == filled && !finished) return ask();
  const bool complete = begin < filled && binary_left == 0 && window[begin] == separators.terminator;
  if (begin == filled && binary_left == 0) {
    report(Rule::segment_unterminated, begin, {}, "a segment terminator");
  } else if (!complete) {
    report(Rule::binary_length_invalid, begin, {}, "a segment terminator behind the binary data");
  }
  begin += complete;
  restart_index(begin);
  mode = ReaderMode::inside;
  return {};
}

SegmentReader::Impl::Step SegmentReader::Impl::step_drained() {
  begin = filled;
  settle(settled_account.reported, filled);
  if (!finished) return ask();
  mode = ReaderMode::done;
  return {};
}

void SegmentReader::Impl::report(Rule rule, std::uint32_t at, std::string_view value, std::string expected) {
  report(rule, severities[rule], origin + at, value, std::move(expected));
}

void SegmentReader::Impl::report(Rule rule, Severity severity, std::uint64_t offset, std::string_view value,
                                 std::string expected) {
  if (severity == Severity::off) return;
  Finding finding{rule, severity, {}, std::string(value.substr(0, 99)), std::move(expected), {}};
  finding.place.offset = offset;
  finding.place.interchange = interchanges;
  findings->add(std::move(finding));
}

}  // namespace transom
