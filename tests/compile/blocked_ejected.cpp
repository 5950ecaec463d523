// People who are held back in a step hold its units still, and can be ejected from it as others can.
#include "tests/compile/scenario_text.hpp"

namespace carepath::test {
namespace {

/// One bed, left after a day by those who have a nurse and a place at home; places come on day 20.
const std::string rooms = R"(
[scenario]
title = "Held back"
[run]
start = 2026-04-06
length = "40 days"
replications = 1
[resource.nurse]
capacity = 1
[resource.place]
capacity = [{ until = "day 20", is = 0 }, { is = 1 }]
[resource.bed]
)";
const std::string way = R"(
[source.first]
at = ["0 days"]
first = "ward"
[step.ward]
needs = "bed"
takes = "1 day"
release = "moved"
ejected = "sent"
next = "home"
[step.home]
needs = ["nurse", "place"]
takes = "1 day"
next = "done"
[step.call]
needs = "nurse"
takes = "1 day"
next = "called"
[outcome]
done = "Done"
sent = "Sent away"
called = "Called"
[kpi]
sent = { count = "ward.ejected", show = "total" }
done = { count = "done", show = "total" }
called = { count = "called", show = "total" }
stay = { time_in = "ward.blocked", show = "mean" }
)";

Results ward(const std::string& bed, const std::string& more) {
  return ScenarioFolder({{"now.toml", rooms + bed + way + more}}).run();
}

const std::string closes = R"(capacity = [{ until = "day 5", is = 1 }, { is = 0 }]
when_capacity_falls = "eject")";

/// Who holds a bed and waits for one more and a scanner, beside one who takes two.
const std::string two_for_one = R"(
[scenario]
title = "Two for one"
[run]
start = 2026-04-06
length = "40 days"
replications = 1
[resource.bed]
capacity = 2
[resource.scanner]
capacity = 0
[source.first]
at = ["0 days"]
first = "ward"
[source.second]
at = ["2 days"]
first = "theatre"
[source.third]
at = ["3 days"]
first = "short"
[step.ward]
needs = "bed"
takes = "1 day"
release = "keep"
next = "scan"
[step.scan]
needs = { all = ["bed", "scanner"] }
release = { bed = "end" }
ejected = "sent"
next = "done"
[step.theatre]
needs = { use = "bed", amount = 2, eject = {} }
takes = "5 days"
next = "done"
[step.short]
needs = "bed"
takes = "1 day"
next = "done"
[outcome]
done = "Done"
sent = "Sent away"
[kpi]
sent = { count = "sent", show = "total" }
done = { count = "done", show = "total" }
queue = { number_in = "short.wait", show = "max" }
)";

} // namespace

TEST_CASE("who is held back is ejected when the capacity falls", "[compile]") {
  const auto results = ward(closes, "");
  CHECK(figure(results, "sent") == 1);
  CHECK(figure(results, "done") == 0);
}

TEST_CASE("who is ejected while held back gives back what the next step has granted", "[compile]") {
  const auto results = ward(closes, R"(
[source.other]
at = ["2 days"]
first = "call"
)");
  CHECK(figure(results, "sent") == 1);
  CHECK(figure(results, "called") == 1);
}

TEST_CASE("who is held back is ejected for another", "[compile]") {
  const auto results = ward("capacity = 1\norder = [\"highest urgent\"]", R"(
[attribute]
urgent = { is = 0 }
[source.emergencies]
at = ["3 days"]
first = "emergency"
set = { urgent = 1 }
[step.emergency]
needs = { use = "bed", eject = { when = "urgent == 1 and holder.urgent == 0" } }
takes = "1 day"
next = "done"
)");
  CHECK(figure(results, "sent") == 1);
  CHECK(figure(results, "done") == 1);
}

TEST_CASE("who waits for more of what is taken from them leaves the queue once", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", two_for_one}}).run();
  CHECK(figure(results, "sent") == 1);
  CHECK(figure(results, "done") == 2);
}

} // namespace carepath::test
