#!/bin/bash
# run is bounded in memory (I-20): five times as many sets in one interchange, whose 997 lists them all, and the same
# memory. The notify command of the one work item looks at the engine that started it, at the end of the pass.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
cat >"$tmp/look" <<'S'
#!/bin/sh
sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$PPID/status" >memory
S
chmod +x "$tmp/look"
echo "notify: [$tmp/look]" >>transom.yaml
mkdir -p mappings/partners/many
cat >mappings/partners/many/partner.yaml <<'YAML'
partner: many
name: Many Small Sets
identity:
  - {qualifier: ZZ, id: MANYSETS, group: MANYSETS}
receive:
  "870": {version: "004010"}
YAML
receiver=$(sed -nE 's/.*qualifier: "?ZZ"?, id: "?([A-Z0-9]+).*/\1/p' transom.yaml | head -1)
many() { # SETS NUMBER: the last has nothing in it, and is rejected
  awk -v n="$1" -v number="$2" -v us="$receiver" 'BEGIN {
    printf "ISA*00*          *00*          *ZZ*MANYSETS       *ZZ*%-15s*260302*0900*U*00401*%09d*0*P*>~\n", us, number
    printf "GS*RS*MANYSETS*%s*20260302*0900*%d*X*004010~\n", us, number
    for (i = 1; i < n; i++) printf "ST*870*%06d~\nBSR*2*PA*%d*20260302~\nHL*1**O~\nPRF*%d~\nSE*5*%06d~\n", i, i, i, i
    printf "ST*870*%06d~\nSE*2*%06d~\nGE*%d*%d~\nIEA*1*%09d~\n", n, n, n, number, number }'
}
run() { # SETS NUMBER: how much memory it took, in kB
  rm -f memory outbox/many/*
  many "$1" "$2" >"$tmp/many.edi"
  mv "$tmp/many.edi" inbox/
  expect 1 run --once --quiet
  [ "$(grep -c '^AK2' outbox/many/997-*.edi)" -eq "$1" ] || fail "the 997 lists not all of $1 sets"
  grep -q "^AK9\*P\*$1\*$1\*$(($1 - 1))~" outbox/many/997-*.edi || fail "the 997 counts otherwise"
  expect 0 check outbox/many/997-*.edi
}
grouped() { # GROUPS NUMBER: each with one set, the last rejected
  awk -v n="$1" -v number="$2" -v us="$receiver" 'BEGIN {
    printf "ISA*00*          *00*          *ZZ*MANYSETS       *ZZ*%-15s*260302*0900*U*00401*%09d*0*P*>~\n", us, number
    for (i = 1; i <= n; i++) {
      printf "GS*RS*MANYSETS*%s*20260302*0900*%d*X*004010~\n", us, number * 100000 + i
      if (i < n) printf "ST*870*0001~\nBSR*2*PA*%d*20260302~\nHL*1**O~\nPRF*%d~\nSE*5*0001~\n", i, i
      else printf "ST*870*0001~\nSE*2*0001~\n"
      printf "GE*1*%d~\n", number * 100000 + i
    }
    printf "IEA*%d*%09d~\n", n, number }' >"$tmp/grouped.edi"
  rm -f memory outbox/many/*
  mv "$tmp/grouped.edi" inbox/
  expect 1 run --once --quiet
}
many_small() { # FILES: each as many short sets as a small file may have
  rm -f memory outbox/many/*
  for number in $(seq 101 $((100 + $1))); do
    many 500 "$number" >"$tmp/many.edi"
    mv "$tmp/many.edi" "inbox/$number.edi"
  done
  expect 1 run --once --quiet
  [ "$(cat outbox/many/997-*.edi | grep -c '^AK2')" -eq $(($1 * 500)) ] || fail "not all sets of $1 files are answered"
}
run "$(share 40000)" 1; few=$(cat memory)
run "$(share 200000)" 2; many=$(cat memory)
grouped 5000 3; groups=$(cat memory)
[ "$(cat outbox/many/997-*.edi | grep -c '^AK1')" -eq 5000 ] || fail "not all 5,000 groups are answered"
grouped 20000 4; beyond=$(cat memory)
expect 0 list
says "the file has more groups than the limit"
[ -z "$(ls outbox/many/997-* 2>/dev/null)" ] || fail "groups of an interchange that has too many are answered"
many_small "$(share 120)"; files=$(cat memory)
expect 0 fsck
echo "$(share 40000) sets: $few kB, $(share 200000) sets: $many kB; 5,000 groups: $groups kB, 20,000 groups: $beyond kB; $(share 120) files of 500 sets: $files kB"
case $TRANSOM in
  *sanitized* | *tsan*) ;;
  *)
    [ "$many" -lt $((few + 8192)) ] || fail "memory grows with the number of sets"
    for kilobytes in "$many" "$groups" "$beyond" "$files"; do
      [ "$kilobytes" -lt 65536 ] || fail "more than 64 MiB"
    done
    ;;
esac
