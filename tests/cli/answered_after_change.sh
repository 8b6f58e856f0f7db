#!/bin/bash
# An answer that goes out, or comes in, behind a change of its order: by what the order is then, line by line.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010"}
  "860": {version: "004010"}
send:
  "855": {version: "004010"}
  "865": {version: "004010", answer: as-ordered}
  "810": {version: "004010"}
Y
response() { # ORDER KIND [LINES [MORE]]
  echo '{"document": "order_response", "schema": 1, "partner": "'"${from:-buyer}"'", "order_number": "'"$1"'", "kind": "'"$2"'", "ordered": "2026-03-02", "answered": "2026-03-05", '"${4:-}"' "lines": ['"${3:-}"']}'
}
line() { # NUMBER QUANTITY STATUS [MORE]
  echo '{"number": "'"$1"'", "quantity": "'"$2"'", "unit": "EA", '"${4:-}"' "answers": [{"status": "'"$3"'", "quantity": "'"$2"'", "unit": "EA"}]}'
}
order() { # NUMBER
  comes 850 "$1.edi" BUYER "BEG*00*SA*$1**20260302~PO1*1*10*EA*12.50**UP*855501000147~PO1*2*5*EA*3.00**UP*855501000154~PO1*3*7*EA*4.00**UP*855501000161~CTT*3~"
  expect 0 run --once --quiet
}
change() { # NUMBER PURPOSE LINES...
  local number=$1 purpose=$2; shift 2
  comes 860 "$number-change.edi" BUYER "BCH*$purpose*SA*$number**1*20260302*****20260303~$*"
  expect 0 run --once --quiet
}
altered='POC*1*CA*8*2*EA*12.00**UP*855501000147~POC*3*DI*7*0*EA*4.00**UP*855501000161~POC*4*AI*2*2*EA*9.00**UP*855501000178~CTT*3~'
segments() { tr '~' '\n' <"$(ls -t outbox/buyer/855-*.edi | head -1)"; }
answers() { # SEGMENT...: the 855's lines, in this order
  local got
  got=$(segments | grep -E '^(PO1|ACK)\*' | tr '\n' ' ')
  [ "$got" = "$(printf '%s ' "$@")" ] || fail "the 855 says $got"
}
as_it_stands=('PO1*1*8*EA*12.00**UP*855501000147' 'ACK*IA*8*EA' 'PO1*2*5*EA*3.00**UP*855501000154' 'ACK*IA*5*EA'
  'PO1*4*2*EA*9.00**UP*855501000178' 'ACK*IA*2*EA')

# "Accepted" accepts what the buyer has in hand: the changed lines, the added one, not the deleted one.
order PO-1
change PO-1 04 "$altered"
leave r1.json "$(response PO-1 accepted)"
expect 0 run --once --quiet
answers "${as_it_stands[@]}"

# So does an answer line by line; item and price that the ERP leaves out are the order's.
order PO-2
change PO-2 04 "$altered"
leave r2.json "$(response PO-2 accepted "$(line 1 8 accepted),$(line 2 5 accepted),$(line 4 2 accepted)")"
expect 0 run --once --quiet
answers "${as_it_stands[@]}"

# In the terms of before the change nothing goes out behind the 865; the corrected answer ends the work.
order PO-3
change PO-3 04 "$altered"
leave r3.json "$(response PO-3 accepted "$(line 1 10 accepted),$(line 2 5 accepted),$(line 3 7 accepted)")"
expect 1 run --once --quiet
expect 0 show "$(document r3.json)"
says "line 1: 8 are ordered, the response speaks of 10" "the order was changed since, in document $(document PO-3-change.edi)" \
  "answer it as it stands now"
leave r3.json "$(response PO-3 accepted_with_changes "$(line 1 8 accepted),$(line 2 5 rejected),$(line 4 2 accepted)")"
expect 0 run --once --quiet
expect 0 failed
segments | grep -qx 'ACK\*IR\*5\*EA' || fail "what the ERP rejects is not rejected"

# A price of before the change stops as well.
order PO-4
change PO-4 04 "$altered"
leave r4.json "$(response PO-4 accepted "$(line 1 8 accepted '"price": "12.50",'),$(line 2 5 accepted),$(line 4 2 accepted)")"
expect 1 run --once --quiet
expect 1 failed
says "the price 12.5 per EA, but 12 was ordered per EA"
expect 0 settle "$(document r4.json)" --reason "left again"

# To an order that was cancelled nobody waits for an answer.
order PO-5
change PO-5 01 'POC*1*DI*10*0*EA*12.50**UP*855501000147~CTT*1~'
leave r5.json "$(response PO-5 accepted)"
expect 1 run --once --quiet
expect 1 failed
says "it was cancelled, in document $(document PO-5-change.edi)" "nothing is owed for it any more"
expect 0 settle "$(document r5.json)" --reason "cancelled"

# What a rule decided about a line that no change altered is still the answer to it.
cat >mappings/partners/buyer/rules.yaml <<'Y'
rules:
  not-sold:
    for: lines
    when: 'price = 3.00'
    then: reject
    effect: R2
    owner: orders
    say: "{number}: not sold"
