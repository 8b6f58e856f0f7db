// One table of everything that may be set for all partners, for one partner or for one set: how it is called,
// read and shown. Layering, "unknown key" and explain all come from it, so a new setting is one row here.
//
// Rules that guard against loss cannot be relaxed: an interchange without its end may never pass, whatever a
// partner's file says. What has a setting of its own (duplicates) is not a severity either.
// Refused: keeping the YAML layers and looking values up while documents pass.
#include "partner/policy_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "partner/drop_name.hpp"
#include "partner/expectations.hpp"
#include "partner/policy_setting.hpp"
#include "partner/read.hpp"

namespace transom {
namespace {

using Setting = PolicySetting;

// One byte: as it is, as 0x1C, or by name.
char read_delimiter(const YamlNode& node) {
  const std::string& text = node.text();
  char byte = '\0';
  if (text.size() == 1) byte = text[0];
  if (text == "LF") byte = '\n';
  if (text == "CR") byte = '\r';
  if (text.size() == 4 && text.starts_with("0x")) {
    byte = static_cast<char>(std::strtoul(text.c_str() + 2, nullptr, 16));
  }
  const bool letter =
      (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
  if (byte == '\0' || byte == ' ' || letter) {
    node.fail(
        fmt::format("'{}' cannot separate data; expected one character that is no letter, digit or blank, or "
                    "0x1C, LF, CR",
                    visible(text, 20)));
  }
  return byte;
}

std::string show_delimiter(char byte) {
  if (byte == '\0') return "none";
  return byte > ' ' && byte <= '~' ? std::string(1, byte)
                                   : fmt::format("0x{:02X}", static_cast<unsigned char>(byte));
}

template <char Delimiters::*member>
constexpr Setting delimiter(std::string_view key) {
  return {"delimiters", key,
          [](Policy& p, const YamlNode& n) {
            p.delimiters.own.*member = read_delimiter(n);
            p.delimiters.as_received = false;
          },
          [](const Policy& p) {
            return p.delimiters.as_received ? "as received" : show_delimiter(p.delimiters.own.*member);
          }};
}

template <NumberRange Policy::*member>
constexpr Setting range(std::string_view key) {
  return {"control-numbers", key,
          [](Policy& p, const YamlNode& n) {
            n.allow_only({"first", "last", "counter"});
            NumberRange& r = p.*member;
            if (const auto* first = n.find("first"))
              r.first = static_cast<std::uint32_t>(first->as_int(1, 999999999));
            if (const auto* last = n.find("last"))
              r.last = static_cast<std::uint32_t>(last->as_int(1, 999999999));
            if (const auto* counter = n.find("counter")) r.counter = counter->text();
            if (r.first >= r.last)
              n.fail(fmt::format("{} is not below {}; expected first < last", r.first, r.last));
            if (percent_name(r.counter) != r.counter) {
              n.fail(fmt::format("'{}' cannot name a counter; expected letters, digits, - and _",
                                 visible(r.counter, 40)));
            }
          },
          [](const Policy& p) {
            const NumberRange& r = p.*member;
            return fmt::format("{}..{}{}{}", r.first, r.last, r.counter.empty() ? "" : " of counter ",
                               r.counter);
          }};
}

template <void (*read)(WorkingCalendar&, const YamlNode&), std::string (*show)(const WorkingCalendar&)>
constexpr Setting calendar(std::string_view key) {
  return {"calendar", key, [](Policy& p, const YamlNode& n) { read(p.calendar, n); },
          [](const Policy& p) { return show(p.calendar); }};
}

constexpr std::array<std::string_view, 3> functional_words{"none", "997", "999"};
constexpr std::array<std::string_view, 3> technical_words{"never", "on-request", "always"};
constexpr std::array<std::string_view, 3> conflict_words{"pick", "replace", "hold"};
constexpr std::array<std::string_view, 4> severity_words{"off", "note", "warn", "error"};
constexpr std::array<std::string_view, 3> suffixes{"", "\n", "\r\n"};

const std::array own_settings{
    Setting{"acknowledge", "functional",
            [](Policy& p, const YamlNode& n) {
              p.acknowledge.functional = static_cast<FunctionalAck>(n.as_word({"none", "997", "999"}));
            },
            [](const Policy& p) {
              return std::string(functional_words[static_cast<std::size_t>(p.acknowledge.functional)]);
            }},
    Setting{
        "acknowledge", "technical",
        [](Policy& p, const YamlNode& n) {
          p.acknowledge.technical = static_cast<TechnicalAck>(n.as_word({"never", "on-request", "always"}));
        },
        [](const Policy& p) {
          return std::string(technical_words[static_cast<std::size_t>(p.acknowledge.technical)]);
        }},
    Setting{"acknowledge", "partial",
            [](Policy& p, const YamlNode& n) {
              p.acknowledge.partial = n.as_word({"P", "E"}) == 0 ? 'P' : 'E';
            },
            [](const Policy& p) { return std::string(1, p.acknowledge.partial); }},
    Setting{"acknowledge", "list-accepted",
            [](Policy& p, const YamlNode& n) { p.acknowledge.list_accepted = n.as_bool(); },
            [](const Policy& p) { return yes_no(p.acknowledge.list_accepted); }},
    Setting{"acknowledge", "note-warnings",
            [](Policy& p, const YamlNode& n) { p.acknowledge.note_warnings = n.as_bool(); },
            [](const Policy& p) { return yes_no(p.acknowledge.note_warnings); }},
    Setting{"acknowledge", "version",
            [](Policy& p, const YamlNode& n) { p.acknowledge.version = read_version(n); },
            [](const Policy& p) {
              return p.acknowledge.version.empty() ? "as received" : p.acknowledge.version;
            }},
    Setting{"acknowledge", "detail",
            [](Policy& p, const YamlNode& n) {
              p.acknowledge.detail = static_cast<std::uint32_t>(n.as_int(0, 999999));
            },
            [](const Policy& p) { return std::to_string(p.acknowledge.detail); }},
    Setting{
        "duplicates", "interchange",
        [](Policy& p, const YamlNode& n) {
          p.duplicate_interchange = static_cast<DuplicateInterchange>(n.as_word({"quarantine", "accept"}));
        },
        [](const Policy& p) {
          return std::string(p.duplicate_interchange == DuplicateInterchange::accept ? "accept"
                                                                                     : "quarantine");
        }},
    Setting{"duplicates", "order",
            [](Policy& p, const YamlNode& n) {
              p.duplicate_order = static_cast<DuplicateOrder>(n.as_word({"hold", "accept"}));
            },
            [](const Policy& p) {
              return std::string(p.duplicate_order == DuplicateOrder::accept ? "accept" : "hold");
            }},
    Setting{"duplicates", "look-back", [](Policy& p, const YamlNode& n) { p.look_back = n.as_seconds(); },
            [](const Policy& p) { return show_seconds(p.look_back); }},
    delimiter<&Delimiters::element>("element"),
    delimiter<&Delimiters::component>("component"),
    delimiter<&Delimiters::terminator>("terminator"),
    delimiter<&Delimiters::repetition>("repetition"),
    Setting{"delimiters", "line-break",
            [](Policy& p, const YamlNode& n) {
              p.delimiters.own.suffix = suffixes[n.as_word({"none", "LF", "CRLF"})];
              p.delimiters.as_received = false;
            },
            [](const Policy& p) {
              if (p.delimiters.as_received) return std::string("as received");
              const std::string& suffix = p.delimiters.own.suffix;
              return std::string(suffix.empty() ? "none" : suffix == "\n" ? "LF" : "CRLF");
            }},
    Setting{"delimiters", "as-received",
            [](Policy& p, const YamlNode& n) { p.delimiters.as_received = n.as_bool(); },
            [](const Policy& p) { return yes_no(p.delimiters.as_received); }},
    Setting{"delimiters", "on-conflict",
            [](Policy& p, const YamlNode& n) {
              p.delimiters.conflict = static_cast<DelimiterConflict>(n.as_word({"pick", "replace", "hold"}));
            },
            [](const Policy& p) {
              return std::string(conflict_words[static_cast<std::size_t>(p.delimiters.conflict)]);
            }},
    range<&Policy::interchange_numbers>("interchange"),
    range<&Policy::group_numbers>("group"),
    calendar<read_working_days, show_working_days>("days"),
    calendar<read_working_hours, show_working_hours>("hours"),
    calendar<read_cut_off, show_cut_off>("cut-off"),
    calendar<read_utc_offset, show_utc_offset>("utc-offset"),
    calendar<read_holidays, show_holidays>("holidays"),
    Setting{"", "whole-interchange", [](Policy& p, const YamlNode& n) { p.whole_interchange = n.as_bool(); },
            [](const Policy& p) { return yes_no(p.whole_interchange); }},
    Setting{"", "share-interchange", [](Policy& p, const YamlNode& n) { p.share_interchange = n.as_bool(); },
            [](const Policy& p) { return yes_no(p.share_interchange); }},
    Setting{"", "drop-name",
            [](Policy& p, const YamlNode& n) {
              if (const std::string wrong = DropName::problem(n.text()); !wrong.empty()) {
                n.fail(fmt::format("'{}' cannot name files: {}", visible(n.text(), 80), wrong));
              }
              p.drop_name = n.text();
            },
            [](const Policy& p) { return p.drop_name.empty() ? std::string(DropName::usual) : p.drop_name; }},
};

// These and those about shipments, invoices and how they fit their orders.
const std::vector<Setting>& all_settings() {
  static const std::vector<Setting> all = [] {
    std::vector<Setting> rows(own_settings.begin(), own_settings.end());
    const auto trade = trade_settings();
    rows.insert(rows.end(), trade.begin(), trade.end());
    return rows;
  }();
  return all;
}

constexpr std::string_view severity_section = "severity";

// Without these a cut interchange could pass as a whole one, or somebody else's as ours.
bool guards_against_loss(Rule rule) {
  switch (rule) {
    case Rule::no_interchange:
    case Rule::isa_unreadable:
    case Rule::delimiters_invalid:
    case Rule::segment_too_long:
    case Rule::binary_length_invalid:
    case Rule::interchange_truncated:
    case Rule::too_many_interchanges:
    case Rule::too_many_groups:
    case Rule::receiver_unknown:
    case Rule::ge_missing:
    case Rule::se_missing:
    case Rule::set_too_large:
    case Rule::findings_capped:
      return true;
    default:
      return false;
  }
}

bool has_own_setting(Rule rule) {
  return rule == Rule::interchange_duplicate || rule == Rule::interchange_conflict;
}

std::string full_name(const Setting& setting) {
  if (setting.section.empty()) return std::string(setting.key);
  return fmt::format("{}.{}", setting.section, setting.key);
}

// The keys that may stand in `section`; at the top also the sections themselves.
std::vector<std::string_view> keys_of(std::string_view section) {
  std::vector<std::string_view> keys;
  for (const Setting& setting : all_settings()) {
    std::string_view key;
    if (setting.section == section)
      key = setting.key;
    else if (section.empty())
      key = setting.section;
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  if (section.empty()) keys.push_back(severity_section);
  return keys;
}

bool is_section(std::string_view name) {
  const auto& all = all_settings();
  return std::any_of(all.begin(), all.end(), [&](const Setting& s) { return s.section == name; });
}

void check_distinct(const OutputDelimiters& delimiters, const YamlNode& node) {
  if (delimiters.as_received) return;
  const Delimiters& own = delimiters.own;
  std::set<char> bytes{own.element, own.component, own.terminator};
  std::size_t expected = 3;
  if (own.repetition != '\0') {
    bytes.insert(own.repetition);
    ++expected;
  }
  if (bytes.size() != expected) {
    node.fail(fmt::format("separators are equal: element {}, component {}, terminator {}, repetition {}",
                          show_delimiter(own.element), show_delimiter(own.component),
                          show_delimiter(own.terminator), show_delimiter(own.repetition)),
              "give each another character");
  }
}

}  // namespace

std::string yes_no(bool value) {
  return value ? "yes" : "no";
}

bool can_be_relaxed(Rule rule) {
  return !guards_against_loss(rule) && !has_own_setting(rule);
}

void PolicyLayers::add(const YamlNode& node) {
  add_settings(node, {});
  if (const YamlNode* severities = node.find(severity_section)) add_severities(*severities, Level::file);
}

void PolicyLayers::add_for_set(const YamlNode& node, std::initializer_list<std::string_view> others) {
  add_settings(node, others);
  if (const YamlNode* severities = node.find(severity_section)) add_severities(*severities, Level::set);
}

void PolicyLayers::goes_out() {
  for (const TradeCheck check : {TradeCheck::charges, TradeCheck::taxes}) {
    if (places_.contains(fmt::format("match.{}", check_name(check)))) continue;
    policy_.trade.match.effects[static_cast<std::size_t>(check)] = CheckEffect::warn;
  }
}

void PolicyLayers::add_settings(const YamlNode& node, std::initializer_list<std::string_view> others) {
  std::vector<std::string_view> top = keys_of("");
  top.insert(top.begin(), others.begin(), others.end());
  allow_keys(node, top);
  for (const Setting& setting : all_settings()) {
    const YamlNode* from = setting.section.empty() ? &node : node.find(setting.section);
    if (from == nullptr) continue;
    const YamlNode* value = from->find(setting.key);
    if (value == nullptr) continue;
    setting.read(policy_, *value);
    places_[full_name(setting)] = value->place();
  }
  for (const auto& [key, value] : node.entries()) {
    if (is_section(key.text())) allow_keys(value, keys_of(key.text()));
    if (key.text() == "delimiters") check_distinct(policy_.delimiters, value);
    if (key.text() == "calendar") check_calendar(policy_.calendar, value);
  }
}

void PolicyLayers::add_severities(const YamlNode& node, Level outermost) {
  for (const auto& [key, value] : node.entries()) {
    const RuleInfo* rule = find_rule(key.text());
    if (rule == nullptr) {
      std::vector<std::string_view> names;
      for (const RuleInfo& row : all_rules()) names.push_back(row.name);
      const std::string_view meant = did_you_mean(key.text(), names);
      key.fail(fmt::format("there is no rule '{}'", visible(key.text(), 60)),
               meant.empty() ? "mappings/partners/README.md lists them"
                             : fmt::format("did you mean '{}'?", meant));
    }
    const auto severity = static_cast<Severity>(value.as_word({"off", "note", "warn", "error"}));
    if (guards_against_loss(rule->rule) && severity < rule->severity) {
      value.fail(fmt::format("rule '{}' guards against loss and cannot be relaxed", rule->name));
    }
    if (has_own_setting(rule->rule)) {
      key.fail(fmt::format("'{}' has no severity", rule->name),
               "set 'duplicates: {interchange: ...}' instead");
    }
    if (rule->level < outermost) {
      key.fail(fmt::format("rule '{}' is judged before the set is known", rule->name),
               "write it under 'defaults'");
    }
    policy_.severities.set(rule->rule, severity);
    severities_[std::string(rule->name)] = severity;
    places_[fmt::format("{}.{}", severity_section, rule->name)] = value.place();
  }
}

std::vector<Explained> PolicyLayers::explain(std::string_view set) const {
  std::vector<Explained> lines;
  for (const Setting& setting : all_settings()) {
    if (!set.empty() && !setting.sets.empty() && setting.sets.find(set) == std::string_view::npos) continue;
    const std::string name = full_name(setting);
    const auto place = places_.find(name);
    lines.push_back(
        {name, setting.show(policy_), place == places_.end() ? "program default" : place->second});
  }
  for (const auto& [rule, severity] : severities_) {
    const std::string name = fmt::format("{}.{}", severity_section, rule);
    lines.push_back(
        {name, std::string(severity_words[static_cast<std::size_t>(severity)]), places_.find(name)->second});
  }
  return lines;
}

}  // namespace transom
