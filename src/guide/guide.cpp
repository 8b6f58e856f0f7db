// What a guide tells: lookups over its tables. Rare ones search, since screens and map compilers call them;
// the walk and the checks use the tables themselves.
#include "transom/guide.hpp"

#include <algorithm>

#include "guide/tables.hpp"

namespace transom {

Guide::Guide(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Guide::~Guide() = default;

std::string_view Guide::set_id() const {
  return tables_->set_id;
}
std::string_view Guide::version() const {
  return tables_->version->version;
}
std::string_view Guide::confidence() const {
  return tables_->version->confidence;
}
std::string_view Guide::name() const {
  return tables_->name;
}
std::string_view Guide::functional_id() const {
  return tables_->functional_id;
}
std::span<const SegmentUse> Guide::uses() const {
  return tables_->uses;
}
std::span<const LoopUse> Guide::loops() const {
  return tables_->loops;
}

std::optional<std::uint16_t> Guide::find_loop(std::string_view path) const {
  for (std::size_t i = 0; i < tables_->loops.size(); ++i) {
    if (tables_->loops[i].path == path) return static_cast<std::uint16_t>(i);
  }
  return std::nullopt;
}

std::optional<std::uint16_t> Guide::find_use(std::uint16_t loop, std::string_view segment) const {
  const SegmentId id = segment_id(segment);
  for (std::size_t i = 0; i < tables_->uses.size(); ++i) {
    if (tables_->uses[i].loop == loop && tables_->uses[i].id == id) return static_cast<std::uint16_t>(i);
  }
  return std::nullopt;
}

bool Guide::knows_segment(SegmentId id) const {
  return tables_->version->find(id) != nullptr;
}

std::string_view Guide::segment_name(SegmentId id) const {
  const SegmentCheck* segment = tables_->version->find(id);
  return segment == nullptr ? std::string_view() : segment->name;
}

std::span<const ElementUse> Guide::elements(SegmentId id) const {
  const SegmentCheck* segment = tables_->version->find(id);
  if (segment == nullptr) return {};
  return std::span(tables_->version->places).subspan(segment->first, segment->count);
}

std::span<const ElementUse> Guide::components(const ElementUse& composite) const {
  if (composite.composite == blob::none) return {};
  const SegmentCheck& check = tables_->version->composites[composite.composite];
  return std::span(tables_->version->places).subspan(check.first, check.count);
}

const ElementDef& Guide::element(std::uint16_t index) const {
  return tables_->version->elements[index];
}

std::span<const SyntaxNote> Guide::notes(SegmentId id) const {
  const SegmentCheck* segment = tables_->version->find(id);
  if (segment == nullptr) return {};
  return std::span(tables_->version->notes).subspan(segment->first_note, segment->notes);
}

std::span<const SyntaxNote> Guide::notes(const ElementUse& composite) const {
  if (composite.composite == blob::none) return {};
  const SegmentCheck& check = tables_->version->composites[composite.composite];
  return std::span(tables_->version->notes).subspan(check.first_note, check.notes);
}

std::string_view Guide::codes(const ElementDef& element) const {
  const std::vector<ElementDef>& all = tables_->version->elements;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].number == element.number) return tables_->version->code_lists[i];
  }
  return {};
}

bool Guide::has_code(const ElementDef& element, std::string_view code) const {
  const std::string_view list = codes(element);
  if (list.empty()) return true;
  if (code.empty() || code.find(' ') != std::string_view::npos) return false;
  for (std::size_t at = list.find(code); at != std::string_view::npos; at = list.find(code, at + 1)) {
    const std::size_t end = at + code.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

std::string_view Guide::code_name(std::string_view element_number, std::string_view code) const {
  const blob::View& view = tables_->version->view;
  const auto names = tables_->version->names;
  const auto key = [&](const blob::Name& name) {
    return std::pair(view.text(name.element), view.text(name.code));
  };
  const auto at =
      std::lower_bound(names.begin(), names.end(), std::pair(element_number, code),
                       [&](const blob::Name& name, const auto& want) { return key(name) < want; });
  return at != names.end() && key(*at) == std::pair(element_number, code) ? view.text(at->words)
                                                                          : std::string_view();
}

}  // namespace transom
