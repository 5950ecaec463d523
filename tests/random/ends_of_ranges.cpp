// Distributions at the ends of their ranges and at parameters that are nothing or everything, against what
// they are by hand.
#include "engine/random/fit_distribution.hpp"
#include "engine/random/inverse_table.hpp"
#include "engine/random/prepared_draw.hpp"
#include "tests/random/statistics.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

DistributionPtr exponential(double mean) {
  return made("exponential", {{"mean", mean}});
}

/// Both tails at a place.
void check_tails(const Distribution& distribution, double x, double below, double above) {
  CAPTURE(x);
  CHECK(distribution.cdf(x) == Approx(below).margin(1e-12));
  CHECK(distribution.cdf_complement(x) == Approx(above).margin(1e-12));
}

} // namespace

TEST_CASE("Half of an exponential is an exponential of half the mean, with the same luck") {
  const DistributionPtr half = affine(exponential(4), 0.5, 0);
  const DistributionPtr plain = exponential(2);
  for (const double x : {0.1, 1.0, 7.0}) check_tails(*half, x, plain->cdf(x), plain->cdf_complement(x));
  for (const double u : {0.001, 0.3, 0.999}) {
    CHECK(half->quantile(u) == Approx(plain->quantile(u)));
    CHECK(half->quantile_complement(u) == Approx(plain->quantile_complement(u)));
  }
  const auto halved = make_sampler(half), drawn = make_sampler(plain);
  for (std::uint64_t i = 0; i < 100; ++i) {
    const Uniform u = keyed_uniform(5, i);
    CHECK(halved->draw(u) == Approx(drawn->draw(u)));
  }
  const DistributionPtr triangle =
      made("triangular", {{"low", 1}, {"mode", 2}, {"high", 5}}); // not scaled by its form
  const auto of_half = make_sampler(affine(triangle, 0.5, 0)), of_whole = make_sampler(triangle);
  for (std::uint64_t i = 0; i < 100; ++i) {
    const Uniform u = keyed_uniform(6, i);
    CHECK(of_half->draw(u) == Approx(of_whole->draw(u) / 2));
  }
}

TEST_CASE("A table is cut smaller where a distribution bends") {
  constexpr std::size_t uncut = 2 * 16 * 16; // sides, octaves of each, cells of an octave
  CHECK(InverseTable(exponential(1)).cell_count() == uncut);
  const DistributionPtr bent = made("triangular", {{"low", 0}, {"mode", 0.7}, {"high", 1}});
  CHECK(InverseTable(bent).cell_count() > uncut);
}

TEST_CASE("A fit of lengths that hardly differ ends at the greatest shape looked for") {
  std::vector<double> values;
  for (int at = 0; at < 60; ++at) values.push_back(10 + 0.0001 * at);
  for (const auto& family : fit_families(values))
    if (family.key == "weibull") CHECK(family.parameters[0].second == Approx(200).epsilon(1e-9));
}

TEST_CASE("Tries that never or always succeed, and tries of nobody") {
  const auto binomial = [](double n, double p) { return made("binomial", {{"n", n}, {"probability", p}}); };
  CHECK(binomial(5, 0)->mean() == 0);
  CHECK(binomial(0, 0.3)->mean() == 0);
  CHECK(binomial(5, 1)->mean() == 5);
  CHECK(binomial(5, 1)->variance() == 0);
  CHECK(binomial(5, 1)->lowest() == 5); // nothing below has a chance
  check_tails(*binomial(5, 1), 4, 0, 1);
  CHECK(binomial(1, 0.3)->mean() == Approx(0.3));
  check_tails(*binomial(2, 0.5), 0, 0.25, 0.75);
  check_tails(*binomial(2, 0.5), 1, 0.75, 0.25);
}

TEST_CASE("Nothing fails before a success that is certain") {
  for (const double u : {0.001, 0.5, 0.999}) CHECK(made("geometric", {{"probability", 1}})->quantile(u) == 0);
}

TEST_CASE("A geometric number is nothing with the chance of success") {
  const DistributionPtr failures = made("geometric", {{"probability", 0.3}});
  check_tails(*failures, -0.5, 0, 1);
  check_tails(*failures, 0, 0.3, 0.7);
  check_tails(*failures, 1.5, 0.51, 0.49);
}

TEST_CASE("Beyond the ends of a triangle there is nothing") {
  const DistributionPtr triangle = made("triangular", {{"low", 1}, {"mode", 2}, {"high", 5}});
  check_tails(*triangle, 0.5, 0, 1);
  check_tails(*triangle, 1, 0, 1);
  check_tails(*triangle, 2, 0.25, 0.75);
  check_tails(*triangle, 4, 1 - 1.0 / 12, 1.0 / 12);
  check_tails(*triangle, 5, 1, 0);
  check_tails(*triangle, 6, 1, 0);
}

TEST_CASE("What remains of an exponential stay is as long as the stay") {
  const DistributionPtr rest = equilibrium_residual(exponential(3));
  check_tails(*rest, -1, 0, 1);
  check_tails(*rest, 0, 0, 1);
  for (const double x : {0.5, 0.9, 4.0}) check_tails(*rest, x, -std::expm1(-x / 3), std::exp(-x / 3));
}

TEST_CASE("What remains of a stay that may be a million times as long is followed as far") {
  const DistributionPtr rest = equilibrium_residual(made("loglogistic", {{"median", 1}, {"shape", 2}}));
  const double mean = std::acos(0.0); // of 1 / (1 + x^2), the chance of staying beyond x
  for (const double x : {1.0, 1e4, 1e8, 1e12})
    CHECK(rest->cdf_complement(x) == Approx(std::atan(1 / x) / mean).epsilon(1e-6));
}

TEST_CASE("The last part of a mixture has an end where its share is rounded up to all") {
  const DistributionPtr delay = mixture({0.3, 0.1, 0.6}, {constant(0), constant(1), exponential(3)});
  constexpr double last = 1 - 0x1p-53;
  static_assert((last - 0.3 - 0.1) / 0.6 == 1);
  CHECK(delay->quantile(last) == exponential(3)->quantile(last));
}

TEST_CASE("The last of a list of values is reached") {
  const DistributionPtr die = discrete_index({1, 1, 2});
  CHECK(die->quantile(0.2) == 0);
  CHECK(die->quantile(0.99) == 2);
  CHECK(die->quantile(1) == 2);
  CHECK(die->quantile_complement(0) == 2);
}

TEST_CASE("A value of a tiny chance has its share of the numbers drawn, at either end") {
  const auto drawn = [](const std::vector<double>& weights, std::uint64_t bits) {
    return make_sampler(discrete_index(weights))->draw({bits});
  };
  constexpr std::uint64_t last = ~std::uint64_t{0};
  const std::vector<double> rare_last{1, 0x1p-60}, rare_first{0x1p-60, 1}; // 16 of the 2^64 numbers
  CHECK(drawn(rare_last, last) == 1);
  CHECK(drawn(rare_last, last - 15) == 1);
  CHECK(drawn(rare_last, last - 16) == 0);
  CHECK(drawn(rare_first, 0) == 0);
  CHECK(drawn(rare_first, 15) == 0);
  CHECK(drawn(rare_first, 16) == 1);
}
