// Uncertainty about inputs apart from chance: a worked analysis of variance, and coverage of its limits.
#include "engine/experiment/variance_components.hpp"

#include "engine/random/stream.hpp"
#include "tests/experiment/normal_draws.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Draws with a spread of `inputs`, and `per_draw` replications of each with a spread of `chance`.
std::vector<double> nested(std::size_t draws, std::size_t per_draw, double inputs, double chance,
                           std::uint64_t seed) {
  std::vector<double> out;
  for (std::size_t draw = 0; draw < draws; ++draw)
    for (std::size_t at = 0; at < per_draw; ++at)
      out.push_back(10 + inputs * normal(mix64(seed), draw) +
                    chance * normal(mix64(seed + 1), draw * per_draw + at));
  return out;
}

} // namespace

TEST_CASE("variance components agree with an analysis of variance done by hand", "[variance]") {
  // Groups (1, 3), (4, 6), (8, 8): means 2, 5, 8; within 2 + 2 + 0 = 4 on 3 degrees, between 36 on 2.
  const auto parts = split_variance(std::vector<double>{1, 3, 4, 6, 8, 8}, 2);
  CHECK(parts.chance == Approx(4.0 / 3));
  CHECK(parts.inputs == Approx((18 - 4.0 / 3) / 2));
  CHECK(parts.mean.mean == Approx(5));
  CHECK(parts.mean.high - parts.mean.mean == Approx(4.302653 * 3 / std::sqrt(3.0)).epsilon(1e-5));
  CHECK(parts.share.mean == Approx((13.5 - 1) / (13.5 + 1)));
}

TEST_CASE("without chance all of the variance comes from the inputs, where there is any", "[variance]") {
  const auto parts = split_variance(std::vector<double>{1, 1, 4, 4, 8, 8}, 2);
  CHECK(parts.chance == 0);
  CHECK(parts.share.mean == 1);
  CHECK(parts.share.low == 1);
  CHECK(parts.share.high == 1);
  CHECK(std::isnan(split_variance(std::vector<double>{3, 3, 3, 3}, 2).share.mean));
  CHECK(std::isnan(split_variance(std::vector<double>(30, 0.1), 2).share.mean));
}

TEST_CASE("one replication of each draw cannot tell inputs from chance", "[variance]") {
  const auto parts = split_variance(std::vector<double>{1, 2, 3, 4}, 1);
  CHECK(std::isnan(parts.inputs));
  CHECK(parts.mean.mean == Approx(2.5));
}

TEST_CASE("undefined replications are left out of variance components", "[variance]") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto parts = split_variance(std::vector<double>{1, 3, none, none, 4, 6, 8, 8, 8, none}, 2);
  CHECK(parts.chance == Approx(4.0 / 3));
  CHECK(parts.inputs > 0);
}

TEST_CASE("variance components recover the spreads they were made with, and limits hold the truth",
          "[variance]") {
  const std::size_t studies = 400;
  double inputs = 0, chance = 0;
  std::size_t held = 0, held_as_if_independent = 0;
  for (std::size_t study = 0; study < studies; ++study) {
    const auto values = nested(30, 2, 2, 1, 100 + 7 * study);
    const auto parts = split_variance(values, 2);
    inputs += parts.inputs / static_cast<double>(studies);
    chance += parts.chance / static_cast<double>(studies);
    held += parts.mean.low < 10 && 10 < parts.mean.high;
    const auto wrong = estimate_over_draws(values, 1); // as if every replication had a draw of its own
    held_as_if_independent += wrong.low < 10 && 10 < wrong.high;
  }
  // Standard errors: sd of the component in one study over sqrt(400): about 1.15 / 20 and 0.26 / 20.
  CHECK(inputs == Approx(4).margin(4 * 0.06));
  CHECK(chance == Approx(1).margin(4 * 0.013));
  const double error = std::sqrt(0.95 * 0.05 / static_cast<double>(studies));
  CHECK(static_cast<double>(held) / static_cast<double>(studies) == Approx(0.95).margin(3 * error));
  CHECK(static_cast<double>(held_as_if_independent) / static_cast<double>(studies) < 0.95 - 3 * error);
}
