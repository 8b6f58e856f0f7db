#!/bin/bash
# What was held because its counterpart had not come is judged again when that comes, by itself; what still does not fit
# stays as it was, and whoever looks at it finds the item that he knows.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
supplier <<'Y'
receive:
  "855": {version: "004010"}
  "856": {version: "004010"}
  "810": {version: "004010"}
send:
  "850": {version: "004010"}
  "860": {version: "004010"}
Y
upc=UP\*855501000147
purchase() { leave "po-$1.json" '{"document":"order","schema":1,"partner":"supplier","number":"'"$1"'","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"120","unit":"EA","price":"2.10","ids":[{"kind":"upc","value":"855501000147"}]}]}'; }
notice() { comes 856 "S-$1.edi" SUPPLIER "BSN*00*S-$1*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*$1***20260302~HL*3*2*I*0~LIN*1*$upc~SN1**$2*EA~CTT*3~"; }
invoice() { comes 810 "I-$1.edi" SUPPLIER "BIG*20260305*I-$1*20260302*$1~IT1*1*$2*EA*2.10**$upc~TDS*$(($2 * 210))~CTT*1~"; }
items() { "$TRANSOM" failed --format json | jq -c '[.[] | .item]'; }
for order in PO-1 PO-2 PO-3; do purchase $order; done
expect 0 run --once --quiet

# The invoice comes a pass before its notice.
invoice PO-1 120
expect 1 run --once --quiet
notice PO-1 120
expect 0 run --once --format json
says '"taken_after_all":1' '"open_items":0' '"held":0'
expect 0 failed
[ "$(count_files invoices)" -eq 1 ] || fail "the invoice did not reach the ERP once"
expect 0 show "$(document I-PO-1.edi)"
says "what it was held against has come"

# Both in one file, the invoice first.
invoice PO-2 120
notice PO-2 120
cat inbox/I-PO-2.edi inbox/S-PO-2.edi >"$tmp/both"
rm inbox/*.edi
mv "$tmp/both" inbox/both.edi
expect 0 run --once --quiet
says "1 taken after all; 0 new work items, 0 open"
[ "$(count_files invoices)" -eq 2 ] || fail "the invoice of both.edi did not reach the ERP once"

# Less is shipped than is invoiced: still held, and it is the same item.
invoice PO-3 120
expect 1 run --once --quiet
before=$(items)
notice PO-3 100
"$TRANSOM" run --once --quiet >"$tmp/out" || true
[ "$(items)" = "$before" ] || fail "$before became $(items)"
# A change of ours makes it right: the notice of more than was ordered goes, and with it the invoice.
comes 856 S-more.edi SUPPLIER "BSN*00*S-more*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-3***20260302~HL*3*2*I*0~LIN*1*$upc~SN1**50*EA~CTT*3~"
expect 1 run --once --quiet
leave poc.json '{"document":"order_change","schema":1,"partner":"supplier","number":"PO-3","sequence":"1","ordered":"2026-03-02","changed":"2026-03-03","type":"stand_alone","purpose":"change","lines":[{"number":"1","assigned_id":"1","change":"quantity_increase","quantity":"150","unit":"EA","price":"2.10"}]}'
expect 0 run --once --quiet
says "2 taken after all; 0 new work items, 0 open"
[ "$(count_files invoices)" -eq 3 ] && [ "$(count_files shipments)" -eq 4 ] || fail "not all reached the ERP once"

# A notice of two orders is taken by what happens to the one, and with it the invoice of the other.
for order in PO-4 PO-5; do purchase $order; done
expect 0 run --once --quiet
comes 856 S-two.edi SUPPLIER "BSN*00*S-two*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-4***20260302~HL*3*2*I*0~LIN*1*$upc~SN1**150*EA~HL*4*1*O*1~PRF*PO-5***20260302~HL*5*4*I*0~LIN*1*$upc~SN1**120*EA~CTT*5~"
expect 1 run --once --quiet
invoice PO-5 120
expect 1 run --once --quiet
leave poc4.json '{"document":"order_change","schema":1,"partner":"supplier","number":"PO-4","sequence":"1","ordered":"2026-03-02","changed":"2026-03-03","type":"stand_alone","purpose":"change","lines":[{"number":"1","assigned_id":"1","change":"quantity_increase","quantity":"150","unit":"EA","price":"2.10"}]}'
expect 0 run --once --quiet
says "2 taken after all; 0 new work items, 0 open"

# What a person lets pass lets pass what waited for it.
purchase PO-6
expect 0 run --once --quiet
invoice PO-6 120
notice PO-6 150
"$TRANSOM" run --once --quiet >"$tmp/out" || true
expect 0 replay "$(document S-PO-6.edi)" --override --reason "we keep the surplus"
says "document $(document I-PO-6.edi), which waited for it, is taken after all"
expect 0 failed

# Of a file of the ERP one invoice is taken after all, and the other waits as before, until its notice has gone.
agreed buyer "A Buyer" BUYER <<'Y'
receive:
  "850": {version: "004010"}
send:
  "856": {version: "004010"}
  "810": {version: "004010"}
Y
ships() { printf '%s' '{"document":"shipment","schema":1,"partner":"buyer","number":"'"$1"'","purpose":"original","created":"2026-03-05","dates":[{"kind":"shipped","date":"2026-03-05"}],"orders":[{"number":"'"$2"'","items":[{"number":"1","quantity":"4","unit":"EA"}]}]}'; }
bills() { printf '%s' '{"document":"invoice","schema":1,"partner":"buyer","number":"'"$1"'","purpose":"original","type":"debit","invoiced":"2026-03-06","order_number":"'"$2"'","ordered":"2026-03-02","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"4","unit":"EA","price":"10"}]}'; }
for order in B-1 B-2 B-3; do comes 850 "$order.edi" BUYER "BEG*00*SA*$order**20260302~PO1*1*100*EA*10**$upc~CTT*1~"; done
expect 0 run --once --quiet
leave a.json "[$(ships S-9 B-3),$(bills I-1 B-1),$(bills I-2 B-2)]"
leave b.json "$(ships S-1 B-1)"
expect 1 run --once --quiet
says "1 taken after all; 1 new work items, 1 open"
expect 1 failed
says "I-2"
leave c.json "$(ships S-2 B-2)"
"$TRANSOM" run --once --quiet >"$tmp/out" || true
expect 0 replay "$(document a.json)" --reason "S-2 is there"
[ "$(cat outbox/buyer/810-* | tr '~' '\n' | grep -c '^BIG')" -eq 2 ] || fail "not both invoices went once"
expect 0 fsck
