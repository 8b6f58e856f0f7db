#!/bin/bash
# Nothing leaves before something older that it rests on: an invoice before the ship notice of its goods, a correction before
# what it corrects, a change before its order. It waits while that waits for its batch, and goes behind it.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010"}
send:
  "856": {version: "004010", batch: {at: ["23:59"]}}
  "810": {version: "004010"}
Y
upc=UP\*855501000147
order() { comes 850 "$1.edi" BUYER "BEG*00*SA*$1**20260302~PO1*1*100*EA*10**$upc~CTT*1~"; }
ships() { # NUMBER ORDER [PURPOSE]
  leave "$1-${3:-original}.json" '{"document":"shipment","schema":1,"partner":"buyer","number":"'"$1"'","purpose":"'"${3:-original}"'","created":"2026-03-05","dates":[{"kind":"shipped","date":"2026-03-05"}],"orders":[{"number":"'"$2"'","items":[{"number":"1","quantity":"4","unit":"EA"}]}]}'
}
bills() { # NUMBER ORDER [PURPOSE]
  leave "$1-${3:-original}.json" '{"document":"invoice","schema":1,"partner":"buyer","number":"'"$1"'","purpose":"'"${3:-original}"'","type":"debit","invoiced":"2026-03-06","order_number":"'"$2"'","ordered":"2026-03-02","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"4","unit":"EA","price":"10"}]}'
}
left() { count_files outbox/buyer "$1-*"; }
order PO-1
order PO-2
expect 0 run --once --quiet

# In the pass of its notice and in a later one; its correction waits with it, also one that names no order.
ships S-1 PO-1
bills I-1 PO-1
expect 0 run --once --quiet
says "0 documents sent, 2 prepared"
expect 0 run --once --quiet
says "0 documents sent, 2 prepared"
[ "$(left 810)" -eq 0 ] || fail "the invoice overtook its notice"
leave I-1-cancel.json '{"document":"invoice","schema":1,"partner":"buyer","number":"I-1","purpose":"cancel","invoiced":"2026-03-06","order_number":"PO-1","lines":[]}'
expect 0 run --once --quiet
says "0 documents sent, 3 prepared"
expect 0 chain PO-1
says "waits for ship notice S-1"
expect 0 show "$(document I-1-original.json)"
says "waits for ship notice S-1"

# On a person's word all go, the notice first.
sed -i 's/batch: {at: \["23:59"\]}/batch: {count: 5, every: 1h}/' mappings/partners/buyer/partner.yaml
expect 0 run --once --quiet
says "3 prepared"
expect 0 send --flush buyer
says "3 documents sent"
[ "$(left 856)" -eq 1 ] && [ "$(left 810)" -ge 1 ] || fail "not both went"
first=$(ls outbox/buyer | sed -nE 's/^(810|856)-buyer-([0-9]+)-.*/\2 \1/p' | sort | head -1)
[ "${first#* }" = 856 ] || fail "the invoice has the lower number: $first"

# By count in one pass: five notices fill the batch, and their invoices go behind it in that pass.
for n in 2 3 4 5; do ships S-$n PO-2; bills I-$n PO-2; done
expect 0 run --once --quiet
says "0 documents sent, 8 prepared"
ships S-6 PO-2
expect 0 run --once --quiet
says "9 documents sent, 0 prepared"


# A notice that cannot go keeps its invoice, until it can.
ships S-7 PO-2
bills I-7 PO-2
expect 0 run --once --quiet
cp mappings/partners/buyer/partner.yaml "$tmp/agreed.yaml"
sed -i '/"856":/d' mappings/partners/buyer/partner.yaml
"$TRANSOM" send --flush buyer >"$tmp/out" || [ $? -eq 1 ]
says "0 documents sent"
expect 1 failed
says "S-7"
expect 0 run --once --quiet
says "0 documents sent, 2 prepared"
cp "$tmp/agreed.yaml" mappings/partners/buyer/partner.yaml
expect 0 send --flush buyer
says "2 documents sent"
expect 0 fsck

