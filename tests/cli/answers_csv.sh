#!/bin/bash
# An ERP that writes its answers and invoices as CSV: a row for each thing said of a line. What it does not know (the day of
# the order, units, prices, item numbers) is the order's.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
buyer <<'Y'
receive:
  "850": {version: "004010"}
send:
  "855": {version: "004010", answer: await}
  "856": {version: "004010"}
  "810": {version: "004010"}
Y
mkdir -p mappings/outgoing
printf '\noutgoing: {csv: {"answers*.csv": outgoing/answers.yaml, "invoices*.csv": outgoing/invoices.yaml}}\n' >>transom.yaml
cat >mappings/outgoing/answers.yaml <<'Y'
csv: order_response
columns: {customer: Customer, order: PO, line: Line, status: Status, quantity: Qty, later: Later}
tables: {states: {ok: accepted, later: backordered, no: rejected}}
by: [customer, order]
fields:
  partner: customer
  order_number: order
  kind: "accepted_with_changes"
  answered: today
  lines:
    by: line
    number: line
    answers:
      each: row
      status: status | table(states)
      quantity: quantity | number
      dates: {kind: "scheduled_ship", date: later | date("YYYY-MM-DD"), when: present(later)}
Y
cat >mappings/outgoing/invoices.yaml <<'Y'
csv: invoice
columns: {customer: Customer, invoice: Invoice, dated: Dated, order: PO, line: Line, quantity: Qty, price: Price}
by: [customer, invoice]
fields:
  partner: customer
  number: invoice
  purpose: "original"
  type: "debit"
  invoiced: dated | date("MM/DD/YYYY")
  order_number: order
  currency: "USD"
  lines: {each: row, number: line, quantity: quantity | number, unit: "EA", price: price | number}
Y
comes 850 a.edi BUYER "BEG*00*SA*P1**20260302~PO1*1*10*EA*10**UP*855501000147*BO*RED~PO1*2*5*EA*4**UP*855501000154~CTT*2~"
expect 0 run --once --quiet
rows() { printf 'Customer,PO,Line,Status,Qty,Later\nbuyer,P1,1,ok,6,\nbuyer,P1,1,later,4,2026-03-20\nbuyer,P1,2,%s,5,\n' "$1"; }

# A word that no table knows holds the answer it stands in; the mended one ends that.
leave answers1.csv "$(rows never)"
expect 1 run --once --quiet
expect 1 failed
says "answers1.csv:4:12: 'never' code is not in table states"
leave answers2.csv "$(rows no)"
expect 0 run --once --quiet
expect 0 failed
segments() { tr '~' '\n' <"$(find outbox/buyer -name "$1-*")" | grep -E "$2"; }
[ "$(segments 855 '^(BAK|PO1|ACK)' | tr '\n' '~')" = "BAK*00*AC*P1*20260302*****$(date -u +%Y%m%d)~PO1*1*10*EA*10**UP*855501000147*BO*RED~ACK*IA*6*EA~ACK*IB*4*EA*083*20260320~PO1*2*5*EA*4**UP*855501000154~ACK*IR*5*EA~" ] ||
  fail "not the answer: $(segments 855 '^(BAK|PO1|ACK)')"

leave s.json '{"document":"shipment","schema":1,"partner":"buyer","number":"S1","purpose":"original","created":"2026-03-05","dates":[{"kind":"shipped","date":"2026-03-05"}],"orders":[{"number":"P1","items":[{"number":"1","quantity":"6","unit":"EA"}]}]}'
leave invoices1.csv 'Customer,Invoice,Dated,PO,Line,Qty,Price
buyer,I1,03/06/2026,P1,1,6,10
'
expect 0 run --once --quiet
[ "$(segments 856 '^(PRF|LIN)' | tr '\n' '~')" = "PRF*P1***20260302~LIN*1*UP*855501000147~" ] || fail "not the order's day and item in the 856"
[ "$(segments 810 '^(BIG|IT1)' | tr '\n' '~')" = "BIG*20260306*I1*20260302*P1***DI*00~IT1*1*6*EA*10**UP*855501000147~" ] || fail "not the order's day and item in the 810"
for file in outbox/buyer/*; do expect 0 check "$file"; done
