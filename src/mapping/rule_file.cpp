// A rule file is a map of names. A name that is known below is parametrised or switched; a new one is a rule
// of its own. Naming a rule switches it on: nobody sets the tolerance of a rule that shall not run.
//
// Parameters are written beside the rule's other keys (`price-over-contract: {tolerance: 2%}`), because that
// is how it is said; so a key is looked for among both, and a misspelled one is told with what was meant.
#include "mapping/rule_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "mapping/binder.hpp"

namespace transom::mapping {
namespace {

constexpr std::string_view part_keys[] = {"for", "needs", "when",  "then",   "effect", "owner",
                                          "say", "next",  "about", "figure", "on"};

Said said(const YamlNode& node, const std::string& file) {
  return {node.text(), node.place(), {file, node.line(), node.column() + (node.quoted() ? 1 : 0)}};
}

void lay(SaidByName& over, const std::string& name, Said value) {
  const auto found = std::find_if(over.begin(), over.end(), [&](const auto& p) { return p.first == name; });
  if (found == over.end()) {
    over.emplace_back(name, std::move(value));
  } else {
    found->second = std::move(value);
  }
}

bool is_rule_name(std::string_view text) {
  return !text.empty() && text.size() <= 60 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

class RuleReader {
 public:
  RuleReader(const std::string& file, RuleLayer layer, std::vector<RuleSpec>& rules)
      : file_(file), layer_(layer), rules_(rules) {}

  void read(const YamlNode& root) {
    root.allow_only({"rules"});
    for (const auto& [name, body] : root.required("rules").entries()) read_rule(name, body);
  }

 private:
  void read_rule(const YamlNode& name, const YamlNode& body) {
    if (!is_rule_name(name.text()))
      name.fail(fmt::format("'{}' is no name of a rule", visible(name.text(), 60)),
                "expected small letters, digits and -");
    auto found =
        std::find_if(rules_.begin(), rules_.end(), [&](const RuleSpec& r) { return r.name == name.text(); });
    const bool fresh = found == rules_.end();
    if (fresh) check_new(name, body);
    if (fresh) found = rules_.insert(rules_.end(), RuleSpec{.name = name.text()});
    found->written = said(name, file_);
    found->on = layer_ != RuleLayer::program;
    if (body.is_map()) {
      read_body(*found, body, fresh);
    } else {
      found->on = read_switch(body);
    }
    found->asked = found->on && layer_ == RuleLayer::partner;
    if (fresh) check_whole(*found);
  }

  // A name that nobody knows is a rule of its own where it says when it holds, else a slip.
  void check_new(const YamlNode& name, const YamlNode& body) const {
    if (body.is_map() && body.find("when") != nullptr) return;
    std::vector<std::string_view> names;
    for (const RuleSpec& rule : rules_) names.push_back(rule.name);
    const bool near = !did_you_mean(name.text(), names).empty();
    if (body.is_map() && !near && body.find("then") != nullptr) return;  // check_whole tells of it
    name.fail(fmt::format("there is no rule '{}'", name.text()),
              near || !body.is_map() ? suggestion(name.text(), names)
                                     : "a rule of your own says `when` it holds and what `then`");
  }

  static bool read_switch(const YamlNode& node) { return node.as_word({"off", "on", "no", "yes"}) % 2 == 1; }

  void read_body(RuleSpec& rule, const YamlNode& body, bool fresh) {
    for (const auto& [key, value] : body.entries()) {
      const std::string& word = key.text();
      if (word == "on") {
        rule.on = read_switch(value);
      } else if (word == "given" && fresh) {
        for (const auto& [name, text] : value.entries()) lay(rule.given, name.text(), said(text, file_));
      } else if (word == "set") {
        for (const auto& [name, text] : value.entries()) {
          (void)name.as_word({"price", "quantity", "backorder", "unit", "item", "date"});
          lay(rule.set, name.text(), said(text, file_));
        }
      } else if (std::find(std::begin(part_keys), std::end(part_keys), word) != std::end(part_keys)) {
        if (word == "then") (void)value.as_word({"warn", "hold", "change", "reject"});
        if (word == "for") (void)value.as_word({"order", "lines", "repeats"});
        lay(rule.parts, word, said(value, file_));
      } else {
        read_parameter(rule, key, value);
      }
    }
  }

  void read_parameter(RuleSpec& rule, const YamlNode& key, const YamlNode& value) {
    std::vector<std::string_view> names(std::begin(part_keys), std::end(part_keys));
    names.push_back("set");
    for (const auto& [name, text] : rule.given) names.push_back(name);
    const auto known = std::find_if(rule.given.begin(), rule.given.end(),
                                    [&](const auto& given) { return given.first == key.text(); });
    if (known == rule.given.end()) {
      key.fail(fmt::format("{} has no '{}'", rule.name, visible(key.text(), 40)),
               suggestion(key.text(), names));
    }
    const Type wanted = given_value(known->second.text).type;
    if (given_value(value.text()).type != wanted) {
      value.fail(
          fmt::format("'{}' does not fit: {} is {}", visible(value.text(), 40), key.text(), name_of(wanted)),
          fmt::format("write it like {}", known->second.text));
    }
    lay(rule.given, key.text(), said(value, file_));
  }

  static void check_whole(const RuleSpec& rule) {
    for (const std::string_view key : {"when", "then"}) {
      if (rule.part(key) == nullptr)
        rule.written.fail(fmt::format("rule {} has no '{}'", rule.name, key),
                          "a rule says when it holds and what then");
    }
  }

  const std::string& file_;
  RuleLayer layer_;
  std::vector<RuleSpec>& rules_;
};

}  // namespace

void Said::fail(std::string problem, std::string advice) const {
  throw Failure(FailureKind::configuration, place, std::move(problem), std::move(advice));
}

const Said* RuleSpec::part(std::string_view key) const {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.first == key; });
  return found == parts.end() ? nullptr : &found->second;
}

void read_rules(std::string_view text, const std::string& file, RuleLayer layer,
                std::vector<RuleSpec>& rules) {
  RuleReader(file, layer, rules).read(load_yaml(text, file));
}

}  // namespace transom::mapping
