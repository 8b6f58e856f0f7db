// Which interchange of ours a partner's answer speaks of.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/result.hpp"
#include "engine/sent_interchange.hpp"
#include "transom/unit.hpp"

namespace transom {

struct Match {
  OutboundRecord row;
  SentInterchange sent;
  OpenBytes bytes;        // it was read from
  std::size_t group = 0;  // the one spoken of
};

// The place in an interchange of ours that the answer fits; none: it speaks of another.
using FitsSent = std::function<std::optional<std::size_t>(const SentInterchange&)>;

// The newest interchange sent to the partner under the number as he writes it that `fits`; one that went to
// the ids which now answer goes before those of his other divisions. Valid as long as the unit.
[[nodiscard]] std::optional<Match> find_match(Unit& unit, const InterchangeResult& in, SentNumber of,
                                              std::string_view written, const FitsSent& fits);

// The whole text as a number; none where it is not one.
[[nodiscard]] std::optional<std::uint64_t> number_in(std::string_view text);

// As sentences name them: "our interchange 000000001 (FILE)", "855 0001 for PO-1".
[[nodiscard]] std::string name_of(const OutboundRecord& row);
[[nodiscard]] std::string name_of(const SentSet& set);

}  // namespace transom
