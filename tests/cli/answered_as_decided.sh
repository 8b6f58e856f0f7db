#!/bin/bash
# An ERP that answers orders itself gets them as rules changed them: its answers are about those lines, and the 855 says
# to the buyer what became of his.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
judged_buyer await
cat >$folder/rules.yaml <<'Y'
rules:
  substitute-item: on
  pack-multiple: {then: change}
  pieces:
    for: lines
    when: 'unit = "CA"'
    then: change
    effect: IC
    set: {unit: item.unit, quantity: own.quantity, price: contract.listed}
    owner: orders
    say: "by {unit}"
Y
printf '%s\n' item,unit,pack,status,substitute OLD,EA,1,discontinued,NEW NEW,EA,1,active, P,EA,6,active, >$folder/reference/items.csv
printf '%s\n' item,unit,factor P,CA,12 >$folder/reference/item_units.csv
printf '%s\n' kind,id,item upc,012345678905,OLD upc,036000291452,NEW >$folder/reference/item_ids.csv
printf '%s\n' item,unit,price P,EA,10.00 NEW,EA,10.00 >$folder/reference/contract_prices.csv
asked=0
answer() { # LINE KIND [ANSWERED-LINE]: an order of that one line, and what the ERP says to it
  asked=$((asked + 1))
  comes 850 "A$asked.edi" BUYER "BEG*00*SA*A$asked**20260302~$1CTT*$(grep -o "PO1\*" <<<"$1" | wc -l)~"
  expect 0 run --once --quiet
  leave "A$asked.json" '{"document": "order_response", "schema": 1, "partner": "buyer", "order_number": "A'$asked'", "ordered": "2026-03-02", "kind": "'"$2"'", "purpose": "original", "answered": "2026-03-06", "lines": ['"${3:-}"']}'
}
line() { # NUMBER QUANTITY MORE ANSWER...: of pieces; an answer as WORD:QUANTITY
  local number=$1 quantity=$2 more=$3 answers="" one; shift 3
  for one in "$@"; do answers+="${answers:+, }{\"status\": \"${one%:*}\", \"quantity\": \"${one#*:}\", \"unit\": \"EA\"}"; done
  echo '{"number": "'"$number"'", "quantity": "'"$quantity"'", "unit": "EA", '"$more"'"answers": ['"$answers"']}'
}
goes() { # SEGMENT...: the lines of the 855, all of them
  local got
  expect 0 run --once --quiet
  got=$(tr '~' '\n' <"$(ls -t outbox/buyer/855-*.edi | head -1)" | grep -E '^(BAK|PO1|ACK)\*' | tail -n +2 | tr '\n' ' ')
  [ "$got" = "${*:+$(printf '%s ' "$@")}" ] || fail "the 855 says $got"
}

# A raised quantity: accepted in a word, accepted as the ERP has it, and some of it later.
raised='PO1*2*13*EA*10.00**VN*P~'
answer "$raised" accepted
goes 'PO1*2*18*EA*10.00**VN*P' 'ACK*IQ*18*EA'
answer "$raised" accepted "$(line 2 18 '' accepted:18)"
goes 'PO1*2*18*EA*10.00**VN*P' 'ACK*IQ*18*EA'
answer "$raised" accepted_with_changes "$(line 2 18 '' accepted:12 backordered:6)"
goes 'PO1*2*18*EA*10.00**VN*P' 'ACK*IQ*12*EA' 'ACK*IB*6*EA'
answer "$raised" accepted "$(line 2 13 '' accepted:13)"
expect 1 run --once --quiet
expect 1 failed
says "line 2: 13 are ordered, 18 as it was decided, the response speaks of 13"
expect 0 settle "$(document "A$asked.json")" --reason "answered below"

