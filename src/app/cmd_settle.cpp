// settle: close what waits because of a document, since a person settled it elsewhere.
#include <fmt/format.h>

#include <cstdint>
#include <memory>

#include "app/command.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "transom/engine.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

struct Options {
  std::vector<std::string> ids;
  std::string reason, number;
  bool all = false;
};

void print_text(DocumentId id, const Settled& done) {
  print_line(done.closed == 0 && done.held.empty()
                 ? fmt::format("document {}: nothing of it was open", id.value)
                 : fmt::format("document {}: {} settled", id.value, count_of(done.closed, "open item")));
  for (const DocumentId behind : done.given_up)
    print_line(fmt::format("  document {} waited behind it and is given up as well", behind.value));
  for (const auto& order : done.held) {
    print_line(fmt::format("  order {} is still held: decide it with `transom hold`", visible(order, 30)));
  }
}

void append_json(JsonWriter& json, DocumentId id, const Settled& done) {
  json.object()
      .key("document")
      .number(id.value)
      .key("settled")
      .number(static_cast<std::int64_t>(done.closed));
  json.key("held").array();
  for (const auto& order : done.held) json.value(order);
  json.end().key("given_up").array();
  for (const DocumentId behind : done.given_up) json.number(behind.value);
  json.end().end();
}

int settle_all(const Options& options, const Session& session) {
  const std::string root = require_workspace(session);
  if (options.reason.empty()) {
    throw Failure(FailureKind::usage, "settle", "closing work needs a reason",
                  "add --reason TEXT; it is kept with the item");
  }
  std::vector<DocumentId> documents;
  {
    const auto store = open_for_reading(Workspace::load(root));
    for (const auto& id : options.ids) documents.push_back(document_named(store.get(), id));
  }
  int code = exit_status::fine;
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const DocumentId id : documents) {
    const Settled done =
        settle(root, *session.clock, {id, options.number, options.all}, person(), options.reason);
    if (!done.held.empty()) code = exit_status::needs_person;
    if (session.json) {
      append_json(json, id, done);
    } else {
      print_text(id, done);
    }
  }
  json.end();
  if (session.json) print_line(out);
  return code;
}

}  // namespace

void add_settle(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "settle", "Close what waits because of a document: a person settled it elsewhere")
      .arguments("ID", options->ids, "Numbers of documents, as `transom failed` lists them")
      .option("--reason", options->reason, "TEXT", "What was done about it; kept with the item")
      .option("--number", options->number, "NUMBER", "Only the order, shipment or invoice of that number")
      .flag("--all", options->all, "All documents of a file of the ERP, where several wait")
      .footer(
          "Nothing is made or sent. What a supplier sent and matching held is given up. An order that is "
          "held stays "
          "open: `transom hold` decides it.\n\n"
          "Exit codes: 0 all closed; 1 an order is still held.\n\n"
          "Example:\n  transom settle 17 --reason 'the partner sent it again as PO 4501003950'")
      .runs([options, &session] { return settle_all(*options, session); });
}

}  // namespace transom
