#!/bin/bash
# What is taken back: ship notices and invoices that are cancelled, by us and by a supplier; orders refused as a whole, by
# our ERP and by a supplier; an order that we cancel. Each time the ledger follows.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010", expect: {"855": 24h, "856": 30d, "810": {within: 30d, from: shipment}}}
  "860": {version: "004010"}
send:
  "855": {version: "004010"}
  "865": {version: "004010", answer: await}
  "856": {version: "004010", sscc: {company-prefix: "0855501", give: cartons}}
  "810": {version: "004010"}
Y
supplier <<'Y'
receive:
  "855": {version: "004010"}
  "865": {version: "004010"}
  "856": {version: "004010"}
  "810": {version: "004010"}
send:
  "850": {version: "004010", expect: {"855": 24h, "856": 30d, "810": 30d}}
  "860": {version: "004010"}
Y
# owed SET NUMBER: whether the set is expected for this order.
owed() { "$TRANSOM" due --within 90d --format json | tr '{' '\n' | grep "\"expected\":\"$1\"" | grep -q "\"number\":\"$2\""; }
shipment() { # NUMBER PURPOSE ORDER QUANTITY
  echo '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "'"$1"'", "purpose": "'"$2"'", "created": "2026-03-17", "created_time": "10:15", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "orders": [{"number": "'"$3"'", "ordered": "2026-03-02", "packs": [{"items": [{"number": "1", "quantity": "'"$4"'", "unit": "EA", "ids": [{"kind": "upc", "value": "855501000147"}]}]}]}]}'
}
label() { tr '~' '\n' <"$1" | sed -nE 's/^MAN\*GM\*([0-9]+).*/\1/p'; }
newest() { ls -t outbox/"$2"/"$1"-*.edi | head -1; }

# We supply. What was never sent cannot be cancelled; what was sent can, by its number alone, and once.
comes 850 po.edi BUYER 'BEG*00*SA*PO-1**20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~'
expect 0 run --once --quiet
owed 856 PO-1 || fail "no ship notice is expected"
leave 1.json "$(shipment SN-1 original PO-1 10)"
expect 0 run --once --quiet
! owed 856 PO-1 && owed 810 PO-1 || fail "the ship notice counts for nothing"
first=$(label "$(newest 856 buyer)")
leave 2.json "$(shipment SN-9 cancel PO-1 10)"
expect 1 run --once --quiet
expect 1 failed
says "nothing-to-cancel" "shipment SN-9 was never sent to buyer: there is nothing to cancel"
expect 0 settle "$(document 2.json)" --reason "a slip"
# Its day is left out, too: it is made today.
leave 3.json '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "SN-1", "purpose": "cancel"}'
expect 0 run --once --quiet
owed 856 PO-1 || fail "the ship notice was cancelled, and none is expected"
! owed 810 PO-1 || fail "an invoice counts from a cancelled ship notice"
expect 0 chain PO-1
says "left by the ERP" "expected: 856 from us"
leave 4.json '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "SN-1", "purpose": "cancel", "created": "2026-03-19", "created_time": "08:00"}'
expect 1 run --once --quiet
expect 1 failed
says "nothing-to-cancel" "shipment SN-1 was cancelled before (document $(document 3.json))"
expect 0 settle "$(document 4.json)" --reason "twice"

# The number is free again, and the carton has its label on; so it has in a correction.
sleep 1.1
leave 5.json "$(shipment SN-1 original PO-1 10)"
expect 0 run --once
says "1 documents sent"
! owed 856 PO-1 && owed 810 PO-1 || fail "the ship notice that came behind the cancelled one counts for nothing"
[ "$(label "$(newest 856 buyer)")" = "$first" ] || fail "the carton got another label when it was announced again"
sleep 1.1
leave 6.json "$(shipment SN-1 replace PO-1 9)"
expect 0 run --once --quiet
[ -n "$first" ] && [ "$(label "$(newest 856 buyer)")" = "$first" ] || fail "the carton of a correction got another label"
expect 0 run --once --quiet

