#!/bin/bash
# An order is cancelled, and its number is used once more: what the first one was owed stays withdrawn, whatever is said
# to the second.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'YAML'
receive:
  "850": {version: "004010", expect: {"856": 5d}}
  "860": {version: "004010"}
send:
  "855": {version: "004010"}
  "865": {version: "004010", answer: as-ordered}
YAML
order='BEG*00*SA*N-1**20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~'
comes 850 first.edi BUYER "$order"
expect 0 run --once --quiet
comes 860 cancelled.edi BUYER 'BCH*01*SA*N-1***20260303~'
expect 0 run --once --quiet
expect 0 due --within 90d
says "nothing is due"
comes 850 again.edi BUYER "$order"
expect 1 run --once --quiet
waits=$("$TRANSOM" hold list --format json | sed -nE 's/^\[?\{"id":([0-9]+).*/\1/p')
expect 0 hold release "$waits" --reason "the buyer wants it again"
owed() { "$TRANSOM" due --within 90d --format json | grep -o '"expected":"856"' | wc -l; }
[ "$(owed)" -eq 1 ] || fail "not one ship notice is expected"
printf '{"document": "order_response", "schema": 1, "partner": "buyer", "order_number": "N-1", "ordered": "2026-03-02", "purpose": "original", "kind": "accepted", "answered": "2026-03-04"}' >"$tmp/response"
mv "$tmp/response" outgoing/response.json
expect 0 run --once --quiet
says "1 documents sent"
[ "$(owed)" -eq 1 ] || fail "the acceptance of the second order brings back what the first was owed"
expect 0 fsck
