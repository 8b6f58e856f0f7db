// One error in the envelope: a header's element, a trailer's count or number, a trailer that is not there.
#include <fmt/format.h>

#include "property/mutation.hpp"

namespace transom::property {
namespace {

// Puts a value into an element of a control segment.
bool put(Spoiling& s, Rule rule, std::string_view id, std::size_t n, std::string text) {
  Row& row = s.draft.row(id);
  value(row, n) = std::move(text);
  s.expect({.rule = rule, .row = row.key, .element = static_cast<std::uint16_t>(n)});
  s.take(s.draft.index(id));
  return true;
}

template <std::size_t size>
std::string any(Spoiling& s, const char* const (&texts)[size]) {
  return texts[s.random.below(size)];
}

bool authorization_qualifier(Spoiling& s, Rule rule) {
  return put(s, rule, "ISA", 1, any(s, {"09", "XX", "99"}));
}
bool security_qualifier(Spoiling& s, Rule rule) {
  return put(s, rule, "ISA", 3, any(s, {"02", "ZZ", "1 "}));
}
bool sender_qualifier(Spoiling& s, Rule rule) {
  return put(s, rule, "ISA", 5, any(s, {"QQ", "  ", "99"}));
}
bool receiver_qualifier(Spoiling& s, Rule rule) {
  return put(s, rule, "ISA", 7, any(s, {"QQ", "  ", "99"}));
}
bool sender_id(Spoiling& s, Rule rule) {
  std::string id = value(s.draft.row("ISA"), 6);
  id[s.random.between(0, 2)] = s.random.one_of("\x01\x7f\xe9");
  return put(s, rule, "ISA", 6, id);
}
bool receiver_id(Spoiling& s, Rule rule) {
  std::string id = value(s.draft.row("ISA"), 8);
  id[s.random.between(0, 2)] = s.random.one_of("\x01\x7f\xe9");
  return put(s, rule, "ISA", 8, id);
}
bool isa_date(Spoiling& s, Rule rule) {
  return put(s, rule, "ISA", 9, any(s, {"261301", "260230", "2603X1", "      "}));
}
bool isa_time(Spoiling& s, Rule rule) {
  return put(s, rule, "ISA", 10, any(s, {"2400", "1260", "12X0", "    "}));
}
bool isa_version(Spoiling& s, Rule rule) {
  return put(s, rule, "ISA", 12, any(s, {"00999", "99999"}));
}
bool isa_version_old(Spoiling& s, Rule rule) {
  Row& gs = s.draft.row("GS");
  if (value(gs, 8) < "003060") return false;
  value(s.draft.row("ISA"), 12) = any(s, {"00200", "00303", "00305"});
  s.expect({.rule = rule, .row = gs.key, .element = 8});
  return true;
}
bool interchange_number(Spoiling& s, Rule rule) {
  const std::string number = any(s, {"12345678A", "1234 6789"});
  value(s.draft.row("IEA"), 2) = number;
  return put(s, rule, "ISA", 13, number);
}
bool ack_requested(Spoiling& s, Rule rule) {
  return put(s, rule, "ISA", 14, any(s, {"2", "Y", " "}));
}
bool usage(Spoiling& s, Rule rule) {
  return put(s, rule, "ISA", 15, any(s, {"X", "D", " "}));
}
bool iea_count(Spoiling& s, Rule rule) {
  return put(s, rule, "IEA", 1, any(s, {"0", "2", "17", "", "A"}));
}
bool iea_number(Spoiling& s, Rule rule) {
  return put(s, rule, "IEA", 2, any(s, {"000000000", "", "99999999X"}));
}

bool functional_id(Spoiling& s, Rule rule) {
  return put(s, rule, "GS", 1, any(s, {"P", "", "POX", "P-"}));
}
bool set_mismatch(Spoiling& s, Rule rule) {
  Row& gs = s.draft.row("GS");
  value(gs, 1) = value(gs, 1) == "TX" ? "FR" : "TX";
  s.expect({.rule = rule, .row = s.draft.row("ST").key, .element = 1});
  return true;
}
bool gs_date(Spoiling& s, Rule rule) {
  return put(s, rule, "GS", 4, any(s, {"20261301", "20260230", "2026", "", "2026030X"}));
}
bool gs_date_short(Spoiling& s, Rule rule) {
  return value(s.draft.row("GS"), 8) >= "004010" && put(s, rule, "GS", 4, "260302");
}
bool gs_time(Spoiling& s, Rule rule) {
  return put(s, rule, "GS", 5, any(s, {"2400", "1260", "12", "", "12X00"}));
}
bool gs_number(Spoiling& s, Rule rule) {
  const std::string number = any(s, {"12A4", "", "1234567890", "1 2"});
  value(s.draft.row("GE"), 2) = number;
  return put(s, rule, "GS", 6, number);
}
bool gs_element(Spoiling& s, Rule rule) {
  if (s.random.percent(50))
    return put(s, rule, "GS", s.random.between(2, 3), any(s, {"", "MUCH-TOO-LONG-ID"}));
  return put(s, rule, "GS", 7, any(s, {"Q", "", "XX"}));
}
bool gs_version(Spoiling& s, Rule rule) {
  put(s, rule, "GS", 8, any(s, {"001000", "002003"}));
  s.expected.back().position = ~0U;
  return true;
}
bool substitute(Spoiling& s, Rule rule) {
  std::string version = value(s.draft.row("GS"), 8);
  ++version.back();
  const auto match = GuideLibrary::built_in().find(version, s.guide().set_id());
  if (!match.substitute || match.guide == nullptr || match.guide->version() != s.guide().version())
    return false;
  put(s, rule, "GS", 8, version);
  s.expected.back().position = ~0U;
  return true;
}
bool ge_count(Spoiling& s, Rule rule) {
  return put(s, rule, "GE", 1, any(s, {"0", "2", "99", "", "A"}));
}
bool ge_number(Spoiling& s, Rule rule) {
  return put(s, rule, "GE", 2, any(s, {"0", "", "X"}));
}

bool st_number(Spoiling& s, Rule rule) {
  const std::string number = any(s, {"", "1234567890",
                                     "00\x01"
                                     "1"});
  value(s.draft.row("SE"), 2) = number;
  return put(s, rule, "ST", 2, number);
}
bool se_count(Spoiling& s, Rule rule) {
  const std::string own = value(s.draft.row("SE"), 1);
  return put(s, rule, "SE", 1,
             s.random.percent(30) ? "" : std::to_string(std::stoul(own) + s.random.between(1, 9)));
}
bool se_number(Spoiling& s, Rule rule) {
  return put(s, rule, "SE", 2, any(s, {"0000", "", "X"}));
}
bool not_supported(Spoiling& s, Rule rule) {
  return put(s, rule, "ST", 1, any(s, {"204", "210", "214"}));
}
bool no_identifier(Spoiling& s, Rule rule) {
  return put(s, rule, "ST", 1, any(s, {"", "X1", "1234", "8-0"}));
}

// A trailer taken out; what stands in its stead bears the finding.
bool without(Spoiling& s, Rule rule, std::string_view id) {
  const std::size_t at = s.draft.index(id);
  s.expect({.rule = rule, .id = std::string(id), .elsewhere = true});
  if (at + 1 < s.draft.rows.size()) {
    s.expected.back().row = s.draft.rows[at + 1].key;
    s.expected.back().elsewhere = false;
  }
  s.expected.back().position = static_cast<std::uint32_t>(id == "SE" ? at - s.draft.index("ST") + 1 : at + 1);
  s.draft.rows.erase(s.draft.rows.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}
// The set breaks off, anywhere: what would have come is not missed besides.
bool without_se(Spoiling& s, Rule rule) {
  auto& rows = s.draft.rows;
  const auto se = static_cast<std::ptrdiff_t>(s.draft.index("SE"));
  const auto from =
      static_cast<std::ptrdiff_t>(s.random.between(s.draft.index("ST") + 2, static_cast<std::size_t>(se)));
  rows.erase(rows.begin() + from, rows.begin() + se);
  return without(s, rule, "SE");
}
bool without_ge(Spoiling& s, Rule rule) {
  return without(s, rule, "GE");
}
bool without_iea(Spoiling& s, Rule rule) {
  return without(s, rule, "IEA");
}

// The whole set a second time.
bool same_number(Spoiling& s, Rule rule) {
  const std::size_t st = s.draft.index("ST"), se = s.draft.index("SE");
  const std::vector<Row> set(s.draft.rows.begin() + static_cast<std::ptrdiff_t>(st),
                             s.draft.rows.begin() + static_cast<std::ptrdiff_t>(se + 1));
  std::size_t at = se;
  for (const Row& row : set) s.draft.insert(++at, row);
  value(s.draft.row("GE"), 1) = "2";
  s.expect({.rule = rule, .row = s.draft.rows[se + 1].key, .element = 2});
  return true;
}

bool stray_before(Spoiling& s, Rule rule, std::string_view one, std::string_view other) {
  const std::size_t at = s.draft.index(s.random.percent(50) ? one : other);
  Row stray{.id = s.random.percent(50) ? "REF" : "ZZZ"};
  stray.fields = {simple("DP"), simple("1")};
  s.expect({.rule = rule, .row = s.draft.insert(at, std::move(stray)).key});
  return true;
}
bool outside(Spoiling& s, Rule rule) {
  return stray_before(s, rule, "GS", "IEA");
}
bool between_sets(Spoiling& s, Rule rule) {
  return stray_before(s, rule, "ST", "GE");
}

using enum Severity;
constexpr Mutation table[] = {
    {"interchange-truncated", Rule::interchange_truncated, error, {"", "", "", "", "023"}, without_iea},
    {"iea-count", Rule::iea_count, warn, {"", "", "", "", "021"}, iea_count},
    {"iea-control-number", Rule::iea_control_number, error, {"", "", "", "", "001"}, iea_number},
    {"interchange-control-number-invalid",
     Rule::interchange_control_number_invalid,
     error,
     {"", "", "", "", "018"},
     interchange_number},
    {"isa-authorization-qualifier",
     Rule::isa_authorization_qualifier,
     warn,
     {"", "", "", "", "010"},
     authorization_qualifier},
    {"isa-security-qualifier",
     Rule::isa_security_qualifier,
     warn,
     {"", "", "", "", "012"},
     security_qualifier},
    {"isa-sender-qualifier", Rule::isa_sender_qualifier, error, {"", "", "", "", "005"}, sender_qualifier},
    {"isa-sender-id", Rule::isa_sender_id, error, {"", "", "", "", "006"}, sender_id},
    {"isa-receiver-qualifier",
     Rule::isa_receiver_qualifier,
     error,
     {"", "", "", "", "007"},
     receiver_qualifier},
    {"isa-receiver-id", Rule::isa_receiver_id, error, {"", "", "", "", "008"}, receiver_id},
    {"isa-date", Rule::isa_date, error, {"", "", "", "", "014"}, isa_date},
    {"isa-time", Rule::isa_time, error, {"", "", "", "", "015"}, isa_time},
    {"isa-version", Rule::isa_version, error, {"", "", "", "", "017"}, isa_version},
    {"isa-version-old", Rule::isa_version_old, warn, {}, isa_version_old},
    {"isa-ack-requested", Rule::isa_ack_requested, warn, {"", "", "", "", "019"}, ack_requested},
    {"isa-usage", Rule::isa_usage, error, {"", "", "", "", "020"}, usage},
    {"segment-outside", Rule::segment_outside, error, {"", "", "", "", "022"}, outside},
    {"segment-between-sets", Rule::segment_between_sets, error, {}, between_sets},
    {"ge-missing", Rule::ge_missing, error, {"", "", "", "3"}, without_ge},
    {"ge-count", Rule::ge_count, error, {"", "", "", "5"}, ge_count},
    {"ge-control-number", Rule::ge_control_number, error, {"", "", "", "4"}, ge_number},
    {"gs-control-number-invalid", Rule::gs_control_number_invalid, error, {"", "", "", "6"}, gs_number},
    {"gs-functional-id", Rule::gs_functional_id, error, {"", "", "", "1"}, functional_id},
    {"gs-set-mismatch", Rule::gs_set_mismatch, warn, {"", "", "6"}, set_mismatch},
    {"gs-version", Rule::gs_version, error, {"", "", "", "2"}, gs_version},
    {"gs-version-substitute", Rule::gs_version_substitute, note, {}, substitute},
    {"gs-date", Rule::gs_date, warn, {}, gs_date},
    {"gs-date-short", Rule::gs_date_short, warn, {}, gs_date_short},
    {"gs-time", Rule::gs_time, warn, {}, gs_time},
    {"gs-element", Rule::gs_element, warn, {}, gs_element},
    {"se-missing", Rule::se_missing, error, {"", "", "2"}, without_se},
    {"se-count", Rule::se_count, error, {"", "", "4"}, se_count},
    {"se-control-number", Rule::se_control_number, error, {"", "", "3"}, se_number},
    {"st-control-number-invalid", Rule::st_control_number_invalid, error, {"", "", "7"}, st_number},
    {"st-control-number-repeated", Rule::st_control_number_repeated, error, {"", "", "23"}, same_number},
    {"set-not-supported", Rule::set_not_supported, error, {"", "", "1"}, not_supported},
    {"set-not-supported: no identifier", Rule::set_not_supported, error, {"", "", "6"}, no_identifier},
};

}  // namespace

std::span<const Mutation> envelope_mutations() {
  return table;
}

}  // namespace transom::property
