#!/bin/bash
# A supplier who gives his lines no number: they are our order's by their items, not by their place, and where an item stands
# in several lines, the first of which as much is open.
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
one=UP\*855501000147
two=UP\*855501000154
purchase() { # NUMBER ITEM ITEM: 100 of the one, 50 of the other
  leave "po-$1.json" '{"document":"order","schema":1,"partner":"supplier","number":"'"$1"'","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"10","quantity":"100","unit":"EA","price":"2.00","ids":[{"kind":"upc","value":"'"${2#UP?}"'"}]},{"number":"20","quantity":"50","unit":"EA","price":"2.00","ids":[{"kind":"upc","value":"'"${3#UP?}"'"}]}]}'
  expect 0 run --once --quiet
}
numbers() { jq -c '[.. | objects | select(has("quantity") and has("ids")) | .number]' "$1"/*"$2"*; } # FOLDER NAME

# Line 20 alone is answered, shipped and invoiced.
purchase PO-1 $one $two
comes 855 a.edi SUPPLIER "BAK*00*AC*PO-1*20260302~PO1**50*EA*2**$two~ACK*IA*50*EA~CTT*1~"
comes 856 s.edi SUPPLIER "BSN*00*S-1*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-1***20260302~HL*3*2*I*0~LIN**$two~SN1**50*EA~CTT*3~"
comes 810 i.edi SUPPLIER "BIG*20260305*I-1*20260302*PO-1~IT1**50*EA*2**$two~TDS*10000~CTT*1~"
expect 1 run --once --quiet
expect 1 failed
says "line 10 of order PO-1" "1 open item"
[ "$(numbers invoices I-1)" = '["20"]' ] || fail "the invoice of line 20 is of $(numbers invoices I-1)"
[ "$(numbers order_responses PO-1)" = '["20"]' ] || fail "the answer to line 20 is of $(numbers order_responses PO-1)"

# The other way round.
purchase PO-2 $one $two
comes 855 b.edi SUPPLIER "BAK*00*AD*PO-2*20260302~PO1**50*EA*2**$two~ACK*IA*50*EA~PO1**100*EA*2**$one~ACK*IA*100*EA~CTT*2~"
expect 0 run --once --quiet
[ "$(numbers order_responses PO-2)" = '["20","10"]' ] || fail "$(numbers order_responses PO-2)"

# One item in both lines.
purchase PO-3 $one $one
comes 856 t.edi SUPPLIER "BSN*00*S-3*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-3***20260302~HL*3*2*I*0~LIN**$one~SN1**60*EA~HL*4*2*I*0~LIN**$one~SN1**40*EA~HL*5*2*I*0~LIN**$one~SN1**50*EA~CTT*5~"
comes 810 j.edi SUPPLIER "BIG*20260305*I-3*20260302*PO-3~IT1**100*EA*2**$one~IT1**50*EA*2**$one~TDS*30000~CTT*2~"
expect 0 run --once --quiet
[ "$(numbers invoices I-3)" = '["10","20"]' ] || fail "$(numbers invoices I-3)"
[ "$(numbers shipments S-3)" = '["10","10","20"]' ] || fail "$(numbers shipments S-3)"
comes 856 u.edi SUPPLIER "BSN*00*S-4*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-3***20260302~HL*3*2*I*0~LIN**$one~SN1**1*EA~CTT*3~"
expect 1 run --once --quiet
expect 1 failed
says "ship notice S-4" "shipped, 100 before (ship notice S-3)"
expect 0 fsck

# Just what is open of the one goes before a part of the other; an amount alone counts as what it pays for.
purchase PO-4 $one $one
comes 856 q.edi SUPPLIER "BSN*00*S-7*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-4***20260302~HL*3*2*I*0~LIN**$one~SN1**50*EA~HL*4*2*I*0~LIN**$one~SN1**100*EA~CTT*4~"
expect 0 run --once --quiet
[ "$(numbers shipments S-7)" = '["20","10"]' ] || fail "$(numbers shipments S-7)"
purchase PO-5 $one $two
comes 856 r.edi SUPPLIER "BSN*00*S-8*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*PO-5***20260302~HL*3*2*I*0~LIN*10*$one~SN1**50*EA~CTT*3~"
comes 810 k.edi SUPPLIER "BIG*20260305*I-8*20260302*PO-5~IT1*10*****$one~PAM****1*100~TDS*10000~CTT*1~"
"$TRANSOM" run --once --quiet >"$tmp/out" || true
expect 1 failed
silent_about "I-8"

# Nor has he our leading zeros, or he writes some: it is our order all the same, and the ERP gets our number.
purchase 000123 $one $two
purchase 77 $one $two
comes 855 z.edi SUPPLIER "BAK*00*AC*123*20260302~PO1*10*100*EA*2**$one~ACK*IA*60*EA~ACK*IR*40*EA~PO1*20*50*EA*2**$two~ACK*IA*50*EA~CTT*2~"
comes 856 y.edi SUPPLIER "BSN*00*S-5*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*123***20260302~HL*3*2*I*0~LIN*10*$one~SN1**60*EA~CTT*3~"
comes 810 x.edi SUPPLIER "BIG*20260305*I-5*20260302*0123~IT1*10*60*EA*2**$one~TDS*12000~CTT*1~"
comes 855 w.edi SUPPLIER "BAK*00*AD*0077*20260302~PO1*10*100*EA*2**$one~ACK*IA*100*EA~PO1*20*50*EA*2**$two~ACK*IA*50*EA~CTT*2~"
"$TRANSOM" run --once --quiet >"$tmp/out" || true
expect 1 failed
silent_about "not known here"
says "line 10 of order 000123: 60 of 100 EA come"
[ "$(jq -r .order_number invoices/*I-5*)" = 000123 ] && [ "$(jq -r .order_number order_responses/*77*)" = 77 ] || fail "the ERP does not know these numbers"
comes 856 v.edi SUPPLIER "BSN*00*S-6*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*00123***20260302~HL*3*2*I*0~LIN*10*$one~SN1**1*EA~CTT*3~"
expect 1 run --once --quiet
expect 1 failed
says "comes to 61 EA shipped, 60 before (ship notice S-5), but 60 EA were accepted"
expect 0 chain 123
says "S-5" "I-5"
expect 0 fsck
