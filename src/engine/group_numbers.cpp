// Asked once a document, of the groups alone: they are in memory anyway. Nearly always there are none, and
// then no set has to be held against the others of its file.
#include "engine/group_numbers.hpp"

#include <map>
#include <string_view>
#include <tuple>

#include "base/text.hpp"

namespace transom {

std::set<GroupAddress> groups_alike(const DocumentResult& whole) {
  using Key = std::tuple<const Partner*, std::string_view, std::string_view>;
  std::map<Key, GroupAddress> first;
  std::set<GroupAddress> alike;
  for (std::uint32_t i = 0; i < whole.interchanges.size(); ++i) {
    const InterchangeResult& in = whole.interchanges[i];
    for (std::uint32_t g = 0; g < in.groups.size(); ++g) {
      const Key key{in.partner, without_zeros(in.header.control_number),
                    without_zeros(in.groups[g].header.control_number)};
      const auto [at, is_new] = first.try_emplace(key, i + 1, g + 1);
      if (!is_new) alike.insert({at->second, {i + 1, g + 1}});
    }
  }
  return alike;
}

}  // namespace transom
