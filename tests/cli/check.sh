#!/bin/bash
# check: findings with file, segment, element, value, expectation and setting; exit codes; any size; no workspace.
set -eu
. "$(dirname "$0")/../support/cli.sh"
good=$samples/acme-reorder/in/acme-PO-000000101.edi
bad=$samples/bad-line/in/acme-PO-000000104.edi
cut=$samples/truncated/in/BF850_20260303_4712.x12

expect 0 check "$good"
says "$good: accepted: 1 set in 1 interchange" "nothing to complain about"
expect 0 check - <"$good"
says "standard input: accepted"
expect 0 check "$good" --account
says "bytes = " "in segments"

expect 1 check "$bad"
says "$bad: error: 850 0002: PO103" "'EACH'" "PO104" "'8,30'" "expected" "[element-too-long]" \
  "to let it pass: severity: {element-too-long: warn}" "partly accepted"
expect 1 check "$cut"
says "the interchange ends without its IEA" "rejected"
# In the order of the file, and trailers that are missing stand where the input ends.
order=$(grep -oE '(PO103|SE|GE|IEA) \((segment 2[01]|at byte 780)' "$tmp/out" | cut -d' ' -f1 | tr '\n' ' ')
[ "$order" = "PO103 SE GE IEA " ] || fail "findings stand in the order $order"
# What is wrong with a GE is told, and the good set in front of it stands, as the 997 says (AK9*E).
sed 's/GE\*1\*/GE*2*/' "$good" >count.edi
expect 0 check count.edi
says "[ge-count]" "count.edi: accepted with errors: 1 set in 1 interchange" "1 error"
expect 0 ack count.edi
says "AK5*A" "AK9*E*2*1*1*5"
# A group that falls takes its sets with it, also into the count.
sed '/^GE/d' "$good" >no-ge.edi
expect 1 check no-ge.edi
says "the group ends without its GE" "no-ge.edi: rejected: 1 set in 1 interchange" "1 set rejected"
expect 1 check "$good" "$bad"
says "$good: accepted" "$bad: partly accepted"

expect 1 check "$bad" --format json
[ "$(wc -l <out)" -eq 1 ] || fail "more than one line of JSON"
says '"rule":"element-too-long"' '"segment":' '"element":3' '"value":"EACH"' '"sets_rejected":1'

printf 'this is no EDI at all\n' >letter.txt
expect 1 check letter.txt
says "there is no interchange header"
: >empty
expect 1 check empty

# Control bytes of a file never reach the terminal.
sed 's/Acme Store 7\*/Acme \x1b[31mStore*/' "$bad" >colour.edi
expect 1 check colour.edi
! grep -q $'\x1b' out || fail "an escape sequence went through"

# In a workspace the partner's settings apply.
workspace
expect 0 check "$samples/cobalt-release/in/cobalt.20260302.163712.850"
cd ..
expect 1 check "$samples/cobalt-release/in/cobalt.20260302.163712.850"
says "[element-code]"
