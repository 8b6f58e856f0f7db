// Golden cases: in.edi -> expected order, answers and findings, with a fixed clock and counters from 1.
//
//   given: order.json        (orders that stand, and changes taken since: what an 860 speaks of)
//   receive: in.edi
//   expect: {order: order.json, answers: [997.edi, 855.edi], findings: findings.txt}
//   clock: 2026-03-02T09:00:00Z
//
// The whole way runs but for the store: what a case promises, a run keeps. Duplicates need a history and are
// not part of a case. Expected orders and findings are compared as text, line by line, so a difference reads
// like a change of a file; `findings: none` demands that there are none.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.hpp"
#include "base/yaml.hpp"
#include "engine/answers.hpp"
#include "engine/line_diff.hpp"
#include "engine/order_story.hpp"
#include "engine/process.hpp"
#include "engine/take_change.hpp"
#include "engine/trade_sets.hpp"
#include "transom/engine.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;

struct Case {
  std::string given, input, order, findings;
  std::vector<std::string> answers;
  std::vector<BusinessRecord> story;  // what is given
  bool no_findings = false;
  Instant clock;
};

Case read_case(const fs::path& file) {
  const YamlNode yaml = load_yaml_file(file.string());
  Case out;
  yaml.allow_only({"given", "receive", "expect", "clock", "say"});
  if (const auto* given = yaml.find("given")) out.given = given->text();
  out.input = yaml.required("receive").text();
  const auto& clock = yaml.required("clock");
  const auto at = Instant::parse_iso(clock.text());
  if (!at) clock.fail("is no instant", "write it as 2026-03-02T09:00:00Z");
  out.clock = *at;
  const auto& expect = yaml.required("expect");
  expect.allow_only({"order", "answers", "findings"});
  if (const auto* order = expect.find("order")) out.order = order->text();
  if (const auto* answers = expect.find("answers")) {
    for (const auto& item : answers->items()) out.answers.push_back(item.text());
  }
  if (const auto* findings = expect.find("findings")) {
    out.no_findings = findings->text() == "none";
    if (!out.no_findings) out.findings = findings->text();
  }
  return out;
}

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    throw Failure(FailureKind::configuration, file.string(), "cannot be read", "a golden case names it");
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// What the case came to, as the files would hold it.
struct Came {
  std::string orders, findings;
  std::vector<std::string> answers;
  std::vector<std::string> strangers;  // senders that are not the partner in whose folder the case lies
};

// The documents of `given` as the store would have them.
std::vector<BusinessRecord> story_of(const std::string& json, const fs::path& file) {
  const JsonDocuments read = read_json(json);
  if (!read.ok()) throw Failure(FailureKind::configuration, file.string(), read.problems.front().text());
  std::vector<BusinessRecord> story;
  for (const auto& document : read.documents) {
    BusinessRecord& row = story.emplace_back();
    row.id = {static_cast<std::int64_t>(story.size())};
    row.kind = business_kind(document);
    row.number = number_of(document);
    row.release = release_of(document);
    row.json = to_json(document);
  }
  return story;
}

// What a run does with the store's word about the order.
void settle_change(SetResult& set, const ChangeDesk& desk, const std::vector<BusinessRecord>& given) {
  const bool open = set.fate == SetFate::taken || set.fate == SetFate::held;
  if (!open || set.agreement == nullptr || !holds_change(set)) return;
  turn_into_change(set);
  const auto& change = std::get<OrderChange>(*set.document);
  std::vector<BusinessRecord> story = given;
  std::erase_if(story, [&](const BusinessRecord& row) { return row.number != change.number; });
  take_change(set, desk, order_to_change(story, change.release_number, false));
}

void settle_changes(InterchangeResult& in, const MapShelf& maps, const Case& wanted) {
  if (in.refused) return;
  const ChangeDesk desk{maps, *in.partner, in.header, wanted.clock};
  for (auto& group : in.groups) {
    for (auto& set : group.sets) settle_change(set, desk, wanted.story);
  }
}

