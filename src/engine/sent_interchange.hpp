// An interchange that we sent, read back from its bytes: what a partner's acknowledgment can speak of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "transom/bytes.hpp"
#include "transom/interchange.hpp"
#include "transom/unit.hpp"

namespace transom {

struct SentSet {
  std::string id, control_number;  // ST01, ST02
  std::string
      number;  // of the business document in it, where the set has one: BEG03, BAK03, BIG02, BSN02, ...
};

struct SentGroup {
  std::string functional_id, control_number;  // GS01, GS06
  std::vector<SentSet> sets;
};

struct SentInterchange {
  Interchange header;
  std::vector<SentGroup> groups;
};

// What the store keeps of it; valid as long as the store or the unit.
[[nodiscard]] ReadBytes sent_bytes(Lookups& store, OutboundId id);
[[nodiscard]] std::string sent_text(Lookups& store, OutboundId id);
[[nodiscard]] SentInterchange read_sent(const ReadBytes& read);
// The segment at that place of a set, counted from ST as 1, without its terminator; empty where there is
// none.
[[nodiscard]] std::string sent_segment(const ReadBytes& read, const SentGroup& group, const SentSet& set,
                                       std::uint64_t position);

}  // namespace transom
