// What is kept for looking at: people at each step through the run, time at each number in use, use by hour
// of the week, and journeys; in scenarios without chance, so that every number is known.
#include "tests/compile/scenario_text.hpp"

#include "engine/results/reader.hpp"
#include "engine/results/writer.hpp"

#include <algorithm>
#include <numeric>

using namespace carepath;
using namespace carepath::test;

namespace {

/// From a Monday, one person every day at midnight; each holds the one room for eight hours, then waits at a
/// step that has no unit for anybody until the run ends.
constexpr auto daily = R"(
[scenario]
title = "Daily"
[run]
start = 2026-04-06
length = "28 days"
replications = 2
by_hour = ["room"]
[source.gp]
every = "1 day"
first = "seen"
[resource.room]
capacity = 2
[resource.nobody]
capacity = 0
[step.seen]
needs = "room"
takes = "8 h"
next = "stuck"
[step.stuck]
needs = "nobody"
takes = "1 h"
next = "home"
[outcome]
home = "Home"
[kpi]
rooms = { resource = "room", level = "busy", show = ["mean", "p95"] }
)";

/// Everybody leaves after a day: two hours of waiting for the one desk never happen, because one comes a day.
constexpr auto through = R"(
[scenario]
title = "Through"
[run]
start = 2026-04-06
length = "28 days"
replications = 1
[source.gp]
every = "1 day"
first = "desk"
[resource.desk]
capacity = 1
[step.desk]
needs = "desk"
takes = "6 h"
next = "home"
[outcome]
home = "Home"
[kpi]
seen = { count = "desk.start", show = "per week" }
)";

std::size_t node_named(const VariantResult& variant, const std::string& name) {
  const auto found = std::find_if(variant.nodes.begin(), variant.nodes.end(),
                                  [&](const auto& node) { return node.name == name; });
  return static_cast<std::size_t>(found - variant.nodes.begin());
}

Results daily_results() {
  return ScenarioFolder(Files{{"daily.toml", daily}}).run();
}

} // namespace

TEST_CASE("people waiting at a step are kept at every time of the series") {
  const auto results = daily_results();
  const auto& variant = results.variants[0];
  REQUIRE(variant.waiting.size() == variant.nodes.size() * results.times.size());
  const auto row = node_named(variant, "stuck") * results.times.size();
  // One more waits each day; who came today is still in the room at midnight.
  for (std::size_t at = 1; at < results.times.size(); ++at) {
    const double stuck = variant.waiting[row + at];
    CHECK(stuck >= results.times[at] - 1);
    CHECK(stuck <= results.times[at]);
  }
  CHECK(std::isnan(variant.waiting[node_named(variant, "gp") * results.times.size()]));
}

TEST_CASE(
    "the time at each number in use adds up to all of it, and its quantiles stand beside the resource") {
  const auto results = daily_results();
  REQUIRE(results.occupancies.size() == 1);
  CHECK(results.occupancies[0].resource == "room");
  const auto& shares = results.variants[0].occupancy[0];
  CHECK(std::accumulate(shares.begin(), shares.end(), 0.0) == Approx(1));
  CHECK(shares[1] == Approx(1.0 / 3).margin(0.02)); // eight hours of 24
  const auto& resources = results.variants[0].resources;
  const auto room =
      std::find_if(resources.begin(), resources.end(), [](const auto& row) { return row.name == "room"; });
  CHECK(room->busy_p50 == 0);
  CHECK(room->busy_p95 == 1);
  const auto nobody =
      std::find_if(resources.begin(), resources.end(), [](const auto& row) { return row.name == "nobody"; });
  CHECK(std::isnan(nobody->busy_p50)); // no KPI asks for it
}

TEST_CASE("use by hour of the week begins on Monday and is a mean over the hour") {
  const auto results = daily_results();
  REQUIRE(results.hourly == std::vector<std::string>{"room"});
  const auto& hours = results.variants[0].by_hour[0];
  REQUIRE(hours.size() == hours_per_week);
  const double in_use = std::accumulate(hours.begin(), hours.end(), 0.0);
  CHECK(in_use == Approx(7 * 8).margin(2.5)); // unit-hours a week
  for (std::size_t hour = 0; hour < 24; ++hour) CHECK(hours[hour] == Approx(hours[hour + 24]).margin(0.26));
  CHECK(*std::max_element(hours.begin(), hours.end()) > 0.9);
  CHECK(*std::min_element(hours.begin(), hours.end()) < 0.1);
}

TEST_CASE("a run that starts on a Wednesday has its first hours in the middle of the week") {
  std::string text = daily;
  text.replace(text.find("2026-04-06"), 10, "2026-04-08");
  text.replace(text.find("\"28 days\""), 9, "\"2 days\"");
  const auto results = ScenarioFolder(Files{{"daily.toml", text}}).run();
  const auto& hours = results.variants[0].by_hour[0];
  const auto monday = std::accumulate(hours.begin(), hours.begin() + 24, 0.0);
  const auto wednesday_and_thursday = std::accumulate(hours.begin() + 48, hours.begin() + 96, 0.0);
  CHECK(std::isnan(monday)); // not measured
  CHECK(wednesday_and_thursday > 0);
}