# Two ship notices: one stands when the other is cancelled.
leave 7.json "$(shipment SN-2 original PO-1 1)"
expect 0 run --once --quiet
leave 8.json "$(shipment SN-2 cancel PO-1 1)"
expect 0 run --once --quiet
! owed 856 PO-1 || fail "a ship notice stands, and another is expected"
# The carton of a cancelled notice may go out under another number.
sscc=$(printf '%s\n' "$(label "$(newest 856 buyer)")" | head -1)
leave 9.json "$(shipment SN-3 original PO-1 1 | sed 's/"packs": \[{/"packs": [{"marks": [{"kind": "sscc", "value": "'"${sscc#00}"'"}], /')"
expect 0 run --once --quiet

invoice() { echo '{"document": "invoice", "schema": 1, "partner": "buyer", "number": "INV-1", "purpose": "'"$1"'", "invoiced": "2026-03-18", "order_number": "PO-1", "type": "debit", "currency": "USD", "lines": [{"number": "1", "quantity": "9", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "22.50", "line_count": 1}}'; }
leave inv1.json "$(invoice original)"
expect 0 run --once --quiet
! owed 810 PO-1 || fail "the invoice counts for nothing"
leave inv2.json '{"document": "invoice", "schema": 1, "partner": "buyer", "number": "INV-1", "purpose": "cancel"}'
expect 0 run --once --quiet
tr '~' '\n' <"$(newest 810 buyer)" | grep -q '^BIG\*20260318\*INV-1\*20260302\*PO-1\*\*\*DI\*01$' || fail "the cancellation does not name the invoice as it stood"
owed 810 PO-1 || fail "the invoice was cancelled, and none is expected"

# What the buyer refuses of ours is expected again, with its time, and met when it goes out again in whichever way.
sent() { "$TRANSOM" list --sent --format json | tr '{' '\n' | grep "\"kind\":\"$1\"" | sed -nE 's/.*"outbound":([0-9]+).*/\1/p' | sort -n | tail -1; }
due_of() { "$TRANSOM" due --within 90d --format json | tr '{' '\n' | grep "\"expected\":\"$1\"" | grep "\"number\":\"$2\"" | sed -nE 's/.*"due":"([^"]*)".*/\1/p'; }
comes 850 po7.edi BUYER 'BEG*00*SA*PO-7**20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~'
expect 0 run --once --quiet
by=$(due_of 856 PO-7)
leave sn7.json "$(shipment SN-7 original PO-7 10)"
expect 0 run --once --quiet
! owed 856 PO-7 && owed 810 PO-7 || fail "the ship notice counts for nothing"
refuse 856 SH 701 buyer
[ "$(due_of 856 PO-7)" = "$by" ] || fail "the ship notice was refused, and none is expected by its time"
! owed 810 PO-7 || fail "an invoice counts from a refused ship notice"
expect 0 chain PO-7
says "expected: 856 from us by" "the partner refused the ship notice"
expect 0 resend "$(sent 856)" --reason "they had the wrong guide"
! owed 856 PO-7 && owed 810 PO-7 || fail "the ship notice went out again, and counts for nothing"
expect 0 chain PO-7
says "before it was sent again, of our 856 SN-7"
sleep 1.1
refuse 856 SH 702 buyer
owed 856 PO-7 || fail "the ship notice was refused again, and none is expected"
expect 0 reissue "$(sent 856)" --reason "the map is mended"
! owed 856 PO-7 && owed 810 PO-7 || fail "the ship notice went out anew, and counts for nothing"
# A cancellation that he refuses takes nothing away.
sleep 1.1
leave sn7c.json "$(shipment SN-7 cancel PO-7 10)"
expect 0 run --once --quiet
owed 856 PO-7 && ! owed 810 PO-7 || fail "the ship notice was cancelled, and none is expected"
refuse 856 SH 703 buyer
! owed 856 PO-7 && owed 810 PO-7 || fail "the cancellation was refused, and a ship notice is expected"
expect 0 resend "$(sent 856)" --reason "it is cancelled"
owed 856 PO-7 && ! owed 810 PO-7 || fail "the cancellation went out again, and no ship notice is expected"
sleep 1.1
leave sn7b.json "$(shipment SN-7 original PO-7 10)"
expect 0 run --once --quiet
sleep 1.1
invoice original | sed 's/INV-1/INV-7/; s/PO-1/PO-7/; s/"quantity": "9"/"quantity": "10"/; s/22.50/25.00/' >"$tmp/inv7"
leave inv7.json "$(cat "$tmp/inv7")"
expect 0 run --once --quiet
! owed 810 PO-7 || fail "the invoice counts for nothing"
refuse 810 IN 704 buyer
owed 810 PO-7 && ! owed 856 PO-7 || fail "the invoice was refused, and none is expected"
expect 0 settle "$(document inv7.json)" --reason "a corrected one comes"
leave inv7b.json "$(sed 's/2026-03-18/2026-03-19/' "$tmp/inv7")"
expect 0 run --once --quiet
! owed 810 PO-7 || fail "the corrected invoice counts for nothing"
expect 0 fsck

