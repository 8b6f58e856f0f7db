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
    fail "exit $got instead of $want: transom $*, line ${BASH_LINENO[0]}"
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
# supplier, buyer: one of whom we buy, one who buys of us; what was agreed comes from standard input, as it stands in
# partner.yaml.
supplier() { agreed supplier 'A Supplier' SUPPLIER; }
buyer() { agreed buyer 'A Buyer' BUYER; }
# judged_buyer ANSWER: whose orders and changes our rules judge, and `answer:` says who answers; its folder is $folder.
judged_buyer() {
  buyer <<Y
receive:
  "850": {version: "004010", rules: rules.yaml}
  "860": {version: "004010"}
send:
  "855": {version: "004010", answer: $1}
  "865": {version: "004010", answer: $1}
Y
  folder=mappings/partners/buyer
  mkdir -p $folder/reference mappings/reference
}
agreed() { # SLUG NAME ID
  mkdir -p "mappings/partners/$1"
  {
    printf '%s\n' "partner: $1" "name: $2" "identity: [{qualifier: ZZ, id: $3, group: $3}]"
    cat
  } >"mappings/partners/$1/partner.yaml"
}
# comes SET FILE ID SEGMENTS: into the mailbox, from SUPPLIER or BUYER, an interchange with one set.
came=0
comes() {
  local group
  came=$((came + 1))
  case $1 in 850) group=PO ;; 855) group=PR ;; 856) group=SH ;; 810) group=IN ;; 860) group=PC ;; 865) group=CA ;; 997) group=FA ;; *) fail "comes: which group has a $1?" ;; esac
  {
    printf 'ISA*00*          *00*          *ZZ*%-15s*ZZ*EXAMPLESUPPLY  *260305*0900*U*00401*%09d*0*P*>~' "$3" $came
    printf 'GS*%s*%s*EXAMPLESUPPLY*20260305*0900*%d*X*004010~ST*%s*0001~' $group "$3" $came "$1"
    printf '%sSE*%d*0001~GE*1*%d~IEA*1*%09d~' "$4" $(($(tr -cd '~' <<<"$4" | wc -c) + 2)) $came $came
  } >"$tmp/arriving"
  mv "$tmp/arriving" "inbox/$2"
}
# refuse KIND GS01 NUMBER [PARTNER]: into the mailbox and taken, a 997 of acme-stores, or of PARTNER, that refuses the first
# set of our newest file of that kind.
refuse() {
  local file isa group body n
  file=$(ls -t outbox/"${4:-acme-stores}"/"$1"-* | head -1)
  isa=$(cut -c1-106 "$file")
  group=$(tr '~' '\n' <"$file" | sed -nE "s/^GS\*$2(\*[^*]*){4}\*([0-9]+)\*.*/\2/p")
  body="AK1*$2*$group~AK2*$1*0001~AK5*R*5~AK9*R*1*1*0~"
  n=$(printf '%s' "$body" | tr -cd '~' | wc -c)
  printf 'ISA*00*          *00*          *%s*%s*%s*%s*260303*0900*U*00401*%09d*0*P*>~GS*FA*A*B*20260303*0900*%d*X*004010~ST*997*0001~%sSE*%d*0001~GE*1*%d~IEA*1*%09d~' \
    "${isa:51:2}" "${isa:54:15}" "${isa:32:2}" "${isa:35:15}" "$3" "$3" "$body" $((n + 2)) "$3" "$3" >arriving
  mv arriving "inbox/997-$3.edi"
  expect 1 run --once --quiet
}
# share N: of a large number what TRANSOM_CASES, a percentage, asks for: memory is not measured under sanitizers.
share() { echo $(($1 * ${TRANSOM_CASES:-100} / 100)); }
# document NAME: the number of the document received under this file name.
document() { "$TRANSOM" find "$1" --format json | sed -nE 's/.*"document": ?([0-9]+).*/\1/p' | head -1; }
# leave NAME TEXT: a file of the ERP, whole at once.
leave() { printf '%s' "$2" >"$tmp/leaving"; mv "$tmp/leaving" "outgoing/$1"; }
# count_files DIR [PATTERN]
count_files() { find "$1" -type f -name "${2:-*}" | wc -l; }
