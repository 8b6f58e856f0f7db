// map -> make -> map gives an equal document: for the golden cases, and for every 850 and 855 of the corpus.
#include <doctest/doctest.h>

#include "fixture.hpp"
#include "support/corpus.hpp"

using namespace transom;
using namespace transom::test;

namespace {

struct Pair {
  InboundMapPtr in;
  OutboundMapPtr out;
};

const Pair& maps_of(const GuidePtr& guide) {
  static std::map<std::string, Pair> known;
  Pair& pair = known[std::string(guide->version()) + std::string(guide->set_id())];
  if (!pair.in) {
    const auto& library = MapLibrary::built_in();
    pair.in = library.inbound(guide);
    pair.out = library.outbound(guide, pair.in->document());
  }
  return pair;
}

// What `made` says about the made set; empty when all is well.
struct Round {
  std::size_t sets = 0, clean = 0;
};

void round_trip(const std::string& name, const std::string& text, Round& count) {
  each_set(text, [&](const TransactionSet& set, const Place& at, const GuidePtr& guide,
                     const Findings& findings) {
    if (guide->set_id() != "850" && guide->set_id() != "855") return;
    INFO(name << " set " << at.set);
    const Pair& maps = maps_of(guide);
    MapResult first;
    maps.in->run(set, at, context(), first);
    ++count.sets;
    // Elements that the standard refuses cannot be written; what was sent in order must come back.
    if (findings.errors() != 0 || !first.ok()) return;
    ++count.clean;
    const Made back = made(*maps.out, first.document);
    CHECK_MESSAGE(back.problems.empty(), all(back.problems));
    MapResult second;
    Findings faults;
    each_set(interchange(guide->set_id(), back.body, guide->version()),
             [&](const TransactionSet& again, const Place& place, const GuidePtr&, const Findings& found) {
               maps.in->run(again, place, context(), second);
               for (const Finding& finding : found.items()) {
                 if (finding.severity == Severity::error) faults.add(finding);
               }
             });
    for (const Finding& finding : faults.items()) FAIL_CHECK(describe(finding));
    CHECK_MESSAGE(first.document == second.document, to_json(first.document, JsonStyle::pretty)
                                                         << "\nis not\n"
                                                         << to_json(second.document, JsonStyle::pretty));
  });
}

}  // namespace

TEST_CASE("round trip: corpus") {
  Round count;
  for (const auto& path : testing::corpus_files())
    round_trip(path.string(), testing::file_content(path), count);
  MESSAGE("sets mapped: " << count.sets << ", of them clean and written back: " << count.clean);
}
