// What is not the same in two orders, found by their shapes alone, so that no field is ever forgotten.
//
// Entries of a list belong together by their key (a date by its kind), equal ones first, then in their order;
// where there is no key, by their place. The sentence names the value as people do: "date ship not before
// 2026-03-02 -> 2026-03-09", not dates[0].date. Refused: a diff of the two JSON texts, which tells that a
// bracket moved.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "order/lines_by_number.hpp"
#include "transom/order_change.hpp"

namespace transom {
namespace {

constexpr std::size_t longest = 80;  // of a value in a sentence

std::string singular(std::string_view list) {
  static constexpr std::pair<std::string_view, std::string_view> odd[] = {
      {"parties", "party"},       {"quantities", "quantity"},
      {"taxes", "tax"},           {"allowances_charges", "allowance_charge"},
      {"freight", "freight"},     {"routing", "routing"},
      {"lading", "lading"},       {"handling", "handling"},
      {"packaging", "packaging"}, {"distribution", "distribution"}};
  for (const auto& [many, one] : odd) {
    if (many == list) return std::string(one);
  }
  return std::string(list.substr(0, list.size() - (list.ends_with('s') ? 1 : 0)));
}

std::string value_of(const Field& field, const void* record) {
  if (!field.present(record)) return {};
  switch (field.kind) {
    case FieldKind::text:
      return field.text(record);
    case FieldKind::decimal:
      return field.get<std::optional<Decimal>>(record)->to_plain();
    case FieldKind::integer:
      return std::to_string(*field.get<std::optional<std::int64_t>>(record));
    case FieldKind::date:
      return field.get<std::optional<Date>>(record)->iso();
    case FieldKind::time:
      return field.get<std::optional<Time>>(record)->iso();
    case FieldKind::flag:
      return *field.get<std::optional<bool>>(record) ? "yes" : "no";
    case FieldKind::texts: {
      std::string out;
      const Items items = field.items(record);
      for (std::size_t i = 0; i < items.count; ++i)
        out += (i == 0 ? "" : ", ") + *static_cast<const std::string*>(items[i]);
      return out;
    }
    case FieldKind::record:
    case FieldKind::records:
      break;
  }
  return {};
}

bool is_single(const Field& field) {
  return field.kind != FieldKind::record && field.kind != FieldKind::records;
}

// All single values of a record, the key apart.
void summarize(const Shape& shape, const void* record, std::string& out) {
  for (const Field& field : shape.fields()) {
    if (&field == shape.key() || !field.present(record)) continue;
    if (is_single(field)) out += (out.empty() ? "" : ", ") + value_of(field, record);
    if (field.kind == FieldKind::record) summarize(*field.of, field.at(record), out);
  }
}

class Comparison {
 public:
  Comparison(std::string line, std::vector<Difference>& out) : line_(std::move(line)), out_(out) {}

  void field(const Field& field, const void* before, const void* after, const std::string& path,
             const std::string& name) {
    if (field.kind == FieldKind::record) {
      record(*field.of, field.at(before), field.at(after), path, name, nullptr);
    } else if (field.kind == FieldKind::records) {
      list(field, before, after, path, name);
    } else if (!same(field, before, after)) {
      told(path, name, value_of(field, before), value_of(field, after));
    }
  }

 private:
  static bool same(const Field& field, const void* before, const void* after) {
    if (field.kind == FieldKind::decimal)  // 12.0 is 12
      return field.get<std::optional<Decimal>>(before) == field.get<std::optional<Decimal>>(after);
    return value_of(field, before) == value_of(field, after);
  }

  void record(const Shape& shape, const void* before, const void* after, const std::string& path,
              const std::string& name, const Field* known) {
    for (const Field& inner : shape.fields()) {
      if (&inner == known) continue;
      // The value for which the record is there needs no name of its own.
      const bool plain = inner.name == "value" || inner.name == "text" || name.starts_with(inner.name);
      field(inner, before, after, fmt::format("{}.{}", path, inner.name),
            plain ? name : fmt::format("{} {}", name, spaced_words(inner.name)));
    }
  }

  static bool equal(const Shape& shape, const void* before, const void* after) {
    std::vector<Difference> found;
    Comparison({}, found).record(shape, before, after, {}, {}, shape.key());
    return found.empty();
  }

  static std::string key_of(const Shape& shape, const void* record) {
    return shape.key() == nullptr ? std::string() : value_of(*shape.key(), record);
  }

  // Which entry of `after` each of `before` is; npos for none.
  static std::vector<std::size_t> partners(const Shape& shape, const Items& before, const Items& after) {
    std::vector<std::size_t> out(before.count, std::string::npos);
    std::vector<bool> taken(after.count, false);
    for (const bool only_equal : {true, false}) {
      for (std::size_t i = 0; i < before.count; ++i) {
        for (std::size_t j = 0; j < after.count && out[i] == std::string::npos; ++j) {
          if (taken[j] || key_of(shape, before[i]) != key_of(shape, after[j])) continue;
          if (only_equal && !equal(shape, before[i], after[j])) continue;
          out[i] = j;
          taken[j] = true;
        }
      }
    }
    return out;
  }

