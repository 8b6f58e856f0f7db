// The entry that libFuzzer calls; one program a target, named by TRANSOM_FUZZ_TARGET.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  for (const transom::fuzz::Target& target : transom::fuzz::targets()) {
    if (target.name != TRANSOM_FUZZ_TARGET) continue;
    target.run({reinterpret_cast<const char*>(bytes), size});
    return 0;
  }
  std::abort();
}
