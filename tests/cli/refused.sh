#!/bin/bash
# A partner refuses what we sent: it is work until it went out again, as a corrected document, by reissue or by resend, and
# work once more when it is refused once more.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
deliver acme-reorder
expect 0 run --once --quiet

# outbound KIND: number of the newest of this kind in `list --sent`. file KIND: its file.
outbound() { "$TRANSOM" list --sent --format json | tr '{' '\n' | grep "\"kind\":\"$1\"" | sed -nE 's/.*"outbound":([0-9]+).*/\1/p' | sort -n | tail -1; }
file() { ls -t outbox/acme-stores/"$1"-* | head -1; }

# Nobody refused it yet: making it anew would send it twice.
id=$(outbound 855)
for more in --dry-run --quiet; do
  expect 2 reissue "$id" --reason x $more
  complains "is dropped: nothing says that the partner refused it" "\`transom resend $id\`"
done
[ "$(outbound 855)" = "$id" ] || fail "it was made anew"

# owes_answer: whether the order is owed its 855.
owes_answer() { "$TRANSOM" due --within 90d --format json | grep -q '"expected":"855","owed_by":"us","partner":"acme-stores","number":"4501003877"'; }
# The answer to the order: sent anew, refused again, sent again.
! owes_answer || fail "the order was answered, and is owed an answer"
refuse 855 PR 901
owes_answer || fail "the buyer has no answer that he takes, and is owed none"
id=$(outbound 855)
expect 1 failed
says "refused-by-partner" "4501003877" "refused: a corrected document ends this, or \`transom reissue $id --reason TEXT\`"
silent_about "held:"
says "next: \`transom chain 4501003877 --partner acme-stores\`" "then \`transom reissue $id --reason TEXT\`, or mend the data"
expect 1 failed --format json
says "\"refused_outbound\":$id"
silent_about "held_order"
expect 0 reissue "$id" --reason "map mended"
! owes_answer || fail "it was answered anew"
expect 2 resend "$id" --reason "once more"
complains "its documents went out anew, as 855 " "\`transom resend $(outbound 855)\`"
expect 0 failed
refuse 855 PR 902
id=$(outbound 855)
expect 1 failed
says "refused-by-partner"
owes_answer || fail "the second answer was refused, and none is owed"
expect 0 resend "$id" --reason "they had the wrong guide"
! owes_answer || fail "it was answered once more"
expect 0 failed
# The old word is the old sending's.
expect 0 replay "$(document 997-902.edi)"
expect 0 failed
expect 0 show "$(document acme-PO-000000101.edi)" --history
says "sent anew in interchange" "sent again: they had the wrong guide"

# An invoice: another one for the same order ends nothing, the same number does.
sed -i 's/^  "810": .*/  "810": {version: "004010", match: {order: off, line: off, quantity: off}}/' mappings/partners/acme-stores/partner.yaml
invoice() { # NUMBER QUANTITY AMOUNT
  printf '{"document": "invoice", "schema": 1, "partner": "acme-stores", "number": "%s", "order_number": "4501003877", "invoiced": "2026-03-18", "type": "debit", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "quantity": "%s", "unit": "EA", "price": "12.50", "ids": [{"kind": "upc", "value": "855501000147"}]}], "totals": {"amount": "%s", "line_count": 1}}' "$1" "$2" "$3"
}
invoice INV-1 2 25.00 >outgoing/1.json
expect 0 run --once --quiet
refuse 810 IN 903
expect 1 failed
says "refused-by-partner"
first=$(outbound 810)
invoice INV-2 1 12.50 >outgoing/2.json
expect 0 run --once --quiet
expect 1 failed
says "refused-by-partner"
invoice INV-1 1 12.50 >outgoing/3.json
expect 0 run --once --quiet
expect 0 failed
expect 0 show "$(document 1.json)" --history
says "another 810 went out in interchange"
# What the corrected one stands for does not go again behind it, and its first content is no repetition any more.
for verb in resend reissue; do
  expect 2 $verb "$first" --reason "it got lost"
  complains "another 810 for INV-1 went out since (document $(document 3.json))"
done
invoice INV-1 2 25.00 >outgoing/first-again.json
expect 1 run --once --quiet
expect 1 failed
says "number-used" "invoice INV-1 went to acme-stores before with other content (document $(document 3.json))"
expect 0 settle "$(document first-again.json)" --reason seen
refuse 810 IN 904
expect 1 failed
says "refused-by-partner"

