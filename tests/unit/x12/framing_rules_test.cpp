// The rules of delimiters and framing, sentence by sentence: what comes in, and what must come out of it.
//
// `sentences` are the facts of the standard and of real files as we hold them; each row names the one it
// proves by its number, and a sentence without a row fails. Rows go the whole way: segments and separators by
// the reader, findings by reader, envelopes and guide. That memory does not grow with a file of any size is
// proved by tests/cli/check_large.sh beside the limits here; splits of the input by tests/grind_test.cpp.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "property/receiver.hpp"
#include "support/envelopes.hpp"
#include "transom/reader.hpp"

namespace transom::testing {
namespace {

constexpr std::string_view sentences[] = {
    /* 0 */
    "the ISA is 106 bytes: byte 4 separates elements, 105 components, 106 ends segments, whatever they are",
    /* 1 */ "CR and LF are not stripped first: LF may be the terminator",
    /* 2 */ "ISA11 separates repetitions from 00402 on, and only when it is no letter, digit or space",
    /* 3 */ "behind a terminator CR, LF, blanks and indentation are passed over; the suffix is remembered",
    /* 4 */ "a terminator with CR LF and one without may be mixed in one file",
    /* 5 */ "a file may be hard-wrapped at 80 columns, inside a segment id as well",
    /* 6 */ "ISA is a header only where a segment starts",
    /* 7 */ "bytes between interchanges are passed over, counted and reported, never lost silently",
    /* 8 */ "a TA1 stands between the ISA and the first GS, or alone",
    /* 9 */ "several ISA in a file, GS in an ISA, ST in a GS and kinds of set in a GS all happen",
    /* 10 */ "BIN and BDS carry bytes by length: delimiters inside are data",
    /* 11 */ "HL numbers live inside one set",
    /* 12 */ "control numbers may come again in sets of other groups",
    /* 13 */ "a segment without end, a set or a file of any size: bounded memory, a named limit, a finding",
};

std::string visible_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7f ? std::string(1, c) : fmt::format("\\x{:02X}", byte);
}

std::string visible_bytes(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == ' ' ? " " : visible_byte(c);
  return out;
}

// "ISA[*:~^]" with the separators learned and the suffix, control segments by their ids, others whole.
std::string segment_text(const SegmentReader& reader) {
  const Segment& segment = reader.segment();
  const std::string_view id = segment.id();
  if (reader.starts_interchange()) {
    const Delimiters& d = reader.delimiters();
    std::string out =
        "ISA[" + visible_byte(d.element) + visible_byte(d.component) + visible_byte(d.terminator);
    if (d.repetition != '\0') out += visible_byte(d.repetition);
    return out + "]" + visible_bytes(d.suffix);
  }
  for (const std::string_view control : {"GS", "ST", "SE", "GE", "IEA"}) {
    if (id == control) return std::string(id);
  }
  std::string out = visible_bytes(id);
  for (std::uint32_t n = 1; n <= segment.size(); ++n) out += "|" + visible_bytes(segment.element(n));
  return out;
}

struct Came {
  std::string segments;
  SegmentReader::Account account;
  std::uint64_t bytes = 0;
};

Came read(std::string_view input, const ReaderLimits& limits = {}) {
  Findings findings;
  SegmentReader reader(findings, {}, limits);
  Came came;
  for (;;) {
    switch (reader.next()) {
      case SegmentReader::Status::segment:
        came.segments += (came.segments.empty() ? "" : " ") + segment_text(reader);
        break;
      case SegmentReader::Status::need_bytes:
        if (input.empty()) reader.finish();
        input.remove_prefix(reader.feed(input));
        break;
      case SegmentReader::Status::end:
        came.account = reader.account();
        came.bytes = reader.bytes_read();
        return came;
    }
  }
}

std::string rules_of(const property::Judgment& judgment) {
  std::string out;
  for (const Finding& finding : judgment.findings) {
    (out += out.empty() ? "" : " ") += info(finding.rule).name;
  }
  return out;
}

struct Row {
  std::size_t sentence;
  std::string_view name;
  std::string input;
  std::string segments;
  std::string_view findings = "";
  std::uint64_t outside = 0;  // bytes that are in no segment
};

constexpr std::string_view beg = "BEG*00*SA*PO1**20260302~";
constexpr std::string_view po1 = "PO1*1*12*EA*3.5**UP*012345678905~";

std::string order(std::string_view between = "", const Shape& shape = {}) {
  const std::string body = std::string(beg) + std::string(between) + std::string(po1);
  return interchange(body, static_cast<int>(std::count(body.begin(), body.end(), '~')) + 2, shape);
}

// What comes of order(), its separators and what stands between BEG and PO1 as given.
std::string order_read(std::string_view separators = "[*:~]", std::string_view between = "") {
  return fmt::format("ISA{} GS ST BEG|00|SA|PO1||20260302 {}PO1|1|12|EA|3.5||UP|012345678905 SE GE IEA",
                     separators, between);
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view line_break) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += width) {
    out += text.substr(at, width);
    if (at + width < text.size()) out += line_break;
  }
  return out;
}

