// The interchanges of one file that take effect, by their number: what the store cannot say of them before
// the file is recorded.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "engine/result.hpp"

namespace transom {

// Holds views of the interchanges that were added; they outlive it.
class InterchangeNumbers {
 public:
  struct Earlier {
    std::size_t index = 0;  // in the file, from 0
    bool same = false;      // its content is the same, byte for byte
  };
  // An earlier one of the same partner, ids, usage and ISA13 (leading zeros apart): one with the same content
  // where there is one, for a copy is no conflict; else the last. nullopt also where the partner is unknown.
  [[nodiscard]] std::optional<Earlier> earlier(const InterchangeResult& in) const;
  void add(std::size_t index, const InterchangeResult& in);

 private:
  using Key = std::tuple<const Partner*, std::string_view, std::string_view, std::string_view, char>;
  struct Bearers {
    std::map<std::string_view, std::size_t> by_content;
    std::size_t last = 0;
  };
  static Key key_of(const InterchangeResult& in);

  std::map<Key, Bearers> bearers_;
};

}  // namespace transom
