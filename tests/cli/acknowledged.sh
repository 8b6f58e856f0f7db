#!/bin/bash
# The loop closes: what was sent is acknowledged or refused by the partner's 997, and what matches nothing is work.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
deliver acme-reorder
expect 0 run --once --quiet
sent=$(ls outbox/acme-stores/855-*.edi)
their_isa=$(cut -c1-106 "$sent")
group=$(tr '~' '\n' <"$sent" | sed -nE 's/^GS\*PR\*[^*]*\*[^*]*\*[^*]*\*[^*]*\*([0-9]+)\*.*/\1/p')
[ -n "$group" ] || fail "no GS06 in $sent"
expect 0 list --sent
says "855" "dropped" "$(basename "$sent")"

# answer NAME NUMBER BODY: the partner's 997, from his ids to ours, into the mailbox.
answer() {
  local our_q=${their_isa:32:2} our_id=${their_isa:35:15} their_q=${their_isa:51:2} their_id=${their_isa:54:15} n
  n=$(printf '%s' "$3" | tr -cd '~' | wc -c)
  printf 'ISA*00*          *00*          *%s*%s*%s*%s*260303*0900*U*00401*%09d*0*P*>~GS*FA*A*B*20260303*0900*1*X*004010~ST*997*0001~%sSE*%d*0001~GE*1*1~IEA*1*%09d~' \
    "$their_q" "$their_id" "$our_q" "$our_id" "$2" "$3" $((n + 2)) "$2" >arriving
  mv arriving "inbox/$1"
}

answer good.edi 901 "AK1*PR*$group~AK9*A*1*1*1~"
expect 0 run --once --quiet
expect 0 list --sent --state acknowledged
says "$(basename "$sent")"
expect 0 show "$(document good.edi)" --history
says "answers    our 855" "now acknowledged" "group $group accepted"
# The order that was answered shows it too, and so does whoever looks for the number.
expect 0 show "$(document acme-PO-000000101.edi)" --history
says "acknowledged ->" "says: group $group accepted"
expect 0 find "${their_isa:90:9}"
says "(acknowledged)"

# The opposite of what was said, and an answer to nothing: work, and the state stays.
answer bad.edi 902 "AK1*PR*$group~AK2*855*0001~AK3*ACK*4**8~AK4*1*668*7*ZZ~AK5*R*5~AK9*R*1*1*0~"
answer lost.edi 903 "AK1*PR*4711~AK9*A*1*1*1~"
expect 1 run --once --quiet
expect 1 failed
says "ack-contradicts" "was accepted by an earlier acknowledgment" "until then the first stands" \
  "ack-unmatched" "the 997 answers group PR 4711, and no such group was sent to acme-stores" \
  "transom list --sent --partner acme-stores"
expect 0 list --sent --state refused
says "nothing was sent"

# A rejection of the next one.
deliver acme-two-interchanges
expect 0 run --once --quiet
newest=$(ls -t outbox/acme-stores/855-*.edi | head -1)
group=$(tr '~' '\n' <"$newest" | sed -nE 's/^GS\*PR\*[^*]*\*[^*]*\*[^*]*\*[^*]*\*([0-9]+)\*.*/\1/p')
# Where its first ACK stands, ST being 1.
at=$(tr -d '\r\n' <"$newest" | tr '~' '\n' | sed -n '/^ST/,$p' | grep -n '^ACK' | head -1 | cut -d: -f1)
ack=$(tr -d '\r\n' <"$newest" | tr '~' '\n' | grep '^ACK' | head -1)
answer refused.edi 904 "AK1*PR*$group~AK2*855*0001~AK3*ACK*$at**8~AK4*1*668*7*ZZ~AK4*3*355*5*EACH~AK5*R*5~AK9*R*4*4*0~"
expect 1 run --once --quiet
expect 1 failed
says "refused-by-partner" "ACK01 (segment $at): 'ZZ' is no code they know there (code 7); we sent $ack (and 1 more; \`transom show" "mend the outward map" \
  "\`transom chain 45010039"
# The work is the order's, whose number it has.
order=$(document acme-PO-000000102.edi)
expect 1 failed --format json
tr '{' '\n' <"$tmp/out" | grep refused-by-partner | head -1 | grep -q "\"document\":$order,.*\"number\":\"45010039" ||
  fail "the refusal is not work on document $order"
expect 0 show "$order" --history
says "WAITS      refused-by-partner, order 45010039" "and: ACK03 (segment $at): 'EACH' is too long (code 5); we sent $ack"
expect 1 failed --format json
says "\"more\":[\"ACK03 (segment $at): 'EACH' is too long (code 5); we sent $ack\"]"
expect 0 show "$(document refused.edi)" --history
says "now refused" "set 0001 rejected (code 5)"
expect 0 list --sent --state refused --format json
says '"state":"refused"'
expect 0 show "$(document refused.edi)" --format json
says '"acknowledges":[{"document":' '"set":"0001","code":"R","notes":"5"'
# Nobody answered any of them: as many 997s as orders came in, and not one for a 997.
[ "$(count_files outbox '997-*')" -le 4 ] || fail "an acknowledgment was acknowledged"
expect 2 list --sent --state done
complains "'done' is no state" "one of queued, dropped, acknowledged, refused, overdue, cancelled"
expect 0 fsck

# The sample story, as tools/demo plays it: one partner takes all of it, the other rejects.
expect 0 init "$tmp/story" --sample-partners
cd "$tmp/story"
deliver acme-reorder cobalt-release
expect 0 run --once --quiet
for file in "$samples"/partner-answers/later/*; do
  cp "$file" "$tmp/arriving" && mv "$tmp/arriving" "inbox/$(basename "$file")"
done
expect 1 run --once --quiet
expect 0 list --sent --state acknowledged
says "855-cobalt-industrial-"
silent_about "acme-stores"
expect 0 list --sent --state refused
says "855-acme-stores-"
expect 1 failed
says "refused-by-partner" "acme-stores rejected set 855 0001 for 4501003877" "CUR (segment 3): is not expected there (code 2); we sent CUR"
