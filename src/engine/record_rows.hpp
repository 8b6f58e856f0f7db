// What the store keeps of a document that came: its parts as rows, from the results of reading. Pure.
#pragma once

#include <string>
#include <vector>

#include "engine/set_in_place.hpp"

namespace transom {

// The partner's name in rows; empty: nobody we know.
[[nodiscard]] std::string slug_of(const InterchangeResult& in);

[[nodiscard]] FindingRecord finding_row(const Finding& finding);
// With its outcome as its fate says, and the AK501 that goes out for it.
[[nodiscard]] SetRecord set_row(const SetInPlace& at);
[[nodiscard]] GroupRecord group_row(const GroupResult& group, const Part& part);
// `refused`: why nothing of it takes effect.
[[nodiscard]] InterchangeRecord interchange_row(const InterchangeResult& in, const Part& part,
                                                const std::optional<Reason>& refused);
// The set's document with the verdict that its fate comes to. A document that is taken gets `file_name` in
// the ERP's folder, and what goes there where that is not what came. Only for a set with a document.
[[nodiscard]] BusinessRecord business_row(const SetInPlace& at, std::string file_name);
// What a rule says of the document.
[[nodiscard]] DecisionRecord decision_row(const Ruling& ruling, BusinessId business, Instant now);
// Each ruling, and each reason that is no rule's: why the document waits, or what was done about it.
[[nodiscard]] std::vector<DecisionRecord> decision_rows(const SetResult& set, BusinessId business,
                                                        Instant now);
// A version of the reference data, for whoever judges by it first.
[[nodiscard]] ReferenceRecord reference_row(const ReferenceData& reference, const std::string& partner,
                                            Instant now);

}  // namespace transom
