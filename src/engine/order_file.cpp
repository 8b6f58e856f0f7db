// Document and place make the name unique, for the same number may come from a partner twice.
#include "engine/order_file.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace transom {

std::string erp_file_name(const Partner& partner, const std::string& number, DocumentId document,
                          const Part& part) {
  return fmt::format("{}-{}-{}.{}.{}.{}.json", partner.slug, percent_name(number, 60), document.value,
                     part.interchange, part.group, part.set);
}

}  // namespace transom
