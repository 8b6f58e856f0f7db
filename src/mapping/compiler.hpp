// From a parsed expression to nodes of a program, with every type checked.
#pragma once

#include <memory>

#include "mapping/binder.hpp"

namespace transom::mapping {

// An expression as written, and what the maps below it say in its place: `base` refers to that.
struct Line {
  Written text;
  std::shared_ptr<const Line> base;
};

class Compiler {
 public:
  // `backwards`: tables are read from our words to the partner's codes.
  Compiler(Program& program, Binder& binder, const CodeTables& tables, bool backwards)
      : program_(program), binder_(binder), tables_(tables), backwards_(backwards) {}

  // One value of that type (Type::none: of any). Fails: configuration, at the character.
  [[nodiscard]] std::uint32_t value(const Line& line, Type wanted);
  // All that it stands for, as a list.
  [[nodiscard]] std::uint32_t list(const Line& line, Type wanted);

 private:
  struct Made {
    std::uint32_t node = no_node;
    Type type = Type::none;
    bool list = false;              // more than one value by its nature
    const Expr* literal = nullptr;  // a number or text as written
  };
  const Expr& parsed(const Line& line);
  Made line_value(const Line& line, Type wanted, bool alone);
  Made make(const Expr& expr);
  Made make_op(const Expr& expr);
  Made make_arithmetic(const Expr& expr);
  Made make_days(const Expr& expr, const Made& a, const Made& b);
  Made make_comparison(const Expr& expr);
  Made make_in(const Expr& expr);
  Made make_choice(const Expr& expr);
  Made make_call(const Expr& expr);
  Made make_table(const Expr& expr);
  Made make_presence(const Expr& expr);
  Made make_over(const Expr& expr);
  Made make_function(const Expr& expr);
  Made make_list(const Expr& expr);

  std::uint32_t table_use(const Expr& call, const Expr* name, const Expr* column);
  // As `wanted`, converted where that is certain; fails where it is not. `alone`: a list does not do.
  Made fit(Made value, Type wanted, const Expr& expr, bool alone = true);
  Made literal_as(const Expr& literal, Type wanted);
  // Brings two values to one type, for ?? and if.
  Type common(Made& a, const Expr& left, Made& b, const Expr& right);
  [[noreturn]] void fail(const Expr& expr, std::string problem, std::string advice = {}) const;

  Program& program_;
  Binder& binder_;
  const CodeTables& tables_;
  bool backwards_;
  const Line* line_ = nullptr;
  std::deque<Expr> parsed_;  // literals point into them
};

}  // namespace transom::mapping
