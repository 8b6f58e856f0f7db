#!/bin/bash
# A release asks the rules again: what came up since the hold stops it once, what fell away is told, and the answer says what
# holds then. The order itself is never found against itself.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
judged_buyer as-ordered
cat >$folder/rules.yaml <<'Y'
rules:
  price-over-contract: on
  credit-limit: on
  short-stock: on
  unknown-ship-to: on
  line-window-over: on
  asked: {for: lines, when: quantity = 7, then: hold, owner: sales, say: "seven of {item.number}"}
Y
printf 'item,unit\nA1,EA\nB1,EA\n' >$folder/reference/items.csv
stock() { printf 'item,available,next\nA1,%s,\nB1,1000,\n' "$1" >mappings/reference/stock.csv; }
credit() { printf 'credit_limit,open_balance\n%s,0\n' "$1" >$folder/reference/customers.csv; }
prices() { # A1 B1
  printf 'item,unit,price,currency\nA1,EA,%s,USD\nB1,EA,%s,USD\n' "$1" "$2" >$folder/reference/contract_prices.csv
}
ship_to() { printf 'id,kind\n%s,assigned_by_buyer\n' "$1" >$folder/reference/ship_tos.csv; }
line() { echo "PO1*$1*$2*EA*$3**VN*${4:-A1}~${5:-}"; } # NUMBER QUANTITY PRICE [ITEM] [SEGMENTS]
order() { # NUMBER LINE...
  local number=$1; shift
  comes 850 "$number-$came.edi" BUYER "BEG*00*SA*$number**20260305~CUR*BY*USD~N1*ST*Dock*92*D1~$(printf %s "$@")CTT*$#~"
  "$TRANSOM" run --once --quiet >/dev/null 2>"$tmp/err" || true
}
held() { "$TRANSOM" hold list --format json | jq -r --arg number "$1" '[.[] | select(.number == $number).id][-1] // empty'; }
acks() { # NUMBER [865]: of the last answer to the order
  cat outbox/buyer/"${2:-855}"-* | tr '~' '\n' | awk -F'*' -v number="$1" '
    /^BAK|^BCA/ { ours = $4 == number; if (ours) all = "" }
    /^PO1|^POC/ && ours { all = all (all == "" ? "" : " ") "at " (($1 == "POC") ? $7 : $5) }
    /^ACK/ && ours { all = all " " $2 " " $3 }
    END { print all }'
}
answered() { [ "$(acks "$1" "${3:-855}")" = "$2" ] || fail "$1 is answered '$(acks "$1" "${3:-855}")', not '$2'"; }
stock 100 && credit 100000 && prices 10.00 10.00 && ship_to D1

# Nothing changed: the first release lets it go, and the version that it was judged by is kept with it.
order R1 "$(line 1 12 11.00)"
id=$(held R1)
expect 0 hold release "$id" --reason "agreed"
says "is released"
answered R1 'at 11.00 IA 12'
expect 0 hold show "$id"
says "rules asked again" "the rules were asked again, by reference data "
version=$("$TRANSOM" hold show "$id" --format json | jq -r '.decisions[] | select(.action == "judge_again").reference')
[ "$version" = "$("$TRANSOM" hold show "$id" --format json | jq -r .reference.version)" ] || fail "another version, and nothing changed"

# A worse figure, another line, another rule: each stops it. A dry run tells so and keeps nothing; the second release is that
# of somebody who has seen it.
order R2 "$(line 1 12 11.00)" "$(line 2 5 10.50 B1)"
id=$(held R2)
prices 9.00 10.00
expect 1 hold release "$id" --reason "agreed" --dry-run
says "it would be so: order R2 of buyer is not released" "new: line 1: A1 is ordered at 11.00, the contract says 9.00 (price-over-contract, for pricing)"
expect 1 hold list
says "contract says 10.00"
silent_about "contract says 9.00"
ship_to D2
expect 1 hold release "$id" --reason "agreed"
says "is not released: something came up that nobody has seen" "contract says 9.00" "new: ship-to D1 (Dock) is not known (unknown-ship-to, for customer-data)" \
  "next: \`transom hold show $id\`"
