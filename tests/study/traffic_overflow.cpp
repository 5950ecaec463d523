// Those who are turned away, give up or are ejected, in the traffic equations; and resources that are not
// plain units: groups, stocks, sessions cancelled.
#include "models/study/traffic.hpp"
#include "tests/compile/scenario_text.hpp"

#include <fmt/format.h>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Two a day for exponential stays of four days: 8 erlangs.
std::string ward(const std::string& resources, const std::string& needs, const std::string& more) {
  return fmt::format(R"([scenario]
title = "A ward"
[run]
start = 2026-04-06
length = "104 weeks"
[source.referrals]
rate = "14 per week"
first = "ward"
{}
[step.ward]
needs = {}
takes = {{ dist = "exponential", mean = "4 days" }}
next = "home"
{}
[outcome]
home = "Home"
away = "Elsewhere"
[kpi]
seen = {{ count = "ward.start", show = "total" }}
)",
                     resources, needs, more);
}

TrafficReport traffic_of_text(const std::string& text) {
  const auto study = ScenarioFolder({{"now.toml", text}}).study();
  return solve_traffic(study.variants.at(0));
}

const ResourceLoad& row_of(const TrafficReport& report, const std::string& name) {
  for (const auto& row : report.resources)
    if (row.name == name) return row;
  FAIL("no resource called " + name);
  return report.resources[0];
}

/// Erlang's loss formula (Erlang 1917).
double erlang_b(double offered, int servers) {
  double blocked = 1;
  for (int server = 1; server <= servers; ++server)
    blocked = offered * blocked / (server + offered * blocked);
  return blocked;
}

const std::string eight_beds = "[resource.bed]\ncapacity = 8\n";

} // namespace

TEST_CASE("those turned away are no load, and flow on to where the limit sends them") {
  const auto report =
      traffic_of_text(ward(eight_beds + "[resource.list]\nkind = \"diary\"\nsessions = \"5 per week\"\n",
                           R"({ use = "bed", wait = "0 h", else = "fallback" })",
                           "[step.fallback]\nneeds = \"list\"\ntakes = \"1 h\"\nnext = \"away\""));
  const double blocked = erlang_b(8, 8); // 0.2356
  const auto& bed = row_of(report, "bed");
  CHECK(bed.asked == Approx(8).epsilon(1e-9));
  // Sixteen runs of about 1,450 requests; blocking comes in bouts, so the error is some 2% of the share.
  CHECK(bed.load == Approx(1 - blocked).epsilon(0.02));
  REQUIRE(bed.losses.size() == 1);
  CHECK(bed.losses[0].kind == LossKind::turned_away);
  CHECK(bed.losses[0].step == "ward");
  CHECK(bed.losses[0].to == std::vector<std::string>{"fallback"});
  CHECK(bed.losses[0].per_week == Approx(14 * blocked).epsilon(0.06));
  CHECK(row_of(report, "list").demand == Approx(bed.losses[0].per_week).epsilon(1e-9));
  CHECK(row_of(report, "list").losses.empty());
}

TEST_CASE("a queue that people leave does not grow for ever") {
  const auto overloaded =
      ward("[resource.bed]\ncapacity = 4\n", R"({ use = "bed", queue_limit = 3, else = "away" })", "");
  const auto report = traffic_of_text(overloaded);
  const auto& bed = row_of(report, "bed");
  CHECK(bed.can_be_left);
  CHECK(bed.asked == Approx(8).epsilon(1e-9));
  CHECK(bed.load > 0.9);
  CHECK(bed.load < 1.02); // the four beds serve four
  CHECK_FALSE(row_of(traffic_of_text(ward(eight_beds, "\"bed\"", "")), "bed").can_be_left);
}

TEST_CASE("people there at the start do not count among those turned away") {
  const auto crowd = R"([source.there]
at = "start"
count = 2000
first = "ward")";
  const auto needs = R"({ use = "bed", wait = "0 h", else = "away" })";
  const auto alone = traffic_of_text(ward(eight_beds, needs, ""));
  const auto crowded = traffic_of_text(ward(eight_beds, needs, crowd));
  CHECK(row_of(crowded, "bed").losses.at(0).share ==
        Approx(row_of(alone, "bed").losses.at(0).share).epsilon(0.05)); // 58% with them
}

