// The acknowledgments of a file as the run would send them, made without a store: for `ack` and for tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/answers.hpp"
#include "engine/process.hpp"

namespace transom {

enum class AckWanted : std::uint8_t { by_policy, ack_997, ack_999, ta1 };

struct Acknowledged {
  std::vector<Answer> answers;   // control numbers count from 1
  std::size_t interchanges = 0;  // read
  std::size_t rejected = 0;      // of them: answered by a TA1 or by nothing
  std::uint64_t left_out = 0;    // faults that a limit kept out of the answers
};

// Reads all of `read`. Senders whom nobody knows are answered by the workspace's defaults.
[[nodiscard]] Acknowledged acknowledge(const Configuration& configuration, const ReadBytes& read,
                                       AckWanted wanted, Instant now);

}  // namespace transom
