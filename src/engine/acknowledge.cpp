// The run's own reading and its own answers; left out is what needs a store: real control numbers, and
// whether the interchange came before (TA105 025).
#include "engine/acknowledge.hpp"

#include <list>
#include <map>

#include "engine/map_shelf.hpp"

namespace transom {
namespace {

// The partner's policy bent to what was asked for.
AckPolicy bent(AckPolicy policy, AckWanted wanted) {
  if (wanted == AckWanted::by_policy) return policy;
  policy.technical = wanted == AckWanted::ta1 ? TechnicalAck::always : TechnicalAck::never;
  policy.functional = wanted == AckWanted::ta1       ? FunctionalAck::none
                      : wanted == AckWanted::ack_999 ? FunctionalAck::ack_999
                                                     : FunctionalAck::ack_997;
  return policy;
}

// An interchange rejected at its envelope is answered by a TA1 and nothing else.
void gather(AnswerBatch& batch, Acknowledged& done, const Partner& partner, const InterchangeResult& in) {
  const auto number = static_cast<std::uint32_t>(++done.interchanges);
  batch.add_ta1(partner, in, Part{.attempt = {}, .interchange = number});
  if (in.verdict.code == 'R') {
    ++done.rejected;
    return;
  }
  std::uint32_t group = 0;
  for (const auto& one : in.groups) {
    const Part part{.attempt = {}, .interchange = number, .group = ++group};
    if (!batch.add_ack(partner, in.header, one, part)) continue;
    SegmentWriter scratch{Delimiters{}};
    done.left_out += write_functional_ack(one.report, partner.policy.acknowledge, scratch);
  }
}

}  // namespace

Acknowledged acknowledge(const Configuration& configuration, const ReadBytes& read, AckWanted wanted,
                         Instant now) {
  const MapShelf maps(configuration);
  Processor processor(configuration, maps);
  const auto drop_sets = [](DocumentResult& part) { part.drop_sets(); };
  const DocumentResult result =
      processor.run(read, {.map = false, .anyone = true, .now = now, .extras = {}}, drop_sets);
  Acknowledged done;
  AnswerBatch batch(configuration, maps.guides(), now);
  std::list<Partner> partners;  // outlives finish()
  for (const auto& in : result.interchanges) {
    Partner& partner =
        partners.emplace_back(in.partner != nullptr ? *in.partner : configuration.directory.anyone());
    partner.policy.acknowledge = bent(partner.policy.acknowledge, wanted);
    gather(batch, done, partner, in);
  }
  std::map<std::string, std::uint64_t> counters;
  done.answers = batch.finish(
      [&counters](const std::string& counter, const NumberRange&) { return ++counters[counter]; });
  return done;
}

}  // namespace transom
