#!/bin/bash
# A supplier's SSCC names one carton or pallet for a year: on two of them, in one ship notice or in two that stand, the
# notice waits, for the dock would scan one number for both. What we put on our own labels is another matter.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
agreed_on() { # EFFECT
  supplier <<Y
receive:
  "856": {version: "004010", match: {sscc: $1}}
send:
  "850": {version: "004010"}
Y
}
agreed_on hold
buyer <<'Y'
receive:
  "850": {version: "004010"}
send:
  "856": {version: "004010", sscc: {company-prefix: "0855501", give: cartons}}
Y
item='"unit":"EA","ids":[{"kind":"upc","value":"855501000147"}]'
for order in PO-1 PO-2; do
  leave "$order.json" '{"document":"order","schema":1,"partner":"supplier","number":"'$order'","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"900","price":"2.10",'"$item"'}]}'
done
comes 850 po.edi BUYER 'BEG*00*SA*SOLD**20260302~PO1*1*20*EA*2.50**UP*855501000147~CTT*1~'
ships() { # NUMBER: to the buyer; our label is the next serial
  leave "$1.json" '{"document":"shipment","schema":1,"partner":"buyer","number":"'"$1"'","purpose":"original","created":"2026-03-17","created_time":"10:15","dates":[{"kind":"shipped","date":"2026-03-17"}],"orders":[{"number":"SOLD","ordered":"2026-03-02","packs":[{"items":[{"number":"1","quantity":"5",'"$item"'}]}]}]}'
  expect 0 run --once --quiet
}
expect 0 run --once --quiet
mkdir -p shipments
ships OURS-1

a=008555010000000017 b=008555010000000024 c=008555010000000031 d=008555010000000048 e=008555010000000055
# The levels of the next notice: an order; a pallet of it; below either a carton with one item for each SSCC.
hl=1 levels=
order() { hl=$((hl + 1)) of=$hl levels+="HL*$hl*1*O*1~PRF*$1***20260302~"; }
pallet() { hl=$((hl + 1)) on=$hl levels+="HL*$hl*$of*T*1~MAN*GM*00$1~"; }
cartons() { # PARENT SSCC...
  local sscc
  for sscc in "${@:2}"; do
    levels+="HL*$((hl + 1))*$1*P*1~MAN*GM*00$sscc~HL*$((hl + 2))*$((hl + 1))*I*0~LIN*1*UP*855501000147~SN1**1*EA~"
    hl=$((hl + 2))
  done
}
notice() { # NUMBER [PURPOSE [FILE]]
  comes 856 "${3:-$1}.edi" SUPPLIER "BSN*${2:-00}*$1*20260304*0900*0001~HL*1**S*1~DTM*011*20260304~${levels}CTT*$hl~"
  hl=1 levels=
}
plain() { order PO-1; cartons "$of" "${@:2}"; notice "$1"; } # NUMBER SSCC...
taken() { # NUMBER [TIMES]: so often it went to the ERP
  [ "$(count_files shipments "*-$1-*")" -eq "${2:-1}" ] || fail "ship notice $1 was not taken ${2:-once}"
}
takes() { expect 0 run --once --quiet; taken "$@"; }
holds() { expect 1 run --once --quiet; held "$@"; }
held() { # NUMBER TEXT...: waits, and says why
  taken "$1" 0
  expect 0 show "$(document "$1.edi")"
  says "match-sscc" "${@:2}"
}

# Twice in one notice: beside each other, on two pallets, on a pallet and a carton.
plain TWICE $a $a
holds TWICE "SSCC $a is on more than one carton or pallet of ship notice TWICE"
order PO-1; pallet $a; cartons $on $c; pallet $b; cartons $on $c; notice PALLETS
holds PALLETS "SSCC $c is on more than one carton or pallet of ship notice PALLETS"
order PO-1; pallet $a; cartons $on $a; notice BOTH
holds BOTH "SSCC $a is on more than one carton or pallet of ship notice BOTH"

# One carton that holds goods of two orders stands under each, with its pallet. What is held has used no label, and
# neither has ours of that number; nor does theirs keep us from giving it.
order PO-1; pallet $a; cartons $on $b; order PO-2; pallet $a; cartons $on $b $c; notice MIXED
takes MIXED
ships OURS-2
[ "$(grep -ho 'MAN\*GM\*[0-9]*' outbox/buyer/856-* | sort | tr '\n' ' ')" = "MAN*GM*00$a MAN*GM*00$b " ] || fail "we did not give $a and $b"

# In two notices, of two passes and of one.
plain S-1 $d
plain S-2 $b $d $c
expect 1 run --once --quiet
held S-2 "SSCCs $b, $c are on ship notice S-2 and were on ship notice MIXED (document $(document MIXED.edi), 20" \
  "SSCC $d is on ship notice S-2 and was on ship notice S-1 (document $(document S-1.edi), 20"
taken S-1

# The same document and the same file again are no second use, and neither is its correction. What that leaves out is free.
expect 0 replay "$(document S-1.edi)"
expect 0 show "$(document S-1.edi)" --raw
cp "$tmp/out" inbox/S-1-again.edi
expect 0 run --once --quiet
order PO-1; cartons "$of" $d $e; notice S-1 05 corrected
takes S-1 2
order PO-1; cartons "$of" $e; notice S-1 05 corrected-again
takes S-1 3
plain S-3 $d
takes S-3

# What was cancelled uses none, and what waited for that goes on; what somebody insists on is used then.
order PO-1; cartons "$of" $e; notice S-1 01 cancelled
expect 0 run --once --quiet
plain S-4 $e
takes S-4
expect 0 replay "$(document TWICE.edi)" --override --reason "we labelled one anew"
taken TWICE
plain S-5 $a
holds S-5 "SSCC $a is on ship notice S-5 and was on ship notice MIXED"
order PO-1; notice MIXED 01 mixed-cancelled
expect 0 run --once --quiet
expect 1 replay "$(document S-5.edi)"
held S-5 "SSCC $a is on ship notice S-5 and was on ship notice TWICE (document $(document TWICE.edi), 20"

# A warning lets it pass.
agreed_on warn
plain S-6 $a $a
takes S-6
expect 0 show "$(document S-6.edi)" --history
says "SSCC $a is on more than one carton or pallet of ship notice S-6" "SSCC $a is on ship notice S-6 and was on ship notice TWICE"
agreed_on off
plain S-7 $a $a
takes S-7
expect 0 show "$(document S-7.edi)" --history
silent_about "SSCC $a is"
expect 0 fsck
