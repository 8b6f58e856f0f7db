#!/bin/bash
# explain names the file and line of each setting; schema prints JSON Schema.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
expect 0 explain borealis-foods
says "acknowledge.technical" "always" "mappings/partners/borealis-foods/partner.yaml:" "program default"
expect 0 explain cobalt-industrial 850
says "severity.element-code" "warn"
expect 0 explain acme-stores 850 --map
says "BEG03" "850-order.yaml:"
expect 0 explain acme-stores --format json
says '"setting":"acknowledge.functional"'
# Of severities only what somebody wrote, and every one with its origin when asked.
expect 0 explain cobalt-industrial 850
silent_about "severity.element-date"
expect 0 explain cobalt-industrial 850 --rules
says "severity.element-date" "severity.set-too-large" "program default, cannot be relaxed"
grep -qE 'severity.element-code +warn +mappings/partners/cobalt-industrial/partner.yaml:' "$tmp/out" || fail "no origin"
silent_about "severity.iea-count"
expect 0 explain cobalt-industrial --rules
says "severity.iea-count" "severity.interchange-truncated"
expect 0 explain acme-stores 850 --order-rules
says "price-over-contract.tolerance" "1%" "rules.yaml:4" "short-stock" "off" "rules/order.yaml:"
expect 0 explain borealis-foods --order-rules
says "borealis-foods has no order rules" "rules:"
expect 2 explain acme
complains "there is no such partner"
expect 2 explain acme-stores 846
complains "nothing was agreed"

expect 0 schema order
says '"$schema"' '"lines"'
expect 0 schema order_response
says '"order_number"'
expect 0 schema shipment
says '"#/$defs/shipment_pack"'
expect 0 schema invoice
says '"invoice_totals"'
expect 2 schema receipt
