#!/bin/bash
# The log never holds a document's body (I-24 in src/README.md): what partners and the ERP write is in the store and in the
# folders; in the log are counts, names of files and what stands in the way.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
printf 'log: {level: debug, file: kept.log}\n' >>transom.yaml

# The marker stands in names, notes and descriptions: of one file that is taken, one with a set that is rejected for something
# else, one that is cut off, one of nobody known; and in what the ERP answers to no order at all.
marked() { sed 's/Acme Stores Inc\|Borealis Foods/XYZZY/; s/Garden hose\|Crushed tomatoes/XYZZY/; s/Pallets no higher/XYZZY/' "$@"; }
leave() { # BY WHICH NUMBER: all five, under numbers of their own
  marked "$samples"/acme-reorder/in/*.edi | sed "s/000000101/00000030$1/" >good.edi
  marked "$samples"/bad-line/in/*.edi | sed "s/000000104/00000040$1/" >rejected.edi
  marked "$samples"/truncated/in/* >cut.edi
  sed 's/005550101 /005559999 /' good.edi >nobody.edi
  printf '{"document": "order_response", "schema": 1, "partner": "acme-stores", "order_number": "%s", "ordered": "2026-03-02",
    "answered": "2026-03-02", "purpose": "original", "kind": "accepted",
    "lines": [{"number": "1", "quantity": "1", "unit": "EA", "descriptions": [{"text": "XYZZY"}], "answers": [{"status": "accepted"}]}]}' "$1" >answer.json
  for file in good.edi rejected.edi cut.edi nobody.edi answer.json; do
    grep -q XYZZY $file || fail "no marker in $file"
    case $file in *.edi) mv $file "inbox/$1-$file" ;; *) mv $file "outgoing/$1-$file" ;; esac
  done
}
silent() { ! grep -qi xyzzy "$1" || fail "a document's content is in the log: $(grep -i xyzzy "$1" | head -3)"; }

leave 1
expect 1 run --once --quiet
silent "$tmp/err"
silent "$tmp/out"
leave 2
"$TRANSOM" --log json run 2>"$tmp/err" &
service=$!
for _ in $(seq 200); do [ "$(count_files inbox)" -gt 0 ] || [ "$(count_files outgoing)" -gt 0 ] || break; sleep 0.1; done
for _ in $(seq 100); do grep -q '"event":"pass"' "$tmp/err" && break; sleep 0.1; done
kill $service
wait $service || true
grep -q '"event":"pass"' "$tmp/err" || fail "the service logged no pass: $(cat "$tmp/err")"
silent "$tmp/err"
silent kept.log
# They did come, and what they say is where it belongs.
grep -q XYZZY orders/*.json || fail "the marker is in no order"
[ "$(count_files quarantine '*.reason.txt')" -ge 4 ] || fail "only $(count_files quarantine '*.reason.txt') files are in quarantine"
expect 0 find 4501003950
says "4501003950"
