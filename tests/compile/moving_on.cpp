// Beds held until the next step has what it needs: what becomes of them when that step is never come to.
#include "engine/run/replication.hpp"
#include "tests/compile/scenario_text.hpp"

#include <algorithm>
#include <string_view>

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person, a day on a ward, then a clinic whose slot, every tenth day, is booked on leaving the ward.
std::string ward_and_clinic(const std::string& clinic, const std::string& more) {
  return R"(
[scenario]
title = "One bed"
[run]
start = 2026-04-06
length = "40 days"
replications = 1
[source.one]
at = ["0 days"]
first = "ward"
[resource.bed]
capacity = 1
[resource.list]
kind = "diary"
every = "10 days"
slots = 1
assign = "on_arrival"
[step.ward]
needs = "bed"
takes = "1 day"
release = "moved"
next = "clinic"
[step.clinic]
needs = "list"
)" + clinic +
         R"(
next = "done"
[step.rehab]
takes = "10 days"
next = "done"
[outcome]
done = "Done"
gone = "Gone"
[kpi]
bed = { resource = "bed", level = "busy", show = "mean" }
held_up = { number_in = "ward.blocked", show = "mean" }
rehab = { count = "rehab.arrive", show = "total" }
)" + more;
}

Results run_ward_and_clinic(const std::string& clinic, const std::string& more = {}) {
  return run_text(ward_and_clinic(clinic, more));
}

} // namespace

TEST_CASE("a date cancelled before it comes gives back the bed held until then", "[compile]") {
  const auto fails = [](const std::string& to) {
    return "fails = { cancelled = { chance = 1, to = \"" + to + "\", notice = \"2 days\" } }";
  };
  const auto results = run_ward_and_clinic(fails("rehab"));
  CHECK(figure(results, "rehab") == 1);
  CHECK(figure(results, "bed") * 40 == Approx(8)); // until two days before the tenth
  CHECK(figure(results, "held_up") * 40 == Approx(7));
  CHECK(figure(run_ward_and_clinic(fails("ward")), "bed") ==
        Approx(1)); // back to the same bed, which is free by then
}

TEST_CASE("an appointment cancelled in time gives back the bed too", "[compile]") {
  const auto results = run_ward_and_clinic(R"(kind = "appointment"
cancelled_by_patient = { by = "first", true = 1, false = 0 }
cancellation_notice = "2 days"
set = { first = false })",
                                           R"([attribute.first]
is = true
[kpi.by_patient]
count = "clinic.cancelled_by_patient"
show = "total"
)");
  CHECK(figure(results, "by_patient") == 1);
  CHECK(figure(results, "bed") * 40 == Approx(8)); // then at home until the tenth
}

TEST_CASE("a risk while held back gives back the date already booked", "[compile]") {
  const std::string risk = "[risk.dies]\nwhile = [\"ward.blocked\"]\nafter = \"3 days\"\nto = \"gone\"\n";
  const auto results = run_ward_and_clinic("", risk + "[kpi.died]\ncount = \"dies\"\nshow = \"total\"\n");
  CHECK(figure(results, "died") == 1);
  CHECK(figure(results, "bed") * 40 == Approx(4));
}

namespace {

constexpr const char* people_and_units = R"(
[scenario]
title = "Kept, then moved on"
[run]
start = 2026-04-06
length = "40 days"
replications = 1
[source.one]
at = ["0 days"]
first = "theatre"
[source.there]
at = "start"
count = 1
first = "room"
phase = "work"
remaining = "10 days"
holding = ["room"]
[resource]
bed = { capacity = 1 }
room = { capacity = 1 }
nurse = { capacity = 1 }
)";

/// One person kept in a bed from theatre to ward, who moves on to a room that is taken until the tenth day.
std::string kept_and_moved(const std::string& ward, const std::string& more) {
  return people_and_units + std::string(R"(
[step.theatre]
needs = "bed"
takes = "1 day"
release = { bed = "keep" }
next = "ward"
[step.ward]
takes = "2 days"
)") + ward +
         R"(
[step.room]
needs = "room"
takes = "5 days"
next = "done"
[outcome]
done = "Done"
[kpi]
bed = { resource = "bed", level = "busy", show = "mean" }
nurse = { resource = "nurse", level = "busy", show = "mean" }
held_up = { number_in = "ward.blocked", show = "mean" }
)" + more;
}

} // namespace

