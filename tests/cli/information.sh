#!/bin/bash
# ISA15 = I (information) is production everywhere, and the answers repeat the I; T alone is test.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed 's/\*0\*P\*>~/*1*I*>~/' "$samples"/acme-reorder/in/*.edi >arriving
mv arriving inbox/information.edi
sed 's/|0|P|</|0|I|</' "$samples"/borealis-weekly/in/*.x12 >arriving
mv arriving inbox/weekly.x12
expect 0 run --once --quiet
[ "$(count_files orders '*.json')" -eq 4 ] || fail "$(count_files orders '*.json') production orders instead of 4"
for folder in orders-test outbox-test; do
  [ ! -d $folder ] || [ "$(count_files $folder)" -eq 0 ] || fail "something lies in $folder"
done
answers=0
while read -r answer; do
  isa=$(head -c 106 "$answer")
  case ${isa:102:1} in I) ;; *) fail "$answer does not carry the I: $isa" ;; esac
  answers=$((answers + 1))
done < <(find outbox -type f)
[ $answers -ge 4 ] || fail "only $answers answers"
for kind in ta1 997 855; do
  head -c 106 "$(find outbox/acme-stores -name "$kind-*" | head -1)" | grep -q '\*I\*' || fail "no $kind that carries the I"
done
expect 0 list --sent
says "production"
silent_about " test "
expect 0 list --sent --format json
silent_about '"usage":"test"'
expect 0 chain 4501003877
says "production"
silent_about "TEST"
expect 0 due --format json
silent_about '"test":true'
expect 0 show "$(document information.edi)"
says "information, which counts as production"

# A held order is answered days later, from what the store knows.
sed 's/\*0\*P\*>~/*0*I*>~/' "$samples"/price-dispute/in/* >arriving
mv arriving inbox/held.edi
expect 1 run --once --quiet
expect 0 hold release "$("$TRANSOM" hold list --format json | sed -nE 's/.*"id":([0-9]+).*/\1/p')" --reason "agreed by phone"
[ "$(count_files orders '*.json')" -eq 5 ] || fail "the released order is no production order"
answer=$(grep -l 4501003920 outbox/acme-stores/855-*)
head -c 106 "$answer" | grep -q '\*I\*' || fail "the later 855 does not carry the I: $(head -c 106 "$answer")"
expect 0 fsck
says "every rule holds"

# A number that came as I has come as P.
sed 's/\*0\*P\*>~/*0*P*>~/' "$samples"/acme-reorder/in/*.edi >arriving
mv arriving inbox/again.edi
expect 1 run --once --quiet
[ "$(count_files orders '*.json')" -eq 5 ] || fail "an interchange that came as I made its order again as P"
expect 0 fsck
