// Partners' guides over the standard: what they find, whom they name, and what they may not say.
#include <doctest/doctest.h>

#include <span>

#include "support/corpus.hpp"
#include "support/temp_folder.hpp"
#include "transom/failure.hpp"
#include "transom/guide_overlay.hpp"
#include "unit/guide/checked_set.hpp"

using namespace transom;
using namespace transom::test;

namespace {

GuidePtr standard(std::string_view set = "850", std::string_view version = "004010") {
  return GuideLibrary::built_in().find(version, set).guide;
}

GuidePtr overlay(const TempFolder& folder, const std::string& uses, const std::string& set = "850") {
  const std::string text = "guide: \"" + set + "\"\nname: Ours\nuses:\n" + uses;
  return narrow(standard(set), folder.write("acme/guide.yaml", text));
}

// As tell(), and "!" behind what the partner's guide alone asks for.
std::string tell_sources(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings.items()) {
    Findings one;
    one.add(finding);
    text += (text.empty() ? "" : ", ") + tell(one) + (finding.source.empty() ? "" : "!");
  }
  return text;
}

struct Row {
  std::string name, uses, segments, want;
};

std::string order(const std::string& heading, const std::string& detail = "PO1~") {
  return "ST*850*0001~BEG*00*SA*1**20260302~" + heading + detail + "SE*9*0001~";
}

void check_rows(std::span<const Row> rows) {
  for (const Row& row : rows) {
    INFO(row.name);
    const TempFolder folder;
    const CheckOptions options{.guide = overlay(folder, row.uses)};
    CHECK(tell_sources(check_set(row.segments, options)) == row.want);
  }
}

}  // namespace

TEST_CASE("overlay: segments and loops that must, may not, or may come less often") {
  const Row rows[] = {
      {"must, there", "  CUR: M\n", order("CUR*BY*USD~"), ""},
      {"must, missing", "  CUR: M\n", order("REF*DP*1~"), "segment-missing CUR@3!"},
      {"must, missing at the end of the loop", "  PO1/PID: M\n", order("", "PO1~PO1~PID*F****x~"),
       "loop-missing PID@4!"},
      {"must, missing in the last loop", "  PO1/PID: M\n", order("", "PO1~PID*F****x~PO1~"),
       "loop-missing PID@6!"},
      {"must, and the set breaks off", "  PO1/PID: M\n", "ST*850*1~BEG*00*SA*1**20260302~PO1~", ""},
      {"mandatory by the standard: the standard's finding", "  BEG: M\n", "ST*850*1~PO1~SE*3*1~",
       "segment-missing BEG@2"},
      {"not used", "  CUR: not used\n", order("CUR*QQQ*USD~"), "segment-not-used CUR@3!"},
      {"a loop not used, and what is in it", "  N9: not used\n", order("N9*L1*1~MSG*x~"),
       "segment-not-used N9@3!"},
      {"at most", "  REF: 2\n", order("REF*DP*1~REF*DP*2~REF*DP*3~REF*DP*4~"), "segment-over-limit REF@5!"},
      {"at most, of a loop", "  N1: 1\n", order("N1*ST*a~N2*x~N1*BY*b~"), "loop-over-limit N1@5!"},
      {"at most, in each loop around", "  PO1/PID: 1\n",
       order("", "PO1~PID*F****x~PO1~PID*F****x~PID*F****y~"), "loop-over-limit PID@7!"},
      {"over the standard's limit too", "  PER: 2\n", order("PER*BD~PER*BD~PER*BD~PER*BD~"),
       "segment-over-limit PER@5!, segment-over-limit PER@6"},
  };
  check_rows(rows);
}

