#!/bin/bash
# Changes the other way round: the ERP answers a change that came (865 out), and as a buyer it changes an order that it
# sent (860 out), whose answer (865 in) comes back to it.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed -i -E 's/("865": \{version: "004010", answer: )as-ordered/\1await/' mappings/partners/acme-stores/partner.yaml
supplier <<'Y'
receive:
  "865": {version: "004010"}
send:
  "850": {version: "004010", expect: {"855": 24h}}
  "860": {version: "004010"}
Y
deliver order-change
expect 0 run --once --quiet
[ "$(count_files outbox '865-*')" -eq 0 ] || fail "an 865 although the ERP answers"
leave() { mv "$1" "outgoing/$(basename "$1")"; }
line() { # NUMBER CHANGE QUANTITY ANSWER [ANSWERED]
  echo "{\"number\":\"$1\",\"assigned_id\":\"$1\",\"change\":\"$2\",\"quantity\":\"$3\",\"unit\":\"EA\",\"answers\":[{\"status\":\"$4\",\"quantity\":\"${5:-$3}\",\"unit\":\"EA\"}]}"
}
answer() { # NAME SEQUENCE LINES
  echo "{\"document\":\"order_response\",\"schema\":1,\"partner\":\"acme-stores\",\"order_number\":\"4501004001\",\"answer_to\":\"order_change\",\"change_sequence\":\"$2\",\"ordered\":\"2026-03-04\",\"purpose\":\"original\",\"kind\":\"accepted_with_changes\",\"lines\":[$3]}" >"$tmp/$1.json"
  leave "$tmp/$1.json"
}

# What does not answer the change is told, and nothing goes out.
answer short 1 "$(line 1 quantity_decrease 12 accepted),$(line 3 delete_item 48 accepted)"
expect 1 run --once --quiet
expect 1 failed
says "line 4 of the change is answered 0 times"
answer wrong 1 "$(line 1 quantity_decrease 12 accepted 11),$(line 3 delete_item 48 accepted),$(line 4 add_item 18 rejected)"
expect 1 run --once --quiet
expect 1 failed
says "line 1: 12 are asked for, the answers speak of 11"
answer unknown 7 "$(line 1 quantity_decrease 12 accepted)"
expect 1 run --once --quiet
expect 1 failed
says "no change of order 4501004001 came that this answers"
[ "$(count_files outbox '865-*')" -eq 0 ] || fail "a wrong answer went out"
# That an answer follows may be said before it, and is none; said once more it does nothing.
interim() { echo '{"document":"order_response","schema":1,"partner":"acme-stores","order_number":"4501004001","answer_to":"order_change","change_sequence":"1","ordered":"2026-03-04","purpose":"original","kind":"acknowledged_held","answered":"'"${2:-2026-03-05}"'"}' >"$tmp/$1.json"; leave "$tmp/$1.json"; }
interim interim-1
interim interim-2
expect 0 run --once
says "1 documents sent"
rm outbox/acme-stores/865-*
answer negative 1 "$(line 1 quantity_decrease 12 accepted),$(line 3 delete_item 48 accepted),$(line 4 add_item 18 rejected -18)"
expect 1 run --once --quiet
expect 1 failed
says "line 4: -18 is answered as rejected; a quantity is never below zero"
answer good 1 "$(line 1 quantity_decrease 12 accepted),$(line 3 delete_item 48 accepted),$(line 4 add_item 18 rejected)"
expect 0 run --once --quiet
out=$(find outbox/acme-stores -name '865-*')
for segment in 'BCA\*00\*AC\*4501004001\*\*1' 'POC\*4\*AI\*18\*18\*EA' 'ACK\*IR\*18\*EA'; do
  tr '~' '\n' <"$out" | grep -q "^$segment" || { cat "$out"; fail "no $segment in the 865"; }
done
expect 0 check "$out"
says "nothing to complain about"
# What was wrong with this answer is settled by it; that of another change is not.
expect 1 failed
silent_about "line 4"
silent_about "the answers speak of 11"
says "no change of order 4501004001 came that this answers"
answer second 1 "$(line 1 quantity_decrease 12 accepted),$(line 3 delete_item 48 accepted),$(line 4 add_item 18 accepted)"
expect 1 run --once --quiet
expect 1 failed
says "the change of order 4501004001 was answered before"

interim interim-3 2026-03-09
expect 1 run --once --quiet
expect 1 failed
says "that an answer follows is not said behind it"

