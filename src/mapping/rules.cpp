// Compiling rules and asking them.
//
// Each rule carries its own little programs (the condition, the braces of its sentence, the values it sets),
// all checked against the order's shape and the facts' when the configuration is taken. While orders pass, a
// rule that does not hold costs its condition and nothing else; sentences are made for the few that do.
#include "transom/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "mapping/facts.hpp"
#include "mapping/promised.hpp"
#include "mapping/rule_file.hpp"
#include "transom/expression.hpp"
#include "transom/line_status.hpp"

namespace transom {

using mapping::RuleLayer;
using mapping::RuleSpec;
using mapping::Said;

namespace {

constexpr std::size_t most_of_one_rule = 100;

// "ordered at {price}, contract says {contract.price}": text, expression, text ...
struct Sentence {
  std::vector<std::string> texts;
  std::vector<Expression> values;
};

struct CompiledRule {
  std::string name;
  RuleAction action = RuleAction::hold;
  bool of_lines = false, of_repeats = false;
  Expression when;
  std::string code, owner;
  Sentence say, next;
  std::optional<Expression> figure;
  std::vector<std::pair<std::string, Expression>> set;
};

// What one question is asked of.
struct Case {
  Records records, beside;
  const MapContext& context;
};

std::string fill(const Sentence& sentence, const Case& of) {
  std::string out = sentence.texts.front();
  for (std::size_t i = 0; i < sentence.values.size(); ++i) {
    const std::string value = sentence.values[i].text(of.records, of.context, of.beside);
    out += value.empty() ? std::string("nothing") : visible(value, 80);
    out += sentence.texts[i + 1];
  }
  return out;
}

void set_field(LineChange& change, std::string_view field, const std::string& text) {
  if (field == "unit") change.unit = text;
  if (field == "item") change.item = text;
  if (field == "date") change.date = Date::parse_iso(text);
  if (field == "price") change.price = Decimal::parse(text);
  if (field == "quantity") change.quantity = Decimal::parse(text);
  if (field == "backorder") change.backorder = Decimal::parse(text);
}

RuleAction action_of(std::string_view word) {
  return word == "warn"     ? RuleAction::warn
         : word == "hold"   ? RuleAction::hold
         : word == "change" ? RuleAction::change
                            : RuleAction::reject;
}

class RuleCompiler {
 public:
  RuleCompiler(const RuleSpec& spec, const TablePaths& tables) : spec_(spec), tables_(tables) {
    const Said* scope = spec.part("for");
    of_lines_ = scope != nullptr && scope->text == "lines";
    of_repeats_ = scope != nullptr && scope->text == "repeats";
    for (const auto& [name, text] : spec.given) given_.push_back({name, text.text});
  }

  CompiledRule compile() {
    const Said& when = *spec_.part("when");
    CompiledRule rule{.name = spec_.name,
                      .action = action_of(spec_.part("then")->text),
                      .of_lines = of_lines_,
                      .of_repeats = of_repeats_,
                      .when = compile_condition(when.text, when.origin, vocabulary())};
    rule.code = code(rule.action);
    const Said* owner = spec_.part("owner");
    rule.owner = owner != nullptr ? owner->text : "orders";
    rule.say = sentence("say", fmt::format("{} holds", spec_.name));
    rule.next = sentence("next", rule.action == RuleAction::hold
                                     ? "decide with `transom hold release` or `transom hold reject`"
                                     : "nothing");
    if (const Said* figure = spec_.part("figure"))
      rule.figure = compile_expression(figure->text, figure->origin, vocabulary());
    for (const auto& [field, value] : spec_.set) {
      if (!of_lines_) value.fail(fmt::format("{} is for orders; only lines are changed", spec_.name));
      rule.set.emplace_back(field, compile_expression(value.text, value.origin, vocabulary()));
    }
    if (rule.action == RuleAction::change && rule.set.empty())
      spec_.written.fail(fmt::format("{} changes nothing", spec_.name), "add set: {price: contract.price}");
    if (rule.action == RuleAction::change && rule.code == "DR") require_day();
    return rule;
  }

 private:
  // "Accepted, on another day" says nothing without the day.
  void require_day() const {
    const bool has_day =
        std::any_of(spec_.set.begin(), spec_.set.end(), [](const auto& one) { return one.first == "date"; });
    if (!has_day)
      spec_.part("effect")->fail("DR needs a day", "add `date` to set:, as in {date: stock.next}");
  }

  Vocabulary vocabulary() {
    static const Shape* const shapes[] = {&Order::shape(), &OrderLine::shape()};
    return {.scopes = Scopes(shapes, of_lines_ ? 2 : 1),
            .beside = mapping::fact_names(of_lines_),
            .given = given_,
            .tables = &tables_};
  }

