// Turnarounds and costs drawn from a distribution: anew for each time, though it is the same person.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person comes to a room so many times, an hour each, and waits for it to be cleaned in between.
Results visits(int number, const std::string& cost) {
  const std::string text = R"(
[scenario]
title = "Visits"
[run]
start = 2026-04-06
length = "100 days"
replications = 1
[attribute.visits]
is = 0
[source.people]
at = ["0 days"]
first = "visit"
[resource.room]
capacity = 1
turnaround = { dist = "uniform", low = "1 day", high = "9 days" }
[step.visit]
set = { visits = "= visits + 1" }
needs = "room"
takes = "1 h"
next = [{ when = "visits < )" +
                           std::to_string(number) + R"(", to = "visit" }, { to = "done" }]
[outcome]
done = "Done"
[cost.visit]
at = "visit.start"
amount = )" + cost + R"(
[kpi]
wait = { time_in = "visit.wait", show = ["max", "total"] }
cost = { cost = "visit", show = "total" }
)";
  return ScenarioFolder({{"now.toml", text}}).run();
}

const std::string drawn = R"({ dist = "uniform", low = "£1", high = "£9" })";

} // namespace

TEST_CASE("a turnaround is drawn anew each time the same person gives the unit back", "[compile]") {
  const auto results = visits(4, drawn); // the first of four does not wait
  CHECK(std::abs(figure(results, "wait.total") - 3 * figure(results, "wait.max")) > 0.01);
  CHECK(figure(visits(2, drawn), "wait.max") <= figure(results, "wait.max")); // the first stays as it was
}

TEST_CASE("a cost is drawn anew each time the same person comes", "[compile]") {
  const double once = figure(visits(1, drawn), "cost");
  const double twice = figure(visits(2, drawn), "cost");
  CHECK(twice > once + 1); // the first stays as it was
  CHECK(std::abs(twice - 2 * once) > 0.01);
}

TEST_CASE("a cost that is not drawn is the same each time", "[compile]") {
  CHECK(figure(visits(3, "\"£5\""), "cost") == Approx(15));
}

namespace {

/// One person falls so many times, a day after getting up; what each fall costs is drawn.
double cost_of_falls(int number) {
  const std::string text = R"(
[scenario]
title = "Falls"
[run]
start = 2026-04-06
length = "100 days"
replications = 1
[attribute.falls]
is = 0
[source.people]
at = ["0 days"]
first = "stay"
[step.stay]
takes = "9 days"
next = "done"
[risk.fall]
while = "stay.work"
after = "1 day"
set = { falls = "= falls + 1" }
to = [{ when = "falls < )" +
                           std::to_string(number) + R"(", to = "stay" }, { to = "done" }]
[outcome]
done = "Done"
[cost.fall]
at = "fall"
amount = )" + drawn + R"(
[kpi]
cost = { cost = "fall", show = "total" }
)";
  return figure(ScenarioFolder({{"now.toml", text}}).run(), "cost");
}

} // namespace

TEST_CASE("a cost at a risk's event is drawn anew each time it strikes the same person", "[compile]") {
  const double once = cost_of_falls(1);
  const double twice = cost_of_falls(2);
  CHECK(twice > once + 1); // the first stays as it was
  CHECK(std::abs(twice - 2 * once) > 0.01);
}
