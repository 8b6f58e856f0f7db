// Every sentence has both figures, and names the invoices before that count with this one.
#include "order/billed_extras.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "order/agreed_extras.hpp"
#include "order/charge_sum.hpp"
#include "order/invoice_extras.hpp"
#include "order/money.hpp"
#include "order/order_names.hpp"

namespace transom {
namespace {

std::string in_cents(const Fraction& value) {
  return money(value.rounded(cents).value_or(Decimal()));
}

// What the invoices before came to, of one key or in taxes, with their names.
struct Before {
  Fraction sum;
  std::vector<Counted> counted;
};

class ExtrasComparison {
 public:
  ExtrasComparison(const Billed& billed, const OrderBook& book, const InvoiceSettings& settings)
      : billed_(billed),
        book_(book),
        settings_(settings),
        summed_(billed.invoice, settings),
        agreed_(book, summed_, billed.lines, settings) {}

  Disagreements run(const Tolerance& tolerance) {
    for (const auto& [key, said] : summed_.extras)
      if (!key.lowers) charge(key, said);
    for (const auto& [key, agreed] : agreed_.all())
      if (key.lowers) allowance(key, agreed);
    const Fraction goods = summed_.sum.goods ? Fraction(*summed_.sum.goods) : Fraction();
    if (!(off_ > room(tolerance, goods))) wrong_.clear();
    const std::size_t before = wrong_.size();
    off_ = {};
    taxes();
    if (!(off_ > room(tolerance, goods))) wrong_.resize(before);
    return std::move(wrong_);
  }

 private:
  // A cent a line: what rounding each for itself may come to.
  [[nodiscard]] Fraction slack() const {
    return Fraction(std::max<std::int64_t>(1, static_cast<std::int64_t>(billed_.invoice.lines.size())), 100);
  }

  template <class Ask>
  Before before(Ask ask) {
    Before out;
    if (!earlier_) {
      earlier_.emplace();
      for (const Invoice* one : book_.invoices())
        if (has_extras(*one)) earlier_->emplace_back(one, InvoiceExtras(*one, settings_));
    }
    for (const auto& [invoice, summed] : *earlier_) {
      Fraction sum = ask(summed);
      if (sum.is_zero()) continue;
      if (is_credit(*invoice) && !sum.is_negative()) sum = Fraction() - sum;
      out.sum += sum;
      out.counted.push_back({fmt::format("invoice {}", invoice->number), sum});
    }
    return out;
  }

  Before before(const ExtraKey& key) {
    return before([&key](const InvoiceExtras& summed) {
      const auto found = summed.extras.find(key);
      return found != summed.extras.end() ? found->second.sum : Fraction();
    });
  }

  void say(TradeCheck check, const std::string& place, const Fraction& off, std::string sentence,
           std::string_view what) {
    off_ += off;
    wrong_.push_back({check, place, std::move(sentence),
                      fmt::format("{}, or allow it by `tolerance: {{charges: {}}}` or `match: {{{}: warn}}`",
                                  what, in_cents(off), check_name(check))});
  }

  static std::string called(const ExtraKey& key, const std::string& description) {
    if (key == added_parts) return "what is charged beside the lines (their parts)";
    const std::string kind = key.lowers ? "allowance" : "charge";
    if (key.code.empty()) return fmt::format("a {}", kind);
    if (description.empty() || description == key.code) return fmt::format("{} {}", kind, key.code);
    return fmt::format("{} {} ({})", kind, key.code, visible(description, 40));
  }

  static std::string with_before(const Fraction& sum, const Before& before) {
    const std::string told = before_of(before.counted);
    return fmt::format("{}{}", in_cents(sum + before.sum), told.empty() ? "" : ", " + told);
  }

