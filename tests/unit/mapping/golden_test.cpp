// Golden cases: tests/golden/<set>/<case>/in.edi becomes document.json by the house map, or by the case's own
// map.yaml. Beside it: problems.txt, unread.txt and made.edi (the body that is written back), each only where
// there is something to tell. A new folder is a new test; TRANSOM_REGOLD=1 rewrites what is expected.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fixture.hpp"
#include "support/corpus.hpp"

using namespace transom;
using namespace transom::test;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void compare(const fs::path& path, const std::string& got) {
  if (std::getenv("TRANSOM_REGOLD") != nullptr) {
    if (got.empty()) {
      fs::remove(path);
    } else {
      std::ofstream(path, std::ios::binary) << got;
    }
  }
  CHECK_MESSAGE(content(path) == got, path.string() << " is\n" << got);
}

std::string lines(const std::vector<Unread>& unread) {
  std::string out;
  for (const Unread& item : unread) out += describe(item.place) + ": " + item.value + "\n";
  return out;
}

void run_case(const fs::path& folder, const GuidePtr& guide) {
  INFO(folder.string());
  const auto& library = MapLibrary::built_in();
  const fs::path own = folder / "map.yaml";
  const InboundMapPtr map = library.inbound(guide, fs::exists(own) ? own.string() : std::string());
  const MapResult result = mapped(*map, content(folder / "in.edi"), {.origins = true, .unread = true});
  compare(folder / "document.json", to_json(result.document, JsonStyle::pretty) + "\n");
  compare(folder / "problems.txt", all(result.problems));
  compare(folder / "unread.txt", lines(result.unread));
  if (!result.ok()) return;
  const Made back = made(*library.outbound(guide, map->document()), result.document);
  CHECK_MESSAGE(back.problems.empty(), all(back.problems));
  compare(folder / "made.edi", back.body);
  const MapResult again = mapped(*map, interchange(guide->set_id(), back.body));
  CHECK_MESSAGE(again.document == result.document, to_json(again.document, JsonStyle::pretty));
}

}  // namespace

TEST_CASE("golden cases of maps") {
  std::size_t count = 0;
  for (const char* set : {"850", "855", "856", "810", "860", "865"}) {
    for (const auto& entry : fs::directory_iterator(testing::source_folder() / "tests/golden" / set)) {
      run_case(entry.path(), guide(set));
      ++count;
    }
  }
  CHECK(count >= 23);
}
