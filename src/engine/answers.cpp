// Envelopes are shared by everything of one kind for one partner, usage and pair of ids, where the partner's
// policy allows; else every document answered gets its own. Acknowledgments and order responses never share
// one: they are numbered and awaited differently.
//
// Every interchange is read again by our own reader and validator before it may leave. Refused: trusting the
// writer; a wrong 997 costs more than ten microseconds.
#include "engine/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/hash.hpp"
#include "engine/reasons.hpp"
#include "engine/trade_sets.hpp"
#include "partner/drop_name.hpp"
#include "store/names.hpp"
#include "store/schema.hpp"
#include "transom/usage.hpp"

namespace transom {
namespace {

// What has to agree for two answers to share an interchange.
struct Envelope {
  OutboundKind kind;
  const Partner* partner;
  const Policy* policy;  // the partner's, or the agreement's to send this set
  OutboundInterchange interchange;
  std::vector<Part> answers = {};
  std::vector<BusinessId> carries = {};
  bool shared = true;  // others may join it
};

// Without its attempt: a replay reads the same set once more.
using AnsweredSet = std::tuple<OutboundKind, std::uint64_t, std::uint32_t, std::uint32_t, std::uint32_t>;
AnsweredSet answered_set(OutboundKind kind, const Part& set) {
  return {kind, set.attempt.value / attempts_per_document, set.interchange, set.group, set.set};
}

bool same_ids(const EnvelopeFields& a, const EnvelopeFields& b) {
  return a.sender_qualifier == b.sender_qualifier && a.sender_id == b.sender_id &&
         a.receiver_qualifier == b.receiver_qualifier && a.receiver_id == b.receiver_id &&
         a.isa15 == b.isa15 && a.group_sender == b.group_sender && a.group_receiver == b.group_receiver &&
         a.interchange_version == b.interchange_version;
}

OutboundSet set_for(const TradeSet& set, const Prepared& document) {
  return {.set_id = std::string(set.set),
          .functional_id = std::string(set.functional_id),
          .version = document.agreement->send->version,
          .write = [&document](SegmentWriter& out) { document.write(out); }};
}

}  // namespace

GiveBytes hashed(GiveBytes give, std::string& hash) {
  return [give = std::move(give), &hash](const TakeBytes& take) {
    Sha256 sha;
    give([&](std::string_view piece) {
      sha.update(piece);
      take(piece);
    });
    hash = sha.hex();
  };
}

struct AnswerBatch::Impl {
  const Configuration& configuration;
  const GuideShelf& guides;
  Instant now;
  std::vector<Envelope> envelopes;
  std::vector<std::unique_ptr<Prepared>> documents;  // referred to by the writers in `envelopes`
  std::set<AnsweredSet> answered = {};

  Envelope& envelope_for(OutboundKind kind, const Partner& partner, const Policy& policy,
                         EnvelopeFields fields, const OutputDelimiters& delimiters, bool mirrors,
                         bool shared) {
    if (shared) {
      for (auto& known : envelopes) {
        if (known.shared && known.kind == kind && known.partner == &partner &&
            same_ids(known.interchange.fields, fields) &&
            known.interchange.delimiters.own == delimiters.own && known.interchange.mirrors == mirrors) {
          return known;
        }
      }
    }
    auto& made = envelopes.emplace_back(
        Envelope{.kind = kind, .partner = &partner, .policy = &policy, .interchange = {}, .shared = shared});
    made.interchange.fields = std::move(fields);
    made.interchange.delimiters = delimiters;
    made.interchange.mirrors = mirrors;
    return made;
  }

