// The settings about shipments, invoices and how they fit their orders, a row each.
//
// They are layered like all others: our company prefix is the same for everybody and stands once in
// transom.yaml, what a partner wants of its 856 stands in that set's lines.
#include <fmt/format.h>

#include <algorithm>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "order/words.hpp"
#include "partner/policy_setting.hpp"
#include "partner/read.hpp"

namespace transom {
namespace {

using Setting = PolicySetting;

void read_hierarchy(Policy& policy, const YamlNode& node) {
  if (node.text() == "as-given") {
    policy.trade.hierarchy = {};
    return;
  }
  auto found = find_hierarchy(node.text());
  if (!found) {
    const auto names = hierarchy_names();
    const std::string_view meant = did_you_mean(node.text(), names);
    node.fail(fmt::format("'{}' is no hierarchy; expected as-given, {}, or levels such as S-O-(T)-P-I",
                          visible(node.text(), 40), fmt::join(names, ", ")),
              meant.empty() ? "" : fmt::format("did you mean '{}'?", meant));
  }
  policy.trade.hierarchy = std::move(*found);
}

std::vector<std::string> read_words(const YamlNode& node) {
  std::vector<std::string> words;
  for (const YamlNode& one : node.items()) words.push_back(one.text());
  return words;
}

// Our word for a code of element 235, as the house's maps have it; empty: it passes under its own name.
std::string word_for_item_code(const std::string& code) {
  const YamlNode maps = load_yaml(embedded_file("maps/tables.yaml"), "maps/tables.yaml");
  const YamlNode* word = maps.required("tables").required("item_id").find(code);
  return word == nullptr ? std::string() : word->text();
}

bool is_code(std::string_view text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
         });
}

// Kinds of item numbers: our words, or a code of the standard for which there is none. Another one would be
// looked for in every line and never found.
std::vector<std::string> read_item_kinds(const YamlNode& node) {
  for (const YamlNode& one : node.items()) {
    const std::string& text = one.text();
    const auto& known = words::id_kind;
    if (std::find(known.begin(), known.end(), text) != known.end()) continue;
    const std::string word = is_code(text) ? word_for_item_code(text) : std::string();
    if (is_code(text) && word.empty()) continue;
    const std::string_view meant = word.empty() ? did_you_mean(text, known) : std::string_view(word);
    one.fail(fmt::format("'{}' is no kind of item number", visible(text, 40)),
             meant.empty() ? fmt::format("expected one of {}", fmt::join(known, ", "))
                           : fmt::format("did you mean '{}'?", meant));
  }
  return read_words(node);
}

std::string show_words(const std::vector<std::string>& words, std::string_view none) {
  return words.empty() ? std::string(none) : fmt::format("{}", fmt::join(words, ", "));
}

void read_prefix(Policy& policy, const YamlNode& node) {
  const std::string& text = node.text();
  if (!all_digits(text) || text.size() < 7 || text.size() > 10) {
    node.fail(
        fmt::format("'{}' is no GS1 company prefix; expected 7 to 10 digits in quotes", visible(text, 20)));
  }
  policy.trade.sscc.company_prefix = text;
}

constexpr std::string_view matched = "855 856 810";
constexpr std::array<std::string_view, 4> sscc_words{"none", "cartons", "pallets", "both"};
constexpr std::array<std::string_view, 3> effect_words{"off", "warn", "hold"};

// "5%", "0.01", or both in a list.
void read_tolerance(Tolerance& tolerance, const YamlNode& node) {
  const auto one = [&](const YamlNode& value) {
    std::string_view text = value.text();
    const bool percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    const auto number = Decimal::parse(text);
    if (!number || number->is_negative()) {
      value.fail(fmt::format("'{}' is no tolerance; expected a number such as 0.01, or per cent such as 5%",
                             visible(value.text(), 20)));
    }
    (percent ? tolerance.percent : tolerance.amount) = *number;
  };
  tolerance = {};
  if (!node.is_sequence()) return one(node);
  for (const YamlNode& value : node.items()) one(value);
}

std::string show_tolerance(const Tolerance& tolerance) {
  std::string out;
  if (!tolerance.amount.is_zero()) out = tolerance.amount.to_plain();
  if (!tolerance.percent.is_zero())
    out += fmt::format("{}{}%", out.empty() ? "" : " or ", tolerance.percent.to_plain());
  return out.empty() ? "0" : out;
}

template <Tolerance MatchSettings::*member>
constexpr Setting tolerance(std::string_view key) {
  return {"tolerance", key, [](Policy& p, const YamlNode& n) { read_tolerance(p.trade.match.*member, n); },
          [](const Policy& p) { return show_tolerance(p.trade.match.*member); }, matched};
}

