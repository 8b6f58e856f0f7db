#!/bin/bash
# A change as rules decide it: its 865 says what they made of a line (a raised quantity, another item, price or unit), whether
# we answer or the ERP does; and who names the item that he ordered means the line for which another one comes.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
judged_buyer await
cat >$folder/rules.yaml <<'Y'
rules:
  discontinued-item: {substitutes: yes}
  substitute-item: on
  unknown-item: on
  pack-multiple: {then: change}
  price-snap:
    for: lines
    when: 'present(contract.price) and price != contract.price and abs(price - contract.price) <= contract.price * 0.01'
    then: change
    effect: IP
    set: {price: contract.price}
    owner: pricing
    say: "{item.number} at {price}, the contract says {contract.price}"
  dozens-to-eaches:
    for: lines
    when: 'unit = "DZ" and item.unit = "EA" and own.known'
    then: change
    effect: IC
    set: {unit: item.unit, quantity: own.quantity, price: price * quantity / own.quantity}
    owner: orders
    say: "{quantity} {unit} of {item.number} is delivered by {item.unit}"
Y
printf '%s\n' item,unit,status,substitute,pack A1,EA,active,,6 A2,EA,active,, OLD1,EA,discontinued,A1, >$folder/reference/items.csv
printf '%s\n' kind,id,item upc,855501000147,A1 upc,855501000215,A2 upc,855501000383,OLD1 >$folder/reference/item_ids.csv
printf '%s\n' item,unit,factor ,DZ,12 >$folder/reference/item_units.csv
printf '%s\n' item,unit,price,currency A2,EA,20.00,USD >$folder/reference/contract_prices.csv
a1=UP\*855501000147 a2=UP\*855501000215 old=UP\*855501000383
came_order() { comes 850 "850-$1.edi" BUYER "BEG*00*SA*$1**20260302~CUR*BY*USD~PO1*1*6*EA*10**${2:-$a1}~CTT*1~"; } # NUMBER [ITEM]
came_change() { comes 860 "860-$1-$2.edi" BUYER "BCH*04*SA*$1**$2*20260302*****20260303~$3CTT*$(grep -o 'POC\*' <<<"$3" | wc -l)~"; } # NUMBER SEQUENCE LINES
respond() { # NUMBER KIND [LINES]
  leave "r-$1.json" '{"document":"order_response","schema":1,"partner":"buyer","order_number":"'"$1"'","answer_to":"order_change","change_sequence":"1","ordered":"2026-03-02","kind":"'"$2"'","purpose":"original","answered":"2026-03-03"'"${3:+,\"lines\":[$3]}"'}'
}
line() { # NUMBER QUANTITY STATUS [MORE]
  echo "{\"number\":\"$1\",\"quantity\":\"$2\",\"unit\":\"EA\"${4:-},\"answers\":[{\"status\":\"$3\",\"quantity\":\"$2\",\"unit\":\"EA\"}]}"
}
# answer_is NAME SEGMENT...: the newest 865 has just these lines, and we accept it ourselves.
answer_is() {
  local name=$1 file
  shift
  file=$(find outbox/buyer -name '865-*' | sort | tail -1)
  tr '~' '\n' <"$file" | grep -E '^(BCA|POC|ACK)' | sed -E 's/^BCA\*00\*(..)\*.*/\1/' >"$tmp/got"
  printf '%s\n' "$@" | diff - "$tmp/got" || fail "$name: not that 865"
  expect 0 check "$file"
  says "nothing to complain about"
}

# The ERP takes what it got: that is not what the buyer asked for, and he is told so.
came_order RAISED
expect 0 run --once --quiet
three="POC*1*QI*13*13*EA*10**$a1~POC*2*AI*6*6*EA*10**$old~POC*3*AI*4*4*EA*20.10**$a2~"
came_change RAISED 1 "$three"
expect 0 run --once --quiet
respond RAISED accepted_with_changes "$(line 1 18 accepted),$(line 2 6 accepted ',"ids":[{"kind":"vendor_part","value":"A1"}]'),$(line 3 4 accepted ',"price":"20.00"')"
expect 0 run --once --quiet
told=(AC "POC*1*QI*18*18*EA*10**$a1" "ACK*IQ*18*EA" "POC*2*AI*6*6*EA*10**$old" "ACK*IS*6*EA****VN*A1*UP*855501000147" "POC*3*AI*4*4*EA*20.00**$a2" "ACK*IP*4*EA")
answer_is "plainly accepted" "${told[@]}"
# One word for it is completed with its lines.
for kind in accepted rejected_without_detail; do
  came_order "W-${kind%%_*}"
  expect 0 run --once --quiet
  came_change "W-${kind%%_*}" 1 "$three"
  expect 0 run --once --quiet
  respond "W-${kind%%_*}" $kind
  expect 0 run --once --quiet
  if [ $kind = accepted ]; then answer_is "one word" "${told[@]}"; else answer_is "one word against it" RJ; fi
