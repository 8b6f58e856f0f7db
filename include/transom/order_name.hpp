// What an order is called by whatever speaks of it.
#pragma once

#include <string>

namespace transom {

struct OrderName {
  std::string number, release;  // release empty: it has none, or none is named
  friend bool operator==(const OrderName&, const OrderName&) = default;
};

}  // namespace transom
