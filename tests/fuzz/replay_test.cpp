// The seed corpus and every input that once broke something, through the fuzz targets without a fuzzer.
#include <doctest/doctest.h>

#include "fuzz/targets.hpp"
#include "support/corpus.hpp"

using namespace transom;

TEST_CASE("fuzz: the seed corpus and old crashes") {
  for (const fuzz::Target& target : fuzz::targets()) {
    std::size_t seeds = 0;
    for (const char* kind : {"corpus", "crashes"}) {
      const auto folder = testing::source_folder() / "tests/fuzz" / kind / target.name;
      for (const auto& file : testing::files_below(folder)) {
        INFO(file.string());
        const std::string bytes = testing::file_content(file);
        CHECK_NOTHROW(target.run(bytes));
        ++seeds;
      }
    }
    CHECK_MESSAGE(seeds > 0, target.name, " has no seed");
  }
}

TEST_CASE("fuzz: a target's seeds cut short anywhere are bytes as well") {
  for (const fuzz::Target& target : fuzz::targets()) {
    if (target.name == "partners" || target.name == "guides" || target.name == "maps")
      continue;  // files: slow
    const auto folder = testing::source_folder() / "tests/fuzz/corpus" / target.name;
    for (const auto& file : testing::files_below(folder)) {
      const std::string bytes = testing::file_content(file);
      const std::size_t step = bytes.size() / 50 + 1;
      for (std::size_t size = 0; size < bytes.size(); size += step) {
        INFO(file.string(), " cut to ", size);
        CHECK_NOTHROW(target.run(std::string_view(bytes).substr(0, size)));
      }
    }
  }
}
