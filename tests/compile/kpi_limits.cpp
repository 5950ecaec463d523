// What figures are compared with: limits and targets with and without their unit, from parameters, and of the
// wrong kind; and fields of KPIs that say nothing of what is measured.
#include "tests/compile/scenario_text.hpp"

#include <fmt/format.h>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Two people, each in work for five days; the clocks last as long.
constexpr auto five_days = R"(
[scenario]
title = "Five days"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[parameter.limit]
is = "6 days"
[parameter.goal]
is = "= limit * 2"
[parameter.share]
is = "= 0.5 + 0.4"
[parameter.price]
is = "£6"
[attribute.debt]
is = -1
[attribute.kind]
choose = {{ a = 0.5, b = 0.5 }}
[source.s]
at = ["day 0", "day 1"]
first = "a"
[resource.r]
capacity = 5
[step.a]
setting = "acute"
needs = "r"
takes = "5 days"
next = "done"
[outcome.done]
[clock.c]
starts = ["s.arrive"]
stops = ["done"]
[kpi]
base = {{ count = "done" }}
{}
)";

ScenarioFolder five_days_with(const std::string& kpis) {
  return ScenarioFolder({{"now.toml", fmt::format(five_days, kpis)}});
}
std::string faults_with(const std::string& kpis) {
  return five_days_with(kpis).faults();
}
double target(const Results& results, const std::string& name) {
  for (const auto& row : results.kpis)
    if (row.name == name) return row.target;
  FAIL("no kpi called " + name);
  return 0;
}

} // namespace

TEST_CASE("limits of shares are read as times and from parameters", "[compile]") {
  const auto results = five_days_with(R"(
clock = { clock = "c", share_within = "= limit" }
work = { time_in = "a.work", share_within = "= limit - 2" }
over = { clock = "c", share_over = "= limit" }
plain = { time_in = "a.work", share_over = 0 }
kinds = { attribute = "a.takes", at = "a.start", share_within = "5 days" }
busy = { resource = "r", show = "share_over 20%" }
below = { attribute = "debt", at = "done", share_over = -2 }
early = { attribute = "a.takes", at = "a.start", show = "share_over -1 days" }
again = { clock = "c", share_within = "= goal" }
wanted = { clock = "c", target = "= goal" }
part = { clock = "c", share_within = "6 days", target = "= share" })")
                           .run();
  CHECK(figure(results, "clock") == 1);
  CHECK(figure(results, "work") == 0);
  CHECK(figure(results, "over") == 0);
  CHECK(figure(results, "plain") == 1);
  CHECK(figure(results, "kinds") == 1);
  CHECK(figure(results, "busy") == Approx(0.2));
  CHECK(figure(results, "below") == 1);
  CHECK(figure(results, "early") == 1);
  CHECK(figure(results, "again") == 1);
  CHECK(target(results, "wanted") == 12);
  CHECK(target(results, "part") == Approx(0.9));
}

TEST_CASE("a limit that is none, or of another kind, is a fault", "[compile]") {
  CHECK(says(faults_with(R"(k = { clock = "c", share_within = "= nonsense" })"), "'= nonsense' is no limit"));
  CHECK(says(faults_with(R"(k = { clock = "c", share_within = "6 dyas" })"), "'6 dyas' is no limit"));
  CHECK(
      says(faults_with(
               R"(k = { clock = "c", share_over = { dist = "uniform", low = "0 days", high = "9 days" } })"),
           "this is no limit"));
  CHECK(says(faults_with(R"(k = { clock = "c", share_within = "£126" })"),
             "the limit of kpi 'k' is money, and it measures lengths of time"));
  CHECK(says(faults_with(R"(k = { clock = "c", share_within = "= price" })"),
             "the limit of kpi 'k' is money, and it measures lengths of time"));
  CHECK(says(faults_with(R"(k = { time_in = "a.work", share_over = "10 per week" })"),
             "it measures lengths of time"));
  CHECK(says(faults_with(R"(k = { clock = "c", of = "incomplete", share_over = "-5 days" })"),
             "less than nothing"));
  CHECK(says(faults_with(R"(k = { number_in = "a.work", show = "share_over 2 days" })"),
             "it measures numbers"));
}

TEST_CASE("a length of time is compared with one that says its unit", "[compile]") {
  CHECK(says(faults_with(R"(k = { clock = "c", share_within = 6, unit = "weeks" })"),
             "the limit of kpi 'k' is a plain number, and it measures lengths of time"));
  CHECK(says(faults_with(R"(k = { clock = "c", show = "share_within 92%" })"), "is a plain number"));
  CHECK(says(faults_with(R"(k = { clock = "c", unit = "hours", target = 36 })"),
             "the target is a plain number, and the figure it is of is a length of time"));
  CHECK(says(faults_with(R"(k = { clock = "c", target = "92%" })"), "the target is a plain number"));
  const auto results = five_days_with(R"(
worked = { clock = "c", target = "= limit * 2" }
given = { clock = "c", unit = "hours", target = "36 h" }
formula = { value = "kpi.base", unit = "weeks", target = "< 6" })")
                           .run();
  CHECK(target(results, "worked") == 12);
  CHECK(target(results, "given") == 1.5);
  CHECK(target(results, "formula") == 6);
}

