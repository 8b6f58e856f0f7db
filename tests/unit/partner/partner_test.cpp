// Partners: what their files may say, what the layers make of it, and how they are found.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/temp_folder.hpp"
#include "transom/workspace.hpp"

using namespace transom;

namespace {

constexpr std::string_view workspace_text = R"(name: Us
identity: [{qualifier: ZZ, id: US, group: USGRP}]
mailboxes: {van: {folder: inbox}}
defaults:
  acknowledge: {partial: E}
  severity: {element-code: warn}
)";

constexpr std::string_view acme_text = R"(partner: acme
name: Acme
identity:
  - {qualifier: "01", id: "123456789", group: ACMEEDI}
  - {qualifier: ZZ, id: ACMETEST, group: ACMETEST, usage: test}
defaults:
  acknowledge: {technical: always}
  severity: {element-too-long: warn}
receive:
  "850":
    version: "004010"
    answer-within: 24h
    severity: {element-code: error}
send:
  "855": {version: "004010", answer: as-ordered, lines: [IA, IC], fallback: {IP: IC}}
)";

// The message of the failure that loading makes; empty where there is none.
std::string failure_of(const TempFolder& folder) {
  try {
    const auto configuration = Configuration::load(folder.path());
    return {};
  } catch (const Failure& failure) {
    CHECK(failure.kind() == FailureKind::configuration);
    std::string text = failure.what();
    for (std::size_t at; (at = text.find(folder.path() + "/")) != std::string::npos;) {
      text.erase(at, folder.path().size() + 1);
    }
    return text;
  }
}

std::string explained(const std::vector<Explained>& lines, std::string_view setting,
                      const TempFolder& folder) {
  for (const Explained& line : lines) {
    if (line.setting != setting) continue;
    std::string place = line.place;
    if (place.starts_with(folder.path())) place.erase(0, folder.path().size() + 1);
    return line.value + " @ " + place;
  }
  return "not there";
}

}  // namespace

TEST_CASE("partner: values are layered, and each knows its line") {
  const TempFolder folder;
  folder.write("transom.yaml", workspace_text);
  folder.write("mappings/partners/acme/partner.yaml", acme_text);
  const auto configuration = Configuration::load(folder.path());
  const Partner* acme = configuration->directory.find_slug("acme");
  REQUIRE(acme != nullptr);
  const Agreement* orders = acme->receive("850", "004010VICS");
  REQUIRE(orders != nullptr);

  CHECK(acme->policy.severities[Rule::element_code] == Severity::warn);
  CHECK(orders->policy.severities[Rule::element_code] == Severity::error);
  CHECK(orders->policy.severities[Rule::element_too_long] == Severity::warn);
  CHECK(orders->policy.acknowledge.partial == 'E');
  CHECK(orders->policy.acknowledge.technical == TechnicalAck::always);
  REQUIRE(orders->receive->expect.size() == 1);
  CHECK(orders->receive->expect[0].set == "855");
  CHECK(orders->receive->expect[0].term.amount == 86400);
  CHECK(configuration->directory.anyone().policy.acknowledge.technical == TechnicalAck::on_request);
  CHECK(configuration->directory.anyone().policy.acknowledge.partial == 'E');

  const auto at = [&](std::string_view setting) { return explained(orders->explained, setting, folder); };
  CHECK(at("acknowledge.partial") == "E @ transom.yaml:5:26");
  CHECK(at("acknowledge.technical") == "always @ mappings/partners/acme/partner.yaml:7:28");
  CHECK(at("acknowledge.functional") == "997 @ program default");
  CHECK(at("severity.element-code") == "error @ mappings/partners/acme/partner.yaml:13:30");
  CHECK(at("severity.element-too-long") == "warn @ mappings/partners/acme/partner.yaml:8:32");
  CHECK(at("answer-within") == "24h @ mappings/partners/acme/partner.yaml:12:20");
  CHECK(at("duplicates.look-back") == "365d @ program default");
}

