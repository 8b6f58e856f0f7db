#!/bin/bash
# A ship notice that the partner refused comes again under its number: its cartons have their labels on, and keep the
# numbers; where they cannot, a person is told which labels change. No number is ever on two cartons.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010"}
send:
  "855": {version: "004010"}
  "856": {version: "004010", labels: yes, sscc: {company-prefix: "0855501", give: cartons}}
Y
# notice NAME NUMBER PURPOSE CARTON...: left by the ERP; a carton is LINE:QUANTITY, and :SSCC where the ERP names it.
notice() {
  local name=$1 number=$2 purpose=$3 packs="" marks line quantity sscc
  shift 3
  for carton in "$@"; do
    IFS=: read -r line quantity sscc <<<"$carton"
    marks=
    [ -z "$sscc" ] || marks="\"marks\": [{\"kind\": \"sscc\", \"value\": \"$sscc\"}], "
    packs+="${packs:+, }{$marks\"items\": [{\"number\": \"$line\", \"quantity\": \"$quantity\", \"unit\": \"EA\", \"ids\": [{\"kind\": \"vendor_part\", \"value\": \"V-$line\"}]}]}"
  done
  printf '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "%s", "purpose": "%s", "created": "2026-03-17", "created_time": "10:15", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "orders": [{"number": "PO-1", "ordered": "2026-03-02", "packs": [%s]}]}' \
    "$number" "$purpose" "$packs" >"$tmp/leaving"
  mv "$tmp/leaving" "outgoing/$name"
}
newest() { ls -t "$1"/"$2"* | head -1; }
# sent: the numbers on the cartons of the newest ship notice; printed: those in its label data, by line.
sent() { tr '~' '\n' <"$(newest outbox/buyer 856-)" | sed -nE 's/^MAN\*GM\*00([0-9]+).*/\1/p' | tr '\n' ' '; }
printed() { tail -n +2 "$(newest labels buyer-)" | cut -d, -f4 | tr -d '\r' | tr '\n' ' '; }

comes 850 po.edi BUYER 'BEG*00*SA*PO-1**20260302~PO1*1*24*EA*2.50**VN*V-1~PO1*2*12*EA*2.50**VN*V-2~PO1*3*24*EA*2.50**VN*V-3~CTT*3~'
expect 0 run --once --quiet
notice 1.json SN-1 original 1:12 1:12 2:6
expect 0 run --once --quiet
read -r a b c <<<"$(sent)"
[ -n "$c" ] && [ "$(printed)" = "$a $b $c " ] || fail "no labels: $a $b $c, $(printed)"

# Corrected in what the partner disliked, the cartons in another order.
refuse 856 SH 901 buyer
sleep 1.1
notice 2.json SN-1 original 2:6 1:12 1:12
expect 0 run --once
says "1 documents sent"
[ "$(sent)" = "$c $a $b " ] || fail "the cartons of a refused notice got other numbers: $(sent), not $c $a $b"
[ "$(printed)" = "$c $a $b " ] || fail "label data says $(printed)"
expect 0 show "$(document 2.json)"
silent_about "is like what had"

# Refused once more: one carton is packed anew with other goods, one comes on top.
refuse 856 SH 902 buyer
sleep 1.1
notice 3.json SN-1 original 1:12 1:12 3:4 3:5
expect 0 run --once --quiet
read -r x y d e <<<"$(sent)"
[ "$x $y" = "$a $b" ] || fail "cartons that are as they were got other numbers"
case " $a $b $c $e " in *" $d "*) fail "the number $d is on two cartons" ;; esac
expect 0 show "$(document 3.json)"
says "nothing in ship notice SN-1 is like what had SSCC $c when it went out before; new is $d, $e"

# A carton that went out under another number meanwhile has taken its number along.
refuse 856 SH 903 buyer
notice 4.json SN-2 original "3:4:$d"
expect 0 run --once --quiet
sleep 1.1
notice 5.json SN-1 original 1:12 1:12 3:5 3:4
expect 0 run --once --quiet
read -r x y z f <<<"$(sent)"
[ "$x $y $z" = "$a $b $e" ] || fail "cartons that are as they were got other numbers: $x $y $z"
case " $a $b $c $d $e " in *" $f "*) fail "the number $f was used before" ;; esac
expect 0 show "$(document 5.json)"
says "SSCC $d was on a carton or pallet of ship notice SN-1 and is on ship notice SN-2 to buyer since"
expect 0 fsck
