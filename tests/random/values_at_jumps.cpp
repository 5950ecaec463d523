// Values that many draws fall on, exactly: whole numbers and multiples that are kept, moved and mixed.
#include "engine/random/folded.hpp"
#include "tests/random/statistics.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

DistributionPtr lognormal(double mean, double sd) {
  return made("lognormal", {{"mean", mean}, {"sd", sd}});
}

} // namespace

TEST_CASE("The lower limit of what is rounded and kept occurs, however many multiples there are") {
  const DistributionPtr whole = lognormal(60, 60);
  const DistributionPtr kept = truncated(rounded(whole, 5), 10, 240);
  const double at_limit = whole->cdf(12.5) - whole->cdf(7.5);
  const double all = whole->cdf(242.5) - whole->cdf(7.5);
  CHECK(kept->quantile(1e-9) == 10);
  CHECK(kept->cdf(10) == Approx(at_limit / all));
  CHECK(kept->cdf(240) - kept->cdf(239) == Approx((whole->cdf(242.5) - whole->cdf(237.5)) / all));
}

TEST_CASE("A limit written in other words than the multiple is the multiple") {
  const double five = 5.0 / 1440, hour = 1.0 / 24, reach = 2.5 / 1440;
  for (const double times : {7.0, 11.0, 14.0, 15.0}) {
    const double low = 5 * times / 1440, high = low + hour;
    REQUIRE(low != times * five);
    for (const auto& length :
         {lognormal(hour, hour),
          made("uniform", {{"low", 0}, {"high", 4 * hour}})}) { // many multiples, and few
      const auto kept = truncated(rounded(length, five), low, high);
      const double under = length->cdf(low - reach);
      CHECK(kept->quantile(1e-9) == Approx(low));
      CHECK(kept->cdf(low) ==
            Approx((length->cdf(low + reach) - under) / (length->cdf(high + reach) - under)));
      CHECK(truncated(rounded(length, five), 0, low)->quantile_complement(1e-9) == Approx(low));
    }
  }
}

TEST_CASE("Multiples on both sides of nothing are folded onto one") {
  const DistributionPtr whole = made("normal", {{"mean", 0}, {"sd", 1000}});
  const auto folds = folded(rounded(whole, 1));
  CHECK(folds->cdf(5) == Approx(whole->cdf(5.5) - whole->cdf(-5.5)).epsilon(1e-9));
  CHECK(folds->cdf(0) == Approx(whole->cdf(0.5) - whole->cdf(-0.5)).epsilon(1e-9));
}
