// Quantiles within 1/256 of the order statistic, and the display grid.
#include "engine/observe/histogram.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/random/stream.hpp"

using namespace carepath;

namespace {

/// Values over nine decades, the same every time.
std::vector<double> spread_values(std::size_t n) {
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) values.push_back(std::pow(10.0, 9 * keyed_uniform(7, i).value() - 5));
  return values;
}

double worst_relative_error(std::vector<double> values) {
  Histogram histogram;
  for (const double value : values) histogram.add(value);
  std::sort(values.begin(), values.end());
  double worst = 0;
  for (int percent = 0; percent <= 100; ++percent) {
    const double p = percent / 100.0;
    const double exact = values[quantile_rank(p, values.size()) - 1];
    worst = std::max(worst, std::abs(histogram.quantile(p) - exact) / exact);
  }
  return worst;
}

} // namespace

TEST_CASE("a histogram's quantile is within 1/256 of the order statistic", "[observe]") {
  const double worst = worst_relative_error(spread_values(5000));
  CHECK(worst <= 1.0 / 256);
  CHECK(worst > 1.0 / 65536); // buckets, not stored values: the bound above has work to do
}

TEST_CASE("the rank of a quantile is the smallest that reaches the share", "[observe]") {
  CHECK(quantile_rank(0.5, 4) == 2);
  CHECK(quantile_rank(0.5, 5) == 3);
  CHECK(quantile_rank(0.92, 25) == 23);
  CHECK(quantile_rank(0.92, 26) == 24);
  CHECK(quantile_rank(0.07, 100) == 7); // 0.07 * 100 is above 7 in binary
  CHECK(quantile_rank(0.0, 10) == 1);
  CHECK(quantile_rank(1.0, 10) == 10);
}

TEST_CASE("quantiles of whole numbers are whole, and exact up to 512", "[observe]") {
  Histogram histogram;
  for (int value = 1; value <= 500; ++value) histogram.add(value);
  CHECK(histogram.quantile(0.5) == 250);
  CHECK(histogram.quantile(0.92) == 460);
  CHECK(histogram.quantile(1.0) == 500);
  histogram.add(500.25); // one value that is not whole: back to places inside buckets
  CHECK(histogram.quantile(1.0) != std::floor(histogram.quantile(1.0)));
}

TEST_CASE("a quantile is exact where all values of its bucket are the same", "[observe]") {
  const double four_hours = 4.0 / 24;
  Histogram histogram, part;
  for (int person = 0; person < 10; ++person) histogram.add(four_hours);
  for (int person = 0; person < 10; ++person) part.add(-four_hours);
  part.add(four_hours);
  part.add(0.5);
  histogram.add(part);
  CHECK(histogram.quantile(0.25) == -four_hours);
  CHECK(histogram.quantile(0.75) == four_hours);
  histogram.add(four_hours * 1.0001); // in the same bucket
  CHECK(histogram.quantile(0.75) != four_hours);
  CHECK(histogram.quantile(0.75) == Approx(four_hours).epsilon(1.0 / 256));
}

TEST_CASE("zeros and negative values keep their order in a histogram", "[observe]") {
  Histogram histogram;
  for (const double value : {-8.0, -2.0, 0.0, 0.0, 3.0}) histogram.add(value);
  CHECK(histogram.quantile(0.2) == -8);
  CHECK(histogram.quantile(0.4) == -2);
  CHECK(histogram.quantile(0.6) == 0);
  CHECK(histogram.quantile(0.8) == 0);
  CHECK(histogram.quantile(1.0) == 3);
  CHECK(histogram.total() == 5);
}

TEST_CASE("a histogram without observations has no quantile", "[observe]") {
  CHECK(std::isnan(Histogram{}.quantile(0.5)));
}

TEST_CASE("the display grid has days to two weeks, weeks to 104, and an open end", "[observe]") {
  const auto edges = histogram_edges();
  REQUIRE(edges.size() == histogram_bins + 1);
  CHECK(edges[0] == 0);
  CHECK(edges[14] == 14);
  CHECK(edges[15] == 21);
  CHECK(edges[histogram_bins - 1] == 728);
  CHECK(std::isinf(edges[histogram_bins]));
}

TEST_CASE("every value falls in the bin whose edges hold it", "[observe]") {
  const auto edges = histogram_edges();
  for (std::size_t bin = 0; bin + 1 < edges.size(); ++bin) {
    CHECK(histogram_bin(edges[bin]) == bin);
    CHECK(histogram_bin(std::nextafter(edges[bin + 1], 0.0)) == bin);
  }
  CHECK(histogram_bin(-1) == 0);
  CHECK(histogram_bin(1e9) == histogram_bins - 1);
}
