#!/bin/bash
# An 865 counts like an 855 for the lines of the change that it answers: what it says of quantity, price and item is what
# may be shipped and invoiced then, and what a supplier takes otherwise than we asked is work.
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
upc=UP\*855501000147
purchase() { # NUMBER QUANTITY PRICE
  leave "po-$1.json" '{"document":"order","schema":1,"partner":"supplier","number":"'"$1"'","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"'"$2"'","unit":"EA","price":"'"$3"'","ids":[{"kind":"upc","value":"855501000147"}]}]}'
}
alter() { # NUMBER SEQUENCE CHANGE QUANTITY PRICE
  leave "poc-$1-$2.json" '{"document":"order_change","schema":1,"partner":"supplier","number":"'"$1"'","sequence":"'"$2"'","ordered":"2026-03-02","changed":"2026-03-03","type":"stand_alone","purpose":"change","lines":[{"number":"1","assigned_id":"1","change":"'"$3"'","quantity":"'"$4"'","unit":"EA","price":"'"$5"'"}]}'
}
answers() { comes 855 "855-$1.edi" SUPPLIER "BAK*00*AC*$1*20260302~PO1*1*$2*EA*$3**$upc~$4CTT*1~"; } # NUMBER QUANTITY PRICE ACKS
takes() { comes 865 "865-$1-$2.edi" SUPPLIER "BCA*00*AC*$1**$2*20260302~POC*1*$3*$4*$4*EA*$5**$upc~$6CTT*1~"; } # NUMBER SEQUENCE CODE QUANTITY PRICE ACKS
notice() { comes 856 "856-$1.edi" SUPPLIER "BSN*00*S-$1*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*${3:-$1}***20260302~HL*3*2*I*0~LIN*1*$upc~SN1**$2*EA~CTT*3~"; } # NAME QUANTITY [ORDER]
invoice() { comes 810 "810-$1.edi" SUPPLIER "BIG*20260305*I-$1*20260302*$1~IT1*1*$2*EA*$3**$upc~TDS*$4~CTT*1~"; } # ORDER QUANTITY PRICE TOTAL

# We ask for 150 where 120 were ordered, or for another price.
for order in LESS LATER PART OTHER DEAR WHOLE; do purchase $order 120 2.10; done
expect 0 run --once --quiet
for order in LESS LATER PART OTHER WHOLE; do alter $order 1 quantity_increase 150 2.10; done
alter DEAR 1 price_change 120 2.00
expect 0 run --once --quiet
takes LESS 1 QI 150 2.10 "ACK*IQ*130*EA~"
takes LATER 1 QI 150 2.10 "ACK*IA*120*EA~ACK*IB*30*EA*068*20270301~"
takes PART 1 QI 150 2.10 "ACK*IA*120*EA~ACK*IR*30*EA~"
takes OTHER 1 QI 150 2.10 "ACK*IS*150*EA****UP*855501000999~"
takes DEAR 1 PC 120 2.05 "ACK*IP*120*EA~"
takes WHOLE 1 QI 150 2.10 "ACK*IA*150*EA~"
expect 1 run --once --quiet
[ "$(count_files order_responses)" -eq 6 ] || fail "an 865 did not reach the ERP"
expect 1 failed
says "answer-changes" "line 1 of order LESS: 130 of 150 EA come" "line 1 of order LATER: 120 of 150 EA come, 30 later (2027-03-01)" \
  "line 1 of order PART: 120 of 150 EA come, 30 not at all" "line 1 of order OTHER: another item comes, upc 855501000999" \
  "line 1 of order DEAR: the price is 2.05, but 2 was ordered" "\`tolerance:\` under the 865"
silent_about "order WHOLE"
expect 0 chain LESS
says "sent: change; taken with changes, as document"
expect 0 chain WHOLE
says "sent: change; taken, as document"