void gather(Came& came, AnswerBatch& batch, InterchangeResult& in) {
  for (const auto& finding : in.findings) came.findings += describe(finding) + "\n";
  if (in.refused) {
    came.findings += "refused: " + in.refused->sentence + "\n";
    if (in.partner != nullptr) batch.add_ta1(*in.partner, in, {});
    return;
  }
  batch.add_ta1(*in.partner, in, {});
  for (auto& group : in.groups) {
    for (const auto& finding : group.report.findings()) came.findings += describe(finding) + "\n";
    batch.add_ack(*in.partner, in.header, group, {});
    for (auto& set : group.sets) {
      for (const auto& finding : set.findings.items()) came.findings += describe(finding) + "\n";
      for (const auto& reason : set.reasons)
        came.findings += fmt::format("{}: {}\n", to_string(set.fate), reason.sentence);
      for (const auto& ruling : set.rulings) {
        if (ruling.action != RuleAction::hold)
          came.findings += fmt::format("{}: {}\n", to_string(ruling.action), ruling.sentence);
      }
      if (!set.document) continue;
      came.orders += (set.changed ? to_json(*set.changed, JsonStyle::pretty)
                                  : to_json(*set.document, JsonStyle::pretty)) +
                     "\n";
      if (set.fate == SetFate::held || !set.response) continue;
      for (const auto& problem : set.response->problems)
        came.findings += fmt::format("no {}: {}\n", set.response->agreement->set, describe(problem));
      if (!set.response->problems.empty()) continue;
      batch.add_document(*in.partner, &in.header, &group.header, in.header.usage, std::move(*set.response),
                         {}, {});
    }
  }
}

// "ZZ:US01, who is borealis-foods", as the case's author would look for it.
std::string sender_of(const InterchangeResult& in) {
  return fmt::format("{}:{}, who is {}", visible(in.header.sender_qualifier, 4),
                     visible(in.header.sender_id, 20),
                     in.partner != nullptr ? in.partner->slug : "nobody we know");
}

Came run_case(const Configuration& configuration, const MapShelf& maps, const Partner& partner,
              const Case& wanted, const std::string& input) {
  Processor processor(configuration, maps);
  ProcessOptions options;
  options.now = wanted.clock;
  DocumentResult result = processor.run(read_from(input), options);
  Came came;
  for (const auto& finding : result.findings.items()) came.findings += describe(finding) + "\n";
  AnswerBatch batch(configuration, maps.guides(), wanted.clock);
  for (auto& in : result.interchanges) {
    if (in.partner != &partner) came.strangers.push_back(sender_of(in));
    settle_changes(in, maps, wanted);
    gather(came, batch, in);
  }
  std::map<std::string, std::uint64_t> counters;
  for (auto& answer :
       batch.finish([&](const std::string&counter, const NumberRange&) { return ++counters[counter]; })) {
    came.answers.push_back(std::move(answer.text));
  }
  return came;
}

// A case reads the same in every workspace: places are told from its folder.
void leave_out(std::string& text, const std::string& root) {
  for (auto at = text.find(root); at != std::string::npos; at = text.find(root, at))
    text.erase(at, root.size());
}

class Comparison {
 public:
  Comparison(fs::path folder, bool accept, GoldenResult& result)
      : folder_(std::move(folder)), accept_(accept), result_(result) {}

  void compare(const std::string& name, const std::string& came) {
    const fs::path file = folder_ / name;
    const std::string expected = fs::exists(file) ? slurp(file) : std::string();
    if (expected == came) return;
    if (accept_) {
      std::ofstream(file, std::ios::binary) << came;
      result_.differences.push_back(name + ": rewritten");
      ++rewritten_;
      return;
    }
    result_.differences.push_back(name + ":\n" + line_diff(expected, came));
  }
  // Differences that are none any more.
  [[nodiscard]] std::size_t rewritten() const { return rewritten_; }

