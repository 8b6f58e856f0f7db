// Bytes that no YAML file of ours may hold are refused before the parser sees any: it would guess UTF-16 from
// NUL bytes, pass escape sequences on into messages, and take any byte for a character.
#include "base/yaml_source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace transom {

constexpr std::size_t max_bytes = 4 * 1024 * 1024;

YamlSource::YamlSource(std::string_view text, const std::string* file) : text_(text), file_(file) {
  if (text.size() > max_bytes) {
    throw Failure(FailureKind::configuration, *file, "has more than 4 MiB",
                  "split the file, or keep the table as CSV");
  }
  if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
  for (std::size_t at = 0; at < text_.size(); ++at) {
    const char c = text_[at];
    const bool control = (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7f;
    if (control) {
      refuse(at, "control character " + visible(text_.substr(at, 1)),
             "write it as an escape in double quotes");
    }
  }
  const auto bad = find_not_utf8(text_);
  if (bad == std::string_view::npos) return;
  refuse(bad, fmt::format("byte {} is not UTF-8", visible(text_.substr(bad, 1))), "save the file as UTF-8");
}

std::string_view YamlSource::from(std::size_t offset) const {
  return text_.substr(std::min(offset, text_.size()));
}

YamlSource::Position YamlSource::position(std::size_t offset) {
  if (offset < offset_) {
    offset_ = 0;
    position_ = {};
  }
  for (offset = std::min(offset, text_.size()); offset_ < offset; ++offset_) {
    const auto byte = static_cast<unsigned char>(text_[offset_]);
    if (byte == '\n') {
      ++position_.line;
      position_.column = 1;
    } else if ((byte & 0xc0U) != 0x80U) {
      ++position_.column;
    }
  }
  return position_;
}

void YamlSource::refuse(std::size_t offset, std::string problem, std::string advice) {
  const auto [line, column] = position(offset);
  throw Failure(FailureKind::configuration, fmt::format("{}:{}:{}", *file_, line, column), std::move(problem),
                std::move(advice));
}

}  // namespace transom
