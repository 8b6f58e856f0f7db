// transom.yaml read into a Workspace.
//
// Folders are relative to the file's own folder, so that a workspace can be moved or mounted elsewhere.
// Claim and mailboxes should lie on one file system, since files change places by rename;
// `doctor` looks at that, not the loader, which touches no folder. What the file leaves out has the defaults
// that `transom init` writes.
#include "transom/workspace.hpp"
#include "transom/usage.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "base/text.hpp"
#include "partner/policy_layers.hpp"
#include "partner/read.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_name = "transom.yaml";

struct Folder {
  std::string_view key, value;
  std::string Workspace::*member;
};
constexpr std::array<Folder, 5> folders{{{"claim", "work/claim", &Workspace::claim},
                                         {"quarantine", "quarantine", &Workspace::quarantine},
                                         {"drop", "outbox", &Workspace::drop},
                                         {"orders", "orders", &Workspace::orders},
                                         {"outgoing", "outgoing", &Workspace::outgoing}}};

class WorkspaceFile {
 public:
  explicit WorkspaceFile(const std::string& root) {
    std::error_code error;
    const fs::path absolute = fs::absolute(root, error).lexically_normal();
    space_.root = (absolute.has_filename() ? absolute : absolute.parent_path()).string();
    space_.file = fmt::format("{}/{}", space_.root, file_name);
    if (!fs::is_regular_file(space_.file, error)) {
      throw Failure(FailureKind::configuration, space_.root, fmt::format("there is no {} here", file_name),
                    fmt::format("'transom init {}' makes a workspace", space_.root));
    }
  }

  Workspace load() {
    const YamlNode root = load_yaml_file(space_.file);
    root.allow_only({"name", "identity", "mailboxes", "folders", "store", "mappings", "orders", "limits",
                     "poll", "notify", "log", "defaults", "outgoing"});
    space_.name = root.required("name").text();
    space_.identity = read_identity(root.required("identity"));
    read_mailboxes(root.required("mailboxes"));
    read_folders(root.find("folders"));
    space_.store = path_or(root.find("store"), "store/transom.db");
    space_.mappings = path_or(root.find("mappings"), "mappings");
    space_.partners_folder = space_.mappings + "/partners";
    if (const YamlNode* outgoing = root.find("outgoing")) read_outgoing(*outgoing);
    if (const YamlNode* poll = root.find("poll")) space_.poll = read_interval(*poll);
    if (const YamlNode* notify = root.find("notify")) read_notify(*notify);
    if (const YamlNode* orders = root.find("orders")) read_orders(*orders);
    if (const YamlNode* limits = root.find("limits")) read_limits(*limits);
    if (const YamlNode* log = root.find("log")) read_log(*log);
    PolicyLayers layers;
    if (const YamlNode* defaults = root.find("defaults")) layers.add(*defaults);
    space_.policy = layers.policy();
    space_.explained = layers.explain();
    return std::move(space_);
  }

 private:
  [[nodiscard]] std::string path(const YamlNode& node) const {
    if (node.text().empty()) node.fail("the path is empty; expected a folder or file, relative to this file");
    const fs::path full = (fs::path(space_.root) / node.text()).lexically_normal();
    return (full.has_filename() ? full : full.parent_path())
        .string();  // no slash at the end: paths are compared
  }

  [[nodiscard]] std::string path_or(const YamlNode* node, std::string_view otherwise) const {
    return node != nullptr ? path(*node) : fmt::format("{}/{}", space_.root, otherwise);
  }

  static std::int64_t read_interval(const YamlNode& node) {
    const std::int64_t seconds = node.as_seconds();
    if (seconds < 1) node.fail("the interval is too short; expected 1s or more");
    return seconds;
  }

  void read_mailboxes(const YamlNode& node) {
    for (const auto& [key, value] : node.entries()) {
      value.allow_only(
          {"folder", "delivery", "stable-for", "incomplete-after", "marker", "ignore", "pattern"});
      MailboxEntry box;
      box.name = key.text();
      if (box.name.empty() || percent_name(box.name) != box.name) {
        key.fail(fmt::format("'{}' cannot name a mailbox; expected letters, digits, - and _",
                             visible(box.name, 40)));
      }
      if (box.name == "outgoing")
        key.fail("'outgoing' is the name of the ERP's own mailbox", "name it otherwise");
      box.folder = path(value.required("folder"));
      if (const YamlNode* delivery = value.find("delivery")) {
        box.delivery = static_cast<Delivery>(delivery->as_word({"atomic", "growing"}));
      }
      read_readiness(value, box);
      check_folder(value.required("folder"), box);
      space_.mailboxes.push_back(std::move(box));
    }
    if (space_.mailboxes.empty())
      node.fail("there is no mailbox; expected at least one NAME: {folder: inbox}");
  }

  static void read_readiness(const YamlNode& value, MailboxEntry& box) {
    for (const std::string_view key : {"stable-for", "incomplete-after"}) {
      const YamlNode* node = value.find(key);
      if (node == nullptr) continue;
      if (box.delivery == Delivery::atomic) {
        node->fail(fmt::format("'{}' needs 'delivery: growing'; atomic files are ready when seen", key));
      }
      (key == "stable-for" ? box.stable_for : box.incomplete_after) = read_interval(*node);
    }
    if (const YamlNode* marker = value.find("marker")) {
      box.marker = marker->text();
      if (box.marker.find("{name}") == std::string::npos || box.marker == "{name}") {
        marker->fail(fmt::format("'{}' is no marker's name; expected something like \"{{name}}.done\"",
                                 visible(box.marker, 40)));
      }
    }
    if (const YamlNode* ignore = value.find("ignore")) {
      for (const YamlNode& item : ignore->items()) box.ignore.push_back(item.text());
    }
    if (const YamlNode* pattern = value.find("pattern")) box.pattern = pattern->text();
  }

