// What the headers of interchange, group and set say, and what their ends add to it.
#pragma once

#include <cstdint>
#include <string>

#include "transom/segment.hpp"

namespace transom {

// The ISA as read; ids trimmed of padding, the rest as written. Kept whatever else fails.
struct Interchange {
  std::string authorization_qualifier, authorization, security_qualifier, security;
  std::string sender_qualifier, sender_id;      // ISA05, ISA06
  std::string receiver_qualifier, receiver_id;  // ISA07, ISA08
  std::string date, time;                       // ISA09 YYMMDD, ISA10 HHMM
  std::string standard;                         // ISA11 as written
  std::string version;                          // ISA12, "00401"
  std::string control_number;                   // ISA13, nine digits as written
  bool ack_requested = false;                   // ISA14 = 1
  char isa15 = 'P';                             // as written: P, T or I
  char usage = 'P';                             // what that means: P or T, `usage.hpp`
  Delimiters delimiters;
  std::uint64_t offset = 0;  // of the ISA
  std::uint32_t number = 0;  // 1-based in the file
  // known at interchange_end
  std::uint32_t groups = 0;  // counted
  std::uint32_t ta1s = 0;    // counted
  std::uint64_t end = 0;     // one past the last byte of the IEA's terminator
  bool complete = false;     // an IEA was read
};

struct Group {
  std::string functional_id;     // GS01
  std::string sender, receiver;  // GS02, GS03 trimmed
  std::string date, time;        // GS04, GS05
  std::string control_number;    // GS06 as written
  std::string agency;            // GS07
  std::string version;           // GS08, "004010VICS"
  std::uint64_t offset = 0;
  std::uint32_t number = 0;  // 1-based in the interchange
  // known at group_end
  std::uint32_t sets = 0;  // STs received
  std::string included;    // GE01 as written; empty when there is no GE
  bool complete = false;
};

struct SetHeader {
  std::string id;              // ST01
  std::string control_number;  // ST02
  std::string implementation;  // ST03 from 005010 on
  std::uint64_t offset = 0;
  std::uint32_t number = 0;  // 1-based in the group
  // known at set_end
  std::uint64_t end = 0;       // one past the SE's last byte
  std::uint32_t segments = 0;  // counted, ST and SE included
  bool complete = false;       // an SE was read
};

}  // namespace transom
