// A map, since a file of ten thousand interchanges would else be compared with itself fifty million times.
// The key is the store's (Lookups::find_interchange): what is a duplicate in one file is one in two.
#include "engine/interchange_numbers.hpp"

#include "base/text.hpp"

namespace transom {

InterchangeNumbers::Key InterchangeNumbers::key_of(const InterchangeResult& in) {
  return {in.partner, in.header.sender_id, in.header.receiver_id, without_zeros(in.header.control_number),
          in.header.usage};
}

std::optional<InterchangeNumbers::Earlier> InterchangeNumbers::earlier(const InterchangeResult& in) const {
  const auto found = in.partner != nullptr ? bearers_.find(key_of(in)) : bearers_.end();
  if (found == bearers_.end()) return std::nullopt;
  const auto& [by_content, last] = found->second;
  const auto copy = by_content.find(in.content_hash);
  if (copy != by_content.end()) return Earlier{copy->second, true};
  return Earlier{last, false};
}

void InterchangeNumbers::add(std::size_t index, const InterchangeResult& in) {
  if (in.partner == nullptr) return;
  Bearers& bearers = bearers_[key_of(in)];
  bearers.by_content.emplace(in.content_hash, index);
  bearers.last = index;
}

}  // namespace transom
