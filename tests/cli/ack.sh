#!/bin/bash
# ack: the answer to a file, without store and, outside a workspace, without partners.
set -eu
. "$(dirname "$0")/../support/cli.sh"
good=$samples/acme-reorder/in/acme-PO-000000101.edi
bad=$samples/bad-line/in/acme-PO-000000104.edi

expect 0 ack "$good"
says "ST*997*0001" "AK1*PO*101" "AK2*850*0001" "AK5*A" "AK9*A*1*1*1"
cp out answer.edi
expect 0 check answer.edi
expect 0 ack "$bad"
says "AK5*R" "AK9*P*2*2*1" "AK3*PO1*" "AK4*3*355*5*EACH"
expect 0 ack "$good" --ack TA1
says "TA1*000000101*" "*A*000"
silent_about "ST*997"
# An interchange rejected at its envelope gets a TA1 and no 997.
expect 0 ack "$samples/truncated/in/BF850_20260303_4712.x12" --ack TA1
says "|R|023"
# Asked for by ISA14.
expect 0 ack "$samples/acme-two-interchanges/in/acme-PO-000000102.edi"
says "TA1*000000103*" "AK9*A*3*3*3"
printf 'nothing' >letter
expect 2 ack letter
complains "nobody to answer" "transom check letter"
expect 2 ack - <letter
complains "standard input: there is no interchange" "transom check FILE"
