#!/bin/bash
# Order changes from the mailbox to the drop: an 860 laid over its order, the 865, the ERP's file; what objects makes
# it wait, what a person may let through, what nobody can; the order stands as it was last changed.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
deliver order-change
expect 0 run --once --quiet
[ "$(count_files orders '*.json')" -eq 1 ] || fail "not one order"
erp=$(find order_changes -name 'acme-stores-4501004001-*.json')
[ "$(wc -l <<<"$erp")" -eq 1 ] && [ -n "$erp" ] || fail "not one change for the ERP: $erp"
for text in '"document":"order_change"' '"sequence":"1"' '"change":"quantity_decrease"' \
  '"text":"line 1: quantity 24 -> 12"' '"text":"line 3 deleted: 48 EA upc 855501000383 at 4.95"' \
  '"text":"line 4 added: 18 EA upc 855501000451 at 9.2"' \
  '"text":"date ship no later 2026-03-20 -> 2026-03-27"' '"result":{"partner":"acme-stores"'; do
  grep -qF "$text" "$erp" || { cat "$erp"; fail "no $text for the ERP"; }
done
answer=$(find outbox/acme-stores -name '865-*')
for segment in 'BCA\*00\*AD\*4501004001\*\*1\*20260304' 'POC\*1\*QD\*12\*12\*EA\*12.50' 'ACK\*IA\*12\*EA' \
  'POC\*3\*DI\*48\*0\*EA\*4.95' 'ACK\*IA\*48\*EA' 'POC\*4\*AI\*18' 'ACK\*IA\*18\*EA' 'CTT\*3'; do
  grep -q "^$segment" "$answer" || { cat "$answer"; fail "no $segment in the 865"; }
done
grep -q '^GS\*CA\*' "$answer" || fail "the 865 is not in a group CA"
expect 0 check "$answer"
says "nothing to complain about"
[ "$(count_files outbox '997-*')" -ge 1 ] || fail "no 997"
expect 0 failed
order=$(document acme-PO-000000110.edi)
changed=$(document acme-POC-000000111.edi)
expect 0 show "$order"
says "change in document $changed: accepted" "line 1: quantity 24 -> 12"
expect 0 show "$changed"
says "line 4 added: 18 EA" "line 3 deleted"
expect 0 find 4501004001
says "acme-PO-000000110.edi" "acme-POC-000000111.edi"
expect 0 map "$samples/order-change/in/acme-POC-000000111.edi" --partner acme-stores
says '"document": "order_change"' '"change": "add_item"'
expect 0 replay "$changed"
says "already effective"
expect 0 fsck

# change NUMBER SED...: the sample's 860 once more, otherwise; gives the number of the held change, if it is held.
change() {
  local number=$1; shift
  sed -E "s/000000111/000000$number/g; s/\*111([*~])/*$number\1/g" "$samples/order-change/in/acme-POC-000000111.edi" >"$tmp/change"
  for edit in "$@"; do sed -i -E "$edit" "$tmp/change"; done
  # as many segments as there are now
  segments=$(($(grep -c . "$tmp/change") - 4))
  sed -i -E "s/^SE\*[0-9]+/SE*$segments/; s/^CTT\*[0-9]+/CTT*$(grep -c '^POC' "$tmp/change")/" "$tmp/change"
  mv "$tmp/change" "inbox/c$number.edi"
  "$TRANSOM" run --once --quiet >/dev/null 2>"$tmp/err" || true
  "$TRANSOM" hold list --format json | sed -nE 's/.*"id":([0-9]+).*/\1/p'
}
only() { echo "/^(POC|PID)/d; s/^CTT/$1~\nCTT/"; }   # one line in place of the three

# The same number again is held; nobody wants it twice.
id=$(change 201)
expect 1 hold list
says "(change)" "came before"
expect 0 hold show "$id"
says "held for orders" "a change of number 1 came before, in document $changed"
expect 0 hold reject "$id" --reason "sent twice"
says "the change of order 4501004001 of acme-stores is rejected" "sent 1 answer"
grep -q '^BCA\*00\*RD\*4501004001' $(ls -t outbox/acme-stores/865-* | head -1) || fail "the rejection is no RD"

# What the code does not cover is a doubt; released it is taken, and the answer says so.
id=$(change 202 's/^BCH(.*)\*1\*2026/BCH\1*2*2026/' "$(only 'POC*2*QD*6*6*EA*20.00')")
expect 0 hold show "$id"
says "'quantity decrease' came with more that is not as ordered: price 21.75 -> 20" \
  "line 2: quantity 12 -> 6" "line 2: price 21.75 -> 20"
expect 2 hold release "$id" --reason x --line 1=IR
complains "the change says nothing about line 1"
expect 0 hold release "$id" --reason x --dry-run --show
says '"line 2: quantity 12 -> 6"' 'ACK*IA*6*EA'
expect 0 hold release "$id" --reason "agreed by phone"
says "is released" "sent 1 answer"
expect 0 hold list

# The next change finds the order as the last one left it.
id=$(change 203 's/^BCH(.*)\*1\*2026/BCH\1*3*2026/' "$(only 'POC*2*QI*6*6*EA')")
expect 0 hold show "$id"
says "'quantity increase', but 6 were ordered and 6 are wanted"
expect 0 hold reject "$id" --reason "says nothing"

