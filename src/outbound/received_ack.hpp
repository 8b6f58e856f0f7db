// Acknowledgments of others, read: what a 997, a 999 or a TA1 says of what we sent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "transom/segment.hpp"

namespace transom {

// AK3 or AK4 (IK3, IK4): what is wrong with a segment of ours, or with an element of it.
struct ReceivedFault {
  std::string segment, position;  // AK301, AK302: counted in the set, ST being 1
  std::string element;            // "01", "03-2"; empty: the segment as such
  std::string code, value;        // AK304 or AK403; AK404, a copy of what was sent
};

// AK2 to AK5 (IK5): one set of the group.
struct ReceivedSetAck {
  std::string set_id, control_number;
  char code = '\0';   // AK501; '\0' when the AK5 is missing
  std::string notes;  // AK502 to AK506, blanks between
  std::vector<ReceivedFault> faults;
  std::uint64_t more_faults = 0;  // beyond those kept
};

// One set 997 or 999, in any legal form: AK1 and AK9 alone, or with AK2 for some or all of the sets.
struct ReceivedAck {
  std::string set_id;                                // "997"
  std::string functional_id, group_number, version;  // AK101 to AK103
  std::vector<ReceivedSetAck> sets;
  char code = '\0';                          // AK901; '\0' when the AK9 is missing
  std::string included, received, accepted;  // AK902 to AK904 as written
  std::string notes;                         // AK905 to AK909
};

struct ReceivedTa1 {
  std::string control_number, date, time;  // TA101 to TA103
  char code = '\0';                        // TA104
  std::string note;                        // TA105
};

// What it takes in memory, about.
[[nodiscard]] std::size_t bytes_of(const ReceivedAck& ack);

[[nodiscard]] ReceivedTa1 read_ta1(const Segment& segment);

class AckReader {
 public:
  void begin(std::string_view set_id);
  // Each segment between ST and SE, in order.
  void take(const Segment& segment, char component_separator);
  [[nodiscard]] ReceivedAck finish();

 private:
  void take_segment_fault(const Segment& segment);
  void take_element_fault(const Segment& segment, char component_separator);
  void note(ReceivedFault fault);

  ReceivedAck ack_;
  std::string segment_id_, position_;  // of the AK3 or IK3 at hand
};

// Accepted, with or without errors noted; P counts as accepted for a group: its sets tell.
[[nodiscard]] bool is_acceptance(char code);
// "accepted", "accepted with errors", "accepted in part", "rejected", ...: AK501, AK901, TA104.
[[nodiscard]] std::string_view acceptance_words(char code);

}  // namespace transom