// A group of sets, each "850" or such with its number and its body.
struct Set {
  std::string_view id, number, body;
};
std::string group(std::string_view functional, int number, const std::vector<Set>& sets) {
  std::string out = fmt::format("GS*{}*SENDER*RECEIVER*20260302*0900*{}*X*004010~", functional, number);
  for (const Set& set : sets) {
    out += fmt::format("ST*{0}*{1}~{2}SE*{3}*{1}~", set.id, set.number, set.body,
                       std::count(set.body.begin(), set.body.end(), '~') + 2);
  }
  return out + fmt::format("GE*{}*{}~", sets.size(), number);
}
std::string file(std::string_view inside, int groups) {
  return isa() + std::string(inside) + fmt::format("IEA*{}*000000001~", groups);
}

constexpr std::string_view order_body = "BEG*00*SA*PO1**20260302~PO1*1*12*EA*3.5**UP*012345678905~";
constexpr std::string_view order_body_read = "BEG|00|SA|PO1||20260302 PO1|1|12|EA|3.5||UP|012345678905";
constexpr std::string_view notice_body =
    "BSN*00*S1*20260302*0900*0001~HL*1**S~HL*2*1*O~PRF*PO1~HL*3*2*I~LIN**UP*012345678905~SN1**12*EA~CTT*3~";
constexpr std::string_view notice_body_read =
    "BSN|00|S1|20260302|0900|0001 HL|1||S HL|2|1|O PRF|PO1 HL|3|2|I LIN||UP|012345678905 SN1||12|EA CTT|3";

std::vector<Row> separator_rows() {
  std::vector<Row> rows;
  for (const char terminator : {'~', '\n', '\r', '\x15', '\x1c', '!', '$'}) {
    rows.push_back({0, "a terminator of byte 106", order("", {.terminator = terminator}),
                    order_read("[*:" + visible_byte(terminator) + "]")});
  }
  for (const char element : {'|', '\x1d', '+', '^'}) {
    rows.push_back({0, "a separator of byte 4", order("", {.element = element}),
                    order_read("[" + visible_byte(element) + ":~]")});
  }
  for (const char component : {'>', '<', '\\', '\x1f', '@'}) {
    rows.push_back({0, "a separator of byte 105", order("", {.component = component}),
                    order_read("[*" + visible_byte(component) + "~]")});
  }
  rows.push_back(
      {0, "what separates elsewhere is data", order("REF*DP*b|c+d~"), order_read("[*:~]", "REF|DP|b|c+d ")});
  return rows;
}

