// Limits of waiting of those found waiting at the start: from when the first of several needs counts.
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Two who have waited for 30 days need a list, held at the first instant, and then the one bed for two
/// hours.
Results run_theatre(const std::string& needs) {
  return ScenarioFolder({{"now.toml", R"toml(
[scenario]
title = "Found waiting"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.list]
at = "start"
count = 2
waited = "30 days"
first = "theatre"
[resource.list]
kind = "diary"
every = "7 days"
slots = 2
[resource.bed]
capacity = 1
[step.theatre]
takes = "2 h"
next = "done"
needs = )toml" + needs + R"toml(
[outcome]
done = "Done"
gone = "Gone"
[kpi]
no_bed = { count = "theatre.no_bed" }
wait = { time_in = "theatre.wait", show = ["max"] }
)toml"}})
      .run();
}

/// A bed for which they wait so long.
std::string bed(const std::string& limit) {
  return "{ use = \"bed\", wait = \"" + limit + "\", else = { to = \"gone\", as = \"no_bed\" } }";
}

} // namespace

TEST_CASE("A limit to the waiting for a later need counts from when it is asked for") {
  const auto enough = run_theatre("[\"list\", " + bed("8 h") + "]");
  CHECK(figure(enough, "no_bed") == 0);
  CHECK(figure(enough, "wait") == Approx(30 + 2.0 / 24)); // until the other leaves the bed
  const auto too_short = run_theatre("[\"list\", " + bed("1 h") + "]");
  CHECK(figure(too_short, "no_bed") == 1);
  CHECK(figure(too_short, "wait") == 30);
}

TEST_CASE("A limit to the waiting for the first need counts from when they began to wait") {
  for (const auto& needs : {bed("8 h"), "[{ use = \"list\", amount = 0 }, " + bed("8 h") + "]"})
    CHECK(figure(run_theatre(needs), "no_bed") == 1);
  CHECK(figure(run_theatre(bed("721 h")), "no_bed") == 1); // an hour is left of 30 days and one
  CHECK(figure(run_theatre(bed("723 h")), "no_bed") == 0);
}

TEST_CASE("Who is found waiting beside a free unit has come, and waits no more") {
  const auto results = run_text(R"toml(
[scenario]
title = "Found beside a free nurse"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.list]
at = "start"
count = 2
waited = "30 days"
first = "visit"
[resource.nurse]
capacity = 3
[step.visit]
needs = "nurse"
takes = "5 days"
next = "done"
[outcome]
done = "Done"
[kpi]
waiting = { number_in = "visit.wait" }
there = { number_in = "visit" }
wait = { time_in = "visit.wait" }
)toml");
  CHECK(figure(results, "waiting") == 0);
  CHECK(figure(results, "there") == Approx(2 * 5.0 / 20));
  CHECK(figure(results, "wait") == 30);
}

TEST_CASE(
    "Who is found waiting is given a date when everybody is on the list, however long the wait has been") {
  const auto results = run_text(R"toml(
[scenario]
title = "Found waiting for a date"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.list]
at = "start"
count = 3
waited = "30 days"
first = "clinic"
[resource.list]
kind = "diary"
every = "7 days"
slots = 2
assign = "on_arrival"
[step.clinic]
needs = { use = "list", wait = "10 days", else = { to = "gone", as = "late" } }
takes = "2 h"
next = "done"
[outcome]
done = "Done"
gone = "Gone"
[kpi]
late = { count = "clinic.late" }
seen = { count = "clinic.start" }
)toml");
  CHECK(figure(results, "late") == 0);
  CHECK(figure(results, "seen") == 3);
}
