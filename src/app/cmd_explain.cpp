// explain: which settings and map lines are in force for a partner, and which file and line said so.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "app/command.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "engine/map_shelf.hpp"
#include "transom/guide_overlay.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

struct Options {
  std::string partner, set;
  bool map = false, rules = false, guide = false, order_rules = false;
};

struct Section {
  std::string title;
  std::vector<Explained> lines;
};

// Places inside the workspace are shown as its people know them.
std::string short_place(const std::string& place, const std::string& root) {
  return !root.empty() && place.starts_with(root + "/") ? place.substr(root.size() + 1) : place;
}

std::vector<Explained> map_lines(const std::vector<MapLine>& lines) {
  std::vector<Explained> out;
  for (const auto& line : lines) out.push_back({line.path, line.text, line.place});
  return out;
}

// The severity of each rule from that level on, behind the settings; somebody may have written it or not.
std::vector<Explained> with_all_rules(const std::vector<Explained>& written, const Severities& severities,
                                      Level outermost) {
  static constexpr std::string_view words[] = {"off", "note", "warn", "error"};
  const auto is_severity = [](const Explained& line) { return line.setting.starts_with("severity."); };
  std::vector<Explained> out;
  std::copy_if(written.begin(), written.end(), std::back_inserter(out),
               [&](const Explained& line) { return !is_severity(line); });
  for (const RuleInfo& rule : all_rules()) {
    if (rule.level < outermost) continue;
    const std::string setting = fmt::format("severity.{}", rule.name);
    const auto line = std::find_if(written.begin(), written.end(),
                                   [&](const Explained& one) { return one.setting == setting; });
    const std::string value(words[static_cast<std::size_t>(severities[rule.rule])]);
    if (line != written.end()) {
      out.push_back(*line);
    } else {
      out.push_back({setting, value,
                     can_be_relaxed(rule.rule) ? "program default" : "program default, cannot be relaxed"});
    }
  }
  return out;
}

void add_agreement(std::vector<Section>& sections, const Agreement& agreement, const MapShelf& maps,
                   const Options& options) {
  const bool receives = agreement.receive.has_value();
  const std::string title = fmt::format("{} {}", receives ? "receive" : "send", agreement.set);
  if (options.order_rules) {
    const OrderRules* rules = receives ? maps.rules(agreement) : nullptr;
    if (rules != nullptr) sections.push_back({title + " by rules", map_lines(rules->explain())});
    return;
  }
  if (!options.map) {
    sections.push_back(
        {title, options.rules ? with_all_rules(agreement.explained, agreement.policy.severities, Level::set)
                              : agreement.explained});
    return;
  }
  if (receives) {
    if (const auto* map = maps.inbound(agreement)) {
      sections.push_back({fmt::format("{} by map {}", title, map->name()), map_lines(map->explain())});
    }
  } else if (const auto* map = maps.outbound(agreement)) {
    sections.push_back({fmt::format("{} by map {}", title, map->name()), map_lines(map->explain())});
  }
}

// What the partner's own guide asks beyond the standard.
void add_guide(std::vector<Section>& sections, const Agreement& agreement, const MapShelf& maps) {
  const Guide* guide = maps.guides().own(agreement);
  if (guide == nullptr) return;
  Section section{fmt::format("{} {} by guide {}", agreement.receive ? "receive" : "send", agreement.set,
                              overlay_name(*guide)),
                  {}};
  for (const OverlayLine& line : overlay_lines(*guide)) {
    section.lines.push_back({line.path, line.text, line.place});
  }
  sections.push_back(std::move(section));
}

