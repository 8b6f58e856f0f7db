// The named functions of the language: one table, from which compiler, evaluator and reference are fed.
//
// What the language cannot say becomes a row here; there is no other way to extend it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/value.hpp"

namespace transom::mapping {

// One call while a map runs. Arguments that are lists may be empty; others are present.
class Call {
 public:
  Call(std::span<const Value> values, std::span<const std::uint32_t> ends, TextArena& texts,
       std::vector<Value>& out)
      : values_(values), ends_(ends), texts_(texts), out_(out) {}

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::span<const Value> list(std::size_t i) const {
    const std::uint32_t begin = i == 0 ? 0 : ends_[i - 1];
    return values_.subspan(begin, ends_[i] - begin);
  }
  [[nodiscard]] const Value& value(std::size_t i) const { return list(i).front(); }
  [[nodiscard]] std::string_view text(std::size_t i) const { return value(i).text; }
  // A whole number within [0, most], such as a length; what lies outside is cut to it.
  [[nodiscard]] std::size_t length(std::size_t i, std::size_t most = 4000) const;

  void give(Value value) { out_.push_back(value); }
  void give(std::string_view made) { out_.emplace_back(texts_.keep(made)); }
  // The value cannot be worked on: "is not a number".
  void refuse(std::string sentence) { refused_ = std::move(sentence); }
  [[nodiscard]] const std::string& refused() const { return refused_; }

 private:
  std::span<const Value> values_;
  std::span<const std::uint32_t> ends_;
  TextArena& texts_;
  std::vector<Value>& out_;
  std::string refused_;
};

struct Parameter {
  Type type = Type::none;  // none: any
  bool list = false;
  bool optional = false;
};

struct Function {
  std::string_view name;
  std::string_view signature;  // "text = text, number, text?"; * is a list; any; same: as the first argument
  std::string_view about;      // one line for the reference
  void (*run)(Call&);

  struct Signature {
    Parameter result;
    bool same = false;  // the result's type is that of the first argument
    std::vector<Parameter> parameters;
    [[nodiscard]] std::size_t least() const;
  };
  [[nodiscard]] Signature parsed() const;
};

[[nodiscard]] std::span<const Function> text_functions();
[[nodiscard]] std::span<const Function> value_functions();
// The row of this name whose first parameter takes such a value; else any row of the name; else nullptr.
[[nodiscard]] const Function* find_function(std::string_view name, Type first);
[[nodiscard]] std::vector<std::string_view> function_names();

}  // namespace transom::mapping