TEST_CASE("those ejected use what they used and go where that leads") {
  // One bed. Urgent people, one in two, take it from those who are not and are never turned out.
  const auto report = traffic_of_text(ward(
      "[resource.bed]\ncapacity = 1\n[attribute.kind]\nchoose = { urgent = 0.5, routine = 0.5 }\n",
      R"({ use = "bed", wait = "0 h", else = "away", eject = { when = "kind == 'urgent' and holder.kind != 'urgent'" } })",
      "ejected = \"home\""));
  const auto& bed = row_of(report, "bed");
  const auto ejected = std::find_if(bed.losses.begin(), bed.losses.end(),
                                    [](const auto& loss) { return loss.kind == LossKind::ejected; });
  REQUIRE(ejected != bed.losses.end());
  CHECK(ejected->to == std::vector<std::string>{"home"});
  // The bed is filled at 2 a day and emptied at 1/4 a day whoever lies in it: it is in use 8/9 of the time.
  CHECK(bed.load == Approx(8.0 / 9).epsilon(0.05));
}

TEST_CASE("a unit that serves a group is wanted once for all of it") {
  const auto report =
      traffic_of_text(ward("[resource.room]\ncapacity = 2\ngroup = 8\nleast = 2\n", "\"room\"", ""));
  CHECK(row_of(report, "room").demand == Approx(1).epsilon(1e-9));
  CHECK(row_of(report, "room").load == Approx(0.5).epsilon(1e-9));
}

TEST_CASE("a stock is used up a week at a time") {
  const auto report = traffic_of_text(ward(
      "[resource.kit]\nkind = \"stock\"\ncapacity = 104\ndelivery = { amount = 27, every = \"7 days\" }\n",
      "\"2 kit\"", ""));
  const auto& kit = row_of(report, "kit");
  CHECK(kit.consumed);
  CHECK(kit.demand == Approx(28).epsilon(1e-9));
  CHECK(kit.capacity == Approx(1 + 27).epsilon(1e-9)); // 104 at the start over 104 weeks, and 104 deliveries
}

TEST_CASE("cancelled sessions offer nothing, and cleaning takes time") {
  const auto diary = traffic_of_text(ward(
      "[resource.list]\nkind = \"diary\"\nsessions = \"20 per week\"\ncancelled = 0.25\n", "\"list\"", ""));
  CHECK(row_of(diary, "list").capacity == Approx(15).epsilon(0.01));
  const auto cleaned =
      traffic_of_text(ward("[resource.bed]\ncapacity = 16\nturnaround = \"1 day\"\n", "\"bed\"", ""));
  CHECK(row_of(cleaned, "bed").demand == Approx(2 * (4 + 1)).epsilon(1e-9));
}

TEST_CASE("work begun again after an interruption is more work") {
  auto text = ward("[calendar.day]\nopen = [\"Mon-Sun 00:00-12:00\"]\n[resource.scanner]\ncapacity = 400\n"
                   "during = \"day\"\nwhen_capacity_falls = \"restart\"\n",
                   "\"scanner\"", "");
  const std::string stay = "{ dist = \"exponential\", mean = \"4 days\" }";
  text.replace(text.find(stay), stay.size(), "\"8 hours\"");
  // Of those who come, a third start between 04:00 and 12:00, lose 4 hours on average and begin again.
  CHECK(row_of(traffic_of_text(text), "scanner").demand == Approx(2 * (8 + 4.0 / 3) / 24).epsilon(0.02));
}

TEST_CASE("branches come to their own steps, and join without leaving") {
  const auto report =
      traffic_of_text(ward("[resource.bed]\ncapacity = 20\n[resource.scanner]\ncapacity = 2\n", "\"bed\"",
                           R"([step.both]
parallel = ["scan", "blood"]
next = "home"
[step.scan]
needs = "scanner"
takes = "1 day"
next = "join"
[step.blood]
takes = "2 hours"
next = "join"
[source.more]
rate = "7 per week"
first = "both")"));
  CHECK(row_of(report, "scanner").demand == Approx(1).epsilon(1e-9));
  for (const auto& step : report.steps)
    if (step.step == "blood") CHECK(step.per_week == Approx(7).epsilon(1e-9));
}