  Answer make(Envelope& envelope, const TakeNumber& take, std::size_t most) {
    OutboundInterchange& interchange = envelope.interchange;
    const Partner& partner = *envelope.partner;
    Answer answer{.kind = envelope.kind,
                  .partner = &partner,
                  .policy = envelope.policy,
                  .usage = usage_of(interchange.fields.isa15),
                  .answers = std::move(envelope.answers),
                  .carries = std::move(envelope.carries)};
    answer.counter = interchange_counter(interchange.fields, envelope.policy->interchange_numbers);
    answer.control_number = take(answer.counter, envelope.policy->interchange_numbers);
    std::vector<std::uint32_t> groups;
    const std::string functional = interchange.sets.empty() ? "FA" : interchange.sets.front().functional_id;
    for (std::uint32_t n = groups_needed(interchange); n > 0; --n) {
      const auto counter = group_counter(interchange.fields, functional, envelope.policy->group_numbers);
      groups.push_back(static_cast<std::uint32_t>(take(counter, envelope.policy->group_numbers)));
    }
    if (!groups.empty()) answer.group_number = std::to_string(groups.front());
    const auto number = static_cast<std::uint32_t>(answer.control_number);
    Assembled assembled = assemble(interchange, number, groups, most);
    answer.replacements = assembled.replacements;
    if (!assembled.too_long) {
      answer.text = std::move(assembled.text);
      answer.faults = faults_of(answer.text, guides, partner);
      return answer;
    }
    answer.give = [kept = std::make_shared<OutboundInterchange>(std::move(interchange)), number,
                   groups = std::move(groups), delimiters = assembled.delimiters](const TakeBytes& to) {
      assemble_again(*kept, number, groups, delimiters, to);
    };
    answer.faults = faults_of(hashed(answer.give, answer.hash), guides, partner);
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
  if (fields.sender_id.empty() || fields.receiver_id.empty()) return false;  // nobody to speak as, or to
  auto& envelope =
      impl_->envelope_for(OutboundKind::ta1, partner, partner.policy, std::move(fields),
                          reply_delimiters(partner.policy.delimiters, in.header.delimiters),
                          partner.policy.delimiters.as_received, partner.policy.share_interchange);
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
  auto& envelope = impl_->envelope_for(
      form.set_id == "999" ? OutboundKind::ack_999 : OutboundKind::ack_997, partner, partner.policy,
      std::move(fields), reply_delimiters(partner.policy.delimiters, in.delimiters),
      partner.policy.delimiters.as_received, partner.policy.share_interchange);
  envelope.interchange.sets.push_back(OutboundSet{
      .set_id = form.set_id,
      .functional_id = "FA",
      .version = form.version,
      .write = [&group, &policy](SegmentWriter& out) { write_functional_ack(group.report, policy, out); }});
  envelope.answers.push_back(part);
  return true;
}

void AnswerBatch::add_document(const Partner& partner, const Interchange* in, const Group* group, char usage,
                               Prepared document, BusinessId business, const Part& answers) {
  EnvelopeFields fields =
      in != nullptr ? reply_fields(*in, group, impl_->now)
                    : send_fields(impl_->configuration.workspace, *document.agreement, usage, impl_->now);
  const Policy& policy = document.agreement->policy;
  const OutputDelimiters delimiters =
      in != nullptr ? reply_delimiters(policy.delimiters, in->delimiters) : policy.delimiters;
  fields.group_version = document.agreement->send->version;
  fields.interchange_version = interchange_version(fields.group_version);
  fields.ack_requested = document.agreement->send->request_ta1 > 0;
  const TradeSet& set = trade_set(document.document);
  const Batch& batch = document.agreement->send->batch;
  auto& envelope = impl_->envelope_for(set.outbound, partner, policy, std::move(fields), delimiters,
                                       in != nullptr && policy.delimiters.as_received,
                                       !batch.each && (batch.waits() || policy.share_interchange));
  if (set.document == DocumentKind::order_response) envelope.interchange.agreed = &*document.agreement->send;
  impl_->documents.push_back(std::make_unique<Prepared>(std::move(document)));
  envelope.interchange.sets.push_back(set_for(set, *impl_->documents.back()));
  const bool response = set.document == DocumentKind::order_response;
  if (response || answers.attempt || !business) envelope.answers.push_back(answers);
  if (business) envelope.carries.push_back(business);
  if (answers.attempt) impl_->answered.insert(answered_set(set.outbound, answers));
}

bool AnswerBatch::answers(OutboundKind kind, const Part& set) const {
  return impl_->answered.contains(answered_set(kind, set));
}

bool AnswerBatch::empty() const {
  return impl_->envelopes.empty();
}

std::vector<Answer> AnswerBatch::finish(const TakeNumber& take, std::size_t most) {
  std::vector<Answer> answers;
  answers.reserve(impl_->envelopes.size());
  for (auto& envelope : impl_->envelopes) answers.push_back(impl_->make(envelope, take, most));
  impl_->envelopes.clear();
  impl_->answered.clear();
  return answers;
}

std::vector<std::string> try_alone(const Configuration& configuration, const GuideShelf& guides,
                                   const Partner& partner, char usage, const Prepared& document,
                                   Instant now) {
  OutboundInterchange interchange;
  interchange.fields = send_fields(configuration.workspace, *document.agreement, usage, now);
  interchange.fields.group_version = document.agreement->send->version;
  interchange.fields.interchange_version = interchange_version(interchange.fields.group_version);
  interchange.delimiters = document.agreement->policy.delimiters;
  const TradeSet& set = trade_set(document.document);
  if (set.document == DocumentKind::order_response) interchange.agreed = &*document.agreement->send;
  interchange.sets.push_back(set_for(set, document));
  static constexpr std::uint32_t group_numbers[] = {1};
  const Assembled assembled = assemble(interchange, 1, group_numbers);
  if (assembled.hold) return {"its data holds a separator, and `delimiters: on-conflict` is hold"};
  std::vector<std::string> wrong;
  for (const auto& code : assembled.refused)
    wrong.push_back(fmt::format("the partner takes neither the line code {} nor a fallback for it", code));
  for (const auto& fault : faults_of(assembled.text, guides, partner)) wrong.push_back(describe(fault));
  return wrong;
}

std::string file_name(const Answer& answer, Instant now, std::uint64_t sequence) {
  const TradeSet* set = trade_set(answer.kind);
  const std::string& wanted = answer.policy->drop_name;
  std::uint64_t group = 0;
  for (const char c : answer.group_number) group = group * 10 + static_cast<std::uint64_t>(c - '0');
  return DropName(wanted.empty() ? DropName::usual : wanted)
      .of({.set = name(answer.kind),
           .type = set != nullptr ? set->functional_id : std::string_view("FA"),
           .partner = answer.partner->slug,
           .usage = answer.usage,
           .isa13 = answer.control_number,
           .gs06 = group,
           .seq = sequence,
           .at = now});
}

}  // namespace transom
