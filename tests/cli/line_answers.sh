#!/bin/bash
# A person's word on a line that rules change by themselves, or whose quantity, unit or item they suggest: what they do
# with it is kept, what he takes is worked out for the line as it will be delivered, and what fits neither is refused.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
judged_buyer as-ordered
cat >$folder/rules.yaml <<'Y'
rules:
  price-over-contract: on
  price-missing: on
  pack-multiple: on
  short-stock: on
  full: {for: lines, when: 'item.number = "R" and not pack.whole', then: change, effect: IQ, set: {quantity: pack.up}, say: "full packs"}
  pieces: {for: lines, when: 'unit = "CA"', then: hold, effect: IC, set: {unit: item.unit, quantity: own.quantity, price: contract.listed}, say: "by {unit}"}
  late: {for: lines, when: 'item.number = "R" or quantity = 84', then: hold, effect: DR, owner: sales, say: "too soon"}
Y
sed -i 's/  pack-multiple: on/  pack-multiple: {when: '"'"'pack.known and not pack.whole and item.number != "R"'"'"'}/' $folder/rules.yaml
printf '%s\n' item,unit,pack A,EA, P,EA,6 Q,EA,6 R,EA,6 >$folder/reference/items.csv
printf '%s\n' item,unit,factor Q,CA,12 >$folder/reference/item_units.csv
printf '%s\n' item,unit,price,from_quantity A,EA,10.00,1 P,EA,10.00,1 Q,EA,10.00,1 Q,EA,8.00,18 R,EA,10.00,1 \
  >$folder/reference/contract_prices.csv
printf '%s\n' item,available,next A,12,2027-01-15 P,12,2027-01-15 Q,1000, R,12,2027-01-15 >$folder/reference/stock.csv
held() { "$TRANSOM" hold list --format json | sed -nE 's/.*"id":([0-9]+).*/\1/p' | tail -1; }
order() { # NUMBER LINE: a held order of one line
  comes 850 "$1.edi" BUYER "BEG*00*SA*$1**20260302~$2CTT*1~"
  expect 1 run --once --quiet
}
# answer WORD SEGMENTS: what the word makes of the newest held order; ERROR: a sentence in place of segments
answer() {
  expect "${3:-0}" hold release "$(held)" --reason x --line "1=$1" --dry-run --show
  local got
  got=$(tr '~' '\n' <"$tmp/out" | grep -E '^(PO1|ACK)' | cut -d'*' -f1-6 | xargs) || true
  [ "$got" = "$2" ] || fail "1=$1 makes '$got', not '$2'"
}
refuses() { # WORD SENTENCE
  expect 2 hold release "$(held)" --reason x --line "1=$1" --dry-run
  complains "$2"
}

