// The tables, and how older ones become today's.
#pragma once

#include <cstdint>
#include <filesystem>

namespace transom {

class Connection;
class WriteLock;

// The schema this program writes: the number of the last step.
int schema_version();

// Content is kept in chunks by document * chunks + position (what we send likewise), attempts by document *
// attempts + number: what belongs together lies together and needs no second index.
constexpr std::int64_t chunks_per_document = 1 << 20;
constexpr std::int64_t chunks_per_outbound = 1 << 20;
constexpr std::int64_t attempts_per_document = 1 << 12;

// True when the file has today's schema; false when it is older or empty.
// Fails: database (somebody else's file, or a newer transom's).
bool schema_is_current(Connection& db, const std::filesystem::path& path);

// Makes or brings forward the schema up to `version`, each step in its own transaction. Under the write lock.
void migrate(Connection& db, const std::filesystem::path& path, int version = schema_version());

}  // namespace transom
