// Dates and lists of a diary: when those who wait are looked at again, and what becomes of slots not used.
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

/// People at these days ask for `needs` of a diary; `more` is what else the scenario says.
Results run_bookings(const std::string& at, const std::string& diary, const std::string& needs,
                     const std::string& more = {}) {
  return ScenarioFolder({{"now.toml", R"toml(
[scenario]
title = "Dates"
[run]
start = 2026-04-06
length = "60 days"
replications = 1
[source.people]
at = )toml" + at + R"toml(
first = "visit"
[resource.clinic]
kind = "diary"
)toml" + diary + R"toml(
[step.visit]
needs = )toml" + needs + R"toml(
next = "done"
[outcome]
done = "Done"
[kpi]
seen = { count = "visit.start" }
wait = { time_in = "visit.wait", show = ["mean"] }
sessions = { resource = "clinic", level = "sessions" }
used = { resource = "clinic", level = "slots_used" }
)toml" + more}})
      .run();
}

} // namespace

TEST_CASE("Whose session is not held for too few is given another one, not the same again") {
  const auto results = run_bookings(R"(["1 day", "1 day", "1 day"])", R"toml(
every = "7 days"
slots = 2
least = 2
assign = "on_arrival")toml",
                                    "\"clinic\"");
  CHECK(figure(results, "seen") == 2); // on day 7; the third would be alone on day 14, 21, ...
  CHECK(figure(results, "wait") == 6);
  CHECK(figure(results, "sessions") == 1);
  CHECK(figure(results, "used") == 2);
}

TEST_CASE("A session is held for those who book it at the instant at which it begins") {
  const auto results = run_bookings(R"(["50 days"])", R"toml(
every = "7 days"
slots = 2
least = 2
assign = "on_arrival")toml",
                                    "\"clinic\"", R"toml(
[source.patients]
at = ["6 days", "6 days"]
first = "ward"
[step.ward]
takes = "1 day"
next = "visit"
)toml");
  CHECK(figure(results, "seen") == 2); // their work ends on day 7 and gives back before the session begins
  CHECK(figure(results, "wait") == 0);
  CHECK(figure(results, "sessions") == 1);
  CHECK(figure(results, "used") == 2);
}

TEST_CASE("Who waits for a date is given one as soon as the horizon reaches it, before those who come then") {
  const std::string diary = R"toml(
every = "7 days"
notice = "8 days"
horizon = "10 days"
assign = "on_arrival")toml";
  const auto alone = run_bookings(R"(["1 day"])", diary, "\"clinic\"");
  CHECK(figure(alone, "seen") == 1);
  CHECK(figure(alone, "wait") == 13); // day 14, given on day 4; on day 7 it is too soon
  const auto together = run_bookings(R"(["1 day", "4 days"])", diary, "\"clinic\"");
  CHECK(figure(together, "seen") == 2);
  CHECK(figure(together, "wait") == 15); // day 14 after 13 days, and day 21, given on day 11, after 17
}

TEST_CASE("Work that ends as the horizon reaches a session leads behind those who wait for a date") {
  const auto dates = [](const std::string& slots, const std::string& needs) {
    return run_bookings(R"(["1 day"])",
                        "every = \"7 days\"\nnotice = \"8 days\"\nhorizon = \"10 days\"\n"
                        "assign = \"on_arrival\"\nslots = " +
                            slots,
                        "\"clinic\"", R"toml(
late = { time_in = "late.wait", show = ["mean"] }
[source.patients]
at = ["3 days"]
first = "ward"
[step.ward]
takes = "1 day"
next = "late"
[step.late]
next = "done"
needs = )toml" + needs);
  };
  const auto one = dates("1", "\"clinic\"");
  CHECK(figure(one, "wait") == 13); // day 14, given on day 4
  CHECK(figure(one, "late") == 17); // day 21, given on day 11
  const auto two = dates("2", "{ use = \"clinic\", wait = \"0 h\", else = \"done\" }");
  CHECK(figure(two, "wait") == 13);
  CHECK(figure(two, "late") == 10); // the other slot of day 14
}

