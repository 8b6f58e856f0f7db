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

rmdir inbox
expect 3 doctor
says "FAIL" "is not there" "mkdir -p"
mkdir inbox
echo 'identity: 5' >>transom.yaml
expect 2 doctor
says "FAIL" "transom.yaml:"
