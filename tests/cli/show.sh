#!/bin/bash
# show: names, meanings and findings in place; a stored document with its history; the original bytes.
set -eu
. "$(dirname "$0")/../support/cli.sh"
good=$samples/acme-reorder/in/acme-PO-000000101.edi
bad=$samples/bad-line/in/acme-PO-000000104.edi

expect 0 show "$good"
says "Interchange 000000101 (production)" "Set 850 Purchase Order, control number 0001" "BEG*00*SA*4501003877**20260302" \
  "Purchase Order Number" "20260302 = 2026-03-02" "2700.10"
expect 0 show "$good" --brief
says "     2  BEG*00*SA*4501003877**20260302"
silent_about "20260302 = 2026-03-02"
expect 0 show "$bad" --problems
says "PO1*2*12*EACH" ">>> error: PO103" "expected"
silent_about "BEG*00"
expect 0 show "$good" --raw
cmp -s out "$good" || fail "--raw changed the bytes"
expect 0 show - <"$good"
says "Purchase Order Number"
expect 2 show no-such-thing
complains "no such file"

workspace
expect 2 show 1
complains "nothing was received yet"
deliver bad-line
expect 1 run --once --quiet
id=$(document acme-PO-000000104.edi)
expect 0 show "$id"
says "Document $id: acme-PO-000000104.edi" "WAITS" "next step:" "attempt 1" "set 850 0002: rejected" "997" ">>> error: PO103"
expect 0 show "$id" --raw
cmp -s "$tmp/out" "$bad" || fail "the stored bytes are others"
expect 0 show "$id" --format json
says '"work_items":[{' '"state":"done"'
expect 2 show 999
complains "no document has this number"
expect 2 show nofile
complains "nofile: this is neither a file here nor a document's number or hash"

# More findings than are kept: the sum says how many, --all lists every one.
printf 'limits: {findings: 1}\n' >>transom.yaml
expect 0 show "$bad" --problems
says "... 1 finding more; \`transom show --all\` lists every one"
silent_about ">>> error: PO104"
expect 0 show "$bad" --problems --all
says ">>> error: PO103" ">>> error: PO104"
expect 1 check "$bad"
says "1 finding more, not listed; \`--all\` lists every one" "2 errors"
silent_about "PO104"
expect 1 check "$bad" --all
says "PO103" "PO104" "2 errors"
# Long lists are cut, and --limit moves the cut.
expect 0 show "$id" --history --limit 1
says "... the first 1 set; \`--limit N\` lists more"
silent_about "set 850 0002: rejected"
expect 0 show "$id" --history --limit 5000
says "set 850 0001" "set 850 0002"
silent_about "the first"

# An edit of a partner that is half done keeps nobody from looking: what is wrong is told, and the rest is shown.
deliver acme-reorder
expect 0 run --once --quiet
sed -i 's/^receive:/recieve:/' mappings/partners/acme-stores/partner.yaml
for look in "show $id" "show $bad" due "chain 4501003877" "failed --partner borealis-foods"; do
  code=0
  "$TRANSOM" $look >"$tmp/out" 2>"$tmp/err" || code=$?
  [ "$code" -le 1 ] || { cat "$tmp/err" >&2; fail "exit $code: $look"; }
  case $look in failed*) ;; *) complains "acme-stores/partner.yaml:" "unknown key 'recieve'; did you mean 'receive'?" "shown without these settings" ;; esac
done
expect 0 show "$id" --problems
says "Document $id: acme-PO-000000104.edi" ">>> error: PO103"
expect 2 run --once
expect 2 check "$good"
