// Step 12. The group is the unit of speed: one sync of the file system for a hundred files costs what one does.
#include "engine/deliver.hpp"

#include <algorithm>
#include <map>

#include "base/failpoint.hpp"

namespace transom {
namespace {

// One file an order, or all orders of a batch in one JSON array: a file is what shares a name.
std::vector<DropFile> order_files(const std::vector<Export>& exports, char usage) {
  std::map<std::string, std::vector<const Export*>> by_name;
  for (const auto& order : exports) {
    if ((order.usage == 'T') == (usage == 'T')) by_name[order.file_name].push_back(&order);
  }
  std::vector<DropFile> files;
  files.reserve(by_name.size());
  for (auto& [name, orders] : by_name) {
    std::sort(orders.begin(), orders.end(), [](const Export* a, const Export* b) { return a->id < b->id; });
    std::string text;
    if (orders.size() > 1) {
      for (const auto* order : orders) text += (text.empty() ? "[" : ",\n") + order->json;
      text += "]\n";
    } else {
      text = orders.front()->json + "\n";
    }
    files.push_back({.folder = {}, .name = name, .bytes = std::move(text)});
  }
  return files;
}

std::vector<DropFile> answer_files(const std::vector<Queued>& outbounds, char usage) {
  std::vector<DropFile> files;
  for (const auto& answer : outbounds) {
    if ((answer.usage == 'T') != (usage == 'T')) continue;
    files.push_back({.folder = answer.folder, .name = answer.file_name, .bytes = answer.bytes});
  }
  return files;
}

}  // namespace

std::string test_folder(const std::string& folder) { return folder + "-test"; }

Delivery::Delivery(const Workspace& workspace, Files& files)
    : drop_(files, workspace.drop),
      test_drop_(files, test_folder(workspace.drop)),
      orders_(files, workspace.orders),
      test_orders_(files, test_folder(workspace.orders)) {}

void Delivery::deliver(Store& store, const std::vector<Queued>& outbounds, const std::vector<Export>& exports,
                       Instant now) {
  if (outbounds.empty() && exports.empty()) return;
  orders_.put(order_files(exports, 'P'));
  test_orders_.put(order_files(exports, 'T'));
  failpoint("orders_exported");
  drop_.put(answer_files(outbounds, 'P'));
  test_drop_.put(answer_files(outbounds, 'T'));
  failpoint("answers_dropped");
  std::vector<OutboundId> dropped;
  std::vector<BusinessId> exported;
  for (const auto& answer : outbounds) dropped.push_back(answer.id);
  for (const auto& order : exports) exported.push_back(order.id);
  const auto unit = store.begin();
  unit->mark_dropped(dropped, now);
  unit->mark_exported(exported, now);
  unit->commit();
  failpoint("delivery_marked");
}

std::size_t Delivery::deliver_pending(Store& store, Instant now) {
  constexpr std::size_t page = 256;
  std::size_t files = 0;
  for (;;) {
    std::vector<Queued> outbounds;
    std::vector<Export> exports;
    for (auto& row : store.pending_outbounds(page)) {
      outbounds.push_back({row.id, row.usage, std::move(row.folder), std::move(row.file_name), std::move(row.bytes)});
    }
    for (auto& row : store.pending_exports(page)) {
      exports.push_back({row.id, row.usage, std::move(row.file_name), std::move(row.json)});
    }
    if (outbounds.empty() && exports.empty()) return files;
    files += outbounds.size() + exports.size();
    deliver(store, outbounds, exports, now);
  }
}

}  // namespace transom
