// One error in, one finding out: for each way to spoil a right set, that finding and no other, at its place,
// with its codes in the acknowledgments; and two or three errors together, each told, in order.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "property/campaign.hpp"
#include "property/mutation.hpp"
#include "property/verdict.hpp"

using namespace transom;
using namespace transom::property;

namespace {

constexpr std::size_t cases_a_mutation = 110;

std::vector<const Mutation*> all_mutations() {
  std::vector<const Mutation*> all;
  for (const auto table : {framing_mutations(), envelope_mutations(), structure_mutations(),
                           level_mutations(), partner_mutations(), element_mutations()}) {
    for (const Mutation& mutation : table) all.push_back(&mutation);
  }
  return all;
}

std::string joined(const std::vector<std::string>& lines) {
  return fmt::format("{}\n", fmt::join(lines, "\n"));
}

// A spoilt draft and all that it needs to live.
struct Case {
  explicit Case(std::uint64_t seed) : random(seed), generator(random) {}

  // A right draft of some guide, then the mutations one after the other; false: no occasion.
  bool make(const std::vector<GuideName>& guides, std::span<const Mutation* const> mutations) {
    name = random.one_of(guides);
    Wishes wishes{.repetitions = random.percent(30), .segments = random.between(10, 60)};
    for (const Mutation* mutation : mutations)
      wishes.repetitions = wishes.repetitions || mutation->repetitions;
    const std::optional<Draft> right = generator.draft(name, wishes);
    if (!right) return false;
    draft = *right;
    spoiling.emplace(draft, generator, random);
    for (const Mutation* mutation : mutations) {
      if (!mutation->spoil(*spoiling, mutation->rule)) return false;
    }
    manner = mutations.front()->manner;
    if (spoiling->partner) name_partner(*spoiling->partner);
    if (name.version >= "005010" && random.percent(50)) manner.functional = FunctionalAck::ack_999;
    return true;
  }
  void name_partner(Partnership& partner) {
    Row& isa = draft.row("ISA");
    const std::string& id = value(isa, 6);
    partner.version = name.version;
    partner.qualifier = value(isa, 5);
    partner.id = id.substr(0, id.find(' '));
  }
  [[nodiscard]] std::string bytes() const { return spoiling->bytes ? *spoiling->bytes : draft.bytes(); }

  Random random;
  Generator generator;
  GuideName name;
  Draft draft;
  std::optional<Spoiling> spoiling;
  Manner manner;
};

class Trial {
 public:
  enum class Result { no_occasion, right, wrong };
  Result run(std::uint64_t seed, std::span<const Mutation* const> mutations, const std::string& replay) {
    Case one(seed);
    if (!one.make(guides_, mutations)) return Result::no_occasion;
    const std::string bytes = one.bytes();
    const auto& partner = one.spoiling->partner;
    const Judgment judgment = receiver(one.manner, partner).judge(bytes, [](const SeenSet&) {});
    std::vector<std::string> found;
    for (const Finding& finding : judgment.findings) found.push_back(line_of(finding));
    std::string names;
    for (const Mutation* mutation : mutations) names += fmt::format("[{}] ", mutation->name);
    INFO(replay, "\n", names, one.name.version, " ", one.name.set, "\n", visible_text(bytes));
    const std::string said = joined(found), wanted = joined(wanted_findings(*one.spoiling));
    const std::string answers = joined(judgment.answers);
    const std::string wanted_back = joined(wanted_answers(*one.spoiling, mutations, one.manner));
    CHECK(said == wanted);
    CHECK(answers == wanted_back);
    CHECK(judgment.account.total() == bytes.size());
    CHECK(judgment.faults == "");
    bool right = said == wanted && answers == wanted_back && judgment.faults.empty();
    for (std::size_t i = 0; right && i < judgment.findings.size() && mutations.size() == 1; ++i) {
      const Finding& finding = judgment.findings[i];
      CHECK(finding.severity == severity_of(finding, *mutations.front()));
      CHECK(finding.source.empty() == (!partner || partner->line.empty()));
      right = right_offset(*one.spoiling, one.spoiling->expected[i], finding);
      CHECK_MESSAGE(right, "byte ", finding.place.offset);
    }
    for (const Finding& finding : judgment.findings) ++hits_[finding.rule];
    return right ? Result::right : Result::wrong;
  }
  [[nodiscard]] std::size_t hits(Rule rule) const {
    const auto found = hits_.find(rule);
    return found == hits_.end() ? 0 : found->second;
  }

