// However a file is cut, it must read the same; wherever it breaks off, reading must end with a finding and
// not a crash.
//
// Every sample and a handful of odd interchanges are fed whole, split at every byte, and byte by byte; and
// cut short at every byte. The corpus is read whole and in feeds of seven bytes. A seeded mutator damages
// valid input for a few seconds. In each of these every byte must be accounted for.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "support/corpus.hpp"
#include "support/envelopes.hpp"
#include "support/read_all.hpp"
#include "transom/envelope.hpp"

using namespace transom;
using namespace transom::testing;
using namespace std::string_literals;

namespace {

struct Sample {
  std::string name, content;
};

std::string wrapped(const std::string& text, std::size_t columns) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += columns) out += text.substr(at, columns) + "\r\n";
  return out;
}

std::vector<Sample> odd_samples() {
  const std::string body =
      "BEG*00*SA*PO1**20260302~N1*ST*M\xC3\xBCller*92*0042~PO1*1*2*EA*3.5**UP*012345678905~";
  const std::string plain = interchange(body, 5);
  return {
      {"usual", plain},
      {"CR LF", interchange(body, 5, {.suffix = "\r\n"})},
      {"line feed ends", interchange(body, 5, {.terminator = '\n'})},
      {"control characters",
       interchange(body, 5, {.element = '\x1d', .component = '\x1f', .terminator = '\x1c'})},
      {"wrapped at 80", wrapped(plain, 80)},
      {"wrapped at 7", wrapped(plain, 7)},
      {"three bytes end a segment", interchange(body, 5, {.terminator = '\xE2', .suffix = "\x80\xA6\n"})},
      {"indented", interchange(body, 5, {.suffix = "\n    "})},
      {"mark, filler, two interchanges, padding", "\xEF\xBB\xBF" + plain + "\nVAN says ISA\n" +
                                                      interchange("BEG!", 3, {.terminator = '!'}) +
                                                      "\0\0\x1a"s},
      {"binary", isa() + "GS*PI*1*2~ST*275*0001~BIN*25*ISA*00*~~\r\n~BIN*3*~\nabcdef~BDS*UUE*4*~~~~~SE*5*"
                         "0001~GE*1*1~IEA*1*000000001~"},
      {"binary wrong", isa() + "BIN*9*123~BIN*x*ISA~BIN*99999*abc~IEA*1*1~"},
      {"doubled and missing terminators",
       isa() + "~~GS*1~~~ST*2\n" + plain + "IEA*1*000000001" + plain + "IEA*1*1\n"},
      {"trailing empties", isa() + "GS****~ST**~SE~~IEA*1*~"},
      {"collapsed, ISA16 missing",
       "ISA*00* *00* *ZZ*S *ZZ*R "
       "*260302*0900*U*00401*000000001*0*P*~\nGS*PO*1*2~\nST*850*1~\nIEA*1*000000001~\n"},
      {"header broken", "ISA*00* *00* *ZZ*S *ZZ*R *260302*0900*U*00401*1~GS*PO*1*2~\n" + plain},
  };
}

std::vector<Sample> all_samples() {
  std::vector<Sample> samples = odd_samples();
  for (const auto& path : files_below(samples_folder())) {
    const std::string extension = path.extension().string();
    if (extension == ".edi" || extension == ".x12") samples.push_back({path.string(), file_content(path)});
  }
  return samples;
}

void check_balance(const Reading& reading, std::size_t size) {
  REQUIRE(reading.bytes == size);
  REQUIRE(reading.account.total() == size);
}

// Begin and end events pair, whatever the input.
void check_pairs(std::string_view input) {
  Findings findings;
  SegmentReader segments(findings, {}, {.window = 3072, .segment = 1024});
  EnvelopeReader reader(segments, findings);
  int depth = 0;
  for (;;) {
    switch (reader.next()) {
      case Event::interchange_begin:
        REQUIRE(depth++ == 0);
        break;
      case Event::group_begin:
        REQUIRE(depth++ == 1);
        break;
      case Event::set_begin:
        REQUIRE(depth++ == 2);
        break;
      case Event::set_end:
        REQUIRE(--depth == 2);
        break;
      case Event::group_end:
        REQUIRE(--depth == 1);
        break;
      case Event::interchange_end:
        REQUIRE(--depth == 0);
        break;
      case Event::segment:
        REQUIRE(depth == 3);
        break;
      case Event::ta1:
      case Event::stray:
        REQUIRE((depth == 1 || depth == 2));
        break;
      case Event::need_bytes:
        if (input.empty()) segments.finish();
        input.remove_prefix(segments.feed(input));
        break;
      case Event::end:
        REQUIRE(depth == 0);
        return;
    }
  }
}

