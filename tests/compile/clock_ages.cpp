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

TEST_CASE("an expression reads whole days of a clock of the national rules, as KPIs do", "[compile]") {
  // From 9:00 on day 0 to 14:00 on day 126: 126 days by the calendar, and five hours more.
  const auto ages = [](const std::string& kind) {
    return run_text(run_of_300_days + R"toml(
[attribute]
days = { is = 0 }
late = { is = 0 }
[source.people]
at = ["9 h"]
first = "visit"
[step.visit]
takes = "3029 h"
set_at_end = { days = "= age(rtt)", late = "= if(age(rtt) > 126 days, 1, 0)" }
next = "done"
[clock.rtt]
kind = ")toml" + kind +
                    R"toml("
starts = "people.arrive"
stops = "done"
[kpi]
on_clock = { clock = "rtt" }
days = { attribute = "days", at = "done" }
late = { attribute = "late", at = "done" }
)toml");
  };
  const auto whole = ages("rtt");
  CHECK(figure(whole, "on_clock") == 126);
  CHECK(figure(whole, "days") == 126);
  CHECK(figure(whole, "late") == 0);
  const auto exact = ages("plain");
  CHECK(figure(exact, "days") == Approx(3029.0 / 24));
  CHECK(figure(exact, "late") == 1);
}

TEST_CASE("those referred on one day are equal in an order by whole days", "[compile]") {
  // Two came on day 0, who join the queue on that day; the next key puts the later of them first.
  const auto results = run_text(run_of_300_days + R"toml(
[attribute]
rank = { is = 0 }
delay = { is = "0 h" }
[source]
early = { at = ["1 h"], set = { rank = 2, delay = "10 h" }, first = "on_the_way" }
late = { at = ["2 h"], set = { rank = 1, delay = "19 h" }, first = "on_the_way" }
older = { at = "start", count = 1, waited = "1 day", set = { rank = 3, delay = "30 h" }, first = "on_the_way" }
[resource.room]
capacity = [{ until = "3 days", is = 0 }, { is = 1 }]
order = ["highest age(rtt)", "lowest rank"]
[step.on_the_way]
takes = "= delay"
next = "visit"
[step.visit]
needs = "room"
takes = "1 day"
next = "done"
[clock.rtt]
kind = "rtt"
starts = ["early.arrive", "late.arrive", "older.arrive"]
stops = "visit.start"
[kpi]
first = { attribute = "rank", at = "visit.start", show = "mean", until = "3.5 days" }
second = { attribute = "rank", at = "visit.start", show = "mean", from = "3.5 days", until = "4.5 days" }
third = { attribute = "rank", at = "visit.start", show = "mean", from = "4.5 days" }
)toml");
  CHECK(figure(results, "first") == 3);
  CHECK(figure(results, "second") == 1);
  CHECK(figure(results, "third") == 2);
}

TEST_CASE("who was seen before a clock began anew has not been seen since", "[compile]") {
  // Seen on day 0 and withdrawn on day 30: the appointment missed on day 37 is the first of the new clock.
  const auto days = [](const std::string& withdrawal) {
    const auto results = run_text(run_of_300_days + R"toml(
[attribute]
visits = { is = 0 }
[source.people]
at = ["9 h"]
first = "clinic"
[step.clinic]
takes = "10 days"
set = { visits = "= visits + 1" }
fails = { dna = { chance = "= if(visits == 2, 1, 0)", to = "later" } }
next = [{ when = "visits == 1", to = "withdrawn" }, { to = "done" }]
[step.withdrawn]
takes = "20 days"
next = "again"
[step.again]
takes = "7 days"
next = "clinic"
[step.later]
takes = "5 days"
next = "done"
[clock.rtt]
kind = "rtt"
starts = "people.arrive"
stops = "done"
nullified = [)toml" + withdrawal + R"toml({ at = "clinic.dna", restart = "on_rebooking" }]
[kpi]
days = { clock = "rtt" }
)toml");
    return figure(results, "days");
  };
  CHECK(days("{ at = \"withdrawn.end\", restart = \"on_rebooking\" }, ") == 5);
  CHECK(days("") == 10 + 20 + 7 + 5);
}
