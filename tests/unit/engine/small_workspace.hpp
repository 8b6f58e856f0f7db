// A small workspace for tests of the engine: one mailbox, one partner that is answered as ordered.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string>

#include "support/temp_folder.hpp"

namespace transom {

namespace fs = std::filesystem;

inline std::string order_850(int number) {
  return fmt::format(
      "ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    "
      "*260302*0900*U*00401*{0:09}*0*P*>~GS*PO*ACMEEDI*WIDGETWORKS*20260302*0900*{0}*X*004010~"
      "ST*850*0001~BEG*00*SA*PO-{0}**20260302~PO1*1*12*EA*3.50**VN*AB1~CTT*1~SE*5*0001~GE*1*{0}~"
      "IEA*1*{0:09}~",
      number);
}

// A workspace whose one partner is answered as ordered.
struct SmallWorkspace {
  SmallWorkspace() {
    for (const char* name : {"inbox", "store", "quarantine", "orders", "outbox", "outgoing"}) {
      folder.folder(name);
    }
    settings("van: {folder: inbox, delivery: atomic}");
    folder.write("mappings/partners/acme/partner.yaml",
                 "partner: acme\nname: Acme Stores\nidentity:\n  - {qualifier: \"01\", id: \"123456789\", "
                 "group: ACMEEDI}\nreceive:\n  \"850\": {version: \"004010\"}\nsend:\n  \"855\": {version: "
                 "\"004010\", answer: as-ordered}\n");
  }
  // transom.yaml with these mailboxes, and whatever else stands behind them.
  void settings(const std::string& mailboxes, const std::string& more = {}) const {
    folder.write("transom.yaml",
                 "name: Widget Works\nidentity:\n  - {qualifier: ZZ, id: WIDGETWORKS, group: WIDGETWORKS}\n"
                 "mailboxes:\n  " +
                     mailboxes + "\n" + more);
  }
  void receive(int first, int last) const {
    for (int n = first; n <= last; ++n) folder.write(fmt::format("inbox/po{:04}.edi", n), order_850(n));
  }
  [[nodiscard]] std::size_t count(const std::string& name) const {
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder.at(name)))
      files += entry.is_regular_file() && !entry.path().filename().string().starts_with('.');
    return files;
  }

  TempFolder folder;
};

}  // namespace transom