# Our ERP refuses an order: nothing follows but the answer.
comes 850 po2.edi BUYER 'BEG*00*SA*PO-2**20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~'
expect 0 run --once --quiet
owed 856 PO-2 || fail "no ship notice is expected"
leave rj.json '{"document": "order_response", "schema": 1, "partner": "buyer", "order_number": "PO-2", "ordered": "2026-03-02", "kind": "rejected_without_detail", "purpose": "original", "answered": "2026-03-03"}'
expect 0 run --once --quiet
! owed 855 PO-2 && ! owed 856 PO-2 || fail "the order was refused, and something is expected"
expect 0 chain PO-2
says "the order was refused"

# The buyer cancels an order, and our ERP does not take that: it stands, what is owed for it too, and its goods may go.
comes 850 po3.edi BUYER 'BEG*00*SA*PO-3**20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~'
expect 0 run --once --quiet
comes 860 pc3.edi BUYER 'BCH*01*SA*PO-3***20260302*****20260305~'
expect 0 run --once --quiet
! owed 855 PO-3 && ! owed 856 PO-3 || fail "the order was cancelled, and something is expected"
leave early.json "$(shipment SN-30 original PO-3 10)"
expect 1 run --once --quiet
expect 1 failed
says "ship notice SN-30 is for order PO-3, which was cancelled, in document $(document pc3.edi)" \
  "next: look at \`transom chain PO-3\`; nothing is owed for it any more"
leave stands.json '{"document": "order_response", "schema": 1, "partner": "buyer", "order_number": "PO-3", "answer_to": "order_change", "ordered": "2026-03-02", "kind": "rejected_without_detail", "purpose": "original", "answered": "2026-03-06"}'
expect 0 run --once --quiet
owed 855 PO-3 && owed 856 PO-3 || fail "the cancellation was not taken, and nothing is expected"
expect 0 chain PO-3
says "cancel; not taken, as document $(document stands.json) says" "expected: 856 from us by"
silent_about "the order was cancelled"
expect 0 replay "$(document early.json)"
! owed 856 PO-3 && owed 810 PO-3 || fail "the ship notice of an order that stands counts for nothing"

