#!/bin/bash
# kill -9 at every named step of `send`, `resend` and `reissue` (where failpoints are compiled in), then the same command
# and `run --once`, in either order: every order goes out once, under one number; a file that is dropped again has the same
# name and bytes; no control number stands for two contents; what is made anew is made anew once. Invariants I-11..I-14 of
# src/README.md. Half of the time the VAN takes the drop away in between. Prints points and violations.
set -euo pipefail
. "$(dirname "$0")/../support/cli.sh"
ws=$tmp/ws
violations=0 points=0
violation() { echo "VIOLATION after $1: $2"; violations=$((violations + 1)); }

partner() { # SLUG ID BATCH: a supplier to whom we send orders
  mkdir -p "$ws/mappings/partners/$1"
  printf 'partner: %s\nname: %s\nidentity: [{qualifier: "01", id: "%s", group: %s}]\nsend:\n  "850": {version: "004010", within: 24h%s}\n' \
    "$1" "$1" "$2" "${1^^}" "$3" >"$ws/mappings/partners/$1/partner.yaml"
}
order() { # PARTNER NUMBER
  printf '{"document": "order", "schema": 1, "partner": "%s", "number": "%s", "ordered": "2026-03-02", "type": "stand_alone", "purpose": "original", "currency": "USD", "lines": [{"number": "1", "quantity": "10", "unit": "EA", "price": "2.50", "ids": [{"kind": "upc", "value": "855501000147"}]}]}' "$1" "$2"
}
t() { "$TRANSOM" -C "$ws" -q "$@" >>"$ws/log" 2>&1; }
# keep NAME, start NAME: workspaces to begin from.
keep() { cp -r "$ws" "$tmp/$1"; }
start() { rm -rf "$ws"; cp -r "$tmp/$1" "$ws"; }
van_takes() { mv "$ws"/outbox/*/*.edi "$ws/taken/" 2>/dev/null || true; }

expect 0 init "$ws"
partner acme 123456789 ""
partner byte 223456789 ", batch: {count: 2, every: 1h}"   # full with the second: a commit of its own
mkdir "$ws/taken"
{ printf '['; order acme ORD-A; printf ','; order acme ORD-B; printf ','; order byte ORD-C; printf ','; order byte ORD-D; printf ']'; } >"$tmp/orders.json"
send=(send "$tmp/orders.json")
resend=(resend 1 --reason "the VAN lost it")
reissue=(reissue 1 --reason "they refused it")
keep for-send
t "${send[@]}" || fail "the orders cannot be sent: $(cat "$ws/log")"
van_takes
keep for-resend
# The partner refuses the first, for only that is made anew.
file=$(grep -l 'BEG\*00\*SA\*ORD-A\*' "$ws"/taken/*.edi) isa=$(head -c 106 "$file")
printf 'ISA*00*          *00*          *%s*%s*%s*%s*260303*0900*U*00401*000000901*0*P*>~GS*FA*A*B*20260303*0900*901*X*004010~ST*997*0001~AK1*PO*%s~AK9*R*2*2*0~SE*4*0001~GE*1*901~IEA*1*000000901~' \
  "${isa:51:2}" "${isa:54:15}" "${isa:32:2}" "${isa:35:15}" "$(tr -d '\n' <"$file" | tr '~' '\n' | sed -nE 's/^GS\*PO(\*[^*]*){4}\*([0-9]+)\*.*/\2/p')" >"$ws/inbox/997.edi"
t run --once || [ $? -eq 1 ] || fail "the refusal: $(cat "$ws/log")"
keep for-reissue

# Everything that ever lay in the drop, a name once, as `name segment` lines.
segments() {
  local name place
  for name in $(cd "$ws" && ls outbox/* taken | grep '\.edi$' | sort -u); do
    for place in "$ws"/outbox/*/"$name" "$ws/taken/$name"; do [ ! -e "$place" ] || break; done
    tr -d '\n' <"$place" | tr '~' '\n' | sed "s/^/$name /"
  done
}
# right POINT TIMES-OF-A-AND-B: what has to hold at the end, however it came to it.
right() {
  local twice name place want
  segments >"$tmp/segments"
  for name in ORD-A ORD-B ORD-C ORD-D; do
    want=1; case $name in ORD-A | ORD-B) want=$2 ;; esac
    [ "$(grep -c "BEG\*00\*SA\*$name\*" "$tmp/segments" || true)" -eq "$want" ] || violation "$1" "$name is not in $want interchanges"
  done
  for twice in "ISA" "GS"; do
    twice=$(sed -nE "s/^([^ ]*) ISA\*.*\*([0-9A-Z]+) *\*[0-9]{6}\*.*\*([0-9]{9})\*.\*P\*.*/ISA13 \3 to \2/p
      s/^([^ ]*) GS\*PO\*[^*]*\*([^*]*)\*[^*]*\*[^*]*\*([0-9]+)\*.*/GS06 \3 to \2/p" "$tmp/segments" | grep "^$twice" | sort | uniq -d)
    [ -z "$twice" ] || violation "$1" "given twice: $twice"
  done
  for name in $(cd "$ws/taken" && ls); do
    for place in "$ws"/outbox/*/"$name"; do
      [ ! -e "$place" ] || cmp -s "$place" "$ws/taken/$name" || violation "$1" "$name came back with other bytes"
    done
  done
  "$TRANSOM" -C "$ws" list --sent --format json >"$tmp/sent"
  want=$(cut -d' ' -f1 "$tmp/segments" | sort -u | wc -l)
  [ "$(grep -o '"outbound":' "$tmp/sent" | wc -l)" -eq "$want" ] || violation "$1" "the store has not the $want interchanges of the drop"
  [ "$(grep -oE '"state":"(dropped|refused)"' "$tmp/sent" | wc -l)" -eq "$want" ] || violation "$1" "not all of them are dropped"
  t fsck || { violation "$1" "fsck"; cat "$ws/log"; }
}

# swept COMMAND TIMES: kills the command at each point that it passes, up to three times each.
swept() {
  local point of=$1 times=$2 status
  local -n command=$1
  start "for-$of"
  TRANSOM_FAILPOINT_LOG=$tmp/hits-$of t "${command[@]}" || fail "$of: $(cat "$ws/log")"
  right "$of without a kill" "$times"
  [ -s "$tmp/hits-$of" ] || return 0
  for point in $(sort "$tmp/hits-$of" | uniq -c | awk '{for (i = 1; i <= $1 && i <= 3; ++i) print $2 "@" i}'); do
    start "for-$of"
    points=$((points + 1)) status=0
    (TRANSOM_FAILPOINTS="${point%@*}=kill@${point#*@}" t "${command[@]}") 2>/dev/null || status=$?
    [ $status -eq 137 ] || violation "$of $point" "it was not killed there, but ended with $status"
    [ $((points % 2)) -eq 0 ] || van_takes
    # What was done before the kill is refused by resend and reissue, with code 2.
    if [ $((points % 4)) -lt 2 ]; then set -- again run; else set -- run again; fi
    for step in "$@"; do
      status=0
      if [ "$step" = run ]; then t run --once || status=$?; else t "${command[@]}" || status=$?; fi
      [ $status -eq 0 ] || { [ "$step$status" = again2 ] && [ "$of" != send ]; } || { violation "$of $point" "$step ended with $status"; cat "$ws/log"; }
    done
    right "$of $point" "$times"
  done
}
swept send 1
swept resend 1
swept reissue 2

# No step of theirs goes unvisited.
if [ $points -gt 0 ]; then
  for point in $(cd "$here/src" && sed -nE 's/.*failpoint\("([a-z_]+)"\).*/\1/p' engine/{send_file,send_again,flush,dispatch}.cpp spool/group.cpp store/sqlite_unit.cpp); do
    grep -qx "$point" "$tmp"/hits-* || violation "$point" "no command here passes it"
  done
fi
echo "killed at $points named points: $violations violations"
[ $violations -eq 0 ]
