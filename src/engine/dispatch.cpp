// Step 12. The group is the unit of speed: one sync of the file system for a hundred files costs what one
// does.
#include "engine/dispatch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/failpoint.hpp"
#include "engine/sent_interchange.hpp"
#include "order/labels.hpp"
#include "transom/document.hpp"
#include "transom/json.hpp"
#include "transom/usage.hpp"

namespace transom {
namespace {

constexpr BusinessKind erp_kinds[] = {BusinessKind::order, BusinessKind::order_response,
                                      BusinessKind::shipment, BusinessKind::invoice,
                                      BusinessKind::order_change};

// One file a document, or all orders of a batch in one JSON array: a file is what shares a name.
struct ErpFile {
  std::string name, text;
};

// Of a shipment that goes out the ERP has the JSON; it gets what the label printer needs.
Export export_of(BusinessRecord row) {
  Export one{row.id, row.kind, row.usage, std::move(row.file_name),
             std::move(row.changed.empty() ? row.json : row.changed)};
  one.labels = row.outgoing && row.kind == BusinessKind::shipment;
  if (!one.labels) return one;
  const JsonDocuments read = read_json(one.json);
  const auto* shipment = read.ok() ? std::get_if<Shipment>(&read.documents.front()) : nullptr;
  one.json = shipment != nullptr ? labels_csv(*shipment) : std::string();
  return one;
}

std::vector<ErpFile> erp_files(const std::vector<Export>& exports, BusinessKind kind, char usage,
                               bool labels) {
  std::map<std::string, std::vector<const Export*>> by_name;
  for (const auto& one : exports) {
    if (one.kind == kind && one.labels == labels && is_test(one.usage) == is_test(usage))
      by_name[one.file_name].push_back(&one);
  }
  std::vector<ErpFile> files;
  files.reserve(by_name.size());
  for (auto& [name, orders] : by_name) {
    std::sort(orders.begin(), orders.end(), [](const Export* a, const Export* b) { return a->id < b->id; });
    std::string text;
    if (orders.size() > 1) {
      for (const auto* order : orders) text += (text.empty() ? "[" : ",\n") + order->json;
      text += "]\n";
    } else {
      text = orders.front()->json;
      if (!labels) text += "\n";
    }
    files.push_back({name, std::move(text)});
  }
  return files;
}

std::vector<DropItem> items_of(const std::vector<ErpFile>& files) {
  std::vector<DropItem> items;
  items.reserve(files.size());
  for (const auto& file : files) items.push_back({.folder = {}, .name = file.name, .bytes = file.text});
  return items;
}

std::vector<DropItem> answer_files(Store& store, const std::vector<Queued>& outbounds, char usage) {
  std::vector<DropItem> files;
  for (const auto& answer : outbounds) {
    if (is_test(answer.usage) != is_test(usage)) continue;
    auto& file = files.emplace_back(
        DropItem{.folder = answer.folder, .name = answer.file_name, .bytes = answer.bytes});
    if (answer.bytes.empty()) file.open = [&store, id = answer.id] { return sent_bytes(store, id); };
  }
  return files;
}

// What waits for the ERP behind `after`, a page of whole files: one that the page cut is read to its end.
std::vector<Export> next_exports(Store& store, BusinessId after) {
  constexpr std::size_t page = 256;
  std::vector<Export> exports;
  for (auto& row : store.pending_exports(page, after)) exports.push_back(export_of(std::move(row)));
  while (!exports.empty()) {
    auto next = store.pending_exports(1, exports.back().id);
    if (next.empty() || next.front().file_name != exports.back().file_name) break;
    exports.push_back(export_of(std::move(next.front())));
  }
  return exports;
}

}  // namespace

// Beside the orders' folder, wherever that is.
static std::string beside(const std::string& orders, std::string_view name) {
  const auto slash = orders.rfind('/');
  return fmt::format("{}{}", slash == std::string::npos ? std::string() : orders.substr(0, slash + 1), name);
}

std::string erp_folder(const std::string& orders, BusinessKind kind) {
  if (kind == BusinessKind::order) return orders;
  return beside(orders, fmt::format("{}s", kind_name(static_cast<DocumentKind>(kind))));
}

std::string labels_folder(const std::string& orders) {
  return beside(orders, "labels");
}

std::string test_folder(const std::string& folder) {
  return folder + "-test";
}

Dispatch::Dispatch(const Workspace& workspace, Files& files)
    : files_(files), drop_(files, workspace.drop), test_drop_(files, test_folder(workspace.drop)) {
  for (const BusinessKind kind : erp_kinds) {
    const std::string folder = erp_folder(workspace.orders, kind);
    erp_.push_back({kind, 'P', false, Drop(files, folder)});
    erp_.push_back({kind, 'T', false, Drop(files, test_folder(folder))});
  }
  const std::string labels = labels_folder(workspace.orders);
  erp_.push_back({BusinessKind::shipment, 'P', true, Drop(files, labels)});
  erp_.push_back({BusinessKind::shipment, 'T', true, Drop(files, test_folder(labels))});
}

void Undelivered::add(Undelivered more) {
  std::move(more.alarms.begin(), more.alarms.end(), std::back_inserter(alarms));
  std::move(more.failures.begin(), more.failures.end(), std::back_inserter(failures));
}

std::vector<std::string> Undelivered::alarms_or_fail() && {
  if (failures.empty()) return std::move(alarms);
  const Failure& first = failures.front();
  throw Failure(
      first.kind(), first.place(),
      fmt::format("what was asked for is done, and its files wait for this folder: {}", first.problem()),
      first.advice());
}

namespace {

// Puts files into their folders and learns which stay behind.
class Putting {
 public:
  Putting(Files& files, Undelivered& left) : files_(files), left_(left) {}

