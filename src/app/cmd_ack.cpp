// ack: the answer we would send to a file. Needs no store; outside a workspace it answers anybody.
//
// Control numbers are 1, because real ones belong to the commit that sends them.
#include <fmt/format.h>

#include <memory>

#include "app/command.hpp"
#include "app/input.hpp"
#include "app/log.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "engine/acknowledge.hpp"

namespace transom {
namespace {

struct Options {
  std::string file, kind;
};

AckWanted wanted_of(const std::string& kind) {
  if (kind == "TA1") return AckWanted::ta1;
  if (kind == "999") return AckWanted::ack_999;
  return kind == "997" ? AckWanted::ack_997 : AckWanted::by_policy;
}

int ack(const Options& options, const Session& session) {
  const ConfigurationPtr configuration = configuration_for(session);
  Input input(options.file);
  const Acknowledged done = acknowledge(
      *configuration, [&input](std::span<char> space) { return input.read(space); }, wanted_of(options.kind),
      session.clock->now());
  for (const auto& answer : done.answers) {
    print(answer.text.ends_with('\n') ? answer.text : answer.text + "\n");
  }
  if (done.interchanges == 0) {
    throw Failure(
        FailureKind::usage, input.name(), "there is no interchange in it, so there is nobody to answer",
        options.file == "-" ? std::string("keep it in a file and look at it with `transom check FILE`")
                            : fmt::format("look at it with `transom check {}`", input.name()));
  }
  if (done.left_out > 0) {
    log_info(
        fmt::format("{} faults do not fit into the answer; `transom check` tells them all", done.left_out),
        {{"file", input.name()}});
  }
  if (!done.answers.empty()) return exit_status::fine;
  if (done.rejected > 0) {
    log_info("the interchange is rejected as a whole: only a TA1 can say so (--ack TA1)",
             {{"file", input.name()}});
  } else {
    log_info("by this policy nothing is answered", {{"file", input.name()}});
  }
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
