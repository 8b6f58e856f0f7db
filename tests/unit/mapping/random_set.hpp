// Valid sets by chance: whatever the guide allows of the segments asked for, some set of the series has it. A
// map makes of them the documents that X12 can carry.
#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "transom/guide.hpp"

namespace transom::test {

class RandomSets {
 public:
  RandomSets(GuidePtr guide, std::uint32_t seed);
  // The segments between ST and SE, with * ~ and > as delimiters.
  std::string next();

 private:
  using Cells = std::vector<std::string>;

  [[nodiscard]] std::size_t below(std::size_t n) { return random_() % n; }
  [[nodiscard]] bool chance() { return below(100) < chance_; }
  [[nodiscard]] std::string digits(std::size_t count);
  [[nodiscard]] std::string text(std::size_t min, std::size_t max);
  [[nodiscard]] std::string number(const ElementDef& def);
  [[nodiscard]] std::string value(const ElementDef& def);
  [[nodiscard]] std::string value(const ElementUse& use);
  [[nodiscard]] bool wanted(SegmentId id, std::size_t element) const;
  void fill(SegmentId id, const std::vector<ElementUse>& uses, std::size_t element, Cells& cells);
  void obey(SegmentId id, const std::vector<ElementUse>& uses, Cells& cells);
  void segment(SegmentId id);
  void inside(std::uint16_t loop);
  bool bracket(const std::string& name);
  void use(std::size_t index, std::uint16_t loop);
  void levels();
  void level(char code, std::size_t parent, const char* around);

  GuidePtr guide_;
  std::mt19937 random_;
  std::size_t chance_ = 50;
  std::string out_;
  std::size_t counted_ = 0;  // segments that CTT01 counts
  char level_ = '\0';        // HL03 of the level in hand
  bool bracket_ = false;     // an LS stands open
};

}  // namespace transom::test
