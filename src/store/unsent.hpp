// By what a document of the ERP that could not go is known again when a corrected one goes out.
#pragma once

#include <string>
#include <string_view>

namespace transom {

// Beside partner and number. An 860 or 865 goes by its order's number, and an order has several changes: of
// those it is the change's own number that says which.
struct UnsentName {
  std::string_view set;  // "810"
  char usage = 'P';
  bool cancels = false, interim = false;
  std::string_view release;
  std::string_view change =
      {};  // the buyer's number of it; empty: it has none, or what is meant is no answer
};

// "810 P 00 ", "860 P 00 3 7" with release and change, as it stands in the work item; empty: nothing says
// which one it is.
[[nodiscard]] std::string unsent_key(const UnsentName& name);
// Set, usage and release of such a key.
[[nodiscard]] std::string unsent_set(const std::string& key);
[[nodiscard]] char unsent_usage(const std::string& key);
[[nodiscard]] std::string unsent_release(const std::string& key);

}  // namespace transom
