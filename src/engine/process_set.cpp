// The passes of one set: agreed, walked, validated, held, mapped, judged. Steps 5 to 9 of the way of a line.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/process_impl.hpp"
#include "engine/reasons.hpp"
#include "transom/acknowledgment.hpp"
#include "transom/failure.hpp"
#include "x12/envelope_text.hpp"

namespace transom {

// What holds for a set; asked for at its ST, before the first finding about it.
const Severities& Processor::Impl::agree(const SetHeader& header) {
  agreement = partner().receive(header.id, group().header.version);
  match = GuideLibrary::built_in().find(group().header.version, header.id);
  match.guide = maps.guides().of(agreement, match.guide);
  severities = agreement != nullptr ? agreement->policy.severities : partner().policy.severities;
  if (match.substitute) severities = for_substitute(severities);
  return severities;
}

void Processor::Impl::begin_set() {
  deal_out(nullptr);
  interchange_hash.update(envelope.segment().text());
  set_hash.reset();
  set_hash.update(envelope.segment().text());
  auto& set = group().sets.emplace_back();
  set.findings = options->all_findings ? Findings(std::numeric_limits<std::size_t>::max())
                                       : Findings(configuration.workspace.limits.findings);
  set.header = envelope.set();
  set.agreement = agreement;
  walking = match.guide != nullptr;
  listening = is_acknowledgment(set.header.id);
  if (listening) begin_listening(set);
  if (!walking) {
    note_unsupported(set);
    return;
  }
  if (match.substitute && group().sets_seen == 0) note_substitute();
  if (not_agreed()) note_not_agreed(set);
  set_place = envelope.place();
  const bool hold = see != nullptr || (options->map && map_for(set) != nullptr);
  validator.begin(*match.guide, severities, envelope.interchange().delimiters, findings,
                  hold ? &set_memory : nullptr);
  validator.start_at(set_place);
  validator.take(envelope.segment());
}

// Steps 5 to 7.
void Processor::Impl::take_segment() {
  const auto text = envelope.segment().text();
  set_hash.update(text);
  interchange_hash.update(text);
  if (walking) validator.take(envelope.segment());
  if (listening) listen(text.size());
}

void Processor::Impl::begin_listening(const SetResult& set) {
  acknowledgment.begin(set.header.id);
  listened = 0;
}

// An acknowledgment is kept by what it says, so that it has the limit of a set that is held.
void Processor::Impl::listen(std::size_t bytes) {
  const std::uint64_t limit = configuration.workspace.limits.set;
  const bool before = listened <= limit;
  listened += bytes;
  if (listened <= limit) {
    acknowledgment.take(envelope.segment(), envelope.interchange().delimiters.component);
  } else if (before) {
    findings.add({.rule = Rule::set_too_large,
                  .severity = severities[Rule::set_too_large],
                  .place = envelope.place(),
                  .expected = fmt::format("at most {} bytes", limit)});
  }
}

void Processor::Impl::seal_set() {
  SetResult& set = group().sets.back();
  set.header = envelope.set();
  if (set.header.complete) {
    const auto text = envelope.segment().text();
    set_hash.update(text);
    interchange_hash.update(text);
    if (walking) validator.take(envelope.segment());
  }
  if (walking) validator.finish();
  deal_out(&set.findings);
  set.content_hash = set_hash.hex();
  if (listening) set.acknowledgment = std::make_shared<const ReceivedAck>(acknowledgment.finish());
  settle(set);
  group().report.add(set.header, set.outcome, set.findings);
  ++group().sets_seen;
  weight += weight_of(set);
  if (see != nullptr) (*see)({interchange(), group(), set, set_memory, mapped});
  if (beyond_limit) group().drop_sets();
}

// Bytes, as they come to in memory beside what was read.
std::size_t Processor::Impl::weight_of(const SetResult& set) const {
  return sizeof(SetResult) + (set.document ? set_memory.bytes() * (set.response ? 8 : 4) : 0) +
         set.findings.items().size() * 256 + (set.acknowledgment ? bytes_of(*set.acknowledgment) : 0);
}

Place Processor::Impl::version_place() {
  Place place = envelope.place();
  place.set = 0;
  place.segment = 0;
  place.segment_id = "GS";
  place.element = 8;
  place.offset = group().header.offset;
  return place;
}

// A version nobody knows is the group's fault, a set without a guide the set's.
void Processor::Impl::note_unsupported(const SetResult& set) {
  const Rule rule = match.version_known ? Rule::set_not_supported : Rule::gs_version;
  const auto is_version = [](const Finding& finding) { return finding.rule == Rule::gs_version; };
  const bool said = std::any_of(group_findings.items().begin(), group_findings.items().end(), is_version) ||
                    !group().supported;
  if (rule == Rule::gs_version && said) return;
  const bool has_form = is_set_id(set.header.id);
  Finding finding{.rule = rule,
                  .severity = partner().policy.severities[rule],
                  .place = envelope.place(),
                  .value = match.version_known ? set.header.id : group().header.version,
                  .expected = !match.version_known ? "a version we have guides for"
                              : has_form           ? "a set we have a guide for"
                                                   : "three letters or digits in ST01, such as 850",
                  .element_number = {}};
  if (rule == Rule::gs_version) {
    finding.place = version_place();
    forget_date_form();
  } else {
    finding.place.offset = set.header.offset;
    finding.place.segment = 1;
    finding.place.segment_id = "ST";
    finding.place.element = 1;
  }
  findings.add(std::move(finding));
}

// With a partner whom we know; acknowledgments need no agreement. `map` shows what a file says, agreed or
// not.
bool Processor::Impl::not_agreed() const {
  const bool only_shown = options->anyone && options->map;
  return result.interchanges.back().partner != nullptr && agreement == nullptr && !listening && !only_shown;
}

// The first finding of the set, for nothing else about it matters before that is settled.
void Processor::Impl::note_not_agreed(const SetResult& set) {
  const Partner& known = partner();
  std::string agreed;
  for (const Agreement& one : known.receives) {
    if (one.set == set.header.id)
      agreed += fmt::format("{}{}", agreed.empty() ? "" : ", ", one.receive->version);
  }
  const std::string wanted =
      agreed.empty() ? "this set" : fmt::format("version {}, not {},", agreed, group().header.version);
  Finding finding{.rule = Rule::set_no_agreement,
                  .severity = severities[Rule::set_no_agreement],
                  .place = envelope.place(),
                  .value = set.header.id,
                  .expected = fmt::format("{} under `receive:` in {}", wanted, known.file),
                  .element_number = {}};
  if (finding.severity == Severity::off) return;
  finding.place.offset = set.header.offset;
  finding.place.segment = 1;
  finding.place.segment_id = "ST";
  finding.place.element = 1;
  findings.add(std::move(finding));
}

// Six digits or eight depends on the version: where that is none, its finding says it all.
void Processor::Impl::forget_date_form() {
  if (!Date::parse_x12(group().header.date)) return;
  group_findings.drop([](const Finding& finding) {
    return finding.rule == Rule::gs_date || finding.rule == Rule::gs_date_short;
  });
}

void Processor::Impl::note_substitute() {
  findings.add(
      Finding{.rule = Rule::gs_version_substitute,
              .severity = severities[Rule::gs_version_substitute],
              .place = version_place(),
              .value = group().header.version,
              .expected = fmt::format("a version we have guides for; {} stands in", match.guide->version())});
}

// Steps 8 and 9: what the set is worth once its syntax is judged.
void Processor::Impl::settle(SetResult& set) {
  const AckPolicy& policy =
      set.agreement != nullptr ? set.agreement->policy.acknowledge : partner().policy.acknowledge;
  set.outcome = judge_set(set.findings, policy);
  if (!walking) {
    group().supported = group().supported && match.version_known;
    set.fate = SetFate::not_supported;
    set.reasons.push_back(reason_not_supported(set.header, group().header));
  } else if (not_agreed()) {
    set.fate = SetFate::no_agreement;
    set.reasons.push_back(reason_no_agreement(set, group().header, interchange()));
    const bool faulty =
        set.findings.errors() > (severities[Rule::set_no_agreement] == Severity::error ? 1 : 0);
    if (faulty) set.reasons.push_back(reason_rejected(set));
  } else if (set.outcome == Outcome::rejected) {
    set.fate = SetFate::rejected;
    set.reasons.push_back(listening ? reason_ack_unreadable(set) : reason_rejected(set));
    if (options->map && !listening) read_number(set, map_for(set), desk());
  } else if (listening) {
    set.fate = SetFate::noted;
  } else if (set.agreement == nullptr && !options->anyone) {
    set.fate = SetFate::no_agreement;
    set.reasons.push_back(reason_no_agreement(set, group().header, interchange()));
  } else if (options->map) {
    map_set(set, map_for(set), desk());
  }
}

MapDesk Processor::Impl::desk() {
  return {maps, partner(), interchange().header, group().header, *options, set_memory, set_place, mapped};
}

const InboundMap* Processor::Impl::map_for(const SetResult& set) const {
  if (set.agreement != nullptr) return maps.inbound(*set.agreement);
  return options->anyone ? maps.house(match.guide) : nullptr;
}

}  // namespace transom
