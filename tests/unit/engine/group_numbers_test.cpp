// Which groups of a file share their numbers.
#include "engine/group_numbers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace transom {
namespace {

struct Given {
  const Partner* partner;
  std::string number;
  std::vector<std::string> groups;
};

std::string alike(const std::vector<Given>& file) {
  DocumentResult whole;
  for (const Given& given : file) {
    InterchangeResult& in = whole.interchanges.emplace_back();
    in.partner = given.partner;
    in.header.control_number = given.number;
    for (const auto& number : given.groups) in.groups.emplace_back().header.control_number = number;
  }
  std::string text;
  for (const GroupAddress& at : groups_alike(whole))
    text += std::to_string(at.first) + "/" + std::to_string(at.second) + " ";
  return text;
}

TEST_CASE("groups of a file: those that share their numbers") {
  const Partner acme, other;
  struct Row {
    const char* name;
    std::vector<Given> file;
    const char* want;
  };
  const Row rows[] = {
      {"none at all", {}, ""},
      {"each its own", {{&acme, "1", {"1", "2"}}, {&acme, "2", {"1", "2"}}}, ""},
      {"two of one interchange", {{&acme, "1", {"1", "2", "1"}}}, "1/1 1/3 "},
      {"of two interchanges of one number", {{&acme, "7", {"1", "2"}}, {&acme, "7", {"2", "3"}}}, "1/2 2/1 "},
      {"leading zeros apart", {{&acme, "007", {"1"}}, {&acme, "7", {"01"}}}, "1/1 2/1 "},
      {"three of them", {{&acme, "7", {"1"}}, {&acme, "7", {"1"}}, {&acme, "7", {"1"}}}, "1/1 2/1 3/1 "},
      {"of two partners", {{&acme, "7", {"1"}}, {&other, "7", {"1"}}}, ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(alike(row.file) == row.want);
  }
}

}  // namespace
}  // namespace transom
