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
    const auto verdict = judge_mean(values, {0, true}, confidence).verdict;
    if (verdict != MeanVerdict::unclear) return verdict;
  }
  return MeanVerdict::unclear;
}

/// A number of events in one replication, Poisson with that mean.
double number_of_events(std::uint64_t study, std::uint64_t number, double mean) {
  double chance = std::exp(-mean), sum = chance, count = 0;
  const double u = keyed_uniform(study, 3, number).value();
  for (; u > sum && count < 100; sum += chance) chance *= mean / ++count;
  return count;
}

/// The verdict on a number of events at the looks of a sequential test.
MeanVerdict sequential_count(std::uint64_t study, double mean, double bound, double event_size) {
  std::vector<double> values;
  auto verdict = MeanVerdict::unclear;
  for (std::uint32_t total = 0; total < 160 && verdict == MeanVerdict::unclear;) {
    total = next_look(total, 10, 160);
    while (values.size() < total) values.push_back(number_of_events(mix64(study, 78), values.size(), mean));
    verdict = judge_mean(values, {bound, true}, 0.99, {event_size, total == 160}).verdict;
  }
  return verdict;
}

/// In how many of 2,000 studies events with that mean are said to keep to a bound.
int met_of_2000(double mean, double bound, double event_size) {
  int met = 0;
  for (std::uint64_t study = 0; study < 2000; ++study)
    met += sequential_count(study, mean, bound, event_size) == MeanVerdict::met ? 1 : 0;
  return met;
}

constexpr FigureToJudge last_look{std::numeric_limits<double>::quiet_NaN(), true};

} // namespace

TEST_CASE("a mean that is the bound but for rounding meets it", "[search]") {
  const double rounded = 4.0 / 24 * (1 + 1e-15);
  const std::vector same{rounded, rounded, rounded}, pair{0.3, 0.3};
  CHECK(judge_mean(same, {4.0 / 24, true}, 0.95, last_look).verdict == MeanVerdict::met);
  CHECK(judge_mean(pair, {0.1 + 0.2, false}, 0.95, last_look).verdict == MeanVerdict::met);
  CHECK(judge_mean(pair, {0.3001, false}, 0.95, last_look).verdict == MeanVerdict::missed);
  CHECK(judge_mean(std::vector{0.2, 0.4}, {0.3, false}, 0.95).verdict == MeanVerdict::unclear);
  CHECK(judge_mean(std::vector{0.3}, {0.1, false}, 0.95).verdict == MeanVerdict::unclear);
}

TEST_CASE("equal values decide nothing before the last look, and then it is said", "[search]") {
  const std::vector<double> same(80, 0.0), counts(80, 5.0);
  const auto early = judge_mean(same, {6, true}, 0.95);
  CHECK(early.verdict == MeanVerdict::unclear);
  CHECK(!early.on_equal_values);
  const auto late = judge_mean(same, {6, true}, 0.95, last_look);
  CHECK(late.verdict == MeanVerdict::met);
  CHECK(late.on_equal_values);
  CHECK(judge_mean(counts, {5, true}, 0.95, {1, false}).verdict == MeanVerdict::unclear);
  CHECK(judge_mean(counts, {5, true}, 0.95, {1, true}).on_equal_values);
  const auto varied = judge_mean(std::vector{1.0, 1.1, 1.0}, {2, true}, 0.95, last_look);
  CHECK(varied.verdict == MeanVerdict::met);
  CHECK(!varied.on_equal_values);
  CHECK(most_that_differ(10, 0.95) == Approx(0.258866)); // 0.741 to the tenth is 0.05
}

TEST_CASE("of events that never happened the limit is that of two more", "[search]") {
  // Two in 98 replications: mean 0.020408, standard error sqrt(2 / 97 / 98) = 0.014505; t of 97 degrees at
  // 99% is 2.3654. The limit is 0.05472; that of Poisson is 4.605 / 98 = 0.047.
  const std::vector<double> never(98, 0.0), all(98, 1.0);
  CHECK(judge_mean(never, {0.0548, true}, 0.99, {1, false}).verdict == MeanVerdict::met);
  CHECK(judge_mean(never, {0.0546, true}, 0.99, {1, false}).verdict == MeanVerdict::unclear);
  CHECK(!judge_mean(never, {0.0548, true}, 0.99, {1, false}).on_equal_values);
  // Of a share of 50 people in each replication, all of them within.
  CHECK(judge_mean(all, {1 - 0.0548 / 50, false}, 0.99, {0.02, false}).verdict == MeanVerdict::met);
  CHECK(judge_mean(all, {1 - 0.0546 / 50, false}, 0.99, {0.02, false}).verdict == MeanVerdict::unclear);
  CHECK(judge_mean(never, {3, false}, 0.99, {1, false}).verdict == MeanVerdict::missed);
}

TEST_CASE("small events never make limits narrower than those of the values", "[search]") {
  // Mean 1.5, standard error 0.5 / sqrt(9) = 1/6, t of 9 degrees at 99% 2.8214: limits 1.5 -+ 0.47024.
  const std::vector<double> values{1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
  for (const double size : {std::numeric_limits<double>::quiet_NaN(), 1e-9}) {
    CHECK(judge_mean(values, {1.9703, true}, 0.99, {size, false}).verdict == MeanVerdict::met);
    CHECK(judge_mean(values, {1.9702, true}, 0.99, {size, false}).verdict == MeanVerdict::unclear);
    CHECK(judge_mean(values, {1.0297, true}, 0.99, {size, false}).verdict == MeanVerdict::missed);
    CHECK(judge_mean(values, {1.0298, true}, 0.99, {size, false}).verdict == MeanVerdict::unclear);
  }
}

TEST_CASE("seldom events on the bound are called within it no more often than promised", "[search]") {
  // The standard error of a share of 5% of 2,000 is 0.49%.
  constexpr int promised = 100 + 3 * 10;
  for (const double mean : {0.02, 0.05, 0.1, 0.5}) CHECK(met_of_2000(mean, mean, 1) <= promised);
  // Without what an event is, a few replications that saw none are taken to know.
  CHECK(met_of_2000(0.1, 0.1, std::numeric_limits<double>::quiet_NaN()) > promised);
  CHECK(met_of_2000(0.05, 0.2, 1) > 1500); // and what is well within is found
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
