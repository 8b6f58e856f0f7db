#!/bin/bash
# chain, where an interchange holds the sets of several orders: each order tells how its own set stands, and which document
# a 997 is for.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010"}
  "860": {version: "004010"}
send:
  "855": {version: "004010", answer: as-ordered}
  "865": {version: "004010", answer: as-ordered}
  "810": {version: "004010", match: {line: off}, batch: {count: 4, every: 1h}}
Y
invoice() { # NUMBER ORDER
  printf '{"document": "invoice", "schema": 1, "partner": "buyer", "number": "%s", "invoiced": "2026-03-18", "order_number": "%s", "lines": [{"number": "1", "quantity": "5", "unit": "EA", "price": "2.50"}]}' "$1" "$2" >"$tmp/leaving"
  mv "$tmp/leaving" "outgoing/$1.json"
}
for n in 1 2 3; do comes 850 po$n.edi BUYER "BEG*00*SA*PO-$n**20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~"; done
expect 0 run --once --quiet
for n in 1 2 3; do
  invoice INV-$n PO-$n
  expect 0 run --once --quiet
done
invoice INV-4 PO-1
expect 0 run --once --quiet
[ "$(count_files outbox '810-*')" -eq 1 ] || fail "not one interchange of four"
group=$(tr '~' '\n' <"$(find outbox -name '810-*')" | sed -nE 's/^GS\*IN(\*[^*]*){4}\*([0-9]+)\*.*/\2/p')

# He takes two, refuses one, and says nothing of the last: of no other set than the second is anything refused.
comes 997 said.edi BUYER "AK1*IN*$group~AK2*810*0001~AK5*A~AK2*810*0002~AK5*R*5~AK2*810*0003~AK5*A~AK9*P*4*4*2~"
expect 1 run --once --quiet
state() { "$TRANSOM" chain "$1" --format json | jq -r ".[].events[] | select(.what == \"810\" and .number == \"$2\" and .outbound).state"; }
for want in PO-1:INV-1:acknowledged PO-2:INV-2:refused PO-3:INV-3:acknowledged PO-1:INV-4:sent; do
  IFS=: read -r order number is <<<"$want"
  [ "$(state "$order" "$number")" = "$is" ] || fail "$number is $(state "$order" "$number"), not $is"
done
expect 0 chain PO-1
says "accepted: of our 810 INV-1, 0" "accepted: sent"
silent_about "refused"
silent_about "for the 850"
expect 0 chain PO-2
says "rejected (code 5): of our 810 INV-2, 0"

# Of several 997s of ours each says what it is for.
comes 860 pc1.edi BUYER 'BCH*04*SA*PO-1**1*20260302*****20260305~POC*1*QI*12*12*EA*2.50**UP*855501000147~CTT*1~'
expect 0 run --once --quiet
expect 0 chain PO-1
says "accepted: sent, for the 850 in document $(document po1.edi)" "accepted: sent, for the 860 in document $(document pc1.edi)"
expect 0 fsck
