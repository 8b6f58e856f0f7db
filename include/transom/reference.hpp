// Reference data: what our house and a partner agreed on once and orders are judged by.
//
// Seven CSV files with fixed columns in a partner's reference/ folder, or in the workspace's
// mappings/reference/ for all partners; a partner's own rows go before the workspace's. Read whole and
// checked when the configuration is taken, then only looked into, by hash: no look-up allocates.
// mappings/README.md has the columns.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/date.hpp"
#include "transom/decimal.hpp"
#include "transom/trade.hpp"

namespace transom {

enum class ReferenceTable : std::uint8_t {
  contract_prices,
  items,
  item_ids,
  item_units,
  ship_tos,
  customers,
  stock
};
[[nodiscard]] std::string_view name_of(ReferenceTable table);
[[nodiscard]] std::optional<ReferenceTable> reference_table(std::string_view name);
// Whether a file of this name is also a table of codes for maps: one row a code. Most are.
[[nodiscard]] bool is_code_table(std::string_view name);

struct ContractPrice {
  std::string item, unit;
  Decimal price;
  std::string basis, currency;      // basis: what the price is for, per_each where empty
  std::optional<Date> from, until;  // both days belong to it
  std::optional<Decimal> from_quantity;
  std::string promotion, contract;  // promotion: its name; a promoted price goes before an ordinary one
  bool own = true;                  // from the partner's folder, or a row that names him
};

struct ItemRow {
  std::string item, description;
  std::string status;  // active, discontinued, blocked
  std::string substitute, unit;
  std::optional<Decimal> pack, minimum;  // in `unit`
  bool fractions = false;                // parts of a unit may be sold
  bool hazardous = false, export_controlled = false;
  std::string un_number, shipping_name, hazard_class, packing_group, eccn;
};

// How many of the item's own units one unit is: exact, as a fraction.
struct UnitFactor {
  std::int64_t count = 1, of = 1;
};

struct ShipToRow {
  std::string id, kind, name, city, state, postal, country;
  std::string status;  // open, closed
  std::optional<std::int64_t> transit_days;
};

struct CustomerRow {
  std::string currency, freight;
  std::optional<std::int64_t> net_days, overdue_days;
  std::optional<Decimal> discount_percent, credit_limit, open_balance;
  bool blocked = false;
  Instant as_of;  // when the file was written: what happened since is not in its figures
};

struct StockRow {
  Decimal available;
  std::optional<Date> next;
  Instant as_of;    // as that of a customer
  bool own = true;  // from the partner's folder: a stock of his own
};

using ReferencePaths = std::map<std::string, std::string>;  // name of a table -> path of its file

class ReferenceData {
 public:
  // One file as it was read.
  struct Source {
    std::string name, file, hash;  // "items", its path, SHA-256 of its bytes
    std::string bytes;
    std::uint64_t rows = 0;
    bool own = true;
  };

  // `own`: the partner's files; `house`: the workspace's, of which rows with another `partner` are left out.
  // Fails: configuration, with file:line:column.
  static std::shared_ptr<const ReferenceData> load(std::string_view partner, const ReferencePaths& own,
                                                   const ReferencePaths& house);

  ~ReferenceData();
  [[nodiscard]] bool has(ReferenceTable table) const;
  [[nodiscard]] std::span<const Source> sources() const;
  // SHA-256 over all sources: the version that a decision records.
  [[nodiscard]] const std::string& hash() const;

  [[nodiscard]] const ItemRow* item(std::string_view number) const;
  // Our item by somebody's number; `kind` as in an order's ids ("upc", "buyer_part").
  [[nodiscard]] const ItemRow* item_by_id(std::string_view kind, std::string_view id) const;
  // All other numbers of our item, the partner's own rows first.
  [[nodiscard]] std::vector<Id> ids_of(const std::string& item) const;
  // Of a unit that is not the item's own: for this item, else for all items.
  [[nodiscard]] std::optional<UnitFactor> unit(const ItemRow& item, std::string_view unit) const;
  // All prices of an item that hold on the day in that currency; the best first: the partner's own, promoted,
  // of the highest quantity, the newest, one that names its currency.
  [[nodiscard]] std::vector<const ContractPrice*> prices(std::string_view item, Date day,
                                                         std::string_view currency) const;
  [[nodiscard]] const ShipToRow* ship_to(std::string_view kind, std::string_view id) const;
  [[nodiscard]] const CustomerRow* customer() const;
  [[nodiscard]] const StockRow* stock(std::string_view item) const;

 private:
  struct Impl;
  explicit ReferenceData(std::unique_ptr<Impl> impl);
  std::unique_ptr<const Impl> impl_;
};
using ReferencePtr = std::shared_ptr<const ReferenceData>;

// The tables in a folder, those of this page or any others, by name. An absent folder has none.
[[nodiscard]] ReferencePaths csv_files_in(const std::string& folder);

}  // namespace transom
