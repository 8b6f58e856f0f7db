# Sourced by tests/cli/*.sh: the program under test, a temporary folder, and three ways to say what is expected.
: "${TRANSOM:=$PWD/build/transom}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
samples=$here/samples
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export ASAN_OPTIONS=detect_leaks=0
unset TRANSOM_WORKSPACE
cd "$tmp"

fail() { echo "FAILED: $*" >&2; exit 1; }

# expect CODE COMMAND...: runs `transom COMMAND...`; its output lies in $tmp/out and $tmp/err.
expect() {
  local want=$1 got=0; shift
  "$TRANSOM" "$@" >"$tmp/out" 2>"$tmp/err" || got=$?
  if [ "$got" -ne "$want" ]; then
    head -c 4000 "$tmp/out" "$tmp/err" >&2
    fail "exit $got instead of $want: transom $*"
  fi
}
# says TEXT...: the output of the last expect holds each of these. complains: its standard error does.
says() {
  local text
  for text in "$@"; do grep -qF -- "$text" "$tmp/out" || { head -c 4000 "$tmp/out" >&2; fail "no '$text' in the output"; }; done
}
complains() {
  local text
  for text in "$@"; do grep -qF -- "$text" "$tmp/err" || { head -c 4000 "$tmp/err" >&2; fail "no '$text' among the complaints"; }; done
}
silent_about() { ! grep -qF -- "$1" "$tmp/out" || fail "'$1' is in the output"; }

# workspace: a fresh one with the sample partners in $tmp/ws; the caller goes there.
workspace() {
  expect 0 init "$tmp/ws" --sample-partners
  cd "$tmp/ws"
}
# deliver STORY...: moves copies of the sample files into the mailbox, as a VAN with atomic delivery does.
deliver() {
  local story file
  for story in "$@"; do
    for file in "$samples/$story"/in/*; do
      cp "$file" "$tmp/arriving"
      mv "$tmp/arriving" "inbox/$(basename "$file")"
    done
  done
}
# supplier: one of whom we buy; what was agreed with him comes from standard input, as it stands in partner.yaml.
supplier() {
  mkdir -p mappings/partners/supplier
  {
    printf '%s\n' 'partner: supplier' 'name: A Supplier' \
      'identity: [{qualifier: ZZ, id: SUPPLIER, group: SUPPLIER}]'
    cat
  } >mappings/partners/supplier/partner.yaml
}
# document NAME: the number of the document received under this file name.
document() { "$TRANSOM" find "$1" --format json | sed -nE 's/.*"document": ?([0-9]+).*/\1/p' | head -1; }
# count_files DIR [PATTERN]
count_files() { find "$1" -type f -name "${2:-*}" | wc -l; }
