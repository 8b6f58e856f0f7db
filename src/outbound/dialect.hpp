// What differs between the 997 of 004010, the 997 from 005010 on, and the 999.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "transom/finding.hpp"

namespace transom {

struct Dialect {
  bool implementation = false;  // 999
  bool late = false;            // 005010 and later

  [[nodiscard]] std::string_view segment() const { return implementation ? "IK3" : "AK3"; }
  [[nodiscard]] std::string_view element() const { return implementation ? "IK4" : "AK4"; }
  [[nodiscard]] std::string_view set_end() const { return implementation ? "IK5" : "AK5"; }
  [[nodiscard]] std::size_t loop_length() const { return late ? 4 : 6; }
  [[nodiscard]] std::uint64_t last_position() const { return late ? 9999999999 : 999999; }

  // AK304 or IK304, AK403 or IK403, AK502 or IK502 of the finding; empty where it is never sent there.
  [[nodiscard]] std::string_view segment_code(const Finding& finding) const;
  [[nodiscard]] std::string_view element_code(const Finding& finding) const;
  [[nodiscard]] std::string_view set_code(const Finding& finding) const;
};

}  // namespace transom
