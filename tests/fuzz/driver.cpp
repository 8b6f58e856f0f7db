// The entry that libFuzzer calls. One program has all targets, since linking one a target costs minutes:
// `fuzz --target=walk CORPUS...`; libFuzzer itself passes over what begins with two dashes.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "fuzz/targets.hpp"

namespace {

const transom::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  constexpr std::string_view option = "--target=";
  for (int i = 1; i < *count; ++i) {
    const std::string_view argument = (*arguments)[i];
    if (!argument.starts_with(option)) continue;
    for (const transom::fuzz::Target& target : transom::fuzz::targets()) {
      if (target.name == argument.substr(option.size())) chosen = &target;
    }
  }
  if (chosen != nullptr) return 0;
  std::fputs("usage: fuzz --target=NAME [libFuzzer's options]; NAME is one of:\n", stderr);
  for (const transom::fuzz::Target& target : transom::fuzz::targets()) {
    std::fprintf(stderr, "  %.*s\n", static_cast<int>(target.name.size()), target.name.data());
  }
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  chosen->run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
