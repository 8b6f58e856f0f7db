// The name of a document's file in the ERP's folder: nothing in it but the number comes from the document.
#pragma once

#include <string>

#include "transom/partner.hpp"
#include "transom/records.hpp"

namespace transom {

// "acme-stores-4711-17.1.1.1.json": partner, number, document and the set's place in it. One set has
// one.
[[nodiscard]] std::string erp_file_name(const Partner& partner, const std::string& number,
                                        DocumentId document, const Part& part);

}  // namespace transom