# We buy. A supplier refuses an order: work, and nothing more is expected of him.
order() { echo '{"document": "order", "schema": 1, "partner": "supplier", "number": "'"$1"'", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "assigned_id": "1", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]}'; }
for n in 1 2 3; do leave buy$n.json "$(order BUY-$n)"; done
expect 0 run --once --quiet
owed 855 BUY-1 && owed 856 BUY-1 && owed 810 BUY-1 || fail "nothing is expected of the supplier"
comes 855 refusal.edi SUPPLIER 'BAK*00*RJ*BUY-1*20260302~'
expect 1 run --once --quiet
expect 1 failed
says "order-refused" "supplier refuses our order BUY-1: none of it comes"
! owed 855 BUY-1 && ! owed 856 BUY-1 && ! owed 810 BUY-1 || fail "the order was refused, and something is expected"
expect 0 chain BUY-1
says "refuses the order" "WAITS order-refused"
[ "$(count_files order_responses)" -eq 1 ] || fail "the ERP does not hear of the refusal"
# He accepts it after all: what the refusal took away is expected again.
comes 855 accepted.edi SUPPLIER 'BAK*00*AD*BUY-1*20260303~PO1*1*10*EA*2.50**UP*855501000147~ACK*IA*10*EA~CTT*1~'
expect 0 run --once --quiet
owed 856 BUY-1 && owed 810 BUY-1 && ! owed 855 BUY-1 || fail "the order was accepted after all, and nothing is expected"
expect 0 chain BUY-1
says "expected: 856 from supplier by" "expected: 810 from supplier by"
silent_about "the order was refused"
# A change of mind once more, and what is on hold with him decides nothing.
comes 855 refusal2.edi SUPPLIER 'BAK*00*RJ*BUY-1*20260302~'
expect 1 run --once --quiet
! owed 856 BUY-1 || fail "the order was refused again, and something is expected"
comes 855 interim.edi SUPPLIER 'BAK*00*AH*BUY-1*20260302~'
expect 0 run --once --quiet
! owed 856 BUY-1 || fail "an interim response brought back what was refused"
expect 0 settle "$(document refusal.edi)" --reason "ordered elsewhere"
expect 0 settle "$(document refusal2.edi)" --reason "ordered elsewhere"

# We cancel an order.
leave cancel.json '{"document": "order_change", "schema": 1, "partner": "supplier", "number": "BUY-2", "purpose": "cancel", "sequence": "1", "type": "stand_alone", "ordered": "2026-03-02", "changed": "2026-03-04"}'
expect 0 run --once --quiet
! owed 855 BUY-2 && ! owed 856 BUY-2 && ! owed 810 BUY-2 || fail "the order was cancelled, and something is expected"
owed 856 BUY-3 || fail "another order is not expected any more"

# The supplier does not take the cancellation: the order stands, and what it is owed. The last word counts.
change_answer() { printf 'BCA*00*%s*%s**1*20260302****%s~' "$1" "$2" "$3"; }
comes 865 hold.edi SUPPLIER "$(change_answer AH BUY-2 20260304)"
expect 0 run --once --quiet
! owed 856 BUY-2 || fail "the cancellation is on hold with the supplier, and something is expected"
comes 865 not.edi SUPPLIER "$(change_answer RJ BUY-2 20260305)"
expect 1 run --once --quiet
expect 1 failed
says "change-refused" "supplier does not take our change 1 of order BUY-2: the order stands as it was before" \
  "and what it is owed is expected again"
owed 855 BUY-2 && owed 856 BUY-2 && owed 810 BUY-2 || fail "the cancellation was refused, and nothing is expected"
expect 0 chain BUY-2
says "not taken, as document $(document not.edi) says" "expected: 855 from supplier" "expected: 856 from supplier" "expected: 810 from supplier"
silent_about "the order was cancelled"
expect 0 settle "$(document cancel.json)" --reason "agreed by telephone"
comes 865 after_all.edi SUPPLIER "$(change_answer AT BUY-2 20260306)"
expect 0 run --once --quiet
! owed 855 BUY-2 && ! owed 856 BUY-2 || fail "the cancellation was taken after all, and something is expected"

