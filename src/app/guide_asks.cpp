// The words are those of a person who reads a partner's guide aloud, not those of the YAML, which `explain
// --guide` shows line by line.
#include "app/guide_asks.hpp"

#include <fmt/format.h>

#include <span>
#include <vector>

namespace transom {
namespace {

// The line's own severity and its author's comment.
std::string with_remarks(const Guide& guide, std::string words, std::uint16_t index) {
  const OverlayClause& clause = overlay_clauses(guide)[index];
  if (clause.severity) {
    static constexpr std::string_view effects[] = {"not checked", "only noted", "only warns", "rejects"};
    words += fmt::format("; {}", effects[static_cast<std::size_t>(*clause.severity)]);
  }
  if (!clause.comment.empty()) words += fmt::format(" ({})", clause.comment);
  return words;
}

std::string often(std::uint32_t max) {
  return max == 1 ? "once" : fmt::format("{} times", max);
}

const ElementDef& element_of(const Guide& guide, const Narrowing& narrowing, const ElementClause& clause) {
  const ElementUse& use = guide.elements(guide.uses()[narrowing.use].id)[clause.element - 1U];
  return guide.element(clause.component == 0 ? use.element
                                             : guide.components(use)[clause.component - 1U].element);
}

std::string code_words(const Guide& guide, const ElementDef& element, const std::string& code) {
  const std::string_view name = guide.code_name(element.number, code);
  return name.empty() ? code : fmt::format("{} {}", code, name);
}

}  // namespace

std::string asks_words(const Guide& guide, const Narrowing& narrowing) {
  std::vector<std::string> words;
  if (narrowing.not_used) words.emplace_back("not used");
  if (narrowing.required && narrowing.max == 1) {
    words.emplace_back("must come, exactly once");
  } else if (narrowing.required && narrowing.max != 0) {
    words.push_back(fmt::format("must come, at most {}", often(narrowing.max)));
  } else if (narrowing.required) {
    words.emplace_back("must come");
  } else if (narrowing.max != 0) {
    words.push_back(fmt::format("at most {}", often(narrowing.max)));
  }
  if (!narrowing.order.empty()) {
    words.push_back(fmt::format("in the order {}", fmt::join(narrowing.order, " ")));
  }
  if (words.empty()) return {};
  return with_remarks(guide, fmt::format("{}", fmt::join(words, ", ")), narrowing.clause);
}

std::string asks_words(const Guide& guide, const Narrowing& narrowing, const ElementClause& clause) {
  const ElementDef& element = element_of(guide, narrowing, clause);
  std::vector<std::string> words;
  if (clause.not_used) words.emplace_back("not used");
  if (clause.mandatory) words.emplace_back("must be there");
  if (clause.max != 0) {
    words.push_back(clause.min == clause.max ? fmt::format("{} characters", clause.max)
                                             : fmt::format("{}..{} characters", clause.min, clause.max));
  }
  if (clause.repeat != 0) words.push_back(fmt::format("at most {} repetitions", clause.repeat));
  if (!clause.codes.empty()) {
    std::string list = clause.codes.size() == 1 ? "only" : "only one of";
    for (std::size_t i = 0; i < clause.codes.size(); ++i) {
      list += (i == 0 ? " " : "; ") + code_words(guide, element, clause.codes[i]);
    }
    words.push_back(std::move(list));
  }
  return with_remarks(guide, fmt::format("{}", fmt::join(words, ", ")), clause.clause);
}

std::string element_name(const Guide& guide, const Narrowing& narrowing, const ElementClause& clause) {
  std::string name = fmt::format("{}{:02}", to_string(guide.uses()[narrowing.use].id), clause.element);
  if (clause.component != 0) name += fmt::format("-{:02}", clause.component);
  return name;
}

}  // namespace transom