TEST_CASE("overlay: uses by qualifier") {
  const std::string parties = "  N1[ST]: M 1\n  N1[BY]: 1\n  N1[SF]: not used\n";
  const std::string places = "  N1[ST]: M\n  N1[ST]/N4: M\n  N1[BY]/N4: not used\n  N1/N2: 1\n";
  const Row rows[] = {
      {"as asked", parties, order("N1*BY*a~N1*ST*b~"), ""},
      {"others are free", parties, order("N1*VN*a~N1*ST*b~N1*VN*c~"), ""},
      {"missing among others", parties, order("N1*BY*a~"), "loop-missing N1@4!"},
      {"missing with the whole loop", parties, order("REF*DP*1~"), "loop-missing N1@4!"},
      {"too many", parties, order("N1*ST*a~N1*BY*a~N1*BY*b~N1*BY*c~"), "loop-over-limit N1@5!"},
      {"not used", parties, order("N1*SF*a~N1*ST*b~"), "segment-not-used N1@3!"},
      {"in the loop that a qualifier opened", places, order("N1*ST*a~N2*b~N4*cc~N1*BY*d~N3*e~"), ""},
      {"missing there", places, order("N1*ST*a~N3*b~N1*BY*d~"), "segment-missing N4@5!"},
      {"not used there", places, order("N1*BY*a~N4*bb~N1*ST*c~N4*dd~"), "segment-not-used N4@4!"},
      {"what holds for all holds there too", places, order("N1*ST*a~N2*b~N2*b~N4*dd~"),
       "segment-over-limit N2@5!"},
      {"one of two qualifiers", "  N1[ST|SF]: M 1\n", order("N1*SF*a~"), ""},
      {"both count as one", "  N1[ST|SF]: M 1\n", order("N1*SF*a~N1*ST*b~"), "loop-over-limit N1@4!"},
      {"by another element", "  N1[N103=92]: M\n", order("N1*ST*a*9*11~"), "loop-missing N1@4!"},
      {"nested", "  PO1/N1[ST]/REF[DP]: M\n",
       order("", "PO1~N1*ST*a~REF*DP*1~PO1~N1*ST*a~REF*IA*1~PO1~N1*BY*b~"), "segment-missing REF@9!"},
      {"a code padded with blanks", parties, order("N1*ST *a~"), ""},
      {"a loop without its first segment has no qualifier", "  N1[ST]/N4: M\n  N1/N4: {N401: M}\n",
       order("N4**OH~"), "segment-missing N1@3, element-missing N401@3!"},
      {"order, kept", "  N1: {order: BY ST VN}\n", order("N1*BY*a~N1*SF*x~N1*ST*b~N1*ST*b~N1*VN*c~"), ""},
      {"order, broken", "  N1: {order: BY ST VN}\n", order("N1*ST*a~N1*BY*b~N1*VN*c~"),
       "segment-out-of-order N1@4!"},
      {"order starts again in the next loop", "  PO1/REF: {order: DP IA}\n",
       order("", "PO1~REF*DP*1~REF*IA*1~PO1~REF*DP*1~"), ""},
  };
  check_rows(rows);
}

