// An allowance without an amount gets the one that the invoice's own sum has for it.
#include "order/invoice_extras.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace transom {

std::optional<ExtraKey> extra_key(const AllowanceCharge& one) {
  if (one.kind != "allowance" && one.kind != "charge") return std::nullopt;
  std::string code = !one.code.empty()          ? one.code
                     : !one.agency_code.empty() ? fmt::format("{} {}", one.agency, one.agency_code)
                                                : one.description;
  return ExtraKey{one.kind == "allowance", std::move(code)};
}

static void collect(std::map<ExtraKey, ExtraMoney>& out, const std::string& at,
                    const std::vector<AllowanceCharge>& list, const InvoiceSettings& settings) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const AllowanceCharge& one = list[i];
    auto key = extra_key(one);
    if (!key || !one.amount || !enters_total(one.method, settings).value_or(false)) continue;
    ExtraMoney& money = out[*std::move(key)];
    money.sum += *one.amount;
    if (!money.place.empty()) continue;
    money.place = fmt::format("{}allowances_charges[{}]", at, i);
    money.description = one.description;
  }
}

static void collect_part(std::map<ExtraKey, ExtraMoney>& out, const std::string& at, const SubLine& part,
                         const InvoiceSettings& settings) {
  collect(out, at + ".", part.allowances_charges, settings);
  if (!is_added(part)) return;
  const Fraction price = extension(part.quantity, part.unit, part.price, part.price_basis);
  if (!price.is_known() || price.is_zero()) return;
  ExtraMoney& money = out[added_parts];
  money.sum += price;
  if (money.place.empty()) money.place = at;
}

InvoiceExtras::InvoiceExtras(const Invoice& given, const InvoiceSettings& settings)
    : invoice(given), sum(add_up(invoice, settings)) {
  collect(extras, "", invoice.allowances_charges, settings);
  for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
    const InvoiceLine& line = invoice.lines[i];
    const std::string at = fmt::format("lines[{}].", i);
    collect(extras, at, line.allowances_charges, settings);
    for (std::size_t k = 0; k < line.sub_lines.size(); ++k)
      collect_part(extras, fmt::format("{}sub_lines[{}]", at, k), line.sub_lines[k], settings);
  }
  for (const auto& [key, money] : extras)
    if (!key.lowers) charges += money.sum;
  for (const TotalPart& part : sum.parts)
    if (part.kind == PartKind::tax) taxes += part.money;
}

static bool has_extras(const std::vector<AllowanceCharge>& list, const std::vector<Tax>& taxes) {
  return !list.empty() || !taxes.empty();
}

bool has_extras(const Invoice& invoice) {
  return has_extras(invoice.allowances_charges, invoice.taxes) ||
         std::any_of(invoice.lines.begin(), invoice.lines.end(), [](const InvoiceLine& line) {
           return has_extras(line.allowances_charges, line.taxes) ||
                  std::any_of(line.sub_lines.begin(), line.sub_lines.end(), [](const SubLine& part) {
                    return is_added(part) || has_extras(part.allowances_charges, part.taxes);
                  });
         });
}

}  // namespace transom