  std::string code(RuleAction action) const {
    const Said* effect = spec_.part("effect");
    if (effect == nullptr) return action == RuleAction::reject ? "IR" : "";
    const LineStatus* status = status_of_code(effect->text);
    if (status == nullptr) {
      std::vector<std::string_view> codes;
      for (const LineStatus& s : line_statuses()) codes.push_back(s.code);
      effect->fail(fmt::format("'{}' is no line code", visible(effect->text, 20)),
                   suggestion(effect->text, codes));
    }
    if (action == RuleAction::reject && status->fate != Fate::rejected)
      effect->fail(fmt::format("{} does not reject a line", status->code), "expected one such as IR or R2");
    return std::string(status->code);
  }

  Sentence sentence(std::string_view key, std::string otherwise) {
    const Said* part = spec_.part(key);
    Sentence out;
    out.texts.emplace_back();
    if (part == nullptr) {
      out.texts.back() = std::move(otherwise);
      return out;
    }
    const std::string& text = part->text;
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] != '{') {
        out.texts.back() += text[at++];
        continue;
      }
      const auto end = text.find('}', at);
      Origin origin = part->origin;
      origin.column += static_cast<int>(at) + 1;
      if (end == std::string::npos) {
        throw Failure(FailureKind::configuration,
                      fmt::format("{}:{}:{}", origin.file, origin.line, origin.column - 1),
                      "a brace is never closed", "write {price}");
      }
      out.values.push_back(compile_expression(text.substr(at + 1, end - at - 1), origin, vocabulary()));
      out.texts.emplace_back();
      at = end + 1;
    }
    return out;
  }

  const RuleSpec& spec_;
  const TablePaths& tables_;
  std::vector<Given> given_;
  bool of_lines_ = false, of_repeats_ = false;
};

// Whether a condition, a sentence or a value of the rule names it, as in "stock.missing".
bool speaks_of(const RuleSpec& spec, std::string_view name) {
  const auto in = [&](const std::string& text) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
      const char before = at == 0 ? ' ' : text[at - 1];
      if (std::isalnum(static_cast<unsigned char>(before)) == 0 && before != '_' && before != '.')
        return true;
    }
    return false;
  };
  const auto told = [&](const auto& part) { return in(part.second.text); };
  return std::any_of(spec.parts.begin(), spec.parts.end(), told) ||
         std::any_of(spec.set.begin(), spec.set.end(), told);
}

// Whether all tables that a rule needs are there; names the first that is not.
std::string missing_table(const RuleSpec& spec, const ReferenceData& reference) {
  const Said* needs = spec.part("needs");
  if (needs == nullptr) return {};
  std::string_view rest = needs->text;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    const std::string_view name = trim(rest.substr(0, comma));
    const auto table = reference_table(name);
    if (!table) needs->fail(fmt::format("there is no reference table '{}'", visible(name, 40)));
    if (!reference.has(*table)) return std::string(name);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return {};
}

