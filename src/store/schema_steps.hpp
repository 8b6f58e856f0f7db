// What each version of the store's schema brought, in SQL.
#pragma once

#include <span>

namespace transom {

struct SchemaStep {
  const char* what;
  const char* sql;
};

// Step n turns user_version n - 1 into n; counted from one.
[[nodiscard]] std::span<const SchemaStep> schema_steps();

}  // namespace transom