TEST_CASE("partner: agreements are found by set and version") {
  const TempFolder folder;
  folder.write("transom.yaml", workspace_text);
  folder.write("mappings/partners/acme/partner.yaml", R"(partner: acme
name: Acme
identity: [{qualifier: ZZ, id: ACME}]
receive:
  "850":
    - {version: "004010"}
    - {version: "004010VICS", answer-within: 1h}
)");
  const auto configuration = Configuration::load(folder.path());
  const Partner& acme = *configuration->directory.partners().front();
  REQUIRE(acme.receive("850", "004010") != nullptr);
  CHECK(acme.receive("850", "004010")->receive->expect.empty());
  CHECK(acme.receive("850", "004010UCS")->receive->version == "004010");
  CHECK(acme.receive("850", "004010VICS")->receive->expect.at(0).term.amount == 3600);
  CHECK(acme.receive("850", "005010") == nullptr);
  CHECK(acme.receive("846", "004010") == nullptr);
  CHECK(acme.send("855") == nullptr);
}

TEST_CASE("partner: found by trading id, usage and group") {
  const TempFolder folder;
  folder.write("transom.yaml", workspace_text);
  folder.write("mappings/partners/acme/partner.yaml", acme_text);
  folder.write("mappings/partners/beta/partner.yaml", R"(partner: beta
name: Beta
identity:
  - {qualifier: ZZ, id: ACMETEST, group: SHARED, usage: production}
  - {qualifier: "01", id: "55", group: SHARED}
  - {qualifier: "01", id: "55", group: EAST, division: East}
)");
  const auto configuration = Configuration::load(folder.path());
  const Directory& directory = configuration->directory;
  struct Row {
    const char *name, *qualifier, *id;
    char usage;
    const char* want;
  };
  const Row rows[] = {
      {"both usages, production", "01", "123456789", 'P', "acme"},
      {"both usages, test", "01", "123456789", 'T', "acme"},
      {"information counts as production", "ZZ", "ACMETEST", 'I', "beta"},
      {"test id", "ZZ", "ACMETEST", 'T', "acme"},
      {"the same id in production is somebody else", "ZZ", "ACMETEST", 'P', "beta"},
      {"other qualifier", "ZZ", "123456789", 'P', ""},
      {"unknown", "ZZ", "NOBODY", 'P', ""},
      {"empty", "", "", 'P', ""},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const Partner* found = directory.find(row.qualifier, row.id, row.usage);
    CHECK((found == nullptr ? "" : found->slug) == std::string(row.want));
  }
  REQUIRE(directory.find_group("ACMEEDI") != nullptr);
  CHECK(directory.find_group("ACMEEDI")->slug == "acme");
  CHECK(directory.find_group("EAST")->slug == "beta");
  CHECK(directory.find_group("") == nullptr);
  CHECK(directory.find_slug("acme")->address('T').id == "ACMETEST");
  CHECK(directory.find_slug("acme")->address('P').id == "123456789");
}

