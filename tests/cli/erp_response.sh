#!/bin/bash
# An order response of the ERP becomes an 855.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
deliver borealis-weekly
expect 0 run --once --quiet
[ "$(find outbox/borealis-foods -name '855-*' | wc -l)" -eq 0 ] || fail "an 855 before the ERP answered"
cat >"$tmp/answer.json" <<'J'
{"document": "order_response", "schema": 1, "partner": "borealis-foods", "order_number": "B-77121",
 "ordered": "2026-03-02", "kind": "accepted", "purpose": "original", "answered": "2026-03-02",
 "lines": [{"number": "001", "quantity": "12", "unit": "CA", "price": "31.40",
            "ids": [{"kind": "gtin_14", "value": "10855501000113"}],
            "answers": [{"status": "accepted", "quantity": "12", "unit": "CA"}]}]}
J
mv "$tmp/answer.json" responses/
expect 0 run --once --quiet
answer=$(find outbox/borealis-foods -name '855-*')
[ -n "$answer" ] || fail "no 855 after the ERP answered"
grep -q 'B-77121' "$answer" || fail "the 855 speaks of another order"
expect 0 check "$answer"
