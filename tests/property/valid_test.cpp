// Right sets from every guide: nothing is found in them, each segment stands where it was meant to, and what
// was read is written again byte for byte.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "property/campaign.hpp"
#include "property/generator.hpp"
#include "property/receiver.hpp"
#include "transom/writer.hpp"

using namespace transom;
using namespace transom::property;

namespace {

// The interchange as SegmentWriter and EnvelopeWriter make it.
std::string written(Draft draft) {
  const auto element = [&](std::string_view id, std::size_t n) { return value(draft.row(id), n); };
  EnvelopeFields fields;
  fields.sender_qualifier = element("ISA", 5);
  fields.sender_id = element("ISA", 6);
  fields.receiver_qualifier = element("ISA", 7);
  fields.receiver_id = element("ISA", 8);
  fields.group_sender = element("GS", 2);
  fields.group_receiver = element("GS", 3);
  fields.interchange_version = element("ISA", 12);
  fields.group_version = element("GS", 8);
  const std::string date = Date::parse_x12(element("ISA", 9)).value().iso();
  const std::string time = element("ISA", 10);
  fields.at = Instant::parse_iso(date + "T" + time.substr(0, 2) + ":" + time.substr(2) + ":00Z").value();
  const auto number = [&](std::string_view id, std::size_t n) {
    return static_cast<std::uint32_t>(std::stoul(element(id, n)));
  };
  EnvelopeWriter writer(fields, draft.delimiters);
  writer.open_interchange(number("ISA", 13));
  writer.open_group(element("GS", 1), number("GS", 6));
  SegmentWriter& body = writer.open_set(element("ST", 1), number("ST", 2));
  for (std::size_t i = draft.index("ST") + 1; i < draft.index("SE"); ++i) {
    body.begin(draft.rows[i].id);
    for (const ElementText& field : draft.rows[i].fields) body.add_repeated(field);
    body.end();
  }
  writer.close_set();
  writer.close_group();
  writer.close_interchange();
  CHECK(writer.replacements() == 0);
  return writer.take();
}

// Everything that a reader gives, through a writer again.
std::string read_and_written(std::string_view bytes) {
  Findings findings;
  SegmentReader reader(findings);
  std::optional<SegmentWriter> writer;
  for (;;) {
    const SegmentReader::Status status = reader.next();
    if (status == SegmentReader::Status::end) return writer ? writer->take() : "";
    if (status == SegmentReader::Status::need_bytes) {
      bytes.remove_prefix(reader.feed(bytes));
      if (bytes.empty()) reader.finish();
      continue;
    }
    const Segment& segment = reader.segment();
    if (reader.starts_interchange()) {
      writer.emplace(reader.delimiters());
      writer->raw(segment.text());
      continue;
    }
    const Delimiters& d = reader.delimiters();
    writer->begin(segment.id());
    for (const std::string_view element : segment.elements()) {
      ElementText field;
      for (std::uint32_t r = 1; r <= count_parts(element, d.repetition); ++r) {
        const std::string_view one = part(element, d.repetition, r);
        auto& components = field.emplace_back();
        for (std::uint32_t c = 1; c <= count_parts(one, d.component); ++c) {
          components.emplace_back(part(one, d.component, c));
        }
      }
      writer->add_repeated(field);
    }
    writer->end();
  }
}

// The uses that the walk chose, against those that were meant.
std::string misplaced(const Draft& draft, const TransactionSet& held) {
  const std::size_t st = draft.index("ST");
  for (std::size_t i = 0; i < held.rows().size(); ++i) {
    const Row& row = draft.rows[st + i];
    if (held.rows()[i].use != row.use) {
      return fmt::format("{} at {} stands at use {} instead of {}", row.id, i + 1, held.rows()[i].use,
                         row.use);
    }
  }
  return {};
}

}  // namespace

TEST_CASE("property: right sets of every guide are found right, and read and written byte for byte") {
  const Campaign campaign("valid");
  const std::vector<GuideName> guides = all_guides();
  Receiver receiver{Manner{}};
  std::size_t segments = 0, undone = 0;
  const std::size_t cases = std::max<std::size_t>(campaign.cases(2000), guides.size());
  for (std::size_t n = 0; n < cases; ++n) {
    if (!campaign.wants(n)) continue;
    const GuideName& name = guides[n % guides.size()];
    Random random(campaign.seed(n));
    Generator generator(random);
    const Wishes wishes{.repetitions = random.percent(40), .segments = random.between(5, 120)};
    const std::optional<Draft> draft = generator.draft(name, wishes);
    if (!draft) {
      ++undone;
      continue;
    }
    const std::string bytes = draft->bytes();
    segments += draft->rows.size();
    std::string place;
    const Judgment judgment =
        receiver.judge(bytes, [&](const SeenSet& seen) { place += misplaced(*draft, seen.segments); });
    std::string said;
    for (const Finding& finding : judgment.findings) said += describe(finding) + "\n";
    INFO(campaign.replay(n), "\n", name.version, " ", name.set, "\n", visible_text(bytes));
    REQUIRE(said == "");
    REQUIRE(place == "");
    REQUIRE(judgment.faults == "");
    REQUIRE(judgment.account.segments == bytes.size());
    REQUIRE(written(*draft) == bytes);
    REQUIRE(read_and_written(bytes) == bytes);
  }
  Campaign::made(cases - undone);
  MESSAGE(campaign.title(), ": ", cases - undone, " sets of ", guides.size(), " guides, ", segments,
          " segments, ", undone, " given up");
  CHECK(undone * 20 < cases);
}
