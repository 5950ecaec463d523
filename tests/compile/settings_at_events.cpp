// What is given at an event, and what sees it: counts, times by group, the length of a group's work.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Two people of kind "ka" for a room, one after the other, with these fields of the second of two steps.
Results two_steps(const std::string& second) {
  return run_text(R"([scenario]
title = "Given at the start and at the end"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[attribute.kind]
values = ["ka", "kb"]
[resource.room]
capacity = 1
[source.people]
at = ["1 h", "2 h"]
set = { kind = "ka" }
first = "one"
[step.one]
needs = "room"
takes = "1 h"
set_at_start = { kind = "kb" }
set_at_end = { kind = "ka" }
next = "two"
[step.two]
needs = "room"
takes = "2 h"
set_at_start = { kind = "kb" }
set_at_end = { kind = "ka" }
next = "done"
)" + second + R"(
[outcome]
done = "Done"
[kpi]
one = { time_in = "one.work", by = "kind", show = "number" }
two = { time_in = "two.work", by = "kind", show = "number" }
wait = { time_in = "two.wait", by = "kind", show = "number" }
there = { number_in = "two.work", by = "kind", show = "mean" }
)");
}

/// Two people wait for a bed that never comes, and become urgent after a day.
Results becoming_urgent(const std::string& risk) {
  return run_text(R"([scenario]
title = "Becoming urgent"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[attribute.urgency]
values = ["p4", "p2"]
[resource.bed]
capacity = 0
[source.people]
at = ["0 h", "1 h"]
set = { urgency = "p4" }
first = "ward"
[step.ward]
needs = "bed"
next = "done"
[risk.up]
while = "ward.wait"
after = [{ when = "urgency == p4", is = "1 day" }, { is = "100 days" }]
set = { urgency = "p2" }
keeps_place = true
)" + risk + R"(
[outcome]
done = "Done"
[cost.letter]
at = "up"
amount = { by = "urgency", p4 = "£1", p2 = "£10" }
[kpi]
up = { count = "up", by = "urgency" }
letter = { cost = "letter" }
)");
}

} // namespace

TEST_CASE("time at work is of the group that its end gives, with an exit delay or without", "[compile]") {
  for (const auto* second : {"", "exit_delay = \"0 h\"", "exit_delay = \"1 h\"", "release = \"moved\""}) {
    INFO(second);
    const auto results = two_steps(second);
    CHECK(figure(results, "one", "ka") == 2);
    CHECK(figure(results, "two", "ka") == 2);
    CHECK(figure(results, "two", "kb") == 0);
    CHECK(figure(results, "wait", "ka") == 2);
    CHECK(figure(results, "there", "kb") == Approx(4 / 240.0)); // while it lasts they are what its start gave
    CHECK(figure(results, "there", "ka") == 0);
  }
}

TEST_CASE("what a risk sets is seen where it is counted and paid for", "[compile]") {
  for (const auto* risk : {"to = \"ward\"", "to = \"up\"\n[outcome.up]\nlabel = \"Urgent\""}) {
    INFO(risk);
    const auto results = becoming_urgent(risk);
    CHECK(figure(results, "up", "p2") == 2);
    CHECK(figure(results, "up", "p4") == 0);
    CHECK(figure(results, "letter") == 20);
  }
}

TEST_CASE("the length of a group's work is read as it was drawn for the group", "[compile]") {
  const auto results = run_text(R"([scenario]
title = "Classes"
[run]
start = 2026-04-06
length = "400 days"
replications = 1
[resource.room]
capacity = 1
group = 3
least = 3
[source.people]
every = "1 day"
first = "class"
[step.class]
needs = "room"
takes = { dist = "exponential", mean = "1 day" }
next = "done"
[outcome]
done = "Done"
[kpi]
work = { time_in = "class.work", unit = "days", show = ["mean", "number", "max"] }
takes = { attribute = "class.takes", at = "class.end", show = ["mean", "max"] }
)");
  CHECK(figure(results, "work.number") > 300);
  CHECK(figure(results, "takes.mean") == Approx(figure(results, "work.mean")).epsilon(1e-6));
  CHECK(figure(results, "takes.max") == Approx(figure(results, "work.max")).epsilon(1e-6));
}
