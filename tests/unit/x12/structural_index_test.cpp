#include "x12/structural_index.hpp"

#include <doctest/doctest.h>
#include <hwy/targets.h>

#include <random>
#include <string>
#include <vector>

using namespace transom;

namespace {

struct Index {
  std::vector<std::uint32_t> marks, ends;
  std::vector<std::uint64_t> special;
  IndexArrays arrays;

  explicit Index(std::size_t window)
      : marks(window + index_slack),
        ends(window + index_slack),
        special(window / 64 + 2),
        arrays{marks.data(), ends.data(), special.data(), 0, 0} {}
  void cut() {
    marks.resize(arrays.mark_count);
    ends.resize(arrays.end_count);
  }
};

// mt19937 gives 32 bits in a wider type.
std::uint32_t draw(std::mt19937& random, std::size_t below) {
  return static_cast<std::uint32_t>(random() % below);
}

std::string random_window(std::mt19937& random, std::size_t size, const SeparatorBytes& separators) {
  const std::string likely = {separators.element,
                              separators.terminator,
                              separators.component,
                              separators.repetition,
                              'A',
                              '9',
                              ' ',
                              '\n',
                              '\x7f',
                              '\x80',
                              '\xff',
                              '\x1f',
                              '!'};
  std::string window(size + index_slack, separators.terminator);
  const bool all_bytes = draw(random, 2) == 0;
  for (std::size_t i = 0; i < size; ++i) {
    window[i] = all_bytes ? static_cast<char>(random() & 0xff) : likely[draw(random, likely.size())];
  }
  return window;
}

void compare_with_plain() {
  std::mt19937 random(20260302);
  const SeparatorBytes alphabets[] = {{'*', '~', ':', '^'},
                                      {'*', '\n', '>', '*'},
                                      {'\x1d', '\x1c', '\x1f', '\x1d'},
                                      {'|', '\xd6', '\x9f', '|'},
                                      {'*', '\r', '*', '*'}};
  for (int round = 0; round < 3000; ++round) {
    const SeparatorBytes& separators = alphabets[draw(random, 5)];
    const std::uint32_t size = 1 + draw(random, 700);
    const std::string window = random_window(random, size, separators);
    const std::uint32_t from = draw(random, size);
    Index vector(size);
    Index plain(size);
    index_delimiters_plainly(window.data(), from, size, separators, plain.arrays);
    for (std::uint32_t at = from; at < size;) {
      const std::uint32_t to = std::min<std::uint32_t>(size, at + 1 + draw(random, 300));
      index_delimiters(window.data(), at, to, separators, vector.arrays);
      at = to;
    }
    vector.cut();
    plain.cut();
    INFO("round " << round << " target " << index_target());
    REQUIRE(vector.marks == plain.marks);
    REQUIRE(vector.ends == plain.ends);
    for (std::uint32_t at = from; at < size; ++at) {
      REQUIRE(((vector.special[at / 64] >> (at & 63)) & 1) == ((plain.special[at / 64] >> (at & 63)) & 1));
    }
  }
}

}  // namespace

TEST_CASE(
    "the vector index is the plain index, for each instruction set, whatever the bytes, borders and steps") {
  for (const std::int64_t target : index_targets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    CHECK(std::string_view(index_target()) == hwy::TargetName(target));
    compare_with_plain();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

TEST_CASE("the plain index says where delimiters stand") {
  const std::string window = std::string("A*B:C~\xC3~~D*~") + std::string(index_slack, '*');
  Index index(12);
  index_delimiters_plainly(window.data(), 0, 12, {'*', '~', ':', ':'}, index.arrays);
  index.cut();
  CHECK(index.marks == std::vector<std::uint32_t>{1, 5, 7, 8, 10, 11});
  CHECK(index.ends == std::vector<std::uint32_t>{1, 2, 3, 5});
  CHECK(index.special[0] == ((1U << 3) | (1U << 6)));
}
