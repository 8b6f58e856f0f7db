#!/bin/bash
# What the ERP leaves to be sent: responses, shipments and invoices of one file, each by itself. What cannot go is work
# with its reason; what went is never sent again; another content under the same number is told.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
# A plainer agreement than the sample's; what two invoices come to together is no matter here.
sed -i '/^  "856":/,$d' mappings/partners/acme-stores/partner.yaml
cat >>mappings/partners/acme-stores/partner.yaml <<'Y'
  "856": {version: "004010"}
  "810": {version: "004010", within: 24h, match: {quantity: off}}
Y
invoice() { # NUMBER ORDER TOTAL
  printf '{"document": "invoice", "schema": 1, "partner": "acme-stores", "number": "%s", "invoiced": "2026-03-18", "order_number": "%s", "type": "debit", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "quantity": "24", "unit": "EA", "price": "12.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "%s", "line_count": 1}}' "$1" "$2" "$3"
}
shipment() { # NUMBER ORDER
  printf '{"document": "shipment", "schema": 1, "partner": "acme-stores", "number": "%s", "purpose": "original", "hierarchy": "no_packs", "created": "2026-03-17", "created_time": "10:15", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "orders": [{"number": "%s", "ordered": "2026-03-02", "items": [{"number": "1", "quantity": "24", "unit": "EA", "ids": [{"kind": "upc", "value": "855501000147"}]}]}]}' "$1" "$2"
}
leave() { mv "$tmp/leaving" "outgoing/$1"; }
segments() { cat "$@" | tr -d '\n' | tr '~' '\n'; }
sent() { find outbox -name "$1-*" | wc -l; }

# Before the order came nothing is shipped: two of them wait, the third names nobody.
{ printf '['; shipment SHP-1 4501003877; printf ','; invoice INV-1 4501003877 300.00; printf ','
  invoice INV-2 4501003877 1 | sed 's/acme-stores/acme-store/'; printf ','
  invoice INV-0 4501003877 1 | sed 's/"partner": "acme-stores", //'; printf ']'; } >"$tmp/leaving"
leave first.json
expect 1 run --once --quiet
[ "$(sent 856)$(sent 810)" = 00 ] || fail "something was sent that nobody ordered"
expect 1 failed
says "unknown-order" "SHP-1" "INV-1" "no partner is called 'acme-store'" "next: did you mean 'acme-stores'?" \
  "it names no partner" "left again, it goes, and \`transom settle $(document first.json) --reason TEXT\` closes this"
first=$(document first.json)

deliver acme-reorder
expect 0 run --once --quiet
expect 1 replay "$first"
says "856 " "SHP-1" "810 " "INV-1" "not sent"
[ "$(sent 856)$(sent 810)" = 11 ] || fail "the shipment and the invoice were not sent"
for file in outbox/acme-stores/856-* outbox/acme-stores/810-*; do expect 0 check "$file"; done
segments outbox/acme-stores/856-* | grep -q '^BSN\*00\*SHP-1\*' || fail "no BSN with its number"
segments outbox/acme-stores/856-* | grep -q '^GS\*SH\*' || fail "the 856 goes in no group SH"
segments outbox/acme-stores/810-* | grep -q '^GS\*IN\*' || fail "the 810 goes in no group IN"
segments outbox/acme-stores/810-* | grep -q '^BIG\*20260318\*INV-1\*' || fail "no BIG with its number"

# A replay, the same once more, and the same number with another content: none goes out.
expect 1 replay "$first"
says "already effective"
invoice INV-1 4501003877 300.00 >"$tmp/leaving"; leave same.json
expect 0 run --once --quiet
expect 0 list --state duplicate
says "same.json"
# Blanks around a number make no other one of it: behind a text X12 cuts them off, and before it they are a slip.
invoice ' INV-1 ' '4501003877 ' 300.00 >"$tmp/leaving"; leave blanks.json
shipment 'SHP-1 ' 4501003877 | sed 's/"number": "1"/"number": "1 "/' >"$tmp/leaving"; leave blanks-ship.json
expect 0 run --once --quiet
expect 0 list --state duplicate
says "blanks.json" "blanks-ship.json"
invoice INV-1 4501003877 299.00 >"$tmp/leaving"; leave other.json
expect 1 run --once --quiet
expect 1 failed
says "number-used" "invoice INV-1 went to acme-stores before with other content" \
  "\`transom settle $(document other.json) --reason TEXT\` closes this; or say in \`purpose\`"
