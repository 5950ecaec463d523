// How old clocks are: of those found at a step, in an expression, and in the order of a queue.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

const std::string run_of_300_days = R"(
[scenario]
title = "Ages"
[run]
start = 2026-04-06
length = "300 days"
replications = 1
[outcome]
done = "Done"
)";

/// One person found waiting for a theatre that opens on day 10.
Results found_waiting(const std::string& source) {
  return run_text(run_of_300_days + R"(
[source.list]
at = "start"
count = 1
waited = "100 days"
first = "theatre"
)" + source + R"(
[resource.room]
capacity = [{ until = "10 days", is = 0 }, { is = 1 }]
[step.theatre]
needs = "room"
takes = "1 day"
next = "ward"
[step.ward]
takes = "4 days"
next = "done"
[clock]
referred = { kind = "rtt", starts = "list.arrive", stops = "theatre.start" }
listed = { kind = "rtt", starts = "theatre.arrive", stops = "theatre.start" }
exactly = { starts = "theatre.arrive", stops = "theatre.start" }
on_ward = { starts = "ward.arrive", stops = "done" }
[kpi]
wait = { time_in = "theatre.wait" }
referred = { clock = "referred" }
listed = { clock = "listed" }
exactly = { clock = "exactly" }
on_ward = { clock = "on_ward" }
open = { clock = "listed", of = "incomplete", show = "mean", at = "day 5" }
)");
}

} // namespace

TEST_CASE("a clock that starts at a step is as old as the wait there of those found in it", "[compile]") {
  const auto results = found_waiting("");
  CHECK(figure(results, "wait") == 110);
  CHECK(figure(results, "referred") == 110);
  CHECK(figure(results, "listed") == 110);
  CHECK(figure(results, "exactly") == 110);
  CHECK(figure(results, "open") == 105);
  CHECK(figure(results, "on_ward") == 4); // they come there in the run
}

TEST_CASE("a clock that starts at a step follows how long people have queued for it", "[compile]") {
  const auto results = found_waiting("queued_for = \"30 days\"");
  CHECK(figure(results, "wait") == 40);
  CHECK(figure(results, "referred") == 110);
  CHECK(figure(results, "listed") == 40);
  CHECK(figure(results, "open") == 35);
}
