#!/bin/bash
# Stock and credit are what earlier orders left of them: in one pass, in one file, in one order, and days later; until the
# figures are written anew. What is held, changed, cancelled or only tried counts as what it is.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
judged_buyer as-ordered
printf 'rules:\n  short-stock: on\n  credit-limit: on\n' >$folder/rules.yaml
printf 'item,unit\nA1,EA\n' >$folder/reference/items.csv
printf 'item,unit,factor\nA1,CA,4\n' >$folder/reference/item_units.csv
stock() { printf 'item,available,next\nA1,%s,\n' "$1" >mappings/reference/stock.csv; }
credit() { printf 'credit_limit,open_balance\n%s,0\n' "$1" >$folder/reference/customers.csv; }
line() { echo "PO1*$1*$2*${3:-EA}*10.00**VN*A1~"; } # NUMBER QUANTITY [UNIT]
order() { # NUMBER LINE...
  local number=$1; shift
  comes 850 "$number.edi" BUYER "BEG*00*SA*$number**20260305~$(printf %s "$@")CTT*$#~"
}
run() { "$TRANSOM" run --once --quiet >/dev/null 2>"$tmp/err" || true; }
# answered NUMBER ANSWERS [865]: all ACKs of the last answer to the order, or to a change of it
answered() {
  local got
  got=$(cat outbox/buyer/"${3:-855}"-* | tr '~' '\n' | awk -F'*' -v number="$1" '
    /^BAK|^BCA/ { ours = $4 == number; if (ours) all = "" }
    /^ACK/ && ours { all = all (all == "" ? "" : " ") $2 " " $3 }
    END { print all }')
  [ "$got" = "$2" ] || fail "$1 is answered '$got', not '$2'"
}

stock 20 && credit 100000
order P1 "$(line 1 12)" && order P2 "$(line 1 3 CA)"
run
answered P1 'IA 12'
answered P2 'IA 2 IB 1' # cases of four
order P3 "$(line 1 5)"
run
answered P3 'IB 5'
# What was taken is not judged again, and does not count twice.
expect 0 replay "$(document P1.edi)" --dry-run
says "already effective"

# The same figures, written anew: the ERP knows of those orders by now.
stock 20
order P4 "$(line 1 20)"
run
answered P4 'IA 20'

# Lines of one order share a stock as well, and so do sets of one file.
stock 20
order P5 "$(line 1 12)" "$(line 2 12)"
run
answered P5 'IA 12 IA 8 IB 4'
stock 20
order P6 "$(line 1 12)"
sed -E 's/SE\*5\*0001~/&ST*850*0002~BEG*00*SA*P7**20260305~PO1*1*12*EA*10.00**VN*A1~CTT*1~SE*5*0002~/; s/GE\*1/GE*2/' inbox/P6.edi >"$tmp/two"
mv "$tmp/two" inbox/P6.edi
run
answered P6 'IA 12'
answered P7 'IA 8 IB 4'

# Test orders use up nothing of production.
stock 20
order T1 "$(line 1 20)"
sed -i -E 's/\*P\*>~/*T*>~/' inbox/T1.edi
run
order P8 "$(line 1 20)"
run
answered P8 'IA 20'

# A held order uses up nothing until it is released; trying it again changes nothing.
stock 20 && credit 100
order H1 "$(line 1 12)"
run
expect 1 hold list
says 'with this order 120.00 would be open, the limit is 100'
expect 1 replay "$(document H1.edi)" --dry-run
order H2 "$(line 1 8)"
run
answered H2 'IA 8'
expect 1 replay "$(document H1.edi)" --dry-run
says 'with this order 200.00 would be open'
expect 1 replay "$(document H1.edi)" --dry-run
says 'with this order 200.00 would be open'
held=$("$TRANSOM" hold list --format json | jq -r '.[0].id')
expect 1 hold release "$held" --reason "paid"
says 'new: with this order 200.00 would be open, the limit is 100 (credit-limit, for credit)' # it was held at 120.00
expect 0 hold release "$held" --reason "paid"
order H3 "$(line 1 1)"
run
expect 1 hold list
says 'with this order 210.00 would be open, the limit is 100'
expect 0 hold reject "$("$TRANSOM" hold list --format json | jq -r '.[0].id')" --reason "no"

# A change uses up what it adds and gives back what it takes away; a cancellation gives back all.
change() { # PURPOSE NUMBER SEQUENCE [POC]
  local count=0
  [ -z "${4:-}" ] || count=1
  comes 860 "$2-$3.edi" BUYER "BCH*$1*SA*$2**$3*20260305*****20260306~${4:-}CTT*$count~"
}
poc() { echo "POC*1*$1*$2*$2*EA*10.00**VN*A1~"; } # CODE QUANTITY
stock 20 && credit 100000
order C1 "$(line 1 12)" && order C2 "$(line 1 8)"
run
answered C2 'IA 8'
change 04 C1 1 "$(poc QD 6)"
run
answered C1 'IA 6' 865
order C3 "$(line 1 6)"
run
answered C3 'IA 6'
change 04 C1 2 "$(poc QI 9)"
run
answered C1 'IA 6 IB 3' 865
change 01 C2 1
run
order C4 "$(line 1 6)"
run
answered C4 'IA 5 IB 1' # eight came back, C1 waits for three of them

# What two orders come to may have more digits than a number of ours: it is kept, and orders go on being judged.
stock 9999999999999999 && credit 100000
printf 'rules:\n  short-stock: on\n  told: {for: lines, when: "customer.exposure > 100000000", then: warn, say: "{customer.exposure}"}\n' >$folder/rules.yaml
order L1 'PO1*1*999999999999999*EA*99999999999999999**VN*A1~'
expect 0 run --once --quiet
answered L1 'IA 999999999999999' # without a CTT02, in which it has no room
order L2 'PO1*1*1.5*EA*.1234567890123456**VN*A1~'
expect 0 run --once --quiet
order L3 "$(line 1 2)"
expect 0 run --once --quiet
answered L3 'IA 2'
order L4 'PO1*1*999999999999999*EA*99999999999999999**VN*A1~' && order L5 'PO1*1*1.5*EA*.1234567890123456**VN*A1~'
expect 0 run --once --quiet
expect 0 fsck