template <TradeCheck check>
Setting match() {
  return {"match", check_name(check),
          [](Policy& p, const YamlNode& n) {
            p.trade.match.effects[static_cast<std::size_t>(check)] =
                static_cast<CheckEffect>(n.as_word({"off", "warn", "hold"}));
          },
          [](const Policy& p) {
            return std::string(effect_words[static_cast<std::size_t>(p.trade.match.effect(check))]);
          },
          matched};
}

const std::array settings{
    Setting{"", "hierarchy", read_hierarchy,
            [](const Policy& p) {
              return p.trade.hierarchy.name.empty() ? std::string("as-given") : p.trade.hierarchy.name;
            },
            "856"},
    Setting{"", "item-ids", [](Policy& p, const YamlNode& n) { p.trade.item_ids = read_item_kinds(n); },
            [](const Policy& p) { return show_words(p.trade.item_ids, "as given"); }, "856 810"},
    Setting{"", "labels", [](Policy& p, const YamlNode& n) { p.trade.labels = n.as_bool(); },
            [](const Policy& p) { return yes_no(p.trade.labels); }, "856"},
    Setting{"sscc", "company-prefix", read_prefix,
            [](const Policy& p) {
              const std::string& prefix = p.trade.sscc.company_prefix;
              return prefix.empty() ? std::string("none") : prefix;
            },
            "856"},
    Setting{"sscc", "extension",
            [](Policy& p, const YamlNode& n) {
              p.trade.sscc.extension = static_cast<char>('0' + n.as_int(0, 9));
            },
            [](const Policy& p) { return std::string(1, p.trade.sscc.extension); }, "856"},
    Setting{
        "sscc", "give",
        [](Policy& p, const YamlNode& n) {
          p.trade.sscc.give = static_cast<SsccUse>(n.as_word({"none", "cartons", "pallets", "both"}));
        },
        [](const Policy& p) { return std::string(sscc_words[static_cast<std::size_t>(p.trade.sscc.give)]); },
        "856"},
    Setting{"sscc", "reuse-after",
            [](Policy& p, const YamlNode& n) { p.trade.sscc.reuse_after = n.as_seconds(); },
            [](const Policy& p) { return show_seconds(p.trade.sscc.reuse_after); }, "856"},
    Setting{"invoice", "rounding",
            [](Policy& p, const YamlNode& n) {
              p.trade.invoice.rounding = static_cast<Rounding>(n.as_word({"line", "total"}));
            },
            [](const Policy& p) {
              return std::string(p.trade.invoice.rounding == Rounding::line ? "line" : "total");
            },
            "810"},
    Setting{"invoice", "header-taxes",
            [](Policy& p, const YamlNode& n) {
              p.trade.invoice.header_taxes = static_cast<HeaderTaxes>(n.as_word({"added", "repeated"}));
            },
            [](const Policy& p) {
              return std::string(p.trade.invoice.header_taxes == HeaderTaxes::added ? "added" : "repeated");
            },
            "810"},
    Setting{"invoice", "discount-base",
            [](Policy& p, const YamlNode& n) {
              p.trade.invoice.discount_base = static_cast<DiscountBase>(n.as_word({"total", "goods"}));
            },
            [](const Policy& p) {
              return std::string(p.trade.invoice.discount_base == DiscountBase::total ? "total" : "goods");
            },
            "810"},
    Setting{"invoice", "in-total",
            [](Policy& p, const YamlNode& n) { p.trade.invoice.in_total = read_words(n); },
            [](const Policy& p) { return show_words(p.trade.invoice.in_total, "the house's"); }, "810"},
    Setting{"invoice", "beside-total",
            [](Policy& p, const YamlNode& n) { p.trade.invoice.beside_total = read_words(n); },
            [](const Policy& p) { return show_words(p.trade.invoice.beside_total, "the house's"); }, "810"},
    tolerance<&MatchSettings::quantity>("quantity"),
    tolerance<&MatchSettings::price>("price"),
    tolerance<&MatchSettings::total>("total"),
    tolerance<&MatchSettings::charges>("charges"),
    Setting{"tolerance", "days", [](Policy& p, const YamlNode& n) { p.trade.match.days = n.as_int(0, 365); },
            [](const Policy& p) { return std::to_string(p.trade.match.days); }, matched},
    match<TradeCheck::arithmetic>(),
    match<TradeCheck::order>(),
    match<TradeCheck::line>(),
    match<TradeCheck::item>(),
    match<TradeCheck::unit>(),
    match<TradeCheck::quantity>(),
    match<TradeCheck::price>(),
    match<TradeCheck::currency>(),
    match<TradeCheck::number>(),
    match<TradeCheck::dates>(),
    match<TradeCheck::window>(),
    match<TradeCheck::sscc>(),
    match<TradeCheck::charges>(),
    match<TradeCheck::taxes>(),
};

}  // namespace

std::span<const PolicySetting> trade_settings() {
  return settings;
}

}  // namespace transom
