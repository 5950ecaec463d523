// Sessions of a diary that works at night: each belongs to the day on which its night begins.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// A week from a Monday, with sessions on nights from Monday to Friday.
Results nights(const std::string& sessions) {
  const std::string text = R"(
[scenario]
title = "Nights"
[run]
start = 2026-04-06
length = "7 days"
replications = 1
[calendar.nights]
open = ["Mon-Fri 20:00-08:00"]
[source.people]
at = ["1 day"]
first = "visit"
[resource.list]
kind = "diary"
sessions = ")" + sessions + R"("
during = "nights"
[step.visit]
needs = "list"
next = "done"
[outcome]
done = "Done"
[kpi]
all = { resource = "list", level = "sessions" }
monday = { resource = "list", level = "sessions", from = "day 0", until = "0.9 days" }
tuesday_midnight = { resource = "list", level = "sessions", from = "0.9 days", until = "1.5 days" }
tuesday = { resource = "list", level = "sessions", from = "1.5 days", until = "1.9 days" }
friday = { resource = "list", level = "sessions", from = "4.5 days", until = "4.9 days" }
saturday = { resource = "list", level = "sessions", from = "4.9 days", until = "6 days" }
wait = { time_in = "visit.wait" }
)";
  return ScenarioFolder({{"now.toml", text}}).run();
}

} // namespace

TEST_CASE("a session of each night is held when the night begins", "[compile]") {
  const auto results = nights("5 per week");
  CHECK(figure(results, "all") == 5);
  CHECK(figure(results, "monday") == 1);
  CHECK(figure(results, "tuesday_midnight") == 0);
  CHECK(figure(results, "tuesday") == 1);
  CHECK(figure(results, "friday") == 1);
  CHECK(figure(results, "saturday") == 0);
  CHECK(figure(results, "wait") == Approx(20.0 / 24)); // from midnight to the evening of Tuesday
}

TEST_CASE("sessions every so many days are held when nights begin, not as they end", "[compile]") {
  const auto check = [](const std::string& start, const std::string& open, double sessions, double hours) {
    const std::string text = R"(
[scenario]
title = "A night"
[run]
start = )" + start + R"(
length = "7 days"
replications = 1
[calendar.nights]
open = [")" + open + R"("]
[source.people]
at = ["0 h"]
first = "visit"
[resource.list]
kind = "diary"
every = "1 day"
during = "nights"
[step.visit]
needs = "list"
next = "done"
[outcome]
done = "Done"
[kpi]
all = { resource = "list", level = "sessions" }
wait = { time_in = "visit.wait" }
)";
    const auto results = ScenarioFolder({{"now.toml", text}}).run();
    CHECK(figure(results, "all") == sessions);
    CHECK(figure(results, "wait") * 24 == Approx(hours));
  };
  for (const auto* open : {"Wed 22:00-06:00", "Wed 22:00-24:00"}) {
    check("2026-04-06", open, 1, 48 + 22);
    check("2026-04-06T18:00:00", open, 1, 48 + 4);
  }
  check("2026-04-06", "Mon-Sun 22:00-06:00", 7, 22);
  check("2026-04-06T18:00:00", "Mon-Sun 17:00-06:00", 8, 24); // at 18:00, also as the run begins and ends
}

TEST_CASE("a sixth session of the week is held on one of its five nights", "[compile]") {
  const auto results = nights("6 per week");
  CHECK(figure(results, "all") == 6);
  CHECK(figure(results, "monday") == 2); // dealt from Monday on
  CHECK(figure(results, "tuesday") == 1);
  CHECK(figure(results, "saturday") == 0);
}
