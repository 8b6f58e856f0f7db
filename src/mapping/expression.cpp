// The public face of expressions over documents: a program with one root.
//
// Rules and other askers need one answer at a time and no map around it, so each Expression carries a little
// program of its own. Problems while it runs make the value absent; a rule then does not hold.
#include "transom/expression.hpp"

#include "mapping/compiler.hpp"
#include "mapping/evaluator.hpp"

namespace transom {
namespace mapping {
namespace {

class Deaf final : public ProblemSink {
 public:
  void problem(const Value&, std::string, std::string) override {}
};

}  // namespace
}  // namespace mapping

struct Expression::Code {
  mapping::Program program;
  std::uint32_t root = mapping::no_node;

  [[nodiscard]] std::string run(Records records, Records beside, const MapContext& context,
                                bool* holds) const {
    mapping::Scratch scratch;
    mapping::Deaf sink;
    mapping::Evaluator evaluator(program, context, scratch, sink);
    evaluator.records.assign(records.begin(), records.end());
    evaluator.beside = beside;
    const mapping::Value value = evaluator.value(root);
    if (holds != nullptr) *holds = value.type == mapping::Type::flag && value.flag;
    return to_text(value);
  }
};

Expression::Expression(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
Expression::~Expression() = default;

std::string Expression::text(Records records, const MapContext& context, Records beside) const {
  return code_->run(records, beside, context, nullptr);
}

bool Expression::holds(Records records, const MapContext& context, Records beside) const {
  bool yes = false;
  (void)code_->run(records, beside, context, &yes);
  return yes;
}

namespace {

Expression compile(std::string_view text, const Origin& origin, const Vocabulary& words,
                   mapping::Type wanted) {
  mapping::CodeTables tables;
  if (words.tables != nullptr) {
    for (const auto& [name, path] : *words.tables)
      tables.emplace(name, mapping::read_csv_table_file(name, path));
  }
  auto code = std::make_shared<Expression::Code>();
  mapping::DocumentBinder binder(code->program, tables, {words.scopes.begin(), words.scopes.end()}, false);
  binder.speak_of(words.beside, words.given);
  mapping::Compiler compiler(code->program, binder, tables, false);
  code->root = compiler.value({mapping::Written(std::string(text), origin), nullptr}, wanted);
  return Expression(std::move(code));
}

}  // namespace

Expression compile_expression(std::string_view text, const Origin& origin, const Vocabulary& vocabulary) {
  return compile(text, origin, vocabulary, mapping::Type::none);
}

Expression compile_condition(std::string_view text, const Origin& origin, const Vocabulary& vocabulary) {
  return compile(text, origin, vocabulary, mapping::Type::flag);
}

Expression compile_expression(std::string_view text, const Origin& origin, Scopes scopes,
                              const TablePaths& tables) {
  return compile_expression(text, origin, {.scopes = scopes, .tables = &tables});
}

Expression compile_condition(std::string_view text, const Origin& origin, Scopes scopes,
                             const TablePaths& tables) {
  return compile_condition(text, origin, {.scopes = scopes, .tables = &tables});
}

}  // namespace transom
