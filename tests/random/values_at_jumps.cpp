// Values that many draws fall on, exactly: whole numbers and multiples that are kept, moved and mixed.
#include "engine/random/folded.hpp"
#include "tests/random/statistics.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

DistributionPtr geometric(double probability) {
  return made("geometric", {{"probability", probability}});
}
DistributionPtr lognormal(double mean, double sd) {
  return made("lognormal", {{"mean", mean}, {"sd", sd}});
}

/// Every draw that a jump to `value` takes is that value, to the last digit, from either tail.
void check_jump(const Distribution& distribution, double value, double chance) {
  CAPTURE(value);
  const double before = distribution.cdf(std::nextafter(value, -HUGE_VAL));
  const double after = distribution.cdf(value);
  CHECK(after - before == Approx(chance).epsilon(1e-6));
  for (const double part : {0.01, 0.5, 0.99}) {
    const double u = before + part * (after - before);
    CHECK(distribution.quantile(u) == value);
    CHECK(distribution.quantile_complement(1 - u) == value);
  }
}

double share_of_draws(const DistributionPtr& distribution, double value) {
  const auto sampler = make_sampler(distribution);
  int found = 0;
  for (std::uint64_t i = 0; i < 20'000; ++i) found += sampler->draw(keyed_uniform(3, i)) == value;
  return found / 20'000.0;
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

TEST_CASE("A geometric number has the quantile that its own chance says") {
  for (const double probability : {0.02, 0.35, 0.45, 0.5, 0.66, 0.9}) {
    const DistributionPtr failures = geometric(probability);
    for (double k = 0; failures->cdf(k) < 0.999; ++k) CHECK(failures->quantile(failures->cdf(k)) == k);
    for (double k = 0; k < 200; ++k) CHECK(failures->quantile_complement(failures->cdf_complement(k)) == k);
  }
}

TEST_CASE("A geometric number that is moved keeps its limits") {
  const auto kept = truncated(affine(geometric(0.45), 1, 1), 2, 6);
  double all = 0, sum = 0;
  for (int n = 2; n <= 6; ++n) {
    const double chance = 0.45 * std::pow(0.55, n - 1);
    all += chance;
    sum += n * chance;
  }
  CHECK(kept->cdf(2) == Approx(0.45 * 0.55 / all));
  CHECK(kept->quantile(1e-6) == 2);
  CHECK(kept->mean() == Approx(sum / all).epsilon(1e-3));
  const auto tries = rounded(affine(geometric(0.66), 1, 4.5), 1);
  CHECK(tries->cdf(5) == Approx(0.66));
  CHECK(tries->cdf(6) == Approx(1 - 0.34 * 0.34));
}

TEST_CASE("In a mixture whole numbers, multiples and jumps stay what they are") {
  const auto exponential = made("exponential", {{"mean", 3}});
  const auto gamma = made("gamma", {{"mean", 3}, {"sd", 2}});
  const auto counts = mixture({0.5, 0.25, 0.25}, {geometric(0.35), exponential, gamma});
  for (const double k : {0.0, 1.0, 2.0, 5.0}) {
    const double chance = 0.5 * 0.35 * std::pow(0.65, k);
    check_jump(*counts, k, chance);
    CHECK(share_of_draws(counts, k) == Approx(chance).margin(4 * std::sqrt(chance / 20'000)));
  }
  const auto times = lognormal(5, 10);
  const auto multiples = mixture({0.5, 0.5}, {rounded(times, 1), exponential});
  for (const double k : {1.0, 3.0, 12.0}) {
    const double chance = 0.5 * (times->cdf(k + 0.5) - times->cdf(k - 0.5));
    check_jump(*multiples, k, chance);
    CHECK(share_of_draws(multiples, k) == Approx(chance).margin(4 * std::sqrt(chance / 20'000)));
  }
  const auto curve =
      find_distribution("cdf")->make({{"values", "cumulative"}, {{0, 5.44, 5.44, 20}, {0, 0.2, 0.8, 1}}});
  const auto jumping = mixture({0.5, 0.5}, {curve, exponential});
  check_jump(*jumping, 5.44, 0.3);
  CHECK(share_of_draws(jumping, 5.44) == Approx(0.3).margin(0.013));
  check_jump(*mixture({0.5, 0.5}, {clamped(exponential, 1.7, HUGE_VAL), gamma}), 1.7,
             0.5 * exponential->cdf(1.7));
}
