// The log on standard error: text for people, JSON lines for collectors. Never document bodies, never secrets.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "transom/failure.hpp"

namespace transom {

void start_log(bool json_lines, bool quiet);

// One line each; fields are printed as key=value or as JSON members, with control characters made visible.
using LogField = std::pair<std::string_view, std::string>;
using LogFields = std::vector<LogField>;
void log_info(std::string_view event, const LogFields& fields = {});
void log_warning(std::string_view event, const LogFields& fields = {});
void log_error(std::string_view event, const LogFields& fields = {});
void log_failure(const Failure& failure);

}  // namespace transom
