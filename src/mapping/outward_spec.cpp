// The written form of outward maps: segments by label, brought into one normal form.
//
// `- BEG: [a, b]`, `- REF[DP]: department` and `- BEG: {BEG01: a}` all become a map from element to
// expression, so that a partner's file can change one element of a segment that the house map wrote as a
// list.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "mapping/map_file.hpp"

namespace transom::mapping {
namespace {

constexpr std::string_view structure_keys[] = {"each", "when", "then", "part"};

bool structural(std::string_view key) {
  return std::find(std::begin(structure_keys), std::end(structure_keys), key) != std::end(structure_keys);
}

struct Label {
  std::string id, qualifier;
};

// "REF[DP]" -> REF, DP
Label read_label(const Written& text) {
  Label out;
  const auto bracket = text.text.find('[');
  out.id = text.text.substr(0, bracket);
  SegmentName name;
  if (!split_segment_name(out.id, name) || name.element != 0) {
    text.fail(fmt::format("'{}' is no segment", visible(text.text, 40)),
              "expected one such as REF, or REF[DP]");
  }
  if (bracket == std::string::npos) return out;
  if (!text.text.ends_with(']')) text.fail("bracket is not closed", "expected ']'", text.text.size());
  out.qualifier = text.text.substr(bracket + 1, text.text.size() - bracket - 2);
  return out;
}

Written key_at(std::string text, const Spec& value) {
  Written key = value.written();
  key.text = std::move(text);
  key.literal = false;
  return key;
}

// Elements given in order, from number `first` on.
void add_elements(const Spec& list, const std::string& id, std::size_t first, Spec& out) {
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    Spec value = list.items[i];
    if (value.kind == Spec::Kind::empty) continue;
    std::string key = fmt::format("{}{:02}", id, first + i);
    if (value.is_map()) key += "..";
    if (value.is_text() && !value.written().literal && value.text().ends_with("...")) {
      value.line.text.text.resize(value.text().size() - 3);
      key += "..";
    }
    out.entries.emplace_back(key_at(std::move(key), value), std::move(value));
  }
}

Spec normal_body(const Label& label, const Spec& body);

Spec normal_list(const Spec& list) {
  if (!list.is_list()) list.fail("must be a list of segments", "each begins with \"- \"");
  Spec out = list;
  for (Spec& item : out.items) {
    if (!item.is_map() || item.entries.size() != 1) {
      item.fail("must be one segment", "write - BEG: [...], further keys indented below");
    }
    auto& [label, body] = item.entries.front();
    body = normal_body(read_label(label), body);
  }
  return out;
}

Spec normal_body(const Label& label, const Spec& body) {
  Spec out;
  out.kind = Spec::Kind::map;
  out.line = body.line;
  const std::size_t first = label.qualifier.empty() ? 1 : 2;
  if (!label.qualifier.empty()) {
    Spec qualifier;
    qualifier.kind = Spec::Kind::text;
    qualifier.line.text = body.written();
    qualifier.line.text.text = label.qualifier;
    qualifier.line.text.literal = true;
    const std::string element = fmt::format("{}{:02}", label.id, qualifying_element(label.id));
    out.entries.emplace_back(key_at(element, qualifier), std::move(qualifier));
  }
  if (body.is_list()) {
    add_elements(body, label.id, first, out);
  } else if (body.is_text()) {
    Spec one;
    one.items.push_back(body);
    add_elements(one, label.id, first, out);
  }
  for (const auto& [key, value] : body.entries) {
    if (key.text == "put") {
      if (!value.is_list()) value.fail("put: must be a list of elements");
      add_elements(value, label.id, first, out);
    } else if (key.text == "then") {
      out.entries.emplace_back(key, normal_list(value));
    } else {
      if (!structural(key.text) && !key.text.starts_with(label.id)) {
        key.fail(fmt::format("unknown key '{}'", visible(key.text, 40)),
                 fmt::format("expected each, when, put, then, part, or an element such as {}01", label.id));
      }
      out.entries.emplace_back(key, value);
    }
  }
  return out;
}

bool gives_all_elements(const Spec& body) {
  return !body.is_map() || body.find("put") != nullptr;
}

void overlay_body(Spec& base, const Spec& written, const Spec& over) {
  if (gives_all_elements(written)) {
    std::erase_if(base.entries, [](const Spec::Entry& entry) { return !structural(entry.first.text); });
  }
  for (const auto& [key, value] : over.entries) {
    Spec* old = base.find(key.text);
    if (old == nullptr) {
      base.entries.emplace_back(key, value);
    } else if (key.text == "then") {
      overlay_segments(*old, *written.find("then"));
    } else {
      overlay(*old, value);
    }
  }
}

}  // namespace

