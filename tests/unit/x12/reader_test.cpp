#include "transom/reader.hpp"

#include <doctest/doctest.h>

#include "support/envelopes.hpp"
#include "support/read_all.hpp"

using namespace transom;
using namespace transom::testing;
using namespace std::string_literals;

namespace {

// Segments as "ID|element|element" joined by blanks, without offsets.
std::string ids_and_elements(const Reading& reading) {
  std::string out;
  std::string_view rest = reading.segments;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    line.remove_prefix(line.find(' ') + 1);
    for (const std::string_view word : {"special ", "header "}) {
      if (line.starts_with(word)) line.remove_prefix(word.size());
    }
    const bool is_header = line.starts_with("ISA|");
    (out += out.empty() ? "" : "\n") += is_header ? std::string_view("ISA") : line;
  }
  return out;
}

std::string rules_of(const Reading& reading) {
  std::string out;
  std::string_view rest = reading.findings;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    (out += out.empty() ? "" : " ") += line.substr(0, line.find(" '"));
  }
  return out;
}

void check_account(const Reading& reading, std::size_t size) {
  CHECK(reading.bytes == size);
  CHECK(reading.account.total() == size);
}

}  // namespace

TEST_CASE("a clean interchange comes out segment by segment without a word") {
  struct Row {
    std::string_view name;
    Shape shape;
  };
  const Row rows[] = {
      {"usual", {}},
      {"line feed behind", {.suffix = "\n"}},
      {"CR LF behind", {.suffix = "\r\n"}},
      {"line feed ends", {.terminator = '\n'}},
      {"CR ends, line feed behind", {.terminator = '\r', .suffix = "\n"}},
      {"separators of old mainframes", {.element = '\x1d', .component = '\x1f', .terminator = '\x1c'}},
      {"bytes outside ASCII", {.element = '|', .component = '\x9f', .terminator = '\xd6', .suffix = "\n"}},
      {"dollar and bang", {.element = '$', .component = '@', .terminator = '!', .suffix = "\n"}},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const std::string input = interchange("BEG*00*SA*PO1**20260302~SLN*A:B*:~", 4, row.shape);
    const Reading reading = read_all(input);
    CHECK(ids_and_elements(reading) ==
          shaped("ISA\nGS|PO|SENDER|RECEIVER|20260302|0900|1|X|004010\nST|850|0001\n"
                 "BEG|00|SA|PO1||20260302\nSLN|A",
                 {}) +
              (row.shape.component < ' ' ? row.shape.component == '\x1f' ? "\\x1FB|\\x1F" : "\\x9FB|\\x9F"
                                         : std::string(1, row.shape.component) + "B|" + row.shape.component) +
              "\nSE|4|0001\nGE|1|1\nIEA|1|000000001");
    CHECK(reading.findings == "");
    check_account(reading, input.size());
    CHECK(reading.account.segments == input.size());
  }
}

