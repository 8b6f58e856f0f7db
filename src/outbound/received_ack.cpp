// Lenient on purpose: the validator has its say elsewhere, and here whatever can be understood is. Codes for
// security (M, W, X) are rejections as well. Of the faults the first are kept: all of them stand in the
// document.
#include "outbound/received_ack.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace transom {
namespace {

constexpr std::size_t faults_kept = 20;

char code_of(std::string_view text) {
  return text.empty() ? '\0' : text.front();
}

// The codes from element `first` on.
std::string codes(const Segment& segment, std::uint32_t first) {
  std::string out;
  for (std::uint32_t n = first; n <= segment.size(); ++n) {
    const std::string_view code = segment.element(n);
    if (code.empty()) continue;
    if (!out.empty()) out += ' ';
    out += code;
  }
  return out;
}

std::string value(const Segment& segment, std::uint32_t element) {
  return std::string(trim_right(segment.element(element)));
}

}  // namespace

std::size_t bytes_of(const ReceivedAck& ack) {
  std::size_t bytes = sizeof ack + ack.sets.capacity() * sizeof(ReceivedSetAck);
  for (const ReceivedSetAck& set : ack.sets) bytes += set.faults.capacity() * sizeof(ReceivedFault);
  return bytes;
}

ReceivedTa1 read_ta1(const Segment& segment) {
  return {.control_number = value(segment, 1),
          .date = value(segment, 2),
          .time = value(segment, 3),
          .code = code_of(segment.element(4)),
          .note = value(segment, 5)};
}

void AckReader::begin(std::string_view set_id) {
  ack_ = {};
  ack_.set_id = set_id;
  segment_id_.clear();
  position_.clear();
}

void AckReader::take(const Segment& segment, char component_separator) {
  const std::string_view id = segment.id();
  if (id == "AK1") {
    ack_.functional_id = value(segment, 1);
    ack_.group_number = value(segment, 2);
    ack_.version = value(segment, 3);
  } else if (id == "AK2") {
    ReceivedSetAck& set = ack_.sets.emplace_back();
    set.set_id = value(segment, 1);
    set.control_number = value(segment, 2);
  } else if (id == "AK3" || id == "IK3") {
    take_segment_fault(segment);
  } else if (id == "AK4" || id == "IK4") {
    take_element_fault(segment, component_separator);
  } else if ((id == "AK5" || id == "IK5") && !ack_.sets.empty()) {
    ack_.sets.back().code = code_of(segment.element(1));
    ack_.sets.back().notes = codes(segment, 2);
  } else if (id == "AK9") {
    ack_.code = code_of(segment.element(1));
    ack_.included = value(segment, 2);
    ack_.received = value(segment, 3);
    ack_.accepted = value(segment, 4);
    ack_.notes = codes(segment, 5);
  }
}

void AckReader::take_segment_fault(const Segment& segment) {
  segment_id_ = value(segment, 1);
  position_ = value(segment, 2);
  const std::string_view code = segment.element(4);
  if (code == "8") return;  // its elements follow
  note({segment_id_, position_, {}, std::string(trim_right(code)), {}});
}

void AckReader::take_element_fault(const Segment& segment, char component_separator) {
  const std::string_view position = segment.element(1);
  std::string element(part(position, component_separator, 1));
  if (element.size() == 1) element.insert(0, 1, '0');
  const std::string_view component = part(position, component_separator, 2);
  if (!component.empty()) element += fmt::format("-{}", component);
  note({segment_id_, position_, std::move(element), value(segment, 3), value(segment, 4)});
}

void AckReader::note(ReceivedFault fault) {
  if (ack_.sets.empty()) return;
  ReceivedSetAck& set = ack_.sets.back();
  if (set.faults.size() < faults_kept) {
    set.faults.push_back(std::move(fault));
  } else {
    ++set.more_faults;
  }
}

ReceivedAck AckReader::finish() {
  return std::move(ack_);
}

bool is_acceptance(char code) {
  return code == 'A' || code == 'E' || code == 'P';
}

std::string_view acceptance_words(char code) {
  switch (code) {
    case 'A':
      return "accepted";
    case 'E':
      return "accepted with errors";
    case 'P':
      return "accepted in part";
    case 'R':
      return "rejected";
    case 'M':
      return "rejected (message authentication failed)";
    case 'W':
      return "rejected (assurance failed)";
    case 'X':
      return "rejected (could not be decrypted)";
    default:
      return "answered without a code";
  }
}

}  // namespace transom
