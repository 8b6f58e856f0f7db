// Found by trying. Refused: noting what an expression reads, for what is only read by a condition, or stands
// behind a `??` that never comes to it, would count as written; and every run would pay for the notes.
#include "mapping/unwritten.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "transom/json.hpp"
#include "transom/shape.hpp"
#include "transom/writer.hpp"

namespace transom {
namespace {

// Another value of the same kind; of texts one that no table knows.
void alter(std::string& value) {
  value = "Q7" + value + "7Q";
}
void alter(std::optional<Decimal>& value) {
  value = Decimal(value->units() + 1, value->scale());
}
void alter(std::optional<std::int64_t>& value) {
  ++*value;
}
void alter(std::optional<Date>& value) {
  value = Date::from_days(value->days() + 1);
}
void alter(std::optional<Time>& value) {
  value->minute = value->minute == 0 ? 1 : value->minute - 1;
}
void alter(std::optional<bool>& value) {
  value = !*value;
}

std::string shown(const std::string& value) {
  return value;
}
std::string shown(const std::optional<Decimal>& value) {
  return value->to_plain();
}
std::string shown(const std::optional<std::int64_t>& value) {
  return std::to_string(*value);
}
std::string shown(const std::optional<Date>& value) {
  return value->iso();
}
std::string shown(const std::optional<Time>& value) {
  return value->iso();
}
std::string shown(const std::optional<bool>& value) {
  return *value ? "true" : "false";
}

class Trial {
 public:
  Trial(const OutboundMap& map, BusinessDocument document, const MapContext& context, std::uint64_t most)
      : map_(map), document_(std::move(document)), context_(context), most_(most), as_given_(made()) {}

  std::vector<Unwritten> run() {
    within(shape_of(map_.document()), record_of(document_), "");
    std::erase_if(found_, [](const Unwritten& one) { return one.times == 0; });
    return std::move(found_);
  }

 private:
  std::string made() {
    SegmentWriter out{Delimiters{}};
    std::string told;
    for (const MapProblem& problem : map_.run(document_, context_, out)) told += describe(problem) + "\n";
    return out.take() + told;
  }

  // For the envelope; and the number by which we find the order's line, whose own number is written.
  static bool is_ours(const Shape& shape, const Field& field, const std::string& above) {
    if (above.empty()) return field.name == "partner" || field.name == "test";
    return field.name == "number" && shape.find("assigned_id") != nullptr;
  }

  void within(const Shape& shape, void* record, const std::string& above) {
    for (const Field& field : shape.fields()) {
      if (is_ours(shape, field, above) || !field.present(record)) continue;
      const bool list = field.list != nullptr;
      const std::string path = fmt::format("{}{}{}", above, field.name, list ? "[]" : "");
      if (field.kind == FieldKind::record) {
        within(*field.of, field.at(record), path + ".");
      } else if (list) {
        const Items items = field.items(record);
        for (std::size_t i = 0; i < items.count; ++i) {
          void* item = const_cast<void*>(items[i]);
          if (field.kind == FieldKind::records) within(*field.of, item, path + ".");
          if (field.kind == FieldKind::texts) attempt(path, *static_cast<std::string*>(item));
        }
      } else {
        single(field, record, path);
      }
    }
  }

  void single(const Field& field, void* record, const std::string& path) {
    switch (field.kind) {
      case FieldKind::text:
        return attempt(path, field.get<std::string>(record));
      case FieldKind::decimal:
        return attempt(path, field.get<std::optional<Decimal>>(record));
      case FieldKind::integer:
        return attempt(path, field.get<std::optional<std::int64_t>>(record));
      case FieldKind::date:
        return attempt(path, field.get<std::optional<Date>>(record));
      case FieldKind::time:
        return attempt(path, field.get<std::optional<Time>>(record));
      case FieldKind::flag:
        return attempt(path, field.get<std::optional<bool>>(record));
      default:
        return;
    }
  }

  template <class T>
  void attempt(const std::string& path, T& value) {
    const auto [at, is_new] = places_.emplace(path, found_.size());
    if (is_new) found_.push_back({path, 0, 0, {}});
    Unwritten& row = found_[at->second];
    if (row.tried == most_) return;
    ++row.tried;
    const T before = value;
    alter(value);
    const bool reaches_nobody = made() == as_given_;
    value = before;
    if (reaches_nobody && row.times++ == 0) row.example = shown(value);
  }

  const OutboundMap& map_;
  BusinessDocument document_;
  const MapContext& context_;
  std::uint64_t most_;
  std::string as_given_;
  std::vector<Unwritten> found_;               // in the order of the document
  std::map<std::string, std::size_t> places_;  // by field, in found_
};

}  // namespace

std::vector<Unwritten> unwritten(const OutboundMap& map, BusinessDocument document, const MapContext& context,
                                 std::uint64_t most) {
  return Trial(map, std::move(document), context, most).run();
}

}  // namespace transom
