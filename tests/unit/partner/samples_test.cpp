// The sample partners of mappings/partners load, and differ where real partners differ.
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>

#include "support/temp_folder.hpp"
#include "transom/workspace.hpp"

using namespace transom;

TEST_CASE("sample partners: load beside what init writes, and differ") {
  const TempFolder folder;
  for (const StarterFile& file : starter_files()) {
    if (!file.path.ends_with('/')) folder.write(file.path, file.text);
  }
  std::filesystem::copy(std::string(TRANSOM_SOURCE_DIR) + "/mappings/partners",
                        folder.at("mappings/partners"), std::filesystem::copy_options::recursive);
  const auto configuration = Configuration::load(folder.path());
  const Directory& directory = configuration->directory;
  std::set<AnswerMode> answers;
  std::set<TechnicalAck> technical;
  std::set<std::string> qualifiers;
  for (const char* slug : {"acme-stores", "borealis-foods", "cobalt-industrial"}) {
    INFO(std::string(slug));
    const Partner* partner = directory.find_slug(slug);
    REQUIRE(partner != nullptr);
    CHECK(partner->receive("850", "004010") != nullptr);
    REQUIRE(partner->send("855") != nullptr);
    answers.insert(partner->send("855")->send->answer);
    technical.insert(partner->policy.acknowledge.technical);
    qualifiers.insert(partner->identity.front().qualifier);
    CHECK_FALSE(partner->tables.empty());
  }
  CHECK(answers.size() == 2);
  CHECK(technical.size() == 3);
  CHECK(qualifiers.size() == 3);
  CHECK(directory.find("08", "5550102000", 'P')->slug == "borealis-foods");
  CHECK(directory.find("ZZ", "ACMETEST", 'P') == nullptr);
}
