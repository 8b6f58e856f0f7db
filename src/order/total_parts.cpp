// A total that differs is most often one that leaves a part out, or counts it the other way: that part is
// named. Where several would explain it, none is: a wrong hint costs more than none.
#include "order/total_parts.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>

#include "order/money.hpp"

namespace transom {
namespace {

constexpr std::array<std::string_view, 4> names{"lines", "charges", "allowances", "taxes"};

std::string in_money(const Fraction& value) {
  const auto rounded = value.rounded(cents);
  return rounded ? money(*rounded) : std::string("?");
}

// In cents, or with all digits where cents would hide some: a difference of 0.0035 is not one of 0.00.
std::string exactly(const Fraction& value) {
  const auto rounded = value.rounded(cents);
  return rounded && Fraction(*rounded) == value ? money(*rounded) : value.to_string();
}

// What would make the written total right; empty: nothing, or several things.
std::string cause(const Fraction& missing, const std::vector<TotalPart>& parts) {
  std::string found;
  const auto note = [&found](std::string one) { found = found.empty() ? std::move(one) : std::string("?"); };
  for (const TotalPart& part : parts) {
    if (part.money.is_zero()) continue;
    if (part.money == missing) {
      note(fmt::format("; without {} ({}) it fits", part.place, in_money(part.money)));
    } else if (part.kind != PartKind::line && part.money + part.money == missing) {
      note(fmt::format("; with {} ({}) counted the other way it fits", part.place, in_money(part.money)));
    } else if (part.kind != PartKind::line && Fraction() - part.money == missing) {
      note(fmt::format("; with {} ({}) counted twice it fits", part.place, in_money(part.money)));
    }
  }
  return found == "?" ? std::string() : found;
}

}  // namespace

std::string difference_in_parts(Decimal written, Decimal computed, const std::vector<TotalPart>& parts) {
  const Fraction missing = Fraction(computed) - Fraction(written);
  std::array<std::optional<Fraction>, names.size()> sums;
  for (const TotalPart& part : parts) {
    auto& sum = sums[static_cast<std::size_t>(part.kind)];
    sum = sum.value_or(Fraction()) + part.money;
  }
  std::string out = fmt::format("{} {}", exactly(absolute(missing)), missing.is_negative() ? "less" : "more");
  std::string_view before = ": ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!sums[i]) continue;
    out += fmt::format("{}{} {}", before, names[i], in_money(*sums[i]));
    before = ", ";
  }
  return out + cause(missing, parts);
}

// CTT02 may be read as a plain sum or as digits without their point; either is right.
Disagreements counts_disagree(Invoice& invoice) {
  Disagreements wrong;
  const auto lines = static_cast<Integer>(invoice.lines.size());
  if (!invoice.totals.line_count) invoice.totals.line_count = lines;
  if (*invoice.totals.line_count != lines) {
    wrong.push_back(
        {TradeCheck::arithmetic, "totals.line_count",
         fmt::format("totals.line_count says {}, but there are {} lines", *invoice.totals.line_count, lines),
         "mend it in the ERP, or leave it out"});
  }
  if (!invoice.totals.quantity_hash) return wrong;
  Fraction plain, digits;
  for (const InvoiceLine& line : invoice.lines) {
    if (!line.quantity) continue;
    const Decimal quantity = line.quantity->normalized();
    plain += quantity;
    digits += Decimal(quantity.units(), 0);
  }
  const Fraction written = *invoice.totals.quantity_hash;
  if (written == plain || written == digits) return wrong;
  wrong.push_back({TradeCheck::arithmetic, "totals.quantity_hash",
                   fmt::format("totals.quantity_hash says {}, but the quantities add up to {}",
                               written.to_string(), plain.to_string()),
                   "mend it in the ERP, or leave it out"});
  return wrong;
}

}  // namespace transom
