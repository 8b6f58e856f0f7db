#include "engine/fault.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "transom/failure.hpp"

using namespace transom;

TEST_CASE("fault: what a document is quarantined for, and what it waits for") {
  struct Row {
    const char* name;
    std::shared_ptr<std::exception> thrown;
    std::string want;  // code, owner; nothing: our world failed
  };
  const auto failure = [](FailureKind kind) {
    return std::make_shared<Failure>(kind, "here", "it does not work", "try another");
  };
  const std::vector<Row> rows{
      {"a bug", failure(FailureKind::internal), "internal-error support"},
      {"a bug of the library", std::make_shared<std::out_of_range>("at 7"), "internal-error support"},
      {"one that speaks in lines", std::make_shared<std::logic_error>("at 7\nof\t8"),
       "internal-error support"},
      {"a state that cannot be", failure(FailureKind::usage), "internal-error support"},
      {"a setting", failure(FailureKind::configuration), "setting-fails mapping"},
      {"the disk", failure(FailureKind::disk), ""},
      {"the database", failure(FailureKind::database), ""},
      {"another engine", failure(FailureKind::busy), ""},
      {"no memory", std::make_shared<std::bad_alloc>(), ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const auto fault = fault_of_document(*row.thrown);
    CHECK((fault ? fault->code + " " + fault->owner : "") == row.want);
    if (!fault) continue;
    CHECK(fault->sentence == visible(row.thrown->what()));
    CHECK(fault->sentence.find('\n') == std::string::npos);
    CHECK(fault->next.find("replay") != std::string::npos);
  }
  CHECK(fault_of_document(*failure(FailureKind::configuration))->next == "try another, then replay");
}