silent_about "line 2"
[ -z "$(acks R2)" ] || fail "it was answered all the same"
expect 0 hold list --owner sales
expect 1 hold list --owner customer-data
expect 1 failed
says "unknown-ship-to" "ship-to D1 (Dock) is not known (and 1 more"
[ "$("$TRANSOM" failed --format json | jq length)" = 1 ] || fail "the old item is still open"
expect 1 hold release "$id" --owner pricing --reason "agreed with pricing"
says "it still waits for customer-data"
ship_to D1
expect 0 hold release "$id" --reason "the dock is new" --format json
[ "$(jq -r '[.outcome, (.found | length), .gone[0].rule] | join(" ")' "$tmp/out")" = "released 0 unknown-ship-to" ] || fail "$(cat "$tmp/out")"
answered R2 'at 11.00 IA 12 at 10.50 IA 5'
expect 0 failed
expect 0 fsck

# A better figure is no news, and what holds no more is told.
prices 10.00 10.00
order R3 "$(line 1 12 11.00)" "$(line 2 7 10.50 B1)"
prices 10.50 11.00
expect 0 hold release "$(held R3)" --reason "agreed" --line 2=IA
says "is released" "no more: line 2: B1 is ordered at 10.50, the contract says 10.00"
silent_about "new"
# Two lines of one number: what was seen of one is not held against the other.
prices 10.00 10.00
order R12 "$(line 1 5 15.00)" "$(line 1 5 10.00 B1)"
prices 10.00 7.00
expect 1 hold release "$(held R12)" --reason "agreed"
says "B1 is ordered at 10.00, the contract says 7.00"
expect 0 hold release "$(held R12)" --reason "agreed"
# A price that a rule suggests is that of today, and has to have been seen; one that somebody names needs no second look.
prices 10.00 10.00
order R4 "$(line 1 12 11.00)"
prices 10.40 10.00
id=$(held R4)
expect 1 hold release "$id" --reason "contract" --line 1=IP --dry-run
says "it would be so: order R4 of buyer is not released" "(price-over-contract, for pricing) [price=10.40]"
expect 0 hold release "$id" --reason "contract" --line 1=IP --price 1=10.00 --dry-run
silent_about "new"
expect 1 hold release "$id" --reason "contract" --line 1=IP
[ -z "$(acks R4)" ] || fail "a price went out that nobody saw"
prices 9.00 10.00
expect 1 hold release "$id" --reason "contract" --line 1=IP
says "new: line 1: A1 is ordered at 11.00, the contract says 9.00" "[price=9.00]"
expect 0 hold release "$id" --reason "contract" --line 1=IP
silent_about "new"
answered R4 'at 9.00 IP 12'
prices 10.00 10.00
order R5 "$(line 1 12 11.00)"
prices 10.40 10.00
expect 0 hold release "$(held R5)" --reason "contract" --line 1=IP --accept price-over-contract
says "new, and accepted: line 1: A1 is ordered at 11.00"
answered R5 'at 10.40 IP 12'

# --accept names a rule that looks at the order; a slip of the hand decides nothing.
prices 10.00 10.00
order R6 "$(line 1 7 11.00)"
id=$(held R6)
expect 2 hold release "$id" --reason "agreed" --accept price-over-contrakt
complains "'price-over-contrakt' is no rule for this order" "it is held by price-over-contract, asked"
expect 2 hold release "$id" --reason "agreed" --owner pricing --accept asked
complains "lines are decided, and rules accepted, with the last release; it still waits for sales"
[ -z "$(acks R6)" ] || fail "it was released with a slip"
expect 0 hold release "$id" --reason "agreed" --accept credit-limit --accept duplicate-order

# Credit: the order counts once, those that were taken since count too. --accept takes what is named, unseen.
prices 10.00 10.00 && credit 1000
order K1 "$(line 1 90 11.00 B1)"
order K2 "$(line 1 90 11.00 B1)"
expect 0 hold release "$(held K1)" --reason "agreed"
expect 1 hold release "$(held K2)" --reason "agreed" --accept price-over-contract
says "new: with this order 1980.00 would be open, the limit is 1000"
expect 0 hold release "$(held K2)" --reason "they pay tomorrow"
credit 100000
order K3 "$(line 1 7 10.00 B1)"
credit 50
expect 0 hold release "$(held K3)" --reason "agreed" --accept credit-limit --format json
found=$(jq -r '[.outcome, .found[0].rule, .found[0].sentence] | join(": ")' "$tmp/out")
[ "$found" = "released: credit-limit: with this order 70.00 would be open, the limit is 50" ] || fail "$found"
credit 100000

