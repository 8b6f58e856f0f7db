// Checking and answering: any body under any guide, any document whatever.
#include <algorithm>
#include <string>

#include "fuzz/targets.hpp"
#include "property/generator.hpp"
#include "property/receiver.hpp"
#include "transom/reader.hpp"
#include "transom/transaction_set.hpp"

namespace transom::fuzz {
namespace {

// Rows lie in their loops and loops in one another.
void demand_sound(const TransactionSet& set, std::size_t segments) {
  const auto& loops = set.loops();
  demand(set.overflowed() || set.rows().size() == segments, "segments that were not held");
  for (std::size_t i = 0; i < set.rows().size(); ++i) {
    const auto& row = set.rows()[i];
    demand(row.loop < loops.size(), "a segment in no loop");
    demand(row.use == TransactionSet::no_use || row.use < set.guide()->uses().size(), "a use that is none");
    demand(loops[row.loop].first <= i && i < loops[row.loop].end, "a segment outside of its loop");
  }
  for (std::size_t i = 1; i < loops.size(); ++i) {
    demand(loops[i].parent < i, "a loop without parent");
    const auto& parent = loops[loops[i].parent];
    demand(parent.first <= loops[i].first && loops[i].end <= parent.end, "a loop outside of its parent");
  }
}

}  // namespace

// The first byte chooses the guide; ~ ends segments, * separates elements, : and ^ components and
// repetitions.
void walk(std::string_view bytes) {
  static const std::vector<property::GuideName> names = property::all_guides();
  const property::GuideName& name = names[take_byte(bytes) % names.size()];
  const GuidePtr guide = GuideLibrary::built_in().find(name.version, name.set).guide;
  std::string text =
      "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       "
      "*260302*0900*^*00501*000000001*0*P*:~"
      "GS*PO*SENDER*RECEIVER*20260302*0900*1*X*" +
      name.version + "~";
  text += bytes;
  Findings framing, findings(100000);
  SegmentReader reader(framing);
  const Severities severities;
  TransactionSet held;
  SetValidator validator;
  validator.begin(*guide, severities, {'*', ':', '~', '^', ""}, findings, &held);
  std::size_t segments = 0;
  std::string_view rest = text;
  for (bool over = false; !over;) {
    switch (reader.next()) {
      case SegmentReader::Status::segment:
        if (reader.segment().is("ISA") || reader.segment().is("GS")) break;
        validator.take(reader.segment());
        ++segments;
        break;
      case SegmentReader::Status::need_bytes:
        rest.remove_prefix(reader.feed(rest));
        if (rest.empty()) reader.finish();
        break;
      case SegmentReader::Status::end:
        over = true;
        break;
    }
  }
  validator.finish();
  demand_sound(held, segments);
  for (const Finding& finding : findings.items()) {
    demand(finding.place.segment <= std::max<std::size_t>(segments, 1) + 1, "a finding behind the end");
    demand(!describe(finding).empty(), "a finding without words");
  }
}

// What we answer to anything at all is right by our own strict reader; every byte is accounted for.
void ack_out(std::string_view bytes) {
  // Never destroyed: at the end of the program what they refer to may be gone before them.
  static auto* const receivers = new property::Receiver[2]{property::Receiver({FunctionalAck::ack_997}),
                                                           property::Receiver({FunctionalAck::ack_999})};
  const unsigned char choice = take_byte(bytes);
  const property::Judgment judgment = receivers[choice & 1U].judge(bytes);
  demand(judgment.account.total() == bytes.size(), "bytes that nobody accounts for");
  if (!judgment.faults.empty()) throw std::logic_error("an answer that we would refuse: " + judgment.faults);
}

}  // namespace transom::fuzz
