#!/bin/bash
# due: what was agreed is counted, what is late is work once, what comes late ends it, what a person waives is gone. The times
# are a second or two: the program has no clock but the machine's.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed -i 's/answer: await, within: 4h/answer: await, within: 1s/; s/answer-within: 4h/expect: {"855": 1s, "856": 30d}/' \
  mappings/partners/borealis-foods/partner.yaml
deliver borealis-weekly
expect 0 due
says "nothing is overdue; \`transom due --within 7d\` shows what comes up"
expect 0 run --once --quiet
expect 0 due --within 40d --format json
says '"expected":"855","owed_by":"us","partner":"borealis-foods","number":"B-77120"' '"overdue":false' '"terms":"30d from the order"'
orders=$(grep -o '"expected":"855"' "$tmp/out" | wc -l)
[ "$orders" -gt 1 ] || fail "only $orders orders"
sleep 1.2
expect 1 run --once
says "$orders new work items, $orders open, $orders overdue"
expect 0 run --once
says "0 new work items, $orders open, $orders overdue"
expect 1 failed --partner borealis-foods
says "overdue" "B-77120" "the 855 for order B-77120 of borealis-foods has not gone out; it was due" "(1s from the order)" \
  "next: let the ERP leave its order response to be sent"
expect 1 due --partner borealis-foods --within 40d
says "EXPECTED" "856" "in 29 d" "$orders overdue, $orders to come"
expect 1 due --within 40d --limit 1
says "the first 1, all overdue; --limit shows more"
expect 1 due --within 40d --limit $((orders + 1))
says "the first $((orders + 1)), $orders overdue; --limit shows more"
expect 1 due --within 40d --limit 1 --format json
complains "the first 1; --limit shows more"
expect 1 due --within 40d --limit $((orders * 2))
silent_about "--limit"
expect 0 due --partner acme-stores
expect 2 due --partner acme-store
complains "there is no such partner" "acme-stores"
expect 2 due --within soon
complains "'soon' is no time" "write 30m, 4h or 7d"
expect 1 doctor
says "due" "$orders overdue"

# The answer comes late; one row, its work item and nobody else's.
number=B-77120
expect 1 due --format json
id=$(tr '{' '\n' <"$tmp/out" | grep "\"number\":\"$number\"" | sed -nE 's/.*"expectation":([0-9]+).*/\1/p')
expect 2 due waive "$id"
complains "giving something up needs a reason"
expect 0 due waive "$id" --reason "answered by phone"
says "the 855 to borealis-foods for order $number is not expected any more"
expect 2 due waive "$id" --reason "again"
complains "is not open, it is waived"
expect 2 due waive soon --reason "x"
expect 2 due forgive 1
complains "there is no 'forgive'"
expect 1 failed --format json
[ "$(grep -o '"reason":"overdue"' "$tmp/out" | wc -l)" -eq $((orders - 1)) ] || fail "not exactly one item is closed"
expect 0 fsck
