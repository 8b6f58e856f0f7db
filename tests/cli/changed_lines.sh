#!/bin/bash
# Lines that our rules change: judged again as they will be delivered, and so in the order for the ERP, in what a person
# releases, and in what follows; a ship notice and an invoice call each line as the buyer did.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010", rules: rules.yaml}
send:
  "855": {version: "004010", answer: as-ordered}
  "856": {version: "004010", item-ids: [upc, buyer_part, vendor_part]}
  "810": {version: "004010", item-ids: [upc, buyer_part, vendor_part]}
Y
folder=mappings/partners/buyer
mkdir -p $folder/reference
cat >$folder/rules.yaml <<'Y'
rules:
  price-under-contract: on
  substitute-item: on
  pack-multiple: {then: change}
  short-stock: on
Y
printf '%s\n' item,unit,status,substitute,pack OLD,EA,discontinued,NEW, NEW,EA,active,,6 OLD2,EA,discontinued,TYPO, \
  B,EA,active,, >$folder/reference/items.csv
printf '%s\n' item,unit,price OLD,EA,3.00 NEW,EA,11.00 OLD2,EA,3.00 B,EA,7.00 >$folder/reference/contract_prices.csv
printf '%s\n' kind,id,item upc,012345678905,OLD upc,036000291452,NEW buyer_part,BP-OLD,OLD buyer_part,BP-NEW,NEW \
  >$folder/reference/item_ids.csv
printf '%s\n' item,available,next NEW,12,2027-01-15 >$folder/reference/stock.csv
segments() { tr '~' '\n' <"$(ls -t outbox/buyer/"$1"-*.edi | head -1)"; }
held() { "$TRANSOM" hold list --format json | sed -nE 's/.*"id":([0-9]+).*/\1/p' | tail -1; }
order() { comes 850 "$1.edi" BUYER "BEG*00*SA*$1**20260302~$2CTT*$(grep -o 'PO1\*' <<<"$2" | wc -l)~"; }

# The price of the item that stands in is not the one that was ordered: a person decides about both.
order P1 'PO1*10*13*EA*3.00**UP*012345678905*BP*BP-OLD~'
expect 1 run --once --quiet
expect 0 hold show "$(held)"
says "OLD is discontinued, NEW stands in" "NEW is ordered at 3.00, the contract says 11.00" \
  "13 EA of NEW is no multiple of 6 EA; 12 or 18 EA would be" "12 EA of NEW are there, 6 come later"
expect 0 hold release "$(held)" --reason "agreed" --line 10=DR@2027-01-10 --dry-run --show
says 'PO1*10*18*EA*3.00' 'ACK*IC*12*EA*079*20270110**VN*NEW' 'ACK*IB*6*EA*079*20270115**VN*NEW'
expect 0 hold release "$(held)" --reason "agreed" --line 10=IP --dry-run --show
says 'PO1*10*18*EA*11.00' 'ACK*IC*12*EA****VN*NEW' 'ACK*IB*6*EA*079*20270115**VN*NEW'
expect 0 hold release "$(held)" --reason "agreed" --line 10=IA --dry-run --show
says 'PO1*10*13*EA*3.00' 'ACK*IA*13*EA'
expect 2 hold release "$(held)" --reason "agreed" --line 10=IA:12,IB:1
complains "a rule changes its item, and IA says that it comes as it was ordered" "say IC in the place of IA"
expect 0 hold release "$(held)" --reason "agreed" --line 10=IC --dry-run --show
says '"ids":[{"kind":"vendor_part","value":"NEW"},{"kind":"upc","value":"036000291452"},{"kind":"buyer_part","value":"BP-NEW"}]' \
  'PO1*10*18*EA*11.00' 'ACK*IC*12*EA****VN*NEW' 'ACK*IB*6*EA*079*20270115**VN*NEW'
expect 0 hold release "$(held)" --reason "at his price, this once"
segments 855 | grep -q '^ACK\*IC\*12\*EA' && segments 855 | grep -q '^ACK\*IB\*6\*EA\*079\*20270115\*\*VN\*NEW' ||
  { segments 855; fail "not answered as it will be delivered"; }
leave s1.json '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "S1", "purpose": "original", "created": "2026-03-17", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "orders": [{"number": "P1", "items": [{"number": "10", "quantity": "12", "unit": "EA"}]}]}'
expect 0 run --once --quiet
segments 856 | grep -qx 'LIN\*10\*UP\*036000291452\*BP\*BP-NEW\*VN\*NEW' || { segments 856; fail "the ship notice names another item"; }

# What stands in for nothing is told, and goes nowhere.
order P2 'PO1*1*6*EA*3.00**VN*OLD2~'
expect 1 run --once --quiet
expect 0 hold show "$(held)"
says "OLD2 is discontinued, TYPO stands in; items.csv has no TYPO"
expect 2 hold release "$(held)" --reason "no" --line 1=IS
complains "nobody knows the item that stands in"
expect 0 hold reject "$(held)" --reason "no such item"

# A number that is no line of the order leaves as the order's, where the item says which line it is.
order P3 'PO1*10*6*EA*11.00**VN*NEW~PO1*20*5*EA*7.00**VN*B~'
expect 0 run --once --quiet
leave s3.json '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "S3", "purpose": "original", "created": "2026-03-17", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "orders": [{"number": "P3", "items": [{"number": "1", "quantity": "5", "unit": "EA", "ids": [{"kind": "vendor_part", "value": "B"}]}]}]}'
expect 0 run --once --quiet
segments 856 | grep -qx 'LIN\*20\*VN\*B' || { segments 856; fail "the ship notice names another line"; }
leave i3.json '{"document": "invoice", "schema": 1, "partner": "buyer", "number": "I3", "purpose": "original", "invoiced": "2026-03-18", "order_number": "P3", "lines": [{"number": "77", "assigned_id": "77", "quantity": "5", "unit": "EA", "price": "7.00", "ids": [{"kind": "vendor_part", "value": "B"}]}]}'
expect 0 run --once --quiet
segments 810 | grep -qx 'IT1\*20\*5\*EA\*7.00\*\*VN\*B' || { segments 810; fail "the invoice names another line"; }
expect 0 fsck