# Twelve are there of twenty: a price that is taken, or a day, leaves eight for later as the rule has them.
order P1 'PO1*1*20*EA*11.00**VN*A~'
answer IP 'PO1*1*20*EA*10.00* ACK*IP*12*EA ACK*IB*8*EA*079*20270115'
answer DR@2027-01-10 'PO1*1*20*EA*11.00* ACK*DR*12*EA*079*20270110 ACK*IB*8*EA*079*20270115'
answer IA 'PO1*1*20*EA*11.00* ACK*IA*20*EA'
answer R1 'PO1*1*20*EA*11.00* ACK*R1*20*EA'
answer IP:5,IB:15@2027-02-01 'PO1*1*20*EA*10.00* ACK*IP*5*EA ACK*IB*15*EA*079*20270201'
answer IQ:16 'PO1*1*20*EA*11.00* ACK*IQ*12*EA ACK*IB*4*EA*079*20270115 ACK*ID*4*EA'
expect 0 hold release "$(held)" --reason "contract" --line 1=IP
silent_about "new"
jq -e '.lines[0] | .price == "10.00" and .quantities[0].quantity == "8"' orders/*P1* >/dev/null || fail "$(cat orders/*P1*)"

# What a hold suggests of the quantity is laid over the line before anything is counted: not 17 and 1, nor 13 at the price
# for 18. What was counted so, and nobody has seen, is told, and stops where a figure is taken.
rm -r outbox/buyer; touch $folder/reference/stock.csv
order P2 'PO1*1*13*EA*10.00**VN*P~'
answer IC 'PO1*1*18*EA*10.00* ACK*IC*12*EA ACK*IB*6*EA*079*20270115'
says "new: line 1: 12 EA of P are there, 6 come later (short-stock, by itself)"
answer IQ 'PO1*1*18*EA*10.00* ACK*IQ*12*EA ACK*IB*6*EA*079*20270115'
answer IQ:18 'PO1*1*18*EA*10.00* ACK*IQ*12*EA ACK*IB*6*EA*079*20270115'
answer IB 'PO1*1*13*EA*10.00* ACK*IA*12*EA ACK*IB*1*EA*079*20270115'
expect 0 hold release "$(held)" --reason "full packs" --line 1=IC
order P3 'PO1*1*13*EA*11.00**VN*Q~'
expect 1 hold release "$(held)" --reason "full packs" --line 1=IC
says "is not released" "new: line 1: Q is ordered at 11.00, the contract says 8.00 (price-over-contract, for pricing) [price=8.00]"
expect 0 hold release "$(held)" --reason "full packs" --line 1=IC
tr '~' '\n' <"$(ls -t outbox/buyer/855* | head -1)" | grep -q '^PO1\*1\*18\*EA\*8.00' || fail "not at the price for 18"

# A day, beside a quantity and a price that rules set by themselves. A split is the person's, at the rule's price.
touch $folder/reference/stock.csv
order P4 'PO1*1*13*EA***VN*R~'
expect 0 hold show "$(held)"
says "[quantity=18]" "[price=10.00]" "[backorder=6 date=2027-01-15]"
answer DR@2027-01-10 'PO1*1*18*EA*10.00* ACK*IC*12*EA*079*20270110 ACK*IB*6*EA*079*20270115'
answer DR:12@2027-01-10,IB:1 'PO1*1*13*EA*10.00* ACK*IC*12*EA*079*20270110 ACK*IB*1*EA'
refuses IA:12,IB:1 "a rule changes its price, and IA says that it comes as it was ordered"
refuses DR "DR says that it comes on another day, and names none"
expect 0 hold reject "$(held)" --reason "no"

# A price is that of its unit: it is taken with the unit, or not at all.
order P5 'PO1*1*1*CA*120.00**VN*Q~'
refuses IP "the suggested price belongs to the unit or quantity that is suggested with it"
refuses IQ "IQ cannot take what is suggested (line 1: by CA)"
answer IC 'PO1*1*12*EA*10.00* ACK*IC*12*EA'
expect 0 hold release "$(held)" --reason x --line 1=IP --price 1=115.00 --dry-run --show
says 'PO1*1*1*CA*115.00' 'ACK*IP*1*CA'
expect 0 hold reject "$(held)" --reason "no"
sed -i '/^  pieces/s/hold/change/' $folder/rules.yaml
order P6 'PO1*1*7*CA*120.00**VN*Q~'
answer DR@2027-01-10 'PO1*1*84*EA*8.00* ACK*IC*84*EA*079*20270110'
refuses IQ:6 "is answered in EA, which a rule makes of it, as a whole"
expect 2 hold release "$(held)" --reason x --line 1=IP --price 1=115.00
complains "a rule answers it in EA, and nobody can tell of which unit the price is"
expect 0 hold reject "$(held)" --reason "no"

# Of nothing there is nothing to change; it is refused, or taken as it was ordered.
order P7 'PO1*1*0*EA*10.00**VN*A~'
answer IR 'PO1*1*0*EA*10.00* ACK*IR*0*EA'
answer IA 'PO1*1*0*EA*10.00* ACK*IA*0*EA'
refuses IB "its quantity is 0, and nothing about that can be another"
expect 0 hold reject "$(held)" --reason "no" --line 1=R4
# An item that a hold suggests has prices of its own: what is said of them, once it is taken, somebody has to see.
printf '%s\n' item,unit,status,substitute OLD,EA,discontinued,A A,EA,active, >$folder/reference/items.csv
printf '%s\n' item,unit,price A,EA,10.00 OLD,EA,11.00 >$folder/reference/contract_prices.csv
sed -i '/^  pack-multiple\|^  pieces\|^  full/d' $folder/rules.yaml
printf '  substitute-item: {then: hold}\n' >>$folder/rules.yaml
order P8 'PO1*1*5*EA*11.00**VN*OLD~'
refuses DR@2027-01-10 "a rule puts A in the place of its item, and DR names neither"
expect 1 hold release "$(held)" --reason x --line 1=IS --dry-run
says "new: line 1: A is ordered at 11.00, the contract says 10.00"
expect 1 hold release "$(held)" --reason "A will do" --line 1=IP
says "is not released" "the contract says 10.00 (price-over-contract, for pricing) [price=10.00]"
expect 0 hold release "$(held)" --reason "A will do" --line 1=IP
silent_about "no more"
tr '~' '\n' <"$(ls -t outbox/buyer/855* | head -1)" >$tmp/sent
grep -q '^PO1\*1\*5\*EA\*10.00' $tmp/sent && grep -q '^ACK\*IC\*5\*EA\*\*\*\*VN\*A' $tmp/sent || fail "$(cat $tmp/sent)"

# Less than all of a line that says which stores or days get it: how much of it goes where, the buyer has to say.
for spread in 'SDQ*EA*92*S1*6*S2*6~' 'SCH*6*EA***002*20261210~SCH*6*EA***002*20261220~'; do
  order "P${#spread}" "PO1*1*12*EA*11.00**VN*A~$spread"
  refuses IQ:8 "its schedules or stores would still come to 12, and 8 are delivered"
  expect 0 hold release "$(held)" --reason "as ordered" --line 1=IA
done

# What was decided is kept whole: where the ERP answers, its plain yes is the answer that the person gave.
sed -i 's/answer: as-ordered/answer: await/' $folder/partner.yaml
touch $folder/reference/stock.csv
order P9 'PO1*1*20*EA*11.00**VN*A~'
id=$(held)
expect 0 hold release "$id" --reason "contract" --line 1=IP
expect 0 hold show "$id"
says "answer (IP:12,IB:8@2027-01-15)" "[price=10.00 backorder=8 date=2027-01-15]"
leave r9.json '{"document": "order_response", "schema": 1, "partner": "buyer", "order_number": "P9", "ordered": "2026-03-02", "kind": "accepted", "purpose": "original", "answered": "2026-03-06"}'
expect 0 run --once --quiet
tr '~' '\n' <"$(ls -t outbox/buyer/855* | head -1)" >$tmp/sent
grep -qx 'ACK\*IP\*12\*EA' $tmp/sent && grep -qx 'ACK\*IB\*8\*EA\*079\*20270115' $tmp/sent || fail "$(cat $tmp/sent)"
expect 0 fsck
