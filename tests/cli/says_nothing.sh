#!/bin/bash
# A file that says nothing is no work: an ERP may write one a day. What a shipment says of its own sum has to be true.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
echo '[]' >"$tmp/arriving"
mv "$tmp/arriving" outgoing/nothing.json
expect 0 run --once
says "1 accepted + 0 quarantined" "0 new work items"
echo '[]' >"$tmp/nothing.json"
expect 0 send "$tmp/nothing.json"
deliver pick-and-pack
expect 0 run --once --quiet
jq '.totals = {quantity_hash: "77"}' "$samples/pick-and-pack/outgoing/1-shipment.json" >"$tmp/arriving"
mv "$tmp/arriving" outgoing/hash.json
expect 1 run --once --quiet
expect 1 failed
says "match-arithmetic" "totals.quantity_hash says 77, but the quantities come to"

# So do the packages that the carrier is told of; with `warn` the shipment goes, in its levels all the same.
jq '.number = "SN-9" | .lading[0].count = "6"' "$samples/pick-and-pack/outgoing/1-shipment.json" >"$tmp/arriving"
mv "$tmp/arriving" outgoing/lading.json
expect 1 run --once --quiet
expect 1 failed
says "match-arithmetic" "lading says 6 cartons (CTN), but 5 are in the shipment"
# Packages that are told once with each of their weights are counted once.
jq '.number = "SN-8" | .lading = [.lading[0] | (., .weight_kind = "net" | .weight = "5")]' \
  "$samples/pick-and-pack/outgoing/1-shipment.json" >"$tmp/arriving"
[ "$(jq -c '[.lading[].weight_kind]' "$tmp/arriving")" = '["gross","net"]' ] || fail "$(jq -c .lading "$tmp/arriving")"
mv "$tmp/arriving" outgoing/weights.json
expect 0 run --once --quiet
sed -i 's/^    hierarchy: pick-and-pack/&\n    match: {arithmetic: warn, quantity: "off", sscc: "off"}/' mappings/partners/acme-stores/partner.yaml
expect 0 replay "$(document lading.json)"
says "856   SN-9           sent"