for order in LESS LATER PART WHOLE; do notice $order 150; done
notice DEAR 120
expect 1 run --once --quiet
expect 1 failed
says "ship notice S-LESS: line 1 of order LESS comes to 150 EA shipped, but 130 EA were accepted" \
  "ship notice S-PART: line 1 of order PART comes to 150 EA shipped, but 120 EA were accepted"
silent_about "ship notice S-LATER"
silent_about "ship notice S-WHOLE"
invoice DEAR 120 2.05 24600
notice LESS-2 130 LESS
expect 0 run --once --quiet
invoice LESS 130 2.15 27950
expect 1 run --once --quiet
expect 1 failed
says "invoice I-LESS: line 1 of order LESS has the price 2.15 per EA"

# A price that the 855 changed, and our change sets again as it was ordered: the 865 is the last word on it.
purchase BACK 120 2.10
expect 0 run --once --quiet
answers BACK 120 2.20 "ACK*IP*120*EA~"
expect 1 run --once --quiet
alter BACK 1 price_change 120 2.10
expect 0 run --once --quiet
takes BACK 1 PC 120 2.10 "ACK*IA*120*EA~"
notice BACK 120
expect 0 run --once --quiet
invoice BACK 120 2.20 26400
expect 1 run --once --quiet
expect 1 failed
says "invoice I-BACK: line 1 of order BACK has the price 2.2 per EA, but 2.1 was ordered"

# Also where nobody answers the change.
purchase BARE 120 2.10
expect 0 run --once --quiet
answers BARE 120 2.20 "ACK*IP*120*EA~"
expect 1 run --once --quiet
alter BARE 1 price_change 120 2.10
notice BARE 120
expect 0 run --once --quiet
invoice BARE 120 2.20 26400
expect 1 run --once --quiet
expect 1 failed
says "invoice I-BARE: line 1 of order BARE has the price 2.2 per EA, but 2.1 was ordered"

# He refuses our price: the one of his 855 stands.
purchase KEPT 120 2.10
expect 0 run --once --quiet
answers KEPT 120 2.20 "ACK*IP*120*EA~"
expect 1 run --once --quiet
alter KEPT 1 price_change 120 2.10
expect 0 run --once --quiet
comes 865 865-KEPT.edi SUPPLIER "BCA*00*RJ*KEPT**1*20260302~CTT*0~"
notice KEPT 120
invoice KEPT 120 2.20 26400
expect 1 run --once --quiet
expect 1 failed
silent_about "I-KEPT"

# What the 855 took less of may be asked for once more, and shipped once it is taken.
purchase AGAIN 120 2.10
expect 0 run --once --quiet
answers AGAIN 120 2.10 "ACK*IA*100*EA~ACK*IR*20*EA~"
expect 1 run --once --quiet
alter AGAIN 1 quantity_increase 120 2.10
expect 0 run --once --quiet
[ "$(tr '~' '\n' <"$(find outbox/supplier -name '860-*' | sort | tail -1)" | grep -c 'QI\*120\*120')" -eq 1 ] || fail "no 860 asks for 120 again"
notice AGAIN-1 120 AGAIN
expect 1 run --once --quiet
expect 1 failed
says "ship notice S-AGAIN-1: line 1 of order AGAIN comes to 120 EA shipped, but 100 EA were accepted"
takes AGAIN 1 QI 120 2.10 "ACK*IA*120*EA~"
notice AGAIN-2 120 AGAIN
expect 0 run --once --quiet

