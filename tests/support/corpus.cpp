// See corpus.hpp.
#include "support/corpus.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace transom::testing {
namespace fs = std::filesystem;

std::vector<fs::path> files_below(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, none)) {
    if (entry.is_regular_file() && (extension.empty() || entry.path().extension() == extension)) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

fs::path source_folder() {
  return TRANSOM_SOURCE_DIR;
}

fs::path samples_folder() {
  return source_folder() / "samples";
}

fs::path corpus_folder() {
  const char* named = std::getenv("TRANSOM_CORPUS");
  const fs::path folder = named != nullptr ? fs::path(named) : source_folder() / ".." / "shared" / "corpus";
  return fs::is_directory(folder) ? folder : fs::path{};
}

std::vector<fs::path> corpus_files() {
  const fs::path folder = corpus_folder();
  std::vector<fs::path> files = folder.empty() ? std::vector<fs::path>{} : files_below(folder, ".edi");
  if (files.empty()) MESSAGE("SKIPPED: no corpus beside the sources and none named by TRANSOM_CORPUS");
  return files;
}

std::string file_content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace transom::testing
