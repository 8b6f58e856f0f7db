#!/bin/bash
# An order's whole life by the ledger and by its chain: 850, 997, 855, a late 856, an 810 counted from it, a refusal; both
# directions, test beside production, two partners with one number. Times are a second: the program has no clock but the machine's.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed -i 's/"856": 5 working days/"856": 1s/; s/"810": {within: 2 working days, from: shipment}/"810": {within: 30d, from: shipment}/
  s/fallback: {IP: IC}, within: 24h}/fallback: {IP: IC}, within: 30d}/' mappings/partners/acme-stores/partner.yaml
sed -i '/^  "856":/,$d' mappings/partners/acme-stores/partner.yaml  # no cartons here
cat >>mappings/partners/acme-stores/partner.yaml <<'Y'
  "856": {version: "004010", within: 30d}
  "810": {version: "004010", within: 30d}
Y
supplier <<'Y'
receive:
  "855": {version: "004010"}
send:
  "850": {version: "004010", within: 30d, expect: {"855": 1s, "856": 30d}}
Y
po=4501003877
# The numbers of the newest interchange of a kind to a partner: ISA13, GS06, ids as they have to come back.
newest() { ls -t outbox/"$2"/"$1"-*.edi | head -1; }
segments() { tr -d '\r\n' <"$1" | tr '~' '\n'; }
# answer NAME NUMBER INTERCHANGE SETS: a set of segments (with GS and GE around) back from whom we sent the interchange to.
answer() {
  local isa n; isa=$(cut -c1-106 "$3")
  printf 'ISA*00*          *00*          *%s*%s*%s*%s*260303*0900*U*00401*%09d*0*P*>~%sIEA*1*%09d~' \
    "${isa:51:2}" "${isa:54:15}" "${isa:32:2}" "${isa:35:15}" "$2" "$4" "$2" >arriving
  mv arriving "inbox/$1"
}
# said BODY: one 997 around it, in a group.
said() { printf 'GS*FA*A*B*20260303*0900*1*X*004010~ST*997*0001~%sSE*%d*0001~GE*1*1~' "$1" $(($(tr -cd '~' <<<"$1" | wc -c) + 2)); }
group_of() { segments "$1" | sed -nE 's/^GS\*[A-Z]+\*[^*]*\*[^*]*\*[^*]*\*[^*]*\*([0-9]+)\*.*/\1/p' | head -1; }

deliver acme-reorder
expect 0 run --once --quiet
expect 0 chain $po
says "order $po, acme-stores (Acme Stores), production" "<-  850" "accepted" "acme-PO-000000101.edi" "->  997" "->  855" "sent" \
  "expected: 856 from us by" "expected: 997 from acme-stores by"
silent_about "expected: 810"
expect 0 chain 3877 --partner acme-stores
says "order $po, acme-stores"
expect 0 chain 0000$po
says "order $po, acme-stores"
expect 1 chain $po --partner borealis-foods
says "no order bears '$po'"
expect 2 chain $po --partner acme

sleep 1.2
expect 1 run --once
says "1 new work items, 1 open, 1 overdue"
expect 1 due
says "856" "$po" "ask the warehouse whether it has shipped" "1 overdue, 0 to come"
expect 0 chain $po
says "late by" "WAITS overdue: the 856 for order $po of acme-stores has not gone out"

# It ships late: the row and its work end, and the invoice is counted from here.
printf '{"document": "shipment", "schema": 1, "partner": "acme-stores", "number": "SHP-1", "purpose": "original", "hierarchy": "no_packs", "created": "2026-03-17", "created_time": "10:15", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "orders": [{"number": "%s", "ordered": "2026-03-02", "items": [{"number": "1", "quantity": "24", "unit": "EA", "ids": [{"kind": "upc", "value": "855501000147"}]}]}]}' $po >"$tmp/leaving"
mv "$tmp/leaving" outgoing/shipment.json
expect 0 run --once
silent_about "overdue"
expect 0 failed
expect 0 chain $po
says "856 SHP-1" "shipment.json" "expected: 810 from us by" "30d from the ship notice" " late"
expect 0 due --within 40d --format json
says '"expected":"810","owed_by":"us","partner":"acme-stores","number":"'$po'"'