Y
sed -i 's/"850": {version: "004010"}/"850": {version: "004010", rules: rules.yaml}/' mappings/partners/buyer/partner.yaml
order PO-6
change PO-6 04 "$altered"
leave r6.json "$(response PO-6 accepted)"
expect 0 run --once --quiet
answers "${as_it_stands[@]:0:3}" 'ACK*R2*5*EA' "${as_it_stands[@]:4}"

# A change that the ERP has yet to answer is not in its answer to the order, but in the 865 behind it.
sed -i 's/, answer: as-ordered}/}/; s/, rules: rules.yaml//' mappings/partners/buyer/partner.yaml
order PO-7
change PO-7 04 'POC*1*CA*8*2*EA*12.00**UP*855501000147~CTT*1~'
leave r7.json "$(response PO-7 accepted "$(line 1 10 accepted),$(line 2 5 accepted),$(line 3 7 accepted)")"
expect 0 run --once --quiet
segments | grep -qx 'PO1\*1\*10\*EA\*12.50\*\*UP\*855501000147' || fail "the order as it came is not answered"

# The buyer's side: an answer may cross a change of ours. It is no work if it is right of the order as it went out, or
# as it stands, and work if it is right of neither.
supplier <<'Y'
receive:
  "855": {version: "004010"}
  "865": {version: "004010"}
send:
  "850": {version: "004010"}
  "860": {version: "004010"}
Y
for number in BUY-1 BUY-2 BUY-3; do
  leave "$number.json" '{"document": "order", "schema": 1, "partner": "supplier", "number": "'$number'", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "assigned_id": "1", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]}'
  expect 0 run --once --quiet
  leave "$number-change.json" '{"document": "order_change", "schema": 1, "partner": "supplier", "number": "'$number'", "sequence": "1", "purpose": "change", "type": "stand_alone", "ordered": "2026-03-02", "changed": "2026-03-03", "lines": [{"change": "quantity_decrease", "number": "1", "assigned_id": "1", "quantity": "8", "to_receive": "8", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"line_count": 1}}'
done
expect 0 run --once --quiet
comes 855 crossed.edi SUPPLIER "BAK*00*AD*BUY-1*20260302~PO1*1*10*EA*2.50**UP*855501000147~ACK*IA*10*EA~CTT*1~"
comes 855 heeded.edi SUPPLIER "BAK*00*AD*BUY-2*20260302~PO1*1*8*EA*2.50**UP*855501000147~ACK*IA*8*EA~CTT*1~"
expect 0 run --once --quiet
expect 0 failed
comes 855 other.edi SUPPLIER "BAK*00*AC*BUY-3*20260302~PO1*1*10*EA*2.50**UP*855501000147~ACK*IQ*6*EA~ACK*IR*4*EA~CTT*1~"
expect 1 run --once --quiet
expect 1 failed
says "answer-changes" "6 of 10 EA come, 4 not at all"

# What an order said that was cancelled says nothing of the one that came anew under its number.
sed -i 's/"865": {version: "004010"}/"865": {version: "004010", answer: as-ordered}/' mappings/partners/buyer/partner.yaml
order PO-8
change PO-8 04 'POC*1*PC*10*10*EA*11.00**UP*855501000147~CTT*1~'
comes 860 PO-8-cancel.edi BUYER 'BCH*01*SA*PO-8**2*20260302*****20260307~'
expect 0 run --once --quiet
comes 850 PO-8-anew.edi BUYER 'BEG*00*SA*PO-8**20260308~PO1*1*10*EA*14.00**UP*855501000147~CTT*1~'
"$TRANSOM" run --once --quiet || expect 0 hold release "$("$TRANSOM" hold list --format json | sed -nE 's/.*"id":([0-9]+).*/\1/p')" --reason "ordered anew"
leave r8.json "$(response PO-8 accepted_with_changes "$(line 1 10 price_changed '"price": "12.50",')")"
leave i8.json '{"document": "invoice", "schema": 1, "partner": "buyer", "number": "INV-8", "purpose": "original", "invoiced": "2026-03-18", "order_number": "PO-8", "type": "debit", "currency": "USD", "lines": [{"number": "1", "quantity": "10", "unit": "EA", "price": "12.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "125.00", "line_count": 1}}'
"$TRANSOM" run --once --quiet || true
expect 0 replay "$(document i8.json)" || true
[ "$(find outbox/buyer -name '810-*' | wc -l)" -eq 1 ] || { "$TRANSOM" failed; fail "the price that was answered is not the invoice's"; }

# Two lines of one number keep their places behind a change of the head.
comes 850 PO-9.edi BUYER 'BEG*00*SA*PO-9**20260302~PO1*1*24*EA*2.50**UP*855501000147~PO1*1*10*EA*3.00**UP*855501000154~CTT*2~'
expect 0 run --once --quiet
comes 860 PO-9-change.edi BUYER 'BCH*04*SA*PO-9**1*20260302*****20260303~DTM*002*20260401~CTT*0~'
"$TRANSOM" run --once --quiet || expect 0 hold release "$("$TRANSOM" hold list --format json | sed -nE 's/.*"id":([0-9]+).*/\1/p')" --reason "only the day"
leave r9.json "$(response PO-9 accepted)"
expect 0 run --once --quiet
answers 'PO1*1*24*EA*2.50**UP*855501000147' 'ACK*IA*24*EA' 'PO1*1*10*EA*3.00**UP*855501000154' 'ACK*IA*10*EA'
