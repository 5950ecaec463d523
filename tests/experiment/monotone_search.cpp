// The search over a grid, held against trying every point; and the test that decides one point.
#include "engine/experiment/monotone_search.hpp"
#include "engine/experiment/sequential_test.hpp"
#include "engine/experiment/variance.hpp"
#include "engine/random/stream.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <limits>

using namespace carepath;

namespace {

using Passes = std::function<bool(const std::vector<std::size_t>&)>;

std::vector<double> rising(std::size_t levels, double step) {
  std::vector<double> costs(levels);
  for (std::size_t at = 0; at < levels; ++at) costs[at] = step * static_cast<double>(at);
  return costs;
}

/// Searches to the end; how many points were tried is put into `tried`.
std::optional<std::size_t> found_by(MonotoneSearch& search, const Passes& passes, std::size_t& tried) {
  tried = 0;
  for (auto next = search.next(); next; next = search.next(), ++tried)
    passes(search.levels(*next)) ? search.pass(*next) : search.fail(*next);
  return search.cheapest();
}

double cheapest_of_all(const MonotoneSearch& search, const Passes& passes) {
  double cost = std::numeric_limits<double>::infinity();
  for (std::size_t at = 0; at < search.points(); ++at)
    if (passes(search.levels(at))) cost = std::min(cost, search.cost(at));
  return cost;
}

double box_muller(std::uint64_t study, std::uint64_t number) {
  const double u = keyed_uniform(study, 1, number).value(), v = keyed_uniform(study, 2, number).value();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * 3.14159265358979323846 * v);
}

/// The verdict on a mean at the looks of a sequential test.
MeanVerdict sequential(std::uint64_t study, double mean, double confidence, std::uint32_t first,
                       std::uint32_t most) {
  std::vector<double> values;
  for (std::uint32_t total = 0; total < most;) {
    total = next_look(total, first, most);
    while (values.size() < total) values.push_back(mean + box_muller(mix64(study, 77), values.size()));
    const auto verdict = judge_mean(values, {0, true}, confidence);
    if (verdict != MeanVerdict::unclear) return verdict;
  }
  return MeanVerdict::unclear;
}

} // namespace

TEST_CASE("a mean that is the bound but for rounding meets it", "[search]") {
  const double rounded = 4.0 / 24 * (1 + 1e-15);
  CHECK(judge_mean(std::vector{rounded, rounded, rounded}, {4.0 / 24, true}, 0.95) == MeanVerdict::met);
  CHECK(judge_mean(std::vector{0.3, 0.3}, {0.1 + 0.2, false}, 0.95) == MeanVerdict::met);
  CHECK(judge_mean(std::vector{0.3, 0.3}, {0.3001, false}, 0.95) == MeanVerdict::missed);
  CHECK(judge_mean(std::vector{0.2, 0.4}, {0.3, false}, 0.95) == MeanVerdict::unclear);
  CHECK(judge_mean(std::vector{0.3}, {0.1, false}, 0.95) == MeanVerdict::unclear);
}

TEST_CASE("on one coordinate the search is bisection: every threshold of 100 within seven trials",
          "[search]") {
  for (std::size_t threshold = 0; threshold <= 100; ++threshold) {
    MonotoneSearch search({rising(100, 1)});
    std::size_t tried = 0;
    const auto found = found_by(search, [&](const auto& levels) { return levels[0] >= threshold; }, tried);
    CHECK(tried <= 7);
    if (threshold == 100)
      CHECK(!found);
    else
      CHECK(found == threshold);
  }
}

TEST_CASE("on two and three coordinates it finds the cheapest that trying all finds, with few trials",
          "[search]") {
  const std::vector<Passes> rules{
      [](const auto& at) { return at[0] * at[1] >= 60; },
      [](const auto& at) { return at[0] >= 7 && at[1] >= 3; },
      [](const auto& at) { return 3 * at[0] + at[1] >= 45; },
      [](const auto&) { return false; },
  };
  for (const auto& rule : rules)
    for (const double step : {0.5, 1.0, 4.0}) {
      MonotoneSearch search({rising(20, 1), rising(20, step)});
      std::size_t tried = 0;
      const auto found = found_by(search, rule, tried);
      CHECK((found ? search.cost(*found) : std::numeric_limits<double>::infinity()) ==
            cheapest_of_all(search, rule));
      CHECK(tried <= 40); // of 400
    }
  MonotoneSearch cube({rising(8, 1), rising(8, 2), rising(8, 3)});
  std::size_t tried = 0;
  const Passes rule = [](const auto& at) { return at[0] + at[1] + at[2] >= 9; };
  const auto found = found_by(cube, rule, tried);
  REQUIRE(found);
  CHECK(cube.cost(*found) == cheapest_of_all(cube, rule));
  CHECK(tried <= 51); // of 512
}

TEST_CASE("a plan that passed and then fails opens what it had decided", "[search]") {
  MonotoneSearch search({rising(10, 1)});
  std::size_t tried = 0;
  REQUIRE(found_by(search, [](const auto& at) { return at[0] >= 4; }, tried) == 4u);
  search.fail(4);
  CHECK(found_by(search, [](const auto& at) { return at[0] >= 5; }, tried) == 5u);
}

TEST_CASE("points beyond the budget are never tried", "[search]") {
  MonotoneSearch search({rising(10, 1), rising(10, 1)});
  search.limit_cost(8);
  while (const auto next = search.next()) {
    CHECK(search.cost(*next) <= 8);
    search.fail(*next);
  }
  CHECK(!search.cheapest());
}

TEST_CASE("looks double up to the most, and share out the error", "[search]") {
  CHECK(looks(10, 160) == 5);
  CHECK(looks(10, 10) == 1);
  CHECK(next_look(80, 10, 100) == 100);
  CHECK(confidence_of_each(0.95, 5) == Approx(0.99));
}

TEST_CASE("a mean on the bound is called met, or missed, no more often than promised", "[search]") {
  // 4,000 studies: the standard error of a share of 5% is 0.34%.
  constexpr int studies = 4000;
  const double each = confidence_of_each(0.95, looks(10, 80));
  int met = 0, met_without_care = 0;
  for (std::uint64_t study = 0; study < studies; ++study) {
    met += sequential(study, 0, each, 10, 80) == MeanVerdict::met ? 1 : 0;
    met_without_care += sequential(study, 0, 0.95, 10, 80) == MeanVerdict::met ? 1 : 0;
  }
  CHECK(met <= studies * (0.05 + 3 * 0.0034));
  CHECK(met_without_care > studies * (0.05 + 3 * 0.0034)); // every look at 95% errs more often
  int found = 0;
  for (std::uint64_t study = 0; study < 200; ++study)
    found += sequential(study, -0.5, each, 10, 80) == MeanVerdict::met ? 1 : 0;
  CHECK(found >= 190); // half a standard deviation is found with 80
}

TEST_CASE("the variance saved is that of worked numbers", "[search]") {
  const std::vector<double> a{1, 2, 3, 4}, b{2, 3, 4, 5}, c{4, 3, 2, 1};
  CHECK(variance_saved(a, b) == Approx(1));  // always one apart
  CHECK(variance_saved(a, c) == Approx(-1)); // moves against it: the difference varies twice as much
  CHECK(std::isnan(variance_saved(std::vector<double>{1, 1}, std::vector<double>{2, 2})));
  CHECK(worth_in_replications(0.75) == Approx(4));
  CHECK(std::isinf(worth_in_replications(1)));
}
