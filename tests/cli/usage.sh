#!/bin/bash
# The command line itself: help, version, wrong words, exit codes.
set -eu
. "$(dirname "$0")/../support/cli.sh"

expect 0 --version
says "transom "
expect 0 --help
says "Exit codes" "init" "run" "check" "ack" "show" "map" "make" "list" "find" "failed" "hold" "replay" "test" "explain" "guide" "doctor"
for command in init run check ack show map make list find failed hold replay test explain schema guide doctor fsck; do
  expect 0 "$command" --help
  says "Example"
done
expect 2
expect 2 nonsense
complains "there is no command 'nonsense'" "transom --help"
expect 2 chek order.edi
complains "there is no command 'chek'" "did you mean 'check'?"
expect 2 check
expect 2 list --format xml
expect 2 list
complains "transom init"
expect 2 -C "$tmp" list
complains "no transom.yaml"
expect 2 check no-such-file.edi
complains "no-such-file.edi"