# As a buyer: an order goes out, then a change of it; what does not fit the order stays here.
order=$(find orders -name 'acme-stores-4501004001-*.json')
sed -E 's/"partner":"acme-stores"/"partner":"supplier"/; s/4501004001/P-900/g' "$order" >"$tmp/po.json"
leave "$tmp/po.json"
expect 0 run --once --quiet
[ "$(count_files outbox/supplier '850-*')" -eq 1 ] || fail "no 850 went out"
change() { # NAME SEQUENCE LINE
  echo "{\"document\":\"order_change\",\"schema\":1,\"partner\":\"supplier\",\"number\":\"P-900\",\"sequence\":\"$2\",\"purpose\":\"change\",\"type\":\"stand_alone\",\"ordered\":\"2026-03-04\",\"changed\":\"2026-03-06\",\"lines\":[$3]}" >"$tmp/$1.json"
  leave "$tmp/$1.json"
}
change bad 1 '{"change":"quantity_increase","number":"1","assigned_id":"1","quantity":"20","unit":"EA"}'
expect 1 run --once --quiet
expect 1 failed
says "the change of order P-900 does not fit it: line 1: 'quantity increase', but 24 were ordered and 20 are wanted"
[ "$(count_files outbox/supplier '860-*')" -eq 0 ] || fail "a wrong change went out"
change good 1 '{"change":"quantity_increase","number":"1","assigned_id":"1","quantity":"30","unit":"EA"}'
expect 0 run --once --quiet
out=$(find outbox/supplier -name '860-*')
for segment in 'GS\*PC\*' 'BCH\*04\*SA\*P-900\*\*1\*20260304\*\*\*\*\*20260306' 'POC\*1\*QI\*30\*30\*EA'; do
  tr '~' '\n' <"$out" | grep -q "^$segment" || { cat "$out"; fail "no $segment in the 860"; }
done
expect 0 check "$out"
says "nothing to complain about"
expect 1 failed
silent_about "line 1: 'quantity increase', but 24"
# The next change finds the order as the last one left it.
change next 2 '{"change":"quantity_decrease","number":"1","assigned_id":"1","quantity":"28","unit":"EA"}'
expect 0 run --once --quiet
[ "$(count_files outbox/supplier '860-*')" -eq 2 ] || fail "the second change did not go out"
change wrong 3 '{"change":"quantity_increase","number":"1","assigned_id":"1","quantity":"26","unit":"EA"}'
expect 1 run --once --quiet
expect 1 failed
says "but 28 were ordered and 26 are wanted"

# The supplier's 865 comes back to the ERP.
us=$(sed -nE 's/.*id: *"?([A-Z0-9]+)"?.*/\1/p' transom.yaml | head -1)
to_us() {
  sed -E "s/\*01\*005550101      \*/*ZZ*SUPPLIER       */; s/\*ZZ\*OURSELVES      /*ZZ*$(printf '%-15s' "$us")/; s/ACMEEDI/SUPPLIER/"
}
sed 's/4501003877/P-900/; s/\*12\*12\*EA/*28*28*EA/; s/IA\*12\*/IA*28*/' "$here/tests/golden/865/answered/in.edi" | to_us >"$tmp/865.edi"
mv "$tmp/865.edi" inbox/
expect 0 run --once --quiet
back=$(find order_responses -name 'supplier-P-900-*.json')
grep -q '"answer_to":"order_change"' "$back" || fail "the answer to our change is not there"
expect 0 chain P-900
says "taken with changes, as document"

# It answers the change, not the order: the 855 is expected as before.
"$TRANSOM" due --within 40d --format json | tr '{' '\n' | grep '"expected":"855"' | grep -q '"number":"P-900"' || fail "an 865 counts as the 855"

# One that refuses a change is work, and the order stands without that change.
reply() { # NUMBER SEQUENCE KIND CODE: an 865 about line 1
  printf '%s\n' "ISA*00*          *00*          *01*005550101      *ZZ*OURSELVES      *260306*0900*U*00401*00000260$1*0*P*>~" \
    "GS*CA*ACMEEDI*OURSELVES*20260306*0900*260$1*X*004010~" "ST*865*0001~" "BCA*00*$3*P-900**$2*20260302~" \
    "POC*1*QI*40*40*EA*12.5**UP*855501000147~" "ACK*$4*40*EA~" "CTT*1~" "SE*6*0001~" "GE*1*260$1~" "IEA*1*00000260$1~" |
    to_us >"$tmp/865-$1.edi"
  mv "$tmp/865-$1.edi" inbox/
}
change more 3 '{"change":"quantity_increase","number":"1","assigned_id":"1","quantity":"40","unit":"EA"}'
expect 0 run --once --quiet
expect 1 failed
silent_about "but 28 were ordered and 26 are wanted"
reply 1 3 RD IR
expect 1 run --once --quiet
[ "$(find order_responses -name 'supplier-P-900-*.json' | wc -l)" -eq 2 ] || fail "the ERP did not get the refusal"
expect 1 failed
says "supplier does not take our change 3 of order P-900: the order stands as it was before"
expect 0 chain P-900
says "not taken, as document"
change again 4 '{"change":"quantity_increase","number":"1","assigned_id":"1","quantity":"30","unit":"EA"}'
expect 0 run --once --quiet
[ "$(count_files outbox/supplier '860-*')" -eq 4 ] || fail "the change was not laid over the order without the refused one"

# One that answers nothing that we sent waits; a person may insist.
reply 2 9 AC IA
expect 1 run --once --quiet
expect 1 failed
says "it answers change 9 of order P-900, and we sent none"
expect 1 failed --format json
document=$(tr '{' '\n' <"$tmp/out" | grep 'answers change 9' | sed -nE 's/.*"document":([0-9]+).*/\1/p')
expect 0 replay "$document" --override --reason "asked them, it is change 4"
[ "$(find order_responses -name 'supplier-P-900-*.json' | wc -l)" -eq 3 ] || fail "the ERP did not get what was insisted on"
expect 0 fsck
says "every rule holds"
