// What the walk says about sets that are out of order. One fault is to be one finding, at the segment that
// shows it.
#include <doctest/doctest.h>

#include "unit/guide/checked_set.hpp"

using namespace transom;
using namespace transom::test;

namespace {

struct Row {
  std::string name;
  std::string segments;
  std::string want;
};

std::string several(int count, const std::string& segment) {
  std::string text;
  for (int i = 0; i < count; ++i) text += segment;
  return text;
}

constexpr const char* st = "ST*850*0001~";
constexpr const char* beg = "BEG*00*SA*PO1**20260302~";
constexpr const char* po1 = "PO1*1*2*EA*3**UP*012345678905~";
constexpr const char* se = "CTT*1~SE*5*0001~";

void check_rows(std::span<const Row> rows, const CheckOptions& options) {
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(tell(check_set(row.segments, options)) == row.want);
  }
}

}  // namespace

TEST_CASE("an order whose segments stand where they may") {
  const Row rows[] = {
      {"least", "ST*850*0001~BEG*00*SA*1**20260302~PO1~SE*4*0001~", ""},
      {"loops nested and left",
       "ST*850*1001~BEG*00*SA*1**20260302~CUR*BY*USD~REF*DP*12~REF*IA*7~SAC*A*C310***100~CUR*BY*USD~ITD*01~"
       "AMT*1*5~REF*DP*1~FA1*DF~FA2*01*1~FA2*02*2~N9*L1*x~MSG*hello~N1*ST*A*92*0001~N3*Road~N4*Town*OH*44101~"
       "N1*BT*B*92*0002~N3*Road~PO1*1*2*EA*3~PID*F****text~MEA*WT*G*5*LB~SCH*5*EA***002*20260302~"
       "SCH*6*EA***002*20260303~N1*ST*C*92*0003~N4*Town~LDT*AF*3*DA~QTY*01*2~SLN*1**I~N9*L1*y~MSG*z~N1*ST*D~"
       "PO1*2*2*EA*3~CTT*2~AMT*1*6~SE*34*1001~",
       ""},
      {"the same segment in two places: SAC's CUR, not the heading's",
       "ST*850*1~BEG*00*SA*1**20260302~"
       "SAC*A*C310***100~CUR*BY*USD~SAC*A*C310***100~CUR*BY*USD~PO1~SE*7*1~",
       ""},
      {"a bounded loop between LS and LE",
       "ST*850*0001~BEG*00*SA*1**20260302~PO1~LS*LDT~LDT*AF*3*DA~QTY*01*2~LDT*AF*3*DA~LM*DF~LQ*0*A~LE*LDT~"
       "N9*L1*x~PO1~SE*12*0001~",
       ""},
      {"inside the bounded loop, and N1's own LDT",
       "ST*850*0001~BEG*00*SA*1**20260302~PO1~N1*ST*A~LDT*AF*3*DA~MAN*GM*1~SE*7*0001~", ""},
  };
  check_rows(rows, {});
}