# Of several sets in one interchange only those that were refused are made anew.
for n in 5 6 7; do invoice INV-$n 1 12.50 >"$tmp/$n.json"; done
for n in 5 6 7; do mv "$tmp/$n.json" outgoing/; done
expect 0 run --once --quiet
id=$(outbound 810) three=$(file 810)
[ "$(tr '~' '\n' <"$three" | grep -c '^BIG')" -eq 3 ] || fail "the three invoices are not in one interchange"
isa=$(cut -c1-106 "$three")
group=$(tr '~' '\n' <"$three" | sed -nE 's/^GS\*IN(\*[^*]*){4}\*([0-9]+)\*.*/\2/p')
body="AK1*IN*$group~AK2*810*0001~AK5*A~AK2*810*0002~AK5*R*5~AK2*810*0003~AK5*A~AK9*P*3*3*2~"
printf 'ISA*00*          *00*          *%s*%s*%s*%s*260303*0900*U*00401*000000905*0*P*>~GS*FA*A*B*20260303*0900*905*X*004010~ST*997*0001~%sSE*10*0001~GE*1*905~IEA*1*000000905~' \
  "${isa:51:2}" "${isa:54:15}" "${isa:32:2}" "${isa:35:15}" "$body" >arriving
mv arriving inbox/997-905.edi
expect 1 run --once --quiet
sleep 1.1
expect 0 reissue "$id" --reason "map mended"
again=$(file 810)
[ "$again" != "$three" ] || fail "nothing was made anew"
[ "$(tr '~' '\n' <"$again" | grep '^BIG' | tr '\n' ' ')" = "$(tr '~' '\n' <"$three" | grep '^BIG.*INV-6' | tr '\n' ' ')" ] ||
  { cat "$again"; fail "not the refused invoice alone"; }

# Of two contents of one number that were both refused one goes again, and then the other does not: the refusal of that one
# stays, and says what he has in its place.
sent_with() { "$TRANSOM" list --sent --format json | tr '{' '\n' | grep "\"kind\":\"810\"" | sed -nE 's/.*"outbound":([0-9]+).*/\1/p' | sort -n | tail -"$1" | head -1; }
settle_all() { local n; for n in $("$TRANSOM" failed --format json | grep -oE '"document":[0-9]+' | cut -d: -f2 | sort -u); do expect 0 settle "$n" --reason seen; done; }
settle_all
invoice INV-8 2 25.00 >outgoing/8.json
expect 0 run --once --quiet
refuse 810 IN 908
sleep 1.1
invoice INV-8 1 12.50 >outgoing/8b.json
expect 0 run --once --quiet
refuse 810 IN 909
original=$(sent_with 2) correction=$(sent_with 1)
expect 0 resend "$original" --reason "the first was right"
for verb in resend reissue; do
  expect 2 $verb "$correction" --reason "once more"
  complains "another 810 for INV-8 went out since (document $(document 8.json))"
done
expect 1 failed
says "refused: another 810 for INV-8 went out since (document $(document 8.json)); what takes its place ends this, or \`transom settle $(document 8b.json) --reason TEXT\`"
silent_about "reissue"
expect 0 resend "$original" --reason "it got lost"
settle_all

# A correction that waits for its batch stands in the way as well, and the refusal says that it waits.
invoice INV-9 2 25.00 >outgoing/9.json
expect 0 run --once --quiet
refuse 810 IN 910
refused=$(sent_with 1)
sed -i 's/^  "810": {version: "004010"/&, batch: {every: 15m}/' mappings/partners/acme-stores/partner.yaml
invoice INV-9 1 12.50 >outgoing/9b.json
expect 0 run --once --quiet
expect 1 failed
says "refused: another 810 for INV-9 waits to go out (document $(document 9b.json)), which ends this"
for verb in resend reissue; do
  expect 2 $verb "$refused" --reason "once more"
  complains "another 810 for INV-9 waits to go out (document $(document 9b.json))" "\`transom send --flush acme-stores\` sends that one"
done
expect 0 send --flush acme-stores
expect 0 failed
expect 2 resend "$refused" --reason "once more"
complains "another 810 for INV-9 went out since (document $(document 9b.json))"
expect 0 fsck
