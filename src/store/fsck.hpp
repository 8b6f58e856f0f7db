// The check of every invariant that the store can check by itself.
#pragma once

#include <vector>

#include "store/connection.hpp"
#include "transom/store.hpp"

namespace transom {

std::vector<Violation> check_store(Connection& db);

}  // namespace transom
