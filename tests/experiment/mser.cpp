// MSER-5 on numbers worked by hand, and on series whose start is known to be off.
#include "engine/experiment/mser.hpp"
#include "engine/random/stream.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace carepath;

namespace {

/// Five equal observations for each mean.
std::vector<double> with_means(const std::vector<double>& means) {
  std::vector<double> series;
  for (const double mean : means) series.insert(series.end(), 5, mean);
  return series;
}

/// An autoregressive series about 0 that starts at `start`: x' = 0.8 x + e, e uniform with variance 1.
std::vector<double> autoregressive(double start, std::size_t length, std::uint64_t luck) {
  std::vector<double> series;
  double value = start;
  for (std::size_t at = 0; at < length; ++at) {
    value = 0.8 * value + (keyed_uniform(luck, 5, at).value() - 0.5) * std::sqrt(12.0);
    series.push_back(value);
  }
  return series;
}

double mean_from(const std::vector<double>& series, std::size_t first) {
  double sum = 0;
  for (std::size_t at = first; at < series.size(); ++at) sum += series[at];
  return sum / static_cast<double>(series.size() - first);
}

} // namespace

TEST_CASE("the errors are those worked by hand, and the least is cut to", "[mser]") {
  // Means 9, 3, 2, 1, 2, 1. All: mean 3, squares 36+0+1+4+1+4 = 46, by 36. Without 9: mean 1.8, squares 2.8,
  // by 25. Without 9 and 3: mean 1.5, squares 1, by 16. Without three: mean 4/3, squares 2/3, by 9.
  const auto settling = settle(with_means({9, 3, 2, 1, 2, 1}));
  REQUIRE(settling.errors.size() == 4);
  CHECK(settling.errors[0] == Approx(46.0 / 36));
  CHECK(settling.errors[1] == Approx(2.8 / 25));
  CHECK(settling.errors[2] == Approx(1.0 / 16));
  CHECK(settling.errors[3] == Approx(2.0 / 27));
  CHECK(settling.cut == 10);
  CHECK(settling.found);
}

TEST_CASE("a series that is level from the start loses nothing, however short", "[mser]") {
  CHECK(settle(std::vector<double>(60, 7.0)).cut == 0);
  CHECK(settle(std::vector<double>(4, 7.0)).errors.empty());
  CHECK(settle(std::vector<double>{}).cut == 0);
}

TEST_CASE("a series that rises to its end has not settled", "[mser]") {
  std::vector<double> rising;
  for (int at = 0; at < 100; ++at) rising.push_back(at);
  const auto settling = settle(rising);
  CHECK(settling.cut == 50);
  CHECK_FALSE(settling.found);
}

TEST_CASE("a start that is off is cut, and the mean is then nearer the truth", "[mser]") {
  // From 60 standard deviations of the noise off, 0.8^k is within one after about 18 observations.
  double squared = 0, squared_uncut = 0;
  for (std::uint64_t luck = 1; luck <= 200; ++luck) {
    const auto series = autoregressive(60, 500, luck);
    const auto settling = settle(series);
    CHECK(settling.found);
    CHECK(settling.cut >= 10);
    squared += std::pow(mean_from(series, settling.cut), 2);
    squared_uncut += std::pow(mean_from(series, 0), 2);
  }
  CHECK(squared < squared_uncut / 2);
  double cut = 0; // a start that is right is seldom cut by much
  for (std::uint64_t luck = 1; luck <= 200; ++luck)
    cut += static_cast<double>(settle(autoregressive(0, 500, luck)).cut) / 200;
  CHECK(cut < 150);
}
