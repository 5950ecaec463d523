// The forms in which a distribution may be given, and what is said about numbers out of range.
#include "tests/random/statistics.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

using namespace carepath;
using namespace carepath::test;

namespace {

void check_moments(const DistributionPtr& distribution, double mean, double variance) {
  CHECK(distribution->mean() == Approx(mean).epsilon(1e-12));
  CHECK(distribution->variance() == Approx(variance).epsilon(1e-10));
}

std::string refusal(std::string_view key, std::vector<std::pair<const char*, double>> given) {
  try {
    (void)made(key, std::move(given));
  } catch (const std::invalid_argument& fault) {
    return fault.what();
  }
  return "accepted";
}

DistributionPtr made_from_lists(std::string_view key, std::string_view second, std::vector<double> values,
                                std::vector<double> others) {
  Parameters given;
  given.keys = {"values", std::string(second)};
  given.numbers = {std::move(values), std::move(others)};
  return find_distribution(key)->make(given);
}

} // namespace

TEST_CASE("Every form of a distribution leads to the same moments") {
  check_moments(made("exponential", {{"rate", 0.25}}), 4, 16);
  check_moments(made("gamma", {{"mean", 6}, {"sd", 4}}), 6, 16);
  check_moments(made("gamma", {{"shape", 2}, {"scale", 3}}), 6, 18);
  check_moments(made("gamma", {{"shape", 2}, {"rate", 0.5}}), 4, 8);
  check_moments(made("gamma", {{"shape", 2}, {"mean", 6}}), 6, 18);
  check_moments(made("erlang", {{"stages", 3}, {"mean", 6}}), 6, 12);
  check_moments(made("lognormal", {{"mean", 30}, {"variance", 4}}), 30, 4);
  check_moments(made("lognormal", {{"mu", 1}, {"sigma", 0.5}}), std::exp(1.125),
                std::exp(2.25) * std::expm1(0.25));
  check_moments(made("lognormal", {{"median", std::exp(1.0)}, {"sigma", 0.5}}), std::exp(1.125),
                std::exp(2.25) * std::expm1(0.25));
  check_moments(made("normal", {{"mean", -2}, {"variance", 9}}), -2, 9);
  check_moments(made("weibull", {{"shape", 2}, {"mean", 5}}), 5, 25 * (4 / M_PI - 1));
  check_moments(made("beta", {{"low", 1}, {"high", 5}, {"mean", 2}, {"sd", 0.5}}), 2, 0.25);
  check_moments(made("beta", {{"mean", 0.076}, {"sd", 0.012}}), 0.076, 0.000144);
  check_moments(made("beta", {{"alpha", 1}, {"beta", 3}}), 0.25, 0.0375);
  CHECK(made("beta", {{"alpha", 1}, {"beta", 3}})->highest() == 1);
  check_moments(made("geometric", {{"mean", 3}}), 3, 12);
  check_moments(made("geometric", {{"probability", 0.25}}), 3, 12);
  check_moments(made("binomial", {{"n", 12}, {"probability", 0.3}}), 3.6, 2.52);
  check_moments(made("hyperexponential", {{"p", 0.5}, {"mean_1", 1}, {"mean_2", 3}}), 2, 6);
  CHECK(made("gamma", {{"mean", 6}, {"sd", 4}})->variance() != Approx(18));
}

TEST_CASE("No spread at all is a fixed value") {
  CHECK(made("lognormal", {{"mean", 7}, {"sd", 0}})->quantile(0.9) == 7);
  CHECK(made("gamma", {{"mean", 7}, {"sd", 0}})->quantile(0.1) == 7);
  CHECK(made("uniform", {{"low", 7}, {"high", 7}})->quantile(0.1) == 7);
  CHECK(made("poisson", {{"mean", 0}})->mean() == 0);
}

TEST_CASE("Poisson and binomial weights are the textbook ones") {
  const DistributionPtr poisson = made("poisson", {{"mean", 4.5}});
  CHECK(poisson->cdf(0) == Approx(std::exp(-4.5)).epsilon(1e-13));
  CHECK(poisson->cdf(2.5) == Approx(std::exp(-4.5) * (1 + 4.5 + 10.125)).epsilon(1e-13));
  CHECK(poisson->cdf(2.5) != Approx(std::exp(-4.4) * (1 + 4.4 + 9.68)).epsilon(1e-13));
  const DistributionPtr binomial = made("binomial", {{"n", 3}, {"probability", 0.2}});
  CHECK(binomial->cdf(0) == Approx(0.512).epsilon(1e-14));
  CHECK(binomial->cdf_complement(2) == Approx(0.008).epsilon(1e-13));
}

TEST_CASE("A cumulative curve may start with an atom and may jump") {
  const DistributionPtr curve = made_from_lists("cdf", "cumulative", {0, 2, 2, 10}, {0.1, 0.3, 0.5, 1});
  CHECK(curve->quantile(0.05) == 0);
  CHECK(curve->quantile(0.2) == Approx(1));
  CHECK(curve->quantile(0.4) == 2);
  CHECK(curve->quantile(0.75) == Approx(6));
  CHECK(curve->cdf(2) == Approx(0.5));
  CHECK(curve->cdf(1) == Approx(0.2));
  CHECK(curve->mean() == Approx(0.2 * 1 + 0.2 * 2 + 0.5 * 6));
  CHECK(inversion_error(*curve, *make_sampler(curve)) < 1e-12);
}

TEST_CASE("Numbers out of range are refused in a plain sentence") {
  CHECK(refusal("exponential", {{"mean", 0}}) == "mean must be more than 0");
  CHECK(refusal("exponential", {{"mean", 1}}) == "accepted");
  CHECK(refusal("lognormal", {{"mean", 2}, {"sd", -1}}) == "sd must be 0 or more");
  CHECK(refusal("uniform", {{"low", 3}, {"high", 2}}) == "low must not be more than high");
  CHECK(refusal("triangular", {{"low", 1}, {"mode", 9}, {"high", 5}}) ==
        "low, mode and high must be in rising order");
  CHECK(refusal("erlang", {{"stages", 2.5}, {"mean", 1}}) == "stages must be a whole number");
  CHECK(refusal("binomial", {{"n", 5}, {"probability", 1.2}}) == "probability must be from 0 to 1");
  CHECK(refusal("beta", {{"low", 0}, {"high", 1}, {"mean", 0.5}, {"sd", 0.6}}) ==
        "sd is too large for these limits and mean");
  CHECK(refusal("loglogistic", {{"median", 2}, {"shape", 1}}) ==
        "shape must be more than 1, or the mean is infinite");
  CHECK_THROWS_AS(made_from_lists("discrete", "weights", {1, 2}, {1}), std::invalid_argument);
  CHECK_THROWS_AS(made_from_lists("discrete", "weights", {1, 2}, {1, -1}), std::invalid_argument);
  CHECK_THROWS_AS(made_from_lists("cdf", "cumulative", {1, 2}, {0.5, 0.9}), std::invalid_argument);
}
