#!/bin/bash
# A ship notice makes its invoice expected also where both go out in one pass: cancelled or refused later, the invoice is
# expected again.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010", expect: {"810": {within: 2 working days, from: shipment}}}
  "997": {version: "004010"}
send:
  "855": {version: "004010", answer: as-ordered}
  "856": {version: "004010"}
  "810": {version: "004010"}
Y
shipment='{"document": "shipment", "schema": 1, "partner": "buyer", "number": "SN-1", "purpose": "original", "created": "2026-03-17", "created_time": "10:15", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "orders": [{"number": "PO-1", "items": [{"number": "1", "quantity": "10", "unit": "EA", "ids": [{"kind": "upc", "value": "855501000147"}]}]}]}'
invoice() { # PURPOSE
  echo '{"document": "invoice", "schema": 1, "partner": "buyer", "number": "INV-1", "purpose": "'"$1"'", "invoiced": "2026-03-18", "order_number": "PO-1", "type": "debit", "currency": "USD", "lines": [{"number": "1", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]}'
}
comes 850 po1.edi BUYER 'BEG*00*SA*PO-1**20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~'
expect 0 run --once --quiet
leave both.json "[$shipment, $(invoice original)]"
expect 0 run --once --quiet
expect 0 due --within 30d
silent_about "810"
leave cancel.json "$(invoice cancel)"
expect 0 run --once --quiet
"$TRANSOM" due --within 30d >"$tmp/out" || true
says "810" "PO-1"
