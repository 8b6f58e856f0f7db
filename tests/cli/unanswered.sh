#!/bin/bash
# An answer that cannot be made in the partner's terms: the order is taken, and once the settings are mended a replay makes
# that answer, once, and nothing else; where somebody else has answered, or nobody waits any more, it makes none.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010", rules: rules.yaml, expect: {"855": 24h}}
  "860": {version: "004010"}
send:
  "855": {version: "004010", answer: as-ordered, lines: [IA, IR]}
  "865": {version: "004010", answer: as-ordered, kinds: [RD]}
Y
agreement=mappings/partners/buyer/partner.yaml
folder=mappings/partners/buyer
mkdir -p $folder/reference
printf 'rules:\n  price-over-contract: {then: change}\n  discontinued-item: {then: reject}\n' >$folder/rules.yaml
printf 'item,unit,status\nA,EA,active\nX,EA,discontinued\n' >$folder/reference/items.csv
contract() { printf 'item,unit,price\nA,EA,%s\n' "$1" >$folder/reference/contract_prices.csv; }
contract 5
order() { # NUMBER PRICE [ITEM]: an order of ten
  comes 850 "$1.edi" BUYER "BEG*00*SA*$1**20260305~PO1*1*10*EA*$2**VN*${3:-A}~CTT*1~"
}
change() { # NUMBER SEQUENCE QUANTITY
  comes 860 "$1-$2.edi" BUYER "BCH*04*SA*$1**$2*20260305*****20260306~POC*1*QD*$3*$3*EA*5**VN*A~CTT*1~"
}
answers() { find outbox -type f -name "$1-*" -exec grep -l "$2" {} + 2>/dev/null | wc -l; } # SET TEXT
newest() { ls -t outbox/buyer/"$1"-* | head -1; }
owed() { "$TRANSOM" due --within 30d --format json | grep -q "\"expected\":\"855\",[^}]*\"number\":\"$1\""; }
# The rules change a price, and the partner takes neither that code nor one that stands in.
order PO-1 6
expect 1 run --once --quiet
says "1 orders" "1 new work items"
[ "$(count_files orders '*.json')" -eq 1 ] && [ "$(count_files outbox '855-*')" -eq 0 ] || fail "not the order alone"
expect 1 failed
says "the order is taken, its 855 could not be made: line 1: the partner takes neither IP nor anything that stands in" \
  "next: add it to \`lines\` in partner.yaml, or a \`fallback\` for it, then replay"
silent_about "mend the map"

# Replayed before it is mended: the item stays, with the reason of today.
sed -i 's/lines: \[IA, IR\]/lines: [IA, IR], kinds: [AD, RD]/' $agreement
expect 1 replay "$(document PO-1.edi)"
says "already effective" "could not be made: the partner takes no header code that says 'accepted_with_changes'" "sent 0 answers"
expect 1 failed
says "1 open item" "no header code that says" "next: add one to \`kinds\` in partner.yaml, then replay"
owed PO-1 || fail "the 855 is not owed any more"

# Mended: the answer says what was decided then, whatever the rules say today.
sed -i 's/lines: \[IA, IR\], kinds: \[AD, RD\]/lines: [IA, IR, IC], fallback: {IP: IC}/' $agreement
contract 7
expect 0 replay "$(document PO-1.edi)" --dry-run
says "its 855 could not be made before, and is now" "it would make 0 orders, it would send 1 answer"
[ "$(answers 855 'BAK')" -eq 0 ] || fail "a dry run sent something"
expect 0 replay "$(document PO-1.edi)"
says "made 0 orders, sent 1 answer"
grep -q 'PO1\*1\*10\*EA\*5\*' "$(newest 855)" && grep -q 'ACK\*IC\*10\*EA' "$(newest 855)" || fail "not the answer of then"
expect 0 failed
! owed PO-1 || fail "the 855 is still owed"
expect 0 replay "$(document PO-1.edi)"
says "already effective" "made 0 orders, sent 0 answers"
[ "$(answers 855 'PO-1')" -eq 1 ] && [ "$(count_files orders '*.json')" -eq 1 ] || fail "something was made twice"
contract 5

# A refusal is one too, and a change; a change is answered as of the order that it came behind.
sed -i 's/lines: \[IA, IR, IC\], fallback: {IP: IC}/lines: [IA, IC]/' $agreement
order PO-2 5
order PO-3 5 X
expect 1 run --once --quiet
change PO-2 1 8
expect 1 run --once --quiet
expect 1 failed
says "the order is rejected, its 855 could not be made: line 1: the partner takes neither" \
  "the change is taken, its 865 could not be made: the partner takes no header code that says 'accepted'"
sed -i 's/lines: \[IA, IC\]/lines: [IA, IR, IC], fallback: {IP: IC}/; s/, kinds: \[RD\]//' $agreement
sleep 1.1
for file in PO-3 PO-2-1; do
  expect 0 replay "$(document $file.edi)"
  says "sent 1 answer"
  expect 0 replay "$(document $file.edi)"
  says "sent 0 answers"
done
grep -q 'BAK\*00\*RD\*PO-3' "$(newest 855)" || fail "no refusal of PO-3"
grep -q 'POC\*1\*QD\*8\*8\*EA' "$(newest 865)" && grep -q 'ACK\*IA\*8\*EA' "$(newest 865)" || fail "not the answer to the change"
expect 0 failed

