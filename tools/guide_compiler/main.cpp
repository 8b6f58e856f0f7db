// Compiles mappings/guides into the bytes that the program carries. Runs at build time.
// Usage: guide_compiler FOLDER OUTPUT
#include <cstdio>
#include <fstream>

#include "guide/compile.hpp"
#include "guide/source.hpp"
#include "transom/failure.hpp"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: guide_compiler FOLDER OUTPUT\n", stderr);
    return 2;
  }
  try {
    const std::string bytes = transom::compile_guides(transom::read_guides(argv[1]));
    std::ofstream out(argv[2], std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw transom::Failure(transom::FailureKind::disk, argv[2], "cannot be written");
    return 0;
  } catch (const transom::Failure& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return transom::exit_code(failure.kind());
  }
}
