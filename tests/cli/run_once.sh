#!/bin/bash
# run --once over all samples: what becomes of each, the line that balances, exit codes, and a second run.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
deliver acme-reorder acme-two-interchanges bad-line borealis-weekly cobalt-release duplicate order-change price-dispute \
  same-order-number somebody-else test-file truncated unknown-code
files=$(count_files inbox)
expect 1 run --once --quiet
says "$files files seen = "
line=$(cat "$tmp/out")
[ "$(sed -E 's/^([0-9]+) files seen = ([0-9]+) accepted \+ ([0-9]+) quarantined \+ ([0-9]+) duplicate \+ ([0-9]+) waiting.*/\1 \2 \3 \4 \5/' <<<"$line" |
  awk '{ print ($1 == $2 + $3 + $4 + $5) }')" = 1 ] || fail "does not balance: $line"
[ "$(count_files inbox)" -eq 0 ] || fail "files are left in the mailbox"

orders=$(count_files orders '*.json')
[ "$orders" -ge 9 ] || fail "only $orders orders"
ls orders/acme-stores-4501003877-* >/dev/null || fail "no order 4501003877"
[ "$(find orders -name 'acme-stores-4501003877-*' | wc -l)" -eq 1 ] || fail "order 4501003877 was made twice"
[ "$(find outbox/acme-stores -name '997-*' | wc -l)" -ge 1 ] || fail "no 997 for acme-stores"
[ "$(find outbox/acme-stores -name '855-*' | wc -l)" -ge 1 ] || fail "no 855 for acme-stores"
[ "$(find outbox/borealis-foods -name '855-*' | wc -l)" -eq 0 ] || fail "an 855 went to borealis-foods, whose orders the ERP answers"
find outbox -type f | while read -r answer; do
  "$TRANSOM" check "$answer" >/dev/null || fail "our own answer does not hold: $answer"
done
[ "$(find quarantine -name '*.reason.txt' | wc -l)" -ge 2 ] || fail "fewer than two files in quarantine"
grep -q "next: .transom show" "$(find quarantine -name "*.reason.txt" | head -1)" || fail "a copy in quarantine without its next step"

# The test file stays apart from production.
! find orders -name '*TEST-0007*' | grep -q . || fail "a test order among the production orders"
find orders-test -name '*TEST-0007*' | grep -q . || fail "the test order is nowhere"

before=$(find orders outbox -type f | sort | xargs sha256sum | sha256sum)
expect 0 run --once --format json
says '"seen":0'
[ "$before" = "$(find orders outbox -type f | sort | xargs sha256sum | sha256sum)" ] || fail "a second run changed something"
expect 0 fsck
says "every rule holds"

# The mailbox is held by one engine at a time.
"$TRANSOM" run 2>"$tmp/log" &
engine=$!
for _ in $(seq 100); do grep -q started "$tmp/log" && break; sleep 0.1; done
for _ in $(seq 50); do expect_busy=0; "$TRANSOM" run --once --quiet >/dev/null 2>&1 || expect_busy=$?; [ $expect_busy -eq 4 ] && break; sleep 0.1; done
kill -TERM $engine; wait $engine || fail "the stopped engine ended with $?"
[ "$expect_busy" -eq 4 ] || fail "exit $expect_busy instead of 4 while another engine is at work"

# Settings that are wrong are said with file, line and column.
echo 'colour: blue' >>transom.yaml
expect 2 run --once
complains "transom.yaml:" "colour"
