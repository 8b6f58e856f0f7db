#!/bin/bash
# A partner's drop folder that cannot be written holds up that partner's files alone: they wait, the others get theirs, and
# the pass tells of it until somebody mends it.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
for partner in buyer other; do
  agreed $partner "Partner $partner" "${partner^^}" <<'Y'
receive:
  "850": {version: "004010"}
send:
  "855": {version: "004010", answer: as-ordered}
Y
done
upc=UP\*855501000147
order() { comes 850 "$2.edi" "$1" "BEG*00*SA*$2**20260302~PO1*1*10*EA*10**$upc~CTT*1~"; }
mkdir -p outbox
touch outbox/buyer # a file stands where the folder has to be
order BUYER B-1
order OTHER O-1
expect 3 run --once --format json
says '"orders":2' outbox/buyer
complains "outbox/buyer"
[ "$(count_files outbox/other '855-*')" -eq 1 ] || fail "the other partner's answer did not leave"
[ "$(count_files inbox)" -eq 0 ] || fail "the files that were taken are still there"

# The next pass has nothing new of the one, and still takes what the other sends.
order OTHER O-2
expect 3 run --once --quiet
[ "$(count_files outbox/other '855-*')" -eq 2 ] || fail "the other partner waits for the one"
expect 3 run --once --quiet
complains "outbox/buyer"

rm outbox/buyer
expect 0 run --once --quiet
[ "$(count_files outbox/buyer '855-*')" -eq 1 ] || fail "what waited did not leave"
[ "$(count_files outbox/other '855-*')" -eq 2 ] || fail "something left twice"
