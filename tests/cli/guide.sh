#!/bin/bash
# guide prints the standard for people and for programs: structure, elements, codes, notes, how sure it is.
set -eu
. "$(dirname "$0")/../support/cli.sh"

expect 0 guide 850
says "850 Purchase Order, version 004010, functional group PO" "confidence: high" "heading" "detail" "summary" \
  "  ST " "  loop N1 " "    N2 " "    loop PKG " \
  "01    143   M  Transaction Set Identifier Code (ID 3)" "and 348 more" "05    610   O  Amount (N2 1..15, 2 implied decimals)" \
  "04-01 " "if 06 then 05 (C0605)" "at least one of 02 and 03 (R0203)" "03 and 04: all of them or none (P0304)"
grep -qE '^  REF +Reference Identification +O +>1$' out || fail "the row of REF"
grep -qE '^  loop N1 +O +200$' out || fail "the row of the loop N1"
grep -qE '^    N1 +Name +M +1$' out || fail "its trigger"

# One segment in full: where it stands, and every code, with our words where there are some.
expect 0 guide 850 --segment ref
says "in the heading: optional, any number" "in the detail, loop PO1/AMT: optional, once" \
  "DP department;" "VN vendor order number;" "04-06 " "03 and 04: all of them or none (P0304)"
silent_about "more"
silent_about "BEG"

# The notes of each kind, in words.
expect 0 guide 850 --version 005010 --segment MEA
says "not more than one of 04 and 12 (E0412)" "if 07 then at least one of 03, 05 and 06 (L07030506)" \
  "if 05 then at least one of 04 and 12 (L050412)" "at least one of 03, 05, 06 and 08 (R03050608)" "confidence: good"

# Less sure versions say so; what stands in says so too.
expect 0 guide 856 --version 003060
says "version 003060" "confidence: fair: one source, nothing confirms it"
expect 0 guide 850 --version 004060VICS
says "There is no guide for 850 in 004060VICS; 004030 stands in"
expect 0 guide 999 --version 005010
says "loop AK2" "C998  M  Context Identification" "up to 10 times" "I6 missing under a condition of the guide"
expect 0 guide 940 --version 004030
says "004010 stands in"

# For programs.
expect 0 guide 850 --format json
python3 - "$tmp/out" <<'PY' 2>/dev/null || [ "$(head -c 1 out)" = "{" ] || fail "no JSON"
import json, sys
guide = json.load(open(sys.argv[1]))
assert guide["set"] == "850" and guide["confidence"] == "high" and len(guide["uses"]) == 196
beg = next(s for s in guide["segments"] if s["segment"] == "BEG")
assert beg["elements"][0]["codes"][0] == {"code": "00", "name": "original"}
PY
says '"version": "004010"' '"path": "PO1/SCH"' '"note": "P0304"' '"words": "03 and 04: all of them or none"'

# What is not there, and what was probably meant.
expect 2 guide 851
complains "there is no guide for this set in version 004010" "did you mean '850'?"
expect 2 guide 850 --version 004011X --segment BEGG
complains "set 850 has no segment BEGG" "did you mean 'BEG'?"
expect 2 guide 850 --segment W06
complains "set 850 has no segment W06; other sets have"
expect 2 guide 850 --version 002040
complains "there is no guide for version 002040" "003060"
expect 2 guide 850 --version 5010
complains "there is no guide for version 5010"

# A version when nobody names one: 004010, or the lowest that has the set.
expect 0 guide 999
says "999 Implementation Acknowledgment, version 005010"
expect 2 guide 999 --version 004010
complains "there is no guide for this set in version 004010" "transom guide 999 --version 005010"

# As agreed with a partner: the standard, and beside it what the partner's own guide asks.
expect 0 init ws --sample-partners
cd ws
expect 0 guide 850 --partner acme-stores
says "acme-stores: received in 004010" "narrowed by: Acme Stores purchase order guide" "acme-stores asks:"
grep -qE '^  SEGMENT|^SEGMENT.* acme-stores$' "$tmp/out" || fail "no column for the partner"
grep -qE '^ +CUR +must come$' "$tmp/out" || fail "the row of CUR"
grep -qE '^ +CSH +not used$' "$tmp/out" || fail "the row of CSH"
grep -qE '^ +REF\[DP\] +must come, exactly once$' "$tmp/out" || fail "the row of REF[DP]"
grep -qE '^ +REF\[PD\] +at most once' "$tmp/out" || fail "the row of REF[PD]"
grep -qE '^ +N1 +in the order BY ST VN$' "$tmp/out" || fail "the order of N1"
grep -qE '^ +N1\[ST\]/N3 +must come, exactly once$' "$tmp/out" || fail "the row of N3 in N1[ST]"
expect 0 guide 850 --partner acme-stores --segment ref
says "    REF[DP]: must come, exactly once" "      REF02  must be there, 3 characters (the department that buys)" \
  "      REF01  only one of DP department; IA " "      REF03  not used"
expect 0 guide 850 --partner acme-stores --segment PID
says "PID02  only 08" "; only warns"
expect 0 guide 850 --partner acme-stores --format json
python3 - "$tmp/out" <<'PY' 2>/dev/null || [ "$(head -c 1 "$tmp/out")" = "{" ] || fail "no JSON"
import json, sys
partner = json.load(open(sys.argv[1]))["partner"]
assert partner["partner"] == "acme-stores" and partner["guide"].startswith("Acme")
asks = {ask["path"]: ask for ask in partner["asks"]}
assert asks["CUR"]["must"] and asks["CSH"]["not_used"] and asks["N1"]["order"] == ["BY", "ST", "VN"]
assert asks["REF[DP]"]["max"] == 1
assert asks["REF[DP]"]["elements"][0] == {"element": "REF02", "must": True, "not_used": False, "min": 3, "max": 3,
  "comment": "the department that buys", "place": asks["REF[DP]"]["elements"][0]["place"]}
assert asks["BEG"]["elements"][1]["codes"] == ["SA", "DS", "RL"]
PY
says '"path": "REF[DP]"' '"place": "acme-stores/guide-850.yaml:14"'
expect 0 guide 850 --partner borealis-foods
says "borealis-foods: received in " "borealis-foods asks nothing beyond the standard"
expect 2 guide 940 --partner acme-stores
complains "nothing was agreed with acme-stores about this set" "partner.yaml"
expect 2 guide 850 --partner acme-stores --version 005010
complains "nothing was agreed with acme-stores about this set in version 005010"
expect 2 guide 850 --partner acme
complains "there is no such partner" "acme-stores"

# What stands in for a version without a guide, named as it was agreed.
workspace
sed -i '/"850": {version/s/004010/004020/' mappings/partners/borealis-foods/partner.yaml
expect 0 guide 850 --partner borealis-foods
says "There is no guide for 850 in 004020; 004010 stands in"
