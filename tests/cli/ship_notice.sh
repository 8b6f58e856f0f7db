#!/bin/bash
# What a retailer looks for in a ship notice, in each of the named hierarchies and in both versions, from one shipment that
# says little; and a label for each carton and pallet.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
agree() { # HIERARCHY VERSION
  buyer <<Y
receive:
  "850": {version: "004010"}
  "860": {version: "004010"}
send:
  "855": {version: "004010"}
  "865": {version: "004010"}
  "810": {version: "004010", item-ids: [upc, buyer_part]}
  "856":
    version: "$2"
    hierarchy: $1
    item-ids: [upc, buyer_part]
    labels: yes
    match: {quantity: off}
    sscc: {company-prefix: "0855501", give: both}
Y
}
agree pick-and-pack 004010
comes 850 po.edi BUYER 'BEG*00*SA*PO-1**20260302~N1*ST*Store 7*92*0007~N3*1 Way~N4*Dallas*TX*75001*US~PO1*10*12*EA*2.50**UP*855501000147*BP*BM-1~PO1*20*12*EA*2.50**UP*855501000383*BP*BM-2~CTT*2~'
expect 0 run --once --quiet

item() { echo "{\"number\": \"$1\", \"quantity\": \"$2\", \"unit\": \"EA\", \"ids\": [{\"kind\": \"upc\", \"value\": \"$3\"}]}"; }
notice() { # NUMBER
  printf '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "%s", "purpose": "original", "created": "2026-03-17", "created_time": "10:15", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "routing": [{"carrier": {"kind": "scac", "value": "RDGL"}, "mode": "motor"}], "equipment": [{"kind": "trailer", "initial": "RDGL", "number": "53201", "seal": "S-99"}], "lading": [{"packaging": "CTN25", "count": "3", "weight_kind": "gross", "weight": "21.5", "weight_unit": "LB"}], "orders": [{"number": "PO-1", "tares": [{"packs": [{"packing": {"weight_kind": "gross", "gross_weight": "7.5", "weight_unit": "LB"}, "items": [%s]}, {"items": [%s]}, {"items": [%s]}]}]}]}' \
    "$1" "$(item 10 6 855501000147)" "$(item 10 6 855501000147)" "$(item 20 12 855501000383)" >"$tmp/leaving"
  mv "$tmp/leaving" "outgoing/$1.json"
}
# each HIERARCHY BSN05 CONTAINERS LEVELS ITEMS: the level of each HL, and the parents of the last one, in both versions.
n=0
each() {
  local hierarchy=$1 structure=$2 containers=$3 levels=$4 items=$5 version out
  for version in 004010 005010; do
    n=$((n + 1))
    agree "$hierarchy" "$version"
    notice "SN-$n"
    expect 0 run --once --quiet
    out=$(ls outbox/buyer/856-* | sort | tail -1)
    expect 0 check "$out"
    says "nothing to complain about"
    tr '~' '\n' <"$out" >"$tmp/856"
    for segment in "BSN\*00\*SN-$n\*20260317\*1015\*$structure" 'TD1\*CTN25\*3\*\*\*\*G\*21.5\*LB' 'TD5\*\*2\*RDGL\*M' 'TD3\*TL\*RDGL\*53201\*\*\*\*\*\*S-99' \
      'N1\*ST\*Store 7\*92\*0007' 'N4\*Dallas\*TX\*75001\*US' 'PRF\*PO-1\*\*\*20260302' 'LIN\*10\*UP\*855501000147\*BP\*BM-1' 'LIN\*20\*UP\*855501000383\*BP\*BM-2' 'SN1\*\*12\*EA'; do
      grep -q "^$segment" "$tmp/856" || { cat "$tmp/856"; fail "no $segment in $hierarchy, $version"; }
    done
    [ "$(sed -nE 's/^HL\*[0-9]+\*[0-9]*\*(.).*/\1/p' "$tmp/856" | tr -d '\n')" = "$levels" ] || { cat "$tmp/856"; fail "not the levels $levels"; }
    [ "$(grep -c '^LIN' "$tmp/856")" -eq "$items" ] || { cat "$tmp/856"; fail "not $items items in $hierarchy"; }
    [ "$version" = 004010 ] && isa11=U || isa11='\^'
    grep -q "^ISA.*\*$isa11\*00" "$tmp/856" || { head -1 "$tmp/856"; fail "ISA11 in $version"; }
    # What is on the labels is what the ship notice says, each number once.
    sed -nE 's/^MAN\*GM\*(00[0-9]{18})$/\1/p' "$tmp/856" | sort >"$tmp/sent"
    [ "$(sort -u "$tmp/sent" | wc -l)" -eq "$containers" ] || { cat "$tmp/856"; fail "not $containers SSCCs in $hierarchy"; }
    [ "$containers" -eq 0 ] && continue
    tail -n +2 "$(ls labels/buyer-SN-$n-*)" | cut -d, -f5 | sort >"$tmp/printed"
    cmp -s "$tmp/sent" "$tmp/printed" || { cat "$tmp/printed"; fail "other labels than the ship notice has"; }
    cat "$tmp/sent" >>"$tmp/all"
  done
}
each pick-and-pack 0001 4 SOTPIPIPI 3
each standard-pack 0002 4 SOTIPPIP 2
each pack-over-orders 0003 4 STPOIPOIPOI 3
each no-packs 0004 0 SOII 2
[ -z "$(sort "$tmp/all" | uniq -d)" ] || fail "an SSCC is on two things"
grep -q ',Store 7,0007,1 Way,Dallas,TX,75001,US,' labels/buyer-SN-1-* || { cat labels/buyer-SN-1-*; fail "no ship-to on the label"; }

