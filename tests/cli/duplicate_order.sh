#!/bin/bash
# An order whose number came before, by the rule duplicate-order: held by itself, released, rejected by a person or by the
# rule, only told, not asked. What is held or rejected never goes to the ERP, and is never answered as accepted.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
deliver acme-reorder
expect 0 run --once --quiet
sed -i "/\"855\"/s/IR\]/IR, R4]/" mappings/partners/acme-stores/partner.yaml
rules=mappings/partners/acme-stores/rules.yaml
cp "$rules" "$tmp/rules.yaml"
rule() { { cat "$tmp/rules.yaml"; echo "  duplicate-order: $1"; } >"$rules"; }
again() { # NUMBER: the order once more, in an interchange of that number
  sed -E "s/\*000000105/*00000090$1/; s/\*105(\*|~)/*90$1\1/" "$here"/samples/same-order-number/in/acme-PO-000000105.edi >inbox/again-$1.edi
}
orders=$(count_files orders '*.json') answers=$(count_files outbox '855-*')
counts() { # ORDERS ANSWERS more than at first
  [ "$(count_files orders '*.json')" -eq $((orders + $1)) ] || fail "not $1 more orders"
  [ "$(count_files outbox '855-*')" -eq $((answers + $2)) ] || fail "not $2 more 855s"
}
held() { "$TRANSOM" hold list --format json | sed -nE 's/.*"id":([0-9]+).*/\1/p' | tail -1; }
last_855() { find outbox -name '855-*' -newer "$tmp/mark" | head -1; }

# By itself: held for orders. Released it goes both ways.
again 1
expect 1 run --once --quiet
counts 0 0
expect 1 hold list --owner orders
says "order 4501003877 came before, in document"
cp "$tmp/out" "$tmp/by-itself"
expect 1 failed
says "next: compare \`transom show $(document again-1.edi)\` with the document that came before"
# The order that came before stands beside it, with what is not the same.
expect 0 hold show "$(held)"
says "came before under this number: order " "in document $(document acme-PO-000000101.edi), accepted" "line 1: quantity 24 -> 30"
expect 0 hold show "$(held)" --format json
says '"same_number":[{"id":' "\"document\":$(document acme-PO-000000101.edi),\"verdict\":\"accepted\",\"differences\":[\"ordered"
expect 0 hold release "$(held)" --reason "they want both"
counts 1 1

# An 855 that rejects it names the number of the order that stands: who rejects it is warned, or sends none.
rule on
again 9
expect 1 run --once --quiet
id=$(held)
stands="stands under the number 4501003877: an 855 that rejects this one names that number"
expect 0 hold show "$id"
says "warning: order " "$stands" "transom hold reject $id --no-answer"
expect 0 hold reject "$id" --dry-run
says "warning: order " "$stands" "it would send 1 answer"
expect 2 hold release "$id" --reason x --no-answer
complains "it is for \`hold reject\`"
expect 0 hold reject "$id" --no-answer --reason "they sent it twice"
says "is rejected, and the partner is told nothing" "sent 0 answers"
silent_about "warning"
counts 1 1
expect 0 hold show "$id"
says "without an answer: the partner is told nothing; they sent it twice"
silent_about "warning"
expect 0 fsck
! "$TRANSOM" due --within 400d --format json | grep -q '"expected":"855"' || fail "an 855 is still expected"

# Its queue, its sentence and its code; a person rejects it with that code.
rule '{owner: sales, effect: R4, say: "{number} is there already"}'
again 2
expect 1 run --once --quiet
expect 1 hold list --owner sales
says "4501003877 is there already, in document"
counts 1 1
touch "$tmp/mark"
expect 0 hold reject "$(held)" --reason "they sent it twice"
counts 1 2
grep -q 'ACK\*R4\*' "$(last_855)" || fail "not rejected with the rule's code"

# It rejects by itself, and nobody has to look.
rule '{then: reject}'
again 3
touch "$tmp/mark"
expect 0 run --once --quiet
counts 1 3
grep -q 'BAK\*00\*R' "$(last_855)" || fail "the 855 does not reject"
! grep -qE 'ACK\*I[^R]' "$(last_855)" || fail "the 855 accepts a line of a rejected order"
expect 0 hold list

# It rejects, and another rule holds the order: no answer yet. Who releases it all the same sends what the person says.
rule '{then: reject}'
sed -i 's/  price-over-contract: .*/  order-minimum: {amount: 1000000}/' "$rules"
again 4
expect 1 run --once --quiet
counts 1 3
expect 0 hold show "$(held)"
says "reject duplicate-order" "hold order-minimum"
expect 0 hold reject "$(held)" --reason "too small, and there already"
counts 1 4

# Only told.
rule '{then: warn}'
again 5
expect 0 run --once --quiet
complains "warning told, nothing held" "first=duplicate-order" "number=4501003877" "what=order 4501003877 came before" "next="
counts 2 5

# Not asked: by the rule, and by the setting, whatever the rule says.
rule 'off'
again 6
expect 0 run --once --quiet
counts 3 6
rule '{then: reject}'
sed -i 's/duplicates: {interchange/duplicates: {order: accept, interchange/' mappings/partners/acme-stores/partner.yaml
again 7
expect 0 run --once --quiet
counts 4 7

# Where nobody says anything about rules, it is as by itself.
sed -i 's/order: accept, //; /rules: rules.yaml/d' mappings/partners/acme-stores/partner.yaml
again 8
expect 1 run --once --quiet
counts 4 7
expect 1 hold list --owner orders
says "order 4501003877 came before, in document"
expect 1 failed
says "next: compare \`transom show $(document again-8.edi)\` with \`transom show "
expect 0 fsck