# One word that rejects names the lines as well, unless the partner wants RJ.
two='PO1*1*12*EA*10.00**VN*P~PO1*2*6*EA*10.00**VN*P~'
answer "$two" rejected
goes 'PO1*1*12*EA*10.00**VN*P' 'ACK*IR*12*EA' 'PO1*2*6*EA*10.00**VN*P' 'ACK*IR*6*EA'
expect 0 check "$(ls -t outbox/buyer/855-*.edi | head -1)"
sed -i 's/"855": {version: "004010", answer: await}/"855": {version: "004010", answer: await, rejection: RJ}/' $folder/partner.yaml
answer "$two" rejected
goes
sed -i 's/, rejection: RJ//' $folder/partner.yaml

# Another unit, with its price.
answer 'PO1*3*2*CA*120.00**VN*P~' accepted_with_changes "$(line 3 24 '' accepted:20 backordered:4)"
goes 'PO1*3*24*EA*10.00**VN*P' 'ACK*IC*20*EA' 'ACK*IB*4*EA'

# Another item: the ERP knows its own, the buyer finds his line by what he ordered.
old='PO1*1*10*EA*10.00**UP*012345678905~'
new='"ids": [{"kind": "vendor_part", "value": "NEW"}, {"kind": "upc", "value": "036000291452"}], '
answer "$old" accepted
goes 'PO1*1*10*EA*10.00**UP*012345678905' 'ACK*IS*10*EA****VN*NEW*UP*036000291452'
answer "$old" accepted "$(line 1 10 "$new" accepted:10)"
goes 'PO1*1*10*EA*10.00**UP*012345678905' 'ACK*IS*10*EA****VN*NEW*UP*036000291452'
answer "$old" accepted "$(line 1 10 "$new" accepted:6 backordered:4)"
goes 'PO1*1*10*EA*10.00**UP*012345678905' 'ACK*IS*6*EA****VN*NEW*UP*036000291452' 'ACK*IB*4*EA****VN*NEW*UP*036000291452'
other='"ids": [{"kind": "upc", "value": "855501000147"}], '
answer "$old" accepted "$(line 1 10 "$other" accepted:10)"
expect 1 run --once --quiet
expect 1 failed
says "is upc 855501000147, but order A$asked has 012345678905 there"

# What an answer leaves out of its line is the order's, the figures too; a part of another unit leaves the price with its own.
plain='PO1*001*24*EA*2.50**UP*855501000147~PO1*002*5*EA*1.00**UP*855501000154~'
answer "$plain" accepted '{"number": "1", "answers": [{"status": "accepted"}]}, {"number": "2", "answers": [{"status": "rejected"}]}'
goes 'PO1*001*24*EA*2.50**UP*855501000147' 'ACK*IA*24*EA' 'PO1*002*5*EA*1.00**UP*855501000154' 'ACK*IR*5*EA'
printf '%s\n' item,unit,pack,status,substitute N,EA,1,active, >$folder/reference/items.csv
printf '%s\n' item,unit,factor N,CA,12 >$folder/reference/item_units.csv
printf '%s\n' kind,id,item upc,855501000147,N >$folder/reference/item_ids.csv
printf '%s\n' item,unit,price N,EA,2.50 >$folder/reference/contract_prices.csv
answer 'PO1*1*24*EA*2.50**UP*855501000147~' accepted '{"number": "1", "answers": [{"status": "accepted", "quantity": "2", "unit": "CA"}]}'
goes 'PO1*1*24*EA*2.50**UP*855501000147' 'ACK*IA*2*CA'
answer 'PO1*1*24*EA*2.50**UP*855501000147~' accepted '{"number": "1", "answers": [{"status": "accepted", "quantity": "10"}]}'
expect 1 run --once --quiet
expect 1 failed
says "line 1: 24 are asked for, the answers speak of 10"
expect 0 settle "$(document "A$asked.json")" --reason "answered otherwise"

# Two lines of one number are answered in their order.
answer 'PO1*1*24*EA*2.50**UP*855501000147~PO1*1*10*EA*3.00**UP*855501000154~' accepted "$(line 1 24 '' accepted:24), $(line 1 10 '' accepted:10)"
expect 0 run --once --quiet
tr '~' '\n' <"$(ls -t outbox/buyer/855-*.edi | head -1)" | grep -qx 'ACK\*IA\*10\*EA' || fail "not both lines of one number"