TEST_CASE("Who asks is given a slot that none of those who wait for a date may have") {
  const auto urgent = [](const std::string& slots, const std::string& needs) {
    return run_bookings(R"(["1 h", "1 h", "1 h"])",
                        "every = \"1 day\"\nassign = \"on_arrival\"\nhorizon = \"2 days\"\nslots = " + slots,
                        needs,
                        R"toml(
refused = { count = "urgent.refused" }
urgent = { time_in = "urgent.wait", show = ["mean"] }
[source.urgent]
at = ["2 h"]
first = "urgent"
[step.urgent]
needs = { use = "clinic", wait = "0 h", else = { to = "done", as = "refused" } }
next = "done"
)toml");
  };
  const auto kept = urgent("2", "{ use = \"clinic\", leave_free = 1 }");
  CHECK(figure(kept, "refused") == 0);
  CHECK(figure(kept, "urgent") == Approx(22.0 / 24)); // the kept slot of day 1; one waits for a date
  const auto fewer = urgent("3", "{ use = \"clinic\", amount = 2 }");
  CHECK(figure(fewer, "refused") == 0);
  CHECK(figure(fewer, "urgent") == Approx(22.0 / 24)); // the one slot of day 1 that two do not fit in
  CHECK(figure(fewer, "used") == 2 * 3 + 1);
}

TEST_CASE("Who may not have the slots that are kept is given one as soon as they are anybody's") {
  const std::string diary = R"toml(
every = "7 days"
horizon = "7 days"
assign = "on_arrival")toml";
  const auto results =
      run_bookings(R"(["1 day"])", diary, "{ use = \"clinic\", leave_free = 1, give_back = \"2 days\" }");
  CHECK(figure(results, "seen") == 1);
  CHECK(figure(results, "wait") == 6); // day 7, given on day 5
}

TEST_CASE("Slots that are kept and never given back are nobody else's when their session begins") {
  const auto at_its_start =
      [](const std::string& needs) { // comes to the clinic as the session of day 7 begins
        return run_bookings("[]",
                            "every = \"7 days\"\nslots = 1\nassign = \"on_arrival\"\nhorizon = \"28 days\"",
                            needs, R"toml(
[source.early]
at = ["6 days"]
first = "ward"
[step.ward]
takes = "1 day"
next = "visit"
)toml");
      };
  CHECK(figure(at_its_start("\"clinic\""), "wait") == 0);
  CHECK(figure(at_its_start("{ use = \"clinic\", leave_free = 1 }"), "seen") == 0);
}

TEST_CASE("Those held back in the step before count among the fewest for whom a list is held") {
  const auto results =
      run_bookings("[\"50 days\"]", "every = \"7 days\"\nslots = 2\nleast = 2", "\"clinic\"", R"toml(
moved = { time_in = "ward.blocked", show = ["mean"] }
[source.patients]
at = ["1 day", "1 day"]
first = "ward"
[resource.bed]
capacity = 2
[step.ward]
needs = "bed"
takes = "1 day"
release = "moved"
next = "visit"
)toml");
  CHECK(figure(results, "moved") == 5); // from day 2 to day 7
  CHECK(figure(results, "seen") == 2);  // the one of day 50 stays alone
  CHECK(figure(results, "sessions") == 1);
}

TEST_CASE("A stay begins in the first session from which all of its days fit") {
  const auto results =
      run_bookings(R"(["0.5 days"])", R"toml(
every = "1 day"
slots = [{ until = "2 days", is = 3 }, { until = "3 days", is = 2 }, { until = "4 days", is = 3 },
         { until = "10 days", is = 1 }, { is = 3 }]
notice = "0.4 days"
assign = "on_arrival")toml",
                   "{ use = \"clinic\", sessions = 2, amount = \"= if(day_of_stay == 0, 2, 3)\" }");
  CHECK(figure(results, "seen") == 1);
  CHECK(figure(results, "wait") == 1.5); // 2 of day 2 and 3 of day 3; day 2 has no 3 for a stay from day 1
}

