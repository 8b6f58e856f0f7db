// A receiver of documents: the whole pure part of the engine, what it finds and what it would answer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/process.hpp"
#include "transom/acknowledgment.hpp"

namespace transom::property {

// What a receiver is like: bounds that a test wants small, and the acknowledgment it sends.
struct Manner {
  FunctionalAck functional = FunctionalAck::ack_997;
  std::uint64_t set = 16ULL << 20;
  std::uint32_t interchanges = 10000, groups = 5000;
};

// A sender whom the receiver knows, and what was agreed with him.
struct Partnership {
  std::string set;
  std::string line;          // of the guide that he has of his own; empty: he has none
  std::string version = {};  // that was agreed
  std::string qualifier = {}, id = {};
};

struct Judgment {
  std::vector<Finding> findings;  // in the order of their places
  // A line each, without what a table of rules cannot say: "TA1 R 022", "AK3 BEG 2 8", "AK4 3-1 7",
  // "AK5 R 5", "AK9 R 4"; IK3, IK4 and IK5 are written in the same way. Interchanges one after the other.
  std::vector<std::string> answers;
  std::string faults;  // what our own strict reader says of the answers
  SegmentReader::Account account;
};

class Receiver {
 public:
  explicit Receiver(const Manner& manner, const std::optional<Partnership>& partner = {});
  ~Receiver();
  Judgment judge(std::string_view bytes, const SeeSet& see = nullptr);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace transom::property
