// Opening SQLite so that nothing acknowledged can be lost.
//
// WAL with synchronous=FULL: with the usual NORMAL, commits that were already answered for are lost in a
// power cut. The library this is built on (3.40) has a race between a checkpoint and a commit that resets the
// log, so no connection ever checkpoints by itself (wal_autocheckpoint=0, none on close); the store does it
// under the write lock. mmap stays off: an I/O error would be a signal instead of an answer. Distributions
// compile SQLite with other defaults than these, therefore every setting that matters is read back and a file
// is not used when one did not take. Never fork while a connection is open, and never open() the file beside
// SQLite: closing it again drops the locks of the whole process.
#include "store/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "store/exact_sum.hpp"

namespace transom {

static std::string advice_for(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program holds the file (a database shell, a backup?): close it and run again";
    case SQLITE_FULL:
      return "make room on this disk and run again; what was not committed is done anew";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "stop using it, keep the file, and restore the newest backup; the originals in it can be "
             "replayed";
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "check that the folder exists and that this user may write the file and the folder";
    case SQLITE_IOERR:
      return "the disk refused: look at the system log before running again";
    case SQLITE_NOMEM:
      return "free memory and run again";
    default:
      return "please report it";
  }
}

Connection::Connection(const std::filesystem::path& path, Mode mode) : path_(path) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (mode == Mode::read) flags |= SQLITE_OPEN_READONLY;
  if (mode == Mode::write) flags |= SQLITE_OPEN_READWRITE;
  if (mode == Mode::create) flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  try {
    const int code = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr);
    if (code != SQLITE_OK) fail(code, "open the store");
    set_up(mode);
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

Connection::~Connection() {
  sqlite3_close_v2(db_);
}

void Connection::set_up(Mode mode) {
  sqlite3_busy_timeout(db_, 5000);
  if (const int code = register_exact_sums(db_); code != SQLITE_OK) fail(code, "add sums to the store");
  const struct {
    int option, value;
  } switches[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
      {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
  };
  for (const auto& [option, value] : switches) {
    int now = -1;
    const int code = sqlite3_db_config(db_, option, value, &now);
    if (code != SQLITE_OK || now != value) fail(code, fmt::format("set option {} of the store", option));
  }
  execute(
      "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;");
  // In KiB: writers come back to the same pages again and again, readers pass through.
  execute(fmt::format("PRAGMA temp_store=MEMORY; PRAGMA cache_size={};", mode == Mode::read ? -1000 : -4000));
  expect("PRAGMA synchronous", "2");
  expect("PRAGMA foreign_keys", "1");
  expect("PRAGMA trusted_schema", "0");
  expect("PRAGMA cell_size_check", "1");
  expect("PRAGMA wal_autocheckpoint", "0");
  if (mode == Mode::read) return;
  // The page size can only be chosen before the first page is written; later it is a wish without effect.
  execute("PRAGMA page_size=8192");
  page_bytes_ = std::stoll(pragma("PRAGMA page_size"));
  sqlite3_wal_hook(
      db_,
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Connection*>(self)->log_pages_ = pages;
        return SQLITE_OK;
      },
      this);
}

void Connection::expect(const std::string& sql, std::string_view wanted) {
  const std::string got = pragma(sql);
  if (got == wanted) return;
  throw Failure(FailureKind::database, path_.string(), fmt::format("{} is {}, not {}", sql, got, wanted),
                "this build of SQLite cannot keep the store safe; use the distribution's package");
}

void Connection::execute(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, "use the store");
}

std::string Connection::pragma(const std::string& sql) {
  std::string out;
  const auto keep = [](void* to, int columns, char** values, char**) {
    if (columns > 0 && values[0] != nullptr && static_cast<std::string*>(to)->empty()) {
      *static_cast<std::string*>(to) = values[0];
    }
    return 0;
  };
  const int code = sqlite3_exec(db_, sql.c_str(), keep, &out, nullptr);
  if (code != SQLITE_OK) fail(code, "read the store's settings");
  return out;
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(db_) == 0;
}
std::int64_t Connection::changes() const {
  return sqlite3_changes64(db_);
}
std::int64_t Connection::last_row() const {
  return sqlite3_last_insert_rowid(db_);
}

bool Connection::checkpoint(Checkpoint how) {
  const bool all = how == Checkpoint::truncate;
  if (all) sqlite3_busy_timeout(db_, 0);
  int in_log = -1, moved = -1;
  const int code = sqlite3_wal_checkpoint_v2(
      db_, nullptr, all ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
  if (all) sqlite3_busy_timeout(db_, 5000);
  if ((code & 0xff) == SQLITE_BUSY) return false;
  if (code != SQLITE_OK) fail(code, "move the log into the store");
  return in_log == moved;
}

void Connection::fail(int code, std::string_view doing) {
  const int kind = code & 0xff;
  if (kind == SQLITE_IOERR || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB) trusted_ = false;
  const char* why = db_ != nullptr ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
  const FailureKind blame =
      kind == SQLITE_CONSTRAINT || kind == SQLITE_MISUSE ? FailureKind::internal : FailureKind::database;
  throw Failure(blame, path_.string(), fmt::format("cannot {}: {} ({})", doing, why, code), advice_for(code));
}

}  // namespace transom
