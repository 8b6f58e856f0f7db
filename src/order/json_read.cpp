// Business documents in: the text is read straight into the structs, led by their shape.
//
// It is read twice. The first pass only asks what kind each document is, for "document" may stand behind what
// it governs; the second fills the structs and collects what is wrong. So no tree of the text is ever held,
// and a wrong field never hides the next one. Refused: taking JSON numbers for decimals (programs on the way
// round them), null for "absent" (two ways to say one thing), and ignoring keys that nobody knows (a slip of
// the pen would lose a field without a word).
#include <algorithm>
#include <bitset>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "order/json_values.hpp"

namespace transom {
namespace {

constexpr std::size_t most_problems = 100;
constexpr std::size_t most_fields = 128;

// The one field that such a short form stands for, "qty" or "desc": its letters in their order, the first one
// first; else "".
std::string_view shortened(std::string_view word, std::span<const std::string_view> names) {
  std::string_view meant;
  for (const std::string_view name : names) {
    std::size_t found = 0;
    for (const char c : name) found += found < word.size() && word[found] == c ? 1 : 0;
    const bool fits = word.size() > 2 && found == word.size() && name.front() == word.front();
    if (!fits) continue;
    if (!meant.empty()) return {};
    meant = name;
  }
  return meant;
}

// The first pass: what each document says that it is.
class KindScan final : public JsonEvents {
 public:
  void begin_object() override {
    if (depth_ == top_) kinds.emplace_back();
    ++depth_;
  }
  void end_object() override { --depth_; }
  void begin_list() override {
    if (depth_ == 0) top_ = 1;
    ++depth_;
  }
  void end_list() override { --depth_; }
  void key(std::string_view name) override { wanted_ = depth_ == top_ + 1 && name == "document"; }
  void scalar(const JsonScalar& value) override {
    if (wanted_ && value.kind == JsonScalar::Kind::text && !kinds.back()) kinds.back() = value.text;
    wanted_ = false;
  }

  std::vector<std::optional<std::string>> kinds;

 private:
  std::size_t depth_ = 0;
  std::size_t top_ = 0;  // depth at which documents begin
  bool wanted_ = false;
};

// The second pass. Each open object or list has a frame; what is not understood is skipped whole.
class Reader final : public JsonEvents {
 public:
  Reader(JsonDocuments& result, std::vector<std::optional<std::string>> kinds, std::size_t memory)
      : result_(result), kinds_(std::move(kinds)), memory_(memory) {}

  void begin_object() override {
    if (skipped_ > 0) return skip();
    step();
    if (frames_.empty() || frames_.back().what == Frame::in_documents) return begin_document();
    Frame& top = frames_.back();
    if (top.what == Frame::in_records) return append_record(top);
    if (top.what == Frame::in_record && top.field != nullptr && top.field->kind == FieldKind::record)
      return open({Frame::in_record, top.field->of, nullptr, top.field->at(top.record)});
    refuse("an object");
    skip();
  }

  void begin_list() override {
    if (skipped_ > 0) return skip();
    step();
    if (frames_.empty()) return open({Frame::in_documents, nullptr, nullptr, nullptr});
    const Frame& top = frames_.back();
    if (top.what == Frame::in_record && top.field != nullptr && top.field->list != nullptr) {
      const bool texts = top.field->kind == FieldKind::texts;
      return open({texts ? Frame::in_texts : Frame::in_records, top.field->of, top.field, top.record});
    }
    refuse("a list");
    skip();
  }

  void end_object() override {
    if (skipped_ > 0) return unskip();
    Frame top = std::move(frames_.back());
    frames_.back().named = false;
    for (std::size_t i = 0; i < top.shape->fields().size(); ++i) {
      const Field& field = top.shape->fields()[i];
      if (!top.seen[i] && field.needed(*top.shape, top.record))
        problem(field.name, fmt::format("missing; expected {}: {}", expected_json(field.kind), field.about));
    }
    if (top.root && !top.schema_seen)
      problem("schema", fmt::format("missing; expected {}", json_schema_version));
    frames_.pop_back();
  }

  void end_list() override {
    if (skipped_ > 0) return unskip();
    const Frame top = frames_.back();
    frames_.pop_back();
    if (top.field != nullptr && top.field->need == Need::must && top.index == 0)
      problem({}, fmt::format("found an empty list; expected one entry or more: {}", top.field->about));
  }

  void key(std::string_view name) override {
    if (skipped_ > 0) return;
    Frame& top = frames_.back();
    top.name = name;
    top.named = true;
    top.field = nullptr;
    bool twice = false;
    if (top.root && (name == "document" || name == "schema")) {
      bool& seen = name == "schema" ? top.schema_seen : top.document_seen;
      twice = std::exchange(seen, true);
    } else if (const Field* field = top.shape->find(name)) {
      const auto at = static_cast<std::size_t>(field - top.shape->fields().data());
      twice = top.seen[at];
      top.seen[at] = true;
      if (!twice) top.field = field;
    } else {
      problem({}, fmt::format("unknown field; {}", advice_on(name, *top.shape)));
    }
    if (twice) problem({}, "given twice; expected once");
  }

  void scalar(const JsonScalar& value) override {
    if (skipped_ > 0) return;
    step();
    if (frames_.empty() || frames_.back().what != Frame::in_record) return element(value);
    const Frame& top = frames_.back();
    if (top.field != nullptr) {
      if (!fill_from_json(*top.field, top.record, value)) refuse(found_json(value));
    } else if (top.root && top.name == "schema") {
      if (value.kind != JsonScalar::Kind::number || whole_number(value.text) != json_schema_version)
        problem({}, fmt::format("found {}; expected {}", found_json(value), json_schema_version));
    }
  }

