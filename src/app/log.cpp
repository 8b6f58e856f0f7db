// spdlog writes the lines; what stands in them is made here, so that text and JSON say the same.
//
// JSON lines are put together by hand on purpose: five members and one escape function are less to carry than
// a second formatter, and an event must never be lost because its text is not valid UTF-8.
#include "app/log.hpp"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "base/text.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

bool json_lines_wanted = false;

std::string text_line(std::string_view event, const LogFields& fields) {
  std::string line(event);
  for (const auto& [key, value] : fields) {
    if (!value.empty()) line += fmt::format(" {}={}", key, visible(value));
  }
  return line;
}

std::string json_line(std::string_view event, const LogFields& fields) {
  std::string line = "\"event\":";
  append_json_text(line, event);
  for (const auto& [key, value] : fields) {
    line += ',';
    append_json_text(line, key);
    line += ':';
    append_json_text(line, value);
  }
  return line;
}

void write(spdlog::level::level_enum level, std::string_view event, const LogFields& fields) {
  spdlog::log(level, "{}", json_lines_wanted ? json_line(event, fields) : text_line(event, fields));
}

}  // namespace

void start_log(const LogSettings& settings) {
  json_lines_wanted = settings.json;
  std::vector<spdlog::sink_ptr> sinks{std::make_shared<spdlog::sinks::stderr_color_sink_mt>()};
  try {
    if (!settings.file.empty())
      sinks.push_back(std::make_shared<spdlog::sinks::basic_file_sink_mt>(settings.file));
  } catch (const spdlog::spdlog_ex& error) {
    throw Failure(FailureKind::disk, settings.file, error.what(), "see `log:` in transom.yaml");
  }
  auto logger = std::make_shared<spdlog::logger>("transom", sinks.begin(), sinks.end());
  logger->set_level(spdlog::level::from_str(settings.level));
  const auto pattern =
      settings.json ? R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})" : "%Y-%m-%dT%H:%M:%SZ %^%l%$ %v";
  logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void log_info(std::string_view event, const LogFields& fields) {
  write(spdlog::level::info, event, fields);
}
void log_warning(std::string_view event, const LogFields& fields) {
  write(spdlog::level::warn, event, fields);
}
void log_error(std::string_view event, const LogFields& fields) {
  write(spdlog::level::err, event, fields);
}
void log_failure(const Failure& failure) {
  write(spdlog::level::err, failure.what(), {});
}

}  // namespace transom
