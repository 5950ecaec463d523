// Records of parts added up: as if everything had been recorded in one place.
#include "engine/observe/histogram.hpp"
#include "engine/observe/tallies.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace carepath;

TEST_CASE("tallies of parts add up to the tally of all", "[parts]") {
  TallySlot all, first, second, nobody;
  for (int at = 0; at < 200; ++at) {
    const double value = 1000 + std::sin(at) * (at < 120 ? 1 : 50);
    all.add(value);
    (at < 120 ? first : second).add(value);
  }
  nobody.add(first);
  nobody.add(second);
  nobody.add(TallySlot{});
  CHECK(nobody.n == all.n);
  CHECK(nobody.mean() == Approx(all.mean()).epsilon(1e-14));
  CHECK(nobody.deviation() == Approx(all.deviation()).epsilon(1e-12));
  CHECK(nobody.minimum == all.minimum);
  CHECK(nobody.maximum == all.maximum);
  CHECK(first.deviation() != Approx(all.deviation()).epsilon(0.1));
}

TEST_CASE("histograms of parts have the quantiles of all", "[parts]") {
  Histogram all, sum, other;
  for (int at = 1; at < 3000; ++at) {
    const double value = (at % 3 - 1) * std::exp(at / 300.0);
    all.add(value);
    (at < 1500 ? sum : other).add(value);
  }
  CHECK(sum.quantile(0.9) != all.quantile(0.9));
  sum.add(other);
  sum.add(Histogram());
  for (const double p : {0.01, 0.2, 0.5, 0.9, 0.99}) CHECK(sum.quantile(p) == all.quantile(p));
}