TEST_CASE("overlay: elements") {
  const Row rows[] = {
      {"length", "  BEG: {BEG03: 3..5}\n", order("", "PO1~"), "element-too-short BEG03@2!"},
      {"length, beyond the standard's: the standard's finding", "  CUR: {CUR02: 3}\n", order("CUR*BY*USDX~"),
       "element-too-long CUR02@3"},
      {"codes", "  BEG: {BEG01: codes 01 05}\n", order(""), "element-code BEG01@2!"},
      {"codes, unknown to the standard: the standard's finding", "  CUR: {CUR01: codes BY}\n",
       order("CUR*Q?*USD~"), "element-code CUR01@3"},
      {"codes of an external list", "  CUR: {CUR02: codes USD CAD}\n", order("CUR*BY*EUR~"),
       "element-code CUR02@3!"},
      {"values of a text", "  N1: {N104: codes 0042}\n", order("N1*ST*a*92*0043~N1*ST*b*92*0042~"),
       "element-code N104@3!"},
      {"must", "  CUR: {CUR03: M}\n", order("CUR*BY*USD~"), "element-missing CUR03@3!"},
      {"must by the standard: the standard's finding", "  CUR: {CUR02: M 3}\n", order("CUR*BY~"),
       "element-missing CUR02@3"},
      {"not used", "  REF: {REF03: not used}\n", order("REF*DP*1*x~"), "element-not-used REF03@3!"},
      {"not used, and empty", "  REF: {REF03: not used}\n", order("REF*DP*1~"), ""},
      {"a composite not used", "  REF: {REF04: not used}\n", order("REF*DP*1**CT:1:PO:2~"),
       "element-not-used REF04@3!"},
      {"component codes", "  REF: {REF04-1: codes PO}\n", order("REF*DP*1**CT:1~REF*DP*1**PO:1~"),
       "element-code REF04-1@3!"},
      {"component not used", "  REF: {REF04-3: not used}\n", order("REF*DP*1**CT:1:PO:2~"),
       "element-not-used REF04-3@3!"},
      {"component must", "  MEA: {MEA04-2: M}\n", order("MEA*WT*G*5*LB~"), "element-missing MEA04-2@3!"},
      {"by qualifier", "  REF[DP]: {REF02: 3}\n  REF[IA]: {REF02: 5..6}\n",
       order("REF*DP*42~REF*IA*55501~REF*DP*042~REF*IA*1~REF*ZZ*1~"),
       "element-too-short REF02@3!, element-too-short REF02@6!"},
      {"the more exact line wins",
       "  REF: {REF02: 1..4, REF03: not used}\n  REF[DP]: {REF02: 3, REF03: 1..9}\n",
       order("REF*DP*42*x~REF*IA*12345*x~REF*IA*1234~"),
       "element-too-short REF02@3!, element-too-long REF02@4!, element-not-used REF03@4!"},
      {"elsewhere the segment is as in the standard", "  PO1/REF: {REF02: 3}\n",
       order("REF*DP*1~", "PO1~REF*DP*1~"), "element-too-short REF02@5!"},
      {"notes stay the standard's", "  N1: {N104: M}\n", order("N1*ST*a~"), "element-missing N104@3!"},
      {"three faults of one segment", "  CUR: {CUR01: codes SE, CUR02: codes CAD, CUR03: not used}\n",
       order("CUR*BY*USD*1.5~"), "element-code CUR01@3!, element-code CUR02@3!, element-not-used CUR03@3!"},
  };
  check_rows(rows);
}

TEST_CASE("overlay: hierarchies are told apart by their level") {
  const TempFolder folder;
  const CheckOptions options{
      .set = "856",
      .guide =
          overlay(folder, "  HL[HL03=S]/TD5: M\n  HL[HL03=O]/PRF: M\n  HL[HL03=I]/TD5: not used\n", "856")};
  const auto told = [&](const std::string& hl) {
    return tell_sources(check_set("ST*856*0001~BSN*00*11*20260302*1200~" + hl + "SE*9*0001~", options));
  };
  CHECK(told("HL*1**S~TD5**2*ABCD~HL*2*1*O~PRF*1~HL*3*2*I~LIN**UP*1~") == "");
  CHECK(told("HL*1**S~HL*2*1*O~HL*3*2*I~TD5**2*ABCD~") ==
        "segment-missing TD5@4!, segment-missing PRF@5!, segment-not-used TD5@6!");
}

TEST_CASE("overlay: findings name the line, and lines have severities of their own") {
  const TempFolder folder;
  CheckOptions options;
  options.guide = overlay(folder,
                          "  REF[DP]:\n    use: M 1\n    comment: one department\n"
                          "    REF02: {use: 3, severity: warn, comment: three digits}\n");
  const Findings findings = check_set(order("REF*DP*42~REF*DP*043~"), options);
  REQUIRE(findings.items().size() == 2);
  CHECK(describe(findings.items()[0]) ==
        "REF02 (segment 3 of the interchange): '42' is too short for element 127; expected 3 characters "
        "(acme/guide.yaml:7: three "
        "digits)");
  CHECK(findings.items()[0].severity == Severity::warn);
  CHECK(describe(findings.items()[1]) ==
        "REF (segment 4 of the interchange): the segment is used more often than it may be; expected at most "
        "1 of REF[DP] "
        "(acme/guide.yaml:4: one department)");
  CHECK(findings.errors() == 1);

  const Findings missing = check_set(order(""), options);
  REQUIRE(missing.items().size() == 1);
  CHECK(describe(missing.items()[0]) ==
        "REF (segment 3 of the interchange): a mandatory segment is missing; expected REF[DP] before PO1 "
        "(acme/guide.yaml:4: one "
        "department)");

  CHECK(overlay_name(*options.guide) == "Ours");
  REQUIRE(overlay_lines(*options.guide).size() == 2);
  CHECK(overlay_lines(*options.guide)[1].path == "REF[DP]/REF02");
  CHECK(overlay_lines(*options.guide)[1].text == "3 (three digits)");
  CHECK(overlay_name(*standard()).empty());
}

