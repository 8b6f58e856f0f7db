#!/bin/bash
# A partner's own guide: check, show, map, ack, make, run and explain all go by it; an edit holds from the next
# document on, and a wrong one leaves the last good guide in force.
set -eu
. "$(dirname "$0")/../support/cli.sh"
workspace
acme=mappings/partners/acme-stores
broken=$acme/tests/against-own-guide/in.edi
good=$acme/tests/own-guide/in.edi

expect 0 check "$good"
says "nothing to complain about"
expect 1 check "$broken"
says "REF (segment 6): a mandatory segment is missing; expected REF[IA] before PER (acme-stores/guide-850.yaml:15)" \
  "segment 'CSH' is not used here" "partly accepted"
expect 1 check "$broken" --format json
says '"source":"acme-stores/guide-850.yaml:15"' '"rule":"segment-not-used"'
expect 0 show "$broken" --problems
says "expected one of EA, PR, CA (acme-stores/guide-850.yaml:35)"
expect 0 ack "$broken"
says "AK3*CSH*7**2~" "AK4*1*353*7*01~"
expect 0 ack "$broken" --ack 999
says "IK3*CSH*7**I4~" "IK4*1*353*I6*01~" "IK5*R*I5~"
expect 1 map "$broken"
complains "expected 1 to 10 characters"
# By the standard alone, outside of the workspace, all of it is right.
cp "$broken" "$tmp/broken.edi"
(cd "$tmp" && expect 0 check broken.edi && says "nothing to complain about")

expect 0 explain acme-stores 850 --guide
says "by guide Acme Stores purchase order guide" "REF[DP]/REF02" "M 3 (the department that buys)" "$acme/guide-850.yaml:14:23"
expect 2 explain cobalt-industrial --guide
complains "by the standard's guides alone"

# What is made in the partner's name is read by his guide too.
expect 0 map "$good"
sed 's/"4501004020"/"4501004020-TOO-LONG"/' "$tmp/out" >order.json
expect 1 make order.json
complains "expected 1 to 10 characters"

# A run goes by it; an edit holds from the next document on, under another hash.
cp "$good" inbox/first.edi
expect 0 run --once
hash_of_maps() { "$TRANSOM" doctor | sed -nE 's/.*\(hash ([0-9a-f]+)\).*/\1/p'; }
before=$(hash_of_maps)
sed -i 's/  PER\[BD\]: .*/  PER[BD]: not used/' $acme/guide-850.yaml
[ -n "$before" ] && [ "$(hash_of_maps)" != "$before" ] || fail "an edited guide leaves the hash as it was"
sed -e 's/000000110/000000112/g; s/\*110\*X/*112*X/; s/GE\*1\*110/GE*1*112/; s/4501004020/4501004030/' "$good" >inbox/second.edi
expect 1 run --once
expect 1 failed
says "segment 'PER' is not used here"

# What would widen the standard is refused with its place.
sed -i 's/  TD5: 1$/  TD5: 13/' $acme/guide-850.yaml
expect 2 check "$good"
complains "$acme/guide-850.yaml:" "TD5 may be used 12 times in the 850 of 004010; an overlay only narrows the standard; write 12 or less"
sed -i 's/  TD5: 13$/  TD5: 1/' $acme/guide-850.yaml

# What we send is read by the guide that its lines name: an 855 that breaks it never leaves.
cat >$acme/guide-855.yaml <<'Y'
guide: "855"
name: Acme Stores answers
uses: {PO1: {PO107: M 13}}
Y
sed -i '/"855": {version/s/answer: as-ordered,/answer: as-ordered, guide: guide-855.yaml,/' $acme/partner.yaml
sed -e 's/000000110/000000113/g; s/\*110\*X/*113*X/; s/GE\*1\*110/GE*1*113/; s/4501004020/4501004040/; /^PER/d; s/SE\*20\*/SE*19*/' \
  "$good" >inbox/third.edi
before=$(count_files outbox '855-*')
expect 1 run --once
[ "$(count_files outbox '855-*')" -eq "$before" ] || fail "an 855 against the partner's guide was sent"
expect 1 failed
says "acme-stores/guide-855.yaml:3"
