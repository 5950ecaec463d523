// Times that come to no number, or never end, while a run goes on: the replication fails, and says where.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Why the only replication fails where a field is as written; empty when it does not. `none` is nothing.
std::string failure(const std::string& in_step, const std::string& others = {},
                    const std::string& in_room = {}) {
  const std::string text = R"(
[scenario]
title = "Lengths"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[attribute.none]
is = 0
[source.people]
at = ["1 day", "1 day"]
first = "visit"
[resource.room]
capacity = 1
)" + in_room + R"(
[outcome]
done = "Done"
[kpi]
came = { count = "visit.arrive" }
[step.visit]
next = "done"
)" + in_step + "\n" + others;
  const auto results = ScenarioFolder({{"now.toml", text}}).run();
  const auto& failures = results.variants[0].failures;
  return failures.empty() ? std::string() : failures[0];
}

const std::string no_number = "\"= none / none * 1 day\"";
const std::string endless = "\"= 1 day / none\"";
const std::string room = "needs = \"room\"\ntakes = \"3 h\"";

} // namespace

TEST_CASE("work or a delay that comes to no number or never ends fails, and names step and value",
          "[compile]") {
  CHECK(failure("takes = " + no_number) ==
        "replication 1: a duration of nan days at step 'visit' is no number");
  CHECK(failure("takes = " + endless) == "replication 1: a duration of inf days at step 'visit' never ends");
  CHECK(failure("exit_delay = " + no_number) ==
        "replication 1: a duration of nan days at step 'visit' is no number");
  CHECK(failure("takes = \"= 1e12 days + none\"") ==
        "replication 1: a duration of 1e+12 days at step 'visit' never ends");
  CHECK(failure("takes = \"= 30 years + none\"").empty()); // it ends after the run
}

TEST_CASE("other times that come to no number fail, and say whose they are", "[compile]") {
  const auto risk = [](const std::string& after) {
    return "[risk.leaves]\nwhile = \"visit.work\"\nto = \"done\"\nafter = " + after;
  };
  CHECK(failure("takes = \"3 h\"", risk(no_number)) ==
        "replication 1: the time of nan days until 'leaves' is no number");
  CHECK(failure("takes = \"3 h\"", risk(endless)).empty()); // it never happens
  CHECK(failure(room, "", "turnaround = " + no_number) ==
        "replication 1: a turnaround of nan days of resource 'room' is no number");
  CHECK(failure(room, "", "turnaround = " + endless) ==
        "replication 1: a turnaround of inf days of resource 'room' never ends");
  const auto patient = [](const std::string& wait) {
    return "takes = \"3 h\"\nneeds = { use = \"room\", wait = " + wait + ", else = \"done\" }";
  };
  CHECK(failure(patient(no_number)) ==
        "replication 1: a limit of waiting of nan days at step 'visit' is no number");
  CHECK(failure(patient(endless)).empty()); // they wait for as long as it takes
}

TEST_CASE("a wait before the start that comes to no number fails", "[compile]") {
  const std::string list = "[source.list]\nat = \"start\"\ncount = 1\nfirst = \"visit\"\nwaited = ";
  CHECK(failure("takes = \"3 h\"", list + no_number) ==
        "replication 1: a wait of nan days of somebody there at the start is no number");
}
