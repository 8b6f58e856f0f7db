// The figures behind the total: what a discount for early payment is taken of, the discount, and what is
// left.
//
// As with all figures of an invoice, what is left out is written and what is written stays; invoice_sum.cpp
// says why.
#include "order/discount_sum.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "order/money.hpp"
#include "order/terms_sum.hpp"

namespace transom {
namespace {

class Discounts {
 public:
  Discounts(Invoice& invoice, InvoiceSum& sum, const InvoiceSettings& settings, const Tolerance& tolerance,
            std::int64_t days)
      : invoice_(invoice), sum_(sum), settings_(settings), tolerance_(tolerance), days_(days) {}

  void run(const Fraction& goods) {
    InvoiceTotals& totals = invoice_.totals;
    if (!totals.amount || !sum_.amount) return;
    const bool granted = std::any_of(invoice_.terms.begin(), invoice_.terms.end(),
                                     [](const Terms& t) { return t.discount_percent || t.discount_amount; });
    if (granted) {
      discount_base(goods);
    } else if (totals.discountable) {
      bounded(*totals.discountable);
    }
    TermsBase base = terms_base(invoice_);
    base.money = {totals.discountable.value_or(*totals.amount)};
    for (std::size_t i = 0; i < invoice_.terms.size(); ++i) {
      sum_.terms.push_back(terms_sum(invoice_.terms[i], base));
      for (auto& one :
           terms_disagree(invoice_.terms[i], base, fmt::format("terms[{}]", i), tolerance_, days_))
        sum_.wrong.push_back(std::move(one));
    }
    discount();
    if (totals.discount) {
      if (const auto left = subtract(*totals.amount, *totals.discount)) {
        settle(totals.after_discount, *left, "totals.after_discount", "the amount less the discount");
        sum_.after_discount = left;
      }
    }
  }

 private:
  void wrong(std::string place, std::string sentence, std::string next) {
    sum_.wrong.push_back({TradeCheck::arithmetic, std::move(place), std::move(sentence), std::move(next)});
  }

  [[nodiscard]] bool fits(Decimal written, Decimal computed) const {
    return transom::fits(written, computed, tolerance_);
  }

  // Holds a written figure against ours, or writes ours.
  void settle(std::optional<Decimal>& written, Decimal computed, const std::string& place,
              std::string_view what) {
    if (!written) {
      written = computed;
    } else if (!fits(*written, computed)) {
      wrong(place,
            fmt::format("{} says {}, but {} comes to {}", place, money(*written), what, money(computed)),
            "mend the figures in the ERP and leave the invoice again, or leave this one out of it");
    }
  }

  // TDS02 stands only where it is not the whole amount.
  void discount_base(const Fraction& goods) {
    InvoiceTotals& totals = invoice_.totals;
    if (settings_.discount_base == DiscountBase::goods) {
      if (const auto base = goods.rounded(cents); base && *base != *totals.amount) {
        settle(totals.discountable, *base, "totals.discountable", "goods with their allowances");
      }
    } else if (totals.discountable) {
      bounded(*totals.discountable);
    }
    sum_.discountable = totals.discountable ? totals.discountable : totals.amount;
  }

  void bounded(Decimal discountable) {
    const Decimal amount = *invoice_.totals.amount;
    const bool more = amount.is_negative() ? discountable < amount : discountable > amount;
    if (!more) return;
    wrong("totals.discountable",
          fmt::format("totals.discountable says {}, which is more than the {} that is owed",
                      money(discountable), money(amount)),
          "mend it in the ERP and leave the invoice again");
  }

  // TDS04 may be any of them. Where it is left out it is the first: by custom terms begin with what whoever
  // pays soonest may take.
  void discount() {
    std::vector<Decimal> granted;
    std::string told;
    for (const TermsSum& one : sum_.terms) {
      if (!one.discount) continue;
      granted.push_back(*one.discount);
      told += (told.empty() ? "" : " or ") + money(*one.discount);
    }
    if (granted.empty()) return;
    std::optional<Decimal>& written = invoice_.totals.discount;
    if (!written) written = granted.front();
    const auto meant =
        std::find_if(granted.begin(), granted.end(), [&](Decimal one) { return fits(*written, one); });
    sum_.discount = meant != granted.end() ? *meant : granted.front();
    if (meant != granted.end()) return;
    wrong("totals.discount",
          fmt::format("totals.discount says {}, but the discount of the terms comes to {}", money(*written),
                      told),
          "mend the figures in the ERP and leave the invoice again, or leave this one out of it");
  }

  Invoice& invoice_;
  InvoiceSum& sum_;
  const InvoiceSettings& settings_;
  const Tolerance& tolerance_;
  std::int64_t days_;
};

}  // namespace

void add_discounts(Invoice& invoice, InvoiceSum& sum, const Fraction& goods, const InvoiceSettings& settings,
                   const Tolerance& tolerance, std::int64_t days) {
  Discounts(invoice, sum, settings, tolerance, days).run(goods);
}

}  // namespace transom