invoice INV-1 4501003999 299.00 >"$tmp/leaving"; leave other-order.json
expect 1 run --once --quiet
expect 1 failed
says "own, and \`transom settle $(document other-order.json) --reason TEXT\` closes this"
silent_about "settle $(document other-order.json) --reason TEXT\` closes this; or"
[ "$(sent 856)$(sent 810)" = 11 ] || fail "it was sent a second time"

# Invoices of nothing, and those that contradict themselves, wait.
odd() { printf '{"document": "invoice", "schema": 1, "partner": "acme-stores", "number": "%s", "invoiced": "2026-03-18", "order_number": "4501003877", %s}' "$1" "$2"; }
line='"lines": [{"number": "1", "quantity": "24", "unit": "EA", "price": "12.50"}]'
{ printf '['; odd INV-N '"lines": []'; printf ','
  odd INV-T "$line, \"taxes\": [{\"kind\": \"state_sales\", \"percent\": \"7\", \"amount\": \"70.00\"}]"; printf ','
  odd INV-A "$line, \"allowances_charges\": [{\"kind\": \"allowance\", \"code\": \"C310\", \"amount\": \"-5.00\"}]"; printf ']'; } >"$tmp/leaving"
leave odd.json
expect 1 run --once --quiet
expect 1 failed
says "the invoice has no lines and no charges, so there is nothing to pay" \
  "taxes[0] says 70.00, but 7 % of 300.00 is 21.00" "say the tax's \`basis\` where it is of another amount" \
  "an allowance of -5.00 would raise the invoice" "write 5.00, or a charge"
expect 0 settle "$(document odd.json)" --all --reason "it was a test"
[ "$(sent 856)$(sent 810)" = 11 ] || fail "an odd invoice was sent"

# One that our own check refuses does not keep its neighbour from going.
{ printf '['; invoice INV-3 4501003877 300.00; printf ','; invoice 12345678901234567890123 4501003877 300.00; printf ']'; } >"$tmp/leaving"
leave pair.json
expect 1 run --once --quiet
grep -q 'INV-3' outbox/acme-stores/810-* || fail "the good invoice did not go"
expect 1 failed
says "12345678901234567890123"

# Test data goes beside production, under the same number.
invoice INV-1 4501003877 300.00 | sed 's/"schema": 1,/"schema": 1, "test": true,/' >"$tmp/leaving"; leave test.json
expect 1 run --once --quiet                                     # the order did not come as a test
expect 1 failed
says "speaks of order 4501003877, which acme-stores never sent"
sed -i 's/match: {quantity: off}/match: {quantity: off, order: off}/' mappings/partners/acme-stores/partner.yaml
expect 0 replay "$(document test.json)"
[ "$(find outbox-test/acme-stores -name '810-*' | wc -l)" -eq 1 ] || fail "the test invoice is not beside production"
grep -q '\*T\*' outbox-test/acme-stores/810-* || fail "ISA15 is not T"
expect 0 list --sent
says "test" "production"
expect 0 find INV-1
expect 0 show "$first"
says "SHP-1" "INV-1"

# Broken JSON is one work item; a folder that has the old name is told.
printf '{"document": "invoice"' >"$tmp/leaving"; leave broken.json
expect 1 run --once --quiet
expect 1 failed
says "outgoing-json" "broken.json: line 1, column "
expect 0 show "$(document broken.json)" --format json
says '"problem":{"reason":"outgoing-json","sentence":"' '"documents":[]'
expect 0 fsck
sed -i 's/^  outgoing: outgoing .*/  responses: outgoing/' transom.yaml
expect 2 run --once
complains "is called 'outgoing' now" "transom.yaml:"