TEST_CASE("partner: mistakes are told with their place") {
  struct Row {
    const char *name, *find, *put, *want;
  };
  const std::string file = "mappings/partners/acme/partner.yaml";
  const Row rows[] = {
      {"good", "", "", ""},
      {"unknown key", "receive:", "recieve:", ":9:1: unknown key 'recieve'; did you mean 'receive'?"},
      {"unknown rule", "element-too-long", "element-to-long",
       ":8:14: there is no rule 'element-to-long'; did you mean 'element-too-long'?"},
      {"unknown rule, nothing like it", "element-too-long", "xyzzy",
       ":8:14: there is no rule 'xyzzy'; mappings/partners/README.md lists them"},
      {"a rule that guards", "element-too-long: warn", "interchange-truncated: warn",
       ":8:37: rule 'interchange-truncated' guards against loss and cannot be relaxed"},
      {"a rule with a setting of its own", "element-too-long: warn", "interchange-duplicate: error",
       ":8:14: 'interchange-duplicate' has no severity; set 'duplicates: {interchange: ...}' instead"},
      {"a rule of the interchange in a set's lines", "element-code: error}\nsend", "iea-count: off}\nsend",
       ":13:16: rule 'iea-count' is judged before the set is known; write it under 'defaults'"},
      {"unknown word", "always", "sometimes", ":7:28: 'sometimes' is not known here"},
      {"unknown policy key in a set", "answer-within: 24h", "answer-withn: 24h",
       ":12:5: unknown key 'answer-withn'; did you mean 'answer-within'?"},
      {"folder copied", "partner: acme", "partner: other",
       ":1:10: 'other' is not the name of the folder; expected 'acme'; was the folder copied?"},
      {"expected: no set", "answer-within: 24h", "expect: {\"997\": 4h}",
       ":12:14: a 997 is no answer to an order; expected \"855\", \"856\" or \"810\""},
      {"expected: no time", "answer-within: 24h", "expect: {\"855\": 2 workdays}",
       ":12:21: '2 workdays' is no agreed time; write 30m, 24h, 7d, 8 working hours or 2 working days"},
      {"expected: from what?", "answer-within: 24h", "expect: {\"856\": {within: 4h, from: shipment}}",
       ":12:40: a 856 cannot count from the ship notice; only the 810 comes behind it"},
      {"expected: twice", "answer-within: 24h", "answer-within: 24h\n    expect: {\"855\": 4h}",
       ":13:14: the time for the 855 is agreed twice; answer-within says it too: leave one of them"},
      {"expected for an answer", "answer: as-ordered", "expect: {\"856\": 4h}",
       ":15:38: nothing is expected for a 855; this belongs to the \"850\""},
      {"calendar: days", "technical: always}", "technical: always}\n  calendar: {days: [mon, tues]}",
       ":8:26: 'tues' is not known here; did you mean 'tue'?"},
      {"calendar: hours", "technical: always}", "technical: always}\n  calendar: {hours: 17:00-08:00}",
       ":8:21: '17:00-08:00' are no working hours; expected opening and close of one day such as "
       "08:00-17:00"},
      {"calendar: offset", "technical: always}",
       "technical: always}\n  calendar: {utc-offset: America/Chicago}",
       ":8:26: 'America/Chicago' is no distance from UTC; expected hours and minutes such as -06:00 or "
       "+01:00; it "
       "is a fixed distance: summer time is not known here"},
      {"calendar: holiday", "technical: always}", "technical: always}\n  calendar: {holidays: [2026-02-30]}",
       ":8:25: '2026-02-30' is no day; expected one such as 2026-12-25"},
      {"calendar: cut-off", "technical: always}", "technical: always}\n  calendar: {cut-off: 18:00}",
       ":8:13: the cut-off 18:00 is not within the hours 08:00-17:00"},
      {"no such file", "answer-within: 24h", "map: nowhere.yaml",
       ":12:10: there is no file 'nowhere.yaml' in "},
      {"file outside", "answer-within: 24h", "map: ../beta/850.yaml",
       ":12:10: '../beta/850.yaml' is not below the partner's folder"},
      {"version", "\"004010\"\n", "\"4010\"\n",
       ":11:14: '4010' is no version; expected six digits such as \"004010\""},
      {"set id", "\"850\"", "\"85\"",
       ":10:3: '85' is no transaction set; expected three digits such as \"850\""},
      {"qualifier", "qualifier: \"01\"", "qualifier: \"1\"", ":4:17: '1' is no id qualifier"},
      {"id too long", "\"123456789\"", "\"1234567890123456\"",
       ":4:27: '1234567890123456' cannot be an interchange id"},
      {"our own id", "qualifier: \"01\", id: \"123456789\"", "qualifier: ZZ, id: US",
       ":4:5: ZZ/US is one of our own ids (transom.yaml); write the id under which the partner sends"},
      {"fallback not taken", "IP: IC", "IP: IB",
       ":15:82: IB is not among the line codes this partner takes; expected one of IA, IC"},
      {"precedence twice", "fallback: {IP: IC}", "precedence: [R3, R1, R3]",
       ":15:88: R3 is listed twice; a code has one place among the others"},
      {"precedence that is no code", "fallback: {IP: IC}", "precedence: [reject]",
       ":15:80: 'reject' is no line code; expected one of IA, AR, AC,"},
      {"roll-up of nothing", "fallback: {IP: IC}", "roll-up: {some_lost: AC}",
       ":15:88: 'some_lost' is nothing that lines come to; expected all_accepted, some_changed,"},
      {"roll-up that hides a rejection", "fallback: {IP: IC}", "roll-up: {some_rejected: AD}",
       ":15:92: AD does not say 'some_rejected'; expected one of AC, AE"},
      {"roll-up that is not taken", "fallback: {IP: IC}", "kinds: [AC], roll-up: {all_accepted: AT}",
       ":15:104: AT is not among the header codes this partner takes; expected one of AC"},
      {"line code that there is not", "lines: [IA", "lines: [IX",
       ":15:58: 'IX' is no line code; did you mean 'IA'?"},
      {"item kind that there is not", "technical: always}", "technical: always}\n  item-ids: [upc, zzz]",
       ":8:19: 'zzz' is no kind of item number; expected one of buyer_part, vendor_part,"},
      {"item kind nearly right", "technical: always}", "technical: always}\n  item-ids: [vendorpart]",
       ":8:14: 'vendorpart' is no kind of item number; did you mean 'vendor_part'?"},
      {"item kind by its code", "technical: always}", "technical: always}\n  item-ids: [UP]",
       ":8:14: 'UP' is no kind of item number; did you mean 'upc'?"},
      {"answer in the wrong place", "\"855\"", "\"856\"",
       ":15:38: a 856 answers nothing by itself; 'answer' belongs to \"855\""},
      {"equal separators", "defaults:", "defaults:\n  delimiters: {element: \"|\", component: \"|\"}",
       ":7:15: separators are equal: element |, component |, terminator ~, repetition none"},
      {"a letter as separator", "defaults:", "defaults:\n  delimiters: {element: x}",
       ":7:25: 'x' cannot separate data"},
      {"counter upside down", "defaults:", "defaults:\n  control-numbers: {group: {first: 9, last: 5}}",
       ":7:28: 9 is not below 5; expected first < last"},
      {"the same id twice", "id: ACMETEST, group: ACMETEST, usage: test", "id: X}\n  - {qualifier: ZZ, id: X",
       ":6:5: ZZ/X is listed twice"},
      {"agreed twice",
       "\"850\":\n    version: \"004010\"\n    answer-within: 24h\n    severity: {element-code: error}",
       "\"850\": [{version: \"004010\"}, {version: \"004010\"}]",
       ":10:32: version 004010 of set 850 is agreed twice"},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const TempFolder folder;
    folder.write("transom.yaml", workspace_text);
    std::string text(acme_text);
    const std::size_t at = text.find(row.find);
    REQUIRE(at != std::string::npos);
    text.replace(at, std::string_view(row.find).size(), row.put);
    folder.write(file, text);
    const std::string got = failure_of(folder);
    const std::string want(row.want);
    INFO(got);
    if (want.empty())
      CHECK(got.empty());
    else if (want.starts_with(":"))
      CHECK(got.substr(0, file.size() + want.size()) == file + want);
    else
      CHECK(got.find(want) != std::string::npos);
  }
}