# What a person gives up holds nothing back.
ships S-8 PO-2
cp outgoing/S-8-original.json "$tmp/S-8"
bills I-8 PO-2
expect 0 run --once --quiet
sed -i '/"856":/d' mappings/partners/buyer/partner.yaml
"$TRANSOM" send --flush buyer >"$tmp/out" || [ $? -eq 1 ]
expect 1 failed
says "S-8" "\`transom settle\` gives it up, and what waits behind it goes"
expect 0 settle "$(document S-8-original.json)" --reason "they take no notices any more"
expect 0 run --once --quiet
says "1 documents sent, 0 prepared"
[ "$(grep -l 'BIG\*20260306\*I-8' outbox/buyer/810-* | wc -l)" -eq 1 ] || fail "I-8 did not leave"
expect 0 chain PO-2
says "left by the ERP, given up"
! grep -q 'BSN\*00\*S-8' outbox/buyer/856-* || fail "the notice went although it was given up"
cp "$tmp/agreed.yaml" mappings/partners/buyer/partner.yaml
# Its number is free again: the same, or mended, it goes.
leave S-8-again.json "$(cat "$tmp/S-8")"
expect 0 run --once --quiet
expect 0 send --flush buyer
[ "$(grep -l 'BSN\*00\*S-8' outbox/buyer/856-* | wc -l)" -eq 1 ] || fail "S-8 did not leave once it was left again"

# A correction or a cancellation stays behind what our own check holds, and goes with it.
sed -i 's/"810": {version: "004010"/&, batch: {at: ["23:59"]}/' mappings/partners/buyer/partner.yaml
ships S-9 PO-2
expect 0 run --once --quiet
expect 0 send --flush buyer
bills I-9 PO-2
expect 0 run --once --quiet
says "1 prepared"
sed -i '/"810":/d' mappings/partners/buyer/partner.yaml
"$TRANSOM" send --flush buyer >"$tmp/out" || [ $? -eq 1 ]
cp "$tmp/agreed.yaml" mappings/partners/buyer/partner.yaml
bills I-9 PO-2 replace
"$TRANSOM" run --once --quiet >"$tmp/out" || true
says "0 documents sent, 2 prepared"
expect 0 show "$(document I-9-replace.json)"
says "waits for invoice I-9"
expect 0 send --flush buyer
grep -h 'BIG\*20260306\*I-9' outbox/buyer/810-* | tr '~' '\n' | grep '^BIG' >"$tmp/sent"
[ "$(sed -n 1p "$tmp/sent" | cut -d'*' -f9)" = 00 ] && [ "$(sed -n 2p "$tmp/sent" | cut -d'*' -f9)" = 05 ] || fail "$(cat "$tmp/sent")"

# As the buyer: a change stays behind its order.
supplier <<'Y'
receive:
  "855": {version: "004010"}
send:
  "850": {version: "004010", batch: {at: ["23:59"]}}
  "860": {version: "004010"}
Y
leave po.json '{"document":"order","schema":1,"partner":"supplier","number":"PO-9","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"1","quantity":"120","unit":"EA","price":"2.10","ids":[{"kind":"upc","value":"855501000147"}]}]}'
expect 0 run --once --quiet
leave poc.json '{"document":"order_change","schema":1,"partner":"supplier","number":"PO-9","sequence":"1","ordered":"2026-03-02","changed":"2026-03-03","type":"stand_alone","purpose":"change","lines":[{"number":"1","change":"quantity_decrease","quantity":"50","unit":"EA"}]}'
expect 0 run --once --quiet
says "0 documents sent, 2 prepared"
expect 0 chain PO-9
says "waits for order PO-9"
expect 0 send --flush supplier
says "2 documents sent"
[ "$(ls outbox/supplier | sed -nE 's/^(8[56]0)-supplier-([0-9]+)-.*/\2 \1/p' | sort | cut -d' ' -f2 | xargs)" = "850 860" ] || fail "$(ls outbox/supplier)"
# Given up, the order takes its change with it.
order_of() { leave "po-$1.json" '{"document":"order","schema":1,"partner":"supplier","number":"'"$1"'","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"1","quantity":"120","unit":"EA","price":"2.10","ids":[{"kind":"upc","value":"855501000147"}]}]}'; }
order_of PO-10
expect 0 run --once --quiet
leave poc-10.json '{"document":"order_change","schema":1,"partner":"supplier","number":"PO-10","sequence":"1","ordered":"2026-03-02","changed":"2026-03-03","type":"stand_alone","purpose":"change","lines":[{"number":"1","change":"quantity_decrease","quantity":"50","unit":"EA"}]}'
expect 0 run --once --quiet
cp mappings/partners/supplier/partner.yaml "$tmp/supplier.yaml"
sed -i '/"850":/d' mappings/partners/supplier/partner.yaml
"$TRANSOM" send --flush supplier >"$tmp/out" || [ $? -eq 1 ]
expect 0 settle "$(document po-PO-10.json)" --reason "not ordered after all"
says "document $(document poc-10.json) waited behind it and is given up as well"
cp "$tmp/supplier.yaml" mappings/partners/supplier/partner.yaml
expect 0 send --flush supplier
says "0 documents sent"
expect 0 fsck
