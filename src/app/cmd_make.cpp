// make: X12 from the JSON that `map` prints, in an envelope, read back by our own validator before it is
// shown.
//
// An order and its changes are written as their buyer would send them to us, all else as we send it to the
// buyer; so map, make and map again come to the same document. Control numbers are 1.
//
// What goes out by an agreement is brought into the agreed form by the call that `send` makes: the hierarchy,
// the figures left out, the order of item numbers. Without one it is written as it was given. Labels are not
// drawn: they are entered in the store, and nothing is sent here.
#include <fmt/format.h>

#include <memory>

#include "app/command.hpp"
#include "app/finding_text.hpp"
#include "app/input.hpp"
#include "app/log.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "engine/answers.hpp"
#include "engine/map_shelf.hpp"
#include "engine/order_match.hpp"
#include "mapping/unwritten.hpp"
#include "order/make_ready.hpp"
#include "transom/json.hpp"
#include "transom/json_writer.hpp"
#include "transom/usage.hpp"

namespace transom {
namespace {

struct Options {
  std::string file, partner, version = "004010", line_break = "LF";
  bool coverage = false;
};

// What the maps leave out of the documents, added up over the file.
class LeftOut {
 public:
  void add(std::string_view set, const std::vector<Unwritten>& fields) {
    for (const Unwritten& one : fields) {
      const auto known = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) {
        return row.set == set && row.field.field == one.field;
      });
      if (known == rows_.end()) {
        rows_.push_back({std::string(set), one});
      } else {
        known->field.times += one.times;
        known->field.tried += one.tried;
      }
    }
  }
  void print_as(bool json) const {
    if (json) return print_line(as_json());
    Table table({"SET", "NEVER WRITTEN", ">TIMES", "EXAMPLE"});
    for (const auto& [set, field] : rows_)
      table.row({set, field.field, fmt::format("{} of {}", field.times, field.tried),
                 std::string(visible(field.example, 40))});
    table.empty() ? print_line("everything in it is written") : print(table.text());
  }

 private:
  struct Row {
    std::string set;
    Unwritten field;
  };
  [[nodiscard]] std::string as_json() const {
    std::string out;
    JsonWriter writer(out);
    writer.array();
    for (const auto& [set, field] : rows_) {
      writer.object().key("set").value(set).key("field").value(field.field);
      writer.key("times")
          .number(static_cast<std::int64_t>(field.times))
          .key("example")
          .value(field.example)
          .end();
    }
    writer.end();
    return out;
  }

  std::vector<Row> rows_;
};

struct ToSend {
  const Partner* partner = nullptr;
  DocumentKind kind = DocumentKind::order;
  std::string_view set;  // that it is sent as
  bool test = false;
  std::vector<const BusinessDocument*> documents;
};

class Maker {
 public:
  Maker(const Options& options, const Session& session, const Configuration& configuration, std::string name)
      : options_(options),
        now_(session.clock->now()),
        configuration_(configuration),
        shelf_(configuration),
        name_(std::move(name)) {
    const std::string& folder = configuration.workspace.mappings;
    if (!folder.empty()) edited_ = MapLibrary::load(folder);
  }

  // What would not be in the interchanges.
  void tell_left_out(std::vector<BusinessDocument> documents, bool json) {
    sort(documents);
    LeftOut left_out;
    for (const ToSend& one : to_send_) {
      const OutboundMap* map = map_for(one);
      const MapContext context = shelf_.context(*one.partner, one.test ? 'T' : 'P', now_);
      for (const BusinessDocument* document : one.documents)
        left_out.add(one.set, unwritten(*map, *document, context));
    }
    left_out.print_as(json);
  }

  // The interchanges, one for each partner, kind and usage, in the order in which they first occur.
  bool make(std::vector<BusinessDocument> documents) {
    sort(documents);
    std::uint32_t number = 0;
    std::string text;
    for (const auto& one : to_send_) {
      const std::string made = interchange(one, ++number);
      for (const auto& fault : faults_of(made, shelf_.guides(), *one.partner)) complain(describe(fault));
      text += made;
    }
    print(text);
    return problems_ == 0;
  }