TEST_CASE("partner: what is expected for an order, and the calendar that counts it") {
  const TempFolder folder;
  folder.write("transom.yaml",
               std::string(workspace_text) +
                   "  calendar: {hours: 07:00-15:30, utc-offset: \"-06:00\", holidays: [2026-12-25]}\n");
  folder.write("mappings/partners/acme/partner.yaml", R"(partner: acme
name: Acme
identity: [{qualifier: ZZ, id: ACME}]
receive:
  "850":
    version: "004010"
    calendar: {cut-off: 14:00, days: [mon, wed]}
    expect:
      "855": 1 working day
      "856": {within: 4h, from: ship-date}
      "810": {within: 5 working days, from: shipment}
send:
  "850": {version: "004010", expect: {"855": 24h}}
)");
  const auto configuration = Configuration::load(folder.path());
  const Partner& acme = *configuration->directory.partners().front();
  const Agreement& orders = *acme.receive("850", "004010");
  REQUIRE(orders.receive->expect.size() == 3);
  CHECK(to_text(orders.receive->expect[0].term) == "1 working day from the order");
  CHECK(to_text(orders.receive->expect[1].term) == "4h from the ship date");
  CHECK(to_text(orders.receive->expect[2].term) == "5 working days from the ship notice");
  REQUIRE(acme.send("850")->send->expect.size() == 1);
  const WorkingCalendar& calendar = orders.policy.calendar;
  CHECK(calendar.opens == 7 * 60);
  CHECK(calendar.closes == 15 * 60 + 30);
  CHECK(calendar.cut_off == 14 * 60);
  CHECK(calendar.utc_offset == -360);
  CHECK(calendar.days == std::array{true, false, true, false, false, false, false});
  REQUIRE(calendar.holidays.size() == 1);
  const auto at = [&](std::string_view setting) { return explained(orders.explained, setting, folder); };
  CHECK(at("calendar.days") == "mon, wed @ mappings/partners/acme/partner.yaml:7:38");
  CHECK(at("calendar.hours") == "07:00-15:30 @ transom.yaml:7:21");
  CHECK(at("calendar.utc-offset") == "-06:00 @ transom.yaml:7:46");
  CHECK(at("expect.856") == "4h from the ship date @ mappings/partners/acme/partner.yaml:10:14");
}

