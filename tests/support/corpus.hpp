// Files that tests read: the samples of this repository, and a corpus of files written by others, which lives
// beside it or where TRANSOM_CORPUS says, and may be absent.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace transom::testing {

// All regular files below, sorted; none when the folder is not there.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::string& extension = "");
std::filesystem::path source_folder();  // the top of this repository
std::filesystem::path samples_folder();
// $TRANSOM_CORPUS, or ../shared/corpus beside the sources; empty when there is none.
std::filesystem::path corpus_folder();
// The X12 files of the corpus. When there are none, says so through doctest, so that the skip is counted.
std::vector<std::filesystem::path> corpus_files();
std::string file_content(const std::filesystem::path& path);

}  // namespace transom::testing
