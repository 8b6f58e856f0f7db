// What is told of a document and holds nothing (rules, checks and separators that warn), for the log: how
// much it is, and the first. All of it stands in the store, where `show` reads it.
#pragma once

#include <cstddef>
#include <string>

#include "transom/records.hpp"

namespace transom {

struct Warned {
  DocumentId document;
  std::string number;  // of the first one's order, invoice, ...
  DecisionRecord first;
  std::size_t count = 0;

  void add(const DecisionRecord& warning, const std::string& of) {
    if (count++ > 0) return;
    first = warning;
    number = of;
  }
};

}  // namespace transom
