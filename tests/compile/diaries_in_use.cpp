// Staff hours and bed days of diaries: of those who had slots, as long as they are at work.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Hours of staff by setting; the doctor's diary is in acute, the other in community.
Results run_hours(const std::string& pathway) {
  return ScenarioFolder({{"now.toml", R"(
[scenario]
title = "Hours"
[run]
start = 2026-04-06
length = "28 days"
replications = 1
[attribute.kind]
values = ["none", "some"]
[outcome]
done = "Done"
[kpi]
hours = { setting = "*", show = "staff_hours" }
[resource.doctor]
kind = "diary"
every = "1 day"
slots = 4
role = "staff"
setting = "acute"
)" + pathway}})
      .run();
}

} // namespace

TEST_CASE("of several diaries that would do, the one that gave the slot is in use", "[compile]") {
  // Five a day for twenty days, one of whom finds the doctor's slots taken: holds() tells which was granted.
  const auto results = run_hours(R"(
[resource.nurse]
kind = "diary"
every = "1 day"
slots = 4
role = "staff"
setting = "community"
[source.people]
count = 5
per = "1 day"
spread = "start"
until = "20 days"
first = "visit"
[step.visit]
needs = { any = ["doctor", "nurse"] }
takes = [{ when = "holds(nurse) > 0", is = "3 h" }, { is = "1 h" }]
next = "done"
)");
  CHECK(figure(results, "hours", "acute") == Approx(20 * 4 * 1));
  CHECK(figure(results, "hours", "community") == Approx(20 * 1 * 3));
}

TEST_CASE("a diary is in use by those who need some of it, once however many slots they have", "[compile]") {
  const auto results = run_hours(R"(
[resource.dates]
kind = "diary"
every = "1 day"
slots = 4
role = "staff"
setting = "community"
assign = "on_arrival"
[source.none]
count = 1
per = "1 day"
spread = "start"
until = "20 days"
first = "visit"
set = { kind = "none" }
[source.some]
count = 1
per = "1 day"
spread = "start"
until = "10 days"
first = "visit"
set = { kind = "some" }
[step.visit]
needs = [{ use = "doctor", amount = { by = "kind", none = 0, some = 2 } }, { use = "dates", amount = { by = "kind", none = 0, some = 3 } }]
takes = "2 h"
next = "again"
[step.again]
needs = { use = "doctor", amount = { by = "kind", none = 1, some = 0 } }
takes = "1 h"
next = "done"
)");
  CHECK(figure(results, "hours", "community") == Approx(10 * 2));
  CHECK(figure(results, "hours", "acute") == Approx(10 * 2 + 20 * 1));
}

TEST_CASE("people found at work use the diary that their source says they hold", "[compile]") {
  const auto results = run_hours(R"(
[source.with_doctor]
at = "start"
count = 3
first = "visit"
phase = "work"
remaining = "5 h"
holding = ["doctor"]
[source.alone]
at = "start"
count = 7
first = "visit"
phase = "work"
remaining = "5 h"
[step.visit]
needs = "doctor"
takes = "9 h"
next = "done"
)");
  CHECK(figure(results, "hours", "acute") == Approx(3 * 5));
}
