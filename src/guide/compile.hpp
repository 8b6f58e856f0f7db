// From guides as written to the compact form (guide/blob.hpp).
#pragma once

#include <string>

#include "guide/source.hpp"

namespace transom {

// The same source always gives the same bytes.
[[nodiscard]] std::string compile_guides(const GuideSource& source);

}  // namespace transom
