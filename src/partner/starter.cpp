// What `transom init` writes: a workspace that runs as it stands and explains itself.
//
// Every setting is there, those with a usual default as comments. The example partner's folder starts with a
// letter, so it is a real one: it can be tried at once and removed without leaving a trace elsewhere. A test
// loads all of this and compares the commented defaults with the program's.
#include "transom/workspace.hpp"

namespace transom {
namespace {

constexpr std::string_view workspace_text = R"(# transom.yaml: who we are, where files come in, where they go.
# Paths are relative to this file. `transom doctor` checks what stands here; an unknown key is an error.

name: Example Supply                # what people read; put your own name here

# The ids under which partners write to us: ISA07/ISA08, and GS03. The first is the one we write under.
identity:
  - {qualifier: ZZ, id: EXAMPLESUPPLY, group: EXAMPLESUPPLY}
# - {qualifier: ZZ, id: EXAMPLETEST, group: EXAMPLETEST, usage: test}

# Where files come in. `atomic`: renamed or linked in, ready when seen.
# `growing`: written in place, ready when size and time stood still for `stable-for` and the last interchange is closed.
mailboxes:
  van: {folder: inbox, delivery: atomic}
# slow: {folder: inbox-slow, delivery: growing, stable-for: 30s, incomplete-after: 30m}
# hub:  {folder: inbox-hub, marker: "{name}.done", pattern: "PO*", ignore: ["*.bak"]}

folders:
  drop: outbox                      # 997, 999, TA1, 855: for the VAN to fetch
  orders: orders                    # JSON for the ERP
  outgoing: outgoing                # JSON from the ERP to send: order responses (855), shipments (856), invoices (810)
  quarantine: quarantine            # copies of what could not be accepted, each beside its reason
# claim: work/claim                 # the engine's own, on the mailboxes' file system

store: store/transom.db
mappings: mappings

orders: {files: one-an-order}       # or one-a-batch
# outgoing: {csv: {"ship*.csv": outgoing/ship.yaml}}   # CSV of the ERP by a map below mappings/
# poll: 15s                         # beside the directory watch
# notify: [/usr/local/bin/page-the-desk, --queue, edi]   # run for each new work item; gets reason, document, sentence
# log: {format: text, level: info, file: logs/transom.log}
# limits: {file: 4GiB, set: 16MiB, segment: 64KiB, elements: 1000, interchanges: 10000, groups: 5000, findings: 1000}

# What holds for every partner, unless its own file says otherwise. These are the program's defaults.
defaults:
  acknowledge: {functional: "997", technical: on-request, partial: P, list-accepted: yes, note-warnings: yes}
  duplicates: {interchange: quarantine, order: hold, look-back: 365d}
# severity: {element-code: warn}    # off, note, warn, error; the rule's name stands behind every finding
# delimiters: {element: "*", component: ">", terminator: "~", line-break: LF, on-conflict: pick}
# control-numbers: {interchange: {first: 1, last: 999999999}, group: {first: 1, last: 999999999}}
# calendar: {days: [mon, tue, wed, thu, fri], hours: 08:00-17:00, cut-off: 14:00, utc-offset: "-06:00", holidays: [2026-12-25]}
# whole-interchange: no             # yes: one rejected set rejects all of its interchange
# share-interchange: yes            # answers of one pass to one partner go out together
# drop-name: "{set}-{partner}-{isa13:09}-{time}-{seq}.edi"   # how files for the VAN are named
# sscc: {company-prefix: "0614141", extension: 0}   # ours, of GS1: cartons and pallets without an SSCC get one
)";

constexpr std::string_view partner_text =
    R"(# One partner: only what differs from `defaults` in transom.yaml and from the house maps.
partner: example-stores             # the name of this folder
name: Example Stores
currency: USD
contact: {name: EDI desk, phone: 555-0100, email: edi@example.com}

# ISA05/ISA06 and GS02 of what they send.
identity:
  - {qualifier: "12", id: "5550100", group: "5550100"}
  - {qualifier: ZZ, id: EXSTORESTEST, group: EXSTORESTEST, usage: test}

# defaults:
#   acknowledge: {partial: E}
#   severity: {element-code: warn}

receive:
  "850": {version: "004010"}                       # map: 850-order.yaml, rules: rules.yaml, once they differ
#   expect: {"855": 24h, "856": {within: 4h, from: ship-date}, "810": {within: 2 working days, from: shipment}}
  # "860": {version: "004010"}                     # changes of orders, judged by the same rules

send:
  "855": {version: "004010", answer: await}        # as-ordered: accept by itself what is not held; within: 4h for their 997
  # "865": {version: "004010", answer: await}      # the same of changes
# "856": {version: "004010"}                       # of the shipments that the ERP leaves in outgoing/
# "810": {version: "004010", batch: {count: 50, every: 1h}}
)";

}  // namespace

std::vector<StarterFile> starter_files() {
  std::vector<StarterFile> files{
      {"transom.yaml", std::string(workspace_text)},
      {"mappings/partners/example-stores/partner.yaml", std::string(partner_text)}};
  for (const char* folder : {"inbox/", "outbox/", "orders/", "outgoing/", "quarantine/", "work/claim/",
                             "store/", "mappings/partners/example-stores/reference/"}) {
    files.push_back({folder, ""});
  }
  return files;
}

}  // namespace transom
