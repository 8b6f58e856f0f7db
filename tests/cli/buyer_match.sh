#!/bin/bash
# The buyer's side: what a supplier answers, ships and invoices is held against the order that we sent him.
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
Y
cat >outgoing/order.json <<'J'
{"document": "order", "schema": 1, "partner": "supplier", "number": "BUY-1", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original",
 "currency": "USD", "lines": [{"number": "1", "assigned_id": "1", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]}
J
cp outgoing/order.json "$tmp/order.json"
expect 0 run --once --quiet
notice() { printf 'BSN*00*%s*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*BUY-1***20260302~HL*3*2*I*0~LIN*1*UP*855501000147~SN1**%s*EA~CTT*3~' "$1" "$2"; }
invoice() { printf 'BIG*20260305*%s*20260302*BUY-1~IT1*1*%s*EA*%s**UP*855501000147~TDS*%s~CTT*1~' "$1" "$2" "$3" "$4"; }

comes 855 answer.edi SUPPLIER "BAK*00*AC*BUY-1*20260302~PO1*1*10*EA*2.50**UP*855501000147~ACK*IQ*8*EA~ACK*IR*2*EA~CTT*1~"
expect 1 run --once --quiet
[ "$(count_files order_responses)" -eq 1 ] || fail "the answer did not reach the ERP"
expect 1 failed
says "answer-changes" "line 1 of order BUY-1: 8 of 10 EA come, 2 not at all"
expect 0 chain BUY-1
says "<-  855" "accepted" "WAITS answer-changes"
expect 0 show "$(document answer.edi)" --history
says "WAITS      answer-changes" "NOTED      match-quantity: line 1 of order BUY-1: 8 of 10 EA come, 2 not at all"
expect 0 settle "$(document answer.edi)" --reason "eight will do"

# More than was accepted, then what was.
comes 856 too-much.edi SUPPLIER "$(notice SN-1 10)"
expect 1 run --once --quiet
expect 1 failed
says "ship notice SN-1: line 1 of order BUY-1 comes to 10 EA shipped, but 8 EA were accepted"
comes 856 right.edi SUPPLIER "$(notice SN-2 8)"
expect 0 run --once --quiet
[ "$(count_files shipments)" -eq 1 ] || fail "not one shipment for the ERP"

# Another price, a total that is none, and the right one; the same number once more.
comes 810 dear.edi SUPPLIER "$(invoice INV-1 8 2.75 2200)"
comes 810 taxed.edi SUPPLIER "$(invoice INV-4 8 2.50 16000 | sed 's/CTT/TXI*ST*140.00*7~CTT/')"
comes 810 wrong-total.edi SUPPLIER "$(invoice INV-2 8 2.50 2100)"
expect 1 run --once --quiet
expect 1 failed
says "invoice INV-1: line 1 of order BUY-1 has the price 2.75 per EA, but 2.5 was ordered" \
  "totals.amount says 21.00, but what is invoiced comes to 20.00" "taxes[0] says 140.00, but 7 % of 20.00 is 1.40"
comes 810 right-invoice.edi SUPPLIER "$(invoice INV-3 8 2.50 2000)"
expect 0 run --once --quiet
[ "$(count_files invoices)" -eq 1 ] || fail "not one invoice for the ERP"
comes 810 again.edi SUPPLIER "$(invoice INV-3 8 2.50 2000)"
expect 1 run --once --quiet
expect 1 failed
says "invoice INV-3 came before"

# A person insists, with a reason.
expect 0 replay "$(document too-much.edi)" --override --reason "two more are welcome"
[ "$(count_files shipments)" -eq 2 ] || fail "what a person insisted on did not reach the ERP"

# A change that the supplier names by its code alone is work, too.
sed 's/BUY-1/BUY-2/' "$tmp/order.json" >outgoing/order2.json
expect 0 run --once --quiet
comes 855 unnamed.edi SUPPLIER "BAK*00*AC*BUY-2*20260302~PO1*1*10*EA*2.50**UP*855501000147~ACK*IP*6*EA~ACK*IS*4*EA~CTT*1~"
expect 1 run --once --quiet
expect 1 failed
says "line 1 of order BUY-2: it says that the price changed, and names the one ordered"
expect 0 show "$(document unnamed.edi)" --history
says "line 1 of order BUY-2: another item comes, and nobody says which"

# What a line says to be of another order is counted for neither of them, and waits.
sed 's/BUY-1/BUY-9/' "$tmp/order.json" >outgoing/order9.json
expect 0 run --once --quiet
comes 856 right9.edi SUPPLIER "$(notice SN-9 10 | sed 's/BUY-1/BUY-9/')"
expect 0 run --once --quiet
comes 810 two-orders.edi SUPPLIER "$(invoice INV-8 4 2.50 2000 | sed 's/BUY-1/BUY-9/; s/~TDS/~REF*PO*BUY-9~IT1*2*4*EA*2.50**UP*855501000147~REF*PO*BUY-7~TDS/; s/CTT\*1/CTT*2/')"
expect 1 run --once --quiet
expect 0 show "$(document two-orders.edi)"
says "invoice INV-8 is for order BUY-9, but its lines[1] for order BUY-7"
comes 810 one-order.edi SUPPLIER "$(invoice INV-9 10 2.50 2500 | sed 's/BUY-1/BUY-9/; s/~TDS/~REF*PO*BUY-9~TDS/')"
expect 0 run --once --quiet
[ "$(count_files invoices)" -eq 2 ] || fail "the invoice of one order did not reach the ERP"
expect 0 fsck
