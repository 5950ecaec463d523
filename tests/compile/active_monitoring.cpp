// A clock starts again at the end of active monitoring for those who were put on it, and for nobody else.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person each: monitored from day 10, treated on day 10, found at the start, and there without a clock.
/// All come to the follow-up on day 30 (those who begin in `watch` on day 20) and are operated on 30 days on.
const std::string followed_up = R"(
[scenario]
title = "Monitoring"
[run]
start = 2026-04-06
length = "100 days"
replications = 1
[attribute.kind]
values = ["monitored", "treated", "found", "other"]
[source.monitored]
at = ["0 h"]
set = { kind = "monitored" }
first = "review"
[source.treated]
at = ["0 h"]
set = { kind = "treated" }
first = "treat"
[source.found]
at = "start"
count = 1
set = { kind = "found" }
first = "watch"
[source.other]
at = ["0 h"]
set = { kind = "other" }
first = "watch"
[step.review]
takes = "10 days"
next = "watch"
[step.watch]
takes = "20 days"
next = "followup"
[step.treat]
takes = "10 days"
next = "rest"
[step.rest]
takes = "20 days"
next = "followup"
[step.followup]
takes = "30 days"
next = "operation"
[step.operation]
takes = "5 days"
next = "again"
[step.again]
next = "done"
[outcome]
done = "Done"
[clock.rtt]
kind = "rtt"
starts = ["monitored.arrive", "treated.arrive"]
stops = [{ at = "treat.end", as = "treated" }, { at = "operation.start", as = "operated" }, { at = "done", as = "last" }]
active_monitoring = [{ from = "review.end", until = ["followup.arrive", "again.arrive"] }, { from = "treat.start", until = "rest.end" }]
[kpi]
all = { clock = "rtt", show = ["number", "total"], by = "kind" }
operated = { clock = "rtt", of = "operated", show = ["number", "total"], by = "kind" }
)";

} // namespace

TEST_CASE("a period after active monitoring begins for those in it alone", "[compile]") {
  std::string text = followed_up;
  text.replace(text.find("treat.start"), 11, "again.start"); // a second spell that nobody is in by rest.end
  const auto results = ScenarioFolder({{"now.toml", text}}).run();
  CHECK(figure(results, "all.number", "monitored") == 2);
  CHECK(figure(results, "operated.total", "monitored") == 30);
  CHECK(figure(results, "all.number", "treated") == 1); // its clock stopped for treatment
  CHECK(figure(results, "all.total", "treated") == 10);
  CHECK(figure(results, "operated.number", "found") == 1); // may have been monitored before the run
  CHECK(figure(results, "operated.total", "found") == 30);
  CHECK(figure(results, "all.number", "found") == 1); // not anew after the operation
  CHECK(figure(results, "all.number", "other") == 0); // no clock of theirs ever ran
}

TEST_CASE("each period of active monitoring ends at its own event", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", followed_up}}).run();
  // Monitored as treatment starts on day 0; at the end of the rest, on day 30, the clock starts again.
  CHECK(figure(results, "all.number", "treated") == 2);
  CHECK(figure(results, "operated.total", "treated") == 30);
}