done
came_order PLAIN
expect 0 run --once --quiet
came_change PLAIN 1 "POC*1*QI*12*12*EA*10**$a1~"
expect 0 run --once --quiet
respond PLAIN accepted
expect 0 run --once --quiet
answer_is "one word for what was asked" AD "POC*1*QI*12*12*EA*10**$a1" "ACK*IA*12*EA"
# What is raised is not answered in the old figure.
came_order SHORT
expect 0 run --once --quiet
came_change SHORT 1 "POC*1*QI*13*13*EA*10**$a1~"
expect 0 run --once --quiet
respond SHORT accepted "$(line 1 12 accepted)"
expect 1 run --once --quiet
expect 1 failed
says "line 1: 13 are ordered, 18 as it was decided, the response speaks of 12"

# We answer by ourselves: POC03 and POC04 are of what is answered, in its unit.
sed -i 's/answer: await/answer: as-ordered/' $folder/partner.yaml
came_order SELF
expect 0 run --once --quiet
came_change SELF 1 "$three"
expect 0 run --once --quiet
answer_is "as decided" "${told[@]}"
came_change SELF 2 "POC*4*AI*3*3*DZ*240**$a2~"
expect 0 run --once --quiet
answer_is "in another unit" AC "POC*4*AI*36*36*EA*20**$a2" "ACK*IC*36*EA"
came_change SELF 3 "POC*1*QI*19*1*EA*10**$a1~"
expect 0 run --once --quiet
answer_is "some of it came already" AC "POC*1*QI*24*6*EA*10**$a1" "ACK*IQ*24*EA"

# He ordered OLD1 and gets A1: OLD1 is how he calls that line, with its number and without.
came_order INSTEAD "$old"
expect 0 run --once --quiet
came_change INSTEAD 1 "POC*1*QI*12*12*EA*10**$old~"
expect 0 run --once --quiet
instead=(AC "POC*1*QI*12*12*EA*10**$old" "ACK*IS*12*EA****VN*A1*UP*855501000147")
answer_is "by number and item" "${instead[@]}"
came_change INSTEAD 2 "POC**QI*18*18*EA*10**$old~"
expect 0 run --once --quiet
answer_is "by item alone" AC "POC*1*QI*18*18*EA*10**$old" "ACK*IS*18*EA****VN*A1*UP*855501000147"
file=$(find order_changes -name '*INSTEAD*' | sort | tail -1)
grep -qF '"quantity":"18","unit":"EA","price":"10","ids":[{"kind":"vendor_part","value":"A1"},{"kind":"upc","value":"855501000147"}]' "$file" || fail "the line is not A1 any more"

# A change behind a held order waits as well; what is said of it is true also once the order was released.
came_order HELD VN\*NOBODY
expect 1 run --once --quiet
came_change HELD 1 "POC*1*QI*12*12*EA*10**VN*NOBODY~"
expect 1 run --once --quiet
expect 1 failed
says "order HELD itself was held when this came, in document"
held() { "$TRANSOM" hold list --format json | grep -oE '"id":[0-9]+' | cut -d: -f2 | sort -n | sed -n "$1p"; }
expect 2 hold release "$(held 2)" --reason "the change first"
complains "order HELD itself is held, in document"
expect 0 hold release "$(held 1)" --reason "they know it"

# What we propose says what it wants of a line.
leave proposal.json '{"document":"order_response","schema":1,"partner":"buyer","order_number":"SELF","answer_to":"order_change","ordered":"2026-03-02","kind":"accepted_with_changes","purpose":"seller_change","answered":"2026-03-03","lines":['"$(line 1 30 accepted)"']}'
expect 1 run --once --quiet
expect 1 failed
says "line 1 does not say what we want of it (\`change\` of the line)"
# What it leaves out of a line is as it was ordered; a line that is not there is none.
wants() { leave "$1.json" '{"document":"order_response","schema":1,"partner":"buyer","order_number":"PLAIN","answer_to":"order_change","ordered":"2026-03-02","kind":"accepted_with_changes","purpose":"seller_change","answered":"2026-03-03","lines":[{"number":"'"$2"'","change":"reschedule","answers":[{"status":"backordered","quantity":"12","dates":[{"kind":"promised_ship","date":"2026-12-20"}]}]}]}'; }
wants wanted 1
expect 0 run --once --quiet
tr '~' '\n' <"$(ls -t outbox/buyer/865-* | head -1)" >"$tmp/sent"
grep -qxF "POC*1*RS*12*12*EA*10**$a1" "$tmp/sent" && grep -qxF 'ACK*IB*12*EA*079*20261220' "$tmp/sent" || fail "$(cat "$tmp/sent")"
wants nowhere 9
expect 1 run --once --quiet
expect 1 failed
says "line 9: the order has no such line"
expect 0 fsck