TEST_CASE("delimiters are learned from the ISA") {
  struct Row {
    std::string_view name;
    std::string input;
    Delimiters want;
    std::string_view findings;
  };
  const std::string head =
      "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260302*0900*";
  const std::string gs = "GS*PO*SENDER*RECEIVER*20260302*0900*1*X*004010";
  const Row rows[] = {
      {"usual", isa() + gs + "~", {'*', ':', '~', '\0', ""}, ""},
      {"suffix", isa({.suffix = "\r\n"}) + gs + "~", {'*', ':', '~', '\0', "\r\n"}, ""},
      {"one line feed of two", isa({.suffix = "\n\n"}) + gs + "~", {'*', ':', '~', '\0', "\n"}, ""},
      {"ISA11 repeats from 00402 on",
       isa({.version = "00501", .standard = '^'}) + gs + "~",
       {'*', ':', '~', '^', ""},
       ""},
      {"a letter never repeats",
       isa({.version = "00501", .standard = 'U'}) + gs + "~",
       {'*', ':', '~', '\0', ""},
       ""},
      {"a blank never repeats",
       isa({.version = "00501", .standard = ' '}) + gs + "~",
       {'*', ':', '~', '\0', ""},
       ""},
      {"nothing repeats before 00402", isa({.standard = '^'}) + gs + "~", {'*', ':', '~', '\0', ""}, ""},
      {"repetition equals component",
       isa({.version = "00501", .standard = ':'}) + gs + "~",
       {'*', ':', '~', '\0', ""},
       "warn repetition-separator-invalid @0"},
      {"component is a letter",
       head + "U*00401*000000001*0*P*U~" + gs + "~",
       {'*', '\0', '~', '\0', ""},
       "error delimiters-invalid @0"},
      {"component equals terminator",
       head + "U*00401*000000001*0*P*~~" + gs + "~",
       {'*', '\0', '~', '\0', ""},
       "error delimiters-invalid @0"},
      {"padding collapsed",
       "ISA*00* *00* *ZZ*S *ZZ*R *260302*0900*U*00401*000000001*0*P*:~\n" + gs + "~\n",
       {'*', ':', '~', '\0', "\n"},
       "warn isa-length @0"},
      {"no-break blanks",
       "ISA*00*\xC2\xA0 *00* *ZZ*S *ZZ*R *260302*0900*U*00401*000000001*0*P*:~\n" + gs + "~\n",
       {'*', ':', '~', '\0', "\n"},
       "warn isa-length @0"},
      {"ISA16 missing, line feed ends",
       head + "U*00401*000000001*0*P*\n" + gs + "\n",
       {'*', '\0', '\n', '\0', ""},
       "warn isa-length @0"},
      {"ISA16 missing, terminator on a line",
       head + "U*00401*000000001*0*P*~\n" + gs + "~\n",
       {'*', '\0', '~', '\0', "\n"},
       "warn isa-length @0"},
      {"ISA16 missing, no line breaks",
       head + "U*00401*000000001*0*P*~" + gs + "~",
       {'*', '\0', '~', '\0', ""},
       "warn isa-length @0"},
      {"tilde separates components",
       head + "U*00401*000000001*0*P*~\n" + gs + "\n",
       {'*', '~', '\n', '\0', ""},
       ""},
      {"blank before the terminator",
       head + "U*00401*000000001*0*P*: ~" + gs + "~",
       {'*', ':', '~', '\0', ""},
       "warn isa-length @0"},
      {"wrapped at 80",
       head.substr(0, 80) + "\n" + head.substr(80) + "U*00401*000000001*0*P*:~" + gs + "~",
       {'*', ':', '~', '\0', ""},
       "warn isa-length @0 warn line-break-in-segment @0"},
      {"wrapped before the terminator",
       head + "U*00401*000000001*0*P*:\n~" + gs + "~",
       {'*', ':', '~', '\0', ""},
       "warn isa-length @0 warn line-break-in-segment @0"},
      {"terminator of three bytes",
       isa({.terminator = '\xE2', .suffix = "\x80\xA6\n"}) + gs + "\xE2\x80\xA6\n",
       {'*', ':', '\xE2', '\0', "\x80\xA6\n"},
       ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Findings findings;
    SegmentReader reader(findings);
    CHECK(reader.feed(row.input) == row.input.size());
    reader.finish();
    REQUIRE(reader.next() == SegmentReader::Status::segment);
    CHECK(reader.starts_interchange());
    CHECK(reader.segment().size() == 16);
    CHECK(reader.segment().element(13) == "000000001");
    CHECK(reader.delimiters() == row.want);
    REQUIRE(reader.next() == SegmentReader::Status::segment);
    CHECK(reader.segment().id() == "GS");
    CHECK(reader.segment().element(8) == "004010");
    CHECK(!reader.starts_interchange());
    CHECK(reader.next() == SegmentReader::Status::end);
    CHECK(rules_of(read_all(row.input)) == row.findings);
    CHECK(reader.account().total() == row.input.size());
  }
}

TEST_CASE("oddities within an interchange are mended and told") {
  struct Row {
    std::string_view name;
    std::string body;  // behind the ISA, with the usual delimiters
    std::string want;  // segments behind the ISA
    std::string findings;
  };
  const Row rows[] = {
      {"indented", "GS*1~\n  ST*2~\n\tSE*3~", "GS|1\nST|2\nSE|3", "warn blanks-around-segment @111"},
      {"blanks before the terminator", "GS*1  ~ST*2 ~", "GS|1\nST|2", "warn blanks-around-segment @110"},
      {"wrapped inside an id", "G\nS*1~S\r\nT*2~", "GS|1\nST|2", "warn line-break-in-segment @106"},
      {"wrapped inside an element", "GS*1\n2*3~ST*4~", "GS|12|3\nST|4", "warn line-break-in-segment @106"},
      {"wrapped before the terminator", "GS*1\n~ST*4~", "GS|1\nST|4", "warn line-break-in-segment @106"},
      {"terminator doubled", "GS*1~~ST*2~~~~SE*3~~", "GS|1\nST|2\nSE|3",
       "warn segment-empty @111 warn segment-empty @117 warn segment-empty @125"},
      {"last segment not terminated", "GS*1~ST*2", "GS|1\nST|2", "warn segment-unterminated @111"},
      {"last segment not terminated, blanks behind", "GS*1~ST*2 \n", "GS|1\nST|2",
       "warn segment-unterminated @111"},
      {"a segment without elements", "GS*1~LS~ST*2~", "GS|1\nLS\nST|2", ""},
      {"ids that are none", "GS*1~TOOLONG*1~X*1~*1~", "GS|1\nTOOLONG|1\nX|1\n|1", ""},
      {"people called ISA", "GS*ISA~NM1*NARCISA*ISA~ISAAC*1~PER*ISA*X~",
       "GS|ISA\nNM1|NARCISA|ISA\nISAAC|1\nPER|ISA|X", ""},
      {"ISA by chance", "GS*1~ISA*1*2~ST*1~", "GS|1\nISA\nST|1", ""},
      {"bytes outside ASCII", "N1*ST*M\xC3\xBCller~N1*BT*\xE9~", "N1|ST|M\\xC3\\xBCller\nN1|BT|\\xE9", ""},
      {"padding at the end", "GS*1~\n\0\0\x1a"s, "GS|1", ""},
      {"trailing empty elements stay", "GS*1**~ST**~", "GS|1||\nST||", ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const std::string input = isa() + row.body;
    const Reading reading = read_all(input);
    CHECK(ids_and_elements(reading) == "ISA\n" + row.want);
    CHECK(rules_of(reading) == row.findings);
    check_account(reading, input.size());
    CHECK(reading.account.segments == input.size());
  }
}

TEST_CASE("binary data is taken by its length") {
  struct Row {
    std::string_view name;
    std::string body, want, findings;
  };
  const std::string big(2000, '~');
  const Row rows[] = {
      {"delimiters and breaks inside", "BIN*7*a~*\n:b~~SE*1~", "BIN|7|a~*\\x0A:b~\nSE|1", ""},
      {"BDS has a filter in front", "BDS*UUE*3*~~~~SE*1~", "BDS|UUE|3|~~~\nSE|1", ""},
      {"empty", "BIN*0*~SE*1~", "BIN|0|\nSE|1", ""},
      {"two in a row", "BIN*1*~~BIN*2*ab~SE*1~", "BIN|1|~\nBIN|2|ab\nSE|1", ""},
      {"longer than the limit: passed over", "BIN*2000*" + big + "~SE*1~", "BIN|2000\nSE|1", ""},
      {"no number", "BIN*11a*DATA~SE*1~", "BIN|11a|DATA\nSE|1", "error binary-length-invalid @106"},
      {"too short a length", "BIN*2*DATA~SE*1~", "BIN|2|DATA\nSE|1", "error binary-length-invalid @106"},
      {"past the end", "BIN*90*DATA~SE*1~", "BIN|90|DATA\nSE|1", "error binary-length-invalid @106"},
      {"past the end and the limit", "BIN*9000*" + big + "~SE*1~", "BIN|9000",
       "error binary-length-invalid @2121"},
      {"no length", "BIN~SE*1~", "BIN\nSE|1", ""},
      {"no data", "BIN*5~SE*1~", "BIN|5\nSE|1", ""},
      {"the last segment", "BIN*4*DATA", "BIN|4|DATA", "warn segment-unterminated @106"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const std::string input = isa() + row.body;
    const Reading reading = read_all(input, 0, 0, {.window = 4096, .segment = 1024});
    CHECK(ids_and_elements(reading) == "ISA\n" + row.want);
    CHECK(rules_of(reading) == row.findings);
    check_account(reading, input.size());
  }
}

TEST_CASE("filler between interchanges is skipped, counted and told") {
  const std::string one = interchange();
  const std::string other =
      interchange("BEG|1!", 3, {.element = '|', .component = '>', .terminator = '!', .suffix = "\r\n"});
  struct Row {
    std::string_view name;
    std::string input;
    std::uint64_t filler, reported;
    std::string findings;
    int interchanges;
  };
  const std::string at = std::to_string(one.size());
  const Row rows[] = {
      {"byte order mark", "\xEF\xBB\xBF" + one, 3, 0, "note filler-skipped @0", 1},
      {"one line break behind", one + "\r\n" + one, 0, 0, "", 2},
      {"blank lines between", one + "\n\n\r\n \n" + one, 5, 0,
       "note filler-skipped @" + std::to_string(one.size() + 1), 2},
      {"NUL and end of file marks behind", one + "\0\0\x1a"s, 3, 0, "note filler-skipped @" + at, 1},
      {"a line of a network", one + "$$ADD ID=ISA BID='X'\n" + other, 0, 21, "warn filler-skipped @" + at, 2},
      {"other delimiters follow", one + other + one, 0, 0, "", 3},
      {"a group without an interchange", one + "GS*1~ST*2~" + one, 0, 10, "warn filler-skipped @" + at, 2},
      {"very much of it", one + std::string(5000, 'x') + "\n" + one, 0, 5001, "error filler-skipped @" + at,
       2},
      {"no interchange", "hello ISA, world", 0, 16, "error no-interchange @0", 0},
      {"only blanks", " \r\n\r\n", 5, 0, "error no-interchange @0", 0},
      {"nothing", "", 0, 0, "error no-interchange @0", 0},
      {"an ISA and no more", "ISA*00*", 0, 7, "error no-interchange @0", 0},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const Reading reading = read_all(row.input);
    CHECK(rules_of(reading) == row.findings);
    CHECK(reading.account.filler == row.filler);
    CHECK(reading.account.reported == row.reported);
    check_account(reading, row.input.size());
    int headers = 0;
    for (std::size_t p = 0; (p = reading.segments.find("header", p)) != std::string::npos; ++p) ++headers;
    CHECK(headers == row.interchanges);
  }
}

TEST_CASE("damage is told and the next interchange is found") {
  const std::string good = interchange();
  const std::string head = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *";
  struct Row {
    std::string_view name;
    std::string damaged;   // in front of a good interchange
    std::string segments;  // of the damaged one, joined by blanks
    std::string findings;
  };
  const Row rows[] = {
      {"no trailers", isa() + "GS*1~ST*2~", "ISA GS ST", ""},
      {"no trailers, a break", isa() + "GS*1~ST*2~\r\n\r\n", "ISA GS ST", ""},
      {"no last terminator", isa() + "GS*1~IEA*1*000000001\n", "ISA GS IEA",
       "warn segment-unterminated @111"},
      {"no last terminator and no break", isa() + "GS*1~IEA*1*000000001", "ISA GS IEA",
       "warn segment-unterminated @111"},
      {"broken off in a segment", isa() + "GS*1~ST*85\n", "ISA GS ST", "warn segment-unterminated @111"},
      {"a segment without end", isa() + "GS*1~" + std::string(1500, 'x') + "\n", "ISA GS",
       "error segment-too-long @111"},
      {"many segments without end", isa() + "GS*1~" + std::string(50000, 'x') + "\n", "ISA GS",
       "error segment-too-long @111"},
      {"no terminator in the header", head + "260302*0900*U*00401*000000001*0*P*:PO*1*2*ST*3\n", "ISA",
       "error isa-unreadable @0"},
      {"header broken off", head + "2603\n", "ISA", "error isa-unreadable @0"},
      {"a number too few", "ISA*00* *00* *ZZ*S *ZZ*R *260302*0900*U*00401*000000001*0*P~GS*PO*1*2*3*4*5~\n",
       "ISA", "error isa-unreadable @0"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const std::string input = row.damaged + good;
    const Reading reading = read_all(input, 0, 0, {.window = 4096, .segment = 1024});
    CHECK(rules_of(reading) == row.findings);
    check_account(reading, input.size());
    const std::size_t second = reading.segments.rfind("ISA|");
    REQUIRE(second != std::string::npos);
    const std::size_t line = reading.segments.rfind('\n', second) + 1;
    CHECK(reading.segments.substr(line, reading.segments.find(' ', line) - line) ==
          std::to_string(row.damaged.size()) + ".." + std::to_string(row.damaged.size() + 106));
    Reading before;
    before.segments = reading.segments.substr(0, line);
    std::string ids;
    std::string_view rest = before.segments;
    while (!rest.empty()) {
      std::string_view text = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(text.size() + 1);
      text = text.substr(0, text.find('|'));
      (ids += ids.empty() ? "" : " ") += text.substr(text.rfind(' ') + 1);
    }
    CHECK(ids == row.segments);
  }
}

TEST_CASE("who sent it is told even when the header cannot be read") {
  Findings findings;
  SegmentReader reader(findings);
  reader.feed("ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *2603");
  reader.finish();
  REQUIRE(reader.next() == SegmentReader::Status::segment);
  CHECK(reader.starts_interchange());
  CHECK(reader.segment().size() == 8);
  CHECK(reader.segment().element(6) == "SENDER         ");
  CHECK(reader.segment().element(8) == "RECEIVER       ");
  CHECK(reader.next() == SegmentReader::Status::end);
  REQUIRE(findings.items().size() == 1);
  CHECK(describe(findings.items()[0]) ==
        "byte 0: the interchange header cannot be read: 'it has fewer than sixteen elements'; expected ISA, "
        "sixteen "
        "elements, two separators");
}

TEST_CASE("limits hold at one less, at and at one more") {
  const ReaderLimits limits{.window = 4096, .segment = 1024, .elements = 10, .interchanges = 2};
  for (const std::size_t size : {1023U, 1024U, 1025U}) {
    INFO("segment of " << size);
    const std::string input = isa() + "N1*" + std::string(size - 3, 'x') + "~SE*1~";
    const Reading reading = read_all(input, 0, 0, limits);
    CHECK(rules_of(reading) == (size > 1024 ? "error segment-too-long @106" : ""));
    check_account(reading, input.size());
  }
  for (const std::size_t count : {9U, 10U, 11U}) {
    INFO("elements: " << count);
    const Reading reading = read_all(isa() + "N1" + std::string(count, '*') + "~SE*1~", 0, 0, limits);
    CHECK(rules_of(reading) == (count > 10 ? "error too-many-elements @106" : ""));
    CHECK(ids_and_elements(reading) ==
          "ISA\nN1" + std::string(std::min<std::size_t>(count, 10), '|') + "\nSE|1");
  }
  for (const int count : {1, 2, 3}) {
    INFO("interchanges: " << count);
    std::string input;
    for (int i = 0; i < count; ++i) input += interchange();
    const Reading reading = read_all(input, 0, 0, limits);
    CHECK(rules_of(reading) ==
          (count > 2 ? "error too-many-interchanges @" + std::to_string(2 * interchange().size()) : ""));
    check_account(reading, input.size());
  }
}

TEST_CASE("a reader is used again, and its window never grows") {
  Findings findings;
  SegmentReader reader(findings, {}, {.window = 4096, .segment = 1024});
  const std::size_t room = reader.space().size();
  CHECK(room == 4096);
  const std::string first = interchange() + "rubbish";
  const Reading fresh = read_all(interchange());
  for (int i = 0; i < 3; ++i) {
    CHECK(read_all(reader, findings, first, 100).findings != "");
    CHECK(read_all(reader, findings, interchange(), 50).text() == fresh.text());
    reader.reset();
    CHECK(reader.space().size() == room);
  }
  CHECK(reader.feed(std::string(5000, 'x')) == 4096);
  CHECK(reader.feed("x") == 0);
}

TEST_CASE("severities are policy") {
  Severities severities;
  severities.set(Rule::segment_unterminated, Severity::error);
  severities.set(Rule::filler_skipped, Severity::off);
  Findings findings;
  SegmentReader reader(findings, severities);
  reader.feed("junk\n" + isa() + "GS*1");
  reader.finish();
  while (reader.next() != SegmentReader::Status::end) {
  }
  REQUIRE(findings.items().size() == 1);
  CHECK(findings.items()[0].rule == Rule::segment_unterminated);
  CHECK(findings.items()[0].severity == Severity::error);
}