printf '{"document": "invoice", "schema": 1, "partner": "acme-stores", "number": "INV-1", "invoiced": "2026-03-18", "order_number": "%s", "type": "debit", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "quantity": "24", "unit": "EA", "price": "12.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "300.00", "line_count": 1}}' $po >"$tmp/leaving"
mv "$tmp/leaving" outgoing/invoice.json
expect 0 run --once --quiet
expect 0 due --within 40d --format json
silent_about '"owed_by":"us"'

# The partner takes the 855 and the 856, and refuses the invoice: work on the invoice, by the order's number.
for kind in 855 856; do
  id=$(segments "$(newest $kind acme-stores)" | sed -nE 's/^GS\*([A-Z]+)\*.*/\1/p')
  answer $kind.997 9$kind "$(newest $kind acme-stores)" "$(said "AK1*$id*$(group_of "$(newest $kind acme-stores)")~AK9*A*1*1*1~")"
done
# The ERP gave no assigned_id; what goes out has the number by which the buyer sent the line.
for kind in 855:PO1 856:LIN 810:IT1; do
  segments "$(newest ${kind%:*} acme-stores)" | grep -q "^${kind#*:}\*1\*" || fail "a line of the ${kind%:*} without the buyer's number"
done
invoice=$(newest 810 acme-stores)
at=$(segments "$invoice" | sed -n '/^ST/,$p' | grep -n '^IT1' | cut -d: -f1)
answer 810.997 9810 "$invoice" \
  "$(said "AK1*IN*$(group_of "$invoice")~AK2*810*0001~AK3*IT1*$at**8~AK4*7*234*7*855501000147~AK5*R*5~AK9*R*1*1*0~")"
expect 1 run --once --quiet
expect 1 failed
says "refused-by-partner" "$po" "acme-stores rejected set 810 0001 for INV-1" "IT107 (segment $at): '855501000147' is no code they know there" \
  "we sent IT1*1*24*EA*12.50" "transom chain $po --partner acme-stores"
expect 0 chain $po
says "810 INV-1" "refused" "rejected (code 5): of our 810" "WAITS refused-by-partner"
expect 0 chain $po --format json
[ "$(grep -o '"at":"[^"]*"' "$tmp/out" | sort -c && echo sorted)" = sorted ] || fail "the events are not in the order of time"
for what in 850 997 855 856 810; do says "\"what\":\"$what\""; done
says '"expected":"856","owed_by":"us"' '"state":"met"'
expect 0 fsck

# Buyer: the order goes out, its 855 is late at the supplier's, and comes.
printf '{"document": "order", "schema": 1, "partner": "supplier", "number": "%s", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original", "lines": [{"number": "1", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]}' $po >"$tmp/leaving"
mv "$tmp/leaving" outgoing/order.json
expect 0 run --once --quiet
sleep 1.2
expect 1 run --once --quiet
expect 1 due
says "supplier has not sent the 855 for our order $po" "ask A Supplier for it" "1 overdue, 0 to come"
expect 0 chain $po
says "order $po, acme-stores (Acme Stores), production" "order $po, supplier (A Supplier), production" "->  850"
answer 855.edi 77 "$(newest 850 supplier)" "GS*PR*SUPPLIER*EXAMPLESUPPLY*20260303*0900*5*X*004010~ST*855*0001~BAK*00*AD*$po*20260302~PO1*1*10*EA*2.5**UP*855501000147~ACK*IA*10*EA~CTT*1~SE*6*0001~GE*1*5~"
expect 0 run --once --quiet
expect 0 due
expect 0 chain $po --partner supplier
says "<-  855" "855 by" " late" "expected: 856 from supplier by"
expect 0 fsck

# Test data is a chain of its own.
sed "s/\*P\*>/*T*>/; s/01\*005550101      /ZZ*ACMETEST       /; s/000000101/000000177/g" "$samples"/acme-reorder/in/*.edi >arriving
mv arriving inbox/test.edi
expect 0 run --once --quiet
expect 0 chain $po --partner acme-stores
says "acme-stores (Acme Stores), production" "acme-stores (Acme Stores), TEST" "test.edi"
[ "$(grep -c "WAITS refused-by-partner" "$tmp/out")" -eq 1 ] || fail "production's refusal is not told once"
