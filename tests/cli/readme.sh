#!/bin/bash
# Every command of the READMEs runs. Of README.md the lines of its sh fences that begin with transom or ./build/transom, in order,
# in a copy of the project's samples and mappings. Exit 0 and 1 are fine (1: something needs a person).
set -eu
. "$(dirname "$0")/../support/cli.sh"
[ -e "$here/README.md" ] || fail "there is no README.md"
mkdir -p project/build bin
cp -r "$samples" "$here/mappings" project/
ln -s "$TRANSOM" project/build/transom
ln -s "$TRANSOM" bin/transom
PATH=$tmp/bin:$PATH
cd project
awk '/^```/ { inside = !inside && /^```(sh|bash|console)/; next }
     inside { sub(/^\$ /, ""); sub(/^ +/, ""); if (/^(transom|\.\/build\/transom|cd|cp|mv|mkdir|echo) |^PATH=/) print }' "$here/README.md" >"$tmp/commands"
[ -s "$tmp/commands" ] || fail "no commands in README.md"
{
  echo 'run() { "$@" >/dev/null 2>"$errors"; code=$?; [ $code -le 1 ] || [ $code -eq 124 ] || { cat "$errors" >&2; echo "exit $code: $*" >&2; exit 1; }; }'
  echo "errors=$tmp/err"
  while read -r line; do
    printf '%s\n' "echo '+ ${line//\'/}' >>\"$tmp/log\""
    case $line in
      *"transom run" | *" run &") echo "timeout 2 ${line%&} >/dev/null 2>&1 || true" ;;
      "transom run --once") echo "transom run --once >$tmp/pass 2>/dev/null || [ \$? -eq 1 ]" ;;
      *"|"* | *">"*) printf '%s\n' "$line >/dev/null || [ \$? -eq 1 ] || exit 1" ;;
      transom* | ./build/transom*) printf 'run %s\n' "$line" ;;
      *) printf '%s\n' "$line" ;;
    esac
  done <"$tmp/commands"
} >"$tmp/script"
bash "$tmp/script" >/dev/null || { tail -1 "$tmp/log" >&2; fail "a command of README.md fails"; }

grep -qxF "$(tail -1 "$tmp/pass")" "$here/README.md" || fail "README.md does not quote this pass: $(tail -1 "$tmp/pass")"

# Those between backquotes in all READMEs, with a workspace's own names for the words in capitals.
cd "$tmp/project/demo"
cp "$samples"/bad-line/in/*.edi "$tmp/their.edi"
cp "$samples"/pick-and-pack/outgoing/2-invoice.json "$tmp/their.json"
commands=0
while read -r command; do
  words=$(sed "s,SLUG,acme-stores,; s,\bID\b,1,g; s,DIR,$tmp/new-$commands,; s,their-file.edi,$tmp/their.edi,; s,their-file.json,$tmp/their.json,; s,make FILE,make $tmp/their.json,; s,FILE,$tmp/their.edi," <<<"$command")
  code=0
  case $command in
    "transom run") timeout 3 $words >"$tmp/out" 2>"$tmp/err" || code=$?; [ $code -ne 124 ] || code=0 ;;
    "transom explain" | "transom show") $words --help >"$tmp/out" || code=$? ;;  # only named
    *) $words >"$tmp/out" 2>"$tmp/err" || code=$? ;;
  esac
  [ $code -le 1 ] || { cat "$tmp/err" >&2; fail "exit $code: $words (written as '$command')"; }
  commands=$((commands + 1))
done < <(grep -ohE '`transom [a-z][^`]*`' $(find "$here" -name README.md -not -path "$here/build*") | tr -d '`' | sort -u)
[ $commands -ge 10 ] || fail "only $commands commands found in the READMEs"
