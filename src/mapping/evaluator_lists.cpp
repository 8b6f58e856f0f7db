// What stands for many: each element of a path, each record, the results of a function.
//
// They are put behind one another into the list of whoever asks; what is absent is left out, so that a list
// never has holes and an empty one is the absence of a list. A function that gets nothing for one of its
// single arguments is not called and gives nothing. What a function makes up has the place of its first
// argument, so that a problem with it still points into the document. One value at a time: evaluator.cpp.
#include "mapping/evaluator.hpp"
#include "mapping/functions.hpp"
#include "mapping/path_walk.hpp"

namespace transom::mapping {

void Evaluator::values(std::uint32_t index, std::vector<Value>& out) {
  const Node& node = program_.nodes[index];
  switch (node.op) {
    case Op::set_value:
      return each_element(program_.set_paths[node.a], out);
    case Op::document_value:
      return each_field(program_.document_paths[node.a], out);
    case Op::set_match:
    case Op::document_match:
      return each_match(node, out);
    case Op::list:
      for (std::uint32_t i = 0; i < node.b; ++i) values(program_.arguments[node.a + i], out);
      return;
    case Op::to_text: {
      const std::size_t from = out.size();
      values(node.a, out);
      for (std::size_t i = from; i < out.size(); ++i) out[i] = as_text(out[i]);
      return;
    }
    case Op::coalesce:
      return coalesced(node, out);
    case Op::choose:
      if (holds(node.a)) {
        values(node.b, out);
      } else if (node.c != no_node) {
        values(node.c, out);
      }
      return;
    case Op::call:
      call(node, out);
      return;
    default:
      if (const Value v = value(index); !v.absent()) out.push_back(v);
  }
}

void Evaluator::each_element(const SetPath& path, std::vector<Value>& out) {
  auto visit = [&](SetCursor there) {
    const Value v = read(there.row, path.element);
    if (!v.absent()) out.push_back(v);
    return true;
  };
  walk(*this, scratch_.view, path, start_of(scratch_.view, path, at), visit);
}

void Evaluator::each_field(const DocumentPath& path, std::vector<Value>& out) {
  auto visit = [&](const Field* field, const void* record) {
    const std::size_t count = path.texts ? field->items(record).count : 1;
    for (std::size_t i = 0; i < count; ++i) {
      const Value v = field_value(*field, record, i);
      if (v.absent()) continue;
      ++touched;
      out.push_back(v);
    }
    return true;
  };
  walk(path, start_of(path, records, beside), visit);
}

void Evaluator::coalesced(const Node& node, std::vector<Value>& out) {
  const std::size_t from = out.size();
  ++lenient_;
  values(node.a, out);
  --lenient_;
  if (out.size() == from) values(node.b, out);
}

void Evaluator::call(const Node& node, std::vector<Value>& out) {
  const auto signature_list = [&](std::uint32_t i) { return (node.c >> i & 1U) != 0; };
  std::vector<Value> args;
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = 0; i < node.b; ++i) {
    const std::uint32_t argument = program_.arguments[node.a + i];
    if (signature_list(i)) {
      values(argument, args);
    } else {
      args.push_back(value(argument));
      if (args.back().absent()) return;
    }
    ends.push_back(static_cast<std::uint32_t>(args.size()));
  }
  const std::size_t from = out.size();
  Call running(args, ends, scratch_.texts, out);
  node.function->run(running);
  const Value source = args.empty() ? Value() : args.front();
  if (!running.refused().empty()) sink_.problem(source, running.refused(), {});
  for (std::size_t i = from; i < out.size(); ++i) {
    if (out[i].from.row == From::nowhere) out[i].from = source.from;
  }
}

}  // namespace transom::mapping
