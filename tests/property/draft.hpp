// A whole interchange with one set, as rows that a test can change before they become bytes.
//
// Nothing is kept right by itself but what count() and settle_numbers() are asked to put right: a draft is
// there to be spoilt. Rows keep their key when others come and go, so that an expectation can name them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/guide.hpp"
#include "transom/segment.hpp"

namespace transom::property {

// An element: its repetitions, each a list of components. A simple value is {{value}}.
using ElementText = std::vector<std::vector<std::string>>;

struct Row {
  static constexpr std::uint16_t no_use = 0xffff;

  std::uint32_t key = 0;
  std::string id = {};
  std::vector<ElementText> fields = {};
  std::uint16_t use = no_use;            // index for Guide::uses()
  std::uint32_t loop = 0;                // which occurrence of a loop it stands in; 0 is the set
  std::string before = {};               // bytes in front of the id
  std::optional<std::string> text = {};  // in place of id and fields
  std::optional<std::string> end = {};   // in place of terminator and suffix
};

struct Draft {
  GuidePtr guide = {};
  Delimiters delimiters = {};
  std::vector<Row> rows = {};  // ISA, GS, ST, ..., SE, GE, IEA
  std::uint32_t next_key = 1;

  [[nodiscard]] std::size_t index(std::uint32_t key) const;    // rows.size() when it is gone
  [[nodiscard]] std::size_t index(std::string_view id) const;  // the first with that id
  [[nodiscard]] Row& row(std::string_view id) { return rows[index(id)]; }
  Row& insert(std::size_t at, Row row);                  // gives it a key
  [[nodiscard]] std::string text(const Row& row) const;  // without terminator
  [[nodiscard]] std::string bytes() const;
  [[nodiscard]] std::uint64_t offset(std::uint32_t key) const;  // of the row's id in bytes()
};

ElementText simple(std::string_view value);
// The value of element n (1-based) of a row whose element is simple; empty where there is none.
std::string& value(Row& row, std::size_t n);
// SE01, CTT01 and CTT02 as they have to be for the rows that are there.
void count(Draft& draft);
// SE01 alone: where a segment was taken away or misspelt, what CTT claims stays as it was meant.
void count_segments(Draft& draft);

}  // namespace transom::property
