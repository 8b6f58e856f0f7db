#include "base/embedded.hpp"
#include "support/corpus.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace transom;

TEST_CASE("an embedded file has the bytes of its source") {
  for (const EmbeddedFile& file : embedded_files()) {
    INFO(file.name);
    CHECK(embedded_file(file.name) == file.bytes);
    if (!file.name.ends_with(".yaml")) continue;
    std::ifstream in(testing::source_folder() / "mappings" / file.name, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    CHECK(text.str() == file.bytes);
  }
}

TEST_CASE("names are found by prefix, and what is not there is null") {
  CHECK(embedded_file("maps/no-such-map.yaml").data() == nullptr);
  CHECK(embedded_names("no-such-folder/").empty());
  CHECK(embedded_names("").size() == embedded_files().size());
}
