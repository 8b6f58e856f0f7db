#!/bin/bash
# What the ERP's 855 said of a line stands when the buyer changes something else of it: where we answer the change by
# ourselves, a person decides; where the ERP answers, it does.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010"}
  "860": {version: "004010"}
send:
  "855": {version: "004010", answer: await}
  "865": {version: "004010", answer: as-ordered}
  "856": {version: "004010"}
  "810": {version: "004010"}
Y
upc=UP\*855501000147
ordered() { # NUMBER
  comes 850 "$1.edi" BUYER "BEG*00*SA*$1**20260302~PO1*1*48*EA*4.95**$upc~CTT*1~"
  expect 0 run --once --quiet
}
responds() { # NUMBER LINE
  leave "r-$1.json" '{"document":"order_response","schema":1,"partner":"buyer","order_number":"'"$1"'","kind":"accepted_with_changes","lines":['"$2"']}'
  expect 0 run --once --quiet
}
raises() { comes 860 "c-$1.edi" BUYER "BCH*04*SA*$1**1*20260302*****20260303~POC*1*${2:-QI}*60*60*EA*4.95**$upc~CTT*1~"; } # NUMBER [CODE]
held() { "$TRANSOM" hold list --format json | jq '.[-1].id'; }
answer() { tr '~' '\n' <"$(ls -t outbox/buyer/865-* | head -1)" | grep -E '^(POC|ACK)' | xargs; }

dearer='{"number":"1","price":"5.10","answers":[{"status":"price_changed","quantity":"48","unit":"EA"}]}'
for order in PO-1 PO-2 PO-3; do
  ordered $order
  responds $order "$dearer"
done
raises PO-1
expect 1 run --once --quiet
expect 1 failed
says "price-answered" "line 1: we answered the price 5.1, and the change would be answered at 4.95" "--line 1=IP --price 1=5.1"
expect 0 hold release "$(held)" --reason "as answered" --line 1=IP --price 1=5.10
[ "$(answer)" = "POC*1*QI*60*60*EA*5.10**$upc ACK*IP*60*EA" ] || fail "$(answer)"
leave s.json '{"document":"shipment","schema":1,"partner":"buyer","number":"S-1","purpose":"original","created":"2026-03-05","dates":[{"kind":"shipped","date":"2026-03-05"}],"orders":[{"number":"PO-1","items":[{"number":"1","quantity":"60","unit":"EA"}]}]}'
leave i.json '{"document":"invoice","schema":1,"partner":"buyer","number":"I-1","invoiced":"2026-03-06","order_number":"PO-1","type":"debit","purpose":"original","lines":[{"number":"1","quantity":"60","unit":"EA","price":"5.10"}]}'
expect 0 run --once --quiet
says "2 documents sent"

# The price itself is what he wants otherwise: nothing is taken back that he does not ask for.
comes 860 c-PO-2.edi BUYER "BCH*04*SA*PO-2**1*20260302*****20260303~POC*1*PC*48*48*EA*5.00**$upc~CTT*1~"
expect 0 run --once --quiet

# So is another item; and an answer by the ERP is its own.
ordered PO-4
responds PO-4 '{"number":"1","answers":[{"status":"substituted","quantity":"48","unit":"EA","ids":[{"kind":"upc","value":"855501000154"}]}]}'
raises PO-4
expect 1 run --once --quiet
expect 1 failed
says "item-answered" "line 1: we answered that upc 855501000154 comes"
expect 0 hold reject "$(held)" --reason "we have no more of it"
sed -i 's/"865": {version: "004010", answer: as-ordered}/"865": {version: "004010", answer: await}/' mappings/partners/buyer/partner.yaml
raises PO-3
expect 0 run --once --quiet
expect 0 fsck
