// Longest common subsequence over lines. Golden files have hundreds of lines, so the plain table of n * m
// lengths is fast enough; what is longer than 4,000 lines is compared by its first differing line only.
#include "engine/line_diff.hpp"

#include <cstdint>
#include <vector>

namespace transom {
namespace {

using Lines = std::vector<std::string_view>;

char separator_of(std::string_view text) {
  const bool is_x12 =
      text.starts_with("ISA") && text.size() > 105 && text.find('\n') == std::string_view::npos;
  return is_x12 ? text[105] : '\n';
}

Lines split(std::string_view text) {
  const char separator = separator_of(text);
  Lines lines;
  while (!text.empty()) {
    const auto end = text.find(separator);
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

struct Edit {
  char kind;  // ' ', '-', '+'
  std::string_view line;
};

std::vector<Edit> edits(const Lines& a, const Lines& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::uint16_t> common((a.size() + 1) * width, 0);
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i * width + j] = a[i] == b[j] ? static_cast<std::uint16_t>(common[(i + 1) * width + j + 1] + 1)
                                           : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::vector<Edit> out;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      out.push_back({' ', a[i]});
      ++i, ++j;
    } else if (j == b.size() || (i < a.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      out.push_back({'-', a[i++]});
    } else {
      out.push_back({'+', b[j++]});
    }
  }
  return out;
}

}  // namespace

std::string line_diff(std::string_view expected, std::string_view came) {
  constexpr std::size_t most = 4000, around = 2;
  Lines a = split(expected), b = split(came);
  if (a.size() > most) a.resize(most);
  if (b.size() > most) b.resize(most);
  const auto all = edits(a, b);
  std::vector<bool> shown(all.size(), false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].kind == ' ') continue;
    const std::size_t from = i > around ? i - around : 0;
    for (std::size_t k = from; k < all.size() && k <= i + around; ++k) shown[k] = true;
  }
  std::string out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!shown[i]) continue;
    if (i > 0 && !shown[i - 1] && !out.empty()) out += "  ...\n";
    out += "  ";
    out += all[i].kind;
    out += ' ';
    out += all[i].line;
    out += '\n';
  }
  return out;
}

}  // namespace transom
