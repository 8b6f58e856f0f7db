#!/bin/bash
# The specialist's round: failed, show, mend the reference table, dry run, replay; never a second order or answer.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
deliver unknown-code
expect 1 run --once --quiet
[ "$(count_files orders '*.json')" -eq 0 ] || fail "an order was made of a code nobody knows"
[ "$(find outbox/borealis-foods -name '997-*' | wc -l)" -eq 1 ] || fail "no 997: it judges syntax only"
expect 1 failed
says "B-77150" "'PL'" "units"
id=$(document BF850_20260303_4713.x12)
expect 0 show "$id"
says "WAITS" "next step:"

expect 1 replay "$id" --dry-run
says "would be"
echo "PL,PL" >>mappings/partners/borealis-foods/reference/units.csv
expect 0 replay "$id" --dry-run
says "held" "taken" "the maps changed"
[ "$(count_files orders '*.json')" -eq 0 ] || fail "a dry run made an order"
expect 0 replay "$id" --reason "unit PL added"
says "taken"
expect 0 run --once --quiet
[ "$(count_files orders '*.json')" -eq 1 ] || fail "not exactly one order after the replay"
[ "$(find outbox -name '997-*' | wc -l)" -eq 1 ] || fail "a second 997 went out"
expect 0 failed
expect 0 show "$id"
says "settled" "unit PL added" "attempt 2"

expect 0 replay "$id"
says "already effective"
expect 0 run --once --quiet
[ "$(count_files orders '*.json')" -eq 1 ] || fail "a second order"
expect 2 replay 999
expect 2 replay "$id" --override
complains "--reason"
