// Figures of scenarios compared with each other: that they are of the same thing, or that it is said.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Of three groups one person each comes on days 1 and 5, and stays 2, 9 and 5 days.
constexpr auto three_groups = R"(
[scenario]
title = "Three groups"
[run]
start = 2026-04-06
length = "30 days"
replications = 2
[attribute]
need = { values = ["low", "middle", "high"], ordered = ["low", "middle", "high"] }
[source.a]
at = ["day 1", "day 5"]
set = { need = "low" }
first = "short"
[source.b]
at = ["day 1", "day 5"]
set = { need = "middle" }
first = "long"
[source.c]
at = ["day 1", "day 5"]
set = { need = "high" }
first = "other"
[step.short]
takes = "2 days"
next = "done"
[step.long]
takes = "9 days"
next = "done"
[step.other]
takes = "5 days"
next = "done"
[outcome]
done = "Done"
[kpi]
stay = { time_in = ["short.work", "long.work", "other.work"], by = "need", share_within = "4 days", show = "mean" }
early = { count = "done", until = "day 7", target = 2 }
)";

Results redesigned_groups(const std::string& redesign) {
  const auto base = "[scenario]\ntitle = \"Redesign\"\nbase = \"now.toml\"\n";
  return ScenarioFolder({{"now.toml", three_groups}, {"then.toml", base + redesign}}).run();
}

} // namespace

TEST_CASE("a gap is between the same two groups in every variant", "[study]") {
  const auto turned = redesigned_groups("[attribute]\nneed = { ordered = [\"high\", \"middle\", \"low\"] }\n"
                                        "[step.short]\ntakes = \"4 days\"\n");
  CHECK(figure(turned, "stay.mean", "gap", 0) == Approx(2 - 5));
  CHECK(figure(turned, "stay.mean", "gap", 1) == Approx(4 - 5));
  const auto listed = redesigned_groups("[attribute]\nneed = { values = [\"middle\", \"high\", \"low\"] }\n");
  CHECK(figure(listed, "stay.mean", "gap", 1) == Approx(2 - 5));
}

TEST_CASE("a KPI that a redesign defines differently is told", "[study]") {
  const auto results =
      redesigned_groups("[kpi.stay]\nshare_within = \"6 days\"\n[kpi.early]\nuntil = \"day 9\"\n");
  CHECK(results.variants[0].warnings.empty());
  CHECK(
      results.variants[1].warnings ==
      std::vector<std::string>{
          "kpi 'stay' is defined differently, so the two are not the same figure: 'share_within' is \"6 "
          "days\", and in the first \"4 days\"",
          "kpi 'early' is defined differently, so the two are not the same figure: 'until' is \"day 9\", and "
          "in the first \"day 7\""});
}

TEST_CASE("another formula, or other costs or settings, under one name are told", "[study]") {
  const auto base = std::string(three_groups) + R"(
twice = { value = "kpi.early * 2" }
half = { value = "kpi.early / 2" }
money = { cost = ["fee", "bed"] }
fees = { cost = "fee" }
work = { setting = "acute", show = "activity" }
[cost]
fee = { at = "short.start", amount = "£1" }
bed = { in = "long.work", amount = "£1 per day" }
)";
  const auto settled = [](std::string text) {
    for (const auto* step : {"[step.short]\n", "[step.long]\n"})
      text.insert(text.find(step) + std::string(step).size(),
                  step == std::string("[step.long]\n") ? "setting = \"home\"\n" : "setting = \"acute\"\n");
    return text;
  };
  const std::string redesign =
      "[scenario]\ntitle = \"Redesign\"\nbase = \"now.toml\"\n[kpi]\n"
      "twice = { value = \"kpi.early * 3\" }\nmoney = { cost = [\"bed\", \"fee\"] }\n"
      "fees = { cost = \"*\" }\nwork = { setting = \"*\" }\n";
  const auto results = ScenarioFolder({{"now.toml", settled(base)}, {"then.toml", redesign}}).run();
  const auto told = [](const std::string& kpi, const std::string& what) {
    return "kpi '" + kpi + "' is defined differently, so the two are not the same figure: " + what;
  };
  CHECK(results.variants[1].warnings ==
        std::vector<std::string>{
            told("twice", "'value' is \"kpi.early * 3\", and in the first \"kpi.early * 2\""),
            told("fees", "'cost' is \"*\", and in the first \"fee\""),
            told("work", "'setting' is \"*\", and in the first \"acute\"")});
}

TEST_CASE("a target of a redesign's own is told, because figures are judged by the first's", "[study]") {
  CHECK(redesigned_groups("[kpi.early]\ntarget = 3\n").variants[1].warnings ==
        std::vector<std::string>{
            "kpi 'early' has a target of its own, 3, which is not used: all are judged by that "
            "of the first, 2"});
  CHECK(redesigned_groups("[kpi.early]\ntarget = 2\n").variants[1].warnings.empty());
}

TEST_CASE("what a redesign shows and calls a KPI is no other definition", "[study]") {
  const auto results = redesigned_groups("[kpi.stay]\nadd.show = \"max\"\ntitle = \"Stay\"\n"
                                         "[kpi.early]\nshow = \"per week\"\n[kpi.new]\ncount = \"done\"\n");
  CHECK(results.variants[1].warnings.empty());
}

TEST_CASE("a figure that a redesign shows beside others is compared under the name that says what it is",
          "[study]") {
  const auto results = redesigned_groups("[kpi.early]\nshow = [\"number\", \"per week\"]\n");
  CHECK(figure(results, "early.number", {}, 0) == figure(results, "early.number", {}, 1));
  CHECK(std::isnan(figure(results, "early.per week", {}, 0)));
  CHECK(figure(results, "early.per week", {}, 1) == Approx(figure(results, "early.number")));
}