TEST_CASE("What a stay that is cut short has not used of its booking goes to others") {
  const auto results =
      run_bookings(R"(["5.5 days"])", "every = \"1 day\"\nassign = \"on_arrival\"", "\"clinic\"", R"toml(
[source.patients]
at = ["1 day"]
first = "ward"
[step.ward]
needs = { use = "clinic", sessions = 10 }
takes = "10 days"
next = "done"
[risk.leaves]
while = ["ward.work"]
after = "2.5 days"
to = "done"
)toml");
  CHECK(figure(results, "wait") == 0.5); // day 6: the stay was booked to day 11, and ends on day 4.5
  CHECK(figure(results, "used") == 4);   // days 2, 3 and 4 of the stay, and day 6
}

TEST_CASE("A stay that lasts as long as it is booked gives nothing back") {
  const auto results = run_bookings(R"(["1 day", "3.5 days"])", "every = \"1 day\"\nassign = \"on_arrival\"",
                                    "{ use = \"clinic\", sessions = 3 }\ntakes = \"2.5 days\"");
  CHECK(figure(results, "wait") == 1.25); // day 2 after 1 day; day 5 after 1.5, as days 2 to 4 are taken
  CHECK(figure(results, "used") == 6);
}

TEST_CASE(
    "A limit to the waiting for a date ends when the date is given, also for those there at the start") {
  const auto seen = [](const std::string& at, const std::string& limit, const std::string& horizon) {
    return figure(run_bookings(at,
                               "every = \"7 days\"\nassign = \"on_arrival\"\nhorizon = \"" + horizon + "\"",
                               "{ use = \"clinic\", wait = \"" + limit + "\", else = \"gone\" }",
                               "[outcome.gone]\nlabel = \"Gone\"\n"),
                  "seen");
  };
  const std::string later = R"(["day 1", "day 1", "day 1"])"; // dates on days 7, 14 and 21
  CHECK(seen(later, "0 h", "6 days") == 1);
  CHECK(seen(later, "0 h", "20 days") == 3);
  CHECK(seen(later, "6 days", "7 days") == 2); // one is given day 14 on day 7
  CHECK(seen(later, "5 days", "7 days") == 1);
  const std::string at_start = R"(["0 days", "0 days", "0 days"])"; // that of day 0 has begun
  CHECK(seen(at_start, "0 h", "21 days") == 3);                     // were none
  CHECK(seen(at_start, "0 h", "14 days") == 2);
}

TEST_CASE("A horizon within which nobody is given a date is warned of") {
  const auto told = [](const std::string& limits, const std::string& warning) {
    const auto faults = ScenarioFolder({{"now.toml", R"toml(
[scenario]
title = "No dates"
[run]
start = 2026-04-06
length = "60 days"
[source.people]
rate = "1 per day"
first = "visit"
[resource.clinic]
kind = "diary"
every = "1 day"
assign = "on_arrival"
)toml" + limits + R"toml(
[step.visit]
needs = "clinic"
next = "done"
[outcome]
done = "Done"
)toml"}})
                            .faults();
    return faults.find(warning) != std::string::npos;
  };
  CHECK(told("horizon = \"0 h\"",
             "14:11: warning: 'horizon' is no time at all, so diary 'clinic' gives a date "
             "only as a session begins"));
  CHECK(told("notice = \"8 days\"\nhorizon = \"1 week\"",
             "15:11: warning: 'horizon' is shorter than 'notice', so diary 'clinic' gives nobody a date"));
  CHECK_FALSE(told("notice = \"1 week\"\nhorizon = \"7 days\"", "horizon"));
}