std::vector<Row> break_rows() {
  const std::string plain = order();
  const std::string mixed = with(with(order(), "BEG*", "\r\nBEG*"), "SE*", "\r\nSE*");
  return {
      {1, "LF ends segments", order("", {.terminator = '\n'}), order_read("[*:\\x0A]")},
      {1, "CR ends segments, LF is the suffix", order("", {.terminator = '\r', .suffix = "\n"}),
       order_read("[*:\\x0D]\\x0A")},
      {1, "LF ends segments, and an empty one is two of them",
       with(order("", {.terminator = '\n'}), "PO1*1", "\nPO1*1"), order_read("[*:\\x0A]"), "segment-empty"},
      {3, "LF behind", order("", {.suffix = "\n"}), order_read("[*:~]\\x0A")},
      {3, "CR LF behind", order("", {.suffix = "\r\n"}), order_read("[*:~]\\x0D\\x0A")},
      {3, "blanks behind", with(order(), "~BEG", "~  BEG"), order_read(), "blanks-around-segment"},
      {3, "lines are indented", order("", {.suffix = "\n  "}), order_read("[*:~]\\x0A"),
       "blanks-around-segment filler-skipped", 2},
      {3, "a tab in front of a segment", with(order("", {.suffix = "\n"}), "BEG", "\tBEG"),
       order_read("[*:~]\\x0A"), "blanks-around-segment"},
      {3, "an empty line", with(order("", {.suffix = "\n"}), "BEG", "\n\nBEG"), order_read("[*:~]\\x0A")},
      {4, "CR LF behind two of them", mixed, order_read()},
      {4, "CR LF behind all but two",
       with(with(order("", {.suffix = "\r\n"}), "~\r\nBEG", "~BEG"), "~\r\nSE", "~SE"),
       order_read("[*:~]\\x0D\\x0A")},
      {5, "80 columns", wrapped(plain, 80, "\n"), order_read(), "isa-length line-break-in-segment"},
      {5, "inside an id", with(order(), "~BEG*", "~B\r\nEG*"), order_read(), "line-break-in-segment"},
      {5, "inside a value", with(order(), "0123456", "0123\n456"), order_read(), "line-break-in-segment"},
      {5, "in front of an element separator", with(order(), "*00*SA", "\n*00*SA"), order_read(),
       "line-break-in-segment"},
  };
}

std::vector<Row> repetition_rows() {
  const auto row = [](std::string_view name, std::string_view version, char isa11, std::string_view value,
                      std::string_view separators, std::string_view findings) {
    return Row{2, name,
               with(order(fmt::format("REF*DP*{}~", value), {.version = version, .standard = isa11}),
                    "X*004010", version >= "00501" ? "X*005010" : "X*004010"),
               order_read(separators, fmt::format("REF|DP|{} ", value)), findings};
  };
  return {
      row("from 00501 on", "00501", '^', "1", "[*:~^]", ""),
      row("what may not repeat", "00501", '^', "1^2", "[*:~^]", "too-many-repetitions"),
      row("from 00402 on", "00402", '^', "1^2", "[*:~^]", "too-many-repetitions"),
      row("not in 00401", "00401", '^', "1^2", "[*:~]", ""),
      row("a letter in 00401: product ids stay whole", "00401", 'U', "B005UO5D12", "[*:~]", ""),
      row("a letter in 00501: product ids stay whole", "00501", 'U', "B005UO5D12", "[*:~]", ""),
      row("a digit in 00501", "00501", '5', "B005UO5D12", "[*:~]", ""),
      row("a blank in 00501", "00501", ' ', "A B", "[*:~]", ""),
  };
}

