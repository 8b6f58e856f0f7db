// Files of the ERP, read: JSON by the shape of its documents, CSV by the map that takes a file of that name.
#include "engine/outgoing_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engine/change_answers.hpp"
#include "engine/order_story.hpp"
#include "engine/outgoing_case.hpp"
#include "engine/trade_sets.hpp"
#include "order/blanks.hpp"
#include "order/order_book.hpp"
#include "spool/readiness.hpp"
#include "store/unsent.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

OutgoingFile::One& add_document(OutgoingFile& file, BusinessDocument document) {
  take_blanks_away(document);
  return file.documents.emplace_back(OutgoingFile::One{std::move(document), std::nullopt});
}

OutgoingFile read_rows(const Setup& setup, const RowMap& map, const std::string& name, std::string_view bytes,
                       Instant now) {
  OutgoingFile file;
  MapContext context = setup.maps.context(setup.configuration->directory.anyone(), 'P', now);
  RowResult rows = map.run(bytes, name, context);
  if (!rows.problem.empty()) {
    file.problem =
        not_sendable("outgoing-csv", rows.problem,
                     "mend the file and leave it in the folder again; `transom settle` then closes this")
            .reason;
  }
  for (auto& one : rows.documents) {
    auto& out = add_document(file, std::move(one.document));
    if (one.problems.empty()) continue;
    out.problem =
        not_sendable(
            "outgoing-csv", one.problems.front(),
            "mend the map and replay, or mend these rows and leave them in the folder again: this ends "
            "when what they are goes out")
            .reason;
    out.problem->more.assign(one.problems.begin() + 1, one.problems.end());
  }
  return file;
}

// All that is wrong in a text is one reason, as all that is wrong in a document is: a person mends either in
// one go.
void add_problem(std::optional<Reason>& to, const JsonProblem& problem, bool ends_by_itself) {
  if (to) {
    to->more.push_back(problem.text());
    return;
  }
  to = not_sendable(
           "outgoing-json", problem.text(),
           fmt::format("mend the JSON and leave it in the folder again; what went is not sent twice, and "
                       "{}",
                       ends_by_itself ? "this ends when the corrected one goes out"
                                      : "`transom settle` then closes this"))
           .reason;
}

// Where the list of work has it, nothing else names the file.
void name_file(OutgoingFile& file, const std::string& name) {
  const auto put = [&name](std::optional<Reason>& problem) {
    if (problem) problem->sentence = fmt::format("{}: {}", name, problem->sentence);
  };
  put(file.problem);
  for (OutgoingFile::One& one : file.documents) put(one.problem);
}

bool ends_csv(std::string_view file_name) {
  return file_name.ends_with(".csv") || file_name.ends_with(".CSV");
}

}  // namespace

bool is_rows(const Workspace& workspace, std::string_view file_name) {
  return ends_csv(file_name) || std::any_of(workspace.outgoing_csv.begin(), workspace.outgoing_csv.end(),
                                            [file_name](const CsvEntry& entry) {
                                              return wildcard_matches(entry.pattern, file_name);
                                            });
}

// Where not everything is told, or it is not known what a document is, nobody can say which of them are good.
OutgoingFile read_outgoing_json(std::string_view bytes) {
  OutgoingFile file;
  JsonDocuments read = read_json(bytes);
  const bool whole = read.cut || std::any_of(read.problems.begin(), read.problems.end(),
                                             [](const JsonProblem& one) { return one.document == 0; });
  if (!whole) {
    for (auto& document : read.documents) add_document(file, std::move(document));
  }
  for (const JsonProblem& problem : read.problems) {
    if (whole) {
      add_problem(file.problem, problem, false);
    } else {
      OutgoingFile::One& one = file.documents[problem.document - 1];
      add_problem(one.problem, problem, !known_again_by(one.document).empty());
    }
  }
  return file;
}

std::string known_again_by(const BusinessDocument& document) {
  if (number_of(document).empty() || partner_of(document).empty()) return {};
  const auto* change = std::get_if<OrderChange>(&document);
  const auto* response = std::get_if<OrderResponse>(&document);
  const bool answers = response != nullptr && answers_change(*response);
  const std::string release = release_of(document);
  return unsent_key({.set = set_of(document),
                     .usage = is_test(document) ? 'T' : 'P',
                     .cancels = is_cancelled(purpose_of(document)),
                     .interim = is_interim(document),
                     .release = release,
                     .change = change != nullptr ? std::string_view(change->sequence)
                               : answers         ? std::string_view(response->change_sequence)
                                                 : std::string_view()});
}

OutgoingFile read_outgoing(const Setup& setup, std::string_view file_name, std::string_view bytes,
                           Instant now) {
  const std::string name = visible(file_name, 80);
  if (const RowMap* map = setup.maps.rows(file_name)) return read_rows(setup, *map, name, bytes, now);
  if (ends_csv(file_name)) {
    OutgoingFile file;
    file.problem = not_sendable("no-csv-map", fmt::format("no map takes a file called {}", name),
                                "name its pattern and its map under `outgoing: {csv: ...}` in "
                                "transom.yaml, then replay")
                       .reason;
    return file;
  }
  OutgoingFile file = read_outgoing_json(bytes);
  name_file(file, name);
  return file;
}

}  // namespace transom
