#include "transom/writer.hpp"

#include <doctest/doctest.h>

#include "support/read_all.hpp"
#include "transom/failure.hpp"

using namespace transom;
using namespace transom::testing;

namespace {

EnvelopeFields fields() {
  EnvelopeFields f;
  f.sender_qualifier = "ZZ";
  f.sender_id = "OURS";
  f.receiver_qualifier = "01";
  f.receiver_id = "006927180";
  f.group_sender = "OURS";
  f.group_receiver = "006927180";
  f.at = *Instant::parse_iso("2026-03-02T09:05:00Z");
  return f;
}

}  // namespace

TEST_CASE("a segment is written without what stands behind its last element") {
  SegmentWriter out(Delimiters{});
  out.begin("N1").add("ST").add("").add("92").add("0042").add("").add("").end();
  out.begin("SLN").add_composite({"A", "", "C", ""}).add_composite({"", ""}).end();
  out.begin("LS").end().raw("CTT*1");
  CHECK(out.text() == "N1*ST**92*0042~SLN*A::C~LS~CTT*1~");
  CHECK(out.segments() == 4);
  CHECK(out.replacements() == 0);
  CHECK(out.take() == "N1*ST**92*0042~SLN*A::C~LS~CTT*1~");
  CHECK(out.text().empty());
}

TEST_CASE("data never splits a segment, and what was replaced is counted") {
  SegmentWriter out({'*', '>', '~', '^', "\n"});
  out.begin("MSG").add("a*b~c>d^e\nf\x7f").add_composite({"x>y", "\xC3\xBC"}).end();
  CHECK(out.text() == "MSG*a b c d e f *x y>\xC3\xBC~\n");
  CHECK(out.replacements() == 7);
  SegmentWriter without_repetition({'*', '>', '~', '\0', ""});
  without_repetition.begin("MSG").add("a^b").end();
  CHECK(without_repetition.text() == "MSG*a^b~");
}

TEST_CASE("envelopes have the right counts, numbers and widths, and read back without a word") {
  EnvelopeWriter out(fields(), {'*', '>', '~', '\0', "\n"});
  out.open_interchange(42);
  out.open_group("PR", 7);
  out.open_set("855", 1).begin("BAK").add("00").add("AD").add("PO1").add("20260302").end();
  out.close_set();
  out.open_set("855", 12345).begin("BAK").add("00").end();
  out.close_set();
  out.close_group();
  out.open_group("FA", 8, "003060");
  out.open_set("997", 2).begin("AK9").add("A").end();
  out.close_set();
  out.close_group();
  out.close_interchange();
  const std::string text = out.take();
  CHECK(text ==
        "ISA*00*          *00*          *ZZ*OURS           *01*006927180      "
        "*260302*0905*U*00401*000000042*0*P*>~\n"
        "GS*PR*OURS*006927180*20260302*0905*7*X*004010~\n"
        "ST*855*0001~\nBAK*00*AD*PO1*20260302~\nSE*3*0001~\n"
        "ST*855*12345~\nBAK*00~\nSE*3*12345~\n"
        "GE*2*7~\n"
        "GS*FA*OURS*006927180*260302*0905*8*X*003060~\n"
        "ST*997*0002~\nAK9*A~\nSE*3*0002~\n"
        "GE*1*8~\n"
        "IEA*2*000000042~\n");
  for (const std::string_view fault : {"note ", "warn ", "error "}) {
    INFO(fault);
    CHECK(read_events(text).find("\n" + std::string(fault)) == std::string::npos);
  }
}

TEST_CASE("ISA11 and ISA16 follow version and delimiters") {
  EnvelopeFields newer = fields();
  newer.interchange_version = "00501";
  newer.isa15 = 'T';
  newer.ack_requested = true;
  EnvelopeWriter repeats(newer, {'|', '\0', '~', '^', ""});
  repeats.open_interchange(1);
  CHECK(repeats.take().substr(82) == "^|00501|000000001|1|T|:~");
  EnvelopeWriter none(newer, {'|', '>', ':', '\0', ""});
  none.open_interchange(1);
  CHECK(none.take().substr(82) == "U|00501|000000001|1|T|>:");
}

TEST_CASE("an id that does not fit its element is a failure of ours") {
  EnvelopeFields wrong = fields();
  wrong.receiver_id = "SIXTEENCHARACTER";
  EnvelopeWriter out(wrong, {});
  CHECK_THROWS_WITH_AS(
      out.open_interchange(1),
      "ISA08: 'SIXTEENCHARACTER' is longer than 15 characters; correct the ids of the partner or of "
      "your own company",
      Failure);
}
