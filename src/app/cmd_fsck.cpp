// fsck: does the store keep every rule it promises? Reads everything, changes nothing.
#include <fmt/format.h>

#include "app/command.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

int fsck(const Session& session) {
  const Workspace workspace = Workspace::load(require_workspace(session));
  const auto store = open_for_reading(workspace);
  const auto violations = store ? store->fsck() : std::vector<Violation>();
  if (session.json) {
    std::string out;
    JsonWriter json(out);
    json.array();
    for (const auto& violation : violations) {
      json.object().key("rule").value(violation.rule).key("sentence").value(violation.sentence).end();
    }
    json.end();
    print_line(out);
  } else {
    for (const auto& violation : violations) {
      print_line(fmt::format("{}: {}", violation.rule, visible(violation.sentence, 500)));
    }
    const Counts counts = store ? store->counts(std::nullopt) : Counts();
    print_line(fmt::format(
        "{}: {} checked, {}", workspace.store,
        count_of(counts.received + counts.done + counts.quarantined + counts.duplicate, "document"),
        violations.empty() ? "every rule holds" : count_of(violations.size(), "broken rule")));
  }
  return violations.empty() ? exit_status::fine : exit_status::world_failed;
}

}  // namespace

void add_fsck(CLI::App& app, Session& session) {
  Command(app, session, "fsck", "Check that the store keeps every rule it promises")
      .footer(
          "Reads every document; safe beside a running engine.\n\n"
          "Exit codes: 0 every rule holds; 3 one is broken.\n\nExample:\n  transom fsck")
      .runs([&session] { return fsck(session); });
}

}  // namespace transom
