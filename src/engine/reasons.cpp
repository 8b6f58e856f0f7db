// Every sentence names what came and what was expected; `next` is what the specialist does now.
//
// Values from documents pass through visible(), so that a sentence can go to a terminal, a log or a mail.
#include "engine/reasons.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "transom/guide.hpp"
#include "x12/envelope_text.hpp"

namespace transom {
namespace {

std::string who(std::string_view qualifier, std::string_view id) {
  return fmt::format("{}:{}", visible(qualifier, 10), visible(id, 40));
}

const Finding* first_error(std::span<const Finding> findings) {
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [](const Finding& f) { return f.severity == Severity::error; });
  return found == findings.end() ? nullptr : &*found;
}

}  // namespace

Reason reason_not_supported(const SetHeader& set, const Group& group) {
  const bool version_known = GuideLibrary::built_in().find(group.version, set.id).version_known;
  const char* next =
      !version_known ? "ask the partner for a version we know (`transom doctor` lists them)"
      : is_set_id(set.id)
          ? "tell the partner that we cannot read this set (`transom doctor` lists those we can)"
          : "the partner was told that ST01 names no set, and sends it again";
  return {"set-not-supported",
          fmt::format("there is no guide for set {} in version {}", visible(set.id, 10),
                      visible(group.version, 20)),
          next, "mapping"};
}

Reason reason_rejected(const SetResult& set) {
  const auto errors = set.findings.errors();
  const Finding* first = first_error(set.findings.items());
  std::string sentence = fmt::format("set {} {} was rejected: {} error{}", visible(set.header.id, 10),
                                     visible(set.header.control_number, 12), errors, errors == 1 ? "" : "s");
  if (first != nullptr) sentence += fmt::format(", first: {}", describe(*first));
  return {"syntax", sentence, "the partner was told and sends it again; `transom show` marks every place",
          "partner"};
}

Reason reason_group_rejected(const GroupReport& report) {
  const Finding* first = first_error(report.findings());
  std::string sentence = fmt::format(
      "group {} {} was rejected with its {} set{}", visible(report.group().functional_id, 10),
      visible(report.group().control_number, 12), report.received(), report.received() == 1 ? "" : "s");
  if (first != nullptr) sentence += fmt::format(": {}", describe(*first));
  return {"group-rejected", sentence,
          to_be_acknowledged(report) ? "the partner was told and sends it again once it is mended"
                                     : "tell the partner: acknowledgments are not answered",
          "partner"};
}

// A segment alone does no harm; an ST that is lost has taken a document with it.
std::optional<Reason> reason_between_sets(const GroupReport& report) {
  for (const Finding& finding : report.findings()) {
    if (finding.rule != Rule::segment_between_sets || finding.severity != Severity::error) continue;
    return Reason{
        "segment-between-sets",
        fmt::format("group {} {}: {}", visible(report.group().functional_id, 10),
                    visible(report.group().control_number, 12), describe(finding)),
        "look at the place with `transom show`; if a set is lost there, ask the partner to send it again",
        "partner"};
  }
  return std::nullopt;
}

Reason reason_ack_unreadable(const SetResult& set) {
  const Finding* first = first_error(set.findings.items());
  std::string sentence = fmt::format("acknowledgment {} {} has {} error{} and closes nothing",
                                     visible(set.header.id, 10), visible(set.header.control_number, 12),
                                     set.findings.errors(), set.findings.errors() == 1 ? "" : "s");
  if (first != nullptr) sentence += fmt::format(", first: {}", describe(*first));
  return {
      "ack-unreadable", sentence,
      "tell the partner (acknowledgments are not answered), or relax the rule under `severity`, then replay",
      "partner"};
}

Reason reason_no_agreement(const SetResult& result, const Group& group, const InterchangeResult& in) {
  const SetHeader& set = result.header;
  const std::string slug = in.partner != nullptr ? in.partner->slug : std::string("this sender");
  const bool told = result.outcome == Outcome::rejected;
  return {"no-agreement",
          fmt::format("nothing was agreed with {} about receiving set {} in version {}", slug,
                      visible(set.id, 10), visible(group.version, 20)),
          in.partner != nullptr
              ? fmt::format(
                    "add it under `receive:` in {}, then {}", in.partner->file,
                    told ? "let the partner, who was told that the set is rejected, send it again" : "replay")
              : std::string("add the partner, then replay"),
          "mapping"};
}

Reason reason_no_map(const SetHeader& set, const Group& group, const Partner& partner) {
  return {"no-map",
          fmt::format("set {} {} of version {} was acknowledged and kept, and no map makes anything of it",
                      visible(set.id, 10), visible(set.control_number, 12), visible(group.version, 20)),
          fmt::format("look at it by `transom show`; where it is only to be kept, say `map: none` in {}",
                      partner.file),
          "mapping"};
}

Reason reason_map(const MapProblem& problem) {
  return {"map", describe(problem),
          problem.next.empty() ? "mend the map or the table, then replay" : problem.next, "mapping"};
}