 private:
  void sort(std::vector<BusinessDocument>& documents) {
    for (auto& document : documents) {
      ToSend& place = place_for(document);
      bring_into_form(document, *place.partner);
      place.documents.push_back(&document);
    }
  }

  ToSend& place_for(const BusinessDocument& document) {
    const std::string slug = options_.partner.empty() ? partner_of(document) : options_.partner;
    const Partner* partner =
        slug.empty() ? &configuration_.directory.anyone() : configuration_.directory.find_slug(slug);
    if (partner == nullptr && !options_.partner.empty()) partner = &partner_named(configuration_, slug);
    if (partner == nullptr) partner = &configuration_.directory.anyone();
    const std::string_view set = set_of(document);
    const bool test = is_test(document);
    for (auto& known : to_send_) {
      if (known.partner == partner && known.set == set && known.test == test) return known;
    }
    return to_send_.emplace_back(
        ToSend{.partner = partner, .kind = kind_of(document), .set = set, .test = test, .documents = {}});
  }

  // What `send` would hold is a complaint, what it would tell with the document a warning.
  void bring_into_form(BusinessDocument& document, const Partner& partner) {
    const Agreement* agreement = partner.send(set_of(document));
    if (agreement == nullptr) return;
    const TradeSettings& trade = agreement->policy.trade;
    std::vector<DecisionRecord> notes;
    for (const Reason& reason : holding(make_ready(document, trade), trade.match, kind_of(document), notes)) {
      complain(fmt::format("{} [{}]", reason.sentence, reason.code));
    }
    for (const DecisionRecord& note : notes) {
      flush_output();
      fmt::print(stderr, "{}: warning: {} [{}]\n", name_, note.sentence, note.rule);
    }
  }

  // The agreed map, or the house's in the version of the command line.
  const OutboundMap* map_for(const ToSend& one) {
    if (const Agreement* agreement = one.partner->send(one.set)) {
      if (const auto* map = shelf_.outbound(*agreement)) return map;
    }
    const auto match = GuideLibrary::built_in().find(options_.version, one.set);
    if (!match.guide) {
      throw Failure(
          FailureKind::usage, "--version",
          fmt::format("there is no guide for set {} in version {}", one.set, visible(options_.version, 20)),
          "`transom doctor` lists the versions");
    }
    const MapLibrary& house = edited_ ? *edited_ : MapLibrary::built_in();
    held_.push_back(house.outbound(match.guide, one.kind));
    return held_.back().get();
  }

  EnvelopeFields fields_for(const ToSend& one, const OutboundMap& map) const {
    static const TradingId some_buyer{
        .qualifier = "ZZ", .id = "BUYER", .group = "BUYER", .usage = '\0', .division = ""};
    static const TradingId some_seller{
        .qualifier = "ZZ", .id = "SELLER", .group = "SELLER", .usage = '\0', .division = ""};
    const char usage = one.test ? 'T' : 'P';
    const auto& ours_known = configuration_.workspace.identity;
    const TradingId& us = one.partner->us      ? *one.partner->us
                          : ours_known.empty() ? some_seller
                                               : ours_known.front();
    const TradingId& known = one.partner->address(usage);
    const TradingId& them = known.id.empty() ? some_buyer : known;
    const bool from_buyer = one.kind == DocumentKind::order || one.kind == DocumentKind::order_change;
    const TradingId& sender = from_buyer ? them : us;
    const TradingId& receiver = from_buyer ? us : them;
    EnvelopeFields fields;
    fields.sender_qualifier = sender.qualifier;
    fields.sender_id = sender.id;
    fields.receiver_qualifier = receiver.qualifier;
    fields.receiver_id = receiver.id;
    fields.group_sender = sender.group.empty() ? sender.id : sender.group;
    fields.group_receiver = receiver.group.empty() ? receiver.id : receiver.group;
    fields.group_version = std::string(map.version());
    fields.interchange_version = interchange_version(fields.group_version);
    fields.isa15 = usage;
    fields.at = now_;
    return fields;
  }

