// Every code of an acknowledgment: the file that gets it and the place where it stands, or why it is never
// sent. The codes are those of the guides' own lists, so a list that grows fails this test until its new code
// has a row.
//
// Files go the whole way (reader, envelopes, guide, verdicts, answers, our own check of the answer), as in
// `transom ack`. Two codes need a history or a workspace, and come out of a run of the engine.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "engine/acknowledge.hpp"
#include "outbound/dialect.hpp"
#include "support/envelopes.hpp"
#include "support/temp_folder.hpp"
#include "transom/engine.hpp"

namespace transom {
namespace {

using testing::Shape;

// The element of an acknowledgment whose codes are listed.
struct CodeList {
  const char* name;  // "AK304"
  const char* version;
  const char* set;
};
constexpr CodeList lists[] = {
    {"AK304", "004010", "997"}, {"AK403", "004010", "997"}, {"AK501", "004010", "997"},
    {"AK502", "004010", "997"}, {"AK901", "004010", "997"}, {"AK905", "004010", "997"},
    {"TA104", "004010", "997"}, {"TA105", "004010", "997"}, {"AK304", "005010", "997"},
    {"AK403", "005010", "997"}, {"AK501", "005010", "997"}, {"AK502", "005010", "997"},
    {"AK901", "005010", "997"}, {"AK905", "005010", "997"}, {"TA104", "005010", "997"},
    {"TA105", "005010", "997"}, {"IK304", "005010", "999"}, {"IK403", "005010", "999"},
    {"IK501", "005010", "999"}, {"IK502", "005010", "999"}, {"AK901", "005010", "999"},
    {"AK905", "005010", "999"},
};

constexpr std::string_view beg = "BEG*00*SA*PO1**20260302~";
constexpr std::string_view po1 = "PO1*1*12*EA*3.5**UP*012345678905~";

std::string several(int count, std::string_view text) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

// An interchange with one order around the body.
std::string order(const std::string& body, std::string_view version = "004010") {
  const auto segments = static_cast<int>(std::count(body.begin(), body.end(), '~')) + 2;
  const bool late = version >= "005010";
  std::string text = testing::interchange(
      body, segments, {.version = late ? "00501" : "00401", .standard = late ? '^' : 'U'});
  text.replace(text.find("X*004010"), 8, fmt::format("X*{}", version));
  return text;
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string good(std::string_view version = "004010") {
  return order(std::string(beg) + std::string(po1), version);
}

// A file and the segments that the answer has to hold, one behind the other.
struct Case {
  const char* element;
  const char* code;
  const char* clause;  // and what is wrong
  std::string file;
  std::string want;
};

// Faults that 004010 and later call the same; run as 997 of 004010, 997 of 005010 and as 999.
std::vector<Case> cases_of_every_version(std::string_view version) {
  const std::string head(beg), line(po1);
  const auto made = [&](const std::string& body) { return order(body, version); };
  const std::string fine = good(version);
  const bool late = version >= "005010";
  const std::string second = fmt::format("ST*850*0001~{}{}SE*4*0001~", beg, po1);
  std::vector<Case> cases{
      {"AK304", "1", "X12.6: no segment of that name in the version", made(head + "XX*1*2~" + line),
       "AK3*XX*3**1~AK5*R*5~"},
      {"AK304", "2", "the set's table: behind all its places, and not expected",
       made(head + "ADV*AA*01*1~FA2*01*1~" + line), "AK3*FA2*4*ADV*2~AK5*R*5~"},
      {"AK304", "3", "the set's table: BEG is mandatory; the position is that of what stands in its stead",
       made("CUR*BY*USD~" + line), "AK3*BEG*2**3~AK5*R*5~"},
      {"AK304", "3", "the set's table: a mandatory loop", made(head), "AK3*PO1*3**3~AK5*R*5~"},
      {"AK304", "4", "the set's table: SAC repeats 25 times; the loop around it is the set",
       made(head + several(26, "SAC*A*C310***100~") + line), "AK3*SAC*28**4~AK5*R*5~"},
      {"AK304", "5", "the set's table: one BEG", made(head + head + line), "AK3*BEG*3**5~AK5*R*5~"},
      {"AK304", "6", "the set's table: BIG belongs to the version, not to the set",
       made(head + "BIG*20260302*1~" + line), "AK3*BIG*3**6~AK5*R*5~"},
      {"AK304", "7", "the set's table: a date of the heading behind the names",
       made(head + "N1*ST*A~N3*Road~DTM*002*20260302~" + line), "AK3*DTM*5**7~AK5*R*5~"},
      {"AK304", "8", "X12.6: faults of elements stand below", made("BEG*00**PO1**20260302~" + line),
       "AK3*BEG*2**8~AK4*2*92*1~AK5*R*5~"},
      {"AK403", "1", "X12.6: mandatory element", made("BEG*00*SA***20260302~" + line),
       "AK3*BEG*2**8~AK4*3*324*1~"},
      {"AK403", "1", "X12.6: mandatory component, in the composite's position",
       made(head + "REF*DP*1**:X~" + line), "AK4*4:1*128*1~"},
      {"AK403", "2", "X12.6, note P0304 of N1: the absent one is to blame", made(head + "N1*ST*A*92~" + line),
       "AK3*N1*3*N1*8~AK4*4*67*2~"},
      {"AK403", "3", "X12.6: N2 has two elements", made(head + "N1*ST*A~N2*a*b*c~" + line),
       "AK3*N2*4*N1*8~AK4*3**3*c~"},
      {"AK403", "4", "X12.3: element 355 has two characters at least",
       made(head + "PO1*1*12*E*3.5**UP*012345678905~"), "AK3*PO1*3*PO1*8~AK4*3*355*4*E~"},
      {"AK403", "5", "X12.3: element 324 has 22 characters at most",
       made("BEG*00*SA*PO345678901234567890123**20260302~" + line),
       "AK3*BEG*2**8~AK4*3*324*5*PO345678901234567890123~"},
      {"AK403", "6", "X12.3: a number has digits", made(head + "PO1*1*1O*EA*3.5**UP*012345678905~"),
       fmt::format("AK3*PO1*3*PO1*8~AK4*2*{}*6*1O~", late ? 380 : 330)},
      {"AK403", "7", "X12.3: the list of element 353", made("BEG*ZQ*SA*PO1**20260302~" + line),
       "AK3*BEG*2**8~AK4*1*353*7*ZQ~"},
      {"AK403", "7", "X12.3: a component's list, in the composite's position",
       made(head + "REF*DP*1**??:X~" + line), "AK3*REF*3**8~AK4*4:1*128*7*??~"},
      {"AK403", "8", "X12.3: a day of the calendar", made("BEG*00*SA*PO1**20260230~" + line),
       "AK3*BEG*2**8~AK4*5*373*8*20260230~"},
      {"AK403", "9", "X12.3: a time of day", made(head + "DTM*002*20260302*2560~" + line),
       "AK3*DTM*3**8~AK4*3*337*9*2560~"},
      {"AK403", "10", "X12.6, note E0803 of MEA: the second one present is to blame",
       made(head + line + "PID*F****x~MEA*WT*G*5*LB****22~"), "AK3*MEA*5*PID*8~AK4*8*936*10*22~"},
      {"AK501", "A", "X12 997: nothing was found", fine, "AK2*850*0001~AK5*A~AK9*A*1*1*1~"},
      {"AK501", "R", "X12 997: an error", with(fine, "SE*4*", "SE*9*"), "AK2*850*0001~AK5*R*4~AK9*R*1*1*0~"},
      {"AK502", "1", "no guide for the set", with(fine, "ST*850*", "ST*110*"), "AK2*110*0001~AK5*R*1~"},
      {"AK502", "2", "X12.6: no SE", with(fine, "SE*4*0001~", ""), "AK2*850*0001~AK5*R*2~"},
      {"AK502", "3", "X12.6: SE02 is ST02", with(fine, "SE*4*0001~", "SE*4*0002~"), "AK2*850*0001~AK5*R*3~"},
      {"AK502", "4", "X12.6: SE01 counts the segments", with(fine, "SE*4*", "SE*5*"),
       "AK2*850*0001~AK5*R*4~"},
      {"AK502", "5", "X12.6: segments are in error", made("CUR*BY*USD~" + line), "AK5*R*5~"},
      {"AK502", "6", "X12.6: ST01 is mandatory; AK201 has to be a code, and is that of the group",
       with(fine, "ST*850*0001~", "ST**0001~"), "AK2*850*0001~AK5*R*6~AK9*R*1*1*0~"},
      {"AK502", "6", "X12.3: ST01 is three characters", with(fine, "ST*850*", "ST*8500*"),
       "AK2*850*0001~AK5*R*6~"},
      {"AK502", "6", "X12.3: the list of element 143", with(fine, "ST*850*", "ST*Q9Z*"),
       "AK2*850*0001~AK5*R*6~"},
      {"AK502", "7", "X12.6: ST02 is mandatory",
       with(with(fine, "ST*850*0001~", "ST*850~"), "SE*4*0001~", "SE*4~"), "AK2*850*0000~AK5*R*7~"},
      {"AK502", "23", "X12.6: ST02 is unique in its group",
       with(with(fine, "GE*1*", second + "GE*2*"), "GE*2*", "GE*2*"),
       "AK2*850*0001~AK5*A~AK2*850*0001~AK5*R*23~AK9*P*2*2*1~"},
      {"AK901", "A", "X12 997: all sets accepted", fine, "AK9*A*1*1*1~"},
      {"AK901", "E", "X12 997: the group has faults of its own", with(fine, "GE*1*", "GE*2*"),
       "AK9*E*2*1*1*5~"},
      {"AK901", "P", "X12 997: some sets rejected",
       with(with(fine, "GE*1*", "ST*850*0002~SE*2*0002~GE*2*"), "GE*2*", "GE*2*"), "AK9*P*2*2*1~"},
      {"AK901", "R", "X12 997: all sets rejected", with(fine, "SE*4*", "SE*9*"), "AK9*R*1*1*0~"},
      {"AK905", "1", "X12.6: GS01 is two letters", with(fine, "GS*PO*", "GS*P*"), "AK9*R*1*1*0*1~"},
      {"AK905", "3", "X12.6: no GE", with(fine, "GE*1*1~", ""), "AK9*R*1*1*0*3~"},
      {"AK905", "4", "X12.6: GE02 is GS06; good sets stand", with(fine, "GE*1*1~", "GE*1*2~"),
       "AK9*E*1*1*1*4~"},
      {"AK905", "5", "X12.6: GE01 counts the sets; good sets stand", with(fine, "GE*1*1~", "GE*3*1~"),
       "AK9*E*3*1*1*5~"},
      {"AK905", "6", "X12.6: GS06 is a number",
       with(with(fine, "*0900*1*X", "*0900*X1*X"), "GE*1*1~", "GE*1*X1~"), "AK9*R*1*1*0*6~"},
  };
  return cases;
}

// Codes that depend on the version of the answer.
const std::vector<Case>& cases_of_004010() {
  static const std::vector<Case> cases{
      {"AK403", "3", "004010 has no code 13: components where there are none",
       order(std::string(beg) + "REF*DP*A:B~" + std::string(po1)), "AK3*REF*3**8~AK4*2*127*3*AB~"},
      {"AK501", "E", "a warning that has a code", with(good(), "GS*PO*", "GS*IN*"),
       "AK2*850*0001~AK5*E*6~AK9*E*1*1*1~"},
      {"AK502", "6", "X12.6: the set does not belong in the group; 004010 has no 18, and ST01 is to blame",
       with(good(), "GS*PO*", "GS*IN*"), "AK2*850*0001~AK5*E*6~"},
      {"AK905", "2", "no guide for so old a version", with(good(), "X*004010", "X*002000"),
       "AK1*PO*1~AK9*R*1*1*0*2~"},
  };
  return cases;
}

const std::vector<Case>& cases_of_005010() {
  const auto made = [](const std::string& between) {
    return order(std::string(beg) + between + std::string(po1), "005010");
  };
  static const std::vector<Case> cases{
      {"AK403", "12", "X12.6: an element that does not repeat; the value is cleaned of the separator",
       made("REF*DP*A^B~"), "AK3*REF*3**8~AK4*2*127*12*AB~"},
      {"AK403", "13", "X12.6: a component too many", made("REF*DP*A:B~"), "AK3*REF*3**8~AK4*2*127*13*AB~"},
      {"AK501", "E", "a warning that has a code", with(good("005010"), "GS*PO*", "GS*IN*"),
       "AK2*850*0001~AK5*E*18~AK9*E*1*1*1~"},
      {"AK502", "18", "X12.6: the set does not belong in the group", with(good("005010"), "GS*PO*", "GS*IN*"),
       "AK5*E*18~"},
      {"AK905", "2", "a version above all that are known", with(good("005010"), "X*005010", "X*005020"),
       "AK1*PO*1*005020~AK9*R*1*1*0*2~"},
  };
  return cases;
}

std::vector<Case> cases_of_ta1() {
  const std::string fine = good();
  const auto header = [&fine](std::string_view from, std::string_view to) { return with(fine, from, to); };
  const std::string sender = "ZZ*SENDER         *", receiver = "ZZ*RECEIVER       *";
  return {
      {"TA104", "A", "X12.5: nothing was found", fine, "TA1*000000001*260302*0900*A*000~"},
      {"TA104", "E", "X12.5: IEA01 counts the groups", header("IEA*1*", "IEA*2*"),
       "TA1*000000001*260302*0900*E*021~"},
      {"TA104", "R", "X12.5: no IEA", header("IEA*1*000000001~", ""), "TA1*000000001*260302*0900*R*023~"},
      {"TA105", "000", "X12.5: nothing was found", fine, "*A*000~"},
      {"TA105", "001", "X12.5: IEA02 is ISA13", header("IEA*1*000000001", "IEA*1*000000002"), "*R*001~"},
      {"TA105", "005", "X12.5: ISA05", header(sender, "#1*SENDER         *"), "*R*005~"},
      {"TA105", "006", "X12.5: ISA06 is printable",
       header(sender,
              "ZZ*SEN\x01"
              "ER         *"),
       "*R*006~"},
      {"TA105", "007", "X12.5: ISA07", header(receiver, "#1*RECEIVER       *"), "*R*007~"},
      {"TA105", "008", "X12.5: ISA08 is printable",
       header(receiver,
              "ZZ*RECEI\x01"
              "VER      *"),
       "*R*008~"},
      {"TA105", "010", "X12.5: ISA01", header("ISA*00*", "ISA*99*"), "*E*010~"},
      {"TA105", "012", "X12.5: ISA03", header("*00*          *ZZ", "*99*          *ZZ"), "*E*012~"},
      {"TA105", "014", "X12.5: ISA09 is a day", header("*260302*", "*261302*"), "*R*014~"},
      {"TA105", "015", "X12.5: ISA10 is a time of day", header("*0900*U", "*2500*U"), "*R*015~"},
      {"TA105", "017", "X12.5: ISA12 is a version", header("*00401*", "*00999*"), "*R*017~"},
      {"TA105", "018", "X12.5: ISA13 is a number",
       with(header("*000000001*0*P", "*00000000X*0*P"), "IEA*1*000000001", "IEA*1*00000000X"), "*R*018~"},
      {"TA105", "019", "X12.5: ISA14 is 0 or 1", header("*000000001*0*P", "*000000001*2*P"), "*E*019~"},
      {"TA105", "020", "X12.5: ISA15 is P, T or I", header("*0*P*", "*0*Q*"), "*R*020~"},
      {"TA105", "021", "X12.5: IEA01 counts the groups", header("IEA*1*", "IEA*2*"), "*E*021~"},
      {"TA105", "022", "X12.5: a segment between groups", header("IEA*1*", "REF*DP*1~IEA*1*"), "*R*022~"},
      {"TA105", "023", "X12.5: no IEA", header("IEA*1*000000001~", ""), "*R*023~"},
      {"TA105", "027", "X12.5: ISA16 separates components", header("*P*:~", "*P*A~"), "*R*027~"},
      {"TA105", "032", "X12.5: ISA11 separates repetitions from 00402 on",
       with(good("005010"), "*0900*^*", "*0900*:*"), "*E*032~"},
  };
}

// Faults against the guide in run_under_a_guide(): a 999 tells them from those against the standard.
std::vector<Case> cases_under_a_guide(bool is_999) {
  const std::string head(beg), line(po1);
  const auto made = [](const std::string& body) { return order(body, "005010"); };
  const std::string currency = made(head + "CUR*BY*USD~" + line), third = made(head + "REF*DP*1*x~" + line),
                    pair = made(head + "PO1*1*12*PR*3.5**UP*012345678905~"),
                    both = made(head + "CUR*BY*USD~XX*1~" + line), none = made(line);
  if (!is_999) {
    return {{"AK304", "2", "the partner's guide: CUR is not used", currency, "AK3*CUR*3**2~AK5*R*5~"},
            {"AK403", "10", "the partner's guide: REF03 is not used", third, "AK4*3*352*10*x~AK5*R*5~"},
            {"AK403", "7", "the partner's guide: PO103 is EA", pair, "AK4*3*355*7*PR~AK5*R*5~"}};
  }
  return {{"AK304", "I4", "999: the partner's guide does not use CUR", currency, "AK3*CUR*3**I4~AK5*R*I5~"},
          {"AK403", "I10", "999: the partner's guide does not use REF03", third, "AK4*3*352*I10*x~AK5*R*I5~"},
          {"AK403", "I6", "999: PO103 is of the standard's list, not of the guide's", pair,
           "AK4*3*355*I6*PR~AK5*R*I5~"},
          {"AK502", "I5", "999: a segment breaks the partner's guide, another the standard", both,
           "AK3*CUR*3**I4~AK3*XX*4**1~AK5*R*5*I5~"},
          {"AK502", "5", "999: what the standard asks for is the standard's fault", none, "AK5*R*5~"}};
}

struct Never {
  const char* elements;  // whose lists have them
  const char* codes;
  const char* why;
};
// The same number means the same in every list that is named.
constexpr Never never[] = {
    {"AK501 IK501", "M W X", "security: nothing we receive is signed or encrypted at this level"},
    {"AK901", "M W X", "security, as above"},
    {"AK502 IK502", "8 9 10 11 12 13 15 16 17 24 25 26 27",
     "security services of X12.58, which are not used"},
    {"AK502", "20 21 22", "security, as above"},
    {"AK502 IK502", "19",
     "004010: security, as above; 005010: ST03 names an implementation that is none, which is not looked at"},
    {"AK905", "10 11 12 13 14 15 16 17 18 20 21 22 23 24 25 26", "security services of X12.58"},
    {"AK905", "19",
     "group numbers that repeat in an interchange are common and harm nothing: answers go by place"},
    {"IK502", "I6", "ST03 names another implementation: our guides come from the agreement, not from ST03"},
    {"IK304", "I6 I7 I8 I9",
     "a partner's guide states no conditions and no lowest counts; a segment that it asks for is 3"},
    {"IK403", "I9 I11 I12 I13",
     "nor conditions, lowest counts or patterns of elements; an element that it asks for is 1"},
    {"TA105", "002 003 016", "ISA11 and ISA12 fall under 017 or are read leniently"},
    {"TA105", "004", "an ISA whose terminator cannot be found is 022"},
    {"TA105", "011 013", "authorization and security values are not agreed with anybody, so none is wrong"},
    {"TA105", "026", "without an element separator there is no header, and nobody to answer"},
    {"TA105", "028 029 030 031", "deferred delivery and grade of service: never asked of us"},
};

const ConfigurationPtr& nobody() {
  static const ConfigurationPtr configuration = Configuration::defaults();
  return configuration;
}

std::string answer_to(const std::string& file, AckWanted wanted, const Configuration& configuration) {
  const Acknowledged done =
      acknowledge(configuration, read_from(file), wanted, *Instant::parse_iso("2026-03-02T09:05:00Z"));
  std::string text;
  for (const Answer& answer : done.answers) {
    for (const Finding& fault : answer.faults) FAIL_CHECK("our own check: " << describe(fault));
    text += answer.text;
  }
  std::erase(text, '\n');
  return text;
}

std::string answer_to(const std::string& file, AckWanted wanted) {
  return answer_to(file, wanted, *nobody());
}

// The segments of a 997 as a 999 writes them.
std::string as_999(std::string text) {
  for (const char* id : {"AK3*", "AK4*", "AK5*"}) {
    for (std::size_t at = 0; (at = text.find(id, at)) != std::string::npos; ++at) text[at] = 'I';
  }
  return text;
}

// element -> codes that a case has got, by version and set.
using Seen = std::map<std::string, std::set<std::string>>;

std::string key_of(std::string_view element, std::string_view version, std::string_view set) {
  return fmt::format("{} {} {}", element, version, set);
}

void run(const std::vector<Case>& cases, AckWanted wanted, std::string_view version, Seen& seen,
         const Configuration& configuration = *nobody()) {
  const bool is_999 = wanted == AckWanted::ack_999;
  for (const Case& row : cases) {
    std::string element = row.element, want = row.want;
    if (is_999) {
      want = as_999(want);
      if (!element.starts_with("AK9")) element[0] = 'I';
    }
    INFO(element, " ", std::string(row.code), ": ", std::string(row.clause));
    const std::string text = answer_to(row.file, wanted, configuration);
    INFO(text);
    CHECK(text.find(want) != std::string::npos);
    // The code stands in the element that the row names.
    const std::string segment = element.substr(0, 3);
    const auto place = static_cast<std::size_t>(std::stoi(element.substr(3)));
    bool stands = false;
    for (std::size_t at = 0; (at = ("~" + text).find("~" + segment + "*", at)) != std::string::npos; ++at) {
      std::string_view rest = std::string_view(text).substr(at, text.find('~', at) - at);
      for (std::size_t n = 0; !rest.empty() || n <= place; ++n) {
        const std::string_view value = rest.substr(0, rest.find('*'));
        stands = stands || (n >= place && value == row.code);
        rest.remove_prefix(std::min(rest.size(), value.size() + 1));
        if (rest.empty() && n >= place) break;
      }
    }
    CHECK(stands);
    seen[key_of(element, version, is_999 ? "999" : "997")].insert(row.code);
  }
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!word.empty()) words.emplace_back(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return words;
}

std::set<std::string> never_sent(std::string_view element) {
  std::set<std::string> codes;
  for (const Never& row : never) {
    const auto elements = words_of(row.elements);
    if (std::find(elements.begin(), elements.end(), element) == elements.end()) continue;
    for (const std::string& code : words_of(row.codes)) codes.insert(code);
  }
  return codes;
}

// What TA105 needs a workspace for: 009 (not one of our ids), 024 (a rule made stricter than it is), 025.
void run_in_workspace(Seen& seen) {
  TempFolder folder;
  for (const char* name : {"inbox", "work/claim", "work/tmp", "work/lock", "store", "quarantine", "orders",
                           "outbox", "outgoing"}) {
    folder.folder(name);
  }
  folder.write("transom.yaml",
               "name: Widget Works\nidentity:\n  - {qualifier: ZZ, id: RECEIVER, group: RECEIVER}\n"
               "mailboxes:\n  van: {folder: inbox, delivery: atomic}\n");
  folder.write("mappings/partners/acme/partner.yaml",
               "partner: acme\nname: Acme Stores\nidentity:\n  - {qualifier: ZZ, id: SENDER, group: SENDER}\n"
               "defaults:\n  acknowledge: {technical: always}\n  severity: {isa-version-old: error}\n"
               "receive:\n  \"850\": {version: \"004010\"}\n");
  const std::string fine = good();
  folder.write("inbox/1.edi", fine);
  folder.write("inbox/2.edi", fine);
  folder.write("inbox/3.edi", with(with(with(fine, "ZZ*RECEIVER       *", "ZZ*SOMEBODY       *"),
                                        "*000000001*0*P", "*000000003*0*P"),
                                   "IEA*1*000000001", "IEA*1*000000003"));
  folder.write("inbox/4.edi", with(with(with(fine, "*00401*", "*00304*"), "*000000001*0*P", "*000000004*0*P"),
                                   "IEA*1*000000001", "IEA*1*000000004"));
  SystemClock clock;
  Engine engine(folder.path(), clock);
  (void)engine.run_once();
  std::string answers;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.at("outbox"))) {
    if (entry.is_regular_file()) answers += read_file(entry.path().string());
  }
  INFO(answers);
  for (const auto& [want, code] :
       std::map<std::string, std::string>{{"TA1*000000001*260302*0900*R*025~", "025"},
                                          {"TA1*000000003*260302*0900*R*009~", "009"},
                                          {"TA1*000000004*260302*0900*R*024~", "024"}}) {
    CHECK(answers.find(want) != std::string::npos);
    for (const char* version : {"004010", "005010"}) seen[key_of("TA105", version, "997")].insert(code);
  }
}

// Codes of faults against a partner's guide.
void run_under_a_guide(Seen& seen) {
  TempFolder folder;
  folder.write("transom.yaml",
               "name: Widget Works\nidentity:\n  - {qualifier: ZZ, id: RECEIVER, group: RECEIVER}\n"
               "mailboxes:\n  van: {folder: inbox, delivery: atomic}\n");
  folder.write("mappings/partners/acme/guide.yaml",
               "guide: \"850\"\nversion: \"005010\"\nname: Acme's 850\nuses:\n"
               "  BEG: M\n  CUR: not used\n  REF: {REF03: not used}\n  PO1: {PO103: codes EA}\n");
  folder.write("mappings/partners/acme/partner.yaml",
               "partner: acme\nname: Acme Stores\nidentity:\n  - {qualifier: ZZ, id: SENDER, group: SENDER}\n"
               "receive:\n  \"850\": {version: \"005010\", guide: guide.yaml}\n");
  const ConfigurationPtr configuration = Configuration::load(folder.path());
  run(cases_under_a_guide(false), AckWanted::ack_997, "005010", seen, *configuration);
  run(cases_under_a_guide(true), AckWanted::ack_999, "005010", seen, *configuration);
}

TEST_CASE("every code of an acknowledgment is sent in its place, or has a reason why it never is") {
  Seen seen;
  run(cases_of_every_version("004010"), AckWanted::ack_997, "004010", seen);
  run(cases_of_004010(), AckWanted::ack_997, "004010", seen);
  run(cases_of_every_version("005010"), AckWanted::ack_997, "005010", seen);
  run(cases_of_005010(), AckWanted::ack_997, "005010", seen);
  run(cases_of_every_version("005010"), AckWanted::ack_999, "005010", seen);
  run(cases_of_005010(), AckWanted::ack_999, "005010", seen);
  run(cases_of_ta1(), AckWanted::ta1, "004010", seen);
  run(cases_of_ta1(), AckWanted::ta1, "005010", seen);
  run_under_a_guide(seen);
  run_in_workspace(seen);
  for (const CodeList& list : lists) {
    const std::string element = list.name;
    INFO(element, " in ", std::string(list.set), " of ", std::string(list.version));
    const GuidePtr guide = GuideLibrary::built_in().find(list.version, list.set).guide;
    REQUIRE(guide);
    const auto uses = guide->elements(segment_id(element.substr(0, 3)));
    const auto place = static_cast<std::size_t>(std::stoi(element.substr(3)));
    REQUIRE(uses.size() >= place);
    const auto& got = seen[key_of(element, list.version, list.set)];
    const auto without = never_sent(element);
    const auto codes = words_of(guide->codes(guide->element(uses[place - 1].element)));
    CHECK_FALSE(codes.empty());
    for (const std::string& code : codes) {
      INFO("code ", code);
      CHECK(got.contains(code) != without.contains(code));
    }
    // Nothing is sent that the list does not have.
    for (const std::string& code : got) {
      INFO("code ", code);
      CHECK(std::find(codes.begin(), codes.end(), code) != codes.end());
    }
  }
}

// The table of reasons is held against what could be written, whatever the cases above happen to reach.
TEST_CASE("no rule has a code that is said never to be sent") {
  struct Form {
    Dialect dialect;
    const char *segment, *element, *set;
  };
  const Form forms[] = {{{}, "AK304", "AK403", "AK502"},
                        {{.late = true}, "AK304", "AK403", "AK502"},
                        {{.implementation = true, .late = true}, "IK304", "IK403", "IK502"}};
  const auto may_be_sent = [](const char* element, std::string_view code) {
    INFO(std::string(element), " ", std::string(code));
    CHECK_FALSE(never_sent(element).contains(std::string(code)));
  };
  for (const RuleInfo& rule : all_rules()) {
    INFO(std::string(rule.name));
    may_be_sent("AK905", rule.ak905);
    may_be_sent("TA105", rule.ta105);
    for (const Form& form : forms) {
      for (const char* source : {"", "acme/guide.yaml:1"}) {
        Finding finding{rule.rule, Severity::error, {}, {}, {}, {}};
        finding.source = source;
        may_be_sent(form.segment, form.dialect.segment_code(finding));
        may_be_sent(form.element, form.dialect.element_code(finding));
        may_be_sent(form.set, form.dialect.set_code(finding));
      }
    }
  }
}

TEST_CASE("a 999 names the trigger, and repeats nothing that could break it") {
  const std::string text =
      answer_to(order(std::string(beg) + "N1*ST*A*92~" + std::string(po1), "005010"), AckWanted::ack_999);
  CHECK(text.find("IK3*N1*3*N1*8~IK4*4*67*2~CTX*SITUATIONAL TRIGGER*N1*3*N1*3*66~IK5*R*5~") !=
        std::string::npos);
}

TEST_CASE("groups are answered in the order in which they came, each in its own version") {
  const std::string first = good(), second = good("005010");
  const auto group_of = [](const std::string& file, std::string_view number) {
    const std::size_t from = file.find("GS*"), to = file.find("IEA*");
    std::string group = file.substr(from, to - from);
    group = with(std::move(group), "*0900*1*X", fmt::format("*0900*{}*X", number));
    return with(std::move(group), "GE*1*1~", fmt::format("GE*1*{}~", number));
  };
  const std::string file = first.substr(0, first.find("GS*")) + group_of(first, "11") +
                           group_of(second, "12") + group_of(first, "13") + group_of(first, "14") +
                           "IEA*4*000000001~";
  const std::string text = answer_to(file, AckWanted::ack_997);
  INFO(text);
  std::vector<std::size_t> places;
  for (const char* want : {"*1*X*004010~ST*997*0001~AK1*PO*11~", "*2*X*005010~ST*997*0001~AK1*PO*12*005010~",
                           "*3*X*004010~ST*997*0001~AK1*PO*13~", "ST*997*0002~AK1*PO*14~", "IEA*3*"}) {
    places.push_back(text.find(want));
    CHECK(places.back() != std::string::npos);
  }
  CHECK(std::is_sorted(places.begin(), places.end()));
}

TEST_CASE("nothing acknowledges an acknowledgment") {
  const auto ack = [](std::string_view functional_id, std::string_view ask) {
    return testing::isa().substr(0, 100) + std::string(ask) + "*P*:~GS*" + std::string(functional_id) +
           "*SENDER*RECEIVER*20260302*0900*1*X*004010~ST*997*0001~AK1*PO*7~AK9*A*1*1*1~SE*4*0001~GE*1*1~"
           "IEA*1*000000001~";
  };
  const std::string ta1 =
      testing::isa().substr(0, 100) + "1*P*:~TA1*000000007*260302*0900*A*000~IEA*0*000000001~";
  CHECK(answer_to(ack("FA", "0"), AckWanted::ack_997).empty());
  CHECK(answer_to(ack("PO", "0"), AckWanted::ack_997).empty());
  CHECK(answer_to(ack("FA", "0"), AckWanted::ta1).empty());
  CHECK(answer_to(with(ack("FA", "0"), "SE*4*", "SE*9*"), AckWanted::ack_997).empty());
  CHECK(answer_to(ta1, AckWanted::ta1).empty());
  CHECK(answer_to(ta1, AckWanted::ack_997).empty());
  // Who asks for a TA1 of an interchange of acknowledgments gets it.
  CHECK(answer_to(ack("FA", "1"), AckWanted::ta1).find("*A*000~") != std::string::npos);
}

}  // namespace
}  // namespace transom
