// The bytes are the truth about what was sent: rows in the store name an interchange by its first group only,
// and what was queued by an earlier version of the program is read just as well.
#include "engine/sent_interchange.hpp"

#include "engine/process.hpp"
#include "transom/envelope.hpp"

namespace transom {
namespace {

struct NumberPlace {
  std::string_view segment;
  std::uint32_t element;
};
constexpr NumberPlace number_places[] = {{"BAK", 3}, {"BIG", 2}, {"BSN", 2}};

void take_number(SentSet& set, const Segment& segment) {
  for (const NumberPlace& place : number_places) {
    if (segment.id() == place.segment) set.number = segment.element(place.element);
  }
}

std::string_view bare(std::string_view number) {
  const std::size_t first = number.find_first_not_of("0 ");
  if (first == std::string_view::npos) return number.empty() ? number : std::string_view("0");
  return number.substr(first, number.find_last_not_of(' ') + 1 - first);
}

}  // namespace

SentInterchange read_sent(std::string_view bytes) {
  SentInterchange sent;
  Findings ignored;
  SegmentReader reader(ignored);
  EnvelopeReader envelope(reader, ignored);
  const ReadBytes read = read_from(bytes);
  for (Event event; (event = envelope.next()) != Event::end;) {
    switch (event) {
      case Event::need_bytes:
        if (const std::size_t n = read(reader.space()); n != 0) {
          reader.commit(n);
        } else {
          reader.finish();
        }
        break;
      case Event::group_begin:
        sent.groups.push_back({envelope.group().functional_id, envelope.group().control_number, {}});
        break;
      case Event::set_begin:
        sent.groups.back().sets.push_back({envelope.set().id, envelope.set().control_number, {}});
        break;
      case Event::segment:
        take_number(sent.groups.back().sets.back(), envelope.segment());
        break;
      case Event::interchange_end:
        sent.header = envelope.interchange();
        break;
      default:
        break;
    }
  }
  return sent;
}

bool same_number(std::string_view a, std::string_view b) {
  return bare(a) == bare(b);
}

}  // namespace transom
