#!/bin/bash
# Two interchanges of one number in one file: the copy and the one with other content are refused by TA1, and nothing of them
# goes to the ERP, waits as a held order or hangs on them in the store; also after a replay.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed -i "s/technical: on-request/technical: always/" mappings/partners/acme-stores/partner.yaml
order=$samples/acme-reorder/in/acme-PO-000000101.edi
ta1s() { find outbox/acme-stores -name 'ta1-*' -exec cat {} + | grep -oE '\*[AR]\*0[0-9]{2}' | tr '\n' ' '; }

cat "$order" "$order" <(sed 's/4501003877/4501003878/' "$order") >arriving
mv arriving inbox/three.edi
expect 1 run --once --quiet
says "1 orders, 0 held" "1 new work items, 1 open"
[ "$(count_files orders '*.json')" -eq 1 ] || fail "not one order"
[ "$(ta1s)" = "*A*000 *R*025 *R*025 " ] || fail "TA1s: $(ta1s)"
expect 0 hold list
expect 1 failed
says "conflict" "came before with other content, as interchange 1 of this file" "a new one needs a new control number"
expect 0 show 1 --history
says "duplicate: interchange 000000101" "came before with the same content, as interchange 1 of this file"
expect 0 fsck
expect 1 replay 1 --reason "looked again"
says "made 0 orders, sent 0 answers"
[ "$(count_files orders '*.json')" -eq 1 ] || fail "a replay made another order"
expect 0 fsck
