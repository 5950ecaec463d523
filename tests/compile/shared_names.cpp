// Events that two things of one name might share: one event where they are one, a fault where they are not.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

const std::string run_of_twenty_days = R"(
[scenario]
title = "Shared names"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
)";

/// Two wait for a bed that is not there; one dies of it after 5 days, whom `to` sends on.
std::string waiting(const std::string& to, const std::string& kpis) {
  return run_of_twenty_days + R"(
[attribute.last]
is = 0
[source.people]
at = ["0 days", "16 days"]
first = "list"
[resource.bed]
capacity = 0
[step.list]
needs = "bed"
next = { home = 0.5, died = 0.5 }
[step.ward]
next = "home"
[risk.died]
while = "list.wait"
after = "5 days"
set = { last = 1 }
to = )" + to +
         R"(
[outcome]
home = "Home"
died = "Died"
[kpi]
)" + kpis;
}

/// One from the source `urgent` and two from another: all come to the step `urgent`.
std::string coming(const std::string& source, const std::string& rest) {
  return run_of_twenty_days + R"(
[source.other]
at = ["3 days", "4 days"]
first = "urgent"
[source.urgent]
)" + source +
         R"(
[step.before]
takes = "1 day"
next = "urgent"
[step.urgent]
takes = "2 days"
next = "home"
[outcome]
home = "Home"
)" + rest;
}

} // namespace

TEST_CASE("a risk that leads to the outcome of its name is one event with it", "[compile]") {
  const auto text = waiting("\"died\"", R"(
deaths = { count = "died", show = "total" }
people = { count = "died", distinct = true }
left = { count = "outcome.*", sum = true, show = "total" }
after_set = { attribute = "last", at = "died", show = ["number", "mean"] }
cost = { cost = "*", show = ["total", "per died"] }
[cost.death]
at = "died"
amount = "£100"
)");
  const auto results = ScenarioFolder({{"now.toml", text}}).run();
  CHECK(figure(results, "deaths") == 1);
  CHECK(figure(results, "people") == 1);
  CHECK(figure(results, "left") == 1);
  CHECK(figure(results, "after_set.number") == 1);
  CHECK(figure(results, "after_set.mean") == 1);
  CHECK(figure(results, "cost.total") == 100);
  CHECK(figure(results, "cost.per died") == 100);
}

TEST_CASE("a risk that does not lead everybody to the outcome of its name is told where it matters",
          "[compile]") {
  for (const auto* to : {"\"ward\"", "{ died = 0.5, home = 0.5 }"}) {
    const auto faults = ScenarioFolder({{"now.toml", waiting(to, "n = { count = \"died\" }")}}).faults();
    CHECK(faults.find("'died' is both the outcome (") != std::string::npos);
    CHECK(faults.find("now.toml:") < faults.find(" and the risk ("));
    CHECK(faults.find(" and the risk (") != std::string::npos);
    const auto unused = waiting(to, "n = { count = \"outcome.*\", sum = true, show = \"total\" }");
    (void)ScenarioFolder({{"now.toml", unused}}).study();
  }
  CHECK_FALSE(
      ScenarioFolder({{"now.toml", waiting("\"ward\"", "c = { cost = \"*\", show = \"per died\" }\n[cost.a]\n"
                                                       "at = \"home\"\namount = \"£1\"")}})
          .faults()
          .empty());
}

TEST_CASE("a source that leads to the step of its name is one event with its arrival", "[compile]") {
  const auto text = coming("at = [\"0 days\"]\nfirst = \"urgent\"", R"(
[clock.stay]
starts = "urgent.arrive"
stops = "urgent.end"
[cost.arrival]
at = "urgent.arrive"
amount = "£100"
[kpi]
arrivals = { count = "urgent.arrive", show = "total" }
cost = { cost = "*", show = "total" }
stay = { clock = "stay", show = ["number", "mean"], unit = "days" }
)");
  const auto results = ScenarioFolder({{"now.toml", text}}).run();
  CHECK(figure(results, "arrivals") == 3);
  CHECK(figure(results, "cost") == 300);
  CHECK(figure(results, "stay.number") == 3);
  CHECK(figure(results, "stay.mean") == 2);
}

TEST_CASE("a clock at a source and step of one name starts with the referral, or where others arrive",
          "[compile]") {
  const auto text = coming("at = \"start\"\ncount = 1\nwaited = \"10 days\"\nfirst = \"urgent\"", R"(
[clock.since]
starts = "urgent.arrive"
stops = "home"
[clock.work]
starts = "urgent.start"
stops = "home"
[kpi]
since = { clock = "since", show = ["number", "total"], unit = "days" }
work = { clock = "work", show = ["number", "total"], unit = "days" }
)");
  const auto results = ScenarioFolder({{"now.toml", text}}).run();
  CHECK(figure(results, "since.number") == 3);
  CHECK(figure(results, "since.total") == 12 + 2 + 2);
  CHECK(figure(results, "work.total") == 2 + 2 + 2); // not since the referral
}

TEST_CASE("a source that leads elsewhere than to the step of its name is told where it matters",
          "[compile]") {
  const std::string uses[] = {"[clock.c]\nstarts = \"urgent.arrive\"\nstops = \"home\"\n",
                              "[cost.c]\nat = \"urgent.arrive\"\namount = \"£1\"\n",
                              "[kpi]\nn = { count = \"urgent.arrive\" }\n"};
  for (const auto& use : uses)
    for (const auto* first : {"at = [\"0 days\"]\nfirst = \"before\"",
                              "at = \"start\"\ncount = 1\nfirst = \"urgent\"\nphase = \"work\""}) {
      const auto faults = ScenarioFolder({{"now.toml", coming(first, use)}}).faults();
      CHECK(faults.find("'urgent.arrive' is both the arrival at the step (") != std::string::npos);
      CHECK(faults.find("and the entry by the source (") != std::string::npos);
    }
  const auto unused =
      coming("at = [\"0 days\"]\nfirst = \"before\"", "[kpi]\nn = { count = \"urgent.start\" }\n");
  CHECK(figure(ScenarioFolder({{"now.toml", unused}}).run(), "n") == 3);
}

TEST_CASE("a failure or refusal cannot be called as another event of its step", "[compile]") {
  const auto refused = [](const std::string& fields) {
    return ScenarioFolder({{"now.toml", run_of_twenty_days + R"(
[source.people]
at = ["0 days"]
first = "visit"
[resource.room]
capacity = 1
[step.visit]
next = "done"
)" + fields + R"(
[outcome]
done = "Done"
)"}})
        .faults();
  };
  const std::string lost = "needs = { use = \"room\", wait = \"0 h\", else = { to = \"done\", as = ";
  CHECK(refused(lost + "\"arrive\" } }").find("'visit.arrive' is another event") != std::string::npos);
  CHECK(refused("fails = { start = { chance = 0.1, to = \"done\" } }").find("'visit.start'") !=
        std::string::npos);
  CHECK(refused(
            "kind = \"appointment\"\ndid_not_attend = 0.1\nfails = { dna = { chance = 0.1, to = \"done\" } }")
            .find("'visit.dna'") != std::string::npos);
  CHECK(refused(lost + "\"full\" } }").empty());
}
