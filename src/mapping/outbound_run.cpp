// Running an outward map: segment by segment, each built in a row of cells and then written.
//
// A segment into which nothing came from the document is not written: constants alone make no N3. A list that
// is longer than its range goes on in a further segment of the kind where the set allows it.
#include "mapping/outbound_run.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "mapping/limits.hpp"

namespace transom::mapping {
namespace {

std::size_t characters(std::string_view text) {
  std::size_t n = 0;
  for (char c : text) n += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
  return n;
}

std::size_t digits(std::string_view number) {
  std::size_t n = 0;
  for (char c : number) n += c >= '0' && c <= '9' ? 1 : 0;
  return n;
}

// Line breaks and other controls have no place in an element.
std::string without_controls(std::string_view text) {
  std::string out(trim_right(text));
  for (char& c : out) {
    if ((c >= 0 && c < ' ') || c == 0x7f) c = ' ';
  }
  return out;
}

}  // namespace

OutboundRun::OutboundRun(const OutboundPlan& plan, const BusinessDocument& document,
                         const MapContext& context, Scratch& scratch, SegmentWriter& out)
    : plan_(plan),
      document_(document),
      scratch_(scratch),
      out_(out),
      eval_(plan.program, context, scratch, *this) {}

std::vector<MapProblem> OutboundRun::run() {
  scratch_.texts.clear();
  eval_.records = {record_of(document_)};
  eval_.context_counts = true;
  eval_.written = [this](SegmentId id) {
    for (const auto& [known, count] : written_) {
      if (known == id) return count;
    }
    return 0U;
  };
  list(plan_.segments);
  return std::move(problems_);
}

void OutboundRun::problem(const Value& found, std::string sentence, std::string next) {
  if (problems_.size() >= most_problems) return;
  MapProblem& made = problems_.emplace_back();
  for (const auto& [list, index] : levels_) {
    made.field += fmt::format("{}{}[{}]", made.field.empty() ? "" : ".", *list, index);
  }
  if (expression_ != nullptr) made.field += (made.field.empty() ? "" : ".") + *expression_;
  if (current_ != nullptr) {
    made.place.segment_id = current_->name;
    made.place.element = element_;
    made.place.component = component_;
  }
  made.value = to_text(found).substr(0, longest_value);
  made.sentence = std::move(sentence);
  made.next = std::move(next);
}

void OutboundRun::list(const std::vector<SegmentPlan>& segments) {
  for (std::size_t i = 0; i < segments.size();) {
    // Several lines may write one use (REF, REF[DP]): together they must write it when it is mandatory.
    std::uint32_t count = 0;
    const SegmentPlan& first = segments[i];
    for (; i < segments.size() && segments[i].use == first.use; ++i) count += segment(segments[i]);
    if (count != 0 || !first.mandatory) continue;
    current_ = &first;
    element_ = component_ = 0;
    expression_ = nullptr;
    problem({}, fmt::format("{} must be there, and nothing was there to write", first.path), {});
  }
}

std::uint32_t OutboundRun::segment(const SegmentPlan& plan) {
  if (plan.each == no_node) return once(plan);
  std::uint32_t count = 0;
  each(plan.each, plan.shape, plan.each_text, [&] { count += once(plan); });
  return count;
}

void OutboundRun::put(const ElementPlan& plan) {
  element_ = plan.element;
  component_ = plan.component;
  expression_ = &plan.text;
  const Value value = eval_.value(plan.node);
  if (!value.absent()) row_.cell(plan.element, plan.component) = formatted(value, plan.format);
}

std::vector<std::string> OutboundRun::cells(const SpreadPlan& plan) {
  std::vector<std::string> out;
  each(plan.each, plan.shape, plan.text, [&] {
    if (plan.when != no_node && !eval_.holds(plan.when)) return;
    const std::size_t place = out.size() % (plan.capacity() * plan.width());
    element_ = plan.element != 0 ? plan.element : static_cast<std::uint16_t>(plan.from + place);
    expression_ = nullptr;
    if (plan.put.empty()) {
      const Value item(std::string_view(*static_cast<const std::string*>(eval_.records.back())));
      ++eval_.touched;
      out.push_back(formatted(item, plan.formats[place]));
    }
    for (std::size_t i = 0; i < plan.put.size(); ++i) {
      const Value value = eval_.value(plan.put[i]);
      out.push_back(value.absent() ? std::string() : formatted(value, plan.formats[place + i]));
    }
  });
  return out;
}

std::size_t OutboundRun::spread(const SpreadPlan& plan, const std::vector<std::string>& cells,
                                std::size_t from) {
  const std::size_t room = plan.capacity() * plan.width();
  const std::size_t to = std::min(cells.size(), from + room);
  for (std::size_t i = from; i < to; ++i) {
    const auto at = static_cast<std::uint16_t>(plan.from + (i - from));
    if (!cells[i].empty()) (plan.element != 0 ? row_.cell(plan.element, at) : row_.cell(at, 0)) = cells[i];
  }
  return to;
}

std::uint32_t OutboundRun::once(const SegmentPlan& plan) {
  if (plan.when != no_node && !eval_.holds(plan.when)) return 0;
  if (plan.level) {
    level(plan);
    return 1;
  }
  current_ = &plan;
  row_.clear();
  const std::uint32_t before = eval_.touched;
  for (const ElementPlan& element : plan.elements) put(element);
  if (plan.spreads.empty()) {
    if (plan.data && eval_.touched == before) return 0;
    write(plan);
    list(plan.then);
    return 1;
  }
  return with_lists(plan, before);
}

// Further segments of the kind take what does not fit into one, where the set allows it.
std::uint32_t OutboundRun::with_lists(const SegmentPlan& plan, std::uint32_t before) {
  std::vector<std::vector<std::string>> lists;
  lists.reserve(plan.spreads.size());
  bool several = false;
  for (const SpreadPlan& list : plan.spreads) {
    const auto& written = lists.emplace_back(cells(list));
    several = several || written.size() > list.capacity() * list.width();
  }
  Row singles;
  if (several) singles = row_;
  if (plan.data && eval_.touched == before) return 0;
  std::vector<std::size_t> done(lists.size(), 0);
  std::uint32_t count = 0;
  for (bool more = true; more; ++count) {
    more = false;
    if (count > 0) row_ = singles;
    for (std::size_t i = 0; i < lists.size(); ++i) {
      done[i] = spread(plan.spreads[i], lists[i], done[i]);
      more = more || done[i] < lists[i].size();
    }
    write(plan);
    if (more && !plan.can_continue) {
      expression_ = nullptr;
      problem({},
              fmt::format("{} has room for {} of a list that is longer", plan.path,
                          done.front() / plan.spreads.front().width()),
              {});
      more = false;
    }
  }
  list(plan.then);
  return count;
}

void OutboundRun::write(const SegmentPlan& plan) {
  const auto row = row_.elements();
  for (const std::uint16_t needed : plan.needed) {
    const bool there =
        needed <= row.size() && std::any_of(row[needed - 1U].begin(), row[needed - 1U].end(),
                                            [](const std::string& part) { return !part.empty(); });
    if (there) continue;
    current_ = &plan;
    element_ = needed;
    component_ = 0;
    expression_ = nullptr;
    for (const ElementPlan& element : plan.elements) {
      if (element.element == needed) expression_ = &element.text;
    }
    problem({}, "must have a value, and there is none", {});
  }
  out_.begin(plan.name);
  for (const auto& parts : row) {
    if (parts.size() > 1) {
      out_.add_composite(parts);
    } else {
      out_.add(parts.empty() ? std::string_view() : std::string_view(parts.front()));
    }
  }
  out_.end();
  for (auto& [id, count] : written_) {
    if (id == plan.id) {
      ++count;
      return;
    }
  }
  written_.emplace_back(plan.id, 1);
}

std::string OutboundRun::formatted(const Value& value, const ElementFormat& format) {
  std::string out;
  std::size_t length = 0;
  switch (format.type) {
    case ElementType::r:
      out = value.number.to_string();
      if (digits(out) > format.max) out = value.number.to_plain();
      if (digits(out) < format.min && out.find('.') == std::string::npos) out += '.';
      while (digits(out) < format.min) out += '0';
      length = digits(out);
      break;
    case ElementType::n: {
      const auto implied = value.number.to_implied(format.decimals);
      if (!implied) {
        problem(value, fmt::format("has more than {} digits behind the point", format.decimals), {});
        return {};
      }
      out = *implied;
      const bool negative = out.starts_with('-');
      while (digits(out) < format.min) out.insert(negative ? 1 : 0, "0");
      length = digits(out);
      break;
    }
    case ElementType::dt:
      out = format.max == 6 ? value.date.x12_short() : value.date.x12();
      length = out.size();
      break;
    case ElementType::tm:
      out = value.time.x12().substr(0, format.max);
      length = out.size();
      break;
    default:
      out = without_controls(value.text);
      length = characters(out);
  }
  if (length > format.max || length < format.min) {
    problem(value,
            fmt::format("does not fit: {} takes {} to {} characters",
                        current_->name + fmt::format("{:02}", element_), format.min, format.max),
            {});
    return {};
  }
  return out;
}

}  // namespace transom::mapping

