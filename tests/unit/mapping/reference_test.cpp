// mappings/README.md promises a language: every map and expression in it compiles, every function is named in
// it.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "mapping/functions.hpp"
#include "support/corpus.hpp"
#include "transom/expression.hpp"

namespace transom {
namespace {

std::string reference() {
  std::ifstream in(testing::source_folder() / "mappings/README.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> blocks(const std::string& page, const std::string& kind) {
  std::vector<std::string> out;
  const std::string open = "```" + kind + "\n";
  for (auto at = page.find(open); at != std::string::npos; at = page.find(open, at + 1)) {
    const auto from = at + open.size();
    out.push_back(page.substr(from, page.find("```", from) - from));
  }
  return out;
}

TEST_CASE("every map of the reference compiles") {
  const auto maps = blocks(reference(), "yaml");
  REQUIRE(maps.size() == 6);
  const auto folder =
      std::filesystem::temp_directory_path() / ("transom-reference-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const GuideLibrary& guides = GuideLibrary::built_in();
  for (const auto& text : maps) {
    INFO(text);
    const auto file = folder / "map.yaml";
    std::ofstream(file) << text;
    constexpr std::string_view house = "extends: maps/";
    const auto quote = text.find('"');
    const auto set = text.substr(text.starts_with(house) ? house.size() : quote + 1, 3);
    const auto guide = guides.find("004010", set).guide;
    if (text.starts_with("set:")) {
      const auto from = text.find("from: ") + 6;
      const auto kind = document_kind(text.substr(from, text.find('\n', from) - from));
      REQUIRE(kind);
      CHECK_NOTHROW((void)MapLibrary::built_in().outbound(guide, *kind, file.string()));
    } else {
      CHECK_NOTHROW((void)MapLibrary::built_in().inbound(guide, file.string()));
    }
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("every expression of the reference compiles") {
  const auto found = blocks(reference(), "expr");
  REQUIRE(found.size() == 1);
  const Shape* scope[] = {&Order::shape()};
  std::size_t from = 0, lines = 0;
  while (from < found[0].size()) {
    const auto end = found[0].find('\n', from);
    const std::string line = found[0].substr(from, end - from);
    INFO(line);
    CHECK_NOTHROW((void)compile_expression(line, {"README.md", 1, 1}, scope));
    from = end + 1;
    ++lines;
  }
  CHECK(lines == 7);
}

TEST_CASE("every function stands in the reference") {
  const std::string page = reference();
  for (const auto name : mapping::function_names()) {
    INFO(name);
    const bool named = page.find("`" + std::string(name) + "`") != std::string::npos ||
                       page.find("`" + std::string(name) + "(") != std::string::npos;
    CHECK(named);
  }
}

}  // namespace
}  // namespace transom
