// What cannot affect the result is said: each warning, and the same setting where it has an effect.
#include "tests/compile/scenario_text.hpp"

#include <fmt/format.h>

using namespace carepath;
using namespace carepath::test;

namespace {

struct Parts {
  std::string resource = "capacity = 3";
  std::string needs = "\"bed\"";
  std::string step{};
  std::string next = "\"home\"";
  std::string more{};
};

/// The warnings of a ward with these parts; an error fails the test.
std::string warnings(const Parts& parts) {
  const ScenarioFolder folder(
      {{"now.toml", fmt::format(R"([scenario]
title = "A ward"
[run]
start = 2026-04-06
length = "20 weeks"
[calendar.summer]
yearly = ["1 Jun to 31 Aug"]
[attribute.kind]
choose = {{ urgent = 0.5, routine = 0.5 }}
ordered = ["urgent", "routine"]
[source.gp]
rate = "10 per week"
first = "ward"
[resource.bed]
{}
[step.ward]
needs = {}
takes = {{ by = "kind", urgent = "1 day", routine = [{{ during = "summer", is = "2 days" }}, {{ is = "3 days" }}] }}
{}
next = {}
{}
[outcome]
home = "Home"
[kpi]
wait = {{ time_in = "ward.wait" }}
)",
                                parts.resource, parts.needs, parts.step, parts.next, parts.more)}});
  static_cast<void>(folder.study());
  return folder.faults();
}

bool warns(const Parts& parts, const std::string& words) {
  const auto text = warnings(parts);
  const bool said = text.find(words) != std::string::npos;
  UNSCOPED_INFO(text);
  return said;
}

const std::string eject =
    R"({ use = "bed", eject = { when = "kind == 'urgent' and holder.kind == 'routine'" } })";
const std::string refused = R"({ use = "bed", wait = "2 h", else = "home" })";
const std::string refused_at_once = R"({ use = "bed", wait = "0 h", else = "home" })";
const std::string full = R"({ use = "bed", queue_limit = 2, else = "home" })";
const std::string falls = "capacity = [{ during = \"summer\", is = 1 }, { is = 3 }]\n";

} // namespace

TEST_CASE("a scenario whose every setting counts has no warning") {
  CHECK(warnings({}).empty());
  CHECK(warnings({"capacity = 3\norder = [\"lowest kind\"]", eject, "ejected = \"home\"", "\"home\"", ""})
            .empty());
  CHECK(warnings({falls + "when_capacity_falls = \"pause\"", full, "", "\"home\"", ""}).empty());
}

TEST_CASE("ejection that can take nobody's unit is said") {
  CHECK(warns({"capacity = 3", eject, "", "\"home\"", ""}, "'eject' of the need of 'bed' has no effect"));
  CHECK(warns({"capacity = 3", "\"bed\"", "ejected = \"home\"", "\"home\"", ""},
              "'ejected' of step 'ward' has no effect"));
  CHECK(warns({falls + "when_capacity_falls = \"eject\"", "\"bed\"", "", "\"home\"", ""},
              "no step that needs it has 'ejected'"));
}

TEST_CASE("rules for a capacity that never falls or never ends are said") {
  CHECK(warns({"capacity = 3\nwhen_capacity_falls = \"pause\"", "\"bed\"", "", "\"home\"", ""},
              "'when_capacity_falls' of resource 'bed' has no effect: its capacity never falls"));
  CHECK(warns({"capacity = \"unlimited\"\norder = [\"lowest kind\"]", "\"bed\"", "", "\"home\"", ""},
              "'order' of resource 'bed' has no effect: there is no end of it"));
  CHECK(warns({"capacity = \"unlimited\"", full, "", "\"home\"", ""}, "'queue_limit' of the need of 'bed'"));
  CHECK(warns({"capacity = \"unlimited\"", refused, "", "\"home\"", ""}, "'wait' of the need of 'bed'"));
  CHECK(warns({"capacity = \"unlimited\"", R"({ use = "bed", leave_free = 2 })", "", "\"home\"", ""},
              "'leave_free' of the need of 'bed'"));
  CHECK(warns({"capacity = 3\norder = [\"lowest kind\"]", refused_at_once, "", "\"home\"", ""},
              "'order' of resource 'bed' has no effect: nobody waits for it"));
  CHECK(warns(
      {"capacity = 3\nescalation = { units = 2, open_when = \"1 > 0\" }", "\"bed\"", "", "\"home\"", ""},
      "'open_when' is the same at all times"));
  CHECK(warns({"capacity = 3\ngroup = 1", "\"bed\"", "", "\"home\"", ""},
              "'group' of resource 'bed' has no effect"));
}

