// What is left of a length for people found part-way through it, against renewal theory: of a length X it is
// E[X^2] / 2E[X] on average, with the density (1 - F) / E[X].
#include "tests/compile/scenario_text.hpp"

#include <algorithm>

namespace carepath::test {
namespace {

/// 20,000 people found at work that takes so long, half of them of each kind.
std::string found_at_work(const std::string& takes) {
  return R"(
[scenario]
title = "Part-way"
[run]
start = 2026-04-06
length = "400 days"
replications = 1
[parameter.two]
is = "2 days"
[parameter.stay]
is = { dist = "exponential", mean = "3 days" }
[attribute]
kind = { choose = { a = 0.5, b = 0.5 } }
factor = { is = { by = "kind", a = 1, b = 2 } }
extra = { is = { by = "kind", a = "0 days", b = "6 days" } }
[source.found]
at = "start"
count = 20000
phase = "work"
first = "ward"
[step.ward]
takes = )" +
         takes + R"(
next = "home"
[outcome.home]
[clock.left]
starts = "found.arrive"
stops = "ward.end"
[kpi]
of_a = { clock = "left", show = ["mean", "max", "share_within 6 days"], only = "kind == a" }
of_b = { clock = "left", show = ["mean", "max", "share_within 6 days"], only = "kind == b" }
)";
}

void check_means(const std::string& takes, double of_a, double of_b) {
  CAPTURE(takes);
  const auto results = ScenarioFolder({{"now.toml", found_at_work(takes)}}).run();
  CHECK(figure(results, "of_a.mean") == Approx(of_a).epsilon(0.035));
  CHECK(figure(results, "of_b.mean") == Approx(of_b).epsilon(0.035));
}

std::string fault(const std::string& takes) {
  return ScenarioFolder({{"now.toml", found_at_work(takes)}}).faults();
}

} // namespace

TEST_CASE("of a length that goes by a choice each part is as likely to be left", "[compile]") {
  check_means(R"({ by = "kind", a = "8 days", b = "4 days" })", 4, 2);
  check_means(R"({ by = "kind", a = "2 days", b = "3 days", times = 2 })", 2, 3);
  check_means(R"([{ when = "kind == a", is = "2 days" }, { is = "6 days" }])", 1, 3);
  check_means(R"([{ until = "1 day", is = "2 days" }, { is = "4 days" }])", 1, 1);
  check_means(R"({ cycle = ["2 days", "4 days"], every = "1 day" })", 1, 1);
  check_means(R"x("= if(kind == a, two, 4 days)")x", 1, 2);
  const auto results =
      ScenarioFolder({{"now.toml", found_at_work(R"({ by = "kind", a = "8 days", b = "9 days" })")}}).run();
  CHECK(figure(results, "of_a.share_within 6 days") == Approx(0.75).margin(0.018));
  CHECK(figure(results, "of_a.max") <= 8);
}

TEST_CASE("of an expression that luck has no part in each part is as likely to be left", "[compile]") {
  check_means(R"("= two")", 1, 1);
  check_means(R"("= 2 * two / 2")", 1, 1);
  check_means(R"("= two * factor")", 1, 2);
  check_means(R"x("= max(extra, two)")x", 1, 3);
}

TEST_CASE("a draw times what is known of a person has as many times its remainder left", "[compile]") {
  const std::string uniform = R"({ dist = "uniform", low = "0 days", high = "6 days")";
  check_means(uniform + R"(, times = { by = "kind", a = 1, b = 1 } })", 2, 2);
  check_means(uniform + R"(, times = "= factor" })", 2, 4);
  check_means(R"("= stay * factor")", 3, 6);
  check_means(R"("= stay / factor")", 3, 1.5);
  check_means(
      R"({ by = "kind", a = "4 days", b = { dist = "uniform", low = "0 days", high = "6 days" }, times = 2 })",
      4, 4);
}

