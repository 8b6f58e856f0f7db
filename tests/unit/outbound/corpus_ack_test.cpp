// Whatever others sent, our acknowledgment of it is valid: every group of the corpus is answered, and the
// answer is read back and checked by the guide of the 997 and the 999.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/corpus.hpp"
#include "transom/acknowledgment.hpp"
#include "transom/guide.hpp"
#include "transom/outbound.hpp"
#include "transom/reader.hpp"

using namespace transom;

namespace {

struct Received {
  Interchange interchange;
  std::vector<GroupReport> groups;
  InterchangeVerdict verdict;
};

// Reads a file as the engine does: each set by its guide, each finding to the part it belongs to.
class Receiver {
 public:
  explicit Receiver(const AckPolicy& policy, bool acknowledgments = false)
      : policy_(policy), acknowledgments_(acknowledgments) {}

  std::vector<Received> read(std::string_view bytes) {
    Findings findings(1000000);
    SegmentReader reader(findings);
    EnvelopeReader envelope(reader, findings);
    for (Event event; (event = envelope.next()) != Event::end;) {
      if (event == Event::need_bytes) {
        bytes.remove_prefix(reader.feed(bytes));
        if (bytes.empty()) reader.finish();
        continue;
      }
      take(event, envelope, findings, reader.delimiters());
    }
    return std::move(done_);
  }

 private:
  void take(Event event, const EnvelopeReader& envelope, Findings& findings, const Delimiters& delimiters) {
    switch (event) {
      case Event::group_begin:
        report_ = GroupReport();
        report_.begin(envelope.group());
        break;
      case Event::set_begin:
        begin_set(envelope, delimiters);
        break;
      case Event::segment:
        if (guide_) validator_.take(envelope.segment());
        break;
      case Event::set_end:
        end_set(envelope, findings);
        break;
      case Event::group_end:
        report_.finish(envelope.group(), since_mark(findings));
        if (acknowledgments_ || to_be_acknowledged(report_)) groups_.push_back(std::move(report_));
        break;
      case Event::interchange_end:
        done_.push_back({envelope.interchange(), std::move(groups_), judge_interchange(findings.items())});
        groups_.clear();
        findings.clear();
        mark_ = 0;
        break;
      default:
        break;
    }
  }

  void begin_set(const EnvelopeReader& envelope, const Delimiters& delimiters) {
    guide_ = GuideLibrary::built_in().find(envelope.group().version, envelope.set().id).guide;
    if (!guide_) return;
    validator_.begin(*guide_, severities_, delimiters, set_findings_, nullptr);
    validator_.start_at(envelope.place());
    validator_.take(envelope.segment());
  }

  void end_set(const EnvelopeReader& envelope, const Findings& findings) {
    if (guide_) {
      if (envelope.set().complete) validator_.take(envelope.segment());
      validator_.finish();
    }
    for (const Finding& finding : since_mark(findings)) {
      if (finding.place.set != 0) set_findings_.add(finding);
    }
    mark_ = findings.items().size();
    report_.add(envelope.set(), judge_set(set_findings_, policy_), set_findings_);
    set_findings_.clear();
    guide_ = nullptr;
  }

  [[nodiscard]] std::span<const Finding> since_mark(const Findings& findings) const {
    return std::span(findings.items()).subspan(mark_);
  }

  const AckPolicy& policy_;
  bool acknowledgments_;  // are groups too
  Severities severities_;
  SetValidator validator_;
  GuidePtr guide_;
  Findings set_findings_;
  GroupReport report_;
  std::size_t mark_ = 0;
  std::vector<GroupReport> groups_;
  std::vector<Received> done_;
};

Assembled answer(const Received& received, const AckPolicy& policy) {
  OutboundInterchange out;
  const Group* first = received.groups.empty() ? nullptr : &received.groups.front().group();
  out.fields = reply_fields(received.interchange, first, *Instant::parse_iso("2026-03-02T09:05:00Z"));
  out.delimiters = reply_delimiters(OutputDelimiters{}, received.interchange.delimiters);
  out.ta1s = {[&](SegmentWriter& w) { write_ta1(received.interchange, received.verdict, w); }};
  for (const GroupReport& report : received.groups) {
    const AckForm form = ack_form(report.group(), policy);
    out.sets.push_back({form.set_id, "FA", form.version,
                        [&](SegmentWriter& w) { write_functional_ack(report, policy, w); }});
  }
  std::vector<std::uint32_t> numbers(groups_needed(out));
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::uint32_t>(i + 1);
  return assemble(out, 1, numbers);
}

// What the guides say of an answer, but for ids that we have to repeat as they are, and the ids of the
// envelope.
std::string complaints(const Received& back) {
  std::string text;
  for (const GroupReport& report : back.groups) {
    report.each_set([&text](const GroupReport::Set& set) {
      for (const Finding& finding : set.findings) {
        const std::string place = describe(finding.place).substr(0, 5);
        const bool repeated = finding.rule == Rule::element_code && (place == "AK101" || place == "AK201");
        const bool zeros = finding.rule == Rule::leading_zeros && place == "AK102";
        if (!repeated && !zeros) text += describe(finding) + "\n";
      }
    });
  }
  return text;
}

}  // namespace

TEST_CASE("every group of the corpus is answered by a valid acknowledgment") {
  std::size_t answers = 0, rejected = 0;
  for (const FunctionalAck functional : {FunctionalAck::ack_997, FunctionalAck::ack_999}) {
    AckPolicy policy;
    policy.functional = functional;
    for (const std::filesystem::path& file : testing::corpus_files()) {
      for (const Received& received : Receiver(policy).read(testing::file_content(file))) {
        INFO(file.filename().string());
        const Assembled out = answer(received, policy);
        INFO(out.text);
        const std::vector<Received> back = Receiver(policy, true).read(out.text);
        REQUIRE(back.size() == 1);
        CHECK(complaints(back.front()) == "");
        for (const GroupReport& report : received.groups) {
          ++answers;
          rejected += report.code(policy) == 'R';
          CHECK_FALSE(describe(report, policy).empty());
        }
        std::size_t sets = 0;
        for (const GroupReport& report : back.front().groups) {
          report.each_set([&](const GroupReport::Set& set) {
            CHECK((set.id == "997" || set.id == "999"));
            ++sets;
          });
        }
        CHECK(sets == received.groups.size());
      }
    }
  }
  MESSAGE(answers << " groups answered, " << rejected << " of them rejected");
}
