// The luck of branches: drawn anew in each round, and untouched where there is one round.
#include "models/study/traffic.hpp"
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person is sent to a scan in a branch so many times.
Results rounds(int number, const std::string& scan = "next = \"join\"") {
  const std::string text = R"(
[scenario]
title = "Rounds"
[run]
start = 2026-04-06
length = "100 days"
replications = 1
[attribute.rounds]
is = 0
[source.people]
at = ["0 days"]
first = "clinic"
[step.clinic]
set = { rounds = "= rounds + 1" }
parallel = ["scan", "blood_test"]
next = [{ when = "rounds < )" +
                           std::to_string(number) + R"(", to = "clinic" }, { to = "done" }]
[step.blood_test]
takes = "1 h"
next = "join"
[step.scan]
takes = { dist = "uniform", low = "1 day", high = "9 days" }
)" + scan + R"(
[outcome]
done = "Done"
[kpi]
scan = { time_in = "scan.work", show = ["number", "min", "max"] }
)";
  return ScenarioFolder({{"now.toml", text}}).run();
}

} // namespace

TEST_CASE("each round of branches has luck of its own", "[compile]") {
  const auto results = rounds(3);
  CHECK(figure(results, "scan.number") == 3);
  CHECK(figure(results, "scan.max") - figure(results, "scan.min") > 0.01);
}

TEST_CASE("a way back for more rounds does not change the luck of the first", "[compile]") {
  const double once = figure(rounds(1), "scan.min");
  const auto thrice = rounds(3);
  CHECK(figure(thrice, "scan.min") <= once);
  CHECK(figure(thrice, "scan.max") >= once);
}

TEST_CASE("a branch of several steps draws anew in each round as well", "[compile]") {
  const auto results = rounds(3, R"(next = "report"
[step.report]
takes = { dist = "uniform", low = "1 day", high = "9 days" }
next = "join"
[kpi.report]
time_in = "report.work"
show = ["min", "max"])");
  CHECK(figure(results, "report.max") - figure(results, "report.min") > 0.01);
}

namespace {

/// A scenario with these sources and steps, of 1,000 days.
Results people_in(const std::string& source, const std::string& steps) {
  return run_text(R"([scenario]
title = "Two ways"
[run]
start = 2026-04-06
length = "1000 days"
replications = 1
[source.people]
)" + source + R"(first = "tests"
[outcome]
done = "Done"
)" + steps);
}

constexpr auto every_hour = "every = \"1 h\"\nuntil = \"900 days\"\n";
constexpr auto one_person = "at = [\"0 h\"]\n";

/// Two samples of each person, in this order, both reported by the same laboratory.
std::string reported(const std::string& samples, const std::string& report) {
  return R"([step.tests]
parallel = )" +
         samples + R"(
next = "done"
[step.blood]
next = "report"
[step.biopsy]
next = "report"
[step.scan]
takes = "1 min"
next = "join"
[step.report]
)" + report +
         R"(
next = "join"
[kpi]
tests = { time_in = "tests.work", unit = "days", show = ["mean", "min", "share_over 10 days"] }
report = { time_in = "report.work", unit = "days", show = ["mean", "number"] }
)";
}

constexpr auto exponential = "takes = { dist = \"exponential\", mean = \"1 day\" }";

} // namespace

TEST_CASE("two branches that come to one step have each a luck of its own there", "[compile]") {
  const auto results = people_in(every_hour, reported(R"(["blood", "biopsy"])", exponential));
  CHECK(figure(results, "report.mean") == Approx(1).margin(0.03));
  CHECK(figure(results, "tests.mean") == Approx(1.5).margin(0.04)); // the longer of two: 1 + 1/2
}

TEST_CASE("a step that begins two branches is drawn twice", "[compile]") {
  const auto results = people_in(every_hour, R"([step.tests]
parallel = ["sample", "sample"]
next = "done"
[step.sample]
next = { again = 0.5, join = 0.5 }
[step.again]
takes = "10 days"
next = "join"
[kpi.long]
time_in = "tests.work"
show = "share_over 9 days"
)");
  CHECK(figure(results, "long") == Approx(0.75).margin(0.02)); // unless both go straight back
}

TEST_CASE("neither the order of branches nor another beside them changes their luck", "[compile]") {
  const auto as_written = people_in(every_hour, reported(R"(["blood", "biopsy"])", exponential));
  for (const auto* samples : {R"(["biopsy", "blood"])", R"(["scan", "blood", "biopsy"])"}) {
    const auto results = people_in(every_hour, reported(samples, exponential));
    CHECK(figure(results, "report.mean") == figure(as_written, "report.mean"));
  }
}

