#!/bin/bash
# A document that brings out a bug is quarantined with its reason, small or large, and its neighbours go on; what
# the disk does wrong quarantines nobody. Invariants I-2, I-17.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
hits=$tmp/hits
order() { sed "s/4501003877/PO-$1/; s/000000101/00000020$2/; s/\*101\*X/*20$2*X/; s/GE\*1\*101/GE*1*20$2/" "$samples"/acme-reorder/in/*.edi; }
arrive() { for n in 1 2 3; do order "$1$n" $((n + $2)) >arriving; mv arriving "inbox/$1$n.edi"; done; }
made() { find orders -name "*PO-$1*" | wc -l; }

arrive A 0
TRANSOM_FAILPOINT_LOG=$hits TRANSOM_FAILPOINTS='recorded=bug@2@4' "$TRANSOM" run --once >"$tmp/out" 2>"$tmp/err" || code=$?
if [ ! -s "$hits" ]; then echo "SKIPPED: no failpoints in this program"; exit 0; fi
[ "${code:-0}" -eq 1 ] || { cat "$tmp/err" >&2; fail "exit ${code:-0} instead of 1"; }
says "3 files seen = 2 accepted + 1 quarantined" "1 new work items, 1 open"
[ "$(made A1) $(made A2) $(made A3)" = "1 0 1" ] || fail "orders: $(ls orders)"
[ "$(find outbox -name '997-*' | wc -l)" -ge 1 ] || fail "no answer to the neighbours"
[ "$(count_files inbox)" -eq 0 ] || fail "files are left in the mailbox"
expect 1 failed
says "internal-error" "failpoint recorded"
expect 1 failed --format json
says "replay it with a program that is mended" '"owner":"support"'
[ "$(find quarantine -name '*.reason.txt' | wc -l)" -eq 1 ] || fail "no copy beside its reason in quarantine"
expect 0 fsck
says "every rule holds"
id=$(document A2.edi)
expect 0 replay "$id"
says "made 1 order"
[ "$(made A2)" -eq 1 ] || fail "the replay made no order"
expect 0 failed
expect 0 fsck

# The disk is everybody's: the pass ends, and the next one takes up all of it.
arrive B 3
code=0; TRANSOM_FAILPOINTS='recorded=throw@2' "$TRANSOM" run --once --quiet >"$tmp/out" 2>"$tmp/err" || code=$?
[ $code -eq 3 ] || fail "exit $code instead of 3"
expect 0 run --once --quiet
[ "$(made B1) $(made B2) $(made B3)" = "1 1 1" ] || fail "orders: $(ls orders)"
expect 0 failed

# A large document: what was staged of it is taken back.
{ order C1 7 | head -2; for n in $(seq 1 800); do
    order C1 7 | sed -n '/^ST/,/^SE/p' | sed "s/\*0001~/*$(printf %04d "$n")~/; s/PO-C1/PO-C$n/"
  done; printf 'GE*800*207~\nIEA*1*000000207~\n'; } >arriving
mv arriving inbox/large.edi
code=0; TRANSOM_FAILPOINTS='part_staged=bug@1' "$TRANSOM" run --once --quiet >"$tmp/out" 2>"$tmp/err" || code=$?
[ $code -eq 1 ] || { cat "$tmp/err" >&2; fail "exit $code instead of 1 for a large document"; }
[ "$(made C)" -eq 0 ] || fail "orders of a document that broke off"
expect 1 failed
says "internal-error" "failpoint part_staged"
expect 0 fsck
says "every rule holds"
expect 0 replay "$(document large.edi)"
[ "$(made C)" -eq 800 ] || fail "$(made C) orders of 800 after the replay"
expect 0 fsck

# A large acknowledgment that breaks off has answered nothing: what we sent is as it was, and its answer expected.
ours=$(ls outbox/acme-stores/855-* | head -1) isa=$(cut -c1-106 "$ours")
sets=$(tr '~' '\n' <"$ours" | grep -c '^ST')
group=$(tr '~' '\n' <"$ours" | sed -nE 's/^GS\*PR(\*[^*]*){4}\*([0-9]+)\*.*/\2/p')
state() { "$TRANSOM" list --sent --format json | tr '{' '\n' | grep -F "$(basename "$ours")" | sed -nE 's/.*"state":"([a-z]+)".*/\1/p'; }
{ printf 'ISA*00*          *00*          *%s*%s*%s*%s*260303*0900*U*00401*000000901*0*P*>~GS*FA*A*B*20260303*0900*901*X*004010~' \
    "${isa:51:2}" "${isa:54:15}" "${isa:32:2}" "${isa:35:15}"
  for n in $(seq 1 2100); do printf "ST*997*%04d~AK1*PR*$group~AK9*A*$sets*$sets*$sets~SE*4*%04d~" "$n" "$n"; done
  printf 'GE*2100*901~IEA*1*000000901~'; } >arriving
mv arriving inbox/acks.edi
[ "$(state)" = dropped ] || fail "our 855 is $(state)"
code=0; TRANSOM_FAILPOINTS='part_staged=bug@1' "$TRANSOM" run --once --quiet >"$tmp/out" 2>"$tmp/err" || code=$?
[ $code -eq 1 ] || { cat "$tmp/err" >&2; fail "exit $code instead of 1 for a large acknowledgment"; }
[ "$(state)" = dropped ] || fail "our 855 is $(state) by what was given up"
expect 0 due --within 40d
says "acme-stores has not acknowledged our 855"
expect 0 fsck
says "every rule holds"
expect 0 replay "$(document acks.edi)"
[ "$(state)" = acknowledged ] || fail "our 855 is $(state) after the replay"
expect 0 fsck
