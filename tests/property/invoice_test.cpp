// To the cent: what add_up says of random invoices is what rationals of any size say.
//
// 10,000 in a release build; a million by hand: TRANSOM_CASES=10000 ./transom_tests -tc='property: invoices*'
#include <doctest/doctest.h>
#include <fmt/format.h>

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

}  // namespace

TEST_CASE("property: invoices add up to the cent") {
  const Campaign campaign("invoice");
  std::size_t discounted = 0, played = 0;
  for (std::size_t n = 0; n < campaign.cases(10'000); ++n) {
    if (!campaign.wants(n)) continue;
    ++played;
    Random random(campaign.seed(n));
    Invoice invoice = random_invoice(random);
    const InvoiceSettings settings = random_settings(random);
    const ExactTotals want = exact_totals(invoice, settings);
    const InvoiceSum sum = add_up(invoice, settings);
    INFO(campaign.replay(n));
    for (const Disagreement& wrong : sum.wrong) FAIL_CHECK(wrong.sentence);
    CHECK(shown(invoice.totals.amount) == money(want.amount));
    if (want.has_discount) {
      ++discounted;
      CHECK(shown(invoice.totals.discount) == money(want.discount));
      CHECK(shown(invoice.totals.after_discount) == money(want.after_discount));
      const auto base = invoice.totals.discountable ? invoice.totals.discountable : invoice.totals.amount;
      CHECK(shown(base) == money(want.discountable));
    }
    // What was filled in agrees with itself.
    CHECK(add_up(invoice, settings).wrong.empty());
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
