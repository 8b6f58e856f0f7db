#!/bin/bash
# init: makes a workspace that is in order, never overwrites, refuses strange folders.
set -eu
. "$(dirname "$0")/../support/cli.sh"

expect 0 init ws --sample-partners
says "file" "Next:" "transom run --once"
for path in transom.yaml inbox outbox orders mappings/partners/acme-stores/partner.yaml; do
  [ -e "ws/$path" ] || fail "no $path"
done

echo "# mine" >> ws/transom.yaml
expect 0 init ws
says "everything was there already"
grep -q '# mine' ws/transom.yaml || fail "transom.yaml was overwritten"

mkdir strange && touch strange/file
expect 2 init strange
complains "is not empty" "--force"
expect 0 init strange --force
[ -e strange/file ] || fail "a strange file vanished"
touch plain
expect 2 init plain
complains "is a file"

cd ws
expect 0 run --once
says "0 files seen"
