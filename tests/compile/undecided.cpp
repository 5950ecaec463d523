// Those on a list without a decision to admit: shares and means of the rest of the list.
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
