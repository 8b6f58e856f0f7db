// map: the business documents in a file, as JSON, exactly as the ERP would get them.
//
// Documents go to standard output as their sets end, problems to standard error, so that the output can be
// piped on. Set by set: a file of any size needs the memory of its largest set.
#include <fmt/format.h>

#include <map>
#include <memory>

#include "app/command.hpp"
#include "app/input.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "engine/map_shelf.hpp"
#include "engine/process.hpp"
#include "transom/json.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

struct Options {
  std::string file, partner;
  bool coverage = false, origins = false;
};

// The documents as one JSON array, element by element.
class DocumentArray {
 public:
  void add(const BusinessDocument& document) {
    print(count_++ == 0 ? "[\n" : ",\n");
    print(to_json(document, JsonStyle::pretty));
  }
  void finish() const { print(count_ == 0 ? "[]\n" : "\n]\n"); }

 private:
  std::size_t count_ = 0;
};

// What arrived and was never read, added up over the file: a place in the set's table, how often, an example.
class Coverage {
 public:
  void add(const MapResult& mapped) {
    ++sets_;
    stopped_ += !mapped.problems.empty();
    for (const auto& one : mapped.unread) {
      Place kind = one.place;
      const std::uint32_t segment = kind.segment;
      kind.segment = 0;
      std::string name =
          one.place.loop.empty() ? describe(kind) : fmt::format("{}/{}", kind.loop, describe(kind));
      auto& row = rows_[name];
      if (row.times++ == 0) row.example = fmt::format("{}", visible(one.value, 40)), row.segment = segment;
    }
  }
  void finish(bool json) const {
    if (json) {
      std::string out;
      JsonWriter writer(out);
      writer.array();
      for (const auto& [name, row] : rows_) {
        writer.object().key("element").value(name).key("times").number(static_cast<std::int64_t>(row.times));
        writer.key("first_segment").number(row.segment).key("example").value(row.example).end();
      }
      writer.end();
      print_line(out);
      return;
    }
    Table table({"NEVER READ", ">TIMES", ">SEGMENT", "EXAMPLE"});
    for (const auto& [name, row] : rows_) {
      table.row({name, std::to_string(row.times), std::to_string(row.segment), row.example});
    }
    if (!table.empty()) {
      print(table.text());
    } else if (sets_ > stopped_) {
      print_line("every element that came was read");
    }
    if (stopped_ > 0)
      print_line(fmt::format("{} could not be mapped whole; see the problems", count_of(stopped_, "set")));
    if (sets_ == 0) print_line("no set was mapped, so nothing can be said of its elements");
  }

 private:
  struct Row {
    std::uint64_t times = 0;
    std::uint32_t segment = 0;
    std::string example;
  };
  std::map<std::string, Row> rows_;
  std::size_t sets_ = 0;     // those that were mapped; of the others nothing can be said
  std::size_t stopped_ = 0;  // of these, those with problems
};

void print_origins(const MapResult& mapped) {
  Table table({"FIELD", "FROM"});
  for (const auto& origin : mapped.origins) table.row({origin.field, describe(origin.place)});
  print(table.text());
}

class Mapping {
 public:
  Mapping(const Options& options, const Session& session, const Configuration& configuration)
      : options_(options), session_(session), maps_(configuration), processor_(configuration, maps_) {}

  int run(const Partner* as) {
    Input input(options_.file);
    name_ = input.name();
    ProcessOptions wanted{.anyone = true,
                          .as = as,
                          .now = session_.clock->now(),
                          .extras = {.origins = options_.origins, .unread = options_.coverage}};
    const auto drop_sets = [](DocumentResult& part) { part.drop_sets(); };
    const DocumentResult result =
        processor_.run([&input](std::span<char> space) { return input.read(space); }, wanted, drop_sets,
                       [this](const SeenSet& seen) { see(seen); });
    if (options_.coverage) {
      coverage_.finish(session_.json);
    } else if (!options_.origins) {
      documents_.finish();
    }
    for (const auto& in : result.interchanges) {
      if (in.refused)
        complain(
            fmt::format("interchange {}: {}", visible(in.header.control_number, 12), in.refused->sentence));
    }
    if (result.interchanges.empty()) complain("there is no interchange in it");
    return problems_ == 0 ? exit_status::fine : exit_status::needs_person;
  }

 private:
  void see(const SeenSet& seen) {
    const SetResult& set = seen.result;
    const std::string id =
        fmt::format("{} {}", visible(set.header.id, 6), visible(set.header.control_number, 12));
    if (set.document) {
      if (options_.coverage) {
        coverage_.add(seen.mapped);
      } else if (options_.origins) {
        print_line(id);
        print_origins(seen.mapped);
      } else {
        documents_.add(*set.document);
      }
    } else if (set.fate == SetFate::noted && set.reasons.empty()) {
      complain(fmt::format("{}: there is no map for this set; it was only read", id));
    }
    for (const auto& finding : set.findings.items()) {
      if (finding.severity == Severity::error) complain(fmt::format("{}: {}", id, describe(finding)));
    }
    for (const auto& reason : set.reasons) {
      if (set.fate != SetFate::rejected) {
        complain(fmt::format("{}: {}", id, reason.sentence));
      }
    }
  }

  void complain(const std::string& text) {
    ++problems_;
    flush_output();
    fmt::print(stderr, "{}: {}\n", name_, text);
  }

  const Options& options_;
  const Session& session_;
  MapShelf maps_;
  Processor processor_;
  std::string name_;
  DocumentArray documents_;
  Coverage coverage_;
  std::uint64_t problems_ = 0;
};

int map_file(const Options& options, const Session& session) {
  if (options.origins && session.json) {
    throw Failure(FailureKind::usage, "--format json", "origins are listed for people only",
                  "leave one of the two out; the documents themselves are JSON");
  }
  const ConfigurationPtr configuration = configuration_for(session);
  const Partner* as = nullptr;
  if (!options.partner.empty()) as = &partner_named(*configuration, options.partner);
  return Mapping(options, session, *configuration).run(as);
}

}  // namespace

void add_map(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "map", "Print the business documents in a file as JSON")
      .argument("FILE", options->file, "An X12 file; - is standard input")
      .option("--partner", options->partner, "SLUG", "Use this partner's map, whoever sent it")
      .flag("--coverage", options->coverage, "List the elements that came and were never read, instead")
      .flag("--origins", options->origins, "List where each field came from, instead")
      .footer(
          "Problems go to standard error. In a workspace the sender's own map is used, else the house "
          "map.\n\n"
          "Exit codes: 0 all sets mapped; 1 some were not.\n\n"
          "Examples:\n  transom map order.edi > order.json\n  transom map order.edi --coverage")
      .runs([options, &session] { return map_file(*options, session); });
}

}  // namespace transom
