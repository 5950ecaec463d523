// The age of a clock at the events that start and stop it.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person comes on day 1, waits ten days and has four days of review; another has waited five days at the
/// start and comes to the review at once.
constexpr auto reviewed = R"(
[scenario]
title = "Ends of clocks"
[run]
start = 2026-04-06
length = "30 days"
replications = 1
[attribute.days]
is = 0
[source.people]
at = ["1 day"]
first = "wait"
[source.list]
at = "start"
count = 1
waited = "5 days"
first = "review"
[step.wait]
takes = "10 days"
next = "review"
[step.review]
takes = "4 days"
next = "done"
[outcome]
done = "Done"
[clock.c]
starts = ["wait.arrive", "list.arrive"]
stops = ["review.start"]
[clock.again]
starts = ["wait.arrive", "review.start"]
stops = ["review.start", "done"]
)";

double total(const std::string& at, const std::string& amount) {
  const auto cost = "[cost.it]\nat = " + at + "\namount = \"" + amount +
                    "\"\n[kpi]\nit = { cost = \"it\", show = \"total\" }\n";
  return figure(ScenarioFolder({{"now.toml", reviewed + cost}}).run(), "it");
}

} // namespace

TEST_CASE("a cost at the event that stops a clock sees the time on it", "[compile]") {
  CHECK(total("\"review.start\"", "= age(c) * £3 per day") == Approx(3 * (10 + 5)));
  CHECK(total("\"wait.end\"", "= age(c) * £3 per day") == Approx(3 * 10));
  CHECK(total("\"review.end\"", "= age(c) * £3 per day") == 0); // it has stopped
}

TEST_CASE("a cost at the event that starts a clock sees it run", "[compile]") {
  CHECK(total("\"list.arrive\"", "= age(c) * £3 per day") == Approx(3 * 5)); // since the referral
  CHECK(total("\"wait.arrive\"", "= £1 + age(c) * £3 per day") == 1);
}

TEST_CASE("where a period ends and another begins, the one that ends is seen", "[compile]") {
  CHECK(total("\"review.start\"", "= age(again) * £3 per day") == Approx(3 * 10));
  CHECK(total("\"done\"", "= age(again) * £3 per day") == Approx(3 * (4 + 4)));
}
