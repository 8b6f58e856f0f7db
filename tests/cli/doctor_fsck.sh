#!/bin/bash
# doctor: one line each with what to do; fsck: every rule of the store.
set -eu
. "$(dirname "$0")/../support/cli.sh"
got=0; "$TRANSOM" doctor >"$tmp/out" 2>&1 || got=$?
[ $got -le 1 ] || fail "exit $got outside a workspace"
says "transom" "guides 004010" "850" "(confidence: fair)" "there is none here or above"

workspace
got=0; "$TRANSOM" doctor >"$tmp/out" 2>&1 || got=$?
[ $got -le 1 ] || { cat "$tmp/out"; fail "exit $got in a fresh workspace"; }
says "settings" "mailbox van" "drop" "is made by the first run" "clock"
deliver acme-reorder
expect 0 run --once --quiet
got=0; "$TRANSOM" doctor >"$tmp/out" 2>&1 || got=$?
says "journal wal" "1 taken" "none is at work"
expect 0 fsck
says "every rule holds"
expect 0 fsck --format json
says "[]"

# What lies in a partner's folder and is of no effect; a command that cannot be run.
printf 'rules: {}\n' >mappings/partners/acme-stores/rules-new.yaml
mv mappings/partners/borealis-foods/reference/ship_tos.csv mappings/partners/borealis-foods/reference/ship_to.csv
cp transom.yaml before.yaml
echo 'notify: [/no/such/pager]' >>transom.yaml
got=0; "$TRANSOM" doctor >"$tmp/out" 2>&1 || got=$?
says "rules-new.yaml is of no effect: no agreement names it" "call it ship_tos.csv" "/no/such/pager: No such file"
[ $got -eq 2 ] || fail "exit $got although the command to tell people with cannot be run"
mv before.yaml transom.yaml

# A folder that is not there is a matter of settings, here as for a run; what nobody may write is not.
rmdir inbox
expect 2 doctor
says "FAIL" "is not there" "mkdir -p"
expect 2 run --once --quiet
mkdir inbox
cp mappings/partners/acme-stores/rules.yaml before.yaml
printf 'rules: {price-over-contract: {thn: hold}}\n' >mappings/partners/acme-stores/rules.yaml
expect 2 doctor
says "FAIL" "rules.yaml:1:" "did you mean 'then'?"
mv before.yaml mappings/partners/acme-stores/rules.yaml
cp -r store whole
printf 'no database' >store/transom.db
expect 3 doctor
says "FAIL"
rm -rf store; mv whole store
echo 'identity: 5' >>transom.yaml
expect 2 doctor
says "FAIL" "transom.yaml:"
