// Layers. One rule for all maps: what is written last holds, what is not written stays.
//
// Merging happens on the written form, before anything is compiled, so that a partner's file cannot break
// what it does not mention, and each effective line still knows who wrote it.
#include "mapping/spec.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace transom::mapping {

Spec Spec::from(const YamlNode& node, const SourcePtr& file) {
  Spec out;
  out.line.text = Written(node.line(), node.column(), file);
  switch (node.kind()) {
    case YamlNode::Kind::null:
      break;
    case YamlNode::Kind::scalar:
      out.kind = Kind::text;
      out.line.text = Written(node, file);
      break;
    case YamlNode::Kind::sequence:
      out.kind = Kind::list;
      for (const YamlNode& item : node.items()) out.items.push_back(from(item, file));
      break;
    case YamlNode::Kind::map:
      out.kind = Kind::map;
      for (const auto& [key, value] : node.entries())
        out.entries.emplace_back(Written(key, file), from(value, file));
      break;
  }
  return out;
}

const Spec* Spec::find(std::string_view key) const {
  for (const auto& [name, value] : entries) {
    if (name.text == key) return &value;
  }
  return nullptr;
}

Spec* Spec::find(std::string_view key) {
  return const_cast<Spec*>(static_cast<const Spec*>(this)->find(key));
}

void Spec::fail(std::string problem, std::string advice) const {
  written().fail(std::move(problem), std::move(advice));
}

namespace {

// `line`, with `lowest` at the end of what it stands on.
Line above(const Line& line, const Line& lowest) {
  Line out = line;
  out.base = std::make_shared<const Line>(line.base ? above(*line.base, lowest) : lowest);
  return out;
}

}  // namespace

void overlay(Spec& base, Spec over) {
  Spec* add = over.is_map() && over.entries.size() == 1 ? over.find("add") : nullptr;
  if (add != nullptr) {
    if (!add->is_list()) add->fail("add: must be a list");
    if (!base.is_list()) {
      Spec list;
      list.kind = Spec::Kind::list;
      list.line.text = Written(base.written().line, base.written().column, base.written().source);
      if (base.kind != Spec::Kind::empty) list.items.push_back(std::move(base));
      base = std::move(list);
    }
    std::move(add->items.begin(), add->items.end(), std::back_inserter(base.items));
    return;
  }
  if (base.is_map() && over.is_map()) {
    for (auto& [key, value] : over.entries) {
      if (Spec* old = base.find(key.text)) {
        overlay(*old, std::move(value));
      } else {
        base.entries.emplace_back(std::move(key), Spec());
        overlay(base.entries.back().second, std::move(value));
      }
    }
    return;
  }
  if (over.is_text() && base.is_text()) over.line = above(over.line, base.line);
  base = std::move(over);
}

bool remove_field(Spec& fields, const Written& path) {
  Spec* at = &fields;
  std::size_t from = 0;
  for (;;) {
    const std::size_t dot = std::min(path.text.find('.', from), path.text.size());
    const std::string name = path.text.substr(from, dot - from);
    const auto found = std::find_if(at->entries.begin(), at->entries.end(),
                                    [&](const Spec::Entry& entry) { return entry.first.text == name; });
    if (found == at->entries.end()) return false;
    if (dot == path.text.size()) {
      at->entries.erase(found);
      return true;
    }
    at = &found->second;
    from = dot + 1;
  }
}

void nothing_to_remove(const Spec& fields, const Written& path) {
  const Spec* at = &fields;
  std::size_t from = 0;
  for (;;) {
    const std::size_t dot = std::min(path.text.find('.', from), path.text.size());
    const std::string name = path.text.substr(from, dot - from);
    const Spec* next = at->find(name);
    if (next == nullptr || dot == path.text.size()) {
      std::vector<std::string_view> names;
      for (const auto& [key, value] : at->entries) names.push_back(key.text);
      path.fail(fmt::format("there is no '{}' to remove", visible(path.text.substr(0, dot), 60)),
                suggestion(name, names), from);
    }
    at = next;
    from = dot + 1;
  }
}

const Spec* part_of(const Spec& spec, const Parts& parts) {
  const Spec* name = spec.find("part");
  if (name == nullptr) return nullptr;
  const auto found = parts.find(name->text());
  if (found != parts.end()) return found->second.get();
  std::vector<std::string_view> names;
  for (const auto& [known, part] : parts) names.push_back(known);
  name->fail(fmt::format("there is no part '{}'", visible(name->text(), 40)),
             suggestion(name->text(), names));
}

void expand_parts(Spec& spec, const Parts& parts, int depth) {
  if (depth > 16) spec.fail("parts lie in each other too deep", "is one of them in itself?");
  if (const Spec* part = part_of(spec, parts)) {
    Spec whole = *part;
    std::erase_if(spec.entries, [](const Spec::Entry& entry) { return entry.first.text == "part"; });
    overlay(whole, std::move(spec));
    spec = std::move(whole);
    expand_parts(spec, parts, depth + 1);
    return;
  }
  for (Spec& item : spec.items) expand_parts(item, parts, depth + 1);
  for (auto& [key, value] : spec.entries) expand_parts(value, parts, depth + 1);
}

void explain(const Spec& spec, const std::string& path, std::vector<MapLine>& out) {
  if (spec.is_text()) {
    const Written& written = spec.written();
    out.push_back(
        {path, written.literal ? fmt::format("\"{}\"", written.text) : written.text, written.line_place()});
    for (const Line* below = spec.line.base.get(); below != nullptr; below = below->base.get()) {
      out.push_back({path + " (below)", below->text.text, below->text.line_place()});
    }
  }
  for (std::size_t i = 0; i < spec.items.size(); ++i) {
    explain(spec.items[i], spec.items.size() > 1 ? fmt::format("{}[{}]", path, i + 1) : path, out);
  }
  for (const auto& [key, value] : spec.entries) {
    explain(value, path.empty() ? key.text : path + "." + key.text, out);
  }
}

}  // namespace transom::mapping
