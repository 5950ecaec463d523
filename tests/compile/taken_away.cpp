// Units taken away at the edges: from those found at work, at the instant at which others end, start or are
// granted theirs.
#include "tests/compile/people_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Two days in which people with a priority and an age come as `people` says.
std::string in_two_days(const std::string& people) {
  return R"(
[scenario]
title = "Taken away"
[run]
start = 2026-04-06
length = "48 h"
replications = 1
[attribute]
prio = { is = 1 }
age = { is = 0 }
[outcome]
done = "Done"
out = "Out"
)" + people;
}

std::string work_when(const std::string& rule) {
  return in_two_days(R"(
[source]
ann = { at = ["4 h"], first = "v" }
bob = { at = ["6 h"], first = "v" }
[resource]
nurse = { capacity = [{ until = "8 h", is = 2 }, { until = "16 h", is = 1 }, { is = 2 }], when_capacity_falls = ")" +
                     rule + R"(" }
[step.v]
needs = "nurse"
takes = "4 h"
ejected = "out"
next = "done"
[kpi]
work = { time_in = "v.work", show = ["number", "mean"] }
stopped = { time_in = "v.interrupted", show = "number" }
)");
}

} // namespace

TEST_CASE("people found at work at the start can be ejected", "[compile]") {
  const std::string found = R"(phase = "work", remaining = "10 h", holding = ["bed"] }
[step.w]
needs = "bed"
takes = "15 h"
ejected = "out"
next = "done"
)";
  const auto fallen =
      run_text(in_two_days("[source]\na = { at = \"start\", count = 3, first = \"w\", " + found + R"(
[resource]
bed = { capacity = [{ until = "3 h", is = 3 }, { is = 1 }], when_capacity_falls = "eject" }
[kpi]
ejected = { count = "w.ejected" })"));
  CHECK(figure(fallen, "ejected") == 2);
  const auto asked = run_text(in_two_days("[source]\nb = { at = [\"2 h\"], first = \"u\" }\n"
                                          "a = { at = \"start\", count = 1, first = \"w\", " +
                                          found + R"(
[resource]
bed = { capacity = 1 }
[step.u]
needs = { use = "bed", eject = {} }
takes = "1 h"
next = "done"
[kpi]
ejected = { count = "w.ejected" }
wait = { time_in = "u.wait" })"));
  CHECK(figure(asked, "ejected") == 1);
  CHECK(hours(asked, "wait") == Approx(0));
}

TEST_CASE("people found at work can be ejected while they are interrupted", "[compile]") {
  const auto out = [](const std::string& bed, const std::string& others) {
    return figure(run_text(in_two_days(R"(
[source]
a = { at = "start", count = 1, first = "w", phase = "work", remaining = "6 h", holding = ["bed", "nurse"] }
)" + others + R"(
[resource]
nurse = { capacity = [{ until = "2 h", is = 1 }, { until = "12 h", is = 0 }, { is = 1 }], when_capacity_falls = "pause" }
bed = )" + bed + R"(
[step.w]
needs = ["bed", "nurse"]
takes = "15 h"
ejected = "out"
next = "done"
[step.u]
needs = { use = "bed", eject = {} }
takes = "1 h"
next = "done"
[kpi]
early = { count = "w.ejected", until = "5 h" })")),
                  "early");
  };
  CHECK(out("{ capacity = 1 }", "b = { at = [\"4 h\"], first = \"u\" }") == 1);
  const std::string falls =
      "{ capacity = [{ until = \"3 h\", is = 1 }, { is = 0 }], when_capacity_falls = \"eject\" }";
  CHECK(out(falls, "b = { at = [\"40 h\"], first = \"u\" }") == 1);
  CHECK(out("{ capacity = 1 }", "b = { at = [\"40 h\"], first = \"u\" }") == 0);
}

TEST_CASE("work that a risk has ended is not interrupted in the next step", "[compile]") {
  const auto results = run_text(in_two_days(R"(
[source]
bob = { at = ["1 h"], first = "long" }
[resource]
bed = { capacity = [{ until = "8 h", is = 1 }, { until = "16 h", is = 0 }, { is = 1 }], when_capacity_falls = "pause" }
[risk.out]
while = "long.work"
after = "2 h"
to = "assess"
[step.long]
takes = "10 h"
next = "done"
[step.assess]
needs = "bed"
parallel = ["x"]
next = "done"
[step.x]
takes = "20 h"
next = "join"
[kpi]
stay = { time_in = "assess.work" })"));
  CHECK(hours(results, "stay") == Approx(20));
}

TEST_CASE("a capacity that falls as somebody ends takes nothing from others", "[compile]") {
  for (const std::string rule : {"pause", "restart", "resample", "hand_over", "eject"}) {
    const auto results = run_text(work_when(rule));
    CHECK(figure(results, "work.number") == 2);
    CHECK(hours(results, "work.mean") == Approx(4));
    CHECK(figure(results, "stopped") == 0);
  }
  auto later = work_when("pause"); // she works on when it falls: it is him who stops
  later.replace(later.find("takes = \"4 h\""), 13, "takes = \"5 h\"");
  CHECK(figure(run_text(later), "stopped") == 1);
}

TEST_CASE("nobody is interrupted because the capacity rises", "[compile]") {
  const auto results = run_text(in_two_days(R"(
[source]
a = { at = ["1 h", "1 h", "1 h"], first = "w" }
[resource]
nurse = { capacity = [{ until = "2 h", is = 3 }, { until = "6 h", is = 1 }, { is = 2 }], when_capacity_falls = "pause" }
doctor = { capacity = [{ until = "4 h", is = 0 }, { is = 3 }] }
[step.w]
needs = ["nurse", "doctor"]
takes = "5 h"
next = "done"
[kpi]
work = { time_in = "w.work", show = ["number", "mean"] })"));
  CHECK(figure(results, "work.number") == 3);
  CHECK(hours(results, "work.mean") == Approx(5));
}

TEST_CASE("work that was interrupted began when it first began", "[compile]") {
  const std::string nurse = R"(
[resource]
nurse = { capacity = [{ until = "8 h", is = 1 }, { until = "16 h", is = 0 }, { is = 1 }], when_capacity_falls = "pause" }
[step.visit]
needs = "nurse"
takes = "4 h"
next = "done"
[kpi]
began = { time_in = "visit.work", cohort = "start", show = "number" }
ended = { time_in = "visit.work", show = ["number", "mean"] })";
  auto text = in_two_days("[source]\nbob = { at = [\"6 h\"], first = \"visit\" }" + nurse);
  text.replace(text.find("length"), 6, "warm_up = \"10 h\"\nlength");
  const auto before = run_text(text);
  CHECK(figure(before, "began") == 0);
  CHECK(figure(before, "ended.number") == 1);
  CHECK(hours(before, "ended.mean") == Approx(4));
  text.replace(text.find("warm_up = \"10 h\""), 16, "warm_up = \"5 h\"");
  CHECK(figure(run_text(text), "began") == 1);
  const auto found =
      run_text(in_two_days("[source]\nbob = { at = \"start\", count = 1, first = \"visit\", phase = "
                           "\"work\", remaining = \"10 h\", holding = [\"nurse\"] }" +
                           nurse));
  CHECK(figure(found, "began") == 0);
  CHECK(figure(found, "ended.number") == 1);
}

TEST_CASE("who asks without waiting takes a unit from whoever was granted it for their own end",
          "[compile]") {
  const std::string text = in_two_days(R"(
[source]
mid = { at = ["1 h"], first = "a", set = { prio = 2 } }
low = { at = ["2 h"], first = "b", set = { prio = 1 } }
[resource]
bed = { capacity = 1 }
[step.a]
needs = "bed"
takes = "3 h"
next = "u"
[step.b]
needs = "bed"
takes = "9 h"
ejected = "out"
next = "done"
[step.u]
needs = { use = "bed", wait = "0 h", else = "out", eject = { when = "prio > holder.prio" } }
takes = "1 h"
next = "done"
[kpi]
taken = { count = "u.start" }
ejected = { count = "b.ejected" })");
  CHECK(figure(run_text(text), "taken") == 1);
  CHECK(figure(run_text(text), "ejected") == 1);
}

TEST_CASE("a unit is taken from whoever got it and goes on waiting for another", "[compile]") {
  const auto results = run_text(in_two_days(R"(
[source]
low = { at = ["1 h"], first = "s", set = { prio = 1 } }
high = { at = ["2 h"], first = "u", set = { prio = 3 } }
[resource]
second = { capacity = [{ until = "30 h", is = 0 }, { is = 1 }] }
bed = { capacity = [{ until = "10 h", is = 0 }, { is = 1 }] }
[step.s]
needs = ["bed", "second"]
takes = "5 h"
ejected = "out"
next = "done"
[step.u]
needs = { use = "bed", eject = { when = "prio > holder.prio" } }
takes = "1 h"
next = "done"
[kpi]
wait = { time_in = "u.wait" })"));
  CHECK(hours(results, "wait") == Approx(8));
}

TEST_CASE("of those granted at one instant any may be the one to lose it", "[compile]") {
  const auto results = run_text(in_two_days(R"(
[source]
a = { at = ["1 h"], first = "s", set = { age = 60 } }
b = { at = ["2 h"], first = "s", set = { age = 80 } }
c = { at = ["3 h"], first = "s", set = { age = 40 } }
[resource]
bed = { capacity = [{ until = "10 h", is = 0 }, { is = 2 }] }
[step.s]
needs = { use = "bed", eject = { when = "holder.age >= age + 20", pick = "highest holder.age" } }
takes = "5 h"
ejected = "out"
next = "done"
[kpi]
ejected = { count = "s.ejected" }
oldest = { attribute = "age", at = "s.ejected" })"));
  CHECK(figure(results, "ejected") == 1);
  CHECK(figure(results, "oldest") == 80);
}

TEST_CASE("nobody can be ejected from a group or a stock", "[compile]") {
  const auto told = [](const std::string& resource) {
    return faults_of_text(in_two_days(R"(
[source]
a = { at = ["1 h"], first = "u" }
[resource.t]
)" + resource + R"(
[step.u]
needs = { use = "t", eject = { then = "resume" } }
takes = "1 h"
next = "done")"));
  };
  CHECK(says(told("capacity = 1\ngroup = 2"), "nobody can be ejected from 't'"));
  CHECK(says(told("kind = \"stock\"\ncapacity = 1"), "nobody can be ejected from 't'"));
  CHECK_FALSE(says(told("capacity = 1"), "nobody can be ejected"));
}

TEST_CASE("somebody is ejected of whom a branch ends at that very instant", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", in_two_days(R"(
[source]
urgent = { at = ["0 h"], first = "before" }
ann = { at = ["1 h"], first = "stay" }
[resource.bed]
capacity = 1
[step.before]
takes = "4 h"
next = "urgent"
[step.urgent]
needs = { use = "bed", eject = { when = "true" } }
takes = "1 h"
next = "done"
[step.stay]
needs = "bed"
parallel = ["short", "long"]
ejected = "out"
next = "done"
[step.short]
takes = "3 h"
next = "join"
[step.long]
takes = "5 h"
next = "join"
[kpi]
ejected = { count = "out" }
done = { count = "done" }
urgent = { time_in = "urgent.wait", show = "max" }
)")}}).run();
  CHECK(figure(results, "ejected") == 1);
  CHECK(figure(results, "done") == 1);
  CHECK(figure(results, "urgent") == 0);
}
