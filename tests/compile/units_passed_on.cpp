// Who gets units that others leave: in a queue, thrown out of a room, or with work cut short.
#include "engine/run/replication.hpp"
#include "tests/compile/people_text.hpp"

#include <algorithm>

using namespace carepath;
using namespace carepath::test;

TEST_CASE("one who asked for several units and leaves lets those behind go on, whoever stands before",
          "[compile]") {
  const auto results =
      run_people("30 days", {{"both", "0 days"}, {"second", "1 day"}, {"three", "2 days"}, {"one", "3 days"}},
                 R"(
[resource]
bed = { capacity = 3 }
nurse = { capacity = 1 }
[step.both]
needs = { all = ["bed", "nurse"] }
takes = "20 days"
next = "done"
[step.second]
needs = { all = ["bed", "nurse"] }
takes = "1 day"
next = "done"
[step.three]
needs = "3 bed"
takes = "1 day"
next = "done"
[step.one]
needs = "bed"
takes = "1 day"
next = "done"
[risk.leaves]
while = ["three.wait"]
after = "3 days"
to = "gone"
[kpi]
wait = { time_in = "one.wait", show = "mean" }
)");
  CHECK(figure(results, "wait") == Approx(2)); // from day 3 until the one before leaves on day 5
}

TEST_CASE(
    "what is held of a resource from an earlier step can be taken after a later step has given its own back",
    "[compile]") {
  // The nurse of the first step is kept; the second is given back on day 2. On Friday there are none.
  const auto results = run_people("20 days", {{"first", "0 days"}}, R"(
[calendar.weekdays]
open = ["Mon-Thu 00:00-24:00"]
[resource]
nurse = { capacity = 2, during = "weekdays", when_capacity_falls = "pause" }
doctor = { capacity = 0 }
[step.first]
needs = "nurse"
takes = "1 day"
release = { nurse = "keep" }
next = "second"
[step.second]
needs = { any = ["doctor", "nurse"] }
takes = "1 day"
next = "last"
[step.last]
takes = "5 days"
release = { nurse = "end" }
next = "done"
[kpi]
busy = { resource = "nurse", level = "busy", at = "4.5 days" }
stopped = { number_in = "last.interrupted", at = "4.5 days" }
)");
  CHECK(figure(results, "busy") == 0);
  CHECK(figure(results, "stopped") == 1);
}

TEST_CASE("who may eject does so once nobody stands before them", "[compile]") {
  const auto results = run_people("30 days", {{"stay", "0 days"}, {"brief", "1 day"}, {"urgent", "1.5 days"}},
                                  R"(
[resource.bed]
capacity = 1
[step.stay]
needs = "bed"
takes = "10 days"
ejected = "gone"
next = "done"
[step.brief]
needs = { use = "bed", wait = "1 day", else = "gone" }
takes = "1 day"
next = "done"
[step.urgent]
needs = { use = "bed", eject = {} }
takes = "1 day"
next = "done"
[kpi]
ejected = { count = "stay.ejected", show = "total" }
wait = { time_in = "urgent.wait", show = "mean" }
)");
  CHECK(figure(results, "ejected") == 1);
  CHECK(figure(results, "wait") == Approx(0.5));
}

TEST_CASE("one who holds a bed until a date can be ejected, and gives the date back", "[compile]") {
  // A list with one slot a week; the bed is held from day 0 for the slot of day 7, and wanted on day 2.
  const auto results =
      run_people("40 days", {{"held", "0 days"}, {"urgent", "2 days"}, {"later", "3 days"}}, R"(
[resource]
bed = { capacity = 1 }
list = { kind = "diary", every = "7 days", slots = 1, assign = "on_arrival" }
[step.held]
needs = ["bed", "list"]
takes = "1 day"
ejected = "gone"
next = "done"
[step.urgent]
needs = { use = "bed", eject = { pick = "last_to_start" } }
takes = "1 day"
next = "done"
[step.later]
needs = "list"
takes = "1 day"
next = "done"
[kpi]
ejected = { count = "held.ejected", show = "total" }
urgent = { time_in = "urgent.wait", show = "mean" }
later = { time_in = "later.wait", show = "mean" }
)");
  CHECK(figure(results, "ejected") == 1);
  CHECK(figure(results, "urgent") == 0);
  CHECK(figure(results, "later") == Approx(4)); // from day 3 for the slot of day 7
}

