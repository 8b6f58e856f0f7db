// A list that was cut and does not say so is taken for the whole. The whole is not counted: most lists would
// have to be made to be counted, and that there is more is what a person has to know.
#include "app/limit.hpp"

#include <fmt/format.h>

#include "app/log.hpp"
#include "app/output.hpp"

namespace transom {

std::string count_or_cut(std::size_t shown, bool more, std::string_view noun) {
  return more ? fmt::format("the first {}; --limit shows more", with_commas(shown)) : count_of(shown, noun);
}

void log_cut(std::size_t shown, std::string_view which) {
  log_warning(fmt::format("the {} {}; --limit shows more", which, with_commas(shown)));
}

}  // namespace transom
