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

# The supplier names a line by PO101: one that the ERP only numbers goes by that number, in the order and in its changes.
sed -i 's/^  "850"/  "860": {version: "004010"}\n&/' mappings/partners/supplier/partner.yaml
two='{"number": "10", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}, {"number": "20", "quantity": "4", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}'
leave two.json '{"document": "order", "schema": 1, "partner": "supplier", "number": "BUY-3", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original", "lines": ['"$two"']}'
expect 0 run --once --quiet
tr '~' '\n' <"$(ls -t outbox/supplier/850-* | head -1)" >"$tmp/sent"
grep -q '^PO1\*10\*10\*' "$tmp/sent" && grep -q '^PO1\*20\*4\*' "$tmp/sent" || fail "$(cat "$tmp/sent")"
change() { # SEQUENCE LINES
  leave "change-$1.json" '{"document": "order_change", "schema": 1, "partner": "supplier", "number": "BUY-3", "sequence": "'"$1"'", "ordered": "2026-03-02", "changed": "2026-03-03", "type": "stand_alone", "purpose": "change", "lines": ['"$2"']}'
  expect 0 run --once --quiet
  tr '~' '\n' <"$(ls -t outbox/supplier/860-* | head -1)" >"$tmp/sent"
}
change 1 '{"number": "20", "change": "quantity_increase", "quantity": "6", "unit": "EA"}'
grep -q '^POC\*20\*QI\*6\*6\*EA\*\*\*UP\*855501000147$' "$tmp/sent" || fail "$(cat "$tmp/sent")"
change 2 '{"number": "30", "change": "add_item", "quantity": "2", "unit": "EA", "ids": [{"kind": "upc", "value": "855501000154"}]}, {"number": "10", "change": "add_item", "quantity": "1", "unit": "EA", "ids": [{"kind": "upc", "value": "855501000161"}]}'
grep -q '^POC\*30\*AI\*2\*2\*EA\*\*\*UP\*855501000154$' "$tmp/sent" && grep -q '^POC\*31\*AI\*1\*' "$tmp/sent" || fail "$(cat "$tmp/sent")"
# A number that is the line's place within the change names nothing where the item is another line's.
change 3 '{"number": "1", "change": "delete_item", "ids": [{"kind": "upc", "value": "855501000154"}]}, {"number": "31", "change": "quantity_increase", "quantity": "5", "unit": "EA"}'
grep -q '^POC\*30\*DI\*' "$tmp/sent" && grep -q '^POC\*31\*QI\*5\*5\*' "$tmp/sent" || fail "$(cat "$tmp/sent")"
expect 0 check outbox/supplier/860-*
expect 0 fsck
