// A small scenario without chance, whose figures are counted by hand.
#pragma once

#include "engine/results/kpi_groups.hpp"
#include "tests/compile/scenario_text.hpp"

#include <algorithm>

namespace carepath::test {

/// One room; people come on days 0, 0, 2, 4 and 8, each works a day. Waits: 0, 1, 0, 0, 0 days. The second
/// and the last are of kind "b".
inline constexpr auto five_people = R"(
[scenario]
title = "Five people"
[run]
start = 2026-04-06
length = "10 days"
series = "1 day"
replications = 2
[attribute.kind]
values = ["a", "b"]
[attribute.distance]
is = 0
unit = "miles"
[source.first]
at = ["0 days", "2 days", "4 days"]
first = "clinic"
set = { kind = "a", distance = 2 }
[source.second]
at = ["0 days", "8 days"]
first = "clinic"
set = { kind = "b", distance = 6 }
[resource.room]
capacity = 1
role = "staff"
setting = "acute"
[step.clinic]
setting = "acute"
needs = "room"
takes = "1 day"
next = "seen"
[outcome]
seen = "Seen"
[clock.stay]
starts = ["first.arrive", "second.arrive"]
stops = ["seen"]
[cost.visit]
at = "clinic.start"
amount = "£10"
payer = "ICB"
provider = "trust"
[cost.room]
resource = "room"
amount = "£5 per day"
payer = "region"
[cost.phone]
at = "seen"
amount = "£1"
[kpi]
)";

/// Four people seen in a clinic and then at home.
const std::string two_settings = R"(
[scenario]
title = "Two settings"
[run]
start = 2026-04-06
length = "20 days"
replications = 2
[source.people]
every = "2 days"
until = "day 10"
first = "clinic"
[resource.nurse]
capacity = 9
setting = "primary"
[step.clinic]
setting = "acute"
takes = "1 h"
next = "visit"
[step.visit]
setting = "community"
takes = "2 h"
next = "done"
[outcome]
done = "Done"
[cost.start]
at = ["clinic.start", "visit.start"]
amount = "£10"
marginal = "£4"
[cost.time]
in = ["clinic.work", "visit"]
amount = "£24 per day"
[cost.said]
at = ["clinic.start", "visit.start"]
amount = "£7"
setting = "home"
[cost.nurses]
resource = "nurse"
amount = "£1 per day"
[kpi]
where = { setting = "*", show = "cost" }
start = { cost = "start" }
least = { cost = "start", basis = "marginal" }
all = { cost = "*", by = "payer" })";

inline Results run(const std::string& kpis) {
  return run_text(five_people + kpis);
}

inline std::string faults(const std::string& kpis) {
  return faults_of_text(five_people + kpis);
}

inline const KpiRow& row(const Results& results, const std::string& name) {
  const auto found = std::find_if(results.kpis.begin(), results.kpis.end(),
                                  [&](const auto& kpi) { return kpi.name == name && kpi.group.empty(); });
  REQUIRE(found != results.kpis.end());
  return *found;
}

} // namespace carepath::test
