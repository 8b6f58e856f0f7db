#!/bin/bash
# Two different answers to one order, or to one change, that come at once: the first goes, the second is a work item, and
# the documents of everybody else go on going out.
set -eu
. "$(dirname "$0")/../support/cli.sh"
response() { # ORDER KIND
  printf '{"document": "order_response", "schema": 1, "partner": "borealis-foods", "order_number": "%s", "ordered": "2026-03-02", "kind": "%s", "purpose": "original", "answered": "2026-03-02"}' "$1" "$2"
}
invoice() { # NUMBER: for another partner
  printf '{"document": "invoice", "schema": 1, "partner": "acme-stores", "number": "%s", "invoiced": "2026-03-18", "type": "debit", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "quantity": "24", "unit": "EA", "price": "12.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "300.00", "line_count": 1}}' "$1"
}
# answers PATTERN: how many 855s of Borealis have this BAK.
answers() { cat outbox/borealis-foods/855-* | tr -d '\n' | tr '~' '\n' | grep -cE "^BAK\|00\|$1" || true; }
fresh() { # [SEND]: what else is agreed about the 855
  cd "$tmp" && rm -rf ws && workspace
  sed -i 's/^  "810": .*/  "810": {version: "004010", match: {order: off, line: off}}/' mappings/partners/acme-stores/partner.yaml
  sed -i -E "s/^(  \"855\": .*answer: await)/\1${1:-}/" mappings/partners/borealis-foods/partner.yaml
  deliver borealis-weekly
  expect 0 run --once --quiet
}
once() { # NAME: one answer to each order, and the invoice of the other partner
  [ "$(answers 'AD\|B-77120')" -eq 1 ] && [ "$(answers '..\|B-77120')" -eq 1 ] || fail "$1: B-77120 has another answer than one AD"
  [ "$(answers 'AD\|B-77121')" -eq 1 ] || fail "$1: the answer to another order stayed"
  [ "$(count_files outbox/acme-stores '810-*')" -eq 1 ] || fail "$1: the invoice of another partner stayed"
  expect 1 failed
  says "answered-before" "order B-77120 was answered before" "a change of mind is an 865"
  expect 0 fsck
  invoice INV-2 >outgoing/later.json
  expect 0 run --once --quiet
  [ "$(count_files outbox/acme-stores '810-*')" -eq 2 ] || fail "$1: nothing goes out in the next pass"
}
both() { echo "[$(response B-77120 accepted), $(response B-77120 rejected), $(response B-77121 accepted), $(invoice INV-1)]"; }

for each in "" ", batch: each"; do
  fresh "$each"
  both >outgoing/both.json
  expect 1 run --once --quiet
  once "one file$each"
done

fresh
response B-77120 accepted >outgoing/1.json
response B-77120 rejected >outgoing/2.json
response B-77121 accepted >outgoing/3.json
invoice INV-1 >outgoing/4.json
expect 1 run --once --quiet
once "files of one pass"

fresh
both >"$tmp/both.json"
expect 1 send "$tmp/both.json"
says "order B-77120 was answered before"
once "send"

# Of a change.
cd "$tmp" && rm -rf ws && workspace
sed -i -E 's/("865": \{version: "004010", answer: )as-ordered/\1await/' mappings/partners/acme-stores/partner.yaml
deliver order-change
expect 0 run --once --quiet
change_response() { # KIND STATUS
  printf '{"document": "order_response", "schema": 1, "partner": "acme-stores", "answer_to": "order_change", "order_number": "4501004001", "change_sequence": "1", "ordered": "2026-03-04", "kind": "%s", "purpose": "original", "answered": "2026-03-06", "lines": [' "$1"
  printf '{"number": "1", "quantity": "12", "unit": "EA", "price": "12.50", "change": "quantity_decrease", "answers": [{"status": "%s", "quantity": "12", "unit": "EA"}]}, ' "$2"
  printf '{"number": "3", "quantity": "48", "unit": "EA", "price": "4.95", "change": "delete_item", "answers": [{"status": "%s", "quantity": "48", "unit": "EA"}]}, ' "$2"
  printf '{"number": "4", "quantity": "18", "unit": "EA", "price": "9.20", "change": "add_item", "answers": [{"status": "%s", "quantity": "18", "unit": "EA"}]}]}' "$2"
}
echo "[$(change_response accepted accepted), $(change_response rejected rejected)]" >outgoing/change.json
expect 1 run --once --quiet
[ "$(count_files outbox/acme-stores '865-*')" -eq 1 ] || { "$TRANSOM" failed; fail "not one 865"; }
expect 1 failed
says "answered-before" "the change of order 4501004001 was answered before"
expect 0 fsck

# What the partner refused is no answer: another one goes, once.
sleep 1.1
refuse 865 CA 901
change_response rejected rejected >outgoing/mended.json
expect 0 run --once --quiet
[ "$(count_files outbox/acme-stores '865-*')" -eq 2 ] || { "$TRANSOM" failed; fail "a refused 865 is not answered anew"; }
change_response accepted_with_changes quantity_changed >outgoing/third.json
expect 1 run --once --quiet
[ "$(count_files outbox/acme-stores '865-*')" -eq 2 ] || fail "a third 865"
expect 0 fsck
