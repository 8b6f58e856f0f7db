#include "fixture.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "support/corpus.hpp"
#include "transom/writer.hpp"

namespace transom::test {

void each_set(std::string_view text, const UseSet& use) {
  Findings findings;
  SegmentReader reader(findings);
  EnvelopeReader envelope(reader, findings);
  SetValidator validator;
  TransactionSet set;
  Findings of_set;
  const Severities severities;
  GuidePtr guide;
  Place at;
  bool over = false;
  for (;;) {
    switch (envelope.next()) {
      case Event::need_bytes:
        if (text.empty()) {
          if (over) return;
          reader.finish();
          over = true;
        } else {
          text.remove_prefix(reader.feed(text));
        }
        break;
      case Event::set_begin: {
        guide = GuideLibrary::built_in().find(envelope.group().version, envelope.set().id).guide;
        if (!guide) break;
        of_set.clear();
        at = envelope.place();
        set.clear(guide.get(), envelope.interchange().delimiters);
        validator.begin(*guide, severities, envelope.interchange().delimiters, of_set, &set);
        validator.start_at(at);
        validator.take(envelope.segment());
        break;
      }
      case Event::segment:
        if (guide) validator.take(envelope.segment());
        break;
      case Event::set_end:
        if (!guide) break;
        if (envelope.set().complete) validator.take(envelope.segment());
        validator.finish();
        use(set, at, guide, of_set);
        guide = nullptr;
        break;
      case Event::end:
        return;
      default:
        break;
    }
  }
}

std::string interchange(std::string_view set_id, std::string_view body, std::string_view version) {
  std::size_t segments = 2;
  for (char c : body) segments += c == '~' ? 1 : 0;
  return fmt::format(
      "ISA*00*          *00*          *01*123456789      *ZZ*US             "
      "*260302*0900*U*00401*000000001*0*P*>~"
      "GS*{}*ACME*US*20260302*0900*1*X*{}~ST*{}*0001~{}SE*{}*0001~GE*1*1~IEA*1*000000001~",
      GuideLibrary::built_in().find(version, set_id).guide->functional_id(), version, set_id, body, segments);
}

MapContext context() {
  MapContext out;
  out.partner = {"acme", "Acme Stores", "USD", "01", "123456789"};
  out.us = {"us", "Ourselves", "USD", "ZZ", "US"};
  out.now = *Instant::parse_iso("2026-03-02T09:00:00Z");
  return out;
}

GuidePtr guide(std::string_view set_id) {
  return GuideLibrary::built_in().find("004010", set_id).guide;
}

MapResult mapped(const InboundMap& map, std::string_view text, MapOptions options) {
  MapResult out;
  each_set(text, [&](const TransactionSet& set, const Place& at, const GuidePtr&, const Findings&) {
    map.run(set, at, context(), out, options);
  });
  return out;
}

Made made(const OutboundMap& map, const BusinessDocument& document) {
  Delimiters delimiters;
  delimiters.component = '>';
  delimiters.suffix = "\n";
  SegmentWriter writer(delimiters);
  Made out;
  out.problems = map.run(document, context(), writer);
  out.body = writer.take();
  return out;
}

std::string all(const std::vector<MapProblem>& problems) {
  std::string out;
  for (const MapProblem& problem : problems) out += describe(problem) + "\n";
  return out;
}

std::string source_file(const std::string& name) {
  std::ifstream in(testing::source_folder() / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace transom::test
