// Fitting: families are found again in values drawn from them, with their parameters.
#include "engine/random/fit_distribution.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace carepath;

namespace {

std::vector<double> drawn_from(const FittedFamily& family, std::size_t count, std::uint64_t seed) {
  const auto distribution = family.distribution();
  std::vector<double> out;
  for (std::size_t at = 0; at < count; ++at)
    out.push_back(distribution->quantile(keyed_uniform(seed, purpose_of("fit"), at).value()));
  return out;
}

const FittedFamily& found(const std::vector<FittedFamily>& all, const std::string& key) {
  return *std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.key == key; });
}

const std::vector<FittedFamily> truths{
    {"exponential", {{"mean", 3}}, 0, 0, 0},
    {"gamma", {{"mean", 5}, {"sd", 3}}, 0, 0, 0},
    {"lognormal", {{"median", 2}, {"sigma", 0.9}}, 0, 0, 0},
    {"weibull", {{"shape", 2.5}, {"scale", 10}}, 0, 0, 0},
    {"loglogistic", {{"median", 4}, {"shape", 3}}, 0, 0, 0},
};

} // namespace

TEST_CASE("each family is found again among values drawn from it, with its parameters", "[fit]") {
  for (const auto& truth : truths) {
    INFO(truth.key);
    const auto values = drawn_from(truth, 4000, 7);
    const auto all = fit_families(values);
    REQUIRE(all.size() >= 4);
    const auto& own = found(all, truth.key);
    for (std::size_t at = 0; at < truth.parameters.size(); ++at) // errors are below 2% of each at 4000
      CHECK(own.parameters[at].second == Approx(truth.parameters[at].second).epsilon(0.06));
    CHECK(own.criterion <= all.front().criterion + 2); // an exponential is also a gamma
    CHECK(is_good_fit(own, values.size()));
  }
}

TEST_CASE("a family that is wrong is told by the distance of its distribution", "[fit]") {
  const auto values = drawn_from(truths[2], 4000, 7); // lognormal
  const auto all = fit_families(values);
  CHECK(all.front().key == "lognormal");
  CHECK_FALSE(is_good_fit(found(all, "exponential"), values.size()));
  CHECK(found(all, "exponential").tail_distance > 10 * all.front().tail_distance);
}

TEST_CASE("parameters found by likelihood are where it is highest", "[fit]") {
  const auto values = drawn_from(truths[3], 500, 3);
  const auto weibull = found(fit_families(values), "weibull");
  const auto likelihood = [&](double shape, double scale) {
    double sum = 0;
    for (const double x : values)
      sum += std::log(shape / scale) + (shape - 1) * std::log(x / scale) - std::pow(x / scale, shape);
    return sum;
  };
  const double shape = weibull.parameters[0].second, scale = weibull.parameters[1].second;
  const double best = likelihood(shape, scale);
  CHECK(weibull.criterion == Approx(4 - 2 * best));
  for (const double factor : {0.98, 1.02}) {
    CHECK(likelihood(shape * factor, scale) < best);
    CHECK(likelihood(shape, scale * factor) < best);
  }
}

TEST_CASE("a log-logistic is fitted where its likelihood is highest", "[fit]") {
  const auto values = drawn_from(truths[4], 40, 3);
  const auto fitted = found(fit_families(values), "loglogistic");
  const auto likelihood = [&](double median, double shape) {
    double sum = 0;
    for (const double x : values) {
      const double ratio = std::pow(x / median, shape);
      sum += std::log(shape / x) + std::log(ratio) - 2 * std::log1p(ratio);
    }
    return sum;
  };
  const double median = fitted.parameters[0].second, shape = fitted.parameters[1].second;
  const double best = likelihood(median, shape);
  CHECK(fitted.criterion == Approx(4 - 2 * best));
  for (const double factor : {0.999, 1.001}) { // one more in a sum of 40 would move the place by more
    CHECK(likelihood(median * factor, shape) < best);
    CHECK(likelihood(median, shape * factor) < best);
  }
}

TEST_CASE("values with zeros, all alike or too few are fitted by no family", "[fit]") {
  CHECK(fit_families(std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}).empty());
  CHECK(fit_families(std::vector<double>(20, 3.0)).empty());
  CHECK(fit_families(std::vector<double>{1, 2, 3}).empty());
}
