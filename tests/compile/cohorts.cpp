// Which visits belong to the measured period: by coming, by the beginning of the phase, by its end.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

// Measured from day 10 to 30. The first comes on day 5, works from 5 to 12; the second comes on day 6 and
// works from 12 to 19; the third comes on day 20, works from 20 to 27.
const std::string one_room = R"(
[scenario]
title = "One room"
[run]
start = 2026-04-06
length = "20 days"
warm_up = "10 days"
replications = 1
[source.people]
at = ["5 days", "6 days", "20 days"]
first = "visit"
[resource.room]
capacity = 1
[step.visit]
needs = "room"
takes = "7 days"
next = "done"
[outcome]
done = "Done"
[clock.stay]
starts = ["people.arrive"]
stops = ["done"]
[kpi]
work_end = { time_in = "visit.work", show = "number" }
work_start = { time_in = "visit.work", show = "number", cohort = "start" }
work_arrive = { time_in = "visit.work", show = "number", cohort = "arrive" }
wait_end = { time_in = "visit.wait", show = "number" }
wait_start = { time_in = "visit.wait", show = "number", cohort = "start" }
stay_end = { clock = "stay", show = "number" }
stay_start = { clock = "stay", show = "number", cohort = "start" }
)";

} // namespace

TEST_CASE("a time counts by the end of the phase, by its beginning, or by coming to the step", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", one_room}}).run();
  CHECK(figure(results, "work_end") == 3);
  CHECK(figure(results, "work_start") == 2);
  CHECK(figure(results, "work_arrive") == 1);
  CHECK(figure(results, "wait_end") == 2);   // that of days 6 to 12, and none on day 20
  CHECK(figure(results, "wait_start") == 1); // that on day 20
  CHECK(figure(results, "stay_end") == 3);
  CHECK(figure(results, "stay_start") == 1);
}

TEST_CASE("work under way at the start began and came before it", "[compile]") {
  const std::string text = R"(
[scenario]
title = "Part-way"
[run]
start = 2026-04-06
length = "30 days"
replications = 1
[source.there]
at = "start"
count = 2
phase = "work"
remaining = "1 day"
first = "ward"
[source.new]
at = ["0 days"]
first = "ward"
[step.ward]
takes = "5 days"
exit_delay = "1 day"
next = "done"
[outcome]
done = "Done"
[kpi]
ended = { time_in = "ward.work", show = ["number", "min", "max"] }
began = { time_in = "ward.work", show = "number", cohort = "start" }
came = { time_in = "ward.work", show = "number", cohort = "arrive" }
came_before_leaving = { time_in = "ward.exit_delay", show = "number", cohort = "arrive" }
left = { time_in = "ward.exit_delay", show = "number", cohort = "start" }
)";
  const auto results = ScenarioFolder({{"now.toml", text}}).run();
  CHECK(figure(results, "ended.number") == 3);
  CHECK(figure(results, "ended.min") == 1); // the rest of it, to the millisecond
  CHECK(figure(results, "ended.max") == 5);
  CHECK(figure(results, "began") == 1);
  CHECK(figure(results, "came") == 1);
  CHECK(figure(results, "came_before_leaving") == 1);
  CHECK(figure(results, "left") == 3);
}
