// A notice comes a pass behind its invoice, an answer behind the goods: who looks at the invoice by then
// finds nothing wrong with it. What a person would do is done: the document is tried, and replayed where less
// of it would wait. Refused: trying all that waits in every pass; only what happened to an order can make
// another document of that order right.
#include "engine/judge_again.hpp"

#include <algorithm>

#include "engine/intake.hpp"
#include "engine/replay.hpp"
#include "transom/hold.hpp"

namespace transom {
namespace {

// Not the name under which the engine closes what a corrected form has taken the place of: that is never
// tried again (Replay::corrected()).
constexpr const char* by_itself = "engine, again";
// Of a busy order hundreds may wait, each held against all others: a person looks at the rest.
constexpr std::size_t most_fruitless = 100;

// Reasons that say how a document stands to others of its order.
bool is_about_others(const WorkItemRecord& item) {
  return item.reason.starts_with("match-") || item.reason == "unknown-order" || item.reason == "order-held" ||
         item.reason == "unknown-change";
}

// An order or a change that a person has seen, and may have decided in part; there is nothing to decide about
// a change whose order had not come.
bool is_for_hold(Store& store, const WorkItemRecord& item) {
  if (item.reason == "unknown-order") return false;
  const auto row = item.business ? store.business(item.business) : std::nullopt;
  return row && row->verdict == Verdict::held && hold_decides(*row);
}

bool names_one(Unit& unit, const WorkItemRecord& item, const std::set<NewsOf>& news) {
  if (news.contains(news_of(item.partner, item.number))) return true;
  const auto orders = unit.orders_meant(item.business);
  return std::any_of(orders.begin(), orders.end(), [&](const OrderName& name) {
    return news.contains(news_of(item.partner, name.number));
  });
}

// By what waits, not by what is new: that may be ten thousand orders, and nothing waits for them.
std::set<DocumentId> waiting(Store& store, const std::set<NewsOf>& news, Instant began) {
  constexpr std::size_t most = 1000;
  std::set<DocumentId> out;
  const auto items = store.open_items({}, most);
  const auto unit = store.begin();  // to read
  for (const WorkItemRecord& item : items) {
    const bool left_now = !item.unsent.empty() && item.opened >= began;
    if (is_about_others(item) && (item.business ? names_one(*unit, item, news) : left_now))
      out.insert(item.document);
  }
  return out;
}

std::vector<WorkItemRecord> open_items(Store& store, DocumentId document) {
  auto items = store.items(document);
  std::erase_if(items, [](const WorkItemRecord& item) { return item.closed.has_value(); });
  return items;
}

// What waits as it did before was told then.
void keep_told(Store& store, const std::vector<WorkItemRecord>& before,
               const std::vector<WorkItemRecord>& left, Instant began, Instant now) {
  std::vector<WorkItemId> told;
  for (const WorkItemRecord& item : left) {
    const bool known = std::any_of(before.begin(), before.end(), [&](const WorkItemRecord& one) {
      return one.opened < began && one.reason == item.reason && one.number == item.number &&
             one.sentence == item.sentence;
    });
    if (known) told.push_back(item.id);
  }
  if (told.empty()) return;
  const auto unit = store.begin();
  unit->mark_told(told, now);
  unit->commit();
}

}  // namespace

JudgedAgain judge_again(Setup& setup, Store& store, const std::set<NewsOf>& news, Instant began,
                        Instant now) {
  JudgedAgain out;
  std::size_t fruitless = 0;
  for (const DocumentId document : waiting(store, news, began)) {
    const auto known = store.document(document);
    if (!known || known->size > small_bytes) continue;
    const auto before = open_items(store, document);
    const auto some = [&](const auto& is) { return std::any_of(before.begin(), before.end(), is); };
    if (!some(is_about_others) || some([&](const auto& item) { return is_for_hold(store, item); })) continue;
    ReplayRequest request{
        .document = document, .who = by_itself, .why = "what it was held against has come", .dry_run = true};
    if (replay(setup, store, now, request).work_items >= before.size()) {
      if (++fruitless > most_fruitless) break;
      continue;
    }
    request.dry_run = false;
    std::set<NewsOf> taken;
    ReplayReport report = replay(setup, store, now, request, &taken);
    out.news.merge(taken);
    ++out.taken;
    out.documents.push_back(document);
    out.sent += report.sent;
    out.alarms.insert(out.alarms.end(), report.alarms.begin(), report.alarms.end());
    const auto recent = std::count_if(before.begin(), before.end(),
                                      [&](const WorkItemRecord& item) { return item.opened >= began; });
    const auto left = open_items(store, document);
    out.closed +=
        std::min(static_cast<std::size_t>(recent), before.size() - std::min(before.size(), left.size()));
    keep_told(store, before, left, began, now);
  }
  return out;
}

}  // namespace transom