TEST_CASE("partner: an id of two partners is refused whatever the order of folders") {
  const TempFolder folder;
  folder.write("transom.yaml", workspace_text);
  for (const std::string slug : {"acme", "zeta"}) {
    folder.write("mappings/partners/" + slug + "/partner.yaml",
                 "partner: " + slug + "\nname: X\nidentity: [{qualifier: ZZ, id: SAME}]\n");
  }
  CHECK(failure_of(folder) ==
        "mappings/partners/zeta/partner.yaml:3:12: ZZ/SAME is claimed by "
        "mappings/partners/acme/partner.yaml:3:12 as well; "
        "give each partner ids of its own, or different usages");
}

TEST_CASE("partner: a folder needs a name that is safe everywhere, and its file") {
  const TempFolder folder;
  folder.write("transom.yaml", workspace_text);
  folder.write("mappings/partners/Acme Stores/partner.yaml", "partner: x\n");
  CHECK(failure_of(folder).starts_with("mappings/partners/Acme Stores: cannot be a partner's folder"));
  const TempFolder other;
  other.write("transom.yaml", workspace_text);
  other.write("mappings/partners/acme/850-order.yaml", "extends: maps/850-order\n");
  CHECK(failure_of(other).starts_with("mappings/partners/acme/partner.yaml: "));
}

TEST_CASE("partner: delimiters are characters, codes or names") {
  const TempFolder folder;
  folder.write("transom.yaml", workspace_text);
  folder.write("mappings/partners/acme/partner.yaml", R"(partner: acme
name: Acme
identity: [{qualifier: ZZ, id: ACME}]
defaults:
  delimiters: {element: "0x1D", component: ">", terminator: LF, line-break: none, on-conflict: hold}
)");
  const auto configuration = Configuration::load(folder.path());
  const OutputDelimiters& delimiters = configuration->directory.partners().front()->policy.delimiters;
  CHECK_FALSE(delimiters.as_received);
  CHECK(delimiters.own.element == '\x1d');
  CHECK(delimiters.own.component == '>');
  CHECK(delimiters.own.terminator == '\n');
  CHECK(delimiters.own.suffix.empty());
  CHECK(delimiters.conflict == DelimiterConflict::hold);
}

TEST_CASE("partner: reference tables are the CSV files of the folder") {
  const TempFolder folder;
  folder.write("transom.yaml", workspace_text);
  folder.write("mappings/partners/acme/partner.yaml", acme_text);
  const std::string file = folder.write("mappings/partners/acme/reference/ship_tos.csv", "id,name\n1,x\n");
  const auto configuration = Configuration::load(folder.path());
  const Partner& acme = *configuration->directory.partners().front();
  REQUIRE(acme.tables.size() == 1);
  CHECK(acme.tables.at("ship_tos") == file);
}

