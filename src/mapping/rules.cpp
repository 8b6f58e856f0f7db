// The rules of a partner, from those of the program, of the workspace and of his own file.
//
// Each rule carries its own little programs (the condition, the braces of its sentence, the values it sets),
// all checked against the order's shape and the facts' when the configuration is taken.
#include "transom/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "mapping/order_judge.hpp"
#include "mapping/rule_compiler.hpp"
#include "mapping/rule_file.hpp"

namespace transom {

using mapping::RuleLayer;
using mapping::RuleSpec;
using mapping::Said;

namespace {

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
  std::vector<mapping::CompiledRule> rules;
  ReferencePtr reference;
  std::string hash;
  std::vector<MapLine> lines;
  bool asks_stock = false, asks_credit = false;

  void speak(const RuleSpec& spec) {
    asks_stock = asks_stock || speaks_of(spec, "stock.");
    asks_credit = asks_credit || speaks_of(spec, "customer.exposure") || speaks_of(spec, "customer.promised");
  }
};

OrderRules::OrderRules(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
OrderRules::~OrderRules() = default;

std::vector<Ruling> OrderRules::judge(const Order& order, const MapContext& context, const Earlier* earlier,
                                      const LineLeaves& leaves) const {
  mapping::OrderJudge judge(order, context, *code_->reference, earlier, leaves);
  return judge.run(code_->rules, code_->asks_stock, code_->asks_credit);
}

std::vector<Ruling> OrderRules::deciding() const {
  static constexpr std::pair<std::string_view, std::string_view> some[] = {
      {"price", "1"}, {"quantity", "2"}, {"backorder", "1"},
      {"unit", "CA"}, {"item", "X"},     {"date", "2026-03-02"}};
  std::vector<Ruling> out;
  for (const mapping::CompiledRule& rule : code_->rules) {
    if (rule.action == RuleAction::warn || rule.action == RuleAction::hold) continue;
    Ruling& ruling = out.emplace_back();
    ruling.rule = rule.name;
    ruling.action = rule.action;
    ruling.line = rule.of_lines ? "1" : "";
    ruling.code = rule.code;
    for (const auto& [field, value] : rule.set)
      for (const auto& [name, text] : some)
        if (field == name) mapping::set_field(ruling.change, field, std::string(text));
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
    code->rules.push_back(mapping::compile_rule(spec, tables));
    code->speak(spec);
  }
  for (const MapLine& line : code->lines) hash.update(fmt::format("{} {}\n", line.path, line.text));
  code->hash = hash.hex();
  return code->rules.empty() ? nullptr : std::make_shared<const OrderRules>(std::move(code));
}

}  // namespace transom
