// Times worked out as the run goes meet exactly what they meet on paper: the clock counts whole milliseconds.
#include "tests/compile/scenario_text.hpp"

namespace carepath::test {
namespace {

/// Of people who come every 7 minutes and work for 7 h: the share of whom a condition holds at its end.
double share_of(const std::string& condition) {
  const std::string text = R"toml(
[scenario]
title = "Seven hours each"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[attribute]
met = { is = 0 }
due = { is = 0 }
[source.people]
every = "7 min"
first = "work"
[step.work]
set = { due = "= now + 7 h" }
takes = "7 h"
set_at_end = { met = "= if()toml" +
                           condition +
                           R"toml(, 1, 0)" }
next = "done"
[outcome]
done = "Done"
[kpi]
met = { attribute = "met", at = "done" }
)toml";
  return figure(ScenarioFolder({{"now.toml", text}}).run(), "met");
}

} // namespace

TEST_CASE("a length added up as the run goes meets its limit exactly", "[compile]") {
  CHECK(share_of("now >= queue_date + 7 h") == 1);
  CHECK(share_of("now > queue_date + 7 h") == 0);
  CHECK(share_of("now - queue_date <= 7 h") == 1);
  CHECK(share_of("now - 7 h == queue_date") == 1);
  CHECK(share_of("waited + 1 h <= 8 h") == 1);
  CHECK(share_of("waited * 3 == 21 h") == 1);
  CHECK(share_of("min(waited, now - queue_date) >= 7 h") == 1);
}

TEST_CASE("a moment kept in an attribute is met exactly when it comes", "[compile]") {
  CHECK(share_of("now >= due") == 1);
  CHECK(share_of("due <= queue_date + 420 min") == 1);
  CHECK(share_of("now > due") == 0);
}

TEST_CASE("what differs by a millisecond differs", "[compile]") {
  CHECK(share_of("now >= queue_date + 7 h + 1 ms") == 0);
  CHECK(share_of("waited + 1 ms > 7 h") == 1);
}

} // namespace carepath::test
