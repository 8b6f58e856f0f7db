#!/bin/bash
# settle: work that no replay can end is closed with a reason; an order that is held stays.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
deliver truncated bad-line somebody-else same-order-number acme-reorder
expect 1 run --once --quiet
expect 1 failed --format json
before=$(grep -o '"reason"' "$tmp/out" | wc -l)
cut=$(document BF850_20260303_4712.x12)
expect 2 settle "$cut"
complains "closing work needs a reason" "--reason"
expect 2 settle 999 --reason "no such thing"
expect 0 settle "$cut" --reason "sent again by phone request"
says "document $cut: 1 open item settled"
expect 0 settle "$cut" --reason "asked twice"
says "document $cut: nothing of it was open"
expect 0 show "$cut"
says "settled" "sent again by phone request"
expect 1 failed --format json
[ "$(grep -o '"reason"' "$tmp/out" | wc -l)" -eq $((before - 1)) ] || fail "not exactly one item is closed"

held=$("$TRANSOM" failed --format json | tr '{' '\n' | grep duplicate-order | sed -nE 's/.*"document":([0-9]+).*/\1/p')
expect 1 settle "$held" --reason "not by this way"
says "is still held: decide it with" "0 open items settled"
expect 1 settle "$held" --reason "not by this way" --format json
says '"settled":0' '"held":["4501003877"]'
expect 0 fsck

# A file of the ERP may hold several documents that wait: whoever settles one of them does not close the others unseen.
deliver pick-and-pack
expect 0 run --once --quiet
invoice() { jq -c --arg n "$1" --arg p "$2" '.number = $n | .partner = $p' "$samples/pick-and-pack/outgoing/2-invoice.json"; }
echo "[$(invoice INV-S1 acme-stores), $(invoice INV-S2 nobody-known), $(invoice INV-S3 acme-stores)]" >"$tmp/arriving"
mv "$tmp/arriving" outgoing/three.json
expect 1 run --once --quiet
three=$(document three.json)
expect 2 settle "$three" --reason "left again under its own partner"
complains "documents of several numbers wait in it: INV-S1, INV-S2, INV-S3" "--number NUMBER, or --all"
expect 0 settle "$three" --number INV-S2 --reason "left again under its own partner"
says "1 open item settled"
expect 1 failed
says "INV-S1" "INV-S3"
silent_about "INV-S2"
expect 0 settle "$three" --all --reason "invoiced by hand"
says "2 open items settled"
