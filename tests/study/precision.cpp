// The rule that says how many replications come next.
#include "models/study/precision.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace carepath;

TEST_CASE("limits 1.2 times too wide ask for 1.44 times the replications, in tens", "[precision]") {
  CHECK(next_replications(50, 1.2, 1000) == 80);
  CHECK(next_replications(100, 1.2, 1000) == 150);
  CHECK(next_replications(100, 1.001, 1000) == 110);
}

TEST_CASE("replications at most double, and stop at the most allowed", "[precision]") {
  CHECK(next_replications(30, 10, 1000) == 60);
  CHECK(next_replications(30, std::numeric_limits<double>::infinity(), 1000) == 60);
  CHECK(next_replications(600, 2, 1000) == 1000);
}
