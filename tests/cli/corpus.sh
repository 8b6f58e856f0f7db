#!/bin/bash
# Every file of the corpus, the odd ones too, through check, ack and show: each ends soon and with an exit code that
# the help names, and check accounts for every byte: in a segment, between interchanges, or reported as damaged.
set -eu
. "$(dirname "$0")/../support/cli.sh"
corpus=${TRANSOM_CORPUS:-$here/../shared/corpus}
if [ ! -d "$corpus" ]; then
  echo "SKIPPED: no corpus beside the sources and none named by TRANSOM_CORPUS"
  exit 0
fi

# ends COMMAND FILE: within 20 seconds, with 0 or 1; the output stays in $tmp/out.
ends() {
  local got=0
  timeout 20 "$TRANSOM" "$@" >"$tmp/out" 2>"$tmp/err" || got=$?
  [ $got -le 1 ] || { head -c 2000 "$tmp/err" >&2; fail "exit $got: transom $*"; }
}
files=0
while IFS= read -r file; do
  size=$(stat -c %s "$file")
  ends check --account "$file"
  account=$(tail -1 "$tmp/out" | tr -d ,)
  read -r total segments filler reported < <(
    sed -nE 's/.*: ([0-9]+) bytes = ([0-9]+) in segments \+ ([0-9]+) skipped .* \+ ([0-9]+) reported.*/\1 \2 \3 \4/p' <<<"$account")
  [ "$total" -eq "$size" ] && [ $((segments + filler + reported)) -eq "$size" ] ||
    fail "$size bytes in $file are not accounted for: $account"
  # What was not read as a segment is spoken of.
  [ $((filler + reported)) -eq 0 ] || [ "$(wc -l <"$tmp/out")" -gt 2 ] || fail "nothing is said of bytes left out of $file"
  ends ack "$file"
  ends show "$file"
  [ -s "$tmp/out" ] || [ "$size" -eq 0 ] || fail "show says nothing about $file"
  files=$((files + 1))
done < <(find "$corpus" -type f -name '*.edi' | sort)
[ $files -gt 100 ] || fail "only $files files found below $corpus"
echo "$files corpus files through check, ack and show"