TEST_CASE("an order whose segments do not") {
  const std::string head = std::string(st) + beg;
  struct Built {
    std::string name;
    std::string segments;
    std::string want;
  };
  const Built rows[] = {
      {"BEG is missing", std::string(st) + "CUR*BY*USD~" + po1 + se, "segment-missing BEG@2"},
      {"BEG comes late: said once", std::string(st) + "REF*DP*1~" + beg + po1 + se, "segment-missing BEG@2"},
      {"only SE follows: the envelope's set-empty says it", std::string(st) + "SE*2*0001~", ""},
      {"no line", head + "N1*ST*A~" + se, "loop-missing PO1@4"},
      {"no line, and a line after the totals", head + "CTT*0~PO1~SE*5*0001~", "loop-missing PO1@3"},
      {"unknown segment in the middle", head + "XX*1*2~" + po1 + se, "segment-unknown XX@3"},
      {"no segment id", head + "X(1*2~po1*1~LONG*1~" + po1 + se,
       "segment-id-invalid X(1@3, segment-id-invalid po1@4, segment-id-invalid LONG@5"},
      {"segment of the version, not of the set", head + "BIG*1*2~" + po1 + se, "segment-not-in-set BIG@3"},
      {"REF before BEG's place is out of order only once",
       std::string(st) + "BEG*00*SA*1**20260302~N1*ST*A~" + "REF*DP*1~PER*BD*A~N1*BT*B~CUR*BY*USD~" + po1 +
           se,
       "segment-out-of-order CUR@7"},
      {"heading date behind the names", head + "N1*ST*A~N3*Road~DTM*002*20260302~" + po1 + se,
       "segment-out-of-order DTM@5"},
      {"N3 without its N1", head + "N3*Road~N4*Town~" + po1 + se, "segment-missing N1@3"},
      {"N4 without its N1, in a line", head + po1 + "N4*Town~" + po1 + se, "segment-missing N1@4"},
      {"names in a wrong order", head + "N1*ST*A~N4*Town~N3*Road~" + po1 + se, "segment-out-of-order N3@5"},
      {"a schedule before the first line", head + "SCH*5*EA***002*20260302~" + po1 + se,
       "segment-missing PO1@3"},
      {"a line's part before its line", head + "PO4*1~" + po1 + se, "segment-missing PO1@3"},
      {"text in the heading without N9", head + "MSG*hello~" + po1 + se, "segment-missing N9@3"},
      {"text behind all places of the heading", head + "ADV*AA*01*1~MSG*hello~" + po1 + se,
       "segment-unexpected MSG@4"},
      {"FA1 without FA2", head + "AMT*1*5~FA1*DF~N1*ST*A~" + po1 + se, "segment-missing FA2@5"},
      {"LQ without LM", head + "LQ*0*A~" + po1 + se, "segment-missing LM@3"},
      {"too many PER, said once", head + several(6, "PER*BD*A~") + po1 + se, "segment-over-limit PER@6"},
      {"two BEG", head + beg + po1 + se, "segment-over-limit BEG@3"},
      {"two CUR: the second is one too many", head + "CUR*BY*USD~CUR*BY*USD~" + po1 + se,
       "segment-over-limit CUR@4"},
      {"too many N2", head + "N1*ST*A~N2*a~N2*b~N2*c~N3*Road~" + po1 + se, "segment-over-limit N2@6"},
      {"counts start again in the next loop", head + several(3, "N1*ST*A~N2*a~N2*b~") + po1 + se, ""},
      {"too many loops", head + several(27, "SAC*A*C310***100~") + po1 + se, "loop-over-limit SAC@28"},
      {"what the loop too many holds is walked",
       head + several(26, "SAC*A*C310***100~") + "CUR*BY*USD~" + po1 + se, "loop-over-limit SAC@28"},
      {"LDT in a line without LS", head + po1 + "LDT*AF*3*DA~QTY*01*2~LE*LDT~" + se, "segment-missing LS@4"},
      {"LS without LE", head + po1 + "LS*LDT~LDT*AF*3*DA~N9*L1*x~" + se, "segment-missing LE@6"},
      {"LE without LS", head + po1 + "LE*LDT~" + se, "segment-missing LS@4"},
      {"broken off: the envelope misses the SE", head + "N1*ST*A~", ""},
      {"broken off behind a line", head + po1, ""},
      {"a segment behind its loop", head + po1 + "CTT*1~" + "REF*DP*1~" + "SE*6*0001~",
       "segment-out-of-order REF@5"},
  };
  for (const Built& row : rows) {
    INFO(row.name);
    CHECK(tell(check_set(row.segments)) == row.want);
  }
}

