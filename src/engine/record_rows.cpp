// Rows say what was decided; nothing is decided here. Whoever changes what a row holds changes what replays,
// lists and answers of a large document read, for these are made from rows alone.
#include "engine/record_rows.hpp"

#include <algorithm>

#include "base/bare_number.hpp"
#include "engine/order_story.hpp"
#include "engine/trade_sets.hpp"
#include "order/sscc.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

SetOutcome stored_outcome(const SetResult& set) {
  switch (set.fate) {
    case SetFate::held:
      return SetOutcome::held;
    case SetFate::rejected:
    case SetFate::void_:
      return SetOutcome::rejected;
    case SetFate::not_supported:
      return SetOutcome::not_supported;
    case SetFate::no_agreement:
      return SetOutcome::no_agreement;
    case SetFate::taken:
    case SetFate::declined:
    case SetFate::noted:
      break;
  }
  return set.outcome == Outcome::accepted ? SetOutcome::accepted : SetOutcome::accepted_with_errors;
}

// Of an acknowledgment nothing is said; of a set whose group fell, what the group was told.
char acknowledged_as(const SetInPlace& at) {
  if (at.set.acknowledgment) return ' ';
  if (at.group_void) return 'R';
  return at.set.outcome == Outcome::accepted ? 'A' : at.set.outcome == Outcome::rejected ? 'R' : 'E';
}

Verdict verdict_of(const SetResult& set) {
  return set.fate == SetFate::held       ? Verdict::held
         : set.fate == SetFate::declined ? Verdict::rejected
         : set.altered                   ? Verdict::changed
                                         : Verdict::accepted;
}

}  // namespace

std::string slug_of(const InterchangeResult& in) {
  return in.partner != nullptr ? in.partner->slug : std::string();
}

FindingRecord finding_row(const Finding& finding) {
  return {.rule = std::string(info(finding.rule).name),
          .severity = finding.severity,
          .place = finding.place,
          .value = finding.value,
          .expected = finding.expected,
          .sentence = describe(finding),
          .element_number = finding.element_number};
}

SetRecord set_row(const SetInPlace& at) {
  const SetResult& set = at.set;
  SetRecord row{.part = at.part,
                .id = set.header.id,
                .control_number = set.header.control_number,
                .offset = set.header.offset,
                .end = set.header.end,
                .segments = set.header.segments,
                .implementation = set.header.implementation,
                .hash = set.content_hash,
                .outcome = stored_outcome(set),
                .acknowledged = acknowledged_as(at)};
  row.errors = static_cast<std::uint32_t>(set.findings.errors());
  row.warnings = static_cast<std::uint32_t>(set.findings.warnings());
  return row;
}

GroupRecord group_row(const GroupResult& group, const Part& part) {
  GroupRecord row{.part = part,
                  .functional_id = group.header.functional_id,
                  .sender = group.header.sender,
                  .receiver = group.header.receiver,
                  .control_number = group.header.control_number,
                  .version = group.header.version,
                  .included = group.header.included};
  row.received = static_cast<std::uint32_t>(group.report.received());
  row.accepted = static_cast<std::uint32_t>(group.report.accepted());
  return row;
}

InterchangeRecord interchange_row(const InterchangeResult& in, const Part& part,
                                  const std::optional<Reason>& refused) {
  InterchangeRecord row{.part = part,
                        .partner = slug_of(in),
                        .sender_qualifier = in.header.sender_qualifier,
                        .sender = in.header.sender_id,
                        .receiver_qualifier = in.header.receiver_qualifier,
                        .receiver = in.header.receiver_id,
                        .control_number = in.header.control_number,
                        .usage = in.header.usage,
                        .version = in.header.version,
                        .date = in.header.date,
                        .time = in.header.time,
                        .offset = in.header.offset,
                        .end = in.header.end,
                        .hash = in.content_hash};
  row.effective = !refused;
  if (refused) {
    row.reason = refused->sentence;
    row.outcome = refused->code == "duplicate"  ? InterchangeOutcome::duplicate
                  : refused->code == "conflict" ? InterchangeOutcome::conflict
                                                : InterchangeOutcome::rejected;
  } else if (in.verdict.code == 'E') {
    row.outcome = InterchangeOutcome::accepted_with_errors;
  } else if (std::any_of(in.groups.begin(), in.groups.end(),
                         [](const GroupResult& group) { return group.report.rejected() > 0; })) {
    row.outcome = InterchangeOutcome::partially_accepted;
  }
  return row;
}

BusinessRecord business_row(const SetInPlace& at, std::string file_name) {
  const BusinessDocument& document = *at.set.document;
  BusinessRecord row{.part = at.part,
                     .partner = slug_of(at.in),
                     .number = number_of(document),
                     .usage = at.in.header.usage,
                     .json = to_json(document)};
  row.kind = business_kind(document);
  row.purpose = purpose_of(document);
  row.release = release_of(document);
  // The other kinds say it by their own number.
  if (has_own_number(row.kind)) row.orders = at.set.orders.empty() ? names_of(document) : at.set.orders;
  if (const auto* shipment = std::get_if<Shipment>(&document)) row.ssccs = ssccs_of(*shipment);
  if (row.kind == BusinessKind::order_response && !at.set.orders.empty()) {
    const OrderName& meant = at.set.orders.front();
    row.release = meant.release;
    if (same_number(row.number, meant.number)) row.number = meant.number;
  }
  row.verdict = verdict_of(at.set);
  row.interim = is_interim(document);
  const auto* response = std::get_if<OrderResponse>(&document);
  row.answers_change = response != nullptr && !response->answer_to.empty();
  if (!at.set.reasons.empty()) row.reason = at.set.reasons.front().sentence;
  if (at.set.fate == SetFate::taken) {
    row.file_name = std::move(file_name);
    if (at.set.changed) row.changed = to_json(*at.set.changed);
  }
  if (at.set.reference != nullptr) row.reference = at.set.reference->hash();
  return row;
}

DecisionRecord decision_row(const Ruling& ruling, BusinessId business, Instant now) {
  return {.business = business,
          .at = now,
          .who = "engine",
          .action = std::string(to_string(ruling.action)),
          .rule = ruling.rule,
          .line = ruling.line,
          .code = ruling.code,
          .change = to_text(ruling.change),
          .owner = ruling.owner,
          .sentence = ruling.sentence,
          .next = ruling.next,
          .why = {},
          .figure = ruling.figure};
}

std::vector<DecisionRecord> decision_rows(const SetResult& set, BusinessId business, Instant now) {
  std::vector<DecisionRecord> rows;
  for (const Ruling& ruling : set.rulings) rows.push_back(decision_row(ruling, business, now));
  for (const Reason& reason : set.reasons) {
    const bool of_rule = std::any_of(set.rulings.begin(), set.rulings.end(),
                                     [&](const Ruling& ruling) { return ruling.rule == reason.code; });
    if (of_rule) continue;
    rows.push_back({.business = business,
                    .at = now,
                    .who = "engine",
                    .action = "hold",
                    .rule = reason.code,
                    .owner = reason.owner,
                    .sentence = reason.sentence,
                    .next = reason.next});
  }
  return rows;
}

ReferenceRecord reference_row(const ReferenceData& reference, const std::string& partner, Instant now) {
  ReferenceRecord version{.hash = reference.hash(), .partner = partner, .imported = now};
  for (const auto& source : reference.sources())
    version.tables.push_back({source.name, source.hash, source.own, source.rows, source.bytes});
  return version;
}

}  // namespace transom
