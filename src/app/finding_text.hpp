// Findings as commands show them: a line for people, an object for programs, and the setting that relaxes.
#pragma once

#include <string>

#include "transom/finding.hpp"
#include "transom/json_writer.hpp"
#include "transom/partner.hpp"

namespace transom {

// "error", "warning", "note", "off".
[[nodiscard]] std::string_view severity_word(Severity severity);

// Whether a setting would make a difference to what becomes of the data: no severity makes a guide or an
// agreement that is not there.
[[nodiscard]] bool has_relaxing_setting(Rule rule);
// "severity: {element-code: warn} in mappings/partners/acme/partner.yaml"; empty when nothing relaxes it.
[[nodiscard]] std::string relaxing_setting(Rule rule, const Partner* partner);

// One object with every member a program could want.
void append_finding(JsonWriter& json, const Finding& finding);

}  // namespace transom