TEST_CASE("other sets walk as well") {
  const Row notices[] = {
      {"a date between BSN and HL",
       "ST*856*1~BSN*00*N1*20260302*1200*0001~DTM*011*20260302~HL*1**S~TD1*CTN25*1~REF*BM*1~N1*ST*A~HL*2*1*O~"
       "PRF*1~"
       "HL*3*2*I~LIN**UP*012345678905~SN1**3*EA~CTT*3~SE*14*1~",
       ""},
      {"no HL at all", "ST*856*1~BSN*00*N1*20260302*1200*0001~CTT*0~SE*4*1~", "loop-missing HL@3"},
      {"HL missing between two items: what may come once comes again",
       "ST*856*1~BSN*00*N1*20260302*1200*0001~HL*1**S~HL*2*1*O~PRF*7~HL*3*2*I~LIN**UP*1~SN1**3*EA~"
       "LIN**UP*2~SN1**3*EA~HL*5*2*I~LIN**UP*3~SN1**3*EA~CTT*5~SE*15*1~",
       "segment-missing HL@9"},
      {"HL missing behind an order: its LIN and SN1 go there before the PRF",
       "ST*856*1~BSN*00*N1*20260302*1200*0001~HL*1**S~HL*2*1*O~PRF*7~LIN**UP*1~SN1**3*EA~HL*4*2*I~"
       "LIN**UP*3~SN1**3*EA~CTT*4~SE*12*1~",
       "segment-out-of-order LIN@6"},
      {"BSN missing", "ST*856*1~HL*1**S~CTT*1~SE*4*1~", "segment-missing BSN@2"},
      {"item before its HL", "ST*856*1~BSN*00*N1*20260302*1200*0001~LIN**UP*1~HL*1**S~CTT*1~SE*6*1~",
       "segment-missing HL@3"},
      {"MAN before TD1 in a level",
       "ST*856*1~BSN*00*N1*20260302*1200*0001~HL*1**S~MAN*GM*1~TD1*CTN25*1~SE*6*1~",
       "segment-out-of-order TD1@5"},
  };
  check_rows(notices, {.set = "856"});
  const Row acks[] = {
      {"accepted", "ST*997*1~AK1*PO*1~AK9*A*1*1*1~SE*4*1~", ""},
      {"with detail",
       "ST*997*1~AK1*PO*1~AK2*850*0001~AK3*BEG*2**8~AK4*3*324*1~AK4*5*373*8*2026~AK5*R*5~AK2*850*0002~"
       "AK5*A~AK9*P*2*2*1~SE*11*1~",
       ""},
      {"AK5 missing twice", "ST*997*1~AK1*PO*1~AK2*850*0001~AK2*850*0002~AK9*P*2*2*1~SE*6*1~",
       "segment-missing AK5@4, segment-missing AK5@5"},
      {"AK9 missing", "ST*997*1~AK1*PO*1~SE*3*1~", "segment-missing AK9@3"},
      {"AK4 without AK3", "ST*997*1~AK1*PO*1~AK2*850*0001~AK4*3*324*1~AK5*R*5~AK9*R*1*1*0~SE*7*1~",
       "segment-missing AK3@4"},
  };
  check_rows(acks, {.set = "997"});
  const std::string order = "ST*940*1~W05*N*1~N1*ST*A~LX*1~W01*1*EA**VN*1~G69*text~N9*PC*1~";
  CHECK(tell(check_set(order + "LX*2~W01*1*EA**VN*1~SE*9*1~", {.set = "940"})) == "");  // no LS: the outer LX
  CHECK(tell(check_set(order + "LS*LX~LX*2~N9*PC*1~LX*3~LE*LX~LX*2~W01*1*EA**VN*1~SE*14*1~",
                       {.set = "940"})) == "");
  const Row invoices[] = {
      {"least", "ST*810*1~BIG*20260302*1~TDS*100~SE*4*1~", ""},
      {"TDS missing", "ST*810*1~BIG*20260302*1~IT1*1*1*EA*1~CTT*1~SE*5*1~", "segment-missing TDS@4"},
      {"ISS before TDS, and lines again",
       "ST*810*1~BIG*20260302*1~IT1*1*1*EA*1~TDS*100~IT1*2*1*EA*1~PID*F****x~CTT*2~SE*8*1~",
       "segment-out-of-order IT1@5"},
  };
  check_rows(invoices, {.set = "810"});
}

TEST_CASE("a finding of structure says where, what and before what") {
  const Findings missing = check_set("ST*850*0001~CUR*BY*USD~PO1~SE*4*0001~");
  REQUIRE(missing.items().size() == 1);
  const Finding& beg_missing = missing.items()[0];
  CHECK(beg_missing.place.segment == 2);
  CHECK(beg_missing.place.offset == 12);
  CHECK(beg_missing.expected == "BEG before CUR");
  CHECK(beg_missing.value.empty());

  const Findings order =
      check_set("ST*850*0001~BEG*00*SA*1**20260302~N1*ST*A~DTM*002*20260302~PO1~SE*6*0001~");
  REQUIRE(order.items().size() == 1);
  CHECK(order.items()[0].value == "DTM");
  CHECK(order.items()[0].expected == "DTM before N1");

  const Findings inner = check_set("ST*850*0001~BEG*00*SA*1**20260302~PO1~N1*ST*A~N2*a~N2*b~N2*c~SE*8*0001~");
  REQUIRE(inner.items().size() == 1);
  CHECK(inner.items()[0].place.loop == "PO1/N1");
  CHECK(inner.items()[0].expected == "at most 2");

  const Findings unexpected =
      check_set("ST*850*0001~BEG*00*SA*1**20260302~PO1~LM*DF~LQ*0*A~MTX*L1*x~SE*7*0001~");
  REQUIRE(unexpected.items().size() == 1);
  CHECK(unexpected.items()[0].rule == Rule::segment_unexpected);
  CHECK(unexpected.items()[0].expected == "one of PO1, LM, LQ, CTT, SE");
}