 private:
  fs::path folder_;
  bool accept_;
  GoldenResult& result_;
  std::size_t rewritten_ = 0;
};

GoldenResult judge_case(const Configuration& configuration, const MapShelf& maps, const Partner& partner,
                        const fs::path& folder, bool accept) {
  GoldenResult result{.partner = partner.slug, .name = folder.filename().string(), .folder = folder.string()};
  if (!fs::exists(folder / "case.yaml")) {
    result.differences.emplace_back(
        "case.yaml: is not there; it names the file to receive and what is expected: write\n"
        "  receive: in.edi\n"
        "  expect: {order: order.json, answers: [997.edi], findings: none}\n"
        "  clock: 2026-03-02T09:00:00Z\n"
        "and let `transom test --accept` write what it names");
    return result;
  }
  Case wanted = read_case(folder / "case.yaml");
  if (!wanted.given.empty()) wanted.story = story_of(slurp(folder / wanted.given), folder / wanted.given);
  Came came = run_case(configuration, maps, partner, wanted, slurp(folder / wanted.input));
  for (const auto& stranger : came.strangers) {
    result.differences.push_back(
        fmt::format("{}: comes from {}; this folder's cases are {}'s", wanted.input, stranger, partner.slug));
  }
  leave_out(came.findings, configuration.workspace.root + "/");
  Comparison comparison(folder, accept, result);
  if (!wanted.order.empty()) {
    comparison.compare(wanted.order, came.orders);
  } else if (!came.orders.empty()) {
    result.differences.push_back("order: none was expected\n" + came.orders);
  }
  if (wanted.no_findings && !came.findings.empty())
    result.differences.push_back("findings: none were expected\n" + came.findings);
  if (!wanted.findings.empty()) comparison.compare(wanted.findings, came.findings);
  if (wanted.answers.size() != came.answers.size()) {
    result.differences.push_back(
        fmt::format("answers: case.yaml names {}, {} came", wanted.answers.size(), came.answers.size()));
  }
  for (std::size_t i = 0; i < std::min(wanted.answers.size(), came.answers.size()); ++i) {
    comparison.compare(wanted.answers[i], came.answers[i]);
  }
  result.passed = result.differences.size() == comparison.rewritten();
  return result;
}

// A case that cannot be read is one that fails; the others have their turn.
GoldenResult judge_or_tell(const Configuration& configuration, const MapShelf& maps, const Partner& partner,
                           const fs::path& folder, bool accept) {
  try {
    return judge_case(configuration, maps, partner, folder, accept);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::configuration) throw;
    return {.partner = partner.slug,
            .name = folder.filename().string(),
            .folder = folder.string(),
            .differences = {failure.what()}};
  }
}

std::vector<fs::path> case_folders(const Partner& partner) {
  std::vector<fs::path> folders;
  const fs::path tests = fs::path(partner.folder) / "tests";
  if (!fs::is_directory(tests)) return folders;
  for (const auto& entry : fs::directory_iterator(tests)) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

std::vector<GoldenResult> run_golden(const std::string& root, std::string_view partner, bool accept) {
  const ConfigurationPtr configuration = Configuration::load(root);
  if (!partner.empty() && configuration->directory.find_slug(partner) == nullptr) {
    throw Failure(FailureKind::usage, std::string(partner), "no such partner",
                  "the folders of mappings/partners name them");
  }
  const MapShelf maps(*configuration);
  std::vector<GoldenResult> results;
  for (const auto& known : configuration->directory.partners()) {
    if (!partner.empty() && known->slug != partner) continue;
    for (const auto& folder : case_folders(*known)) {
      results.push_back(judge_or_tell(*configuration, maps, *known, folder, accept));
    }
  }
  return results;
}

}  // namespace transom
