// Sets from text, for tests of maps: reads an interchange, walks every set by its guide, maps and makes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/envelope.hpp"
#include "transom/guide.hpp"
#include "transom/json.hpp"
#include "transom/mapping.hpp"
#include "transom/reader.hpp"
#include "transom/transaction_set.hpp"

namespace transom::test {

// Calls use(set, place of its ST, guide, findings of the set) for each set that has a guide.
using UseSet = std::function<void(const TransactionSet&, const Place&, const GuidePtr&, const Findings&)>;
void each_set(std::string_view text, const UseSet& use);

// An interchange with one group of this body: "BEG*00*SA*4711**20260302~PO1*..." without ST and SE.
[[nodiscard]] std::string interchange(std::string_view set_id, std::string_view body,
                                      std::string_view version = "004010");

[[nodiscard]] MapContext context();
// The 004010 guide of a set.
[[nodiscard]] GuidePtr guide(std::string_view set_id);
// Maps the only set of a text.
[[nodiscard]] MapResult mapped(const InboundMap& map, std::string_view text, MapOptions options = {});
// The segments between ST and SE, with ~ and a line break behind each.
struct Made {
  std::string body;
  std::vector<MapProblem> problems;
};
[[nodiscard]] Made made(const OutboundMap& map, const BusinessDocument& document);
[[nodiscard]] std::string all(const std::vector<MapProblem>& problems);

// The file below the sources.
[[nodiscard]] std::string source_file(const std::string& name);

}  // namespace transom::test
