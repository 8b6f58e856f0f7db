// The reader's memory: one window that input is read into, and the index over it.
//
// The window is filled, indexed in steps, and when a caller is asked for bytes the unread tail moves to the
// front. The index is made in steps of 64 KiB so that marks, window and special bits of a step stay in the
// processor's nearest cache. The tail moves by multiples of 64 bytes, so that words of special bits move
// along whole.
//
// Nothing here is ever given back or zeroed between files: the first touch of fresh memory costs forty times
// a read into warm memory. For the same reason arrays are allocated large and left alone until used. Refused:
// mapping the file (page faults cost more than the copy), a ring buffer (segments would wrap).
#include <algorithm>
#include <cstring>

#include "x12/characters.hpp"
#include "x12/reader_impl.hpp"

namespace transom {
namespace {

constexpr std::uint32_t index_step = 64 * 1024;

}  // namespace

SegmentReader::Impl::Impl(Findings& to, const Severities& policy, ReaderLimits asked)
    : findings(&to), severities(policy), limits(asked) {
  limits.segment = std::clamp<std::size_t>(limits.segment, 1024, std::size_t{1} << 28);
  limits.window = std::clamp<std::size_t>(limits.window, 2 * limits.segment + 1024, std::size_t{1} << 30);
  capacity = static_cast<std::uint32_t>(limits.window);
  longest = static_cast<std::uint32_t>(limits.segment);
  most_elements = limits.elements;
  surely_short = std::min(longest, most_elements);
  bytes = std::make_unique_for_overwrite<char[]>(capacity + 2 * index_slack);
  room = bytes.get() + (index_slack - reinterpret_cast<std::uintptr_t>(bytes.get()) % index_slack);
  mark_memory = std::make_unique_for_overwrite<std::uint32_t[]>(capacity + index_slack);
  end_memory = std::make_unique_for_overwrite<std::uint32_t[]>(capacity + index_slack);
  special_memory = std::make_unique_for_overwrite<std::uint64_t[]>(capacity / 64 + 2);
  std::memset(special_memory.get(), 0, (capacity / 64 + 2) * sizeof(std::uint64_t));
  index = {mark_memory.get(), end_memory.get(), special_memory.get(), 0, 0};
  window = room;
  marks = index.marks;
  special = index.special;
  reset();
}

bool SegmentReader::Impl::enough(std::uint32_t from, std::size_t wanted) const {
  return finished || filled - from >= wanted;
}

// Makes room for more bytes and asks for them.
SegmentReader::Impl::Step SegmentReader::Impl::ask() {
  if (mode != ReaderMode::inside) restart_index(begin);  // what is skipped has marks of no use
  const std::uint32_t shift = begin & ~63U;
  if (shift != 0) {
    std::memmove(room, room + shift, filled - shift);
    std::memmove(index.special, index.special + shift / 64,
                 ((filled - shift) / 64 + 1) * sizeof(std::uint64_t));
    compact(shift);
    filled -= shift;
    begin -= shift;
    indexed = indexed > shift ? indexed - shift : 0;
    origin += shift;
  }
  return Status::need_bytes;
}

// From inside to another mode: the marks that are left are no segments to take.
void SegmentReader::Impl::leave(ReaderMode next) {
  mode = next;
  last_end = end;
}

// Forgets the marks of segments that were read; offsets become less by `shift`.
void SegmentReader::Impl::compact(std::uint32_t shift) {
  const auto first_end = static_cast<std::uint32_t>(end - index.ends);
  for (std::uint32_t i = first; i < index.mark_count; ++i) index.marks[i - first] = index.marks[i] - shift;
  for (std::uint32_t i = first_end; i < index.end_count; ++i)
    index.ends[i - first_end] = index.ends[i] - first;
  index.mark_count -= first;
  index.end_count -= first_end;
  first = 0;
  end = index.ends;
  last_end = end + index.end_count;
}

// Indexes the next step of the window; false when all of it is indexed.
bool SegmentReader::Impl::index_more() {
  if (indexed >= filled) return false;
  compact(0);
  const std::uint32_t to = std::min(filled, (indexed & ~63U) + index_step);
  index_delimiters(room, indexed, to, separators, index);
  indexed = to;
  last_end = end + index.end_count;
  return true;
}

// Nothing before `from` is indexed any more, everything behind will be, with the separators in force.
void SegmentReader::Impl::restart_index(std::uint32_t from) {
  index.mark_count = index.end_count = 0;
  first = 0;
  end = last_end = index.ends;
  indexed = from;
}

// Leaves out the marks before `to`, which stands behind a terminator.
void SegmentReader::Impl::skip_index_to(std::uint32_t to) {
  if (indexed < to) return restart_index(to);
  last_end = index.ends + index.end_count;
  while (end != last_end && index.marks[*end] < to) {
    first = *end + 1;
    ++end;
  }
}

// Ends the last segment of the input where its text ends.
void SegmentReader::Impl::add_virtual_end() {
  std::uint32_t text_end = filled;
  while (text_end > begin && is_blank(window[text_end - 1])) --text_end;
  index.ends[index.end_count++] = index.mark_count;
  index.marks[index.mark_count++] = text_end;
  last_end = end + 1;
}

// Counts everything from the last settled byte up to `to` into the bucket.
void SegmentReader::Impl::settle(std::uint64_t& bucket, std::uint32_t to) {
  const std::uint64_t offset = origin + std::min(to, filled);
  if (offset <= settled) return;
  bucket += offset - settled;
  settled = offset;
}

}  // namespace transom
