// Distributions made from others: scaled, truncated, rounded, clamped, mixed, and what remains of a
// stay already under way.
#include "engine/random/folded.hpp"
#include "engine/random/prepared_draw.hpp"
#include "engine/random/quadrature.hpp"
#include "tests/random/statistics.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace carepath;
using namespace carepath::test;

namespace {

DistributionPtr lognormal() {
  return made("lognormal", {{"mean", 16.5}, {"sd", 15.2}});
}
DistributionPtr gamma() {
  return made("gamma", {{"mean", 6}, {"sd", 4}});
}
DistributionPtr standard_normal() {
  return made("normal", {{"mean", 0}, {"sd", 1}});
}

/// What every distribution must satisfy, whatever it is made of; then the moments of its draws.
void check_whole(const DistributionPtr& distribution) {
  const auto sampler = make_sampler(distribution);
  CHECK(inversion_error(*distribution, *sampler) <= 1e-10);
  const Moments integrated = moments_of_quantile(*distribution);
  const double margin = distribution->discrete() ? 2e-4 : 1e-8;
  CHECK(distribution->mean() == Approx(integrated.mean).epsilon(margin));
  CHECK(distribution->variance() == Approx(integrated.variance).epsilon(margin));
  const auto draw = [&](std::uint64_t i) { return sampler->draw(keyed_uniform(mix64(9, i), 1)); };
  const double sd = std::sqrt(distribution->variance());
  const SampleScores right = sample_scores(draw, 100'000, distribution->mean(), distribution->variance());
  CHECK(std::fabs(right.mean) < limit);
  CHECK(std::fabs(right.variance) < limit);
  const auto wrong = sample_scores(draw, 100'000, distribution->mean() + 0.03 * sd, sd * sd);
  CHECK(std::fabs(wrong.mean) > limit);
  double before = -HUGE_VAL;
  bool rising = true;
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    const double x = sampler->draw({i * (~std::uint64_t{0} / 10'000)});
    rising = rising && x >= before - 1e-14 * std::fabs(before);
    before = x;
  }
  CHECK(rising);
}

} // namespace

TEST_CASE("Scaling and moving keep the draw monotone, whatever the sign") {
  check_whole(affine(lognormal(), 2, 3));
  const DistributionPtr mirrored = affine(lognormal(), -2, 3);
  check_whole(mirrored);
  CHECK(mirrored->mean() == Approx(3 - 2 * 16.5));
  CHECK(mirrored->cdf(mirrored->quantile(0.01)) == Approx(0.01));
  CHECK(affine(gamma(), 0, 5)->quantile(0.3) == 5);
  CHECK(affine(constant(2), -3, 1)->mean() == -5);
}

TEST_CASE("A value at a limit that is kept stays, also when the distribution is moved or mirrored") {
  const DistributionPtr events = made("poisson", {{"mean", 4}});
  const auto mass = [&](double from, double to) {
    return events->cdf(to) - (from > 0 ? events->cdf(from - 1) : 0);
  };
  const auto lowest = [](const DistributionPtr& kept) { return kept->cdf(kept->quantile(0x1p-40)); };
  // 3, 4, 5 and 6 events, moved below zero, above it and to the other side.
  for (const double plus : {-5.0, -2.75, 1.0, 0.3, 1e6}) {
    const auto moved = truncated(affine(events, 1, plus), 3 + plus, 6 + plus);
    CHECK(moved->quantile(0x1p-40) == Approx(3 + plus));
    CHECK(lowest(moved) == Approx(mass(3, 3) / mass(3, 6)));
    const auto mirrored = truncated(affine(events, -1, plus), plus - 6, plus - 3);
    CHECK(mirrored->quantile(0x1p-40) == Approx(plus - 6));
    CHECK(lowest(mirrored) == Approx(mass(6, 6) / mass(3, 6)));
  }
}

TEST_CASE("Truncation restricts u and keeps the tails exact") {
  check_whole(truncated(lognormal(), 7, 60));
  check_whole(truncated(gamma(), 2, HUGE_VAL));
  const DistributionPtr tail = truncated(standard_normal(), 5, HUGE_VAL);
  check_whole(tail);
  CHECK(tail->mean() == Approx(5.186503967).epsilon(1e-8)); // density over survival at 5
  CHECK(tail->lowest() >= 5);
  const DistributionPtr die = truncated(discrete_index({1, 1, 1, 1, 1, 1, 1}), 1, 6);
  CHECK(die->mean() == Approx(3.5));
  CHECK_THROWS_AS(truncated(gamma(), -5, -1), std::invalid_argument);
  CHECK_THROWS_AS(truncated(gamma(), 5, 1), std::invalid_argument);
}

TEST_CASE("Rounding goes to the nearest multiple, halves upwards") {
  const DistributionPtr days = rounded(made("uniform", {{"low", 0}, {"high", 3}}), 1);
  CHECK(days->cdf(0) == Approx(0.5 / 3));
  CHECK(days->cdf(1.7) == Approx(1.5 / 3));
  CHECK(days->cdf_complement(2) == Approx(0.5 / 3));
  CHECK(days->mean() == Approx(1.5));
  check_whole(rounded(gamma(), 1));
  check_whole(rounded(lognormal(), 1));
  check_whole(rounded(gamma(), 0.25));
  CHECK(rounded(constant(2.5), 1)->mean() == 3);
  CHECK_THROWS_AS(rounded(gamma(), 0), std::invalid_argument);
}

TEST_CASE("A minimum and a maximum are set to, with an atom at each") {
  const DistributionPtr kept = clamped(lognormal(), 7, 60);
  check_whole(kept);
  CHECK(kept->cdf(6.999) == 0);
  CHECK(kept->cdf(7) == Approx(lognormal()->cdf(7)));
  CHECK(kept->cdf(60) == 1);
  const DistributionPtr half = clamped(standard_normal(), 0, HUGE_VAL);
  check_whole(half);
  CHECK(half->mean() == Approx(1 / std::sqrt(2 * M_PI)).epsilon(1e-10));
  CHECK(half->variance() == Approx(0.5 - 0.5 / M_PI).epsilon(1e-10));
}

TEST_CASE("A mixture is inverted as a whole, atoms and gaps included") {
  check_whole(mixture({0.4, 0.6}, {gamma(), lognormal()}));
  check_whole(mixture({3, 2}, {constant(10), lognormal()}));
  check_whole(mixture({0.2, 0.3, 0.5}, {constant(0), constant(4), gamma()}));
  const auto unit = [](double low) { return made("uniform", {{"low", low}, {"high", low + 1}}); };
  check_whole(mixture({1, 1}, {unit(0), unit(3)}));
  const DistributionPtr delay = mixture({0.924, 0.076}, {constant(0), lognormal()});
  check_whole(delay);
  CHECK(delay->cdf(0) == Approx(0.924));
  CHECK(delay->quantile(0.9239) == 0);
  CHECK(delay->quantile(0.9241) > 0);
  CHECK(delay->mean() == Approx(0.076 * 16.5));
  CHECK(mixture({1, 1}, {constant(1), constant(3)})->mean() == Approx(2));
  CHECK(mixture({0, 1}, {constant(1), constant(3)})->mean() == 3);
  CHECK_THROWS_AS(mixture({1, -1}, {constant(1), constant(3)}), std::invalid_argument);
}

TEST_CASE("The rest of a stay under way has the equilibrium distribution") {
  for (const DistributionPtr& stay : {lognormal(), gamma()}) {
    const DistributionPtr rest = equilibrium_residual(stay);
    check_whole(rest);
    const double mean = stay->mean();
    CHECK(rest->mean() == Approx((stay->variance() + mean * mean) / (2 * mean)).epsilon(1e-9));
    CHECK(rest->mean() != Approx(mean).epsilon(1e-3));
  }
  const DistributionPtr memoryless = made("exponential", {{"mean", 3}});
  const DistributionPtr rest = equilibrium_residual(memoryless);
  check_whole(rest);
  for (const double x : {0.1, 1.0, 5.0, 30.0})
    CHECK(rest->cdf_complement(x) == Approx(memoryless->cdf_complement(x)).epsilon(1e-9));
  CHECK(equilibrium_residual(constant(4))->variance() == Approx(16.0 / 12));
}

TEST_CASE("A stay that may be nothing leaves the same rest as one that may not") {
  const DistributionPtr with_zero = equilibrium_residual(mixture({0.3, 0.7}, {constant(0), gamma()}));
  check_whole(with_zero);
  const DistributionPtr without = equilibrium_residual(gamma());
  for (const double u : {0.01, 0.3, 0.8, 0.999})
    CHECK(with_zero->quantile(u) == Approx(without->quantile(u)).epsilon(1e-9));
  check_whole(equilibrium_residual(mixture({0.3, 0.7}, {constant(10), lognormal()})));
  CHECK_THROWS_AS(equilibrium_residual(standard_normal()), std::invalid_argument);
  CHECK_THROWS_AS(equilibrium_residual(constant(0)), std::invalid_argument);
}

TEST_CASE("Values without their signs have the tails of both sides, and one rising curve") {
  const DistributionPtr half = folded(standard_normal());
  check_whole(half);
  CHECK(half->mean() == Approx(std::sqrt(2 / 3.14159265358979)).epsilon(1e-9));
  CHECK(half->cdf(-0.1) == 0);
  CHECK(half->cdf_complement(5) == Approx(2 * standard_normal()->cdf(-5)).epsilon(1e-9));
  const DistributionPtr moved = folded(affine(standard_normal(), 1, 1));
  check_whole(moved);
  CHECK(moved->cdf(1) == Approx(0.4772498681)); // between -1 and 1 about 1: from -2 to 0
  check_whole(truncated(moved, 0.5, 2));
  CHECK(folded(affine(gamma(), -1, 0))->mean() == Approx(6));
  const DistributionPtr steps = folded(affine(discrete_index({1, 2, 3, 4}), 1, -2)); // -2, -1, 0, 1
  CHECK(steps->cdf(0) == Approx(0.3));
  CHECK(steps->cdf(1) == Approx(0.9));
  CHECK(steps->highest() == 2);
  const DistributionPtr fine = folded(rounded(affine(standard_normal(), 1000, 0), 1e-3));
  CHECK(std::fabs(fine->quantile(0.5) / 1e-3 - std::round(fine->quantile(0.5) / 1e-3)) < 1e-6);
}

TEST_CASE("What remains of a stay with an upper limit is exact and soon worked out") {
  // Near the limit survival is a difference of numbers near one: panels halved for its sake have no end.
  const DistributionPtr uniform = made("uniform", {{"low", 14}, {"high", 21}});
  Parameters curve;
  curve.keys = {"values", "cumulative"};
  curve.numbers = {{1, 2, 7, 30}, {0.1, 0.4, 0.8, 1}};
  for (const DistributionPtr& stay :
       {uniform, find_distribution("cdf")->make(curve),
        made("beta", {{"alpha", 2.5}, {"beta", 1}, {"low", 1}, {"high", 4}}),
        made("beta", {{"alpha", 0.7}, {"beta", 0.4}, {"low", 0}, {"high", 1}}),
        made("triangular", {{"low", 1}, {"mode", 5}, {"high", 5}}),
        truncated(made("normal", {{"mean", 10}, {"sd", 3}}), 4, 13), truncated(lognormal(), 5, 60),
        clamped(uniform, 16, 40), mixture({0.3, 0.7}, {uniform, made("uniform", {{"low", 2}, {"high", 15}})}),
        rounded(made("exponential", {{"mean", 2}}), 1.0 / 96)}) {
    const DistributionPtr rest = equilibrium_residual(stay);
    check_whole(rest);
    const double mean = stay->mean();
    CHECK(rest->mean() == Approx((stay->variance() + mean * mean) / (2 * mean)).epsilon(1e-9));
  }
  const DistributionPtr rest = equilibrium_residual(uniform);
  CHECK(rest->cdf(7) == Approx(7 / 17.5).epsilon(1e-12));
  CHECK(rest->cdf(14) == Approx(14 / 17.5).epsilon(1e-12));
  for (const double left : {5.0, 1.0, 0.01})
    CHECK(rest->cdf_complement(21 - left) == Approx(left * left / (2 * 7 * 17.5)).epsilon(1e-9));
}

TEST_CASE("An index by weight comes up as often as its weight says") {
  const DistributionPtr choice = discrete_index({0.5, 0, 0.3, 0.2});
  const auto sampler = make_sampler(choice);
  std::vector<double> counts(4, 0);
  constexpr std::uint64_t draws = 100'000;
  for (std::uint64_t i = 0; i < draws; ++i)
    ++counts[static_cast<std::size_t>(sampler->draw(keyed_uniform(mix64(4, i), 2)))];
  const auto score = [&](std::size_t i, double share) {
    return std::fabs(counts[i] - share * draws) / std::sqrt(share * (1 - share) * draws);
  };
  CHECK(score(0, 0.5) < limit);
  CHECK(counts[1] == 0);
  CHECK(score(2, 0.3) < limit);
  CHECK(score(3, 0.2) < limit);
  CHECK(score(3, 0.21) > limit);
}
