// The log on standard error: text for people, JSON lines for collectors. Never document bodies, never
// secrets.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "transom/failure.hpp"

namespace transom {

struct LogSettings {
  bool json = false;           // JSON lines instead of text
  std::string level = "info";  // debug, info, warn, error
  std::string file;            // beside standard error; empty: none
};
// May be called again. Fails: disk, when the file cannot be written.
void start_log(const LogSettings& settings);

// One line each; fields are printed as key=value or as JSON members, with control characters made visible.
using LogField = std::pair<std::string_view, std::string>;
using LogFields = std::vector<LogField>;
void log_info(std::string_view event, const LogFields& fields = {});
void log_warning(std::string_view event, const LogFields& fields = {});
void log_error(std::string_view event, const LogFields& fields = {});
void log_failure(const Failure& failure);

}  // namespace transom
