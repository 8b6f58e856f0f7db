#!/bin/bash
# What comes in one pass is judged in the order of the trade, whatever the times and names of its files: an order, its
# change, their answers, goods, invoices.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
supplier <<'Y'
receive:
  "855": {version: "004010"}
  "856": {version: "004010"}
  "810": {version: "004010"}
  "865": {version: "004010"}
send:
  "850": {version: "004010"}
  "860": {version: "004010"}
Y
judged_buyer await
sed -i '/receive:/,/860/s/, rules: rules.yaml//; s/^send:/send:\n  "856": {version: "004010"}\n  "810": {version: "004010"}/' $folder/partner.yaml
upc=UP\*855501000147
# downwards DIR FILE...: the first is the oldest.
downwards() {
  local dir=$1 file at=1
  shift
  for file in "$@"; do touch -d "2026-03-05 09:00:0$at" "$dir/$file"; at=$((at + 1)); done
}

# As the buyer: the invoice is the oldest, and its name comes first.
leave po.json '{"document":"order","schema":1,"partner":"supplier","number":"PO-1","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"120","unit":"EA","price":"2.10","ids":[{"kind":"upc","value":"855501000147"}]}]}'
leave poc.json '{"document":"order_change","schema":1,"partner":"supplier","number":"PO-1","sequence":"1","ordered":"2026-03-02","changed":"2026-03-03","type":"stand_alone","purpose":"change","lines":[{"number":"1","assigned_id":"1","change":"quantity_increase","quantity":"150","unit":"EA","price":"2.10"}]}'
downwards outgoing poc.json po.json
expect 0 run --once --quiet
[ "$(count_files outbox/supplier '860-*')" -eq 1 ] || fail "the change did not follow its order"
comes 810 a.edi SUPPLIER "BIG*20260305*I-1*20260302*PO-1~IT1*1*150*EA*2.10**$upc~TDS*31500~CTT*1~"
comes 856 b.edi SUPPLIER "BSN*00*S-1*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-1***20260302~HL*3*2*I*0~LIN*1*$upc~SN1**150*EA~CTT*3~"
comes 865 c.edi SUPPLIER "BCA*00*AC*PO-1**1*20260302~POC*1*QI*150*150*EA*2.10**$upc~ACK*IA*150*EA~CTT*1~"
comes 855 d.edi SUPPLIER "BAK*00*AC*PO-1*20260302~PO1*1*120*EA*2.10**$upc~ACK*IA*100*EA~ACK*IR*20*EA~CTT*1~"
downwards inbox a.edi b.edi c.edi d.edi
expect 1 run --once --quiet
expect 1 failed
says "100 of 120 EA come" "1 open item"
silent_about "S-1"
silent_about "I-1"

# A file of several turns keeps its place: the notice that stands behind its 855 is held against it.
for order in PO-3 PO-4; do
  leave $order.json '{"document":"order","schema":1,"partner":"supplier","number":"'$order'","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"120","unit":"EA","price":"2.10","ids":[{"kind":"upc","value":"855501000147"}]}]}'
done
expect 0 run --once --quiet
comes 855 both.edi SUPPLIER "BAK*00*AC*PO-3*20260302~PO1*1*120*EA*2.10**$upc~ACK*IA*60*EA~ACK*IR*60*EA~CTT*1~"
comes 810 bill.edi SUPPLIER "BIG*20260305*I-4*20260302*PO-4~IT1*1*120*EA*2.10**$upc~TDS*25200~CTT*1~"
cat inbox/bill.edi >>inbox/both.edi
rm inbox/bill.edi
comes 856 late.edi SUPPLIER "BSN*00*S-3*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-3***20260302~HL*3*2*I*0~LIN*1*$upc~SN1**120*EA~CTT*3~"
downwards inbox both.edi late.edi
expect 1 run --once --quiet
expect 1 failed
says "ship notice S-3: line 1 of order PO-3 comes to 120 EA shipped, but 60 EA were accepted"
expect 0 chain PO-3
says "WAITS match-quantity"

# An order's cancellation, and what replaces one, are older than the order; so is the credit than its debit.
comes 850 c.edi BUYER "BEG*01*SA*PO-5**20260302~PO1*1*10*EA*10**$upc~CTT*1~"
comes 850 o.edi BUYER "BEG*00*SA*PO-5**20260302~PO1*1*10*EA*10**$upc~CTT*1~"
comes 850 r.edi BUYER "BEG*05*SA*PO-6**20260302~PO1*1*50*EA*10**$upc~CTT*1~"
comes 850 s.edi BUYER "BEG*00*SA*PO-6**20260302~PO1*1*100*EA*10**$upc~CTT*1~"
downwards inbox c.edi o.edi r.edi s.edi
"$TRANSOM" run --once --quiet >"$tmp/out" || true
expect 0 chain PO-5
says "accepted: cancel"
expect 1 failed
silent_about "PO-5"
expect 0 chain PO-6
silent_about "never came"

# As the supplier: a change before its order, the ERP's invoice before its shipment.
comes 860 e.edi BUYER "BCH*04*SA*PO-2**1*20260302*****20260303~POC*1*QI*12*2*EA*10**$upc~CTT*1~"
comes 850 f.edi BUYER "BEG*00*SA*PO-2**20260302~PO1*1*10*EA*10**$upc~CTT*1~"
downwards inbox e.edi f.edi
expect 0 run --once --quiet
invoice='{"document":"invoice","schema":1,"partner":"buyer","number":"I-2","purpose":"original","type":"debit","invoiced":"2026-03-06","order_number":"PO-2","ordered":"2026-03-02","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"12","unit":"EA","price":"10"}]}'
shipment='{"document":"shipment","schema":1,"partner":"buyer","number":"S-2","purpose":"original","created":"2026-03-05","dates":[{"kind":"shipped","date":"2026-03-05"}],"orders":[{"number":"PO-2","items":[{"number":"1","quantity":"12","unit":"EA"}]}]}'
response='{"document":"order_response","schema":1,"partner":"buyer","order_number":"PO-2","ordered":"2026-03-02","kind":"accepted","purpose":"original","answered":"2026-03-03"}'
leave a.json "$invoice"
leave b.json "$shipment"
leave c.json "$response"
downwards outgoing a.json b.json c.json
expect 0 run --once --quiet
for set in 855 856 810; do [ "$(count_files outbox/buyer "$set-*")" -eq 1 ] || fail "no $set left"; done

# What the ERP cancels and uses anew it means in the order in which it wrote it.
leave d.json "[{\"document\":\"shipment\",\"schema\":1,\"partner\":\"buyer\",\"number\":\"S-2\",\"purpose\":\"cancel\"},${shipment//\"quantity\":\"12\"/\"quantity\":\"11\"}]"
expect 0 run --once --quiet
[ "$(cat outbox/buyer/856-* | tr '~' '\n' | grep -c '^BSN\*..\*S-2')" -eq 3 ] || fail "S-2 was not cancelled and sent anew"

# In one file too.
leave all.json "[${invoice//I-2/I-3}, ${shipment//S-2/S-3}]"
sed -i 's/"856": {version: "004010"/&, match: {quantity: "off"}/; s/"810": {version: "004010"/&, match: {quantity: "off"}/' $folder/partner.yaml
expect 0 run --once --quiet
first=$(ls outbox/buyer | sed -nE 's/^(810|856)-buyer-([0-9]+)-.*/\2 \1/p' | sort -r | head -1)
[ "${first#* }" = 810 ] || fail "the notice went behind its invoice: $first"
