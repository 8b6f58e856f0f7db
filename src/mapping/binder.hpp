// Binding: what a path means where it stands, in a set or in a document.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mapping/expr.hpp"
#include "mapping/program.hpp"
#include "mapping/set_view.hpp"
#include "transom/expression.hpp"

namespace transom::mapping {

struct Bound {
  std::uint32_t node = no_node;
  Type type = Type::none;
};

class Binder {
 public:
  virtual ~Binder() = default;
  // Adds the node of a path. Fails: configuration, at the step that cannot be.
  virtual Bound bind(const Path& path, const Written& text) = 0;
  // For sum(lines, price * quantity): the binder of what stands inside; `match` becomes the node to go
  // through.
  virtual std::unique_ptr<Binder> enter(const Path& path, const Written& text, Bound& match) = 0;
};

// partner.*, us.*, today, now, test, position.
[[nodiscard]] std::optional<Bound> bind_context(const Path& path, Program& program);

// Paths of a set, relative to a loop or segment of its guide.
class SetBinder final : public Binder {
 public:
  struct Pair {
    ElementRef left, right;
  };
  SetBinder(Program& program, const SetLayout& layout, SetScope scope, std::optional<Pair> pair = {})
      : program_(program), layout_(layout), scope_(scope), pair_(pair) {}

  Bound bind(const Path& path, const Written& text) override;
  std::unique_ptr<Binder> enter(const Path& path, const Written& text, Bound& match) override;
  // Without a node; `element` 0 at the end means that it leads to segments or loops.
  [[nodiscard]] SetPath resolve(const Path& path, const Written& text) const;
  [[nodiscard]] SetScope scope() const { return scope_; }

 private:
  struct Walk;
  Program& program_;
  const SetLayout& layout_;
  SetScope scope_;
  std::optional<Pair> pair_;
};

// The element (or component) of a segment. Fails at text[at] when there is none.
[[nodiscard]] ElementRef element_ref(const Guide& guide, SegmentId segment, int element, int component,
                                     const Written& text, std::size_t at);
[[nodiscard]] Type type_of(const ElementRef& element);

// Paths of documents, relative to the innermost of some records.
class DocumentBinder final : public Binder {
 public:
  // A null shape is a list of texts, whose entry is `item`.
  using Scope = std::vector<const Shape*>;
  DocumentBinder(Program& program, const CodeTables& tables, Scope scope, bool outward)
      : program_(program), tables_(tables), scope_(std::move(scope)), outward_(outward) {}

  // Names beside those of the document; they outlive the binder.
  void speak_of(std::span<const Beside> beside, std::span<const Given> given) {
    beside_ = beside;
    given_ = given;
  }

  Bound bind(const Path& path, const Written& text) override;
  std::unique_ptr<Binder> enter(const Path& path, const Written& text, Bound& match) override;
  struct Target {
    DocumentPath path;
    const Field* field = nullptr;  // the last one; null for `item`
  };
  [[nodiscard]] Target resolve(const Path& path, const Written& text) const;
  [[nodiscard]] const Scope& scope() const { return scope_; }

 private:
  void add_tests(DocumentStep& out, const Step& step, const Written& text) const;
  [[nodiscard]] bool known_word(Words words, const std::string& word) const;
  [[nodiscard]] std::optional<Bound> bind_given(const Path& path, const Written& text);
  // Follows steps from `first` on, from records of a shape.
  void follow(Target& out, const Path& path, std::size_t first, const Shape* shape,
              const Written& text) const;
  Program& program_;
  const CodeTables& tables_;
  Scope scope_;
  bool outward_;
  std::span<const Beside> beside_;
  std::span<const Given> given_;
};

[[nodiscard]] Type type_of(FieldKind kind);
// What a given text stands for: a number where it is one, else a date or a yes or no, else the text itself, a
// view into it.
[[nodiscard]] Value given_value(std::string_view text);

}  // namespace transom::mapping
