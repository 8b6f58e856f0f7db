// A rule is a handful of little programs: its condition, the braces of its sentences, the values that it
// sets. All are compiled against the shape of the order (and of a line, where it is asked of lines) and the
// names of the facts, so that whatever is wrong in a rule is found when the files are loaded, with the place
// where it was written, and judging an order has nothing left to fail. That is also why a sentence is cut at
// its braces here and not when it is said, and why DR without a day is refused: which figure is absent then,
// only an order can tell.
//
// Which facts a rule speaks of is read off its text, word for word: a rule that never speaks of stock costs
// no look into the store, and one that asks item.status is of the item that was ordered. Refused: asking the
// compiled programs, which would have to keep the names that they were made of.
#include "mapping/rule_compiler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "mapping/facts.hpp"
#include "transom/failure.hpp"
#include "transom/line_status.hpp"

namespace transom::mapping {
namespace {

RuleAction action_of(std::string_view word) {
  return word == "warn"     ? RuleAction::warn
         : word == "hold"   ? RuleAction::hold
         : word == "change" ? RuleAction::change
                            : RuleAction::reject;
}

bool names(std::string_view text, std::string_view name) {
  for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1];
    if (std::isalnum(static_cast<unsigned char>(before)) == 0 && before != '_' && before != '.') return true;
  }
  return false;
}

// What the buyer is told to be another by a code, as a rule's `set` calls it and as people do.
struct FigureOfCode {
  std::string_view code, field, words;
};
constexpr FigureOfCode figures_of_codes[] = {
    {"IP", "price", "the price"},    {"IQ", "quantity", "the quantity"}, {"IS", "item", "the item"},
    {"IB", "backorder", "how many"}, {"BP", "backorder", "how many"},    {"DR", "date", "the day"},
};

bool has_field(const LineChange& change, std::string_view field) {
  return field == "price"       ? change.price.has_value()
         : field == "quantity"  ? change.quantity.has_value()
         : field == "backorder" ? change.backorder.has_value()
         : field == "date"      ? change.date.has_value()
         : field == "item"      ? !change.item.empty()
                                : !change.unit.empty();
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
    rule.of_standing = names(when.text, "item.status");
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
      spec_.written.fail(
          fmt::format("{} changes nothing", spec_.name),
          "say what it sets of the line, as `set: {price: contract.price}`: price, quantity, unit, "
          "item, backorder or date; or `then: hold`");
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
            .beside = fact_names(of_lines_),
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

}  // namespace

CompiledRule compile_rule(const RuleSpec& spec, const TablePaths& tables) {
  return RuleCompiler(spec, tables).compile();
}

bool speaks_of(const RuleSpec& spec, std::string_view name) {
  const auto told = [&](const auto& part) { return names(part.second.text, name); };
  return std::any_of(spec.parts.begin(), spec.parts.end(), told) ||
         std::any_of(spec.set.begin(), spec.set.end(), told);
}

std::string_view unknown_figure(const CompiledRule& rule, const LineChange& change) {
  for (const FigureOfCode& figure : figures_of_codes) {
    const bool set = std::any_of(rule.set.begin(), rule.set.end(),
                                 [&](const auto& one) { return one.first == figure.field; });
    if (rule.code == figure.code && set && !has_field(change, figure.field)) return figure.words;
  }
  return change.empty() ? "to what it changes" : "";
}

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

}  // namespace transom::mapping
