// Which options are worth considering, on cases small enough to draw.
#include "models/study/incremental_analysis.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace carepath;

TEST_CASE("the front goes from the cheapest to the dearest that achieves more", "[study]") {
  const std::vector<CostOption> options{{100, 10}, {300, 30}, {150, 20}};
  const auto places = places_by_cost(options);
  CHECK(places[0].is_on_front);
  CHECK(!places[0].before);
  CHECK(std::isnan(places[0].per_effect));
  CHECK(places[2].before == 0u);
  CHECK(places[2].per_effect == Approx(5));
  CHECK(places[1].before == 2u);
  CHECK(places[1].per_effect == Approx(15));
}

TEST_CASE("who costs more and achieves no more is ruled out", "[study]") {
  const std::vector<CostOption> options{{100, 10}, {120, 10}, {130, 4}, {90, 2}};
  const auto places = places_by_cost(options);
  CHECK(places[0].is_on_front);
  CHECK(!places[1].is_on_front);
  CHECK(places[1].ruled_out_by == std::vector<std::size_t>{0});
  CHECK(places[2].ruled_out_by == std::vector<std::size_t>{0});
  CHECK(places[3].is_on_front);
  CHECK(places[0].per_effect == Approx(10.0 / 8));
}

TEST_CASE("who costs more for each than a mixture of others is ruled out by both", "[study]") {
  const std::vector<CostOption> options{{0, 0}, {80, 5}, {100, 10}, {90, 7}};
  const auto places = places_by_cost(options);
  CHECK(!places[1].is_on_front);
  CHECK(places[1].ruled_out_by == std::vector<std::size_t>{0, 2});
  CHECK(places[3].ruled_out_by == std::vector<std::size_t>{0, 2});
  CHECK(places[2].before == 0u);
  CHECK(places[2].per_effect == Approx(10));
}

TEST_CASE("of two alike the first stays, and what is not known rules nobody out", "[study]") {
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  const std::vector<CostOption> options{{unknown, 100}, {50, 5}, {50, 5}, {50, unknown}};
  const auto places = places_by_cost(options);
  CHECK(!places[0].is_on_front);
  CHECK(places[0].ruled_out_by.empty());
  CHECK(places[1].is_on_front);
  CHECK(places[2].ruled_out_by == std::vector<std::size_t>{1});
  CHECK(!places[3].is_on_front);
  CHECK(places_by_cost({}).empty());
}
