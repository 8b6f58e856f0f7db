// Readers that pull: from memory, and from chunks, one of which is in memory at a time.
#include "transom/bytes.hpp"

#include <algorithm>
#include <utility>

namespace transom {

ReadBytes read_from(std::string_view text) {
  return [text](std::span<char> space) mutable {
    const std::size_t n = std::min(space.size(), text.size());
    std::copy_n(text.data(), n, space.data());
    text.remove_prefix(n);
    return n;
  };
}

ReadBytes read_chunks(std::function<std::string(std::uint32_t)> chunk) {
  struct Position {
    std::string bytes;
    std::size_t at = 0;
    std::uint32_t next = 0;
  };
  return [chunk = std::move(chunk), now = Position()](std::span<char> space) mutable {
    if (now.at == now.bytes.size()) now = {chunk(now.next), 0, now.next + 1};
    const std::size_t n = std::min(space.size(), now.bytes.size() - now.at);
    std::copy_n(now.bytes.data() + now.at, n, space.data());
    now.at += n;
    return n;
  };
}

}  // namespace transom
