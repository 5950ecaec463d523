// Luck is kept by what it is for: a way back that nobody takes changes nobody's.
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

std::string visits(const std::string& next) {
  return R"(
[scenario]
title = "Visits"
[run]
start = 2026-04-06
length = "20 days"
replications = 3
[source.people]
rate = "10 per day"
first = "visit"
[step.visit]
takes = { dist = "exponential", mean = "5 hours" }
next = )" +
         next +
         R"(
[outcome]
done = "Done"
[kpi]
stay = { time_in = "visit.work", show = ["mean"] }
)";
}

double stay(const std::string& next) {
  return figure(ScenarioFolder({{"now.toml", visits(next)}}).run(), "stay");
}

} // namespace

TEST_CASE("A way back that nobody takes changes no luck, and one that some take does") {
  const double once = stay("\"done\"");
  CHECK(stay("{ done = 0.999999999, visit = 0.000000001 }") == once);
  CHECK(stay("{ done = 0.5, visit = 0.5 }") != once);
}
