// Words that the schema calls well known are those that the house tables can read and write.
#include "order/words.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>

#include "base/embedded.hpp"
#include "base/yaml.hpp"

using namespace transom;

TEST_CASE("each word has a code in the table of its kind") {
  const YamlNode all = load_yaml(embedded_file("maps/tables.yaml"), "tables.yaml");
  const YamlNode& tables = all.required("tables");
  struct {
    const char* table;
    std::span<const std::string_view> words;
  } rows[] = {
      {"item_id", words::id_kind},
      {"party_role", words::party_role},
      {"party_id", words::party_id_kind},
      {"date_kind", words::date_kind},
      {"reference_kind", words::reference_kind},
      {"note_kind", words::note_kind},
      {"contact_role", words::contact_role},
      {"description_kind", words::description_kind},
      {"measurement_kind", words::measurement_kind},
      {"quantity_kind", words::quantity_kind},
      {"amount_kind", words::amount_kind},
      {"tax_kind", words::tax_kind},
      {"freight_payment", words::freight_payment},
      {"location_kind", words::location_kind},
      {"mode", words::mode},
      {"routing_sequence", words::routing_sequence},
      {"weight_kind", words::weight_kind},
      {"relationship", words::relationship},
      {"mark_kind", words::mark_kind},
      {"sales_condition", words::sales_condition},
      {"contract_type", words::contract_type},
  };
  for (const auto& row : rows) {
    std::set<std::string> known;
    for (const auto& [code, word] : tables.required(row.table).entries()) known.insert(word.text());
    for (const std::string_view word : row.words) {
      INFO(row.table << " " << std::string(word));
      CHECK(known.contains(std::string(word)));
    }
  }
}