TEST_CASE("open clocks are counted at the same dates in all scenarios compared", "[study]") {
  const auto told = [](const std::string& first, const std::string& redesign) {
    std::string text = three_groups;
    text.insert(text.find("replications"), first);
    const auto base = "[scenario]\ntitle = \"Redesign\"\nbase = \"now.toml\"\n[run]\n";
    return ScenarioFolder({{"now.toml", text}, {"then.toml", base + redesign}}).faults();
  };
  const std::string words = "'now' and 'then' do not have a census at the same dates";
  const std::string one = "census = [\"week 2\"]\n";
  for (const std::string other : {"census = [\"week 3\"]\n", "census = [\"week 2\", \"week 3\"]\n"}) {
    CHECK(told(one, other).find(words) != std::string::npos);
    CHECK(told(one, other).find("then.toml:5:1") != std::string::npos);
  }
  CHECK(told("", one).find(words) != std::string::npos);
  CHECK(told(one, "census = [\"day 14\"]\n").find(words) == std::string::npos);
  CHECK(told(one, "").find(words) == std::string::npos);
}

TEST_CASE("numbers at different dates are not subtracted", "[study]") {
  const auto at = [](const std::string& when) {
    return "[kpi.inside]\nnumber_in = \"long.work\"\nat = \"" + when + "\"\n";
  };
  const auto base = std::string("[scenario]\ntitle = \"Redesign\"\nbase = \"now.toml\"\n");
  const auto run = [&](const std::string& later) {
    return ScenarioFolder({{"now.toml", three_groups + at("day 6")}, {"then.toml", base + at(later)}}).run();
  };
  const auto other = run("day 13");
  CHECK(figure(other, "inside.mean@day 6", {}, 0) == 2);
  CHECK(std::isnan(figure(other, "inside.mean@day 6", {}, 1)));
  CHECK(figure(other, "inside.mean@day 13", {}, 1) == 1);
  CHECK(figure(run("day 6"), "inside", {}, 1) == 2);
}

TEST_CASE("figures in other units are other figures, each in a row of its own, and that is told", "[study]") {
  const auto compared = [](const std::string& value) {
    const std::string now = "[kpi.late]\nvalue = \"kpi.stay.mean\"\nunit = \"weeks\"\n";
    const auto base = std::string("[scenario]\ntitle = \"Redesign\"\nbase = \"now.toml\"\n[kpi.late]\n");
    return ScenarioFolder({{"now.toml", three_groups + now}, {"then.toml", base + value}}).run();
  };
  const auto other = compared("value = \"kpi.early / 4\"\n"); // three people within a week
  CHECK(figure(other, "late", {}, 0) == Approx((2 + 9 + 5) / 3.0));
  CHECK(std::isnan(figure(other, "late", {}, 1)));
  CHECK(std::isnan(figure(other, "late.then", {}, 0)));
  CHECK(figure(other, "late.then", {}, 1) == Approx(0.75));
  REQUIRE(other.variants[1].warnings.size() == 2); // the formula, and its unit
  CHECK(other.variants[1].warnings[0].find("'value' is \"kpi.early / 4\"") != std::string::npos);
  CHECK(other.variants[1].warnings[1].find("it is shown as 'late.then'") != std::string::npos);
  const auto same = compared("value = \"kpi.stay.mean / 2\"\n");
  CHECK(figure(same, "late", {}, 1) == Approx((2 + 9 + 5) / 6.0));
  REQUIRE(same.variants[1].warnings.size() == 1);
  CHECK(same.variants[1].warnings[0].find("'value' is \"kpi.stay.mean / 2\"") != std::string::npos);
}

TEST_CASE("other words for a number make no other figure", "[study]") {
  const auto results = redesigned_groups("[kpi.early]\nunit = \"stays\"\n");
  CHECK(figure(results, "early", {}, 1) == figure(results, "early", {}, 0));
  CHECK(results.variants[1].warnings.empty());
}

TEST_CASE("a KPI that measures something else is told", "[study]") {
  const std::string now = three_groups, there = "[kpi.it]\nnumber_in = \"long.work\"\n";
  const auto told = [&](const std::string& then) {
    return ScenarioFolder({{"now.toml", now + there}, {"then.toml", now + then}}).run().variants[1].warnings;
  };
  CHECK(told(there).empty());
  CHECK(told("[kpi.it]\ncount = \"done\"\n") ==
        std::vector<std::string>{
            "kpi 'it' is defined differently, so the two are not the same figure: it measures "
            "'count', and in the first 'number_in'"});
}

TEST_CASE("groups that add up to everyone are not judged by the target of all", "[study]") {
  const auto judged = [](const std::string& kpi) {
    const auto results = ScenarioFolder({{"now.toml", three_groups + kpi}}).run();
    std::size_t groups = 0;
    for (const auto& row : results.kpis) groups += row.name == "it" && row.has_target && !row.group.empty();
    return groups;
  };
  CHECK(judged("[kpi.it]\ncount = \"done\"\nby = \"need\"\ntarget = 6\n") == 0);
  CHECK(judged("[kpi.it]\nnumber_in = \"long.work\"\nby = \"need\"\ntarget = \"< 2\"\n") == 0);
  CHECK(judged("[kpi.it]\ntime_in = \"long.work\"\nby = \"need\"\ntarget = \"9 days\"\n") == 3);
}
