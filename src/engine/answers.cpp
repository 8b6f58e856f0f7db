// Envelopes are shared by everything of one kind for one partner, usage and pair of ids, where the partner's
// policy allows; else every document answered gets its own. Acknowledgments and order responses never share
// one: they are numbered and awaited differently.
//
// Every interchange is read again by our own reader and validator before it may leave. Refused: trusting the
// writer; a wrong 997 costs more than ten microseconds.
#include "engine/answers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engine/reasons.hpp"

namespace transom {
namespace {

// What has to agree for two answers to share an interchange.
struct Envelope {
  OutboundKind kind;
  const Partner* partner;
  OutboundInterchange interchange;
  std::vector<Part> answers;
  bool shared = true;
};

bool same_ids(const EnvelopeFields& a, const EnvelopeFields& b) {
  return a.sender_qualifier == b.sender_qualifier && a.sender_id == b.sender_id &&
         a.receiver_qualifier == b.receiver_qualifier && a.receiver_id == b.receiver_id &&
         a.usage == b.usage && a.group_sender == b.group_sender && a.group_receiver == b.group_receiver &&
         a.interchange_version == b.interchange_version;
}

std::string compact(Instant at) {
  std::string out;
  for (const char c : at.iso().substr(0, 19)) {
    if (c != '-' && c != ':') out += c;
  }
  return out + "Z";
}

}  // namespace

struct AnswerBatch::Impl {
  const Configuration& configuration;
  const GuideShelf& guides;
  Instant now;
  std::vector<Envelope> envelopes;
  std::vector<std::unique_ptr<Response>> responses;  // referred to by the writers in `envelopes`

  Envelope& envelope_for(OutboundKind kind, const Partner& partner, EnvelopeFields fields,
                         const OutputDelimiters& delimiters) {
    if (partner.policy.share_interchange) {
      for (auto& known : envelopes) {
        if (known.kind == kind && known.partner == &partner && same_ids(known.interchange.fields, fields) &&
            known.interchange.delimiters.own == delimiters.own) {
          return known;
        }
      }
    }
    auto& made =
        envelopes.emplace_back(Envelope{.kind = kind, .partner = &partner, .interchange = {}, .answers = {}});
    made.interchange.fields = std::move(fields);
    made.interchange.delimiters = delimiters;
    return made;
  }

