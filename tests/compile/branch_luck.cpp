// The luck of branches: drawn anew in each round, and untouched where there is one round.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person is sent to a scan in a branch so many times.
Results rounds(int number, const std::string& scan = "next = \"join\"") {
  const std::string text = R"(
[scenario]
title = "Rounds"
[run]
start = 2026-04-06
length = "100 days"
replications = 1
[attribute.rounds]
is = 0
[source.people]
at = ["0 days"]
first = "clinic"
[step.clinic]
set = { rounds = "= rounds + 1" }
parallel = ["scan", "blood_test"]
next = [{ when = "rounds < )" +
                           std::to_string(number) + R"(", to = "clinic" }, { to = "done" }]
[step.blood_test]
takes = "1 h"
next = "join"
[step.scan]
takes = { dist = "uniform", low = "1 day", high = "9 days" }
)" + scan + R"(
[outcome]
done = "Done"
[kpi]
scan = { time_in = "scan.work", show = ["number", "min", "max"] }
)";
  return ScenarioFolder({{"now.toml", text}}).run();
}

} // namespace

TEST_CASE("each round of branches has luck of its own", "[compile]") {
  const auto results = rounds(3);
  CHECK(figure(results, "scan.number") == 3);
  CHECK(figure(results, "scan.max") - figure(results, "scan.min") > 0.01);
}

TEST_CASE("a way back for more rounds does not change the luck of the first", "[compile]") {
  const double once = figure(rounds(1), "scan.min");
  const auto thrice = rounds(3);
  CHECK(figure(thrice, "scan.min") <= once);
  CHECK(figure(thrice, "scan.max") >= once);
}

TEST_CASE("a branch of several steps draws anew in each round as well", "[compile]") {
  const auto results = rounds(3, R"(next = "report"
[step.report]
takes = { dist = "uniform", low = "1 day", high = "9 days" }
next = "join"
[kpi.report]
time_in = "report.work"
show = ["min", "max"])");
  CHECK(figure(results, "report.max") - figure(results, "report.min") > 0.01);
}