TEST_CASE("an hour of the week that is measured once more than another is a mean over as many") {
  std::string text = daily;
  text.replace(text.find("\"28 days\""), 9, "\"10 days\"\nwarm_up = \"25 h\"");
  text.replace(text.find("start = 2026-04-06"), 18, "start = 2026-04-06T00:30:00");
  const auto results = ScenarioFolder(Files{{"daily.toml", text}}).run();
  const auto& hours = results.variants[0].by_hour[0];
  // From Tuesday 01:30 to Friday 01:30 of the week after; in use each day from 00:30 to 08:30.
  CHECK(hours[3] == Approx(1));        // Monday, once
  CHECK(hours[24] == Approx(0.5));     // Tuesday, once
  CHECK(hours[24 + 1] == Approx(1));   // once, and from its middle on
  CHECK(hours[48 + 3] == Approx(1));   // Wednesday, twice
  CHECK(hours[48 + 8] == Approx(0.5)); // twice
  CHECK(hours[48 + 12] == 0);
}

TEST_CASE("the hours of a diary cannot be asked for, and the message says what can") {
  std::string text = daily;
  text.replace(text.find("capacity = 2"), 12, "kind = \"diary\"\nsessions = \"7 per week\"\nslots = 1");
  text.replace(text.find("rooms = "), text.size(), "gone = { count = \"home\", show = \"per week\" }\n");
  const auto faults = ScenarioFolder(Files{{"daily.toml", text}}).faults();
  CHECK(faults.find("'room' is a diary") != std::string::npos);
  CHECK(faults.find("name resources of units") != std::string::npos);
}

TEST_CASE("journeys are kept of as many as asked, and nobody's otherwise") {
  ScenarioFolder folder(Files{{"through.toml", through}});
  CHECK(folder.run().journey_people.empty());
  folder.options.follow = 5;
  const auto results = folder.run();
  REQUIRE(results.journey_people.size() == 5);
  CHECK(results.journey_replication == 1);
  REQUIRE(results.journey_spells.size() == 5); // nobody waits, so each has one spell at the desk
  for (const auto& spell : results.journey_spells) {
    CHECK_FALSE(spell.waiting);
    CHECK(spell.until - spell.from == Approx(0.25));
    CHECK(results.variants[0].nodes[spell.node].name == "desk");
  }
}

TEST_CASE("following people changes no figure") {
  ScenarioFolder folder(Files{{"through.toml", through}});
  const auto plain = folder.run();
  folder.options.follow = 5;
  CHECK(plain.variants[0].values == folder.run().variants[0].values);
}

TEST_CASE("a results file without any of it is read as before") {
  const TemporaryFolder folder;
  auto results = daily_results();
  for (auto& variant : results.variants) {
    variant.waiting.clear();
    variant.present.clear();
    variant.occupancy.clear();
    variant.by_hour.clear();
  }
  results.occupancies.clear();
  results.hourly.clear();
  write_results(results, folder / "plain.h5");
  const auto read = read_results(folder / "plain.h5");
  CHECK(read.variants[0].waiting.empty());
  CHECK(read.occupancies.empty());
  CHECK(read.journey_people.empty());
  CHECK(read.variants[0].estimates.size() == results.variants[0].estimates.size());
}

TEST_CASE("a share through time has those of the very first instant") {
  const std::string people = R"(
[scenario]
title = "First instant"
[run]
start = 2026-04-06
length = "14 days"
[source.people]
at = ["0 days", "3 days", "7 days", "10 days"]
first = "visit"
[step.visit]
takes = [{ until = "day 1", is = "0 h" }, { until = "day 5", is = "2 h" }, { until = "day 8", is = "0 h" }, { is = "2 h" }]
next = "done"
[outcome]
done = "Done"
[kpi]
quick = { time_in = "visit.work", share_within = "1 h" }
)";
  const auto shares = [&](const std::string& setting) {
    ScenarioFolder folder({{"now.toml", people}});
    if (!setting.empty()) folder.options.settings.push_back(setting);
    return folder.run().variants[0].series_mean;
  };
  const auto all = shares("");
  REQUIRE(all.size() == 3);
  CHECK(std::isnan(all[0]));
  CHECK(all[1] == Approx(2.0 / 3)); // of the people of days 0, 3 and 7: the end of a week belongs to it
  CHECK(all[2] == 0);
  const auto later = shares("run.warm_up=7 days"); // and ends at day 21
  REQUIRE(later.size() == 4);
  CHECK(std::isnan(later[0]));
  CHECK(std::isnan(later[1]));
  CHECK(later[2] == 0.5); // of those of days 7 and 10
  CHECK(std::isnan(later[3]));
}
