// See read_all.hpp. Bytes outside of printable ASCII are written as \xHH, so that a failing comparison can be
// read.
#include "support/read_all.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace transom::testing {
namespace {

void append_visible(std::string& out, std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "\\x{:02X}", byte);
    }
  }
}

}  // namespace

std::string findings_text(const Findings& findings) {
  static constexpr std::string_view severities[] = {"off", "note", "warn", "error"};
  std::string out;
  for (const Finding& f : findings.items()) {
    fmt::format_to(std::back_inserter(out), "{} {} @{}", severities[static_cast<int>(f.severity)],
                   info(f.rule).name, f.place.offset);
    if (f.place.segment != 0 || f.place.set != 0) {
      fmt::format_to(std::back_inserter(out), " {}.{}.{}.{} {}{}", f.place.interchange, f.place.group,
                     f.place.set, f.place.segment, f.place.segment_id, f.place.element);
    }
    out += " '";
    append_visible(out, f.value);
    fmt::format_to(std::back_inserter(out), "' {}\n", f.expected);
  }
  return out;
}

Reading read_all(SegmentReader& reader, Findings& findings, std::string_view input, std::size_t chunk,
                 std::size_t first) {
  Reading reading;
  reader.reset();
  findings.clear();
  if (chunk == 0) chunk = std::max<std::size_t>(input.size(), 1);
  std::size_t at = 0;
  for (;;) {
    switch (reader.next()) {
      case SegmentReader::Status::segment: {
        const Segment& s = reader.segment();
        fmt::format_to(std::back_inserter(reading.segments), "{}..{}{}{} ", s.offset(), reader.end_offset(),
                       s.plain() ? "" : " special", reader.starts_interchange() ? " header" : "");
        append_visible(reading.segments, s.id());
        for (std::uint32_t n = 1; n <= s.size(); ++n) {
          reading.segments += '|';
          append_visible(reading.segments, s.element(n));
        }
        reading.segments += '\n';
        break;
      }
      case SegmentReader::Status::need_bytes: {
        if (at == input.size()) {
          reader.finish();
          break;
        }
        const std::size_t size = at == 0 && first != 0 ? first : chunk;
        at += reader.feed(input.substr(at, size));
        break;
      }
      case SegmentReader::Status::end:
        reading.findings = findings_text(findings);
        reading.account = reader.account();
        reading.bytes = reader.bytes_read();
        return reading;
    }
  }
}

Reading read_all(std::string_view input, std::size_t chunk, std::size_t first, const ReaderLimits& limits) {
  Findings findings;
  SegmentReader reader(findings, {}, limits);
  return read_all(reader, findings, input, chunk, first);
}

}  // namespace transom::testing