 private:
  struct Frame {
    enum What { in_documents, in_record, in_records, in_texts };
    What what;
    const Shape* shape;  // of a record, or of the records of a list
    const Field* field;  // of a record: the one whose value is due; of a list: its own
    void* record;        // of a list: the struct that it belongs to
    bool root = false;   // a document itself
    bool document_seen = false, schema_seen = false, named = false;
    std::size_t index = 0;  // of a list: elements so far
    std::string name{};     // of a record: the key whose value is due
    std::bitset<most_fields> seen{};
  };

  void skip() { ++skipped_; }
  void unskip() { --skipped_; }
  void open(Frame frame) { frames_.push_back(std::move(frame)); }
  void step() {
    if (!frames_.empty() && frames_.back().what != Frame::in_record) ++frames_.back().index;
  }

  [[nodiscard]] std::string advice_on(std::string_view name, const Shape& shape) const {
    const auto names = shape.names();
    if (const auto meant = shortened(name, names); !meant.empty())
      return fmt::format("did you mean '{}'?", meant);
    if (auto advice = suggestion(name, names); !advice.empty()) return advice;
    return fmt::format("expected one that `transom schema {}` names",
                       kind_name(kind_of(result_.documents.back())));
  }

  void begin_document() {
    const std::optional<std::string>& name = kinds_[documents_++];
    const auto kind = name ? document_kind(*name) : std::nullopt;
    if (!kind) {
      std::vector<std::string_view> known;
      for (const DocumentKind each : document_kinds) known.push_back(kind_name(each));
      problem("document",
              name ? fmt::format("found the text \"{}\"; {}", visible(*name, 40), suggestion(*name, known))
                   : fmt::format("missing; expected {}", fmt::join(known, " or ")));
      return skip();
    }
    BusinessDocument& document = result_.documents.emplace_back(empty_document(*kind));
    open({Frame::in_record, &shape_of(*kind), nullptr, record_of(document), true});
  }

  void append_record(const Frame& list) {
    const Items items = list.field->items(list.record);
    if (items.stride > memory_) {
      if (!std::exchange(full_, true)) problem({}, "too many entries to hold; expected a smaller text");
      result_.cut = true;
      return skip();
    }
    memory_ -= items.stride;
    const Shape* shape = list.shape;
    open({Frame::in_record, shape, nullptr, list.field->append(list.record)});
  }

  // A scalar that no key goes before.
  void element(const JsonScalar& value) {
    if (!frames_.empty() && frames_.back().what == Frame::in_texts && value.kind == JsonScalar::Kind::text) {
      const Frame& list = frames_.back();
      *static_cast<std::string*>(list.field->append(list.record)) = value.text;
      return;
    }
    refuse(found_json(value));
  }

  void refuse(std::string_view what) {
    std::string_view wanted = "a document, an object";
    if (!frames_.empty()) {
      const Frame& top = frames_.back();
      if (top.what == Frame::in_records) wanted = expected_json(FieldKind::record);
      if (top.what == Frame::in_texts) wanted = expected_json(FieldKind::text);
      if (top.what == Frame::in_record) {
        if (top.field == nullptr) return refuse_name(what);
        wanted = expected_json(top.field->kind);
      }
    }
    problem({},
            fmt::format("found {}; expected {}{}", what, wanted, what == "null" ? ", or no such field" : ""));
  }
  // An unknown field is reported by its key already.
  void refuse_name(std::string_view what) {
    const Frame& top = frames_.back();
    if (top.root && top.name == "schema")
      problem({}, fmt::format("found {}; expected {}", what, json_schema_version));
  }

  void problem(std::string_view below, std::string message) {
    if (result_.problems.size() >= most_problems) {
      result_.cut = true;
      return;
    }
    std::string path;
    for (const Frame& frame : frames_) {
      if (frame.what != Frame::in_record) {
        if (frame.index > 0) path += fmt::format("[{}]", frame.index - 1);
      } else if (frame.named) {
        path += fmt::format("{}{}", path.empty() ? "" : ".", visible(frame.name, 40));
      }
    }
    if (!below.empty()) path += fmt::format("{}{}", path.empty() ? "" : ".", below);
    const bool in_one = std::any_of(frames_.begin(), frames_.end(), [](const Frame& f) { return f.root; });
    result_.problems.push_back({std::move(path), std::move(message), in_one ? result_.documents.size() : 0});
  }

  JsonDocuments& result_;
  std::vector<std::optional<std::string>> kinds_;
  std::size_t memory_;
  std::vector<Frame> frames_;
  std::size_t documents_ = 0;
  std::size_t skipped_ = 0;  // objects and lists open in what is not understood
  bool full_ = false;
};

}  // namespace

JsonDocuments read_json(std::string_view text, const JsonLimits& limits) {
  JsonDocuments result;
  if (text.size() > limits.bytes) {
    result.problems.push_back({{}, fmt::format("{} bytes; expected at most {}", text.size(), limits.bytes)});
    return result;
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  KindScan scan;
  if (auto problem = parse_json(text, limits.depth, scan)) {
    result.problems.push_back(std::move(*problem));
    return result;
  }
  Reader reader(result, std::move(scan.kinds), limits.records);
  if (auto problem = parse_json(text, limits.depth, reader)) result.problems.push_back(std::move(*problem));
  return result;
}

}  // namespace transom
