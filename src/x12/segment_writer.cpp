// Segments into one string.
//
// Empty elements are held back and written only when something follows them, so trailing separators cannot
// come about. X12 has no escape: a delimiter or a control character inside data becomes a blank and is
// counted, and the caller decides whether that may go out. Refused: a separate pass over the finished text,
// which could no longer tell data from separators.
#include "transom/writer.hpp"

#include <utility>

#include "x12/characters.hpp"

namespace transom {
namespace {

// Without the empty ones at the end.
std::size_t used_of(const std::vector<std::string>& components) {
  std::size_t used = components.size();
  while (used > 0 && components[used - 1].empty()) --used;
  return used;
}

}  // namespace

SegmentWriter& SegmentWriter::begin(std::string_view id) {
  pending_empty_ = 0;
  out_ += id;
  return *this;
}

SegmentWriter& SegmentWriter::add(std::string_view element) {
  ++pending_empty_;
  if (element.empty()) return *this;
  separate();
  add_data(element);
  return *this;
}

SegmentWriter& SegmentWriter::add_composite(const std::vector<std::string>& components) {
  ++pending_empty_;
  const std::size_t used = used_of(components);
  if (used == 0) return *this;
  separate();
  add_components(components, used);
  return *this;
}

SegmentWriter& SegmentWriter::add_repeated(const std::vector<std::vector<std::string>>& repetitions) {
  if (repetitions.size() == 1) return add_composite(repetitions.front());
  ++pending_empty_;
  std::size_t last = repetitions.size();
  while (last > 0 && used_of(repetitions[last - 1]) == 0) --last;
  if (last == 0) return *this;
  separate();
  for (std::size_t i = 0; i < last; ++i) {
    if (i != 0 && delimiters_.repetition == '\0') {
      replaced_ += static_cast<std::uint32_t>(last - i);
      break;
    }
    if (i != 0) out_ += delimiters_.repetition;
    add_components(repetitions[i], used_of(repetitions[i]));
  }
  return *this;
}

void SegmentWriter::add_components(const std::vector<std::string>& components, std::size_t used) {
  for (std::size_t i = 0; i < used; ++i) {
    if (i != 0) out_ += delimiters_.component;
    add_data(components[i]);
  }
}

SegmentWriter& SegmentWriter::end() {
  pending_empty_ = 0;
  out_ += delimiters_.terminator;
  out_ += delimiters_.suffix;
  ++segments_;
  if (out_.size() >= piece_) {
    take_piece_(out_);
    out_.clear();
  }
  return *this;
}

void SegmentWriter::hand_over(std::size_t piece, TakePiece take) {
  piece_ = piece;
  take_piece_ = std::move(take);
}

SegmentWriter& SegmentWriter::raw(std::string_view text) {
  out_ += text;
  return end();
}

SegmentWriter& SegmentWriter::append(const SegmentWriter& written) {
  out_ += written.out_;
  segments_ += written.segments_;
  replaced_ += written.replaced_;
  return *this;
}

std::string SegmentWriter::take() {
  std::string text;
  text.swap(out_);
  return text;
}

// Writes the separators that were held back.
void SegmentWriter::separate() {
  out_.append(pending_empty_, delimiters_.element);
  pending_empty_ = 0;
}

void SegmentWriter::add_data(std::string_view data) {
  for (const char c : data) {
    const auto byte = static_cast<unsigned char>(c);
    const bool splits = c == delimiters_.element || c == delimiters_.terminator ||
                        c == delimiters_.component || c == delimiters_.repetition || byte < 0x20 ||
                        byte == 0x7f;
    out_ += splits ? ' ' : c;
    replaced_ += splits;
  }
}

}  // namespace transom
