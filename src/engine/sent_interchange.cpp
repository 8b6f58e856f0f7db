// The bytes are the truth about what was sent: rows in the store name an interchange by its first group only,
// and what was queued by an earlier version of the program is read just as well.
#include "engine/sent_interchange.hpp"

#include "base/text.hpp"
#include "transom/envelope.hpp"

namespace transom {
namespace {

struct NumberPlace {
  std::string_view segment;
  std::uint32_t element;
};
constexpr NumberPlace number_places[] = {{"BEG", 3}, {"BAK", 3}, {"BCH", 3},
                                         {"BCA", 3}, {"BIG", 2}, {"BSN", 2}};

void take_number(SentSet& set, const Segment& segment) {
  for (const NumberPlace& place : number_places) {
    if (segment.id() == place.segment) set.number = segment.element(place.element);
  }
}

// Every event of the envelopes in the bytes, until `take` says false.
template <class Take>
void walk(const ReadBytes& read, Take take) {
  Findings ignored;
  SegmentReader reader(ignored);
  EnvelopeReader envelope(reader, ignored);
  for (Event event; (event = envelope.next()) != Event::end;) {
    if (event != Event::need_bytes) {
      if (!take(event, envelope)) return;
    } else if (const std::size_t n = read(reader.space()); n != 0) {
      reader.commit(n);
    } else {
      reader.finish();
    }
  }
}

}  // namespace

ReadBytes sent_bytes(Lookups& store, OutboundId id) {
  return read_chunks([&store, id](std::uint32_t n) { return store.outbound_chunk(id, n); });
}

std::string sent_text(Lookups& store, OutboundId id) {
  std::string text;
  for (std::uint32_t n = 0;; ++n) {
    const std::string chunk = store.outbound_chunk(id, n);
    if (chunk.empty()) return text;
    text += chunk;
  }
}

SentInterchange read_sent(const ReadBytes& read) {
  SentInterchange sent;
  walk(read, [&sent](Event event, EnvelopeReader& envelope) {
    if (event == Event::group_begin) {
      sent.groups.push_back({envelope.group().functional_id, envelope.group().control_number, {}});
    } else if (event == Event::set_begin) {
      sent.groups.back().sets.push_back({envelope.set().id, envelope.set().control_number, {}});
    } else if (event == Event::segment) {
      take_number(sent.groups.back().sets.back(), envelope.segment());
    } else if (event == Event::interchange_end) {
      sent.header = envelope.interchange();
    }
    return true;
  });
  return sent;
}

std::string sent_segment(const ReadBytes& read, const SentGroup& group, const SentSet& set,
                         std::uint64_t position) {
  std::string text;
  bool inside = false;
  std::uint64_t at = 1;
  walk(read, [&](Event event, EnvelopeReader& envelope) {
    if (event == Event::set_begin) {
      inside = envelope.group().control_number == group.control_number &&
               envelope.set().control_number == set.control_number;
      at = 1;
    } else if (event == Event::segment && inside && ++at == position) {
      text = envelope.segment().text();
    }
    return text.empty();
  });
  return text;
}

}  // namespace transom
