#!/bin/bash
# list, find, failed: what came, where it is, what waits.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
expect 0 list
says "no documents"
expect 0 failed
says "nothing waits"
expect 1 find 4501003877
deliver acme-reorder duplicate somebody-else truncated unknown-code
expect 1 run --once --quiet

expect 0 list
says "acme-PO-000000101.edi" "done" "duplicate" "quarantined"
expect 0 list --state quarantined
says "acme-PO-000000106.edi" "BF850_20260303_4712.x12"
silent_about "acme-PO-000000101.edi"
expect 0 list --partner acme-stores --since 24h --format json
says '"name":"acme-PO-000000101.edi"'
expect 0 list --limit 1
[ "$(grep -c 'BF850\|acme-PO' "$tmp/out")" -eq 1 ] || fail "--limit 1 shows more"
expect 2 list --since yesterday
complains "24h"

expect 0 find 4501003877
says "purchase order" "acme-PO-000000101.edi"
expect 0 find 101
says "interchange control number"
expect 0 find 3877 --format json
says '"document":'
expect 1 find no-such-order

expect 1 failed
says "REASON" "not-for-us" "truncated" "next:" "B-77150" "borealis-foods"
expect 1 failed --partner borealis-foods --format json
says '"number":"B-77150"' '"next_step":'
silent_about "not-for-us"
for command in failed list "list --sent" "hold list" due; do
  expect 2 $command --partner borealis-food
  complains "borealis-food: there is no such partner" "did you mean 'borealis-foods'?"
done
expect 0 failed --partner cobalt-industrial
says "nothing of cobalt-industrial waits for a person"
expect 1 hold list
expect 0 hold list --partner cobalt-industrial
says "no order is held that is of this partner and queue"
# Nothing shown is not nothing there.
expect 2 failed --limit 0
complains "--limit" "not in range"

# What a map could not read is mended once: of the second order of that kind only its numbers are told.
sed 's/000004713/000004714/g; s/B-77150/B-77151/g; s/|814|/|815|/; s/GE|1|814/GE|1|815/' "$samples"/unknown-code/in/* >inbox/again.x12
expect 1 run --once --quiet
expect 1 failed --partner borealis-foods
says "or \`transom hold reject" "next: as above; then \`transom replay $(document again.x12)\`, or \`transom hold reject "
[ "$(grep -c 'mend the map or its table' "$tmp/out")" -eq 1 ] || fail "the advice is given twice"

# A list that is cut says so, for people below it, for programs beside it; one that ends just there does not.
cut() { # COUNT COMMAND...
  local code=$1; shift
  expect "$code" "$@" --limit 1
  says "--limit shows more"
  silent_about "1 open item"
  silent_about "1 held order"
  expect "$code" "$@" --limit 1 --format json
  silent_about "--limit"
  complains " 1; --limit shows more"
  expect "$code" "$@"
  silent_about "--limit shows more"
}
cut 0 list
cut 0 list --sent
cut 1 failed
cut 0 find acme
cut 1 hold list
cut 0 chain 77
expect 0 list --limit "$("$TRANSOM" list --format json | grep -o '"document":' | wc -l)"
silent_about "--limit"
expect 1 failed --limit 2
says "the first 2; --limit shows more; \`transom show ID\`"

# A rejected order makes nothing, but its number finds it.
deliver bad-line
expect 1 run --once --quiet
expect 1 failed
says "syntax" "4501003951"
expect 0 find 4501003951
says "purchase order" "acme-PO-000000104.edi"
