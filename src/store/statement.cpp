// Statements are prepared once a connection and reused: parsing SQL costs ten times what running an insert
// does.
//
// Texts are bound without a copy (SQLITE_STATIC), which is why a row must not outlive its arguments; bindings
// are not cleared between runs because every run binds every parameter.
#include "store/statement.hpp"

#include <sqlite3.h>

#include <array>

namespace transom {

Statement::~Statement() {
  sqlite3_finalize(raw_);
}

void Statement::prepare() {
  if (raw_ != nullptr) return;
  const int code = sqlite3_prepare_v3(db_->raw(), sql_.c_str(), static_cast<int>(sql_.size()) + 1,
                                      SQLITE_PREPARE_PERSISTENT, &raw_, nullptr);
  if (code != SQLITE_OK) db_->fail(code, "read the store");
}

// One letter each, so that a code can be bound without a copy.
const char* Statement::letter(char code) {
  static const auto letters = [] {
    std::array<char, 256> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<char>(i);
    return all;
  }();
  return &letters[static_cast<unsigned char>(code)];
}

void Statement::bind_integer(int at, std::int64_t value) {
  bug_check(sqlite3_bind_int64(raw_, at, value) == SQLITE_OK, "a statement has too many values");
}

void Statement::bind_null(int at) {
  bug_check(sqlite3_bind_null(raw_, at) == SQLITE_OK, "a statement has too many values");
}

void Statement::bind(int at, std::string_view text) {
  const char* bytes = text.data() == nullptr ? "" : text.data();
  const int code = sqlite3_bind_text64(raw_, at, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) db_->fail(code, "store a text");
}

void Statement::bind(int at, Blob blob) {
  const char* bytes = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
  const int code = sqlite3_bind_blob64(raw_, at, bytes, blob.bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) db_->fail(code, "store bytes");
}

Statement::Row::~Row() {
  if (statement_ != nullptr) sqlite3_reset(statement_->raw_);
}

bool Statement::Row::next() {
  const int code = sqlite3_step(statement_->raw_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) statement_->db_->fail(code, "use the store");
  return false;
}

std::int64_t Statement::Row::run() {
  while (next()) {
  }
  return statement_->db_->changes();
}

std::int64_t Statement::Row::integer(int column) const {
  return sqlite3_column_int64(statement_->raw_, column);
}

std::string_view Statement::Row::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_->raw_, column);
  const int size = sqlite3_column_bytes(statement_->raw_, column);
  return bytes == nullptr ? std::string_view()
                          : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool Statement::Row::null(int column) const {
  return sqlite3_column_type(statement_->raw_, column) == SQLITE_NULL;
}

}  // namespace transom
