#!/bin/bash
# What is agreed is never silent: a set that no map takes is work until its agreement says `map: none`, and what can never
# work is said when the agreement is read.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
cobalt=mappings/partners/cobalt-industrial/partner.yaml
# agree SECTION LINE: the one thing agreed with cobalt-industrial.
agree() {
  printf '%s\n' 'partner: cobalt-industrial' 'name: Cobalt Industrial' 'identity:' \
    '  - {qualifier: "12", id: "5550103", group: "5550103"}' "$1:" "  $2" >"$cobalt"
}
# advice NAME NUMBER: an application advice (824) into the mailbox.
advice() {
  printf 'ISA*00*          *00*          *12*5550103        *ZZ*EXAMPLESUPPLY  *260302*1637*U*00401*%09d*0*P*:~GS*AG*5550103*EXAMPLESUPPLY*20260302*1637*%d*X*004010~ST*824*0001~BGN*00*1*20260302~OTI*TR*IV*4711~TED*012*PRICE~SE*5*0001~GE*1*%d~IEA*1*%09d~' \
    "$2" "$2" "$2" "$2" >"$tmp/arriving"
  mv "$tmp/arriving" "inbox/$1"
}

agree receive '"824": {version: "004010"}'
"$TRANSOM" doctor >"$tmp/out" 2>"$tmp/err" || true  # a machine may have warnings of its own
says "cobalt-industrial: no map makes anything of the 824 it sends" "map: none"
advice first.edi 701
expect 1 run --once --quiet
expect 1 failed
says "no-map" "set 824 0001 of version 004010 was acknowledged and kept" "map: none"
[ "$(count_files outbox/cobalt-industrial '997-*')" -eq 1 ] || fail "the 824 was not acknowledged"
grep -q 'AK5\*A' outbox/cobalt-industrial/997-* || fail "the 824 was not accepted"

agree receive '"824": {version: "004010", map: none}'
"$TRANSOM" doctor >"$tmp/out" 2>"$tmp/err" || true  # a machine may have warnings of its own
silent_about "no map makes"
advice second.edi 702
expect 0 run --once --quiet
expect 0 explain cobalt-industrial 824
says "map" "none"
# The first is looked at, and closed by the same line.
expect 0 replay "$(document first.edi)" --quiet
expect 0 failed

# What can never work.
agree receive '"271": {version: "004010"}'
expect 2 run --once
complains "partner.yaml:6:" "there is no guide for set 271 in version 004010" "expected one of 180, 810"
agree receive '"850": {version: "002040"}'
expect 2 run --once
complains "there is no guide for set 850 in version 002040"
agree send '"940": {version: "004010"}'
expect 2 run --once
complains "partner.yaml:6:" "nothing makes a 940"
agree send '"997": {version: "004010"}'  # made without a map
expect 0 run --once

# A version without house maps: what is missing, and what to do.
agree receive '"850": {version: "003060"}'
expect 2 run --once
complains "partner.yaml:6:" "there is no house map for the 850 of 003060" "mappings/maps/850-order-003060.yaml" \
  "extends: maps/850-order" "map: none"
agree receive '"850": {version: "003060", map: none}'
expect 0 run --once
sed 's/X\*004010/X*003060/; s/\*20260302\*0915/*260302*0915/' "$samples"/acme-reorder/in/*.edi >"$tmp/old.edi"
expect 2 map "$tmp/old.edi"
complains "there is no house map for the 850 of 003060" "extends: maps/850-order"
