// Ratios of means with Fieller's limits, held against what defines them.
#include "engine/observe/ratio_limits.hpp"
#include "engine/observe/estimate.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace carepath;

namespace {

const std::vector<double> spent{120, 80, 150, 95, 130, 110, 70, 140};
const std::vector<double> gained{11, 7, 13, 10, 14, 9, 8, 12};

/// The limits of the mean of top - ratio * bottom: a ratio is believable while they hold nothing.
Estimate rest_at(double ratio) {
  std::vector<double> rest;
  for (std::size_t at = 0; at < spent.size(); ++at) rest.push_back(spent[at] - ratio * gained[at]);
  return estimate_mean(rest);
}

} // namespace

TEST_CASE("a ratio is believable between its limits, and no further", "[observe]") {
  const auto found = ratio_of_means(spent, gained);
  CHECK(found.mean == Approx(895.0 / 84.0));
  CHECK(found.low < found.mean);
  CHECK(found.high > found.mean);
  CHECK(rest_at(found.low).low == Approx(0).margin(1e-9));
  CHECK(rest_at(found.high).high == Approx(0).margin(1e-9));
  CHECK(rest_at(found.high * 1.01).high < 0);
}

TEST_CASE("limits of a ratio know that both vary together", "[observe]") {
  const std::vector<double> twice{22, 14, 26, 20, 28, 18, 16, 24};
  const auto found = ratio_of_means(twice, gained);
  CHECK(found.mean == Approx(2));
  CHECK(found.low == Approx(2));
  CHECK(found.high == Approx(2));
}

TEST_CASE("without a sure gain any price is believable", "[observe]") {
  const std::vector<double> unsure{3, -2, 1, -1, 2, -3, 4, -1};
  const auto found = ratio_of_means(spent, unsure);
  CHECK(std::isfinite(found.mean));
  CHECK(std::isnan(found.low));
  CHECK(std::isnan(found.high));
  const std::vector<double> none(8, 0.0);
  CHECK(std::isnan(ratio_of_means(spent, none).mean));
}

TEST_CASE("a ratio leaves out what one of the two lacks", "[observe]") {
  auto top = spent;
  auto bottom = gained;
  top.push_back(std::nan(""));
  bottom.push_back(1000);
  CHECK(ratio_of_means(top, bottom).mean == Approx(895.0 / 84.0));
  CHECK(ratio_of_means(top, bottom).low == Approx(ratio_of_means(spent, gained).low));
  CHECK(std::isnan(ratio_of_means({}, {}).mean));
  const std::vector<double> one{2}, other{4};
  CHECK(ratio_of_means(one, other).mean == Approx(0.5));
  CHECK(std::isnan(ratio_of_means(one, other).low));
}