TEST_CASE("a risk that is longer than the run is said") {
  const auto risk = [](const std::string& after) {
    return Parts{"capacity = 3", "\"bed\"", "", "\"home\"",
                 "[risk.leaves]\nwhile = \"ward.wait\"\nafter = " + after + "\nto = \"home\""};
  };
  CHECK(warns(risk("\"21 weeks\""),
              "risk 'leaves' cannot strike: it takes 147 days at the least, and the run 140"));
  CHECK(warns(risk("{ dist = \"uniform\", low = \"30 weeks\", high = \"40 weeks\" }"),
              "risk 'leaves' cannot strike"));
  CHECK(warnings(risk("\"19 weeks\"")).empty());
  CHECK(warnings(risk("{ dist = \"exponential\", mean = \"2000 days\" }")).empty());
}

TEST_CASE("KPIs of times that nobody spends are said") {
  CHECK(warns({"capacity = 3", "\"bed\"", "", "\"home\"", "[kpi.held]\ntime_in = \"ward.blocked\""},
              "KPI 'held' is undefined in every run"));
  CHECK(warns({"capacity = 3", "\"bed\"", "", "\"home\"", "[kpi.held]\ntime_in = \"ward.interrupted\""},
              "KPI 'held' is undefined in every run"));
}

TEST_CASE("steps and outcomes that nobody comes to are said, and weights of 0") {
  const Parts never{"capacity = 3", "\"bed\"", "", "{ home = 1, review = 0 }",
                    "[step.review]\ntakes = \"1 day\"\nnext = \"away\"\n[outcome.away]\nlabel = \"Away\""};
  CHECK(warns(never, "the weight of 'review' is 0, so it is never chosen"));
  CHECK(warns(never, "step 'review' is never reached"));
  CHECK(warns(never, "outcome 'away' is never reached"));
  // Two that lead to each other are reached by nobody from outside.
  CHECK(warns({"capacity = 3", "\"bed\"", "", "\"home\"",
               "[step.a]\nnext = \"b\"\n[step.b]\nnext = { a = 0.5, home = 0.5 }"},
              "step 'a' is never reached"));
  CHECK(warnings(
            {"capacity = 3", "\"bed\"", "parallel = [\"scan\"]", "\"home\"", "[step.scan]\nnext = \"join\""})
            .empty());
}

TEST_CASE("attributes that are set but never read are said") {
  const auto with = [](const std::string& takes) {
    return Parts{"capacity = 3", "\"bed\"", "set = { visits = \"= visits + 1\" }\nexit_delay = " + takes,
                 "\"home\"", "[attribute.visits]\nis = 0"};
  };
  CHECK(warns(with("\"1 day\""), "attribute 'visits' is set but never read"));
  CHECK(warnings(with("\"= visits * 1 day\"")).empty());
}

TEST_CASE("a place kept where nobody waits is said") {
  CHECK(warns({"capacity = 3", "\"bed\"", "keeps_place = true", "\"talk\"", "[step.talk]\nnext = \"home\""},
              "'keeps_place' of step 'ward' has no effect"));
  CHECK(warnings({"capacity = 3\norder = [\"earliest queue_date\"]", "\"bed\"", "keeps_place = true",
                  "\"talk\"", "[step.talk]\nneeds = \"bed\"\nnext = \"home\""})
            .empty());
}

