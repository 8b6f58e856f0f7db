#include "base/text.hpp"
#include "base/bare_number.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace transom;

TEST_CASE("trim takes X12 padding only") {
  CHECK(trim("  ACME CORP  ") == "ACME CORP");
  CHECK(trim("   ") == "");
  CHECK(trim("") == "");
  CHECK(trim("\tA\n") == "\tA\n");
  CHECK(trim_right("  A ") == "  A");
  CHECK(trim_right("   ") == "");
}

TEST_CASE("case of ASCII letters only") {
  CHECK(to_lower("ISA-Ä9") == "isa-Ä9");
  CHECK(to_upper("isa-ä9") == "ISA-ä9");
}

TEST_CASE("did_you_mean") {
  const std::vector<std::string_view> keys = {"delivery", "folder", "ignore", "map", "marker", "stable_for"};
  struct {
    const char *name, *word, *want;
  } rows[] = {
      {"one letter missing", "folde", "folder"},
      {"one too many", "mapp", "map"},
      {"neighbours swapped", "flodr", "folder"},
      {"other case", "Folder", "folder"},
      {"dash for underscore", "stable-for", "stable_for"},
      {"nothing near", "partner", ""},
      {"short and different", "xy", ""},
      {"empty", "", ""},
      {"too long to be looked at", "foldeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeer",
       ""},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(did_you_mean(row.word, keys) == row.want);
  }
  CHECK(suggestion("mapp", keys) == "did you mean 'map'?");
  CHECK(suggestion("zzz", keys) == "known here: delivery, folder, ignore, map, marker, stable_for");
  CHECK(suggestion("zzz", {}) == "");
  CHECK(suggestion("zzz", std::vector<std::string_view>(13, "candidate")) == "");
}

TEST_CASE("UTF-8") {
  struct {
    const char* name;
    std::string input, repaired;
  } rows[] = {
      {"ASCII", "abc", "abc"},
      {"two, three and four bytes", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x93\xa6",
       "\xc3\xa9\xe2\x82\xac\xf0\x9f\x93\xa6"},
      {"Latin-1", "Caf\xe9!", "Caf\xef\xbf\xbd!"},
      {"overlong slash", "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd"},
      {"overlong in three", "\xe0\x80\xaf", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
      {"surrogate", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
      {"above U+10FFFF", "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
      {"cut short", "a\xe2\x82", "a\xef\xbf\xbd\xef\xbf\xbd"},
      {"NUL is a character", std::string("a\0b", 3), std::string("a\0b", 3)},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(is_utf8(row.input) == (row.input == row.repaired));
    CHECK(to_utf8(row.input) == row.repaired);
    CHECK(is_utf8(to_utf8(row.input)));
  }
}

TEST_CASE("visible shows what would act on a terminal or in a log") {
  struct {
    const char* name;
    std::string input, want;
  } rows[] = {
      {"plain", "PO1*1*12", "PO1*1*12"},
      {"accents stay", "Caf\xc3\xa9", "Caf\xc3\xa9"},
      {"delimiters of the control range",
       "A\x1d"
       "B\x1c",
       "A\\x1dB\\x1c"},
      {"line ends", "a\r\nb\tc", "a\\r\\nb\\tc"},
      {"escape sequence", "\x1b[2J", "\\x1b[2J"},
      {"NUL and DEL", std::string("\0\x7f", 2), "\\x00\\x7f"},
      {"Latin-1", "Caf\xe9", "Caf\\xe9"},
      {"C1 control",
       "\xc2\x9b"
       "31m",
       "\\u009b31m"},
      {"right-to-left override",
       "\xe2\x80\xae"
       "edi",
       "\\u202eedi"},
      {"line separator", "\xe2\x80\xa8", "\\u2028"},
      {"byte order mark", "\xef\xbb\xbfISA", "\\ufeffISA"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(visible(row.input) == row.want);
  }
  CHECK(visible("abcdef", 6) == "abcdef");
  CHECK(visible("abcdef", 5) == "abcde...");
  CHECK(visible("ab\xc3\xa9", 3) == "ab...");
}

TEST_CASE("percent_name: data as a part of a file name, and back") {
  struct {
    const char* name;
    std::string input, want;
  } rows[] = {
      {"kept", "PO_12-a", "PO_12-a"},
      {"dots and slashes", "../etc", "%2E%2E%2Fetc"},
      {"blank", "A B", "A%20B"},
      {"NUL", std::string("a\0", 2), "a%00"},
      {"high bytes", "\xff", "%FF"},
      {"percent", "100%", "100%25"},
      {"empty", "", ""},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(percent_name(row.input) == row.want);
    CHECK(from_percent_name(row.want) == row.input);
  }
  CHECK(percent_name(std::string(200, 'a')).size() == 100);
  CHECK(percent_name(std::string(99, 'a') + "..") == std::string(99, 'a'));
  CHECK(percent_name("a.b", 4) == "a%2E");
  for (const auto* bad : {"%", "%2", "%2e", "%GG", "a b", "a/b", ".", "%%2E"}) {
    INFO(bad);
    CHECK_FALSE(from_percent_name(bad));
  }
}

TEST_CASE("numbers are compared without the zeros in front") {
  CHECK(without_zeros("000000905") == "905");
  CHECK(without_zeros("9050") == "9050");
  CHECK(without_zeros("000") == "");
  CHECK(without_zeros("") == "");
  CHECK(bare_number("0070") == "70");
  CHECK(bare_number("000") == "0");
  CHECK(bare_number("") == "");
  CHECK(unpadded("0070") == "70");
  CHECK(unpadded("000") == "0");
  CHECK(unpadded("00A7") == "00A7");
  CHECK(unpadded("") == "");
}