  // A sync for all of them; where one folder does not let us in, a sync a folder for the others.
  void put(const std::vector<Drop::Part>& parts) {
    try {
      put_together(parts);
    } catch (const FolderFailure&) {
      put_apart(parts);
    }
  }
  [[nodiscard]] const std::set<std::string>& left_behind() const { return left_behind_; }

 private:
  void put_together(std::span<const Drop::Part> parts) {
    const auto outcomes = Drop::put_together(files_, parts);
    auto outcome = outcomes.begin();
    for (const auto& [drop, items] : parts) {
      for (const DropItem& item : items) {
        if (*outcome++ != DropOutcome::conflict) continue;
        left_behind_.insert(item.name);
        left_.alarms.push_back(
            fmt::format("{}/{}: another file of this name is there; ours waits until it is moved away",
                        drop->folder(), item.name));
      }
    }
  }

  void put_apart(const std::vector<Drop::Part>& parts) {
    for (const auto& [drop, items] : parts) {
      std::map<std::string, std::vector<DropItem>> folders;
      for (const DropItem& item : items) folders[item.folder].push_back(item);
      for (const auto& [folder, own] : folders) put_in_one(*drop, folder, own);
    }
  }

  // The ERP's folders have no partner's below them: without them nobody's orders arrive, and no more is
  // taken.
  void put_in_one(const Drop& drop, const std::string& partner, const std::vector<DropItem>& items) {
    const Drop::Part part{&drop, items};
    try {
      put_together({&part, 1});
    } catch (const FolderFailure& failure) {
      if (partner.empty()) throw;
      for (const DropItem& item : items) left_behind_.insert(item.name);
      left_.failures.push_back(failure);
    }
  }

  Files& files_;
  Undelivered& left_;
  std::set<std::string> left_behind_;
};

}  // namespace

Undelivered Dispatch::deliver(Store& store, const std::vector<Queued>& outbounds,
                              const std::vector<Export>& exports, Instant now) {
  Undelivered left;
  if (outbounds.empty() && exports.empty()) return left;
  std::vector<std::vector<ErpFile>> documents;
  std::vector<std::vector<DropItem>> items;
  std::vector<Drop::Part> parts;  // orders go first, so that who is answered is seldom ahead of the ERP
  documents.reserve(erp_.size());
  items.reserve(erp_.size() + 2);
  const auto add = [&](const Drop& drop, std::vector<DropItem> files) {
    if (!files.empty()) parts.push_back({&drop, items.emplace_back(std::move(files))});
  };
  for (const ErpFolder& folder : erp_) {
    add(folder.drop,
        items_of(documents.emplace_back(erp_files(exports, folder.kind, folder.usage, folder.labels))));
  }
  add(drop_, answer_files(store, outbounds, 'P'));
  add(test_drop_, answer_files(store, outbounds, 'T'));

  Putting putting(files_, left);
  putting.put(parts);
  failpoint("delivered");
  mark(store, outbounds, exports, putting.left_behind(), now);
  failpoint("delivery_marked");
  return left;
}

void Dispatch::mark(Store& store, const std::vector<Queued>& outbounds, const std::vector<Export>& exports,
                    const std::set<std::string>& left_behind, Instant now) {
  std::vector<OutboundId> dropped;
  std::vector<BusinessId> exported;
  for (const auto& answer : outbounds) {
    if (!left_behind.contains(answer.file_name)) dropped.push_back(answer.id);
  }
  for (const auto& order : exports) {
    if (!left_behind.contains(order.file_name)) exported.push_back(order.id);
  }
  const auto unit = store.begin();
  unit->mark_dropped(dropped, now);
  unit->mark_exported(exported, now);
  unit->commit();
}

Undelivered Dispatch::deliver_pending(Store& store, Instant now) {
  constexpr std::size_t outbound_page = 16;
  Undelivered left;
  OutboundId after_outbound;
  BusinessId after_export;
  for (;;) {
    std::vector<Queued> outbounds;
    for (auto& row : store.pending_outbounds(outbound_page, after_outbound)) {
      after_outbound = row.id;
      outbounds.push_back({row.id, 0, row.usage, std::move(row.folder), std::move(row.file_name), {}});
    }
    const std::vector<Export> exports = next_exports(store, after_export);
    if (outbounds.empty() && exports.empty()) return left;
    if (!exports.empty()) after_export = exports.back().id;
    left.add(deliver(store, outbounds, exports, now));
  }
}

}  // namespace transom
