// What the codes of an acknowledgment say, in words that fit behind "ACK01: ".
#pragma once

#include <string>
#include <string_view>

#include "outbound/received_ack.hpp"

namespace transom {

enum class AckLevel : std::uint8_t { segment, element, set, group, interchange };

// AK304 or IK304, AK403 or IK403, AK502 or IK502, AK905, TA105; empty for a code that is not known here.
[[nodiscard]] std::string_view code_words(AckLevel level, std::string_view code);
// "the group's control numbers differ (code 4)"; of several codes, blanks between, each; empty without any.
[[nodiscard]] std::string codes_in_words(AckLevel level, std::string_view codes);
// "ACK01 (segment 7): 'ZZ' is no code of this element (code 7)".
[[nodiscard]] std::string fault_in_words(const ReceivedFault& fault);

}  // namespace transom
