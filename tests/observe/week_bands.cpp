// The banding rule of the published waiting-time returns, at its boundaries.
#include "engine/observe/measure.hpp"

#include <catch2/catch.hpp>

using carepath::week_band;

TEST_CASE("a whole number of days falls in the week band of its ceiling", "[observe]") {
  const auto [days, band] = GENERATE(table<int, unsigned>({{0, 1},
                                                           {1, 1},
                                                           {7, 1},
                                                           {8, 2},
                                                           {14, 2},
                                                           {15, 3},
                                                           {119, 17},
                                                           {120, 18},
                                                           {126, 18},
                                                           {127, 19},
                                                           {364, 52},
                                                           {365, 53},
                                                           {728, 104},
                                                           {729, 105},
                                                           {10000, 105}}));
  CHECK(week_band(days) == band);
}

TEST_CASE("the day after eighteen weeks is no longer within eighteen weeks", "[observe]") {
  CHECK(week_band(127) != week_band(126));
}