TEST_CASE("a draw and what is known of a person are two spells, one after the other", "[compile]") {
  const std::string takes = R"({ dist = "uniform", low = "0 days", high = "6 days", plus = "= extra" })";
  check_means(takes, 2, 84.0 / 18); // of 6 + U(0, 6): E[X^2] = 81 + 3
  const auto results = ScenarioFolder({{"now.toml", found_at_work(takes)}}).run();
  CHECK(figure(results, "of_b.share_within 6 days") == Approx(2.0 / 3).margin(0.02));
  CHECK(figure(results, "of_b.max") > 11);
  check_means(R"("= stay * factor + extra")", 3, 180.0 / 24); // of 6 + an exponential of 6
}

TEST_CASE("a part of a mixture is met by how often it is drawn and how long it lasts", "[compile]") {
  // Of kind a never the part that takes no time; of kind b 6 days and an exponential of 3, met two to one.
  check_means(R"({ mix = [{ weight = 0.5, is = "= extra" }, { weight = 0.5, is = "= stay" }] })", 3, 3);
  check_means(
      R"({ mix = [{ weight = 0.5, is = "0 days" }, { weight = 0.25, is = "= extra" }, { weight = 0.25, is = "2 days" }] })",
      1, (6 * 3 + 2 * 1) / 8.0);
}

TEST_CASE("limits known before the run act on each alternative", "[compile]") {
  check_means(
      R"({ by = "kind", a = "8 days", b = { dist = "uniform", low = "0 days", high = "9 days" }, max = "6 days" })",
      3, 2.5); // of a draw cut off: (18 - 8) / (6 - 2)
}

TEST_CASE("what is left that cannot be worked out is told where it stands", "[compile]") {
  const std::string told = "what is left of this time cannot be worked out for people part-way through it: ";
  CHECK_THAT(fault(R"("= stay + stay")"),
             Catch::Contains("now.toml:22:12") && Catch::Contains(told + "luck has"));
  CHECK_THAT(fault(R"("= stay - two")"), Catch::Contains(told + "it may be negative"));
  CHECK_THAT(fault(R"({ dist = "uniform", low = "0 days", high = "6 days", max = "= extra" })"),
             Catch::Contains(told + "'max', or what acts before it, is not known before the run") &&
                 Catch::Contains("now.toml:22:71"));
  CHECK_THAT(
      fault(R"({ dist = "exponential", mean = "3 days", times = { dist = "uniform", low = 1, high = 2 } })"),
      Catch::Contains(told + "luck has a part in 'times' too"));
  CHECK_THAT(
      fault(R"x({ mix = [{ weight = 0.5, is = "= extra" }, { weight = 0.5, is = "= floor(stay)" }] })x"),
      Catch::Contains(told + "how long this part of a mixture is on average is not known"));
}

TEST_CASE("who is found at work neither comes to the step nor begins, on the map and in the log as in KPIs",
          "[compile]") {
  const std::string text = R"toml(
[scenario]
title = "Five in bed"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[source]
new = { count = 1, per = "1 day", spread = "even", first = "ward" }
there = { at = "start", count = 5, phase = "work", holding = ["bed"], first = "ward" }
[resource.bed]
capacity = 8
[step.ward]
needs = "bed"
takes = "2 days"
next = "home"
[outcome.home]
[kpi]
came = { count = "ward.arrive" }
began = { count = "ward.start" }
)toml";
  const ScenarioFolder folder({{"now.toml", text}});
  const Study study = folder.study();
  const auto results = run_study(study, {});
  REQUIRE(figure(results, "came") == figure(results, "began"));
  const auto& map = results.variants.at(0);
  for (const auto& node : map.nodes)
    if (node.name == "ward") CHECK(node.per_week == Approx(figure(results, "came") * 7 / 10));
  for (const auto& edge : map.edges) CHECK(map.nodes.at(edge.from).name != "there");
  const auto rows = trace_replication(study, 0, 0).rows;
  const auto told = [&](const std::string& event) {
    return static_cast<double>(
        std::count_if(rows.begin(), rows.end(), [&](const TraceRow& row) { return row.event == event; }));
  };
  CHECK(told("arrive") == figure(results, "came"));
  CHECK(told("start") == figure(results, "began"));
  CHECK(told("found at work") == 5);
}

} // namespace carepath::test