// The form is mended in the settings, anything else in the map: each problem says it where it knows.
Reason reason_unanswered(const BusinessRecord& of, const std::string& set,
                         std::span<const MapProblem> problems) {
  const bool change = of.kind == BusinessKind::order_change;
  Reason reason{"map", {}, {}, "mapping"};
  for (MapProblem problem : problems) {
    const bool settles = problem.next.find("`transom settle`") != std::string::npos;
    if (reason.next.empty())
      reason.next = fmt::format("{}{}", problem.next.empty() ? "mend the map or the table" : problem.next,
                                settles ? "" : ", then replay");
    problem.next.clear();
    if (reason.sentence.empty()) {
      reason.sentence =
          fmt::format("the {} is {}, its {} could not be made: {}", change ? "change" : "order",
                      of.verdict == Verdict::rejected ? "rejected" : "taken", set, describe(problem));
    } else {
      reason.more.push_back(describe(problem));
    }
  }
  return reason;
}

Reason reason_ruling(const Ruling& ruling) {
  return {ruling.rule, ruling.sentence, ruling.next, ruling.owner};
}

std::string where_it_came(const Order& order, std::string_view earlier_document) {
  std::string where = fmt::format(", in document {}", earlier_document);
  if (!order.release_number.empty()) where += fmt::format(" (release {})", visible(order.release_number, 30));
  return where;
}

Reason reason_duplicate_order(const Order& order, std::string_view earlier_document) {
  return {
      "duplicate-order",
      fmt::format("order {} came before{}", visible(order.number, 40),
                  where_it_came(order, earlier_document)),
      fmt::format("compare `transom show` with `transom show {}`; `transom hold release` only if the buyer "
                  "wants both",
                  earlier_document),
      "orders"};
}

Reason reason_order_refused(const Partner& partner, const OrderResponse& response) {
  const std::string order = visible(response.order_number, 40);
  return {"order-refused", fmt::format("{} refuses our order {}: none of it comes", partner.slug, order),
          fmt::format("look at `transom chain {}`, then order elsewhere, or agree with the partner and send "
                      "the order anew",
                      order),
          "orders"};
}

Reason as_one(std::vector<Reason> all) {
  Reason first = std::move(all.front());
  for (std::size_t i = 1; i < all.size(); ++i) first.more.push_back(std::move(all[i].sentence));
  return first;
}

std::string headline(const Reason& reason, DocumentId document) {
  if (reason.more.empty()) return reason.sentence;
  if (!document) return fmt::format("{} (and {} more)", reason.sentence, reason.more.size());
  return fmt::format("{} (and {} more; `transom show {}` lists them)", reason.sentence, reason.more.size(),
                     document.value);
}

std::string in_full(const Reason& reason) {
  std::string out = reason.sentence;
  for (const auto& other : reason.more) out += "; " + other;
  return out;
}

Reason reason_duplicate_interchange(const Interchange& header, std::string_view where, bool same_bytes) {
  if (same_bytes) {
    return {"duplicate",
            fmt::format("interchange {} from {} came before with the same content, {}",
                        visible(header.control_number, 12), who(header.sender_qualifier, header.sender_id),
                        where),
            "nothing: it changed nothing and was not answered again", "orders"};
  }
  return {
      "conflict",
      fmt::format("interchange {} from {} came before with other content, {}",
                  visible(header.control_number, 12), who(header.sender_qualifier, header.sender_id), where),
      "ask the partner which one counts; a new one needs a new control number", "partner"};
}

Reason reason_whole_interchange(const SetResult& first_rejected) {
  return {"whole-interchange",
          fmt::format("set {} was rejected, and with this partner that rejects the whole interchange",
                      visible(first_rejected.header.control_number, 12)),
          "the partner was told and sends all of it again", "partner"};
}

std::optional<Reason> refusal(const InterchangeResult& in, bool anyone) {
  const Interchange& header = in.header;
  if (in.verdict.code == 'R') {
    const Finding* first = first_error(in.findings);
    if (first != nullptr && first->rule == Rule::too_many_groups) {
      return Reason{
          "envelope", describe(*first),
          "raise `limits: {groups: ...}` in transom.yaml and replay, or ask the partner for smaller files",
          "mapping"};
    }
    const bool cut = first != nullptr && first->rule == Rule::interchange_truncated;
    return Reason{cut ? "truncated" : "envelope",
                  first != nullptr ? describe(*first) : std::string("the interchange was rejected"),
                  "ask the partner to send the file again", "partner"};
  }
  if (anyone) return std::nullopt;
  if (!in.ours) {
    return Reason{
        "not-for-us",
        fmt::format("it is for {}, which is none of our ids; it came from {}",
                    who(header.receiver_qualifier, header.receiver_id),
                    who(header.sender_qualifier, header.sender_id)),
        "tell the mailbox's operator that it was misrouted, or add the id under `identity:` in transom.yaml",
        "partner"};
  }
  if (in.partner == nullptr) {
    return Reason{"unknown-sender",
                  fmt::format("no partner has the id {} (usage {})",
                              who(header.sender_qualifier, header.sender_id), header.usage),
                  "add the id to a partner.yaml, then replay", "mapping"};
  }
  return std::nullopt;
}

Reason reason_no_interchange(const DocumentResult& document) {
  const auto& items = document.findings.items();
  const auto sentence = document.bytes == 0 ? std::string("the file is empty")
                        : items.empty()     ? std::string("no ISA segment was found")
                                            : describe(items.front());
  return {"no-interchange", sentence, "look at it with `transom show`; it may not be X12 at all", "partner"};
}

std::string quarantine_note(DocumentId document, std::string_view name, std::string_view reason) {
  return fmt::format(
      "{}, document {}: {}\n"
      "next: `transom show {}` has the whole story; mend the cause, then `transom replay {}`\n",
      visible(name, 200), document.value, visible(reason, 1000), document.value, document.value);
}

}  // namespace transom
