// Groups of a KPI whose names are numbers: their order, the gap between first and last, and one of them by
// name.
#include "tests/compile/scenario_text.hpp"

#include <algorithm>

using namespace carepath;
using namespace carepath::test;

TEST_CASE(
    "groups with numbers are ordered as they are written, up or down, and a formula reads one without quotes",
    "[compile]") {
  const auto came = [](const std::string& categories) {
    return ScenarioFolder({{"now.toml", R"(
[scenario]
title = "Numbered groups"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[attribute.level]
)" + categories + R"(
[source]
one = { at = ["0 h", "1 h", "2 h"], set = { level = 10 }, first = "visit" }
two = { at = ["0 h"], set = { level = 2 }, first = "visit" }
[step.visit]
next = "done"
[outcome]
done = "Done"
[kpi]
came = { count = "done", by = ["level"] }
tens = { value = "kpi.came[level=10] - kpi.came[level='2']" }
)"}})
        .run();
  };
  const auto falling = came("values = [\"10\", \"9\", \"2\"]");
  CHECK(figure(falling, "came", "gap") == 3 - 1);
  CHECK(figure(falling, "tens") == 3 - 1);
  CHECK(figure(came("values = [\"2\", \"9\", \"10\"]"), "came", "gap") == 1 - 3);
  CHECK(figure(came("choose = { 10 = 0.5, 2 = 0.5 }"), "came", "gap") == 1 - 3); // a table has no order
  const auto mixed = came("values = [\"9\", \"10\", \"2\"]");
  CHECK(std::none_of(mixed.kpis.begin(), mixed.kpis.end(),
                     [](const auto& kpi) { return kpi.group_value == "gap"; }));
}
