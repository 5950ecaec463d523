// What happens at the very instant at which a turn, a period, a review or the measured time begins.
#include "engine/run/replication.hpp"
#include "tests/compile/scenario_text.hpp"

#include <algorithm>
#include <map>
#include <set>

using namespace carepath;
using namespace carepath::test;

namespace {

/// One replication from midnight, unless the text says otherwise, with one outcome.
ScenarioFolder scenario(const std::string& length, const std::string& text) {
  const std::string start = text.starts_with("start") ? "" : "start = 2026-04-06\n";
  return ScenarioFolder(
      Files{{"now.toml", "[scenario]\ntitle = \"Edges of time\"\n[outcome]\ndone = \"Done\"\n"
                         "[run]\nreplications = 1\nlength = \"" +
                             length + "\"\n" + start + text}});
}

/// How many come in seven days of hours, where a cycle of a day says how many each hour.
double in_seven_days(const std::string& hours) {
  const auto results = scenario("7 days", R"([source.s]
per = "1 h"
spread = "start"
first = "a"
count = { every = "1 h", cycle = [)" + hours + R"(] }
[step.a]
next = "done"
[kpi]
n = { count = "a.arrive", until = "6.999 days", show = "total" }
)")
                           .run();
  return figure(results, "n");
}

} // namespace

TEST_CASE("each turn of a cycle begins at its very instant", "[compile]") {
  CHECK(in_seven_days("0,0,0,0,0,0,0,0, 0,0,0,0,0,0,0,0, 0,0,0,0,0,0,0,24") == 7 * 24);
  CHECK(in_seven_days("1,0,0,0,0,0,0,0, 0,0,0,0,0,0,0,0, 0,0,0,0,0,0,0,0") == 7);
  CHECK(in_seven_days("10,0,0,0,0,0,0,0, 1,0,0,0,0,0,0,0, 0,0,0,0,0,0,0,0") == 7 * 11);
}

TEST_CASE("turns of eight hours come equally often to those who come every eight hours", "[compile]") {
  const auto results = scenario("29.9 days", R"([source.s]
count = 1
per = "8 h"
spread = "start"
first = "a"
[attribute.turn]
is = 0
[step.a]
set_at_start = { turn = { cycle = [1, 2, 3], every = "8 h" } }
next = "done"
[kpi]
turn = { attribute = "turn", at = "a.start", show = ["share_at 1", "share_at 2", "share_at 3"] }
)")
                           .run();
  for (const auto* turn : {"turn.share_at 1", "turn.share_at 2", "turn.share_at 3"})
    CHECK(figure(results, turn) == Approx(1.0 / 3));
}

TEST_CASE("the first gap of a source that begins later is the one of its beginning", "[compile]") {
  const auto results = scenario("95 days", R"([source.s]
every = [{ until = "20 days", is = "1 day" }, { is = "10 days" }]
from = "30 days"
first = "a"
[step.a]
next = "done"
[kpi]
n = { count = "a.arrive", show = "total" }
)")
                           .run();
  CHECK(figure(results, "n") == 6); // on days 40, 50, ... 90
}

TEST_CASE("those who come every five minutes come at whole five minutes after years as well", "[compile]") {
  const auto results = scenario("1100 days", R"([source.s]
every = "5 min"
first = "a"
[attribute]
met = { is = 0 }
[step.a]
set = { met = "= if(now == round(now, 5 min), 1, 0) " }
next = "done"
[kpi]
met = { attribute = "met", at = "done" }
)")
                           .run();
  CHECK(figure(results, "met") == 1);
}

TEST_CASE("batches of one period are drawn each for itself", "[compile]") {
  const auto study = scenario("10 days", R"([source.s]
count = 4
per = "1 day"
spread = "even"
batch = { mix = [{ weight = 0.5, is = 1 }, { weight = 0.5, is = 3 }] }
first = "a"
[step.a]
next = "done"
)")
                         .study();
  std::vector<TraceRow> rows;
  ReplicationOptions options;
  options.trace = &rows;
  REQUIRE(run_replication(*study.variants[0].program, options).completed);
  std::map<std::int64_t, int> sizes; // by the instant of coming
  for (const auto& row : rows) sizes[row.time.ms] += row.event == "enter" ? 1 : 0;
  std::map<std::int64_t, std::set<int>> of_day;
  for (const auto& [time, size] : sizes) of_day[SimTime{time}.day()].insert(size);
  CHECK(std::any_of(of_day.begin(), of_day.end(), [](const auto& day) { return day.second.size() > 1; }));
}

TEST_CASE("reviews keep their times when an escalation closes between two of them", "[compile]") {
  // Three wait on day 2: opened at the review of day 3. All gone by that of day 5: closed on day 5.5. Two
  // wait from day 7.8: opened at the review of day 8.
  const auto results = scenario("20 days", R"([source.early]
at = ["2 days", "2 days", "2 days", "2 days"]
first = "a"
[source.late]
at = ["7.8 days", "7.8 days", "7.8 days"]
first = "a"
[resource.bed]
capacity = 1
[resource.bed.escalation]
units = 5
open_when = "queue(bed) > 1"
close_when = "free(bed) >= 6"
notice = "12 h"
review = "1 day"
[step.a]
needs = "bed"
takes = "1.7 days"
next = "done"
[kpi]
beds = { resource = "bed", level = "capacity", at = ["2.9 days", "3.1 days", "5.4 days", "5.6 days", "7.9 days", "8.1 days"] }
)")
                           .run();
  std::vector<double> beds;
  for (const auto& estimate : results.variants[0].estimates) beds.push_back(estimate.mean);
  CHECK(beds == std::vector<double>{1, 6, 6, 1, 1, 6});
}

