#!/bin/bash
# settle: work that no replay can end is closed with a reason; an order that is held stays.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
deliver truncated bad-line somebody-else same-order-number acme-reorder
expect 1 run --once --quiet
expect 1 failed --format json
before=$(grep -o '"reason"' "$tmp/out" | wc -l)
cut=$(document BF850_20260303_4712.x12)
expect 2 settle "$cut"
complains "closing work needs a reason" "--reason"
expect 2 settle 999 --reason "no such thing"
expect 0 settle "$cut" --reason "sent again by phone request"
says "document $cut: 1 open item settled"
expect 0 settle "$cut" --reason "asked twice"
says "document $cut: nothing of it was open"
expect 0 show "$cut"
says "settled" "sent again by phone request"
expect 1 failed --format json
[ "$(grep -o '"reason"' "$tmp/out" | wc -l)" -eq $((before - 1)) ] || fail "not exactly one item is closed"

held=$("$TRANSOM" failed --format json | tr '{' '\n' | grep duplicate-order | sed -nE 's/.*"document":([0-9]+).*/\1/p')
expect 1 settle "$held" --reason "not by this way"
says "is still held: decide it with" "0 open items settled"
expect 1 settle "$held" --reason "not by this way" --format json
says '"settled":0' '"held":["4501003877"]'
expect 0 fsck

# A file of the ERP may hold several documents that wait: whoever settles one of them does not close the others unseen.
deliver pick-and-pack
expect 0 run --once --quiet
invoice() { jq -c --arg n "$1" --arg p "$2" '.number = $n | .partner = $p' "$samples/pick-and-pack/outgoing/2-invoice.json"; }
echo "[$(invoice INV-S1 acme-stores), $(invoice INV-S2 nobody-known), $(invoice INV-S3 acme-stores)]" >"$tmp/arriving"
mv "$tmp/arriving" outgoing/three.json
expect 1 run --once --quiet
three=$(document three.json)
expect 2 settle "$three" --reason "left again under its own partner"
complains "documents of several numbers wait in it: INV-S1, INV-S2, INV-S3" "--number NUMBER, or --all"
expect 0 settle "$three" --number INV-S2 --reason "left again under its own partner"
says "1 open item settled"
expect 1 failed
says "INV-S1" "INV-S3"
silent_about "INV-S2"
expect 0 settle "$three" --all --reason "invoiced by hand"
says "2 open items settled"

# What a supplier sent and a person gives up did not come: it is due again, as long as no other of its kind stands.
upc=UP\*855501000147
supplier <<'Y'
receive: {"855": {version: "004010"}, "856": {version: "004010"}, "810": {version: "004010"}}
send:
  "850": {version: "004010", expect: {"855": 24h, "856": 10d, "810": {within: 5d, from: shipment}}}
Y
notice() { comes 856 "$1.edi" SUPPLIER "BSN*00*$1*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-1***20260302~HL*3*2*I*0~LIN*1*$upc~SN1**$2*EA~CTT*3~"; }
invoice() { comes 810 "$1.edi" SUPPLIER "BIG*20260305*$1*20260302*PO-1~IT1*1*$2*EA*2.10**$upc~TDS*$(($2 * 210))~CTT*1~"; }
answer() { comes 855 "$1.edi" SUPPLIER "BAK*00*AC*PO-1*20260302~PO1*1*$2*EA*2.10**$upc~ACK*IA*$2*EA~CTT*1~"; }
owed() { # SET...: what is due of PO-1, and nothing else
  "$TRANSOM" due --within 300d --format json >"$tmp/out" 2>"$tmp/err" || true
  local got
  got=$(jq -r '.[] | select(.number == "PO-1") | .expected' "$tmp/out" | sort | xargs)
  [ "$got" = "$*" ] || fail "due: '$got', not '$*': $(cat "$tmp/out")"
}
leave po.json '{"document":"order","schema":1,"partner":"supplier","number":"PO-1","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"10","unit":"EA","price":"2.10","ids":[{"kind":"upc","value":"855501000147"}]}]}'
"$TRANSOM" run --once --quiet || true
owed 855 856
answer A-1 99 && notice S-1 22
"$TRANSOM" run --once --quiet || true
owed
expect 0 settle "$(document A-1.edi)" --reason "he sends another"
owed 855
expect 0 settle "$(document S-1.edi)" --reason "he sends another"
owed 855 856
answer A-2 10 && notice S-2 10
"$TRANSOM" run --once --quiet || true
owed 810
invoice I-1 99
"$TRANSOM" run --once --quiet || true
owed
expect 0 settle "$(document I-1.edi)" --reason "he sends another"
owed 810
invoice I-2 10 && invoice I-3 1
"$TRANSOM" run --once --quiet || true
expect 0 settle "$(document I-3.edi)" --reason "too much"
owed
expect 0 fsck
