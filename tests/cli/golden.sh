#!/bin/bash
# test: the sample partners' golden cases pass; a changed expectation shows as a difference; --accept takes it.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
expect 0 test
says "ok     acme-stores/" "ok     borealis-foods/" "ok     cobalt-industrial/" "0 failed"
expect 0 test acme-stores
silent_about "borealis-foods"

order=$(find mappings/partners/acme-stores/tests -name order.json | sort | head -1)
sed -i 's/"12.50"/"12.55"/' "$order"
expect 1 test acme-stores
says "FAILED acme-stores/" "12.55" "12.50"
expect 0 test acme-stores --accept
expect 0 test acme-stores
expect 0 test --format json
says '"passed":true'

# What only case.yaml can mend fails with --accept too.
case=$(dirname "$order")/case.yaml
cp "$case" "$tmp/case.yaml"
sed -i -E 's/(answers: *\[[^]]*)\]/\1, more.edi]/' "$case"
! cmp -s "$case" "$tmp/case.yaml" || fail "the case does not name its answers in one line"
expect 1 test acme-stores --accept
says "FAILED acme-stores/" "answers: case.yaml names"
cp "$tmp/case.yaml" "$case"
expect 0 test acme-stores

# A case stands for the partner in whose folder it lies, and a folder without case.yaml is no case that passes.
mkdir -p mappings/partners/borealis-foods/tests/half
cp -r mappings/partners/acme-stores/tests/first-order mappings/partners/borealis-foods/tests/strange
expect 1 test borealis-foods
says "FAILED borealis-foods/strange" "who is acme-stores; this folder's cases are borealis-foods's" \
  "FAILED borealis-foods/half" "case.yaml: is not there"
# One that cannot be read fails by itself, with its place; the others have their turn.
echo 'title: half' >mappings/partners/borealis-foods/tests/half/case.yaml
expect 1 test borealis-foods
says "FAILED borealis-foods/half" "half/case.yaml:1:1: unknown key 'title'" "ok     borealis-foods/weekly"