std::vector<Row> header_rows() {
  const std::string two = order() + order("", {.number = "000000002"});
  const std::string both = order_read() + " " + order_read();
  return {
      {6, "names that hold ISA", order("N1*ST*NARCISA ISAAC~"), order_read("[*:~]", "N1|ST|NARCISA ISAAC ")},
      {6, "an element that is ISA", order("N1*ST*ISA~"), order_read("[*:~]", "N1|ST|ISA ")},
      {6, "an element that begins with ISA, a separator behind", order("N1*ISA*00~"),
       order_read("[*:~]", "N1|ISA|00 "), "element-code"},
      {7, "a BOM", "\xEF\xBB\xBF" + order(), order_read(), "filler-skipped", 3},
      {7, "blank lines, NUL and ^Z between",
       order() + std::string("\n\n\0\x1a", 4) + order("", {.number = "000000002"}), both, "filler-skipped",
       3},
      {7, "words in front", "From: somebody\n\n" + order(), order_read(), "filler-skipped", 16},
      {7, "blank lines behind", order() + "\n\n\n", order_read(), "filler-skipped", 2},
      {7, "^Z behind", order() + "\x1a", order_read(), "filler-skipped", 1},
      {7, "nothing but words", "there is no order today\n", "", "no-interchange", 24},
      {8, "in front of a group",
       file("TA1*000000009*260301*0900*A*000~" + group("PO", 1, {{"850", "0001", order_body}}), 1),
       fmt::format("ISA[*:~] TA1|000000009|260301|0900|A|000 GS ST {} SE GE IEA", order_body_read)},
      {8, "alone", file("TA1*000000009*260301*0900*A*000~", 0),
       "ISA[*:~] TA1|000000009|260301|0900|A|000 IEA"},
      {8, "alone, and the IEA counts it", file("TA1*000000009*260301*0900*A*000~", 1),
       "ISA[*:~] TA1|000000009|260301|0900|A|000 IEA"},
      {8, "two of them", file("TA1*000000009*260301*0900*A*000~TA1*000000010*260301*0900*R*023~", 0),
       "ISA[*:~] TA1|000000009|260301|0900|A|000 TA1|000000010|260301|0900|R|023 IEA"},
      {8, "behind a group",
       file(group("PO", 1, {{"850", "0001", order_body}}) + "TA1*000000009*260301*0900*A*000~", 1),
       fmt::format("ISA[*:~] GS ST {} SE GE TA1|000000009|260301|0900|A|000 IEA", order_body_read),
       "segment-outside"},
      {9, "two interchanges", two, both},
      {9, "two interchanges with other separators",
       order() + order("", {.element = '|', .terminator = '\n', .number = "000000002"}),
       order_read() + " " + order_read("[|:\\x0A]")},
      {9, "two groups",
       file(group("PO", 1, {{"850", "0001", order_body}}) + group("SH", 2, {{"856", "0001", notice_body}}),
            2),
       fmt::format("ISA[*:~] GS ST {} SE GE GS ST {} SE GE IEA", order_body_read, notice_body_read)},
      {9, "two sets", file(group("PO", 1, {{"850", "0001", order_body}, {"850", "0002", order_body}}), 1),
       fmt::format("ISA[*:~] GS ST {0} SE ST {0} SE GE IEA", order_body_read)},
      {9, "two kinds of set in one group",
       file(group("PO", 1, {{"850", "0001", order_body}, {"856", "0002", notice_body}}), 1),
       fmt::format("ISA[*:~] GS ST {} SE ST {} SE GE IEA", order_body_read, notice_body_read),
       "gs-set-mismatch"},
  };
}