TEST_CASE("a source's fields that its kind does not read are said, and a source outside the run") {
  const auto source = [](const std::string& fields) {
    return Parts{"capacity = 3", "\"bed\"", "", "\"home\"", "[source.more]\nfirst = \"ward\"\n" + fields};
  };
  CHECK(warns(source("every = \"1 day\"\npattern = { Mon = 1.0 }"),
              "'pattern' of source 'more' has no effect"));
  CHECK_FALSE(warns(source("rate = \"1 per week\"\npattern = { Mon = 1.0 }"), "has no effect"));
  CHECK(
      warns(source("rate = \"1 per week\"\nwaited = \"3 days\""), "'waited' of source 'more' has no effect"));
  CHECK(warns(source("rate = \"1 per week\"\nfrom = \"week 30\""), "nobody comes from source 'more'"));
  CHECK(warns(source("rate = \"1 per week\"\nfrom = \"week 8\"\nuntil = \"week 4\""),
              "nobody comes from source 'more'"));
  CHECK_FALSE(warns(source("rate = \"1 per week\"\nfrom = \"week 8\""), "nobody comes"));
  CHECK(warns(source("rate = \"1 per week\"\nseason = { Jan = 1.2 }"), "the run sees none of its months"));
  CHECK_FALSE(warns(source("rate = \"1 per week\"\nseason = { Jan = 1.2, May = 0.9 }"), "the run sees"));
  CHECK(
      warns(source("rate = \"1 per week\"\nseason = { january = 1.2 }"), "the run sees none of its months"));
  for (const std::string may : {"may", "MAY", "August", "aug", "april"})
    CHECK_FALSE(warns(source("rate = \"1 per week\"\nseason = { " + may + " = 0.9 }"), "the run sees"));
  CHECK(warns(source("rate = \"1 per week\"\nscale = 3"), "'scale' of source 'more' has no effect"));
  CHECK(warns(source("rate = \"1 per week\"\ncolumns = { time = \"day\" }"), "'columns' of source 'more'"));
  const std::string listed = "at = [\"day 1\"]\n";
  const std::string at_start = "at = \"start\"\ncount = 1\n";
  for (const auto& at : {listed, at_start})
    CHECK(warns(source(at + "batch = 2"), "'batch' of source 'more' has no effect: 'at' tells when"));
  for (const std::string field : {"from = \"day 2\"", "until = \"day 2\""}) {
    CHECK(warns(source(at_start + field), "of source 'more' has no effect: all are there at the start"));
    CHECK_FALSE(warns(source(listed + field), "has no effect"));
  }
  CHECK(warns(source("at = \"start\"\ncount = 1\nremaining = \"1 day\""), "'remaining' of source 'more'"));
  CHECK(warns(source("every = \"1 day\"\nbatch = 0"), "nobody comes from source 'more': its 'batch' is 0"));
}

TEST_CASE("a failure without a chance, and a place kept where no queue asks for it, are said") {
  const std::string fails = "fails = { dna = { chance = 0.1, to = \"ward\", keeps_place = true } }";
  CHECK(warns({"capacity = 3", "\"bed\"", "fails = { dna = { chance = 0, to = \"ward\" } }", "\"home\"", ""},
              "failure 'dna' of step 'ward' never happens"));
  CHECK(warns({"capacity = 3", "\"bed\"", fails, "\"home\"", ""}, "no queue is ordered by queue_date"));
  CHECK_FALSE(warns({"capacity = 3\norder = [\"earliest queue_date\"]", "\"bed\"", fails, "\"home\"", ""},
                    "has no effect"));
}

