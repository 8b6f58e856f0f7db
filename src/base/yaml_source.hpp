// The text of one YAML file under reading: its bytes checked, its offsets as lines and columns.
#pragma once

#include <string>
#include <string_view>

#include "base/yaml.hpp"

namespace transom {

class YamlSource {
 public:
  struct Position {
    int line = 1, column = 1;  // in characters, as editors count
  };

  // Fails on more than 4 MiB, control characters and bytes that are no UTF-8. `file` outlives the source.
  YamlSource(std::string_view text, const std::string* file);

  [[nodiscard]] std::string_view text() const { return text_; }  // without a byte order mark
  [[nodiscard]] std::string_view from(std::size_t offset) const;
  [[nodiscard]] const std::string* file() const { return file_; }

  // Quick while offsets rise, which they do but for complaints.
  Position position(std::size_t offset);
  [[noreturn]] void refuse(std::size_t offset, std::string problem, std::string advice = {});

 private:
  std::string_view text_;
  const std::string* file_;
  std::size_t offset_ = 0;
  Position position_;
};

}  // namespace transom
