// Two answers to one order within one commit: the first goes, the second is told so, and nobody else's
// document waits for either.
#include <doctest/doctest.h>

#include <algorithm>

#include "small_workspace.hpp"
#include "transom/engine.hpp"
#include "transom/sending.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

std::string response(int order, std::string_view kind, int day = 3) {
  return fmt::format(
      R"({{"document": "order_response", "schema": 1, "partner": "acme", "order_number": "PO-{}",
      "ordered": "2026-03-02", "kind": "{}", "purpose": "original", "answered": "2026-03-{:02}"}})",
      order, kind, day);
}

// Two orders came that the ERP answers.
struct AnsweredOnce {
  explicit AnsweredOnce(std::string_view batch) : clock(*Instant::parse_iso("2026-03-06T09:00:00Z")) {
    space.folder.write("mappings/partners/acme/partner.yaml",
                       fmt::format("partner: acme\nname: Acme Stores\nidentity:\n"
                                   "  - {{qualifier: \"01\", id: \"123456789\", group: ACMEEDI}}\n"
                                   "receive:\n  \"850\": {{version: \"004010\"}}\n"
                                   "send:\n  \"855\": {{version: \"004010\", answer: await{}}}\n",
                                   batch));
    space.receive(1, 2);
    (void)pass();
  }
  PassSummary pass() { return Engine(space.folder.path(), clock).run_once(); }
  // "AD RD": BAK02 of all that went out for this order; reasons of open items behind them.
  std::string of_order(int order) {
    const auto store = open_store(space.folder.at("store/transom.db"), {.read_only = true});
    std::string out;
    const std::string head = "BAK*00*", tail = fmt::format("*PO-{}*", order);
    auto all = store->sent({});
    std::reverse(all.begin(), all.end());
    for (const auto& sent : all) {
      const std::string bytes = store->outbound_chunk(sent.id, 0);
      for (auto at = bytes.find(head); at != std::string::npos; at = bytes.find(head, at + 1)) {
        if (bytes.compare(at + head.size() + 2, tail.size(), tail) == 0)
          out += bytes.substr(at + head.size(), 2) + " ";
      }
    }
    for (const auto& item : store->open_items("", 100)) {
      if (item.number == fmt::format("PO-{}", order)) out += item.reason + " ";
    }
    return out;
  }

  SmallWorkspace space;
  FixedClock clock;
};

}  // namespace

TEST_CASE("two answers to one order in one commit: the first goes, the second is answered before") {
  for (const char* batch : {"", ", batch: each", ", batch: {every: 1h}"}) {
    INFO(std::string(batch));
    const bool waits = std::string_view(batch).find("every") != std::string_view::npos;
    const std::string both = waits ? "answered-before " : "AD answered-before ";
    {
      AnsweredOnce one_file(batch);
      one_file.space.folder.write("outgoing/1.json", "[" + response(1, "accepted") + ", " +
                                                         response(1, "rejected") + ", " +
                                                         response(2, "rejected") + "]");
      (void)one_file.pass();
      CHECK(one_file.of_order(1) == both);
      CHECK(one_file.of_order(2) == (waits ? "" : "RD "));
    }
    AnsweredOnce files(batch);
    files.space.folder.write("outgoing/1.json", response(1, "accepted"));
    files.space.folder.write("outgoing/2.json", response(1, "rejected"));
    files.space.folder.write("outgoing/3.json", response(2, "rejected"));
    (void)files.pass();
    CHECK(files.of_order(1) == both);
    CHECK(files.of_order(2) == (waits ? "" : "RD "));
  }
}

TEST_CASE("one word for a whole order goes as the partner takes it") {
  struct Row {
    const char *terms, *kind, *want;
  };
  for (const Row& row :
       {Row{"", "accepted", "AD "}, Row{", kinds: [AC, AK, AD]", "accepted", "AK "},
        Row{", kinds: [AC, AD, RD]", "accepted", "AD "}, Row{", kinds: [AC, AD, RD]", "acknowledged", "AD "},
        Row{", kinds: [AC, RD]", "accepted", "answers-wrong "}, Row{", kinds: [AC, RD]", "rejected", "RD "},
        Row{", kinds: [AC, RD]", "rejected_without_detail", "RD "},
        Row{"", "accepted_with_changes", "answers-wrong "}, Row{"", "exceptions_only", "answers-wrong "}}) {
    INFO(std::string(row.terms));
    INFO(std::string(row.kind));
    AnsweredOnce here(row.terms);
    here.space.folder.write("outgoing/1.json", response(1, row.kind));
    (void)here.pass();
    CHECK(here.of_order(1) == row.want);
  }
}

TEST_CASE("what answers nothing yet does not count, and the same answer twice is a duplicate") {
  AnsweredOnce here("");
  here.space.folder.write("outgoing/1.json", "[" + response(1, "acknowledged_held", 2) + ", " +
                                                 response(1, "accepted") + ", " + response(1, "accepted") +
                                                 ", " + response(1, "acknowledged_held", 4) + "]");
  (void)here.pass();
  CHECK(here.of_order(1) == "AH AD answered-before ");
}

TEST_CASE("a file given by hand answers an order once") {
  AnsweredOnce here("");
  const std::string bytes = "[" + response(1, "accepted") + ", " + response(1, "rejected") + "]";
  const SendReport report =
      send_file(here.space.folder.path(), here.clock, {.name = "a.json", .bytes = bytes, .who = "me"});
  REQUIRE(report.lines.size() == 2);
  CHECK(report.lines[0].fate == "sent");
  CHECK(report.lines[1].sentence == "order PO-1 was answered before");
  CHECK(here.of_order(1) == "AD answered-before ");
}

}  // namespace transom
