#!/bin/bash
# kill -9 at every named step (where failpoints are compiled in) and at random moments, then a second run: every
# order once, every answer once, a file dropped again only with the same name and the same bytes. Invariants I-1,
# I-3, I-4, I-12..I-14 of src/README.md. Half of the time the VAN takes the drop away between the two runs.
# TRANSOM_KILLS: how many random moments (300). Prints points and violations.
set -euo pipefail
: "${TRANSOM:?the program to test}"
kills=${TRANSOM_KILLS:-300}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
violations=0

violation() { echo "VIOLATION after $1: $2"; violations=$((violations + 1)); }

isa() { # ISA13 usage receiver
  printf 'ISA*00*          *00*          *01*123456789      *ZZ*%-15s*260302*0900*U*00401*%09d*0*%s*>~\n' "$3" "$1" "$2"
}
set_850() { # ST02 PO quantity total
  printf 'ST*850*%s~\nBEG*00*SA*%s**20260302~\nPO1*1*%s*EA*2.50*PE*UP*012345678905~\nCTT*1~\nAMT*TT*%s~\nSE*6*%s~\n' "$1" "$2" "$3" "$4" "$1"
}
file_850() { # number PO quantity total
  isa "$1" P WIDGETWORKS
  printf 'GS*PO*ACMEEDI*WIDGETWORKS*20260302*0900*%d*X*004010~\n' "$1"
  set_850 0001 "$2" "$3" "$4"
  printf 'GE*1*%d~\nIEA*1*%09d~\n' "$1" "$1"
}
large_850() { # an order of more than 1 MiB, and a small one
  isa 9 P WIDGETWORKS
  printf 'GS*PO*ACMEEDI*WIDGETWORKS*20260302*0900*9*X*004010~\nST*850*0001~\nBEG*00*SA*PO-L**20260302~\n'
  printf 'REF*ZZ*PADDING-PADDING-PADDING-%06d~\n' {1..30000}
  printf 'PO1*1*2*EA*2.50*PE*UP*012345678905~\nCTT*1~\nSE*30005*0001~\n'
  set_850 0002 PO-M 2 5
  printf 'GE*2*9~\nIEA*1*000000009~\n'
}
make_workspace() {
  mkdir -p "$1"/{inbox,work/claim,work/tmp,work/lock,store,quarantine,drop,orders,outgoing,taken} "$1/mappings/partners/acme"
  cat >"$1/transom.yaml" <<'YAML'
name: Widget Works
identity:
  - {qualifier: ZZ, id: WIDGETWORKS, group: WIDGETWORKS}
mailboxes:
  van: {folder: inbox, delivery: atomic}
folders: {drop: drop}
YAML
  cat >"$1/mappings/partners/acme/partner.yaml" <<'YAML'
partner: acme
name: Acme Stores
identity:
  - {qualifier: "01", id: "123456789", group: ACMEEDI}
receive:
  "850": {version: "004010"}
send:
  "855": {version: "004010", answer: as-ordered}
  "856": {version: "004010"}
  "810": {version: "004010", match: {line: off}, batch: {count: 1, every: 1h}}   # waits, and goes in a commit of its own
YAML
  mkdir "$1/mappings/partners/byte"                          # whose orders the ERP answers
  sed 's/acme/byte/; s/123456789/223456789/; s/as-ordered/await/' "$1/mappings/partners/acme/partner.yaml" \
    >"$1/mappings/partners/byte/partner.yaml"
  local box=$1/inbox
  file_850 1 PO-A 4 10 >"$box/a.edi"
  file_850 2 PO-B 2 5 >"$box/b.edi"
  file_850 1 PO-A 4 10 >"$box/c-again.edi"                   # duplicate of a
  file_850 3 PO-C x 5 >"$box/d-bad.edi"                      # quantity is no number: rejected
  file_850 4 PO-D 2 5 | head -c 270 >"$box/e-cut.edi"        # truncated
  file_850 5 PO-E 2 77 >"$box/f-sum.edi"                     # arithmetic: held
  { isa 6 P SOMEBODYELSE; printf 'IEA*0*000000006~\n'; } >"$box/g-misrouted.edi"
  { file_850 7 PO-F 6 15; file_850 8 PO-G 8 20; } >"$box/h-two.edi"
  large_850 >"$box/i-large.edi"                              # over 1 MiB: preserved and staged in parts
  printf '{"document": "order_response", "schema": 1, "partner": "byte", "order_number": "PO-ERP", "ordered": "2026-03-02", "kind": "accepted", "purpose": "original", "answered": "2026-03-02", "lines": [{"number": "1", "quantity": "2", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "012345678905"}], "answers": [{"status": "accepted", "quantity": "2", "unit": "EA"}]}]}' \
    >"$1/outgoing/erp.json"                                 # taken after the mailboxes: its order is there by then
  printf '[{"document": "shipment", "schema": 1, "partner": "acme", "number": "SHP-A", "purpose": "original", "hierarchy": "no_packs", "created": "2026-03-17", "created_time": "10:15", "orders": [{"number": "PO-A", "items": [{"number": "1", "quantity": "4", "unit": "EA", "ids": [{"kind": "upc", "value": "012345678905"}]}]}]},
  {"document": "invoice", "schema": 1, "partner": "acme", "number": "INV-A", "invoiced": "2026-03-18", "order_number": "PO-A", "type": "debit", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "quantity": "4", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "012345678905"}]}], "totals": {"amount": "10.00", "line_count": 1}}]' \
    >"$1/outgoing/shipped.json"
  file_850 10 PO-ERP 2 5 | sed 's/123456789      /223456789      /' >"$box/j-erp.edi"
}
orders() { cat "$1"/orders/*.json 2>/dev/null | grep -oE '"number":"PO-[A-Z]+"' | sort; }
# Each line that answers something, over all files that were ever dropped, one file name counted once.
answers() {
  local name
  local place
  for name in $(cd "$1" && ls drop/acme drop/byte taken 2>/dev/null | grep '\.edi$' | sort -u); do
    for place in drop/acme drop/byte taken; do [ ! -e "$1/$place/$name" ] || break; done
    tr -d '\n' <"$1/$place/$name" |
      tr '~' '\n' | grep -E '^(AK1|AK2|AK5|AK9|BAK|BSN|BIG)' | sed -E 's/^BAK(.*)\*[0-9]{8}(.*)$/BAK\1\2/'
  done | sort
}
states() { "$TRANSOM" -C "$1" --format json list --limit 100 | grep -oE '"state":"[a-z]+"' | sort | uniq -c; }

run_once() { "$TRANSOM" -C "$1" -q run --once >"$1/log" 2>&1; }

make_workspace "$work/template"
cp -r "$work/template" "$work/reference"
status=0; run_once "$work/reference" || status=$?
[ $status -eq 1 ] || { echo "the reference run ended with $status"; cat "$work/reference/log"; exit 1; }
orders "$work/reference" >"$work/orders"; answers "$work/reference" >"$work/answers"; states "$work/reference" >"$work/states"
[ "$(wc -l <"$work/orders")" -eq 7 ] || { echo "the reference run made other orders:"; cat "$work/orders" "$work/reference/log"; exit 1; }
grep -q '^BAK' "$work/answers" && grep -q '^BSN\*00\*SHP-A' "$work/answers" && grep -q '^BIG\*20260318\*INV-A' "$work/answers" && grep -q '^AK5\*R' "$work/answers"

check_after() { # point van_takes
  local ws=$work/ws name place
  if [ "$2" = yes ]; then mv "$ws"/drop/{acme,byte}/*.edi "$ws/taken/" 2>/dev/null || true; fi
  local again=0; run_once "$ws" || again=$?
  [ $again -le 1 ] || { violation "$1" "the second run ended with $again"; cat "$ws/log"; }
  orders "$ws" | cmp -s - "$work/orders" || violation "$1" "orders: $(orders "$ws" | tr '\n' ' ')"
  answers "$ws" | cmp -s - "$work/answers" || { violation "$1" "answers differ"; answers "$ws" | diff "$work/answers" - || true; }
  states "$ws" | cmp -s - "$work/states" || { violation "$1" "states differ"; states "$ws" | diff "$work/states" - || true; }
  for name in $(cd "$ws/taken" && ls); do
    for place in acme byte; do
      [ ! -e "$ws/drop/$place/$name" ] || cmp -s "$ws/drop/$place/$name" "$ws/taken/$name" || violation "$1" "$name came back with other bytes"
    done
  done
  [ -z "$(find "$ws/inbox" -type f)" ] || violation "$1" "files are left in the mailbox"
  [ -z "$(find "$ws/work/claim" -name '*.edi' -type f)" ] || violation "$1" "claims are left"
  "$TRANSOM" -C "$ws" fsck >"$ws/fsck" 2>&1 || { violation "$1" "fsck"; cat "$ws/fsck"; }
}

points=0
cp -r "$work/template" "$work/ws"
TRANSOM_FAILPOINT_LOG=$work/hits run_once "$work/ws" || true
if [ -s "$work/hits" ]; then
  for point in $(sort "$work/hits" | uniq -c | awk '{for (i = 1; i <= $1 && i <= 3; ++i) print $2 "@" i}'); do
    rm -rf "$work/ws"; cp -r "$work/template" "$work/ws"
    TRANSOM_FAILPOINTS="${point%@*}=kill@${point#*@}" run_once "$work/ws" || true
    points=$((points + 1))
    check_after "$point" "$( [ $((points % 2)) -eq 0 ] && echo yes || echo no )"
  done
fi
for ((i = 0; i < kills; ++i)); do
  rm -rf "$work/ws"; cp -r "$work/template" "$work/ws"
  "$TRANSOM" -C "$work/ws" -q run --once >"$work/ws/log" 2>&1 &
  child=$!
  sleep "0.$(printf '%03d' $((RANDOM % 120)))"
  kill -9 $child 2>/dev/null || true
  wait $child 2>/dev/null || true
  check_after "random $i" "$( [ $((i % 2)) -eq 0 ] && echo yes || echo no )"
done
echo "killed at $points named points and $kills random moments: $violations violations"
[ $violations -eq 0 ]
