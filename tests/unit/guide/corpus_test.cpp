// Files of others through reader and validator: every segment of every set is taken and held, nothing
// crashes, and findings stand where the data stands.
#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "transom/guide.hpp"
#include "transom/reader.hpp"
#include "transom/transaction_set.hpp"

using namespace transom;

namespace {

struct Counts {
  std::uint32_t sets = 0, without_guide = 0;
};

void check_file(const std::string& bytes, Counts& counts) {
  Findings framing;
  SegmentReader reader(framing);
  const Severities severities;
  SetValidator validator;
  TransactionSet set;
  GuidePtr guide;
  Findings findings(100000);
  std::string version;
  std::uint32_t segments = 0;
  std::size_t fed = 0;
  const auto close = [&] {
    validator.finish();
    CHECK(set.rows().size() == segments);
    for (const Finding& finding : findings.items()) {
      CHECK(finding.place.segment >= 1);
      CHECK(finding.place.segment <= segments + 1);
      CHECK_FALSE(describe(finding).empty());
    }
    findings.clear();
    guide = nullptr;
  };
  for (;;) {
    const SegmentReader::Status status = reader.next();
    if (status == SegmentReader::Status::end) break;
    if (status == SegmentReader::Status::need_bytes) {
      if (fed == bytes.size()) reader.finish();
      fed += reader.feed(std::string_view(bytes).substr(fed));
      continue;
    }
    const Segment& segment = reader.segment();
    if (segment.is("GS")) version = segment.element(8);
    if (segment.is("ST")) {
      if (guide) close();
      guide = GuideLibrary::built_in().find(version, segment.element(1)).guide;
      ++(guide ? counts.sets : counts.without_guide);
      segments = 0;
      if (guide) validator.begin(*guide, severities, reader.delimiters(), findings, &set);
    }
    if (!guide) continue;
    validator.take(segment);
    ++segments;
    if (segment.is("SE")) close();
  }
  if (guide) close();
}

}  // namespace

TEST_CASE("every set of the corpus that has a guide is walked and held") {
  Counts counts;
  for (const std::filesystem::path& file : testing::corpus_files()) {
    INFO(file.filename().string());
    check_file(testing::file_content(file), counts);
  }
  MESSAGE(counts.sets << " sets walked, " << counts.without_guide << " without a guide");
}
