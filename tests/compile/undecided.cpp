// Those on a list without a decision to admit: shares and means of the rest of the list, and how long each
// part of it takes to clear.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Three people join a list on days 1, 2 and 15 and stay; each is decided on after so long. Counted on
/// day 20.
Results list_with_decisions_after(const std::string& length) {
  const std::string text = R"(
[scenario]
title = "A list"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.gp]
at = ["1 day", "2 days", "15 days"]
first = "clinic"
[step.clinic]
takes = ")" + length + R"("
next = "theatre"
[step.theatre]
takes = "100 days"
next = "treated"
[outcome]
treated = "Treated"
[clock.list]
starts = ["gp.arrive"]
stops = ["treated"]
decision_to_admit = ["theatre.arrive"]
[kpi]
undecided = { clock = "list", of = "without_decision_to_admit", share_within = "10 days", show = ["number", "mean"] }
)";
  return ScenarioFolder({{"now.toml", text}}).run();
}

/// Two come each week for ten weeks, are decided on after 3 and treated after 5: 12 stops in 70 days, 8 open
/// at the end, 4 of them decided on.
const std::string two_a_week = R"(
[scenario]
title = "Clearance"
[run]
start = 2026-04-06
length = "70 days"
replications = 1
[source.gp]
count = 2
per = "7 days"
spread = "start"
first = "clinic"
until = "10 weeks"
[step.clinic]
takes = "21 days"
next = "list"
[step.list]
takes = "14 days"
next = "treated"
[outcome]
treated = "Treated"
[clock.rtt]
kind = "rtt"
starts = "gp.arrive"
stops = "treated"
decision_to_admit = "list.arrive"
[kpi]
all = { clock = "rtt", of = "incomplete", show = "clearance" }
made = { clock = "rtt", of = "with_decision_to_admit", show = "clearance" }
not_made = { clock = "rtt", of = "without_decision_to_admit", show = "clearance", unit = "days" }
)";

} // namespace

TEST_CASE("with no decision at all the undecided are the whole list", "[compile]") {
  const auto results = list_with_decisions_after("50 days");
  CHECK(figure(results, "undecided.number") == 3);
  CHECK(figure(results, "undecided.share_within") == Approx(1.0 / 3)); // of ages 19, 18 and 5
  CHECK(figure(results, "undecided.mean") == Approx(14));
}

TEST_CASE("with some decisions the undecided are the rest of the list", "[compile]") {
  const auto results = list_with_decisions_after("18.5 days"); // the first on day 19.5
  CHECK(figure(results, "undecided.number") == 2);
  CHECK(figure(results, "undecided.share_within") == Approx(0.5)); // of ages 18 and 5
  CHECK(figure(results, "undecided.mean") == Approx(11.5));
}

TEST_CASE("with nobody undecided there is no share of them", "[compile]") {
  const auto results = list_with_decisions_after("1 day");
  CHECK(figure(results, "undecided.number") == 0);
  CHECK(std::isnan(figure(results, "undecided.share_within")));
}

TEST_CASE("clearance is of the part of the list that is asked for, and read in weeks", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", two_a_week}}).run();
  CHECK(figure(results, "all") == Approx(8 * 70.0 / 12));
  CHECK(figure(results, "made") == Approx(4 * 70.0 / 12));
  CHECK(figure(results, "not_made") == Approx(4 * 70.0 / 12));
  CHECK(results.kpis[0].unit == "days");
  CHECK(results.kpis[0].shown_in == "weeks");
  CHECK(results.kpis[2].shown_in == "days");
}
