#!/bin/bash
# An order response of the ERP becomes an 855, once: what came too early is replayed, what was sent is not.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
cat >"$tmp/answer.json" <<'J'
{"document": "order_response", "schema": 1, "partner": "borealis-foods", "order_number": "B-77121",
 "ordered": "2026-03-02", "kind": "accepted", "purpose": "original", "answered": "2026-03-02",
 "lines": [
  {"number": "001", "quantity": "12", "unit": "CA", "price": "31.40", "ids": [{"kind": "gtin_14", "value": "10855501000113"}],
   "answers": [{"status": "accepted", "quantity": "12", "unit": "CA"}]},
  {"number": "002", "quantity": "24", "unit": "CA", "price": "22.85", "ids": [{"kind": "gtin_14", "value": "10855501000281"}],
   "answers": [{"status": "accepted", "quantity": "24", "unit": "CA"}]},
  {"number": "003", "quantity": "8", "unit": "CA", "price": "58.20", "ids": [{"kind": "gtin_14", "value": "10855501000359"}],
   "answers": [{"status": "accepted", "quantity": "8", "unit": "CA"}]},
  {"number": "004", "quantity": "12", "unit": "CA", "price": "27.15", "ids": [{"kind": "gtin_14", "value": "10855501000427"}],
   "answers": [{"status": "accepted", "quantity": "12", "unit": "CA"}]}]}
J
cp "$tmp/answer.json" "$tmp/answer2.json"
mv "$tmp/answer.json" outgoing/
expect 1 run --once --quiet
expect 1 failed
says "unknown-order" "B-77121"
id=$(document answer.json)
[ "$(count_files quarantine)" -eq 2 ] || fail "no copy beside its reason in quarantine"

deliver borealis-weekly
expect 0 run --once --quiet
[ -z "$(find outbox -name '855-*')" ] || fail "an 855 before the ERP's answer was replayed"
expect 0 replay "$id" --dry-run
says "would be done" "it would send 1 answer" "B-77121"
[ -z "$(find outbox -name '855-*')" ] || fail "a dry run sent an 855"
expect 0 replay "$id"
says "sent 1 answer"
[ "$(count_files quarantine)" -eq 0 ] || fail "it was mended, but is still in quarantine"
expect 0 failed
answer=$(find outbox/borealis-foods -name '855-*')
[ -n "$answer" ] || fail "no 855 after the ERP answered"
grep -q 'B-77121' "$answer" || fail "the 855 speaks of another order"
expect 0 check "$answer"

expect 0 replay "$id"
says "already effective" "sent 0 answers"
[ "$(find outbox -name '855-*' | wc -l)" -eq 1 ] || fail "a second 855"
cp "$tmp/answer2.json" outgoing/again.json                       # the same once more makes nothing
expect 0 run --once --quiet
expect 0 list --state duplicate
says "again.json" "everything in it was sent before"
sed 's/"accepted", "purpose"/"accepted_with_changes", "purpose"/' "$tmp/answer2.json" >"$tmp/other.json"
mv "$tmp/other.json" outgoing/
expect 1 run --once --quiet
expect 1 failed
says "answered-before" "a change of mind is an 865"
[ "$(find outbox -name '855-*' | wc -l)" -eq 1 ] || fail "a second 855"
expect 0 fsck
