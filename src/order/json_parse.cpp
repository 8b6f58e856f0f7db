// The only file that knows Boost.JSON: its incremental parser, turned into plain events.
//
// The library's own tree is not used: it makes doubles of numbers, keeps silently the last of two equal keys,
// and costs a second copy of every document. Its parser gives the digits as written and each key as it
// stands.
#include "order/json_parse.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <boost/json/basic_parser_impl.hpp>

#include "order/json_slips.hpp"

namespace transom {
namespace {

namespace json = boost::json;
using json::error_code;

// Joins the parts in which the parser hands out long texts and numbers.
class Handler {
 public:
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

  explicit Handler(JsonEvents& events) : events_(events) {}

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) {
    open('{');
    return events_.begin_object(), true;
  }
  bool on_object_end(std::size_t, error_code&) {
    close();
    return events_.end_object(), true;
  }
  bool on_array_begin(error_code&) {
    open('[');
    return events_.begin_list(), true;
  }
  bool on_array_end(std::size_t, error_code&) {
    close();
    return events_.end_list(), true;
  }
  bool on_key_part(json::string_view part, std::size_t, error_code&) { return keep(part); }
  bool on_key(json::string_view part, std::size_t, error_code&) {
    events_.key(joined(part));
    standing_.last = JsonStanding::Last::key;
    return done();
  }
  bool on_string_part(json::string_view part, std::size_t, error_code&) { return keep(part); }
  bool on_string(json::string_view part, std::size_t, error_code&) {
    return scalar({JsonScalar::Kind::text, joined(part)});
  }
  bool on_number_part(json::string_view part, error_code&) { return keep(part); }
  bool on_int64(std::int64_t, json::string_view part, error_code&) { return number(part); }
  bool on_uint64(std::uint64_t, json::string_view part, error_code&) { return number(part); }
  bool on_double(double, json::string_view part, error_code&) { return number(part); }
  bool on_bool(bool value, error_code&) { return scalar({JsonScalar::Kind::flag, {}, value}); }
  bool on_null(error_code&) { return scalar({}); }
  bool on_comment_part(json::string_view, error_code&) { return true; }
  bool on_comment(json::string_view, error_code&) { return true; }

  [[nodiscard]] const JsonStanding& standing() const { return standing_; }

 private:
  void open(char bracket) {
    standing_.open.push_back(bracket);
    standing_.last = JsonStanding::Last::begin;
  }
  void close() {
    standing_.open.pop_back();
    standing_.last = JsonStanding::Last::value;
  }
  bool keep(json::string_view part) {
    parts_.append(part.data(), part.size());
    return true;
  }
  std::string_view joined(json::string_view part) {
    if (parts_.empty()) return {part.data(), part.size()};
    keep(part);
    return parts_;
  }
  bool done() {
    parts_.clear();
    return true;
  }
  bool number(json::string_view part) { return scalar({JsonScalar::Kind::number, joined(part)}); }
  bool scalar(const JsonScalar& value) {
    events_.scalar(value);
    standing_.last = JsonStanding::Last::value;
    return done();
  }

  JsonEvents& events_;
  std::string parts_;
  JsonStanding standing_;
};

std::string reason(const error_code& error, std::size_t depth, std::string_view text, std::size_t at,
                   const JsonStanding& standing) {
  if (error == json::error::incomplete) return json_end(text, standing);
  if (error == json::error::extra_data)
    return "something follows the document; expected one document or one list of documents";
  if (error == json::error::too_deep)
    return fmt::format("nested too deep; expected at most {} levels", depth);
  return json_slip(text, at, standing);
}

std::string line_and_column(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto column = at - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0: the first line
  return fmt::format("line {}, column {}", line, column);
}

}  // namespace

std::optional<JsonProblem> parse_json(std::string_view text, std::size_t depth, JsonEvents& events) {
  json::parse_options options;
  options.max_depth = depth;
  json::basic_parser<Handler> parser(options, events);
  error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) error = json::make_error_code(json::error::extra_data);
  if (!error) return std::nullopt;
  return JsonProblem{line_and_column(text, read),
                     reason(error, depth, text, read, parser.handler().standing())};
}

}  // namespace transom