  Answer make(Envelope& envelope, const TakeNumber& take) {
    const OutboundInterchange& interchange = envelope.interchange;
    const Partner& partner = *envelope.partner;
    Answer answer{.kind = envelope.kind,
                  .partner = &partner,
                  .usage = interchange.fields.usage,
                  .answers = std::move(envelope.answers)};
    answer.counter = interchange_counter(interchange.fields, partner.policy.interchange_numbers);
    answer.control_number = take(answer.counter, partner.policy.interchange_numbers);
    std::vector<std::uint32_t> groups;
    const std::string functional = interchange.sets.empty() ? "FA" : interchange.sets.front().functional_id;
    for (std::uint32_t n = groups_needed(interchange); n > 0; --n) {
      const auto counter = group_counter(interchange.fields, functional, partner.policy.group_numbers);
      groups.push_back(static_cast<std::uint32_t>(take(counter, partner.policy.group_numbers)));
    }
    if (!groups.empty()) answer.group_number = std::to_string(groups.front());
    Assembled assembled = assemble(interchange, static_cast<std::uint32_t>(answer.control_number), groups);
    answer.text = std::move(assembled.text);
    answer.replacements = assembled.replacements;
    answer.faults = faults_of(answer.text, guides, partner);
    return answer;
  }
};

AnswerBatch::AnswerBatch(const Configuration& configuration, const GuideShelf& guides, Instant now)
    : impl_(std::make_unique<Impl>(Impl{configuration, guides, now, {}, {}})) {}
AnswerBatch::~AnswerBatch() = default;

bool AnswerBatch::add_ta1(const Partner& partner, const InterchangeResult& in, const Part& part) {
  const bool only_acknowledgments =
      !in.groups.empty() && std::all_of(in.groups.begin(), in.groups.end(), [](const GroupResult& group) {
        return !to_be_acknowledged(group.report);
      });
  if (!wants_ta1(in.header, partner.policy.acknowledge, only_acknowledgments)) return false;
  EnvelopeFields fields = reply_fields(in.header, nullptr, impl_->now);
  const auto& ours = impl_->configuration.workspace.identity;
  if (fields.sender_id.empty() && !ours.empty()) {  // an ISA08 that names nobody is answered by us
    fields.sender_qualifier = ours.front().qualifier;
    fields.sender_id = ours.front().id;
  }
  if (fields.sender_id.empty()) return false;  // nobody to speak as
  auto& envelope = impl_->envelope_for(OutboundKind::ta1, partner, std::move(fields),
                                       reply_delimiters(partner.policy.delimiters, in.header.delimiters));
  envelope.interchange.ta1s.push_back([&in](SegmentWriter& out) { write_ta1(in.header, in.verdict, out); });
  envelope.answers.push_back(part);
  return true;
}

bool AnswerBatch::add_ack(const Partner& partner, const Interchange& in, const GroupResult& group,
                          const Part& part) {
  const AckPolicy& policy = partner.policy.acknowledge;
  if (policy.functional == FunctionalAck::none || !to_be_acknowledged(group.report)) return false;
  const AckForm form = ack_form(group.header, policy);
  EnvelopeFields fields = reply_fields(in, &group.header, impl_->now);
  auto& envelope =
      impl_->envelope_for(form.set_id == "999" ? OutboundKind::ack_999 : OutboundKind::ack_997, partner,
                          std::move(fields), reply_delimiters(partner.policy.delimiters, in.delimiters));
  envelope.interchange.sets.push_back(OutboundSet{
      .set_id = form.set_id,
      .functional_id = "FA",
      .version = form.version,
      .write = [&group, &policy](SegmentWriter& out) { write_functional_ack(group.report, policy, out); }});
  envelope.answers.push_back(part);
  return true;
}

void AnswerBatch::add_response(const Partner& partner, const Interchange* in, const Group* group, char usage,
                               Response response, const Part& part) {
  EnvelopeFields fields =
      in != nullptr ? reply_fields(*in, group, impl_->now)
                    : send_fields(impl_->configuration.workspace, *response.agreement, usage, impl_->now);
  const OutputDelimiters delimiters =
      in != nullptr ? reply_delimiters(partner.policy.delimiters, in->delimiters) : partner.policy.delimiters;
  fields.group_version = response.agreement->send->version;
  fields.interchange_version = interchange_version(fields.group_version);
  auto& envelope = impl_->envelope_for(OutboundKind::response_855, partner, std::move(fields), delimiters);
  impl_->responses.push_back(std::make_unique<Response>(std::move(response)));
  const Response* held = impl_->responses.back().get();
  envelope.interchange.sets.push_back(OutboundSet{.set_id = "855",
                                                  .functional_id = "PR",
                                                  .version = held->agreement->send->version,
                                                  .write = [held](SegmentWriter& out) { held->write(out); }});
  envelope.answers.push_back(part);
}

bool AnswerBatch::empty() const {
  return impl_->envelopes.empty();
}

std::vector<Answer> AnswerBatch::finish(const TakeNumber& take) {
  std::vector<Answer> answers;
  answers.reserve(impl_->envelopes.size());
  for (auto& envelope : impl_->envelopes) answers.push_back(impl_->make(envelope, take));
  impl_->envelopes.clear();
  impl_->responses.clear();
  return answers;
}

std::string file_name(const Answer& answer, Instant now, std::uint64_t sequence) {
  static constexpr std::string_view names[] = {"ta1", "997", "999", "855", "856", "810"};
  return fmt::format("{}-{}-{:09}-{}-{}.edi", names[static_cast<std::size_t>(answer.kind)],
                     answer.partner->slug, answer.control_number, compact(now), sequence);
}

}  // namespace transom
