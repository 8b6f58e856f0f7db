#!/bin/bash
# run as a service: takes what arrives while it watches, stops on SIGTERM with 0.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
sed -i 's/^# poll: 15s/poll: 60s/' transom.yaml
"$TRANSOM" --log json run 2>"$tmp/log" &
engine=$!
for _ in $(seq 100); do grep -q '"event":"started"' "$tmp/log" && break; sleep 0.1; done
sleep 0.3
deliver acme-reorder
for _ in $(seq 100); do [ "$(count_files outbox)" -ge 2 ] && [ "$(count_files orders '*.json')" -ge 1 ] && break; sleep 0.1; done
kill -TERM $engine
code=0; wait $engine || code=$?
[ "$(count_files orders '*.json')" -eq 1 ] || { cat "$tmp/log" >&2; fail "the order did not come while the service ran"; }
[ $code -eq 0 ] || { cat "$tmp/log" >&2; fail "exit $code after SIGTERM"; }
grep -q '"event":"stopped"' "$tmp/log" || fail "it did not say that it stopped"
while read -r line; do [[ $line == \{*\} ]] || fail "no JSON in the log: $line"; done <"$tmp/log"