TEST_CASE("holding on on the way to where nobody waits, and risks of phases without time, are said") {
  CHECK(warns({"capacity = 3", "\"bed\"", "release = \"moved\"", "\"home\"", ""},
              "release = \"moved\" of step"));
  const std::string later = "[step.later]\nneeds = \"place\"\ntakes = \"1 day\"\nnext = \"home\"\n"
                            "[resource.place]\ncapacity = 4\n";
  CHECK_FALSE(
      warns({"capacity = 3", "\"bed\"", "release = \"moved\"", "\"later\"", later}, "release = \"moved\""));
  const auto risk = [](const std::string& phase) {
    return "[risk.leaves]\nwhile = [\"ward." + phase + "\"]\nafter = \"5 days\"\nto = \"home\"\n";
  };
  CHECK(
      warns({"capacity = 3", refused_at_once, "", "\"home\"", risk("wait")}, "risk 'leaves' cannot strike"));
  CHECK(
      warns({"capacity = 3", "\"bed\"", "", "\"home\"", risk("exit_delay")}, "risk 'leaves' cannot strike"));
  CHECK_FALSE(warns({"capacity = 3", refused, "", "\"home\"", risk("wait")}, "cannot strike"));
}

TEST_CASE("what is nothing only until a date is not called without effect") {
  const std::string later =
      R"({ use = "bed", wait = [{ until = "week 2", is = "0 h" }, { is = "3 days" }], else = "home" })";
  CHECK_FALSE(warns({"capacity = 3\norder = [\"lowest kind\"]", later, "", "\"home\"", ""}, "has no effect"));
  CHECK(warns({"capacity = 3\norder = [\"lowest kind\"]", refused_at_once, "", "\"home\"", ""},
              "nobody waits for it"));
}

TEST_CASE("a bed kept from an earlier step and held back in a later one is time spent there") {
  const std::string later =
      "[step.later]\ntakes = \"1 day\"\nrelease = { bed = \"moved\" }\nnext = \"last\"\n"
      "[step.last]\nneeds = \"place\"\ntakes = \"1 day\"\nnext = \"home\"\n"
      "[resource.place]\ncapacity = 4\n[kpi.held]\ntime_in = \"later.blocked\"\n";
  CHECK(warnings({"capacity = 3", "\"bed\"", "release = { bed = \"keep\" }", "\"later\"", later}).empty());
  CHECK(warns({"capacity = 3", "\"bed\"", "", "\"home\"", "[kpi.held]\ntime_in = \"ward.blocked\"\n"},
              "nobody ever spends that time"));
}

TEST_CASE("conditions that never hold together are said where they stand") {
  const auto given_way = [](const std::string& condition) {
    return Parts{"capacity = 3", "\"bed\"", "",
                 "[{ when = \"" + condition + "\", to = \"away\" }, { to = \"home\" }]",
                 "[attribute.age]\nis = { dist = \"uniform\", low = 20, high = 90 }\n"
                 "[outcome.away]\nlabel = \"Away\""};
  };
  for (const auto* never :
       {"age > 70 and age < 60", "age > 70 and age <= 70", "65 < age and age < 65",
        "kind == 'urgent' and kind == 'routine'", "kind == urgent and (age > 3 and kind == routine)",
        "(age < 30 or age < 40) and age > 50", "waited > 3 days and waited < 2 days"})
    CHECK(warns(given_way(never), "this condition never holds: its two sides contradict each other"));
  for (const auto* some :
       {"age > 60 and age < 70", "age >= 70 and age <= 70", "kind == 'urgent' and age < 60",
        "(age < 30 or age > 80) and age > 50", "age > 70 or age < 60"})
    CHECK_FALSE(warns(given_way(some), "never holds"));
}

TEST_CASE("entries of a list for dates outside the run are said, and dates that contradict a condition") {
  const auto capacity = [](const std::string& entry) {
    return Parts{"capacity = [{ " + entry + ", is = 2 }, { is = 3 }]", "\"bed\"", "", "\"home\"", ""};
  };
  CHECK(warns(capacity("from = \"week 20\""), "this entry has no effect: the run ends before"));
  CHECK(warns(capacity("until = 2026-04-06"), "this entry has no effect: the run begins after"));
  CHECK_FALSE(warns(capacity("from = \"week 19\""), "has no effect"));
  const auto route = [](const std::string& entry) {
    return Parts{"capacity = 3", "\"bed\"", "", "[{ " + entry + ", to = \"away\" }, { to = \"home\" }]",
                 "[outcome.away]\nlabel = \"Away\""};
  };
  CHECK(warns(route("when = \"now > 30 days\", until = \"week 2\""),
              "this entry has no effect: its conditions contradict each other"));
  CHECK_FALSE(warns(route("when = \"now > 30 days\", until = \"week 8\""), "contradict"));
}

