// A scenario with everything that draws luck, and ways to change it.
#pragma once

#include "tests/compile/scenario_text.hpp"

#include <string>

namespace carepath::test {

inline const std::string small_clinic = R"(
[scenario]
title = "A small clinic"
[run]
start = 2026-04-06
warm_up = "2 weeks"
length = "20 weeks"
replications = 24
seed = 5
census = ["week 10"]
[attribute.urgency]
choose = { urgent = 0.2, routine = 0.8 }
[source.referrals]
rate = "30 per week"
first = "triage"
[source.list]
at = "start"
count = 40
waited = { dist = "uniform", low = "0 days", high = "60 days" }
first = "clinic"
[resource.slots]
kind = "diary"
sessions = "5 per week"
slots = 6
assign = "on_arrival"
[resource.bed]
capacity = 12
order = ["highest urgency == routine"]
[step.triage]
takes = { dist = "uniform", low = "1 day", high = "5 days" }
next = { clinic = 0.8, advice = 0.2 }
[step.clinic]
needs = "slots"
fails = { dna = { chance = 0.1, to = { clinic = 0.6, advice = 0.4 } } }
takes = "30 min"
next = { stay = 0.5, advice = 0.5 }
[step.stay]
needs = "bed"
takes = { by = "urgency", urgent = { dist = "lognormal", mean = "6 days", sd = "5 days" }, routine = { dist = "gamma", mean = "3 days", sd = "2 days" } }
next = "done"
[risk.gives_up]
while = ["clinic.wait"]
after = { dist = "exponential", mean = "90 days" }
to = "advice"
[outcome]
done = "Done"
advice = "Advice"
[clock.rtt]
kind = "rtt"
starts = ["referrals.arrive", "list.arrive"]
stops = [{ at = "stay.start", as = "treated" }, { at = "advice", as = "advised" }]
[cost]
bed_day = { in = ["stay.work"], amount = "£400 per day" }
[kpi]
wait = { time_in = "clinic.wait", show = ["mean", "p90"], by = ["urgency"] }
rtt = { clock = "rtt", of = "incomplete", show = ["number", "share_within 126 days"] }
treated = { count = "stay.start", show = "per week" }
beds = { resource = "bed", level = "busy", show = ["mean", "p95"] }
spend = { cost = "*", show = "total" }
)";

inline const std::string more_beds = R"(
[scenario]
title = "More beds"
base = "clinic.toml"
[resource.bed]
capacity = 20
)";

} // namespace carepath::test