# Sent by hand, its labels are there at once as well.
agree pick-and-pack 004010
notice SN-9
mv outgoing/SN-9.json "$tmp/SN-9.json"
expect 0 send "$tmp/SN-9.json"
[ "$(tail -n +2 labels/buyer-SN-9-* | wc -l)" -eq 4 ] || fail "no labels of what was sent by hand"
expect 0 show "$(document SN-9.json)"
says "buyer-SN-9-"
silent_about "not written yet"

# What goes to a store of its own does not go where the head of the order says; the line beside it does.
agree pick-and-pack 004010
comes 850 po2.edi BUYER 'BEG*00*SA*PO-2**20260302~N1*ST*Head DC*92*0001~PO1*10*12*EA*2.50**VN*V1*BP*BM-1~N1*ST*Store 14*92*0014~PO1*20*12*EA*2.50**VN*V2*BP*BM-2~CTT*2~'
expect 0 run --once --quiet
ships() { # NUMBER LINE ITEM [MORE OF THE CARTON]
  printf '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "%s", "purpose": "original", "created": "2026-03-17", "created_time": "10:15", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "orders": [{"number": "PO-2", "packs": [{%s"items": [{"number": "%s", "quantity": "12", "unit": "EA", "ids": [{"kind": "vendor_part", "value": "%s"}]}]}]}]}' \
    "$1" "${4:-}" "$2" "$3" >"$tmp/leaving"
  mv "$tmp/leaving" "outgoing/$1.json"
  expect 0 run --once --quiet
  newest 856
}
newest() { tr '~' '\n' <"$(ls outbox/buyer/"$1"-* | sort | tail -1)" >"$tmp/sent"; }
has() { grep -q "$1" "$tmp/sent" || { cat "$tmp/sent"; fail "no $1"; }; }
lacks() { ! grep -q "$1" "$tmp/sent" || { cat "$tmp/sent"; fail "there is $1"; }; }
ships TO-1 10 V1
lacks '^N1\*ST'
ships TO-2 20 V2
has '^N1\*ST\*Head DC\*92\*0001'
ships TO-3 20 V2 '"parties": [{"role": "ship_to", "name": "Store 15", "id": {"kind": "assigned_by_buyer", "value": "0015"}}], '
lacks 'Head DC'

# A change puts another item number in the place of the first: that one is in what goes out from then on.
comes 860 change.edi BUYER 'BCH*04*SA*PO-2**1*20260302*****20260306~POC*20*CA*12*12*EA*2.50**VN*V2*BP*BM-9~CTT*1~'
"$TRANSOM" run --once --quiet || true
for id in $("$TRANSOM" hold list --format json | grep -o '"id":[0-9]*' | cut -d: -f2); do
  expect 0 hold release "$id" --reason "as they want it"
done
ships TO-4 20 V2
has '^LIN\*20\*BP\*BM-9'
printf '{"document": "invoice", "schema": 1, "partner": "buyer", "number": "INV-1", "purpose": "original", "invoiced": "2026-03-18", "order_number": "PO-2", "type": "debit", "currency": "USD", "lines": [{"number": "20", "quantity": "12", "unit": "EA", "price": "2.50", "ids": [{"kind": "vendor_part", "value": "V2"}]}]}' >"$tmp/leaving"
mv "$tmp/leaving" outgoing/INV-1.json
expect 0 run --once --quiet
newest 810
has '^IT1\*20\*12\*EA\*2.5.*BP\*BM-9'
expect 0 fsck
