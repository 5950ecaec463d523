// Steps that are like others: whose fields they have.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

std::string three_steps(const std::string& steps) {
  return R"(
[scenario]
title = "Like"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.people]
at = ["1 day"]
first = "first"
[outcome]
done = "Done"
[kpi]
work = { time_in = "third.work", show = "mean", unit = "hours" }
delay = { time_in = "third.exit_delay", show = "mean", unit = "hours" }
)" + steps;
}

} // namespace

TEST_CASE("a step like a step that is like another has the fields of both", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", three_steps(R"(
[step.third]
like = "second"
next = "done"
[step.second]
like = "first"
exit_delay = "12 h"
next = "third"
[step.first]
takes = "6 h"
exit_delay = "1 day"
next = "second"
)")}}).run();
  CHECK(figure(results, "work") == 0.25);
  CHECK(figure(results, "delay") == 0.5); // of the nearest
}

TEST_CASE("steps that are like each other all round are a fault, told once", "[compile]") {
  const auto faults = ScenarioFolder({{"now.toml", three_steps(R"(
[step.first]
like = "second"
next = "second"
[step.second]
like = "third"
next = "third"
[step.third]
like = "second"
next = "done"
)")}}).faults();
  CHECK(faults.find("step 'second' is like itself, directly or through others") != std::string::npos);
  CHECK(faults.find("step 'third' is like itself") == std::string::npos);
  CHECK(faults.find("step 'first' is like itself") == std::string::npos);
}
