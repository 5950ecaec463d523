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

TEST_CASE("a cohort of a part of the measured period came or began in it, and may end later", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", one_room + R"(
start_late = { time_in = "visit.work", show = ["number", "max", "p90"], cohort = "start", from = "day 15" }
start_early = { time_in = "visit.work", show = ["number", "mean"], cohort = "start", until = "day 13" }
end_early = { time_in = "visit.work", show = "number", until = "day 13" }
arrive_early = { time_in = "visit.work", show = "number", cohort = "arrive", until = "day 15" }
arrive_late = { time_in = "visit.work", show = "number", cohort = "arrive", from = "day 15" }
arrive_rate = { time_in = "visit.work", show = "per week", cohort = "arrive", from = "day 16" }
wait_early = { time_in = "visit.wait", show = "number", cohort = "start", until = "day 19" }
wait_late = { time_in = "visit.wait", show = "number", cohort = "start", from = "day 19" }
room_late = { wait_for = "room", show = "share_within 1 day", cohort = "start", from = "day 19" }
stay_early = { clock = "stay", show = "number", cohort = "start", until = "day 19" }
stay_late = { clock = "stay", show = "number", cohort = "start", from = "day 19" }
)"}})
                           .run();
  CHECK(figure(results, "start_late.number") == 1); // day 20, not that of day 12
  CHECK(figure(results, "start_late.max") == 7);
  CHECK(figure(results, "start_late.p90") == 7);
  CHECK(figure(results, "start_early.number") == 1); // from day 12 to day 19
  CHECK(figure(results, "start_early.mean") == 7);
  CHECK(figure(results, "end_early") == 1);    // another, from day 5 to day 12
  CHECK(figure(results, "arrive_early") == 0); // the first two came before the measured period
  CHECK(figure(results, "arrive_late") == 1);
  CHECK(figure(results, "arrive_rate") == 0.5);
  CHECK(figure(results, "wait_early") == 0); // who waits at day 20 for nothing comes later
  CHECK(figure(results, "wait_late") == 1);
  CHECK(figure(results, "room_late") == 1);
  CHECK(figure(results, "stay_early") == 0);
  CHECK(figure(results, "stay_late") == 1);
}

TEST_CASE("parts of the measured period share out its cohort", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", one_room + R"(
to_12 = { time_in = "visit.work", show = "number", cohort = "start", until = "day 12" }
to_20 = { time_in = "visit.work", show = "number", cohort = "start", from = "day 12", until = "day 20" }
to_end = { time_in = "visit.work", show = "number", cohort = "start", from = "day 20" }
from_first = { time_in = "visit.work", show = "number", cohort = "start", from = "day 10" }
)"}})
                           .run();
  CHECK(figure(results, "to_12") == 1); // the instant at which a part ends belongs to it
  CHECK(figure(results, "to_20") == 1);
  CHECK(figure(results, "to_end") == 0);
  CHECK(figure(results, "from_first") == figure(results, "work_start"));
}

TEST_CASE("a cohort is the same in a run without warm-up", "[compile]") {
  // Work of five days from days 0, 4 and 12.
  const auto results = ScenarioFolder({{"now.toml", std::string(R"(
[scenario]
title = "Three"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.s]
at = ["day 0", "day 4", "day 12"]
first = "a"
[step.a]
takes = "5 days"
next = "done"
[outcome.done]
[kpi]
began_after_3 = { time_in = "a.work", cohort = "start", show = "number", from = "day 3" }
came_by_8 = { time_in = "a.work", cohort = "arrive", show = "number", until = "day 8" }
came_at_once = { time_in = "a.work", cohort = "arrive", show = "number", until = "day 3" }
ended_by_8 = { time_in = "a.work", show = "number", until = "day 8" }
)")}}).run();
  CHECK(figure(results, "began_after_3") == 2);
  CHECK(figure(results, "came_by_8") == 2);
  CHECK(figure(results, "came_at_once") == 1);
  CHECK(figure(results, "ended_by_8") == 1);
}
