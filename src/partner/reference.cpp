// Reference data in memory: rows in vectors, looked up by hash.
//
// A version is the hash of the bytes that were read, so that a decision can name what it was made by and the
// store can keep it. The partner's own file is read before the workspace's, of one file the rows that name
// him before those for everybody, and a key that is there already is kept: that is all the layering there is.
// Refused: editing reference data in the store (two places would say what a price is, and the spreadsheet
// would be the one that people believe). Figures that orders use up (stock, credit) are as of the time at
// which their file was written, which is no part of the version.
#include "transom/reference.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <tuple>
#include <unordered_map>

#include "base/bare_number.hpp"
#include "base/hash.hpp"
#include "partner/reference_rows.hpp"

namespace transom {
namespace {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using ByText = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

// Two texts as one key. No cell has the separator in it: it is no printable character.
std::string pair_key(std::string_view a, std::string_view b) {
  return std::string(a).append(1, '\x1f').append(b);
}

Instant written_at(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1000 + status.st_mtim.tv_nsec / 1'000'000};
}

}  // namespace

struct ReferenceData::Impl {
  std::vector<Source> sources;
  std::string hash;
  std::array<bool, 7> there{};
  ByText<ItemRow> items;
  ByText<std::string> ids;  // kind and id -> item
  ByText<std::vector<Id>> ids_of;
  ByText<UnitFactor> units;  // item and unit
  std::vector<ContractPrice> prices;
  ByText<std::vector<std::uint32_t>> prices_of;  // item -> rows, best first
  ByText<ShipToRow> ship_tos;                    // kind and id, kind may be empty
  ByText<StockRow> stock;
  std::optional<CustomerRow> customer;

  void take(ReferenceTable table, const Cells& row, bool own, Instant as_of);
  void take_price(const Cells& row, bool own);
  void take_item(const Cells& row);
  void take_id(const Cells& row);
  void take_ship_to(const Cells& row);
  void take_customer(const Cells& row, Instant as_of);
  void sort_prices();
};

void ReferenceData::Impl::take_price(const Cells& row, bool own) {
  ContractPrice price{.item = row.text("item"),
                      .unit = row.text("unit"),
                      .price = *row.number("price"),
                      .basis = row.text("basis"),
                      .currency = row.text("currency"),
                      .from = row.date("from"),
                      .until = row.date("until"),
                      .from_quantity = row.number("from_quantity"),
                      .promotion = row.text("promotion"),
                      .contract = row.text("contract"),
                      .own = own || !row.text("partner").empty()};
  if (price.from && price.until && *price.until < *price.from)
    row.fail("until", fmt::format("ends on {}, before it begins", price.until->iso()));
  prices_of[price.item].push_back(static_cast<std::uint32_t>(prices.size()));
  prices.push_back(std::move(price));
}

void ReferenceData::Impl::take_item(const Cells& row) {
  ItemRow item{.item = row.text("item"),
               .description = row.text("description"),
               .status = row.word("status", {"active", "discontinued", "blocked"}),
               .substitute = row.text("substitute"),
               .unit = row.text("unit"),
               .pack = row.number("pack"),
               .minimum = row.number("minimum"),
               .fractions = row.flag("fractions"),
               .hazardous = row.flag("hazardous"),
               .export_controlled = row.flag("export_controlled"),
               .un_number = row.text("un_number"),
               .shipping_name = row.text("shipping_name"),
               .hazard_class = row.text("hazard_class"),
               .packing_group = row.text("packing_group"),
               .eccn = row.text("eccn")};
  if (item.pack && item.pack->is_zero()) row.fail("pack", "a pack of nothing");
  std::string key = item.item;
  items.try_emplace(std::move(key), std::move(item));
}

void ReferenceData::Impl::take_id(const Cells& row) {
  const Id id{row.text("kind"), row.text("id")};
  const std::string item = row.text("item");
  if (ids.try_emplace(pair_key(id.kind, unpadded(id.value)), item).second) ids_of[item].push_back(id);
}

void ReferenceData::Impl::take_ship_to(const Cells& row) {
  ShipToRow place{.id = row.text("id"),
                  .kind = row.text("kind"),
                  .name = row.text("name"),
                  .city = row.text("city"),
                  .state = row.text("state"),
                  .postal = row.text("postal"),
                  .country = row.text("country"),
                  .status = row.word("status", {"open", "closed"}),
                  .transit_days = row.days("transit_days")};
  std::string key = pair_key(place.kind, unpadded(place.id));
  ship_tos.try_emplace(std::move(key), std::move(place));
}

void ReferenceData::Impl::take_customer(const Cells& row, Instant as_of) {
  if (customer) return;
  customer = CustomerRow{.currency = row.text("currency"),
                         .freight = row.text("freight"),
                         .net_days = row.days("net_days"),
                         .overdue_days = row.days("overdue_days"),
                         .discount_percent = row.number("discount_percent"),
                         .credit_limit = row.number("credit_limit"),
                         .open_balance = row.number("open_balance"),
                         .blocked = row.flag("blocked"),
                         .as_of = as_of};
}

