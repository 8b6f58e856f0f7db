#include "engine/finding_order.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "engine/map_shelf.hpp"
#include "engine/process.hpp"
#include "transom/workspace.hpp"
#include "unit/engine/small_workspace.hpp"

using namespace transom;

namespace {

std::string with(std::string text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

// Rule and byte of each, in the order given.
std::string told(std::string_view file) {
  const ConfigurationPtr defaults = Configuration::defaults();
  const MapShelf maps(*defaults);
  Processor processor(*defaults, maps);
  ProcessOptions options;
  options.map = false;
  options.anyone = true;
  const DocumentResult result = processor.run(read_from(file), options);
  std::string out;
  const auto add = [&](const Finding& finding) {
    out += fmt::format("{} {}, ", info(finding.rule).name, finding.place.offset);
  };
  FindingOrder order;
  for (const FindingOrder::One& one : order.next(result)) {
    CHECK((one.finding == nullptr) == (one.set != nullptr));
    if (one.finding != nullptr) add(*one.finding);
    if (one.set == nullptr) continue;
    for (const Finding& finding : one.set->findings.items()) add(finding);
  }
  return out;
}

}  // namespace

TEST_CASE("finding order: by place, whoever tells of them, and the innermost trailer first") {
  const std::string good = order_850(1);
  const auto at = [&](std::string_view what) { return good.find(what); };
  const std::size_t st = at("ST*");
  struct Row {
    const char* name;
    std::string file, want;
  };
  const std::vector<Row> rows{
      {"nothing", good, ""},
      {"cut off in a set", good.substr(0, at("CTT*")),
       fmt::format("se-missing {0}, ge-missing {0}, interchange-truncated {0}, ", at("CTT*"))},
      {"a header of the group before its set, the trailers behind it",
       with(with(with(good, "*0900*1*X", "*2500*1*X"), "PO1*1*12*EA", "PO1*1*12*E!"), "IEA*1", "IEA*2"),
       fmt::format("gs-time {}, element-code {}, iea-count {}, ", at("GS*"), at("PO1*"), at("IEA*"))},
      {"between two sets", with(good, "ST*850*0001~", "REF*DP*1~ST*850*0001~"),
       fmt::format("segment-between-sets {}, ", st)},
      {"words in front of the second interchange", good + "hello\n" + with(good, "*0900*1*X", "*2500*1*X"),
       fmt::format("filler-skipped {}, gs-time {}, ", good.size(), good.size() + 6 + at("GS*"))},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(told(row.file) == row.want);
  }
}

TEST_CASE("finding order: nothing is given twice, and what comes later is") {
  DocumentResult result;
  result.interchanges.resize(2);
  const auto finding = [](std::uint64_t offset) {
    Finding one{Rule::iea_count, Severity::warn, {}, {}, {}, {}};
    one.place.offset = offset;
    return one;
  };
  result.interchanges[0].findings = {finding(7), finding(3)};
  FindingOrder order;
  const auto offsets = [&] {
    std::string out;
    for (const auto& one : order.next(result)) out += fmt::format("{} ", one.offset);
    return out;
  };
  CHECK(offsets() == "3 7 ");
  CHECK(offsets() == "");
  result.interchanges[0].findings.push_back(finding(9));
  result.interchanges[0].finished = true;
  result.interchanges[1].findings = {finding(8)};
  CHECK(offsets() == "8 9 ");
  result.interchanges[1].findings.push_back(finding(10));
  CHECK(offsets() == "10 ");
}
