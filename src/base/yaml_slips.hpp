// What a person most likely did where the parser found that a text is no YAML.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace transom {

struct YamlSlip {
  std::size_t offset = 0;  // of the slip, which may stand before the place where the parser noticed
  std::string problem, advice;
};

// `at` and `message`: where the parser stopped, and in what words.
[[nodiscard]] YamlSlip yaml_slip(std::string_view text, std::size_t at, const std::string& message);

}  // namespace transom
