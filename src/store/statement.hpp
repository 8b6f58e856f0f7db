// A prepared statement, bound and read without ceremony:
//
//   Statement find{db, "SELECT size, claim_name FROM documents WHERE id = ?"};
//   if (auto row = find(id); row.next()) { row.integer(0); row.text(1); }
//   insert(id, name, received).run();
//
// Prepared at its first use and kept. The row resets it when it goes; texts are valid until the next next().
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "store/connection.hpp"
#include "store/names.hpp"
#include "transom/records.hpp"

struct sqlite3_stmt;

namespace transom {

// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

class Statement {
 public:
  class Row {
   public:
    Row(Row&& other) noexcept : statement_(other.statement_) { other.statement_ = nullptr; }
    Row& operator=(Row&&) = delete;
    ~Row();

    bool next();
    // Runs to the end; how many rows it changed.
    std::int64_t run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string_view text(int column) const;  // of blobs too
    [[nodiscard]] bool null(int column) const;

   private:
    friend class Statement;
    explicit Row(Statement& statement) : statement_(&statement) {}
    Statement* statement_;
  };

  Statement(Connection& db, std::string sql) : db_(&db), sql_(std::move(sql)) {}
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Binds all parameters. What texts refer to must live until the row is gone.
  template <class... Values>
  Row operator()(const Values&... values) {
    prepare();
    int at = 0;
    (bind(++at, values), ...);
    return Row(*this);
  }

 private:
  void prepare();
  void bind_integer(int at, std::int64_t value);
  void bind_null(int at);
  void bind(int at, std::string_view text);
  void bind(int at, const std::string& text) { bind(at, std::string_view(text)); }
  void bind(int at, Blob blob);
  void bind(int at, Instant when) { bind_integer(at, when.ms); }
  void bind(int at, char code) {
    bind(at, code == ' ' ? std::string_view() : std::string_view(letter(code), 1));
  }
  template <std::integral Number>
  void bind(int at, Number value) {
    bind_integer(at, static_cast<std::int64_t>(value));
  }
  template <class Of>
  void bind(int at, RowId<Of> id) {
    id ? bind_integer(at, id.value) : bind_null(at);
  }
  template <class Value>
  void bind(int at, const std::optional<Value>& value) {
    value ? bind(at, *value) : bind_null(at);
  }
  template <Named Choice>
  void bind(int at, Choice choice) {
    bind(at, name(choice));
  }
  static const char* letter(char code);

  Connection* db_;
  std::string sql_;
  sqlite3_stmt* raw_ = nullptr;
};

}  // namespace transom
