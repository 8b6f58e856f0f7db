// map -> make -> map gives an equal document, and what is made is valid: for the golden cases, for every file
// of the corpus, and for whatever else X12 can carry of each kind of document.
#include <doctest/doctest.h>

#include "fixture.hpp"
#include "random_set.hpp"
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
  std::vector<std::string> unclean;  // why
};

void round_trip(const std::string& name, const std::string& text, Round& count) {
  each_set(text, [&](const TransactionSet& set, const Place& at, const GuidePtr& guide,
                     const Findings& findings) {
    if (!MapLibrary::built_in().maps_in(guide->set_id())) return;
    INFO(name << " set " << at.set);
    const Pair& maps = maps_of(guide);
    MapResult first;
    maps.in->run(set, at, context(), first);
    ++count.sets;
    // Elements that the standard refuses cannot be written; what was sent in order must come back.
    if (findings.errors() != 0 || !first.ok()) {
      count.unclean.push_back(!first.ok() ? describe(first.problems.front())
                                          : describe(findings.items().front()));
      return;
    }
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

TEST_CASE("round trip: random documents of every kind, 004010 and 005010") {
  const struct {
    std::string_view version, set;
    std::uint32_t seed;
    int sets;
  } rows[] = {{"004010", "856", 1, 25},  {"005010", "856", 2, 25},  {"004010", "810", 3, 25},
              {"005010", "810", 4, 25},  {"004010", "860", 5, 25},  {"005010", "860", 6, 25},
              {"004010", "865", 7, 25},  {"005010", "865", 8, 25},  {"004010", "850", 9, 25},
              {"005010", "850", 10, 25}, {"004010", "855", 11, 25}, {"005010", "855", 12, 25}};
  for (const auto& row : rows) {
    RandomSets random(GuideLibrary::built_in().find(row.version, row.set).guide, row.seed);
    Round count;
    for (int i = 0; i < row.sets; ++i) {
      round_trip(std::to_string(i), interchange(row.set, random.next(), row.version), count);
    }
    std::string why;
    for (const std::string& reason : count.unclean) why += "\n" + reason;
    INFO(row.version << " " << row.set << ": " << count.sets << " sets, clean " << count.clean << why);
    CHECK(count.sets == static_cast<std::size_t>(row.sets));
    CHECK(count.clean > count.sets * 9 / 10);
  }
}
