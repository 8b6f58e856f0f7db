// Asked of the store by the place in the file, for nothing is kept of a document that did not go but its work
// item. The rows are read page by page, however many the ERP put into one file; of each only its id is kept.
// What went in one attempt has no row in those behind it, so that all are asked, the newest first.
#include "app/erp_fates.hpp"

#include "engine/behind_waiting.hpp"

namespace transom {

ErpFates::ErpFates(Store& store, const DocumentRecord& document) : store_(store) {
  constexpr std::size_t page_rows = 1000;
  for (auto& item : store.items(document.id)) items_.insert_or_assign(item.part.set, std::move(item));
  const auto attempts = store.attempts(document.id);
  for (auto attempt = attempts.rbegin(); attempt != attempts.rend(); ++attempt) {
    BusinessId last;
    for (bool more = true; more;) {
      const auto page = store.business(attempt->id, page_rows, last);
      for (const auto& row : page) made_.try_emplace(row.part.set, row.id);
      more = page.size() == page_rows;
      if (more) last = page.back().id;
    }
  }
}

std::string ErpFates::waiting(BusinessId id) const {
  const auto row = store_.business(id);
  return row ? waiting_in_words(store_, *row) : "waits to be sent";
}

std::string ErpFates::of(std::uint32_t position) const {
  if (const auto row = made_.find(position); row != made_.end())
    return store_.carriers_of(row->second).empty() ? waiting(row->second) : "sent";
  const auto item = items_.find(position);
  if (item == items_.end()) return "nothing came of it";
  return (item->second.closed ? "not sent, settled: " : "NOT SENT: ") + item->second.sentence;
}

}  // namespace transom
