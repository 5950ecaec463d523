// The same people in two scenarios: whose waits are compared, and what is known of those still open at the
// end.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// A step of a clock, and a second scenario that differs in how long it takes; everyone, in the first clock.
PairedEntities compared(const std::string& run, const std::string& source, const std::string& takes,
                        const std::string& other_takes) {
  const auto now = "[scenario]\ntitle = \"Now\"\n[run]\nstart = 2026-01-05\nreplications = 2\n" + run +
                   "[source.s]\nfirst = \"w\"\n" + source + "[step.w]\nnext = \"done\"\ntakes = " + takes +
                   R"(
[outcome]
done = "Done"
[clock.c]
starts = "w.arrive"
stops = "done"
noticed = "1 hour"
[kpi]
c = { clock = "c", show = "mean" }
)";
  const auto other =
      "[scenario]\ntitle = \"New\"\nbase = \"now.toml\"\n[step.w]\ntakes = \"" + other_takes + "\"\n";
  const auto results = ScenarioFolder(Files{{"now.toml", now}, {"new.toml", other}}).run();
  REQUIRE(results.paired.size() == 1);
  return results.paired[0];
}

const std::string month = "length = \"30 days\"\n";
const std::string two_days = "at = [\"0 days\", \"25 days\"]\n";

} // namespace

TEST_CASE("whose waits ended in the warm-up in both are not compared", "[compile]") {
  const auto changed_before =
      compared("warm_up = \"70 days\"\nlength = \"7 days\"\n", "rate = \"100 per week\"\n",
               R"([{ until = "day 60", is = "5 days" }, { is = "1 day" }])", "1 day");
  CHECK(changed_before.gain == 0);
  CHECK(changed_before.lose == 0);
  // A week's arrivals and a day's before, less those of whom neither has ended: about 114 of a Poisson
  // number.
  CHECK(changed_before.matched == Approx(800.0 / 7).margin(4 * std::sqrt(800.0 / 7 / 2)));
}

TEST_CASE("a wait that ended in the measured time in one of the two is compared", "[compile]") {
  const auto row =
      compared("warm_up = \"10 days\"\nlength = \"20 days\"\n", "at = [\"6 days\"]\n", "\"5 days\"", "1 day");
  CHECK(row.matched == 1);
  CHECK(row.gain == 1);
  CHECK(row.mean_change.mean == Approx(-4));
}

TEST_CASE("who is still open at the end is told apart", "[compile]") {
  const auto faster = compared(month, two_days, "\"20 days\"", "1 day");
  CHECK(faster.matched == 2);
  CHECK(faster.gain == 1); // the second has waited five days already
  CHECK(faster.unknown == 0);
  CHECK(faster.mean_change.mean == Approx(-19)); // of the first, who has ended in both
  const auto slower = compared(month, two_days, "\"20 days\"", "100 days");
  CHECK(slower.lose == 0.5);
  CHECK(slower.unknown == 0.5); // open in both
  CHECK(slower.same == 0);
  CHECK(std::isnan(slower.mean_change.mean));
}

namespace {

constexpr auto two_periods = R"(
[scenario]
title = "Now"
[run]
start = 2026-01-05
length = "30 days"
replications = 1
[source.s]
at = ["1 day"]
first = "one"
[outcome]
done = "Done"
[clock.c]
starts = ["one.arrive", "two.arrive"]
stops = ["one.end", "two.end"]
[kpi]
c = { clock = "c", show = "mean" }
[step.between]
takes = "1 day"
next = "two"
)";

/// How long each of the two steps takes on whose way the clock runs, a day apart.
struct Periods {
  std::string first, second;
};

PairedEntities compared(const Periods& now, const Periods& other) {
  const auto base = two_periods + ("[step.one]\nnext = \"between\"\ntakes = \"" + now.first +
                                   "\"\n[step.two]\nnext = \"done\"\ntakes = \"" + now.second + "\"\n");
  const auto redesign = "[scenario]\ntitle = \"New\"\nbase = \"now.toml\"\n[step.one]\ntakes = \"" +
                        other.first + "\"\n[step.two]\ntakes = \"" + other.second + "\"\n";
  const auto results = ScenarioFolder(Files{{"now.toml", base}, {"new.toml", redesign}}).run();
  REQUIRE(results.paired.size() == 1);
  return results.paired[0];
}

} // namespace

TEST_CASE("all of a person's time on a clock is compared, of however many periods", "[compile]") {
  const auto row = compared({"5 days", "10 days"}, {"13 days", "1 day"}); // 15 days, and 14
  CHECK(row.matched == 1);
  CHECK(row.mean_change.mean == Approx(-1));
  CHECK(row.same == 1);
  CHECK(compared({"4 days", "20 days"}, {"5 days", "1 day"}).gain == 1); // 24 days, and 6
}

TEST_CASE("whose second period is still open at the end has not ended", "[compile]") {
  const auto longer = compared({"5 days", "2 days"}, {"1 day", "100 days"}); // 7 days, and 28 so far
  CHECK(longer.lose == 1);
  CHECK(std::isnan(longer.mean_change.mean));
  const auto unknown = compared({"20 days", "9 days"}, {"1 day", "100 days"}); // 28 so far in both
  CHECK(unknown.unknown == 1);
}
