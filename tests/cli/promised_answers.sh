#!/bin/bash
# The ERP answers what was taken: from then on its word is what orders use up of stock and credit. What only announces an
# answer, what is only tried, and what a partner says of an answer's form change nothing.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
judged_buyer await
# An order of a single piece is the question: it is held, uses up nothing itself, and says what the others do.
cat >$folder/rules.yaml <<'Y'
rules:
  probe:
    for: lines
    when: quantity = 1
    then: hold
    say: "{stock.promised ?? 0} of {item.number}, {customer.promised}"
Y
printf 'item,unit\nA1,EA\nB1,EA\n' >$folder/reference/items.csv
printf 'item,unit,factor\nA1,CA,4\n' >$folder/reference/item_units.csv
printf 'item,available,next\nA1,1000,\nB1,1000,\n' >mappings/reference/stock.csv
printf 'credit_limit,open_balance\n100000,0\n' >$folder/reference/customers.csv
line() { echo "PO1*$1*$2*EA*10.00**VN*${3:-A1}~"; } # NUMBER QUANTITY [ITEM]
order() { # NUMBER LINE...
  local number=$1; shift
  comes 850 "$number.edi" BUYER "BEG*00*SA*$number**20260305~$(printf %s "$@")CTT*$#~"
  run
}
run() { "$TRANSOM" run --once --quiet >/dev/null 2>"$tmp/err" || true; }
asked=0
used() { # WHAT: so much of A1, so much of B1 and so much of the credit is used up since the last question that expected it
  local id got
  asked=$((asked + 1))
  order "Q$asked" "$(line 1 1)" "$(line 2 1 B1)"
  id=$("$TRANSOM" hold list --format json | jq -r ".[] | select(.number == \"Q$asked\").id")
  got=$("$TRANSOM" hold show "$id" --format json |
    jq -r '[.decisions[] | select(.rule == "probe").sentence] | join(" / ")' |
    sed -E 's/line [12]: //g; s/([0-9]+) of A1, ([0-9.]+) \/ ([0-9]+) of B1.*/\1 \3 \2/')
  [ "$got" = "$1" ] || fail "used up are '$got', not '$1'"
  expect 0 hold reject "$id" --reason "only a question"
}
of_line=
# answer NUMBER KIND MORE LINE...: what the ERP leaves; the lines as JSON
answer() {
  local number=$1 kind=$2 more=$3; shift 3
  left=$((${left:-0} + 1))
  printf '{"document":"order_response","schema":1,"partner":"buyer","order_number":"%s","kind":"%s"%s,"purpose":"original","ordered":"2026-03-05","answered":"2026-03-06","lines":[%s]}' \
    "$number" "$kind" "$more" "$(IFS=,; echo "$*")" >"$tmp/arriving"
  mv "$tmp/arriving" "${to:-outgoing}/answer$left.json"
}
said() { # NUMBER QUANTITY PRICE ANSWER...: a line; an answer as WORD:QUANTITY
  local number=$1 quantity=$2 price=$3 answers="" one; shift 3
  for one in "$@"; do
    answers+="${answers:+,}{\"status\":\"${one%:*}\",\"quantity\":\"${one#*:}\",\"unit\":\"EA\"}"
  done
  printf '{"number":"%s","assigned_id":"%s"'"${of_line:+,\"change\":\"$of_line\"}"',"quantity":"%s","unit":"EA","price":"%s","ids":[{"kind":"vendor_part","value":"A1"}],"answers":[%s]}' \
    "$number" "$number" "$quantity" "$price" "$answers"
}
sent() { # the ERP's answer went out
  run
  expect 0 failed
}

used '0 0 0'
order E1 "$(line 1 12)" "$(line 2 8)"
used '20 0 200'

# Tried, and announced: nothing.
to=$tmp answer E1 rejected "" "$(said 1 12 10.00 rejected:12)" "$(said 2 8 10.00 rejected:8)"
expect 0 send "$tmp/answer$left.json" --dry-run
answer E1 acknowledged_held ""
sent
used '20 0 200'

# A line is refused, of the other a part, and its price is another.
answer E1 accepted_with_changes "" "$(said 1 12 10.00 rejected:12)" "$(said 2 8 9.00 accepted:4 backordered:2 deleted:2)"
sent

# The partner refuses how it was written: what the ERP will deliver is the same, until it says otherwise.
refuse 855 PR 700 buyer
used '6 0 54'
answer E1 accepted_with_changes "" "$(said 1 12 10.00 accepted:12)" "$(said 2 8 10.00 rejected:8)"
sent
used '12 0 120'

# Another item for some of it; then the order is refused as a whole, without a word about its lines.
order E2 "$(line 1 10)"
answer E2 accepted_with_changes "" "$(said 1 10 10.00 accepted:7 substituted:3 |
  sed -E 's/("status":"substituted"[^}]*)/\1,"ids":[{"kind":"vendor_part","value":"B1"}]/')"
sent
used '19 3 220'
order E3 "$(line 1 5)"
used '24 3 270'
answer E3 rejected_without_detail ""
sent
used '19 3 220'

# Changes: what the ERP does not take of them is as it was before, what it takes is as it says.
change() { # PURPOSE NUMBER SEQUENCE [POC]
  local count=0
  [ -z "${4:-}" ] || count=1
  comes 860 "$2-$3.edi" BUYER "BCH*$1*SA*$2**$3*20260305*****20260306~${4:-}CTT*$count~"
  run
}
poc() { echo "POC*$1*$2*$3*$3*EA*10.00**VN*A1~"; } # LINE CODE QUANTITY
of() { echo ",\"answer_to\":\"order_change\",\"change_sequence\":\"$1\""; } # SEQUENCE
order C1 "$(line 1 10)" "$(line 2 10)"
used '39 3 420'
change 04 C1 01 "$(poc 1 QI 30)"
used '59 3 620'
answer C1 rejected "$(of 1)" "$(of_line=quantity_increase said 1 30 10.00 rejected:30)"
sent
used '39 3 420'
order C2 "$(line 1 10)" "$(line 2 10)"
change 04 C2 1 "$(poc 1 QI 20)"
answer C2 accepted_with_changes "$(of 01)" "$(of_line=quantity_increase said 1 20 10.00 accepted:15 deleted:5)"
sent
used '64 3 670'
# The answer to the order, which is late, speaks of the order as it stands since; as it came it does not go.
answer C2 accepted_with_changes "" "$(said 1 10 10.00 accepted:10)" "$(said 2 10 10.00 rejected:10)"
expect 1 run --once --quiet
expect 1 failed
says "line 1: 20 are ordered, the response speaks of 10" "answer it as it stands now"
used '64 3 670'
answer C2 accepted_with_changes "" "$(said 1 20 10.00 accepted:15 deleted:5)" "$(said 2 10 10.00 rejected:10)"
sent
used '54 3 570'
change 04 C2 2 "$(poc 1 DI 0)"
used '39 3 420'
answer C2 rejected "$(of 2)" "$(of_line=delete_item said 1 20 10.00 rejected:20)"
sent
used '54 3 570'
change 01 C2 3
used '39 3 420'
answer C2 rejected "$(of 3)"
sent
used '54 3 570'
expect 0 fsck
