// Expressions over business documents: what rules ask and say. The same language as in maps.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "transom/mapping.hpp"
#include "transom/shape.hpp"

namespace transom {

// Where a text was written, for complaints.
struct Origin {
  std::string file;  // "acme/rules.yaml"
  int line = 1;
  int column = 1;
};

// The records that paths start from, outermost first: {order} for a rule on orders, {order, line} for one on
// lines, where plain names are the line's and /number is the order's.
using Scopes = std::span<const Shape* const>;
using Records = std::span<const void* const>;

// A record beside the document that paths may begin with: `contract.price` of {"contract", its shape}. A path
// of one step never means it, so a field of the same name stays reachable.
struct Beside {
  std::string_view name;
  const Shape* shape = nullptr;
};
// A named value that stands for itself in an expression: `given.tolerance`.
struct Given {
  std::string name;  // "tolerance"
  std::string text;  // "0.02", "2%", "2026-03-31", "yes" or any text: a number, date or flag where it is one
};
// What expressions may speak of, all of it outliving the compilation only.
struct Vocabulary {
  Scopes scopes;
  std::span<const Beside> beside;
  std::span<const Given> given;
  const TablePaths* tables = nullptr;
};

// An expression compiled against shapes. Immutable, may be shared between threads.
class Expression {
 public:
  struct Code;
  explicit Expression(std::shared_ptr<const Code> code);
  ~Expression();

  // The value as text; empty when absent. Records fit the scopes that it was compiled for.
  // `beside` fits the vocabulary's, in its order; a null record has no values.
  [[nodiscard]] std::string text(Records records, const MapContext& context, Records beside = {}) const;
  // Of a condition: whether it holds; an absent value does not.
  [[nodiscard]] bool holds(Records records, const MapContext& context, Records beside = {}) const;

 private:
  std::shared_ptr<const Code> code_;
};

// Fails: configuration, with the place of the very character, when `text` cannot be parsed or does not fit.
[[nodiscard]] Expression compile_expression(std::string_view text, const Origin& origin, Scopes scopes,
                                            const TablePaths& tables = {});
// The same, and it must be a yes or no.
[[nodiscard]] Expression compile_condition(std::string_view text, const Origin& origin, Scopes scopes,
                                           const TablePaths& tables = {});
[[nodiscard]] Expression compile_expression(std::string_view text, const Origin& origin,
                                            const Vocabulary& vocabulary);
[[nodiscard]] Expression compile_condition(std::string_view text, const Origin& origin,
                                           const Vocabulary& vocabulary);

}  // namespace transom
