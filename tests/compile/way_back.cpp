// Luck is kept by what it is for: a way back that nobody takes changes nobody's.
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

/// People half of whom are sent on from a visit, by chance; the others as `others` says.
Results run_visits(const std::string& others) {
  const std::string text = R"toml(
[scenario]
title = "Visits"
[run]
start = 2026-04-06
length = "20 days"
replications = 3
[source.people]
rate = "10 per day"
first = "visit"
[attribute.lucky]
is = { chance = 0.1 }
[step.visit]
set = { lucky = { chance = 0.5 } }
takes = { dist = "exponential", mean = "5 hours" }
next = [{ when = "lucky", to = "sent_on" }, { to = "desk" }]
[step.desk]
takes = "1 min"
next = OTHERS
[outcome]
sent_on = "Sent on"
done = "Done"
[kpi]
stay = { time_in = "visit.work", show = ["mean"] }
sent_on = { count = "sent_on", show = "total" }
)toml";
  const auto place = text.find("OTHERS");
  return run_text(text.substr(0, place) + others + text.substr(place + 6));
}

} // namespace

TEST_CASE("A way back that nobody takes changes no luck, and one that some take does") {
  const Results once = run_visits("\"done\""),
                nobody = run_visits("{ done = 0.999999999, visit = 0.000000001 }"),
                some = run_visits("{ done = 0.5, visit = 0.5 }");
  for (const auto* kpi : {"stay", "sent_on"}) {
    CHECK(figure(nobody, kpi) == figure(once, kpi));
    CHECK(figure(some, kpi) != figure(once, kpi));
  }
}
