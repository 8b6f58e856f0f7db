#!/bin/bash
# The notify hook: run for each new work item, while standard output stays the account of the pass.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
cat >"$tmp/page" <<'S'
#!/bin/sh
echo "paging about $1"
printf '%s|%s|%s\n' "$1" "$2" "$3" >>told
S
chmod +x "$tmp/page"
echo "notify: [$tmp/page]" >>transom.yaml
deliver truncated somebody-else bad-line
expect 1 run --once --quiet --format json
[ "$(wc -l <"$tmp/out")" -eq 1 ] || fail "the hook wrote into the output"
says '"work_items":3'
complains "paging about"
[ "$(wc -l <told)" -eq 3 ] || fail "told $(wc -l <told) times of 3 work items"
grep -q '^truncated|' told && grep -q '^not-for-us|' told && grep -q '^syntax|[0-9]*|set 850 0002 was rejected' told || { cat told; fail "not told the reasons"; }
expect 0 run --once --quiet
[ "$(wc -l <told)" -eq 3 ] || fail "told again"
