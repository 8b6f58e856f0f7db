#include "x12/control_numbers.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <set>
#include <string>

using namespace transom;

TEST_CASE("a control number is found again, whatever it looks like") {
  ControlNumbers numbers;
  struct Row {
    const char* number;
    bool fresh;
  };
  const Row rows[] = {
      {"0001", true},
      {"0002", true},
      {"0001", false},
      {"1", true},
      {"0004", true},
      {"0003", true},
      {"0004", false},
      {"0005", true},
      {"0005", false},
      {"1", false},
      {"A1", true},
      {"A1", false},
      {"", true},
      {"", false},
      {"00002", true},
      {"0000", true},
      {"0000", false},
      {"999999999999999999999", true},
      {"999999999999999999999", false},
  };
  for (const Row& row : rows) {
    INFO(row.number);
    CHECK(numbers.insert(row.number) == row.fresh);
  }
  numbers.clear();
  for (const char* number : {"0001", "1", "A1", ""}) CHECK(numbers.insert(number));
}

TEST_CASE("a run of numbers goes on past its width") {
  ControlNumbers numbers;
  for (int i = 9990; i < 10010; ++i) CHECK(numbers.insert(std::to_string(i)));
  for (int i = 9990; i < 10010; ++i) CHECK(!numbers.insert(std::to_string(i)));
  CHECK(numbers.insert("09999"));
}

TEST_CASE("control numbers do as a set of strings does") {
  std::mt19937 random(997);
  for (int round = 0; round < 200; ++round) {
    ControlNumbers numbers;
    std::set<std::string> truth;
    for (int i = 0; i < 300; ++i) {
      const auto value = static_cast<std::uint32_t>(random() % (round % 2 == 0 ? 400 : 40000));
      const std::string number = random() % 8 == 0 ? std::to_string(value) : fmt::format("{:04}", value);
      CHECK(numbers.insert(number) == truth.insert(number).second);
    }
  }
}

TEST_CASE("the table of control numbers has an end, a run has none") {
  ControlNumbers numbers;
  for (std::size_t i = 0; i < ControlNumbers::capacity; ++i) numbers.insert("X" + std::to_string(i));
  CHECK(!numbers.insert("X7"));
  CHECK(numbers.insert("one more"));
  CHECK(numbers.insert("one more"));  // no longer checked
  for (int i = 0; i < 200'000; ++i) numbers.insert(fmt::format("{:09}", i));
  CHECK(!numbers.insert("000199999"));
}