TEST_CASE("a time after work that a hazard or an ejection cuts short is no completed time", "[compile]") {
  // On day 2 each person's work is done. One is then taken by a hazard, one ejected on day 4, one goes on.
  const auto results = run_people(
      "20 days", {{"ends", "1 day"}, {"struck", "1 day"}, {"thrown", "1 day"}, {"urgent", "4 days"}}, R"(
[resource]
bed = { capacity = 1 }
[step.ends]
takes = "1 day"
exit_delay = "10 days"
next = "done"
[step.struck]
takes = "1 day"
exit_delay = "10 days"
next = "done"
[step.thrown]
needs = "bed"
takes = "1 day"
exit_delay = "10 days"
ejected = "gone"
next = "done"
[step.urgent]
needs = { use = "bed", eject = { pick = "last_to_start" } }
takes = "1 day"
next = "done"
[risk.strikes]
while = ["struck.exit_delay"]
after = "2 days"
to = "gone"
[kpi]
ends = { time_in = "ends.exit_delay", show = ["number", "mean"] }
struck = { time_in = "struck.exit_delay", show = "number" }
thrown = { time_in = "thrown.exit_delay", show = "number" }
gone = { count = "gone", show = "total" }
)");
  CHECK(figure(results, "ends.number") == 1);
  CHECK(figure(results, "ends.mean") == Approx(10));
  CHECK(figure(results, "struck") == 0);
  CHECK(figure(results, "thrown") == 0);
  CHECK(figure(results, "gone") == 2);
}

TEST_CASE("being held back is a completed time for those who move on, not for those a hazard takes",
          "[compile]") {
  // The room is taken until day 6: who is held back from day 1 moves on then, or dies on day 3.
  const auto held_back = [](const std::string& hazard) {
    return run_people("20 days", {{"room", "0 days"}, {"ward", "0.5 days"}}, R"(
[resource]
room = { capacity = 1 }
bed = { capacity = 1 }
[step.room]
needs = "room"
takes = "6 days"
next = "done"
[step.ward]
needs = "bed"
takes = "0.5 days"
release = "moved"
next = "room"
[kpi]
blocked = { time_in = "ward.blocked", show = ["number", "mean"] }
)" + hazard);
  };
  CHECK(figure(held_back(""), "blocked.number") == 1);
  CHECK(figure(held_back(""), "blocked.mean") == Approx(5));
  const auto* dies = "[risk.dies]\nwhile = [\"ward.blocked\"]\nafter = \"2 days\"\nto = \"gone\"\n";
  CHECK(figure(held_back(dies), "blocked.number") == 0);
}

namespace {

const std::string branching = R"(
[step.whole]
needs = "room"
parallel = ["branch"]
ejected = "gone"
next = "done"
)";

} // namespace

TEST_CASE("one who waits for branches is ejected when the room closes, and the branches end", "[compile]") {
  const auto results = run_people("20 days", {{"whole", "0 days"}}, R"(
[calendar.early]
open = ["Mon-Tue 00:00-24:00"]
[resource]
room = { capacity = 1, during = "early", when_capacity_falls = "eject" }
[step.branch]
takes = "4 days"
next = "join"
[kpi]
ejected = { count = "whole.ejected", show = "total" }
gone = { count = "gone", show = "total" }
busy = { resource = "room", level = "busy", at = "3 days" }
branch = { time_in = "branch.work", show = "number" }
inside = { number_in = "branch.work", at = "3 days" }
)" + branching);
  CHECK(figure(results, "ejected") == 1);
  CHECK(figure(results, "gone") == 1);
  CHECK(figure(results, "busy") == 0);
  CHECK(figure(results, "inside") == 0);
  CHECK(figure(results, "branch") == 0);
}

TEST_CASE("what the branches of one ejected held goes to those who wait for it", "[compile]") {
  // One of two rooms and the scanner are held from day 0. On day 2 somebody wants both rooms, behind one who
  // lacks a lamp and is passed.
  const auto results = run_people(
      "20 days", {{"whole", "0 days"}, {"scan", "1 day"}, {"lamp", "1 day"}, {"urgent", "2 days"}}, R"(
[resource]
room = { capacity = 2 }
scanner = { capacity = 1 }
lamp = { capacity = 0 }
[step.branch]
needs = "scanner"
takes = "9 days"
next = "join"
[step.scan]
needs = "scanner"
takes = "1 day"
next = "done"
[step.lamp]
needs = { all = ["room", "lamp"] }
takes = "1 day"
next = "done"
[step.urgent]
needs = { use = "2 room", eject = { pick = "last_to_start" } }
takes = "1 day"
next = "done"
[kpi]
gone = { count = "gone", show = "total" }
urgent = { time_in = "urgent.wait", show = "mean" }
scan = { time_in = "scan.wait", show = "mean" }
)" + branching);
  CHECK(figure(results, "gone") == 1);
  CHECK(figure(results, "urgent") == 0);
  CHECK(figure(results, "scan") == Approx(1));
}

TEST_CASE("Who gives something back beside others who end at one instant goes on in a turn of its own",
          "[compile]") {
  const auto events = [](const std::string& second) {
    return run_text(R"(
[scenario]
title = "Two who end together or apart"
[run]
start = 2026-04-06
length = "10 h"
replications = 1
[source]
ann = { at = ["0 h"], first = "ward" }
bob = { at = [")" + second +
                    R"("], first = "ward" }
[resource.bed]
capacity = 5
[step.ward]
needs = "bed"
takes = "2 h"
release = "moved"
next = "chair"
[step.chair]
takes = "1 h"
next = "home"
[outcome]
home = "Home"
[kpi]
home = { count = "home" }
)")
        .variants[0]
        .events;
  };
  CHECK(events("0 h") == events("30 min") + 2);
}
