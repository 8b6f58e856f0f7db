#!/bin/bash
# The buyer's side: the ERP leaves its purchase orders, which go to the supplier as 850, each number once.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
supplier <<'Y'
receive:
  "855": {version: "004010"}
send:
  "850": {version: "004010", within: 24h}
Y
cat >"$tmp/orders.json" <<'J'
[{"document": "order", "schema": 1, "partner": "supplier", "number": "BUY-1", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original",
  "lines": [{"number": "1", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]},
 {"document": "order", "schema": 1, "partner": "supplier", "number": "BUY-2", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original",
  "lines": [{"number": "1", "quantity": "4", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]}]
J
cp "$tmp/orders.json" outgoing/
expect 0 run --once --quiet
says "2 documents sent"
order=$(find outbox/supplier -name '850-*')
[ "$(tr '~' '\n' <"$order" | grep -c '^BEG\*00\*SA\*BUY-')" -eq 2 ] || fail "not both orders in one interchange"
grep -q 'GS\*PO\*EXAMPLESUPPLY\*SUPPLIER\*' "$order" || fail "the group goes not from us to the supplier"
expect 0 check "$order"
# Blanks around a number are cut off: the supplier would get a second order of the same number.
sed -e 's/"BUY-1"/"BUY-1 "/' -e 's/"BUY-2"/" BUY-2"/' "$tmp/orders.json" >outgoing/again.json
expect 0 run --once --quiet
says "0 documents sent"
expect 0 list --state duplicate
says "again.json"
[ "$(count_files orders)" -eq 0 ] || fail "our own order went to the ERP"
expect 0 fsck
