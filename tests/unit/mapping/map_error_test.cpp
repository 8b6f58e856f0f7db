// Mistakes in maps: each is told when the map is loaded, with its place and what to write instead.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "fixture.hpp"
#include "support/temp_folder.hpp"
#include "transom/failure.hpp"

using namespace transom;
using namespace transom::test;

namespace {

struct Row {
  const char* name;
  const char* yaml;
  const char* want;
};

// The complaint about a file acme.yaml with this text, without the folder.
template <class Load>
std::string complaint(const char* yaml, const Load& load) {
  const TempFolder folder;
  const std::string file = folder.write("acme.yaml", yaml);
  try {
    load(file);
  } catch (const Failure& failure) {
    std::string text = failure.what();
    for (auto at = text.find(folder.path()); at != std::string::npos; at = text.find(folder.path())) {
      text.erase(at, folder.path().size() + 1);
    }
    return text;
  }
  return "loads";
}

std::string inward(const char* yaml) {
  return complaint(yaml,
                   [](const std::string& file) { (void)MapLibrary::built_in().inbound(guide("850"), file); });
}
std::string outward(const char* yaml) {
  return complaint(yaml, [](const std::string& file) {
    (void)MapLibrary::built_in().outbound(guide("850"), DocumentKind::order, file);
  });
}

}  // namespace

