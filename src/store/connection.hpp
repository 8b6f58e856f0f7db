// One SQLite connection, set up as the store needs it and checked to be so.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "transom/failure.hpp"

struct sqlite3;

namespace transom {

class Connection {
 public:
  enum class Mode : std::uint8_t { read, write, create };

  // Fails: database (cannot open, not a database, a setting did not take).
  Connection(const std::filesystem::path& path, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Statements without parameters or rows, one after the other.
  void execute(const std::string& sql);
  // The first column of the first row; empty without one.
  [[nodiscard]] std::string pragma(const std::string& sql);
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] std::int64_t last_row() const;

  enum class Checkpoint : std::uint8_t {
    passive,   // what no reader is in the way of
    truncate,  // all of it, and the log is emptied; waits for nobody
  };
  // Bytes of log that the last commit left behind.
  [[nodiscard]] std::int64_t log_bytes() const { return log_pages_ * page_bytes_; }
  // Only under the write lock. False when a reader was in the way.
  bool checkpoint(Checkpoint how);

  // Throws what the last call on this connection ran into.
  [[noreturn]] void fail(int code, std::string_view doing);
  // False after an input/output error or damage: what is on the disk is unknown until the file is opened
  // anew.
  [[nodiscard]] bool trusted() const { return trusted_; }
  [[nodiscard]] sqlite3* raw() const { return db_; }

 private:
  void set_up(Mode mode);
  void expect(const std::string& sql, std::string_view wanted);

  std::filesystem::path path_;
  sqlite3* db_ = nullptr;
  std::int64_t log_pages_ = 0, page_bytes_ = 4096;
  bool trusted_ = true;
};

}  // namespace transom
