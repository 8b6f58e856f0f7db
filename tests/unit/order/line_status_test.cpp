// The tables of line answers: complete, without loops, and the same words as the house's code table.
#include "transom/line_status.hpp"

#include <doctest/doctest.h>

#include <set>

#include "base/embedded.hpp"
#include "base/yaml.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

TEST_CASE("every code of the house's table has a row with the same word, and the other way round") {
  const YamlNode tables = load_yaml(embedded_file("maps/tables.yaml"), "tables.yaml");
  std::set<std::string> seen;
  for (const auto& entry : tables.required("tables").required("answer_status").entries()) {
    const YamlNode& code = entry.first;
    const YamlNode& word = entry.second;
    INFO(code.text());
    const LineStatus* status = status_of_code(code.text());
    REQUIRE(status != nullptr);
    CHECK(status->word == word.text());
    CHECK(status_of_word(word.text()) == status);
    seen.insert(code.text());
  }
  CHECK(seen.size() == line_statuses().size());
  for (const auto& [code, word] : tables.required("tables").required("response_kind").entries()) {
    if (const ResponseKind* kind = kind_of_code(code.text())) CHECK(kind->word == word.text());
  }
}

TEST_CASE("fallbacks end, and never sound better than what they stand for") {
  for (const LineStatus& status : line_statuses()) {
    const LineStatus* at = &status;
    for (int steps = 0; !at->fallback.empty(); ++steps) {
      INFO(std::string(status.code));
      REQUIRE(steps < 5);
      const LineStatus* next = status_of_code(at->fallback);
      REQUIRE(next != nullptr);
      const bool milder = static_cast<int>(next->fate) < static_cast<int>(status.fate);
      CHECK_FALSE(milder);
      at = next;
    }
  }
}

TEST_CASE("the stronger of two statuses") {
  struct Row {
    const char *a, *b, *want;
  };
  for (const Row& row : {Row{"IA", "IP", "IP"}, Row{"IP", "IP", "IP"}, Row{"IP", "IS", "IC"},
                         Row{"IC", "IP", "IC"}, Row{"IP", "R2", "R2"}, Row{"IR", "R2", "R2"},
                         Row{"IB", "IP", "IB"}, Row{"IH", "IP", "IH"}, Row{"IH", "IR", "IR"}}) {
    const std::string both = std::string(row.a) + " " + row.b;
    INFO(both);
    CHECK(stronger(status_of_code(row.a), status_of_code(row.b))->code == row.want);
    CHECK(stronger(status_of_code(row.b), status_of_code(row.a))->code == row.want);
  }
}

TEST_CASE("of two codes of one fate a partner's own order counts first") {
  struct Row {
    std::vector<std::string> first;
    const char *a, *b, *want;
  };
  const Row rows[] = {
      {{}, "R1", "R3", "R3"},           {{}, "R3", "R2", "R2"},           {{}, "R1", "R4", "R1"},
      {{"R1"}, "R1", "R3", "R1"},       {{"R1"}, "R2", "R3", "R2"},       {{"R4", "R1"}, "R1", "R4", "R4"},
      {{"R1", "R4"}, "R1", "R4", "R1"}, {{"IR"}, "IR", "R2", "IR"},       {{"IP"}, "IP", "IQ", "IP"},
      {{"IQ", "IP"}, "IP", "IQ", "IQ"}, {{"IS"}, "IP", "IQ", "IC"},       {{"IS"}, "IC", "IS", "IS"},
      {{"BP"}, "IB", "BP", "BP"},       {{"IP", "IA"}, "IP", "R1", "R1"}, {{"IA"}, "IA", "IP", "IP"},
  };
  for (const Row& row : rows) {
    const std::string both = std::string(row.a) + " " + row.b;
    INFO(both);
    CHECK(stronger(status_of_code(row.a), status_of_code(row.b), row.first)->code == row.want);
    CHECK(stronger(status_of_code(row.b), status_of_code(row.a), row.first)->code == row.want);
  }
}

OrderResponse response_of(std::vector<std::vector<std::string>> lines) {
  OrderResponse out;
  for (auto& answers : lines) {
    ResponseLine& line = out.lines.emplace_back();
    for (auto& code : answers) line.answers.push_back({.status = std::string(status_of_code(code)->word)});
  }
  return out;
}

TEST_CASE("the header follows from the lines") {
  CHECK(roll_up(response_of({})) == "accepted");
  CHECK(roll_up(response_of({{"IA"}, {"IA"}})) == "accepted");
  CHECK(roll_up(response_of({{"IA"}, {"IP"}})) == "accepted_with_changes");
  CHECK(roll_up(response_of({{"IA", "IB"}})) == "accepted_with_changes");
  CHECK(roll_up(response_of({{"IA"}, {"IR"}})) == "accepted_with_changes");
  CHECK(roll_up(response_of({{"IR"}, {"R2"}})) == "rejected");
  CHECK(roll_up(response_of({{"IR"}, {"IH"}, {"IA"}})) == "acknowledged_held");
}

TEST_CASE("an interim response says that the answer follows: on hold as a whole, or in a line") {
  struct Row {
    const char *code, *answer_to;
    std::vector<std::vector<std::string>> lines;
    bool want;
  };
  const Row rows[] = {
      {"AH", "", {}, true},       {"AH", "", {{"IA"}, {"IA"}}, true},  {"AC", "", {{"IA"}, {"IH"}}, true},
      {"AC", "", {{"IF"}}, true}, {"AE", "", {{"IR"}, {"IW"}}, true},  {"AD", "", {}, false},
      {"AK", "", {}, false},      {"AC", "", {{"IB"}, {"IE"}}, false}, {"RD", "", {{"IR"}}, false},
      {"RJ", "", {}, false},      {"AH", "order_change", {}, true},
  };
  for (const Row& row : rows) {
    OrderResponse response = response_of(row.lines);
    response.kind = kind_of_code(row.code)->word;
    response.answer_to = row.answer_to;
    INFO(row.code << " " << row.lines.size());
    CHECK(is_interim(response) == row.want);
  }
}

}  // namespace
}  // namespace transom
