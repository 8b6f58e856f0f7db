// A held order for people and programs: what it asks for line by line, what was said of it, what to do next.
#pragma once

#include <optional>
#include <string_view>

#include "transom/hold.hpp"
#include "transom/json_writer.hpp"

namespace transom {

// One order as `hold show` tells of it.
struct HoldPage {
  HeldOrder held;
  std::vector<BusinessRecord> same_number;  // other orders of this number and release, oldest first
  std::vector<BusinessRecord> changes;      // that wait behind it
  std::optional<ReferenceRecord> reference;
  std::string warning;  // of what a rejection would say beside what is meant
};
[[nodiscard]] HoldPage hold_page(Store& store, BusinessId id);

void print_page(Store& store, const HoldPage& page);
// One object: as a row of `hold list --format json`, and with more where a page is given.
void append_held(JsonWriter& json, const HeldOrder& held);
void append_decisions(JsonWriter& json, std::string_view key, const std::vector<DecisionRecord>& rows);
void append_page(JsonWriter& json, const HoldPage& page);

}  // namespace transom