  void check_folder(const YamlNode& node, const MailboxEntry& box) const {
    for (const MailboxEntry& other : space_.mailboxes) {
      if (other.folder == box.folder)
        node.fail(fmt::format("mailbox '{}' has this folder already", other.name));
    }
  }

  void read_folders(const YamlNode* node) {
    if (node != nullptr) {
      if (const YamlNode* old = node->find("responses")) {
        old->fail(
            "the folder of the ERP is called 'outgoing' now: it takes shipments, invoices and orders too",
            "write outgoing instead of responses");
      }
      std::vector<std::string_view> keys;
      for (const Folder& folder : folders) keys.push_back(folder.key);
      allow_keys(*node, keys);
    }
    for (const Folder& folder : folders) {
      const YamlNode* value = node == nullptr ? nullptr : node->find(folder.key);
      std::string& member = space_.*folder.member;
      member = path_or(value, folder.value);
      for (const MailboxEntry& box : space_.mailboxes) {
        if (member != box.folder) continue;
        const std::string problem = fmt::format("folder '{}' is mailbox '{}' as well", folder.key, box.name);
        if (value != nullptr) value->fail(problem);
        throw Failure(FailureKind::configuration, space_.file, problem,
                      "give the mailbox a folder of its own");
      }
    }
  }

  void read_notify(const YamlNode& node) {
    for (const YamlNode& item : node.items()) space_.notify.push_back(item.text());
    if (space_.notify.empty() || space_.notify.front().empty()) {
      node.fail("there is no command; expected [program, argument, ...]");
    }
  }

  void read_orders(const YamlNode& node) {
    node.allow_only({"files"});
    if (const YamlNode* files = node.find("files")) {
      space_.orders_as = static_cast<OrdersAs>(files->as_word({"one-an-order", "one-a-batch"}));
    }
  }

  // {csv: {"ship*.csv": outgoing/ship.yaml}}: maps lie below the mappings folder, so that an edit is noticed.
  void read_outgoing(const YamlNode& node) {
    node.allow_only({"csv"});
    for (const auto& [pattern, map] : node.required("csv").entries()) {
      const fs::path file(map.text());
      const bool inside =
          !map.text().empty() && file.is_relative() &&
          std::none_of(file.begin(), file.end(), [](const fs::path& part) { return part == ".."; });
      if (!inside) map.fail(fmt::format("'{}' is not below the mappings folder", visible(map.text(), 80)));
      const std::string full = (fs::path(space_.mappings) / file).string();
      std::error_code error;
      if (!fs::is_regular_file(full, error))
        map.fail(fmt::format("there is no file '{}' in {}", visible(map.text(), 80), space_.mappings));
      space_.outgoing_csv.push_back({pattern.text(), full});
    }
  }

  void read_limits(const YamlNode& node) {
    node.allow_only({"file", "set", "segment", "elements", "interchanges", "groups", "findings"});
    Limits& limits = space_.limits;
    if (const YamlNode* file = node.find("file")) limits.file = read_size(*file, 1 << 10, 1ULL << 40);
    if (const YamlNode* set = node.find("set")) limits.set = read_size(*set, 1 << 10, 1ULL << 30);
    if (const YamlNode* segment = node.find("segment"))
      limits.segment = read_size(*segment, 1 << 10, 16 << 20);
    const auto count = [&node](std::string_view key, std::uint32_t& value, std::int64_t max) {
      if (const YamlNode* found = node.find(key)) value = static_cast<std::uint32_t>(found->as_int(1, max));
    };
    count("elements", limits.elements, 100000);
    count("interchanges", limits.interchanges, 10000000);
    count("groups", limits.groups, 10000000);
    count("findings", limits.findings, 1000000);
  }

  void read_log(const YamlNode& node) {
    node.allow_only({"format", "level", "file"});
    if (const YamlNode* format = node.find("format")) {
      space_.log_format = static_cast<LogFormat>(format->as_word({"text", "json"}));
    }
    if (const YamlNode* level = node.find("level")) {
      constexpr std::array<std::string_view, 4> levels{"debug", "info", "warn", "error"};
      space_.log_level = levels[level->as_word({"debug", "info", "warn", "error"})];
    }
    if (const YamlNode* file = node.find("file")) space_.log_file = path(*file);
  }

  Workspace space_;
};

}  // namespace

Workspace Workspace::load(const std::string& root) {
  return WorkspaceFile(root).load();
}

Workspace Workspace::none() {
  Workspace space;
  const PolicyLayers layers;
  space.policy = layers.policy();
  space.explained = layers.explain();
  return space;
}

std::optional<std::string> Workspace::find(const std::string& start) {
  std::error_code error;
  fs::path folder = fs::absolute(start, error).lexically_normal();
  while (!error) {
    if (fs::is_regular_file(folder / file_name, error)) return folder.string();
    if (!folder.has_relative_path()) break;
    folder = folder.parent_path();
    error.clear();
  }
  return std::nullopt;
}

const TradingId* Workspace::ours(std::string_view qualifier, std::string_view id, char usage) const {
  static const TradingId anybody;
  if (identity.empty()) return &anybody;
  for (const TradingId& own : identity) {
    if (own.qualifier == qualifier && own.id == id && (own.usage == '\0' || own.usage == usage_of(usage)))
      return &own;
  }
  return nullptr;
}

}  // namespace transom