std::vector<Row> set_rows() {
  const std::vector<Set> two_notices = {{"856", "0001", notice_body}, {"856", "0002", notice_body}};
  return {
      {10, "delimiters in a BIN are data", with(order("BIN*7*a~b*c:d~"), "SE*6*", "SE*5*"),
       order_read("[*:~]", "BIN|7|a~b*c:d "), "segment-unknown"},
      {10, "an ISA in a BDS is data", order("BDS*ASC*7*ISA*00*~"), order_read("[*:~]", "BDS|ASC|7|ISA*00* "),
       "segment-unknown"},
      {10, "a length that is none", order("BIN*x*ab~"), order_read("[*:~]", "BIN|x|ab "),
       "binary-length-invalid segment-unknown"},
      {11, "two sets count from 1 each", file(group("SH", 1, two_notices), 1),
       fmt::format("ISA[*:~] GS ST {0} SE ST {0} SE GE IEA", notice_body_read)},
      {11, "a parent in the set before is none",
       file(group("SH", 1,
                  {{"856", "0001", notice_body},
                   {"856", "0002", "BSN*00*S1*20260302*0900*0001~HL*1**S~HL*2*3*O~"}}),
            1),
       fmt::format("ISA[*:~] GS ST {} SE ST BSN|00|S1|20260302|0900|0001 HL|1||S HL|2|3|O SE GE IEA",
                   notice_body_read),
       "hl-parent"},
      {12, "in another group",
       file(group("PO", 1, {{"850", "0001", order_body}}) + group("PO", 2, {{"850", "0001", order_body}}), 2),
       fmt::format("ISA[*:~] GS ST {0} SE GE GS ST {0} SE GE IEA", order_body_read)},
      {12, "but not in the same one",
       file(group("PO", 1, {{"850", "0001", order_body}, {"850", "0001", order_body}}), 1),
       fmt::format("ISA[*:~] GS ST {0} SE ST {0} SE GE IEA", order_body_read), "st-control-number-repeated"},
      {13, "a segment of 200,000 bytes, and an interchange behind it",
       isa() + "GS*PO*" + std::string(200'000, 'x') + "~" + order("", {.number = "000000002"}),
       "ISA[*:~] " + order_read(), "segment-too-long", 200'007},
      {13, "a segment without end", isa() + "GS*PO*" + std::string(200'000, 'x'), "ISA[*:~]",
       "segment-too-long", 200'006},
  };
}

void check_rows(const std::vector<Row>& rows) {
  static property::Receiver receiver({});
  for (const Row& row : rows) {
    INFO(row.sentence, ": ", row.name);
    const Came came = read(row.input);
    CHECK(came.segments == row.segments);
    CHECK(came.bytes == row.input.size());
    CHECK(came.account.total() == row.input.size());
    CHECK(came.account.filler + came.account.reported == row.outside);
    CHECK(rules_of(receiver.judge(row.input)) == row.findings);
  }
}

}  // namespace

TEST_CASE("framing: each sentence of the rules") {
  std::set<std::size_t> proved;
  for (const auto& rows : {separator_rows(), break_rows(), repetition_rows(), header_rows(), set_rows()}) {
    check_rows(rows);
    for (const Row& row : rows) proved.insert(row.sentence);
  }
  for (std::size_t n = 0; n < std::size(sentences); ++n) {
    CHECK_MESSAGE(proved.contains(n), "no row proves that ", sentences[n]);
  }
}

// Sentence 13, what a table cannot hold: bytes made while they are read, and the reader's own memory.
TEST_CASE("framing: a set of a million segments is read in a window that does not grow") {
  const std::string head =
      isa() + "GS*PO*SENDER*RECEIVER*20260302*0900*1*X*004010~ST*850*0001~" + std::string(beg);
  Findings findings;
  SegmentReader reader(findings);
  std::uint64_t fed = 0, segments = 0;
  std::size_t widest = 0;
  for (int n = -1; n < 1'000'000;) {
    if (reader.next() == SegmentReader::Status::segment) {
      ++segments;
      continue;
    }
    widest = std::max(widest, reader.space().size());
    std::string_view piece = n < 0 ? std::string_view(head) : po1;
    fed += piece.size();
    while (!piece.empty()) {
      piece.remove_prefix(reader.feed(piece));
      while (reader.next() == SegmentReader::Status::segment) ++segments;
    }
    ++n;
  }
  CHECK(segments == 4 + 1'000'000);
  CHECK(reader.account().segments == fed);
  CHECK(widest <= ReaderLimits{}.window + 64 * 1024);
  CHECK(findings.items().empty());
}

TEST_CASE("framing: a set larger than the limit is named") {
  property::Receiver small({.set = 64 * 1024});
  std::string between;
  for (int n = 0; n < 20'000; ++n) between += "REF*DP*1~";
  bool named = false;
  for (const Finding& finding : small.judge(order(between), [](const SeenSet&) {}).findings) {
    named = named || (finding.rule == Rule::set_too_large && !finding.expected.empty());
  }
  CHECK(named);
}

}  // namespace transom::testing