# As the supplier: what the ERP's 865 takes is what may leave.
judged_buyer await
sed -i '/receive:/,/860/s/, rules: rules.yaml//; s/^send:/send:\n  "856": {version: "004010"}\n  "810": {version: "004010"}/' $folder/partner.yaml
came_order() { comes 850 "850-$1.edi" BUYER "BEG*00*SA*$1**20260302~PO1*1*$2*EA*10**$upc~CTT*1~"; }
came_change() { comes 860 "860-$1.edi" BUYER "BCH*04*SA*$1**1*20260302*****20260303~POC*1*$2*$3*$3*EA*10**$upc~CTT*1~"; } # NUMBER CODE QUANTITY
respond() { # NUMBER QUANTITY PRICE ANSWERS [MORE OF THE HEAD]
  leave "r-$1-$RANDOM.json" '{"document":"order_response","schema":1,"partner":"buyer","order_number":"'"$1"'","ordered":"2026-03-02","kind":"accepted_with_changes","purpose":"original","answered":"2026-03-03"'"${5:-}"',"lines":[{"number":"1","assigned_id":"1","quantity":"'"$2"'","unit":"EA","price":"'"$3"'","answers":['"$4"']}]}'
}
said() { echo "{\"status\":\"$1\",\"quantity\":\"$2\",\"unit\":\"EA\"}"; }
of_change=',"answer_to":"order_change","change_sequence":"1"'
ships() { # NAME ORDER QUANTITY
  leave "s-$1.json" '{"document":"shipment","schema":1,"partner":"buyer","number":"'"$1"'","purpose":"original","created":"2026-03-05","dates":[{"kind":"shipped","date":"2026-03-05"}],"orders":[{"number":"'"$2"'","items":[{"number":"1","quantity":"'"$3"'","unit":"EA"}]}]}'
}
bills() { # NAME ORDER QUANTITY PRICE
  leave "i-$1.json" '{"document":"invoice","schema":1,"partner":"buyer","number":"'"$1"'","purpose":"original","type":"debit","invoiced":"2026-03-06","order_number":"'"$2"'","ordered":"2026-03-02","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"'"$3"'","unit":"EA","price":"'"$4"'"}]}'
}
came_order C-LESS 6
came_order C-DEAR 12
came_order C-AGAIN 12
expect 0 run --once --quiet
respond C-LESS 6 10 "$(said accepted 6)"
respond C-DEAR 12 10.50 "$(said price_changed 12)"
respond C-AGAIN 12 10 "$(said accepted 6),$(said rejected 6)"
expect 0 run --once --quiet
came_change C-LESS QI 12
came_change C-DEAR PC 12
came_change C-AGAIN QI 12
expect 0 run --once --quiet
# What names nothing new is no answer: another price, quantity or item of which none is said.
respond C-DEAR 12 10 "$(said price_changed 12)" "$of_change"
respond C-LESS 12 10 "$(said quantity_changed 12)" "$of_change"
respond C-AGAIN 12 10 "$(said substituted 12)" "$of_change"
expect 1 run --once --quiet
expect 1 failed
says "line 1 is price_changed, and no price other than the 10 ordered is named" \
  "line 1 is quantity_changed, and no quantity other than the 12 ordered is named" \
  "line 1 is substituted, and no other item is named"
respond C-AGAIN 12 10 "$(said accepted 12)" "$of_change"
respond C-LESS 12 10 "$(said accepted 8),$(said rejected 4)" "$of_change"
respond C-DEAR 12 10 "$(said accepted 12)" "$of_change"
expect 0 run --once --quiet
ships SH-1 C-LESS 12
ships SH-2 C-DEAR 12
ships SH-4 C-AGAIN 12
expect 1 run --once --quiet
expect 1 failed
says "ship notice SH-1: line 1 of order C-LESS comes to 12 EA shipped, but 8 EA were accepted"
silent_about "ship notice SH-4"
bills IV-1 C-DEAR 12 10.50
expect 1 run --once --quiet
expect 1 failed
says "invoice IV-1: line 1 of order C-DEAR has the price 10.5 per EA, but 10 was ordered"
ships SH-3 C-LESS 8
bills IV-2 C-DEAR 12 10
expect 0 run --once --quiet
# What the ERP leaves out of a line is the change's.
for code in PC QI; do
  cat outbox/buyer/865-* | tr '~' '\n' | grep -q "^POC\*1\*$code\*12\*12\*EA\*10\*\*UP\*855501000147" || fail "an 865 does not name its line as the 860 did"
done
