// The sample partners of mappings/partners load, and differ where real partners differ.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "support/corpus.hpp"
#include "support/temp_folder.hpp"
#include "transom/workspace.hpp"

using namespace transom;

TEST_CASE("sample partners: load beside what init writes, and differ") {
  const TempFolder folder;
  for (const StarterFile& file : starter_files()) {
    if (!file.path.ends_with('/')) folder.write(file.path, file.text);
  }
  std::filesystem::copy(testing::source_folder() / "mappings/partners", folder.at("mappings/partners"),
                        std::filesystem::copy_options::recursive);
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

TEST_CASE("sample partners: the README names every setting and every rule with its severity") {
  std::ifstream file(testing::source_folder() / "mappings/partners/README.md");
  std::ostringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  REQUIRE_FALSE(text.empty());
  for (const Explained& line : Workspace::none().explained) {
    INFO(line.setting);
    const std::size_t dot = line.setting.find('.');
    const bool whole = text.find("`" + line.setting + "`") != std::string::npos;
    CHECK((whole || text.find("`" + line.setting.substr(dot) + "`") != std::string::npos));
  }
  const std::string words[] = {"off", "note", "warn", "error"};
  std::istringstream lines(text);
  std::string rules;
  for (std::string row; std::getline(lines, row);) {
    if (row.starts_with("| ")) rules += row + "\n";
  }
  for (const RuleInfo& rule : all_rules()) {
    INFO(std::string(rule.name));
    const std::size_t at = rules.find("`" + std::string(rule.name) + "`");
    REQUIRE(at != std::string::npos);
    const std::size_t begin = rules.rfind('\n', at) + 1;
    CHECK(
        rules.substr(begin, at - begin).find("| " + words[static_cast<std::size_t>(rule.severity)] + " |") !=
        std::string::npos);
  }
}
