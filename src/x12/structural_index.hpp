// The structural index: where every delimiter of a window stands, as 32-bit offsets.
//
// Three things are kept. marks(): offsets of element separators and segment terminators, in order. ends():
// for each terminator its ordinal among the marks, so that the next segment is found without a scan.
// special(): one bit a byte, set for component and repetition separators, control characters and bytes
// outside ASCII; a segment without such a bit needs no look at its characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace transom {

// The bytes to look for. A separator that does not exist is given as one that does (the element separator).
struct SeparatorBytes {
  char element = '*';
  char terminator = '~';
  char component = ':';
  char repetition = ':';
  friend bool operator==(const SeparatorBytes&, const SeparatorBytes&) = default;
};

// Where a kernel writes; counts are those of what stands there already.
struct IndexArrays {
  std::uint32_t* marks = nullptr;
  std::uint32_t* ends = nullptr;
  std::uint64_t* special = nullptr;
  std::uint32_t mark_count = 0;
  std::uint32_t end_count = 0;
};

// Room behind the window that kernels may read and behind the arrays that they may write, in entries.
inline constexpr std::size_t index_slack = 64;

// Appends the delimiters of window[from, to). Reads up to index_slack bytes behind `to`. The vector form
// picks the widest instructions of the processor at run time; the plain one is its twin for tests and tells
// what is right.
void index_delimiters(const char* window, std::uint32_t from, std::uint32_t to,
                      const SeparatorBytes& separators, IndexArrays& out);
void index_delimiters_plainly(const char* window, std::uint32_t from, std::uint32_t to,
                              const SeparatorBytes& separators, IndexArrays& out);
// The name of the instruction set in use: "AVX3_DL", "AVX2", ...
[[nodiscard]] const char* index_target();
// Highway's numbers of all that it was compiled for and this machine has.
[[nodiscard]] std::vector<std::int64_t> index_targets();

}  // namespace transom
