// What is said about elements: presence, types at their limits, codes, composites, repetitions, notes.
#include <doctest/doctest.h>

#include "guide/value_check.hpp"
#include "unit/guide/checked_set.hpp"

using namespace transom;
using namespace transom::test;

namespace {

struct Row {
  std::string name;
  std::string segment;
  std::string want;
};

// The findings about one heading segment of an otherwise right order.
std::string tell_heading(const std::string& segment, CheckOptions options = {}) {
  return tell(check_set("ST*850*0001~BEG*00*SA*1**20260302~" + segment + "~PO1~SE*5*0001~", options));
}

Finding only(const Findings& findings) {
  REQUIRE(findings.items().size() == 1);
  return findings.items()[0];
}

}  // namespace

TEST_CASE("mandatory elements, and elements behind the last one") {
  const Row rows[] = {
      {"right", "CUR*BY*USD", ""},
      {"first missing", "CUR**USD", "element-missing CUR01@3"},
      {"all missing", "CUR", "element-missing CUR01@3, element-missing CUR02@3"},
      {"too many", "MAN*GM*1***X*Y*Z", "element-condition MAN04@3, too-many-elements MAN07@3"},
      {"a trailing separator only warns", "CUR*BY*USD*", ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(tell_heading(row.segment) == row.want);
  }
  CHECK(tell_heading("NTE*GEN*x*y*z", {.set = "850"}) == "segment-not-in-set NTE@3");
  CHECK(tell_heading("PKG*F****x**y", {.notes = true}) == "too-many-elements PKG07@3");
  CHECK(tell_heading("CUR*BY*USD**", {.notes = true}) == "trailing-empty-elements CUR04@3");
  CHECK(tell_heading("CUR*BY*", {.notes = true}) == "element-missing CUR02@3");
  CHECK(tell_heading("MEA*WT*G*5*LB::::::::::::::::", {.notes = true}) ==
        "trailing-empty-elements MEA04-17@3");
  CHECK(tell_heading("N2*a*b**", {.set = "850"}) == "segment-missing N1@3");
}

TEST_CASE("values at the limits of their types") {
  struct Limit {
    ElementType type;
    std::uint16_t min, max;
    const char* value;
    Rule want;
  };
  using enum ElementType;
  constexpr Rule ok = Rule::count_, small = Rule::element_too_short, large = Rule::element_too_long;
  constexpr Rule number = Rule::element_number, date = Rule::element_date, time = Rule::element_time;
  constexpr Rule character = Rule::element_character, zero = Rule::leading_zeros,
                 blank = Rule::trailing_blanks;
  const Limit rows[] = {
      {an, 2, 4, "a", small},
      {an, 2, 4, "ab", ok},
      {an, 2, 4, "abcd", ok},
      {an, 2, 4, "abcde", large},
      {an, 2, 4, "a ", ok},
      {an, 1, 4, "a ", blank},
      {an, 1, 4, "abcd  ", blank},
      {an, 1, 4, " abc", ok},
      {an, 1, 4, " abcd", large},
      {an, 1, 4, "a\tb", character},
      {an, 1, 4, "a\x7f", character},
      {an, 1, 4, "caf\xe9", character},
      {an, 1, 20, "~^`{}[]|\\#$%@_<>", ok},
      {an, 1, 20, "!\"&'()*+,-./:;?= aZ9", ok},
      {id, 2, 3, "A", small},
      {id, 2, 3, "AB", ok},
      {id, 2, 3, "ABC", ok},
      {id, 2, 3, "ABCD", large},
      {n, 1, 3, "123", ok},
      {n, 1, 3, "-123", ok},
      {n, 1, 3, "1234", large},
      {n, 2, 3, "-1", small},
      {n, 2, 3, "-12", ok},
      {n, 1, 3, "1.2", number},
      {n, 1, 3, "-", number},
      {n, 1, 3, "1-", number},
      {n, 1, 3, "+1", number},
      {n, 1, 3, "1 ", number},
      {n, 1, 3, " 1", number},
      {n, 1, 3, "01", zero},
      {n, 2, 3, "01", ok},
      {n, 1, 3, "0", ok},
      {n, 1, 15, "123456789012345", ok},
      {n, 1, 15, "12345678901234x", number},
      {r, 1, 3, "1.23", ok},
      {r, 1, 3, "-1.23", ok},
      {r, 1, 3, "12.34", large},
      {r, 1, 3, ".5", ok},
      {r, 1, 3, "0.5", ok},
      {r, 1, 3, "00.5", zero},
      {r, 1, 3, "5.", number},
      {r, 1, 3, ".", number},
      {r, 1, 3, "-.", number},
      {r, 1, 3, "1.2.3", number},
      {r, 1, 5, "1E3", number},
      {r, 1, 3, "1,2", number},
      {r, 1, 15, "1234567.8901234", ok},
      {r, 1, 15, "12345678901.2.3", number},
      {r, 1, 9, "-0", ok},
      {r, 1, 9, "123456.7", ok},
      {r, 1, 9, "1234567.", number},
      {r, 1, 9, ".1234567", ok},
      {r, 1, 9, "..123456", number},
      {dt, 8, 8, "20260302", ok},
      {dt, 8, 8, "20260230", date},
      {dt, 8, 8, "20240229", ok},
      {dt, 8, 8, "20230229", date},
      {dt, 8, 8, "20261301", date},
      {dt, 8, 8, "20260100", date},
      {dt, 8, 8, "20260131", ok},
      {dt, 8, 8, "20260431", date},
      {dt, 8, 8, "2026030", small},
      {dt, 8, 8, "260302", small},
      {dt, 8, 8, "2026-3-2", date},
      {dt, 8, 8, "202603021", large},
      {dt, 8, 8, "00000101", date},
      {dt, 6, 6, "260302", ok},
      {dt, 6, 6, "260230", date},
      {dt, 6, 8, "2603021", date},
      {tm, 4, 8, "2359", ok},
      {tm, 4, 8, "2400", time},
      {tm, 4, 8, "1260", time},
      {tm, 4, 8, "123", small},
      {tm, 4, 8, "12345", time},
      {tm, 4, 8, "123459", ok},
      {tm, 4, 8, "123460", time},
      {tm, 4, 8, "1234595", ok},
      {tm, 4, 8, "12345959", ok},
      {tm, 4, 8, "123459595", large},
      {tm, 4, 8, "12:30", time},
      {b, 1, 4, "\x01\xff", ok},
      {b, 1, 4, "12345", large},
  };
  for (const Limit& row : rows) {
    INFO(static_cast<int>(row.type) << " " << row.min << ".." << row.max << " '" << row.value << "'");
    ElementCheck check;
    check.type = row.type;
    check.min = row.min;
    check.max = row.max;
    const std::string_view value = row.value;
    bool plain = true;
    for (const char c : value) plain = plain && c >= 0x20 && c < 0x7f;
    const ValueVerdict verdict = check_value(check, value, plain);
    const Rule got = verdict.fault != Rule::count_ ? verdict.fault : verdict.remark;
    CHECK(std::string(got == ok ? "ok" : info(got).name) == (row.want == ok ? "ok" : info(row.want).name));
    if (!plain) continue;
    // The fast look may send a right value to the exact one, never let a wrong one pass.
    const auto size = static_cast<std::uint32_t>(value.size());
    for (const std::string padding : {"", "x", "xxxxxxxxx"}) {
      const std::string around = padding + std::string(value);
      const Bounds bounds{around.data(), around.data() + around.size()};
      const bool sure = surely_right(check, around.data() + padding.size(), size, bounds);
      if (row.want != ok) CHECK_FALSE(sure);
      const bool everyday =
          size <= 8 && size <= row.max && value[0] != '-' && value.back() != ' ' && row.type != b;
      if (row.want == ok && everyday && value != "20240229" && size != 7 && row.max != 6) {
        if (value != "20260131") CHECK(sure);
      }
    }
  }
}

TEST_CASE("codes") {
  const Row rows[] = {
      {"known", "CUR*BY*USD", ""},
      {"unknown", "CUR*QQQ*USD", "element-code CUR01@3"},
      {"unknown, of the right length", "CUR*B?*USD", "element-code CUR01@3"},
      {"small letters", "CUR*by*USD", "element-code CUR01@3"},
      {"external list: never rejected", "CUR*BY*QQQ", ""},
      {"external list, wrong length", "CUR*BY*QQQQ", "element-too-long CUR02@3"},
      {"both", "REF*ZZZ*", "element-code REF01@3, element-condition REF02@3"},
      {"four characters", "SAC*A*C310***100", ""},
      {"four characters, unknown", "SAC*A*C3XX***100", "element-code SAC02@3"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(tell_heading(row.segment) == row.want);
  }
  const Finding few = only(check_set("ST*850*0001~BEG*00*SA*1**20260302~SAC*X*C310***100~PO1~SE*5*0001~"));
  CHECK(few.expected == "one of A, C, N, P, Q, R, S");
  CHECK(few.value == "X");
  CHECK(few.element_number == "248");
  const Finding many = only(check_set("ST*850*0001~BEG*00*SA*1**20260302~N1*Q*A~PO1~SE*5*0001~"));
  CHECK(many.rule == Rule::element_too_short);
  const Finding unknown = only(check_set("ST*850*0001~BEG*00*SA*1**20260302~N1*QQQ*A~PO1~SE*5*0001~"));
  CHECK(unknown.expected == "one of the 1312 codes of the list");
}

TEST_CASE("every code of every list is found, and none beside them") {
  const GuidePtr guide = GuideLibrary::built_in().find("004010", "850").guide;
  std::size_t codes = 0, all = 0;
  for (const SegmentCheck& segment : guide->tables().version->segments) {
    for (std::uint32_t i = segment.first; i < segment.first + segment.count; ++i) {
      const ElementCheck& check = guide->tables().version->checks[i];
      std::string_view list = guide->tables().version->code_lists[check.element];
      REQUIRE(list.empty() == (check.codes == nullptr));
      while (!list.empty()) {
        const std::string code(list.substr(0, list.find(' ')));
        list.remove_prefix(std::min(list.size(), code.size() + 1));
        codes += has_code(check, blob::code_key(code)) && !has_code(check, blob::code_key(code + "?"));
        ++all;
      }
    }
  }
  CHECK(codes == all);
  CHECK(all > 20000);
}

TEST_CASE("syntax notes of every kind, and whom they blame") {
  const Row rows[] = {
      {"P, both", "N1*ST**92*0042", ""},
      {"P, the first alone", "N1*ST*A*92", "element-condition N104@3"},
      {"P, the second alone", "N1*ST*A**0042", "element-condition N103@3"},
      {"P of three", "PAM*01*5*EA*1*100", ""},
      {"P of three, the middle missing", "PAM*01**EA*1*100", "element-condition PAM02@3"},
      {"P of three, one alone", "PAM*01***1*100", "element-condition PAM02@3, element-condition PAM03@3"},
      {"R, none", "REF*DP", "element-condition REF02@3"},
      {"R, the second will do", "REF*DP**text", ""},
      {"R of three, the last will do", "DTM*002****D8*20260302", ""},
      {"C, condition without the other", "PKG*F*34**CODE*x", "element-condition PKG03@3"},
      {"C, the other without the condition", "PKG*F*34*VI**x", ""},
      {"L, condition with one of the others", "SAC*C*C310***********OPT", ""},
      {"L, one of the others", "ITD*01*3*5**10", ""},
      {"L, none of the others", "ITD*01*3*5", "element-condition ITD04@3"},
      {"L, the last of the others", "ITD*01*3*5**********30", ""},
      {"E, both", "TD3*20*ABCD*123*******TRL2", "element-excluded TD310@3"},
      {"E, one", "TD3*20*ABCD*123", ""},
      {"two notes blame one element", "PKG*F*34*VI", "element-condition PKG04@3"},
      {"C of two others", "FOB*DF**text", "element-condition FOB02@3"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(tell_heading(row.segment) == row.want);
  }
  const Finding pair = only(check_set("ST*850*0001~BEG*00*SA*1**20260302~N1*ST*A*92~PO1~SE*5*0001~"));
  CHECK(pair.expected == "a value, since N103 is present (P0304)");
  CHECK(pair.element_number == "67");
  const Finding one = only(check_set("ST*850*0001~BEG*00*SA*1**20260302~REF*DP~PO1~SE*5*0001~"));
  CHECK(one.expected == "one of those named in R0203");
  const Finding none = only(check_set("ST*850*0001~BEG*00*SA*1**20260302~PO1*1~QTY*01*2**text~SE*5*0001~"));
  CHECK(none.rule == Rule::element_excluded);
  CHECK(none.value == "text");
  CHECK(none.expected == "nothing, since QTY02 is present (E0204)");
}

TEST_CASE("composites and their components") {
  const Row rows[] = {
      {"one component", "MEA*WT*G*5*LB", ""},
      {"three", "MEA*WT*G*5*LB:2:3", ""},
      {"first missing", "MEA*WT*G*5*:2", "element-missing MEA04-1@3"},
      {"separators alone are no value", "MEA*WT*G*5*::", ""},
      {"a bad one", "MEA*WT*G*5*LB:x", "element-number MEA04-2@3"},
      {"a bad code", "MEA*WT*G*5*??:2", "element-code MEA04-1@3"},
      {"too many", "MEA*WT*G*5*LB::::::::::::::::1", "too-many-components MEA04-17@3"},
      {"a note inside", "REF*DP*1**CT:12:PO", "element-condition REF04-4@3"},
      {"mandatory second", "REF*DP*1**CT", "element-missing REF04-2@3"},
      {"in a simple element", "REF*DP*a:b", "too-many-components REF02@3"},
      {"in a simple code", "CUR*BY:ST*USD", "too-many-components CUR01@3"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(tell_heading(row.segment) == row.want);
  }
  CHECK(
      tell(check_set("ST*997*1~AK1*PO*1~AK2*850*0001~AK3*BEG*2**8~AK4*3:1*324*1~AK5*R*5~AK9*R*1*1*0~SE*8*1~",
                     {.set = "997"}))
          .empty());
}

TEST_CASE("a separator repeats only where the interchange has one") {
  CHECK(tell_heading("REF*DP*a^b").empty());
  CHECK(tell_heading("REF*DP*a^b", {.repetition = '^'}) == "too-many-repetitions REF02@3");
  const CheckOptions later{.version = "005010", .set = "999", .repetition = '^'};
  const auto with = [&](const std::string& ctx) {
    return tell(check_set("ST*999*0001*005010X231~AK1*PO*1~AK2*850*0001~IK3*N1*5**8~" + ctx +
                              "~IK5*R*I5~AK9*R*1*1*0~SE*8*0001~",
                          later));
  };
  CHECK(with("CTX*A:1^B:2") == "");
  CHECK(with("CTX*A:1^:2") == "element-missing CTX01-1 r2@5");
}

TEST_CASE("foreign characters are findings, and lengths count characters") {
  CHECK(tell_heading("REF*DP*caf\xc3\xa9") == "element-character REF02@3");
  CHECK(tell_heading("REF*DP*a\tb") == "element-character REF02@3");
  ElementCheck check;
  check.min = 1;
  check.max = 4;
  // Where the characters are allowed by agreement the length still counts them, not bytes.
  CHECK(check_value(check, "caf\xc3\xa9", false).fault == Rule::element_character);
}

TEST_CASE("values in findings are cut") {
  const std::string value(300, 'x');
  const Finding finding = only(check_set("ST*850*0001~BEG*00*SA*" + value + "**20260302~PO1~SE*5*0001~"));
  CHECK(finding.rule == Rule::element_too_long);
  CHECK(finding.value == std::string(99, 'x'));
  CHECK(finding.expected == "1 to 22 characters");
  CHECK(describe(finding).find("BEG03") != std::string::npos);
}

TEST_CASE("implied decimals are said in words") {
  const Finding finding =
      only(check_set("ST*850*0001~BEG*00*SA*1**20260302~SAC*A*C310***1.00~PO1~SE*5*0001~"));
  CHECK(finding.rule == Rule::element_number);
  CHECK(finding.expected == "digits without a point, the last 2 of them decimals");
}
