// Phases named twice, as a step and as a part of it, count, measure and cost once.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

TEST_CASE("a step beside one of its phases counts each person once", "[compile]") {
  const std::string text = R"(
[scenario]
title = "A ward"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[source.people]
at = ["1 day", "2 days"]
first = "ward"
[step.ward]
takes = "5 days"
next = "home"
[outcome]
home = "Home"
[cost.stay]
amount = "£100 per day"
in = ["ward", "ward.work"]
[kpi]
there = { number_in = ["ward", "ward.work", "ward"], at = "3 days" }
spent = { cost = "stay", show = "total" }
once = { time_in = "ward", show = "mean" }
twice = { time_in = ["ward", "ward.work"], show = "mean" }
)";
  const auto results = ScenarioFolder({{"now.toml", text}}).run();
  CHECK(figure(results, "there") == 2);
  CHECK(figure(results, "spent") == Approx(1'000));
  CHECK(figure(results, "twice") == figure(results, "once"));
}
