#!/bin/bash
# An interim 855 (AH: we have it, the answer follows): by a person for a held order, by the ERP, from a supplier. What is
# expected stays expected until the answer goes out, or comes.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
# due_855 PARTNER NUMBER: whether an 855 is still expected for this order.
due_855() { "$TRANSOM" due --within 40d --format json | tr '{' '\n' | grep '"expected":"855"' | grep "\"partner\":\"$1\"" | grep -q "\"number\":\"$2\""; }

# A person, while the order is held.
deliver price-dispute
expect 1 run --once --quiet
id=$("$TRANSOM" hold list --format json | sed -nE 's/.*"id":([0-9]+).*/\1/p')
expect 2 hold acknowledge "$id"
complains "\`hold acknowledge\` needs a reason"
expect 1 hold acknowledge "$id" --dry-run --show
says "it would be so: order 4501003920 of acme-stores stays held for pricing" "it would make 0 orders, it would send 1 answer" \
  "BAK*00*AH*4501003920"
[ "$(count_files outbox '855-*')" -eq 0 ] || fail "a dry run sent an 855"
expect 1 hold acknowledge "$id" --reason "pricing is away until Thursday"
says "acme-stores is told that its answer follows" "sent 1 answer"
answer=$(find outbox/acme-stores -name '855-*')
grep -q '^BAK\*00\*AH\*4501003920' "$answer" || { cat "$answer"; fail "no AH"; }
! grep -qE '^PO1|Thursday' "$answer" || fail "the 855 says more than that the answer follows"
expect 0 check "$answer"
due_855 acme-stores 4501003920 || fail "the interim 855 counts as the answer"
expect 1 hold list
says "4501003920"
expect 0 hold show "$id"
says "held for pricing" "acknowledge" "pricing is away until Thursday"
expect 1 hold acknowledge "$id" --reason "still away" --format json
says '"outcome":"acknowledged"' '"owners":["pricing"]'
[ "$(count_files outbox '855-*')" -eq 2 ] || fail "not two interim ones"
expect 0 hold release "$id" --reason "contract stands" --line 1=IP
[ "$(grep -l '^BAK\*00\*AC\*4501003920' outbox/acme-stores/855-* | wc -l)" -eq 1 ] || fail "not one answer after the release"
! due_855 acme-stores 4501003920 || fail "the answer went out and is still expected"
expect 2 hold acknowledge "$id" --reason "too late"
complains "is not held" "acknowledged_held"
expect 0 chain 4501003920
says "interim: the answer follows" "decision" "acknowledge"

# The ERP.
deliver borealis-weekly
expect 0 run --once --quiet
response() { # KIND DAY: the ERP's word on order B-77121
  cat <<J
{"document": "order_response", "schema": 1, "partner": "borealis-foods", "order_number": "B-77121",
 "ordered": "2026-03-02", "kind": "$1", "purpose": "original", "answered": "2026-03-0$2"}
J
}
response acknowledged_held 2 >outgoing/1.json
response acknowledged_held 2 >outgoing/2.json
response acknowledged_held 3 >outgoing/3.json
expect 0 run --once
says "2 documents sent"   # of the same word twice the second does nothing
due_855 borealis-foods B-77121 || fail "the ERP's interim response counts as the answer"
response accepted 3 >outgoing/4.json
expect 0 run --once
says "1 documents sent"
! due_855 borealis-foods B-77121 || fail "answered, and still expected"
response acknowledged_held 4 >outgoing/5.json
expect 1 run --once --quiet
expect 1 failed
says "answered-before" "order B-77121 was answered before" "a change of mind is an 865"
expect 0 settle "$(document 5.json)" --reason "the ERP was late"

# A supplier.
supplier <<'Y'
receive:
  "855": {version: "004010"}
send:
  "850": {version: "004010", expect: {"855": 24h}}
Y
cat >outgoing/order.json <<'J'
{"document": "order", "schema": 1, "partner": "supplier", "number": "BUY-1", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original",
 "lines": [{"number": "1", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]}
J
expect 0 run --once --quiet
comes 855 interim.edi SUPPLIER 'BAK*00*AH*BUY-1*20260302~'
expect 0 run --once --quiet
due_855 supplier BUY-1 || fail "the supplier's interim 855 counts as his answer"
grep -q '"kind":"acknowledged_held"' order_responses/*.json || fail "the ERP does not hear of it"
comes 855 hold.edi SUPPLIER 'BAK*00*AC*BUY-1*20260302~PO1*1*10*EA*2.5**UP*855501000147~ACK*IH*10*EA~CTT*1~'
expect 0 run --once --quiet
due_855 supplier BUY-1 || fail "a line on hold is no answer"
comes 855 answer.edi SUPPLIER 'BAK*00*AD*BUY-1*20260302~PO1*1*10*EA*2.5**UP*855501000147~ACK*IA*10*EA~CTT*1~'
expect 0 run --once --quiet
! due_855 supplier BUY-1 || fail "the supplier's answer came and is still expected"
expect 0 chain BUY-1
says "interim: the answer follows"
expect 0 fsck
