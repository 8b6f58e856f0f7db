// The published schema is compared with its checked-in copy: a change of the shape shows as a change of a
// file. TRANSOM_REGOLD=1 writes the copies anew.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

std::string golden_path(DocumentKind kind) {
  return (testing::source_folder() / "tests/golden/schema" / kind_name(kind)).string() + ".json";
}

TEST_CASE("the JSON Schema of each document is the published one") {
  for (const DocumentKind kind : document_kinds) {
    const std::string path = golden_path(kind);
    INFO(path);
    const std::string schema = json_schema(kind);
    if (std::getenv("TRANSOM_REGOLD") != nullptr) std::ofstream(path, std::ios::binary) << schema;
    std::ifstream file(path, std::ios::binary);
    const std::string golden{std::istreambuf_iterator<char>(file), {}};
    CHECK_MESSAGE(schema == golden,
                  "the shape changed; if it was meant: TRANSOM_REGOLD=1 transom_tests, and "
                  "review the difference: fields may be added, never renamed or removed");
  }
}

TEST_CASE("the schema says what the reader demands") {
  const std::string schema = json_schema(DocumentKind::order);
  const auto has = [&](std::string_view text) { return schema.find(text) != std::string::npos; };
  CHECK(has(R"("$schema": "https://json-schema.org/draft/2020-12/schema")"));
  CHECK(
      has("\"required\": [\n    \"document\",\n    \"schema\",\n    \"number\",\n    \"type\",\n    "
          "\"purpose\",\n"
          "    \"ordered\",\n    \"lines\"\n  ]"));
  CHECK(has("\"const\": \"order\""));
  CHECK(has("\"$ref\": \"#/$defs/order_line\""));
  CHECK(has("\"additionalProperties\": false"));
  CHECK(schema.ends_with("}\n"));
}

}  // namespace
}  // namespace transom
