#!/bin/bash
# Rights that are missing: a file that cannot be read waits alone, a folder that cannot be written ends the pass with exit
# code 3 and with the line of what was done all the same; doctor names each.
set -eu
. "$(dirname "$0")/../support/cli.sh"
# Root may read and write everything, so that the program has to run as somebody else.
if [ "$(id -u)" -eq 0 ]; then
  chmod 755 "$tmp"
  cp "$TRANSOM" "$tmp/transom"
  TRANSOM=$tmp/as-nobody
  printf '#!/bin/bash\nexec setpriv --reuid=65534 --regid=65534 --clear-groups %s "$@"\n' "$tmp/transom" >"$TRANSOM"
  chmod 755 "$TRANSOM"
  mkdir "$tmp/home"
  chown 65534:65534 "$tmp/home"
  if ! "$TRANSOM" --version >/dev/null 2>&1; then echo "SKIPPED: nobody else can run the program"; exit 0; fi
  ours() { chown -R 65534:65534 "$tmp/home"; }
else
  mkdir "$tmp/home"
  ours() { :; }
fi
expect 0 init "$tmp/home/ws" --sample-partners
cd "$tmp/home/ws"
# order NUMBER FILE: one 850 of acme-stores, ours.
order() {
  sed "s/000000101/000000$1/g; s/\*101\*/*$1*/g; s/GE\*\([0-9]*\)\*101/GE*\1*$1/; s/4501003877/4501003$1/" \
    "$samples"/acme-reorder/in/*.edi >"$tmp/arriving"
  mv "$tmp/arriving" "inbox/$2"
  ours
}
doctor() { "$TRANSOM" doctor >"$tmp/out" 2>"$tmp/err" && got=0 || got=$?; }

# A file that cannot be read stays where it is and is told; what comes beside it and after it is taken.
order 801 bad.edi
order 802 good.edi
chmod 000 inbox/bad.edi
expect 3 run --once
says "2 files seen = 1 accepted + 0 quarantined + 0 duplicate + 1 waiting; 1 orders"
complains "inbox/bad.edi: cannot be read (open failed: Permission denied) and waits there; give the user"
[ -e inbox/bad.edi ] || fail "the file is not in the mailbox any more"
[ "$(count_files work/claim/van/claim)" -eq 0 ] || fail "something lies claimed"
order 803 later.edi
expect 3 run --once --quiet --format json
says '"accepted":1' '"waiting":1' '"failure":"' 'bad.edi: cannot be read' '"failures":["'
[ "$(count_files orders)" -eq 2 ] || fail "not two orders"
doctor
says "inbox/bad.edi: Permission denied"
[ $got -eq 3 ] || fail "doctor ends with $got although a file cannot be read"
chmod 644 inbox/bad.edi
expect 0 run --once
says "1 files seen = 1 accepted" "1 orders"
[ "$(count_files orders)" -eq 3 ] || fail "not three orders"
expect 0 fsck

# Also one that an earlier pass left claimed.
order 804 bad.edi
order 805 good.edi
chmod 000 inbox/bad.edi
expect 3 run --once
says "1 accepted + 0 quarantined + 0 duplicate + 1 waiting"
mv inbox/bad.edi work/claim/van/claim/20260302T090000Z-000001-bad%2Eedi.edi
doctor
says "work/claim/van/claim/20260302T090000Z-000001-bad%2Eedi.edi: Permission denied"
order 806 later.edi
expect 3 run --once
says "2 files seen = 1 accepted + 0 quarantined + 0 duplicate + 1 waiting; 1 orders"
[ -e inbox/bad.edi ] || fail "the leftover was not given back"
chmod 644 inbox/bad.edi
expect 0 run --once
says "1 files seen = 1 accepted"
[ "$(count_files orders)" -eq 6 ] || fail "not six orders"

# What the ERP leaves is treated alike.
printf '{}' >outgoing/bad.json; ours; chmod 000 outgoing/bad.json
expect 3 run --once
complains "outgoing/bad.json: cannot be read (open failed: Permission denied)"
doctor
says "outgoing/bad.json: Permission denied"
rm -f outgoing/bad.json

# A mailbox from which nothing may be taken: our world's fault, not the partner's.
order 807 stuck.edi
chmod 555 inbox
expect 3 run --once
says "1 files seen = 0 accepted + 0 quarantined + 0 duplicate + 1 waiting"
complains "inbox/stuck.edi: rename to"
chmod 755 inbox
chmod 000 inbox
expect 3 run --once --format json
says '"seen":0' '"failure":"' 'inbox: opendir failed: Permission denied'
complains "inbox: opendir failed: Permission denied"
chmod 755 inbox

# Folders that cannot be written: what was committed is told, and delivered once they can.
chmod 555 outbox/acme-stores
expect 3 run --once
says "1 files seen = 1 accepted" "1 orders"
complains "outbox/acme-stores" "Permission denied"
doctor
says "outbox/acme-stores: Permission denied"
[ $got -eq 3 ] || fail "doctor ends with $got although a partner's folder cannot be written"
expect 3 run --once --format json
says '"seen":0' '"failure":"'
chmod 755 outbox/acme-stores
expect 0 run --once
says "0 files seen"
[ "$(count_files orders)" -eq 7 ] || fail "not seven orders"
order 808 last.edi
chmod 555 orders
expect 3 run --once --format json
says '"seen":1,"accepted":1' '"orders":1' '"failure":"'
complains "orders" "Permission denied"
chmod 755 orders
expect 0 run --once
[ "$(count_files orders)" -eq 8 ] || fail "not eight orders"
expect 0 fsck
