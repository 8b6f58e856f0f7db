#!/bin/bash
# check streams: a file far larger than the memory it may have. (Address space cannot be bounded under sanitizers.)
set -eu
. "$(dirname "$0")/../support/cli.sh"
good=$samples/acme-reorder/in/acme-PO-000000101.edi
grep -n '^ST\*\|^SE\*' "$good" >/dev/null
head -2 "$good" >large.edi
sed -n '/^ST\*/,/^SE\*/p' "$good" >set
n=$(share 30000)
awk -v n=$n '{ text = text $0 "\n" } END { for (i = 1; i <= n; i++) { t = text; c = sprintf("%06d", i)
  gsub(/ST\*850\*0001/, "ST*850*" c, t); sub(/\*0001~\n$/, "*" c "~\n", t); printf "%s", t } }' set >>large.edi
printf 'GE*%d*101~\nIEA*1*000000101~\n' $n >>large.edi
case $TRANSOM in
  *sanitized* | *tsan*) expect 0 check large.edi ;;
  *) (ulimit -v 250000; expect 0 check large.edi) ;;
esac
says "$((n / 1000)),000 sets"
