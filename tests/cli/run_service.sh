#!/bin/bash
# run as a service: takes what arrives while it watches, sends a batch when its time has come and not at the next poll,
# stops on SIGTERM with 0.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed -i 's/^# poll: 15s/poll: 60s/' transom.yaml
sed -i 's/^  "810": .*/  "810": {version: "004010", match: {order: off, line: off}, batch: {every: 2s}}/' mappings/partners/acme-stores/partner.yaml
"$TRANSOM" --log json run 2>"$tmp/log" &
engine=$!
for _ in $(seq 100); do grep -q '"event":"started"' "$tmp/log" && break; sleep 0.1; done
sleep 0.3
deliver acme-reorder
for _ in $(seq 100); do [ "$(count_files outbox)" -ge 2 ] && [ "$(count_files orders '*.json')" -ge 1 ] && break; sleep 0.1; done
printf '{"document": "invoice", "schema": 1, "partner": "acme-stores", "number": "INV-1", "invoiced": "2026-03-18", "type": "debit", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "quantity": "24", "unit": "EA", "price": "12.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "300.00", "line_count": 1}}' >arriving
mv arriving outgoing/invoice.json
for _ in $(seq 200); do [ "$(count_files outbox '810-*')" -ge 1 ] && break; sleep 0.1; done
kill -TERM $engine
code=0; wait $engine || code=$?
[ "$(count_files orders '*.json')" -eq 1 ] || { cat "$tmp/log" >&2; fail "the order did not come while the service ran"; }
[ "$(count_files outbox '810-*')" -eq 1 ] || { cat "$tmp/log" >&2; fail "the batch waited for the next poll"; }
[ $code -eq 0 ] || { cat "$tmp/log" >&2; fail "exit $code after SIGTERM"; }
grep -q '"event":"stopped"' "$tmp/log" || fail "it did not say that it stopped"
while read -r line; do [[ $line == \{*\} ]] || fail "no JSON in the log: $line"; done <"$tmp/log"
