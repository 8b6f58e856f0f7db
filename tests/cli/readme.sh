#!/bin/bash
# Every command of README.md runs: the lines of its sh fences that begin with transom or ./build/transom, in order,
# in a copy of the project's samples and mappings. Exit 0 and 1 are fine (1: something needs a person).
set -eu
. "$(dirname "$0")/../support/cli.sh"
[ -e "$here/README.md" ] || { echo "SKIPPED: there is no README.md"; exit 0; }
mkdir -p project/build bin
cp -r "$samples" "$here/mappings" project/
ln -s "$TRANSOM" project/build/transom
ln -s "$TRANSOM" bin/transom
PATH=$tmp/bin:$PATH
cd project
awk '/^```/ { inside = !inside && /^```(sh|bash|console)/; next }
     inside { sub(/^\$ /, ""); sub(/^ +/, ""); if (/^(transom|\.\/build\/transom|cd|cp|mv|mkdir|echo) /) print }' "$here/README.md" >"$tmp/commands"
[ -s "$tmp/commands" ] || { echo "SKIPPED: no commands in README.md"; exit 0; }
{
  echo 'run() { "$@" >/dev/null 2>"$errors"; code=$?; [ $code -le 1 ] || [ $code -eq 124 ] || { cat "$errors" >&2; echo "exit $code: $*" >&2; exit 1; }; }'
  echo "errors=$tmp/err"
  while read -r line; do
    printf '%s\n' "echo '+ ${line//\'/}' >>\"$tmp/log\""
    case $line in
      *"transom run" | *" run &") echo "timeout 2 ${line%&} >/dev/null 2>&1 || true" ;;
      *"|"* | *">"*) printf '%s\n' "$line >/dev/null || [ \$? -eq 1 ] || exit 1" ;;
      transom* | ./build/transom*) printf 'run %s\n' "$line" ;;
      *) printf '%s\n' "$line" ;;
    esac
  done <"$tmp/commands"
} >"$tmp/script"
bash "$tmp/script" >/dev/null || { tail -1 "$tmp/log" >&2; fail "a command of README.md fails"; }
