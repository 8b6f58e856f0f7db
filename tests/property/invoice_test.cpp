// To the cent: what add_up says of random invoices is what rationals of any size say.
//
// 10,000 in a release build; a million by hand: TRANSOM_CASES=10000 ./transom_tests -tc='property: invoices*'
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <optional>

#include "order/invoice_sum.hpp"
#include "property/campaign.hpp"
#include "property/exact_invoice.hpp"

using namespace transom;
using namespace transom::property;

namespace {

std::string shown(const std::optional<Decimal>& value) {
  if (!value) return "none";
  const auto cents = value->to_implied(2);
  return cents ? money(boost::multiprecision::cpp_int(*cents)) : value->to_string();
}

std::string shown(const std::optional<Date>& value) {
  return value ? value->iso() : "";
}

// "22.64 until 2026-03-16, all by 2026-04-05", an entry of the terms each.
std::string terms_of(const InvoiceSum& sum) {
  std::string out;
  for (const TermsSum& one : sum.terms)
    out += fmt::format("{} until {}, all by {}\n", shown(one.discount), shown(one.discount_due),
                       shown(one.net_due));
  return out;
}
std::string terms_of(const ExactTotals& want) {
  std::string out;
  for (std::size_t i = 0; i < want.discounts.size(); ++i)
    out += fmt::format("{} until {}, all by {}\n", want.discounts[i] ? money(*want.discounts[i]) : "none",
                       want.discount_due[i], want.net_due[i]);
  return out;
}

// A discount that is also written in money may be a cent off, a day that is also written as a date not at
// all.
void written_terms(const Invoice& filled, const InvoiceSettings& settings, const ExactTotals& want) {
  for (std::size_t i = 0; i < filled.terms.size(); ++i) {
    for (const int off : {-2, 1}) {
      if (!filled.terms[i].discount_percent) break;
      Invoice invoice = filled;
      invoice.totals.discount.reset();
      invoice.totals.after_discount.reset();
      const auto cents = boost::multiprecision::cpp_int(*want.discounts[i] + off);
      invoice.terms[i].discount_amount = Decimal::parse(money(cents));
      const Disagreements wrong = add_up(invoice, settings).wrong;
      CHECK(wrong.size() == (off == 1 ? 0 : 1));
      if (!wrong.empty()) CHECK(wrong.front().place == fmt::format("terms[{}]", i));
    }
    for (const int off : {-1, 0}) {
      const auto due = Date::parse_iso(want.net_due[i]);
      if (!due) break;
      Invoice invoice = filled;
      invoice.terms[i].net_date = Date::from_days(due->days() + off);
      const Disagreements wrong = add_up(invoice, settings).wrong;
      CHECK(wrong.size() == (off == 0 ? 0 : 1));
      CHECK(add_up(invoice, settings, {}, 1).wrong.empty());
    }
  }
}

}  // namespace

TEST_CASE("property: invoices add up to the cent") {
  const Campaign campaign("invoice");
  std::size_t discounted = 0, played = 0;
  for (std::size_t n = 0; n < campaign.cases(10'000); ++n) {
    if (!campaign.wants(n)) continue;
    ++played;
    Random random(campaign.seed(n));
    Invoice invoice = random_invoice(random);
    invoice.type = "credit";  // which may come to less than nothing
    const InvoiceSettings settings = random_settings(random);
    const ExactTotals want = exact_totals(invoice, settings);
    const InvoiceSum sum = add_up(invoice, settings);
    INFO(campaign.replay(n));
    for (const Disagreement& wrong : sum.wrong) FAIL_CHECK(wrong.sentence);
    CHECK(shown(invoice.totals.amount) == money(want.amount));
    CHECK(terms_of(sum) == terms_of(want));
    if (want.discount) {
      ++discounted;
      CHECK(shown(invoice.totals.discount) == money(*want.discount));
      CHECK(shown(invoice.totals.after_discount) == money(*want.after_discount));
      const auto base = invoice.totals.discountable ? invoice.totals.discountable : invoice.totals.amount;
      CHECK(shown(base) == money(want.discountable));
    }
    // What was filled in agrees with itself.
    CHECK(add_up(invoice, settings).wrong.empty());
    written_terms(invoice, settings, want);
    // A cent more is told, with both figures.
    invoice.totals.amount = add(*invoice.totals.amount, Decimal(1, 2));
    const Disagreements off = add_up(invoice, settings).wrong;
    REQUIRE_FALSE(off.empty());
    CHECK(off.front().place == "totals.amount");
    CHECK(off.front().sentence.find(invoice.totals.amount->to_plain()) != std::string::npos);
    CHECK(off.front().sentence.find(sum.amount->to_plain()) != std::string::npos);
  }
  CHECK((campaign.replays() || discounted * 4 > played));
}