TEST_CASE("inward maps: exact complaints") {
  const Row rows[] = {
      {"a layer that changes nothing", "extends: maps/850-order\n", "loads"},
      {"nothing", "", "acme.yaml:1:1: is no map; expected keys such as map:, from:, fields:"},
      {"neither", "fields: {number: BEG03}\n",
       "acme.yaml:1:1: is no map: it has neither map: nor set: nor extends:; write extends: maps/850-order, "
       "or map: order"},
      {"both", "map: order\nset: \"850\"\n",
       "acme.yaml:2:6: a map has map: or set:, not both; map: reads sets, set: writes them"},
      {"no from", "map: order\nfields: {}\n", "acme.yaml:1:1: key 'from' is missing; the set that is read"},
      {"no such base", "extends: maps/850-ordre\n",
       "acme.yaml:1:10: there is no map 'maps/850-ordre'; expected a house map such as maps/850-order, or a "
       "file beside this one"},
      {"its own base", "extends: acme\n",
       "acme.yaml:1:10: more than 8 maps extend each other; is one of them its own base?"},
      {"other direction", "extends: maps/order-850\n",
       "acme.yaml: writes sets; a map that reads them is needed here"},
      {"other set", "extends: maps/855-order_response\n",
       "maps/855-order_response.yaml:3:8: reads the 855, but is to be used for the 850"},
      {"unknown key", "extends: maps/850-order\nfeilds: {number: BEG03}\n",
       "acme.yaml:2:1: unknown key 'feilds'; did you mean 'fields'?"},
      {"unknown document", "map: ordr\nfrom: \"850\"\nfields: {number: BEG03}\n",
       "acme.yaml:1:6: there is no document 'ordr'; did you mean 'order'?"},
      {"unknown field", "extends: maps/850-order\nfields:\n  departmnt: REF[19]/REF02\n",
       "acme.yaml:3:3: order has no field 'departmnt'; did you mean 'department'?"},
      {"unknown field inside",
       "extends: maps/850-order\nfields:\n  lines:\n    parties: {adress: {city: N401}}\n",
       "acme.yaml:4:15: party has no field 'adress'; did you mean 'address'?"},
      {"no such segment", "extends: maps/850-order\nfields: {number: BEJ03}\n",
       "acme.yaml:2:18: there is no BEJ in the 850; did you mean 'BEG'?"},
      {"stands elsewhere", "extends: maps/850-order\nfields: {number: PO101}\n", "loads"},
      {"stands in a loop", "extends: maps/850-order\nfields: {number: MSG01}\n",
       "acme.yaml:2:18: there is no MSG in the 850; it stands at N9/MSG"},
      {"no such element", "extends: maps/850-order\nfields: {number: BEG13}\n",
       "acme.yaml:2:18: BEG has 12 elements in 004010; there is no BEG13"},
      {"no components", "extends: maps/850-order\nfields: {number: BEG03-2}\n",
       "acme.yaml:2:18: BEG03 has no components"},
      {"too many components", "extends: maps/850-order\nfields: {number: REF04-9}\n",
       "acme.yaml:2:18: REF04 has 6 components; there is no REF04-9"},
      {"below an element", "extends: maps/850-order\nfields: {number: BEG03/BEG04}\n",
       "acme.yaml:2:23: BEG03 is an element: nothing lies below it; to divide, put blanks around /"},
      {"qualifier too long", "extends: maps/850-order\nfields: {department: 'REF[DEPT]/REF02'}\n",
       "acme.yaml:2:27: 'DEPT' does not fit REF01, which has 2 to 3 characters"},
      {"qualifier of another segment",
       "extends: maps/850-order\nfields: {department: 'REF[N101=ST]/REF02'}\n",
       "acme.yaml:2:27: 'N101' is no element of REF; expected a code, or REF01=code"},
      {"beside the segment",
       "extends: maps/850-order\nfields:\n  references: [{each: REF, kind: REF01, value: BEG03}]\n",
       "acme.yaml:3:48: there is no BEG in REF; it stands beside: write ../BEG03"},
      {"text as number", "extends: maps/850-order\nfields: {lines: {quantity: PO101}}\n",
       "acme.yaml:2:28: PO101 is a text; expected a number; write | number"},
      {"date as text", "extends: maps/850-order\nfields: {number: BEG05}\n",
       "acme.yaml:2:18: BEG05 is a date; expected a text; write | format(\"YYYYMMDD\")"},
      {"segment as value", "extends: maps/850-order\nfields: {number: REF}\n",
       "acme.yaml:2:18: REF is a group of fields; expected a text; name one of its elements or fields"},
      {"a word for a text", "extends: maps/850-order\nfields: {currency: USD ?? US}\n",
       "acme.yaml:2:24: not well-formed YAML: unknown token; within { } or [ ], what holds ??, [ or a comma "
       "stands in single quotes"},
      {"a small word for a text", "extends: maps/850-order\nfields: {type: original}\n",
       "acme.yaml:2:16: 'original' is neither a segment nor an element; expected a path such as BEG03 or "
       "REF[DP]/REF02; a text stands in quotes"},
      {"expression in double quotes", "extends: maps/850-order\nfields: {number: \"BEG03 ?? BEG04\"}\n",
       "acme.yaml:2:19: stands in double quotes, so it is text; put an expression in single quotes, or in "
       "none"},
      {"folded over lines",
       "extends: maps/850-order\nfields:\n  number: BEG03 ??\n    (BEG04\n    ?? BEG06\n",
       "acme.yaml:5:13: ends too early; expected ')'"},
      {"unknown function", "extends: maps/850-order\nfields: {number: BEG03 | trimm}\n",
       "acme.yaml:2:26: there is no function 'trimm'; did you mean 'trim'?"},
      {"unknown table", "extends: maps/850-order\nfields: {purpose: BEG01 | table(purposes)}\n",
       "acme.yaml:2:33: there is no table 'purposes'; did you mean 'purpose'?"},
      {"required without a source", "map: order\nfrom: \"850\"\nfields:\n  number: BEG03\n",
       "acme.yaml:4:3: the map has no source for 'type', which order cannot do without; add a line type: "
       "..."},
      {"record as text", "extends: maps/850-order\nfields: {exchange: CUR03}\n",
       "acme.yaml:2:20: exchange is made of fields; write them as {field: path, ...}, or indented below"},
      {"list as text", "extends: maps/850-order\nfields: {parties: N101}\n",
       "acme.yaml:2:19: parties is a list; write {each: SEGMENT, field: path, ...}"},
      {"empty", "extends: maps/850-order\nfields:\n  department:\n",
       "acme.yaml:3:3: department is empty; to leave a field out, write its name under remove:"},
      {"each of an element",
       "extends: maps/850-order\nfields: {notes: [{each: N9/MSG/MSG01, text: MSG01}]}\n",
       "acme.yaml:2:25: N9/MSG/MSG01 is an element; expected a segment or a loop"},
      {"odd range",
       "extends: maps/850-order\nfields: {lines: {ids: {pairs: PO106..PO124, kind: left, value: right}}}\n",
       "acme.yaml:2:31: does not hold whole pairs; expected an even number of elements"},
      {"remove what is not there", "extends: maps/850-order\nremove: [lines.pries]\n",
       "acme.yaml:2:16: there is no 'lines.pries' to remove; did you mean 'prices'?"},
      {"no such part", "extends: maps/850-order\nfields: {contacts: [{part: contac}]}\n",
       "acme.yaml:2:28: there is no part 'contac'; did you mean 'contact'?"},
      {"part in itself", "extends: maps/850-order\nparts: {contact: {part: contact}}\n",
       "maps/parts-inward.yaml:30:5: parts lie in each other too deep; is one of them in itself?"},
      {"else of a table", "extends: maps/850-order\ntables: {purpose: {else: hold}}\n",
       "acme.yaml:2:26: 'hold' is not known here; expected problem, keep, none, or a word in quotes"},
      {"when is no condition",
       "extends: maps/850-order\nfields: {references: [{each: REF, when: REF01, kind: REF01}]}\n",
       "acme.yaml:2:41: REF01 is a text; expected a yes or no; compare it, or write present(...)"},
      {"base of nothing",
       "extends: maps/850-order\nfields: {lines: {extras: [{name: \"x\", value: base}]}}\n",
       "acme.yaml:2:46: there is nothing below to refer to; base is what the extended map says here"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(inward(row.yaml) == std::string(row.want));
  }
}

TEST_CASE("outward maps: exact complaints") {
  const Row rows[] = {
      {"a layer that changes nothing", "extends: maps/order-850\n", "loads"},
      {"other direction", "extends: maps/850-order\n",
       "acme.yaml: reads sets; a map that writes them is needed here"},
      {"no such segment", "extends: maps/order-850\nheading:\n  - BEJ: [number]\n",
       "acme.yaml:3:5: there is no BEJ in the heading of the 850; did you mean 'BEG'?"},
      {"wrong area", "extends: maps/order-850\nheading:\n  - PO1: [number]\n",
       "acme.yaml:3:5: there is no PO1 in the heading of the 850; it stands under detail:"},
      {"no segment at all", "extends: maps/order-850\nheading:\n  - number: [number]\n",
       "acme.yaml:3:5: 'number' is no segment; expected one such as REF, or REF[DP]"},
      {"envelope", "extends: maps/order-850\nheading:\n  - ST: [number]\n",
       "acme.yaml:3:5: ST is written by the envelope; leave it out"},
      {"unknown field", "extends: maps/order-850\nheading:\n  - BEG: {BEG04: relase_number}\n",
       "acme.yaml:3:18: order has no field 'relase_number'; did you mean 'release_number'?"},
      {"no such element", "extends: maps/order-850\nheading:\n  - BEG: {BEG14: number}\n",
       "acme.yaml:3:11: BEG has 12 elements in 004010; there is no BEG14"},
      {"element of another", "extends: maps/order-850\nheading:\n  - BEG: {REF02: number}\n",
       "acme.yaml:3:11: unknown key 'REF02'; expected each, when, put, then, part, or an element such as "
       "BEG01"},
      {"too many elements",
       "extends: maps/order-850\nheading:\n  - N9[ZZ]: [number, number, , , , none, none]\n",
       "acme.yaml:3:42: N9 has 7 elements in 004010; there is no N908"},
      {"text into a date", "extends: maps/order-850\nheading:\n  - BEG: {BEG05: number}\n",
       "acme.yaml:3:18: number is a text; expected a date; write | date"},
      {"no list", "extends: maps/order-850\nheading:\n  - REF[ZZ]: {each: number, REF02: item}\n",
       "acme.yaml:3:21: number is no list; without each: it is written once"},
      {"a record as value", "extends: maps/order-850\nheading:\n  - REF[ZZ]: parties\n",
       "acme.yaml:3:14: parties is a group of fields; expected a text; name one of its elements or fields"},
      {"no loop",
       "extends: maps/order-850\nheading:\n  - DTM[011]: {DTM02: ordered, then: [{REF: [number]}]}\n",
       "acme.yaml:3:5: DTM opens no loop: nothing can follow in it; write the segments of then: beside it"},
      {"mandatory element", "set: \"850\"\nfrom: order\nheading:\n  - BEG: [purpose]\n",
       "acme.yaml:4:5: BEG has no value for BEG02, which it must have; give the element an expression"},
      {"mandatory loop",
       "set: \"850\"\nfrom: order\nheading:\n  - BEG: [\"00\", \"SA\", number, , ordered]\n",
       "acme.yaml:1:7: no line writes PO1, which the 850 must have"},
      {"several below", "extends: maps/order-850\nheading:\n  - N9: {N901: \"ZZ\"}\n",
       "acme.yaml:3:5: there are several N9 below; remove them and write all of them here"},
      {"remove what is not there", "extends: maps/order-850\nremove: [N1/FOB]\n",
       "acme.yaml:2:10: there is no N1/FOB to remove; expected one such as N1/PER or REF[DP]"},
      {"a list over one element", "extends: maps/order-850\nheading:\n  - N9[ZZ]: {N902: [number]}\n",
       "acme.yaml:3:20: N902 takes one expression; a list goes over a range such as N902.."},
      {"misspelled word", "extends: maps/order-850\nheading:\n  - REF[ZZ]: 'parties[shipto].id.value'\n",
       "acme.yaml:3:23: no role is called 'shipto'; did you mean 'ship_to'?"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(outward(row.yaml) == std::string(row.want));
  }
}
