// What has to come of a spoilt draft, written in the words in which a judgment can be compared.
#pragma once

#include <string>
#include <vector>

#include "property/mutation.hpp"

namespace transom::property {

// "element-code PO104-1 @7 in PO1": what a finding says of its rule and place.
[[nodiscard]] std::string line_of(const Finding& finding);
[[nodiscard]] std::vector<std::string> wanted_findings(const Spoiling& s);
// The answers in the form of Judgment::answers. `mutations` are those that spoilt it.
[[nodiscard]] std::vector<std::string> wanted_answers(const Spoiling& s,
                                                      std::span<const Mutation* const> mutations,
                                                      const Manner& manner);
// Whether the offset of the finding is that of its row.
[[nodiscard]] bool right_offset(const Spoiling& s, const Expected& expected, const Finding& finding);

}  // namespace transom::property
