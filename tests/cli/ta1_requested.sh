#!/bin/bash
# Interchanges that ask for a TA1 (ISA14), and what becomes of it: expected, come, late. And separators in data that became
# blanks: agreed, and told.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
mkdir -p mappings/partners/supplier
partner() { # REQUEST-TA1
  cat >mappings/partners/supplier/partner.yaml <<Y
partner: supplier
name: A Supplier
identity: [{qualifier: ZZ, id: SUPPLIER, group: SUPPLIER}]
defaults:
  delimiters: {on-conflict: replace}
receive:
  "855": {version: "004010"}
send:
  "850": {version: "004010", within: 30d, request-ta1: $1}
Y
}
order() { # NUMBER TEXT
  printf '{"document": "order", "schema": 1, "partner": "supplier", "number": "%s", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original", "lines": [{"number": "1", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}], "descriptions": [{"kind": "product", "form": "free", "text": "%s"}]}]}' "$1" "$2" >"$tmp/leaving"
  mv "$tmp/leaving" "outgoing/$1.json"
}
owed() { "$TRANSOM" due --within 40d --format json | tr '{' '\n' | grep "\"expected\":\"$1\"" | grep -q "\"number\":\"$2\""; }
newest() { ls -t outbox/supplier/850-* | head -1; }
ta1() { # NUMBER CODE NOTE: about the newest interchange
  local isa; isa=$(cut -c1-106 "$(newest)")
  printf 'ISA*00*          *00*          *%s*%s*%s*%s*260303*0900*U*00401*%09d*0*P*>~TA1*%s*%s*%s*%s*%s~IEA*0*%09d~' \
    "${isa:51:2}" "${isa:54:15}" "${isa:32:2}" "${isa:35:15}" "$1" "${isa:90:9}" "${isa:70:6}" "${isa:77:4}" "$2" "$3" "$1" >"$tmp/arriving"
  mv "$tmp/arriving" "inbox/ta1-$1.edi"
}

partner 4h
order BUY-1 "a trowel"
expect 0 run --once --quiet
[ "$(cut -c100-103 "$(newest)")" = '*1*P' ] || { head -c 110 "$(newest)"; fail "ISA14 does not ask for a TA1"; }
owed TA1 BUY-1 && owed 997 BUY-1 || fail "a TA1 and a 997 are expected"
expect 0 due --within 5h
says "supplier has not sent the TA1 that was asked for with our 850 for order BUY-1" "(4h from sending)"
expect 0 chain BUY-1
says "expected: TA1 from supplier by"
expect 0 explain supplier 850
says "request-ta1"
ta1 1 A 000
expect 0 run --once --quiet
! owed TA1 BUY-1 && owed 997 BUY-1 || fail "the TA1 came, and the 997 did not"
expect 0 fsck

# Sent once more it asks once more; late it is work, and refused both are over.
expect 0 resend "$("$TRANSOM" list --sent --format json | sed -nE 's/.*"outbound":([0-9]+).*/\1/p' | head -1)" --reason "they lost it"
owed TA1 BUY-1 || fail "sent again, and no TA1 is expected"
partner 1s
order BUY-2 "a trowel"
expect 0 run --once --quiet
sleep 1.2
expect 1 run --once --quiet
expect 1 failed
says "overdue" "supplier has not sent the TA1 that was asked for with our 850 for order BUY-2"
expect 0 fsck
ta1 2 R 021
expect 1 run --once --quiet
! owed TA1 BUY-2 && ! owed 997 BUY-2 || fail "refused by TA1, and something is expected"
expect 0 fsck

# What is sent has no separator in its data: the partner agreed to blanks, and everybody can see it.
partner 4h
order BUY-3 "a trowel * ash handle"
expect 0 run --once --quiet
complains "warning told, nothing held" "count=1 first=separators-replaced" "1 separator in the data of our 850" \
  "next=take other separators"
[ "$(grep -c "told, nothing held" "$tmp/err")" -eq 1 ] || fail "told more than once"
grep -q 'a trowel   ash handle' "$(newest)" || { cat "$(newest)"; fail "no blank in place of the separator"; }
expect 0 chain BUY-3
says "1 separator in the data of our 850" "became a blank"
expect 0 show "$(document BUY-3.json)" --history
says "NOTED      separators-replaced" "became a blank, as \`delimiters: on-conflict: replace\` wants it"
expect 0 chain BUY-1
silent_about "separator"
