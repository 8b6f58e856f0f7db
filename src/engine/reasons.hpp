// The sentences of work items: why something waits, and the next step. One place, one style, all in tests.
#pragma once

#include <optional>
#include <span>

#include "engine/result.hpp"
#include "transom/guide.hpp"
#include "transom/mapping.hpp"
#include "transom/records.hpp"
#include "transom/workspace.hpp"

namespace transom {

[[nodiscard]] Reason reason_not_supported(const SetHeader& set, const Group& group);
[[nodiscard]] Reason reason_ack_unreadable(const SetResult& set);
[[nodiscard]] Reason reason_group_rejected(const GroupReport& report);
// Of a group that stands: what of it belongs to no set.
[[nodiscard]] std::optional<Reason> reason_between_sets(const GroupReport& report);
[[nodiscard]] Reason reason_rejected(const SetResult& set);
[[nodiscard]] Reason reason_no_agreement(const SetResult& set, const Group& group,
                                         const InterchangeResult& in);
[[nodiscard]] Reason reason_no_map(const SetHeader& set, const Group& group, const Partner& partner);
[[nodiscard]] Reason reason_map(const MapProblem& problem);
// An order or a change took effect, and the set that answers it cannot be made. `problems` is not empty.
[[nodiscard]] Reason reason_unanswered(const BusinessRecord& of, const std::string& set,
                                       std::span<const MapProblem> problems);
[[nodiscard]] Reason reason_ruling(const Ruling& ruling);  // of a rule that holds
// By the house rule, which need not be read for it; and what any rule's sentence about such an order ends
// with.
[[nodiscard]] Reason reason_duplicate_order(const Order& order, std::string_view earlier_document);
[[nodiscard]] std::string where_it_came(const Order& order, std::string_view earlier_document);
// A supplier takes nothing of our order.
[[nodiscard]] Reason reason_order_refused(const Partner& partner, const OrderResponse& response);
// `where` the earlier one is: "in document 7".
[[nodiscard]] Reason reason_duplicate_interchange(const Interchange& header, std::string_view where,
                                                  bool same_bytes);
[[nodiscard]] Reason reason_whole_interchange(const SetResult& first_rejected);

// Several as one: the first, with what the others say behind it.
[[nodiscard]] Reason as_one(std::vector<Reason> all);
// Its sentence; where there is more, with the count of it, and for a document that is kept the command that
// lists it. And everything in one line.
[[nodiscard]] std::string headline(const Reason& reason, DocumentId document = {});
[[nodiscard]] std::string in_full(const Reason& reason);

// Why an interchange as a whole takes no effect: not for us, from nobody we know, rejected by its envelope.
// `anyone`: strangers are let through (the commands that only check and answer).
[[nodiscard]] std::optional<Reason> refusal(const InterchangeResult& in, bool anyone);
// Why a document without a single interchange is quarantined.
[[nodiscard]] Reason reason_no_interchange(const DocumentResult& document);
// What stands beside a copy in quarantine, for whoever finds the two without the program.
[[nodiscard]] std::string quarantine_note(DocumentId document, std::string_view name,
                                          std::string_view reason);

}  // namespace transom
