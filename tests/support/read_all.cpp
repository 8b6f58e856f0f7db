// See read_all.hpp. Bytes outside of printable ASCII are written as \xHH, so that a failing comparison can be
// read.
#include "support/read_all.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "transom/envelope.hpp"

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

std::string finding_line(const Finding& f) {
  static constexpr std::string_view severities[] = {"off", "note", "warn", "error"};
  std::string out =
      fmt::format("{} {} @{}", severities[static_cast<int>(f.severity)], info(f.rule).name, f.place.offset);
  if (f.place.segment != 0 || f.place.set != 0) {
    fmt::format_to(std::back_inserter(out), " {}.{}.{}.{} {}", f.place.interchange, f.place.group,
                   f.place.set, f.place.segment, f.place.segment_id);
    if (f.place.element != 0) fmt::format_to(std::back_inserter(out), "{:02}", f.place.element);
  }
  out += " '";
  append_visible(out, f.value);
  fmt::format_to(std::back_inserter(out), "' {}\n", f.expected);
  return out;
}

std::string event_line(const EnvelopeReader& reader, std::string_view name, std::string_view detail) {
  const Place place = reader.place();
  std::string out = fmt::format("{} {}.{}.{}.{} {}@{} ", name, place.interchange, place.group, place.set,
                                place.segment, place.segment_id, place.offset);
  append_visible(out, detail);
  return out += '\n';
}

std::string set_line(const SetHeader& set) {
  return fmt::format("{} {} segments={} {}..{}{}", set.id, set.control_number, set.segments, set.offset,
                     set.end, set.complete ? "" : " broken");
}

std::string describe_event(const EnvelopeReader& reader, Event event) {
  const Interchange& in = reader.interchange();
  const Group& group = reader.group();
  switch (event) {
    case Event::interchange_begin:
      return event_line(reader, "interchange",
                        fmt::format("{}/{} to {}/{} {} {}", in.sender_qualifier, in.sender_id,
                                    in.receiver_qualifier, in.receiver_id, in.control_number, in.isa15));
    case Event::interchange_end:
      return event_line(
          reader, "end interchange",
          fmt::format("groups={} {}..{}{}", in.groups, in.offset, in.end, in.complete ? "" : " broken"));
    case Event::group_begin:
      return event_line(reader, "group",
                        fmt::format("{} {} {}", group.functional_id, group.control_number, group.version));
    case Event::group_end:
      return event_line(
          reader, "end group",
          fmt::format("sets={} included={}{}", group.sets, group.included, group.complete ? "" : " broken"));
    case Event::set_begin:
      return event_line(reader, "set", set_line(reader.set()));
    case Event::set_end:
      return event_line(reader, "end set", set_line(reader.set()));
    case Event::ta1:
      return event_line(reader, "ta1", reader.segment().text());
    case Event::segment:
      return event_line(reader, "segment", reader.segment().text());
    case Event::stray:
      return event_line(reader, "stray", reader.segment().text());
    case Event::need_bytes:
    case Event::end:
      break;
  }
  return {};
}

}  // namespace

std::string findings_text(const Findings& findings) {
  std::string out;
  for (const Finding& f : findings.items()) out += finding_line(f);
  return out;
}

std::string read_events(std::string_view input, std::size_t chunk, std::size_t first,
                        const ReaderLimits& limits) {
  Findings findings;
  SegmentReader segments(findings, {}, limits);
  EnvelopeReader reader(segments, findings);
  if (chunk == 0) chunk = std::max<std::size_t>(input.size(), 1);
  std::string out;
  std::size_t at = 0;
  for (;;) {
    const Event event = reader.next();
    if (event == Event::need_bytes) {
      if (at == input.size()) segments.finish();
      at += segments.feed(input.substr(at, at == 0 && first != 0 ? first : chunk));
      continue;
    }
    out += describe_event(reader, event);
    out += findings_text(findings);
    findings.clear();
    if (event == Event::end) return out;
  }
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
