#!/bin/bash
# A set that nobody agreed to receive: check, ack and run say the same of it, by the severity of set-no-agreement.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
agreed=mappings/partners/acme-stores/partner.yaml
order=$(echo "$samples"/acme-reorder/in/*)
sed 's/\*004010~/*005010~/; s/\*00401\*/*00501*/' "$order" >"$tmp/order.edi"
cmp -s "$order" "$tmp/order.edi" && fail "the sample is not in 004010"
expect 0 check "$order"

# By default: an error, which rejects the set.
expect 1 check "$tmp/order.edi"
says "error: 850 0001: ST01 (segment 1)" "there is no agreement with this partner for set '850'; expected version 004010, not 005010, under \`receive:\` in" "$agreed" \
  "[set-no-agreement]" "to let it pass: severity: {set-no-agreement: warn} under defaults: in" "rejected"
expect 0 ack "$tmp/order.edi" --ack 997
says "AK5*R*1*5" "AK9*R*1*1*0"
expect 1 check "$tmp/order.edi" --format json
says '"rule":"set-no-agreement"' '"setting":"set-no-agreement"'
"$TRANSOM" map "$tmp/order.edi" >"$tmp/out" 2>&1 || true   # it shows what a file says, agreed or not
silent_about "no agreement"

# One that has faults of its own besides, and is not agreed at all: that comes first.
{ sed -n '1,/^GS/p' "$order" | sed 's/^GS\*PO/GS*SH/'
  printf 'ST*856*0001~\nBSN*00*S1*20260302*0900~\nHL*1**S~\nBAD*1~\nSE*5*0001~\n'
  sed -n '/^GE/,$p' "$order"; } >"$tmp/asn.edi"
expect 1 check "$tmp/asn.edi"
sed -n 1p "$tmp/out" | grep -q "for set '856'" || fail "not said first: $(cat "$tmp/out")"
says "expected this set under \`receive:\`" "[segment-unknown]"

cp "$tmp/order.edi" "$tmp/arriving"; mv "$tmp/arriving" inbox/order.edi
sed 's/000000101/000000991/' "$tmp/asn.edi" >"$tmp/arriving"; mv "$tmp/arriving" inbox/asn.edi
expect 1 run --once --quiet
cat outbox/acme-stores/997-* | tr '~' '\n' | grep -c 'AK5\*R\*1' | grep -qx 2 || fail "the sets were not rejected: $(cat outbox/acme-stores/997-*)"
expect 1 failed
says "no-agreement" "nothing was agreed with acme-stores about receiving set 850 in version 005010" "set 856 in version 004010 (and 1 more; \`transom show $(document asn.edi)\` lists them)" \
  "who was told that the set is rejected"

# As a warning: the set is taken as it is and waits for an agreement, and may be replayed.
sed -i 's/^defaults:/&\n  severity: {set-no-agreement: warn, segment-not-in-set: off}/' $agreed
grep -q 'set-no-agreement' $agreed || printf 'defaults:\n  severity: {set-no-agreement: warn, segment-not-in-set: off}\n' >>$agreed
expect 0 check "$tmp/order.edi"
says "warning: 850 0001: ST01" "[set-no-agreement]" "accepted with warnings"
sed 's/000000101/000000992/' "$tmp/order.edi" >"$tmp/arriving"; mv "$tmp/arriving" inbox/warned.edi
expect 1 run --once --quiet
expect 1 failed
says "in version 005010" "in $PWD/$agreed, then replay"
