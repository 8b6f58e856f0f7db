// The way of a line, steps 3 to 9: this file and process_set.cpp read like the list in src/README.md.
//
// One pass over the bytes, one set in memory at a time. Findings come out of the envelope reader and the
// validator into one list and are dealt out by level as each set, group and interchange ends, so that each
// lands where the acknowledgment needs it. What fails at the envelope is known only at its end: sets are
// made first and voided afterwards (seal_interchange), never answered early.
// Refused: a tree of the interchange (18 GB for 176 MB in one engine of the field).
#include "engine/process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/process_impl.hpp"
#include "engine/reasons.hpp"
#include "transom/failure.hpp"
#include "x12/envelope_text.hpp"

namespace transom {

ReaderLimits reader_limits(const Limits& limits) {
  ReaderLimits out;
  out.segment = limits.segment;
  out.window = std::max(out.window, 2 * out.segment);
  out.elements = limits.elements;
  out.interchanges = limits.interchanges;
  return out;
}

constexpr std::size_t most_ta1s = 10000;  // kept of one interchange

Processor::Impl::Impl(const Configuration& config, const MapShelf& shelf)
    : configuration(config),
      maps(shelf),
      reader(findings, config.workspace.policy.severities, reader_limits(config.workspace.limits)),
      envelope(reader, findings, config.workspace.policy.severities) {
  set_memory.limit(config.workspace.limits.set);
  envelope.ask_at_isa(
      [this](const Interchange& header) -> const Severities& { return sender(header).policy.severities; });
  envelope.ask_at_st([this](const SetHeader& header) -> const Severities& { return agree(header); });
}

DocumentResult Processor::Impl::run(const ReadBytes& read, const ProcessOptions& wanted,
                                    const HandOver& hand_over, const SeeSet& seen) {
  static_cast<OfTheRun&>(*this) = {};  // the last one may have ended half way
  options = &wanted;
  see = seen ? &seen : nullptr;
  findings.clear();
  envelope.reset();
  for (;;) {
    const Event event = envelope.next();
    if (event == Event::end) return finish();
    if (event == Event::need_bytes) {
      take_bytes(read);
      continue;
    }
    take(event);
    if (event == Event::set_end && hand_over && weight >= wanted.part) {
      hand_over(result);
      weight = 0;
    }
  }
}

void Processor::Impl::take_bytes(const ReadBytes& read) {
  const std::size_t n = read(reader.space());
  if (n == 0) return reader.finish();
  reader.commit(n);
  result.bytes += n;
}

void Processor::Impl::take(Event event) {
  switch (event) {
    case Event::interchange_begin:
      return begin_interchange();
    case Event::ta1:
      if (interchange().ta1s.size() < most_ta1s) interchange().ta1s.push_back(read_ta1(envelope.segment()));
      [[fallthrough]];
    case Event::stray:
      interchange_hash.update(envelope.segment().text());
      return;
    case Event::group_begin:
      return begin_group();
    case Event::set_begin:
      return begin_set();
    case Event::segment:
      return take_segment();
    case Event::set_end:
      return seal_set();
    case Event::group_end:
      return seal_group();
    case Event::interchange_end:
      return seal_interchange();
    case Event::need_bytes:
    case Event::end:
      return;  // of the document, not of what is in it
  }
}

DocumentResult Processor::Impl::finish() {
  deal_out(nullptr);
  settle_interchange_findings();
  result.account = reader.account();
  bug_check(result.account.total() == result.bytes, "bytes of the document are unaccounted for");
  return std::exchange(result, {});
}

// Step 4: who sent it, to whom, and what holds with them.
void Processor::Impl::begin_interchange() {
  settle_interchange_findings();
  auto& now = result.interchanges.emplace_back();
  deal_out(nullptr);  // with the event came what is wrong with the ISA
  const Interchange& header = envelope.interchange();
  now.header = header;
  const Partner& from = sender(header);
  now.partner = &from == &configuration.directory.anyone() ? nullptr : &from;
  const auto& workspace = configuration.workspace;
  now.ours = workspace.ours(header.receiver_qualifier, header.receiver_id, header.usage) != nullptr ||
             workspace.identity.empty();
  interchange_hash.reset();
  interchange_hash.update(envelope.segment().text());
}

const Partner& Processor::Impl::sender(const Interchange& header) const {
  if (options->as != nullptr) return *options->as;
  const Partner* known =
      configuration.directory.find(header.sender_qualifier, header.sender_id, header.usage);
  return known != nullptr ? *known : configuration.directory.anyone();
}

void Processor::Impl::begin_group() {
  deal_out(nullptr);
  interchange_hash.update(envelope.segment().text());
  const bool is_first = interchange().groups.empty();
  beyond_limit = !is_first && ++more_groups > configuration.workspace.limits.groups;
  auto& now = interchange().groups.emplace_back();
  now.header = envelope.group();
  now.report = GroupReport(beyond_limit ? GroupReport::Keeps::counts : options->reports);
  now.report.begin(now.header);
  if (beyond_limit) note_beyond_limit();
}

// The interchange is refused for it: what it still holds is read for the sum and the account, and not kept.
void Processor::Impl::note_beyond_limit() {
  const auto told = [](const Finding& finding) { return finding.rule == Rule::too_many_groups; };
  const auto& items = interchange_findings.items();
  if (std::any_of(items.begin(), items.end(), told)) return;
  keep(interchange_findings,
       Finding{.rule = Rule::too_many_groups,
               .severity = partner().policy.severities[Rule::too_many_groups],
               .place = envelope.place(),
               .expected = fmt::format("at most {} groups in a file, the first of each interchange apart",
                                       configuration.workspace.limits.groups)});
}

void Processor::Impl::seal_group() {
  deal_out(nullptr);
  GroupResult& now = group();
  now.header = envelope.group();
  if (now.header.complete) interchange_hash.update(envelope.segment().text());
  now.report.finish(now.header, group_findings.take());
  if (now.report.rejected_whole()) {
    for (auto& set : now.sets) set.fate = SetFate::void_;
  }
  if (beyond_limit) interchange().groups.pop_back();
}

void Processor::Impl::seal_interchange() {
  deal_out(nullptr);
  InterchangeResult& now = interchange();
  now.header = envelope.interchange();
  if (now.header.complete) interchange_hash.update(envelope.segment().text());
  now.content_hash = interchange_hash.hex();
  settle_interchange_findings();
  now.verdict = judge_interchange(now.findings);
  now.finished = true;
  now.refused = refusal(now, options->anyone);
}

// Deals the findings of the moment out by the level of their rule; those of a segment outside of any set go
// to the interchange. Those of a set stay in the list until the set ends; `set_findings` is given then.
void Processor::Impl::deal_out(Findings* set_findings) {
  if (findings.empty()) return;
  const auto is_outside = [](const Finding& f) {
    return info(f.rule).level <= Level::group || f.place.set == 0;
  };
  for (auto& finding : findings.extract(is_outside)) {
    const Level level = info(finding.rule).level;
    if (level == Level::group && !result.interchanges.empty()) {
      keep(group_findings, std::move(finding));
    } else if (level != Level::file && !result.interchanges.empty()) {
      keep(interchange_findings, std::move(finding));
    } else {
      result.findings.add(std::move(finding));
    }
  }
  if (set_findings == nullptr) return;
  set_findings->take(std::move(findings));
  findings.clear();
}

void Processor::Impl::settle_interchange_findings() {
  if (result.interchanges.empty()) return;
  for (Finding& finding : interchange_findings.take()) interchange().findings.push_back(std::move(finding));
}

void Processor::Impl::keep(FindingsKept& kept, Finding finding) {
  kept.add(std::move(finding), options->all_findings ? std::numeric_limits<std::size_t>::max()
                                                     : configuration.workspace.limits.findings);
}

Processor::Processor(const Configuration& configuration, const MapShelf& maps)
    : impl_(std::make_unique<Impl>(configuration, maps)) {}
Processor::~Processor() = default;
Processor::Processor(Processor&&) noexcept = default;

DocumentResult Processor::run(const ReadBytes& read, const ProcessOptions& options, const HandOver& hand_over,
                              const SeeSet& see) {
  return impl_->run(read, options, hand_over, see);
}

}  // namespace transom
