#!/bin/bash
# An order response of the ERP becomes an 855, once: what came too early is replayed, what was sent is not.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
cat >"$tmp/answer.json" <<'J'
{"document": "order_response", "schema": 1, "partner": "borealis-foods", "order_number": "B-77121",
 "ordered": "2026-03-02", "kind": "accepted", "answered": "2026-03-02",
 "lines": [
  {"number": "001", "quantity": "12", "unit": "CA", "price": "31.40", "ids": [{"kind": "gtin_14", "value": "10855501000113"}],
   "answers": [{"status": "accepted", "quantity": "12", "unit": "CA"}]},
  {"number": "002", "quantity": "24", "unit": "CA", "price": "22.85", "ids": [{"kind": "gtin_14", "value": "10855501000281"}],
   "answers": [{"status": "accepted", "quantity": "24", "unit": "CA"}]},
  {"number": "003", "quantity": "8", "unit": "CA", "price": "58.20", "ids": [{"kind": "gtin_14", "value": "10855501000359"}],
   "answers": [{"status": "accepted", "quantity": "8", "unit": "CA"}]},
  {"number": "004", "quantity": "12", "unit": "CA", "price": "27.15", "ids": [{"kind": "gtin_14", "value": "10855501000427"}],
   "answers": [{"status": "accepted", "quantity": "12", "unit": "CA"}]}]}
J
cp "$tmp/answer.json" "$tmp/answer2.json"
mv "$tmp/answer.json" outgoing/
expect 1 run --once --quiet
expect 1 failed
says "unknown-order" "B-77121"
id=$(document answer.json)
[ "$(count_files quarantine)" -eq 2 ] || fail "no copy beside its reason in quarantine"
[ "$(count_files quarantine '*.json')" -eq 1 ] || fail "the copy in quarantine is not called as JSON is"

# In plain language, although it went nowhere: what it is, its lines, and why it waits.
expect 0 show "$id"
says "state      quarantined" "1. order response to order B-77121 for borealis-foods: accepted" "NOT SENT:" \
  "gtin_14 10855501000113" "accepted 12" "58.20"
silent_about "no interchange header"
expect 0 show "$id" --brief
silent_about "gtin_14"
expect 0 show "$id" --format json
says '"documents":[{"position":1,"came_to":"NOT SENT: ' '"content":{"document":"order_response"'
expect 0 show "$tmp/answer2.json"
says "answer2.json: a file of the ERP" "order response to order B-77121"

deliver borealis-weekly
expect 0 run --once --quiet
[ -z "$(find outbox -name '855-*')" ] || fail "an 855 before the ERP's answer was replayed"
# Everything wrong in one document: the list counts, the page has each. Then a word misspelt.
sed 's/"number": "002"/"number": "020"/; s/"quantity": "12", "unit": "CA"}/"quantity": "13", "unit": "CA"}/' \
  "$tmp/answer2.json" >outgoing/misspelt.json
expect 1 run --once --quiet
wrong=$(document misspelt.json)
expect 1 failed
says "answers-wrong" "more; \`transom show $wrong\` lists them)"
expect 0 show "$wrong"
says "             and: line 00"
expect 0 show "$wrong" --format json
says '"more":["line 00'
expect 0 settle "$wrong" --reason "it was a test"
sed 's/"kind": "accepted"/"kind": "acepted"/' "$tmp/answer2.json" >outgoing/misspelt-word.json
expect 1 run --once --quiet
expect 1 failed
says "has the kind 'acepted', which is none; did you mean 'accepted'?"
expect 0 settle "$(document misspelt-word.json)" --reason "it was a test"
sed '0,/"status": "accepted"/s//"status": "acepted"/' "$tmp/answer2.json" >outgoing/misspelt-status.json
expect 1 run --once --quiet
expect 1 failed
says "word is not in table answer_status" "did you mean 'accepted'? Else add it to"
expect 0 settle "$(document misspelt-status.json)" --reason "it was a test"
# A change that is not named, or that is none.
sed '0,/"status": "accepted"/s//"status": "price_changed"/' "$tmp/answer2.json" |
  sed '/gtin_14.*281/,/answers/s/"status": "accepted"/"status": "substituted"/' >outgoing/unnamed.json
expect 1 run --once --quiet
unnamed=$(document unnamed.json)
expect 0 show "$unnamed"
says "line 001 is price_changed, and no price other than the 31.4 ordered is named (\`price\` of the line)" \
  "line 002 is substituted, and no other item is named (\`ids\` of the answer)"
expect 0 settle "$unnamed" --reason "it was a test"
# No JSON: where, and what had to stand there.
printf '{"document": "order_response",\n "schema": 1, }\n' >outgoing/comma.json
expect 1 run --once --quiet
expect 1 failed
says "outgoing-json" "line 2, column 15: found '}'; expected a name in double quotes"
expect 0 settle "$(document comma.json)" --reason "it was a test"
expect 0 replay "$id" --dry-run
says "would be done" "it would send 1 answer" "B-77121"
[ -z "$(find outbox -name '855-*')" ] || fail "a dry run sent an 855"
expect 0 replay "$id"
says "sent 1 answer"
expect 0 show "$id"
says "1. order response to order B-77121" "     sent"
[ "$(count_files quarantine 'answer*')" -eq 0 ] || fail "it was mended, but is still in quarantine"
expect 0 failed
answer=$(find outbox/borealis-foods -name '855-*')
[ -n "$answer" ] || fail "no 855 after the ERP answered"
grep -q 'BAK.00.' "$answer" || fail "an answer that does not say what it is for is not the original"
grep -q 'B-77121' "$answer" || fail "the 855 speaks of another order"
expect 0 check "$answer"

expect 0 replay "$id"
says "already effective" "sent 0 answers"
[ "$(find outbox -name '855-*' | wc -l)" -eq 1 ] || fail "a second 855"
cp "$tmp/answer2.json" outgoing/again.json                       # the same once more makes nothing
expect 0 run --once --quiet
expect 0 list --state duplicate
says "again.json" "everything in it was sent before"
sed 's/"kind": "accepted"/"kind": "accepted_with_changes"/' "$tmp/answer2.json" >"$tmp/other.json"
mv "$tmp/other.json" outgoing/
expect 1 run --once --quiet
expect 1 failed
says "answered-before" "a change of mind is an 865"
[ "$(find outbox -name '855-*' | wc -l)" -eq 1 ] || fail "a second 855"
expect 0 fsck