  std::string interchange(const ToSend& one, std::uint32_t number) {
    const OutboundMap* map = map_for(one);
    OutboundInterchange interchange;
    interchange.fields = fields_for(one, *map);
    interchange.delimiters = one.partner->policy.delimiters;
    if (interchange.delimiters.as_received) {
      interchange.delimiters.own = Delimiters{};
      interchange.delimiters.own.suffix = options_.line_break == "LF"     ? "\n"
                                          : options_.line_break == "CRLF" ? "\r\n"
                                                                          : "";
    }
    const MapContext context = shelf_.context(*one.partner, usage_of(interchange.fields.isa15), now_);
    for (const auto* document : one.documents) {
      SegmentWriter scratch{interchange.delimiters.own};
      for (const auto& problem : map->run(*document, context, scratch)) complain(describe(problem));
      interchange.sets.push_back(OutboundSet{.set_id = std::string(map->set_id()),
                                             .functional_id = std::string(map->functional_id()),
                                             .version = std::string(map->version()),
                                             .write = [map, document, context](SegmentWriter& out) {
                                               static_cast<void>(map->run(*document, context, out));
                                             }});
    }
    const std::vector<std::uint32_t> groups(groups_needed(interchange), number);
    Assembled assembled = assemble(interchange, number, groups);
    if (assembled.replacements > 0) {
      log_warning("delimiters in data became blanks", {{"bytes", std::to_string(assembled.replacements)}});
    }
    return std::move(assembled.text);
  }

  void complain(const std::string& text) {
    ++problems_;
    flush_output();
    fmt::print(stderr, "{}: {}\n", name_, text);
  }

  const Options& options_;
  Instant now_;
  const Configuration& configuration_;
  MapShelf shelf_;
  std::optional<MapLibrary> edited_;  // the workspace's house maps
  std::string name_;
  std::vector<ToSend> to_send_;
  std::vector<OutboundMapPtr> held_;
  std::uint64_t problems_ = 0;
};

int make(const Options& options, const Session& session) {
  const ConfigurationPtr configuration = configuration_for(session);
  Input input(options.file);
  JsonDocuments read = read_json(input.read_all(JsonLimits{}.bytes));
  for (const auto& problem : read.problems) fmt::print(stderr, "{}: {}\n", input.name(), problem.text());
  if (!read.ok()) return exit_status::needs_person;
  Maker maker(options, session, *configuration, input.name());
  if (options.coverage) {
    maker.tell_left_out(std::move(read.documents), session.json);
    return exit_status::fine;
  }
  return maker.make(std::move(read.documents)) ? exit_status::fine : exit_status::needs_person;
}

}  // namespace

void add_make(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "make", "Write X12 from the JSON that `map` prints")
      .argument("FILE", options->file, "A JSON file: one document or an array; - is standard input")
      .option("--partner", options->partner, "SLUG", "For this partner, whatever the document says")
      .option("--version", options->version, "VERSION", "Where nothing was agreed: 004010")
      .choice("--line-break", options->line_break, {"LF", "CRLF", "none"},
              "Behind each segment, where nothing was agreed")
      .flag("--coverage", options->coverage, "List the fields that the map leaves out, instead")
      .footer(
          "An order or a change of one is written as its buyer would send it, all else as the seller would.\n"
          "A shipment and an invoice come into the agreed form, as `send` brings them (hierarchy, totals,\n"
          "item numbers); SSCCs are drawn by `send` alone.\n"
          "The result is read back by our own validator. --coverage tries of each field up to twenty "
          "values.\n\n"
          "Exit codes: 0 written and clean; 1 not.\n\n"
          "Examples:\n  transom make order.json > order.edi\n  transom map in.edi | transom make - | transom "
          "check -\n  transom make invoice.json --coverage")
      .runs([options, &session] { return make(*options, session); });
}

}  // namespace transom
