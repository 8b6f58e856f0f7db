#!/bin/bash
# Documents that wait for their batch: by count, by time, on a person's word; seen while they wait, never lost, never sent
# twice; names of files by template; once more with the same numbers, or made anew with others.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed -i 's/^  "810": .*/  "810": {version: "004010", match: {order: off, line: off}, batch: {count: 3, every: 1h}, drop-name: "{type}_{isa13:09}.txt"}/' mappings/partners/acme-stores/partner.yaml
invoice() { # NUMBER
  printf '{"document": "invoice", "schema": 1, "partner": "acme-stores", "number": "%s", "invoiced": "2026-03-18", "type": "debit", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "quantity": "24", "unit": "EA", "price": "12.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "300.00", "line_count": 1}}' "$1"
}
files() { find outbox -name 'IN_*' | wc -l; }
invoice INV-1 >outgoing/1.json
invoice INV-2 >outgoing/2.json
expect 0 run --once --quiet
says "0 documents sent, 2 prepared"
[ "$(files)" -eq 0 ] || fail "they did not wait"
expect 0 list --sent
says "waiting" "INV-1" "acme-stores"
"$TRANSOM" doctor >"$tmp/out" || [ $? -eq 1 ]                       # its clock may be out of step
says "2 documents wait to be sent"
expect 0 run --once --quiet                                     # a second pass changes nothing
says "0 documents sent, 2 prepared"
expect 0 replay "$(document 1.json)"
says "already effective"

# A dry run shows the X12 and leaves everything as it is; the third fills the batch.
invoice INV-3 >"$tmp/3.json"
expect 0 send "$tmp/3.json" --dry-run
says "would be done" "prepared" "BIG*20260318*INV-3"
expect 0 list --sent
silent_about "INV-3"
expect 0 send "$tmp/3.json"
says "prepared"
[ "$(files)" -eq 1 ] || fail "not one interchange of three"
file=$(find outbox -name 'IN_*')
case $file in outbox/acme-stores/IN_[0-9]*-*.txt) ;; *) fail "not named by the template: $file" ;; esac
[ "$(tr '~' '\n' <"$file" | grep -c '^BIG')" -eq 3 ] || fail "not three invoices in it"
expect 0 check "$file"
expect 0 send "$tmp/3.json"
says "duplicate: everything in it was sent before"
expect 0 list --sent
silent_about "waiting"

# On a person's word what waits goes at once, of one partner or of all.
invoice INV-4 >outgoing/4.json
expect 0 run --once --quiet
expect 2 send --flush nobody
complains "no partner is called 'nobody'"
expect 0 send --flush acme-stores
says "1 document sent in 1 interchange, 0 still waiting"
expect 0 send --flush
says "0 documents sent in 0 interchanges, 0 still waiting"
[ "$(files)" -eq 2 ] || fail "not two interchanges"

# Without the setting nothing is held back.
invoice INV-5 >outgoing/5.json
expect 0 run --once --quiet
sed -i 's/, batch: {count: 3, every: 1h}//' mappings/partners/acme-stores/partner.yaml
expect 0 run --once --quiet
says "1 documents sent, 0 prepared"

# Once more: the same bytes under the same name; or new numbers for the same documents.
rm "$file"
id=$("$TRANSOM" list --sent --format json | sed -nE "s#.*\"outbound\": ?([0-9]+)[^}]*$(basename "$file").*#\\1#p" | head -1)
[ -n "$id" ] || id=1
expect 2 resend "$id"
complains "needs a reason"
expect 0 resend "$id" --reason 'the VAN lost it' --dry-run
[ ! -e "$file" ] || fail "a dry run wrote a file"
expect 0 resend "$id" --reason 'the VAN lost it'
[ -e "$file" ] || fail "it is not there again"
cp "$file" "$tmp/before"
# refuse FILE NUMBER: the partner's 997 about the invoices in it, for only what was refused is made anew.
refuse() {
  local isa group
  isa=$(head -c 106 "$1")
  group=$(tr -d '\n' <"$1" | tr '~' '\n' | sed -nE 's/^GS\*IN(\*[^*]*){4}\*([0-9]+)\*.*/\2/p')
  printf 'ISA*00*          *00*          *%s*%s*%s*%s*260303*0900*U*00401*%09d*0*P*>~GS*FA*A*B*20260303*0900*%d*X*004010~ST*997*0001~AK1*IN*%s~AK9*R*3*3*0~SE*4*0001~GE*1*%d~IEA*1*%09d~' \
    "${isa:51:2}" "${isa:54:15}" "${isa:32:2}" "${isa:35:15}" "$2" "$2" "$group" "$2" "$2" >arriving
  mv arriving "inbox/997-$2.edi"
  expect 1 run --once --quiet
}
refuse "$file" 901
expect 0 reissue "$id" --reason 'they refused it' --dry-run
says "would go out"
[ "$(files)" -eq 3 ] || fail "a dry run sent something"
expect 0 reissue "$id" --reason 'they refused it' --show
says "goes out once more" "INV-1" "INV-2" "INV-3"
[ "$(files)" -eq 4 ] || fail "no new interchange"
cmp -s "$file" "$tmp/before" || fail "the old one was changed"
# Given once more by mistake: the documents would reach them under two numbers.
expect 2 reissue "$id" --reason 'they refused it'
complains "was made anew before, as 810" "\`transom reissue"
[ "$(files)" -eq 4 ] || fail "made anew twice"
refuse "$(ls -t outbox/acme-stores/IN_* | head -1)" 902
expect 0 reissue "$("$TRANSOM" list --sent --limit 1 --format json | sed -nE 's/.*"outbound":([0-9]+).*/\1/p')" --reason 'and that one too'
[ "$(files)" -eq 5 ] || fail "what was made anew cannot be made anew"
expect 2 reissue 99 --reason x
complains "no interchange of ours has this number"
expect 0 fsck

# Wrong settings are told with their place.
sed -i 's/drop-name: "{type}_/drop-name: "{typ}_/' mappings/partners/acme-stores/partner.yaml
expect 2 run --once
complains "there is no field 'typ'; did you mean 'type'?" "partner.yaml:"
sed -i 's/drop-name: "{typ}_[^"]*"/batch: {count: 3}/' mappings/partners/acme-stores/partner.yaml
expect 2 run --once
complains "what does not fill a batch would wait for ever"
