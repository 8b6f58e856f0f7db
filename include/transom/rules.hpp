// Order rules: compiled YAML that says what is right with an order, and what happens where it is not.
//
// A rule asks one question of an order or of each of its lines, in the mapping's expression language, with
// the reference data in reach (`contract.price`, `item.status`). House rules are named and parametrised by
// the partner's rules.yaml. Everything wrong in a rule is a Failure(configuration) at load with
// file:line:column. Judging is pure: no file, no clock but the context's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/mapping.hpp"
#include "transom/order.hpp"
#include "transom/reference.hpp"

namespace transom {

enum class RuleAction : std::uint8_t {
  warn,    // told and kept, nothing else
  hold,    // a person decides
  change,  // the line is changed, and answered so
  reject,  // the line, or the whole order, is rejected
};
[[nodiscard]] std::string_view to_string(RuleAction action);

// What becomes of a line: what is given replaces what was ordered.
struct LineChange {
  std::optional<Decimal> price, quantity, backorder;  // backorder: so many of them come later
  std::string unit, item;                             // item: our number of another one
  std::optional<Date> date;                           // when the later ones come
  [[nodiscard]] bool empty() const;
  friend bool operator==(const LineChange&, const LineChange&) = default;
};
// "price=18.50 backorder=4 date=2026-03-20", and back; for records.
[[nodiscard]] std::string to_text(const LineChange& change);
[[nodiscard]] std::optional<LineChange> parse_change(std::string_view text);

// Some of what a change can set.
struct Figures {
  bool price = false, quantity = false, backorder = false, unit = false, item = false, date = false;
  friend bool operator==(const Figures&, const Figures&) = default;
};
inline constexpr Figures all_figures{true, true, true, true, true, true};
[[nodiscard]] LineChange only(const LineChange& change, const Figures& figures);

// What a person's word on a line leaves to the rules.
struct LineLeave {
  Figures kept;   // of what they change by themselves
  Figures taken;  // of what those suggest that hold the line
};
using LineLeaves = std::map<std::string, LineLeave, std::less<>>;  // by the line's number

// One rule that holds for an order or a line of it.
struct Ruling {
  std::string rule;
  RuleAction action = RuleAction::hold;
  std::string line;  // number of the line; empty: the order as a whole
  std::string code;  // of the answer (ACK01), "IP"; a hold's is what a person most likely says
  LineChange change;
  std::string sentence, next, owner;
  std::optional<Decimal> figure;  // how bad it is, where the rule says so: the higher the worse
  bool if_repeated = false;       // counts only where the order came before, which the store knows
  bool taken = false;             // it holds the line, and a person takes what it suggests
};

// What orders that were taken before were promised and the reference data does not know yet; whoever judges
// asks the store for it. Nothing is asked that no rule speaks of.
struct Earlier {
  std::function<Decimal(const std::string& item)> stock;  // our number; in the item's own unit
  std::function<Decimal()> credit;
};

class OrderRules {
 public:
  struct Code;
  explicit OrderRules(std::shared_ptr<const Code> code);
  ~OrderRules();

  // In the order of the rules, those of the order first, then line by line. At most a hundred warnings
  // of one rule. `earlier`: nullptr where the order is judged by itself. `leaves`: of the lines on
  // which a person has spoken; his word goes before a rejection.
  [[nodiscard]] std::vector<Ruling> judge(const Order& order, const MapContext& context,
                                          const Earlier* earlier = nullptr,
                                          const LineLeaves& leaves = {}) const;
  // What each rule that changes or rejects would say, with some value for each that it sets; of a line it has
  // a number.
  [[nodiscard]] std::vector<Ruling> deciding() const;
  // Whether a rule speaks of stock or credit, so that earlier orders count.
  [[nodiscard]] bool asks_earlier() const;
  [[nodiscard]] const ReferencePtr& reference() const;
  // SHA-256 in hex over the rules in force.
  [[nodiscard]] const std::string& hash() const;
  // "price-over-contract.when" and the like, each with the file:line that wrote it; rules that are off as
  // well.
  [[nodiscard]] const std::vector<MapLine>& explain() const;

 private:
  std::shared_ptr<const Code> code_;
};
using OrderRulesPtr = std::shared_ptr<const OrderRules>;

// The house rules: those in the program, and over them mappings/rules/*.yaml of a workspace.
class RuleLibrary {
 public:
  // Fails: configuration.
  static RuleLibrary load(const std::string& mappings_folder);
  RuleLibrary();
  ~RuleLibrary();
  RuleLibrary(RuleLibrary&&) noexcept;
  RuleLibrary& operator=(RuleLibrary&&) noexcept;

  // Whether the workspace's own files say anything about rules, for partners that have no file.
  [[nodiscard]] bool has_own() const;
  // The rules in force with a partner's file over them (an absolute path; empty: none). Nullptr when not one
  // is on. Fails: configuration; also where the partner switches a rule on whose table is not there.
  [[nodiscard]] OrderRulesPtr compile(const std::string& file, const ReferencePtr& reference,
                                      const TablePaths& tables = {}) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace transom
