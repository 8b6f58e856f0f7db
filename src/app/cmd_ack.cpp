// ack: the answer we would send to a file. Needs no store; outside a workspace it answers anybody.
//
// Control numbers are 1, because real ones belong to the commit that sends them.
#include <fmt/format.h>

#include <list>
#include <map>
#include <memory>

#include "app/command.hpp"
#include "app/input.hpp"
#include "app/log.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "engine/answers.hpp"
#include "engine/map_shelf.hpp"
#include "engine/process.hpp"

namespace transom {
namespace {

struct Options {
  std::string file, kind;
};

// The partner's policy bent to what was asked for on the command line.
AckPolicy wanted_policy(AckPolicy policy, const std::string& kind) {
  if (kind == "TA1") {
    policy.technical = TechnicalAck::always;
    policy.functional = FunctionalAck::none;
  } else if (!kind.empty()) {
    policy.technical = TechnicalAck::never;
    policy.functional = kind == "999" ? FunctionalAck::ack_999 : FunctionalAck::ack_997;
  }
  return policy;
}

// An interchange rejected at its envelope is answered by a TA1 and nothing else.
void gather(AnswerBatch& batch, const Partner& partner, const InterchangeResult& in, std::uint32_t number) {
  batch.add_ta1(partner, in, Part{.attempt = {}, .interchange = number});
  if (in.verdict.code == 'R') return;
  std::uint32_t group = 0;
  for (const auto& one : in.groups) {
    batch.add_ack(partner, in.header, one, Part{.attempt = {}, .interchange = number, .group = ++group});
  }
}

int ack(const Options& options, const Session& session) {
  const ConfigurationPtr configuration = configuration_for(session);
  const MapShelf maps(*configuration);
  Processor processor(*configuration, maps);
  Input input(options.file);
  ProcessOptions wanted{.map = false, .anyone = true, .now = session.clock->now(), .extras = {}};
  const auto drop_sets = [](DocumentResult& part) {
    for (auto& in : part.interchanges) {
      for (auto& group : in.groups) group.sets.clear();
    }
  };
  const DocumentResult result =
      processor.run([&input](std::span<char> space) { return input.read(space); }, wanted, drop_sets);

  AnswerBatch batch(*configuration, session.clock->now());
  std::list<Partner> bent;  // outlives finish()
  std::uint32_t number = 0;
  for (const auto& in : result.interchanges) {
    const Partner& known = in.partner != nullptr ? *in.partner : configuration->directory.anyone();
    bent.push_back(known);
    bent.back().policy.acknowledge = wanted_policy(known.policy.acknowledge, options.kind);
    gather(batch, bent.back(), in, ++number);
  }
  std::map<std::string, std::uint64_t> counters;
  const auto answers = batch.finish(
      [&counters](const std::string& counter, const NumberRange&) { return ++counters[counter]; });
  for (const auto& answer : answers) print(answer.text.ends_with('\n') ? answer.text : answer.text + "\n");
  if (result.interchanges.empty()) {
    throw Failure(FailureKind::usage, input.name(),
                  "there is no interchange in it, so there is nobody to answer",
                  fmt::format("look at it with `transom check {}`", input.name()));
  }
  if (answers.empty()) log_info("by this policy nothing is answered", {{"file", input.name()}});
  return exit_status::fine;
}

}  // namespace

void add_ack(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "ack", "Print the acknowledgment we would send")
      .argument("FILE", options->file, "An X12 file; - is standard input")
      .choice("--ack", options->kind, {"997", "999", "TA1"}, "This kind only, whatever the policy says")
      .footer(
          "Control numbers are 1: real ones are taken when an answer is sent.\n\n"
          "Examples:\n  transom ack order.edi\n  transom ack order.edi --ack TA1")
      .runs([options, &session] { return ack(*options, session); });
}

}  // namespace transom
