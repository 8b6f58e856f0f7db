// Everybody is let through, so that nothing but the data decides and what was agreed with a sender; a TA1 is
// always sent.
#include "property/receiver.hpp"

#include <fmt/format.h>

#include <list>
#include <map>

#include "engine/answers.hpp"
#include "engine/finding_order.hpp"
#include "engine/map_shelf.hpp"
#include "support/temp_folder.hpp"
#include "transom/workspace.hpp"

namespace transom::property {
namespace {

// His guide is a file beside partner.yaml, as for everybody; what he sends is not mapped.
void write_partner(const TempFolder& folder, const Partnership& of) {
  const std::string guide = of.line.empty() ? "" : ", guide: guide.yaml";
  folder.write("partners/sender/partner.yaml",
               fmt::format("partner: sender\nname: Sender\nidentity:\n  - {{qualifier: \"{}\", id: \"{}\"}}\n"
                           "receive:\n  \"{}\": {{version: \"{}\", map: none{}}}\n",
                           of.qualifier, of.id, of.set, of.version, guide));
  if (of.line.empty()) return;
  folder.write("partners/sender/guide.yaml",
               fmt::format("guide: \"{}\"\nname: Ours\nuses:\n  {}\n", of.set, of.line));
}

Configuration configuration_for(const Manner& manner, const std::optional<Partnership>& partner,
                                const TempFolder& folder) {
  Configuration made;
  made.workspace = Workspace::none();
  made.workspace.limits.set = manner.set;
  made.workspace.limits.interchanges = manner.interchanges;
  made.workspace.limits.groups = manner.groups;
  if (partner) {
    write_partner(folder, *partner);
    made.workspace.partners_folder = folder.at("partners");
  }
  made.directory = Directory::load(made.workspace);
  return made;
}

std::string join(const Segment& segment, std::initializer_list<std::uint32_t> elements) {
  std::string out;
  for (const std::uint32_t n : elements) {
    if (segment.element(n).empty()) continue;
    out += ' ';
    out += segment.element(n);
  }
  return out;
}

// Position, component and repetition with one separator, whatever the answer's own is.
std::string position_of(const Segment& segment, char component) {
  std::string out(segment.element(1));
  for (char& c : out) {
    if (c == component) c = '-';
  }
  return out;
}

void note_answer(const Segment& segment, char component, std::vector<std::string>& lines) {
  const std::string_view id = segment.id();
  if (id == "TA1") lines.push_back("TA1" + join(segment, {4, 5}));
  if (id == "AK3" || id == "IK3") lines.push_back("AK3" + join(segment, {1, 2, 4}));
  if (id == "AK4" || id == "IK4")
    lines.push_back("AK4 " + position_of(segment, component) + join(segment, {3}));
  if (id == "AK5" || id == "IK5") lines.push_back("AK5" + join(segment, {1, 2, 3, 4, 5, 6}));
  if (id == "AK9") lines.push_back("AK9" + join(segment, {1, 5, 6, 7, 8, 9}));
}

}  // namespace

struct Receiver::Impl {
  Impl(const Manner& manner, const std::optional<Partnership>& partner)
      : functional(manner.functional),
        configuration(configuration_for(manner, partner, folder)),
        maps(configuration),
        processor(configuration, maps) {}

  FunctionalAck functional;
  TempFolder folder;
  Configuration configuration;
  MapShelf maps;
  Processor processor;

  void answer(const DocumentResult& document, Judgment& judgment);
  static void read_answer(std::string_view text, std::vector<std::string>& lines);
};

Receiver::Receiver(const Manner& manner, const std::optional<Partnership>& partner)
    : impl_(std::make_unique<Impl>(manner, partner)) {}
Receiver::~Receiver() = default;

Judgment Receiver::judge(std::string_view bytes, const SeeSet& see) {
  const ProcessOptions options{.map = false, .anyone = true, .now = {}, .extras = {}};
  const DocumentResult document = impl_->processor.run(read_from(bytes), options, nullptr, see);
  Judgment judgment;
  judgment.account = document.account;
  for (const FindingOrder::One& one : FindingOrder().next(document)) {
    auto& all = judgment.findings;
    const std::span<const Finding> more =
        one.finding != nullptr ? std::span(one.finding, 1) : std::span(one.set->findings.items());
    all.insert(all.end(), more.begin(), more.end());
  }
  impl_->answer(document, judgment);
  return judgment;
}

void Receiver::Impl::answer(const DocumentResult& document, Judgment& judgment) {
  Partner anyone = configuration.directory.anyone();
  anyone.policy.acknowledge.functional = functional;
  anyone.policy.acknowledge.technical = TechnicalAck::always;
  anyone.policy.share_interchange = false;
  for (const InterchangeResult& in : document.interchanges) {
    AnswerBatch batch(configuration, maps.guides(), {});
    batch.add_ta1(anyone, in, {});
    if (in.verdict.code != 'R') {
      for (const GroupResult& group : in.groups) batch.add_ack(anyone, in.header, group, {});
    }
    std::map<std::string, std::uint64_t> counters;
    const auto next = [&](const std::string& counter, const NumberRange&) { return ++counters[counter]; };
    for (const Answer& answer : batch.finish(next)) {
      for (const Finding& fault : answer.faults) judgment.faults += describe(fault) + "\n";
      read_answer(answer.text, judgment.answers);
    }
  }
}

void Receiver::Impl::read_answer(std::string_view text, std::vector<std::string>& lines) {
  Findings findings;
  SegmentReader reader(findings);
  for (;;) {
    switch (reader.next()) {
      case SegmentReader::Status::segment:
        note_answer(reader.segment(), reader.delimiters().component, lines);
        break;
      case SegmentReader::Status::need_bytes:
        text.remove_prefix(reader.feed(text));
        if (text.empty()) reader.finish();
        break;
      case SegmentReader::Status::end:
        return;
    }
  }
}

}  // namespace transom::property