TEST_CASE("a step may hold on to what an earlier step kept, until the next step's needs are granted",
          "[compile]") {
  const auto results =
      ScenarioFolder({{"now.toml", kept_and_moved("release = { bed = \"moved\" }\nnext = \"room\"", "")}})
          .run();
  CHECK(figure(results, "bed") * 40 == Approx(10));
  CHECK(figure(results, "held_up") * 40 == Approx(7));
}

TEST_CASE("what is kept is not given back where something else is moved on", "[compile]") {
  // The nurse is held until the room is free, the bed through the room as well, and on to a second ward.
  const auto* ward = "needs = \"nurse\"\nrelease = { nurse = \"moved\" }\nnext = \"recovery\"";
  const auto* more = R"([step.recovery]
needs = "room"
takes = "1 day"
next = "second_ward"
[step.second_ward]
takes = "4 days"
release = { bed = "moved" }
next = "done"
)";
  const auto results = ScenarioFolder({{"now.toml", kept_and_moved(ward, more)}}).run();
  CHECK(figure(results, "nurse") * 40 == Approx(9)); // from the first day to the tenth
  CHECK(figure(results, "bed") * 40 == Approx(15));
}

TEST_CASE("an event log tells of being held back, and once of leaving", "[compile]") {
  const ScenarioFolder folder(
      {{"now.toml", kept_and_moved("release = { bed = \"moved\" }\nnext = \"room\"", "")}});
  std::vector<TraceRow> rows;
  ReplicationOptions options;
  options.trace = &rows;
  REQUIRE(run_replication(*folder.study().variants[0].program, options).completed);
  const auto events = [&](std::string_view event) {
    return std::count_if(rows.begin(), rows.end(), [&](const auto& row) {
      return row.event == event && row.step.exists() && row.step.value == 1;
    });
  };
  CHECK(events("arrive") == 1);
  CHECK(events("blocked") == 1);
  CHECK(events("depart") == 1);
}

namespace {

/// One person is held back in a bed, and is not let on or does not turn up.
Results held_back_in_vain(const std::string& next_step, std::vector<TraceRow>& rows) {
  const ScenarioFolder folder({{"now.toml", R"([scenario]
title = "Held back in vain"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[resource]
bed = { capacity = 1 }
room = { capacity = 0 }
clinic = { kind = "diary", every = "1 day", slots = 1, assign = "on_arrival" }
[source.people]
at = ["0 h"]
first = "ward"
[step.ward]
needs = "bed"
takes = "5 h"
release = "moved"
next = "visit"
[outcome]
done = "Done"
[kpi]
held_back = { time_in = "ward.blocked", unit = "hours", show = "number" }
there = { number_in = "ward.blocked", show = "mean" }
[step.visit]
next = "done"
)" + next_step}});
  ReplicationOptions options;
  options.trace = &rows;
  REQUIRE(run_replication(*folder.study().variants[0].program, options).completed);
  return folder.run();
}

std::vector<std::string> events_of(const std::vector<TraceRow>& rows) {
  std::vector<std::string> events;
  for (const auto& row : rows) events.push_back(row.event);
  return events;
}

} // namespace

TEST_CASE("time held back that a refusal ends does not count, and the log says who gave up", "[compile]") {
  std::vector<TraceRow> rows;
  const auto results =
      held_back_in_vain("needs = { use = \"room\", wait = \"2 h\", else = \"done\" }\n", rows);
  CHECK(figure(results, "held_back") == 0);
  CHECK(figure(results, "there") == Approx(2 / 240.0)); // they were there all the same
  CHECK(events_of(rows) ==
        std::vector<std::string>{"enter", "arrive", "start", "finish", "blocked", "gave up", "done"});
}

TEST_CASE("time held back that a failure with notice ends does not count", "[compile]") {
  std::vector<TraceRow> rows;
  const auto results = held_back_in_vain(
      "needs = \"clinic\"\nfails = { cancels = { chance = 1, to = \"done\", notice = \"1 h\" } }\n", rows);
  CHECK(figure(results, "held_back") == 0);
  const auto events = events_of(rows);
  CHECK(std::count(events.begin(), events.end(), "failed") == 1);
}
