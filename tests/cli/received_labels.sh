#!/bin/bash
# An SSCC on a supplier's carton is on no other one: not in its ship notice, and for a year in no other that stands.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
supplier <<'Y'
receive:
  "856": {version: "004010"}
send:
  "850": {version: "004010"}
Y
upc=UP\*855501000147
purchase() { leave "po-$1.json" '{"document":"order","schema":1,"partner":"supplier","number":"'"$1"'","ordered":"2026-03-02","type":"stand_alone","purpose":"original","currency":"USD","lines":[{"number":"1","assigned_id":"1","quantity":"500","unit":"EA","price":"2.10","ids":[{"kind":"upc","value":"855501000147"}]}]}'; }
# notice NUMBER PURPOSE ORDER:SSCC...: a carton each, with ten pieces; an order comes once, with its cartons behind it.
notice() {
  local number=$1 purpose=$2 id=1 order=0 order_id=0 of text
  shift 2
  text="BSN*$purpose*$number*20260304*0900*0001~HL*1**S*1~DTM*011*20260304~"
  for of in "$@"; do
    if [ "$order" != "${of%%:*}" ]; then
      order=${of%%:*}; id=$((id + 1)); order_id=$id
      text+="HL*$id*1*O*1~PRF*$order***20260302~"
    fi
    text+="HL*$((id + 1))*$order_id*P*1~MAN*GM*00${of#*:}~HL*$((id + 2))*$((id + 1))*I*0~LIN*1*$upc~SN1**10*EA~"
    id=$((id + 2))
  done
  comes 856 "856-$number-$purpose.edi" SUPPLIER "${text}CTT*$id~"
}
a=085554000000000232 b=085554000000000249 c=085554000000000256 d=085554000000000263
purchase P-1
purchase P-2
expect 0 run --once --quiet

# One carton with goods of two orders is one carton; two of one number are not.
notice S-1 00 P-1:$a P-2:$a
expect 0 run --once --quiet
notice S-2 00 P-1:$b P-1:$b
expect 1 run --once --quiet
expect 1 failed
says "match-sscc" "SSCC $b is on two things of this shipment"

# What another notice has that stands waits, with all that is on it; its own correction does not.
notice S-3 00 P-1:$b P-1:$a
expect 1 run --once --quiet
expect 1 failed
says "ship notice S-3: SSCC $a was on ship notice S-1 (document"
silent_about "$b was on"
expect 0 replay "$(document 856-S-1-00.edi)"
says "already effective"
notice S-1 05 P-1:$c P-2:$c
expect 0 run --once --quiet

# The correction has it no more, and what was cancelled has none.
expect 0 replay "$(document 856-S-3-00.edi)"
notice S-1 01 P-1:$c
expect 0 run --once --quiet
notice S-4 00 P-1:$c P-1:$d
expect 0 run --once --quiet

# A person takes one all the same, and the agreement may only warn.
notice S-5 00 P-1:$d
expect 1 run --once --quiet
expect 0 replay "$(document 856-S-5-00.edi)" --override --reason "the label was printed twice"
sed -i 's/"856": {version: "004010"/&, match: {sscc: warn}/' mappings/partners/supplier/partner.yaml
notice S-6 00 P-1:$d
expect 0 run --once --quiet
expect 0 show "$(document 856-S-6-00.edi)"
says "SSCC $d was on ship notice S-5"
expect 0 fsck
