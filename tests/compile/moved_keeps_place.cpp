// Those held back in the step before who keep their place in the queue, and those who do not.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One comes on day 1, has a bed until day 3 and waits in it for the theatre, where two others came on
/// days 1.5 and 2.5 and take 4 days each. So the theatre is free on days 5.5 and 9.5. `kept`, `anew`: what
/// those in beds do.
Results held_back(const std::string& first, const std::string& second = {}) {
  const std::string text = R"(
[scenario]
title = "Held back"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.by_bed]
at = ["1 day"]
first = "ward"
[source.direct]
at = ["1.5 days", "2.5 days"]
first = "theatre"
[resource]
bed = { capacity = 2 }
theatre = { capacity = 1, order = "earliest queue_date" }
[step.ward]
needs = "bed"
takes = "2 days"
release = "moved"
next = "theatre"
)" + first + R"(
[step.theatre]
needs = "theatre"
takes = "4 days"
next = "done"
[outcome]
done = "Done"
[kpi]
blocked = { time_in = "ward.blocked", show = "max" }
)" + second;
  return ScenarioFolder({{"now.toml", text}}).run();
}

} // namespace

TEST_CASE("who keeps the place while held back goes before those who came in the meantime", "[compile]") {
  CHECK(figure(held_back("keeps_place = true"), "blocked") == Approx(2.5)); // from day 3 to 5.5
}

TEST_CASE("who does not keep the place goes after those who came in the meantime", "[compile]") {
  CHECK(figure(held_back(""), "blocked") == Approx(6.5)); // from day 3 to 9.5
}

TEST_CASE("of two steps that hold on to the same beds each enters the next in its own way", "[compile]") {
  // One more, from another step with the same beds, comes on day 1.2 and is held back from day 3.2. Keeping
  // its place it has the theatre from day 5.5 to 9.5, before the one of day 2.5 and the one of the ward.
  const std::string other = R"(
[source.other]
at = ["1.2 days"]
first = "side_ward"
[step.side_ward]
needs = "bed"
takes = "2 days"
release = "moved"
keeps_place = true
next = "theatre"
)";
  const auto results = held_back("", other + "[kpi.other]\ntime_in = \"side_ward.blocked\"\n");
  CHECK(figure(results, "other") == Approx(2.3));
  CHECK(figure(results, "blocked") == Approx(10.5)); // from day 3 to 13.5
}
