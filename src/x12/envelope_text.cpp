// The short code lists of the envelope, and readings of its elements.
//
// These lists are the same whatever guide is in use, and they are needed before a guide is known; so they
// stand here and not with the guides. Codes of interchange versions to come only need a row.
#include "x12/envelope_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "x12/characters.hpp"

namespace transom {
namespace {

constexpr std::pair<std::string_view, std::string_view> functional_ids[] = {
    {"180", "AN"}, {"810", "IN"}, {"820", "RA"}, {"824", "AG"}, {"846", "IB"},
    {"850", "PO"}, {"855", "PR"}, {"856", "SH"}, {"860", "PC"}, {"865", "CA"},
    {"870", "RS"}, {"940", "OW"}, {"945", "SW"}, {"997", "FA"}, {"999", "FA"},
};

// Element 479, each code with a blank behind it.
constexpr std::string_view group_codes =
    "AA AB AC AD AE AF AG AH AI AK AL AM AN AO AP AQ AR AS AT AU AV AW AX AY AZ BA BB BC BD BE BF BG BL "
    "BS CA CB CC CD CE CF CG CH CI CJ CK CL CM CN CO CP CQ CR CS CT CU CV CW D3 D4 D5 DA DD DF DI DM DS "
    "DX EC ED EF EI EN EO EP ER ES EV EX FA FB FC FG FH FR FT GA GB GC GE GF GL GP GR GT HB HC HI HN HP "
    "HR HS HU HV IA IB IC ID IE IF IG IH II IJ IL IM IN IO IP IR IS JB KM LA LB LI LN LR LS LT MA MB MC "
    "MD ME MF MG MH MI MJ MK ML MM MN MO MP MQ MR MS MT MV MW MX MY MZ NC NL NP NR NT OC OG OR OW PA PB "
    "PC PD PE PF PG PH PI PJ PK PL PM PN PO PQ PR PS PT PU PV PW PY PZ QA QG QM QO QW RA RB RC RD RE RF "
    "RG RH RI RJ RK RL RM RN RO RP RQ RR RS RT RU RV RW RX RY RZ SA SB SC SD SE SF SG SH SI SJ SL SM SN "
    "SO SP SQ SR SS ST SU SV SW TA TB TC TD TE TF TI TJ TM TN TO TP TR TS TT TU TX UA UB UC UD UI UP UW "
    "VA VB VC VD VE VH VI VS WA WB WG WI WL WR WT ";

constexpr std::string_view id_qualifiers[] = {
    "01", "02", "03", "04", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30",
    "31", "32", "33", "34", "35", "36", "37", "38", "AM", "NR", "SA", "SN", "ZZ",
};

constexpr std::string_view interchange_versions[] = {
    "00200", "00201", "00204", "00300", "00301", "00302", "00303", "00304", "00305", "00306",
    "00307", "00400", "00401", "00402", "00403", "00404", "00405", "00406", "00500", "00501",
    "00502", "00503", "00504", "00505", "00600", "00601", "00602", "00603", "00604", "00605",
    "00700", "00701", "00702", "00703", "00704", "00800", "00801",
};

template <class List>
bool in_list(const List& list, std::string_view code) {
  return std::find(std::begin(list), std::end(list), code) != std::end(list);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto is_padding = [](char c) { return is_blank(c) || c == '\xA0' || c == '\xC2'; };
  while (!text.empty() && is_padding(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_padding(text.front())) text.remove_prefix(1);
  return text;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  text = trimmed(text);
  if (text.size() > 18 || !all_digits(text)) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_set_id(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), is_letter_or_digit);
}

bool is_set_number(std::string_view text) {
  return !text.empty() && text.size() <= 9 && is_printable(text);
}

std::string_view functional_id_of(std::string_view set_id) {
  for (const auto& [set, group] : functional_ids) {
    if (set == set_id) return group;
  }
  return {};
}

std::string_view set_id_of(std::string_view functional_id) {
  for (const auto& [set, group] : functional_ids) {
    if (group == functional_id) return set;
  }
  return {};
}

bool is_known_functional_id(std::string_view functional_id) {
  const auto at = group_codes.find(functional_id);
  return functional_id.size() == 2 && at != std::string_view::npos && at % 3 == 0;
}

bool is_known_id_qualifier(std::string_view code) {
  return in_list(id_qualifiers, code);
}

std::span<const std::string_view> id_qualifier_codes() {
  return id_qualifiers;
}

bool is_known_interchange_version(std::string_view version) {
  return in_list(interchange_versions, version);
}

}  // namespace transom