  void list(const Field& field, const void* before, const void* after, const std::string& path,
            const std::string& name) {
    const Items was = field.items(before), is = field.items(after);
    if (was.count == 0 && is.count == 0) return;
    const Shape& shape = *field.of;
    const std::string one = spaced_words(
        name.ends_with(field.name) || name == spaced_words(field.name) ? singular(field.name) : name);
    const bool many = std::max(was.count, is.count) > 1;
    const auto called = [&](const void* entry, std::size_t place) {
      const std::string key = key_of(shape, entry), number = std::to_string(place + 1);
      return std::pair(fmt::format("{}[{}]", path, key.empty() ? "#" + number : key),
                       !key.empty() ? fmt::format("{} {}", one, spaced_words(visible(key, longest)))
                       : many       ? fmt::format("{} {}", one, number)
                                    : one);
    };
    const auto partner = partners(shape, was, is);
    for (std::size_t i = 0; i < was.count; ++i) {
      const auto [place, label] = called(was[i], i);
      if (partner[i] != std::string::npos) {
        record(shape, was[i], is[partner[i]], place, label, shape.key());
        continue;
      }
      std::string gone;
      summarize(shape, was[i], gone);
      told(place, label, gone, {}, "removed");
    }
    for (std::size_t j = 0; j < is.count; ++j) {
      if (std::find(partner.begin(), partner.end(), j) != partner.end()) continue;
      const auto [place, label] = called(is[j], j);
      std::string came;
      summarize(shape, is[j], came);
      told(place, label, {}, came, "added");
    }
  }

  void told(const std::string& path, const std::string& name, std::string before, std::string after,
            std::string_view verb = {}) {
    std::string text = line_.empty() ? std::string() : fmt::format("line {}: ", visible(line_, longest));
    if (!verb.empty()) {
      const std::string& value = before.empty() ? after : before;
      text += value.empty() ? fmt::format("{} {}", name, verb)
                            : fmt::format("{} {}: {}", name, verb, visible(value, longest));
    } else if (before.empty()) {
      text += fmt::format("{} is {}, was not given", name, visible(after, longest));
    } else if (after.empty()) {
      text += fmt::format("{} {} removed", name, visible(before, longest));
    } else {
      text += fmt::format("{} {} -> {}", name, visible(before, longest), visible(after, longest));
    }
    out_.push_back({line_, path, std::move(before), std::move(after), std::move(text)});
  }

  std::string line_;
  std::vector<Difference>& out_;
};

template <std::size_t N>
void compare(const Shape& shape, const void* before, const void* after,
             const std::array<std::string_view, N>& but, Comparison comparison) {
  for (const Field& field : shape.fields()) {
    if (std::find(but.begin(), but.end(), field.name) != but.end()) continue;
    comparison.field(field, before, after, std::string(field.name), spaced_words(field.name));
  }
}

// "12 EA upc 012345678905 at 8.30"
std::string describe(const OrderLine& line) {
  std::string out = line.quantity ? line.quantity->to_plain() : std::string("no quantity");
  if (!line.unit.empty()) out += " " + visible(line.unit, longest);
  if (!line.ids.empty())
    out +=
        fmt::format(" {} {}", spaced_words(line.ids.front().kind), visible(line.ids.front().value, longest));
  if (line.price) out += " at " + line.price->to_plain();
  return out;
}

}  // namespace

std::vector<Difference> differences(const Order& before, const Order& after) {
  static constexpr std::array<std::string_view, 7> not_said{"partner", "test",  "number", "release_number",
                                                            "purpose", "lines", "totals"};
  static constexpr std::array<std::string_view, 2> line_names{"number", "assigned_id"};
  std::vector<Difference> out;
  compare(Order::shape(), &before, &after, not_said, Comparison({}, out));
  const auto were = counterparts(after.lines, before.lines);
  for (std::size_t i = 0; i < after.lines.size(); ++i) {
    const OrderLine& line = after.lines[i];
    if (were[i] != nullptr) {
      compare(OrderLine::shape(), were[i], &line, line_names, Comparison(line.number, out));
      continue;
    }
    const std::string came = describe(line);
    out.push_back(
        {line.number, {}, {}, came, fmt::format("line {} added: {}", visible(line.number, longest), came)});
  }
  const auto are = counterparts(before.lines, after.lines);
  for (std::size_t i = 0; i < before.lines.size(); ++i) {
    const OrderLine& line = before.lines[i];
    if (are[i] != nullptr) continue;
    const std::string gone = describe(line);
    out.push_back(
        {line.number, {}, gone, {}, fmt::format("line {} deleted: {}", visible(line.number, longest), gone)});
  }
  return out;
}

Difference cancelled(const std::string& order_number) {
  return {{}, {}, order_number, {}, "the order is cancelled"};
}

}  // namespace transom
