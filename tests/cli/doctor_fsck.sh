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
# What a map may say, and most likely says by a slip.
cp mappings/partners/acme-stores/partner.yaml before.yaml
printf '%s\n' 'extends: maps/850-order' 'tables:' '  item_id: {SK: vendorpart, ZQ: our_own_kind}' 'fields:' \
  '  contract: REF[QQQ]/REF02' >mappings/partners/acme-stores/slips.yaml
sed -i '/^  "850":/a\    map: slips.yaml' mappings/partners/acme-stores/partner.yaml
got=0; "$TRANSOM" doctor >"$tmp/out" 2>&1 || got=$?
says "slips.yaml:3:17: 'vendorpart' is no word of the house's table item_id" "did you mean 'vendor_part'?" \
  "slips.yaml:5:17: 'QQQ' is no code of REF01 in 004010" "did you mean 'QQ'?"
silent_about our_own_kind
[ $got -eq 1 ] || fail "exit $got although a map has what most likely are slips"
"$TRANSOM" test acme-stores >"$tmp/out" 2>"$tmp/err" || true
complains "slips.yaml:3:17: warning: 'vendorpart' is no word"
mv before.yaml mappings/partners/acme-stores/partner.yaml
rm mappings/partners/acme-stores/slips.yaml
# Codes that are well formed and nobody uses are warnings; words that are none of ours are told by file, line and column.
cp mappings/partners/acme-stores/partner.yaml before.yaml
sed -i 's/^currency: .*/currency: UDS/; s/qualifier: "01"/qualifier: "O1"/; s/"004010"/"004011"/' mappings/partners/acme-stores/partner.yaml
got=0; "$TRANSOM" doctor >"$tmp/out" 2>&1 || got=$?
says "'UDS' is no currency of ISO 4217 that is in use" "did you mean 'USD'?" \
  "acme-stores/partner.yaml: 'O1' of 005550101 is no qualifier of ISA05 and ISA07" "did you mean '01'?" \
  "no guide is of version '004011' of the 850" "did you mean '004010'?"
[ $got -eq 1 ] || fail "exit $got although a currency and a qualifier most likely are slips"
cp before.yaml mappings/partners/acme-stores/partner.yaml
got=0; "$TRANSOM" doctor >"$tmp/out" 2>&1 || got=$?
silent_about "ISO 4217"
silent_about "ISA07"
# Reference data that contradicts itself ends everything; rows that speak of what is nowhere are warnings.
tables=mappings/partners/acme-stores/reference
cp -r $tables before.tables
printf 'upc,855501000147,GH-100\n' >>$tables/item_ids.csv
expect 2 doctor
says "item_ids.csv:6:1: kind upc, id 855501000147 is there twice, the first time in line 2" "keep one of the rows"
expect 2 run --once
complains "item_ids.csv:6:1: kind upc, id 855501000147 is there twice"
sed -i '$d' $tables/item_ids.csv
printf 'upcc,1,GH-50\nupc,2,GH-500\n' >>$tables/item_ids.csv
printf 'item,unit,factor\nGH-50,Case,6\n' >$tables/item_units.csv
mkdir -p mappings/reference
printf 'partner,currency\nacme-store,USD\nacme-stores,USD\n' >mappings/reference/customers.csv
got=0; "$TRANSOM" doctor >"$tmp/out" 2>&1 || got=$?
says "item_ids.csv:6:1: 'upcc' is no kind of item number" "did you mean 'upc'?" \
  "item_ids.csv:7:7: items.csv has no item 'GH-500'" \
  "item_units.csv:2:7: 'Case' is no unit of the standard (element 355)" \
  "customers.csv:2:1: there is no partner 'acme-store'" "did you mean 'acme-stores'?"
[ $got -eq 1 ] || fail "exit $got although rows of reference data most likely are slips"
rm -r $tables mappings/reference
mv before.tables $tables
got=0; "$TRANSOM" doctor >"$tmp/out" 2>&1 || got=$?
silent_about "item_ids.csv:"
sed -i 's/lines: \[IA/lines: [IX/' mappings/partners/acme-stores/partner.yaml
expect 2 doctor
says "partner.yaml:" "'IX' is no line code" "did you mean 'IA'?"
cp before.yaml mappings/partners/acme-stores/partner.yaml
sed -i 's/item-ids: \[upc\]/item-ids: [UP, zzz]/' mappings/partners/acme-stores/partner.yaml
expect 2 doctor
says "partner.yaml:" "'UP' is no kind of item number" "did you mean 'upc'?"
expect 2 run --once
complains "'UP' is no kind of item number"
mv before.yaml mappings/partners/acme-stores/partner.yaml

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
