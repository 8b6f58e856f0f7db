// What came of the documents in a file of the ERP, by their place in it.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "transom/store.hpp"

namespace transom {

class ErpFates {
 public:
  ErpFates(Store& store, const DocumentRecord& document);

  // "sent", what it waits for, or the sentence of the work item that says why it was not. `position`:
  // from 1.
  [[nodiscard]] std::string of(std::uint32_t position) const;

 private:
  [[nodiscard]] std::string waiting(BusinessId id) const;

  Store& store_;
  std::map<std::uint32_t, BusinessId> made_;       // by the last attempt
  std::map<std::uint32_t, WorkItemRecord> items_;  // the newest of each
};

}  // namespace transom