void ReferenceData::Impl::take(ReferenceTable table, const Cells& row, bool own, Instant as_of) {
  switch (table) {
    case ReferenceTable::contract_prices:
      return take_price(row, own);
    case ReferenceTable::items:
      return take_item(row);
    case ReferenceTable::item_ids:
      return take_id(row);
    case ReferenceTable::item_units:
      units.try_emplace(pair_key(row.text("item"), row.text("unit")), row.factor("factor"));
      return;
    case ReferenceTable::ship_tos:
      return take_ship_to(row);
    case ReferenceTable::customers:
      return take_customer(row, as_of);
    case ReferenceTable::stock:
      stock.try_emplace(row.text("item"), StockRow{*row.number("available"), row.date("next"), as_of, own});
      return;
  }
}

void ReferenceData::Impl::sort_prices() {
  const auto rank = [&](std::uint32_t at) {
    const ContractPrice& p = prices[at];
    return std::tuple(p.own, !p.promotion.empty(), p.from_quantity.value_or(Decimal()),
                      p.from.value_or(Date{}), !p.currency.empty());
  };
  for (auto& [item, rows] : prices_of) {
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return rank(a) > rank(b); });
  }
}

ReferenceData::ReferenceData(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ReferenceData::~ReferenceData() = default;

ReferencePtr ReferenceData::load(std::string_view partner, const ReferencePaths& own,
                                 const ReferencePaths& house) {
  auto impl = std::make_unique<Impl>();
  Sha256 version;
  for (const auto* paths : {&own, &house}) {
    for (const auto& [name, path] : *paths) {
      const auto table = reference_table(name);
      if (!table) continue;
      const bool is_own = paths == &own;
      const Instant as_of =
          written_at(path);  // before it is read: an edit meanwhile makes it older, not newer
      Source source{.name = name, .file = path, .bytes = read_csv_file(path), .own = is_own};
      source.hash = sha256_hex(source.bytes);
      source.rows = read_rows(*table, source.bytes, path, partner,
                              [&](const Cells& row) { impl->take(*table, row, is_own, as_of); });
      impl->there[static_cast<std::size_t>(*table)] = true;
      version.update(fmt::format("{} {} {}\n", name, is_own, source.hash));
      impl->sources.push_back(std::move(source));
    }
  }
  impl->hash = version.hex();
  impl->sort_prices();
  return std::shared_ptr<const ReferenceData>(new ReferenceData(std::move(impl)));
}

bool ReferenceData::has(ReferenceTable table) const {
  return impl_->there[static_cast<std::size_t>(table)];
}

std::span<const ReferenceData::Source> ReferenceData::sources() const {
  return impl_->sources;
}

const std::string& ReferenceData::hash() const {
  return impl_->hash;
}

const ItemRow* ReferenceData::item(std::string_view number) const {
  const auto found = impl_->items.find(number);
  return found == impl_->items.end() ? nullptr : &found->second;
}

const ItemRow* ReferenceData::item_by_id(std::string_view kind, std::string_view id) const {
  if (kind == "vendor_part") {
    if (const ItemRow* ours = item(id)) return ours;
  }
  const auto found = impl_->ids.find(pair_key(kind, unpadded(id)));
  return found == impl_->ids.end() ? nullptr : item(found->second);
}

std::vector<Id> ReferenceData::ids_of(const std::string& item) const {
  const auto found = impl_->ids_of.find(item);
  return found != impl_->ids_of.end() ? found->second : std::vector<Id>();
}

std::optional<UnitFactor> ReferenceData::unit(const ItemRow& item, std::string_view unit) const {
  if (unit == item.unit) return UnitFactor{};
  for (const std::string_view of : {std::string_view(item.item), std::string_view()}) {
    const auto found = impl_->units.find(pair_key(of, unit));
    if (found != impl_->units.end()) return found->second;
  }
  return std::nullopt;
}

std::vector<const ContractPrice*> ReferenceData::prices(std::string_view item, Date day,
                                                        std::string_view currency) const {
  std::vector<const ContractPrice*> out;
  const auto found = impl_->prices_of.find(item);
  if (found == impl_->prices_of.end()) return out;
  for (const std::uint32_t at : found->second) {
    const ContractPrice& price = impl_->prices[at];
    if ((price.from && day < *price.from) || (price.until && *price.until < day)) continue;
    if (!price.currency.empty() && !currency.empty() && price.currency != currency) continue;
    out.push_back(&price);
  }
  return out;
}

const ShipToRow* ReferenceData::ship_to(std::string_view kind, std::string_view id) const {
  for (const std::string_view of : {kind, std::string_view()}) {
    const auto found = impl_->ship_tos.find(pair_key(of, unpadded(id)));
    if (found != impl_->ship_tos.end()) return &found->second;
  }
  return nullptr;
}

const CustomerRow* ReferenceData::customer() const {
  return impl_->customer ? &*impl_->customer : nullptr;
}

const StockRow* ReferenceData::stock(std::string_view item) const {
  const auto found = impl_->stock.find(item);
  return found == impl_->stock.end() ? nullptr : &found->second;
}

ReferencePaths csv_files_in(const std::string& folder) {
  ReferencePaths out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".csv" && !entry.path().filename().string().starts_with('.'))
      out[entry.path().stem().string()] = entry.path().string();
  }
  return out;
}

}  // namespace transom
