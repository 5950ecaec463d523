// Dates and lists of a diary: when those who wait are looked at again, and what becomes of slots not used.
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

/// People at these days ask for `needs` of a diary; `more` is what else the scenario says.
Results run(const std::string& at, const std::string& diary, const std::string& needs,
            const std::string& more = {}) {
  return ScenarioFolder({{"now.toml", R"toml(
[scenario]
title = "Dates"
[run]
start = 2026-04-06
length = "60 days"
replications = 1
[source.people]
at = )toml" + at + R"toml(
first = "visit"
[resource.clinic]
kind = "diary"
)toml" + diary + R"toml(
[step.visit]
needs = )toml" + needs + R"toml(
next = "done"
[outcome]
done = "Done"
[kpi]
seen = { count = "visit.start" }
wait = { time_in = "visit.wait", show = ["mean"] }
sessions = { resource = "clinic", level = "sessions" }
used = { resource = "clinic", level = "slots_used" }
)toml" + more}})
      .run();
}

} // namespace

TEST_CASE("Whose session is not held for too few is given another one, not the same again") {
  const auto results = run(R"(["1 day", "1 day", "1 day"])", R"toml(
every = "7 days"
slots = 2
least = 2
assign = "on_arrival")toml",
                           "\"clinic\"");
  CHECK(figure(results, "seen") == 2); // on day 7; the third would be alone on day 14, 21, ...
  CHECK(figure(results, "wait") == 6);
  CHECK(figure(results, "sessions") == 1);
  CHECK(figure(results, "used") == 2);
}

TEST_CASE("A session is held for those who book it at the instant at which it begins") {
  const auto results = run(R"(["50 days"])", R"toml(
every = "7 days"
slots = 2
least = 2
assign = "on_arrival")toml",
                           "\"clinic\"", R"toml(
[source.patients]
at = ["6 days", "6 days"]
first = "ward"
[step.ward]
takes = "1 day"
next = "visit"
)toml");
  CHECK(figure(results, "seen") == 2); // their work ends on day 7 and gives back before the session begins
  CHECK(figure(results, "wait") == 0);
  CHECK(figure(results, "sessions") == 1);
  CHECK(figure(results, "used") == 2);
}
