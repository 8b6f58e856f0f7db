// Random values of one element: right ones, and ones with a single fault.
#pragma once

#include <optional>
#include <string>

#include "property/random.hpp"
#include "transom/guide.hpp"

namespace transom::property {

class Values {
 public:
  Values(Random& random, const Guide& guide, const Delimiters& delimiters);

  std::string right(const ElementDef& element);
  // A value with that fault and no other, or nothing where the element cannot have it.
  std::optional<std::string> wrong(const ElementDef& element, Rule fault);
  // Letters, digits and blanks, neither first nor last a blank; no delimiter.
  std::string text(std::size_t size);
  std::string digits(std::size_t size);  // the first is not 0

 private:
  std::string number(const ElementDef& element, std::size_t size);
  std::string date(std::size_t size);
  std::string time(std::size_t size);
  std::optional<std::string> wrong_length(const ElementDef& element, std::size_t size);
  std::optional<std::string> wrong_date(const ElementDef& element);
  std::optional<std::string> wrong_time(const ElementDef& element);
  std::optional<std::string> wrong_code(const ElementDef& element);

  Random& random_;
  const Guide& guide_;
  std::string alphabet_;
};

}  // namespace transom::property
