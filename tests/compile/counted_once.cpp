// People counted once each, however often they come.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person comes on day 3 and begins work on days 3, 7 and 11.
Results three_visits(const std::string& run, const std::string& window) {
  const std::string text = R"(
[scenario]
title = "Three visits"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
)" + run + R"(
[attribute.visits]
is = 0
[source.people]
at = ["3 days"]
first = "visit"
[step.visit]
set = { visits = "= visits + 1" }
takes = "4 days"
next = [{ when = "visits < 3", to = "visit" }, { to = "done" }]
[outcome]
done = "Done"
[kpi]
people = { count = "visit.start", distinct = true)" +
                           window + R"( }
visits = { count = "visit.start")" +
                           window + R"( }
)";
  return ScenarioFolder({{"now.toml", text}}).run();
}

const std::string two_branches = R"(
[scenario]
title = "Two branches"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.people]
at = ["0 days", "5 days"]
first = "both"
[step.both]
parallel = ["scan", "blood_test"]
next = "done"
[step.scan]
takes = "1 day"
next = "report"
[step.blood_test]
takes = "2 days"
next = "report"
[step.report]
next = "join"
[outcome]
done = "Done"
[kpi]
people = { count = "report.arrive", distinct = true }
reports = { count = "report.arrive" }
)";

} // namespace

TEST_CASE("who came before the measured period and comes again in it is one person of it", "[compile]") {
  const auto results = three_visits("warm_up = \"5 days\"", "");
  CHECK(figure(results, "visits") == 2);
  CHECK(figure(results, "people") == 1);
  CHECK(figure(three_visits("warm_up = \"7 days\"", ""), "people") == 1); // at its first instant
  CHECK(figure(three_visits("warm_up = \"11.5 days\"", ""), "people") == 0);
}

TEST_CASE("who came before a part of the period and comes again in it is one person of it", "[compile]") {
  CHECK(figure(three_visits("", ", from = \"6 days\""), "people") == 1);
  CHECK(figure(three_visits("", ", from = \"11 days\""), "people") == 0); // that instant is not in it
  CHECK(figure(three_visits("", ", from = \"11 days\""), "visits") == 0);
  CHECK(figure(three_visits("", ", from = \"2 days\", until = \"6 days\""), "people") == 1);
  CHECK(figure(three_visits("warm_up = \"5 days\"", ", from = \"8 days\""), "people") == 1);
}

TEST_CASE("a person who passes in two branches is one person", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", two_branches}}).run();
  CHECK(figure(results, "reports") == 4);
  CHECK(figure(results, "people") == 2);
}

TEST_CASE("parts of a period add up: the instant between two belongs to the first", "[compile]") {
  CHECK(figure(three_visits("", ""), "visits") == 3);
  CHECK(figure(three_visits("", ", until = \"7 days\""), "visits") == 2); // those of days 3 and 7
  CHECK(figure(three_visits("", ", from = \"7 days\""), "visits") == 1);
}

TEST_CASE("each event of a list counts everybody once, and their sum counts everybody once for all",
          "[compile]") {
  // Everybody who comes to the report has been scanned and has had a blood test.
  const auto people = [](const std::string& fields) {
    return ScenarioFolder({{"now.toml", two_branches +
                                            "each = { count = [\"scan.start\", \"report.arrive\"], "
                                            "distinct = true" +
                                            fields + " }\n"}})
        .run();
  };
  const auto each = people("");
  CHECK(figure(each, "each.scan.start") == 2);
  CHECK(figure(each, "each.report.arrive") == 2); // 0 where those scanned are not counted again
  CHECK(figure(people(", sum = true"), "each") == 2);
}
