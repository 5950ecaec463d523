// Sessions of a diary that start together: each is a list of its own. Companions have one session of as many
// slots.
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace carepath;
using namespace carepath::test;

namespace {

const std::string two_lists = "sessions = \"14 per week\"\nslots = 240\n"; // two a day, at midnight
const std::string one_list = "sessions = \"7 per week\"\nslots = 480\n";

/// People of so many minutes, who ask for `needs` in this order half a day before the lists of day 1.
Results run_lists(const std::string& lists, const std::vector<int>& minutes,
                  const std::string& needs = "{ use = \"theatre\", amount = \"= minutes\" }") {
  std::string people = "day,minutes\n";
  for (const int each : minutes) people += "0.5," + std::to_string(each) + "\n";
  return ScenarioFolder({{"people.csv", people}, {"now.toml", R"toml(
[scenario]
title = "Lists"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[attribute]
minutes = { is = 0 }
[source.people]
file = "people.csv"
columns = { time = "day", minutes = "minutes" }
first = "operation"
[resource.theatre]
kind = "diary"
)toml" + lists + R"toml(
[step.operation]
needs = )toml" + needs + R"toml(
takes = "= minutes / 1440"
next = "done"
[outcome]
done = "Done"
[kpi]
seen = { count = "operation.start" }
wait = { time_in = "operation.wait", show = ["max"] }
held = { resource = "theatre", level = "sessions" }
used = { resource = "theatre", level = "slots_used" }
offered = { resource = "theatre", level = "slots_offered" }
)toml"}})
      .run();
}

} // namespace

TEST_CASE("A case has all of its minutes in one list, whatever else starts together") {
  CHECK(figure(run_lists(two_lists, {300}), "seen") == 0);
  CHECK(figure(run_lists(one_list, {300}), "seen") == 1);
  CHECK(figure(run_lists(two_lists + "overrun = 60", {300}), "seen") == 1);
  CHECK(figure(run_lists(two_lists + "overrun = 59", {300}), "seen") == 0);
}

TEST_CASE("Lists that start together go on at the same time, each with its own cases") {
  CHECK(figure(run_lists(two_lists, {200, 200}), "wait") == 0.5);
  CHECK(figure(run_lists(two_lists, {160, 160, 160}), "wait") == 1.5); // 80 are left in each
  CHECK(figure(run_lists(one_list, {160, 160, 160}), "wait") == 0.5);
}

TEST_CASE("Each list may run over") {
  const auto two = run_lists(two_lists + "overrun = 30", {135, 135, 135, 135});
  CHECK(figure(two, "wait") == 0.5);
  CHECK(figure(two, "used") == 540);
  CHECK(figure(run_lists(one_list + "overrun = 30", {135, 135, 135, 135}), "wait") == 1.5);
}

TEST_CASE("Of lists that start together the first with room takes the next case") {
  CHECK(figure(run_lists(two_lists, {200, 100, 40, 140}), "wait") == 0.5); // the 40 beside the 200
  CHECK(figure(run_lists(two_lists, {200, 100, 41, 140}), "wait") == 1.5); // the 41 beside the 100
}

TEST_CASE("Lists that start together are counted one by one") {
  const auto results = run_lists(two_lists, {100});
  CHECK(figure(results, "held") == 42); // of days 0 to 20
  CHECK(figure(results, "offered") == 42 * 240);
  CHECK(figure(results, "used") == 100);
}

TEST_CASE("A date on arrival is in one session, the first with room of those that start together") {
  const std::string booked = "assign = \"on_arrival\"";
  CHECK(figure(run_lists(two_lists + booked, {300}), "seen") == 0);
  CHECK(figure(run_lists(one_list + booked, {300}), "seen") == 1);
  CHECK(figure(run_lists(two_lists + booked, {200, 200, 40, 40}), "wait") == 0.5);
  CHECK(figure(run_lists(two_lists + booked, {200, 160, 120}), "wait") == 1.5);
  CHECK(figure(run_lists(one_list + booked, {200, 160, 120}), "wait") == 0.5);
}

TEST_CASE("Of booked sessions that start together those with too few are not held") {
  const std::string groups = "sessions = \"14 per week\"\nslots = 4\nleast = 3\nassign = \"on_arrival\"";
  const auto results = run_lists(groups, {1, 1, 1, 1, 1, 1}, "\"theatre\"");
  CHECK(figure(results, "seen") == 4); // the other two are alone wherever they are booked
  CHECK(figure(results, "held") == 1);
  CHECK(figure(run_lists(groups, {1, 1, 1, 1, 1, 1, 1}, "\"theatre\""), "held") == 2);
}

TEST_CASE("A stay is booked on dates in a row, in one of the sessions of each") {
  const std::string beds = "sessions = \"14 per week\"\nassign = \"on_arrival\"";
  const std::string stay = "{ use = \"theatre\", sessions = 2 }";
  const auto two = run_lists(beds, {2880, 2880}, stay);
  CHECK(figure(two, "wait") == 0.5); // beside each other on days 1 and 2
  CHECK(figure(two, "used") == 4);
  CHECK(figure(run_lists(beds, {2880, 2880, 2880}, stay), "wait") == 2.5);
}

TEST_CASE("Slots that must stay free do so in each list") {
  const std::string needs = "{ use = \"theatre\", amount = 1, leave_free = 1 }";
  CHECK(figure(run_lists("sessions = \"14 per week\"\nslots = 1", {1}, needs), "seen") == 0);
  CHECK(figure(run_lists("sessions = \"7 per week\"\nslots = 2", {1}, needs), "seen") == 1);
}

TEST_CASE("Lists that start together are cancelled each by its own luck") {
  const std::vector<int> people(4000, 1);
  const auto none_waits = R"({ use = "theatre", wait = "0.6 days", else = "done" })";
  const auto seen = [&](const std::string& lists) {
    return figure(run_lists(lists + "cancelled = 0.5\n", people, none_waits), "seen");
  };
  CHECK(std::fmod(seen("sessions = \"7000 per week\"\n"), 1000) != 0); // all or none with one luck for all
  const double standard_error = std::sqrt(1000 * 0.5 * 0.5);
  CHECK(std::abs(seen("sessions = \"7000 per week\"\n") - 500) < 4 * standard_error);
  CHECK(std::fmod(seen("sessions = \"7 per week\"\nslots = 1000\n"), 1000) == 0);
}
