// The way of a line, steps 3 to 9: this file reads like the list in src/README.md.
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

#include "base/hash.hpp"
#include "engine/map_set.hpp"
#include "engine/reasons.hpp"
#include "transom/failure.hpp"
#include "x12/envelope_text.hpp"

namespace transom {

namespace {

ReaderLimits reader_limits(const Limits& limits) {
  ReaderLimits out;
  out.segment = limits.segment;
  out.window = std::max(out.window, 2 * out.segment);
  out.elements = limits.elements;
  out.interchanges = limits.interchanges;
  return out;
}

constexpr std::size_t most_ta1s = 10000;  // kept of one interchange

}  // namespace

struct Processor::Impl {
  Impl(const Configuration& config, const MapShelf& shelf)
      : configuration(config),
        maps(shelf),
        reader(findings, config.workspace.policy.severities, reader_limits(config.workspace.limits)),
        envelope(reader, findings, config.workspace.policy.severities) {
    set_memory.limit(config.workspace.limits.set);
    envelope.ask([this](const SetHeader& header) -> const Severities& { return agree(header); });
  }

  const Configuration& configuration;
  const MapShelf& maps;
  Findings findings;  // of the moment; dealt out at each end
  SegmentReader reader;
  EnvelopeReader envelope;
  SetValidator validator;
  TransactionSet set_memory;
  AckReader acknowledgment;
  Sha256 set_hash, interchange_hash;

  // of the run
  const ProcessOptions* options = nullptr;
  DocumentResult result;
  const SeeSet* see = nullptr;
  std::size_t weight = 0;  // bytes of sets not yet handed over
  bool walking = false;    // the set in hand has a guide
  bool listening = false;  // the set in hand is an acknowledgment
  GuideLibrary::Match match;
  const Agreement* agreement = nullptr;  // of the set
  Severities severities;                 // in force for the set
  Place set_place;                       // of the set's ST
  MapResult mapped;                      // reused from set to set
  std::vector<Finding> group_findings;

  InterchangeResult& interchange() { return result.interchanges.back(); }
  GroupResult& group() { return interchange().groups.back(); }
  const Partner& partner() {
    const Partner* known = interchange().partner;
    return known != nullptr ? *known : configuration.directory.anyone();
  }

  DocumentResult run(const ReadBytes& read, const ProcessOptions& wanted, const HandOver& hand_over,
                     const SeeSet& seen);
  void take_bytes(const ReadBytes& read);
  void take(Event event);
  DocumentResult finish();
  void begin_interchange();
  void apply_to_header(const Severities& agreed);
  void seal_interchange();
  void begin_group();
  void seal_group();
  const Severities& agree(const SetHeader& header);
  void begin_set();
  void take_segment();
  void seal_set();
  void deal_out(Findings* set_findings);
  void note_unsupported(const SetResult& set);
  [[nodiscard]] bool not_agreed() const;
  void note_not_agreed(const SetResult& set);
  void forget_date_form();
  void note_substitute();
  Place version_place();
  void settle(SetResult& set);
  [[nodiscard]] MapDesk desk();
  [[nodiscard]] const InboundMap* map_for(const SetResult& set) const;
};

DocumentResult Processor::Impl::run(const ReadBytes& read, const ProcessOptions& wanted,
                                    const HandOver& hand_over, const SeeSet& seen) {
  options = &wanted;
  see = seen ? &seen : nullptr;
  result = {};
  findings.clear();
  weight = 0;
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
  result.account = reader.account();
  bug_check(result.account.total() == result.bytes, "bytes of the document are unaccounted for");
  return std::exchange(result, {});
}

// Step 4: who sent it, to whom, and what holds with them.
void Processor::Impl::begin_interchange() {
  auto& now = result.interchanges.emplace_back();
  deal_out(nullptr);  // with the event came what is wrong with the ISA
  const Interchange& header = envelope.interchange();
  now.header = header;
  now.partner = options->as;
  if (now.partner == nullptr) {
    now.partner = configuration.directory.find(header.sender_qualifier, header.sender_id, header.usage);
  }
  const auto& workspace = configuration.workspace;
  now.ours = workspace.ours(header.receiver_qualifier, header.receiver_id, header.usage) != nullptr ||
             workspace.identity.empty();
  const Severities& agreed = partner().policy.severities;
  envelope.use(agreed);
  apply_to_header(agreed);
  interchange_hash.reset();
  interchange_hash.update(envelope.segment().text());
}

// The ISA was judged before it told who the partner is.
void Processor::Impl::apply_to_header(const Severities& agreed) {
  const Severities& general = configuration.workspace.policy.severities;
  for (Finding& finding : interchange().findings) {
    if (agreed[finding.rule] != general[finding.rule]) finding.severity = agreed[finding.rule];
  }
  std::erase_if(interchange().findings, [](const Finding& f) { return f.severity == Severity::off; });
}

void Processor::Impl::begin_group() {
  deal_out(nullptr);
  interchange_hash.update(envelope.segment().text());
  auto& now = interchange().groups.emplace_back();
  now.header = envelope.group();
  now.report = GroupReport(options->reports);
  now.report.begin(now.header);
}

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
  if (listening) acknowledgment.begin(set.header.id);
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
  if (listening) acknowledgment.take(envelope.segment(), envelope.interchange().delimiters.component);
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
  weight += sizeof(SetResult) + (set.document ? set_memory.bytes() * (set.response ? 8 : 4) : 0) +
            set.findings.items().size() * 256;
  if (see != nullptr) (*see)({interchange(), group(), set, set_memory, mapped});
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
  const bool said =
      std::any_of(group_findings.begin(), group_findings.end(), is_version) || !group().supported;
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
  std::erase_if(group_findings, [](const Finding& finding) {
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

void Processor::Impl::seal_group() {
  deal_out(nullptr);
  GroupResult& now = group();
  now.header = envelope.group();
  if (now.header.complete) interchange_hash.update(envelope.segment().text());
  now.report.finish(now.header, group_findings);
  group_findings.clear();
  if (now.report.rejected_whole()) {
    for (auto& set : now.sets) set.fate = SetFate::void_;
  }
}

void Processor::Impl::seal_interchange() {
  deal_out(nullptr);
  InterchangeResult& now = interchange();
  now.header = envelope.interchange();
  if (now.header.complete) interchange_hash.update(envelope.segment().text());
  now.content_hash = interchange_hash.hex();
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
      group_findings.push_back(std::move(finding));
    } else if (level != Level::file && !result.interchanges.empty()) {
      interchange().findings.push_back(std::move(finding));
    } else {
      result.findings.add(std::move(finding));
    }
  }
  if (set_findings == nullptr) return;
  set_findings->take(std::move(findings));
  findings.clear();
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