# Nobody can take what the order does not have, or what is older than what was taken, without a word.
id=$(change 204 's/^BCH(.*)\*1\*2026/BCH\1*4*2026/' "$(only 'POC*9*QD*6*6*EA')")
expect 2 hold release "$id" --reason "let it go"
complains "cannot be released: line 9: the order has no such line"
expect 0 hold reject "$id" --reason "no such line"
id=$(change 205 's/^BCH(.*)\*1\*2026/BCH\1*1.5*2026/' "$(only 'POC*2*QD*4*4*EA')")
expect 0 hold show "$id"
says "it is number 1.5" "a later one was taken"
expect 0 hold reject "$id" --reason "too old"
id=$(change 206 's/4501004001/4501009999/' 's/^BCH(.*)\*1\*2026/BCH\1*1*2026/')
expect 0 hold show "$id"
says "order 4501009999, which it changes, never came"
expect 2 hold release "$id" --reason "let it go"
complains "never came"
expect 0 hold reject "$id" --reason "unknown"

# Rules judge what comes of the change, and only the lines it touches: 13.25 is above the contract.
id=$(change 207 's/^BCH(.*)\*1\*2026/BCH\1*5*2026/' "$(only 'POC*1*PC*12*12*EA*13.25**UP*855501000147*IN*GH-50')")
expect 0 hold show "$id"
says "held for pricing" "GH-50 is ordered at 13.25, the contract says 12.50"
expect 0 hold release "$id" --reason "contract stands" --line 1=IP
answer=$(ls -t outbox/acme-stores/865-* | head -1)
grep -q '^POC\*1\*PC\*12\*12\*EA\*12.50' "$answer" || { cat "$answer"; fail "not the contract's price"; }
grep -q '^ACK\*IC\*12\*EA' "$answer" || fail "no fallback for IP"

# Cancelled, and then nothing can be changed any more.
id=$(change 208 's/^BCH\*04(.*)\*1\*2026/BCH*01\1*6*2026/' '/^(POC|PID)/d' '/^CTT/d')
[ -z "$id" ] || fail "the cancellation is held"
grep -l '"text":"the order is cancelled"' order_changes/*.json >/dev/null || fail "the ERP does not hear of the cancellation"
id=$(change 209 's/^BCH(.*)\*1\*2026/BCH\1*7*2026/')
expect 0 hold show "$id"
says "order 4501004001 was cancelled before"
expect 0 hold reject "$id" --reason "cancelled"
for answer in outbox/acme-stores/865-*; do
  expect 0 check "$answer"
  says "nothing to complain about"
done
expect 0 hold list
expect 0 fsck
says "every rule holds"

# A change that comes before its order waits for it, and is taken with it; then the order stands as it says.
change 401 's/4501004001/4501004400/' >"$tmp/id"
id=$(cat "$tmp/id")
expect 2 hold release "$id" --reason "let it go"
sed -E 's/000000110/000000400/g; s/\*110([*~])/*400\1/g; s/4501004001/4501004400/' "$samples/order-change/in/acme-PO-000000110.edi" >"$tmp/arriving"
mv "$tmp/arriving" inbox/o400.edi
expect 0 run --once --quiet
says "1 taken after all"
expect 2 hold release "$id" --reason "the order is there"
complains "was replaced by a replay"
expect 0 show "$(document o400.edi)"
says "change in document" "line 1: quantity 24 -> 12"
id=$(change 402 's/4501004001/4501004400/' 's/^BCH(.*)\*1\*2026/BCH\1*2*2026/' "$(only 'POC*1*QI*10*10*EA')")
expect 0 hold show "$id"
says "but 12 were ordered and 10 are wanted"
expect 0 hold reject "$id" --reason "the wrong way"

# Where nothing was agreed about changes, an order that cancels waits for a person.
deliver cobalt-release
expect 0 run --once --quiet
sed -E 's/^BEG\*00/BEG*01/; s/^(ISA.*\*)([0-9]{9})(\*[01]\*[PT].*)$/\1000000999\3/; s/^IEA\*1\*.*/IEA*1*000000999/' \
  "$samples"/cobalt-release/in/* >"$tmp/arriving"
mv "$tmp/arriving" inbox/cancel.850
expect 1 run --once --quiet
expect 1 hold list --partner cobalt-industrial
says 'with the purpose "cancel", and nothing was agreed' "2 held orders"
for id in $("$TRANSOM" hold list --format json | grep -o '"id":[0-9]*' | cut -d: -f2); do
  expect 0 hold show "$id"
  says "the order is cancelled"
  expect 0 hold release "$id" --reason "agreed by phone"
done
[ "$(count_files order_changes 'cobalt-industrial-*')" -eq 2 ] || fail "the ERP does not hear of the cancellations"

# Where the ERP answers changes, it gets them all the same, and nothing is answered by us.
sed -i -E 's/("865": \{version: "004010", answer: )as-ordered/\1await/' mappings/partners/acme-stores/partner.yaml
sed -E 's/000000110/000000310/g; s/\*110([*~])/*310\1/g; s/4501004001/4501004310/' "$samples/order-change/in/acme-PO-000000110.edi" >"$tmp/arriving"
mv "$tmp/arriving" inbox/o310.edi
expect 0 run --once --quiet
answers=$(count_files outbox '865-*')
id=$(change 311 's/4501004001/4501004310/')
[ -z "$id" ] || fail "the change is held"
[ "$(count_files order_changes 'acme-stores-4501004310-*')" -eq 1 ] || fail "the ERP has no change"
[ "$(count_files outbox '865-*')" -eq "$answers" ] || fail "an 865 although the ERP answers"
