// Looking functions up, and reading their signatures.
//
// Signatures are text so that a row can be read by whoever looks for a function; they are taken apart only
// when a map is compiled. A name may have two rows when it means the same for another kind of value
// (`yes_no`, `format`).
#include "mapping/functions.hpp"

#include <algorithm>

#include "transom/failure.hpp"

namespace transom::mapping {
namespace {

std::string_view strip(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

Parameter parameter(std::string_view word) {
  Parameter out;
  if (word.ends_with('?')) {
    out.optional = true;
    word.remove_suffix(1);
  }
  if (word.ends_with('*')) {
    out.list = true;
    word.remove_suffix(1);
  }
  for (Type type : {Type::text, Type::number, Type::date, Type::time, Type::flag}) {
    std::string_view name = name_of(type);  // "a text"
    name.remove_prefix(name.find(' ') + 1);
    if (word == name || (type == Type::flag && word == "flag")) out.type = type;
  }
  bug_check(out.type != Type::none || word == "any" || word == "same",
            "a function's signature is misspelled");
  return out;
}

template <class Visit>
const Function* search(const Visit& visit) {
  for (const auto rows : {text_functions(), value_functions()}) {
    for (const Function& row : rows) {
      if (visit(row)) return &row;
    }
  }
  return nullptr;
}

}  // namespace

std::size_t Call::length(std::size_t i, std::size_t most) const {
  const Decimal n = value(i).number.rounded(0);
  if (n.is_negative()) return 0;
  return n.units() > static_cast<int128>(most) ? most : static_cast<std::size_t>(n.units());
}

std::size_t Function::Signature::least() const {
  return static_cast<std::size_t>(
      std::count_if(parameters.begin(), parameters.end(), [](const Parameter& p) { return !p.optional; }));
}

Function::Signature Function::parsed() const {
  Signature out;
  const auto equals = signature.find('=');
  const std::string_view result = strip(signature.substr(0, equals));
  out.result = parameter(result);
  out.same = result.starts_with("same");
  std::string_view rest = signature.substr(equals + 1);
  while (!strip(rest).empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    out.parameters.push_back(parameter(strip(rest.substr(0, comma))));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return out;
}

const Function* find_function(std::string_view name, Type first) {
  const Function* fits = search([&](const Function& row) {
    if (row.name != name) return false;
    const auto signature = row.parsed();
    const Type wanted = signature.parameters.front().type;
    return first == Type::none || wanted == Type::none || wanted == first;
  });
  return fits != nullptr ? fits : search([&](const Function& row) { return row.name == name; });
}

std::vector<std::string_view> function_names() {
  // Those that the compiler knows itself, and those of the tables.
  std::vector<std::string_view> names = {"table", "default", "present", "absent", "any", "all"};
  for (const auto rows : {text_functions(), value_functions()}) {
    for (const Function& row : rows) {
      if (std::find(names.begin(), names.end(), row.name) == names.end()) names.push_back(row.name);
    }
  }
  return names;
}

}  // namespace transom::mapping