TEST_CASE("a stop that nobody comes to after the clock has started is said") {
  const auto clock = [](const std::string& starts, const std::string& stops) {
    return Parts{"capacity = 3", "\"bed\"", "", "\"later\"",
                 "[step.later]\ntakes = \"1 day\"\nnext = \"home\"\n[clock.stay]\nstarts = [\"" + starts +
                     "\"]\nstops = [" + stops + "]\n[kpi.stays]\nclock = \"stay\""};
  };
  CHECK(warns(clock("later.arrive", R"("ward.start")"), "stop 'ward.start' of clock 'stay' has no effect"));
  CHECK(warns(clock("later.arrive", R"("home", { at = "ward.start", as = "admitted" })"),
              "stop 'admitted' of clock 'stay' has no effect"));
  CHECK_FALSE(warns(clock("ward.arrive", R"("ward.start", "home")"), "of clock 'stay' has no effect"));
  CHECK_FALSE(warns(clock("later.start", R"("home")"), "of clock 'stay' has no effect"));
}

TEST_CASE("a clock may start in one branch and stop in another") {
  const std::string branches = "[step.scan]\ntakes = \"1 day\"\nnext = \"join\"\n"
                               "[step.bloods]\ntakes = \"2 days\"\nnext = \"join\"\n"
                               "[clock.tests]\nstarts = [\"scan.start\"]\nstops = [\"bloods.end\"]\n";
  CHECK_FALSE(warns({"capacity = 3", "\"bed\"", "parallel = [\"scan\", \"bloods\"]", "\"home\"", branches},
                    "of clock 'tests' has no effect"));
}

TEST_CASE("an order that is the same for everybody, and slots to run over that nobody needs, are said") {
  const auto ordered = [](const std::string& level, const std::string& set) {
    return Parts{"capacity = 3\norder = [\"lowest level\"]", "\"bed\"", set, "\"home\"",
                 "[attribute.level]\n" + level};
  };
  CHECK(warns(ordered("is = 2", ""), "order 'lowest level' of resource 'bed' has no effect"));
  CHECK_FALSE(warns(ordered("is = { dist = \"uniform\", low = 1, high = 3 }", ""), "has no effect"));
  CHECK_FALSE(warns(ordered("is = 2", "set = { level = 3 }"), "has no effect"));
  const auto clinic = [](const std::string& slots) {
    return Parts{"kind = \"diary\"\nsessions = \"2 per week\"\nslots = 8\noverrun = 1", slots, "", "\"home\"",
                 ""};
  };
  CHECK(warns(clinic("\"bed\""), "'overrun' of resource 'bed' has no effect"));
  CHECK_FALSE(warns(clinic("\"2 bed\""), "has no effect"));
}

TEST_CASE("a resource that no step needs is warned of, unless a cost or an expression gives it a meaning",
          "[compile]") {
  const std::string spare = "[resource.spare]\ncapacity = 2\n";
  CHECK(warns({.more = spare}, "resource 'spare' is needed by no step, so it cannot affect the result"));
  const std::string priced =
      "[cost.spare]\nresource = \"spare\"\nper = \"unit\"\namount = \"£100 per day\"\n";
  CHECK_FALSE(warns({.more = spare + priced}, "is needed by no step"));
  const std::string gate = "[{ when = \"capacity( spare ) > 1\", to = \"home\" }, { to = \"ward\" }]";
  CHECK_FALSE(warns({.next = gate, .more = spare}, "is needed by no step"));
  const std::string field = "= resource.spare.capacity * 1 day";
  CHECK_FALSE(warns({.step = "exit_delay = \"" + field + "\"", .more = spare}, "is needed by no step"));
  const std::string shown = "[kpi.spare]\nresource = \"spare\"\nlevel = \"capacity\"\n";
  CHECK(warns({.more = spare + shown}, "resource 'spare' is needed by no step, so nobody ever uses it"));
}
