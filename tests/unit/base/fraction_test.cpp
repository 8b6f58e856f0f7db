#include "base/fraction.hpp"

#include <doctest/doctest.h>

using namespace transom;

namespace {
Fraction of(std::string_view text) {
  return Decimal::parse(text).value();
}
}  // namespace

TEST_CASE("fraction: thirds are exact, tenths are decimals") {
  CHECK((Fraction(1, 3) + Fraction(2, 3)).exact().value() == Decimal::whole(1));
  CHECK_FALSE(Fraction(1, 3).exact());
  CHECK(Fraction(1, 8).exact().value() == Decimal(125, 3));
  CHECK(Fraction(-1, 6).rounded(2).value() == Decimal(-17, 2));
  CHECK((of("0.10") * Fraction(1, 12) * of("12")).exact().value() == Decimal(1, 1));
  CHECK((of("5") / of("0.3")).to_string() == "16.666667");
  CHECK((of("5") / of("-2.5")).exact().value() == Decimal::whole(-2));
  CHECK((Fraction(1, 3) - Fraction(1, 2)).rounded(4).value() == Decimal(-1667, 4));
  CHECK(Fraction(3, -6).exact().value() == Decimal(-5, 1));
}

TEST_CASE("fraction: compared by value") {
  CHECK(Fraction(2, 6) == Fraction(1, 3));
  CHECK(Fraction(1, 3) > of("0.333333"));
  CHECK(Fraction(-1, 3) < Fraction());
}

TEST_CASE("fraction: what does not fit is unknown, and so is what comes of it") {
  const Fraction big = Decimal(static_cast<int128>(1) << 126, 0);
  for (const Fraction& unknown : {big * big, big + big, Fraction(1, 0), of("1") / of("0"),
                                  Fraction(1, 0) + of("1"), Fraction(1, 0) * of("0")}) {
    CHECK_FALSE(unknown.is_known());
    CHECK_FALSE(unknown.rounded(2));
    CHECK_FALSE(unknown == unknown);
    CHECK_FALSE(unknown < of("1"));
    CHECK(unknown.to_string() == "?");
  }
}
