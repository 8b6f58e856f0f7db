#!/bin/bash
# A file of the ERP with many mistakes is one item of work a document, or one in all where nobody can say whose they are:
# every mistake with its place and what was expected. What the corrected document ends goes from the list by itself.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed -i '/^  "856":/,$d' mappings/partners/acme-stores/partner.yaml
echo '  "810": {version: "004010", within: 24h, match: {quantity: off}}' >>mappings/partners/acme-stores/partner.yaml
deliver acme-reorder
expect 0 run --once --quiet
invoice() { # NUMBER DATE QUANTITY TOTAL
  printf '{"document": "invoice", "schema": 1, "partner": "acme-stores", "number": "%s", "invoiced": %s, "order_number": "4501003877", "type": "debit", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "quantity": %s, "unit": "EA", "price": "12.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "%s", "line_count": 1}}' "$@"
}
leave() { mv "$tmp/leaving" "outgoing/$1"; }
items() { "$TRANSOM" failed --format json | grep -o '"document":' | wc -l; }

# Of two invoices one is wrong in three places: one item, and the other one goes.
{ printf '['; invoice INV-1 20260318 24 300.00 | sed 's/"unit"/"unti"/'; printf ','; invoice INV-2 '"2026-03-18"' '"24"' 300.00; printf ']'; } >"$tmp/leaving"
leave two.json
expect 1 run --once --quiet
says "1 documents sent" "1 new work items, 1 open"
expect 1 failed
says "PARTNER      NUMBER" "outgoing-json  acme-stores  INV-1" "two.json: [0].invoiced: found the number 20260318; expected a date in quotes" \
  "(and 2 more; \`transom show $(document two.json)\` lists them)" "and this ends when the corrected one goes out"
[ "$(wc -l <"$tmp/out")" -eq 5 ] || fail "more than one line of sentences"
expect 0 show "$(document two.json)"
says "WAITS      outgoing-json, invoice INV-1: " "and: [0].lines[0].quantity: found the number 24; expected a decimal in quotes" \
  "and: [0].lines[0].unti: unknown field; did you mean 'unit'?" "2. invoice INV-2 for acme-stores" "     sent"
grep -q 'INV-2' outbox/acme-stores/810-* || fail "the good invoice did not go"

# The order's chain has both, and the ledger sends nobody to ask for what is here already.
expect 0 chain 4501003877
says "810 INV-1" "left by the ERP, held: outgoing-json" "810 INV-2" "left by the ERP" "WAITS outgoing-json: two.json"
expect 0 chain 4501003877 --format json
says '"what":"810","number":"INV-1","state":"left by the ERP, held"'
expect 0 find 4501003877
says "two.json"
expect 0 find INV-1
says "ship notice or invoice"

# Corrected, without the one that went: its item is ended, and nothing is sent twice.
invoice INV-1 '"2026-03-18"' '"24"' 300.00 >"$tmp/leaving"; leave corrected.json
expect 0 run --once --quiet
says "1 documents sent" "0 open"
expect 0 show "$(document two.json)" --history
says "settled" "by engine: another 810 went out in interchange"
expect 0 chain 4501003877
says "810 INV-1" "left by the ERP, did not go: another 810 went out in interchange"
silent_about "WAITS"

# Replayed for another reason, the file does not bring it back.
expect 0 replay "$(document two.json)"
says "corrected since" "already effective"
[ "$(items)" -eq 0 ] || fail "a replay revived what was corrected"

# So is what the checks held. One that came too late to be an earlier form of what went stays.
invoice INV-3 '"2026-03-18"' '"24"' 299.00 >"$tmp/leaving"; leave wrong-total.json
expect 1 run --once --quiet
[ "$(items)" -eq 1 ] || fail "not one item"
invoice INV-3 '"2026-03-18"' '"24"' 300.00 >"$tmp/leaving"; leave right-total.json
expect 0 run --once --quiet
[ "$(items)" -eq 0 ] || fail "the corrected invoice went, and the wrong one still waits"
{ printf '['; invoice INV-4 '"2026-03-18"' '"24"' 300.00; printf ','; invoice INV-4 '"2026-03-19"' '"24"' 300.00; printf ']'; } >"$tmp/leaving"
leave twice.json
expect 1 run --once --quiet
expect 1 failed
says "number-used" "INV-4"

# What is said of the file as a whole is one item, and nothing of it goes: a document of no known kind, no JSON.
{ printf '['; invoice INV-5 '"2026-03-18"' '"24"' 300.00; printf ', {"document": "invoce", "schema": 1}, '; invoice INV-6 1 2 3; printf ']'; } >"$tmp/leaving"
leave three.json
expect 1 send outgoing/three.json --dry-run
says "[1].document: found the text \"invoce\"; did you mean 'invoice'? (and 2 more)" \
  "and: [2].invoiced: found the number 1" "and: [2].lines[0].quantity: found the number 2"
expect 1 run --once --quiet
[ "$(items)" -eq 2 ] || fail "not one item for the file"
expect 1 failed
says "\`transom settle $(document three.json) --reason TEXT\` then closes this"
! grep -q 'INV-5' outbox/acme-stores/810-* || fail "a document went beside one that could be anything"
expect 0 fsck
