// JSON text as events, the JSON library kept behind them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "transom/json.hpp"

namespace transom {

struct JsonScalar {
  enum class Kind { text, number, flag, null };
  Kind kind = Kind::null;
  std::string_view text;  // text: the characters; number: the digits as written
  bool flag = false;
};

// Receives a document in the order of its text. A view lives as long as the call.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  virtual void begin_object() = 0;
  virtual void end_object() = 0;
  virtual void begin_list() = 0;
  virtual void end_list() = 0;
  virtual void key(std::string_view name) = 0;
  virtual void scalar(const JsonScalar& value) = 0;
};

// Strict JSON in UTF-8, one value in all. Returns what is wrong with the text and where, if anything is;
// events before that place have been sent.
[[nodiscard]] std::optional<JsonProblem> parse_json(std::string_view text, std::size_t depth,
                                                    JsonEvents& events);

}  // namespace transom
