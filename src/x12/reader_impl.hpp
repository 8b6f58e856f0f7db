// The inside of SegmentReader, shared by its four source files:
//   reader.cpp          the public class and the state machine
//   reader_window.cpp   memory: window, index, moving the tail
//   reader_segment.cpp  segments with something odd about them
//   reader_between.cpp  filler and headers: everything outside of interchanges
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "transom/reader.hpp"
#include "x12/interchange_header.hpp"
#include "x12/structural_index.hpp"

namespace transom {

enum class ReaderMode : std::uint8_t {
  between,  // looking for an ISA
  inside,   // delimiters are known, segments follow
  trailer,  // behind an IEA: its line break belongs to it
  binary,   // passing over the data of a BIN or BDS that is longer than the limit
  drained,  // past the limit of interchanges: the rest is only counted
  done,
};

struct SegmentReader::Impl : SegmentReader::Cursor {
  using Step = std::optional<Status>;  // empty: go on

  Impl(Findings& to, const Severities& policy, ReaderLimits asked);
  void reset();

  // reader.cpp
  Status next();
  Step step_inside();
  Step step_trailer();
  Step step_binary();
  Step step_drained();
  void report(Rule rule, std::uint32_t at, std::string_view value, std::string expected = {});
  void report(Rule rule, Severity severity, std::uint64_t offset, std::string_view value,
              std::string expected);

  // reader_window.cpp
  Step ask();
  void leave(ReaderMode next);
  bool index_more();
  void restart_index(std::uint32_t from);
  void skip_index_to(std::uint32_t to);
  void compact(std::uint32_t shift);
  void add_virtual_end();
  [[nodiscard]] bool enough(std::uint32_t from, std::size_t bytes) const;
  void settle(std::uint64_t& bucket, std::uint32_t to);

  // reader_segment.cpp
  [[nodiscard]] std::uint32_t skip_blanks(std::uint32_t stop);
  void tell_blanks_before(std::uint32_t from);
  Step take_odd(std::uint32_t from);
  Step take_mended(std::uint32_t from, std::uint32_t to, std::uint32_t next_begin);
  struct BinaryHead {
    bool found = false, readable = false;  // there is a length; it is a number
    std::size_t elements = 0;              // in front of the data
    std::string_view digits;
    std::uint64_t length = 0;
    std::uint32_t data = 0;  // where the data begins
  };
  BinaryHead read_binary_head(std::uint32_t from);
  Step take_binary(std::uint32_t from);
  Step give_up_segment();
  void take_in_place(std::uint32_t from, std::uint32_t last);
  void mind_element_limit();
  enum class Found { no, yes, need_bytes };
  Found find_hidden_header(std::uint32_t from, std::uint32_t stop, std::uint32_t& at);

  // reader_between.cpp
  Step step_between();
  Step start_interchange(std::uint32_t at);
  void report_header(const InterchangeHeader& isa, std::uint32_t at);
  void take_separators();
  [[nodiscard]] Found header_start(std::uint32_t at) const;
  void skip_filler(std::uint32_t to);
  void end_filler();
  Step end_of_input();

  Findings* findings;
  Severities severities;
  OfIsa of_isa;
  ReaderLimits limits;

  // memory
  std::unique_ptr<char[]> bytes;
  std::unique_ptr<std::uint32_t[]> mark_memory, end_memory;
  std::unique_ptr<std::uint64_t[]> special_memory;
  char* room = nullptr;  // the window, aligned
  std::uint32_t capacity = 0, filled = 0, indexed = 0;
  IndexArrays index;
  SeparatorBytes separators;

  // state
  ReaderMode mode = ReaderMode::between;
  bool finished = false;
  bool damaged = false;                           // what is skipped now is covered by a finding that was made
  bool told_breaks = false, told_blanks = false;  // in this interchange
  bool blanks_before = false;                     // skip_blanks() met more than line breaks
  std::uint32_t interchanges = 0;
  std::uint64_t binary_left = 0;
  std::uint64_t binary_refused = ~std::uint64_t{0};  // offset of a BIN that is read as any other segment
  std::uint64_t empty_end = 0;                       // offset behind the last empty segment
  Delimiters delimiters;                             // in force
  InterchangeHeader header_text;
  std::string tail;  // bytes of a terminator behind its first
  std::string mended;
  std::vector<std::uint32_t> mended_marks;

  Account settled_account;
  std::uint64_t settled = 0;  // up to which offset

  struct Filler {
    std::uint64_t offset = 0, bytes = 0;
    bool blank = true;
    char last = '\0';
    std::string sample;
  } filler;
};

}  // namespace transom