void tell(const RuleSpec& spec, bool on, std::vector<MapLine>& lines) {
  const auto line = [&](const std::string& path, const Said& part) {
    lines.push_back({spec.name + path, part.text, fmt::format("{}:{}", part.origin.file, part.origin.line)});
  };
  lines.push_back({spec.name, on ? "on" : "off",
                   fmt::format("{}:{}", spec.written.origin.file, spec.written.origin.line)});
  if (!on) return;
  for (const auto& [key, part] : spec.parts) line("." + key, part);
  for (const auto& [name, part] : spec.given) line("." + name, part);
  for (const auto& [name, part] : spec.set) line(".set." + name, part);
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(FailureKind::configuration, path, "cannot be read", "check that the file is there");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::string_view to_string(RuleAction action) {
  static constexpr std::string_view words[] = {"warn", "hold", "change", "reject"};
  return words[static_cast<std::size_t>(action)];
}

struct OrderRules::Code {
  std::vector<CompiledRule> rules;
  ReferencePtr reference;
  std::string hash;
  std::vector<MapLine> lines;
  bool asks_stock = false, asks_credit = false;

  void speak(const RuleSpec& spec) {
    asks_stock = asks_stock || speaks_of(spec, "stock.");
    asks_credit = asks_credit || speaks_of(spec, "customer.exposure") || speaks_of(spec, "customer.promised");
  }

  void ask(const CompiledRule& rule, const Case& of, const std::string& line, std::size_t& times,
           std::vector<Ruling>& out) const {
    if (!rule.when.holds(of.records, of.context, of.beside)) return;
    const bool only_told = rule.action == RuleAction::warn || rule.action == RuleAction::hold;
    if (only_told && ++times > most_of_one_rule) return;
    Ruling& ruling = out.emplace_back();
    ruling.rule = rule.name;
    ruling.action = rule.action;
    ruling.line = line;
    ruling.if_repeated = rule.of_repeats;
    ruling.code = rule.code;
    ruling.owner = rule.owner;
    ruling.sentence =
        line.empty() ? fill(rule.say, of) : fmt::format("line {}: {}", visible(line, 20), fill(rule.say, of));
    ruling.next = fill(rule.next, of);
    if (rule.figure) ruling.figure = Decimal::parse(rule.figure->text(of.records, of.context, of.beside));
    for (const auto& [field, value] : rule.set)
      set_field(ruling.change, field, value.text(of.records, of.context, of.beside));
  }
};

OrderRules::OrderRules(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
OrderRules::~OrderRules() = default;

std::vector<Ruling> OrderRules::judge(const Order& order, const MapContext& context,
                                      const Earlier* earlier) const {
  std::vector<Ruling> out;
  std::vector<std::size_t> times(code_->rules.size());
  const bool owes = earlier != nullptr && code_->asks_credit;
  const mapping::OrderFacts facts =
      mapping::facts_of(order, *code_->reference, owes ? earlier->credit() : Decimal());
  const auto of_order = mapping::records_of(facts, nullptr);
  const void* whole[] = {&order};
  bool of_lines = false;
  for (std::size_t i = 0; i < code_->rules.size(); ++i) {
    of_lines = of_lines || code_->rules[i].of_lines;
    if (!code_->rules[i].of_lines) code_->ask(code_->rules[i], {whole, of_order, context}, {}, times[i], out);
  }
  if (!of_lines) return out;
  mapping::Promised promised(code_->asks_stock, earlier);
  for (const OrderLine& line : order.lines) {
    const mapping::LineFacts known =
        mapping::facts_of(order, line, facts, *code_->reference, context.now.date(), context.partner.currency,
                          [&](const std::string& item) { return promised.of(item); });
    const auto beside = mapping::records_of(facts, &known);
    const void* both[] = {&order, &line};
    const std::size_t before = out.size();
    for (std::size_t i = 0; i < code_->rules.size(); ++i) {
      if (code_->rules[i].of_lines)
        code_->ask(code_->rules[i], {both, beside, context}, line.number, times[i], out);
    }
    promised.take(known, std::span<const Ruling>(out).subspan(before));
  }
  return out;
}

bool OrderRules::asks_earlier() const {
  return code_->asks_stock || code_->asks_credit;
}
const ReferencePtr& OrderRules::reference() const {
  return code_->reference;
}
const std::string& OrderRules::hash() const {
  return code_->hash;
}
const std::vector<MapLine>& OrderRules::explain() const {
  return code_->lines;
}

struct RuleLibrary::Impl {
  std::vector<RuleSpec> rules;
  bool own = false;  // the workspace has files
};

RuleLibrary::RuleLibrary() : impl_(std::make_unique<Impl>()) {
  for (const std::string_view name : embedded_names("rules/"))
    mapping::read_rules(embedded_file(name), std::string(name), RuleLayer::program, impl_->rules);
}
RuleLibrary::~RuleLibrary() = default;
RuleLibrary::RuleLibrary(RuleLibrary&&) noexcept = default;
RuleLibrary& RuleLibrary::operator=(RuleLibrary&&) noexcept = default;

RuleLibrary RuleLibrary::load(const std::string& mappings_folder) {
  RuleLibrary out;
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(mappings_folder + "/rules", ignored)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && entry.path().extension() == ".yaml" && !name.starts_with("."))
      files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  out.impl_->own = !files.empty();
  for (const std::string& file : files)
    mapping::read_rules(read_file(file), file, RuleLayer::workspace, out.impl_->rules);
  return out;
}

bool RuleLibrary::has_own() const {
  return impl_->own;
}

OrderRulesPtr RuleLibrary::compile(const std::string& file, const ReferencePtr& reference,
                                   const TablePaths& tables) const {
  std::vector<RuleSpec> specs = impl_->rules;
  if (!file.empty()) mapping::read_rules(read_file(file), file, RuleLayer::partner, specs);
  auto code = std::make_shared<OrderRules::Code>();
  code->reference = reference;
  Sha256 hash;
  for (const RuleSpec& spec : specs) {
    const std::string missing = missing_table(spec, *reference);
    if (!missing.empty() && spec.asked) {
      spec.written.fail(fmt::format("{} needs reference/{}.csv, and there is none", spec.name, missing),
                        "add the file, or switch the rule off");
    }
    const bool on = spec.on && missing.empty();
    tell(spec, on, code->lines);
    if (!on) continue;
    code->rules.push_back(RuleCompiler(spec, tables).compile());
    code->speak(spec);
  }
  for (const MapLine& line : code->lines) hash.update(fmt::format("{} {}\n", line.path, line.text));
  code->hash = hash.hex();
  return code->rules.empty() ? nullptr : std::make_shared<const OrderRules>(std::move(code));
}

}  // namespace transom
