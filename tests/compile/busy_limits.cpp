// Limits of the time by units in use: a share of the capacity, or a number of units.
#include "tests/compile/scenario_text.hpp"

#include <fmt/format.h>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Of four beds three are taken for the first five of ten days; with `capacity` there are fewer later.
ScenarioFolder four_beds(const std::string& kpi, const std::string& capacity = "4") {
  return ScenarioFolder({{"now.toml", fmt::format(R"([scenario]
title = "A ward"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[parameter.limit]
is = 2
[source.people]
at = "start"
count = 3
first = "stay"
[resource.bed]
capacity = {}
[step.stay]
needs = "bed"
takes = "5 days"
next = "done"
[outcome.done]
[kpi.full]
resource = "bed"
{}
)",
                                                  capacity, kpi)}});
}

bool four_beds_say(const std::string& kpi, const std::string& words, const std::string& capacity = "4") {
  const auto text = four_beds(kpi, capacity).faults();
  UNSCOPED_INFO(text);
  return text.find(words) != std::string::npos;
}

const std::string two_later = "[{ until = \"day 1\", is = 4 }, { is = 2 }]";
const std::string always = "this share of KPI 'full' is 0 in every run";

} // namespace

TEST_CASE("units in use over a share of the capacity, and up to a number of them", "[compile]") {
  CHECK(figure(four_beds("show = \"share_over 70%\"").run(), "full") == 0.5); // three of four
  CHECK(figure(four_beds("share_over = 0.75").run(), "full") == 0);
  CHECK(figure(four_beds("show = \"share_up_to 2\"").run(), "full") == 0.5);
  CHECK(figure(four_beds("show = \"share_at 3\"").run(), "full") == 0.5);
  CHECK(figure(four_beds("show = \"share_over 120%\"", two_later).run(), "full") ==
        Approx(0.4)); // three of two
}

TEST_CASE("a number of units is no share of the capacity", "[compile]") {
  const std::string words = "the limit of kpi 'full' is over all of the capacity";
  for (const auto* kpi :
       {"share_over = 2", "show = \"share_over 2\"", "show = [\"mean\", \"share_over 1.5\"]",
        "share_over = \"= limit\"", "at = \"day 3\"\nshare_over = 2"}) {
    CHECK(four_beds_say(kpi, words));
    CHECK(four_beds_say(kpi, words, two_later));
  }
  CHECK(four_beds_say("share_over = 2", "now.toml:22:14: error: "));
  CHECK(four_beds_say("share_over = 2", "write share_up_to 2"));
  CHECK_FALSE(four_beds_say("level = \"queue\"\nat = \"day 3\"\nshare_over = 2", "error"));
}

TEST_CASE("a share of the capacity is no number of units", "[compile]") {
  const std::string words = "the limit of kpi 'full' is a part of a unit";
  for (const auto* show : {"share_up_to 92%", "share_at 100%", "share_up_to 0.92", "share_at 0.5"})
    CHECK(four_beds_say(fmt::format("show = \"{}\"", show), words));
  for (const auto* show : {"share_up_to 0", "share_at 1", "share_up_to 3"})
    CHECK_FALSE(four_beds_say(fmt::format("show = \"{}\"", show), "error"));
}

TEST_CASE("more than all units are in use only where their number falls", "[compile]") {
  for (const auto* limit : {"100%", "110%", "1"}) {
    const auto kpi = fmt::format("show = \"share_over {}\"", limit);
    CHECK(four_beds_say(kpi, always));
    CHECK_FALSE(four_beds_say(kpi, always, two_later));
  }
  CHECK_FALSE(four_beds_say("show = \"share_over 99%\"", always));
}