# Who has answered meanwhile, has; what was cancelled since waits for no answer; what a person settled stays settled.
sed -i 's/lines: \[IA, IR, IC\], fallback: {IP: IC}/lines: [IA, IR]/' $agreement
for n in 4 5 6; do order PO-$n 6; done
expect 1 run --once --quiet
echo '{"document": "order_response", "schema": 1, "partner": "buyer", "order_number": "PO-4", "ordered": "2026-03-05", "kind": "rejected_without_detail", "purpose": "original", "answered": "2026-03-06"}' >"$tmp/no"
mv "$tmp/no" outgoing/no.json
comes 860 cancel.edi BUYER 'BCH*01*SA*PO-5**1*20260305*****20260306~'
expect 0 run --once --quiet
expect 0 settle "$(document PO-6.edi)" --reason "answered by telephone"
sed -i 's/lines: \[IA, IR\]/lines: [IA, IR, IC], fallback: {IP: IC}/' $agreement
for n in 4 5 6; do
  expect 0 replay "$(document PO-$n.edi)"
  says "already effective" "sent 0 answers"
done
[ "$(answers 855 PO-4)" -eq 1 ] && [ "$(answers 855 PO-5)" -eq 0 ] && [ "$(answers 855 PO-6)" -eq 0 ] || fail "an answer too many"
expect 0 failed

# Behind the answer to a change nothing is said that it altered: the ERP answers the order as it stands, and of the change
# that was overtaken nobody waits for a word. Where both answers are owed, the older goes first.
sed -i 's/lines: \[IA, IR, IC\], fallback: {IP: IC}/lines: [IA, IR]/; s/\("865": {version: "004010", answer: as-ordered\)/\1, kinds: [RD]/' $agreement
order PO-10 6
order PO-11 5
order PO-12 5
expect 1 run --once --quiet
change PO-11 1 8
change PO-12 1 8
change PO-12 2 6
expect 1 run --once --quiet
sed -i 's/, kinds: \[RD\]//' $agreement
change PO-10 1 8
change PO-11 2 6
expect 0 run --once --quiet
sed -i 's/lines: \[IA, IR\]/lines: [IA, IR, IC], fallback: {IP: IC}/' $agreement
for file in PO-10 PO-11-1; do
  expect 1 replay "$(document $file.edi)"
  says "the order was changed since, in document" "made 0 orders, sent 0 answers"
done
expect 1 failed
says "next: leave an order response of the ERP, then replay" \
  "next: the 865 to that one says how the order stands: \`transom settle"
for n in 1 2; do
  expect 0 replay "$(document PO-12-$n.edi)"
  says "made 0 orders, sent 1 answer"
done
[ "$(answers 865 'BCA\*00\*AD\*PO-12')" -eq 2 ] && [ "$(answers 865 'BCA\*00\*AD\*PO-11')" -eq 1 ] || fail "not the answers to the changes"
# However often it was tried, the order is one row of its story.
expect 1 replay "$(document PO-10.edi)"
expect 0 chain PO-10
[ "$(grep -c '<-  850' "$tmp/out")" -eq 1 ] || fail "the order is told more than once"
echo '{"document": "order_response", "schema": 1, "partner": "buyer", "order_number": "PO-10", "ordered": "2026-03-05", "kind": "accepted", "purpose": "original", "answered": "2026-03-06"}' >"$tmp/yes"
mv "$tmp/yes" outgoing/yes.json
expect 0 run --once --quiet
expect 0 replay "$(document PO-10.edi)"
expect 0 settle "$(document PO-11-1.edi)" --reason "overtaken"
expect 0 failed

# What was released is answered with the release; where a batch gathers answers, the late one is prepared for it.
sed -i 's/lines: \[IA, IR, IC\], fallback: {IP: IC}/lines: [IA, IR], batch: {count: 3, every: 1h}/' $agreement
order PO-7 6
expect 1 run --once --quiet
sed -i 's/lines: \[IA, IR\]/lines: [IA, IR, IC], fallback: {IP: IC}/' $agreement
expect 0 replay "$(document PO-7.edi)" --dry-run
says "it would make 0 orders, it would prepare 1 answer, which waits for its batch"
expect 0 replay "$(document PO-7.edi)"
says "made 0 orders, prepared 1 answer, which waits for its batch"
expect 0 replay "$(document PO-7.edi)"
says "made 0 orders, sent 0 answers"
sed -i 's/price-over-contract: {then: change}/price-over-contract: on/' $folder/rules.yaml
order PO-8 6
order PO-9 6
expect 1 run --once --quiet
held() { "$TRANSOM" hold list --format json | sed -nE "s/.*\"id\":([0-9]+),[^{]*\"number\":\"$1\".*/\1/p"; }
expect 0 hold release "$(held PO-8)" --reason "agreed" --line 1=IP
says "is released" "made 1 order, prepared 1 answer, which waits for its batch"
expect 0 hold reject "$(held PO-9)" --reason "not agreed"
says "is rejected" "made 0 orders, prepared 1 answer, which waits for its batch"
expect 0 replay "$(document PO-8.edi)"
says "already effective" "sent 0 answers"
expect 0 run --once --quiet
expect 0 send --flush
[ "$(answers 855 PO-7)" -eq 1 ] && [ "$(answers 855 PO-8)" -eq 1 ] && [ "$(answers 855 PO-9)" -eq 1 ] || fail "not one answer each"
expect 0 fsck

# Known before an order comes: which rules answer what the partner does not take.
sed -i 's/price-over-contract: on/price-over-contract: {then: change}/' $folder/rules.yaml
doctor() { "$TRANSOM" doctor >"$tmp/out" 2>&1 || [ $? -eq 1 ]; }
doctor
silent_about "and the partner takes neither"
sed -i 's/lines: \[IA, IR, IC\], fallback: {IP: IC}/lines: [IA]/' $agreement
doctor
says "price-over-contract answers IP in the 855, and the partner takes neither that nor anything that stands in" \
  "discontinued-item answers" "buyer/partner.yaml, or a \`fallback\` for it"
silent_about "in the 865"