# The supplier's 997 refuses the cancellation itself: he does not have it, and the order stands until it goes out again.
leave buy5.json "$(order BUY-5)"
expect 0 run --once --quiet
leave cancel5.json '{"document": "order_change", "schema": 1, "partner": "supplier", "number": "BUY-5", "purpose": "cancel", "sequence": "1", "type": "stand_alone", "ordered": "2026-03-02", "changed": "2026-03-04"}'
expect 0 run --once --quiet
! owed 855 BUY-5 && ! owed 856 BUY-5 && ! owed 810 BUY-5 || fail "the order was cancelled, and something is expected"
group=$(tr '~' '\n' <"$(newest 860 supplier)" | sed -nE 's/^GS\*PC(\*[^*]*){4}\*([0-9]+)\*.*/\2/p')
comes 997 refused5.edi SUPPLIER "AK1*PC*$group~AK2*860*0001~AK5*R*5~AK9*R*1*1*0~"
expect 1 run --once --quiet
expect 1 failed
says "refused-by-partner" "BUY-5"
owed 855 BUY-5 && owed 856 BUY-5 && owed 810 BUY-5 || fail "the supplier does not have the cancellation, and nothing is expected"
expect 0 chain BUY-5
says "expected: 856 from supplier by" "WAITS refused-by-partner"
silent_about "the order was cancelled"
expect 0 resend "$("$TRANSOM" list --sent --format json | tr '{' '\n' | grep '"kind":"860"' | sed -nE 's/.*"outbound":([0-9]+).*/\1/p' | sort -n | tail -1)" --reason "they had the wrong guide"
! owed 855 BUY-5 && ! owed 856 BUY-5 || fail "the cancellation went out again, and something is expected"

# He ships before he refuses the cancellation: what came is not expected, what did not come is.
leave buy4.json "$(order BUY-4)"
expect 0 run --once --quiet
leave cancel4.json '{"document": "order_change", "schema": 1, "partner": "supplier", "number": "BUY-4", "purpose": "cancel", "sequence": "1", "type": "stand_alone", "ordered": "2026-03-02", "changed": "2026-03-04"}'
expect 0 run --once --quiet
notice() { printf 'BSN*%s*%s*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*%s***20260302~HL*3*2*I*0~LIN*1*UP*855501000147~SN1**10*EA~CTT*3~' "$1" "$2" "${3:-BUY-3}"; }
comes 856 crossed.edi SUPPLIER "$(notice 00 SN-4 BUY-4)"
expect 1 run --once --quiet
expect 0 replay "$(document crossed.edi)" --override --reason "it was on its way"
comes 865 not4.edi SUPPLIER "$(change_answer RJ BUY-4 20260305)"
expect 1 run --once --quiet
owed 855 BUY-4 && owed 810 BUY-4 && ! owed 856 BUY-4 || fail "not that what did not come yet is expected"
expect 0 settle "$(document cancel4.json)" --reason "agreed by telephone"

# A supplier cancels his ship notice.
comes 856 sn.edi SUPPLIER "$(notice 00 SN-77)"
expect 0 run --once --quiet
! owed 856 BUY-3 || fail "the supplier's ship notice counts for nothing"
comes 856 none.edi SUPPLIER "$(notice 01 SN-78)"
expect 1 run --once --quiet
expect 1 failed
says "ship notice SN-78 is cancelled, and never came"
expect 0 settle "$(document none.edi)" --reason "his slip"
comes 856 cancelled.edi SUPPLIER "$(notice 01 SN-77)"
expect 0 run --once --quiet
owed 856 BUY-3 || fail "the supplier's ship notice was cancelled, and none is expected"
comes 856 again.edi SUPPLIER "$(notice 00 SN-77)"
expect 0 run --once --quiet
! owed 856 BUY-3 || fail "the supplier's new ship notice counts for nothing"
expect 0 fsck

# A supplier's invoice, cancelled by its number with its total beside it, or with none.
for n in 8 9; do
  leave buy$n.json "$(order BUY-$n)"
  expect 0 run --once --quiet
  comes 856 sn-buy$n.edi SUPPLIER "BSN*00*SN-B$n*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*BUY-$n***20260302~HL*3*2*I*0~LIN*1*UP*855501000147~SN1**10*EA~CTT*3~"
  comes 810 inv-buy$n.edi SUPPLIER "BIG*20260305*INV-B$n*20260302*BUY-$n***DI*00~IT1*1*10*EA*2.50**UP*855501000147~TDS*2500~CTT*1~"
  expect 0 run --once --quiet
  comes 810 inv-buy$n-no.edi SUPPLIER "BIG*20260305*INV-B$n*20260302*BUY-$n***DI*01~TDS*$([ $n -eq 8 ] && echo 2500 || echo 0)~"
  expect 0 run --once --quiet
  owed 810 BUY-$n || fail "the invoice was cancelled, and none is expected"
done
expect 0 fsck
