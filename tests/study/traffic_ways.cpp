// Traffic equations where no formula says where a step leads or how long a unit is held: the trial must see
// branches, what is held, waits for a date, and choices that depend on queues.
#include "models/study/traffic.hpp"
#include "tests/compile/scenario_text.hpp"

#include <cmath>

using namespace carepath;
using namespace carepath::test;

namespace {

const std::string run_of_200_days = R"toml(
[scenario]
title = "Ways"
[run]
start = 2026-04-06
length = "200 days"
replications = 1
[outcome]
done = "Done"
[kpi]
out = { count = "done" }
)toml";

TrafficReport traffic_of(const std::string& text) {
  const ScenarioFolder folder({{"now.toml", run_of_200_days + text}});
  return solve_traffic(folder.study().variants.at(0));
}

const ResourceLoad& of(const TrafficReport& report, const std::string& name) {
  for (const auto& row : report.resources)
    if (row.name == name) return row;
  FAIL("no resource called " + name);
  return report.resources.front();
}

/// Five standard errors of a share among the 20,000 people of a trial.
double margin_of(double share) {
  return 5 * std::sqrt(share * (1 - share) / 20'000);
}

constexpr auto four_a_day = "[source.gp]\nrate = \"4 per day\"\nfirst = \"assess\"\n";
constexpr auto score = "[attribute.score]\nis = { dist = \"uniform\", low = 0, high = 10 }\n";

} // namespace

TEST_CASE("everybody who is sent two ways at once comes to both, and goes on", "[study]") {
  const auto report = traffic_of(std::string(four_a_day) + score + R"toml(
[resource]
nurse = { capacity = 3 }
clinic = { capacity = 3 }
[step.assess]
parallel = ["scan", "blood"]
next = [{ when = "score > 1", to = "clinic" }, { to = "done" }]
[step.scan]
needs = "nurse"
takes = "1 day"
next = "join"
[step.blood]
takes = "1 day"
next = "join"
[step.clinic]
needs = "clinic"
takes = "1 day"
next = "done"
)toml");
  CHECK(of(report, "nurse").demand == Approx(4));
  CHECK(of(report, "clinic").demand == Approx(3.6).margin(4 * margin_of(0.9)));
}

TEST_CASE("those of a branch who come back at once are not among those it sends on", "[study]") {
  const auto report = traffic_of(std::string(four_a_day) + score + R"toml(
[resource.therapist]
capacity = 2
[step.assess]
parallel = ["physical", "mental"]
next = "done"
[step.physical]
takes = "1 day"
next = "join"
[step.mental]
next = [{ when = "score > 9", to = "therapy" }, { to = "join" }]
[step.therapy]
needs = "therapist"
takes = "1 day"
next = "join"
)toml");
  CHECK(of(report, "therapist").demand == Approx(0.4).margin(4 * margin_of(0.1)));
}

TEST_CASE("a branch that goes round before it comes back has a solution without a formula", "[study]") {
  const auto report = traffic_of(std::string(four_a_day) + R"toml(
[resource.therapist]
capacity = 9
[step.assess]
parallel = ["physical", "talk"]
next = "done"
[step.physical]
takes = "1 day"
next = "join"
[step.talk]
needs = "therapist"
takes = "1 day"
next = { talk = 0.3, join = 0.7 }
[kpi.people]
count = "talk.start"
distinct = true
)toml");
  CHECK(of(report, "therapist").demand == Approx(4 / 0.7).margin(0.15)); // five standard errors of the rounds
}

TEST_CASE("work that depends on what is held is as long as with what was asked for", "[study]") {
  const auto report = traffic_of(R"toml(
[source.gp]
rate = "3 per day"
first = "visit"
[attribute.heavy]
is = { chance = 0.5 }
[resource]
nurse = { capacity = 8 }
[step.visit]
needs = { use = "nurse", amount = "= if(heavy, 2, 1)" }
takes = "= if(holds(nurse) > 1, 0.5 days, 2 days)"
next = "done"
)toml");
  // Two for half a day, or one for two days: 1 and 2 nurse days.
  CHECK(of(report, "nurse").demand == Approx(3 * (1 + 2) / 2.0).margin(3 * margin_of(0.5)));
}

TEST_CASE("of alternatives each has the work that it is when taken", "[study]") {
  const auto report = traffic_of(R"toml(
[source.gp]
rate = "3 per day"
first = "visit"
[resource]
near = { capacity = 1 }
far = { capacity = 3 }
[step.visit]
needs = { any = ["near", "far"] }
takes = [{ when = "holds(far) > 0", is = "1 day" }, { is = "0.5 days" }]
next = "done"
)toml");
  // Room for two visits a day near and three far: shared in that proportion, 0.6 of each unit is busy.
  CHECK(of(report, "near").load == Approx(0.6).margin(0.6 * 10 * margin_of(0.25)));
  CHECK(of(report, "far").load == Approx(0.6).margin(0.6 * 4 * margin_of(0.75)));
}

TEST_CASE("who is struck while waiting for a date does not come on it", "[study]") {
  const auto report = traffic_of(R"toml(
[source.gp]
rate = "40 per week"
first = "clinic"
[resource]
clinic = { kind = "diary", every = "1 day", slots = 50, assign = "on_arrival", notice = "28 days" }
gp_again = { capacity = 60 }
[step.clinic]
needs = "clinic"
takes = "30 min"
next = "done"
[risk.gives_up]
while = ["clinic.wait"]
after = { dist = "exponential", mean = "28 days" }
to = "gp_visit"
[step.gp_visit]
needs = "gp_again"
takes = "7 days"
next = "done"
)toml");
  // The first session after the notice is half a day later on average: a share of exp(-28.5 / 28) comes. Of
  // some 1,100 in each of a few runs.
  const double comes = std::exp(-28.5 / 28);
  CHECK(of(report, "clinic").demand ==
        Approx(40 * comes).margin(40 * 4 * std::sqrt(comes * (1 - comes) / 1'000)));
  CHECK(of(report, "gp_again").demand + of(report, "clinic").demand == Approx(40).epsilon(0.02));
}

TEST_CASE("a way chosen by what was once seen of the queues is told too", "[study]") {
  const auto chosen = [](const std::string& set, const std::string& when) {
    return traffic_of("[source.gp]\nrate = \"2 per day\"\nfirst = \"decide\"\n"
                      "[attribute.elsewhere]\nis = false\n[resource]\nroom = { capacity = 3 }\n"
                      "[step.decide]\nset = { elsewhere = \"" +
                      set + "\" }\nnext = [{ when = \"" + when +
                      "\", to = \"done\" }, { to = \"clinic\" }]\n"
                      "[step.clinic]\nneeds = \"room\"\ntakes = \"1 day\"\nnext = \"done\"\n"
                      "[clock.wait]\nstarts = \"gp.arrive\"\nstops = \"done\"\n")
        .chosen_by_state;
  };
  const std::vector<std::string> decide{"decide"};
  CHECK(chosen("= queue(room) > 10", "elsewhere") == decide);
  CHECK(chosen("= now > 5 days", "age(wait) > 3 days") == decide);
  CHECK(chosen("= now > 5 days", "elsewhere").empty());
}