namespace transom {

OutboundMap::OutboundMap(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
OutboundMap::~OutboundMap() = default;

DocumentKind OutboundMap::document() const {
  return plan_->document;
}
std::string_view OutboundMap::set_id() const {
  return plan_->guide->set_id();
}
std::string_view OutboundMap::version() const {
  return plan_->guide->version();
}
std::string_view OutboundMap::functional_id() const {
  return plan_->guide->functional_id();
}
std::string_view OutboundMap::name() const {
  return plan_->spec.name;
}
std::string_view OutboundMap::hash() const {
  return plan_->hash;
}
std::vector<MapLine> OutboundMap::explain() const {
  return plan_->spec.explain();
}
std::vector<MapWarning> OutboundMap::warnings() const {
  std::vector<MapWarning> all = plan_->spec.warnings;
  all.insert(all.end(), plan_->program.warnings.begin(), plan_->program.warnings.end());
  return all;
}

std::vector<MapProblem> OutboundMap::run(const BusinessDocument& document, const MapContext& context,
                                         SegmentWriter& out) const {
  bug_check(kind_of(document) == plan_->document, "a document of another kind than the map writes");
  thread_local mapping::Scratch scratch;
  return mapping::OutboundRun(*plan_, document, context, scratch, out).run();
}

}  // namespace transom
