#!/bin/bash
# Releases of a blanket order, which bear one number: what is shipped and invoiced is held against its own release, on both sides.
# Where a document names none it is for the one that it fits; where it fits several, or none, it is held and told which there are.
# Each release is owed its own 855, 856 and 810.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010", expect: {"855": 30d, "856": 30d, "810": {within: 30d, from: shipment}}}
send:
  "856": {version: "004010", hierarchy: no-packs}
  "810": {version: "004010"}
Y
supplier <<'Y'
receive:
  "855": {version: "004010"}
  "856": {version: "004010"}
  "810": {version: "004010"}
send:
  "850": {version: "004010", expect: {"855": 30d, "856": 30d, "810": {within: 30d, from: shipment}}}
Y
sent() { tr -d '\r\n' <"$(ls -t outbox/buyer/"$1"-* | head -1)" | tr '~' '\n'; }
# owed NUMBER: what is expected for orders of this number, "856/1" a set and release.
owed() { "$TRANSOM" due --within 90d --format json | tr '{' '\n' | grep "\"number\":\"$1\"" | sed -E 's/.*"expected":"([0-9]+)".*"number":"[^"]*"(,"release":"([^"]*)")?.*/\1\/\3/' | sort | tr '\n' ' ' | sed 's/ $//'; }
owes() { # NUMBER WHAT
  [ "$(owed "$1")" = "$2" ] || fail "for $1 is expected '$(owed "$1")', not '$2'"
}
held() { # FILE WORDS: the document waits, and says so.
  local file=$1; shift
  expect 1 run --once --quiet
  expect 1 failed
  says "$@"
  expect 0 settle "$(document "$file")" --reason "seen"
}

# We supply. The blanket order itself is nothing to ship for; release 1 has 10 at 2.50, release 2 has 40 at 2.40.
comes 850 blanket.edi BUYER 'BEG*00*BK*PO-1**20260301~PO1*1*1000*EA*2.50**UP*855501000147~CTT*1~'
comes 850 r1.edi BUYER 'BEG*00*RL*PO-1*1*20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~'
comes 850 r2.edi BUYER 'BEG*00*RL*PO-1*2*20260303~PO1*1*40*EA*2.40**UP*855501000147~CTT*1~'
expect 0 run --once --quiet
owes PO-1 "855/ 855/1 855/2 856/1 856/2"
expect 0 due --within 90d
says "PO-1, release 2" "the 856 for order PO-1, release 2 of buyer has not gone out"
shipment() { # NUMBER RELEASE QUANTITY
  echo '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "'"$1"'", "purpose": "original", "created": "2026-03-17", "created_time": "10:15", "dates": [{"kind": "shipped", "date": "2026-03-17"}], "orders": [{"number": "PO-1", "release_number": "'"$2"'", "ordered": "2026-03-02", "items": [{"number": "1", "quantity": "'"$3"'", "unit": "EA", "ids": [{"kind": "upc", "value": "855501000147"}]}]}]}' | sed 's/"release_number": "", //'
}
invoice() { # NUMBER RELEASE QUANTITY PRICE AMOUNT
  echo '{"document": "invoice", "schema": 1, "partner": "buyer", "number": "'"$1"'", "purpose": "original", "invoiced": "2026-03-18", "order_number": "PO-1", "release_number": "'"$2"'", "type": "debit", "currency": "USD", "lines": [{"number": "1", "quantity": "'"$3"'", "unit": "EA", "price": "'"$4"'", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "'"$5"'", "line_count": 1}}' | sed 's/"release_number": "", //'
}
leave many.json "$(shipment SN-1 1 40)"  # what the other release, and not this one, may have
held many.json "ship notice SN-1: line 1 of release 1 of order PO-1 comes to 40 EA shipped, but 10 EA were ordered"
leave none.json "$(shipment SN-1 "" 8)"
owes PO-1 "855/ 855/1 855/2 856/1 856/2"
held none.json "ship notice SN-1 is for order PO-1 and does not say for which release: there are releases 1 and 2" "name the release in"
leave seven.json "$(shipment SN-1 7 8)"
held seven.json "ship notice SN-1 is for release 7 of order PO-1, which is not known here or does not stand; known are releases 1 and 2"
leave fits.json "$(shipment SN-1 "" 30)"  # only the second has so many
expect 0 run --once --quiet
sent 856 | grep -q '^PRF\*PO-1\*2\*' || { sent 856; fail "the release that was found is not told"; }
owes PO-1 "810/2 855/ 855/1 855/2 856/1"  # and the invoice is owed for what was shipped
expect 0 chain PO-1
says "release 2" "expected: 810 of release 2 from us by" "expected: 856 of release 1 from us by"
leave first.json "$(shipment SN-2 1 10)"
expect 0 run --once --quiet
owes PO-1 "810/1 810/2 855/ 855/1 855/2"
leave rest.json "$(shipment SN-3 "" 10)"  # the first release has all it ordered
expect 0 run --once --quiet
sent 856 | grep -q '^PRF\*PO-1\*2\*' || { sent 856; fail "what is left is not of the second release"; }
leave more.json "$(shipment SN-4 2 1)"
held more.json "SN-4: line 1 of release 2 of order PO-1 comes to 41 EA shipped, 40 before (ship notice SN-1, ship notice SN-3), but 40 EA were ordered"

