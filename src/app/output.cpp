// Output goes through one buffer: a listing of a million lines costs a few hundred writes.
//
// Numbers in words follow one rule: the noun takes an s. No locale is ever asked; the same run prints the
// same bytes on every machine.
#include "app/output.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>

#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

constexpr std::size_t flush_at = 64U << 10;

std::string& buffer() {
  static std::string held;
  return held;
}

bool is_terminal_output() {
  static const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  return terminal;
}

// Columns on a screen: bytes that begin a character.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

void flush_output() {
  std::string_view rest = buffer();
  while (!rest.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, rest.data(), rest.size());
    if (n >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EPIPE) {
      std::_Exit(0);  // whoever read us has seen enough
    } else if (errno != EINTR) {
      buffer().clear();
      throw Failure(FailureKind::disk, "standard output", fmt::format("cannot write (errno {})", errno));
    }
  }
  buffer().clear();
}

void print(std::string_view text) {
  buffer() += text;
  if (buffer().size() >= flush_at || is_terminal_output()) flush_output();
}

void print_line(std::string_view text) {
  buffer() += text;
  print("\n");
}

void print_visible(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    print_line(visible(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool is_watched() {
  static const bool watched = ::isatty(STDERR_FILENO) == 1;
  return watched;
}

void show_progress(std::string_view text) {
  using std::chrono::steady_clock;
  static steady_clock::time_point last;
  static bool shown = false;
  if (!is_watched()) return;
  const auto now = steady_clock::now();
  if (text.empty() ? !shown : now - last < std::chrono::milliseconds(200)) return;
  last = now;
  shown = !text.empty();
  const std::string line = fmt::format("\r{}\x1b[K", text);
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, line.data(), line.size());
}

std::string with_commas(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string count_of(std::uint64_t n, std::string_view noun) {
  return fmt::format("{} {}{}", with_commas(n), noun, n == 1 ? "" : "s");
}

std::string sent_and_prepared(std::uint64_t sent, std::string_view noun, std::uint64_t prepared,
                              bool dry_run) {
  std::string out;
  if (sent > 0 || prepared == 0)
    out = fmt::format("{} {}", dry_run ? "it would send" : "sent", count_of(sent, noun));
  if (prepared > 0)
    out += fmt::format("{}{} {}, which {} batch", out.empty() ? "" : ", ",
                       dry_run ? "it would prepare" : "prepared", count_of(prepared, noun),
                       prepared == 1 ? "waits for its" : "wait for their");
  return out;
}

std::string age(Instant from, Instant now) {
  const std::int64_t minutes = (now.ms - from.ms) / 60'000;
  if (minutes < 1) return "just now";
  if (minutes < 120) return fmt::format("{} min", minutes);
  if (minutes < 48 * 60) return fmt::format("{} h", minutes / 60);
  return fmt::format("{} d", minutes / (24 * 60));
}

std::string when(Instant at) {
  std::string text = at.iso();  // 2026-03-02T09:00:05.000Z
  if (text.size() < 20) return text;
  text[10] = ' ';
  return text.substr(0, 19) + "Z";
}

Table::Table(std::vector<std::string> headings) {
  for (auto& heading : headings) {
    right_.push_back(heading.starts_with('>'));
    if (right_.back()) heading.erase(0, 1);
  }
  rows_.push_back(std::move(headings));
}

void Table::row(std::vector<std::string> cells) {
  cells.resize(right_.size());
  rows_.push_back(std::move(cells));
}

std::string Table::text(std::string_view indent) const {
  std::vector<std::size_t> widths(right_.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line(indent);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - width_of(row[i]), ' ');
      line += right_[i] ? blanks + row[i] : row[i] + blanks;
      line += "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace transom
