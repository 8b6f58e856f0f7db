#!/bin/bash
# map and make: JSON out, X12 back, and the same JSON again; coverage and origins.
set -eu
. "$(dirname "$0")/../support/cli.sh"
good=$samples/acme-reorder/in/acme-PO-000000101.edi

expect 0 map "$good"
says '"number": "4501003877"' '"quantity": "24"' '"price": "12.50"'
cp out order.json
expect 0 make order.json
says "BEG*00*SA*4501003877**20260302"
cp out again.edi
expect 0 check again.edi
expect 0 map again.edi
cmp out order.json || fail "map, make and map again differ"

expect 0 map "$good" --origins
says "lines[0].quantity" "PO102"
expect 0 map "$good" --coverage
echo "no X12" >text
expect 1 map text --coverage
silent_about "every element that came was read"
says "no set was mapped, so nothing can be said of its elements"
expect 1 map "$samples/bad-line/in/acme-PO-000000104.edi"
complains "850 0002" "PO103"
expect 2 map "$good" --partner acme-stors
complains "there is no such partner"

echo '[{"document": "order", "schema": 1, "numbre": "1"}]' >wrong.json
expect 1 make wrong.json
complains "numbre"

workspace
for story in acme-reorder acme-two-interchanges borealis-weekly test-file; do
  for file in "$samples/$story"/in/*; do
    expect 0 map "$file"
    cp "$tmp/out" first.json
    expect 0 make first.json
    cp "$tmp/out" made.edi
    expect 0 check made.edi
    expect 0 map made.edi
    cmp "$tmp/out" first.json || fail "$story: map, make and map again differ"
  done
done
# Ship notices in every hierarchy, and invoices: the same JSON comes back, and what is made is what our check accepts.
golden=$here/tests/golden
for file in "$golden"/856/*/in.edi "$golden"/810/*/in.edi; do
  case $file in *level-without-a-place*) continue ;; esac
  expect 0 map "$file"
  cp "$tmp/out" first.json
  expect 0 make first.json
  cp "$tmp/out" made.edi
  expect 0 check made.edi
  expect 0 map made.edi
  cmp "$tmp/out" first.json || fail "$file: map, make and map again differ"
done
expect 1 map "$golden/856/level-without-a-place/in.edi"
complains "'K'" "is a level that no line of the map reads"

# As if another partner had sent it: its units are not in that partner's table, which is said, line by line.
expect 1 map "$samples/acme-two-interchanges/in/acme-PO-000000102.edi" --partner borealis-foods
complains "code is not in table units"
says '"partner": "borealis-foods"'

# What is received with a warning is still not what we would send: the strict reading of our own output says so.
expect 0 map "$samples"/cobalt-release/in/*
cp "$tmp/out" first.json
expect 1 make first.json
complains "PID02" "X9"

# What goes out by an agreement comes into the agreed form, as `send` brings it: the hierarchy, the figures that the ERP
# left out, the order of item numbers. What `send` would hold is said.
has() { tr '~' '\n' <"$tmp/made.edi" | grep -qxF -- "$1" || { cat "$tmp/made.edi" >&2; fail "no $1"; }; }
levels() { tr '~' '\n' <"$tmp/made.edi" | sed -nE 's/^HL[*|][0-9]+[*|][0-9]*[*|]([A-Z]).*/\1/p' | tr -d '\n'; }
expect 0 make "$samples/standard-pack/outgoing/2-shipment.json"
cp "$tmp/out" "$tmp/made.edi"
[ "$(levels)" = SOTIPPPPTIPP ] || fail "levels: $(levels)"
expect 0 make "$samples/pick-and-pack/outgoing/2-invoice.json"
cp "$tmp/out" "$tmp/made.edi"
has "TDS*74226**72741*1485"
expect 1 make "$samples/rejected-invoice/outgoing/2-invoice.json"
complains "totals.amount says 343.80, but what is invoiced comes to 334.80" "[match-arithmetic]"
sed -i 's/"810": {version: "004010"/"810": {match: {arithmetic: warn}, version: "004010"/' mappings/partners/acme-stores/partner.yaml
grep -q "arithmetic: warn" mappings/partners/acme-stores/partner.yaml || fail "the setting did not change"
expect 0 make "$samples/rejected-invoice/outgoing/2-invoice.json"
complains "warning: totals.amount says 343.80"

# A set with a code that the partner's tables do not know is not mapped, and coverage does not praise it.
workspace
expect 1 map "$samples/unknown-code/in/BF850_20260303_4713.x12" --coverage
says "1 set could not be mapped whole"
silent_about "every element that came was read"

# What of a document no line of an outward map writes: with the house's nothing, with one that knows less what it leaves
# out, each field once. What a condition alone reads reaches somebody, what stands behind another value does not.
workspace
invoice='{"document": "invoice", "schema": 1, "partner": "buyer", "number": "INV-1", "purpose": "original", "invoiced": "2026-03-18", "ordered": "2026-03-02", "order_number": "PO-1", "type": "debit", "currency": "USD", "notes": [{"kind": "invoice", "text": "by rail"}], "lines": [{"number": "1", "assigned_id": "1", "quantity": "2", "unit": "CA", "price": "3.00", "ids": [{"kind": "upc", "value": "855501000147"}]}, {"number": "2", "assigned_id": "2", "quantity": "1", "unit": "EA", "price": "1.00", "ids": [{"kind": "upc", "value": "855501000154"}]}], "totals": {"amount": "7.00", "line_count": 2}}'
echo "$invoice" >invoice.json
expect 0 make invoice.json --coverage
says "everything in it is written"
buyer <<'Y'
receive:
  "850": {version: "004010"}
send:
  "810": {version: "004010", map: invoice.yaml}
Y
cat >mappings/partners/buyer/invoice.yaml <<'Y'
set: "810"
from: invoice
use: [maps/tables]
heading:
  - BIG: {BIG01: invoiced, BIG02: number, BIG04: 'order_number ?? number'}
detail:
  - IT1: {each: lines, IT101: assigned_id, IT102: quantity, IT103: 'if unit = "CA" then "CA" else "EA"', IT104: price}
summary:
  - TDS: {TDS01: totals.amount}
Y
expect 0 make invoice.json --coverage
says "lines[].ids[].value" "855501000147" "notes[].text" "by rail" "totals.line_count"
grep -qE '^810 +lines\[\]\.ids\[\]\.value +2 of 2 ' "$tmp/out" || fail "not both item numbers"
grep -qE '^810 +lines\[\]\.unit +1 of 2 +EA' "$tmp/out" || fail "not the unit that any other may stand for"
for field in 'lines\[\]\.price' partner number; do
  ! grep -qE "^810 +$field " "$tmp/out" || fail "$field is written"
done
expect 0 make invoice.json --coverage --format json
jq -e '.[] | select(.field == "ordered" and .times == 1 and .example == "2026-03-02" and .set == "810")' "$tmp/out" >/dev/null || fail "no ordered"