# Stock that went since is back-ordered by the rule that answers by itself: nobody is asked, and who releases it is told.
stock 20
order S1 "$(line 1 7 10.00)" "$(line 2 5 10.00)"
order S2 "$(line 1 10 10.00)"
answered S2 'at 10.00 IA 10'
id=$(held S1)
expect 0 hold release "$id" --reason "seven it is" --dry-run
says "is released" "new: line 2: " "(short-stock, by itself) [backorder=2]"
silent_about "new: line 1"
expect 0 hold release "$id" --reason "seven it is" --format json
[ "$(jq -r '.changed[] | [.rule, .line, .change] | join(" ")' "$tmp/out")" = "short-stock 2 backorder=2" ] || fail "$(cat "$tmp/out")"
answered S1 'at 10.00 IA 7 at 10.00 IA 3 IB 2'
# What was told once is no news and stands once beside its line; with the stock that came it is no more.
stock 10
order S5 "$(line 1 7 10.00)" "$(line 2 5 10.00)"
id=$(held S5)
expect 0 hold release "$id" --dry-run
silent_about "new"
ship_to D2
expect 1 hold release "$id" --reason "seven it is"
ship_to D1
expect 0 hold show "$id"
[ "$(grep -o 'change short-stock (IB)' "$tmp/out" | wc -l)" = 1 ] || fail "$(cat "$tmp/out")"
stock 20
expect 0 hold release "$id" --reason "seven it is"
says "no more: line 2: "
version=$("$TRANSOM" hold show "$id" --format json | jq -r '[.decisions[] | select(.action == "judge_again").reference][-1]')
[ "$version" = "$("$TRANSOM" hold show "$id" --format json | jq -r .reference.version)" ] || fail "not the newest judgement's version"
answered S5 'at 10.00 IA 7 at 10.00 IA 5'
# With a line that a person refuses there is enough for the other.
stock 20
order S3 "$(line 1 12 10.00)" "$(line 2 7 10.00)"
order S4 "$(line 1 10 10.00)"
expect 0 hold release "$(held S3)" --reason "only the seven" --line 1=IR
answered S3 'at 10.00 IR 12 at 10.00 IA 7'

# What rejects by itself stops a release too: nobody who lets an order go means that it is refused.
stock 100
order W1 "$(line 1 7 10.00 A1 "DTM*001*$(date -u -d '1 day' +%Y%m%d)~")" "$(line 2 5 10.00)"
expect 0 hold release "$(held W1)" --reason "in time"
order W2 "$(line 1 7 10.00 A1)" "$(line 2 5 10.00)"
sed -i 's/^  line-window-over: on/  tried: {for: lines, when: quantity = 5, then: reject, effect: R4, say: "five is over"}/' $folder/rules.yaml
id=$(held W2)
expect 1 hold release "$id" --reason "agreed"
says "new: line 2: five is over"
expect 0 hold release "$id" --reason "agreed"
answered W2 'at 10.00 IA 7 at 10.00 R4 5'

# Its own copy: the one that came before is known; one that was let go since is news.
order D1 "$(line 1 7 10.00)"
first=$(held D1)
order D1 "$(line 1 8 10.00)"
second=$(held D1)
[ "$first" != "$second" ] || fail "the copy is not held"
expect 0 hold release "$second" --reason "the second counts"
silent_about "new"
expect 1 hold release "$first" --reason "and the first"
says "new: order D1 came before, in document"
expect 0 hold release "$first" --reason "both"

# A change: the rules look at what it touches, and its order's own share does not count against it.
stock 30
order C1 "$(line 1 20 10.00)"
change() { comes 860 "$1-$2.edi" BUYER "BCH*04*SA*$1**$2*20260305*****20260306~$3CTT*1~"; "$TRANSOM" run --once --quiet >/dev/null 2>&1 || true; }
change C1 1 "POC*1*CA*25*25*EA*11.00**VN*A1~"
id=$(held C1)
expect 0 hold release "$id" --reason "agreed"
answered C1 'at 11.00 IA 25' 865

# The buyer cancels what is held: whoever releases it is told, once.
order Z1 "$(line 1 7 10.00)"
id=$(held Z1)
comes 860 Z1-1.edi BUYER "BCH*01*SA*Z1**1*20260305*****20260306~CTT*0~"
expect 1 run --once --quiet
expect 0 hold show "$id"
says "its cancellation waits behind it: document $(document Z1-1.edi), \`transom hold show"
expect 1 hold release "$id" --reason "agreed"
says "new: the buyer cancels this order by document $(document Z1-1.edi), which waits behind it" "cancellation-waits"
expect 0 hold release "$id" --reason "it is on the lorry"
silent_about "new"
cancellation=$("$TRANSOM" hold list --format json | jq -r '.[0].id')
expect 0 hold reject "$cancellation" --reason "too late"
expect 0 fsck
expect 0 hold list
