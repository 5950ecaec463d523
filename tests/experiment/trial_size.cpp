// The size of a trial: power by simulation of the test it stands for, and published sample sizes.
#include "engine/experiment/trial_size.hpp"

#include "engine/observe/estimate.hpp"
#include "engine/random/special_functions.hpp"
#include "engine/random/stream.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace carepath;

namespace {

/// How often Student's test on `sites` simulated sites in each arm finds a difference of `effect` spreads.
double simulated_power(std::size_t sites, double effect, std::size_t trials) {
  std::size_t found = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    double mean[2] = {0, 0}, squares = 0;
    for (std::size_t arm = 0; arm < 2; ++arm) {
      std::vector<double> values;
      for (std::size_t site = 0; site < sites; ++site) {
        const auto u = keyed_uniform(mix64(trial, arm), purpose_of("site"), site);
        values.push_back(static_cast<double>(arm) * effect + normal_quantile(u.value()));
        mean[arm] += values.back() / static_cast<double>(sites);
      }
      for (const double value : values) squares += std::pow(value - mean[arm], 2);
    }
    const auto degrees = 2 * sites - 2;
    const double error = std::sqrt(squares / static_cast<double>(degrees) * 2 / static_cast<double>(sites));
    found += std::abs(mean[1] - mean[0]) > student_t_975(degrees) * error;
  }
  return static_cast<double>(found) / static_cast<double>(trials);
}

} // namespace

TEST_CASE("a difference of half, of 0.8 and of one spread needs the sites that the tables say", "[trial]") {
  // Cohen (1988), two-sided 5%, power 80%: 64, 26 and 17 in each group.
  CHECK(sites_needed({0, 0.5, 1, 1}, 0.8, 0.05) == 64);
  CHECK(sites_needed({0, 0.8, 1, 1}, 0.8, 0.05) == 26);
  CHECK(sites_needed({0, 1.0, 1, 1}, 0.8, 0.05) == 17);
  CHECK(sites_needed({0, 1.0, 1, 1}, 0.9, 0.05) > 17);
}

TEST_CASE("power is the share of simulated trials that find the difference", "[trial]") {
  constexpr std::size_t trials = 4000;
  const double power = trial_power({0, 1.5, 1, 1}, 6, 0.05);
  const double error = std::sqrt(power * (1 - power) / trials);
  CHECK(simulated_power(6, 1.5, trials) == Approx(power).margin(3 * error));
  CHECK(std::abs(simulated_power(6, 1.2, trials) - power) > 3 * error);
}

TEST_CASE("no number of sites finds a difference that is not there", "[trial]") {
  CHECK(sites_needed({1, 1, 1, 1}, 0.8, 0.05) == 0);
  CHECK(sites_needed({0, 0.001, 1, 1}, 0.8, 0.05) == 0);
}

TEST_CASE("a predicted range holds a new site's answer as often as it says", "[trial]") {
  constexpr std::size_t studies = 2000, replications = 10;
  std::size_t held = 0;
  for (std::size_t study = 0; study < studies; ++study) {
    std::vector<double> values;
    for (std::size_t at = 0; at <= replications; ++at)
      values.push_back(normal_quantile(keyed_uniform(mix64(study), purpose_of("range"), at).value()));
    const double actual = values.back();
    values.pop_back();
    double mean = 0, squares = 0;
    for (const double value : values) mean += value / replications;
    for (const double value : values) squares += std::pow(value - mean, 2);
    const double sd = std::sqrt(squares / (replications - 1));
    const auto range = predicted_range(mean, {sd, 0, replications, replications}, 1, 0.9);
    held += range.low < actual && actual < range.high;
  }
  const double error = std::sqrt(0.9 * 0.1 / studies);
  CHECK(static_cast<double>(held) / studies == Approx(0.9).margin(3 * error));
  const auto wide = predicted_range(0, {1, 0, 10, 10}, 1, 0.9),
             narrow = predicted_range(0, {1, 0, 10, 10}, 4, 0.9);
  CHECK(narrow.high < wide.high);
}

TEST_CASE("more sites narrow what is chance, and not what is unknown about the inputs", "[trial]") {
  // By hand: Student's t for 95% and 9 degrees; chance 3 over 4 sites and 20 replications, inputs 2 in 10
  // draws.
  const SiteSpread spread{3, 2, 20, 10};
  constexpr double t = 2.262157163;
  const double chance = 9 * (1.0 / 4 + 1.0 / 20), inputs = 4 * (1 + 1.0 / 10);
  CHECK(predicted_range(5, spread, 4, 0.95).high == Approx(5 + t * std::sqrt(chance + inputs)));
  const double known = 9 * (1.0 / 20) + inputs; // of very many sites
  CHECK(predicted_range(50, spread, 1u << 30, 0.95).low == Approx(50 - t * std::sqrt(known)));
  CHECK(std::isnan(predicted_range(5, {3, 2, 20, 1}, 4, 0.95).low));
}
