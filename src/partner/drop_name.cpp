// Parsed when the file of the partner is read, so that a wrong template is an error at load and never a file
// with a strange name.
#include "partner/drop_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "transom/failure.hpp"
#include "transom/usage.hpp"

namespace transom {
namespace {

constexpr std::array<std::string_view, 10> fields{"set",  "type", "partner", "usage", "isa13",
                                                  "gs06", "seq",  "date",    "time",  "utc"};
constexpr std::size_t longest = 120;  // of a template; a name has 255 bytes, and the parts are short

bool plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

bool counts(std::string_view field) {
  return field == "isa13" || field == "gs06" || field == "seq";
}

std::string compact(Instant at) {
  std::string out;
  for (const char c : at.iso().substr(0, 19)) {
    if (c != '-' && c != ':') out += c;
  }
  return out + "Z";
}

// "%Y" and its like of "20260302T090000Z".
std::string_view moment(char what, std::string_view stamp) {
  switch (what) {
    case 'Y':
      return stamp.substr(0, 4);
    case 'm':
      return stamp.substr(4, 2);
    case 'd':
      return stamp.substr(6, 2);
    case 'H':
      return stamp.substr(9, 2);
    case 'M':
      return stamp.substr(11, 2);
    case 'S':
      return stamp.substr(13, 2);
    default:
      return {};
  }
}

std::string wrong_format(std::string_view format) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    const bool known =
        format[i] == '%' && i + 1 < format.size() && !moment(format[i + 1], "20260302T090000Z").empty();
    if (known)
      ++i;
    else if (!plain(format[i]))
      return fmt::format("'{}' is no format of a time; expected %Y %m %d %H %M %S, letters, digits, - and _",
                         visible(format, 40));
  }
  return format.empty() ? "{utc} needs a format, such as {utc:%Y%m%dT%H%M%SZ}" : "";
}

}  // namespace

std::vector<DropName::Piece> DropName::parse(std::string_view text, std::string& wrong) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < text.size() && wrong.empty();) {
    if (text[i] != '{') {
      if (!plain(text[i]) && text[i] != '.') {
        wrong = fmt::format(
            "'{}' may not stand in a file's name; expected letters, digits, . - _ and fields in {{}}",
            visible(text.substr(i, 1), 8));
      }
      if (pieces.empty() || pieces.back().field) pieces.push_back({});
      pieces.back().text += text[i++];
      continue;
    }
    const std::size_t end = text.find('}', i);
    if (end == std::string_view::npos) {
      wrong = "a { is not closed";
      break;
    }
    const std::string_view inside = text.substr(i + 1, end - i - 1);
    const std::size_t colon = std::min(inside.find(':'), inside.size());
    Piece piece{.text = std::string(inside.substr(0, colon)), .field = true};
    const std::string_view more = inside.substr(std::min(colon + 1, inside.size()));
    if (std::find(fields.begin(), fields.end(), piece.text) == fields.end()) {
      const std::string_view meant = did_you_mean(piece.text, fields);
      wrong = fmt::format("there is no field '{}'{}", visible(piece.text, 40),
                          meant.empty() ? fmt::format("; expected one of {}", fmt::join(fields, ", "))
                                        : fmt::format("; did you mean '{}'?", meant));
    } else if (piece.text == "utc") {
      piece.format = more;
      wrong = wrong_format(more);
    } else if (!more.empty()) {
      const bool width =
          counts(piece.text) && more.size() == 2 && more[0] == '0' && more[1] >= '1' && more[1] <= '9';
      if (!width)
        wrong = fmt::format("'{}' is no width; expected 01 to 09, of isa13, gs06 or seq", visible(more, 20));
      if (width) piece.width = more[1] - '0';
    }
    pieces.push_back(std::move(piece));
    i = end + 1;
  }
  return pieces;
}

std::string DropName::problem(std::string_view text) {
  std::string wrong;
  const auto pieces = parse(text, wrong);
  if (!wrong.empty()) return wrong;
  if (text.empty()) return "it is empty";
  if (text.size() > longest) return fmt::format("it is longer than {} characters", longest);
  if (text.front() == '.') return "a name that begins with a point is hidden, and the VAN does not see it";
  const bool some = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.field; });
  return some ? "" : "it names every file alike; expected a field such as {set} or {isa13:09}";
}

DropName::DropName(std::string_view text) {
  std::string wrong;
  pieces_ = parse(text, wrong);
  bug_check(wrong.empty(), "a template of names was not checked");
  const bool unique = std::any_of(pieces_.begin(), pieces_.end(),
                                  [](const Piece& piece) { return piece.field && piece.text == "seq"; });
  if (unique) return;
  std::string rest;
  if (!pieces_.back().field) {
    const std::size_t point = std::min(pieces_.back().text.rfind('.'), pieces_.back().text.size());
    rest = pieces_.back().text.substr(point);
    pieces_.back().text.resize(point);
  }
  pieces_.push_back({.text = "-"});
  pieces_.push_back({.text = "seq", .field = true});
  if (!rest.empty()) pieces_.push_back({.text = rest});
}

std::string DropName::of(const DropNameFields& of) const {
  std::string out;
  for (const Piece& piece : pieces_) out += piece.field ? show(piece, of) : piece.text;
  return out;
}

std::string DropName::show(const Piece& piece, const DropNameFields& of) {
  const std::string stamp = compact(of.at);
  if (piece.text == "set") return std::string(of.set);
  if (piece.text == "type") return std::string(of.type);
  if (piece.text == "partner") return std::string(of.partner);
  if (piece.text == "usage") return std::string(1, usage_of(of.usage));
  if (piece.text == "date") return stamp.substr(0, 8);
  if (piece.text == "time") return stamp;
  if (counts(piece.text)) {
    const std::uint64_t number = piece.text == "isa13" ? of.isa13 : piece.text == "gs06" ? of.gs06 : of.seq;
    return fmt::format("{:0{}}", number, piece.width);
  }
  std::string out;
  for (std::size_t i = 0; i < piece.format.size(); ++i) {
    if (piece.format[i] == '%') {
      out += moment(piece.format[++i], stamp);
    } else {
      out += piece.format[i];
    }
  }
  return out;
}

}  // namespace transom