leave dear.json "$(invoice INV-1 2 40 2.50 100.00)"
held dear.json "invoice INV-1: line 1 of release 2 of order PO-1 has the price 2.5 per EA, but 2.4 was ordered"
leave much.json "$(invoice INV-1 1 11 2.50 27.50)"
held much.json "comes to 11 EA invoiced, but 10 EA were shipped (ship notice SN-2)"
leave i1.json "$(invoice INV-1 001 10 2.50 25.00)"  # leading zeros apart
expect 0 run --once --quiet
owes PO-1 "810/2 855/ 855/1 855/2"
sent 810 | grep -q '^BIG\*20260318\*INV-1\*[0-9]*\*PO-1\*1\(\*\|$\)' || { sent 810; fail "the release is not as the buyer wrote it"; }
leave i2.json "$(invoice INV-2 "" 40 2.40 96.00)"
expect 0 run --once --quiet
sent 810 | grep -q '^BIG\*20260318\*INV-2\*[0-9]*\*PO-1\*2' || { sent 810; fail "the release that was found is not in the invoice"; }

owes PO-1 "855/ 855/1 855/2"

# What is cancelled was for one of them, whether the cancellation names it or not: another ship notice of the second stands.
cancel() { echo '{"document": "shipment", "schema": 1, "partner": "buyer", "number": "'"$1"'", "purpose": "cancel", "created": "2026-03-19", "created_time": "08:00"}'; }
leave c1.json "$(cancel SN-3)"
expect 0 run --once --quiet
owes PO-1 "855/ 855/1 855/2"
leave c2.json "$(shipment SN-1 "" 30 | sed 's/"original"/"cancel"/')"
expect 0 run --once --quiet
owes PO-1 "855/ 855/1 855/2 856/2"
leave c3.json "$(cancel SN-2)"
expect 0 run --once --quiet
owes PO-1 "855/ 855/1 855/2 856/1 856/2"

# One release, not named: it is meant. An order without one: whatever is named with it.
comes 850 r3.edi BUYER 'BEG*00*RL*PO-2*1*20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~'
comes 850 plain.edi BUYER 'BEG*00*SA*PO-3**20260302~PO1*1*10*EA*2.50**UP*855501000147~CTT*1~'
expect 0 run --once --quiet
leave only.json "$(shipment SN-5 "" 10 | sed s/PO-1/PO-2/)"
leave named.json "$(shipment SN-6 4 10 | sed s/PO-1/PO-3/)"
expect 0 run --once --quiet
owes PO-2 "810/1 855/1"
owes PO-3 "810/ 855/"
leave again.json "$(shipment SN-7 1 1 | sed s/PO-1/PO-2/)"
held again.json "comes to 11 EA shipped, 10 before (ship notice SN-5)"

# We buy. His ship notices and invoices name the release, or fit one.
order() { echo '{"document": "order", "schema": 1, "partner": "supplier", "number": "BUY-1", "release_number": "'"$1"'", "ordered": "2026-03-02", "type": "release", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "assigned_id": "1", "quantity": "'"$2"'", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]}'; }
leave b1.json "$(order 1 10)"
leave b2.json "$(order 2 40)"
expect 0 run --once --quiet
owes BUY-1 "855/1 855/2 856/1 856/2"
comes 855 a2.edi SUPPLIER 'BAK*00*AD*BUY-1*20260302*2~PO1*1*40*EA*2.50**UP*855501000147~ACK*IA*40*EA~CTT*1~'
expect 0 run --once --quiet
owes BUY-1 "855/1 856/1 856/2"
notice() { printf 'BSN*00*%s*20260304*0900*0004~HL*1**S*1~DTM*011*20260304~HL*2*1*O*1~PRF*BUY-1*%s**20260302~HL*3*2*I*0~LIN*1*UP*855501000147~SN1**%s*EA~CTT*3~' "$1" "$2" "$3"; }
comes 856 n1.edi SUPPLIER "$(notice SN-70 1 40)"
held n1.edi "ship notice SN-70: line 1 of release 1 of order BUY-1 comes to 40 EA shipped, but 10 EA were ordered"
comes 856 n2.edi SUPPLIER "$(notice SN-71 '' 5)"
held n2.edi "ship notice SN-71 is for order BUY-1 and does not say for which release: there are releases 1 and 2" "ask the partner"
owes BUY-1 "855/1 856/1 856/2"  # what is held came all the same; given up, it did not
comes 856 n3.edi SUPPLIER "$(notice SN-72 1 10)"
expect 0 run --once --quiet
owes BUY-1 "810/1 855/1 856/2"
rm -f shipments/*
comes 856 n4.edi SUPPLIER "$(notice SN-73 '' 25)"
expect 0 run --once --quiet
grep -q '"release_number": *"2"' shipments/* || { cat shipments/*; fail "the ERP is not told for which release it is"; }
owes BUY-1 "810/1 810/2 855/1"
expect 0 chain BUY-1
says "expected: 855 of release 1 from supplier by" "expected: 810 of release 2 from supplier by"
comes 856 n5.edi SUPPLIER "$(notice SN-74 2 16)"
held n5.edi "comes to 41 EA shipped, 25 before (ship notice SN-73), but 40 EA were accepted"
comes 810 i1.edi SUPPLIER 'BIG*20260305*INV-70*20260302*BUY-1*1~IT1*1*25*EA*2.50**UP*855501000147~TDS*6250~CTT*1~'
held i1.edi "invoice INV-70: line 1 of release 1 of order BUY-1 comes to 25 EA invoiced, but 10 EA were shipped (ship notice SN-72)"
comes 810 i2.edi SUPPLIER 'BIG*20260305*INV-71*20260302*BUY-1~IT1*1*25*EA*2.50**UP*855501000147~TDS*6250~CTT*1~'
expect 0 run --once --quiet
owes BUY-1 "810/1 855/1"
comes 856 n6.edi SUPPLIER "$(notice SN-73 '' 25 | sed 's/^BSN.00/BSN*01/')"  # of the second: that is what he announced
expect 0 run --once --quiet
owes BUY-1 "810/1 855/1 856/2"
expect 0 fsck
