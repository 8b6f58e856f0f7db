#!/bin/bash
# CSV of the ERP by a map: rows become shipments, grouped as the map says; what is wrong in a row is told with its place,
# and its neighbours go.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed -i 's/^    hierarchy: pick-and-pack/&\n    match: {quantity: off}                                     # the rows ship more than was ordered/' mappings/partners/acme-stores/partner.yaml
story=$samples/ship-from-csv
deliver ship-from-csv
expect 0 run --once --quiet
cp "$story/outgoing/ship-20260318.csv" outgoing/early.csv        # nobody said which map takes it
expect 1 run --once --quiet
expect 1 failed
says "no-csv-map" "no map takes a file called early.csv"

mkdir -p mappings/outgoing
cp "$story/mappings/outgoing/ship.yaml" mappings/outgoing/
printf '\noutgoing:\n  csv: {"ship*.csv": outgoing/ship.yaml, "early*": outgoing/ship.yaml}\n' >>transom.yaml
expect 0 send "$story/outgoing/ship-20260318.csv" --dry-run
says "856" "SHP-30117" "BSN*00*SHP-30117" "MAN*GM*00001234500000000014"
expect 0 replay "$(document early.csv)"
says "sent 1 interchange"
notice=$(find outbox/acme-stores -name '856-*')
expect 0 check "$notice"
[ "$(tr '~' '\n' <"$notice" | grep -c '^HL\*.*\*P')" -eq 3 ] || fail "not three cartons"
[ "$(tr '~' '\n' <"$notice" | grep -c '^HL\*.*\*O')" -eq 1 ] || fail "not one order"
tr '~' '\n' <"$notice" | grep -q '^PRF\*4501003995\*\*\*20260302' || fail "not the order's day, which one row leaves out"
cp "$story/outgoing/ship-20260318.csv" outgoing/                  # the same content once more
expect 0 run --once --quiet
[ "$(find outbox -name '856-*' | wc -l)" -eq 1 ] || fail "a second notice"

sed -E '2,$s/^([^,]*),([^,]*),/\1,"\2 ",/' "$story/outgoing/ship-20260318.csv" >outgoing/ship-blanks.csv
grep -q ' ",' outgoing/ship-blanks.csv || fail "no blank behind a number to try"
expect 0 run --once --quiet
[ "$(find outbox -name '856-*' | wc -l)" -eq 1 ] || fail "a blank behind its number makes a second notice"

head -1 "$story/outgoing/ship-20260318.csv" >"$tmp/rows"
{ cat "$tmp/rows"
  echo 'acme-stores,SHP-1,03/18/2026,4501003995,,1,855501000147,twelve,each,001234500000000014,N'
  echo 'acme-stores,SHP-2,03/18/2026,4501003995,,1,855501000147,12,dozen,001234500000000021,N'
  echo 'acme-stores,SHP-3,03/18/2026,4501003995,,1,855501000147,12,each,001234500000000038,N'
  echo 'acme-stores,SHP-3,03/19/2026,4501003995,,2,855501000215,12,each,001234500000000045,N'
  echo 'acme-stores,SHP-4,03/18/2026,4501003995,,2,855501000215,12,each,001234500000000052,N'
} >outgoing/ship-mixed.csv
expect 1 run --once --quiet
expect 1 failed
says "ship-mixed.csv:2:57: 'twelve' " "ship-mixed.csv:3:" "'dozen'" "ship-mixed.csv:5:19: '2026-03-19' contradicts ship-mixed.csv:4:19, which says '2026-03-18' of the same"
[ "$(find outbox -name '856-*' | wc -l)" -eq 2 ] || fail "the good shipment of the file did not go"
expect 0 show "$(document ship-mixed.csv)" --format json
says '"problem":{"reason":"' "ship-mixed.csv:2:57: 'twelve' " '"came_to":"sent"'
{ sed 's/,Carton,/,Karton,/' "$tmp/rows"; } >outgoing/ship-header.csv
expect 1 run --once --quiet
expect 1 failed
says "ship-header.csv:1:1: there is no column 'Carton'"
{ sed 's/Warehouse/Dock/' "$tmp/rows"; echo 'a,b,c,d,e,f,g,h,i,j,k'; } >outgoing/ship-new.csv
expect 1 run --once --quiet
expect 1 failed
says "nothing reads column 'Dock'"
{ cat "$tmp/rows"; echo 'acme-stores,SHP-9'; } >outgoing/ship-short.csv
expect 1 run --once --quiet
expect 1 failed
says "ship-short.csv:2:1: row has 2 cells; the header has 11"
expect 0 fsck

# A map that cannot be is an error at load, with the character.
wrong() { # EDIT SAYS...
  sed "$1" "$story/mappings/outgoing/ship.yaml" >mappings/outgoing/ship.yaml
  shift
  expect 2 run --once
  complains "ship.yaml:" "$@"
}
wrong 's/number: shipment/numbr: shipment/' "has no field 'numbr'" "did you mean 'number'?"
wrong 's/by: order /by: ordr /' "there is no column 'ordr'" "did you mean 'order'?"
wrong 's/quantity: quantity | number/quantity: quantity/' "quantity"
wrong 's/^csv: shipment/csv: shipmnt/' "there is no document 'shipmnt'" "did you mean 'shipment'?"
wrong 's/^ignore:/ignor:/' "ignor"
wrong 's/line: Line/Line: Line/' "'Line' cannot name a column"
wrong 's/customer: Customer/customer: PO/' "column 'PO' has a name already"
wrong 's/each: row/each: rows/' "expected each: row"
