#!/bin/bash
# Orders of one number: the releases of a blanket order are answered each by its own, and of two that a person wanted both
# each gets an answer.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010", expect: {"855": 24h}}
send:
  "855": {version: "004010", detail: all}
Y
orders() { # FILE BEG QUANTITY
  comes 850 "$1" BUYER "BEG*$2~PO1*1*$3*EA*2.50**UP*855501000147~CTT*1~"
}
answer() { # NAME NUMBER RELEASE QUANTITY
  printf '{"document": "order_response", "schema": 1, "partner": "buyer", "order_number": "%s", "release_number": "%s", "ordered": "2026-03-02", "kind": "accepted", "purpose": "original", "answered": "2026-03-0%s", "lines": [{"number": "1", "quantity": "%s", "unit": "EA", "answers": [{"status": "accepted", "quantity": "%s", "unit": "EA"}]}]}' "$2" "$3" "${1: -1}" "$4" "$4" >"$tmp/$1"
  mv "$tmp/$1" "outgoing/$1.json"
}
owed() { "$TRANSOM" due --within 40d --format json | tr '{' '\n' | grep -c '"expected":"855"' || true; }

orders r1.edi '00*RE*PO-1*1*20260302' 10
orders r2.edi '00*RE*PO-1*2*20260302' 4
expect 0 run --once --quiet
[ "$(owed)" -eq 2 ] || fail "not two answers are owed"
answer 3 PO-1 2 10   # more than this release orders
expect 1 run --once --quiet
expect 1 failed
says "line 1: 4 are ordered, the response speaks of 10"
answer 4 PO-1 1 10
expect 0 run --once --quiet
[ "$(owed)" -eq 1 ] || fail "an answer to one release is none to the other"
answer 5 PO-1 2 4
expect 0 run --once --quiet
[ "$(owed)" -eq 0 ] || fail "both releases are answered, and an answer is owed"
answer 6 PO-1 1 10
expect 1 run --once --quiet
expect 1 failed
says "order PO-1 was answered before"

# One number twice, and a person wants both.
orders t1.edi '00*SA*PO-2**20260302' 5
expect 0 run --once --quiet
orders t2.edi '00*SA*PO-2**20260303' 6
expect 1 run --once --quiet
id=$("$TRANSOM" hold list --format json | sed -nE 's/.*"id":([0-9]+).*/\1/p')
expect 0 hold release "$id" --reason "they want both"
answer 7 PO-2 "" 6
expect 0 run --once --quiet
answer 8 PO-2 "" 5
expect 0 run --once --quiet
[ "$(owed)" -eq 0 ] || fail "both are answered, and an answer is owed"
answer 9 PO-2 "" 5
expect 1 run --once --quiet
expect 1 failed
says "order PO-2 was answered before"
expect 0 fsck

# One word: said line by line, for AD has lines.
orders one.edi '00*SA*PO-3**20260302' 5
expect 0 run --once --quiet
printf '{"document": "order_response", "schema": 1, "partner": "buyer", "order_number": "PO-3", "ordered": "2026-03-02", "kind": "accepted", "purpose": "original", "answered": "2026-03-03"}' >outgoing/word.json
expect 0 run --once --quiet
out=$(grep -l 'PO-3' outbox/buyer/855-*)
tr '~' '\n' <"$out" | grep -q '^BAK\*00\*AD\*PO-3' && tr '~' '\n' <"$out" | grep -q '^ACK\*IA\*5\*EA' || { cat "$out"; fail "AD without its lines"; }

# Zeros before a release say nothing, to the answer as to what ships, and the buyer gets it as he wrote it. What a response
# to one release came to is not told of another.
owing() { "$TRANSOM" due --within 40d >"$tmp/due"; grep -A2 "order $1 of buyer\|for order $1 (" "$tmp/due" || true; }
for r in 1 02 3; do comes 850 "bl$r.edi" BUYER "BEG*00*RL*BL-1*$r*20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~"; done
expect 0 run --once --quiet
answer 21 BL-1 9 10
answer 22 BL-1 "" 10
answer 23 BL-1 2 11
expect 1 run --once --quiet
expect 0 show "$(document 21.json)"
says "order BL-1 has no release 9; releases 1, 02 and 3 came under this number" "write into \`release_number\` which of them is answered"
expect 0 show "$(document 22.json)"
says "the response to order BL-1 names no release; releases 1, 02 and 3 came under this number"
expect 0 settle "$(document 22.json)" --reason seen
owing 'BL-1, release 02' >"$tmp/out"
says "the ERP left one that could not go (answers-wrong): \`transom show $(document 23.json)\`"
for r in 1 3; do
  owing "BL-1, release $r" >"$tmp/out"
  says "let the ERP leave its order response"
  silent_about "transom show"
done
answer 24 BL-1 2 10
expect 0 run --once --quiet
out=$(grep -l 'BL-1' outbox/buyer/855-*)
tr '~' '\n' <"$out" | grep -q '^BAK\*00\*A[CD]\*BL-1\*20260302\*02\*' || { cat "$out"; fail "the release is not written as the buyer wrote it"; }
refuse 855 PR 904 buyer
owing 'BL-1, release 02' >"$tmp/out"
says "buyer refused the 855 for order BL-1, release 02"
owing 'BL-1, release 3' >"$tmp/out"
says "has not gone out" "let the ERP leave its order response"
expect 0 fsck