  void charge(const ExtraKey& key, const ExtraMoney& said) {
    const Agreed agreed = agreed_.of(key);
    if (agreed.open || !(said.sum > Fraction())) return;
    const Before earlier = agreed.fixed.is_zero() ? Before{} : before(key);
    const Fraction left = std::max(agreed.fixed - earlier.sum, Fraction(), less) + agreed.most;
    if (!(said.sum > left + (agreed.most.is_zero() ? Fraction() : slack()))) return;
    const std::string has = agreed.named ? "has " + in_cents(agreed.fixed + agreed.most) : "has none";
    say(TradeCheck::charges, said.place, said.sum - left,
        fmt::format("{} comes to {}, but {} {}", called(key, said.description),
                    with_before(said.sum, earlier), in_words(book_.order()), has),
        "leave out what was not ordered");
  }

  void allowance(const ExtraKey& key, const Agreed& agreed) {
    if (agreed.open) return;
    const auto found = summed_.extras.find(key);
    const Fraction taken = found != summed_.extras.end() ? found->second.sum : Fraction();
    Fraction wanted = agreed.least;
    Before earlier;
    if (billed_.completes && !agreed.fixed.is_zero()) {
      earlier = before(key);
      wanted += std::max(agreed.fixed - earlier.sum, Fraction(), less);
    }
    if (!(taken + slack() < wanted)) return;
    say(TradeCheck::charges, found != summed_.extras.end() ? found->second.place : "allowances_charges",
        wanted - taken,
        fmt::format("{} comes to {}, but {} grants {}", called(key, {}), with_before(taken, earlier),
                    in_words(book_.order()), in_cents(wanted + earlier.sum)),
        "take it off");
  }

  // A higher percent than was ordered: the sum alone would hide it behind freight that is not taxed. Taxes of
  // a part of the goods (TXI08) may be one beside the other.
  bool tax_rates(const std::string& at, const std::vector<Tax>& taxes) {
    const auto ordered = agreed_.tax_percent();
    Fraction percent, amount;
    for (const Tax& tax : taxes) {
      if (!tax_enters(tax)) continue;
      if (!tax.percent || !tax.amount || tax.basis) return false;
      percent += percent_of(tax);
      amount += *tax.amount;
    }
    if (!ordered || !(percent > *ordered)) return false;
    say(TradeCheck::taxes, at + "taxes", amount - amount * *ordered / percent,
        fmt::format("{}taxes are {} %, but {} has {} %", at, percent.to_string(), in_words(book_.order()),
                    ordered->to_string()),
        "tax it as it was ordered");
    return true;
  }

  bool tax_rates() {
    bool higher = tax_rates("", summed_.invoice.taxes);
    for (std::size_t i = 0; i < summed_.invoice.lines.size(); ++i)
      higher = tax_rates(fmt::format("lines[{}].", i), summed_.invoice.lines[i].taxes) || higher;
    return higher;
  }

  void taxes() {
    const Agreed& agreed = agreed_.taxes();
    if (tax_rates() || agreed.open || !(summed_.taxes > Fraction())) return;
    const Before earlier =
        agreed.fixed.is_zero() ? Before{} : before([](const InvoiceExtras& summed) { return summed.taxes; });
    const Fraction left = std::max(agreed.fixed - earlier.sum, Fraction(), less) + agreed.most;
    if (!(summed_.taxes > left + slack())) return;
    const std::string has = agreed.named ? "has " + in_cents(agreed.fixed + agreed.most) : "names none";
    say(TradeCheck::taxes, "taxes", summed_.taxes - left,
        fmt::format("taxes come to {}, but {} {}", with_before(summed_.taxes, earlier),
                    in_words(book_.order()), has),
        "leave out what was not ordered");
  }

  static bool less(const Fraction& a, const Fraction& b) { return a < b; }

  const Billed& billed_;
  const OrderBook& book_;
  const InvoiceSettings& settings_;
  InvoiceExtras summed_;
  AgreedExtras agreed_;
  std::optional<std::vector<std::pair<const Invoice*, InvoiceExtras>>> earlier_;
  Fraction off_;
  Disagreements wrong_;
};

}  // namespace

Disagreements extras_disagree(const Billed& billed, const OrderBook& book, const InvoiceSettings& settings,
                              const Tolerance& tolerance) {
  if (is_credit(billed.invoice)) return {};
  if (!has_extras(billed.invoice) && !grants_allowance(book.order())) return {};
  return ExtrasComparison(billed, book, settings).run(tolerance);
}

}  // namespace transom
