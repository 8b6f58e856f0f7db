// The directory of partners: loaded whole, then only looked into.
//
// Two partners that could both be meant by one ISA are an error at load: which of them gets the order must
// never depend on the order of folders. The index is a sorted array of views into the partners, so a look-up
// allocates nothing. A group id alone names a partner only where exactly one has it.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <utility>

#include "partner/partner_file.hpp"
#include "partner/read.hpp"
#include "transom/usage.hpp"
#include "transom/workspace.hpp"

namespace transom {

namespace fs = std::filesystem;

const Agreement* Partner::receive(std::string_view set, std::string_view version) const {
  const Agreement* best = nullptr;
  for (const Agreement& agreement : receives) {
    if (agreement.set != set || !version.starts_with(agreement.receive->version)) continue;
    if (best == nullptr || agreement.receive->version.size() > best->receive->version.size())
      best = &agreement;
  }
  return best;
}

const Agreement* Partner::send(std::string_view set) const {
  for (const Agreement& agreement : sends) {
    if (agreement.set == set) return &agreement;
  }
  return nullptr;
}

const TradingId& Partner::address(char usage) const {
  const auto kept =
      std::find_if(identity.begin(), identity.end(), [&](const TradingId& id) { return id.usage == usage; });
  if (kept != identity.end()) return *kept;
  const auto both =
      std::find_if(identity.begin(), identity.end(), [](const TradingId& id) { return id.usage == '\0'; });
  return both != identity.end() ? *both : identity.front();
}

struct Directory::Impl {
  struct Entry {
    const TradingId* trading_id;
    const Partner* partner;
    [[nodiscard]] std::pair<std::string_view, std::string_view> key() const {
      return {trading_id->qualifier, trading_id->id};
    }
  };
  std::vector<std::unique_ptr<const Partner>> partners;
  std::unique_ptr<const Partner> anyone;
  std::vector<Entry> index;

  void add(std::unique_ptr<const Partner> partner, const Workspace& workspace);
  void sort();
  static Directory load(const Workspace& workspace,
                        const std::function<void(const std::function<void()>&)>& guarded);
};

namespace {

// Where the id stands: the file is read once more, which only a mistake costs.
std::string place_of(const Partner& partner, const TradingId& id) {
  const auto at = static_cast<std::size_t>(&id - partner.identity.data());
  return load_yaml_file(partner.file).required("identity").items().at(at).place();
}

}  // namespace

void Directory::Impl::add(std::unique_ptr<const Partner> partner, const Workspace& workspace) {
  for (const TradingId& id : partner->identity) {
    for (const TradingId& ours : workspace.identity) {
      if (!overlap(id, ours)) continue;
      throw Failure(FailureKind::configuration, place_of(*partner, id),
                    fmt::format("{} is one of our own ids ({})", describe(id), workspace.file),
                    "write the id under which the partner sends");
    }
  }
  for (const TradingId& id : partner->identity) index.push_back({&id, partner.get()});
  partners.push_back(std::move(partner));
}

// Sorts the index and refuses ids that two partners claim.
void Directory::Impl::sort() {
  std::stable_sort(index.begin(), index.end(),
                   [](const Entry& a, const Entry& b) { return a.key() < b.key(); });
  for (auto a = index.begin(); a != index.end(); ++a) {
    for (auto b = a + 1; b != index.end() && b->key() == a->key(); ++b) {
      if (a->partner == b->partner || !overlap(*a->trading_id, *b->trading_id)) continue;
      throw Failure(FailureKind::configuration, place_of(*b->partner, *b->trading_id),
                    fmt::format("{} is claimed by {} as well", describe(*b->trading_id),
                                place_of(*a->partner, *a->trading_id)),
                    "give each partner ids of its own, or different usages");
    }
  }
}

Directory::Directory() : impl_(std::make_unique<Impl>()) {}
Directory::~Directory() = default;
Directory::Directory(Directory&&) noexcept = default;
Directory& Directory::operator=(Directory&&) noexcept = default;

namespace {

std::vector<std::string> partner_folders(const Workspace& workspace) {
  std::vector<std::string> folders;
  std::error_code error;
  if (!workspace.partners_folder.empty()) {
    for (const auto& entry : fs::directory_iterator(workspace.partners_folder, error)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_directory() && !name.starts_with('.')) folders.push_back(entry.path().string());
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

// `guarded` runs each step: the folder of a partner, and last the comparison of their ids.
Directory Directory::Impl::load(const Workspace& workspace,
                                const std::function<void(const std::function<void()>&)>& guarded) {
  Directory directory;
  PolicyLayers defaults;
  if (!workspace.file.empty()) {
    const YamlNode root = load_yaml_file(workspace.file);
    if (const YamlNode* node = root.find("defaults")) defaults.add(*node);
  }
  Impl& impl = *directory.impl_;
  impl.anyone = make_anyone(defaults);
  for (const std::string& folder : partner_folders(workspace))
    guarded([&] { impl.add(load_partner(folder, defaults), workspace); });
  guarded([&] { impl.sort(); });
  return directory;
}

Directory Directory::load(const Workspace& workspace) {
  return Impl::load(workspace, [](const std::function<void()>& step) { step(); });
}

Directory Directory::load_readable(const Workspace& workspace, std::vector<Failure>& left_out) {
  return Impl::load(workspace, [&left_out](const std::function<void()>& step) {
    try {
      step();
    } catch (const Failure& failure) {
      left_out.push_back(failure);
    }
  });
}

std::span<const std::unique_ptr<const Partner>> Directory::partners() const {
  return impl_->partners;
}

const Partner* Directory::find(std::string_view qualifier, std::string_view id, char usage) const {
  const std::pair key(qualifier, id);
  const Partner* both = nullptr;
  auto at =
      std::lower_bound(impl_->index.begin(), impl_->index.end(), key,
                       [](const Impl::Entry& entry, const auto& wanted) { return entry.key() < wanted; });
  for (; at != impl_->index.end() && at->key() == key; ++at) {
    if (at->trading_id->usage == '\0') both = at->partner;
    if (at->trading_id->usage == usage_of(usage)) return at->partner;
  }
  return both;
}

const Partner* Directory::find_group(std::string_view group) const {
  const Partner* found = nullptr;
  for (const auto& partner : impl_->partners) {
    for (const TradingId& id : partner->identity) {
      if (group.empty() || id.group != group) continue;
      if (found != nullptr && found != partner.get()) return nullptr;
      found = partner.get();
    }
  }
  return found;
}

const Partner* Directory::find_slug(std::string_view slug) const {
  for (const auto& partner : impl_->partners) {
    if (partner->slug == slug) return partner.get();
  }
  return nullptr;
}

const Partner& Directory::anyone() const {
  return *impl_->anyone;
}

}  // namespace transom
