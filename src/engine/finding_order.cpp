// Findings become known when what they are about ends: those of a set at its SE, of an interchange at its
// IEA. Read in that order, a file that is cut off would begin with its last byte. Where several stand at one
// place, as the trailers do that are missing at the end of the input, the inner one goes first.
#include "engine/finding_order.hpp"

#include <algorithm>

namespace transom {

std::vector<FindingOrder::One> FindingOrder::next(const DocumentResult& result) {
  std::vector<One> all;
  const auto take = [&all](const auto& findings, std::size_t& given, const Partner* partner) {
    for (; given < findings.size(); ++given)
      all.push_back({findings[given].place.offset, &findings[given], nullptr, partner});
  };
  given_.resize(result.interchanges.size());
  for (std::size_t i = finished_; i < result.interchanges.size(); ++i) {
    const InterchangeResult& in = result.interchanges[i];
    given_[i].of_groups.resize(in.groups.size(), 0);
    for (std::size_t g = 0; g < in.groups.size(); ++g) {
      for (const SetResult& set : in.groups[g].sets)
        all.push_back({set.header.offset, nullptr, &set, in.partner});
      take(in.groups[g].report.findings(), given_[i].of_groups[g], in.partner);
    }
    take(in.findings, given_[i].findings, in.partner);
    if (in.finished && i == finished_) ++finished_;
  }
  take(result.findings.items(), file_findings_, nullptr);
  std::stable_sort(all.begin(), all.end(), [](const One& a, const One& b) { return a.offset < b.offset; });
  return all;
}

}  // namespace transom
