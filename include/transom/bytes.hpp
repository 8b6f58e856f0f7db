// Bytes on their way, where the whole would be too much to hold: pulled window by window, or pushed piece by
// piece.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace transom {

// Fills the span with the next bytes and returns how many; 0 is the end.
using ReadBytes = std::function<std::size_t(std::span<char>)>;
// Begins to read, from the first byte each time.
using OpenBytes = std::function<ReadBytes()>;
// Takes the next bytes; they are valid during the call.
using TakeBytes = std::function<void(std::string_view)>;
// Gives all bytes from the first on, the same each time it is called.
using GiveBytes = std::function<void(const TakeBytes&)>;

// From memory; the text outlives the function.
[[nodiscard]] ReadBytes read_from(std::string_view text);
// From chunks, which are asked for one after the other from 0; an empty one is behind the last.
[[nodiscard]] ReadBytes read_chunks(std::function<std::string(std::uint32_t)> chunk);

}  // namespace transom
