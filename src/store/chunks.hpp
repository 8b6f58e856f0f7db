// Content lies in rows of up to 1 MiB: one row for an ordinary file, bounded memory for a huge one.
#pragma once

#include <cstddef>

namespace transom {

constexpr std::size_t chunk_bytes = 1U << 20;

}  // namespace transom
