// Asking the rules of an order.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/facts.hpp"
#include "mapping/promised.hpp"
#include "mapping/rule_compiler.hpp"
#include "transom/rules.hpp"

namespace transom::mapping {

// Sets a member that a rule's `set` names.
void set_field(LineChange& change, std::string_view field, const std::string& text);

// Asks once, of one order; what it is given outlives it.
class OrderJudge {
 public:
  OrderJudge(const Order& order, const MapContext& context, const ReferenceData& reference,
             const Earlier* earlier, const LineLeaves& leaves)
      : order_(order), context_(context), reference_(reference), earlier_(earlier), leaves_(leaves) {}

  // As OrderRules::judge. `asks_stock`, `asks_credit`: whether any of the rules speaks of it.
  [[nodiscard]] std::vector<Ruling> run(std::span<const CompiledRule> rules, bool asks_stock,
                                        bool asks_credit);

 private:
  struct Case;
  struct Said;
  [[nodiscard]] Order judge_lines(bool asks_stock);
  [[nodiscard]] std::optional<OrderLine> judge_line(const OrderLine& line, Promised& promised);
  void ask_order(const Order& delivered, bool asks_credit);
  [[nodiscard]] std::vector<Said> ask_line(const OrderLine& line, const LineFacts& known) const;
  [[nodiscard]] bool counts(Ruling& ruling, const OrderLine& line) const;
  [[nodiscard]] LineChange settle(std::vector<Said>& said, OrderLine& line,
                                  std::vector<std::size_t>& spent) const;
  void settle_again(Said& said, const OrderLine& line) const;
  [[nodiscard]] bool may_change(Said& said, const OrderLine& line) const;
  [[nodiscard]] bool stands_in(Said& said) const;
  [[nodiscard]] Decimal owed(bool asks_credit) const;
  void keep(Said said);

  const Order& order_;
  const MapContext& context_;
  const ReferenceData& reference_;
  const Earlier* earlier_;
  const LineLeaves& leaves_;
  OrderFacts facts_;
  std::span<const CompiledRule> rules_;
  std::vector<std::size_t> times_;     // of each rule
  std::set<std::string_view> shared_;  // numbers that two lines have
  std::vector<Ruling> out_;
};

}  // namespace transom::mapping
