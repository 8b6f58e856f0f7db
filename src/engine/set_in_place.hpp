// A set and where it stands in its document, while it is recorded.
#pragma once

#include <tuple>

#include "engine/result.hpp"

namespace transom {

using SetAddress = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // interchange, group, set

// `in` and `group` are those of the `whole` document and outlive it.
struct SetInPlace {
  const DocumentResult& whole;
  const InterchangeResult& in;
  const GroupResult& group;
  Part part;
  bool group_void = false;  // the group fell as a whole
  SetResult& set;
  [[nodiscard]] SetAddress address() const { return {part.interchange, part.group, part.set}; }
};

}  // namespace transom