// Small limits, so that windows are shifted and segments given up within a sample too.
constexpr ReaderLimits small{.window = 3072, .segment = 1024};

}  // namespace

TEST_CASE("a sample split at any byte gives the same segments and findings") {
  for (const Sample& sample : all_samples()) {
    INFO(sample.name);
    Findings findings;
    SegmentReader reader(findings, {}, small);
    const Reading whole = read_all(reader, findings, sample.content);
    check_balance(whole, sample.content.size());
    const Reading single = read_all(reader, findings, sample.content, 1);
    CHECK(single.text() == whole.text());
    check_balance(single, sample.content.size());
    const std::string events = read_events(sample.content, 0, 0, small);
    CHECK(read_events(sample.content, 1, 0, small) == events);
    CHECK(read_all(sample.content).text() == read_all(sample.content, 3).text());
    // Beyond a few kilobytes each split costs too much; then steps of a prime are taken.
    const std::size_t step = sample.content.size() > 4000 ? 101 : 1;
    for (std::size_t at = 1; at < sample.content.size(); at += step) {
      const Reading split = read_all(reader, findings, sample.content, 0, at);
      if (at % 16 == 0) REQUIRE(read_events(sample.content, 0, at, small) == events);
      if (split.text() == whole.text()) continue;
      INFO("split at " << at);
      REQUIRE(split.text() == whole.text());
    }
  }
}

TEST_CASE("a sample cut short at any byte ends in a finding or earlier, with every byte accounted for") {
  for (const Sample& sample : all_samples()) {
    INFO(sample.name);
    Findings findings;
    SegmentReader reader(findings, {}, small);
    const std::size_t step = sample.content.size() > 4000 ? 101 : 1;
    for (std::size_t size = 0; size < sample.content.size(); size += step) {
      INFO("cut at " << size);
      const std::string_view cut(sample.content.data(), size);
      const Reading whole = read_all(reader, findings, cut);
      check_balance(whole, size);
      REQUIRE(read_all(reader, findings, cut, 5).text() == whole.text());
    }
  }
}

TEST_CASE("every file of the corpus reads to its end, the same in pieces") {
  Findings findings;
  SegmentReader reader(findings);
  for (const auto& path : corpus_files()) {
    INFO(path.string());
    const std::string content = file_content(path);
    const Reading whole = read_all(reader, findings, content);
    check_balance(whole, content.size());
    CHECK(read_all(reader, findings, content, 7).text() == whole.text());
    CHECK(read_events(content, 7) == read_events(content));
    if (content.find("ISA") != std::string::npos)
      CHECK(whole.segments.find("header ISA|") != std::string::npos);
  }
}

TEST_CASE("damaged input never breaks the reader, and reads the same in pieces") {
  std::mt19937 random(4010);
  const auto draw = [&](std::size_t below) { return static_cast<std::size_t>(random() % below); };
  const std::vector<Sample> samples = odd_samples();
  const std::string likely = "*~:ISA\n\r \x1a\0BDGSTE0123456789"s;
  Findings findings;
  SegmentReader reader(findings, {}, small);
  for (int round = 0; round < 30000; ++round) {
    std::string input = samples[draw(samples.size())].content;
    if (draw(4) == 0) input += samples[draw(samples.size())].content;
    for (std::size_t edits = 1 + draw(6); edits > 0 && !input.empty(); --edits) {
      const std::size_t at = draw(input.size());
      switch (draw(6)) {
        case 0:
          input[at] = static_cast<char>(random() & 0xff);
          break;
        case 1:
          input[at] = likely[draw(likely.size())];
          break;
        case 2:
          input.erase(at, 1 + draw(30));
          break;
        case 3:
          input.insert(at, 1, likely[draw(likely.size())]);
          break;
        case 4:
          input.insert(at, input.substr(draw(input.size()), draw(200)));
          break;
        default:
          input.insert(at, std::string(draw(1500), likely[draw(likely.size())]));
          break;
      }
    }
    INFO("round " << round);
    const Reading whole = read_all(reader, findings, input);
    check_balance(whole, input.size());
    const Reading pieces = read_all(reader, findings, input, 1 + draw(90));
    check_balance(pieces, input.size());
    REQUIRE(pieces.text() == whole.text());
    check_pairs(input);
  }
}