std::vector<Section> sections_of(const Options& options, const Partner& partner, const MapShelf& maps) {
  std::vector<Section> sections;
  const bool settings = !options.map && !options.guide && !options.order_rules;
  if (settings && options.set.empty()) {
    sections.push_back({"in general", options.rules ? with_all_rules(partner.explained,
                                                                     partner.policy.severities, Level::file)
                                                    : partner.explained});
  }
  for (const auto* list : {&partner.receives, &partner.sends}) {
    for (const auto& agreement : *list) {
      if (!options.set.empty() && options.set != agreement.set) continue;
      if (options.guide) add_guide(sections, agreement, maps);
      if (!options.guide) add_agreement(sections, agreement, maps, options);
    }
  }
  return sections;
}

void print_json(const std::vector<Section>& sections) {
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const auto& section : sections) {
    json.object().key("section").value(section.title).key("lines").array();
    for (const auto& line : section.lines) {
      json.object().key("setting").value(line.setting).key("value").value(line.value);
      json.key("place").value(line.place).end();
    }
    json.end().end();
  }
  json.end();
  print_line(out);
}

bool agreed(const Partner& partner, const std::string& set) {
  const auto about = [&set](const Agreement& agreement) { return set.empty() || agreement.set == set; };
  return std::any_of(partner.receives.begin(), partner.receives.end(), about) ||
         std::any_of(partner.sends.begin(), partner.sends.end(), about);
}

// Nothing to list is an answer too.
std::string no_lines(const Options& options, const Partner& partner, const std::string& file) {
  if (options.order_rules) {
    return fmt::format(
        "{} has no order rules: name a file of them by `rules:` under `receive:` in {}; the "
        "house rules in it are off until it names them",
        partner.slug, file);
  }
  return fmt::format("{} has no map of its own or of the house for it", partner.slug);
}

int explain(const Options& options, const Session& session) {
  const ConfigurationPtr configuration = configuration_for(session);
  const std::string& root = configuration->workspace.root;
  const Partner& partner = partner_named(*configuration, options.partner);
  const MapShelf maps(*configuration);
  const auto sections = sections_of(options, partner, maps);
  if (sections.empty() && options.guide) {
    throw Failure(FailureKind::usage, partner.slug,
                  "what it exchanges is checked by the standard's guides alone",
                  fmt::format("to ask for more, name a guide of its own by `guide:` in {}",
                              short_place(partner.file, root)));
  }
  if (sections.empty() && !agreed(partner, options.set)) {
    throw Failure(FailureKind::usage, options.set,
                  fmt::format("nothing was agreed with {} about this set", partner.slug),
                  fmt::format("agreements stand in {}", short_place(partner.file, root)));
  }
  if (session.json) {
    print_json(sections);
    return exit_status::fine;
  }
  if (sections.empty()) {
    print_line(no_lines(options, partner, short_place(partner.file, root)));
    return exit_status::fine;
  }
  print_line(fmt::format("{} ({}), {}", partner.name, partner.slug, short_place(partner.file, root)));
  for (const auto& section : sections) {
    print_line("");
    print_line(section.title);
    Table table({options.map           ? "FIELD"
                 : options.guide       ? "PLACE"
                 : options.order_rules ? "RULE"
                                       : "SETTING",
                 "VALUE", "WRITTEN IN"});
    for (const auto& line : section.lines) {
      table.row({line.setting, visible(line.value, 80), short_place(line.place, root)});
    }
    print(table.text("  "));
  }
  return exit_status::fine;
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "explain", "Show the settings in force for a partner, and where each was written")
      .argument("PARTNER", options->partner, "A partner's folder name")
      .argument("SET", options->set, "Only this set, such as 850", false)
      .flag("--map", options->map, "The effective lines of the maps instead")
      .flag("--guide", options->guide, "What the partner's own guides ask beyond the standard instead")
      .flag("--rules", options->rules, "The severity of every rule, also where nobody wrote one")
      .flag("--order-rules", options->order_rules, "The rules for orders, those that are off as well")
      .footer("Examples:\n  transom explain acme-stores\n  transom explain acme-stores 850 --map")
      .runs([options, &session] { return explain(*options, session); });
}

}  // namespace transom