TEST_CASE("a step that one branch comes to has the luck of a person on no branch", "[compile]") {
  const auto on_branch = people_in(one_person, reported(R"(["scan", "blood"])", exponential));
  const auto alone = people_in(one_person, R"([step.tests]
next = "report"
[step.report]
takes = { dist = "exponential", mean = "1 day" }
next = "done"
[kpi]
report = { time_in = "report.work", unit = "days" }
)");
  CHECK(figure(on_branch, "report.mean") == figure(alone, "report"));
}

TEST_CASE("a hazard strikes each of two branches at a time of its own", "[compile]") {
  const auto results =
      people_in(every_hour, reported(R"(["blood", "biopsy"])", "takes = \"1 day\"") + R"([risk.lost]
while = "report.work"
after = { dist = "uniform", low = "0 days", high = "2 days" }
to = "join"
)");
  // The longer of two, each cut short by half: 1 less the integral of (x/2)^2 from 0 to 1.
  CHECK(figure(results, "tests.mean") == Approx(1 - 1.0 / 12).margin(0.01));
}

TEST_CASE("what two branches give back is free again at times of its own", "[compile]") {
  const auto results = people_in(one_person, R"([resource.room]
capacity = 2
turnaround = { dist = "uniform", low = "1 day", high = "9 days" }
[step.tests]
parallel = ["left", "right"]
next = "done"
[step.left]
needs = "room"
takes = "1 h"
next = "join"
[step.right]
needs = "room"
takes = "1 h"
next = "join"
[source.others]
at = ["2 h", "2 h"]
first = "waiting"
[step.waiting]
needs = "room"
next = "done"
[kpi.wait]
time_in = "waiting.wait"
show = ["min", "max"]
)");
  CHECK(figure(results, "wait.max") - figure(results, "wait.min") > 0.01);
}

TEST_CASE("branches of branches differ from each other and from those beside them", "[compile]") {
  const auto results = people_in(every_hour, R"([step.tests]
parallel = ["inner", "blood", "inner"]
next = "done"
[step.inner]
parallel = ["blood", "blood"]
next = "join"
[step.blood]
next = "report"
[step.report]
takes = { dist = "uniform", low = "1 day", high = "2 days" }
next = "join"
[kpi]
longest = { time_in = "tests.work", unit = "days" }
)");
  CHECK(figure(results, "longest") == Approx(1 + 5.0 / 6).margin(0.005)); // of five
}

TEST_CASE("a branch of a branch draws anew each time the outer one is sent out", "[compile]") {
  const auto results = people_in("every = \"1 h\"\nuntil = \"50 days\"\n", R"([attribute]
good = { is = 0 }
[step.tests]
parallel = ["sample"]
next = [{ when = "good == 1", to = "done" }, { to = "tests" }]
[step.sample]
parallel = ["blood"]
next = "join"
[step.blood]
takes = "1 h"
set_at_end = { good = { chance = 0.5 } }
next = "join"
[kpi]
came = { count = "people.arrive" }
done = { count = "done" }
rounds = { count = "tests.arrive" }
)");
  CHECK(figure(results, "done") == figure(results, "came"));
  CHECK(figure(results, "rounds") / figure(results, "came") == Approx(2).margin(0.2));
}

TEST_CASE("the load is found where people there at the start have branches beside another pathway",
          "[compile]") {
  const std::string text = R"(
[scenario]
title = "Branches at the start"
[run]
start = 2026-04-06
length = "10 days"
[resource]
room = { capacity = 1 }
[source.first]
at = "start"
count = 3
first = "tests"
[source.second]
every = "1 day"
first = "visit"
[step.tests]
parallel = ["blood"]
next = "done"
[step.blood]
takes = "1 h"
next = "join"
[step.visit]
needs = "room"
takes = "12 h"
next = "done"
[outcome]
done = "Done"
[kpi]
done = { count = "done" }
)";
  const auto study = ScenarioFolder(Files{{"now.toml", text}}).study();
  const auto report = solve_traffic(study.variants.front());
  CHECK(report.unknown.empty());
  REQUIRE(report.resources.size() == 1);
  CHECK(report.resources.front().load == Approx(0.5).epsilon(0.1));
}
