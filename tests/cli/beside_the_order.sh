#!/bin/bash
# What an invoice bills beside the order's goods: a supplier's waits, ours goes with a warning, and the agreement says what
# is let pass.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
supplier <<'Y'
receive:
  "856": {version: "004010"}
  "810": {version: "004010", tolerance: {charges: 2%}}
send:
  "850": {version: "004010"}
Y
upc=UP\*855501000147
purchase() { # NUMBER [MORE OF THE HEAD]
  leave "po-$1.json" '{"document":"order","schema":1,"partner":"supplier","number":"'"$1"'","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD"'"${2:-}"',"lines":[{"number":"1","assigned_id":"1","quantity":"100","unit":"EA","price":"2.10","ids":[{"kind":"upc","value":"855501000147"}]}]}'
}
notice() { comes 856 "856-$1.edi" SUPPLIER "BSN*00*S-$1*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*$1***20260302~HL*3*2*I*0~LIN*1*$upc~SN1**100*EA~CTT*3~"; }
invoice() { comes 810 "810-$1.edi" SUPPLIER "BIG*20260305*I-$1*20260302*$1~IT1*1*100*EA*2.10**$upc~TDS*$2~$3CTT*1~"; } # ORDER TOTAL EXTRAS
for order in PLAIN DEAR TAXED SMALL; do purchase $order; done
purchase GRANTS ',"allowances_charges":[{"kind":"allowance","code":"C310","percent":"5","percent_basis":"gross","method":"off_invoice"}]'
purchase FREIGHT ',"freight":[{"payment":"prepaid_and_charge"}]'
expect 0 run --once --quiet
for order in PLAIN DEAR TAXED SMALL GRANTS FREIGHT; do notice $order; done
expect 0 run --once --quiet
invoice PLAIN 21000 ""
invoice DEAR 10021000 "SAC*C*D240***10000000*******06***Freight~"
invoice TAXED 22470 "TXI*ST*14.7*7~"
invoice SMALL 21420 "SAC*C*D240***420*******06~"
invoice GRANTS 21000 ""
invoice FREIGHT 31000 "SAC*C*D240***10000*******06~"
expect 1 run --once --quiet
expect 1 failed
says "match-charges" "match-taxes" "3 open items" \
  "invoice I-DEAR: charge D240 (Freight) comes to 100000.00, but order DEAR has none" \
  "invoice I-TAXED: taxes come to 14.70, but order TAXED names none" \
  "invoice I-GRANTS: allowance C310 comes to 0.00, but order GRANTS grants 10.50" \
  '`match: {charges: warn}` or `tolerance:` of the 810'

# As the supplier the ERP knows what it may charge: the invoice goes, and whoever looks is told.
buyer <<'Y'
receive:
  "850": {version: "004010"}
send:
  "810": {version: "004010"}
Y
comes 850 a.edi BUYER "BEG*00*SA*PO-1**20260302~PO1*1*10*EA*10**$upc~CTT*1~"
expect 0 run --once --quiet
bill() { leave "$1.json" '{"document":"invoice","schema":1,"partner":"buyer","number":"'"$1"'","purpose":"original","type":"debit","invoiced":"2026-03-06","order_number":"PO-1","ordered":"2026-03-02","currency":"USD","allowances_charges":[{"kind":"charge","code":"D240","amount":"9.00","method":"paid_by_customer"}],"lines":[{"number":"1","assigned_id":"1","quantity":"'"$2"'","unit":"EA","price":"10"}]}'; }
bill I-1 4
expect 0 run --once --quiet
[ "$(count_files outbox/buyer '810-*')" -eq 1 ] || fail "the invoice did not go"
expect 0 show "$(document I-1.json)"
says "charge D240 comes to 9.00, but order PO-1 has none"
sed -i 's/"810": {version: "004010"}/"810": {version: "004010", match: {charges: hold}}/' mappings/partners/buyer/partner.yaml
bill I-2 4
expect 1 run --once --quiet
expect 1 failed
says "invoice I-2: charge D240 comes to 9.00"
expect 0 explain buyer 810
says "match.charges"
