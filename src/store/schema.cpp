// A store made by any earlier version is brought forward on opening, one transaction a step, so that a crash
// between two of them leaves a version that can go on.
#include "store/schema.hpp"

#include <fmt/format.h>

#include "store/connection.hpp"
#include "store/schema_steps.hpp"

namespace transom {

static constexpr int application_id = 0x54524e53;  // "TRNS"

int schema_version() {
  return static_cast<int>(schema_steps().size());
}

bool schema_is_current(Connection& db, const std::filesystem::path& path) {
  const int found = std::stoi(db.pragma("PRAGMA user_version"));
  const int owner = std::stoi(db.pragma("PRAGMA application_id"));
  const bool empty = db.pragma("SELECT count(*) FROM sqlite_schema") == "0";
  if (owner != application_id && !(owner == 0 && empty)) {
    throw Failure(FailureKind::database, path.string(), "is a database, but not a transom store",
                  "name another file in transom.yaml under store");
  }
  if (found > schema_version()) {
    throw Failure(FailureKind::database, path.string(),
                  fmt::format("was written by a newer transom (schema {}, this program knows {})", found,
                              schema_version()),
                  "run the newer program, or restore the backup made before the upgrade");
  }
  return found == schema_version();
}

void migrate(Connection& db, const std::filesystem::path& path, int version) {
  if (db.pragma("PRAGMA journal_mode") != "wal" && db.pragma("PRAGMA journal_mode=WAL") != "wal") {
    throw Failure(FailureKind::database, path.string(), "cannot use a write-ahead log here",
                  "put the store on a local disk");
  }
  for (int step = std::stoi(db.pragma("PRAGMA user_version")); step < version; ++step) {
    const SchemaStep& brings = schema_steps()[static_cast<std::size_t>(step)];
    db.execute("BEGIN IMMEDIATE");
    try {
      db.execute(brings.sql);
      db.execute(fmt::format("PRAGMA application_id={}; PRAGMA user_version={};", application_id, step + 1));
      db.execute("COMMIT");
    } catch (const Failure& failure) {
      if (db.in_transaction()) db.execute("ROLLBACK");
      throw Failure(failure.kind(), path.string(),
                    fmt::format("cannot bring the store to schema {} ({}): {}", step + 1, brings.what,
                                failure.problem()),
                    failure.advice());
    }
  }
}

}  // namespace transom