void overlay_segments(Spec& base, const Spec& over) {
  const Spec normal = normal_list(over);
  if (base.kind == Spec::Kind::empty) {
    base = normal;
    return;
  }
  for (std::size_t i = 0; i < normal.items.size(); ++i) {
    const auto& [label, body] = normal.items[i].entries.front();
    Spec* same = nullptr;
    for (Spec& item : base.items) {
      if (item.entries.front().first.text != label.text) continue;
      if (same != nullptr) {
        label.fail(fmt::format("there are several {} below", label.text),
                   "remove them and write all of them here");
      }
      same = &item.entries.front().second;
    }
    if (same == nullptr) {
      base.items.push_back(normal.items[i]);
    } else {
      overlay_body(*same, over.items[i].entries.front().second, body);
    }
  }
}

void expand_segments(Spec& list, const Parts& parts, int depth) {
  for (Spec& item : list.items) {
    for (int inner = depth;; ++inner) {
      auto& [label, body] = item.entries.front();
      const Spec* part = part_of(body, parts);
      if (part == nullptr) break;
      if (inner > 16) body.fail("parts lie in each other too deep", "is one of them in itself?");
      std::erase_if(body.entries, [](const Spec::Entry& entry) { return entry.first.text == "part"; });
      Spec over, base;
      over.kind = base.kind = Spec::Kind::list;
      over.items.push_back(item);
      base.items.push_back(item);
      base.items.front().entries.front().second = normal_body(read_label(label), *part);
      overlay_segments(base, over);
      item = std::move(base.items.front());
    }
    if (Spec* then = item.entries.front().second.find("then")) expand_segments(*then, parts, depth + 1);
  }
}

bool remove_segment(Spec& list, const Written& path) {
  Spec* at = &list;
  std::size_t from = 0;
  for (;;) {
    const std::size_t slash = std::min(path.text.find('/', from), path.text.size());
    const std::string label = path.text.substr(from, slash - from);
    const auto labelled = [&](const Spec& item) { return item.entries.front().first.text == label; };
    const auto found = std::find_if(at->items.begin(), at->items.end(), labelled);
    if (found == at->items.end()) return false;
    if (slash == path.text.size()) {
      std::erase_if(at->items, labelled);
      return true;
    }
    Spec& body = found->entries.front().second;
    from = slash + 1;
    const std::string next = path.text.substr(from);
    const auto element = std::find_if(body.entries.begin(), body.entries.end(),
                                      [&](const Spec::Entry& entry) { return entry.first.text == next; });
    if (element != body.entries.end() && !structural(next)) {
      body.entries.erase(element);
      return true;
    }
    at = body.find("then");
    if (at == nullptr) return false;
  }
}

void explain_segments(const Spec& list, const std::string& path, std::vector<MapLine>& out) {
  for (const Spec& item : list.items) {
    const auto& [label, body] = item.entries.front();
    const std::string here = path.empty() ? label.text : path + "/" + label.text;
    for (const auto& [key, value] : body.entries) {
      if (key.text == "then") {
        explain_segments(value, here, out);
      } else {
        explain(value, here + "/" + key.text, out);
      }
    }
  }
}

}  // namespace transom::mapping