TEST_CASE("overlay: the standard guide stays as it is, and sets hold the standard's uses") {
  const TempFolder folder;
  const GuidePtr narrowed = overlay(folder, "  REF[DP]: M 1\n  REF: {REF02: 3}\n");
  CHECK(narrowed->uses().size() == standard()->uses().size());
  const std::string text = order("REF*IA*1~REF*DP*042~N1*ST*a~N4*bb~");
  CHECK(tell(check_set(text)).empty());
  TransactionSet by_standard, by_overlay;
  (void)check_set(text, {}, &by_standard);
  (void)check_set(text, {.guide = narrowed}, &by_overlay);
  REQUIRE(by_standard.rows().size() == by_overlay.rows().size());
  for (std::size_t i = 0; i < by_standard.rows().size(); ++i) {
    CHECK(by_standard.rows()[i].use == by_overlay.rows()[i].use);
    CHECK(by_standard.rows()[i].loop == by_overlay.rows()[i].loop);
  }
}

TEST_CASE("overlay: what widens, contradicts or is not there is refused with its place") {
  struct Mistake {
    std::string name, uses, want;
  };
  const std::string narrows = "; an overlay only narrows the standard";
  const Mistake rows[] = {
      {"a segment that the set has not", "  NTE: M\n",
       "4:3: there is no segment NTE in the 850 of 004010" + narrows},
      {"a segment that the loop has not", "  N1/MSG: M\n",
       "4:3: there is no segment MSG in loop N1 in the 850 of 004010" + narrows},
      {"no loop", "  BEG/N1: M\n", "4:3: BEG opens no loop in the 850 of 004010, so nothing stands in it"},
      {"more often", "  PER: 4\n",
       "4:8: PER may be used 3 times in the 850 of 004010" + narrows + "; write 3 or less"},
      {"longer", "  BEG: {BEG03: 1..30}\n",
       "4:16: BEG03 has 1..22 characters in the 850 of 004010" + narrows},
      {"shorter than the standard", "  CUR: {CUR01: 1..3}\n",
       "4:16: CUR01 has 2..3 characters in the 850 of 004010" + narrows},
      {"an unknown code", "  BEG: {BEG01: codes 00 QQ}\n",
       "4:16: code QQ is not in the standard's list of element 353" + narrows},
      {"an unknown qualifier", "  N1[Q?]: M\n",
       "4:3: code Q? is not in the standard's list of element 98" + narrows},
      {"an element that is not there", "  BEG: {BEG13: M}\n",
       "4:9: there is no BEG13 in the 850 of 004010" + narrows},
      {"a component that is not there", "  BEG: {BEG03-1: M}\n",
       "4:9: there is no BEG03-1 in the 850 of 004010" + narrows},
      {"repeats", "  BEG: {BEG03: x2}\n", "4:16: BEG03 may repeat 1 times in the 850 of 004010" + narrows},
      {"a mandatory segment left out", "  BEG: not used\n",
       "4:8: BEG is mandatory in the 850 of 004010 and so cannot be left out"},
      {"a mandatory element left out", "  BEG: {BEG03: not used}\n",
       "4:16: BEG03 is mandatory in the 850 of 004010 and so cannot be left out"},
      {"one qualifier in two lines", "  N1[ST|SF]: M\n  N1[ST]: 1\n",
       "5:3: ST is meant by N1[ST|SF] as well; write each qualifier once"},
      {"two elements that tell apart", "  N1[ST]: M\n  N1[N103=92]: M\n",
       "5:3: N1[N103=92] and N1[ST] tell segments apart by different elements; choose one of them"},
      {"two elements that tell apart, on the way", "  N1[ST]: M\n  N1[N103=92]/N4: M\n",
       "5:3: N4 and N1[ST] tell segments apart by different elements; choose one of them"},
      {"shut out by its own codes", "  N1: {N101: codes BY ST}\n  N1[VN]: 1\n",
       "5:3: VN is not among the codes that this overlay leaves here; they are BY ST"},
      {"no word", "  CUR: twice\n",
       "4:8: 'twice' is not understood; write M, 3, M 1 or not used; elements stand in a map below the path"},
      {"no word for an element", "  BEG: {BEG03: long}\n",
       "4:16: 'long' is not understood; write M, 3, 1..10, codes A B, a mix of them, or not used"},
      {"no element", "  BEG: {BGE03: M}\n",
       "4:9: 'BGE03' is no element of BEG; write BEG01, or BEG01-1 for a component; use, order, comment and "
       "severity are the other keys"},
      {"codes of a number", "  PO1: {PO102: codes 1 2}\n",
       "4:16: PO102 is no code or text, so it has no list of codes"},
      {"rules for what is not used", "  CUR: {use: not used, CUR02: 3}\n",
       "4:24: CUR is not used, so nothing holds for CUR02"},
      {"an order of one", "  N1: {order: BY}\n",
       "4:15: an order needs two qualifiers or more; write BY ST VN"},
      {"length of a composite", "  REF: {REF04: 3}\n",
       "4:16: REF04 is a composite; its components have lengths; write REF04-1"},
      {"no severity", "  CUR: {use: M, severity: high}\n", "4:27: 'high' is not known here"},
      {"a bracket left open", "  N1[ST: M\n", "4:3: 'N1[ST' is not understood; write N1[ST] or N1[ST|SF]"},
  };
  for (const Mistake& row : rows) {
    INFO(row.name);
    const TempFolder folder;
    std::string got;
    try {
      (void)overlay(folder, row.uses);
    } catch (const Failure& failure) {
      CHECK(failure.kind() == FailureKind::configuration);
      got = failure.what();
    }
    const std::string file = folder.path() + "/acme/guide.yaml:";
    CHECK(got.substr(0, file.size() + row.want.size()) == file + row.want);
  }
  const TempFolder folder;
  CHECK_THROWS_WITH_AS(
      (void)narrow(standard("855"), folder.write("g.yaml", "guide: \"850\"\nname: x\nuses: {}\n")),
      doctest::Contains("this overlay is for set 850, and was agreed for 855"), Failure);
  CHECK_THROWS_WITH_AS(
      (void)narrow(standard("850", "005010"),
                   folder.write("h.yaml", "guide: \"850\"\nversion: \"004010\"\nname: x\nuses: {}\n")),
      doctest::Contains("this overlay narrows version 004010, and 005010 was agreed"), Failure);
}

TEST_CASE("overlay: the example of the reference and the sample partner's guide hold") {
  const std::string page = testing::file_content(testing::source_folder() / "mappings/guides/README.md");
  const std::size_t from = page.find("    guide: \"850\"");
  REQUIRE(from != std::string::npos);
  std::string example = page.substr(from, page.find("\n\n", from) + 1 - from);
  for (std::size_t at = 0; (at = example.find("    ", at)) != std::string::npos;) {
    example.erase(at, 4);  // the indentation of the page
    at = example.find('\n', at);
    if (at == std::string::npos) break;
  }
  const TempFolder folder;
  const GuidePtr by_example = narrow(standard(), folder.write("guide-850.yaml", example));
  CHECK(overlay_lines(*by_example).size() == 14);
  CHECK(tell_sources(check_set(order("CUR*BY*USD~REF*DP*42~N1*ST*a*92*11~N4*xx~", "PO1~PID*F****x~"),
                               {.guide = by_example})) == "element-too-short REF02@4!");

  const auto sample = testing::source_folder() / "mappings/partners/acme-stores/guide-850.yaml";
  CHECK(overlay_name(*narrow(standard(), sample.string())) == "Acme Stores purchase order guide");
}