TEST_CASE("an escalation without notice closes at the instant of the review that decides it", "[compile]") {
  // Three come at 0:30; the review of 1:00 sees two waiting and opens two beds, that of 4:00 closes them. Of
  // the two who come at 4:00 one waits for the other's two hours.
  for (const auto* notice : {"", "notice = \"0 h\""}) {
    const auto results = scenario("10 h", R"([source.people]
at = ["30 min", "30 min", "30 min", "4 h", "4 h"]
first = "a"
[resource.bed]
capacity = 1
[resource.bed.escalation]
units = 2
open_when = "queue(bed) > 1"
close_when = "now > 3.5 / 24"
review = "1 h"
)" + std::string(notice) + R"(
[step.a]
needs = "bed"
takes = "2 h"
next = "done"
[kpi]
beds = { resource = "bed", level = "capacity" }
wait = { time_in = "a.wait", show = "max" }
)")
                             .run();
    CHECK(figure(results, "beds") == 1 + 2 * 3.0 / 10); // two more for three of ten hours
    CHECK(figure(results, "wait") == Approx(2.0 / 24));
  }
}

TEST_CASE("a clock of whole days counts by arrival from the instant at which the warm-up ends", "[compile]") {
  // The run and its measured time begin at noon; the clock opens five hours before the latter.
  const auto counted = [](const std::string& arrival) {
    const auto results =
        scenario("40 days",
                 "start = 2026-04-06T12:00:00\nwarm_up = \"10 days\"\n[source.s]\nat = [\"" + arrival + R"("]
first = "a"
[step.a]
takes = "10.3 days"
next = "done"
[clock]
whole = { kind = "rtt", starts = ["s.arrive"], stops = ["done"] }
exact = { starts = ["s.arrive"], stops = ["done"] }
[kpi]
whole = { clock = "whole", cohort = "arrive", show = "number" }
exact = { clock = "exact", cohort = "arrive", show = "number" }
)")
            .run();
    CHECK(figure(results, "whole") == figure(results, "exact"));
    return figure(results, "whole");
  };
  CHECK(counted("9.8 days") == 0);
  CHECK(counted("10.2 days") == 1);
}

TEST_CASE("what opens at the last instant of the run is open for those who come then", "[compile]") {
  // From a Tuesday to the first instant of a Monday.
  const auto refused = [](const std::string& room) {
    const auto results = scenario("6 days", R"(start = 2026-06-02
[source.people]
at = ["6 days"]
first = "a"
[calendar.mondays]
open = ["Mon 00:00-24:00"]
[step.a]
needs = { use = "room", wait = "0 h", else = "closed" }
takes = [{ during = "mondays", is = "0 h" }, { is = "1 h" }]
next = "done"
[outcome.closed]
[kpi]
refused = { count = "closed", show = "total" }
done = { count = "done", show = "total" }
[resource.room]
)" + room)
                             .run();
    CHECK(figure(results, "refused") + figure(results, "done") == 1);
    return figure(results, "refused");
  };
  CHECK(refused("capacity = 1\nduring = \"mondays\"") == 0);
  CHECK(refused("capacity = [{ during = \"mondays\", is = 1 }, { is = 0 }]") == 0);
  CHECK(refused("capacity = [{ until = \"day 6\", is = 0 }, { is = 1 }]") == 0);
  CHECK(refused("capacity = [{ during = \"mondays\", is = 0 }, { is = 1 }]") == 1);
}

TEST_CASE("what is delivered to a stock at the last instant of the run serves those who wait", "[compile]") {
  const auto served = [](const std::string& every) { // twenty hours, the first seven not measured
    const auto results = scenario("13 h", R"(warm_up = "7 h"
[source.s]
at = ["0 h", "1 h", "2 h"]
first = "use"
[resource.kit]
kind = "stock"
capacity = 1
delivery = { amount = 1, every = ")" + every + R"(" }
[step.use]
needs = "kit"
next = "done"
[kpi]
served = { count = "use.start", show = "total" }
)")
                             .run();
    return figure(results, "served");
  };
  CHECK(served("10 h") == 2);
  CHECK(served("20 h") == 1);
  CHECK(served("36000001 ms") == 1);
}

TEST_CASE("people spread evenly come at the nearest millisecond", "[compile]") {
  const auto results = scenario("1 day", R"([attribute]
t = { is = "= now" }
[source.s]
count = 10
per = "1 day"
spread = "even"
first = "done"
[kpi]
t = { attribute = "t", at = "s.arrive", show = ["number", "max"], only = "t > 0.65 and t < 0.75" }
)")
                           .run();
  CHECK(figure(results, "t.number") == 1);
  CHECK(figure(results, "t.max") * 86'400'000 == Approx(60'480'000).margin(0.01)); // 16:48, not a hair before
}