TEST_CASE("partner: what is agreed about shipments and invoices") {
  const TempFolder folder;
  folder.write("transom.yaml", R"(name: Us
identity: [{qualifier: ZZ, id: US}]
mailboxes: {van: {folder: inbox}}
defaults:
  sscc: {company-prefix: "0614141", extension: 3}
  tolerance: {total: 0.02}
)");
  folder.write("mappings/partners/acme/partner.yaml", R"(
partner: acme
name: Acme
identity: [{qualifier: ZZ, id: THEM}]
send:
  "856": {version: "004010", hierarchy: standard-pack, labels: yes, item-ids: [upc, sku, ZB], sscc: {give: pallets, reuse-after: 400d}}
  "810":
    version: "004010"
    invoice: {rounding: total, header-taxes: repeated, discount-base: goods, in-total: [prepaid], beside-total: [PP]}
    tolerance: {quantity: 5%, price: [0.01, 1%], days: 2}
    match: {window: hold, price: warn, item: off}
)");
  const auto configuration = Configuration::load(folder.path());
  const Partner* acme = configuration->directory.find_slug("acme");
  REQUIRE(acme != nullptr);
  const TradeSettings& notice = acme->send("856")->policy.trade;
  CHECK(notice.hierarchy.word == "standard_pack");
  CHECK(notice.labels);
  CHECK(notice.item_ids == std::vector<std::string>{"upc", "sku", "ZB"});
  CHECK(notice.sscc.company_prefix == "0614141");
  CHECK(notice.sscc.extension == '3');
  CHECK(notice.sscc.give == SsccUse::tares);
  CHECK(notice.sscc.reuse_after == 400 * 86400);
  const TradeSettings& bill = acme->send("810")->policy.trade;
  CHECK(bill.hierarchy.levels.empty());
  CHECK(bill.invoice.rounding == Rounding::total);
  CHECK(bill.invoice.header_taxes == HeaderTaxes::repeated);
  CHECK(bill.invoice.discount_base == DiscountBase::goods);
  CHECK(bill.invoice.in_total == std::vector<std::string>{"prepaid"});
  CHECK(bill.match.quantity.percent == Decimal::whole(5));
  CHECK(bill.match.price.amount == Decimal(1, 2));
  CHECK(bill.match.price.percent == Decimal::whole(1));
  CHECK(bill.match.total.amount == Decimal(2, 2));
  CHECK(bill.match.days == 2);
  CHECK(bill.match.effect(TradeCheck::window) == CheckEffect::hold);
  CHECK(bill.match.effect(TradeCheck::price) == CheckEffect::warn);
  CHECK(bill.match.effect(TradeCheck::item) == CheckEffect::off);
  CHECK(bill.match.effect(TradeCheck::quantity) == CheckEffect::hold);
  // A set is explained with what means something to it.
  const auto shown = [](const Agreement& agreement, std::string_view setting) {
    for (const Explained& line : agreement.explained)
      if (line.setting == setting) return line.value + " @ " + line.place.substr(line.place.rfind('/') + 1);
    return std::string("not there");
  };
  CHECK(shown(*acme->send("856"), "hierarchy").starts_with("standard-pack @ partner.yaml:6:"));
  CHECK(shown(*acme->send("856"), "sscc.company-prefix").starts_with("0614141 @ transom.yaml:5:"));
  CHECK(shown(*acme->send("856"), "invoice.rounding") == "not there");
  CHECK(shown(*acme->send("810"), "hierarchy") == "not there");
  CHECK(shown(*acme->send("810"), "tolerance.price").starts_with("0.01 or 1% @ partner.yaml:10:"));
}

TEST_CASE("partner: what cannot be agreed about shipments and invoices") {
  struct {
    std::string lines, want;
  } rows[] = {
      {"hierarchy: pick_and_pack",
       "'pick_and_pack' is no hierarchy; expected as-given, pick-and-pack, standard-pack, "
       "pack-over-orders, no-packs, or levels such as S-O-(T)-P-I"},
      {"hierarchy: S-O-P", "'S-O-P' is no hierarchy"},
      {"sscc: {company-prefix: \"061414\"}",
       "'061414' is no GS1 company prefix; expected 7 to 10 digits in quotes"},
      {"tolerance: {price: about 1}",
       "'about 1' is no tolerance; expected a number such as 0.01, or per cent such as 5%"},
      {"tolerance: {price: -1}", "'-1' is no tolerance"},
      {"match: {prices: off}", "prices"},
  };
  for (const auto& row : rows) {
    INFO(row.lines);
    const TempFolder folder;
    folder.write(
        "transom.yaml",
        "name: Us\nidentity: [{qualifier: ZZ, id: US}]\nmailboxes: {van: {folder: inbox}}\ndefaults:\n  " +
            row.lines + "\n");
    try {
      (void)Configuration::load(folder.path());
      FAIL_CHECK("it was taken");
    } catch (const Failure& failure) {
      CHECK(std::string(failure.what()).find(row.want) != std::string::npos);
      CHECK(std::string(failure.what()).find("transom.yaml:5:") != std::string::npos);
    }
  }
}