TEST_CASE("a field that has no effect on a KPI is a fault", "[compile]") {
  for (const auto* kpi :
       {R"(k = { value = "1", from = "day 2" })", R"(k = { value = "1", by = "kind" })",
        R"(k = { value = "1", cohort = "start" })", R"(k = { value = "1", share_within = 2 })",
        R"(k = { value = "1", at = "day 2" })", R"(k = { time_in = "a.work", sum = true })",
        R"(k = { time_in = "a.work", level = "busy" })", R"(k = { time_in = "a.work", of = "completed" })",
        R"(k = { count = "done", cohort = "arrive" })", R"(k = { resource = "r", cohort = "arrive" })",
        R"(k = { clock = "c", of = "incomplete", cohort = "arrive" })",
        R"(k = { clock = "c", distinct = true })", R"(k = { count = "done", basis = "marginal" })",
        R"(k = { setting = "*", by = "kind" })", R"(k = { setting = "*", unit = "hours" })",
        R"(k = { cost = "*", show = "total", unit = "pounds" })",
        R"(k = { resource = "r", level = "utilisation", unit = "beds" })",
        R"(k = { number_in = "a.work", show = "share_at 2", unit = "people" })"}) {
    INFO(kpi);
    CHECK(says(faults_with(kpi), "has no effect on kpi 'k'"));
  }
  CHECK(says(faults_with(R"(k = { setting = "*", share_within = "2 days" })"), "is no figure of kpi 'k'"));
  CHECK(says(faults_with(R"(k = { clock = "c", unit = "fortnights" })"), "unit of time"));
  const auto counted =
      five_days_with(R"(k = { number_in = "a.work", show = ["mean", "share_at 2"], unit = "people" })");
  CHECK(counted.run().kpis[1].unit == "people");
}

TEST_CASE("slots are lost session by session", "[compile]") {
  // Ten cases of 100 minutes in weekly lists of 240 that may run over by 60: three a list, then one.
  const auto results = ScenarioFolder({{"now.toml", std::string(R"(
[scenario]
title = "Lists"
[run]
start = 2026-04-06
length = "28 days"
replications = 1
[source.s]
at = "start"
count = 10
first = "a"
[resource.list]
kind = "diary"
every = "7 days"
slots = 240
overrun = 60
[step.a]
needs = { use = "list", amount = 100 }
takes = "100 min"
next = "done"
[outcome.done]
[kpi]
held = { resource = "list", level = "sessions" }
used = { resource = "list", level = "slots_used" }
lost = { resource = "list", level = "slots_lost" }
late = { resource = "list", level = "slots_lost", from = "day 8" })")}})
                           .run();
  CHECK(figure(results, "used") == 1000);
  CHECK(figure(results, "lost") == 240 * figure(results, "held") - 3 * 240 - 100);
  CHECK(figure(results, "late") == figure(results, "lost"));
}

TEST_CASE("work without a setting is left out of all settings with a warning", "[compile]") {
  CHECK(
      says(faults_with(
               R"(k = { setting = "*", show = "bed_days" })"
               "\n[resource.bed]\ncapacity = 1\nrole = \"bed\"\n[step.b]\nneeds = \"bed\"\nnext = \"done\""),
           "'bed_days' of kpi 'k' leaves out what has no 'setting': bed"));
  CHECK_FALSE(says(faults_with(R"(k = { setting = "*", show = "activity" })"), "leaves out"));
}

TEST_CASE("a time is shown in the unit asked for, however that is written", "[compile]") {
  const auto results = five_days_with(R"(k = { clock = "c", unit = "min" })").run();
  CHECK(results.kpis.back().shown_in == "minutes");
  CHECK(says(faults_with(R"(k = { clock = "c", unit = "months" })"), "no unit of time to show"));
}

TEST_CASE("fields of another kind of resource, and defaults of anything but steps, are faults", "[compile]") {
  const auto more = [](const std::string& text) { return faults_with("k = { count = \"done\" }\n" + text); };
  CHECK(says(more("[resource.x]\ncapacity = 1\ndelivery = { amount = 4, every = \"1 day\" }"),
             "resource 'x' has 'delivery', which only a stock has"));
  CHECK(says(more("[resource.x]\nkind = \"stock\"\ncapacity = 9\ngroup = 3"),
             "resource 'x' has 'group', which only"));
  CHECK(says(more("[defaults.resource]\nsetting = \"acute\""), "there are no defaults of 'resource'"));
  CHECK(says(more("[defaults.rubbish]"), "there are no defaults of 'rubbish'"));
}

TEST_CASE("a plain number as the target of a share over a limit is warned of", "[compile]") {
  const std::string words =
      "the target of kpi 'late' is read as at least 0.05, and it is a share over a limit";
  const auto warned = [&](const std::string& fields) {
    return says(faults_with("late = { time_in = \"a.work\", " + fields + " }"), words);
  };
  CHECK(warned("share_over = \"1 h\", target = 0.05"));
  CHECK(warned("show = [\"mean\", \"share_over 1 h\"], target = \"5%\""));
  CHECK_FALSE(warned("share_over = \"1 h\", target = \"< 0.05\""));
  CHECK_FALSE(warned("share_over = \"1 h\", target = \"> 0.05\""));
  CHECK_FALSE(warned("share_over = \"1 h\", target = [0, 0.05]"));
  CHECK_FALSE(warned("share_within = \"1 h\", target = 0.05"));
  const std::string yes = "late = { attribute = \"debt\", at = \"a.end\", share_over = 0.5, target = 0.05 }";
  CHECK_FALSE(says(faults_with(yes), words));
}