 private:
  static Severity severity_of(const Finding& finding, const Mutation& mutation) {
    return finding.rule == mutation.rule ? mutation.severity : info(finding.rule).severity;
  }
  // One that knows a partner is for one case alone.
  Receiver& receiver(const Manner& manner, const std::optional<Partnership>& partner) {
    const std::string key = fmt::format("{} {} {} {}", static_cast<int>(manner.functional), manner.set,
                                        manner.interchanges, manner.groups);
    auto& known = receivers_[partner ? "partner" : key];
    if (partner || !known) known = std::make_unique<Receiver>(manner, partner);
    return *known;
  }

  std::vector<GuideName> guides_ = all_guides();
  std::map<std::string, std::unique_ptr<Receiver>> receivers_;
  std::map<Rule, std::size_t> hits_;
};

}  // namespace

TEST_CASE("property: one error is one finding, at its place, with its codes") {
  Trial trial;
  std::string table;
  std::size_t cases = 0;
  for (const Mutation* mutation : all_mutations()) {
    const Campaign campaign{std::string(mutation->name)};
    const std::size_t wanted = std::max<std::size_t>(campaign.cases(cases_a_mutation), 3);
    std::size_t made = 0, attempts = 0;
    for (; made < wanted && attempts < wanted * 400; ++attempts) {
      if (!campaign.wants(attempts)) continue;
      const Mutation* const only[] = {mutation};
      const Trial::Result result = trial.run(campaign.seed(attempts), only, campaign.replay(attempts));
      made += result == Trial::Result::right;
      if (result == Trial::Result::wrong) break;  // one case tells enough
    }
    cases += made;
    table += fmt::format("  {:<36} {:>5} of {:>5}\n", mutation->name, made, attempts);
    if (!campaign.replays()) CHECK_MESSAGE(made == wanted, mutation->name, " was made ", made, " times only");
  }
  const Campaign campaign("mutations");
  std::string rules;
  for (const RuleInfo& rule : all_rules()) {
    const auto skipped = tested_elsewhere();
    const auto other =
        std::find_if(skipped.begin(), skipped.end(), [&](const Elsewhere& e) { return e.rule == rule.rule; });
    rules += fmt::format("  {:<36} {:>5} {}\n", rule.name, trial.hits(rule.rule),
                         other == skipped.end() ? "" : other->reason);
    if (other != skipped.end() || campaign.replays()) continue;
    CHECK_MESSAGE(trial.hits(rule.rule) >= std::max<std::size_t>(campaign.cases(100), 3), rule.name,
                  " was hit ", trial.hits(rule.rule), " times only");
  }
  Campaign::made(cases);
  MESSAGE(campaign.title(), ": ", cases, " cases\nspoilt by, of drafts tried\n", table, "findings\n", rules);
}

TEST_CASE("property: several errors in a set are all found, in order") {
  Trial trial;
  std::vector<const Mutation*> inside;
  for (const auto mutations : {structure_mutations(), level_mutations(), element_mutations()}) {
    for (const Mutation& mutation : mutations) {
      if (mutation.rule != Rule::set_empty) inside.push_back(&mutation);
    }
  }
  const Campaign campaign("several");
  const std::size_t wanted = campaign.cases(1500);
  std::size_t made = 0, attempts = 0;
  for (; made < wanted && attempts < wanted * 30; ++attempts) {
    if (!campaign.wants(attempts)) continue;
    Random random(campaign.seed(attempts) + 1);
    std::vector<const Mutation*> chosen;
    for (std::size_t n = random.between(2, 3); n > 0; --n) chosen.push_back(random.one_of(inside));
    // Those of structure first: they count the segments again, after which a wrong total would be right.
    std::stable_sort(chosen.begin(), chosen.end(), [&](const Mutation* a, const Mutation* b) {
      return std::find(inside.begin(), inside.end(), a) < std::find(inside.begin(), inside.end(), b);
    });
    const Trial::Result result = trial.run(campaign.seed(attempts), chosen, campaign.replay(attempts));
    made += result == Trial::Result::right;
    if (result == Trial::Result::wrong) break;
  }
  Campaign::made(made);
  MESSAGE(campaign.title(), ": ", made, " sets with two or three errors, of ", attempts, " tried");
  if (!campaign.replays()) CHECK(made == wanted);
}
