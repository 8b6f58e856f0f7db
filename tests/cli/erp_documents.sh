#!/bin/bash
# What a supplier sends us becomes JSON in the folder of its kind, beside orders/.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
mkdir -p mappings/partners/supplier
cat >mappings/partners/supplier/partner.yaml <<'Y'
partner: supplier
name: A Supplier
identity: [{qualifier: ZZ, id: OURSELVES, group: OURSELVES}]
receive:
  "856": {version: "004010"}
  "810": {version: "004010"}
Y
us=$(sed -nE 's/.*id: *"?([A-Z0-9]+)"?.*/\1/p' transom.yaml | head -1)
give() { # CASE NUMBER NAME: a golden case as a file for us
  sed -E "s/\\*01\\*005550101      \\*/*ZZ*$(printf '%-15s' "$us")*/; s/000002201/00000220$2/" \
    "$here/tests/golden/$1/in.edi" >"$tmp/$3.edi"
  mv "$tmp/$3.edi" inbox/
}
give 856/pick-and-pack 1 notice
give 810/retail 2 invoice
give 856/level-without-a-place 3 kit
expect 1 run --once --quiet
shipment=$(find shipments -name '*.json')
grep -q '"number":"SHP-20417"' "$shipment" || fail "the shipment is not there"
grep -q '"kind":"sscc","value":"006141410000000012"' "$shipment" || fail "the shipment has no SSCC"
grep -q '"number":"INV-7781"' invoices/supplier-INV-7781-*.json || fail "the invoice is not there"
[ "$(find shipments invoices orders -name '*.json' | wc -l)" -eq 2 ] || fail "not two documents"
expect 1 failed
says "is a level that no line of the map reads"
expect 0 fsck
# The same bytes again make nothing new.
give 856/pick-and-pack 1 again
expect 0 run --once --quiet
[ "$(find shipments -name '*.json' | wc -l)" -eq 1 ] || fail "a second shipment from a duplicate"
